//! A mapping out of a look: what the headers mean, checked against what stands in the columns.

use plumbline_domain::{
    reason::{List, ReasonKey, STARTER_DISQUALIFICATIONS, STARTER_REJECTIONS},
    stage::Stage,
};

use super::{Mapping, Needs, RowField, Target, reason::suggest_reason};
use crate::{
    dictionary::{self, Sureness},
    look::{Column, DateOrder, Inferred, Look},
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
}

/// Proposes a mapping for a file.
pub fn suggest(look: &Look, known: &Known) -> Mapping {
    let suggestions = suggestions(look);
    let mut mapping = Mapping {
        // What a lead of ours is called elsewhere says nothing about its stage: the stage log does.
        other_statuses: look.own && look.column(RowField::ChangeAt.slug()).is_none(),
        columns: suggestions.into_iter().map(|column| (column.header, column.target)).collect(),
        ..Mapping::default()
    };
    for column in &look.columns {
        let target = mapping.target(&column.header);
        if target.needs() == Needs::Date
            && let Some(format) = date_format(column)
        {
            mapping.dates.push((column.header.clone(), format));
        }
        let mut words = missing(column, &target);
        // What a formula failed to say is not nothing; whether it may be left out is for a person to say.
        words.retain(|word| look.sheet.is_none() || !is_error(word));
        if !words.is_empty() && !look.own {
            mapping.missing.push((column.header.clone(), words));
        }
    }
    suggest_values(&mut mapping, look, known);
    mapping
}

fn suggest_values(mapping: &mut Mapping, look: &Look, known: &Known) {
    let dated = mapping.column_of(&Target::Stage(Stage::Mql)).is_some();
    for value in values_of(mapping, look, &Target::Status).into_iter().filter(|_| !mapping.other_statuses) {
        let before = known.statuses.iter().find(|(word, _)| word.eq_ignore_ascii_case(&value));
        let stage = match before {
            Some((_, stage)) => Some(*stage),
            None if dated && dictionary::waits_for_decision(&value) => Some(Some(Stage::Mql)),
            None => dictionary::known_status(&value).map(Some),
        };
        if let Some(stage) = stage {
            mapping.statuses.push((value, stage));
        }
    }
    for value in values_of(mapping, look, &Target::RejectionReason) {
        let key = suggest_reason(&value, List::Rejection, &known.reasons);
        mapping.rejections.push((value, key));
    }
    for value in values_of(mapping, look, &Target::DisqualificationReason) {
        let key = suggest_reason(&value, List::Disqualification, &known.reasons);
        mapping.disqualifications.push((value, key.slug));
    }
}

/// The distinct values of the column that becomes `target`, without those that mean blank; in alphabetical order.
fn values_of(mapping: &Mapping, look: &Look, target: &Target) -> Vec<String> {
    let Some(column) = mapping.column_of(target).and_then(|header| look.column(header)) else {
        return Vec::new();
    };
    let blank = |value: &str| {
        mapping.missing.iter().any(|(header, words)| {
            (header == "*" || *header == column.header) && words.iter().any(|word| word == value)
        })
    };
    let mut values: Vec<String> = column
        .values
        .iter()
        .flatten()
        .map(|(value, _)| value.clone())
        .filter(|value| !blank(value) && (look.sheet.is_none() || !is_error(value)))
        .collect();
    values.sort();
    values
}

/// Proposes a meaning for each column; two columns never share one.
pub fn suggestions(look: &Look) -> Vec<Suggestion> {
    let mut all: Vec<Suggestion> = look.columns.iter().map(|column| meaning(look, column)).collect();
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

fn meaning(look: &Look, column: &Column) -> Suggestion {
    let kept = Suggestion {
        header: column.header.clone(),
        target: Target::Extra(String::new()),
        sureness: None,
        doubt: None,
    };
    if look.own {
        let known = Target::parse_known(&column.header);
        return known.map_or(kept.clone(), |target| Suggestion {
            target,
            sureness: Some(Sureness::Own),
            ..kept
        });
    }
    if column.unnamed {
        return kept;
    }
    let Some((target, sureness)) = dictionary::meaning(look.dictionary, &column.header) else { return kept };
    let doubt = doubt(column, &target);
    if doubt.is_some() && sureness < Sureness::Own || contradicts(column, &target) {
        return Suggestion {
            doubt: doubt.or_else(|| Some("Its values are something else.".to_owned())),
            ..kept
        };
    }
    Suggestion { target, sureness: Some(sureness), doubt: None, ..kept }
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
        Needs::Date => column.dates.dates() + column.dates.serials() == 0,
        Needs::Mail => column.mails == 0,
    }
}

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
    most(column.dates.excel).then_some(DateFormat::Excel { since_1904: false })
}

/// The words of the column that stand for nothing. In a text column `None` may be an answer and `NA` a country, so
/// only the plainest words are taken there.
fn missing(column: &Column, target: &Target) -> Vec<String> {
    const PLAIN: [&str; 10] = ["Select", "N/A", "n/a", "#N/A", "null", "NULL", "Null", "(null)", "-", "--"];
    let typed = target.needs() != Needs::Text;
    let words = column.blanks.iter().map(|(word, _)| word.clone());
    let mut words: Vec<String> = words.filter(|word| typed || PLAIN.contains(&word.as_str())).collect();
    words.sort();
    words
}
