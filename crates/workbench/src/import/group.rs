//! The lists of values that a mapping gives a meaning to, one by one.

use plumbline_domain::{
    reason::{Bucket, List, ReasonKey},
    stage::{LADDER, Stage},
};
use plumbline_ingest::{
    look::Look,
    mapping::{Known, Mapping, Target},
};

use crate::failure::{Failure, Outcome};

/// A list of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Statuses and the stages they mean.
    Status,
    /// Rejection reasons and their entries of the picklist.
    Rejection,
    /// Disqualification reasons and their entries of the picklist.
    Disqualification,
}

/// One value and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChoice {
    /// As it stands in the file.
    pub value: String,
    /// In how many rows.
    pub count: u64,
    /// What it means, as a mapping file writes it; empty if nobody has said.
    pub becomes: String,
    /// Nobody confirmed it yet.
    pub suggestion: bool,
}

/// A list of values of one file, with what they can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueGroup {
    /// Which list.
    pub group: Group,
    /// The column.
    pub header: String,
    /// The values, the most frequent first.
    pub choices: Vec<ValueChoice>,
    /// What a value can mean: value, label, heading.
    pub targets: Vec<(String, String, String)>,
}

impl Group {
    /// All of them, in the order they are shown in.
    pub const ALL: [Group; 3] = [Group::Status, Group::Rejection, Group::Disqualification];

    /// As sent over the wire.
    pub fn slug(self) -> &'static str {
        match self {
            Group::Status => "status",
            Group::Rejection => "rejection.reason",
            Group::Disqualification => "disqualification.reason",
        }
    }

    /// The list called `slug`.
    pub fn from_slug(slug: &str) -> Option<Group> {
        Group::ALL.into_iter().find(|group| group.slug() == slug)
    }

    /// As shown to people.
    pub fn title(self) -> &'static str {
        match self {
            Group::Status => "Which stage is each status?",
            Group::Rejection => "Rejection reasons",
            Group::Disqualification => "Disqualification reasons",
        }
    }

    /// What to know about it.
    pub fn help(self) -> &'static str {
        match self {
            Group::Status => {
                "A status says which stage the lead is in. Choose nothing if it says nothing about a stage."
            }
            Group::Rejection => "Before contact. A value that is new becomes an entry of the picklist.",
            Group::Disqualification => "After contact. A value that is new becomes an entry of the picklist.",
        }
    }

    /// True if any text can be typed.
    pub fn is_free(self) -> bool {
        false
    }

    fn target(self) -> Target {
        match self {
            Group::Status => Target::Status,
            Group::Rejection => Target::RejectionReason,
            Group::Disqualification => Target::DisqualificationReason,
        }
    }

    /// What `value` means in `mapping`; `None` if nothing is said about it.
    fn meaning(self, mapping: &Mapping, value: &str) -> Option<String> {
        let slug = |stage: &Option<Stage>| stage.map_or(String::new(), |stage| stage.slug().to_owned());
        match self {
            Group::Status => find(&mapping.statuses, value).map(slug),
            Group::Rejection => find(&mapping.rejections, value).map(ToString::to_string),
            Group::Disqualification => find(&mapping.disqualifications, value).cloned(),
        }
    }

    /// Says what `value` means.
    ///
    /// # Errors
    /// There is no such meaning.
    pub(crate) fn set(self, mapping: &mut Mapping, value: &str, becomes: &str) -> Outcome<()> {
        match self {
            Group::Status => put(&mut mapping.statuses, value, stage(value, becomes)?),
            Group::Rejection => put(&mut mapping.rejections, value, reason(value, becomes)?),
            Group::Disqualification => {
                put(&mut mapping.disqualifications, value, ReasonKey::slug_of(becomes));
            }
        }
        Ok(())
    }

    /// The list of `look` as `mapping` reads it; `None` if no column has such values.
    pub(crate) fn of(
        self,
        look: &Look,
        mapping: &Mapping,
        known: &Known,
        remembered: bool,
    ) -> Option<ValueGroup> {
        let header = mapping.column_of(&self.target())?;
        let values = look.column(header)?.values.as_deref().unwrap_or_default();
        let blank = |value: &str| {
            let words = mapping.missing.iter().filter(|(column, _)| column == "*" || column == header);
            words.flat_map(|(_, words)| words).any(|word| word == value)
        };
        let choice = |(value, count): &(String, u64)| ValueChoice {
            value: value.clone(),
            count: *count,
            becomes: self.meaning(mapping, value).unwrap_or_default(),
            suggestion: !remembered,
        };
        Some(ValueGroup {
            group: self,
            header: header.to_owned(),
            choices: values.iter().filter(|(value, _)| !blank(value)).map(choice).collect(),
            targets: self.targets(mapping, known),
        })
    }

    fn targets(self, mapping: &Mapping, known: &Known) -> Vec<(String, String, String)> {
        match self {
            Group::Status => LADDER
                .iter()
                .map(|step| (step.slug.to_owned(), step.label.to_owned(), String::new()))
                .collect(),
            Group::Rejection => rejections(mapping, known),
            Group::Disqualification => disqualifications(mapping, known),
        }
    }
}

