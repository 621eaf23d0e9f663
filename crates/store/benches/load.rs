//! A million synthetic leads in, read, in again, and out: `cargo bench -p plumbline-store --bench load -- [ROWS]`.
//!
//! Prints seconds per phase and the peak memory of the process. Rows are made on a second thread, as a reader of a file
//! would, about 200 bytes each.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints, and stops at the first surprise"
)]

use std::{
    ops::ControlFlow,
    path::Path,
    sync::{Arc, Mutex},
    time::Instant,
};

use plumbline_domain::{
    event::Provenance,
    field::Field,
    ids::LeadId,
    moment::Moment,
    reason::{List, ReasonKey},
    record::{Cell, Chunk, ImportedReason, Passage, Record},
    settings::Settings,
    stage::Stage,
};
use plumbline_store::{
    ImportError, Reader, Scanned, Store,
    import::{ChannelFeed, ImportPlan, Parcel, channel},
};

const PER_CHUNK: u64 = 4096;

fn main() {
    let rows = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(1_000_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("load.plumbline");
    let store = Store::create(&path, &Settings::default(), Moment(0)).unwrap();

    let timed = |what: &str, work: &mut dyn FnMut()| {
        let (start, used) = (Instant::now(), processor_seconds());
        work();
        let (wall, used) = (start.elapsed().as_secs_f64(), processor_seconds() - used);
        println!("{what:<28}{wall:>8.3} s   {used:>6.2} s of processors   peak {} MB", peak_megabytes());
    };
    timed("rows alone", &mut || drain(rows));
    timed("dry run", &mut || drop(store.try_import(&plan(), feed(rows, 0), go_on).unwrap()));
    timed("cancelled half-way", &mut || {
        let asked = Arc::new(Mutex::new(None));
        let clock = Arc::clone(&asked);
        let stop = move |taken| match taken > rows / 2 {
            true => {
                clock.lock().unwrap().get_or_insert_with(Instant::now);
                ControlFlow::Break(())
            }
            false => ControlFlow::Continue(()),
        };
        assert!(matches!(store.import(plan(), Moment(1), feed(rows, 0), stop), Err(ImportError::Cancelled)));
        let asked: Instant = asked.lock().unwrap().unwrap();
        println!("  from asking to stop until nothing is left: {:.3} s", asked.elapsed().as_secs_f64());
    });
    timed("first import", &mut || drop(store.import(plan(), Moment(1), feed(rows, 0), go_on).unwrap()));
    timed("events scanned", &mut || {
        let mut sum = 0;
        store.read(|reader| reader.scan_events(|event| sum += event.at.0)).unwrap();
        assert_ne!(sum, 0);
    });
    timed("three text columns scanned", &mut || {
        let mut bytes = 0;
        for field in [Field::Source, Field::Country, Field::Title] {
            let count = |_, _, value: Scanned<'_>| {
                if let Scanned::Text(text) = value {
                    bytes += text.len();
                }
            };
            store.read(|reader| reader.scan_fields(&[field], count)).unwrap();
        }
        assert_ne!(bytes, 0);
    });
    timed("one extra header scanned", &mut || {
        let mut bytes = 0;
        store.read(|reader| reader.scan_extra(&["Sales Region"], |_, _, text| bytes += text.len())).unwrap();
        assert_ne!(bytes, 0);
    });
    timed("100 leads by id", &mut || {
        let ids: Vec<LeadId> = (1..=100).map(|n| LeadId(n * (rows as i64 / 100))).collect();
        assert_eq!(store.read(|reader| reader.leads(&ids)).unwrap().len(), 100);
    });
    timed("same file again", &mut || {
        let outcome = store.import(plan(), Moment(2), feed(rows, 0), go_on).unwrap();
        assert_eq!(outcome.counts.unchanged, rows);
    });
    let mut second = None;
    timed("other file, 1 in 20 differs", &mut || {
        second = store.import(plan(), Moment(3), feed(rows, 20), go_on).unwrap().batch;
    });
    timed("undo of that", &mut || drop(store.undo_import(second.unwrap(), Moment(4)).unwrap()));
    timed("undo of the first", &mut || drop(store.undo(Moment(5)).unwrap()));
    assert_eq!(store.read(Reader::lead_count).unwrap(), 0);
    let start = Instant::now();
    store.close().unwrap();
    println!("closed in {:.3} s, {} MB", start.elapsed().as_secs_f64(), size_megabytes(&path));
}

