//! The mapping of a file: given, remembered, or suggested.

use std::path::Path;

use plumbline_domain::{reason::List, settings::Settings};
use plumbline_ingest::{
    look::{Look, LookError, Overrides, look, look_at},
    mapping::{Known, KnownReason, Mapping, MappingError, Needs, fingerprint, suggest},
    source::Source,
};

use super::Edits;
use crate::{
    failure::{Failure, Kind, Outcome},
    workspace::Workspace,
};

/// A file that has been looked at, with the mapping it will be read by.
#[derive(Clone, Debug)]
pub(crate) struct Mapped {
    pub(crate) source: Source,
    pub(crate) look: Look,
    pub(crate) mapping: Mapping,
    pub(crate) known: Known,
    /// The mapping was used before for a file with these headers.
    pub(crate) remembered: bool,
    pub(crate) settings: Settings,
}

impl Mapped {
    pub(crate) fn fingerprint(&self) -> String {
        fingerprint(self.look.headers())
    }
}

/// Opens and looks at a file without a workspace.
///
/// # Errors
/// The file is not there or cannot be read as a table; the sentence says why.
pub(crate) fn looked_at(path: &Path, overrides: &Overrides) -> Outcome<(Source, Look)> {
    let source = Source::file(path).map_err(|error| Failure::io("open", path, &error))?;
    let look = look(&source, overrides).map_err(|error| refused(source.name(), &error))?;
    Ok((source, look))
}

impl Workspace {
    /// The mapping for the file at `path`: as used last for the same headers, else as suggested; then as edited.
    pub(crate) fn mapped(&self, path: &Path, edits: Option<&Edits>) -> Outcome<Mapped> {
        let (source, look) = looked_at(path, &Overrides::default())?;
        let known = self.known()?;
        let suggested = suggest(&look, &known);
        let remembered = self.remembered(&look)?;
        let is_remembered = remembered.is_some();
        let mut mapping = match remembered {
            Some(mut mapping) => {
                add_new_values(&mut mapping, suggested);
                mapping
            }
            None => suggested,
        };
        if let Some(edits) = edits {
            edits.apply(&mut mapping)?;
        }
        self.checked(Mapped {
            source,
            look,
            mapping,
            known,
            remembered: is_remembered,
            settings: self.settings()?,
        })
    }

    /// The same with a mapping somebody wrote.
    pub(crate) fn mapped_by(&self, path: &Path, mapping: Mapping) -> Outcome<Mapped> {
        let source = Source::file(path).map_err(|error| Failure::io("open", path, &error))?;
        self.mapped_source(source, mapping)
    }

    pub(crate) fn mapped_source(&self, source: Source, mapping: Mapping) -> Outcome<Mapped> {
        let is_plain = |header: &str| matches!(mapping.target(header).needs(), Needs::Text | Needs::Mail);
        let look = look_at(&source, &mapping.source, &is_plain);
        let look = look.map_err(|error| refused(source.name(), &error))?;
        let known = self.known()?;
        self.checked(Mapped { source, look, mapping, known, remembered: false, settings: self.settings()? })
    }

    fn checked(&self, mapped: Mapped) -> Outcome<Mapped> {
        mapped.mapping.check(&mapped.look)?;
        Ok(mapped)
    }

    fn remembered(&self, look: &Look) -> Outcome<Option<Mapping>> {
        let key = fingerprint(look.headers());
        let found = self.store().read(|reader| reader.remembered_mapping(&key))?;
        // A remembered mapping that no longer fits (a newer program renamed a field) is worth no more than none.
        Ok(found
            .and_then(|found| Mapping::from_toml(&found.toml).ok())
            .filter(|mapping| mapping.check(look).is_ok()))
    }

    /// The picklists of this workspace, which suggestions lean on.
    pub(crate) fn known(&self) -> Outcome<Known> {
        let reasons = self.store().read(plumbline_store::Reader::reasons)?;
        let known = |reason: plumbline_store::Reason| KnownReason {
            list: reason.list,
            key: reason.key,
            label: reason.label,
        };
        Ok(Known { reasons: reasons.into_iter().map(known).collect(), statuses: Vec::new() })
    }
}

/// A remembered mapping knows last month's values; this month's new ones come from the suggestion.
fn add_new_values(mapping: &mut Mapping, suggested: Mapping) {
    let add = |value: &String, known: &[String]| !known.iter().any(|k| k.eq_ignore_ascii_case(value));
    let statuses: Vec<String> = mapping.statuses.iter().map(|(value, _)| value.clone()).collect();
    mapping.statuses.extend(suggested.statuses.into_iter().filter(|(value, _)| add(value, &statuses)));
    let rejections: Vec<String> = mapping.rejections.iter().map(|(value, _)| value.clone()).collect();
    mapping.rejections.extend(suggested.rejections.into_iter().filter(|(value, _)| add(value, &rejections)));
    let dropped: Vec<String> = mapping.disqualifications.iter().map(|(value, _)| value.clone()).collect();
    mapping
        .disqualifications
        .extend(suggested.disqualifications.into_iter().filter(|(value, _)| add(value, &dropped)));
}

/// Reads a mapping file.
///
/// # Errors
/// The file cannot be read or has a mistake; the sentence names the line.
pub fn read_mapping(path: &Path) -> Outcome<Mapping> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
    Mapping::from_toml(&text).map_err(|error| {
        let mut failure = Failure::from(error);
        failure.message = format!("{}: {}", path.display(), failure.message);
        failure
    })
}

/// The suggested mapping of a file as TOML with comments, to edit.
///
/// # Errors
/// The file cannot be read as a table.
pub fn suggested_toml(path: &Path, workspace: Option<&Workspace>) -> Outcome<String> {
    let (look, mapping) = match workspace {
        Some(workspace) => {
            let mapped = workspace.mapped(path, None)?;
            (mapped.look, mapped.mapping)
        }
        None => {
            let (_, look) = looked_at(path, &Overrides::default())?;
            let mapping = suggest(&look, &Known::starter());
            (look, mapping)
        }
    };
    Ok(mapping.to_annotated_toml(&look))
}

fn refused(name: &str, error: &LookError) -> Failure {
    Failure::new(Kind::NoSuchFile, format!("{name} was not read: {error}.")).hint(error.hint())
}

impl From<MappingError> for Failure {
    fn from(error: MappingError) -> Self {
        let hint = error.hint();
        Failure::bad_input("mapping", format!("The mapping cannot be used: {error}.")).hint(hint)
    }
}

/// Entries of a picklist as choices: `bucket.slug` and label.
pub(crate) fn reason_choices(known: &Known) -> Vec<(String, String)> {
    known
        .reasons
        .iter()
        .filter(|reason| reason.list == List::Rejection)
        .map(|reason| (reason.key.to_string(), format!("{}: {}", reason.key.bucket.label(), reason.label)))
        .collect()
}
