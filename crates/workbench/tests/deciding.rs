//! No rejection is without a reason, whatever is done in whatever order; and two decisions of one moment are two.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{ops::ControlFlow, path::Path};

use plumbline_domain::{ids::LeadId, ids::ReasonId, stage::Stage};
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    decision::{Decide, Verb},
    failure::Kind,
    handoff::Question,
    import::Choice,
    lead::Listing,
    other::Promote,
    reason::Bucket,
    workspace::Choices,
};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::TestRunner};

const AS_OF: &str = "2026-03-25T10:00";

fn empty(folder: &Path) -> Workspace {
    let choices = Choices { time_zone: Some("UTC".into()), ..Choices::default() };
    Workspace::create(&folder.join("w.plumbline"), &choices, Clock::parse(AS_OF).unwrap()).unwrap()
}

fn with_leads(folder: &Path, leads: usize) -> Workspace {
    let workspace = empty(folder);
    let mut text = "Lead ID,Last Name,MQL Date\n".to_owned();
    for lead in 1..=leads {
        text.push_str(&format!("L-{lead},Lee{lead},2026-03-20\n"));
    }
    let path = folder.join("leads.csv");
    std::fs::write(&path, text).unwrap();
    workspace.import(&[Choice { path, edits: None }], |_| ControlFlow::Continue(())).unwrap();
    workspace
}

fn reject(reason: Option<ReasonId>, note: Option<&str>) -> Decide {
    Decide { reason, note: note.map(str::to_owned), ..Decide::of(Verb::Reject) }
}

/// Stage and reason of every lead, as everybody sees them.
fn standing(workspace: &Workspace) -> Vec<(String, String)> {
    let records = workspace.leads_records(&Listing::default()).unwrap();
    let text = |fields: &[(String, serde_json::Value)], name: &str| {
        let found = fields.iter().find(|(known, _)| known == name).unwrap();
        found.1.as_str().unwrap_or_default().to_owned()
    };
    records.iter().map(|record| (text(&record.fields, "stage"), text(&record.fields, "reason"))).collect()
}

#[test]
fn nothing_by_hand_rejects_without_a_reason_of_this_picklist_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_leads(folder.path(), 2);
    let named = |verb, text: &str| workspace.reason_named(verb, text).unwrap();
    let (kept, merged, retired) = (
        named(Verb::Reject, "Missing contact data"),
        named(Verb::Reject, "Invalid e-mail"),
        named(Verb::Reject, "Recent purchase"),
    );
    let (other, after) = (named(Verb::Reject, "Other"), named(Verb::Disqualify, "No budget"));
    workspace.merge_reasons(kept, merged).unwrap();
    workspace.retire_reason(retired).unwrap();
    let before = standing(&workspace);
    let steps = workspace.summary().unwrap().undo;
    for (how, field) in [
        (reject(None, None), "reason"),
        (reject(None, Some("because")), "reason"),
        (reject(Some(ReasonId(0)), None), "reason"),
        (reject(Some(ReasonId(-1)), None), "reason"),
        (reject(Some(ReasonId(i64::MAX)), None), "reason"),
        (reject(Some(merged), None), "reason"),
        (reject(Some(retired), None), "reason"),
        (reject(Some(after), None), "reason"),
        (reject(Some(other), None), "note"),
        (reject(Some(other), Some(" \t\u{a0}\n")), "note"),
        (reject(Some(other), Some(".")), "note"),
        (reject(Some(other), Some("\u{200b}")), "note"),
        (reject(Some(other), Some("other!")), "note"),
        (Decide { reason: Some(kept), ..Decide::of(Verb::Accept) }, "reason"),
        (Decide { reason: Some(kept), ..Decide::of(Verb::Requalify) }, "reason"),
        (Decide { reason: Some(kept), ..Decide::of(Verb::Disqualify) }, "reason"),
    ] {
        for leads in [&[LeadId(1)][..], &[LeadId(1), LeadId(2)]] {
            let failure = workspace.decide(leads, &how).unwrap_err();
            assert_eq!((failure.kind, failure.field.as_deref()), (Kind::BadInput, Some(field)), "{how:?}");
            assert!(failure.hint.is_some(), "{how:?}: nobody says what to do");
        }
    }
    assert_eq!(standing(&workspace), before);
    assert_eq!(workspace.summary().unwrap().undo, steps, "nothing was done");
    workspace.decide(&[LeadId(1)], &reject(Some(other), Some("moved"))).unwrap();
    assert_eq!(standing(&workspace)[0], ("rejected".into(), "other.unspecified".into()));
}

