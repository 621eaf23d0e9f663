//! One file per system and shape, with the headers and the quirks its exports have: recognised, mapped and read as expected.
//!
//! A fixture is a table in `fixtures/shapes` or one of [`made`], where bytes matter; what it has to become stands beside it,
//! in a text of the same name.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod shared;

use std::{collections::BTreeSet, fmt::Write, path::PathBuf};

use plumbline_domain::{
    field::Field,
    record::{Cell, Changed, Chunk, Record, Span, Who},
    shape::Shape,
};
use plumbline_ingest::{
    look::{Look, Overrides, look},
    mapping::{Known, Mapping, suggest},
    read::{Context, Reader},
    source::Source,
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shapes")
}

/// Fixtures made of bytes that an editor or a version control system would not keep.
fn made() -> Vec<(&'static str, Vec<u8>)> {
    let tabs = "Contact ID\tFirst Name\tEmail\tLifecycle Stage\tBecame a Marketing Qualified Lead Date\n\
        101\tÄnn\tann@acme.example\tSales Qualified Lead\t2026-03-31\n";
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(tabs.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = "\u{feff}activity_date,lead_id,old_value,new_value,reason,primary_attribute_value\n\
        2026-03-01 08:00:00,501,,MQL,Form fill,Lead Status\n\
        2026-03-02 08:00:00,501,Web,Event,Import,Lead Source\n";
    let mut late = b"Lead ID,Email,Company,MQL Date\n".to_vec();
    for number in 0..1500 {
        late.extend(
            format!("L{number},lead{number}@acme.example,Acme and Sons {number},2026-03-31\n").bytes(),
        );
    }
    assert!(late.len() > 64 << 10, "the first 64 KB are ASCII");
    late.extend(b"L1500,bo@bolt.example,B\xf6lt,2026-03-31\n");
    vec![
        ("hubspot_contacts_utf16", utf16),
        ("marketo_changes_bom", marked.into()),
        ("late_windows_1252", late),
    ]
}

/// Text spans of the last chunk and the numbers in it, made readable.
struct Text<'a> {
    chunk: &'a Chunk,
    reasons: Vec<String>,
    out: String,
}

impl Text<'_> {
    fn pairs(&mut self, pairs: &[(&str, Span)]) {
        for (name, span) in pairs.iter().filter(|(_, span)| span.len > 0) {
            let _ = write!(self.out, " {name}={:?}", self.chunk.text(*span));
        }
    }

    fn who(&mut self, who: &Who) {
        self.pairs(&[
            ("identity", who.identity),
            ("email", who.email),
            ("contact", who.contact_id),
            ("company_id", who.company_id),
            ("domain", who.domain),
            ("company", who.company),
        ]);
    }

    fn cells(&mut self, cells: &[Cell; Field::COUNT]) {
        for field in Field::ALL {
            match cells[field.index()] {
                Cell::Blank => {}
                Cell::Text(span) => self.pairs(&[(field.slug(), span)]),
                Cell::Number(number) => _ = write!(self.out, " {}={number}", field.slug()),
                Cell::Time(at) => _ = write!(self.out, " {}={}", field.slug(), moment(at)),
            }
        }
    }

    fn reason(&mut self, reason: Option<u16>) {
        if let Some(number) = reason {
            let _ = write!(self.out, " because {}", self.reasons[usize::from(number)]);
        }
    }

    fn lead(&mut self, record: &Record) {
        self.pairs(&[("identity", record.identity)]);
        self.cells(&record.cells);
        for passage in record.passages() {
            let at = passage.at.map_or("?".to_owned(), moment);
            let _ = write!(self.out, " {}@{at}", passage.stage.slug());
            self.reason(passage.reason);
        }
        for (exit, _, reason) in record.whys() {
            let _ = write!(self.out, " no {}", exit.slug());
            self.reason(Some(reason));
        }
        self.pairs(&[("extra", record.extra)]);
    }

    fn rows(&mut self) {
        let chunk = self.chunk;
        for row in chunk.records.iter().rev().take(4).rev() {
            let _ = write!(self.out, "lead {}:", row.row);
            self.lead(row);
            self.out.push('\n');
        }
        for row in &chunk.changes {
            let _ = write!(self.out, "change {}: {}", row.row, moment(row.at));
            if row.not_before != row.at {
                let _ = write!(self.out, " not before {}", moment(row.not_before));
            }
            let _ = write!(self.out, " {}", row.provenance.slug());
            match row.what {
                Changed::Created => self.out.push_str(" created"),
                Changed::Stage(stage, reason) => {
                    let beside = if row.beside { " beside" } else { "" };
                    let _ = write!(self.out, "{beside} to {}", stage.slug());
                    self.reason(reason);
                }
                Changed::Field { name, old, new } => {
                    self.pairs(&[("field", name), ("old", old), ("new", new)]);
                }
            }
            self.who(&row.who);
            self.pairs(&[("by", row.by), ("note", row.note)]);
            self.out.push('\n');
        }
        self.others();
    }

    fn others(&mut self) {
        let chunk = self.chunk;
        for row in &chunk.activities {
            let _ = write!(self.out, "activity {}: {} {}", row.row, moment(row.at), row.side.slug());
            self.pairs(&[("kind", row.kind), ("id", row.id)]);
            self.who(&row.who);
            self.pairs(&[("campaign", row.campaign), ("channel", row.channel), ("outcome", row.outcome)]);
            self.pairs(&[("by", row.by), ("extra", row.extra)]);
            self.out.push('\n');
        }
        for row in &chunk.opportunities {
            let _ = write!(self.out, "deal {}: {}", row.row, row.outcome.slug());
            self.pairs(&[("id", row.id), ("name", row.name), ("stage", row.stage)]);
            for (name, at) in [("created", row.created), ("closed", row.closed)] {
                let _ = at.map(|at| write!(self.out, " {name}={}", moment(at)));
            }
            let _ = row.amount.map(|amount| write!(self.out, " amount={amount}"));
            self.pairs(&[("currency", row.currency), ("lost", row.lost_reason), ("owner", row.owner)]);
            self.who(&row.who);
            self.pairs(&[("extra", row.extra)]);
            self.out.push('\n');
        }
        for row in &chunk.spends {
            let _ = write!(self.out, "spend {}: {}", row.row, row.amount);
            self.pairs(&[("day", row.day), ("currency", row.currency), ("source", row.source)]);
            self.pairs(&[("campaign", row.campaign), ("channel", row.channel)]);
            self.out.push('\n');
        }
        for row in &chunk.references {
            let _ = write!(self.out, "reference {}:", row.row);
            self.pairs(&[("key", row.key)]);
            self.cells(&row.cells);
            self.pairs(&[("extra", row.extra)]);
            self.out.push('\n');
        }
        for row in &chunk.reasons {
            let _ = writeln!(
                self.out,
                "reason {}: {} retired={}",
                row.row,
                self.reasons[usize::from(row.reason)],
                row.retired
            );
        }
    }
}

