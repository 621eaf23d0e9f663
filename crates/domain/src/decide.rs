//! What somebody may decide about a lead here, and what it takes: the one rule that panel, bulk action, keyboard,
//! command line and every other way in share.
//!
//! Rejection is before first contact, disqualification after it. Both need a reason of their own picklist, and a reason in
//! the bucket "other" needs words that say something.

use crate::{
    calendar::Calendar,
    ladder::Ladder,
    moment::Moment,
    reason::{Bucket, List},
    stage::Stage,
};

/// What can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Sales commits to work the lead.
    Accept,
    /// Back before contact: the record does not meet the criteria.
    Reject,
    /// Dropped after contact.
    Disqualify,
    /// Onto a recycle track, until its day.
    Recycle,
    /// An MQL again: a new handoff begins.
    Requalify,
}

impl Verb {
    /// All of them, in the order of every menu.
    pub const ALL: [Verb; 5] = [Verb::Accept, Verb::Reject, Verb::Disqualify, Verb::Recycle, Verb::Requalify];

    /// As written in commands.
    pub fn slug(self) -> &'static str {
        ["accept", "reject", "disqualify", "recycle", "requalify"][self as usize]
    }

    /// As shown on a button.
    pub fn label(self) -> &'static str {
        ["Accept", "Reject", "Disqualify", "Recycle", "Make an MQL again"][self as usize]
    }

    /// What has been done, as in "14 leads rejected".
    pub fn done(self) -> &'static str {
        ["accepted", "rejected", "disqualified", "recycled", "made an MQL again"][self as usize]
    }

    /// The verb written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Verb> {
        Verb::ALL.into_iter().find(|verb| verb.slug() == slug)
    }

    /// The stage the lead enters; recycling leaves it where it is.
    pub fn enters(self) -> Option<Stage> {
        match self {
            Verb::Accept => Some(Stage::Sal),
            Verb::Reject => Some(Stage::Rejected),
            Verb::Disqualify => Some(Stage::Disqualified),
            Verb::Recycle => None,
            Verb::Requalify => Some(Stage::Mql),
        }
    }

    /// The picklist it needs a reason of.
    pub fn needs_reason(self) -> Option<List> {
        match self {
            Verb::Reject => Some(List::Rejection),
            Verb::Disqualify => Some(List::Disqualification),
            Verb::Accept | Verb::Recycle | Verb::Requalify => None,
        }
    }
}

/// Where a lead stands when somebody decides about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The stage it is in.
    pub stage: Option<Stage>,
    /// When its present handoff began, at the earliest; `None` without one.
    pub mql: Option<Moment>,
    /// First contact of sales in its present handoff, if the record knows one.
    pub contacted: Option<Moment>,
    /// True if that contact stands in the record; one may also follow from a later stage, without its moment.
    pub on_record: bool,
    /// True for an MQL whose decision window is over.
    pub lapsed: bool,
    /// True if something is known to have happened after the moment of the decision.
    pub later: bool,
}

impl Position {
    /// The position with the first contact that somebody tells who decides. What the record knows of this handoff stands.
    ///
    /// # Errors
    /// The contact would be older than the handoff: it says nothing of this one, and would stop its clocks before they began.
    pub fn with_contact(self, told: Option<Moment>) -> Result<Position, Refusal> {
        match told.filter(|_| !self.on_record) {
            Some(at) if self.mql.is_some_and(|mql| at < mql) => Err(Refusal::ContactEarlier),
            told => Ok(Position { contacted: self.contacted.or(told), ..self }),
        }
    }
}

/// A reason as a decision sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Its picklist.
    pub list: List,
    /// Its bucket.
    pub bucket: Bucket,
    /// No longer offered.
    pub retired: bool,
}