#[test]
fn the_reason_that_asks_for_words_goes_nowhere_while_it_is_the_only_one() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_leads(folder.path(), 1);
    let other = workspace.reason_named(Verb::Reject, "Other").unwrap();
    let industry = workspace.reason_named(Verb::Reject, "Industry not served").unwrap();
    let refused = |done: plumbline_workbench::failure::Outcome<()>| {
        let failure = done.unwrap_err();
        assert_eq!(failure.kind, Kind::Refused, "{failure}");
        assert!(failure.hint.is_some());
    };
    refused(workspace.move_reason(other, Bucket::Fit));
    refused(workspace.merge_reasons(industry, other));
    refused(workspace.retire_reason(other));
    let asked = workspace.decide(&[LeadId(1)], &reject(Some(other), None)).unwrap_err();
    assert_eq!(asked.field.as_deref(), Some("note"), "words are asked for as before");
    workspace.change_reason(other, "Something else", None, None).unwrap();
    let misc =
        workspace.add_reason(plumbline_workbench::decision::List::Rejection, Bucket::Other, "Misc").unwrap();
    refused(workspace.move_reason(other, Bucket::Fit));
    workspace.merge_reasons(misc, other).unwrap();
    refused(workspace.move_reason(misc, Bucket::Fit));
    let asked = workspace.decide(&[LeadId(1)], &reject(Some(misc), Some("misc"))).unwrap_err();
    assert_eq!(asked.field.as_deref(), Some("note"), "its own name says nothing");
    workspace.restore_reason(other).unwrap();
    workspace.move_reason(misc, Bucket::Fit).unwrap();
}

