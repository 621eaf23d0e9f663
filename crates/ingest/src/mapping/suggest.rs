//! A mapping out of a look: what the headers mean, checked against what stands in the columns.

use plumbline_domain::{
    field::Field,
    reason::{List, ReasonKey, STARTER_DISQUALIFICATIONS, STARTER_REJECTIONS},
    shape::Shape,
    stage::Stage,
};

use super::{
    Mapping, Needs, RowField, Target,
    both::holds_both,
    content::{Guess, guess},
    words,
};
use crate::{
    dictionary::{self, Layout, Sureness},
    look::{Blank, Column, DateOrder, Inferred, Look, blank},
    value::DateFormat,
    workbook::is_error,
};

/// What a workspace already knows and a suggestion can lean on.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The picklists.
    pub reasons: Vec<KnownReason>,
    /// Words of status columns and the stages they were given before.
    pub statuses: Vec<(String, Option<Stage>)>,
}

/// An entry of a picklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownReason {
    /// Which picklist.
    pub list: List,
    /// Bucket and slug.
    pub key: ReasonKey,
    /// As shown to people.
    pub label: String,
}

impl Known {
    /// What a new workspace knows.
    pub fn starter() -> Known {
        let rejections = STARTER_REJECTIONS.iter().map(|(bucket, slug, label)| KnownReason {
            list: List::Rejection,
            key: ReasonKey { bucket: *bucket, slug: (*slug).to_owned() },
            label: (*label).to_owned(),
        });
        let disqualifications = STARTER_DISQUALIFICATIONS.iter().map(|(slug, label)| KnownReason {
            list: List::Disqualification,
            key: ReasonKey { bucket: plumbline_domain::reason::Bucket::Other, slug: (*slug).to_owned() },
            label: (*label).to_owned(),
        });
        Known { reasons: rejections.chain(disqualifications).collect(), statuses: Vec::new() }
    }
}

/// A proposed meaning of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The column.
    pub header: String,
    /// What it becomes.
    pub target: Target,
    /// How sure that is; `None` for a column that is kept as it is.
    pub sureness: Option<Sureness>,
    /// Why the meaning of its header was not taken, as a sentence.
    pub doubt: Option<String>,
    /// What speaks for it where the header alone does not: `looks like e-mail addresses`.
    pub reason: Option<String>,
}

/// Proposes a mapping for a file.
pub fn suggest(look: &Look, known: &Known) -> Mapping {
    let (shape, layout) = dictionary::shape_of(&look.columns);
    suggest_by(look, known, shape, layout)
}

/// The same for a file of which somebody said what its rows are.
pub fn suggest_as(look: &Look, known: &Known, shape: Shape) -> Mapping {
    suggest_by(look, known, shape, dictionary::layout_of(shape, &look.columns))
}

fn suggest_by(look: &Look, known: &Known, shape: Shape, layout: Option<&Layout>) -> Mapping {
    let suggestions = suggestions_by(look, shape, layout);
    let mut mapping = Mapping {
        shape,
        // What a lead of ours is called elsewhere says nothing about its stage: the stage log does.
        other_statuses: look.own && look.column(RowField::ChangeAt.slug()).is_none(),
        columns: suggestions.into_iter().map(|column| (column.header, column.target)).collect(),
        ..Mapping::default()
    };
    if let Some(second) = second_status(look, &mapping, layout) {
        mapping.set(&second, Target::StatusBeside);
    }
    for column in &look.columns {
        let target = mapping.target(&column.header);
        if target.needs() == Needs::Date
            && let Some(format) = date_format(column)
        {
            mapping.dates.push((column.header.clone(), format));
        }
        let mut words = missing(column, &target);
        // Somebody may be called so: a system that writes the word for nothing writes it in other columns as well.
        if is_name(&target) {
            let elsewhere = |word: &str| {
                let others = look.columns.iter().filter(|other| !is_name(&mapping.target(&other.header)));
                others.flat_map(|other| &other.blanks).any(|(known, _)| known == word)
            };
            words.retain(|word| elsewhere(word));
        }
        // What a formula failed to say is not nothing; whether it may be left out is for a person to say.
        words.retain(|word| !is_error(word));
        if !words.is_empty() && !look.own {
            mapping.missing.push((column.header.clone(), words));
        }
    }
    words::suggest(&mut mapping, look, known);
    mapping
}

