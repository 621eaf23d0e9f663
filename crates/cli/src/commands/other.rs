//! `plumbline other`

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::Outcome,
    other::{OtherDesk, OtherGroup, PicklistUse, Rate, RepUse, Used},
    wording,
};
use serde_json::{Value, json};

use crate::{args, exit::Done, output, table};

pub(crate) fn run(args: &args::Other, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let (desk, used) = (workspace.other_desk()?, workspace.picklist_use()?);
    if args.json {
        output::json(&json_of(&desk, &used), None)?;
    } else {
        output::data(text_of(&desk, &used).as_bytes(), None)?;
    }
    Ok(Done::Whole)
}

fn text_of(desk: &OtherDesk, used: &PicklistUse) -> String {
    let group = |group: &OtherGroup| {
        let others = group.texts.iter().skip(1).map(|text| text.text.as_str());
        vec![group.leads.len().to_string(), group.example.clone(), others.collect::<Vec<_>>().join("; ")]
    };
    let groups: Vec<Vec<String>> = desk.groups.iter().map(group).collect();
    let rep = |rep: &RepUse| {
        let most = rep.used.most.as_ref();
        vec![
            rep.rep.clone(),
            rep.used.rejections.to_string(),
            share(rep.used.other),
            most.map_or_else(String::new, |most| share(most.rate)),
            most.map_or_else(String::new, |most| most.label.clone()),
            rep.habits.iter().map(|habit| habit.kind.slug()).collect::<Vec<_>>().join(", "),
        ]
    };
    let reps: Vec<Vec<String>> = used.reps.iter().map(rep).collect();
    format!(
        "{}\n{} came without words.\n\n{}",
        table::render(&["leads", "in their words", "also"], &[true], &groups),
        wording::counted(desk.without_words.len() as u64, "rejection of Other", "rejections of Other"),
        table::render(
            &["rep", "rejections", "other", "most used", "reason", "stands out"],
            &[false, true, false, false],
            &reps
        ),
    )
}

/// `5 of 40, 12 % (5 to 26 %)`
fn share(rate: Rate) -> String {
    let counted = format!("{} of {}", rate.numerator, rate.denominator);
    match rate.value().zip(rate.wilson()) {
        Some((value, interval)) => format!(
            "{counted}, {} ({:.0} to {:.0} %)",
            wording::percent(value),
            interval.lower * 100.0,
            interval.upper * 100.0
        ),
        None => counted,
    }
}

fn json_of(desk: &OtherDesk, used: &PicklistUse) -> Value {
    let group = |group: &OtherGroup| {
        let texts: Vec<Value> =
            group.texts.iter().map(|text| json!({ "text": text.text, "n": text.leads.len() })).collect();
        json!({
            "example": group.example,
            "n": group.leads.len(),
            "newest": wording::iso(&used.calendar, group.newest),
            "texts": texts,
            "leads": group.leads.iter().map(|lead| lead.0).collect::<Vec<_>>(),
        })
    };
    json!({
        "as_of": wording::iso(&used.calendar, used.as_of),
        "time_zone": used.calendar.zone.name(),
        "groups": desk.groups.iter().map(group).collect::<Vec<_>>(),
        "without_words": desk.without_words.iter().map(|lead| lead.0).collect::<Vec<_>>(),
        "all": counted(&used.all),
        "months": months(&used.months),
        "reps": used.reps.iter().map(rep).collect::<Vec<_>>(),
    })
}

fn rep(rep: &RepUse) -> Value {
    let habits: Vec<Value> = rep
        .habits
        .iter()
        .map(|habit| {
            json!({
                "habit": habit.kind.slug(),
                "reason": habit.reason,
                "share": rate(habit.share),
                "rest": rate(habit.rest),
                "lately": habit.lately,
            })
        })
        .collect();
    let mut value = counted(&rep.used);
    value["rep"] = rep.rep.clone().into();
    value["stands_out"] = habits.into();
    value["months"] = months(&rep.months);
    value
}

fn months(months: &[(plumbline_domain::calendar::Period, Used)]) -> Value {
    let month = |(period, used): &(plumbline_domain::calendar::Period, Used)| {
        let mut value = counted(used);
        value["start"] = period.start.to_string().into();
        value
    };
    months.iter().map(month).collect()
}

fn counted(used: &Used) -> Value {
    json!({
        "rejections": used.rejections,
        "other": rate(used.other),
        "most_used": used.most.as_ref().map(|most| {
            json!({ "reason": most.key, "label": most.label, "share": rate(most.rate) })
        }),
        "without_reason": used.without_reason,
    })
}

pub(super) fn rate(rate: Rate) -> Value {
    let interval = rate.wilson();
    json!({
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "value": rate.value(),
        "lower": interval.map(|interval| interval.lower),
        "upper": interval.map(|interval| interval.upper),
    })
}