/// What somebody may do, in any order; most of it is refused.
#[derive(Clone, Debug)]
enum Act {
    Decide(Verb, usize, bool, Option<usize>, Option<&'static str>),
    Undo,
    Redo,
    Merge(usize, usize),
    Retire(usize),
    Restore(usize),
    Move(usize, Bucket),
    Promote(usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let verb = select(vec![Verb::Reject, Verb::Reject, Verb::Accept, Verb::Requalify, Verb::Disqualify]);
    let words = select(vec![None, Some(""), Some(" "), Some("said so")]);
    let decide = (verb, 0_usize..4, any::<bool>(), prop::option::weighted(0.8, 0_usize..30), words);
    let bucket = select(Bucket::ALL.to_vec());
    let act = prop_oneof![
        6 => decide.prop_map(|(verb, lead, all, reason, note)| Act::Decide(verb, lead, all, reason, note)),
        2 => Just(Act::Undo),
        2 => Just(Act::Redo),
        1 => (0_usize..30, 0_usize..30).prop_map(|(keep, other)| Act::Merge(keep, other)),
        1 => (0_usize..30).prop_map(Act::Retire),
        1 => (0_usize..30).prop_map(Act::Restore),
        1 => (0_usize..30, bucket).prop_map(|(reason, bucket)| Act::Move(reason, bucket)),
        1 => (0_usize..4).prop_map(Act::Promote),
    ];
    vec(act, 1..30)
}

fn carry_out(workspace: &Workspace, act: &Act) {
    let reasons = workspace.reason_rows().unwrap();
    let reason = |nth: usize| reasons[nth % reasons.len()].reason.id;
    // Whatever is refused changes nothing: the property is asked after each.
    let _ = match act {
        Act::Decide(verb, lead, all, picked, note) => {
            let leads: Vec<LeadId> = match all {
                true => (1..=4).map(LeadId).collect(),
                false => vec![LeadId(*lead as i64 + 1)],
            };
            let contacted = (*verb == Verb::Disqualify).then(|| workspace.now().unwrap());
            let how = Decide {
                reason: picked.map(reason),
                note: note.map(str::to_owned),
                contacted,
                ..Decide::of(*verb)
            };
            workspace.decide(&leads, &how).map(drop)
        }
        // Without the import there would be nobody left to decide about.
        Act::Undo if workspace.summary().unwrap().undo.is_none_or(|step| !step.redoable) => Ok(()),
        Act::Undo => workspace.undo().map(drop),
        Act::Redo => workspace.redo().map(drop),
        Act::Merge(keep, other) => workspace.merge_reasons(reason(*keep), reason(*other)),
        Act::Retire(nth) => workspace.retire_reason(reason(*nth)),
        Act::Restore(nth) => workspace.restore_reason(reason(*nth)),
        Act::Move(nth, bucket) => workspace.move_reason(reason(*nth), *bucket),
        Act::Promote(nth) => match workspace.other_desk().unwrap().groups.get(*nth) {
            Some(group) => {
                let texts = group.texts.iter().map(|one| one.text.clone()).collect();
                let promote = Promote {
                    texts,
                    bucket: Bucket::Timing,
                    label: format!("Promoted {nth}"),
                    track: None,
                    team: None,
                };
                workspace.promote_other(&promote).map(drop)
            }
            None => Ok(()),
        },
    };
}

#[test]
fn after_any_sequence_no_standing_rejection_is_without_a_reason() {
    let mut runner = TestRunner::new(ProptestConfig { cases: 60, ..ProptestConfig::default() });
    let rejected = std::cell::Cell::new(0_usize);
    runner
        .run(&acts(), |acts| {
            // A world of its own: what one sequence merged away or closed for good is there again for the next.
            let folder = tempfile::tempdir().unwrap();
            let workspace = with_leads(folder.path(), 4);
            for act in &acts {
                carry_out(&workspace, act);
                for (stage, reason) in standing(&workspace) {
                    prop_assert!(stage != Stage::Rejected.slug() || !reason.is_empty(), "after {act:?}");
                    rejected.set(rejected.get() + usize::from(stage == Stage::Rejected.slug()));
                }
            }
            Ok(())
        })
        .unwrap();
    assert!(rejected.get() > 200, "too few rejections to mean anything: {}", rejected.get());
}

#[test]
fn whoever_comes_back_soon_after_an_imported_decision_has_a_handoff_more() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = empty(folder.path());
    let mut text = "Lead ID,Last Name,MQL Date,SAL Date,Rejected Date,Rejection Reason,Status\n".to_owned();
    for (lead, day) in (1..=6).zip([1, 6, 12, 18, 21, 23]) {
        let (mql, decided) = (format!("2026-03-{day:02}"), format!("2026-03-{:02}", day + 1));
        text.push_str(&match lead % 2 {
            0 => format!("L-{lead},Lee{lead},{mql},{decided},,,Accepted\n"),
            _ => format!("L-{lead},Lee{lead},{mql},,{decided},Duplicate,Rejected\n"),
        });
    }
    let path = folder.path().join("leads.csv");
    std::fs::write(&path, text).unwrap();
    workspace.import(&[Choice { path, edits: None }], |_| ControlFlow::Continue(())).unwrap();
    let no_budget = workspace.reason_named(Verb::Disqualify, "No budget").unwrap();
    for lead in [2, 4, 6].map(LeadId) {
        let contacted = Some(workspace.now().unwrap());
        let how = Decide { reason: Some(no_budget), contacted, ..Decide::of(Verb::Disqualify) };
        workspace.decide(&[lead], &how).unwrap();
    }
    let counted = || {
        let question = Question { grain: "quarter".to_owned(), ..Question::weekly("volume") };
        let answer = workspace.trend(&question).unwrap().answer;
        let all = &answer.series[0].total;
        (all.n, all.accepted, all.rejected)
    };
    assert_eq!(counted(), (6, 3, 3));
    for lead in 1..=6 {
        workspace.decide(&[LeadId(lead)], &Decide::of(Verb::Requalify)).unwrap();
        assert_eq!(counted(), (6 + lead as u32, 3, 3), "lead {lead}");
    }
}

#[test]
fn two_decisions_of_one_moment_are_two_and_the_later_is_later() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_leads(folder.path(), 3);
    let reason = Some(workspace.reason_named(Verb::Reject, "Industry not served").unwrap());
    let handoffs = |workspace: &Workspace| workspace.summary().unwrap().handoffs;
    let before = handoffs(&workspace);
    for _ in 0..3 {
        workspace.decide(&[LeadId(1)], &reject(reason, None)).unwrap();
        assert_eq!(standing(&workspace)[0].0, "rejected");
        workspace.decide(&[LeadId(1)], &Decide::of(Verb::Requalify)).unwrap();
        assert_eq!(standing(&workspace)[0].0, "mql");
    }
    assert_eq!(handoffs(&workspace), before + 3, "each time it came back is a handoff");
    workspace.close().unwrap();
    // The same moment in a program that is started again.
    let again = || Workspace::open(&folder.path().join("w.plumbline"), Clock::parse(AS_OF).unwrap()).unwrap();
    let workspace = again();
    assert_eq!(standing(&workspace)[0].0, "mql", "what was decided last is what is seen");
    workspace.decide(&[LeadId(1)], &Decide::of(Verb::Accept)).unwrap();
    workspace.close().unwrap();
    let workspace = again();
    assert_eq!(standing(&workspace)[0].0, "sal");
    let track = Some(workspace.track_named("enrich-first").unwrap());
    workspace.decide(&[LeadId(2)], &reject(reason, None)).unwrap();
    let recycle = Decide { track, ..Decide::of(Verb::Recycle) };
    for _ in 0..3 {
        workspace.decide(&[LeadId(2)], &recycle).unwrap();
    }
    for _ in 0..3 {
        workspace.undo().unwrap();
    }
    assert_eq!(standing(&workspace)[1].0, "rejected");
}