fn moment(at: plumbline_domain::moment::Moment) -> String {
    at.utc().unwrap().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// All that becomes of a file, as text.
fn told(source: &Source) -> String {
    let look = look(source, &Overrides::default()).unwrap();
    let known = Known::starter();
    let mapping = suggest(&look, &known);
    assert_eq!(Mapping::from_toml(&mapping.to_annotated_toml(&look)).unwrap(), mapping, "survives its text");
    let mut out = described(&look, &mapping);
    let context = Context { reasons: known.reasons, ..Context::default() };
    let mut reader = Reader::open(source, &look, &mapping, &context).unwrap();
    let (mut chunk, mut problems) = (Chunk::default(), Vec::new());
    let progress = reader.read(&mut chunk, &mut problems).unwrap();
    assert!(progress.done, "a fixture is one chunk");
    assert_eq!(progress.read, chunk.rows() as u64 + progress.refused + progress.skipped, "nothing is lost");
    let reasons = reader.reasons().0.iter();
    let reasons = reasons.map(|reason| format!("{} {} {:?}", reason.list.slug(), reason.key, reason.label));
    let mut text = Text { chunk: &chunk, reasons: reasons.collect(), out: String::new() };
    text.rows();
    let _ = writeln!(
        out,
        "\nread {}, kept {}, refused {}, left out {}",
        progress.read,
        chunk.rows(),
        progress.refused,
        progress.skipped
    );
    out.push_str(&text.out);
    for problem in &problems {
        let _ = writeln!(
            out,
            "problem {}: {} {:?} in {:?}",
            problem.row,
            problem.rule.slug(),
            problem.value,
            problem.column
        );
    }
    out
}

fn described(look: &Look, mapping: &Mapping) -> String {
    let mut out =
        format!("{}, {}, {}\n\n", look.dictionary.label(), look.encoding_name(), mapping.shape.slug());
    for (header, target) in &mapping.columns {
        let _ = writeln!(out, "{header} -> {}", target.slug());
    }
    for question in mapping.questions(look) {
        let _ = writeln!(out, "asks {}", question.id);
    }
    out
}

#[test]
fn every_system_and_shape_is_read_as_expected() {
    let mut fixtures: Vec<(String, Source)> =
        made().into_iter().map(|(name, bytes)| (name.to_owned(), Source::bytes(name, bytes))).collect();
    let (mut expected, mut wrong) = (BTreeSet::new(), Vec::new());
    for path in shared::files(&folder()) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        match path.extension().unwrap().to_str().unwrap() {
            "csv" => fixtures.push((name, Source::file(&path).unwrap())),
            "txt" => _ = expected.insert(name),
            other => panic!("{name}.{other} is neither a fixture nor what is expected of one"),
        }
    }
    for (name, source) in &fixtures {
        let found = told(source);
        let path = folder().join(format!("{name}.txt"));
        if !expected.remove(name) || std::fs::read_to_string(&path).unwrap() != found {
            let shown = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.txt"));
            std::fs::write(&shown, found).unwrap();
            wrong.push(format!("{}: found is {}", path.display(), shown.display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected, or nothing is expected:\n{}", wrong.join("\n"));
    assert!(expected.is_empty(), "expected of no fixture: {expected:?}");
}

#[test]
fn the_example_funnel_is_read_in_all_its_files() {
    let Some(folder) = shared::outside_data("leadforge") else { return };
    for (name, shape, rows) in [
        ("leads", Shape::LeadPerRow, 6000),
        ("contacts", Shape::ContactPerRow, 5040),
        ("accounts", Shape::CompanyPerRow, 1800),
        ("opportunities", Shape::Opportunities, 5522),
        ("sales_activities", Shape::ActivityLog, 71_836),
        ("touches", Shape::ActivityLog, 73_101),
    ] {
        let source = Source::file(&folder.join(format!("{name}.csv"))).unwrap();
        let look = look(&source, &Overrides::default()).unwrap();
        assert_eq!(suggest(&look, &Known::starter()).shape, shape, "{name}");
        let counts = shared::import(&source).unwrap();
        assert_eq!(counts.problems.first(), None, "{name}");
        assert_eq!((counts.kept, counts.refused, counts.skipped), (rows, 0, 0), "{name}");
    }
}
