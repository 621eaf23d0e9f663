//! Files that name a reason by a key it had before somebody moved it, and people by a name they had.

use plumbline_domain::{
    ids::{LeadId, ReasonId},
    moment::Moment,
    reason::{Bucket, List, ReasonKey},
    shape::Shape,
    stage::Stage,
};
use plumbline_store::{Op, OpKind, Particulars, Reader, Reason, Store, StoreError};

use crate::{
    common::{Bench, dump},
    shapes::{Item, id, take},
};

/// The file gives its first reason, `fit.industry`.
fn told(store: &Store, lead: &'static str) -> u64 {
    let item =
        Item::Entered { who: id(lead), stage: Stage::Rejected, day: 3, reason: Some(0), by: "", note: "" };
    take(store, Shape::StageLog, &[item], 60).counts.updated
}

fn rejections(store: &Store) -> Vec<Reason> {
    let mut reasons = store.read(Reader::reasons).unwrap();
    reasons.retain(|reason| reason.list == List::Rejection);
    reasons
}

fn of(store: &Store, lead: i64) -> Option<ReasonId> {
    store.read(|reader| reader.events_of(LeadId(lead))).unwrap().pop()?.reason
}

fn change(
    store: &Store,
    at: i64,
    what: impl FnOnce(&mut plumbline_store::Change<'_>) -> Result<(), StoreError> + Send + 'static,
) {
    store.transact(Op::new(OpKind::Reason, "rules"), Moment(at), what).unwrap();
}

#[test]
fn a_reason_that_was_moved_is_meant_by_the_keys_it_had() {
    let (_bench, store) = Bench::new();
    told(&store, "x:id:1");
    let before = rejections(&store);
    let reason = of(&store, 1).unwrap();
    for (at, bucket) in [(10, Bucket::Data), (11, Bucket::Timing)] {
        change(&store, at, move |change| change.move_reason(reason, bucket));
    }
    told(&store, "x:id:2");
    assert_eq!(rejections(&store).len(), before.len(), "no second entry came with the file");
    assert_eq!(of(&store, 2), Some(reason));
    let keys = || store.read(Reader::former_reason_keys).unwrap();
    let named = |key: &str| (ReasonKey::parse(key).unwrap(), reason);
    assert_eq!(keys(), [named("data.industry"), named("fit.industry")]);
    let row = Item::Reason { reason: 0, retired: false };
    let listed = take(&store, Shape::ReasonList, &[row], 61).counts;
    assert_eq!((listed.created, listed.updated), (0, 1), "an old picklist names it as well");
    assert_eq!(rejections(&store).len(), before.len());

    let kept = before.iter().find(|reason| reason.key.slug == "geography").unwrap().id;
    change(&store, 12, move |change| change.merge_reasons(kept, reason));
    told(&store, "x:id:3");
    assert_eq!(of(&store, 3), Some(reason), "it goes on being given, and counts as what it was merged into");
    assert_eq!(rejections(&store).len(), before.len());

    change(&store, 13, |change| {
        change.add_reason(List::Rejection, &ReasonKey::parse("fit.industry").unwrap(), "Mine").map(drop)
    });
    told(&store, "x:id:4");
    assert_ne!(of(&store, 4), Some(reason), "what somebody added has the key from then on");
    assert_eq!(keys(), [named("data.industry")]);
}

#[test]
fn a_move_that_was_taken_back_leaves_no_key() {
    let (bench, store) = Bench::new();
    let reason = rejections(&store).iter().find(|reason| reason.key.slug == "industry").unwrap().id;
    let before = dump(&bench.path);
    change(&store, 10, move |change| change.move_reason(reason, Bucket::Data));
    change(&store, 11, move |change| change.move_reason(reason, Bucket::Fit));
    let own = store.read(Reader::former_reason_keys).unwrap();
    assert_eq!(own, [(ReasonKey::parse("data.industry").unwrap(), reason)], "it has its own key itself");
    store.undo(Moment(20)).unwrap();
    store.undo(Moment(21)).unwrap();
    assert_eq!(dump(&bench.path), before);
    assert!(store.read(Reader::former_reason_keys).unwrap().is_empty());
}

#[test]
fn a_person_keeps_the_names_they_had() {
    let (bench, store) = Bench::new();
    let called = |name: &str| Particulars {
        name: name.to_owned(),
        role: "rep".to_owned(),
        team: None,
        manager: None,
        zone: None,
    };
    let ann = store
        .transact(Op::new(OpKind::Person, "add"), Moment(1), |change| change.add_person("Ann Lee", "rep"));
    let ann = ann.unwrap().value;
    let before = dump(&bench.path);
    let mut renamed = 0;
    for name in ["Ann LEE ", "Ann Day", "Ann Fox", "ann lee"] {
        let now = called(name);
        change(&store, 5, move |change| change.set_person(ann, &now));
        renamed += 1;
    }
    let persons = store.read(Reader::persons).unwrap();
    let mut names: Vec<(&str, bool)> =
        persons.iter().map(|person| (person.name.as_str(), person.merged_into == Some(ann))).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [("Ann Day", true), ("Ann Fox", true), ("ann lee", false)],
        "the one taken back is the present one"
    );
    for at in 0..renamed {
        store.undo(Moment(30 + at)).unwrap();
    }
    assert_eq!(dump(&bench.path), before);
}
