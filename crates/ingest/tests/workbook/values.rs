//! What cells become.

use rust_xlsxwriter::{Format, Formula, Worksheet};

use super::{
    cells,
    make::{self, Room},
    open,
};

/// A header, and below it a value per column, each with its number format.
fn row(sheet: &mut Worksheet, values: &[(f64, &str)]) {
    for (column, (value, format)) in (0..).zip(values) {
        sheet.write_string(0, column, format!("Column {}", char::from(b'A' + column as u8))).unwrap();
        let format = Format::new().set_num_format(*format);
        sheet.write_number_with_format(1, column, *value, &format).unwrap();
    }
}

#[test]
fn numbers_are_what_their_format_says_they_are() {
    let room = Room::new();
    let values = [
        (46_112.0, "yyyy-mm-dd"),
        (46_112.753_472_222_22, "d.m.yyyy hh:mm"),
        (46_112.5, "[$-409]mmmm d, yyyy h:mm AM/PM"),
        (0.753_472_222_222, "hh:mm:ss"),
        (27.5 / 24.0, "[h]:mm:ss"),
        (46_112.0, "#,##0.00"),
        (1_234.5, "\"day \"0.0"),
        (123_456_789_012_345_680.0, "0"),
        (0.125, "0%"),
    ];
    let book = room.workbook("a.xlsx", |book| row(book.add_worksheet(), &values));
    let expected = [
        "2026-03-31",
        "2026-03-31 18:05:00",
        "2026-03-31 12:00:00",
        "18:05:00",
        "27:30:00",
        "46112",
        "1234.5",
        "1.2345678901234568E+17",
        "0.125",
    ];
    assert_eq!(cells(&open(&book).unwrap()), [expected]);
}

#[test]
fn a_workbook_may_count_its_days_from_1904() {
    let room = Room::new();
    let plain = room.workbook("a.xlsx", |book| row(book.add_worksheet(), &[(44_650.25, "yyyy-mm-dd hh:mm")]));
    let patched = make::patched(&std::fs::read(&plain).unwrap(), "xl/workbook.xml", |text| {
        assert!(text.contains("<workbookPr "), "{text}");
        text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    let since_1904 = room.put("b.xlsx", patched);
    assert_eq!(cells(&open(&plain).unwrap()), [["2022-03-30 06:00:00"]]);
    assert_eq!(cells(&open(&since_1904).unwrap()), [["2026-03-31 06:00:00"]]);
}

#[test]
fn text_formulas_and_truth() {
    let room = Room::new();
    let book = room.workbook("a.xlsx", |book| {
        let sheet = book.add_worksheet();
        for (column, header) in (0..).zip(["Lead ID", "Note", "Phone", "Revenue", "Stage", "Ready", "Rate"]) {
            sheet.write_string(0, column, header).unwrap();
        }
        sheet.write_string(1, 0, "007").unwrap();
        sheet.write_string(1, 1, "line one\nline \"two\", end ").unwrap();
        sheet.write_string(1, 2, "+49 30 1234").unwrap();
        sheet.write_formula(1, 3, Formula::new("=1200*1.5").set_result("1800")).unwrap();
        sheet.write_formula(1, 4, Formula::new("=UPPER(\"mql\")").set_result("MQL")).unwrap();
        sheet.write_boolean(1, 5, true).unwrap();
        sheet.write_formula(1, 6, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let expected = ["007", "line one\nline \"two\", end ", "+49 30 1234", "1800", "MQL", "TRUE", "#DIV/0!"];
    assert_eq!(cells(&open(&book).unwrap()), [expected]);
}

#[test]
fn all_kinds_of_workbooks_say_the_same() {
    let Some(folder) = super::shared::outside_data("xlsx-hostile") else { return };
    let text = |name: &str| cells_of_all(&folder.join(name));
    assert_eq!(text("issues.xls"), text("issues.xlsx"));
    for name in ["date.xlsx", "date.xls", "date_1904.xls", "date_1904.xlsb"] {
        assert_eq!(text(name)[0][0], "2021-01-01", "{name}");
    }
}

/// Every row, whether or not one names the columns.
fn cells_of_all(path: &std::path::Path) -> Vec<Vec<String>> {
    use plumbline_ingest::look::{Overrides, look, preview};
    let source = open(path).unwrap();
    let first = Overrides { header_row: Some(1), footer_rows: Some(0), ..Overrides::default() };
    let look = look(&source, &first).unwrap();
    let header: Vec<String> = look.columns.iter().filter(|c| !c.unnamed).map(|c| c.header.clone()).collect();
    let rows = preview(&source, &look, 100).unwrap().into_iter().map(|row| row.cells);
    std::iter::once(header).chain(rows).collect()
}
