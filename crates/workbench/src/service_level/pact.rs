//! What marketing and sales have promised each other, and what was kept: the same months and the same arithmetic on both sides.

use plumbline_cube::{
    clocks::{ClockSeries, ClockTally},
    measure::Measure,
    query::{Outcome as Part, Query, Selection},
};
use plumbline_domain::{
    calendar::{Calendar, Grain, Period},
    clock::{Basis, ClockKind, ServiceLevels, Target},
    commitment::Volume,
    field::{Field, FieldName},
    moment::Moment,
};
use plumbline_stats::Rate;

use super::{
    KeptClock, terms,
    volume::{self, COUNTED_BY_TIER, MonthVolume, TierVolume},
};
use crate::{
    failure::Outcome,
    handoff::{Drill, Question},
    wording,
    workspace::{Workspace, loaded::Loaded},
};

/// Most months on the page: it is to be read at once, and printed.
const MONTHS: usize = 6;

/// Both sides of the agreement.
#[derive(Clone, Debug)]
pub struct Pact {
    /// As of when.
    pub as_of: Moment,
    /// For months in words.
    pub calendar: Calendar,
    /// The months of both sides, the oldest first; the last one still runs.
    pub months: Vec<Period>,
    /// How much of the running month is gone, from 0 to 1.
    pub gone: f64,
    /// What marketing has promised: MQLs of a tier in a month. Empty if nothing is.
    pub marketing: Vec<VolumePromise>,
    /// Months kept of months over, all tiers.
    pub marketing_kept: Rate,
    /// What sales has promised: a clock of a tier.
    pub sales: Vec<ClockPromise>,
    /// Clocks met of clocks due, all of them.
    pub sales_kept: Rate,
}

/// So many MQLs of a tier in a month.
#[derive(Clone, Debug, PartialEq)]
pub struct VolumePromise {
    /// Which tier.
    pub tier: String,
    /// What came, month by month as in [`Pact::months`]; `None` before the promise began.
    pub months: Vec<Option<VolumeKept>>,
    /// Months kept of months over.
    pub kept: Rate,
}

/// What came of a month.
#[derive(Clone, Debug, PartialEq)]
pub struct VolumeKept {
    /// Promised and delivered.
    pub volume: Volume,
    /// Whether that kept the promise.
    pub verdict: Verdict,
    /// The leads that came.
    pub drill: Drill,
}

/// Whether a promise was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It was, also before the month is over.
    Met,
    /// The month is over, and it was not.
    Missed,
    /// The month still runs.
    Running,
}

impl Verdict {
    /// As written in files and on screen.
    pub fn slug(self) -> &'static str {
        ["met", "missed", "running"][self as usize]
    }
}

/// A clock of a tier.
#[derive(Clone, Debug, PartialEq)]
pub struct ClockPromise {
    /// Which tier; empty for leads without one.
    pub tier: String,
    /// Which clock.
    pub clock: ClockKind,
    /// Within what.
    pub target: Target,
    /// What was kept, month by month of the MQL as in [`Pact::months`].
    pub months: Vec<KeptClock>,
    /// All these months.
    pub kept: KeptClock,
}

impl Workspace {
    /// What was promised and what was kept, on both sides. A lapse is silence: it counts as an MQL that came, and as a clock that
    /// was missed, and as a rejection nowhere.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn pact(&self) -> Outcome<Pact> {
        let (loaded, as_of) = (self.loaded()?, self.now()?);
        loaded.ensure_clocks(self.store())?;
        let (commitments, levels) = self
            .store()
            .read(|reader| -> Outcome<_> { Ok((terms::commitments(reader)?, terms::levels(reader)?)) })?;
        let calendar = &loaded.settings.calendar;
        let volumes = volume::by_tier(&loaded, as_of, &commitments)?;
        let months = months(&loaded, as_of)?;
        let sales = sales(&loaded, as_of, &levels, &months)?;
        let marketing: Vec<VolumePromise> = volumes.iter().map(|tier| promise(tier, &months)).collect();
        let gone = months.last().map_or(0.0, |period| {
            let (start, end) = calendar.bounds(*period);
            (as_of.0 - start.0) as f64 / (end.0 - start.0) as f64
        });
        let sum = |rates: Vec<Rate>| rates.into_iter().fold(Rate::default(), Rate::plus);
        Ok(Pact {
            as_of,
            calendar: calendar.clone(),
            gone: gone.clamp(0.0, 1.0),
            marketing_kept: sum(marketing.iter().map(|one| one.kept).collect()),
            sales_kept: sum(sales.iter().map(|one| one.kept.tally.rate()).collect()),
            months,
            marketing,
            sales,
        })
    }
}

