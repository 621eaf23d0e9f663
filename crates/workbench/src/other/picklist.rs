//! How each rep uses the picklist: how often they pick "Other", and whether one reason does for everything.

use chrono::{Months, NaiveDate};
use plumbline_cube::{
    measure::Measure,
    query::{Outcome as Part, Query, Selection},
    rejections::{OwnerReasons, ReasonTally},
};
use plumbline_domain::{
    calendar::{Calendar, Grain, Period},
    moment::Moment,
    reason::{Bucket, List},
};
use plumbline_stats::Rate;

use crate::{
    failure::Outcome,
    handoff::{Drill, Question},
    workspace::{Workspace, loaded::Loaded},
};

/// Fewer rejections than this say nothing about a habit: they are shown, and never flagged.
pub const FEWEST: u32 = 8;

/// How the picklist is used.
#[derive(Clone, Debug)]
pub struct PicklistUse {
    /// As of when.
    pub as_of: Moment,
    /// For days in words.
    pub calendar: Calendar,
    /// Everybody together.
    pub all: Used,
    /// The months in which anybody rejected, by the month of the MQL.
    pub months: Vec<(Period, Used)>,
    /// Per rep: the flagged ones first, then those with the most rejections.
    pub reps: Vec<RepUse>,
}

/// What was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Used {
    /// Rejections.
    pub rejections: u32,
    /// Other of them.
    pub other: Rate,
    /// The reason given most often, and its share; `None` if none was given any.
    pub most: Option<MostUsed>,
    /// Without any reason.
    pub without_reason: u32,
    /// Those rejections, the Others among them, and those with the reason given most often.
    pub drills: [Drill; 3],
}

/// The reason given most often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MostUsed {
    /// As criteria write it.
    pub key: String,
    /// As shown.
    pub label: String,
    /// Its share of the rejections.
    pub rate: Rate,
}

/// What one rep gave.
#[derive(Clone, Debug, PartialEq)]
pub struct RepUse {
    /// Under whose name the leads count; empty for leads without an owner.
    pub rep: String,
    /// All months.
    pub used: Used,
    /// The months in which they rejected.
    pub months: Vec<(Period, Used)>,
    /// What stands out beyond chance.
    pub habits: Vec<Habit>,
}

/// A way of using the picklist that stands out from the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habit {
    /// Which.
    pub kind: HabitKind,
    /// The reason, as shown; `None` for the bucket "other".
    pub reason: Option<String>,
    /// Their share.
    pub share: Rate,
    /// The share of the same among all others together.
    pub rest: Rate,
    /// True if it shows in this month and the two before it alone.
    pub lately: bool,
}

/// What stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HabitKind {
    /// The whole interval of their share of Other lies above that of all others together.
    OtherTooOften,
    /// One reason for all: the whole interval of its share lies above a half, and above that of all others together.
    OneReasonForAll,
}

impl HabitKind {
    /// As written in files.
    pub fn slug(self) -> &'static str {
        ["other-too-often", "one-reason-for-all"][self as usize]
    }
}

impl Workspace {
    /// How the picklist of rejections is used, by whoever the leads belong to and by the month of their MQL. Lapses are no
    /// rejections and count nowhere here.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn picklist_use(&self) -> Outcome<PicklistUse> {
        let (loaded, as_of) = (self.loaded()?, self.now()?);
        loaded.ensure_clocks(self.store())?;
        let weekly = Query::weekly(Measure::Rejection, as_of, &loaded.settings);
        let owners = loaded.cube.owner_reasons(&Query { grain: Grain::Month, ..weekly })?;
        let total = owners.iter().fold(ReasonTally::default(), |sum, owner| sum.plus(&owner.total));
        let quarter = quarter(&loaded, as_of);
        let recent =
            owners.iter().fold(ReasonTally::default(), |sum, owner| sum.plus(&since(owner, quarter)));
        let habits_of = |owner: &OwnerReasons| {
            let ever = habits(&owner.total, &total, false);
            if ever.is_empty() { habits(&since(owner, quarter), &recent, true) } else { ever }
        };
        let mut reps: Vec<RepUse> =
            owners.iter().map(|owner| rep(owner, habits_of(owner), &loaded)).collect();
        reps.sort_by_key(|rep| {
            (rep.habits.is_empty(), std::cmp::Reverse(rep.used.rejections), rep.rep.clone())
        });
        Ok(PicklistUse {
            as_of,
            calendar: loaded.settings.calendar.clone(),
            all: used(&total, None, None, &loaded),
            months: months(&owners, &loaded),
            reps,
        })
    }
}

