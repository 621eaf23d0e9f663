//! A lead entered a stage: what was told about it, and what of it stands.
//!
//! Everything files and people told about a lead is kept. Which of it stands follows from all of it together, so that the
//! order in which files came in changes nothing:
//! - a recorded event stands;
//! - a stamp gives way to a recorded event of its stage within a day, or in the same pass (a decision that only a stamp tells
//!   ends a pass, too);
//! - a bounded event that finds the lead in its stage already says nothing new; one that stands lies after all that is known
//!   of the lead before it, files that told it included;
//! - what a status beside the one of the ladder tells takes no lead back;
//! - a reason told without its exit explains the exit that stands when it is told, and is none itself;
//! - an exit told by one field for rejections and disqualifications is what else is told of it, or what first contact makes of
//!   it, or neither: [`Stage::Left`];
//! - a rejection that nothing gives a reason for stands under [`ReasonId::NOT_GIVEN`]: none is without a reason.

mod either;
mod standing;

pub use either::Contact;
pub use standing::{Around, keep_standing, standing};

use crate::{
    ids::{LeadId, ReasonId},
    moment::Moment,
    stage::Stage,
};

/// How a stage event is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Provenance {
    /// Somebody or some system wrote it down as it happened (a stage log, or a decision made here).
    Recorded,
    /// Read from a stamp column, which keeps one moment per stage and forgets the rest.
    Derived,
    /// It happened between two moments; which one is unknown.
    Bounded,
}

impl Provenance {
    /// The word shown and written to files.
    pub fn slug(self) -> &'static str {
        match self {
            Provenance::Recorded => "recorded",
            Provenance::Derived => "derived",
            Provenance::Bounded => "bounded",
        }
    }

    /// The provenance stored under `code`.
    pub fn from_code(code: u8) -> Option<Provenance> {
        [Provenance::Recorded, Provenance::Derived, Provenance::Bounded].get(usize::from(code)).copied()
    }
}

/// What an event says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Says {
    /// The lead entered the stage.
    #[default]
    Entered = 0,
    /// The same, in the words of a status that a system keeps beside the one of its ladder (HubSpot's lead status beside its
    /// lifecycle): it stands unless it takes the lead back behind that one.
    Beside = 50,
    /// Only why: a row gave the reason of an exit and did not say that the lead had left. It never stands, and explains the
    /// exit that the lead had taken when the row was told.
    Why = 100,
    /// The lead left, by one field that means rejection and disqualification alike. Which of both it was is settled when it is
    /// read, from all that is known then. Its stage is what the file's own status says where no contact is known, or
    /// [`Stage::Left`].
    Either = 150,
    /// Only why, by such a field: what its word means as a reason of that exit.
    EitherWhy = 200,
}

impl Says {
    const ALL: [Says; 5] = [Says::Entered, Says::Beside, Says::Why, Says::Either, Says::EitherWhy];

    /// True for a reason alone, which is no event.
    pub fn is_why(self) -> bool {
        matches!(self, Says::Why | Says::EitherWhy)
    }
}

/// An event as it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it would be if it stood. Of a reason alone, `at` is the moment of the file from which on it was told.
    pub event: StageEvent,
    /// What it says.
    pub says: Says,
}

impl Told {
    /// The number under which a stage told like this is stored; events of one moment stand in the order of it.
    pub fn code(stage: Stage, says: Says) -> u8 {
        stage.code() + says as u8
    }

    /// What the number means.
    pub fn from_code(code: u8) -> Option<(Stage, Says)> {
        let says = Says::ALL[usize::from(code / Says::Beside as u8).min(Says::ALL.len() - 1)];
        Some((Stage::from_code(code - says as u8)?, says))
    }

    /// True for an exit of which it does not say whether it was a rejection or a disqualification.
    pub fn is_open_exit(&self) -> bool {
        self.says == Says::Either || self.event.stage == Stage::Left && !self.says.is_why()
    }
}

impl From<StageEvent> for Told {
    fn from(event: StageEvent) -> Told {
        Told { event, says: Says::Entered }
    }
}

/// A lead entered a stage at a time.
///
/// For `Bounded` events `at` is the latest possible moment and `not_before` the earliest; for the others
/// `not_before` equals `at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageEvent {
    /// Who.
    pub lead: LeadId,
    /// Where to.
    pub stage: Stage,
    /// When (latest possible).
    pub at: Moment,
    /// Earliest possible moment.
    pub not_before: Moment,
    /// How it is known.
    pub provenance: Provenance,
    /// Why, for rejections and disqualifications.
    pub reason: Option<ReasonId>,
}

/// True if two moments of `stage` belong to one pass (see [`crate::handoff`]) of a lead with these `passages`: for a stage
/// up to MQL if nobody decided between them and the window did not end, for one after it if no MQL lies between.
pub fn in_one_pass(
    mut passages: impl Iterator<Item = (Stage, Moment)>,
    stage: Stage,
    moments: (Moment, Moment),
    window_hours: u32,
) -> bool {
    let (first, last) = (moments.0.min(moments.1), moments.0.max(moments.1));
    if stage <= Stage::Mql {
        let decided = |(stage, at)| stage > Stage::Mql && first < at && at < last;
        return last < first.plus_hours(window_hours) && !passages.any(decided);
    }
    !passages.any(|(stage, at)| stage == Stage::Mql && first < at && at <= last)
}
