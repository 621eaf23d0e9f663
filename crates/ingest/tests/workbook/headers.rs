//! Headers over merged cells, as a spreadsheet program writes them.

use rust_xlsxwriter::Format;

use super::{cells, looked, make::Room, open};

#[test]
fn a_header_of_two_rows_below_a_title() {
    let room = Room::new();
    let plain = Format::new();
    let path = room.workbook("a.xlsx", |book| {
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 0, 5, "Leads of March", &plain).unwrap();
        sheet.merge_range(2, 0, 3, 0, "Lead ID", &plain).unwrap();
        sheet.merge_range(2, 1, 2, 2, "Contact", &plain).unwrap();
        sheet.merge_range(2, 3, 2, 4, "Account", &plain).unwrap();
        sheet.merge_range(2, 5, 3, 5, "Lead Source", &plain).unwrap();
        for (column, name) in (1..).zip(["Name", "Email", "Name", "Website"]) {
            sheet.write_string(3, column, name).unwrap();
        }
        for (row, id) in (4..).zip(["a-1", "a-2", "a-3"]) {
            let cells = [id, "Ann", "ann@x.example", "Acme", "acme.example", "Webinar"];
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        sheet.merge_range(5, 5, 6, 5, "Fair", &plain).unwrap();
    });
    let source = open(&path).unwrap();
    let look = looked(&source);
    let headers: Vec<&str> = look.headers().collect();
    assert_eq!(look.header_row, 4);
    assert_eq!(headers, ["Lead ID", "Contact Name", "Email", "Account Name", "Website", "Lead Source"]);
    assert_eq!(look.preamble.len(), 2, "both titles are shown: {:?}", look.preamble);
    assert_eq!(look.rows, 3);
    assert!(look.notes().contains(
        &"1 merged cell lies below the header; its value counts in its first row only.".to_owned()
    ));
    let sources: Vec<Option<String>> = cells(&source).into_iter().map(|row| row.get(5).cloned()).collect();
    assert_eq!(sources, [Some("Webinar".to_owned()), Some("Fair".to_owned()), None]);
}

#[test]
fn a_title_over_the_whole_table_is_above_it() {
    let room = Room::new();
    let path = room.workbook("a.xlsx", |book| {
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 0, 2, "Leads of March", &Format::new()).unwrap();
        for (row, cells) in (1..).zip([["Lead ID", "Email", "Company"], ["a-1", "ann@x.example", "Acme"]]) {
            sheet.write_row(row, 0, cells).unwrap();
        }
    });
    let look = looked(&open(&path).unwrap());
    assert_eq!(look.header_row, 2);
    assert_eq!(look.headers().collect::<Vec<_>>(), ["Lead ID", "Email", "Company"]);
}
