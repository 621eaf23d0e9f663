//! What cells mean by the evidence of their column: damaged ids, durations, scaled numbers, dates in seven languages.

#![allow(clippy::unwrap_used, reason = "tests")]

use plumbline_domain::{
    field::Field,
    problem::Problem,
    record::{Cell, Chunk},
};
use plumbline_ingest::{
    look::{Inferred, Look, Overrides, look},
    mapping::{Known, Mapping, suggest},
    read::{Context, Reader},
    source::Source,
};

struct Taken {
    look: Look,
    chunk: Chunk,
    problems: Vec<Problem>,
}

fn take(text: &str, mapping: Option<&str>) -> Taken {
    let source = Source::bytes("leads.csv", text.as_bytes());
    let look = look(&source, &Overrides::default()).unwrap();
    let known = Known::starter();
    let mapping = mapping.map_or_else(|| suggest(&look, &known), |text| Mapping::from_toml(text).unwrap());
    let context = Context { reasons: known.reasons, ..Context::default() };
    let mut reader = Reader::open(&source, &look, &mapping, &context).unwrap();
    let (mut chunk, mut problems) = (Chunk::default(), Vec::new());
    assert!(reader.read(&mut chunk, &mut problems).unwrap().done, "a small file is one chunk");
    Taken { look, chunk, problems }
}

fn numbers(taken: &Taken, field: Field) -> Vec<Option<f64>> {
    let number = |cell| if let Cell::Number(number) = cell { Some(number) } else { None };
    taken.chunk.records.iter().map(|record| number(record.cells[field.index()])).collect()
}

#[test]
fn ids_a_spreadsheet_has_cut_are_refused_and_told() {
    let text = "Lead ID,Email\n1234567890123450000,a@x.example\n1234567890123460000,b@x.example\n\
        4711,c@x.example\n1.23457E+18,d@x.example\n";
    let taken = take(text, None);
    let found: Vec<_> = taken.problems.iter().map(|p| (p.row, p.rule.slug(), p.value.as_str())).collect();
    assert_eq!(
        found,
        [
            (2, "id.damaged", "1234567890123450000"),
            (3, "id.damaged", "1234567890123460000"),
            (5, "id.damaged", "1.23457E+18")
        ]
    );
    assert_eq!(taken.chunk.records.len(), 1, "a short id is whole");
    let notes = taken.look.notes().join(" ");
    assert!(notes.contains("19-digit ids were cut to 15 digits by a spreadsheet"), "{notes}");

    let whole = text.replace("0000,", "4321,").replace("1.23457E+18", "99");
    let taken = take(&whole, None);
    assert_eq!((taken.problems, taken.look.notes()), (vec![], vec![]));
}

#[test]
fn salesforce_ids_that_differ_in_case_are_two_leads_and_lost_case_is_told() {
    let text = "Lead ID,Email\n00Q5f000001AbCd,a@x.example\n00Q5f000001AbCD,b@x.example\n00Q5f000001xYzQ,c@x.example\n\
        00Q5f000001rStU,d@x.example\n00Q5f000001rStV,e@x.example\n00Q5f000001rStW,f@x.example\n";
    let taken = take(text, None);
    let keys: std::collections::BTreeSet<&str> =
        taken.chunk.records.iter().map(|record| taken.chunk.text(record.identity)).collect();
    assert_eq!((keys.len(), taken.look.notes()), (6, vec![]), "two ids that differ in case are two leads");
    let notes =
        take(&text.replace("00Q5f", "00q5f").to_lowercase().replace("lead id", "Lead ID"), None).look.notes();
    assert!(notes.join(" ").contains("lost their capitals"), "{notes:?}");
}

#[test]
fn durations_are_hours_where_a_number_is_wanted() {
    let text = "Lead ID,Score,Waited\n1,27:30:00,2h 30m\n2,1:15:00,1.5 days\n3,0:45:00,PT45M\n";
    let taken = take(text, None);
    let inferred: Vec<Inferred> = taken.look.columns.iter().map(|column| column.inferred).collect();
    assert_eq!(inferred, [Inferred::Number, Inferred::Duration, Inferred::Duration]);
    assert_eq!(numbers(&taken, Field::Score), [Some(27.5), Some(1.25), Some(0.75)]);
    let extra = taken.chunk.text(taken.chunk.records[1].extra);
    assert_eq!(extra, r#"{"Waited":"1.5 days"}"#, "and kept as they are elsewhere");
}

#[test]
fn money_with_signs_codes_and_thousands() {
    let text = "Lead ID;Annual Revenue;Amount\n1;€ 1,2M;USD 1.200,50\n2;350k;(3.500,00) USD\n3;€ 900;$ 12\n";
    let taken = take(text, None);
    assert_eq!(taken.problems, []);
    assert_eq!(numbers(&taken, Field::Revenue), [Some(1_200_000.0), Some(350_000.0), Some(900.0)]);
    assert_eq!(numbers(&taken, Field::Amount), [Some(1200.5), Some(-3500.0), Some(12.0)]);
}

#[test]
fn dates_of_any_language_and_count_are_moments() {
    let text = "Lead ID;MQL Date;Created Date\n1;5. März 2026;1774915200\n2;1er août 2026;1774915201\n\
        3;lun. 2 mars 2026 14:05 CET;1774915202\n";
    let taken = take(text, None);
    assert_eq!(taken.problems, []);
    let mql: Vec<i64> =
        taken.chunk.records.iter().map(|record| record.passages().next().unwrap().at.unwrap().0).collect();
    assert_eq!(mql, [1_772_668_800_000, 1_785_542_400_000, 1_772_456_700_000]);
    let created = taken.chunk.records[2].cells[Field::CreatedAt.index()];
    assert_eq!(created, Cell::Time(plumbline_domain::moment::Moment(1_774_915_202_000)));
}
