use super::*;

const CONTACT: Option<Moment> = Some(Moment(1));

fn at(stage: Stage, contacted: Option<Moment>) -> Position {
    Position {
        stage: Some(stage),
        mql: Some(Moment(0)),
        contacted,
        on_record: contacted.is_some(),
        lapsed: false,
        later: false,
    }
}

#[test]
fn a_rejection_needs_a_reason_of_its_list_and_other_needs_words() {
    let fit = Picked { label: "Too far", list: List::Rejection, bucket: Bucket::Fit, retired: false };
    let other = Picked { label: "Anders", bucket: Bucket::Other, ..fit };
    let after = Picked { list: List::Disqualification, bucket: Bucket::Other, ..fit };
    assert_eq!(check_reason(Verb::Reject, None, Some("words")), Err(Refusal::NoReason(Verb::Reject)));
    assert_eq!(check_reason(Verb::Reject, Some(fit), None), Ok(()));
    assert_eq!(check_reason(Verb::Reject, Some(after), None), Err(Refusal::OtherList(Verb::Reject)));
    for blank in [
        None,
        Some(""),
        Some(" \n"),
        Some("."),
        Some("- - -"),
        Some("x"),
        Some("n/a"),
        Some("\u{200b}\u{200b}\u{200b}"),
        Some("OTHER"),
        Some("\u{201c}anders\u{201d}."),
        Some("\u{91cd}"),
    ] {
        assert_eq!(check_reason(Verb::Reject, Some(other), blank), Err(Refusal::NoWords), "{blank:?}");
    }
    for said in ["CEO", "24h", "sans r\u{e9}ponse", "\u{91cd}\u{590d}", "\u{c911}\u{bcf5}", "other vendor"] {
        assert_eq!(check_reason(Verb::Reject, Some(other), Some(said)), Ok(()), "{said:?}");
    }
    assert_eq!(check_reason(Verb::Reject, Some(other), Some("moved")), Ok(()));
    assert_eq!(check_reason(Verb::Disqualify, Some(after), None), Ok(()), "no bucket, no words needed");
    let retired = Picked { retired: true, ..fit };
    assert_eq!(check_reason(Verb::Reject, Some(retired), None), Err(Refusal::Retired));
    let needless = check_reason(Verb::Accept, Some(fit), None);
    assert_eq!(needless, Err(Refusal::NeedlessReason(Verb::Accept)));
}

#[test]
fn contact_parts_rejection_from_disqualification_and_each_names_the_other() {
    let ladder = Ladder::default();
    let check = |verb, contacted| check_lead(verb, at(Stage::Mql, contacted), &ladder);
    assert_eq!(check(Verb::Reject, None), Ok(()));
    assert_eq!(check(Verb::Reject, CONTACT), Err(Refusal::Contacted));
    assert_eq!(check(Verb::Disqualify, CONTACT), Ok(()));
    assert_eq!(check(Verb::Disqualify, None), Err(Refusal::NotContacted));
    let accepted = |contacted| check_lead(Verb::Disqualify, at(Stage::Sal, contacted), &ladder);
    assert_eq!(accepted(CONTACT), Ok(()));
    assert_eq!(accepted(None), Err(Refusal::Unspoken), "rejecting it is off the ladder");
    let late = check_lead(Verb::Reject, at(Stage::Sal, CONTACT), &ladder);
    assert_eq!(late, Err(Refusal::Contacted));
    for refusal in [Refusal::Contacted, Refusal::NotContacted] {
        let contacted = if refusal == Refusal::Contacted { CONTACT } else { None };
        let instead = refusal.instead().expect("both have one");
        assert_eq!(check(instead, contacted), Ok(()), "what is offered is possible");
    }
}