fn go_on(_: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn plan() -> ImportPlan {
    ImportPlan {
        source: "load.csv".to_owned(),
        dictionary: "plain".to_owned(),
        mapping_toml: String::new(),
        fingerprint: "load".to_owned(),
        extra_headers: vec!["Sales Region".to_owned()],
        as_of: Moment(60_000 * Moment::DAY),
        shape: plumbline_domain::shape::Shape::LeadPerRow,
        content: None,
    }
}

/// Rows on a thread of their own; every `odd`-th has another city if `odd` is not 0.
fn feed(rows: u64, odd: u64) -> ChannelFeed {
    let (sender, receiver) = channel(4);
    std::thread::spawn(move || {
        let mut chunk = Chunk::default();
        let mut reasons = vec![ImportedReason {
            list: List::Rejection,
            key: ReasonKey::parse("fit.industry").unwrap(),
            label: String::new(),
        }];
        for first in (0..rows).step_by(PER_CHUNK as usize) {
            for number in first..(first + PER_CHUNK).min(rows) {
                put(&mut chunk, number, odd != 0 && number.is_multiple_of(odd));
            }
            let reasons = std::mem::take(&mut reasons);
            let Ok(empty) = sender.send(Parcel { chunk, reasons, ..Parcel::default() }) else {
                return;
            };
            chunk = empty;
        }
        let _ = sender.finish();
    });
    receiver
}

fn drain(rows: u64) {
    use plumbline_store::import::{Feed, Received};
    let mut feed = feed(rows, 0);
    while let Received::Parcel(parcel, _) = feed.next(std::time::Duration::from_secs(9)) {
        feed.give_back(parcel.chunk);
    }
}

fn put(chunk: &mut Chunk, number: u64, odd: bool) {
    let mix = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let pick = |words: &'static [&'static str], shift: u32| words[(mix >> shift) as usize % words.len()];
    let mut record = Record::blank(number + 2);
    let id = format!("00Q{mix:015x}");
    record.identity = chunk.keep(&format!("x:salesforce:{id}"));
    let texts = [
        (Field::ExternalId, id.as_str()),
        (Field::Email, &format!("person.{number}@company{}.example.com", mix % 90_000)),
        (Field::FirstName, pick(&["Ann", "Bob", "Carla", "Deniz", "Emeka", "Fatima"], 8)),
        (Field::LastName, pick(&["Archer", "Baker", "Cook", "Dyer", "Fisher", "Glover"], 12)),
        (Field::Title, pick(&["CISO", "Security Engineer", "Head of IT", "VP Information Security"], 16)),
        (Field::Company, &format!("Company {}", mix % 90_000)),
        (Field::Industry, pick(&["Healthcare", "Finance", "Manufacturing", "Retail"], 20)),
        (Field::Country, pick(&["DE", "FR", "US", "GB", "NL"], 24)),
        (Field::City, if odd { "Elsewhere" } else { pick(&["Bonn", "Lyon", "Austin", "Leeds"], 28) }),
        (Field::Source, pick(&["Webinar", "Content syndication", "Trade show", "Paid search"], 32)),
        (Field::Campaign, pick(&["2026-Q1 ransomware", "2026-Q1 zero trust", "2026-Q2 audit"], 36)),
        (Field::Owner, pick(&["rep1@example.com", "rep2@example.com", "rep3@example.com"], 40)),
        (Field::Status, pick(&["New", "Working", "Accepted", "Rejected"], 44)),
    ];
    for (field, text) in texts {
        record.cells[field.index()] = Cell::Text(chunk.keep(text));
    }
    record.cells[Field::Employees.index()] = Cell::Number((mix % 5000) as f64);
    let created = Moment((19_000 * 86_400 + (mix % 60_000_000) as i64) * 1000);
    record.cells[Field::CreatedAt.index()] = Cell::Time(created);
    record.extra =
        chunk.keep(if mix & 1 == 0 { r#"{"Sales Region":"North"}"# } else { r#"{"Sales Region":"South"}"# });
    let stamps = [
        Some((Stage::Mql, 1)),
        (!mix.is_multiple_of(3)).then_some((Stage::Sal, 30)),
        mix.is_multiple_of(3).then_some((Stage::Rejected, 20)),
    ];
    for (stage, hours) in stamps.into_iter().flatten() {
        record.passages[usize::from(stage.code())] = Some(Passage {
            stage,
            at: Some(created.plus_hours(hours)),
            provenance: Provenance::Derived,
            reason: (stage == Stage::Rejected).then_some(0),
        });
    }
    chunk.records.push(record);
}

/// Time all threads of this process have spent computing: comparable on a machine that is busy otherwise.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.split_whitespace().skip(13).take(2).filter_map(|word| word.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() / 1024
}

fn size_megabytes(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |found| found.len() >> 20)
}
