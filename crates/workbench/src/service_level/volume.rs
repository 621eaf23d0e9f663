//! MQLs against what marketing has promised, tier by tier and month by month. The rule and the page ask the same function.

use plumbline_cube::{measure::Measure, query::Query};
use plumbline_domain::{
    calendar::{Grain, Period},
    commitment::{Commitments, Month, Volume},
    field::{Field, FieldName},
    moment::Moment,
};

use crate::{failure::Outcome, workspace::loaded::Loaded};

/// A tier with a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TierVolume {
    pub(crate) tier: String,
    /// Its months, the oldest first.
    pub(crate) months: Vec<MonthVolume>,
}

/// What was promised of a month, and what came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MonthVolume {
    pub(crate) period: Period,
    pub(crate) volume: Volume,
    /// False for the month that still runs: it has no verdict yet.
    pub(crate) is_over: bool,
}

impl TierVolume {
    /// The months that have a verdict.
    pub(crate) fn over(&self) -> Vec<MonthVolume> {
        self.months.iter().filter(|month| month.is_over).copied().collect()
    }
}

impl MonthVolume {
    pub(crate) fn month(&self) -> Month {
        Month::of(self.period.start)
    }
}

/// The measure whose handoffs are counted under the tier by the rules: every handoff has a clock of this kind.
pub(crate) const COUNTED_BY_TIER: Measure = Measure::FeedbackMet;

/// Per tier with a commitment: the months since the promise began that do not begin before what was imported, up to the one
/// that runs.
pub(crate) fn by_tier(loaded: &Loaded, as_of: Moment, commitments: &Commitments) -> Outcome<Vec<TierVolume>> {
    let weekly = Query::weekly(Measure::Volume, as_of, &loaded.settings);
    let Some(first) = loaded.cube.answer(&weekly)?.span().map(|span| span.start) else {
        return Ok(Vec::new());
    };
    let split = Some(FieldName::Canonical(Field::Tier));
    let monthly = Query { split, grain: Grain::Month, measure: COUNTED_BY_TIER, ..weekly };
    let answer = loaded.cube.answer(&monthly)?;
    let (calendar, mut found) = (&loaded.settings.calendar, Vec::new());
    let today = calendar.day(as_of);
    for tier in commitments.tiers() {
        let delivered = answer.series.iter().find(|series| series.split.as_deref() == Some(tier));
        let of = |period: Period| {
            let point = delivered.and_then(|series| series.points.iter().find(|at| at.period == period));
            point.map_or(0, |point| u64::from(point.n))
        };
        let mut months = Vec::new();
        let mut period = calendar.period(Grain::Month, first);
        while period.start <= today {
            let committed = commitments.committed(tier, Month::of(period.start));
            if let Some(committed) = committed.filter(|_| period.start >= first) {
                let volume = Volume { committed, delivered: of(period) };
                months.push(MonthVolume { period, volume, is_over: period.end <= today });
            }
            period = calendar.next(Grain::Month, period);
        }
        found.push(TierVolume { tier: tier.to_owned(), months });
    }
    Ok(found)
}
