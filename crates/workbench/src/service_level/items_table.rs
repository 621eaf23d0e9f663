//! Escalations as a table for a file: words in columns of their own, for whoever opens it without this program.

use std::collections::HashMap;

use plumbline_documents::table::Table;
use plumbline_domain::{field::Field, ids::LeadId, moment::Moment};
use plumbline_store::{LeadRow, StoreError, Value};

use super::{Escalations, Item, evidence};
use crate::{failure::Outcome, lead::Format, wording, workspace::Workspace};

/// What there is to do, for a screen.
const SHORT: [&str; 9] = ["person", "asked", "state", "title", "subject", "rep", "opened", "closed", "note"];
/// What it rests on.
const REST: [&str; 5] = ["as of", "numbers", "leads", "lead ids", "rule"];
/// Most characters of a cell: a workbook holds 32,767.
const LONGEST: usize = 30_000;
/// Leads read at once.
const BATCH: usize = 4_096;

impl Workspace {
    /// The items as a table for a file: by person, nobody's last. An item of several people stands there once, with all of
    /// them. The leads are named as other systems know them.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn escalations_table(&self, now: &Escalations) -> Outcome<Table> {
        let mut ids: Vec<LeadId> = now.items.iter().flat_map(|item| &item.leads).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let known = self.store().read(|reader| -> Result<_, StoreError> {
            let mut known = HashMap::new();
            for ids in ids.chunks(BATCH) {
                known.extend(reader.leads(ids)?.into_iter().map(|lead| (lead.id, called(&lead))));
            }
            Ok(known)
        })?;
        let items = in_order(now);
        Ok(Table {
            caption: now.caption(),
            columns: SHORT.iter().chain(&REST).map(|name| (*name).to_owned()).collect(),
            rows: items.into_iter().map(|item| [short(item, now), rest(item, &known)].concat()).collect(),
        })
    }

    /// The same as the bytes of a file.
    ///
    /// # Errors
    /// As [`Workspace::escalations_table`], or the table does not fit the format.
    pub fn export_escalations(&self, now: &Escalations, format: Format) -> Outcome<Vec<u8>> {
        let table = self.escalations_table(now)?;
        Ok(match format {
            Format::Csv => table.csv()?,
            Format::Xlsx => table.xlsx()?,
        })
    }
}

impl Escalations {
    /// The items in the columns that fit a screen.
    pub fn short_table(&self) -> Table {
        Table {
            caption: self.caption(),
            columns: SHORT.map(str::to_owned).to_vec(),
            rows: in_order(self).into_iter().map(|item| short(item, self)).collect(),
        }
    }

    fn caption(&self) -> String {
        format!("Escalations, as of {}", wording::moment(&self.calendar, self.as_of))
    }
}

fn in_order(now: &Escalations) -> Vec<&Item> {
    let mut items: Vec<&Item> = now.items.iter().collect();
    items.sort_by_key(|item| (item.has.is_empty(), people(item), item.state as u8, item.id));
    items
}

fn people(item: &Item) -> String {
    let names: Vec<&str> = item.has.iter().map(|(_, name)| name.as_str()).collect();
    names.join(", ")
}

fn short(item: &Item, now: &Escalations) -> Vec<String> {
    let at = |at: Moment| wording::iso(&now.calendar, at);
    vec![
        people(item),
        item.asked.join(", "),
        item.state.slug().to_owned(),
        item.title.clone(),
        item.subject.clone(),
        item.evidence.get("rep").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
        at(item.opened_at),
        item.closed_at.map(at).unwrap_or_default(),
        item.note.clone().unwrap_or_default(),
    ]
}

fn rest(item: &Item, known: &HashMap<LeadId, (String, String)>) -> Vec<String> {
    // The last line says as of when, which has a column of its own.
    let (as_of, numbers) = item.told.split_last().map_or(("", &[][..]), |(last, rest)| (last.as_str(), rest));
    let late = evidence::late(&item.evidence);
    let named = |late: &evidence::Late| {
        let (name, _) = known.get(&late.lead)?;
        Some(
            [name.as_str(), &late.times()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(": "),
        )
    };
    let id = |late: &evidence::Late| known.get(&late.lead).map(|(_, id)| id.clone());
    vec![
        as_of.strip_prefix("As of ").unwrap_or(as_of).to_owned(),
        numbers.join("; "),
        joined(late.iter().filter_map(named)),
        joined(late.iter().filter_map(id)),
        item.rule.clone(),
    ]
}

/// As many as a cell holds, and how many more there are.
fn joined(parts: impl Iterator<Item = String>) -> String {
    let (mut text, mut more) = (String::new(), 0_u64);
    for part in parts {
        if more > 0 || text.len() + part.len() > LONGEST {
            more += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(&part);
    }
    if more > 0 { format!("{text}; and {} more", wording::count(more)) } else { text }
}

/// `Jane Doe, Acme`, and the id its own system knows it by, else its address.
fn called(lead: &LeadRow) -> (String, String) {
    let text = |field: Field| match lead.values.get(field.index()) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let id = [Field::ExternalId, Field::Email].map(text).into_iter().find(|text| !text.is_empty());
    let id = id.unwrap_or_default().to_owned();
    let name = format!("{} {}", text(Field::FirstName), text(Field::LastName));
    let parts: Vec<&str> =
        [name.trim(), text(Field::Company)].into_iter().filter(|part| !part.is_empty()).collect();
    (if parts.is_empty() { id.clone() } else { parts.join(", ") }, id)
}
