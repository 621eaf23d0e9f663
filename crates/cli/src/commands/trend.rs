//! `plumbline trend`

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::Outcome,
    handoff::{Control, Point, Question, Signal, Trend},
    wording,
};
use serde_json::{Value, json};

use crate::{
    args::{self, TrendFormat},
    exit::Done,
    output, table,
};

pub(crate) fn run(args: &args::Trend, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let question = Question {
        metric: args.metric.clone(),
        grain: args.grain.clone(),
        basis: args.basis.clone(),
        split: args.split.clone(),
        criteria: args.criteria.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        known: Some(args.known.clone()),
    };
    let out = args.out.as_ref();
    let format = if args.json { TrendFormat::Json } else { args.format };
    match format {
        TrendFormat::Json => output::json(&json_of(&workspace.trend(&question)?), out)?,
        TrendFormat::Table => output::data(text_of(&workspace.trend(&question)?).as_bytes(), out)?,
        TrendFormat::Csv => output::data(&workspace.trend(&question)?.table().csv()?, out)?,
        TrendFormat::Svg => output::data(workspace.draw_svg(&question)?.as_bytes(), out)?,
        TrendFormat::Png => output::data(&workspace.draw_png(&question)?, out)?,
    }
    Ok(Done::Whole)
}

fn json_of(trend: &Trend) -> Value {
    let answer = &trend.answer;
    let points: Vec<Value> = answer.points().map(point).collect();
    json!({
        "metric": answer.measure.slug(),
        "basis": answer.basis.slug(),
        "grain": answer.grain.slug(),
        "time_zone": trend.calendar.zone.name(),
        "week_start": wording::weekday(trend.calendar.week_start).to_lowercase(),
        "as_of": wording::iso(&trend.calendar, trend.as_of),
        "known": answer.known.slug(),
        "undated": answer.undated,
        "left_out": answer.left_out,
        "points": points,
    })
}

fn point(point: &Point) -> Value {
    json!({
        "start": point.period.start.to_string(),
        "end": point.period.end.to_string(),
        "split": point.split.as_deref(),
        "n": point.n,
        "accepted": point.accepted,
        "rejected": point.rejected,
        "lapsed": point.lapsed,
        "pending": point.pending,
        "unclear": point.unclear,
        "numerator": point.numerator,
        "denominator": point.denominator,
        "value": point.value,
        "cohort_value": point.cohort_value,
        "p90": point.p90,
        "lower": point.lower,
        "upper": point.upper,
        "settled": point.settled,
        "provenance": {
            "recorded": point.provenance.recorded,
            "derived": point.provenance.derived,
            "bounded": point.provenance.bounded,
        },
        "control": point.control.as_ref().map(control),
    })
}

fn control(control: &Control) -> Value {
    let signal = control.signal.map(|signal| match signal {
        Signal::Below => "below",
        Signal::Above => "above",
    });
    json!({ "center": control.center, "lower": control.lower, "upper": control.upper, "signal": signal })
}

fn text_of(trend: &Trend) -> String {
    let shown = trend.table();
    let columns: Vec<&str> = shown.columns.iter().map(String::as_str).collect();
    // Periods, the split and the closing word read from the left, everything between is a number.
    let right: Vec<bool> =
        columns.iter().map(|name| !["from", "to", "split", "settled"].contains(name)).collect();
    format!("{}\n{}\n\n{}", shown.caption, trend.basis_line(), table::render(&columns, &right, &shown.rows))
}
