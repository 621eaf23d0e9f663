//! The words of a file that a mapping has to give a meaning: which there are, and which it is likely to be.

use plumbline_domain::{field::Field, reason::List, shape::Shape, stage::Stage};

use super::{
    ChangedField, Known, Mapping, RowField, Target,
    owner::suggest_owners,
    reason::{suggest_reason, without_date},
};
use crate::{
    dictionary::{self, Dictionary},
    look::{Column, Look},
    workbook::is_error,
};

/// A word and the rows it stands in.
type Counted = (String, u64);

/// Gives words that a mapping says nothing about the meanings that are known: after a column has become something else, for
/// instance.
pub fn suggest_words(mapping: &mut Mapping, look: &Look, known: &Known) {
    let mut fresh = Mapping {
        statuses: Vec::new(),
        rejections: Vec::new(),
        disqualifications: Vec::new(),
        owners: Vec::new(),
        fields: Vec::new(),
        sides: Vec::new(),
        outcomes: Vec::new(),
        ..mapping.clone()
    };
    suggest(&mut fresh, look, known);
    add_new(&mut mapping.statuses, fresh.statuses);
    add_new(&mut mapping.rejections, fresh.rejections);
    add_new(&mut mapping.disqualifications, fresh.disqualifications);
    add_new(&mut mapping.owners, fresh.owners);
    add_new(&mut mapping.fields, fresh.fields);
    add_new(&mut mapping.sides, fresh.sides);
    add_new(&mut mapping.outcomes, fresh.outcomes);
}

fn add_new<T>(known: &mut Vec<(String, T)>, suggested: Vec<(String, T)>) {
    let told: Vec<String> = known.iter().map(|(value, _)| value.to_lowercase()).collect();
    known.extend(suggested.into_iter().filter(|(value, _)| !told.contains(&value.to_lowercase())));
}

/// Gives the words of a file the meanings that are known.
pub(super) fn suggest(mapping: &mut Mapping, look: &Look, known: &Known) {
    suggest_fields(mapping, look);
    let statuses = if mapping.other_statuses { Vec::new() } else { mapping.status_words(look) };
    // Where MQLs are dated, a lead that waits for a decision is one.
    let dated = mapping.column_of(&Target::Stage(Stage::Mql)).is_some();
    let either = mapping.column_of(&Target::EitherReason).is_some();
    // Unless a word of its own says who is one.
    let says_mql = |(word, _): &Counted| dictionary::known_status(word) == Some(Stage::Mql);
    let names_mql = mapping.shape == Shape::LeadPerRow && statuses.iter().any(says_mql);
    // What is closed or archived may also have been won.
    let is_open = |value: &str| either || !matches!(dictionary::bare(value).as_str(), "closed" | "archived");
    let ladder = mapping.words_of(look, &Target::Status);
    for (value, _) in statuses {
        let is_beside = mapping.shape == Shape::LeadPerRow && ladder.iter().all(|(word, _)| *word != value);
        let before = known.statuses.iter().find(|(word, _)| word.eq_ignore_ascii_case(&value));
        let stage = match before {
            Some((_, stage)) => Some(*stage),
            // The word of one system for both: which of them it was is told by first contact.
            None if dictionary::is_some_exit(&value) && is_open(&value) => Some(Some(Stage::Left)),
            // A second status says whether the lead has left, and nothing else.
            None if is_beside => {
                Some(default_stage(look.dictionary, &value).filter(|stage| stage.is_of_either()))
            }
            None if dated && dictionary::waits_for_decision(&value) => {
                Some(Some(if names_mql { Stage::Inquiry } else { Stage::Mql }))
            }
            // Where a lifecycle tells who is an MQL, a lead that waits has said nothing new.
            None if mapping.has_two_statuses() && dictionary::waits_for_decision(&value) => Some(None),
            None if mapping.shape == Shape::StageLog => history_stage(look.dictionary, &value),
            None => default_stage(look.dictionary, &value).map(Some),
        };
        if let Some(stage) = stage {
            mapping.statuses.push((value, stage));
        }
    }
    let owner = mapping.column_of(&Target::Field(Field::Owner)).and_then(|header| look.column(header));
    if let Some(values) = owner.and_then(|column| column.values.as_deref()) {
        mapping.owners = suggest_owners(values);
    }
    suggest_reasons(mapping, look, known);
    for (word, _) in mapping.side_words(look) {
        let target = mapping.side_target();
        let header = mapping.column_of(&target).unwrap_or_default();
        if let Some(side) = dictionary::known_side(header, &word) {
            mapping.sides.push((word, side));
        }
    }
    for (word, _) in mapping.outcome_words(look) {
        if let Some(outcome) = dictionary::known_outcome(&word) {
            mapping.outcomes.push((word, outcome));
        }
    }
}

