//! Questions the cube does not answer, rather than answer wrongly.

use plumbline_domain::field::FieldName;
use thiserror::Error;

use crate::measure::{Basis, Measure};

/// Why a question was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// There is no measure of that name.
    #[error("There is no measure called “{0}”.")]
    MeasureUnknown(String),
    /// The measure is defined, but what it needs is not recorded.
    #[error("The measure “{0}” cannot be computed from what this workspace records.")]
    MeasureUnavailable(String),
    /// The measure makes no sense on that basis.
    #[error("{} cannot be counted by the date of the decision.", measure.label())]
    BasisDoesNotFit {
        /// What was asked.
        measure: Measure,
        /// On which basis.
        basis: Basis,
    },
    /// The split is itself an outcome that this measure does not count.
    #[error("{} cannot be split by {}.", measure.label(), split.label().to_lowercase())]
    SplitDoesNotFit {
        /// What was asked.
        measure: Measure,
        /// By what.
        split: FieldName,
    },
    /// No lead has the field.
    #[error("No lead has a field called “{0}”.")]
    FieldUnknown(String),
    /// The field has too many values, or is a moment.
    #[error("“{0}” has too many different values to split by.")]
    SplitTooWide(String),
    /// The handoffs spread over too many periods.
    #[error("The handoffs spread over more than {0} periods.")]
    TooManyPeriods(usize),
}

impl Refusal {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Refusal::MeasureUnknown(_) | Refusal::MeasureUnavailable(_) => {
                "Choose one of volume, acceptance, rejection, lapse, mql-to-sql, disqualification, \
                 sql-to-opportunity, win, time-to-decide, time-to-contact, sla-met (or one clock: sla-met-route, \
                 sla-met-decide, sla-met-first-contact, sla-met-feedback)."
            }
            Refusal::BasisDoesNotFit { .. } => "Count by cohort, the period in which the lead became an MQL.",
            Refusal::SplitDoesNotFit { .. } => {
                "Split rejections by reason or bucket, disqualifications by their reason, and the rest by a lead field."
            }
            Refusal::FieldUnknown(_) => {
                "Check the spelling; names of imported columns are written as in the file."
            }
            Refusal::SplitTooWide(_) => "Choose a field with fewer values, or filter first.",
            Refusal::TooManyPeriods(_) => "Name the first and the last day, or look for a mistyped date.",
        }
    }
}
