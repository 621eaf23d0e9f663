//! What the columns and values of a file mean: read from TOML, suggested from a look, written back.

mod both;
mod changed;
mod content;
mod error;
mod owner;
mod parse;
mod places;
mod question;
mod reason;
mod slip;
mod suggest;
mod target;
mod words;
mod write;

pub use both::{EITHER, stage_of_word, word_of_stage};
pub use changed::ChangedField;
pub use error::MappingError;
pub use owner::suggest_owners;
pub use question::{Choice, Question};
pub use reason::suggest_reason;
pub(crate) use reason::{exact as exact_reason, without_date};
pub use suggest::{Known, KnownReason, Suggestion, suggest, suggest_as, suggestions};
pub use target::{Needs, RowField, Target};
pub use words::suggest_words;

pub use plumbline_domain::shape::Shape;
use plumbline_domain::{
    reason::ReasonKey,
    record::{DealOutcome, Side},
    stage::Stage,
};

use crate::{
    look::{Look, Overrides},
    value::DateFormat,
};

/// What the columns and values of a file mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// What a row is.
    pub shape: Shape,
    /// Where detection is overruled.
    pub source: Overrides,
    /// Header and target, in the order of the file. A column that is not named here is kept in extra.
    pub columns: Vec<(String, Target)>,
    /// Header and how its dates are written. Dates that can be read in one way only need no entry.
    pub dates: Vec<(String, DateFormat)>,
    /// Header, or `*` for every column, and the words that mean blank.
    pub missing: Vec<(String, Vec<String>)>,
    /// Status and the stage it means; `None` for a status that says nothing about a stage.
    pub statuses: Vec<(String, Option<Stage>)>,
    /// A status not listed says nothing about a stage, instead of being a problem: `"*" = ""`.
    pub other_statuses: bool,
    /// Value of the rejection column and its entry of the picklist.
    pub rejections: Vec<(String, ReasonKey)>,
    /// Value of the disqualification column and the slug of its entry.
    pub disqualifications: Vec<(String, String)>,
    /// Name of a field in a history and what it means; a name not listed is kept as it is.
    pub fields: Vec<(String, ChangedField)>,
    /// Who acted, or the kind of an activity, and the side that is; `None` leaves such activities out. `*` is every other.
    pub sides: Vec<(String, Option<Side>)>,
    /// Outcome or stage of a deal, and how the deal stands then. `*` is every other.
    pub outcomes: Vec<(String, DealOutcome)>,
    /// Word of the owner column and the name that is shown for it; empty if it is nobody, such as a queue.
    pub owners: Vec<(String, String)>,
    /// Questions that were answered without a change of the mapping, and their answers.
    pub answers: Vec<(String, String)>,
}

impl Mapping {
    /// What a column becomes; a column not named is kept.
    pub fn target(&self, header: &str) -> Target {
        self.columns
            .iter()
            .find(|(known, _)| known == header)
            .map_or_else(|| Target::Extra(String::new()), |(_, target)| target.clone())
    }

    /// The column that becomes `target`.
    pub fn column_of(&self, target: &Target) -> Option<&str> {
        self.columns.iter().find(|(_, known)| known == target).map(|(header, _)| header.as_str())
    }

    /// How a column's dates are written, if it is said.
    pub fn date_format(&self, header: &str) -> Option<&DateFormat> {
        self.dates.iter().find(|(known, _)| known == header).map(|(_, format)| format)
    }

    /// Gives a column another target and keeps its place.
    pub fn set(&mut self, header: &str, target: Target) {
        match self.columns.iter_mut().find(|(known, _)| known == header) {
            Some((_, known)) => *known = target,
            None => self.columns.push((header.to_owned(), target)),
        }
    }

    /// Says how a column's dates are written.
    pub fn set_date_format(&mut self, header: &str, format: DateFormat) {
        match self.dates.iter_mut().find(|(known, _)| known == header) {
            Some((_, known)) => *known = format,
            None => self.dates.push((header.to_owned(), format)),
        }
    }

    /// Checks that every target fits the shape, that no two columns become one field, and that the file has every
    /// column spoken of.
    pub fn check(&self, look: &Look) -> Result<(), MappingError> {
        self.check_targets()?;
        let spoken = self
            .columns
            .iter()
            .map(|(header, _)| header)
            .chain(self.dates.iter().map(|(header, _)| header))
            .chain(self.missing.iter().map(|(header, _)| header).filter(|header| *header != "*"));
        for header in spoken {
            if look.column(header).is_none() {
                let present: Vec<String> = look.headers().map(|header| format!("`{header}`")).collect();
                return Err(MappingError::NoSuchColumn {
                    header: header.clone(),
                    present: present.join(", "),
                });
            }
        }
        Ok(())
    }

    fn check_targets(&self) -> Result<(), MappingError> {
        for (index, (second, target)) in self.columns.iter().enumerate() {
            if *target == Target::Extra(String::new()) {
                continue;
            }
            if !target.fits(self.shape) {
                return Err(MappingError::NotOfShape {
                    place: String::new(),
                    header: second.clone(),
                    target: target.slug().into_owned(),
                    shape: self.shape,
                });
            }
            if let Some((first, _)) = self.columns[..index].iter().find(|(_, earlier)| earlier == target) {
                return Err(MappingError::Twice {
                    place: String::new(),
                    first: first.clone(),
                    second: second.clone(),
                    target: target.slug().into_owned(),
                });
            }
        }
        Ok(())
    }
}

/// A short name of a set of headers, whatever their order: the same export has the same fingerprint next month.
pub fn fingerprint<'a>(headers: impl Iterator<Item = &'a str>) -> String {
    let mut headers: Vec<String> = headers.map(|header| header.trim().to_lowercase()).collect();
    headers.sort_unstable();
    // FNV-1a: stable over versions and machines, which std's hashes are not.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for header in &headers {
        for byte in header.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{}-{hash:016x}", headers.len())
}
