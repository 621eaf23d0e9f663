//! From an answer to the SVG on screen, and to a PNG.
#![allow(clippy::expect_used, missing_docs, reason = "a bench that cannot run has nothing to measure")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use plumbline_charts::{Look, Notes, chart_of};
use plumbline_cube::{FieldName, measure::Measure};
use world::World;

#[path = "../examples/gallery/world.rs"]
#[allow(dead_code, reason = "the gallery uses the rest")]
mod world;

fn drawing(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("chart");
    for weeks in [26, 150] {
        let world = World::new(weeks, 60);
        let asked = [
            ("acceptance", Measure::Acceptance, None),
            ("buckets", Measure::Rejection, Some(FieldName::Bucket)),
            ("reasons", Measure::Rejection, Some(FieldName::Reason)),
            ("sources", Measure::Acceptance, Some(FieldName::parse("source"))),
        ];
        for (name, measure, split) in asked {
            let answer = world.ask(measure, split);
            let (notes, look) = (Notes::default(), Look::new(1050, 260));
            group.bench_function(BenchmarkId::new(format!("{name} as SVG"), weeks), |bench| {
                bench
                    .iter(|| black_box(chart_of(&answer, &notes, &look).drawing().expect("it can be drawn")));
            });
        }
        let answer = world.ask(Measure::Acceptance, None);
        let chart = chart_of(&answer, &Notes::default(), &Look::new(1050, 260));
        group.sample_size(10);
        group.bench_function(BenchmarkId::new("acceptance as PNG", weeks), |bench| {
            bench.iter(|| black_box(chart.png(2).expect("it can be drawn")));
        });
    }
    group.finish();
}

criterion_group!(benches, drawing);
criterion_main!(benches);
