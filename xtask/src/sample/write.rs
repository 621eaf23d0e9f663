//! The export: a report as Salesforce writes it. Everything quoted, LF between rows, CRLF inside texts, a footer.

use std::io::{self, Write};

use super::{
    journey::Journey,
    lead::Lead,
    time::{Minute, push_stamp},
};

/// One lead and what became of it.
pub(super) struct Row<'a> {
    pub(super) lead: &'a Lead,
    pub(super) journey: &'a Journey,
}

/// Which reports have a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Every report, also the narrow one of the benches.
    Both,
    /// The ordinary report only.
    Wide,
}

/// A column: its header and how it is filled.
pub(super) struct Column {
    pub(super) header: &'static str,
    /// What a mapping file calls it; `None` keeps it under its own header.
    pub(super) target: Option<&'static str>,
    layout: Layout,
    write: fn(&mut String, &Row<'_>),
}

impl Column {
    /// True if the column holds moments.
    pub(super) fn is_time(&self) -> bool {
        self.target.is_some_and(|target| target.ends_with(".at"))
    }
}

macro_rules! columns {
    ($($layout:ident $header:literal => $target:expr, $write:expr;)+) => {
        /// All columns, in the order of the report.
        const COLUMNS: &[Column] = &[$(
            Column { header: $header, target: $target, layout: Layout::$layout, write: $write }
        ),+];
    };
}

columns! {
    Both "Lead ID" => Some("external_id"), |out, row| out.push_str(&row.lead.id);
    Both "First Name" => Some("first_name"), |out, row| out.push_str(row.lead.first);
    Both "Last Name" => Some("last_name"), |out, row| out.push_str(row.lead.last);
    Wide "Title" => Some("title"), |out, row| out.push_str(row.lead.title);
    Both "Company / Account" => Some("company"), |out, row| out.push_str(&row.lead.company.name);
    Both "Email" => Some("email"), |out, row| out.push_str(&row.lead.email);
    Both "Lead Source" => Some("source"), |out, row| out.push_str(row.lead.campaign.source);
    Wide "Campaign" => Some("campaign"), |out, row| out.push_str(row.lead.campaign.name);
    Wide "MQL Trigger" => None, |out, row| out.push_str(row.lead.trigger);
    Both "Industry" => Some("industry"), |out, row| out.push_str(row.lead.industry);
    Both "No. of Employees" => Some("employees"), employees;
    Both "Country" => Some("country"), |out, row| out.push_str(row.lead.company.country);
    Wide "Persona" => Some("persona"), |out, row| out.push_str(row.lead.persona);
    Both "Segment" => Some("segment"), |out, row| out.push_str(row.lead.company.segment);
    Both "Tier" => Some("tier"), |out, row| out.push_str(&row.lead.tier.to_string());
    Both "Lead Score" => Some("score"), |out, row| out.push_str(&row.lead.score.to_string());
    Both "Lead Owner" => Some("owner"), |out, row| out.push_str(row.journey.owner);
    Wide "Team" => Some("team"), |out, row| out.push_str(row.lead.team);
    Both "Lead Status" => Some("status"), |out, row| out.push_str(row.journey.status());
    Wide "Created Date" => Some("created.at"), |out, row| push_stamp(out, row.lead.created);
    Both "MQL Date" => Some("stage.mql.at"), |out, row| push_stamp(out, row.lead.mql);
    Wide "Routed Date" => Some("routed.at"), |out, row| stamp(out, row.journey.routed);
    Wide "First Contact Date" => Some("first_contact.at"), |out, row| stamp(out, row.journey.contacted);
    Both "Accepted Date" => Some("stage.sal.at"), |out, row| stamp(out, row.journey.accepted);
    Both "Rejected Date" => Some("stage.rejected.at"), |out, row| stamp(out, row.journey.rejected);
    Both "SQL Date" => Some("stage.sql.at"), |out, row| stamp(out, row.journey.sql);
    Wide "Opportunity Date" => Some("stage.opportunity.at"), |out, row| stamp(out, row.journey.opportunity);
    Wide "Won Date" => Some("stage.won.at"), |out, row| stamp(out, row.journey.won);
    Wide "Lost Date" => Some("stage.lost.at"), |out, row| stamp(out, row.journey.lost);
    Wide "Disqualified Date" => Some("stage.disqualified.at"), |out, row| stamp(out, row.journey.disqualified);
    Both "Rejection Reason" => Some("rejection.reason"), |out, row| {
        out.push_str(row.journey.reason.map_or("", |reason| reason.label));
    };
    Wide "Rejection Note" => Some("rejection.note"), |out, row| quoted(out, row.journey.note);
    Wide "Disqualification Reason" => Some("disqualification.reason"), |out, row| {
        out.push_str(row.journey.disqualification);
    };
}

/// The columns of a layout.
pub(super) fn columns(is_narrow: bool) -> impl Iterator<Item = &'static Column> {
    COLUMNS.iter().filter(move |column| !is_narrow || column.layout == Layout::Both)
}

