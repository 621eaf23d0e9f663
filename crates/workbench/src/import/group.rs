//! The lists of values that a mapping gives a meaning to, one by one.

use plumbline_domain::{
    field::Field,
    reason::{Bucket, List, ReasonKey},
    record::{DealOutcome, Side},
    stage::{LADDER, Stage},
};
use plumbline_ingest::{
    look::Look,
    mapping::{ChangedField, EITHER, Known, Mapping, RowField, Target, stage_of_word, word_of_stage},
};

use crate::failure::{Failure, Outcome};

/// How the meaning of a status is offered that means rejections and disqualifications alike.
const EITHER_LABEL: &str = "Rejected or disqualified, told by first contact";

/// A list of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Statuses and the stages they mean.
    Status,
    /// Rejection reasons and their entries of the picklist.
    Rejection,
    /// Disqualification reasons and their entries of the picklist.
    Disqualification,
    /// Fields of a history and the fields they are here.
    Field,
    /// Kinds of activities and who acted.
    Side,
    /// Outcomes of deals and how the deals stand.
    Outcome,
    /// Owners and the persons they are.
    Owner,
}

/// One value and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChoice {
    /// As it stands in the file.
    pub value: String,
    /// In how many rows.
    pub count: u64,
    /// What it means, as a mapping file writes it; empty for nothing.
    pub becomes: String,
    /// The mapping says something about it, if only that it means nothing.
    pub decided: bool,
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
    pub const ALL: [Group; 7] = [
        Group::Field,
        Group::Status,
        Group::Rejection,
        Group::Disqualification,
        Group::Side,
        Group::Outcome,
        Group::Owner,
    ];

    /// As sent over the wire.
    pub fn slug(self) -> &'static str {
        match self {
            Group::Status => "status",
            Group::Rejection => "rejection.reason",
            Group::Disqualification => "disqualification.reason",
            Group::Field => "field",
            Group::Side => "side",
            Group::Outcome => "outcome",
            Group::Owner => "owner",
        }
    }

    /// The list called `slug`.
    pub fn from_slug(slug: &str) -> Option<Group> {
        Group::ALL.into_iter().find(|group| group.slug() == slug)
    }

    /// As shown to people.
    pub fn title(self) -> &'static str {
        match self {
            Group::Status => "Stage of each status",
            Group::Rejection => "Rejection reasons",
            Group::Disqualification => "Disqualification reasons",
            Group::Field => "Which field is each?",
            Group::Side => "Who acted?",
            Group::Outcome => "How do deals stand?",
            Group::Owner => "Who is who?",
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
            Group::Field => {
                "One field of a history tells the stages; changes of the others are kept beside them."
            }
            Group::Side => {
                "The lead (a download, a webinar) or sales (a call, a mail). What is left open is left out."
            }
            Group::Outcome => "A deal is open, won or lost.",
            Group::Owner => {
                "Give one person written in several ways one name. What is left alone stays as it is."
            }
        }
    }

    /// True if any text can be typed.
    pub fn is_free(self) -> bool {
        self == Group::Owner
    }

    /// The column the words stand in, and the words with their counts.
    fn words<'m>(self, look: &Look, mapping: &'m Mapping) -> Option<(&'m str, Vec<(String, u64)>)> {
        let first = |targets: &[Target]| targets.iter().find_map(|target| mapping.column_of(target));
        let of = |targets: &[Target]| {
            let words = targets.iter().flat_map(|target| mapping.words_of(look, target)).collect();
            first(targets).map(|header| (header, words))
        };
        match self {
            Group::Status => {
                let header = first(&[Target::Status, RowField::ChangeNew.into()])?;
                Some((header, mapping.status_words(look)))
            }
            Group::Rejection => {
                of(&[Target::RejectionReason, Target::EitherReason, RowField::ChangeReason.into()])
            }
            Group::Disqualification => {
                of(&[Target::DisqualificationReason, Target::EitherReason, RowField::ChangeReason.into()])
            }
            Group::Field => of(&[RowField::ChangeField.into()]),
            Group::Owner => of(&[Target::Field(Field::Owner)]),
            Group::Side => {
                let header = first(&[RowField::ActivitySide.into(), RowField::ActivityKind.into()])?;
                Some((header, mapping.side_words(look)))
            }
            Group::Outcome => {
                let header =
                    first(&[RowField::OpportunityOutcome.into(), RowField::OpportunityStage.into()])?;
                Some((header, mapping.outcome_words(look)))
            }
        }
    }

    /// What `value` means in `mapping`; `None` if nothing is said about it.
    fn meaning(self, mapping: &Mapping, value: &str) -> Option<String> {
        let slug =
            |stage: &Option<Stage>| stage.map_or(String::new(), |stage| word_of_stage(stage).to_owned());
        match self {
            Group::Status => {
                find(&mapping.statuses, value).map(slug).or_else(|| mapping.other_statuses.then(String::new))
            }
            Group::Rejection => find(&mapping.rejections, value).map(ToString::to_string),
            Group::Disqualification => find(&mapping.disqualifications, value).cloned(),
            Group::Field => find(&mapping.fields, value).map(|field| field.slug().to_owned()),
            Group::Side => find_or_any(&mapping.sides, value)
                .map(|side| side.map_or(String::new(), |side| side.slug().to_owned())),
            Group::Outcome => find_or_any(&mapping.outcomes, value).map(|outcome| outcome.slug().to_owned()),
            // Who is not listed is called as the file calls them.
            Group::Owner => Some(find(&mapping.owners, value).map_or(value, |name| name.as_str()).to_owned()),
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
            Group::Field => put(&mut mapping.fields, value, named(value, becomes, ChangedField::parse)?),
            Group::Side => put(&mut mapping.sides, value, named(value, becomes, side)?),
            Group::Outcome => put(&mut mapping.outcomes, value, named(value, becomes, outcome)?),
            // A person without a name is left as the file calls them.
            Group::Owner if becomes == value || becomes.trim().is_empty() => {
                mapping.owners.retain(|(known, _)| known != value);
            }
            Group::Owner => put(&mut mapping.owners, value, becomes.trim().to_owned()),
        }
        Ok(())
    }

    /// The list of `look` as `mapping` reads it; `None` if no column has such values.
    pub(crate) fn of(
        self,
        look: &Look,
        mapping: &Mapping,
        known: &Known,
        before: Option<&Mapping>,
    ) -> Option<ValueGroup> {
        let (header, words) = self.words(look, mapping)?;
        if words.is_empty() {
            return None;
        }
        let choice = |(value, count): &(String, u64)| {
            let meaning = self.meaning(mapping, value);
            ValueChoice {
                value: value.clone(),
                count: *count,
                decided: meaning.is_some(),
                becomes: meaning.unwrap_or_default(),
                suggestion: self.is_guess(mapping, value, before),
            }
        };
        Some(ValueGroup {
            group: self,
            header: header.to_owned(),
            choices: words.iter().map(choice).collect(),
            targets: self.targets(mapping, known, &words),
        })
    }

    /// True if `mapping` says what `value` means and nobody has confirmed it, nor did the mapping used `before`. A person who
    /// is called as the file calls them is no guess.
    fn is_guess(self, mapping: &Mapping, value: &str, before: Option<&Mapping>) -> bool {
        let tells = |mapping: &Mapping| match self {
            Group::Owner => find(&mapping.owners, value).is_some(),
            _ => self.meaning(mapping, value).is_some(),
        };
        tells(mapping) && !before.is_some_and(tells)
    }

    fn targets(
        self,
        mapping: &Mapping,
        known: &Known,
        words: &[(String, u64)],
    ) -> Vec<(String, String, String)> {
        match self {
            Group::Status => LADDER
                .iter()
                .map(|step| (step.slug.to_owned(), step.label.to_owned(), String::new()))
                .chain([(EITHER.to_owned(), EITHER_LABEL.to_owned(), String::new())])
                .collect(),
            Group::Rejection => rejections(mapping, known),
            Group::Disqualification => disqualifications(mapping, known),
            Group::Field => fields(),
            Group::Side => [Side::Engagement, Side::Touch]
                .map(|side| (side.slug().to_owned(), side_label(side).to_owned(), String::new()))
                .into(),
            Group::Owner => owners(words),
            Group::Outcome => DealOutcome::ALL
                .map(|outcome| (outcome.slug().to_owned(), outcome.label().to_owned(), String::new()))
                .into(),
        }
    }
}

