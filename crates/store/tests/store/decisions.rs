//! What imports say about decisions: rejections without a reason, and leads that were decided twice.

use plumbline_domain::{
    ids::{LeadId, ReasonId},
    moment::Moment,
    reason::{List, NOT_GIVEN, ReasonKey},
    shape::Shape,
    stage::Stage,
};
use plumbline_store::{Op, OpKind, Reader, StoreError};

use crate::{
    common::{Bench, Row, dump},
    shapes::{Item, id, take},
};

const LEAD: &str = "x:id:1";

fn entered(stage: Stage, day: i64, reason: Option<u16>) -> Item {
    Item::Entered { who: id(LEAD), stage, day, reason, by: "", note: "" }
}

#[test]
fn a_rejection_without_a_reason_is_told_and_replaced_and_comes_back_by_undo() {
    let (bench, store) = Bench::new();
    let rejected = Row::of(LEAD).stamp(Stage::Mql, 1).stamp(Stage::Rejected, 3);
    let first = take(&store, Shape::LeadPerRow, &[Item::Lead(rejected.clone())], 60);
    assert_eq!(first.unreasoned, 1);
    let detail = || store.read(|reader| reader.lead_detail(LeadId(1))).unwrap().events.pop().unwrap();
    assert_eq!(detail().event.reason, Some(ReasonId::NOT_GIVEN));
    assert_eq!(detail().reason_label.as_deref(), Some("No reason given"));
    let desk = store.read(Reader::other_rejections).unwrap();
    assert_eq!((desk.len(), desk[0].reason), (1, ReasonId::NOT_GIVEN));

    let before = dump(&bench.path);
    let told = take(&store, Shape::StageLog, &[entered(Stage::Rejected, 3, Some(0))], 61);
    assert_eq!((told.unreasoned, told.counts.updated), (0, 1));
    assert_eq!(detail().reason_label.as_deref(), Some("Industry not served"));
    assert!(store.read(Reader::other_rejections).unwrap().is_empty());
    let again = take(&store, Shape::LeadPerRow, &[Item::Lead(rejected)], 60);
    assert_eq!((again.unreasoned, again.counts.unchanged), (0, 1), "none never replaces one");

    // The import that changed nothing, then the log.
    store.undo(Moment(98)).unwrap();
    store.undo(Moment(99)).unwrap();
    assert_eq!(dump(&bench.path), before);
    assert_eq!(detail().reason_label.as_deref(), Some("No reason given"));
}

#[test]
fn nobody_can_make_an_entry_of_what_stands_for_none_and_a_group_of_it_is_promoted() {
    let (_bench, store) = Bench::new();
    take(&store, Shape::LeadPerRow, &[Item::Lead(Row::of(LEAD).stamp(Stage::Rejected, 3))], 60);
    let op = || Op::new(OpKind::Reason, "a reason".to_owned());
    let added = store.transact(op(), Moment(5), |change| {
        change.add_reason(List::Rejection, &ReasonKey::not_given(), "Mine")
    });
    assert!(matches!(added, Err(StoreError::Taken(_))), "{added:?}");
    let all = store.read(Reader::counted_reasons).unwrap();
    assert_eq!(all.iter().filter(|reason| reason.label == NOT_GIVEN.2).count(), 1);

    let promoted = store.transact(op(), Moment(5), |change| {
        let to = change.add_reason(List::Rejection, &ReasonKey::parse("fit.small").unwrap(), "Small")?;
        change.back_code(ReasonId::NOT_GIVEN, to, &[(LeadId(1), Moment(3 * Moment::DAY))])
    });
    assert_eq!(promoted.unwrap().value, 1);
    let reason = store.read(|reader| reader.events_of(LeadId(1))).unwrap()[0].reason.unwrap();
    let label =
        store.read(Reader::reasons).unwrap().into_iter().find(|known| known.id == reason).unwrap().label;
    assert_eq!(label, "Small");
}

#[test]
fn a_second_decision_is_told_with_its_row_and_an_mql_between_makes_it_the_first_of_another_pass() {
    let (_bench, store) = Bench::new();
    let lead = |id: &str, days: [i64; 3]| {
        let [mql, sal, rejected] = days;
        Item::Lead(Row::of(id).stamp(Stage::Mql, mql).stamp(Stage::Sal, sal).stamp(Stage::Rejected, rejected))
    };
    let items = [lead("x:id:1", [1, 2, 3]), lead("x:id:2", [1, 3, 2]), lead("x:id:3", [5, 6, 2])];
    let told = take(&store, Shape::LeadPerRow, &items, 60);
    assert_eq!(told.decided_twice, [2_u64, 3], "the third was rejected before this pass");
    let again = take(&store, Shape::LeadPerRow, &items, 60);
    assert!(again.decided_twice.is_empty(), "nothing new is told");
    let log = [entered(Stage::Mql, 2, None), entered(Stage::Rejected, 9, Some(0))];
    assert_eq!(take(&store, Shape::StageLog, &log, 61).decided_twice, [3_u64]);
}
