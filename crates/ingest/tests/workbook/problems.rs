//! What a cell of a workbook can be refused for.

use plumbline_domain::{
    field::Field,
    problem::{Problem, Rule},
    record::Chunk,
};
use plumbline_ingest::{
    look::{Overrides, look},
    mapping::{Known, Mapping, Target, suggest},
    read::{Context, Reader, write_rejected},
    source::Source,
};
use rust_xlsxwriter::Formula;

use super::{looked, make::Room, open};

/// Leads whose formulas failed, in a mapped column and in a kept one.
fn failed(room: &Room) -> Source {
    let path = room.workbook("leads.xlsx", |book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Lead ID", "Email", "Company", "Annual Revenue", "Mood"]).unwrap();
        for row in 1..=4 {
            sheet
                .write_row(row, 0, [format!("a-{row}"), format!("p{row}@x.example"), format!("Firm {row}")])
                .unwrap();
            sheet.write_number(row, 3, 1000.0).unwrap();
        }
        sheet.write_formula(2, 2, Formula::new("=VLOOKUP(1,A1:A2,1)").set_result("#N/A")).unwrap();
        sheet.write_formula(3, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    open(&path).unwrap()
}

fn read(source: &Source, mapping: &Mapping) -> (Chunk, Vec<Problem>) {
    let look = looked(source);
    let (mut chunk, mut problems) = (Chunk::default(), Vec::new());
    let mut reader = Reader::open(source, &look, mapping, &Context::default()).unwrap();
    while !reader.read(&mut chunk, &mut problems).unwrap().done {}
    (chunk, problems)
}

#[test]
fn a_failed_formula_is_a_problem_and_never_a_value_or_a_blank() {
    let room = Room::new();
    let source = failed(&room);
    let mut mapping = suggest(&looked(&source), &Known::starter());
    assert_eq!(mapping.target("Company"), Target::Field(Field::Company));
    assert!(
        mapping.missing.is_empty(),
        "nobody has said that a failed formula means nothing: {:?}",
        mapping.missing
    );
    let (chunk, problems) = read(&source, &mapping);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = &problems[0];
    let place = (problem.row, problem.column.as_str(), problem.value.as_str(), problem.rule);
    assert_eq!(place, (3, "Company", "#N/A", Rule::CellError));
    assert!(problem.message.ends_with('.'));
    let extra: Vec<&str> = chunk.records.iter().map(|record| chunk.text(record.extra)).collect();
    assert_eq!(extra, ["", "{\"Mood\":\"#DIV/0!\"}", ""], "a column that is kept keeps the word");

    mapping.missing.push(("Company".to_owned(), vec!["#N/A".to_owned()]));
    let (chunk, problems) = read(&source, &mapping);
    assert_eq!((chunk.records.len(), problems.len()), (4, 0), "somebody has said so now");
}

#[test]
fn refused_rows_come_back_as_text_under_the_same_mapping() {
    let room = Room::new();
    let source = failed(&room);
    let look_before = looked(&source);
    let mut mapping = suggest(&look_before, &Known::starter());
    mapping.source.sheet = Some("Sheet1".to_owned());
    let (_, problems) = read(&source, &mapping);
    let mut out = Vec::new();
    write_rejected(&source, &look_before, &problems, &mut out).unwrap();
    let repaired = String::from_utf8(out).unwrap().replace("#N/A", "Firm 2");
    let back = Source::bytes("rejected.csv", repaired.into_bytes());
    let look = look(&back, &mapping.source).expect("it has no sheet, and needs none");
    let mut reader = Reader::open(&back, &look, &mapping, &Context::default()).unwrap();
    let (mut chunk, mut problems) = (Chunk::default(), Vec::new());
    reader.read(&mut chunk, &mut problems).unwrap();
    assert_eq!((chunk.records.len(), problems.len()), (1, 0), "{problems:?}");
}

#[test]
fn refused_rows_beside_a_table_are_known_by_its_headers() {
    let room = Room::new();
    let path = room.workbook("leads.xlsx", |book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Lead ID", "Email", "MQL Date"]).unwrap();
        sheet.write_row(1, 0, ["a-1", "a@x.example", "soon"]).unwrap();
        sheet.write_row(2, 0, ["a-2", "b@x.example", "2026-01-05", "", "call her"]).unwrap();
        sheet.write_row(3, 0, ["a-3", "c@x.example", "2026-01-06"]).unwrap();
        sheet.write_row(4, 0, ["a-4", "d@x.example", "2026-01-07"]).unwrap();
    });
    let source = open(&path).unwrap();
    let before = looked(&source);
    let mapping = suggest(&before, &Known::starter());
    let (_, problems) = read(&source, &mapping);
    let mut out = Vec::new();
    write_rejected(&source, &before, &problems, &mut out).unwrap();
    // As a spreadsheet saves it: every row as wide as the widest.
    let saved: String =
        String::from_utf8(out).unwrap().lines().map(|line| format!("{line},,,\r\n")).collect();
    let back = Source::bytes("rejected.csv", saved.replace(",\"soon\"", ",\"2026-01-04\"").into_bytes());
    let after = look(&back, &Overrides::default()).unwrap();
    assert_eq!(after.fingerprint(), before.fingerprint(), "{:?}", after.headers().collect::<Vec<_>>());
    let (chunk, problems) = read(&back, &mapping);
    assert_eq!((chunk.records.len(), problems.len()), (1, 0), "under the same mapping: {problems:?}");
    assert_eq!(after.headers().nth(4), before.headers().nth(4), "columns without a name keep their number");
}

#[test]
fn rows_end_where_they_end_and_cells_beside_the_table_are_kept() {
    let room = Room::new();
    let path = room.workbook("leads.xlsx", |book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Lead ID", "Email", "Company", "City"]).unwrap();
        sheet.write_row(1, 0, ["a-1", "a@x.example"]).unwrap();
        sheet.write_row(2, 0, ["a-2", "b@x.example", "Acme", "Bonn", "call her", "twice"]).unwrap();
        sheet.write_row(3, 0, ["a-3", "c@x.example"]).unwrap();
        sheet.write_string(3, 500, "lost").unwrap();
    });
    let source = open(&path).unwrap();
    let look = look(&source, &Overrides::default()).unwrap();
    let mapping = suggest(&look, &Known::starter());
    let (chunk, problems) = read(&source, &mapping);
    assert_eq!(chunk.records.len(), 2, "a row that ends early is not cut: {problems:?}");
    assert_eq!(chunk.text(chunk.records[1].extra), "{\"Column 5\":\"call her\",\"Column 6\":\"twice\"}");
    assert_eq!((problems[0].row, problems[0].rule), (4, Rule::RowTooLong));
    assert!(problems[0].message.contains("column 501"), "{}", problems[0].message);
}

