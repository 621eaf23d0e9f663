//! The mapping of a file: given, remembered, or suggested.

use std::path::Path;

use plumbline_domain::{field::Field, moment::Moment, settings::Settings, shape::Shape};
use plumbline_ingest::{
    look::{Look, LookError, Overrides, look, look_at},
    mapping::{Known, KnownReason, Mapping, MappingError, Needs, Target, suggest, suggest_as, suggest_words},
    read::Context,
    source::Source,
    value::DateFormat,
    workbook::{Program, WorkbookError},
};

use super::{Edits, day, memory::Remembered};
use crate::{
    failure::{Failure, Kind, Outcome},
    workspace::Workspace,
};

/// A file that has been looked at, with the mapping it will be read by.
#[derive(Clone, Debug)]
pub(crate) struct Mapped {
    /// Where it is, as it was named.
    pub(crate) path: String,
    pub(crate) source: Source,
    pub(crate) look: Look,
    pub(crate) mapping: Mapping,
    pub(crate) known: Known,
    /// What reading rows needs to know of the workspace.
    pub(crate) context: Context,
    /// How the mapping used last time fits, if there was one.
    pub(crate) remembered: Option<Remembered>,
    pub(crate) settings: Settings,
    /// The moment the file speaks of.
    pub(crate) as_of: Moment,
    /// Size and time of change, by which a watched folder knows the file again.
    pub(crate) content: Option<String>,
}

impl Mapped {
    pub(crate) fn fingerprint(&self) -> String {
        self.look.fingerprint()
    }

    /// How it fits what was mapped last time, as a sentence.
    pub(crate) fn memory(&self) -> Option<String> {
        let found = self.remembered.as_ref()?;
        Some(found.sentence(&self.mapping, &self.look, &self.settings.calendar))
    }

    /// The mapping as the next file with these headers is to find it.
    pub(crate) fn lasting(&self) -> Mapping {
        match &self.remembered {
            Some(found) => found.lasting(&self.mapping, &self.look),
            None => self.mapping.clone(),
        }
    }
}

/// Opens and looks at a file without a workspace.
///
/// # Errors
/// The file is not there or cannot be read as a table; the sentence says why.
pub(crate) fn looked_at(path: &Path, overrides: &Overrides) -> Outcome<(Source, Look)> {
    let source = opened(path, overrides.sheet.as_deref())?;
    let look = look_over(&source, overrides)?;
    Ok((source, look))
}

/// Looks at a file that is open.
pub(super) fn look_over(source: &Source, overrides: &Overrides) -> Outcome<Look> {
    look(source, overrides).map_err(|error| refused(source.name(), &error))
}

/// A text file as it stands, or a sheet of a workbook, which another process reads.
pub(super) fn opened(path: &Path, sheet: Option<&str>) -> Outcome<Source> {
    Source::open_path(path, sheet, &Program::this()).map_err(|error| match error {
        WorkbookError::Io(error) if error.kind() == std::io::ErrorKind::InvalidInput => {
            Failure::io("open", path, &error).hint("Save what comes out of it as a file, and import that.")
        }
        WorkbookError::Io(error) => Failure::io("open", path, &error)
            .hint("Put it back or close it elsewhere, or choose another file."),
        other => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Failure::new(Kind::NoSuchFile, format!("{name} was not read: {other}.")).hint(other.hint())
        }
    })
}

impl Workspace {
    /// The mapping for the file at `path`: brought along, as used last for the same headers, or as suggested; then as
    /// edited.
    pub(crate) fn mapped(&self, path: &Path, edits: Option<&Edits>) -> Outcome<Mapped> {
        let none = Edits::default();
        let edits = edits.unwrap_or(&none);
        let brought = edits.brought()?;
        let mut start = brought.clone().unwrap_or_default();
        edits.direct(&mut start);
        let (mut source, mut look) = self.kept.looked_at(path, &start.source)?;
        let known = self.known()?;
        let remembered = match brought {
            Some(_) => None,
            // A file of ours says what it means; what another file's headers meant is no help.
            None if look.own => None,
            None => self
                .remembered(&look)?
                .filter(|found| edits.shape.is_none_or(|shape| shape == found.mapping.shape)),
        };
        let kept = remembered.as_ref().is_some_and(|found| found.mapping.source.keep_totals);
        if kept && edits.keep_totals.is_none() {
            start.source.keep_totals = true;
            (source, look) = self.kept.looked_at(path, &start.source)?;
        }
        let suggested =
            suggested(&look, &known, edits.shape.or(remembered.as_ref().map(|found| found.mapping.shape)));
        let mut mapping = match (brought, &remembered) {
            (Some(brought), _) => brought,
            (None, Some(remembered)) => completed(remembered, suggested, &look),
            (None, None) => suggested,
        };
        mapping.source = start.source;
        edits.apply(&mut mapping)?;
        suggest_words(&mut mapping, &look, &known);
        let (settings, now) = (self.settings()?, self.now()?);
        let calendar = &settings.calendar;
        let said = edits.as_of.or_else(|| day::in_name(source.name(), calendar.day(now)));
        let as_of = said.map_or(now, |day| day::end(calendar, day, now));
        let (content, path) = (content(path), path.display().to_string());
        let context = self.context(&known, &settings)?;
        checked(Mapped { path, source, look, mapping, known, context, remembered, settings, as_of, content })
    }