fn employees(out: &mut String, row: &Row<'_>) {
    if row.lead.knows_size {
        out.push_str(&row.lead.company.employees.to_string());
    }
}

fn stamp(out: &mut String, at: Option<Minute>) {
    if let Some(at) = at {
        push_stamp(out, at);
    }
}

/// Only notes hold quotes; every other text of the sample is known to hold none.
fn quoted(out: &mut String, text: &str) {
    let mut pieces = text.split('"');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.push_str("\"\"");
        out.push_str(piece);
    }
}

/// Writes rows as they come, so that ten million need no more memory than one.
pub(super) struct Report<W: Write> {
    out: W,
    line: String,
    columns: Vec<&'static Column>,
    rows: u64,
    is_narrow: bool,
}

impl<W: Write> Report<W> {
    /// Writes the header. `is_narrow` is the file of the benches: 19 columns, quotes only where a text
    /// needs them, no footer.
    pub(super) fn begin(out: W, is_narrow: bool) -> io::Result<Report<W>> {
        let columns = columns(is_narrow).collect();
        let mut report = Report { out, line: String::new(), columns, rows: 0, is_narrow };
        report.write_line(|column, line| line.push_str(column.header))?;
        Ok(report)
    }

    /// Writes one lead.
    pub(super) fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.rows += 1;
        self.write_line(|column, line| (column.write)(line, row))
    }

    /// Writes the footer block and whatever is still on its way.
    pub(super) fn end(mut self) -> io::Result<()> {
        if !self.is_narrow {
            self.footer()?;
        }
        self.out.flush()
    }

    fn footer(&mut self) -> io::Result<()> {
        writeln!(self.out, "\n\n\"Grand Totals ({} records)\"", self.rows)?;
        writeln!(self.out, "\"Confidential Information - Do Not Distribute\"")?;
        writeln!(self.out, "\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"")?;
        writeln!(self.out, "\"Total\"")
    }

    fn write_line(&mut self, fill: impl Fn(&Column, &mut String)) -> io::Result<()> {
        self.line.clear();
        for (index, column) in self.columns.iter().enumerate() {
            if index > 0 {
                self.line.push(',');
            }
            let start = self.line.len();
            self.line.push('"');
            fill(column, &mut self.line);
            if self.is_narrow && !self.line[start..].contains([',', '\n']) {
                self.line.remove(start);
            } else {
                self.line.push('"');
            }
        }
        self.line.push('\n');
        self.out.write_all(self.line.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrow_layout_has_nineteen_columns() {
        assert_eq!(columns(true).count(), 19, "the figure the benches name");
    }

    #[test]
    fn quotes_in_notes_are_doubled() {
        let mut out = String::new();
        quoted(&mut out, "said \"no\"");
        assert_eq!(out, "said \"\"no\"\"");
    }
}