fn owners(words: &[(String, u64)]) -> Vec<(String, String, String)> {
    words.iter().map(|(word, _)| (word.clone(), word.clone(), String::new())).collect()
}

fn side_label(side: Side) -> &'static str {
    match side {
        Side::Engagement => "The lead",
        Side::Touch => "Sales",
    }
}

fn fields() -> Vec<(String, String, String)> {
    let status = ("status".to_owned(), "Status: tells the stage".to_owned(), String::new());
    let others = Field::ALL.into_iter().filter(|field| *field != Field::Status);
    std::iter::once(status)
        .chain(others.map(|field| (field.slug().to_owned(), field.label().to_owned(), String::new())))
        .collect()
}

/// Empty leaves such activities out.
fn side(becomes: &str) -> Option<Option<Side>> {
    if becomes.is_empty() { Some(None) } else { Side::from_slug(becomes).map(Some) }
}

fn outcome(becomes: &str) -> Option<DealOutcome> {
    DealOutcome::ALL.into_iter().find(|outcome| outcome.slug() == becomes)
}

fn named<T>(value: &str, becomes: &str, parse: impl Fn(&str) -> Option<T>) -> Outcome<T> {
    let meaning = parse(becomes);
    meaning
        .ok_or_else(|| Failure::bad_input("values", format!("{value}: \"{becomes}\" is no meaning for it.")))
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
    stage_of_word(becomes)
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

/// The same where a mapping may speak of every other value at once.
fn find_or_any<'a, T>(list: &'a [(String, T)], value: &str) -> Option<&'a T> {
    find(list, value).or_else(|| list.iter().find(|(known, _)| known == "*").map(|(_, meaning)| meaning))
}

fn put<T>(list: &mut Vec<(String, T)>, key: &str, value: T) {
    match list.iter_mut().find(|(known, _)| known == key) {
        Some((_, known)) => *known = value,
        None => list.push((key.to_owned(), value)),
    }
}
