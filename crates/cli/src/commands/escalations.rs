//! `plumbline escalations`

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::Outcome,
    lead::Format,
    service_level::{Escalations, Item, Odds, RuleNow},
    wording,
};
use serde_json::{Value, json};

use crate::{
    args::{self, LeadsFormat},
    exit::Done,
    output, table,
};

pub(crate) fn run(args: &args::Escalations, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open(&args.file, clock)?;
    let opened = workspace.escalate()?.len();
    let now = workspace.escalations()?;
    let out = args.out.as_ref();
    let format = if args.json { LeadsFormat::Json } else { args.format };
    let bytes = match format {
        LeadsFormat::Csv => Some(workspace.export_escalations(&now, Format::Csv)?),
        LeadsFormat::Xlsx => Some(workspace.export_escalations(&now, Format::Xlsx)?),
        LeadsFormat::Table => Some(text_of(&now).into_bytes()),
        LeadsFormat::Json => None,
    };
    workspace.close()?;
    match bytes {
        Some(bytes) => output::data(&bytes, out)?,
        None => output::json(&json_of(&now, opened), out)?,
    }
    if opened > 0 {
        output::say(&format!("{} opened.", wording::counted(opened as u64, "escalation", "escalations")));
    }
    Ok(if args.fail_on_alarm && now.fires() { Done::SomeRefused } else { Done::Whole })
}

fn text_of(now: &Escalations) -> String {
    let rules: Vec<Vec<String>> = now
        .rules
        .iter()
        .map(|rule| vec![rule.sentence.clone(), rule.firings.len().to_string(), luck(rule)])
        .collect();
    let rules = table::render(&["rule", "fires", "by luck"], &[false, true, false], &rules);
    // The numbers and the rule are for files: a line on a screen would not hold them.
    let listed = now.short_table();
    let columns: Vec<&str> = listed.columns.iter().map(String::as_str).collect();
    format!("{}\n\n{rules}\n{}", listed.caption, table::render(&columns, &[], &listed.rows))
}

/// `3 % of quarters, 11 % of years (82 % of 20 a week)`
fn luck(rule: &RuleNow) -> String {
    let Some(odds) = &rule.odds else { return String::new() };
    let basis = match odds.rate {
        Some(rate) => format!("{:.0} % of {:.0} a week", rate * 100.0, odds.volume),
        None => format!("{:.0} MQLs a month", odds.volume),
    };
    let share = |share: f64| format!("{:.1} %", share * 100.0);
    format!("{} of quarters, {} of years ({basis})", share(odds.quarter), share(odds.year))
}

fn json_of(now: &Escalations, opened: usize) -> Value {
    json!({
        "as_of": wording::iso(&now.calendar, now.as_of),
        "time_zone": now.calendar.zone.name(),
        "opened": opened,
        "rules": now.rules.iter().map(rule).collect::<Vec<_>>(),
        "escalations": now.items.iter().map(|item| self::item(item, now)).collect::<Vec<_>>(),
    })
}

fn rule(rule: &RuleNow) -> Value {
    let odds = |odds: &Odds| {
        json!({
            "one": odds.one, "quarter": odds.quarter, "year": odds.year, "rate": odds.rate, "volume": odds.volume,
        })
    };
    json!({
        "rule": rule.rule,
        "sentence": rule.sentence,
        "by_luck": rule.odds.as_ref().map(odds),
        "fires": rule.firings.iter().map(|firing| firing.subject.clone()).collect::<Vec<_>>(),
    })
}

fn item(item: &Item, now: &Escalations) -> Value {
    let at = |moment| wording::iso(&now.calendar, moment);
    json!({
        "id": item.id.0,
        "state": item.state.slug(),
        "people": item.has.iter().map(|(_, name)| name).collect::<Vec<_>>(),
        "given_to": item.given_to.as_ref().map(|(_, name)| name),
        "asked": item.asked,
        "title": item.title,
        "subject": item.subject,
        "rule": item.rule,
        "opened_at": at(item.opened_at),
        "closed_at": item.closed_at.map(at),
        "note": item.note,
        "evidence": item.evidence,
    })
}