#[test]
fn a_formula_that_was_never_computed_is_a_problem_and_no_blank() {
    let room = Room::new();
    let header =
        ["Lead ID", "Email", "MQL Date"].map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"));
    let row = |id: u32, cell: &str| {
        format!(
            "<row><c t=\"inlineStr\"><is><t>a-{id}</t></is></c><c t=\"inlineStr\"><is><t>p{id}@x.example</t></is></c>{cell}</row>"
        )
    };
    let rows = [
        row(1, "<c t=\"inlineStr\"><is><t>2026-04-01</t></is></c>"),
        row(2, "<c><f>DATE(2026,4,1)</f></c>"),
        row(3, "<c t=\"str\"><f>\"\"</f><v></v></c>"),
    ];
    let bytes = super::make::with_rows(&format!("<row>{}</row>{}", header.concat(), rows.concat()));
    let source = open(&room.put("leads.xlsx", bytes)).unwrap();
    let mapping = suggest(&looked(&source), &Known::starter());
    let (chunk, problems) = read(&source, &mapping);
    assert_eq!(chunk.records.len(), 2, "one without a date is one whose formula says nothing");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(
        (problems[0].row, problems[0].column.as_str(), problems[0].rule),
        (3, "MQL Date", Rule::CellError)
    );
}