/// Everybody's months.
fn months(owners: &[OwnerReasons], loaded: &Loaded) -> Vec<(Period, Used)> {
    let mut months: std::collections::BTreeMap<Period, ReasonTally> = std::collections::BTreeMap::new();
    for (period, tally) in owners.iter().flat_map(|owner| &owner.periods) {
        let month = months.entry(*period).or_default();
        *month = month.plus(tally);
    }
    months.iter().map(|(period, tally)| (*period, used(tally, None, Some(*period), loaded))).collect()
}

/// The first day of the month two before the present one: a habit that began lately drowns in what came before.
fn quarter(loaded: &Loaded, as_of: Moment) -> NaiveDate {
    let month = loaded.settings.calendar.period_at(Grain::Month, as_of).start;
    month.checked_sub_months(Months::new(2)).unwrap_or(month)
}

/// What was given from a month on.
fn since(owner: &OwnerReasons, first: NaiveDate) -> ReasonTally {
    let recent = owner.periods.iter().filter(|(period, _)| period.start >= first);
    recent.fold(ReasonTally::default(), |sum, (_, tally)| sum.plus(tally))
}

fn rep(owner: &OwnerReasons, mut habits: Vec<Habit>, loaded: &Loaded) -> RepUse {
    for reason in habits.iter_mut().filter_map(|habit| habit.reason.as_mut()) {
        *reason = label(reason, loaded);
    }
    let name = &*owner.owner;
    let of_month =
        |(period, tally): &(Period, ReasonTally)| (*period, used(tally, Some(name), Some(*period), loaded));
    RepUse {
        rep: name.to_owned(),
        used: used(&owner.total, Some(name), None, loaded),
        months: owner.periods.iter().map(of_month).collect(),
        habits: if name.is_empty() { Vec::new() } else { habits },
    }
}

/// What stands out. Both intervals have to lie apart: with many reps, a milder test would find one by luck every month.
fn habits(theirs: &ReasonTally, all: &ReasonTally, lately: bool) -> Vec<Habit> {
    let rest = |part: Rate, whole: Rate| {
        Rate::new(whole.numerator - part.numerator, whole.denominator - part.denominator)
    };
    let is_above = |part: Rate, rest: Rate| match (part.wilson(), rest.wilson()) {
        (Some(part), Some(rest)) => part.lower > rest.upper,
        _ => false,
    };
    let mut found = Vec::new();
    if theirs.rejections < FEWEST || all.rejections - theirs.rejections < FEWEST {
        return found;
    }
    let (share, kind) = (theirs.other_rate(), HabitKind::OtherTooOften);
    let of_rest = rest(share, all.other_rate());
    if is_above(share, of_rest) {
        found.push(Habit { kind, reason: None, share, rest: of_rest, lately });
    }
    if let Some((reason, _)) = theirs.by_reason.first() {
        let (share, kind) = (theirs.rate_of(reason), HabitKind::OneReasonForAll);
        let of_rest = rest(share, all.rate_of(reason));
        let is_most = share.wilson().is_some_and(|interval| interval.lower > 0.5);
        // Who picks Other for everything has been told so already.
        let is_other = reason.starts_with("other.");
        if is_most && !is_other && is_above(share, of_rest) {
            found.push(Habit { kind, reason: Some(reason.clone()), share, rest: of_rest, lately });
        }
    }
    found
}

/// A reason as shown.
fn label(key: &str, loaded: &Loaded) -> String {
    let reason = loaded.cube.reasons().find(List::Rejection, key);
    reason.map_or_else(|| key.to_owned(), |reason| reason.label.clone())
}

fn used(tally: &ReasonTally, owner: Option<&str>, period: Option<Period>, loaded: &Loaded) -> Used {
    let most = tally.by_reason.first().map(|(key, _)| MostUsed {
        key: key.clone(),
        label: label(key, loaded),
        rate: tally.rate_of(key),
    });
    let asked = |split: Option<(&str, &str)>| {
        let question = Question {
            grain: "month".to_owned(),
            split: split.map(|(field, _)| field.to_owned()),
            ..Question::weekly("rejection")
        };
        let split = split.map(|(_, value)| value.to_owned());
        let selection = Selection { period, split, outcome: Part::Numerator, ..Selection::ALL };
        Drill { owner: owner.map(str::to_owned), ..Drill::of(&question, &selection) }
    };
    let reason = most.as_ref().map_or("", |most| most.key.as_str());
    let drills =
        [asked(None), asked(Some(("bucket", Bucket::Other.slug()))), asked(Some(("reason", reason)))];
    Used {
        rejections: tally.rejections,
        other: tally.other_rate(),
        most,
        without_reason: tally.without_reason,
        drills,
    }
}
