//! Counting: one pass fills cells of series x periods, then cells become points.

use std::{cmp::Reverse, ops::Range, sync::Arc};

use plumbline_domain::{calendar::Period, field::FieldName, handoff::Decision, ladder::Ladder};
use plumbline_stats::{Rate, control::PChart, quantile};

use crate::{
    answer::{Answer, Control, Point, Provenances, Series},
    cube::Cube,
    facts::Now,
    measure::{Basis, Measure},
    parts::in_parts,
    periods::Periods,
    query::Query,
    refusal::Refusal,
    scan::{NO_MOMENTS, Outside, Row, Scan},
    split::parts_of_a_whole,
};

/// Most cells of a pass: 2,000 values over ten years of weeks.
const MOST_CELLS: usize = 1_000_000;

const UNSEEN: u32 = u32::MAX;

#[derive(Clone, Copy, Default)]
struct Cell {
    by_decision: [u32; Decision::ALL.len()],
    numerator: u32,
    denominator: u32,
    /// Clocks that are not due yet.
    running: u32,
    /// By the provenance of the least certain moment; the last for durations that lack one.
    by_provenance: [u32; NO_MOMENTS as usize + 1],
}

impl Cell {
    fn n(&self) -> u32 {
        self.by_decision.iter().sum()
    }

    fn add(&mut self, other: &Cell) {
        for (mine, theirs) in self.by_decision.iter_mut().zip(other.by_decision) {
            *mine += theirs;
        }
        for (mine, theirs) in self.by_provenance.iter_mut().zip(other.by_provenance) {
            *mine += theirs;
        }
        self.numerator += other.numerator;
        self.denominator += other.denominator;
        self.running += other.running;
    }

    fn provenances(&self) -> Provenances {
        let [recorded, derived, bounded, _] = self.by_provenance;
        Provenances { recorded, derived, bounded }
    }

    fn decisions(&self, decision: Decision) -> u32 {
        self.by_decision[decision as usize]
    }
}

/// The cells of a pass. A series gets its cells when the first handoff of its code is met.
struct Tally {
    periods: usize,
    slot_of_code: Vec<u32>,
    codes: Vec<u32>,
    cells: Vec<Cell>,
    /// Durations with their cell.
    hours: Vec<(u32, f64)>,
    too_wide: bool,
}

impl Tally {
    fn new(periods: usize, codes: usize) -> Tally {
        let slot_of_code = vec![UNSEEN; codes.max(1)];
        Tally {
            periods,
            slot_of_code,
            codes: Vec::new(),
            cells: Vec::new(),
            hours: Vec::new(),
            too_wide: false,
        }
    }

    #[inline]
    fn count(&mut self, row: &Row) {
        let mut slot = self.slot_of_code[row.split as usize];
        if slot == UNSEEN {
            let Some(opened) = self.open(row.split) else { return };
            slot = opened;
        }
        let at = slot as usize * self.periods + row.period;
        let cell = &mut self.cells[at];
        cell.by_decision[row.decision as usize] += 1;
        cell.numerator += u32::from(row.numerator);
        cell.denominator += u32::from(row.denominator);
        cell.running += u32::from(row.running);
        cell.by_provenance[row.provenance as usize] += 1;
        if !row.hours.is_nan() {
            self.hours.push((at as u32, row.hours));
        }
    }

    fn open(&mut self, code: u32) -> Option<u32> {
        self.too_wide |= self.cells.len() + self.periods > MOST_CELLS.max(self.periods);
        if self.too_wide {
            return None;
        }
        let slot = self.codes.len() as u32;
        self.slot_of_code[code as usize] = slot;
        self.codes.push(code);
        self.cells.resize(self.cells.len() + self.periods, Cell::default());
        Some(slot)
    }

    /// Adds what another part of the same pass counted.
    fn take_in(&mut self, other: &Tally) {
        self.too_wide |= other.too_wide;
        let mut moved = Vec::with_capacity(other.codes.len());
        for (theirs, &code) in other.codes.iter().enumerate() {
            let known = self.slot_of_code[code as usize];
            let Some(mine) = (known != UNSEEN).then_some(known).or_else(|| self.open(code)) else { return };
            let from = mine as usize * self.periods;
            for (cell, more) in self.cells[from..].iter_mut().zip(other.cells_of(theirs)) {
                cell.add(more);
            }
            moved.push(mine);
        }
        let periods = self.periods as u32;
        let hours = other
            .hours
            .iter()
            .map(|&(at, hours)| (moved[(at / periods) as usize] * periods + at % periods, hours));
        self.hours.extend(hours);
    }

    fn cells_of(&self, slot: usize) -> &[Cell] {
        &self.cells[slot * self.periods..][..self.periods]
    }
}

