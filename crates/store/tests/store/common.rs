//! What the store's tests share: a small world of leads, and parcels made of it.

#![allow(dead_code, reason = "each test file uses its part")]

use std::{ops::ControlFlow, path::PathBuf};

use plumbline_domain::{
    event::Provenance,
    field::Field,
    moment::Moment,
    record::{Cell, Chunk, ImportedReason, Left, Passage, Record},
    settings::Settings,
    stage::Stage,
};
use plumbline_store::{
    Store,
    import::{ImportOutcome, ImportPlan, InMemory, Parcel},
};
use tempfile::TempDir;

pub(crate) const DAY: i64 = Moment::DAY;

/// A workspace in a folder of its own.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) path: PathBuf,
}

impl Bench {
    pub(crate) fn new() -> (Bench, Store) {
        let folder = folder();
        let path = folder.path().join("north.plumbline");
        let store = Store::create(&path, &Settings::default(), Moment(0)).expect("a new workspace");
        (Bench { folder, path }, store)
    }

    pub(crate) fn open(&self) -> Store {
        Store::open(&self.path, Moment(0)).expect("the workspace opens")
    }
}

/// A temporary folder, in memory where there is one: these tests ask for thousands of commits.
pub(crate) fn folder() -> TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("a temporary folder")
}

/// How many cases a property is tried with: a soak asks for more.
pub(crate) fn cases(ordinary: u32) -> u32 {
    std::env::var("PLUMBLINE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(ordinary)
}

/// What tells how the rows came there.
const MACHINERY: [&str; 8] = [
    "migration",
    "import_batch",
    "import_problem",
    "mapping_memory",
    "operation",
    "audit_head",
    "undo_entry",
    "undo_step",
];

/// Everything a person has put into a workspace, as text: all rows of all tables but [`MACHINERY`].
pub(crate) fn dump(path: &std::path::Path) -> String {
    let conn =
        rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut out = String::new();
    let mut tables = Vec::new();
    let mut find = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    let mut found = find.query(()).unwrap();
    while let Some(row) = found.next().unwrap() {
        let table: String = row.get(0).unwrap();
        if !MACHINERY.contains(&table.as_str()) {
            tables.push(table);
        }
    }
    for table in tables {
        let mut read = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let width = read.column_count();
        let mut rows = read.query(()).unwrap();
        let mut lines = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<_> = (0..width).map(|index| shown(row.get_ref_unwrap(index))).collect();
            lines.push(format!("{table} {}\n", cells.join(" ")));
        }
        lines.sort();
        out.extend(lines);
    }
    out
}

pub(crate) fn shown(value: rusqlite::types::ValueRef<'_>) -> String {
    match value {
        rusqlite::types::ValueRef::Text(text) => format!("{:?}", String::from_utf8_lossy(text)),
        other => format!("{other:?}"),
    }
}

/// A row in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) identity: String,
    pub(crate) texts: Vec<(Field, String)>,
    pub(crate) numbers: Vec<(Field, f64)>,
    pub(crate) times: Vec<(Field, Moment)>,
    pub(crate) extra: Option<String>,
    pub(crate) passages: Vec<(Stage, Option<Moment>, Option<u16>)>,
    pub(crate) status: Option<Stage>,
    pub(crate) derived: Vec<Field>,
    pub(crate) alone: [Option<u16>; 2],
    pub(crate) left: Option<Left>,
    pub(crate) either: [Option<u16>; 2],
}

impl Row {
    pub(crate) fn of(identity: &str) -> Row {
        Row { identity: identity.to_owned(), ..Row::default() }
    }

    pub(crate) fn text(mut self, field: Field, text: &str) -> Row {
        self.texts.push((field, text.to_owned()));
        self
    }

    /// What follows from other cells where the file has no column for it.
    pub(crate) fn derived(mut self, field: Field, text: &str) -> Row {
        self.derived.push(field);
        self.text(field, text)
    }

    pub(crate) fn number(mut self, field: Field, number: f64) -> Row {
        self.numbers.push((field, number));
        self
    }

