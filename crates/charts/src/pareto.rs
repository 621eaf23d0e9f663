//! Why leads are rejected, the most frequent reason first, with the period before beside it.

use plumbline_cube::{
    FieldName,
    cells::{Cells, Facet, Within},
    query::{Outcome, Selection},
};
use plumbline_stats::Rate;

use crate::{
    axis::{Scale, Unit},
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    finding::THREE_SIGMA,
    look::{Color, Look, Palette},
    rows::{self, Rows, Swatch, Texts},
    scene::Scene,
    words,
};

/// One reason in both periods.
struct Row {
    value: String,
    name: String,
    now: Rate,
    before: Rate,
    running: u64,
}

impl Row {
    /// Whether its share changed by more than luck explains; with a dozen reasons, one in twenty would by luck.
    fn change(&self) -> Option<bool> {
        let difference = self.now.difference_at(self.before, THREE_SIGMA)?;
        (!difference.contains(0.0)).then_some(difference.lower > 0.0)
    }
}

/// The chart of rejections by reason, asked of a period and of the one before it.
pub fn pareto(now: &Cells, before: &Cells, look: &Look) -> Chart {
    let caption = "Rejections by reason".to_owned();
    let subtitle = format!(
        "Share of rejections by reason, 95\u{a0}% interval, {} against {}",
        words::days(now),
        words::days(before)
    );
    let rows = rows_of(now, before);
    let [n, was] = [now, before].map(|cells| u64::from(cells.total().rejected));
    if n + was == 0 {
        return chart::empty(look, "No rejections in these periods".to_owned(), subtitle, caption);
    }
    let title = title(&rows, n, was);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let fitting = Rows::fitting(&scene, top).min(rows.len());
    let texts = rows[..fitting].iter().map(|row| Texts {
        name: row.name.clone(),
        value: words::of(row.now),
        detail: format!("was {}", words::of(row.before)),
        is_quiet: row.value.is_empty(),
    });
    let layout = Rows::new(&scene, top, texts.collect());
    draw(&mut scene, &rows[..fitting], &layout, [(n, now), (was, before)]);
    layout.more(&mut scene, rows.len() - fitting);
    let marks = marks(&scene, &rows[..fitting], &layout);
    let said: Vec<String> = rows.iter().map(say).collect();
    let data = data(&rows, caption);
    let description = format!("{title}. {}", said.join(" "));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

fn rows_of(now: &Cells, before: &Cells) -> Vec<Row> {
    let counts = |cells: &Cells| -> Vec<(String, String, u64)> {
        let Some(axis) = cells.axes.first() else { return Vec::new() };
        let names = axis.values.iter().zip(&axis.labels).zip(cells.along(0));
        names
            .map(|((value, label), tally)| (value.clone(), label.clone(), u64::from(tally.rejected)))
            .filter(|(.., n)| *n > 0)
            .collect()
    };
    let (mine, theirs) = (counts(now), counts(before));
    let [n, was] = [&mine, &theirs].map(|counts| counts.iter().map(|(.., n)| n).sum::<u64>());
    let count = |counts: &[(String, String, u64)], value: &str| {
        counts.iter().find(|(known, ..)| known == value).map_or(0, |(.., n)| *n)
    };
    let gone = theirs.iter().filter(|(value, ..)| !mine.iter().any(|(known, ..)| known == value));
    let mut rows: Vec<Row> = mine
        .iter()
        .chain(gone)
        .map(|(value, label, _)| Row {
            value: value.clone(),
            name: if label.is_empty() { "No reason given".to_owned() } else { label.clone() },
            now: Rate::new(count(&mine, value), n),
            before: Rate::new(count(&theirs, value), was),
            running: 0,
        })
        .collect();
    rows.sort_by_key(|row| {
        let sizes = std::cmp::Reverse((row.now.numerator, row.before.numerator));
        (row.value.is_empty(), sizes, row.name.clone())
    });
    let mut sum = 0;
    for row in &mut rows {
        sum += row.now.numerator;
        row.running = sum;
    }
    rows
}

fn title(rows: &[Row], n: u64, was: u64) -> String {
    if n == 0 {
        return format!("No rejections, after {} in the period before", words::count(was));
    }
    let changed = rows.iter().filter(|row| row.change().is_some() && !row.value.is_empty());
    let most = changed.max_by(|a, b| {
        let by = |row: &Row| (row.now.value().unwrap_or(0.0) - row.before.value().unwrap_or(0.0)).abs();
        by(a).total_cmp(&by(b))
    });
    if let Some(row) = most {
        let verb = if row.change() == Some(true) { "grew" } else { "shrank" };
        let share = |rate: Rate| rate.value().map(words::percent).unwrap_or_default();
        let (before, now) = (share(row.before), share(row.now));
        return format!("{} {verb} from {before} to {now} of the rejections", row.name);
    }
    let steady = if was == 0 {
        "none in the period before"
    } else {
        "no reason’s share changed by more than luck explains"
    };
    match rows.iter().find(|row| !row.value.is_empty() && row.now.numerator > 0) {
        None => format!("{}, none with a reason", words::counted(n, "rejection", "rejections")),
        Some(first) => format!("{}: {} of the rejections; {steady}", first.name, words::rate(first.now)),
    }
}

fn color(palette: Palette, reason: &str) -> Color {
    match reason.split('.').next().unwrap_or_default() {
        "fit" => palette.rejected,
        "timing" => palette.timing,
        "data" => palette.accepted,
        _ => palette.neutral,
    }
}

fn draw(scene: &mut Scene, rows: &[Row], layout: &Rows, periods: [(u64, &Cells); 2]) {
    let (scale, palette) = (scene.scale, scene.palette);
    let ends = rows.iter().flat_map(|row| [row.now.wilson(), row.before.wilson()]).flatten();
    let values = ends.map(|interval| interval.upper).chain([0.0]);
    let over = Scale::over(values, Unit::Share, (layout.plot.left, layout.plot.right), 48.0 * scale);
    layout.grid(scene, &over, Unit::Share);
    for (at, row) in rows.iter().enumerate() {
        let y = layout.middle(at);
        let color = color(palette, &row.value);
        let (left, end) = (layout.plot.left, over.at(row.now.value().unwrap_or(0.0)));
        if row.now.numerator > 0 {
            scene.rect(left, (y - 6.0 * scale).round(), (end - left).max(1.0), (8.0 * scale).round(), color);
        }
        if let Some(interval) = row.now.wilson() {
            let (from, to) = (over.at(interval.lower), over.at(interval.upper));
            scene.rect(from, (y - 2.0 * scale).round() - 1.0, to - from, 2.0, palette.ink.at(0.75));
        }
        if let (Some(value), Some(interval)) = (row.before.value(), row.before.wilson()) {
            let (from, to) = (over.at(interval.lower), over.at(interval.upper));
            let y = y + 6.5 * scale;
            scene.horizontal(y - 0.5, from, to, palette.quiet);
            scene.ring(over.at(value), y, 3.5 * scale, palette.quiet);
        }
    }
    layout.write(scene);
    let [now, before] =
        periods.map(|(n, cells)| format!("{} (n\u{a0}{})", words::days(cells), words::count(n)));
    let entries = [(Swatch::Block, palette.rejected, now), (Swatch::Ring, palette.quiet, before)];
    rows::legend(scene, (layout.plot.left, layout.plot.top - 11.0 * scale), &entries);
}

fn marks(scene: &Scene, rows: &[Row], layout: &Rows) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let (x, y, width, height) = layout.area(scene, at);
        let selection =
            || Selection::cell(Outcome::Numerator, vec![Within::one(reason(), row.value.clone())]);
        // The upper half is this period, the lower one the period before: each lists its own leads.
        let upper = (x, y, width, height * 0.6);
        let now = format!("{}: {}.", row.name, words::rate_of(row.now, "of the rejections"));
        marks.push(Mark::over(upper, now, row.now.numerator as u32, selection()));
        let lower = (x, y + height * 0.6, width, height * 0.4);
        let before =
            format!("{}, the period before: {}.", row.name, words::rate_of(row.before, "of the rejections"));
        let mark = Mark::over(lower, before, row.before.numerator as u32, selection());
        marks.push(Mark { asked: 1, ..mark });
    }
    marks.retain(|mark| mark.count > 0);
    marks
}