/// Answers a query.
pub(crate) fn answer(cube: &Cube, query: &Query<'_>) -> Result<Answer, Refusal> {
    let scan = Scan::new(cube, query)?;
    let periods = scan.periods.as_ref().map_or(0, |periods| periods.list().len());
    let (mut tally, outside) = tallied(&scan, periods);
    if tally.too_wide {
        let label = query.split.as_ref().map_or("", |split| split.label());
        return Err(Refusal::SplitTooWide(label.to_owned()));
    }
    let series = match &scan.periods {
        Some(periods) => Pointer::new(query, periods, &mut tally).series(&tally, &scan, cube),
        None => Vec::new(),
    };
    Ok(Answer {
        measure: query.measure,
        grain: query.grain,
        basis: query.basis,
        split: query.split.clone(),
        known: query.known,
        as_of: query.as_of,
        series,
        undated: outside.undated,
        left_out: outside.left_out,
        ladder: Ladder::default(),
    })
}

/// Counts all handoffs, in as many parts as there are cores where there are enough of them.
fn tallied(scan: &Scan<'_>, periods: usize) -> (Tally, Outside) {
    let count = |part: Range<usize>| {
        let mut tally = Tally::new(periods, scan.split.texts.len());
        let outside = scan.each(part, |row| tally.count(&row));
        (tally, outside)
    };
    let mut parts = in_parts(scan.len(), count).into_iter();
    let (mut tally, mut outside) =
        parts.next().unwrap_or_else(|| (Tally::new(periods, scan.split.texts.len()), Outside::default()));
    for (theirs, more) in parts {
        tally.take_in(&theirs);
        outside.undated += more.undated;
        outside.left_out += more.left_out;
    }
    (tally, outside)
}

/// Turns cells into points.
struct Pointer<'a> {
    query: &'a Query<'a>,
    periods: &'a Periods,
    now: Now,
    /// The sum over all series per period, where the series are parts of a whole.
    whole: Option<Vec<Cell>>,
    /// The durations, cell by cell.
    hours: Vec<f64>,
    /// Where the durations of each cell begin; one more entry than cells.
    hours_from: Vec<u32>,
}

