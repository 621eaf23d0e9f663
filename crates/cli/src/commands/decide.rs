//! `plumbline decide`

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    decision::{Decide, Decided, Verb, day_named},
    failure::{Failure, Outcome},
};
use serde_json::{Value, json};

use crate::{args, exit::Done, output};

pub(crate) fn run(args: &args::Decide, clock: Clock) -> Outcome<Done> {
    let (verb, names) = verb_and_leads(&args.leads_and_verb)?;
    let workspace = Workspace::open(&args.file, clock)?;
    let how = Decide {
        verb,
        reason: args.reason.as_deref().map(|text| workspace.reason_named(verb, text)).transpose()?,
        note: args.note.clone(),
        by: args.by.as_deref().map(|text| workspace.person_named(text)).transpose()?,
        contacted: args.contacted.as_deref().map(|text| workspace.contact_named(text)).transpose()?,
        track: args.track.as_deref().map(|text| workspace.track_named(text)).transpose()?,
        due: args.due.as_deref().map(day_named).transpose()?,
    };
    let leads = workspace.leads_named(names)?;
    let decided = workspace.try_decide(&leads, &how)?;
    workspace.close()?;
    if args.json {
        output::json(&json_of(&decided), None)?;
    } else {
        output::say(&decided.sentence);
        decided.remarks.iter().for_each(|remark| output::say(remark));
        for refused in &decided.refused {
            output::say(&format!("Lead #{}: {} {}", refused.lead, refused.refusal, refused.refusal.hint()));
        }
    }
    Ok(if decided.refused.is_empty() { Done::Whole } else { Done::SomeRefused })
}

fn verb_and_leads(words: &[String]) -> Outcome<(Verb, &[String])> {
    let (verb, names) = words.split_last().map_or(("", words), |(verb, names)| (verb.as_str(), names));
    let verb = Verb::from_slug(verb).ok_or_else(|| {
        let verbs: Vec<&str> = Verb::ALL.into_iter().map(Verb::slug).collect();
        Failure::bad_input("verb", format!("\u{201c}{verb}\u{201d} is nothing that can be decided."))
            .hint(format!("The last word is one of {}.", verbs.join(", ")))
    })?;
    Ok((verb, names))
}

fn json_of(decided: &Decided) -> Value {
    let refused: Vec<Value> = decided
        .refused
        .iter()
        .map(|refused| {
            json!({
                "lead": refused.lead.0,
                "message": refused.refusal.to_string(),
                "instead": refused.refusal.instead().map(Verb::slug),
            })
        })
        .collect();
    let done: Vec<i64> = decided.done.iter().map(|lead| lead.0).collect();
    json!({ "done": done, "refused": refused, "remarks": decided.remarks })
}