/// Why something cannot be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// A reason is needed.
    #[error("{} needs a reason.", noun(*.0))]
    NoReason(Verb),
    /// The reason is of another picklist.
    #[error("This reason is not for {}.", plural(*.0))]
    OtherList(Verb),
    /// The reason is no longer offered.
    #[error("This reason is retired.")]
    Retired,
    /// A reason where none belongs.
    #[error("{} takes no reason.", noun(*.0))]
    NeedlessReason(Verb),
    /// Words are needed.
    #[error("\u{201c}Other\u{201d} needs words that say something: what was it?")]
    NoWords,
    /// Something is known to have happened later.
    #[error("The record of this lead knows of something that happened later.")]
    Later,
    /// The lead is in that stage.
    #[error("The lead is in this stage already.")]
    Already,
    /// The ladder does not lead there.
    #[error("From {} the ladder does not lead there.", from.map_or("no stage", Stage::label))]
    OffTheLadder {
        /// Where the lead is.
        from: Option<Stage>,
    },
    /// A contact before the present handoff.
    #[error("The lead was no MQL yet then: a contact before its handoff is none in it.")]
    ContactEarlier,
    /// The ladder leads there only from a new MQL.
    #[error("From {} the ladder does not lead there: the lead has to become an MQL first.", .0.label())]
    OverMql(Stage),
    /// A rejection after contact.
    #[error("Sales has been in contact with this lead, so it is not rejected but disqualified.")]
    Contacted,
    /// A lead that sales was in contact with, on a ladder that leads to disqualification only from acceptance.
    #[error(
        "Sales has been in contact with this lead, and on this ladder it is accepted before it is disqualified."
    )]
    AcceptFirst,
    /// A disqualification of an accepted lead that the record knows no contact with.
    #[error("The record knows of no contact with this lead, and disqualification is after contact.")]
    Unspoken,
    /// A disqualification before contact.
    #[error("The record knows of no contact with this lead, so it is not disqualified but rejected.")]
    NotContacted,
}

impl Refusal {
    /// What can be done instead.
    pub fn instead(self) -> Option<Verb> {
        match self {
            Refusal::Contacted => Some(Verb::Disqualify),
            Refusal::NotContacted => Some(Verb::Reject),
            Refusal::AcceptFirst => Some(Verb::Accept),
            Refusal::OverMql(_) => Some(Verb::Requalify),
            _ => None,
        }
    }

    /// What to do.
    pub fn hint(self) -> &'static str {
        match self {
            Refusal::NoReason(_) | Refusal::OtherList(_) => "Choose one of the reasons offered.",
            Refusal::Retired => "Choose a reason in use, or bring this one back under Rules.",
            Refusal::NeedlessReason(_) => "Leave the reason out.",
            Refusal::NoWords => {
                "Write a word or two of your own, three letters at least; they are reviewed every month."
            }
            Refusal::Later => "Decide as of a later moment.",
            Refusal::Already => "Nothing is to be done.",
            Refusal::OffTheLadder { .. } => {
                "Settings, Stage ladder shows what may follow each stage, and is where it is changed."
            }
            Refusal::ContactEarlier => "Say when sales was in contact since then, or leave it out.",
            Refusal::OverMql(_) => "Make it an MQL (requalify): a new handoff begins, which can be decided.",
            Refusal::Contacted => "Disqualify it, with one of the reasons for after contact.",
            Refusal::AcceptFirst => "Accept it, then disqualify it.",
            Refusal::Unspoken => "Say when sales was in contact first.",
            Refusal::NotContacted => "Reject it, or say when sales was in contact first.",
        }
    }
}

fn noun(verb: Verb) -> &'static str {
    ["Acceptance", "A rejection", "A disqualification", "Recycling", "A new MQL"][verb as usize]
}

fn plural(verb: Verb) -> &'static str {
    ["acceptances", "rejections", "disqualifications", "recycling", "new MQLs"][verb as usize]
}

/// What `verb` takes by itself, whichever lead it is for.
///
/// # Errors
/// A reason is missing, wrong or needless, or words are missing.
pub fn check_reason(verb: Verb, reason: Option<Picked<'_>>, note: Option<&str>) -> Result<(), Refusal> {
    match (verb.needs_reason(), reason) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Refusal::NeedlessReason(verb)),
        (Some(_), None) => Err(Refusal::NoReason(verb)),
        (Some(list), Some(reason)) if reason.list != list => Err(Refusal::OtherList(verb)),
        (Some(_), Some(reason)) if reason.retired => Err(Refusal::Retired),
        // Only rejections have buckets: those of the other list are all stored as "other".
        (Some(List::Rejection), Some(reason))
            if reason.bucket == Bucket::Other && !says_something(note.unwrap_or_default(), reason.label) =>
        {
            Err(Refusal::NoWords)
        }
        (Some(_), Some(_)) => Ok(()),
    }
}