impl<'a> Pointer<'a> {
    fn new(query: &'a Query<'a>, periods: &'a Periods, tally: &mut Tally) -> Pointer<'a> {
        let whole = parts_of_a_whole(query.split.as_ref()).then(|| {
            let mut whole = vec![Cell::default(); tally.periods];
            for (at, cell) in tally.cells.iter().enumerate() {
                whole[at % tally.periods].add(cell);
            }
            whole
        });
        let (hours, hours_from) = by_cell(std::mem::take(&mut tally.hours), tally.cells.len());
        let now = Now::new(query.as_of, query.settings.decision_window_hours);
        Pointer { query, periods, now, whole, hours, hours_from }
    }

    fn series(&self, tally: &Tally, scan: &Scan<'_>, cube: &Cube) -> Vec<Series> {
        let used = |at: &usize| (0..tally.codes.len()).any(|slot| tally.cells_of(slot)[*at].n() > 0);
        let (Some(first), Some(last)) = ((0..tally.periods).find(used), (0..tally.periods).rev().find(used))
        else {
            return Vec::new();
        };
        self.in_order(tally, scan)
            .into_iter()
            .map(|slot| {
                let code = tally.codes[slot];
                let split = self.query.split.as_ref().map(|_| Arc::from(&*scan.split.texts[code as usize]));
                let label = scan.split.label(code, self.query, cube.reasons());
                self.one(tally.cells_of(slot), slot, (first, last), split, label)
            })
            .collect()
    }

    /// Buckets and decisions in their own order, other values by size and then by text; blank last.
    fn in_order(&self, tally: &Tally, scan: &Scan<'_>) -> Vec<usize> {
        let fixed = matches!(self.query.split, Some(FieldName::Bucket | FieldName::Decision));
        let mut slots: Vec<usize> = (0..tally.codes.len()).collect();
        let size = |slot: usize| -> u32 {
            let by_numerator = self.whole.is_some();
            let of = |cell: &Cell| if by_numerator { cell.numerator } else { cell.n() };
            tally.cells_of(slot).iter().map(of).sum()
        };
        slots.sort_by_cached_key(|&slot| {
            let code = tally.codes[slot];
            let text = scan.split.texts.get(code as usize);
            let rank = if fixed { (code, Reverse(0)) } else { (0, Reverse(size(slot))) };
            (code == 0, rank, text)
        });
        slots
    }

    fn one(
        &self,
        cells: &[Cell],
        slot: usize,
        (first, last): (usize, usize),
        split: Option<Arc<str>>,
        label: String,
    ) -> Series {
        let mut points: Vec<Point> = Vec::with_capacity(last - first + 1);
        for at in first..=last {
            let mut hours = self.hours_of(slot * cells.len() + at..slot * cells.len() + at + 1);
            let whole = self.whole.as_ref().map(|whole| &whole[at]);
            let settled = self.settled(whole.unwrap_or(&cells[at]), at);
            let period = self.periods.list()[at];
            points.push(self.point(&cells[at], whole, period, split.clone(), settled, &mut hours));
        }
        if self.query.measure.is_rate() {
            control(&mut points);
        }
        let mut sum = Cell::default();
        cells[first..=last].iter().for_each(|cell| sum.add(cell));
        let whole = self.whole.as_ref().map(|whole| {
            let mut sum = Cell::default();
            whole[first..=last].iter().for_each(|cell| sum.add(cell));
            sum
        });
        let mut hours = self.hours_of(slot * cells.len()..(slot + 1) * cells.len());
        let period = Period { start: self.periods.list()[first].start, end: self.periods.list()[last].end };
        let settled = points.iter().all(|point| point.settled);
        let total = self.point(&sum, whole.as_ref(), period, split.clone(), settled, &mut hours);
        Series { split, label, points, total }
    }

    fn point(
        &self,
        cell: &Cell,
        whole: Option<&Cell>,
        period: Period,
        split: Option<Arc<str>>,
        settled: bool,
        hours: &mut [f64],
    ) -> Point {
        let measure = self.query.measure;
        let denominator = whole.unwrap_or(cell).denominator;
        let rate = Rate::new(u64::from(cell.numerator), u64::from(denominator));
        let value = match measure {
            Measure::Volume => Some(f64::from(cell.n())),
            Measure::TimeToDecide | Measure::TimeToContact => quantile::median(hours),
            _ => rate.value(),
        };
        let interval = rate.wilson().filter(|_| measure.is_rate());
        let all = Rate::new(u64::from(cell.numerator), u64::from(whole.unwrap_or(cell).n()));
        let of_cohort = matches!(measure, Measure::Acceptance | Measure::Rejection);
        Point {
            period,
            split,
            n: cell.n(),
            accepted: cell.decisions(Decision::Accepted),
            rejected: cell.decisions(Decision::Rejected),
            lapsed: cell.decisions(Decision::Lapsed),
            pending: cell.decisions(Decision::Pending),
            unclear: cell.decisions(Decision::Unclear),
            numerator: cell.numerator,
            denominator,
            value,
            cohort_value: all.value().filter(|_| of_cohort),
            lower: interval.map(|interval| interval.lower),
            upper: interval.map(|interval| interval.upper),
            p90: if measure.is_duration() { quantile::quantile(hours, 0.9) } else { None },
            provenance: cell.provenances(),
            settled,
            control: None,
        }
    }

    /// A period that is not over is never settled: the handoffs still to come are not decided either.
    fn settled(&self, cell: &Cell, at: usize) -> bool {
        let end = self.periods.end(at);
        if end > self.now.as_of {
            return false;
        }
        if self.query.basis == Basis::Decided {
            return true;
        }
        if !self.query.measure.clocks().is_empty() {
            // A promise that still runs is neither kept nor broken.
            return u64::from(cell.running) * 19 <= u64::from(cell.denominator);
        }
        let n = u64::from(cell.n());
        if n == 0 {
            return end <= self.now.lapsed_by;
        }
        let made = Decision::ALL.into_iter().filter(|decision| decision.is_made());
        let decided = made.map(|decision| u64::from(cell.decisions(decision))).sum::<u64>();
        decided * 20 >= n * 19 || cell.decisions(Decision::Pending) == 0
    }

    fn hours_of(&self, cells: Range<usize>) -> Vec<f64> {
        let [start, end] = [cells.start, cells.end].map(|cell| self.hours_from[cell] as usize);
        self.hours[start..end].to_vec()
    }
}

/// Durations in the order of their cells, and where each cell begins. Counted, not compared: there can be millions.
fn by_cell(hours: Vec<(u32, f64)>, cells: usize) -> (Vec<f64>, Vec<u32>) {
    let mut from = vec![0_u32; cells + 1];
    for &(cell, _) in &hours {
        from[cell as usize + 1] += 1;
    }
    for cell in 0..cells {
        from[cell + 1] += from[cell];
    }
    let mut next = from.clone();
    let mut sorted = vec![0.0; hours.len()];
    for (cell, value) in hours {
        let place = &mut next[cell as usize];
        sorted[*place as usize] = value;
        *place += 1;
    }
    (sorted, from)
}

/// Limits from the settled points. A point that is not settled gets limits to be drawn, never a signal.
fn control(points: &mut [Point]) {
    let Some(chart) = PChart::of(points.iter().filter(|point| point.settled).map(Point::rate)) else {
        return;
    };
    for point in points {
        let rate = point.rate();
        let Some(limits) = chart.limits(rate.denominator) else { continue };
        let signal = chart.signal(rate).filter(|_| point.settled);
        point.control =
            Some(Control { center: chart.center, lower: limits.lower, upper: limits.upper, signal });
    }
}