/// A column that would be the status if another were not, and that says of leads that sales is done with them: HubSpot's lead
/// status beside its lifecycle, which knows no rejection.
fn second_status(look: &Look, mapping: &Mapping, layout: Option<&Layout>) -> Option<String> {
    mapping.column_of(&Target::Status).filter(|_| mapping.shape == Shape::LeadPerRow && !look.own)?;
    let is_exit = |word: &str| {
        dictionary::is_some_exit(word) || dictionary::known_status(word).is_some_and(Stage::is_of_either)
    };
    let mut left = look.columns.iter().filter(|column| {
        mapping.target(&column.header) == Target::Extra(String::new())
            && meaning(look, mapping.shape, layout, column).target == Target::Status
            && column.values.iter().flatten().any(|(word, _)| is_exit(word))
    });
    left.next().map(|column| column.header.clone())
}

/// Proposes a meaning for each column; two columns never share one.
pub fn suggestions(look: &Look) -> Vec<Suggestion> {
    let (shape, layout) = dictionary::shape_of(&look.columns);
    suggestions_by(look, shape, layout)
}

fn suggestions_by(look: &Look, shape: Shape, layout: Option<&Layout>) -> Vec<Suggestion> {
    let mut all: Vec<Suggestion> =
        look.columns.iter().map(|column| meaning(look, shape, layout, column)).collect();
    if shape == Shape::LeadPerRow {
        tell_contacts(&mut all);
    }
    for index in 0..all.len() {
        let Some(mine) = all[index].sureness else { continue };
        let target = all[index].target.clone();
        let rivals: Vec<usize> = (0..all.len())
            .filter(|other| *other != index && all[*other].sureness.is_some() && all[*other].target == target)
            .collect();
        for rival in rivals {
            let theirs = all[rival].sureness.unwrap_or(mine);
            let filled = |at: usize| look.columns[at].filled;
            // The surer name wins, then the fuller column, then the first.
            let lose = if (mine, filled(index)) >= (theirs, filled(rival)) { rival } else { index };
            let win = if lose == rival { index } else { rival };
            let doubt = format!("{} already becomes {}.", all[win].header, target.label());
            keep(&mut all[lose], doubt);
        }
    }
    all
}

fn keep(suggestion: &mut Suggestion, doubt: String) {
    suggestion.target = Target::Extra(String::new());
    suggestion.sureness = None;
    suggestion.doubt = Some(doubt);
}

/// Beside the id of a lead, the id of a contact is another key; alone it is the lead's.
fn tell_contacts(all: &mut [Suggestion]) {
    let is_contact = |header: &str| dictionary::bare(header) == "contactid";
    let id = Target::Field(Field::ExternalId);
    if all.iter().any(|column| column.target == id && !is_contact(&column.header)) {
        for column in all.iter_mut().filter(|column| column.target == id && is_contact(&column.header)) {
            column.target = Target::Field(Field::ContactId);
        }
    }
}

fn meaning(look: &Look, shape: Shape, layout: Option<&Layout>, column: &Column) -> Suggestion {
    let kept = Suggestion {
        header: column.header.clone(),
        target: Target::Extra(String::new()),
        sureness: None,
        doubt: None,
        reason: None,
    };
    if look.own {
        let known = Target::parse_known(&column.header);
        return known.map_or(kept.clone(), |target| Suggestion {
            target,
            sureness: Some(Sureness::Own),
            ..kept
        });
    }
    let by_header = match shape {
        _ if column.unnamed => None,
        Shape::LeadPerRow => dictionary::meaning(look.dictionary, &column.header),
        _ => dictionary::meaning_in(shape, layout, look.dictionary, &column.header),
    };
    let Some((target, sureness)) = by_header else {
        return if shape == Shape::LeadPerRow { by_content(look, column, kept) } else { kept };
    };
    let doubt = doubt(column, &target).filter(|_| !says_when(column, &target));
    if doubt.is_some() && sureness < Sureness::Own || contradicts(column, &target) {
        return Suggestion {
            doubt: doubt.or_else(|| Some("Its values are something else.".to_owned())),
            ..kept
        };
    }
    let may_be_both = matches!(target, Target::DisqualificationReason | Target::Field(Field::LostReason));
    if shape == Shape::LeadPerRow && may_be_both && holds_both(column, &Known::starter().reasons) {
        let reason = Some("some values are reasons before first contact and some after it".to_owned());
        return Suggestion { target: Target::EitherReason, sureness: Some(sureness), reason, ..kept };
    }
    Suggestion { target, sureness: Some(sureness), doubt: None, ..kept }
}

