//! The mapping file that goes with the export, in the format of `plumbline mapping`.

use std::fmt::Write as _;

use super::{
    reason::{DISQUALIFICATIONS, REJECTIONS},
    write::{Column, columns},
};

const STATUSES: [(&str, &str); 8] = [
    ("Open - MQL", "mql"),
    ("Accepted", "sal"),
    ("Rejected", "rejected"),
    ("Working - SQL", "sql"),
    ("Opportunity", "opportunity"),
    ("Closed - Won", "won"),
    ("Closed - Lost", "lost"),
    ("Disqualified", "disqualified"),
];

/// The whole mapping as TOML, for the columns the layout has.
pub(super) fn toml(is_narrow: bool) -> String {
    let mut out = String::from("shape = \"lead-per-row\"\n");
    let columns: Vec<&Column> = columns(is_narrow).collect();
    table(
        &mut out,
        "columns",
        columns.iter().map(|column| (column.header, column.target.unwrap_or_default())),
    );
    let times = columns.iter().filter(|column| column.is_time());
    table(&mut out, "dates", times.map(|column| (column.header, "%d/%m/%Y %H:%M")));
    table(&mut out, "values.status", STATUSES.into_iter());
    table(
        &mut out,
        "values.\"rejection.reason\"",
        REJECTIONS.iter().map(|reason| (reason.label, reason.key)),
    );
    if is_narrow {
        return out;
    }
    let disqualifications = DISQUALIFICATIONS.into_iter().map(|(label, slug, _)| (label, slug));
    table(&mut out, "values.\"disqualification.reason\"", disqualifications);
    out
}

fn table<'a>(out: &mut String, name: &str, entries: impl Iterator<Item = (&'a str, &'a str)>) {
    // Writing to a String cannot fail.
    let _ = write!(out, "\n[{name}]\n");
    for (from, to) in entries {
        let _ = writeln!(out, "\"{from}\" = \"{to}\"");
    }
}
