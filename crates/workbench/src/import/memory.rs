//! The mapping used last time: for the same headers, or for nearly the same.

use plumbline_domain::{calendar::Calendar, moment::Moment};
use plumbline_ingest::{
    look::{DateOrder, Look},
    mapping::Mapping,
    value::DateFormat,
};

use plumbline_store::RememberedMapping;

use crate::{failure::Outcome, wording, workspace::Workspace};

/// Of the headers of both files together, this share has to be in both for one mapping to serve the other.
const ALIKE: f64 = 0.6;

/// Columns that are called by name before the others are only counted.
const NAMED: usize = 3;

/// A mapping that was used before.
#[derive(Clone, Debug)]
pub(crate) struct Remembered {
    pub(crate) mapping: Mapping,
    /// When it was used.
    pub(crate) at: Moment,
    /// Headers of the file that were not there last time.
    pub(crate) new: Vec<String>,
    /// Headers that were there last time and are not in the file.
    pub(crate) gone: Vec<String>,
}

impl Remembered {
    /// `All 19 columns are mapped as in the import of 12 Mar 2026.` or `17 of 19 columns are mapped as …; new: Region.`
    pub(crate) fn sentence(&self, mapping: &Mapping, look: &Look, calendar: &Calendar) -> String {
        let columns = look.columns.len();
        let changed: Vec<&str> = self.mapping.columns.iter().map(|(header, _)| header.as_str()).collect();
        let changed: Vec<&str> =
            changed.into_iter().filter(|header| !self.is_as_before(mapping, header)).collect();
        let same = columns.saturating_sub(self.new.len() + changed.len());
        let whole = match same {
            1 if columns == 1 => "The column is".to_owned(),
            _ if same == columns => format!("All {} columns are", wording::count(columns as u64)),
            _ => format!(
                "{} of {} {} are",
                wording::count(same as u64),
                wording::count(columns as u64),
                if columns == 1 { "column" } else { "columns" }
            ),
        };
        let day = wording::day(calendar.day(self.at));
        let mut said = format!("{whole} mapped as in the import of {day}");
        let new: Vec<&str> = self.new.iter().map(String::as_str).collect();
        let gone: Vec<&str> = self.gone.iter().map(String::as_str).collect();
        let dated = self.dated_otherwise(look);
        let dated: Vec<&str> = dated.iter().map(String::as_str).collect();
        for (words, headers) in [
            ("changed now", changed),
            ("new", new),
            ("no longer in the file", gone),
            ("day and month are the other way round, as the file shows, in", dated),
        ] {
            if !headers.is_empty() {
                said.push_str(&format!("; {words}: {}", listed(&headers)));
            }
        }
        said.push('.');
        said
    }

    /// Columns whose values prove another order of day and month than was remembered: what the file shows counts.
    pub(crate) fn dated_otherwise(&self, look: &Look) -> Vec<String> {
        let proved = |header: &str| match look.column(header)?.dates.order() {
            DateOrder::Proved(order) => Some(order),
            DateOrder::Clear | DateOrder::Ambiguous | DateOrder::Contradictory => None,
        };
        let otherwise = |(header, format): &&(String, DateFormat)| {
            proved(header).is_some_and(|order| format.order().is_some_and(|known| known != order))
        };
        self.mapping.dates.iter().filter(otherwise).map(|(header, _)| header.clone()).collect()
    }

    /// `mapping` as it is to be remembered: an answer to what one file did not show holds for that file alone where both orders
    /// of day and month have been seen.
    pub(crate) fn lasting(&self, mapping: &Mapping, look: &Look) -> Mapping {
        let mut lasting = mapping.clone();
        let either = self.mapping.dates.iter().filter(|(_, format)| *format == DateFormat::Either);
        let either = either.map(|(header, _)| header.clone()).chain(self.dated_otherwise(look));
        for header in either.collect::<Vec<String>>() {
            if lasting.date_format(&header).is_some() {
                lasting.set_date_format(&header, DateFormat::Either);
            }
        }
        lasting
    }

    /// True if `mapping` takes a column for what it was taken for last time.
    pub(crate) fn is_as_before(&self, mapping: &Mapping, header: &str) -> bool {
        self.mapping
            .columns
            .iter()
            .any(|(known, target)| known == header && *target == mapping.target(header))
    }
}

/// `Region, Team and 4 more`.
fn listed(headers: &[&str]) -> String {
    let shown = if headers.len() <= NAMED + 1 { headers.len() } else { NAMED };
    let (named, more) = headers.split_at(shown);
    match more.len() {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

impl Workspace {
    /// The mapping to start from for a file with these headers.
    pub(crate) fn remembered(&self, look: &Look) -> Outcome<Option<Remembered>> {
        let key = look.fingerprint();
        let same = self.store().read(|reader| reader.remembered_mapping(&key))?;
        // A remembered mapping that no longer fits (a newer program renamed a field) is worth no more than none.
        if let Some(found) = same.and_then(|found| usable(&found, look)) {
            return Ok(Some(found));
        }
        let all = self.store().read(plumbline_store::Reader::remembered_mappings)?;
        let mut best: Option<(f64, Remembered)> = None;
        for candidate in all.iter().filter_map(|found| usable(found, look)) {
            let likeness = likeness(&candidate, look);
            if likeness >= ALIKE && best.as_ref().is_none_or(|(known, _)| likeness > *known) {
                best = Some((likeness, candidate));
            }
        }
        Ok(best.map(|(_, remembered)| remembered))
    }
}

/// The mapping that was found, cut down to the columns of the file.
fn usable(found: &RememberedMapping, look: &Look) -> Option<Remembered> {
    let mut mapping = Mapping::from_toml(&found.toml).ok()?;
    let known = |header: &str| look.column(header).is_some();
    let (here, gone): (Vec<_>, Vec<_>) = mapping.columns.into_iter().partition(|(header, _)| known(header));
    mapping.columns = here;
    mapping.dates.retain(|(header, _)| known(header));
    mapping.missing.retain(|(header, _)| header == "*" || known(header));
    let told = |header: &&str| !mapping.columns.iter().any(|(known, _)| known == header);
    let blank =
        |header: &&str| look.column(header).is_some_and(|column| column.unnamed && column.filled == 0);
    let new = look.headers().filter(told).filter(|header| !blank(header)).map(str::to_owned).collect();
    mapping.check(look).ok()?;
    Some(Remembered {
        mapping,
        at: found.at,
        new,
        gone: gone.into_iter().map(|(header, _)| header).collect(),
    })
}

fn likeness(remembered: &Remembered, look: &Look) -> f64 {
    let both = remembered.mapping.columns.len() as f64;
    let all = look.columns.len() as f64 + remembered.gone.len() as f64;
    if all > 0.0 { both / all } else { 0.0 }
}
