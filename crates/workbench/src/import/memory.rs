//! The mapping used last time: for the same headers, or for nearly the same.

use plumbline_ingest::{
    look::Look,
    mapping::{Mapping, fingerprint},
};

use crate::{failure::Outcome, wording, workspace::Workspace};

/// Of the headers of both files together, this share has to be in both for one mapping to serve the other.
const ALIKE: f64 = 0.6;

/// A mapping that was used before.
#[derive(Clone, Debug)]
pub(crate) struct Remembered {
    pub(crate) mapping: Mapping,
    /// Headers of the file that were not there last time.
    pub(crate) new: Vec<String>,
    /// Headers that were there last time and are not in the file.
    pub(crate) gone: Vec<String>,
}

impl Remembered {
    /// `As last time, 2 columns are new.`
    pub(crate) fn sentence(&self) -> String {
        let mut parts = vec!["As last time".to_owned()];
        for (headers, one, many) in [
            (&self.new, "column is new", "columns are new"),
            (&self.gone, "column is gone", "columns are gone"),
        ] {
            if !headers.is_empty() {
                parts.push(wording::counted(headers.len() as u64, one, many));
            }
        }
        format!("{}.", parts.join(", "))
    }
}

impl Workspace {
    /// The mapping to start from for a file with these headers.
    pub(crate) fn remembered(&self, look: &Look) -> Outcome<Option<Remembered>> {
        let key = fingerprint(look.headers());
        let same = self.store().read(|reader| reader.remembered_mapping(&key))?;
        // A remembered mapping that no longer fits (a newer program renamed a field) is worth no more than none.
        if let Some(found) = same.and_then(|found| usable(&found.toml, look)) {
            return Ok(Some(found));
        }
        let all = self.store().read(plumbline_store::Reader::remembered_mappings)?;
        let mut best: Option<(f64, Remembered)> = None;
        for candidate in all.iter().filter_map(|found| usable(&found.toml, look)) {
            let likeness = likeness(&candidate, look);
            if likeness >= ALIKE && best.as_ref().is_none_or(|(known, _)| likeness > *known) {
                best = Some((likeness, candidate));
            }
        }
        Ok(best.map(|(_, remembered)| remembered))
    }
}

/// The mapping in `toml`, cut down to the columns of the file.
fn usable(toml: &str, look: &Look) -> Option<Remembered> {
    let mut mapping = Mapping::from_toml(toml).ok()?;
    let known = |header: &str| look.column(header).is_some();
    let (here, gone): (Vec<_>, Vec<_>) = mapping.columns.into_iter().partition(|(header, _)| known(header));
    mapping.columns = here;
    mapping.dates.retain(|(header, _)| known(header));
    mapping.missing.retain(|(header, _)| header == "*" || known(header));
    let told = |header: &&str| !mapping.columns.iter().any(|(known, _)| known == header);
    let new = look.headers().filter(told).map(str::to_owned).collect();
    mapping.check(look).ok()?;
    Some(Remembered { mapping, new, gone: gone.into_iter().map(|(header, _)| header).collect() })
}

fn likeness(remembered: &Remembered, look: &Look) -> f64 {
    let both = remembered.mapping.columns.len() as f64;
    let all = look.columns.len() as f64 + remembered.gone.len() as f64;
    if all > 0.0 { both / all } else { 0.0 }
}