fn reason() -> Facet {
    Facet::Value(FieldName::Reason)
}

fn say(row: &Row) -> String {
    let changed = match row.change() {
        Some(true) => "; more than luck explains",
        Some(false) => "; less than luck explains",
        None => "",
    };
    format!("{}: {}, before {}{changed}.", row.name, words::rate(row.now), words::rate(row.before))
}

fn data(rows: &[Row], caption: String) -> Data {
    let columns = vec![
        Column::new("Reason", "reason"),
        Column::new("Rejections", "rejections"),
        Column::new("Share", "share"),
        Column::interval("95 % interval", ""),
        Column::new("Running share", "running_share"),
        Column::new("Before", "before_rejections"),
        Column::new("Share before", "before_share"),
        Column::interval("95 % interval before", "before_"),
        Column::new("Change", "change"),
        Column::interval("95 % interval of the change", "change_"),
    ];
    let row = |row: &Row| {
        let change = row.now.value().zip(row.before.value()).map(|(now, before)| Value::Points(now - before));
        vec![
            Value::Text(row.name.clone()),
            Value::Count(row.now.numerator),
            Value::share(row.now.value()),
            Value::shares(row.now.wilson()),
            Value::share(Rate::new(row.running, row.now.denominator).value()),
            Value::Count(row.before.numerator),
            Value::share(row.before.value()),
            Value::shares(row.before.wilson()),
            change.unwrap_or(Value::Nothing),
            row.now.difference(row.before).map_or(Value::Nothing, Value::PointsBetween),
        ]
    };
    Data { caption, columns, rows: rows.iter().map(row).collect() }
}
