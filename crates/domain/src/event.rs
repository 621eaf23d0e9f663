//! A lead entered a stage.

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