/// The picklist, and the new entries that the mapping would make.
fn rejections(mapping: &Mapping, known: &Known) -> Vec<(String, String, String)> {
    let entries = known.reasons.iter().filter(|reason| reason.list == List::Rejection);
    let mut choices: Vec<(String, String, String)> = entries
        .map(|reason| (reason.key.to_string(), reason.label.clone(), reason.key.bucket.label().to_owned()))
        .collect();
    for (value, key) in &mapping.rejections {
        let text = key.to_string();
        if !choices.iter().any(|(known, ..)| *known == text) {
            choices.push((text, format!("{value} (new)"), key.bucket.label().to_owned()));
        }
    }
    choices
}

fn disqualifications(mapping: &Mapping, known: &Known) -> Vec<(String, String, String)> {
    let entries = known.reasons.iter().filter(|reason| reason.list == List::Disqualification);
    let mut choices: Vec<(String, String, String)> =
        entries.map(|reason| (reason.key.slug.clone(), reason.label.clone(), String::new())).collect();
    for (value, slug) in &mapping.disqualifications {
        if !choices.iter().any(|(known, ..)| known == slug) {
            choices.push((slug.clone(), format!("{value} (new)"), String::new()));
        }
    }
    choices
}

fn stage(value: &str, becomes: &str) -> Outcome<Option<Stage>> {
    if becomes.is_empty() {
        return Ok(None);
    }
    Stage::from_slug(becomes)
        .map(Some)
        .ok_or_else(|| Failure::bad_input("values", format!("{value}: there is no stage \"{becomes}\".")))
}

/// `fit.company-size`, or `fit.` for a new entry of that bucket named by the value itself.
fn reason(value: &str, becomes: &str) -> Outcome<ReasonKey> {
    let named = becomes.strip_suffix('.').and_then(Bucket::from_slug);
    if let Some(bucket) = named {
        return Ok(ReasonKey { bucket, slug: ReasonKey::slug_of(value) });
    }
    ReasonKey::parse(becomes).ok_or_else(|| {
        Failure::bad_input("values", format!("{value}: \"{becomes}\" is no reason."))
            .hint("Write bucket.slug, for instance fit.company-size.")
    })
}

fn find<'a, T>(list: &'a [(String, T)], value: &str) -> Option<&'a T> {
    let exact = list.iter().find(|(known, _)| known == value);
    exact
        .or_else(|| list.iter().find(|(known, _)| known.eq_ignore_ascii_case(value)))
        .map(|(_, meaning)| meaning)
}

fn put<T>(list: &mut Vec<(String, T)>, key: &str, value: T) {
    match list.iter_mut().find(|(known, _)| known == key) {
        Some((_, known)) => *known = value,
        None => list.push((key.to_owned(), value)),
    }
}