    /// The mapping of the file at `path` as a mapping file.
    ///
    /// # Errors
    /// The file cannot be read as a table, or an edit is not possible.
    pub fn mapping_toml(&self, path: &Path, edits: &Edits) -> Outcome<String> {
        let mapped = self.mapped(path, Some(edits))?;
        Ok(mapped.mapping.to_annotated_toml(&mapped.look))
    }

    /// The same with a mapping somebody wrote, for a file that speaks of now.
    pub(crate) fn mapped_by(&self, path: &Path, mapping: Mapping) -> Outcome<Mapped> {
        let source = opened(path, mapping.source.sheet.as_deref())?;
        let path_text = path.display().to_string();
        Ok(Mapped { path: path_text, content: content(path), ..self.mapped_source(source, mapping)? })
    }

    pub(crate) fn mapped_source(&self, source: Source, mapping: Mapping) -> Outcome<Mapped> {
        let is_plain = |header: &str| matches!(mapping.target(header).needs(), Needs::Text | Needs::Mail);
        let look = look_at(&source, &mapping.source, &is_plain);
        let look = look.map_err(|error| refused(source.name(), &error))?;
        let (known, settings, as_of) = (self.known()?, self.settings()?, self.now()?);
        let path = source.name().to_owned();
        let context = self.context(&known, &settings)?;
        checked(Mapped {
            path,
            source,
            look,
            mapping,
            known,
            context,
            remembered: None,
            settings,
            as_of,
            content: None,
        })
    }

    /// What reading needs to know of this workspace.
    fn context(&self, known: &Known, settings: &Settings) -> Outcome<Context> {
        Ok(Context {
            calendar: settings.calendar.clone(),
            reasons: known.reasons.clone(),
            personas: self.persona_rules()?,
        })
    }

    /// The picklists of this workspace, which suggestions lean on.
    pub(crate) fn known(&self) -> Outcome<Known> {
        let reasons = self.store().read(plumbline_store::Reader::counted_reasons)?;
        let known = |reason: plumbline_store::Reason| KnownReason {
            list: reason.list,
            key: reason.key,
            label: reason.label,
        };
        Ok(Known { reasons: reasons.into_iter().map(known).collect(), statuses: Vec::new() })
    }
}

fn checked(mapped: Mapped) -> Outcome<Mapped> {
    mapped.mapping.check(&mapped.look)?;
    Ok(mapped)
}

/// Size and time of change of the file at `path`.
pub(crate) fn content(path: &Path) -> Option<String> {
    let about = std::fs::metadata(path).ok()?;
    let changed = about.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(format!("{}-{}", about.len(), changed.as_millis()))
}

/// What was remembered, and for new columns what is suggested. Last month's values are there; this month's come with the words.
fn completed(remembered: &Remembered, suggested: Mapping, look: &Look) -> Mapping {
    let mut mapping = remembered.mapping.clone();
    // Both orders have been seen under this header: what this file proves counts for it, and nothing for the next one.
    for header in remembered.dated_otherwise(look) {
        mapping.set_date_format(&header, DateFormat::Either);
    }
    let new = |header: &String| remembered.new.contains(header);
    // Beside the id of a lead, which was not there last time, the id of a contact is no longer the lead's.
    let id = Target::Field(Field::ExternalId);
    if suggested.column_of(&id).is_some_and(|header| remembered.new.iter().any(|new| new == header)) {
        let contact = Target::Field(Field::ContactId);
        let mut ids = mapping.columns.iter_mut().filter(|(_, target)| *target == id);
        if let Some((_, target)) = ids.find(|(header, _)| suggested.target(header) == contact) {
            *target = contact;
        }
    }
    for (header, target) in suggested.columns.into_iter().filter(|(header, _)| new(header)) {
        let free = target == Target::Extra(String::new()) || mapping.column_of(&target).is_none();
        mapping.columns.push((header, if free { target } else { Target::Extra(String::new()) }));
    }
    mapping.dates.extend(suggested.dates.into_iter().filter(|(header, _)| new(header)));
    mapping.missing.extend(suggested.missing.into_iter().filter(|(header, _)| new(header)));
    mapping
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

/// The suggested mapping of a file, or of a sheet of a workbook, as TOML with comments, to edit.
///
/// # Errors
/// The file cannot be read as a table.
pub fn suggested_toml(path: &Path, sheet: Option<&str>, workspace: Option<&Workspace>) -> Outcome<String> {
    let sheet = sheet.map(str::to_owned);
    let (look, mapping) = match workspace {
        Some(workspace) => {
            let mapped = workspace.mapped(path, Some(&Edits { sheet, ..Edits::default() }))?;
            (mapped.look, mapped.mapping)
        }
        None => {
            let (_, look) = looked_at(path, &Overrides { sheet: sheet.clone(), ..Overrides::default() })?;
            let mut mapping = suggest(&look, &Known::starter());
            mapping.source.sheet = sheet;
            (look, mapping)
        }
    };
    Ok(mapping.to_annotated_toml(&look))
}

/// The suggested mapping, of the shape somebody chose.
fn suggested(look: &Look, known: &Known, shape: Option<Shape>) -> Mapping {
    match shape {
        Some(shape) => suggest_as(look, known, shape),
        None => suggest(look, known),
    }
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
