//! Evidence that was frozen when an item was opened, read back: in words, as leads, and as a list to look at.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use plumbline_cube::query::{Outcome as Part, Selection};
use plumbline_domain::{calendar::Calendar, handoff::Decision, ids::LeadId, moment::Moment};
use serde_json::{Map, Value};

use crate::{
    handoff::{Drill, Question},
    wording,
};

type Evidence = Map<String, Value>;

/// A late lead as it was then.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Late {
    pub(super) lead: LeadId,
    /// As shown.
    pub(super) due: Option<String>,
    pub(super) overdue_wall_hours: Option<f64>,
    pub(super) overdue_business_hours: Option<f64>,
}

impl Late {
    /// `due 2 Mar 2026 10:00, 12.5 h late (4.0 h at work)`
    pub(super) fn times(&self) -> String {
        let due = self.due.as_deref().map(|due| format!("due {due}"));
        let wall = self.overdue_wall_hours.map(|hours| format!("{hours:.1} h late"));
        let work = self.overdue_business_hours.map(|hours| format!(" ({hours:.1} h at work)"));
        let times = due.into_iter().chain(wall.map(|wall| wall + &work.unwrap_or_default()));
        times.collect::<Vec<_>>().join(", ")
    }
}

/// The leads an item is about; none where it is about a number.
pub(super) fn late(evidence: &Evidence) -> Vec<Late> {
    let late = |value: &Value| {
        let hours = |name: &str| value.get(name).and_then(Value::as_f64);
        Some(Late {
            lead: LeadId(value.get("lead")?.as_i64()?),
            due: value.get("due").and_then(Value::as_str).map(moment),
            overdue_wall_hours: hours("overdue_wall_hours"),
            overdue_business_hours: hours("overdue_business_hours"),
        })
    };
    list(evidence, "leads").iter().filter_map(late).collect()
}

/// The numbers in words, a line each; the last line says as of when, and after which import.
pub(super) fn told(evidence: &Evidence, calendar: &Calendar) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Some(n), Some(due)) = (whole(evidence, "n"), whole(evidence, "due")) {
        let waiting = wording::counted(n, "lead waits", "leads wait");
        let met = whole(evidence, "met").unwrap_or_default();
        lines.push(format!(
            "{waiting}; of {} due in that time {met} met{}",
            wording::count(due),
            interval(evidence)
        ));
    }
    for week in list(evidence, "weeks").iter().filter_map(Value::as_object) {
        lines.push(format!("{}: {}", span(week), accepted(week)));
    }
    for month in list(evidence, "months").iter().filter_map(Value::as_object) {
        let number = |name| wording::count(whole(month, name).unwrap_or_default());
        let (came, promised) = (number("delivered"), number("committed"));
        lines.push(format!("{}: {came} MQLs of {promised} committed", text(month, "month")));
    }
    if let Some(level) = evidence.get("level").and_then(Value::as_f64)
        && evidence.contains_key("name")
    {
        lines.push(format!("{}: {}; the level is {}", span(evidence), accepted(evidence), percent(level)));
    }
    let at = DateTime::parse_from_rfc3339(&text(evidence, "as_of"));
    let as_of = at.map(|at| wording::moment(calendar, Moment(at.timestamp_millis()))).unwrap_or_default();
    let import = whole(evidence, "import").map(|batch| format!(", import {batch}")).unwrap_or_default();
    lines.push(format!("As of {as_of}{import}"));
    lines
}

/// The leads behind the evidence: those it names, or the rejections of the weeks and the source it is about.
pub(super) fn drill(evidence: &Evidence) -> Option<Drill> {
    let leads = late(evidence);
    if !leads.is_empty() {
        return Some(Drill::of_leads(leads.iter().map(|late| late.lead)));
    }
    let weeks = list(evidence, "weeks");
    let day = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let (from, to) = match (weeks.first(), weeks.last()) {
        (Some(first), Some(last)) => (day(first.get("start")), day(last.get("end"))),
        _ => (day(evidence.get("from")), day(evidence.get("to"))),
    };
    let split = day(evidence.get("field"));
    let question = Question { from: Some(from?), to: Some(to?), split, ..Question::weekly("acceptance") };
    let outcome = Part::Decision(Decision::Rejected);
    Some(Drill::of(&question, &Selection { split: day(evidence.get("name")), outcome, ..Selection::ALL }))
}

/// `12 of 30 accepted (40 %, 25 to 58 %)`
fn accepted(of: &Evidence) -> String {
    let number = |name| wording::count(whole(of, name).unwrap_or_default());
    let value = of.get("value").and_then(Value::as_f64).map(percent);
    let interval = interval(of);
    let rate = match (value, interval.strip_prefix(" (")) {
        (Some(value), Some(interval)) => format!(" ({value}, {interval}"),
        _ => String::new(),
    };
    format!("{} of {} accepted{rate}", number("accepted"), number("decided"))
}

/// ` (25 to 58 %)`
fn interval(of: &Evidence) -> String {
    let end = |name| of.get(name).and_then(Value::as_f64);
    let Some((lower, upper)) = end("lower").zip(end("upper")) else { return String::new() };
    format!(" ({:.0} to {:.0} %)", lower * 100.0, upper * 100.0)
}

fn percent(share: f64) -> String {
    wording::percent(share)
}

/// `30 Mar to 6 Apr 2026`: both are first days.
fn span(of: &Evidence) -> String {
    let day = |one: &str, other: &str| {
        let text = of.get(one).or_else(|| of.get(other)).and_then(Value::as_str).unwrap_or_default();
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
    };
    match (day("start", "from"), day("end", "to")) {
        (Some(first), Some(after)) => {
            let last = after.pred_opt().unwrap_or(after);
            format!("{} to {}", wording::day(first), wording::day(last))
        }
        _ => String::new(),
    }
}

/// `2 Mar 2026 10:00`
fn moment(iso: &str) -> String {
    let read = NaiveDateTime::parse_from_str(iso, "%Y-%m-%dT%H:%M:%S");
    read.map_or_else(|_| iso.to_owned(), |at| at.format("%-d %b %Y %H:%M").to_string())
}

fn list<'a>(of: &'a Evidence, name: &str) -> &'a [Value] {
    of.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn whole(of: &Evidence, name: &str) -> Option<u64> {
    of.get(name).and_then(Value::as_u64)
}

fn text(of: &Evidence, name: &str) -> String {
    of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