/// True if `words` tell more than that the reason called `label` was picked: three letters or digits at least, or two characters of
/// a script that writes a word or a syllable with each, and not its name, or its bucket's, once more.
pub fn says_something(words: &str, label: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words = plain(words);
    let says = |c: char| if writes_syllables(c) { 2 } else { 1 };
    words.chars().map(says).sum::<usize>() >= 3
        && words != plain(label)
        && words != plain(Bucket::Other.label())
}

/// False for a step that would change nothing that counts: a handoff is accepted or rejected once, as an MQL.
pub fn has_effect(from: Stage, to: Stage) -> bool {
    from == Stage::Mql || !matches!(to, Stage::Sal | Stage::Rejected)
}

/// True for characters of Chinese, Japanese, Korean, Yi and similar scripts: two of them are a word.
fn writes_syllables(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}

/// True if a contact lies in a pass that began with `mql` and before the decision at `decided`. A bare day says nothing about
/// the order within it.
pub fn was_in_contact(contact: Moment, mql: Option<Moment>, decided: Moment, calendar: &Calendar) -> bool {
    let day = |at| calendar.day(at);
    let is_bare = |at: Moment| calendar.start_of_day(day(at)) == at;
    let is_before = match day(contact) == day(decided) {
        true => contact < decided && !is_bare(contact),
        false => contact < decided,
    };
    is_before && mql.is_none_or(|mql| day(mql) <= day(contact))
}

/// Whether `verb` is possible for a lead in this `position`.
///
/// # Errors
/// Why it is not.
pub fn check_lead(verb: Verb, position: Position, ladder: &Ladder) -> Result<(), Refusal> {
    let from = position.stage;
    if position.later {
        return Err(Refusal::Later);
    }
    let Some(to) = verb.enters() else {
        let may = |from| ladder.allows(from, Stage::Inquiry) || from == Stage::Mql && position.lapsed;
        return if from.is_some_and(may) { Ok(()) } else { Err(Refusal::OffTheLadder { from }) };
    };
    // An MQL that nobody decided about in time can become one again: silence is no way out of the ladder.
    if verb == Verb::Requalify && (from.is_none() || from == Some(Stage::Mql) && position.lapsed) {
        return Ok(());
    }
    if from == Some(to) {
        return Err(Refusal::Already);
    }
    let leads_to = |to| from.is_some_and(|from| ladder.allows(from, to) && has_effect(from, to));
    let is_out = match verb {
        Verb::Accept => !leads_to(to),
        Verb::Reject | Verb::Disqualify => !leads_to(Stage::Rejected) && !leads_to(Stage::Disqualified),
        Verb::Recycle | Verb::Requalify => false,
    };
    if let Some(from) = from.filter(|from| is_out && ladder.allows(*from, Stage::Mql)) {
        return Err(Refusal::OverMql(from));
    }
    // Whom sales was in contact with is no longer rejected; where the ladder asks for it, it is accepted before anything else.
    let over_sal = || {
        leads_to(Stage::Sal)
            && !leads_to(Stage::Disqualified)
            && ladder.allows(Stage::Sal, Stage::Disqualified)
    };
    match verb {
        Verb::Reject if position.contacted.is_some() && leads_to(Stage::Disqualified) => {
            Err(Refusal::Contacted)
        }
        Verb::Reject | Verb::Disqualify if position.contacted.is_some() && over_sal() => {
            Err(Refusal::AcceptFirst)
        }
        Verb::Disqualify if position.contacted.is_none() && leads_to(Stage::Rejected) => {
            Err(Refusal::NotContacted)
        }
        Verb::Reject if position.contacted.is_some() => Err(Refusal::OffTheLadder { from }),
        Verb::Disqualify if position.contacted.is_none() => Err(Refusal::Unspoken),
        _ if leads_to(to) => Ok(()),
        _ => Err(Refusal::OffTheLadder { from }),
    }
}

#[cfg(test)]
mod tests;