/// What a status of leads means before anybody has said so. The first step of each system is an inquiry: nobody has
/// qualified the lead yet.
fn default_stage(dictionary: Dictionary, word: &str) -> Option<Stage> {
    match (dictionary, dictionary::bare(word).as_str()) {
        (Dictionary::Hubspot, "lead") | (Dictionary::Salesforce, "opennotcontacted") => Some(Stage::Inquiry),
        _ => dictionary::known_status(word),
    }
}

/// In a history HubSpot's own steps are complete and mean one thing each, which in a status column of leads they need not.
fn history_stage(dictionary: Dictionary, word: &str) -> Option<Option<Stage>> {
    if dictionary == Dictionary::Hubspot {
        match dictionary::bare(word).as_str() {
            "lead" => return Some(Some(Stage::Inquiry)),
            "evangelist" | "other" => return Some(None),
            _ => {}
        }
    }
    dictionary::known_status(word).map(Some)
}

fn suggest_fields(mapping: &mut Mapping, look: &Look) {
    let Some(column) = column(mapping, look, RowField::ChangeField) else { return };
    let words: Vec<String> = column.values.iter().flatten().map(|(word, _)| word.clone()).collect();
    let meaning = |word: &str| match dictionary::meaning(look.dictionary, word) {
        Some((Target::Status, _)) => ChangedField::Status,
        Some((Target::Field(field), _)) => ChangedField::Known(field),
        _ => ChangedField::Own,
    };
    // Where a system keeps a lifecycle and a status of work beside it, the lifecycle tells the stages.
    let lifecycle = words
        .iter()
        .filter(|word| is_lifecycle(word))
        .find(|word| meaning(word) == ChangedField::Status)
        .cloned();
    for word in words {
        let field = match meaning(&word) {
            // HubSpot's lifecycle knows no acceptance and no rejection: its lead status decides.
            ChangedField::Status if is_lead_status(look.dictionary, &word) => ChangedField::Status,
            ChangedField::Status if lifecycle.as_ref().is_some_and(|other| *other != word) => {
                ChangedField::Own
            }
            field => field,
        };
        let beside = |word: &str| is_lead_status(look.dictionary, word);
        let rival = |(name, known): &(String, ChangedField)| *known == field && !beside(name);
        let taken = !beside(&word) && mapping.fields.iter().any(rival);
        let field = if taken { ChangedField::Own } else { field };
        if field != ChangedField::Own {
            mapping.fields.push((word, field));
        }
    }
}

/// True for the name of a field that tells the rungs of a ladder.
fn is_lifecycle(field: &str) -> bool {
    dictionary::bare(field).contains("stage")
}

/// True for HubSpot's field of what sales does with a lead, which it keeps beside the lifecycle.
fn is_lead_status(dictionary: Dictionary, field: &str) -> bool {
    dictionary == Dictionary::Hubspot
        && matches!(dictionary::bare(field).as_str(), "hsleadstatus" | "leadstatus")
}

fn suggest_reasons(mapping: &mut Mapping, look: &Look, known: &Known) {
    // A log has one column of reasons, and the stage a line leads to says of which list. What we wrote ourselves
    // names its entries.
    let in_log = match look.own {
        true => Vec::new(),
        false => mapping.words_of(look, &RowField::ChangeReason.into()),
    };
    // So has a column for both, of which first contact says what each row is.
    let mut in_log = in_log;
    let mut either = mapping.words_of(look, &Target::EitherReason);
    let own =
        [Target::RejectionReason, Target::DisqualificationReason].map(|list| mapping.words_of(look, &list));
    either.retain(|(word, _)| !own.iter().flatten().any(|(known, _)| known == word));
    in_log.extend(either);
    for (value, _) in mapping.words_of(look, &Target::RejectionReason).into_iter().chain(in_log.clone()) {
        let key = suggest_reason(&value, List::Rejection, &known.reasons);
        mapping.rejections.push((value, key));
    }
    for (value, _) in mapping.words_of(look, &Target::DisqualificationReason).into_iter().chain(in_log) {
        let key = suggest_reason(&value, List::Disqualification, &known.reasons);
        mapping.disqualifications.push((value, key.slug));
    }
}

pub(super) fn is_reason(target: &Target) -> bool {
    matches!(
        target,
        Target::RejectionReason
            | Target::DisqualificationReason
            | Target::EitherReason
            | Target::Row(RowField::ChangeReason)
    )
}

