//! `plumbline clocks`

use plumbline_domain::moment::Moment;
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::Outcome,
    service_level::{ClockKind, ClockNow, ClocksNow, OwnerWaiting, Tallies},
    wording,
};
use serde_json::{Value, json};

use crate::{args, exit::Done, output, table};

pub(crate) fn run(args: &args::Clocks, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let now = workspace.clocks_now(args.criteria.as_deref())?;
    if args.json {
        output::json(&json_of(&now), None)?;
    } else {
        output::data(text_of(&now).as_bytes(), None)?;
    }
    Ok(Done::Whole)
}

fn text_of(now: &ClocksNow) -> String {
    let at =
        |moment: Option<Moment>| moment.map_or_else(String::new, |at| wording::moment(&now.calendar, at));
    let hours = |ms: i64| format!("{:.1}", hours(ms));
    let rows: Vec<Vec<String>> = now
        .clocks
        .iter()
        .map(|ClockNow { clock, name, company }| {
            let late = |of: fn(&plumbline_domain::clock::Lasted) -> i64| {
                clock.overdue.as_ref().map_or_else(String::new, |overdue| hours(of(overdue)))
            };
            vec![
                clock.state.slug().to_owned(),
                format!("#{}", clock.lead),
                name.clone(),
                company.clone(),
                clock.kind.slug().to_owned(),
                clock.tier.clone(),
                clock.owner.clone(),
                at(clock.due),
                late(|overdue| overdue.wall_ms),
                late(|overdue| overdue.business_ms),
            ]
        })
        .collect();
    let columns =
        ["state", "lead", "name", "company", "clock", "tier", "owner", "due", "late (h)", "at work (h)"];
    let right = [false, false, false, false, false, false, false, true, true, true];
    let listed = table::render(&columns, &right, &rows);
    let owners: Vec<Vec<String>> = now
        .owners
        .iter()
        .map(|of| vec![of.owner.clone(), of.missed.to_string(), of.running.to_string(), hours(of.longest_ms)])
        .collect();
    let owners =
        table::render(&["owner", "late", "running", "longest (h)"], &[false, true, true, true], &owners);
    let as_of = wording::moment(&now.calendar, now.as_of);
    format!("Clocks as of {as_of}\n\n{listed}\n{owners}\n{}", met(&now.totals))
}

fn met(totals: &Tallies) -> String {
    let row = |kind: ClockKind| {
        let tally = totals[kind as usize];
        let rate = tally.rate();
        let met = rate.value().map_or_else(String::new, |value| format!("{:.1} %", value * 100.0));
        let counts = [tally.met, tally.missed, tally.running, tally.stopped, tally.unknown, tally.unpromised];
        let mut row = vec![kind.slug().to_owned(), met];
        row.extend(counts.map(|count| count.to_string()));
        row
    };
    let rows: Vec<Vec<String>> = ClockKind::ALL.into_iter().map(row).collect();
    let columns = ["clock", "met of due", "met", "missed", "running", "stopped", "unknown", "unpromised"];
    table::render(&columns, &[false, true, true, true, true, true, true, true], &rows)
}

fn hours(ms: i64) -> f64 {
    ms as f64 / Moment::HOUR as f64
}

fn json_of(now: &ClocksNow) -> Value {
    let at = |moment: Option<Moment>| moment.map(|at| wording::iso(&now.calendar, at));
    let lasted = |lasted: Option<plumbline_domain::clock::Lasted>| {
        lasted.map(|lasted| {
            json!({ "wall_hours": hours(lasted.wall_ms), "business_hours": hours(lasted.business_ms) })
        })
    };
    let clock = |ClockNow { clock, name, company }: &ClockNow| {
        json!({
            "lead": clock.lead.0,
            "pass": clock.pass,
            "name": name,
            "company": company,
            "clock": clock.kind.slug(),
            "tier": clock.tier,
            "owner": clock.owner,
            "team": clock.team,
            "state": clock.state.slug(),
            "started": at(clock.started),
            "due": at(clock.due),
            "elapsed": lasted(clock.elapsed),
            "overdue": lasted(clock.overdue),
        })
    };
    let owner = |of: &OwnerWaiting| {
        json!({
            "owner": of.owner, "missed": of.missed, "running": of.running, "longest_hours": hours(of.longest_ms),
        })
    };
    let total = |kind: ClockKind| {
        let tally = now.totals[kind as usize];
        let (rate, interval) = (tally.rate(), tally.rate().wilson());
        json!({
            "clock": kind.slug(), "met": tally.met, "missed": tally.missed, "missed_open": tally.missed_open,
            "running": tally.running, "stopped": tally.stopped, "unknown": tally.unknown,
            "unpromised": tally.unpromised, "due": rate.denominator, "value": rate.value(),
            "lower": interval.map(|interval| interval.lower), "upper": interval.map(|interval| interval.upper),
        })
    };
    json!({
        "as_of": wording::iso(&now.calendar, now.as_of),
        "time_zone": now.calendar.zone.name(),
        "clocks": now.clocks.iter().map(clock).collect::<Vec<_>>(),
        "owners": now.owners.iter().map(owner).collect::<Vec<_>>(),
        "totals": ClockKind::ALL.map(total),
    })
}
