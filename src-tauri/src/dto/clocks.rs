//! Clocks: what waits now, for whom, and which promises were kept.

use plumbline_domain::{calendar::Calendar, clock::Lasted, moment::Moment};
use plumbline_workbench::{
    service_level::{ClockBoard, ClockKind, ClockNow, Kept, KeptClock, Waits},
    wording,
};
use serde::Serialize;
use specta::Type;

use super::{
    chart::DrillView,
    rate::{RateView, drill},
    whole,
};

/// The clocks of a moment.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClocksView {
    /// As of when, as shown.
    pub as_of: String,
    /// True if no lead has a clock at all.
    pub empty: bool,
    /// All that wait.
    pub waits: WaitsView,
    /// By owner, whose are the most late first.
    pub owners: Vec<WaitsView>,
    /// The late ones, the latest first; not all of them where there are many.
    pub late: Vec<WaitingClockView>,
    /// Those that run, the next due first; not all of them where there are many.
    pub running: Vec<WaitingClockView>,
    /// What the four clocks are called, in the order of all cells.
    pub clocks: Vec<String>,
    /// The clocks that cannot run here, and why: a sentence each.
    pub silent: Vec<String>,
    /// Promises kept: all leads, then by tier, team and owner.
    pub kept: Vec<KeptByView>,
}

/// How many clocks wait.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaitsView {
    /// For whom; empty for nobody, and for all together.
    pub owner: String,
    /// How many are late.
    pub late: u32,
    /// Those.
    pub late_drill: DrillView,
    /// How many run.
    pub running: u32,
    /// Those.
    pub running_drill: DrillView,
    /// The longest of the late ones: `3 d 4 h`; empty without one.
    pub longest: String,
}

/// A clock somebody waits for.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaitingClockView {
    /// Of which lead.
    pub lead: u32,
    /// In which pass.
    pub pass: u32,
    /// Who it is.
    pub name: String,
    /// Where.
    pub company: String,
    /// Which clock, as shown.
    pub clock: String,
    /// Its tier; empty for none.
    pub tier: String,
    /// Its owner; empty for none.
    pub owner: String,
    /// `missed` or `running`.
    pub state: String,
    /// When it started, as shown; empty if that is not known exactly.
    pub started: String,
    /// The last moment at which the promise is kept, as shown.
    pub due: String,
    /// Since then, or since the start of one that runs: in hours of the clock.
    pub wall: String,
    /// The same in hours at work.
    pub work: String,
}

/// Promises kept, by what they are told apart.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeptByView {
    /// `Tier`, `Team`, `Owner`; empty for all leads.
    pub by: String,
    /// One row per value.
    pub rows: Vec<KeptView>,
}

/// Promises kept of one tier, team or owner.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeptView {
    /// As shown.
    pub name: String,
    /// A cell per clock.
    pub cells: Vec<KeptCellView>,
}

/// Clocks met of clocks due.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeptCellView {
    /// Met of due.
    pub rate: RateView,
    /// Those that were due.
    pub due_drill: DrillView,
    /// How many were missed.
    pub missed: u32,
    /// Those.
    pub missed_drill: DrillView,
    /// What the cell leaves out, in words; empty if nothing: those that run, were stopped, are unknown or unpromised.
    pub beside: String,
}

impl From<ClockBoard> for ClocksView {
    fn from(board: ClockBoard) -> Self {
        let all = KeptByView { by: String::new(), rows: vec![kept("", &board.kept)] };
        let by = board.by.iter().map(|(by, rows)| KeptByView {
            by: (*by).to_owned(),
            rows: rows.iter().map(|row| kept(by, row)).collect(),
        });
        let is_counted = |clock: &KeptClock| clock.tally.all() > 0;
        let now = |clocks: &[ClockNow]| clocks.iter().map(|clock| one(clock, &board.calendar)).collect();
        ClocksView {
            as_of: wording::moment(&board.calendar, board.as_of),
            empty: !board.kept.clocks.iter().any(is_counted)
                && board.waits.clocks.missed + board.waits.clocks.running == 0,
            waits: waits(&board.waits),
            owners: board.owners.iter().map(waits).collect(),
            late: now(&board.late),
            running: now(&board.running),
            clocks: ClockKind::ALL.map(|kind| kind.label().to_owned()).to_vec(),
            silent: board.silent,
            kept: std::iter::once(all).chain(by).collect(),
        }
    }
}

