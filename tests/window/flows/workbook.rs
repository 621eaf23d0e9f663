//! A workbook in the window: the program starts itself as the child that reads it.

use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;

use crate::harness::{Opening, Window, needs_a_window};

#[tokio::test]
async fn a_sheet_of_a_workbook_comes_in_as_chosen() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Workbook").await;
    let path = window.write("leads.xlsx", workbook());
    window.look_at(&[&path]).await;
    window.picture("workbook-map").await;
    window.choose_in("import-sheet", "Week 39").await;
    window.select("option[value=\"Week 39\"]:checked").await;
    // Nothing about this heading says what it is; a person does.
    window.choose_in("import-which", "all").await;
    window.becomes(4, "source").await;
    window.picture("workbook-becomes").await;
    window.click("import-try").await;
    window.number_becomes("report-read", 2).await;
    window.reconciles().await;
    window.click("import-commit").await;
    window.imported().await;
    assert_eq!(window.number("report-created").await, 2, "the other sheet stays out");
    let checked = window.invoke("check_criteria", json!({ "text": "source = \"Fair\"" })).await.unwrap();
    assert_eq!(checked["matching"], json!(1), "what was chosen for a column holds");
    let lead = window.invoke("lead", json!({ "id": 1 })).await.unwrap();
    assert_eq!(lead["timeline"][0]["at"], json!("22 Sep 2026"), "a spreadsheet's days are days");
    window.close().await;
}

#[tokio::test]
async fn what_only_is_called_a_workbook_is_refused_in_words() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Workbook").await;
    let path = window.write("leads.xlsx", b"PK\x03\x04 and then nothing that belongs there");
    window.click("rail-import").await;
    window.fill("import-path", &path.display().to_string()).await;
    window.click("import-look").await;
    let told = window.select("[role=\"alert\"]").await.text().await.unwrap();
    assert!(told.contains("leads.xlsx"), "it names the file: {told}");
    assert!(
        told.contains("its end is missing") && told.contains("again"),
        "what happened and what to do: {told}"
    );
    window.picture("workbook-refused").await;
    window.close().await;
}

/// A name, the day of the MQL as a serial, and where they heard of us.
type Cells = (&'static str, f64, &'static str);

/// Two sheets of leads, with days as a spreadsheet keeps them.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let weeks: [(&str, &[Cells]); 2] = [
        ("Week 38", &[("ann", 46_280.0, "Web"), ("bo", 46_281.0, "Web"), ("cy", 46_282.0, "Web")]),
        ("Week 39", &[("di", 46_287.0, "Fair"), ("ed", 46_288.0, "Web")]),
    ];
    for (name, leads) in weeks {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (column, header) in (0..).zip(["Email", "First Name", "Company", "MQL Date", "Heard of us"]) {
            sheet.write_string(0, column, header).unwrap();
        }
        for (row, (person, at, heard)) in (1..).zip(leads) {
            sheet.write_string(row, 0, format!("{person}@{person}-co.example")).unwrap();
            sheet.write_string(row, 1, *person).unwrap();
            sheet.write_string(row, 2, format!("{person} and company")).unwrap();
            sheet.write_number_with_format(row, 3, *at, &day).unwrap();
            sheet.write_string(row, 4, *heard).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
