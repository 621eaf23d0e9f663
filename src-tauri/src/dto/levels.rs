//! What each tier is promised, and how it was kept.

use plumbline_domain::clock::{Basis as DomainBasis, ClockKind, Preset, Target};
use plumbline_workbench::{
    desk::{Effect, LevelCell, LevelRow, Levels, PresetEffect},
    failure::{Failure, Outcome},
    service_level::ClockTally,
    wording,
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Hours of a year: more is no promise.
const MOST_HOURS: u64 = 8_784;
const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// Promises kept of those due, as they are and as they would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EffectView {
    /// The clock, as shown.
    pub label: String,
    /// `34 of 60 met, 57 %`.
    pub now: String,
    /// The same as it would be.
    pub then: String,
    /// False if both are the same.
    pub changed: bool,
}

/// What is promised to whom.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelsView {
    /// The clocks, in the order of the cells.
    pub clocks: Vec<ClockKindView>,
    /// A row per tier; the last is that of every other lead.
    pub rows: Vec<LevelRowView>,
    /// True if nobody has changed them yet.
    pub starter: bool,
    /// Hours within which an MQL is decided, in words.
    pub decision_window: String,
}

/// A clock.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClockKindView {
    /// As it is sent back.
    pub slug: String,
    /// As shown.
    pub label: String,
    /// What it measures, in a few words.
    pub measures: String,
}

/// The promises of a tier.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelRowView {
    /// As it is sent back; none for every other lead.
    pub tier: Option<String>,
    /// As shown.
    pub label: String,
    /// False if the promises of every other lead hold.
    pub own: bool,
    /// False if no lead can be of this tier any more.
    pub known: bool,
    /// One per clock.
    pub cells: Vec<LevelCellView>,
}

/// A promise, and how it was kept.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelCellView {
    /// The promise; none if nothing is promised.
    pub promise: Option<PromiseView>,
    /// `2 hours at work`.
    pub text: String,
    /// `34 of 60 met, 57 %`.
    pub met: String,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PromiseView {
    /// How many of the unit. Negative ones can be typed, and are refused in words.
    pub amount: i32,
    /// The unit.
    pub unit: Unit,
    /// Which time is measured.
    pub basis: Basis,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Unit {
    Minutes,
    Hours,
    Days,
}

/// Which time is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Working hours.
    Business,
    /// Every hour.
    Wall,
}

/// Service levels that can be taken over as a whole.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PresetView {
    /// As it is sent back.
    pub slug: String,
    /// As shown.
    pub label: String,
    /// Where it comes from.
    pub source: String,
    /// True if these are the ones that hold.
    pub chosen: bool,
    /// What it would change of first contact.
    pub effect: EffectView,
}

impl LevelsView {
    /// The table, with the decision window of the settings.
    pub(crate) fn of(levels: Levels, window_hours: u32) -> LevelsView {
        LevelsView {
            clocks: ClockKind::ALL.map(clock_view).into(),
            rows: levels.rows.into_iter().map(Into::into).collect(),
            starter: levels.is_starter,
            decision_window: length(window_hours.saturating_mul(HOUR)),
        }
    }
}

/// A clock, as shown.
pub(crate) fn clock_view(kind: ClockKind) -> ClockKindView {
    let measures = match kind {
        ClockKind::Route => "from MQL until it is with a rep",
        ClockKind::Decide => "from routing until accepted or rejected",
        ClockKind::FirstContact => "from MQL until sales tries to reach it",
        ClockKind::Feedback => "from MQL until marketing hears back",
    };
    ClockKindView {
        slug: kind.slug().to_owned(),
        label: kind.label().to_owned(),
        measures: measures.to_owned(),
    }
}

impl From<LevelRow> for LevelRowView {
    fn from(row: LevelRow) -> Self {
        LevelRowView {
            label: row.tier.as_ref().map_or("Every other lead".to_owned(), |tier| format!("Tier {tier}")),
            tier: row.tier,
            own: row.is_own,
            known: row.is_known,
            cells: row.cells.map(Into::into).into(),
        }
    }
}

impl From<LevelCell> for LevelCellView {
    fn from(cell: LevelCell) -> Self {
        LevelCellView {
            promise: cell.target.map(Into::into),
            text: cell.target.map_or("No promise".to_owned(), words),
            met: if cell.target.is_some() { met(&cell.tally) } else { String::new() },
        }
    }
}

/// The effect of a change on one clock.
pub(crate) fn effect_view(kind: ClockKind, effect: Effect) -> EffectView {
    let (now, then) = (met(&effect.now), met(&effect.then));
    EffectView { label: kind.label().to_owned(), changed: now != then, now, then }
}

impl PresetView {
    /// A preset beside the one that holds.
    pub(crate) fn of(one: PresetEffect, holds: Option<Preset>) -> PresetView {
        PresetView {
            slug: one.preset.slug().to_owned(),
            label: one.preset.label().to_owned(),
            source: one.preset.source().to_owned(),
            chosen: holds == Some(one.preset),
            effect: effect_view(ClockKind::FirstContact, one.effect),
        }
    }
}

