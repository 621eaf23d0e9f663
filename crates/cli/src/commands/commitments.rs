//! `plumbline commitments`

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::Outcome,
    other::Rate,
    service_level::{ClockPromise, KeptClock, Pact, VolumeKept, VolumePromise, target_words},
    wording,
};
use serde_json::{Value, json};

use super::other::rate;
use crate::{args, exit::Done, output, table};

pub(crate) fn run(args: &args::Commitments, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let pact = workspace.pact()?;
    if args.json {
        output::json(&json_of(&pact), None)?;
    } else {
        output::data(text_of(&pact).as_bytes(), None)?;
    }
    if pact.marketing.is_empty() {
        output::say("Marketing has promised nothing yet: plumbline desk FILE commitments --set TEXT.");
    }
    Ok(Done::Whole)
}

fn text_of(pact: &Pact) -> String {
    let months: Vec<String> =
        pact.months.iter().map(|month| month.start.format("%Y-%m").to_string()).collect();
    let mut columns: Vec<&str> = vec!["promise"];
    columns.extend(months.iter().map(String::as_str));
    columns.push("kept");
    let marketing: Vec<Vec<String>> = pact.marketing.iter().map(volume_row).collect();
    let sales: Vec<Vec<String>> = pact.sales.iter().map(clock_row).collect();
    format!(
        "As of {}; {} of the last month is gone.\n\nMarketing: MQLs of the committed number\n{}\nSales: clocks met of clocks due\n{}",
        wording::moment(&pact.calendar, pact.as_of),
        wording::percent(pact.gone),
        table::render(&columns, &[], &marketing),
        table::render(&columns, &[], &sales),
    )
}

fn volume_row(promise: &VolumePromise) -> Vec<String> {
    let month = |kept: &Option<VolumeKept>| match kept {
        Some(kept) => {
            let VolumeKept { volume, verdict, .. } = kept;
            format!("{} of {}, {}", volume.delivered, volume.committed, verdict.slug())
        }
        None => String::new(),
    };
    let months = promise.months.iter().map(month);
    let kept = of(promise.kept);
    std::iter::once(format!("tier {}", promise.tier)).chain(months).chain([kept]).collect()
}

fn clock_row(promise: &ClockPromise) -> Vec<String> {
    let tier = if promise.tier.is_empty() { "no tier".to_owned() } else { format!("tier {}", promise.tier) };
    let what = format!("{tier}, {} {}", promise.clock.slug(), target_words(promise.target));
    let months = promise.months.iter().map(|kept| of(kept.tally.rate()));
    std::iter::once(what).chain(months).chain([of(promise.kept.tally.rate())]).collect()
}

fn of(rate: Rate) -> String {
    match rate.value() {
        Some(value) => format!("{} of {}, {}", rate.numerator, rate.denominator, wording::percent(value)),
        None => "0 due".to_owned(),
    }
}

fn json_of(pact: &Pact) -> Value {
    json!({
        "as_of": wording::iso(&pact.calendar, pact.as_of),
        "time_zone": pact.calendar.zone.name(),
        "months": pact.months.iter().map(|month| month.start.to_string()).collect::<Vec<_>>(),
        "month_gone": pact.gone,
        "marketing": {
            "kept": rate(pact.marketing_kept),
            "tiers": pact.marketing.iter().map(volume).collect::<Vec<_>>(),
        },
        "sales": {
            "kept": rate(pact.sales_kept),
            "promises": pact.sales.iter().map(promise).collect::<Vec<_>>(),
        },
    })
}

fn volume(promise: &VolumePromise) -> Value {
    let month = |kept: &VolumeKept| {
        json!({
            "committed": kept.volume.committed,
            "delivered": kept.volume.delivered,
            "verdict": kept.verdict.slug(),
        })
    };
    let months: Vec<Option<Value>> = promise.months.iter().map(|kept| kept.as_ref().map(month)).collect();
    json!({ "tier": promise.tier, "kept": rate(promise.kept), "months": months })
}

fn promise(promise: &ClockPromise) -> Value {
    json!({
        "tier": promise.tier,
        "clock": promise.clock.slug(),
        "minutes": promise.target.minutes,
        "basis": promise.target.basis.slug(),
        "kept": clock(&promise.kept),
        "months": promise.months.iter().map(clock).collect::<Vec<_>>(),
    })
}

fn clock(kept: &KeptClock) -> Value {
    let mut value = rate(kept.tally.rate());
    value["running"] = kept.tally.running.into();
    value["stopped"] = kept.tally.stopped.into();
    value
}
