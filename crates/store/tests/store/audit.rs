//! The audit finds what was done to it.

use plumbline_domain::moment::Moment;
use plumbline_store::{At, Op, OpKind, Reader, Store};
use proptest::prelude::*;

use crate::common::{Bench, cases};

const STEPS: i64 = 12;

/// A closed workspace with an audit of some length.
fn audited() -> Bench {
    let (bench, store) = Bench::new();
    for step in 1..STEPS {
        let op = Op::new(OpKind::SavedView, format!("Save view {step}"));
        let entered_at = (step % 3 == 0).then_some(Moment(step * 9_000));
        let at = At { moment: Moment(step * 1000), entered_at };
        store
            .transact(op, at, move |change| {
                change.save_view(&format!("view {step}"), "", &[], None).map(drop)
            })
            .unwrap();
    }
    assert_eq!(store.read(Reader::verify_audit).unwrap(), None);
    drop(store);
    bench
}

#[derive(Clone, Debug)]
enum Tampering {
    Label(i64, String),
    Kind(i64, String),
    Time(i64, i64),
    Entered(i64, i64),
    Drop(i64),
    DropAndRenumber(i64),
    Swap(i64, i64),
    CutTail(i64),
    CutTailAndCount(i64),
    Append,
    Hash(i64, u8),
}

fn tampering() -> impl Strategy<Value = Tampering> {
    use Tampering::*;
    let step = || 1..=STEPS;
    prop_oneof![
        (step(), "\\PC{1,9}").prop_map(|(id, text)| Label(id, text)),
        (step(), "[a-z]{1,6}").prop_map(|(id, text)| Kind(id, text)),
        (step(), 1_i64..1_000_000).prop_map(|(id, by)| Time(id, by)),
        (step(), 1_i64..1_000_000).prop_map(|(id, by)| Entered(id, by)),
        step().prop_map(Drop),
        (1..STEPS).prop_map(DropAndRenumber),
        (1..STEPS).prop_flat_map(|a| (Just(a), a + 1..=STEPS)).prop_map(|(a, b)| Swap(a, b)),
        step().prop_map(CutTail),
        step().prop_map(CutTailAndCount),
        Just(Append),
        (step(), 0_u8..16).prop_map(|(id, digit)| Hash(id, digit)),
    ]
}

/// Returns false if the file says the same as before.
fn tamper(conn: &rusqlite::Connection, how: &Tampering) -> bool {
    let swap = "UPDATE operation SET (at, kind, label) = (SELECT at, kind, label FROM copy c WHERE c.id =
                CASE operation.id WHEN ?1 THEN ?2 ELSE ?1 END) WHERE id IN (?1, ?2)";
    let changed = match how {
        Tampering::Label(id, text) => {
            conn.execute("UPDATE operation SET label = label || ?2 WHERE id = ?1", (id, text))
        }
        Tampering::Kind(id, text) => conn.execute("UPDATE operation SET kind = ?2 WHERE id = ?1", (id, text)),
        Tampering::Time(id, by) => conn.execute("UPDATE operation SET at = at + ?2 WHERE id = ?1", (id, by)),
        Tampering::Entered(id, by) => conn.execute(
            "UPDATE operation SET entered_at = coalesce(entered_at, at) + ?2 WHERE id = ?1",
            (id, by),
        ),
        Tampering::Drop(id) => conn.execute("DELETE FROM operation WHERE id = ?1", [id]),
        Tampering::DropAndRenumber(id) => {
            conn.execute("DELETE FROM operation WHERE id = ?1", [id]).unwrap();
            conn.execute("UPDATE operation SET id = id - 1 WHERE id > ?1", [id])
        }
        Tampering::Swap(a, b) => {
            conn.execute_batch("CREATE TEMP TABLE copy AS SELECT * FROM operation").unwrap();
            conn.execute(swap, (a, b))
        }
        Tampering::CutTail(id) => conn.execute("DELETE FROM operation WHERE id >= ?1", [id]),
        Tampering::CutTailAndCount(id) => {
            conn.execute("DELETE FROM operation WHERE id >= ?1", [id]).unwrap();
            conn.execute("UPDATE audit_head SET count = ?1 - 1", [id])
        }
        Tampering::Append => conn.execute(
            "INSERT INTO operation SELECT id + 1, at, kind, label, hash, hash, entered_at FROM operation ORDER BY id DESC LIMIT 1",
            (),
        ),
        Tampering::Hash(id, digit) => conn.execute(
            "UPDATE operation SET hash = ?2 || substr(hash, 2) WHERE id = ?1 AND substr(hash, 1, 1) <> ?2",
            (id, format!("{digit:x}")),
        ),
    };
    changed.unwrap() > 0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(1000), ..ProptestConfig::default() })]

    #[test]
    fn edits_drops_swaps_and_tail_cuts_are_found(how in tampering()) {
        thread_local!(static ORIGINAL: Bench = audited());
        ORIGINAL.with(|original| {
            let copy = original.folder.path().join("copy.plumbline");
            std::fs::copy(&original.path, &copy).unwrap();
            let conn = rusqlite::Connection::open(&copy).unwrap();
            conn.execute_batch("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF").unwrap();
            let changed = tamper(&conn, &how);
            drop(conn);
            let store = Store::open_read_only(&copy).unwrap();
            let found = store.read(Reader::verify_audit).unwrap();
            prop_assert_eq!(found.is_some(), changed, "{:?}", how);
            Ok(())
        })?;
    }
}
