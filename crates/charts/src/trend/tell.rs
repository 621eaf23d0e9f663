//! What a trend says in words and numbers.

use super::Trend;
use crate::{
    axis::Unit,
    chart::{Mark, Table},
    finding, words,
};
use plumbline_cube::{
    answer::{Answer, Point, Series},
    query::{Outcome, Selection},
};

impl Trend<'_> {
    pub(super) fn marks(&self) -> Vec<Mark> {
        let top = self.plot.top - 22.0 * self.scene.scale;
        let mark = |(at, point): (usize, &Point)| Mark {
            x: self.bands.start(at),
            y: top,
            width: self.bands.step,
            height: self.plot.bottom - top,
            label: self.say(point),
            count: point.denominator,
            asked: 0,
            selection: Selection {
                period: Some(point.period),
                split: point.split.as_ref().map(ToString::to_string),
                outcome: Outcome::Denominator,
                ..Selection::ALL
            },
        };
        self.series.points.iter().enumerate().map(mark).collect()
    }

    fn say(&self, point: &Point) -> String {
        let mut text = words::period(self.answer.grain, point.period);
        let value = self.unit.say(point.value, point.rate());
        text.push_str(&format!(": {} {value}", words::inside(&self.answer.measure_label())));
        if let Some(interval) = point.interval() {
            text.push_str(&format!(", 95\u{a0}% interval {}", words::interval(interval)));
        }
        if point.pending + point.lapsed > 0 {
            text.push_str(&format!(
                "; {} pending, {} lapsed",
                words::count(u64::from(point.pending)),
                words::count(u64::from(point.lapsed))
            ));
        }
        match finding::signal(point) {
            Some(side) => text.push_str(&format!("; {} the control limit", side.slug())),
            None if !point.settled => text.push_str("; not settled yet"),
            None => {}
        }
        text.push('.');
        text
    }

    pub(super) fn description(&self, title: &str) -> String {
        let points = &self.series.points;
        let settled = points.iter().filter(|point| point.settled).count();
        let mut text = format!(
            "{title}. {} {}, of which {settled} settled: {}.",
            points.len(),
            words::grain(self.answer.grain, points.len()),
            words::span(self.series.total.period)
        );
        if let Some(control) = points.iter().rev().find_map(|point| point.control) {
            text.push_str(&format!(" The mean of the settled ones is {}.", self.unit.write(control.center)));
        }
        for (day, name) in &self.notes.milestones {
            text.push_str(&format!(" {}: {name}.", words::day(*day)));
        }
        if self.answer.undated > 0 {
            let n = words::counted(u64::from(self.answer.undated), "decision", "decisions");
            text.push_str(&format!(" {n} without a known date left out."));
        }
        text
    }
}

pub(super) fn table(answer: &Answer, series: &Series, unit: Unit, caption: String) -> Table {
    let mut columns = vec![words::sentence(words::grain(answer.grain, 1))];
    columns.extend(
        ["Handoffs", "Accepted", "Rejected", "Lapsed", "Pending", &answer.measure_label()].map(str::to_owned),
    );
    columns.extend(["Out of", "95 % interval", "Settled"].map(str::to_owned));
    // Nearly everywhere there are none.
    let is_unclear = series.points.iter().any(|point| point.unclear > 0);
    if is_unclear {
        columns.insert(6, Answer::UNCLEAR.to_owned());
    }
    let row = |point: &Point| {
        let counts = [point.n, point.accepted, point.rejected, point.lapsed, point.pending];
        let mut cells = vec![words::period(answer.grain, point.period)];
        cells.extend(counts.map(|n| words::count(u64::from(n))));
        cells.extend(is_unclear.then(|| words::count(u64::from(point.unclear))));
        cells.push(point.value.map_or_else(|| "–".to_owned(), |value| unit.write(value)));
        cells.push(words::count(u64::from(point.denominator)));
        cells.push(point.interval().map_or_else(|| "–".to_owned(), words::interval));
        cells.push(if point.settled { "yes" } else { "no" }.to_owned());
        cells
    };
    Table { caption, columns, rows: series.points.iter().map(row).collect() }
}