/// `34 of 60 met, 57 %`.
fn met(tally: &ClockTally) -> String {
    let rate = tally.rate();
    match rate.value() {
        Some(share) => {
            format!(
                "{} of {} met, {}",
                wording::count(rate.numerator),
                wording::count(rate.denominator),
                wording::percent(share)
            )
        }
        None if tally.unknown > 0 => "not written down here".to_owned(),
        None if tally.all() == 0 => "no leads yet".to_owned(),
        None => "none due yet".to_owned(),
    }
}

fn words(target: Target) -> String {
    let length = length(target.minutes);
    match target.basis {
        DomainBasis::Wall => format!("Within {length}"),
        DomainBasis::Business => format!("Within {length} at work"),
    }
}

fn length(minutes: u32) -> String {
    match (minutes / HOUR, minutes % HOUR) {
        (0, minutes) => wording::counted(minutes.into(), "minute", "minutes"),
        (hours, 0) => wording::counted(hours.into(), "hour", "hours"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

impl From<Target> for PromiseView {
    fn from(target: Target) -> Self {
        let basis = match target.basis {
            DomainBasis::Wall => Basis::Wall,
            DomainBasis::Business => Basis::Business,
        };
        // People say 24 and 48 hours; from there on they count days.
        let (amount, unit) = match target.minutes {
            minutes if basis == Basis::Wall && minutes.is_multiple_of(DAY) && minutes > 2 * DAY => {
                (minutes / DAY, Unit::Days)
            }
            minutes if minutes.is_multiple_of(HOUR) => (minutes / HOUR, Unit::Hours),
            minutes => (minutes, Unit::Minutes),
        };
        PromiseView { amount: i32::try_from(amount).unwrap_or(i32::MAX), unit, basis }
    }
}

impl PromiseView {
    /// The promise as the domain knows it.
    ///
    /// # Errors
    /// It is no length of time, or in days of work, which are not all of one length.
    pub(crate) fn target(self) -> Outcome<Target> {
        let basis = match self.basis {
            Basis::Wall => DomainBasis::Wall,
            Basis::Business => DomainBasis::Business,
        };
        let unit = match self.unit {
            Unit::Minutes => 1,
            Unit::Hours => HOUR,
            Unit::Days if self.basis == Basis::Business => {
                return Err(Failure::bad_input("unit", "A day at work is not of one length.")
                    .hint("Count it in hours, or choose days around the clock."));
            }
            Unit::Days => DAY,
        };
        let most = MOST_HOURS * u64::from(HOUR);
        let minutes = u32::try_from(self.amount).ok().map(|amount| u64::from(amount) * u64::from(unit));
        let minutes = minutes.filter(|minutes| (1..=most).contains(minutes));
        let minutes = minutes.and_then(|minutes| u32::try_from(minutes).ok()).ok_or_else(|| {
            Failure::bad_input("amount", format!("{} is no length of a promise.", self.amount))
                .hint("Use 1 minute up to a year; choose no promise to promise nothing.")
        })?;
        Ok(Target { minutes, basis })
    }
}

/// The clock written as `slug`.
///
/// # Errors
/// There is none.
pub(crate) fn clock(slug: &str) -> Outcome<ClockKind> {
    ClockKind::from_slug(slug).ok_or_else(|| {
        Failure::bad_input("clock", format!("There is no clock \u{201c}{slug}\u{201d}."))
            .hint("The clocks are route, decide, first-contact and feedback.")
    })
}

/// The preset written as `slug`.
///
/// # Errors
/// There is none.
pub(crate) fn preset(slug: &str) -> Outcome<Preset> {
    Preset::from_slug(slug).ok_or_else(|| {
        Failure::bad_input("tier1", format!("There are no service levels \u{201c}{slug}\u{201d}."))
            .hint("They are two-hours and one-day.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_comes_back_as_it_went() {
        for minutes in [1, 30, 60, 90, 120, DAY, 2 * DAY, 3 * DAY, 3 * DAY + 30, 366 * DAY] {
            for basis in [DomainBasis::Wall, DomainBasis::Business] {
                let target = Target { minutes, basis };
                assert_eq!(PromiseView::from(target).target().unwrap(), target, "{minutes} {basis:?}");
            }
        }
    }

    #[test]
    fn what_is_no_promise_says_which_part_is_wrong() {
        let refused =
            |amount, unit, basis| PromiseView { amount, unit, basis }.target().unwrap_err().field.unwrap();
        assert_eq!(refused(0, Unit::Hours, Basis::Wall), "amount");
        assert_eq!(refused(-2, Unit::Hours, Basis::Business), "amount");
        assert_eq!(refused(i32::MAX, Unit::Days, Basis::Wall), "amount");
        assert_eq!(refused(2, Unit::Days, Basis::Business), "unit");
    }
}
