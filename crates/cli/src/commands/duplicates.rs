//! `plumbline duplicates` and `plumbline merge`

use plumbline_domain::field::Field;
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::{Failure, Outcome},
    lead::{Card, Pair},
    wording,
};
use serde_json::{Value, json};

use crate::{args, exit::Done, output, table};

pub(crate) fn list(args: &args::Listing, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let pairs = workspace.duplicates()?;
    if args.json {
        output::json(&Value::Array(pairs.iter().map(json_of).collect()), None)?;
        return Ok(Done::Whole);
    }
    let rows: Vec<Vec<String>> = pairs.iter().map(row).collect();
    let columns = ["lead", "who", "lead", "who", "why", "likeness"];
    output::data(
        table::render(&columns, &[false, false, false, false, false, true], &rows).as_bytes(),
        None,
    )?;
    Ok(Done::Whole)
}

pub(crate) fn merge(args: &args::Merge, clock: Clock) -> Outcome<Done> {
    let field = |slug: &String| {
        Field::from_slug(slug)
            .ok_or_else(|| Failure::bad_input("take", format!("There is no field \"{slug}\".")))
    };
    let taken = args.take.iter().map(field).collect::<Outcome<Vec<_>>>()?;
    let workspace = Workspace::open(&args.file, clock)?;
    let pair = workspace.leads_named(&[args.keep.clone(), args.other.clone()])?;
    let [keep, other] = pair[..] else { return Ok(Done::Whole) };
    let (one, gone) = (workspace.lead(keep)?.title, workspace.lead(other)?.title);
    workspace.merge_leads(keep, other, &taken)?;
    workspace.close()?;
    output::say(&format!("{gone} (#{other}) is part of {one} (#{keep}) now."));
    Ok(Done::Whole)
}

fn row(pair: &Pair) -> Vec<String> {
    vec![
        format!("#{}", pair.one.id),
        who(&pair.one),
        format!("#{}", pair.other.id),
        who(&pair.other),
        pair.why.to_owned(),
        wording::percent(pair.likeness),
    ]
}

fn who(card: &Card) -> String {
    if card.subtitle.is_empty() { card.title.clone() } else { format!("{}, {}", card.title, card.subtitle) }
}

fn json_of(pair: &Pair) -> Value {
    let card = |card: &Card| json!({ "lead": card.id.0, "title": card.title, "subtitle": card.subtitle });
    json!({ "one": card(&pair.one), "other": card(&pair.other), "why": pair.why, "likeness": pair.likeness })
}