/// A promise in words: `within 30 minutes at work`, `within 48 hours`.
pub fn target_words(target: Target) -> String {
    let length = match (target.minutes / 60, target.minutes % 60) {
        (hours, 0) => wording::counted(hours.into(), "hour", "hours"),
        (0, minutes) => wording::counted(minutes.into(), "minute", "minutes"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    };
    match target.basis {
        Basis::Wall => format!("within {length}"),
        Basis::Business => format!("within {length} at work"),
    }
}

/// The last months with an MQL, up to the one that runs.
fn months(loaded: &Loaded, as_of: Moment) -> Outcome<Vec<Period>> {
    let weekly = Query::weekly(Measure::Volume, as_of, &loaded.settings);
    let calendar = &loaded.settings.calendar;
    let Some(first) = loaded.cube.answer(&weekly)?.span().map(|span| span.start) else {
        return Ok(Vec::new());
    };
    let last = calendar.period_at(Grain::Month, as_of);
    let mut period = calendar.period(Grain::Month, first);
    let mut months = Vec::new();
    while period.start <= last.start {
        months.push(period);
        period = calendar.next(Grain::Month, period);
    }
    Ok(months.split_off(months.len().saturating_sub(MONTHS)))
}

fn promise(tier: &TierVolume, months: &[Period]) -> VolumePromise {
    let kept = |period: &Period| {
        let month: &MonthVolume = tier.months.iter().find(|month| month.period == *period)?;
        let verdict = match (month.volume.is_missed(), month.is_over) {
            (false, _) => Verdict::Met,
            (true, true) => Verdict::Missed,
            (true, false) => Verdict::Running,
        };
        let question = monthly(COUNTED_BY_TIER);
        let split = Some(tier.tier.clone());
        let all = Selection { period: Some(*period), split, outcome: Part::Any, ..Selection::ALL };
        Some(VolumeKept { volume: month.volume, verdict, drill: Drill::of(&question, &all) })
    };
    let months: Vec<Option<VolumeKept>> = months.iter().map(kept).collect();
    let shown = || months.iter().flatten();
    let verdicts = |verdict| shown().filter(|month| month.verdict == verdict).count() as u64;
    let (met, missed) = (verdicts(Verdict::Met), verdicts(Verdict::Missed));
    VolumePromise { tier: tier.tier.clone(), kept: Rate::new(met, met + missed), months }
}

/// Every clock that is promised to a tier of which there is a lead.
fn sales(
    loaded: &Loaded,
    as_of: Moment,
    levels: &ServiceLevels,
    months: &[Period],
) -> Outcome<Vec<ClockPromise>> {
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return Ok(Vec::new()) };
    let weekly = Query::weekly(Measure::SlaMet, as_of, &loaded.settings);
    let split = Some(FieldName::Canonical(Field::Tier));
    let (from, to) = (Some(first.start), Some(last.end));
    let query = Query { split, grain: Grain::Month, from, to, ..weekly };
    let mut series = loaded.cube.clock_counts(&query)?;
    // Tiers in their own order rather than by size; leads without one come last.
    series.sort_by_key(|series| {
        let tier = series.split.clone().unwrap_or_default();
        (tier.is_empty(), tier)
    });
    let mut found = Vec::new();
    for series in &series {
        let tier = series.split.as_deref().unwrap_or_default();
        for clock in ClockKind::ALL {
            let name = Some(tier).filter(|tier| !tier.is_empty());
            if let Some(target) = levels.target(name, clock) {
                found.push(clock_promise(series, tier, clock, target, months));
            }
        }
    }
    Ok(found)
}

fn clock_promise(
    series: &ClockSeries,
    tier: &str,
    clock: ClockKind,
    target: Target,
    months: &[Period],
) -> ClockPromise {
    let question = |period: Option<Period>| {
        let span = months.first().zip(months.last());
        let span = span.map(|(first, last)| (first.start.to_string(), last.end.to_string()));
        let (from, to) = match (period, span) {
            (None, Some((from, to))) => (Some(from), Some(to)),
            _ => (None, None),
        };
        Question { from, to, ..monthly(Measure::of_clock(clock)) }
    };
    let kept = |tally: ClockTally, period: Option<Period>| {
        let drill = |part: &str| {
            let drill = Drill::of_clocks(&question(period), Some(tier), part);
            period.map_or(drill.clone(), |period| drill.within(period))
        };
        KeptClock { tally, missed: drill("missed"), due: drill("denominator") }
    };
    let of_month = |period: &Period| {
        let counted = series.periods.iter().find(|(at, _)| at == period);
        kept(counted.map_or_else(ClockTally::default, |(_, tallies)| tallies[clock as usize]), Some(*period))
    };
    ClockPromise {
        tier: tier.to_owned(),
        clock,
        target,
        months: months.iter().map(of_month).collect(),
        kept: kept(series.total[clock as usize], None),
    }
}

fn monthly(measure: Measure) -> Question {
    Question { grain: "month".to_owned(), split: Some("tier".to_owned()), ..Question::weekly(measure.slug()) }
}
