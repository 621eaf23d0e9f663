//! `plumbline chart`

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::Outcome,
    handoff::{ChartFormat, Filter, NamedNumbers, Plain},
};
use serde_json::{Map, Value, json};

use crate::{
    args::{self, TrendFormat},
    exit::Done,
    output, table,
};

pub(crate) fn run(args: &args::Chart, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let out = args.out.as_ref();
    let format = if args.json { TrendFormat::Json } else { args.format };
    let Some(name) = &args.name else {
        match format {
            TrendFormat::Json => output::json(&names(), out)?,
            _ => output::data(listed().as_bytes(), out)?,
        }
        return Ok(Done::Whole);
    };
    let filter = Filter {
        from: args.from.clone(),
        until: None,
        criteria: args.criteria.clone(),
        grain: args.grain.clone(),
        basis: args.basis.clone(),
    }
    .before(args.to.as_deref())?;
    let numbers = || workspace.named_numbers(name, &filter);
    let file = |format| workspace.export_named_chart(name, &filter, format);
    match format {
        TrendFormat::Json => output::json(&json_of(&numbers()?), out)?,
        TrendFormat::Table => output::data(text_of(&numbers()?).as_bytes(), out)?,
        TrendFormat::Csv => output::data(&file(ChartFormat::Csv)?, out)?,
        TrendFormat::Svg => output::data(&file(ChartFormat::Svg)?, out)?,
        TrendFormat::Png => output::data(&file(ChartFormat::Png)?, out)?,
    }
    Ok(Done::Whole)
}

fn names() -> Value {
    let charts = Workspace::named_charts();
    let chart = |chart: &plumbline_workbench::handoff::NamedChart| json!({ "name": chart.id, "title": chart.title, "answers": chart.answers });
    json!({ "charts": charts.iter().map(chart).collect::<Vec<_>>() })
}

fn listed() -> String {
    let rows: Vec<Vec<String>> = Workspace::named_charts()
        .iter()
        .map(|chart| vec![chart.id.to_owned(), chart.answers.to_owned()])
        .collect();
    table::render(&["chart", "answers"], &[false, false], &rows)
}

fn json_of(numbers: &NamedNumbers) -> Value {
    let keys = numbers.data.keys();
    let value = |plain: Plain| match plain {
        Plain::Nothing => Value::Null,
        Plain::Text(text) => Value::String(text),
        Plain::Count(n) => json!(n),
        Plain::Number(number) => json!(number),
    };
    let row = |row: Vec<Plain>| {
        let cells = keys.iter().cloned().zip(row.into_iter().map(value));
        Value::Object(cells.collect::<Map<String, Value>>())
    };
    let rows: Vec<Value> = numbers.data.plain().into_iter().map(row).collect();
    json!({
        "chart": numbers.id,
        "title": numbers.title,
        "subtitle": numbers.subtitle,
        "basis": numbers.basis_line,
        "as_of": numbers.as_of,
        "columns": keys,
        "rows": rows,
    })
}

fn text_of(numbers: &NamedNumbers) -> String {
    let columns: Vec<&str> = numbers.table.columns.iter().map(String::as_str).collect();
    // The first cell names the row, the others are numbers.
    let right: Vec<bool> = (0..columns.len()).map(|at| at > 0).collect();
    let rows = table::render(&columns, &right, &numbers.table.rows);
    format!("{}\n{}\n{}\n\n{rows}", numbers.title, numbers.subtitle, numbers.basis_line)
}
