//! Why a lead is an MQL: what it did in the days before, and what its file says about that.

use chrono::NaiveTime;
use plumbline_domain::{calendar::Calendar, handoff::Handoff, moment::Moment, record::Side};
use plumbline_store::Activity;

use crate::wording;

/// Days before the MQL that are looked at.
const DAYS: i64 = 14;

/// Most actions that are shown; those before them are counted.
const SHOWN: usize = 12;

/// What made a lead an MQL, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trigger {
    /// What is shown and by which rule.
    pub rule: String,
    /// What imported columns say: header and value.
    pub told: Vec<(String, String)>,
    /// What the lead did, the newest first. The first is taken for the trigger.
    pub actions: Vec<Action>,
    /// How many more there were before those.
    pub earlier: usize,
}

/// Something a lead did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// When, in words.
    pub at: String,
    /// What.
    pub title: String,
    /// Campaign, channel, outcome.
    pub detail: Option<String>,
}

impl Trigger {
    /// What made the lead of `handoff` an MQL.
    pub(super) fn of(
        handoff: Option<&Handoff>,
        activities: &[Activity],
        extra: &[(String, String)],
        calendar: &Calendar,
    ) -> Trigger {
        let told = extra.iter().filter(|(header, value)| is_about_trigger(header) && !value.is_empty());
        let told: Vec<(String, String)> = told.cloned().collect();
        let Some(handoff) = handoff else {
            let rule = "It never became an MQL, as far as is known.".to_owned();
            return Trigger { rule, told, ..Trigger::default() };
        };
        let until = end(handoff.mql.at, calendar);
        let from = until.0.saturating_sub(DAYS * Moment::DAY);
        let engaged = || activities.iter().filter(|activity| activity.side == Side::Engagement);
        let mut found: Vec<&Activity> =
            engaged().filter(|activity| from < activity.at.0 && activity.at <= until).collect();
        found.sort_by_key(|activity| std::cmp::Reverse(activity.at));
        let when = match handoff.mql.is_bounded() {
            true => format!("by {}", wording::moment(calendar, handoff.mql.at)),
            false => format!("on {}", wording::moment(calendar, handoff.mql.at)),
        };
        let rule = match (found.is_empty(), engaged().next().is_none()) {
            (false, _) => {
                format!(
                    "What it did in the {DAYS} days before it became an MQL {when}. The last counts as the trigger."
                )
            }
            (true, true) => format!("It became an MQL {when}. No file tells what it did before."),
            (true, false) => {
                format!("It became an MQL {when}. In the {DAYS} days before, nothing it did is known.")
            }
        };
        let earlier = found.len().saturating_sub(SHOWN);
        let actions = found.into_iter().take(SHOWN).map(|activity| action(activity, calendar)).collect();
        Trigger { rule, told, actions, earlier }
    }
}

/// A bare day lasts until its end: what happened on it may have made the MQL.
fn end(mql: Moment, calendar: &Calendar) -> Moment {
    let local = calendar.local(mql);
    match local.date().succ_opt().filter(|_| local.time() == NaiveTime::MIN) {
        Some(next) => Moment(calendar.start_of_day(next).0 - 1),
        None => mql,
    }
}

fn is_about_trigger(header: &str) -> bool {
    let header = header.to_lowercase();
    header.split(|c: char| !c.is_alphanumeric()).any(|word| word == "trigger" || word == "triggered")
}

fn action(activity: &Activity, calendar: &Calendar) -> Action {
    let parts = [&activity.campaign, &activity.channel, &activity.outcome];
    let parts: Vec<&str> = parts.into_iter().filter_map(|part| part.as_deref()).collect();
    Action {
        at: wording::moment(calendar, activity.at),
        title: wording::sentence_case(&activity.kind),
        detail: Some(parts.join(" \u{b7} ")).filter(|text| !text.is_empty()),
    }
}
