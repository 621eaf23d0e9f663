//! What somebody may decide about a lead here, and what it takes: the one rule that panel, bulk action, keyboard,
//! command line and every other way in share.
//!
//! Rejection is before first contact, disqualification after it. Both need a reason of their own picklist, and a reason in
//! the bucket "other" needs words that say something.

use crate::{
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
                "Write a few words of your own, three letters at least; they are reviewed every month."
            }
            Refusal::Later => "Decide as of a later moment.",
            Refusal::Already => "Nothing is to be done.",
            Refusal::OffTheLadder { .. } => {
                "Settings, Stage ladder shows what may follow each stage, and is where it is changed."
            }
            Refusal::ContactEarlier => "Say when sales was in contact since then, or leave it out.",
            Refusal::OverMql(_) => "Make it an MQL (requalify): a new handoff begins, which can be decided.",
            Refusal::Contacted => "Disqualify it, with one of the reasons for after contact.",
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

/// True if `words` tell more than that the reason called `label` was picked: three letters or digits at least, and not its
/// name, or its bucket's, once more.
pub fn says_something(words: &str, label: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words = plain(words);
    words.chars().count() >= 3 && words != plain(label) && words != plain(Bucket::Other.label())
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
    // A lead that was contacted before anybody accepted it was taken up: disqualifying it is open from MQL as well.
    let leads_to = |to| {
        from.is_some_and(|from| ladder.allows(from, to) || (from, to) == (Stage::Mql, Stage::Disqualified))
    };
    let is_out = match verb {
        Verb::Accept => !leads_to(to),
        Verb::Reject | Verb::Disqualify => !leads_to(Stage::Rejected) && !leads_to(Stage::Disqualified),
        Verb::Recycle | Verb::Requalify => false,
    };
    if let Some(from) = from.filter(|from| is_out && ladder.allows(*from, Stage::Mql)) {
        return Err(Refusal::OverMql(from));
    }
    match verb {
        Verb::Reject if position.contacted.is_some() && leads_to(Stage::Disqualified) => {
            Err(Refusal::Contacted)
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
mod tests {
    use super::*;

    const CONTACT: Option<Moment> = Some(Moment(1));

    fn at(stage: Stage, contacted: Option<Moment>) -> Position {
        Position {
            stage: Some(stage),
            mql: Some(Moment(0)),
            contacted,
            on_record: contacted.is_some(),
            lapsed: false,
            later: false,
        }
    }

    #[test]
    fn a_rejection_needs_a_reason_of_its_list_and_other_needs_words() {
        let fit = Picked { label: "Too far", list: List::Rejection, bucket: Bucket::Fit, retired: false };
        let other = Picked { label: "Anders", bucket: Bucket::Other, ..fit };
        let after = Picked { list: List::Disqualification, bucket: Bucket::Other, ..fit };
        assert_eq!(check_reason(Verb::Reject, None, Some("words")), Err(Refusal::NoReason(Verb::Reject)));
        assert_eq!(check_reason(Verb::Reject, Some(fit), None), Ok(()));
        assert_eq!(check_reason(Verb::Reject, Some(after), None), Err(Refusal::OtherList(Verb::Reject)));
        for blank in [
            None,
            Some(""),
            Some(" \n"),
            Some("."),
            Some("- - -"),
            Some("x"),
            Some("n/a"),
            Some("\u{200b}\u{200b}\u{200b}"),
            Some("OTHER"),
            Some("\u{201c}anders\u{201d}."),
        ] {
            assert_eq!(check_reason(Verb::Reject, Some(other), blank), Err(Refusal::NoWords), "{blank:?}");
        }
        for said in ["CEO", "24h", "sans r\u{e9}ponse", "\u{91cd}\u{590d}\u{7684}", "other vendor"] {
            assert_eq!(check_reason(Verb::Reject, Some(other), Some(said)), Ok(()), "{said:?}");
        }
        assert_eq!(check_reason(Verb::Reject, Some(other), Some("moved")), Ok(()));
        assert_eq!(check_reason(Verb::Disqualify, Some(after), None), Ok(()), "no bucket, no words needed");
        let retired = Picked { retired: true, ..fit };
        assert_eq!(check_reason(Verb::Reject, Some(retired), None), Err(Refusal::Retired));
        let needless = check_reason(Verb::Accept, Some(fit), None);
        assert_eq!(needless, Err(Refusal::NeedlessReason(Verb::Accept)));
    }

    #[test]
    fn contact_parts_rejection_from_disqualification_and_each_names_the_other() {
        let ladder = Ladder::default();
        let check = |verb, contacted| check_lead(verb, at(Stage::Mql, contacted), &ladder);
        assert_eq!(check(Verb::Reject, None), Ok(()));
        assert_eq!(check(Verb::Reject, CONTACT), Err(Refusal::Contacted));
        assert_eq!(check(Verb::Disqualify, CONTACT), Ok(()));
        assert_eq!(check(Verb::Disqualify, None), Err(Refusal::NotContacted));
        let accepted = |contacted| check_lead(Verb::Disqualify, at(Stage::Sal, contacted), &ladder);
        assert_eq!(accepted(CONTACT), Ok(()));
        assert_eq!(accepted(None), Err(Refusal::Unspoken), "rejecting it is off the ladder");
        let late = check_lead(Verb::Reject, at(Stage::Sal, CONTACT), &ladder);
        assert_eq!(late, Err(Refusal::Contacted));
        for refusal in [Refusal::Contacted, Refusal::NotContacted] {
            let contacted = if refusal == Refusal::Contacted { CONTACT } else { None };
            let instead = refusal.instead().expect("both have one");
            assert_eq!(check(instead, contacted), Ok(()), "what is offered is possible");
        }
    }

    #[test]
    fn a_contact_that_is_told_lies_in_this_handoff_and_gives_way_to_the_record() {
        let began = Moment(100);
        let silent = Position { mql: Some(began), ..at(Stage::Mql, None) };
        assert_eq!(silent.with_contact(None), Ok(silent));
        assert_eq!(silent.with_contact(Some(Moment(99))), Err(Refusal::ContactEarlier));
        for told in [began, Moment(200)] {
            assert_eq!(silent.with_contact(Some(told)).map(|now| now.contacted), Ok(Some(told)));
        }
        let known = Position { on_record: true, contacted: Some(Moment(150)), ..silent };
        for told in [Moment(1), Moment(200)] {
            assert_eq!(known.with_contact(Some(told)), Ok(known), "what the record knows stands");
        }
        let qualified = Position { on_record: false, contacted: Some(Moment(150)), ..silent };
        assert_eq!(qualified.with_contact(Some(Moment(1))), Err(Refusal::ContactEarlier));
        let first = Position { mql: None, ..silent };
        assert!(first.with_contact(Some(Moment(1))).is_ok(), "without a handoff there is nothing to be older than");
    }

    #[test]
    fn the_ladder_says_what_may_follow() {
        let ladder = Ladder::default();
        let check = |verb, stage| check_lead(verb, at(stage, None), &ladder);
        assert_eq!(check(Verb::Accept, Stage::Mql), Ok(()));
        assert_eq!(check(Verb::Accept, Stage::Sal), Err(Refusal::Already));
        let won = Err(Refusal::OffTheLadder { from: Some(Stage::Won) });
        assert_eq!(check(Verb::Reject, Stage::Won), won);
        assert_eq!(check(Verb::Requalify, Stage::Rejected), Ok(()));
        assert_eq!(check(Verb::Requalify, Stage::Mql), Err(Refusal::Already));
        assert_eq!(check(Verb::Recycle, Stage::Lost), Ok(()));
        for (verb, stage) in [
            (Verb::Accept, Stage::Rejected),
            (Verb::Accept, Stage::Disqualified),
            (Verb::Reject, Stage::Lost),
            (Verb::Disqualify, Stage::Rejected),
        ] {
            let refusal = check(verb, stage).unwrap_err();
            assert_eq!(refusal, Refusal::OverMql(stage), "{verb:?}");
            assert!(refusal.hint().contains("requalify"));
            assert_eq!(
                refusal.instead().map(|verb| check(verb, stage)),
                Some(Ok(())),
                "and that is possible"
            );
        }
        assert_eq!(check(Verb::Reject, Stage::Rejected), Err(Refusal::Already));
        assert!(check(Verb::Recycle, Stage::Mql).is_err(), "somebody has to decide about it");
        let lapsed = Position { lapsed: true, ..at(Stage::Mql, None) };
        for verb in [Verb::Accept, Verb::Reject, Verb::Recycle, Verb::Requalify] {
            assert_eq!(check_lead(verb, lapsed, &ladder), Ok(()), "{verb:?}: silence is no way out");
        }
    }
}