fn waits(waits: &Waits) -> WaitsView {
    let clocks = &waits.clocks;
    let whose = |what: &str| format!("{what} {}", clocks.owner).trim().to_owned();
    WaitsView {
        owner: clocks.owner.clone(),
        late: clocks.missed,
        late_drill: drill(whose("Late clocks"), &waits.late),
        running: clocks.running,
        running_drill: drill(whose("Running clocks"), &waits.running),
        longest: if clocks.missed > 0 { lasting(clocks.longest_ms) } else { String::new() },
    }
}

fn one(now: &ClockNow, calendar: &Calendar) -> WaitingClockView {
    let clock = &now.clock;
    let at = |at: Option<Moment>| at.map_or_else(String::new, |at| wording::moment(calendar, at));
    let told = clock.overdue.or(clock.elapsed);
    let lasted = |said: fn(&Lasted) -> String| told.as_ref().map_or_else(String::new, said);
    WaitingClockView {
        lead: whole(clock.lead.0),
        pass: u32::from(clock.pass),
        name: now.name.clone(),
        company: now.company.clone(),
        clock: clock.kind.label().to_owned(),
        tier: clock.tier.clone(),
        owner: clock.owner.clone(),
        state: clock.state.slug().to_owned(),
        started: at(clock.started),
        due: at(clock.due),
        wall: lasted(|told| lasting(told.wall_ms)),
        work: lasted(|told| wording::working(told.business_ms)),
    }
}

fn kept(by: &str, kept: &Kept) -> KeptView {
    let name = match (by, kept.value.as_str()) {
        ("", _) => "All leads".to_owned(),
        (by, "") => format!("No {}", by.to_lowercase()),
        ("Tier", tier) => format!("Tier {tier}"),
        (_, value) => value.to_owned(),
    };
    let cells = ClockKind::ALL.into_iter().zip(&kept.clocks);
    let cells = cells.map(|(kind, clock)| cell(&format!("{}, {name}", kind.label()), clock)).collect();
    KeptView { name, cells }
}

/// Clocks called `name`, counted.
pub(crate) fn cell(name: &str, clock: &KeptClock) -> KeptCellView {
    let tally = clock.tally;
    let beside = [
        (tally.running, "running"),
        (tally.stopped, "stopped without a verdict"),
        (tally.unknown, "unknown"),
        (tally.unpromised, "without a promise"),
    ];
    let beside = beside.into_iter().filter(|(n, _)| *n > 0);
    let beside: Vec<String> =
        beside.map(|(n, what)| format!("{} {what}", wording::count(n.into()))).collect();
    KeptCellView {
        rate: tally.rate().into(),
        due_drill: drill(format!("{name}: due"), &clock.due),
        missed: tally.missed,
        missed_drill: drill(format!("{name}: missed"), &clock.missed),
        beside: beside.join(", "),
    }
}

/// `3 d 4 h`, `4 h 10 min`, `12 min`
fn lasting(ms: i64) -> String {
    const MINUTE: i64 = Moment::HOUR / 60;
    let minutes = ms / MINUTE;
    match (minutes / (24 * 60), minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{} d {hours} h", wording::count(days.unsigned_abs())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_finely_as_they_matter() {
        let minutes = |minutes: i64| lasting(minutes * Moment::HOUR / 60);
        assert_eq!([minutes(12), minutes(250), minutes(76 * 60 + 59)], ["12 min", "4 h 10 min", "3 d 4 h"]);
    }
}
