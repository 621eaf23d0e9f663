//! The clocks on one page: what waits now, for whom, and which promises were kept, each count with the leads behind it.

use chrono::Days;
use plumbline_cube::{
    clocks::{ClockSeries, ClockTally, OpenClocks, OwnerWaiting, Tallies},
    measure::Measure,
};
use plumbline_domain::{
    calendar::{Calendar, Grain},
    clock::ClockKind,
    field::Field,
    moment::Moment,
};

use super::{ClockNow, met::sum, names};
use crate::{
    failure::Outcome,
    handoff::{Asked, Drill, Question},
    workspace::Workspace,
};

/// By what promises are told apart: field, and as shown.
const BY: [(&str, &str); 3] = [("tier", "Tier"), ("team", "Team"), ("owner", "Owner")];

/// The clocks of a moment, and how promises were kept lately.
#[derive(Clone, Debug)]
pub struct ClockBoard {
    /// As of when.
    pub as_of: Moment,
    /// For days and hours in words.
    pub calendar: Calendar,
    /// The late ones, the latest first: at most as many as were asked for.
    pub late: Vec<ClockNow>,
    /// Those that run, the next due first: at most as many as were asked for.
    pub running: Vec<ClockNow>,
    /// All of both.
    pub waits: Waits,
    /// By owner, whose are the most late first.
    pub owners: Vec<Waits>,
    /// The clocks that cannot run here, and why: a sentence each.
    pub silent: Vec<String>,
    /// Promises kept: all leads.
    pub kept: Kept,
    /// The same by tier, team and owner; each with what it is by, as shown.
    pub by: Vec<(&'static str, Vec<Kept>)>,
}

/// How many clocks wait.
#[derive(Clone, Debug, PartialEq)]
pub struct Waits {
    /// For whom; empty for nobody, and for all together.
    pub clocks: OwnerWaiting,
    /// The late ones.
    pub late: Drill,
    /// Those that run.
    pub running: Drill,
}

/// Promises kept, clock by clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Of which tier, team or owner; empty for leads without one, and for all together.
    pub value: String,
    /// In the order of [`ClockKind::ALL`].
    pub clocks: [KeptClock; 4],
}

/// Clocks of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptClock {
    /// What they say.
    pub tally: ClockTally,
    /// Those that were due.
    pub due: Drill,
    /// Those that were missed.
    pub missed: Drill,
}

impl Workspace {
    /// What waits now, and which promises were kept by leads that became MQL in this week or the `weeks` before it (`None`: ever).
    /// Lists at most `shown` late and `shown` running clocks; the counts are those of all.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn clock_board(&self, weeks: Option<u32>, shown: usize) -> Outcome<ClockBoard> {
        let loaded = self.loaded()?;
        loaded.ensure_clocks_and(self.store(), &names::FIELDS)?;
        let asked = Asked::read(self, &loaded, &Question::weekly("sla-met"))?;
        let calendar = loaded.settings.calendar.clone();
        let OpenClocks { owners, late, running } = loaded.cube.clock_waiting(&asked.query(&loaded), shown)?;
        let all = owners.iter().fold(OwnerWaiting::default(), |sum, owner| OwnerWaiting {
            running: sum.running + owner.running,
            missed: sum.missed + owner.missed,
            longest_ms: sum.longest_ms.max(owner.longest_ms),
            ..sum
        });
        let first = |weeks: u32| {
            let week = calendar.period_at(Grain::Week, asked.as_of).start;
            week.checked_sub_days(Days::new(7 * u64::from(weeks))).map(|day| day.to_string())
        };
        let question = Question { from: weeks.and_then(first), ..Question::weekly("sla-met") };
        let whole = sum(&self.levels_met(&question)?.series);
        let by = BY.into_iter().map(|(field, label)| -> Outcome<_> {
            let question = Question { split: Some(field.to_owned()), ..question.clone() };
            let mut series = self.levels_met(&question)?.series;
            if field == "tier" {
                // Tiers have an order of their own.
                series.sort_by_key(|series| {
                    let tier = series.split.clone().unwrap_or_default();
                    (tier.is_empty(), tier)
                });
            }
            let of = |series: &ClockSeries| kept(&question, series.split.as_deref(), series.total);
            Ok((label, series.iter().map(of).collect()))
        });
        Ok(ClockBoard {
            as_of: asked.as_of,
            waits: waits(all, false),
            owners: owners.into_iter().map(|owner| waits(owner, true)).collect(),
            late: self.named(&loaded, late)?,
            running: self.named(&loaded, running)?,
            silent: silent(&loaded.cube.silent_clocks(asked.as_of, &loaded.settings)),
            kept: kept(&question, None, whole),
            by: by.collect::<Outcome<_>>()?,
            calendar,
        })
    }
}

fn silent(clocks: &[ClockKind]) -> Vec<String> {
    let why = |kind: &ClockKind| match kind {
        ClockKind::Route => Some(format!(
            "no lead has a \u{201c}{}\u{201d}, so nobody can say that one was routed late. Map that column when you import.",
            Field::RoutedAt.label()
        )),
        ClockKind::FirstContact => Some(format!(
            "no lead has a \u{201c}{}\u{201d}, and no activity of sales is known, so nobody can say that one was contacted late. \
             Map that column, or import what sales logged.",
            Field::FirstContactAt.label()
        )),
        // A decision ends them, and decisions are always written down.
        ClockKind::Decide | ClockKind::Feedback => None,
    };
    let told = |kind: &ClockKind| Some(format!("{} does not run here: {}", kind.label(), why(kind)?));
    clocks.iter().filter_map(told).collect()
}

fn waits(clocks: OwnerWaiting, by_owner: bool) -> Waits {
    let split = by_owner.then(|| "owner".to_owned());
    let question = Question { split, ..Question::weekly("sla-met") };
    let owner = Some(clocks.owner.as_str()).filter(|_| by_owner);
    let drill = |part: &str| Drill::of_clocks(&question, owner, part);
    let (late, running) = (drill("late"), drill("running"));
    Waits { clocks, late, running }
}

fn kept(question: &Question, value: Option<&str>, tallies: Tallies) -> Kept {
    let clock = |kind: ClockKind| {
        let question = Question { metric: Measure::of_clock(kind).slug().to_owned(), ..question.clone() };
        KeptClock {
            tally: tallies[kind as usize],
            due: Drill::of_clocks(&question, value, "denominator"),
            missed: Drill::of_clocks(&question, value, "missed"),
        }
    };
    Kept { value: value.unwrap_or_default().to_owned(), clocks: ClockKind::ALL.map(clock) }
}
