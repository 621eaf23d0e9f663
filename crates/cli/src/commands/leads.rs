//! `plumbline leads`

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::Outcome,
    lead::{Format, Listing},
};
use serde_json::{Map, Value};

use crate::{
    args::{self, LeadsFormat},
    exit::Done,
    output, table,
};

pub(crate) fn run(args: &args::Leads, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let listing =
        Listing { criteria: args.criteria.clone(), columns: args.columns.clone(), ..Listing::default() };
    let out = args.out.as_ref();
    let format = if args.json { LeadsFormat::Json } else { args.format };
    match format {
        LeadsFormat::Json => output::json(&Value::Array(objects(&workspace, &listing)?), out)?,
        LeadsFormat::Csv => output::data(&bytes(&workspace, &listing, Format::Csv)?, out)?,
        LeadsFormat::Xlsx => output::data(&bytes(&workspace, &listing, Format::Xlsx)?, out)?,
        LeadsFormat::Table => output::data(text(&workspace, &listing)?.as_bytes(), out)?,
    }
    Ok(Done::Whole)
}

/// Who says which columns gets these; any other list can be imported again.
fn bytes(workspace: &Workspace, listing: &Listing, format: Format) -> Outcome<Vec<u8>> {
    match listing.columns.is_empty() {
        true => workspace.export_list(listing, format),
        false => workspace.export_leads(listing, format),
    }
}

fn text(workspace: &Workspace, listing: &Listing) -> Outcome<String> {
    let shown = workspace.leads_table(listing)?;
    let columns: Vec<&str> = shown.columns.iter().map(String::as_str).collect();
    Ok(table::render(&columns, &[], &shown.rows))
}

/// One object per lead, typed: numbers are numbers, moments ISO text, blanks null, imported columns under `extra`.
fn objects(workspace: &Workspace, listing: &Listing) -> Outcome<Vec<Value>> {
    let wanted = listing.columns.clone();
    let records = workspace.leads_records(listing)?;
    let keep = |name: &str| wanted.is_empty() || wanted.iter().any(|column| column == name);
    let object = |record: Vec<(String, Value)>, extra: Map<String, Value>| {
        let mut object: Map<String, Value> = record.into_iter().filter(|(name, _)| keep(name)).collect();
        let extra: Map<String, Value> = extra.into_iter().filter(|(name, _)| keep(name)).collect();
        if wanted.is_empty() || !extra.is_empty() {
            object.insert("extra".to_owned(), Value::Object(extra));
        }
        Value::Object(object)
    };
    Ok(records.into_iter().map(|record| object(record.fields, record.extra)).collect())
}
