//! A clock of a tier that is missed while somebody still waits: one item per rep and week of the MQL, not one per lead. What has
//! waited for longer than a month is one item per rep: which week it was no longer says whom to call first.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use plumbline_cube::{
    clocks::{ClockRow, ClockSelection, ClockState, ClockTally},
    measure::Measure,
    query::Query,
};
use plumbline_domain::{
    calendar::{Calendar, Grain, Period},
    clock::ClockKind,
    consequence::When,
    field::{Field, FieldName},
    moment::Moment,
};
use serde_json::{Value, json};

use super::{Firing, Numbers, Opened, evidence};
use crate::{failure::Outcome, wording};

/// Weeks before the present one that have an item of their own.
const WEEKS_APART: u64 = 4;

/// Late clocks of one rep, each with the week of its MQL, that belong together: those of a week, or of all weeks before (`None`); those opened before, or those
/// that are new.
type Groups<'a> = BTreeMap<(&'a str, Option<NaiveDate>, bool), Vec<Late<'a>>>;

#[derive(Clone, Copy)]
struct Late<'a> {
    row: &'a ClockRow,
    week: Period,
}

/// Late clocks that nothing has stopped: what was done late is counted, but there is nobody left to call. Each handoff is in
/// one item at most, however the others of its week come and go.
pub(super) fn firings(
    numbers: &Numbers<'_>,
    when: &When,
    tier: &str,
    clock: ClockKind,
    opened: &Opened,
) -> Outcome<Vec<Firing>> {
    let split = Some(FieldName::Canonical(Field::Tier));
    let query = Query { split, ..numbers.query(Measure::of_clock(clock)) };
    let selection = ClockSelection {
        kind: Some(clock),
        state: Some(ClockState::Missed),
        open: true,
        split: Some(tier.to_owned()),
        period: None,
    };
    let rows = numbers.loaded.cube.clock_list(&query, &selection)?;
    let opened = opened.handoffs(when);
    let mut groups = Groups::new();
    for row in &rows {
        let week = numbers.calendar().period_at(Grain::Week, row.mql);
        let apart = week_apart(numbers.calendar(), row.mql, numbers.as_of);
        let is_opened = opened.contains(&(row.lead.0, i64::from(row.pass)));
        groups.entry((&row.owner, apart, is_opened)).or_default().push(Late { row, week });
    }
    let counted = numbers.loaded.cube.clock_owners(&query, tier)?;
    let firing = |((owner, _, is_opened), rows): ((&str, Option<NaiveDate>, bool), Vec<Late<'_>>)| {
        let (first, span) = (rows.first()?.row, span(&rows)?);
        let inside = |of: &str, at: &Period| of == owner && span.start <= at.start && at.start < span.end;
        let tallies = counted.iter().filter(|((of, at), _)| inside(of, at)).map(|(_, tally)| *tally);
        let tally = tallies.fold(ClockTally::default(), ClockTally::plus);
        Some(Firing {
            // No other item has its first handoff: each is in one at most.
            key: format!("{when} | {} {}", first.lead, first.pass),
            subject: subject(&rows, span, tier, clock),
            rep: Some(owner.to_owned()).filter(|owner| !owner.is_empty()),
            evidence: evidence(told(numbers, &rows, span, tally)),
            is_opened,
        })
    };
    Ok(groups.into_iter().filter_map(firing).collect())
}

/// The week of an MQL, if what is late since then has an item of its own as of a moment.
pub(super) fn week_apart(calendar: &Calendar, mql: Moment, as_of: Moment) -> Option<NaiveDate> {
    let week = |at: Moment| calendar.period_at(Grain::Week, at).start;
    let first = week(as_of).checked_sub_days(Days::new(7 * WEEKS_APART));
    Some(week(mql)).filter(|start| first.is_some_and(|first| *start >= first))
}

/// From the first of their weeks to the last.
fn span(rows: &[Late<'_>]) -> Option<Period> {
    let start = rows.iter().map(|late| late.week.start).min()?;
    let end = rows.iter().map(|late| late.week.end).max()?;
    Some(Period { start, end })
}

/// `First contact missed: 9 leads of Ann Meyer, tier 1, week of 2 Mar 2026`
fn subject(rows: &[Late<'_>], span: Period, tier: &str, clock: ClockKind) -> String {
    let Some(first) = rows.first() else { return String::new() };
    let leads = wording::counted(rows.len() as u64, "lead", "leads");
    let whose = if first.row.owner.is_empty() { "nobody" } else { &first.row.owner };
    let start = wording::day(span.start);
    let weeks = match first.week == span {
        true => format!("week of {start}"),
        false => {
            let last = rows.iter().map(|late| late.week.start).max().unwrap_or(span.start);
            format!("weeks of {start} to {}", wording::day(last))
        }
    };
    format!("{} missed: {leads} of {whose}, tier {tier}, {weeks}", clock.label())
}

fn told(numbers: &Numbers<'_>, rows: &[Late<'_>], span: Period, tally: ClockTally) -> Value {
    let hours = |ms: i64| ms as f64 / Moment::HOUR as f64;
    let lead = |Late { row, .. }: &Late<'_>| {
        json!({
            "lead": row.lead.0,
            "pass": row.pass,
            "started": row.started.map(|at| numbers.iso(at)),
            "due": row.due.map(|at| numbers.iso(at)),
            "overdue_wall_hours": row.overdue.map(|overdue| hours(overdue.wall_ms)),
            "overdue_business_hours": row.overdue.map(|overdue| hours(overdue.business_ms)),
        })
    };
    let Some(Late { row: first, .. }) = rows.first() else { return Value::Null };
    let (rate, interval) = (tally.rate(), tally.rate().wilson());
    json!({
        "clock": first.kind.slug(),
        "tier": first.tier,
        "rep": first.owner,
        "start": span.start.to_string(),
        "end": span.end.to_string(),
        "n": rows.len(),
        "met": rate.numerator,
        "due": rate.denominator,
        "value": rate.value(),
        "lower": interval.map(|interval| interval.lower),
        "upper": interval.map(|interval| interval.upper),
        "leads": rows.iter().map(lead).collect::<Vec<_>>(),
    })
}
