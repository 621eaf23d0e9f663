//! What the first screen and the leads table ask, over 100,000 and 1,000,000 handoffs.
#![allow(clippy::expect_used, missing_docs, reason = "a bench that cannot run has nothing to measure")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use plumbline_cube::{
    Cube,
    frame::{Column, Frame, TextBuilder},
    measure::Measure,
    query::{Query, Selection},
    reasons::Reason,
};
use plumbline_domain::{
    criteria,
    event::Provenance,
    field::FieldName,
    handoff::{Decision, Handoff, Reached},
    ids::{LeadId, ReasonId},
    moment::Moment,
    reason::{Bucket, List, ReasonKey},
    settings::Settings,
};

/// 1 January 2024; handoffs spread over two years from here.
const START: i64 = 1_704_067_200_000;
const AS_OF: Moment = Moment(START + 730 * Moment::DAY);

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

fn handoff(lead: i64, chance: &mut Chance) -> Handoff {
    let mql = START + chance.below(730 * 24 * 60) as i64 * 60_000;
    let reached = |at| Reached { at: Moment(at), not_before: Moment(at), provenance: Provenance::Derived };
    let later = |chance: &mut Chance| reached(mql + chance.below(20 * 24) as i64 * Moment::HOUR);
    let accepted = chance.below(10) < 7;
    let decided = (chance.below(20) > 0)
        .then(|| (if accepted { Decision::Accepted } else { Decision::Rejected }, later(chance)));
    Handoff {
        lead: LeadId(lead),
        pass: 1,
        mql: reached(mql),
        decided,
        reason: (!accepted).then(|| ReasonId(chance.below(14) as i64)),
        taken_up: None,
        sql: (accepted && chance.below(2) == 0).then(|| later(chance)),
        opportunity: None,
        won: None,
        lost: None,
        disqualified: None,
        disqualification: None,
        left: None,
        contradicted: None,
    }
}

fn cube(rows: usize) -> Cube {
    let mut chance = Chance(0x1234_5678_9abc_def1);
    let mut frame = Frame::new((0..rows as i64).map(LeadId).collect());
    let (mut source, mut company) = (TextBuilder::with_capacity(rows), TextBuilder::with_capacity(rows));
    for row in 0..rows {
        source.push(&format!("Source {}", chance.below(40)));
        company.push(&format!("Company {}", chance.below(rows as u64 / 3 + 1) ^ row as u64 & 1));
    }
    let employees = (0..rows).map(|_| chance.below(5_000) as f64).collect();
    frame.set_column(FieldName::parse("source"), Column::Text(source.finish(rows)));
    frame.set_column(FieldName::parse("company"), Column::Text(company.finish(rows)));
    frame.set_column(FieldName::parse("employees"), Column::Number(employees));
    let handoffs: Vec<Handoff> = (0..rows as i64).map(|lead| handoff(lead, &mut chance)).collect();
    let reason = |id: i64| Reason {
        id: ReasonId(id),
        list: List::Rejection,
        key: ReasonKey { bucket: Bucket::ALL[id as usize % 4], slug: format!("reason-{id}") },
        label: format!("Reason {id}"),
        counts_as: None,
    };
    Cube::new(frame, handoffs, (0..14).map(reason).collect())
}

fn questions(bench: &mut Criterion) {
    for rows in [100_000, 1_000_000] {
        let cube = cube(rows);
        let settings = Settings::default();
        let text = "employees between 200 and 2000 and source in (\"Source 1\", \"Source 2\", \"Source 3\")";
        let criteria = criteria::parse(text).expect("criteria");
        let mask = cube.select(&criteria, AS_OF, &settings);
        let weekly = |measure| Query::weekly(measure, AS_OF, &settings);
        let mut group = bench.benchmark_group("cube");
        group.sample_size(20);
        let mut ask = |name: &str, query: Query<'_>| {
            group.bench_function(BenchmarkId::new(name, rows), |bench| {
                bench.iter(|| black_box(cube.answer(&query).expect("a question that fits")));
            });
        };
        ask("acceptance", weekly(Measure::Acceptance));
        ask("acceptance, filtered", Query { filter: Some(&mask), ..weekly(Measure::Acceptance) });
        ask("rejections by bucket", Query { split: Some(FieldName::Bucket), ..weekly(Measure::Rejection) });
        ask(
            "acceptance by source",
            Query { split: Some(FieldName::parse("source")), ..weekly(Measure::Acceptance) },
        );
        ask("time to decide", weekly(Measure::TimeToDecide));
        group.bench_function(BenchmarkId::new("criteria", rows), |bench| {
            bench.iter(|| black_box(cube.select(&criteria, AS_OF, &settings)));
        });
        group.bench_function(BenchmarkId::new("drill", rows), |bench| {
            let query = weekly(Measure::Acceptance);
            let period = settings.calendar.period_at(query.grain, Moment(START + 300 * Moment::DAY));
            let selection = Selection { period: Some(period), ..Selection::ALL };
            bench.iter(|| black_box(cube.drill(&query, &selection).expect("a question that fits")));
        });
        for by in ["company", "employees", "decision"] {
            group.bench_function(BenchmarkId::new(format!("sort all by {by}"), rows), |bench| {
                let by = FieldName::parse(by);
                bench.iter(|| {
                    let mut all: Vec<u32> = (0..rows as u32).collect();
                    cube.order(&mut all, &by, true, AS_OF, &settings);
                    black_box(all)
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, questions);
criterion_main!(benches);
