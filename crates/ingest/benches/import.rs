//! Rows per second of a look and of a read: 19 columns, about 200 bytes a row, as in the side-by-side runs.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

use std::fmt::Write;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use plumbline_domain::record::Chunk;
use plumbline_ingest::{
    look::{Overrides, look},
    mapping::{Known, suggest},
    read::{Context, Reader},
    source::Source,
};

const ROWS: u64 = 100_000;

/// A lead export with the columns a team keeps: ids, names, picklists, stamps, a status, two columns of its own.
fn export(rows: u64) -> Vec<u8> {
    let mut text = String::from(
        "Lead ID,First Name,Last Name,Email,Title,Company,Industry,Country,Employees,Lead Source,Campaign,\
         Created Date,MQL Date,SAL Date,Status,Rejection Reason,Owner,Booth,Colour\n",
    );
    let industries = ["Healthcare", "Finance", "Manufacturing", "Retail", "Public sector"];
    let statuses = ["New", "Accepted", "Rejected", "SQL"];
    let mut state = 1_u64;
    for row in 0..rows {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let pick = |bits: u32, of: u64| (state >> bits) % of;
        let (day, hour) = (pick(20, 28) + 1, pick(30, 24));
        let status = statuses[pick(33, 4) as usize];
        let reason = if status == "Rejected" { "Wrong persona" } else { "" };
        writeln!(
            text,
            "00Q{row:012},First{},Last{},lead{row}@company{}.example,\"Head of Security, EMEA\",Company {},{},Germany,{},\
             Webinar,Spring {},2026-01-{day:02},2026-02-{day:02}T{hour:02}:15:00Z,2026-03-{day:02} {hour:02}:15:30,{status},\
             {reason},rep {},B{},blue",
            pick(10, 900), pick(15, 9000), pick(8, 40_000), pick(8, 40_000), industries[pick(25, 5) as usize],
            pick(12, 9000), pick(40, 20), pick(44, 60), pick(50, 300),
        )
        .unwrap();
    }
    text.into_bytes()
}

fn import(c: &mut Criterion) {
    let bytes = export(ROWS);
    let source = Source::bytes("leads.csv", bytes);
    let found = look(&source, &Overrides::default()).unwrap();
    let known = Known::starter();
    let mapping = suggest(&found, &known);
    let context = Context { reasons: known.reasons, ..Context::default() };

    let mut group = c.benchmark_group("import");
    group.throughput(Throughput::Elements(ROWS)).sample_size(10);
    group.bench_function("look", |b| b.iter(|| look(&source, &Overrides::default()).unwrap().rows));
    group.bench_function("read", |b| {
        let (mut chunk, mut problems) = (Chunk::default(), Vec::new());
        b.iter(|| {
            let mut reader = Reader::open(&source, &found, &mapping, &context).unwrap();
            let mut records = 0;
            loop {
                let progress = reader.read(&mut chunk, &mut problems).unwrap();
                records += chunk.records.len() as u64;
                if progress.done {
                    assert_eq!((records, problems.len()), (ROWS, 0), "every row is read");
                    return records;
                }
            }
        });
    });
    group.finish();
}

criterion_group!(benches, import);
criterion_main!(benches);
