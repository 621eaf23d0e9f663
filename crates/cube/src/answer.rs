//! Answers: what a chart draws and a table prints.

use std::sync::Arc;

use plumbline_domain::{
    calendar::{Grain, Period},
    field::FieldName,
    ladder::Ladder,
    moment::Moment,
    stage::Stage,
};
use plumbline_stats::{Interval, Rate, control::Signal};

use crate::measure::{Basis, Known, Measure};

/// The answer to a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What was asked.
    pub measure: Measure,
    /// The length of the periods.
    pub grain: Grain,
    /// Which moment put a handoff into a period.
    pub basis: Basis,
    /// By which field the series are split.
    pub split: Option<FieldName>,
    /// Which handoffs took part, by how their moments are known.
    pub known: Known,
    /// As of when.
    pub as_of: Moment,
    /// One series, or one per value of the split: buckets and decisions in their own order, other values by size, blank
    /// last. All have the same periods, without gaps, from the first to the last that has a handoff.
    pub series: Vec<Series>,
    /// On the decided basis: decisions whose moment is known only within bounds. They are in no period.
    pub undated: u32,
    /// Handoffs of the days asked for that take no part because of how their moments are known.
    pub left_out: u32,
    /// What stages are called in the words around the numbers: as everywhere, until somebody puts a workspace's ladder here.
    pub ladder: Ladder,
}

impl Answer {
    /// What handoffs are called that left by a field that means rejection and disqualification alike.
    pub const UNCLEAR: &str = "Left, kind unknown";

    /// The measure as shown to people, with what the stages are called.
    pub fn measure_label(&self) -> String {
        let [mql, sql, opportunity, won] =
            [Stage::Mql, Stage::Sql, Stage::Opportunity, Stage::Won].map(|stage| self.ladder.label(stage));
        match self.measure {
            // A name that is usual is written small inside the phrase; one that somebody gave is left as it is.
            _ if self.ladder.is_called_as_usual() => self.measure.label().to_owned(),
            Measure::MqlToSql => format!("{mql} to {sql}"),
            Measure::SqlToOpportunity => format!("{sql} to {opportunity}"),
            Measure::Win => format!("{opportunity} to {won}"),
            measure => measure.label().to_owned(),
        }
    }

    /// What the stage is called with which a handoff begins.
    pub fn begins(&self) -> &str {
        self.ladder.label(Stage::Mql)
    }

    /// All points, series by series.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.series.iter().flat_map(|series| &series.points)
    }

    /// From the first day of the first period to the end of the last; `None` without any handoff.
    pub fn span(&self) -> Option<Period> {
        self.series.first().map(|series| series.total.period)
    }

    /// Handoffs of which nobody can tell how they left: they count as handoffs, and in no rate of rejections or acceptances.
    /// Of the disqualification rate also accepted leads are left out that left so.
    pub fn unclear(&self) -> u64 {
        let accepted = |total: &Point| match self.measure {
            Measure::Disqualification => total.accepted.saturating_sub(total.denominator),
            _ => 0,
        };
        let of_series = |series: &Series| u64::from(series.total.unclear + accepted(&series.total));
        self.series.iter().map(of_series).sum()
    }

    /// True if nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }
}

/// The points of one value of the split.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The value; `None` without a split, empty for leads without a value.
    pub split: Option<Arc<str>>,
    /// The value as people know it (a reason's label, a bucket's name); empty if blank or without a split.
    pub label: String,
    /// One point per period.
    pub points: Vec<Point>,
    /// All periods as one point, without control limits.
    pub total: Point,
}

/// A period of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// When.
    pub period: Period,
    /// The value of the split.
    pub split: Option<Arc<str>>,
    /// How many handoffs.
    pub n: u32,
    /// Accepted among them.
    pub accepted: u32,
    /// Rejected among them.
    pub rejected: u32,
    /// Lapsed among them.
    pub lapsed: u32,
    /// Pending among them.
    pub pending: u32,
    /// Those that left by a field that means rejection and disqualification alike, and nobody can tell which: decided, and in
    /// neither rate.
    pub unclear: u32,
    /// Numerator of the measure; for durations, how many were measured.
    pub numerator: u32,
    /// Denominator of the measure; for durations, how many were measured. Where the series are parts of a whole (by
    /// reason, bucket, decision) it is that of the whole period.
    pub denominator: u32,
    /// The value: a count, a proportion from 0 to 1, or a median in hours. `None` where the denominator is 0.
    pub value: Option<f64>,
    /// For acceptance and rejection: the same numerator of all handoffs, the undecided ones included.
    pub cohort_value: Option<f64>,
    /// Lower end of the 95 % interval of a proportion.
    pub lower: Option<f64>,
    /// Upper end of it.
    pub upper: Option<f64>,
    /// For durations: the 90th percentile in hours.
    pub p90: Option<f64>,
    /// How the moments behind the point are known.
    pub provenance: Provenances,
    /// True if the period is over and at least 95 % of it is decided, or no decision window is open any more. An
    /// unsettled point takes part in no alarm.
    pub settled: bool,
    /// Control limits of a proportion, where there are any.
    pub control: Option<Control>,
}

impl Point {
    /// The rate behind the value.
    pub fn rate(&self) -> Rate {
        Rate::new(u64::from(self.numerator), u64::from(self.denominator))
    }

    /// The 95 % interval of a proportion.
    pub fn interval(&self) -> Option<Interval> {
        Some(Interval { lower: self.lower?, upper: self.upper? })
    }

    /// Accepted and rejected.
    pub fn decided(&self) -> u32 {
        self.accepted + self.rejected
    }
}

/// Handoffs by the least certain of their moments: MQL and decision, or MQL and first contact.
///
/// The sum is `n`, save for durations: there only handoffs that have both moments are counted, of which the recorded and the
/// derived are those measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Provenances {
    /// Somebody wrote all of them down as they happened.
    pub recorded: u32,
    /// At least one was read from a stamp.
    pub derived: u32,
    /// Of at least one only the bounds are known.
    pub bounded: u32,
}

/// What a p-chart says about a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Control {
    /// Mean of the settled points, weighted by n.
    pub center: f64,
    /// Lower limit for this n.
    pub lower: f64,
    /// Upper limit for this n.
    pub upper: f64,
    /// On which side of the limits the point lies; never set on an unsettled point.
    pub signal: Option<Signal>,
}
