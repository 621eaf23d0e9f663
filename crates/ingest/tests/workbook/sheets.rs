//! Which sheet is read, and what is no workbook.

use plumbline_ingest::{
    look::{LookError, Overrides, look},
    source::Source,
    workbook::{Workbook, WorkbookError, is_workbook},
};

use super::{
    cells, looked,
    make::{self, Room},
    open, program,
};

fn three_sheets(room: &Room) -> std::path::PathBuf {
    room.workbook("leads.xlsx", |book| {
        book.add_worksheet().set_name("Notes").unwrap();
        let hidden = book.add_worksheet();
        hidden.set_name("Lists").unwrap().set_hidden(true);
        hidden.write_string(0, 0, "Lead ID").unwrap();
        for (name, id) in [("März & April", "a-1"), ("May", "b-1"), ("June", "c-1")] {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap();
            sheet.write_string(2, 1, "Lead ID").unwrap();
            sheet.write_string(3, 1, id).unwrap();
        }
    })
}

#[test]
fn the_first_visible_sheet_with_cells_is_read_and_the_others_are_named() {
    let room = Room::new();
    let source = open(&three_sheets(&room)).unwrap();
    assert_eq!(source.name(), "leads.xlsx");
    assert_eq!(source.sheet().map(|sheet| sheet.name.as_str()), Some("März & April"));
    let look = looked(&source);
    assert_eq!(look.sheet.as_deref(), Some("März & April"));
    assert_eq!(look.sheets, ["Notes", "Lists", "März & April", "May", "June"]);
    assert_eq!(look.notes(), ["Read from sheet März & April; May and June were not read."]);
    assert_eq!(look.header_row, 3, "rows are those of the sheet");
    assert_eq!(cells(&source), [["", "a-1"]]);
    assert_eq!(cells(&source), [["", "a-1"]], "a source is opened as often as needed");
}

#[test]
fn a_table_is_read_where_the_first_sheet_is_notes() {
    let room = Room::new();
    let path = room.workbook("leads.xlsx", |book| {
        let notes = book.add_worksheet();
        notes.set_name("Read me").unwrap();
        for (row, line) in ["Leads of March", "Exported by Kim", "Ask before you forward"].iter().enumerate()
        {
            notes.write_string(row as u32, 0, *line).unwrap();
        }
        let sheet = book.add_worksheet();
        sheet.set_name("Leads").unwrap();
        for (column, header) in ["Lead ID", "Email", "Company", "MQL Date"].iter().enumerate() {
            sheet.write_string(0, column as u16, *header).unwrap();
            sheet.write_string(1, column as u16, "1").unwrap();
        }
    });
    let look = looked(&open(&path).unwrap());
    assert_eq!(look.sheet.as_deref(), Some("Leads"));
    assert_eq!(look.notes()[0], "Read from sheet Leads; Read me was not read.");
}

#[test]
fn of_a_hundred_sheets_some_are_named_and_the_rest_counted() {
    let room = Room::new();
    let path = room.workbook("leads.xlsx", |book| {
        for number in 1..=100 {
            let sheet = book.add_worksheet();
            sheet.set_name(format!("S{number}")).unwrap().write_string(0, 0, "Lead ID").unwrap();
        }
    });
    let look = looked(&open(&path).unwrap());
    let named = (2..=11).map(|number| format!("S{number}")).collect::<Vec<_>>().join(", ");
    assert_eq!(look.notes(), [format!("Read from sheet S1; {named} and 89 more were not read.")]);
}

#[test]
fn a_sheet_is_asked_for_by_its_name() {
    let room = Room::new();
    let path = three_sheets(&room);
    let book = Workbook::open(&path, &program()).unwrap();
    let told: Vec<(&str, bool, bool)> =
        book.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.hidden, sheet.filled)).collect();
    let expected = [
        ("Notes", false, false),
        ("Lists", true, true),
        ("März & April", false, true),
        ("May", false, true),
        ("June", false, true),
    ];
    assert_eq!(told, expected);
    assert_eq!(cells(&book.source(Some("may ")).unwrap()), [["", "b-1"]]);
    let hidden = book.source(Some("Lists")).unwrap();
    assert_eq!(looked(&hidden).rows, 0, "a hidden sheet is read if it is asked for");
    let error = book.source(Some("Juli")).unwrap_err();
    let expected = "the workbook has no sheet `Juli`; it has `Notes`, `Lists`, `März & April`, `May`, `June`";
    assert_eq!(error.to_string(), expected);
    assert!(matches!(
        book.source(Some("Notes")).map(|source| look(&source, &Overrides::default()).err()),
        Ok(Some(LookError::Empty))
    ));
}

#[test]
fn content_decides_and_not_the_name() {
    let room = Room::new();
    let text = room.put("leads.xlsx", "Lead ID,Email\na-1,ann@x.example\n");
    let workbook = room.put("leads.csv", make::plain(&[&["Lead ID"], &["a-1"]]));
    assert!(!is_workbook(&text).unwrap() && is_workbook(&workbook).unwrap());
    assert_eq!(cells(&open(&text).unwrap()), [["a-1", "ann@x.example"]]);
    assert_eq!(cells(&open(&workbook).unwrap()), [["a-1"]]);
    let asked = Overrides { sheet: Some("March".to_owned()), ..Overrides::default() };
    let source = Source::open_path(&text, Some("March"), &program()).unwrap();
    assert!(matches!(look(&source, &asked), Err(LookError::NoSheets(_))), "a text file has no sheets");
    assert!(matches!(open(&text.with_file_name("gone.xlsx")), Err(WorkbookError::Io(_))));
}

#[test]
fn a_workbook_without_cells_says_so() {
    let room = Room::new();
    let empty = room.workbook("a.xlsx", |book| {
        book.add_worksheet();
    });
    assert!(matches!(open(&empty), Err(WorkbookError::NoCells)));
}
