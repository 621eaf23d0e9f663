//! A workspace from its making to its closing.

use crate::common::{Bench, DAY, Row, import};
use plumbline_domain::{field::Field, ids::LeadId, moment::Moment, settings::Settings, stage::Stage};
use plumbline_store::{Op, OpKind, OpenError, Reader, Store, StoreError, UndoState, Value};

#[test]
fn a_new_workspace_has_its_settings_and_picklists_and_is_one_file_when_closed() {
    let (bench, store) = Bench::new();
    let (settings, reasons) =
        store.read(|reader| Ok::<_, StoreError>((reader.settings()?, reader.reasons()?))).unwrap();
    assert_eq!(settings, Settings::default());
    assert_eq!(reasons.len(), 20, "14 rejections and 6 disqualifications");
    store.close().unwrap();
    let files: Vec<_> =
        std::fs::read_dir(bench.folder.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(files, ["north.plumbline"], "nothing stays beside the file");
    let again = |path: &std::path::Path| Store::create(path, &Settings::default(), Moment(0));
    assert!(matches!(again(&bench.path), Err(OpenError::Exists(_))));
    let other = bench.folder.path().join("other.plumbline");
    std::fs::write(bench.folder.path().join("other.plumbline-wal"), "left behind").unwrap();
    assert!(matches!(again(&other), Err(OpenError::Exists(_))), "a stranger's log is not played in");
}

#[test]
fn a_second_writer_is_told_at_once_and_may_read() {
    let (bench, store) = Bench::new();
    let asked = std::time::Instant::now();
    assert!(matches!(Store::open(&bench.path, Moment(0)), Err(OpenError::InUse)));
    assert!(asked.elapsed().as_millis() < 1000, "a person waits for this");
    let second = Store::open_read_only(&bench.path).expect("reading is possible");
    import(&store, &[Row::of("e:ann@example.com")], 1);
    assert_eq!(second.read(Reader::lead_count).unwrap(), 1, "readers see what was committed");
    assert!(second.transact(Op::new(OpKind::Settings, "x"), Moment(0), |_| Ok(())).is_err());
}

#[test]
fn an_import_is_read_back_and_undone() {
    let (_bench, store) = Bench::new();
    let rows = [
        Row::of("e:ann@example.com")
            .text(Field::Email, "ann@example.com")
            .number(Field::Employees, 250.5)
            .time(Field::CreatedAt, 3)
            .extra(r#"{"Sales Region":"North"}"#)
            .stamp(Stage::Mql, 4)
            .status(Stage::Sal),
        Row::of("e:bob@example.com").status(Stage::Mql),
    ];
    let outcome = import(&store, &rows, 10);
    assert_eq!((outcome.counts.read, outcome.counts.created), (2, 2));
    let detail = store.read(|reader| reader.lead_detail(LeadId(1))).unwrap();
    assert_eq!(detail.row.values[Field::Employees.index()], Value::Number(250.5));
    assert_eq!(detail.row.extra, [("Sales Region".to_owned(), "North".to_owned())]);
    assert_eq!(detail.row.stage, Some(Stage::Sal));
    let told: Vec<_> = detail
        .events
        .iter()
        .map(|e| (e.event.stage, e.event.not_before.0 / DAY, e.event.at.0 / DAY))
        .collect();
    assert_eq!(
        told,
        [(Stage::Mql, 4, 4), (Stage::Sal, 4, 10)],
        "an undated status is bounded by what is dated"
    );
    let mut scanned = Vec::new();
    store
        .read(|r| r.scan_extra(&["Sales Region"], |id, _, text| scanned.push((id, text.to_owned()))))
        .unwrap();
    assert_eq!(scanned, [(LeadId(1), "North".to_owned())]);
    let step = store.undo_state().unwrap().undo.unwrap();
    assert_eq!((step.label.as_str(), step.redoable), ("Import leads.csv", false));
    store.undo(Moment(11 * DAY)).unwrap();
    assert_eq!(store.read(Reader::lead_count).unwrap(), 0);
    assert_eq!(store.undo_state().unwrap(), UndoState::default());
    assert_eq!(store.read(Reader::verify_audit).unwrap(), None);
    store.close().unwrap();
}

#[test]
fn settings_are_undone_and_redone_also_after_a_restart() {
    let (bench, store) = Bench::new();
    let other = Settings { decision_window_hours: 72, ..Settings::default() };
    let changed = other.clone();
    store
        .transact(Op::new(OpKind::Settings, "Change settings"), Moment(5), move |change| {
            change.set_settings(&changed)
        })
        .unwrap();
    store.close().unwrap();
    let store = bench.open();
    assert_eq!(store.read(Reader::settings).unwrap(), other);
    assert_eq!(store.undo(Moment(6)).unwrap().value.label, "Change settings");
    assert_eq!(store.read(Reader::settings).unwrap(), Settings::default());
    store.redo(Moment(7)).unwrap();
    assert_eq!(store.read(Reader::settings).unwrap(), other);
}

#[test]
fn a_panic_in_a_change_is_taken_back_and_the_store_lives() {
    let (_bench, store) = Bench::new();
    let failed = store.transact::<()>(Op::new(OpKind::Person, "Add person"), Moment(1), |change| {
        change.add_person("Kim Example", "SDR lead")?;
        panic!("on purpose")
    });
    assert!(failed.is_err());
    assert!(store.read(Reader::persons).unwrap().is_empty());
    let done = store
        .transact(Op::new(OpKind::Person, "Add person"), Moment(1), |c| {
            c.add_person("Kim Example", "SDR lead")
        })
        .unwrap();
    assert_eq!(done.changed, [plumbline_store::Table::Person]);
}