    pub(crate) fn time(mut self, field: Field, day: i64) -> Row {
        self.times.push((field, Moment(day * DAY)));
        self
    }

    pub(crate) fn extra(mut self, json: &str) -> Row {
        self.extra = Some(json.to_owned());
        self
    }

    pub(crate) fn stamp(mut self, stage: Stage, day: i64) -> Row {
        self.passages.push((stage, Some(Moment(day * DAY)), None));
        self
    }

    pub(crate) fn because(mut self, reason: u16) -> Row {
        self.passages.last_mut().expect("a passage").2 = Some(reason);
        self
    }

    /// A reason of a rejection that the row does not tell.
    pub(crate) fn with_reason(mut self, reason: u16) -> Row {
        self.alone[0] = Some(reason);
        self
    }

    /// It left, by one field for rejections and disqualifications.
    pub(crate) fn left(mut self, day: Option<i64>, leans: Stage) -> Row {
        self.left = Some(Left { at: day.map(|day| Moment(day * DAY)), leans });
        self.status = Some(Stage::Left);
        self.text(Field::Status, "Unqualified")
    }

    /// The reason such a field gives, in both its meanings.
    pub(crate) fn with_either(mut self, reason: u16) -> Row {
        self.either = [Some(reason); 2];
        self
    }

    /// The status column, undated unless the stage has a stamp.
    pub(crate) fn status(mut self, stage: Stage) -> Row {
        if self.passages.iter().all(|(stamped, _, _)| *stamped != stage) {
            self.passages.push((stage, None, None));
        }
        self.status = Some(stage);
        self.text(Field::Status, stage.slug())
    }

    pub(crate) fn put(&self, number: u64, chunk: &mut Chunk) {
        let mut record = Record::blank(number);
        record.identity = chunk.keep(&self.identity);
        for (field, text) in &self.texts {
            record.cells[field.index()] = Cell::Text(chunk.keep(text));
        }
        for (field, number) in &self.numbers {
            record.cells[field.index()] = Cell::Number(*number);
        }
        for (field, at) in &self.times {
            record.cells[field.index()] = Cell::Time(*at);
        }
        if let Some(extra) = &self.extra {
            record.extra = chunk.keep(extra);
        }
        for (stage, at, reason) in &self.passages {
            record.passages[usize::from(stage.code())] =
                Some(Passage { stage: *stage, at: *at, provenance: Provenance::Derived, reason: *reason });
        }
        record.status = self.status;
        self.derived.iter().for_each(|field| record.derived.add(*field));
        record.alone = self.alone;
        record.left = self.left;
        record.either = self.either;
        chunk.records.push(record);
    }
}

pub(crate) fn feed(rows: &[Row], reasons: &[ImportedReason]) -> InMemory {
    let mut parcels = Vec::new();
    for (part, start) in rows.chunks(3).zip((2_u64..).step_by(3)) {
        let mut parcel = Parcel::default();
        for (row, number) in part.iter().zip(start..) {
            row.put(number, &mut parcel.chunk);
        }
        parcels.push(parcel);
    }
    if let Some(first) = parcels.first_mut() {
        first.reasons = reasons.to_vec();
    }
    InMemory(parcels.into())
}

pub(crate) fn plan(day: i64) -> ImportPlan {
    ImportPlan {
        source: "leads.csv".to_owned(),
        dictionary: "plain".to_owned(),
        mapping_toml: "shape = \"lead-per-row\"\n".to_owned(),
        fingerprint: "f1".to_owned(),
        extra_headers: vec!["Sales Region".to_owned()],
        as_of: Moment(day * DAY),
        shape: plumbline_domain::shape::Shape::LeadPerRow,
        content: None,
    }
}

pub(crate) fn go_on(_: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Takes rows in at `day`.
pub(crate) fn import(store: &Store, rows: &[Row], day: i64) -> ImportOutcome {
    store.import(plan(day), Moment(day * DAY), feed(rows, &[]), go_on).expect("the import goes through")
}
