//! What fires a consequence rule as of now, one file per kind of rule, and how often luck alone would.

mod acceptance;
mod clock;
mod opened;
mod origin;
mod past;
mod volume;

pub use past::Past;

use chrono::NaiveDate;
use plumbline_cube::{answer::Point, measure::Measure, query::Query};
use plumbline_domain::{
    calendar::Calendar, commitment::Commitments, consequence::When, field::Field, moment::Moment,
};
use serde_json::{Map, Value, json};

use super::terms;
use crate::{
    failure::Outcome,
    wording,
    workspace::{Workspace, loaded::Loaded},
};

pub(super) use opened::Opened;

/// So many settled weeks are what a workspace is like lately: a quarter.
const RECENT: usize = 13;
const YEAR: u32 = 52;

/// Something that fires a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Firing {
    /// Rule and what fires it: the same thing has the same key however often it is looked at.
    pub key: String,
    /// What fires it, in a few words.
    pub subject: String,
    /// Whose leads they are, for rules about leads of one rep.
    pub rep: Option<String>,
    /// The numbers as they are now.
    pub evidence: Map<String, Value>,
    /// True if there is an item for it, open or closed.
    pub is_opened: bool,
}

/// How often a rule fires by luck in this workspace, as it has been lately.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    /// That one week, month or value is below by luck.
    pub one: f64,
    /// That the rule fires at least once in a quarter.
    pub quarter: f64,
    /// That it fires at least once in a year; for rules that look at a quarter as a whole, the same.
    pub year: f64,
    /// The rate that is taken as true; `None` for volumes.
    pub rate: Option<f64>,
    /// Handoffs decided in a week, or MQLs in a month.
    pub volume: f64,
}

impl Odds {
    /// In words: `fires by luck once in 11 quarters here: 82 % of 20 a week`.
    pub fn sentence(&self) -> String {
        let basis = match self.rate {
            Some(rate) => format!("{} of {:.0} a week", wording::percent(rate), self.volume),
            None => format!("{:.0} MQLs a month", self.volume),
        };
        let often = match self.quarter {
            p if p < 0.001 => "less than once in 1,000 quarters".to_owned(),
            p if p <= 0.5 => {
                let quarters = (1.0 / p).round() as u64;
                format!("once in {} quarters", wording::count(quarters))
            }
            p if p < 0.995 => format!("in {} of all quarters", wording::percent(p)),
            _ => "in nearly every quarter".to_owned(),
        };
        format!("fires by luck {often} here: {basis}")
    }
}

/// What rules look at.
pub(crate) struct Numbers<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) as_of: Moment,
    pub(super) commitments: &'a Commitments,
    /// Weekly acceptance, up to the last settled week.
    weeks: Vec<Point>,
}

impl Workspace {
    /// Shows what rules look at as of now to `see`.
    pub(crate) fn numbers_now<T>(&self, see: impl FnOnce(&Numbers<'_>) -> Outcome<T>) -> Outcome<T> {
        let (loaded, as_of) = (self.loaded()?, self.now()?);
        loaded.ensure_clocks_and(self.store(), &[Field::Source, Field::Campaign])?;
        let commitments = self.store().read(terms::commitments)?;
        see(&Numbers::of(&loaded, as_of, &commitments)?)
    }
}

impl<'a> Numbers<'a> {
    fn of(loaded: &'a Loaded, as_of: Moment, commitments: &'a Commitments) -> Outcome<Numbers<'a>> {
        let query = Query::weekly(Measure::Acceptance, as_of, &loaded.settings);
        let mut weeks =
            loaded.cube.answer(&query)?.series.pop().map(|series| series.points).unwrap_or_default();
        weeks.truncate(weeks.iter().rposition(|point| point.settled).map_or(0, |last| last + 1));
        Ok(Numbers { loaded, as_of, commitments, weeks })
    }

    fn query(&self, measure: Measure) -> Query<'_> {
        Query::weekly(measure, self.as_of, &self.loaded.settings)
    }

    fn calendar(&self) -> &Calendar {
        &self.loaded.settings.calendar
    }

    fn iso(&self, at: Moment) -> String {
        wording::iso(self.calendar(), at)
    }

    /// The settled weeks of the last quarter.
    fn recent(&self) -> impl Iterator<Item = &Point> {
        self.weeks.iter().skip(self.weeks.len().saturating_sub(RECENT)).filter(|point| point.settled)
    }

    /// First day of the last quarter, and the first day after its last settled week.
    fn recent_days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let mut recent = self.recent();
        let first = recent.next()?;
        Some((first.period.start, recent.last().unwrap_or(first).period.end))
    }

    /// Accepted and decided in a week, lately, on average; `None` without a settled week.
    fn acceptance(&self) -> Option<(f64, f64)> {
        let (weeks, accepted, decided) = self.recent().fold((0_u32, 0_u32, 0_u32), |(weeks, a, d), point| {
            (weeks + 1, a + point.accepted, d + point.decided())
        });
        (decided > 0)
            .then(|| (f64::from(accepted) / f64::from(decided), f64::from(decided) / f64::from(weeks)))
    }

    /// What fires a rule now.
    pub(super) fn firings(&self, when: &When, opened: &Opened) -> Outcome<Vec<Firing>> {
        let mut firings = match when {
            When::AcceptanceBelow { level, weeks } => acceptance::firings(self, when, *level, *weeks),
            When::ClockMissed { tier, clock } => return clock::firings(self, when, tier, *clock, opened),
            When::VolumeMissed { months } => volume::firings(self, when, *months)?,
            When::SourceBelow { origin, level } => origin::firings(self, when, *origin, *level)?,
        };
        firings.iter_mut().for_each(|firing| firing.is_opened = opened.has(&firing.key));
        Ok(firings)
    }

    /// How often luck alone would fire it; `None` for a rule that looks at one thing that happened, and where there is
    /// nothing to go by yet.
    pub(crate) fn odds(&self, when: &When) -> Outcome<Option<Odds>> {
        match when {
            When::AcceptanceBelow { level, weeks } => Ok(acceptance::odds(self, *level, *weeks)),
            When::ClockMissed { .. } => Ok(None),
            When::VolumeMissed { months } => volume::odds(self, *months),
            When::SourceBelow { origin, level } => origin::odds(self, *origin, *level),
        }
    }
}

fn week(point: &Point) -> Value {
    json!({
        "start": point.period.start.to_string(),
        "end": point.period.end.to_string(),
        "accepted": point.accepted,
        "decided": point.decided(),
        "value": point.value,
        "lower": point.lower,
        "upper": point.upper,
    })
}

fn evidence(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => Map::from_iter([("value".to_owned(), other)]),
    }
}