/// What the values look like where the header says nothing.
fn by_content(look: &Look, column: &Column, kept: Suggestion) -> Suggestion {
    let Some(Guess { target, ground }) = guess(column, look.rows) else { return kept };
    let reason = Some(ground.to_owned());
    match target {
        Some(target) => Suggestion { target, sureness: Some(Sureness::Content), reason, ..kept },
        None => Suggestion { reason, ..kept },
    }
}

/// Why most values cannot be what the header says.
fn doubt(column: &Column, target: &Target) -> Option<String> {
    let (most, what) = match target.needs() {
        Needs::Text => return None,
        Needs::Number => (column.numbers.numbers() + column.durations.durations(), "numbers"),
        Needs::Date => (column.dates.dates() + column.dates.serials(), "dates"),
        Needs::Mail => (column.mails, "e-mail addresses"),
    };
    let blank: u64 = column.blanks.iter().map(|(_, count)| count).sum();
    let values = column.filled - blank;
    (values > 0 && most * 2 < values)
        .then(|| format!("Most of its values are no {what}, so it is kept as it is."))
}

/// Not a single value is what the target needs: the header speaks of something else, whoever wrote it.
fn contradicts(column: &Column, target: &Target) -> bool {
    if column.filled == 0 {
        return false;
    }
    match target.needs() {
        Needs::Text => matches!(target, Target::Status) && column.inferred == Inferred::Date,
        Needs::Number => column.numbers.numbers() + column.durations.durations() == 0,
        Needs::Date => column.dates.dates() + column.dates.serials() == 0 && !says_when(column, target),
        Needs::Mail => column.mails == 0,
    }
}

/// A header that says it holds the moment something happened, over values that are more than yes and no: what cannot be read
/// is then refused value by value. Were the column kept as text instead, its leads would silently have no such moment.
fn says_when(column: &Column, target: &Target) -> bool {
    const WHEN: [&str; 7] = ["date", "time", "datum", "fecha", "data", "zeitpunkt", "uhrzeit"];
    let header = dictionary::bare(&column.header);
    let named = || WHEN.iter().any(|word| header.starts_with(word) || header.ends_with(word));
    // A name of a deal may look like a date by accident.
    let some = (column.dates.dates() + column.dates.serials()) * 5 >= column.filled;
    target.needs() == Needs::Date && column.inferred != Inferred::Flag && (some || named())
}

/// `20260331`
const COMPACT: &str = "%Y%m%d";

fn date_format(column: &Column) -> Option<DateFormat> {
    let most = |count: u64| count * 2 > column.filled;
    if column.dates.order() != DateOrder::Clear || column.dates.dates() > 0 {
        return column.dates.format();
    }
    if most(column.dates.epoch) {
        return Some(DateFormat::EpochMs);
    }
    if most(column.dates.epoch_seconds) {
        return Some(DateFormat::EpochSeconds);
    }
    if most(column.dates.compact) {
        return Some(DateFormat::Chrono(COMPACT.to_owned()));
    }
    most(column.dates.excel).then_some(DateFormat::Excel { since_1904: false })
}

fn is_name(target: &Target) -> bool {
    matches!(target, Target::Field(Field::FirstName | Field::LastName | Field::Company))
}

/// The words of the column that stand for nothing. In a text column `None` may be an answer and `NA` a country, so
/// only the plainest words are taken there; no lead was rejected because of `None`.
fn missing(column: &Column, target: &Target) -> Vec<String> {
    let is_answer = target.needs() == Needs::Text && !words::is_reason(target) && *target != Target::Status;
    let words = column.blanks.iter().map(|(word, _)| word.clone());
    let mut words: Vec<String> =
        words.filter(|word| !is_answer || blank(word) == Some(Blank::Plain)).collect();
    words.sort();
    words
}
