//! Criteria over a million leads. To follow a filter within a frame, a simple test has to stay under 3 ms.

#![allow(clippy::expect_used, missing_docs, reason = "benchmarks, and criterion's macro has no docs")]

use criterion::{Criterion, criterion_group, criterion_main};
use plumbline_cube::{
    Cube,
    activities::ActivitiesBuilder,
    criteria::evaluate,
    frame::{BLANK_TIME, Column, Frame, TextBuilder},
};
use plumbline_domain::{
    calendar::Calendar,
    criteria::parse,
    field::{Field, FieldName},
    ids::LeadId,
    moment::Moment,
    record::Side,
    settings::Settings,
};

const ROWS: usize = 1_000_000;

const TESTS: [(&str, &str); 10] = [
    ("text equals", "industry = \"industry 7\""),
    ("text in", "industry in (\"industry 1\", \"industry 2\", \"industry 3\")"),
    ("text contains", "title contains \"title 77\""),
    ("number between", "employees between 200 and 2000"),
    ("number in", "employees in (200, 300, 400, 500)"),
    ("time from", "created.at >= 2026-03-31"),
    ("is blank", "employees is blank"),
    ("three joined", "industry = \"industry 7\" and employees >= 200 and not (title contains \"9\")"),
    ("a million mails, equals", "email = \"person.12345@example.com\""),
    ("a million mails, free-mail", "email is free-mail"),
];

fn frame() -> Frame {
    // Multiplying by a large odd number spreads the rows without a random generator.
    let spread = |row: usize, distinct: usize| (row.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) % distinct;
    let text = |prefix: &str, distinct: usize, suffix: &str| {
        let mut builder = TextBuilder::with_capacity(ROWS);
        for row in 0..ROWS {
            let code = if distinct == ROWS { row } else { spread(row, distinct) };
            builder.push(&if code == 1 { String::new() } else { format!("{prefix}{code}{suffix}") });
        }
        Column::Text(builder.finish(ROWS))
    };
    let employees = (0..ROWS).map(|row| match spread(row, 5000) {
        0..100 => f64::NAN,
        employees => employees as f64,
    });
    let created = (0..ROWS).map(|row| match spread(row, 1000) {
        0 => BLANK_TIME,
        day => 1_735_689_600_000 + day as i64 * 86_400_000,
    });
    let mut frame = Frame::new((0..ROWS as i64).map(LeadId).collect());
    for (field, column) in [
        (Field::Industry, text("Industry ", 40, "")),
        (Field::Title, text("Title ", 5000, "")),
        (Field::Email, text("person.", ROWS, "@example.com")),
        (Field::Employees, Column::Number(employees.collect())),
        (Field::CreatedAt, Column::Time(created.collect())),
    ] {
        frame.set_column(FieldName::Canonical(field), column);
    }
    frame
}

fn criteria(c: &mut Criterion) {
    let (frame, calendar) = (frame(), Calendar::default());
    let mut group = c.benchmark_group("criteria over 1 M leads");
    group.sample_size(20);
    for (name, text) in TESTS {
        let criteria = parse(text).expect("the benchmark's criteria are well formed");
        group.bench_function(name, |bencher| bencher.iter(|| evaluate(&criteria, &frame, &calendar)));
    }
    group.finish();
}

/// Two million activities of eight kinds over a year.
fn activities(c: &mut Criterion) {
    let cube = Cube::new(Frame::new((0..ROWS as i64).map(LeadId).collect()), [], Vec::new());
    let mut builder = ActivitiesBuilder::default();
    for index in 0..2 * ROWS {
        let spread = index.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        let at = Moment((spread % 8760) as i64 * Moment::HOUR);
        let side = if spread.is_multiple_of(3) { Side::Touch } else { Side::Engagement };
        builder.push((index / 2) as u32, at, side, &format!("kind-{}", spread % 8));
    }
    cube.fill_activities(builder.finish());
    let criteria = parse("activity(\"Kind 3\") >= 1 within 14 days").expect("criteria");
    let (as_of, settings) = (Moment(8760 * Moment::HOUR), Settings::default());
    c.bench_function("2 M activities of 1 M leads, one kind of eight", |bencher| {
        bencher.iter(|| cube.select(&criteria, as_of, &settings).matching);
    });
}

criterion_group!(benches, criteria, activities);
criterion_main!(benches);
