//! What the cube answers beside what the naive count expects.

use plumbline_cube::answer::{Answer, Point};
use plumbline_stats::Rate;

use crate::naive::{Answered, Expected};

/// Panics where the cube says something else.
pub(crate) fn compare(answer: &Answer, expected: &Answered) {
    assert_eq!(answer.undated as usize, expected.undated, "decisions without a moment");
    assert_eq!(answer.left_out as usize, expected.left_out, "handoffs that take no part");
    let mut points: Vec<&Point> = answer.points().collect();
    points.sort_by_key(|point| (point.split.clone(), point.period));
    assert_eq!(points.len(), expected.points.len(), "{points:?}\n{expected:?}");
    for (point, expected) in points.iter().zip(&expected.points) {
        same(point, expected);
    }
    let mut totals: Vec<&Point> = answer.series.iter().map(|series| &series.total).collect();
    totals.sort_by_key(|point| point.split.clone());
    for (total, expected) in totals.iter().zip(&expected.totals) {
        same(total, expected);
    }
    for series in answer.series.iter().filter(|_| answer.measure.is_rate()) {
        check_control(&series.points);
    }
}

fn same(point: &Point, expected: &Expected) {
    let at = format!("{point:?}\n{expected:?}");
    assert_eq!(point.period, expected.period, "{at}");
    assert_eq!(point.split.as_deref(), expected.split.as_deref(), "{at}");
    let parts = [point.accepted, point.rejected, point.pending, point.lapsed, point.unclear];
    assert_eq!(parts.map(|count| count as usize), expected.decisions, "{at}");
    assert_eq!((point.n as usize, parts.iter().sum::<u32>()), (expected.n, point.n), "{at}");
    assert_eq!(point.numerator as usize, expected.numerator, "{at}");
    assert_eq!(point.denominator as usize, expected.denominator, "{at}");
    assert_eq!(point.settled, expected.settled, "{at}");
    let known = [point.provenance.recorded, point.provenance.derived, point.provenance.bounded];
    assert_eq!(known.map(|count| count as usize), expected.provenances, "{at}");
    close(point.value, expected.value, &at);
    close(point.p90, expected.p90, &at);
    close(point.cohort_value, expected.cohort_value, &at);
    if point.lower.is_some() {
        let rate = Rate::new(expected.numerator as u64, expected.denominator as u64);
        assert_eq!(point.interval(), rate.wilson(), "{at}");
        let value = point.value.expect("an interval belongs to a value");
        assert!(point.lower <= Some(value) && Some(value) <= point.upper, "{at}");
    }
}

fn close(ours: Option<f64>, theirs: Option<f64>, at: &str) {
    assert_eq!(ours.is_some(), theirs.is_some(), "{at}");
    let difference = ours.unwrap_or(0.0) - theirs.unwrap_or(0.0);
    assert!(difference.abs() < 1e-9, "{ours:?} is not {theirs:?}: {at}");
}

/// The center is the pooled rate of the settled points; signals are outside the limits and settled.
fn check_control(points: &[Point]) {
    let settled = || points.iter().filter(|point| point.settled && point.denominator > 0);
    if settled().count() < 2 {
        assert!(points.iter().all(|point| point.control.is_none()), "limits from a single point: {points:?}");
        return;
    }
    let sum = |part: fn(&Point) -> u32| settled().map(|point| f64::from(part(point))).sum::<f64>();
    let center = sum(|point| point.numerator) / sum(|point| point.denominator);
    for point in points {
        let Some(control) = point.control else {
            assert_eq!(point.denominator, 0, "every point that is of something has limits: {point:?}");
            continue;
        };
        assert!((control.center - center).abs() < 1e-12, "{point:?}");
        let value = point.value.expect("limits belong to a value");
        let outside = value < control.lower || value > control.upper;
        assert_eq!(control.signal.is_some(), outside && point.settled, "{point:?}");
    }
}
