use super::*;

#[test]
fn the_starters_read_print_and_differ_in_what_follows_an_mql() {
    let [to_a_rep, nurtured] = STARTERS.map(|starter| starter.ladder());
    for (ladder, starter) in [(&to_a_rep, STARTERS[0]), (&nurtured, STARTERS[1])] {
        assert_eq!(Ladder::parse(starter.text).as_ref(), Ok(ladder), "{}", starter.slug);
        assert_eq!(Ladder::parse(&ladder.print()).as_ref(), Ok(ladder));
    }
    assert!(!to_a_rep.allows(Stage::Mql, Stage::Inquiry) && nurtured.allows(Stage::Mql, Stage::Inquiry));
    assert!(LADDER.iter().all(|step| !to_a_rep.allows(step.stage, step.stage)));
}

#[test]
fn a_step_is_allowed_and_forbidden_and_what_leads_nowhere_is_known() {
    let ladder = Ladder::default();
    assert!(LADDER.iter().all(|step| ladder.reaches(step.stage)));
    let cut = ladder.with(Stage::Sal, Stage::Sql, false).unwrap();
    let lost = [Stage::Sql, Stage::Opportunity, Stage::Won, Stage::Lost, Stage::Churned];
    for step in &LADDER {
        assert_eq!(cut.reaches(step.stage), !lost.contains(&step.stage), "{}", step.slug);
    }
    assert_eq!(cut.with(Stage::Sal, Stage::Sql, true).as_ref(), Ok(&ladder), "and back");
    assert_eq!(Ladder::parse(&cut.print()).as_ref(), Ok(&cut));
    let undecidable = ladder.with(Stage::Mql, Stage::Rejected, false);
    assert_eq!(undecidable, Err(LadderError::Undecidable { missing: "rejected" }));
}

#[test]
fn a_stage_is_called_otherwise_and_the_text_keeps_it() {
    let ladder = Ladder::default();
    assert_eq!(ladder.label(Stage::Sal), "Accepted (SAL)");
    let named = ladder.called(Stage::Mql, "  Hand\n raiser: web ").unwrap();
    assert_eq!(named.label(Stage::Mql), "Hand raiser: web");
    assert_eq!(named.date_label(Stage::Mql), "Hand raiser: web date");
    assert_eq!(named.field_label(&FieldName::StageAt(Stage::Sal)), "Accepted date");
    assert_eq!(Ladder::parse(&named.print()).as_ref(), Ok(&named));
    assert!(named.has_steps_of(&ladder) && named != ladder);
    assert_eq!(STARTERS[1].ladder().called_as(&named).label(Stage::Mql), "Hand raiser: web");
    for back in ["", "MQL"] {
        assert_eq!(named.called(Stage::Mql, back).as_ref(), Ok(&ladder), "{back}");
    }
    let taken = LadderError::LabelTaken { label: "Won".to_owned(), stages: [Stage::Sql, Stage::Won] };
    assert_eq!(named.called(Stage::Sql, "won"), Err(taken));
    assert_eq!(named.called(Stage::Sql, &"x".repeat(LONGEST_LABEL + 1)), Err(LadderError::LabelLong));
    let swapped = ladder.called(Stage::Won, "Deal").unwrap().called(Stage::Sql, "Won").unwrap();
    assert_eq!(Ladder::parse(&swapped.print()), Ok(swapped), "a name that another stage gave up");
    let twice = Ladder::parse("mql: sal, rejected, disqualified\nlabel mql: A\nlabel mql: B");
    assert_eq!(twice, Err(LadderError::Twice { line: 3, stage: Stage::Mql }));
}

#[test]
fn a_mistake_is_named_with_its_line() {
    let shape = Ladder::parse("mql: sal, rejected, disqualified\n\nsal");
    assert_eq!(shape, Err(LadderError::Shape { line: 3 }));
    let word = Ladder::parse("mql: sal, refused");
    assert_eq!(word, Err(LadderError::Unknown { line: 1, word: "refused".to_owned() }));
    let twice = Ladder::parse("mql: sal, rejected, disqualified\nmql: inquiry");
    assert_eq!(twice, Err(LadderError::Twice { line: 2, stage: Stage::Mql }));
    assert_eq!(Ladder::parse("mql: sal"), Err(LadderError::Undecidable { missing: "rejected" }));
}

#[test]
fn a_handoff_is_decided_once_as_an_mql() {
    let ladder = Ladder::default();
    for (from, to) in
        [(Stage::Sal, Stage::Rejected), (Stage::Rejected, Stage::Sal), (Stage::Inquiry, Stage::Sal)]
    {
        assert_eq!(ladder.with(from, to, true), Err(LadderError::NoEffect { from, to }));
    }
    let old = Ladder::parse("mql: sal, rejected\nsal: sql, rejected").expect("one of before is read");
    assert_eq!(old.all_have_effect(), Err(LadderError::NoEffect { from: Stage::Sal, to: Stage::Rejected }));
    assert!(STARTERS.iter().all(|starter| starter.ladder().all_have_effect().is_ok()));
}
