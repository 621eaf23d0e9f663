//! Questions.

use chrono::NaiveDate;
use plumbline_domain::{
    calendar::{Grain, Period},
    field::FieldName,
    handoff::Decision,
    ids::LeadId,
    moment::Moment,
    settings::Settings,
};

use crate::{
    cells::Within,
    mask::Mask,
    measure::{Basis, Known, Measure},
};

/// A question about handoffs.
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// What is asked.
    pub measure: Measure,
    /// How long a period is.
    pub grain: Grain,
    /// Which moment puts a handoff into a period.
    pub basis: Basis,
    /// One series per value of this field. `reason`, `bucket`, `disqualification.reason` and `decision` mean those of
    /// each handoff; every other field is the lead's, and the stage is the lead's as of `as_of`.
    pub split: Option<FieldName>,
    /// Only handoffs whose moments are known like this.
    pub known: Known,
    /// Only handoffs of these leads.
    pub filter: Option<&'a Mask>,
    /// First day, by the basis.
    pub from: Option<NaiveDate>,
    /// First day that no longer counts: days are half-open as all intervals are.
    pub to: Option<NaiveDate>,
    /// What was known at this moment. Handoffs that began later do not exist, later decisions were not made.
    pub as_of: Moment,
    /// Zone, weeks, fiscal year and decision window.
    pub settings: &'a Settings,
}

impl<'a> Query<'a> {
    /// Weekly cohorts of `measure`, unsplit and unfiltered.
    pub fn weekly(measure: Measure, as_of: Moment, settings: &'a Settings) -> Query<'a> {
        Query {
            measure,
            grain: Grain::Week,
            basis: Basis::Cohort,
            split: None,
            known: Known::All,
            filter: None,
            from: None,
            to: None,
            as_of,
            settings,
        }
    }
}

/// Which of the handoffs behind an answer: a bar, a point, a cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Only those of this period of the query's grain.
    pub period: Option<Period>,
    /// Only those of this series; the empty text is the series of blanks.
    pub split: Option<String>,
    /// Only those with this outcome.
    pub outcome: Outcome,
    /// Only those in these cells: of each facet one of the values.
    pub within: Vec<Within>,
}

impl Selection {
    /// Everything a query counts.
    pub const ALL: Selection =
        Selection { period: None, split: None, outcome: Outcome::Any, within: Vec::new() };

    /// The handoffs of a cell that have this outcome.
    pub fn cell(outcome: Outcome, within: Vec<Within>) -> Selection {
        Selection { outcome, within, ..Selection::ALL }
    }
}

/// What became of a handoff, as far as an answer counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Anything: the `n` of a point.
    Any,
    /// One of the four decisions.
    Decision(Decision),
    /// Counted in the numerator of the measure.
    Numerator,
    /// Counted in the denominator of the measure.
    Denominator,
}

/// A handoff that was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hit {
    /// The row of its lead in the frame.
    pub row: u32,
    /// Its lead.
    pub lead: LeadId,
    /// Which pass of that lead.
    pub pass: u16,
}
