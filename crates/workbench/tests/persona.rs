//! Persona rules: what they catch, what changes when they are saved, and taking that back.

#![allow(clippy::unwrap_used, reason = "tests")]

use plumbline_workbench::{
    Workspace, clock::Clock, import::Choice, lead::Listing, persona::Draft, workspace::Choices,
};

const EXPORT: &str = "\
Lead ID,Email,Job Title,Seniority,MQL Date
1,a@firm1.example,CISO,,2026-01-05
2,b@firm2.example,Gardener,,2026-01-05
3,c@firm3.example,Head Gardener,VP,2026-01-06
4,d@firm4.example,,,2026-01-06
";

fn room() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::parse("2026-03-31T12:00").unwrap();
    let workspace =
        Workspace::create(&folder.path().join("w.plumbline"), &Choices::default(), clock).unwrap();
    let path = folder.path().join("leads.csv");
    std::fs::write(&path, EXPORT).unwrap();
    workspace.import(&[Choice::plain(&path)], |_| std::ops::ControlFlow::Continue(())).unwrap();
    (folder, workspace)
}

fn personas(workspace: &Workspace) -> Vec<String> {
    let listing = Listing { columns: vec!["external_id".into(), "persona".into()], ..Listing::default() };
    let mut rows: Vec<(String, String)> = workspace
        .leads(&listing, 0, 10)
        .unwrap()
        .rows
        .into_iter()
        .map(|row| (row.cells[0].clone(), row.cells[1].clone()))
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, persona)| persona).collect()
}

fn draft(persona: &str, criteria: &str) -> Draft {
    Draft { persona: persona.to_owned(), criteria: criteria.to_owned() }
}

#[test]
fn the_first_rule_that_is_true_wins_and_a_mistake_is_told_beside_its_rule() {
    let (_folder, workspace) = room();
    let drafts = [
        draft("Head of green", "title contains \"gardener\" and seniority = \"VP\""),
        draft("Broken", "title contains"),
        draft("Elsewhere", "country = \"Norway\""),
        draft("Green", "title contains \"gardener\""),
    ];
    let preview = workspace.preview_personas(&drafts).unwrap();
    let counts: Vec<u64> = preview.rules.iter().map(|rule| rule.count).collect();
    assert_eq!(counts, [1, 0, 0, 1]);
    assert_eq!(preview.uncaught.0, 2, "the CISO and the lead without a title");
    assert!(preview.rules[1].error.is_some() && preview.rules[2].error.is_some());
    assert_eq!(preview.rules[3].examples, [("Gardener".to_owned(), 1)]);
    assert!(workspace.save_personas(&drafts).unwrap_err().message.contains("Rule 2"));
}

#[test]
fn saving_changes_personas_that_rules_made_and_undo_brings_both_back() {
    let (_folder, workspace) = room();
    let before = (workspace.personas().unwrap(), personas(&workspace));
    let drafts = [draft("Green", "title contains \"gardener\"")];
    let told = workspace.preview_personas(&drafts).unwrap().changed;
    let changed = workspace.save_personas(&drafts).unwrap();
    assert_eq!(told, changed, "the preview says what will happen");
    assert!(changed >= 2);
    assert_eq!(personas(&workspace)[1..3], ["Green", "Green"]);
    assert_eq!(workspace.personas().unwrap(), drafts);
    workspace.undo().unwrap();
    assert_eq!((workspace.personas().unwrap(), personas(&workspace)), before);
}

#[test]
fn every_rule_a_workspace_starts_with_can_be_written_again() {
    let (_folder, workspace) = room();
    for draft in workspace.personas().unwrap() {
        let checked = workspace.check_persona_criteria(&draft.criteria).unwrap();
        assert_eq!(checked.error, None, "{}", draft.persona);
        assert_eq!(checked.canonical.as_deref(), Some(draft.criteria.as_str()), "{}", draft.persona);
    }
}

#[test]
fn criteria_of_a_rule_are_counted_for_themselves() {
    let (_folder, workspace) = room();
    let checked = workspace.check_persona_criteria("title matches \"head gardener, ciso\"").unwrap();
    assert_eq!((checked.matching, checked.not_matching, checked.unknown), (2, 1, 1), "one has no title");
    let rows = checked.rows.unwrap();
    assert_eq!(rows.tests[0].values, ["head gardener", "ciso"], "each word is a value of the line");
    assert_eq!(workspace.build_persona_criteria(&rows).unwrap().canonical, checked.canonical);
}

#[test]
fn the_editor_refuses_what_saving_refuses() {
    let (_folder, workspace) = room();
    for text in ["", "title matches", "country = \"Norway\"", "activity(\"call\") >= 1", "title is known"] {
        let error = workspace.check_persona_criteria(text).unwrap().error;
        let saved = workspace.save_personas(&[draft("Anybody", text)]);
        assert_eq!(error.is_some(), saved.is_err(), "{text}");
        if let (Some(error), Err(failure)) = (error, saved) {
            assert!(failure.message.contains(error.message.trim_end_matches('.')), "{}", failure.message);
            assert!(error.start <= error.end && error.end <= text.len(), "{text}");
        }
    }
}
