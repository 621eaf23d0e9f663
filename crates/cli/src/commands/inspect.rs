//! `plumbline inspect`

use plumbline_workbench::{
    failure::Outcome,
    import::{Inspected, inspect},
    wording,
};
use serde_json::{Value, json};

use crate::{args, exit::Done, output, table};

pub(crate) fn run(args: &args::Inspect) -> Outcome<Done> {
    let inspected = inspect(&args.source, args.sheet.as_deref())?;
    if args.json {
        output::json(&json_of(&args.source, &inspected), None)?;
    } else {
        output::data(text_of(&inspected).as_bytes(), None)?;
    }
    Ok(Done::Whole)
}

fn json_of(path: &std::path::Path, inspected: &Inspected) -> Value {
    let looked = &inspected.looked;
    let columns: Vec<Value> = looked
        .columns
        .iter()
        .map(|column| {
            json!({
                "header": column.header,
                "filled": column.filled,
                "distinct": column.distinct,
                "first": column.first,
                "type": column.inferred,
                "field": column.becomes,
                "reading": column.reading,
                "question": column.question,
            })
        })
        .collect();
    json!({
        "source": path.display().to_string(),
        "sheet": looked.sheet,
        "sheets": looked.sheets,
        "dictionary": looked.dictionary,
        "encoding": looked.sheet.is_none().then_some(&looked.encoding),
        "delimiter": looked.sheet.is_none().then_some(&looked.delimiter),
        "header_row": looked.header_row,
        "footer_rows": looked.footer_rows,
        "footer": inspected.footer,
        "rows": looked.rows,
        "columns": columns,
        "notes": looked.notes,
    })
}

fn text_of(inspected: &Inspected) -> String {
    let looked = &inspected.looked;
    let form = match &looked.sheet {
        Some(sheet) => format!("sheet {sheet}"),
        None => format!("{}, {} as delimiter", looked.encoding, looked.delimiter),
    };
    let mut text = format!(
        "{}: {}, {form}, header in row {}, {}\n",
        looked.name,
        looked.dictionary,
        looked.header_row,
        wording::counted(looked.rows, "row", "rows")
    );
    for note in &looked.notes {
        text.push_str(note);
        text.push('\n');
    }
    for line in &inspected.footer {
        text.push_str(&format!("  left out: {line}\n"));
    }
    text.push('\n');
    let rows: Vec<Vec<String>> = looked
        .columns
        .iter()
        .map(|column| {
            vec![
                column.header.clone(),
                column.first.first().map(|value| shortened(value)).unwrap_or_default(),
                wording::percent(column.filled),
                wording::count(column.distinct),
                if column.becomes.is_empty() { "kept".to_owned() } else { column.becomes.clone() },
                column.reading.clone(),
            ]
        })
        .collect();
    let columns = ["column", "first value", "filled", "distinct", "becomes", "how it is read"];
    text.push_str(&table::render(&columns, &[false, false, true, true, false, false], &rows));
    for question in &looked.questions {
        text.push_str(&format!("\nTo decide: {} {}\n", question.title, question.text));
    }
    text
}

fn shortened(value: &str) -> String {
    const SHOWN: usize = 28;
    if value.chars().count() <= SHOWN {
        return value.to_owned();
    }
    value.chars().take(SHOWN - 1).chain(['…']).collect()
}