fn column<'l>(mapping: &Mapping, look: &'l Look, target: RowField) -> Option<&'l Column> {
    mapping.column_of(&target.into()).and_then(|header| look.column(header))
}

impl Mapping {
    /// True for a history in which two fields tell the stages.
    pub(crate) fn has_two_statuses(&self) -> bool {
        self.status_fields().count() > 1
    }

    fn status_fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(|(_, field)| *field == ChangedField::Status).map(|(name, _)| name.as_str())
    }

    /// The fields of a history that tell stages beside the one of the ladder: HubSpot's lead status, and of several fields
    /// all but the one that is named for its stages, or else listed first.
    pub(crate) fn besides(&self, look: &Look) -> impl Iterator<Item = &str> {
        let is_beside = |name: &str| is_lead_status(look.dictionary, name);
        let mut ladders = self.status_fields().filter(|name| !is_beside(name));
        let first = ladders.next();
        let ladder = first.into_iter().chain(ladders).find(|name| is_lifecycle(name)).or(first);
        self.status_fields().filter(move |name| Some(*name) != ladder)
    }

    /// The words that stand for stages, with their counts.
    pub fn status_words(&self, look: &Look) -> Vec<Counted> {
        let new = RowField::ChangeNew.into();
        match self.shape {
            Shape::LeadPerRow => {
                let mut words = self.words_of(look, &Target::Status);
                for (word, count) in self.words_of(look, &Target::StatusBeside) {
                    match words.iter_mut().find(|(known, _)| *known == word) {
                        Some((_, all)) => *all += count,
                        None => words.push((word, count)),
                    }
                }
                words
            }
            Shape::StageLog if self.column_of(&RowField::ChangeField.into()).is_some() => {
                let is_status = |name: &str| {
                    self.fields.iter().any(|(known, field)| {
                        *field == ChangedField::Status && known.eq_ignore_ascii_case(name)
                    })
                };
                let of_status = look.changed.iter().filter(|changed| is_status(&changed.field));
                let words = of_status.flat_map(|changed| changed.values.iter().cloned());
                words.filter(|(word, _)| self.is_word(look, &new, word)).collect()
            }
            Shape::StageLog => self.words_of(look, &new),
            _ => Vec::new(),
        }
    }

    /// The column that says who acted.
    fn side_target(&self) -> Target {
        let side = RowField::ActivitySide.into();
        if self.column_of(&side).is_some() { side } else { RowField::ActivityKind.into() }
    }

    /// The words that say who acted, with their counts.
    pub fn side_words(&self, look: &Look) -> Vec<Counted> {
        self.words_of(look, &self.side_target())
    }

    /// The words that say how deals stand, with their counts; none where flags say it.
    pub fn outcome_words(&self, look: &Look) -> Vec<Counted> {
        let filled = |target| column(self, look, target).is_some_and(|column| column.filled == look.rows);
        if filled(RowField::OpportunityWon) && filled(RowField::OpportunityClosed) {
            return Vec::new();
        }
        let outcome = RowField::OpportunityOutcome.into();
        match self.column_of(&outcome) {
            Some(_) => self.words_of(look, &outcome),
            None => self.words_of(look, &RowField::OpportunityStage.into()),
        }
    }

    /// The values of the column that becomes `target`, without those that stand for nothing.
    pub fn words_of(&self, look: &Look, target: &Target) -> Vec<Counted> {
        let column = self.column_of(target).and_then(|header| look.column(header));
        let words = column.and_then(|column| column.values.as_deref()).unwrap_or_default();
        let words = words.iter().filter(|(word, _)| self.is_word(look, target, word));
        if look.own || !is_reason(target) {
            return words.cloned().collect();
        }
        // The day behind a reason is none of its words.
        let mut reasons: Vec<Counted> = Vec::new();
        for (word, count) in words {
            let reason = without_date(word);
            match reasons.iter_mut().find(|(known, _)| known == reason) {
                Some((_, all)) => *all += count,
                None => reasons.push((reason.to_owned(), *count)),
            }
        }
        reasons
    }

    /// False for what means blank in a column, and for what a formula failed to say.
    fn is_word(&self, look: &Look, target: &Target, word: &str) -> bool {
        let header = self.column_of(target);
        let blank = self
            .missing
            .iter()
            .filter(|(known, _)| known == "*" || Some(known.as_str()) == header)
            .any(|(_, words)| words.iter().any(|blank| blank == word));
        !blank && (look.own || !is_error(word))
    }
}
