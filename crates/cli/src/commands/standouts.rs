//! `plumbline standouts`

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::Outcome,
    handoff::{Finding, MixDays, MixFinding, MixList, Question, Rate, StandoutList, Verdict},
    wording,
};
use serde_json::{Value, json};

use crate::{args, exit::Done, output};

pub(crate) fn run(args: &args::Standouts, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let question = Question {
        basis: args.basis.clone(),
        criteria: args.criteria.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        ..Question::weekly("rejection")
    };
    let (list, mixes) = (workspace.standouts(&question)?, workspace.mixes(&question)?);
    if args.json {
        let mut found = json_of(&list);
        found["mix"] = mixes.found.iter().map(one_mix).collect();
        output::json(&found, None)?;
    } else {
        output::data((text_of(&list) + &text_of_mixes(&mixes)).as_bytes(), None)?;
    }
    Ok(Done::Whole)
}

fn json_of(list: &StandoutList) -> Value {
    json!({
        "comparisons": list.comparisons,
        "from": list.question.from,
        "to": list.question.to,
        "basis": list.question.basis,
        "time_zone": list.calendar.zone.name(),
        "as_of": wording::iso(&list.calendar, list.as_of),
        "n": list.all.denominator,
        "rejected": list.all.numerator,
        "standouts": list.found.iter().map(one).collect::<Vec<Value>>(),
    })
}

fn one(finding: &Finding) -> Value {
    let standout = &finding.standout;
    let subject = &standout.subject;
    let with = subject.with.as_ref().map(|(field, value)| json!({ "field": field.slug(), "value": value }));
    json!({
        "field": subject.of.0.slug(),
        "value": subject.of.1,
        "with": with,
        "reason": subject.reason,
        "n": standout.rate.denominator,
        "rejected": standout.rate.numerator,
        "expected": standout.expected,
        "excess": standout.excess,
        "lower": standout.interval.lower,
        "upper": standout.interval.upper,
        "p": standout.p,
        "q": standout.q,
        "explained_by": standout.explained_by,
        "sentence": finding.sentence,
    })
}

fn one_mix(finding: &MixFinding) -> Value {
    let mix = &finding.mix;
    let span = |days: MixDays, rate: Rate| {
        json!({ "from": days.from.to_string(), "to": days.to.to_string(), "accepted": rate.numerator,
                "decided": rate.denominator, "value": rate.value() })
    };
    let (rate, by_mix) = (mix.split.rate_interval(), mix.split.mix_interval());
    json!({
        "field": mix.field.slug(),
        "verdict": verdict(finding.verdict),
        "before": span(finding.spans.before, mix.before),
        "after": span(finding.spans.after, mix.after),
        "total": mix.split.total,
        "rate": { "value": mix.split.rate, "lower": rate.lower, "upper": rate.upper },
        "mix": { "value": mix.split.mix, "lower": by_mix.lower, "upper": by_mix.upper },
        "p": mix.p,
        "q": mix.q,
        "value": finding.drill.value,
        "n": finding.count,
        "sentence": finding.sentence,
    })
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::OnlyMix => "only-mix",
        Verdict::Hidden => "hidden-by-mix",
        Verdict::PartlyMix => "partly-mix",
    }
}

fn text_of_mixes(list: &MixList) -> String {
    let lines =
        list.found.iter().map(|finding| format!("Mix  {}\n     {}\n", finding.sentence, finding.evidence));
    let text: String = lines.collect();
    if text.is_empty() { text } else { format!("\n{text}") }
}

fn text_of(list: &StandoutList) -> String {
    let mut text = format!("{}\n\n", list.basis_line());
    if let Some(nothing) = list.nothing() {
        text.push_str(&format!("{nothing}\n"));
    }
    for (place, (finding, explained)) in (1..).zip(list.open()) {
        let field = finding.standout.subject.of.0.label();
        text.push_str(&format!("{place:>3}  {field}: {}\n", finding.sentence));
        let names: Vec<&str> = explained.iter().map(|other| other.name.as_str()).collect();
        if !names.is_empty() {
            text.push_str(&format!("     Seen from elsewhere: {}.\n", names.join(", ")));
        }
    }
    text
}