#[test]
fn a_ladder_that_asks_for_acceptance_first_is_kept_to() {
    let ladder = Ladder::default().with(Stage::Mql, Stage::Disqualified, false).expect("it can be decided");
    let check = |verb, contacted| check_lead(verb, at(Stage::Mql, contacted), &ladder);
    for verb in [Verb::Reject, Verb::Disqualify] {
        let refusal = check(verb, CONTACT).expect_err("accept it first");
        assert_eq!((refusal, refusal.instead()), (Refusal::AcceptFirst, Some(Verb::Accept)), "{verb:?}");
    }
    assert_eq!(check(Verb::Accept, CONTACT), Ok(()));
    assert_eq!(
        check_lead(Verb::Disqualify, at(Stage::Sal, CONTACT), &ladder),
        Ok(()),
        "and then it is possible"
    );
    assert_eq!(check(Verb::Disqualify, None), Err(Refusal::NotContacted), "before contact it is rejected");
    assert_eq!(check(Verb::Reject, None), Ok(()));
}

#[test]
fn a_contact_that_is_told_lies_in_this_handoff_and_gives_way_to_the_record() {
    let began = Moment(100);
    let silent = Position { mql: Some(began), ..at(Stage::Mql, None) };
    assert_eq!(silent.with_contact(None), Ok(silent));
    assert_eq!(silent.with_contact(Some(Moment(99))), Err(Refusal::ContactEarlier));
    for told in [began, Moment(200)] {
        assert_eq!(silent.with_contact(Some(told)).map(|now| now.contacted), Ok(Some(told)));
    }
    let known = Position { on_record: true, contacted: Some(Moment(150)), ..silent };
    for told in [Moment(1), Moment(200)] {
        assert_eq!(known.with_contact(Some(told)), Ok(known), "what the record knows stands");
    }
    let qualified = Position { on_record: false, contacted: Some(Moment(150)), ..silent };
    assert_eq!(qualified.with_contact(Some(Moment(1))), Err(Refusal::ContactEarlier));
    let first = Position { mql: None, ..silent };
    assert!(
        first.with_contact(Some(Moment(1))).is_ok(),
        "without a handoff there is nothing to be older than"
    );
}

#[test]
fn the_ladder_says_what_may_follow() {
    let ladder = Ladder::default();
    let check = |verb, stage| check_lead(verb, at(stage, None), &ladder);
    assert_eq!(check(Verb::Accept, Stage::Mql), Ok(()));
    assert_eq!(check(Verb::Accept, Stage::Sal), Err(Refusal::Already));
    let won = Err(Refusal::OffTheLadder { from: Some(Stage::Won) });
    assert_eq!(check(Verb::Reject, Stage::Won), won);
    assert_eq!(check(Verb::Requalify, Stage::Rejected), Ok(()));
    assert_eq!(check(Verb::Requalify, Stage::Mql), Err(Refusal::Already));
    assert_eq!(check(Verb::Recycle, Stage::Lost), Ok(()));
    for (verb, stage) in [
        (Verb::Accept, Stage::Rejected),
        (Verb::Accept, Stage::Disqualified),
        (Verb::Reject, Stage::Lost),
        (Verb::Disqualify, Stage::Rejected),
    ] {
        let refusal = check(verb, stage).unwrap_err();
        assert_eq!(refusal, Refusal::OverMql(stage), "{verb:?}");
        assert!(refusal.hint().contains("requalify"));
        assert_eq!(refusal.instead().map(|verb| check(verb, stage)), Some(Ok(())), "and that is possible");
    }
    assert_eq!(check(Verb::Reject, Stage::Rejected), Err(Refusal::Already));
    assert!(check(Verb::Recycle, Stage::Mql).is_err(), "somebody has to decide about it");
    let lapsed = Position { lapsed: true, ..at(Stage::Mql, None) };
    for verb in [Verb::Accept, Verb::Reject, Verb::Recycle, Verb::Requalify] {
        assert_eq!(check_lead(verb, lapsed, &ladder), Ok(()), "{verb:?}: silence is no way out");
    }
}
