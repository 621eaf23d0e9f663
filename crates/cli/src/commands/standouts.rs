//! `plumbline standouts`

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::Outcome,
    handoff::{Finding, Question, StandoutList},
    wording,
};
use serde_json::{Value, json};

use crate::{args, exit::Done, output};

pub(crate) fn run(args: &args::Standouts, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let list = workspace.standouts(&Question {
        basis: args.basis.clone(),
        criteria: args.criteria.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        ..Question::weekly("rejection")
    })?;
    if args.json {
        output::json(&json_of(&list), None)?;
    } else {
        output::data(text_of(&list).as_bytes(), None)?;
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

fn text_of(list: &StandoutList) -> String {
    let mut text = format!("{}\n\n", list.basis_line());
    if list.found.is_empty() {
        text.push_str(
            "Nothing stands out: no difference is beyond what luck does among so many comparisons.\n",
        );
    }
    let open = list.found.iter().enumerate().filter(|(_, finding)| finding.standout.explained_by.is_none());
    for (at, finding) in open {
        let field = finding.standout.subject.of.0.label();
        text.push_str(&format!("{:>3}  {field}: {}\n", at + 1, finding.sentence));
        let explained = list.found.iter().filter(|other| other.standout.explained_by == Some(at));
        let names: Vec<String> = explained.map(|other| other.name.clone()).collect();
        if !names.is_empty() {
            text.push_str(&format!("     Seen from elsewhere: {}.\n", names.join(", ")));
        }
    }
    text
}
