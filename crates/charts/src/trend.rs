//! A measure over time: points with their intervals, a line over settled periods, control limits.

mod tell;

use chrono::NaiveDate;
use plumbline_cube::{
    answer::{Answer, Point, Series},
    measure::{Basis, Measure},
};
use plumbline_stats::control::Signal;

use crate::{
    axis::{self, Bands, Plot, Scale, Unit},
    chart::{self, Chart},
    data::Data,
    finding,
    look::{Color, Look},
    scene::{Anchor, Scene, spread},
    words,
};

/// What else belongs into a trend.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// A band that somebody quotes or aims at: drawn, never a verdict.
    pub target: Option<Target>,
    /// Days on which something changed, ascending, with a short name: "MQL v3 in force".
    pub milestones: Vec<(NaiveDate, String)>,
}

/// A band of shares and who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its lower end, 0 to 1.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Who quotes or set it; named in the subtitle.
    pub source: String,
}

/// The chart of an answer without a split; of a split answer, its first series.
pub fn trend(answer: &Answer, notes: &Notes, look: &Look) -> Chart {
    let caption = format!("{} per {}", answer.measure_label(), words::grain(answer.grain, 1));
    let subtitle = subtitle(answer, notes);
    let Some(series) = answer.series.first() else {
        return chart::empty(look, "No handoffs in this period".to_owned(), subtitle, caption);
    };
    let title = finding::trend(answer, series);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let unit = Unit::of(answer.measure);
    let (plot, scale) = layout(&scene, series, notes, unit, top);
    let scene_scale = scene.scale;
    let bands = Bands::over(plot, series.points.len(), 96.0 * scene_scale);
    let mut trend = Trend { scene, answer, series, notes, unit, plot, scale, bands };
    trend.draw();
    let marks = trend.marks();
    let description = trend.description(&title);
    let table = tell::table(answer, series, unit, caption);
    Chart { title, subtitle, description, marks, table, data: Data::default(), scene: trend.scene }
}

fn subtitle(answer: &Answer, notes: &Notes) -> String {
    let basis = match answer.basis {
        Basis::Cohort => answer.begins(),
        Basis::Decided => "decision",
    };
    let grain = words::grain(answer.grain, 1);
    let unit = match Unit::of(answer.measure) {
        Unit::Share => "share with 95 % interval",
        Unit::Count | Unit::Points | Unit::Amount => "handoffs",
        Unit::Hours => "median and 90th percentile",
    };
    let known = words::known(answer);
    let undecided = undecided(answer);
    let band = notes.target.as_ref().filter(|_| Unit::of(answer.measure) == Unit::Share).map(|target| {
        let (low, high) = (target.low * 100.0, target.high * 100.0);
        format!("; the band of {low:.0} to {high:.0}\u{a0}% is {}", target.source)
    });
    let label = answer.measure_label();
    format!("{label}, {unit}, by {grain} of {basis}{known}{undecided}{}", band.unwrap_or_default())
}

/// What a rate of the decided leaves out: silence is counted, and said.
fn undecided(answer: &Answer) -> String {
    let is_of_decided = matches!(answer.measure, Measure::Acceptance | Measure::Rejection);
    let total = answer.series.first().map(|series| &series.total).filter(|_| is_of_decided);
    let Some(total) = total.filter(|total| total.lapsed + total.pending > 0) else { return String::new() };
    let [lapsed, pending] = [total.lapsed, total.pending].map(|n| words::count(u64::from(n)));
    format!("; {lapsed} lapsed and {pending} pending not among them")
}

/// The upright range must show intervals and limits, not only points.
fn layout(scene: &Scene, series: &Series, notes: &Notes, unit: Unit, top: f64) -> (Plot, Scale) {
    let scale = scene.scale;
    let (width, height) = (f64::from(scene.width), f64::from(scene.height));
    let values = series.points.iter().flat_map(|point| {
        let limits = point.control.filter(|_| point.settled).map(|control| [control.lower, control.upper]);
        [point.value, point.lower, point.upper, point.p90]
            .into_iter()
            .flatten()
            .chain(limits.into_iter().flatten())
    });
    let target = notes.target.as_ref().filter(|_| unit == Unit::Share);
    let values = values.chain(target.into_iter().flat_map(|target| [target.low, target.high]));
    let (plot_top, plot_bottom) = (top + 26.0 * scale, height - 42.0 * scale);
    let over = Scale::over(values, unit, (plot_bottom, plot_top), 30.0 * scale);
    let labels = right_labels(series, notes, unit);
    let widest = labels.iter().map(|(text, ..)| scene.text_width(text)).fold(0.0, f64::max);
    let right = if labels.is_empty() { 16.0 * scale } else { widest + 18.0 * scale };
    let plot = Plot {
        left: axis::grid_width(scene, &over, unit) + 4.0 * scale,
        right: width - right,
        top: plot_top,
        bottom: plot_bottom,
    };
    (plot, over)
}

/// Text, value, and whether it belongs to the target.
fn right_labels(series: &Series, notes: &Notes, unit: Unit) -> Vec<(String, f64, bool)> {
    let mut labels = Vec::new();
    if let Some(control) = series.points.iter().rev().find_map(|point| point.control) {
        labels.push((format!("settled mean {}", unit.write(control.center)), control.center, false));
    }
    if let Some(Target { low, high, .. }) = notes.target.as_ref().filter(|_| unit == Unit::Share) {
        let text = format!("band {:.0}–{:.0}", low * 100.0, high * 100.0);
        labels.push((text, high - (high - low) * 0.15, true));
    }
    labels
}

struct Trend<'a> {
    scene: Scene,
    answer: &'a Answer,
    series: &'a Series,
    notes: &'a Notes,
    unit: Unit,
    plot: Plot,
    scale: Scale,
    bands: Bands,
}

impl Trend<'_> {
    fn draw(&mut self) {
        self.target();
        axis::grid(&mut self.scene, self.plot, &self.scale, self.unit);
        let label = self.unsettled();
        self.limits();
        self.milestones(label);
        self.intervals();
        self.line();
        self.points();
        self.signals();
        self.direct_labels();
        let points = &self.series.points;
        axis::periods(&mut self.scene, self.plot, &self.bands, self.answer.grain, points, |point| {
            point.denominator
        });
    }

    fn target(&mut self) {
        if let Some(target) = self.notes.target.as_ref().filter(|_| self.unit == Unit::Share) {
            let (top, bottom) = (self.scale.at(target.high), self.scale.at(target.low));
            let color = self.scene.palette.accent.at(0.08);
            self.scene.rect(self.plot.left, top, self.plot.width(), bottom - top, color);
        }
    }

    /// Hatches the unsettled periods; returns where the label over the last run begins.
    fn unsettled(&mut self) -> f64 {
        let points = &self.series.points;
        let (plot, hatching) = (self.plot, self.scene.palette.neutral.at(0.28));
        let mut label_from = f64::INFINITY;
        let mut at = 0;
        while at < points.len() {
            if points[at].settled {
                at += 1;
                continue;
            }
            let run = points[at..].iter().take_while(|point| !point.settled).count();
            let (x, width) = (self.bands.start(at), self.bands.step * run as f64);
            self.scene.hatch(x, plot.top, width, plot.height(), (7.0 * self.scene.scale, hatching));
            let needed = self.scene.text_width("unsettled");
            let end = (x + width).max(plot.left + needed);
            let y = plot.top - 16.0 * self.scene.scale;
            if end - needed > label_from + 60.0 || label_from.is_infinite() {
                let quiet = self.scene.palette.quiet;
                self.scene.text(end, y, "unsettled", Anchor::End, quiet);
                label_from = end - needed;
            }
            at += run;
        }
        label_from
    }

    fn limits(&mut self) {
        let quiet = self.scene.palette.quiet;
        let mut center = None;
        for (at, point) in self.series.points.iter().enumerate() {
            let Some(control) = point.control else { continue };
            center = Some(control.center);
            let (from, to) = (self.bands.start(at), self.bands.start(at + 1));
            for limit in [control.lower, control.upper] {
                // Limits beyond the range of a share are no limits to see.
                if limit > 0.0 && limit < 1.0 {
                    self.scene.dashed(self.scale.at(limit), from, to, (3.0, 2.0), quiet.at(0.7));
                }
            }
        }
        if let Some(center) = center {
            let y = self.scale.at(center);
            self.scene.horizontal(y, self.plot.left, self.plot.right, quiet);
        }
    }

    /// Labelled vertical lines; a label gets the room up to the next one or none.
    fn milestones(&mut self, unsettled_from: f64) {
        let accent = self.scene.palette.accent;
        let scale = self.scene.scale;
        let placed: Vec<(f64, &str)> = self
            .notes
            .milestones
            .iter()
            .filter_map(|(day, name)| Some((self.x_of(*day)?, name.as_str())))
            .collect();
        for (at, &(x, name)) in placed.iter().enumerate() {
            self.scene.dashed_down(x, self.plot.top - 22.0 * scale, self.plot.bottom, (3.0, 2.0), accent);
            let next = placed.get(at + 1).map_or(self.plot.right, |&(next, _)| next);
            let end = if unsettled_from > x { next.min(unsettled_from) } else { next };
            let text = self.scene.clipped(name, end - x - 12.0 * scale);
            if text.chars().count() > 3 {
                let y = self.plot.top - 16.0 * scale;
                self.scene.text(x + 5.0 * scale, y, text, Anchor::Start, accent);
            }
        }
    }

    fn x_of(&self, day: NaiveDate) -> Option<f64> {
        let at = self
            .series
            .points
            .iter()
            .position(|point| point.period.start <= day && day < point.period.end)?;
        let period = self.series.points[at].period;
        let part = (day - period.start).num_days() as f64 / (period.end - period.start).num_days() as f64;
        Some(self.bands.start(at) + part * self.bands.step)
    }

    fn color(&self, point: &Point) -> Color {
        let palette = self.scene.palette;
        match finding::signal(point) {
            None => palette.accepted,
            Some(side) if finding::adverse(self.answer.measure, side) => palette.bad,
            Some(_) => palette.accent,
        }
    }

    fn intervals(&mut self) {
        let width = (self.bands.step * 0.14).clamp(1.0, 4.0 * self.scene.scale).round();
        for (at, point) in self.series.points.iter().enumerate() {
            let whiskers = point.interval().map(|interval| (interval.lower, interval.upper));
            let durations = point.value.zip(point.p90);
            if let Some((low, high)) = whiskers.or(durations) {
                let (top, bottom) = (self.scale.at(high), self.scale.at(low));
                let x = (self.bands.middle(at) - width / 2.0).round();
                let color = self.color(point).at(0.36);
                self.scene.rect(x, top, width, (bottom - top).max(1.0), color);
            }
        }
    }

    /// The line joins neighbours that are settled and have a value.
    fn line(&mut self) {
        let color = self.scene.palette.accepted;
        let mut run = Vec::new();
        for (at, point) in self.series.points.iter().enumerate() {
            match point.value.filter(|_| point.settled) {
                Some(value) => run.push((self.bands.middle(at), self.scale.at(value))),
                None => self.scene.path(std::mem::take(&mut run), 1.6 * self.scene.scale, color),
            }
        }
        self.scene.path(run, 1.6 * self.scene.scale, color);
    }

    fn points(&mut self) {
        let full = 4.0 * self.scene.scale;
        let radius = if self.bands.step < 9.0 {
            full * 0.5
        } else if self.bands.step < 16.0 {
            full * 0.75
        } else {
            full
        };
        for (at, point) in self.series.points.iter().enumerate() {
            let Some(value) = point.value else { continue };
            let (x, y) = (self.bands.middle(at), self.scale.at(value));
            let color = self.color(point);
            if finding::signal(point).is_some() {
                self.scene.diamond(x, y, radius * 1.5, color);
            } else if point.settled {
                self.scene.circle(x, y, radius, color);
            } else {
                self.scene.ring(x, y, radius, color);
            }
        }
    }

    /// Says under (or over) a run of signals how many there are.
    fn signals(&mut self) {
        let points = &self.series.points;
        let scale = self.scene.scale;
        let mut at = 0;
        while at < points.len() {
            let Some(side) = finding::signal(&points[at]) else {
                at += 1;
                continue;
            };
            let run = points[at..].iter().take_while(|point| finding::signal(point) == Some(side)).count();
            let ends = points[at..at + run].iter().filter_map(|point| match side {
                Signal::Below => point.lower.map(|lower| self.scale.at(lower) + 11.0 * scale),
                Signal::Above => point.upper.map(|upper| self.scale.at(upper) - 11.0 * scale),
            });
            let y = match side {
                Signal::Below => ends.fold(self.plot.top, f64::max).min(self.plot.bottom - 8.0 * scale),
                Signal::Above => ends.fold(self.plot.bottom, f64::min).max(self.plot.top + 8.0 * scale),
            };
            let text = format!("{run} {}", side.slug());
            let half = self.scene.text_width(&text) / 2.0 + 2.0 * scale;
            let middle = (self.bands.middle(at) + self.bands.middle(at + run - 1)) / 2.0;
            let x = middle.clamp(self.plot.left + half, (self.plot.right - half).max(self.plot.left + half));
            let (panel, color) = (self.scene.palette.panel, self.color(&points[at]));
            self.scene.rect(x - half, y - 7.0 * scale, half * 2.0, 14.0 * scale, panel.at(0.85));
            self.scene.text(x, y, text, Anchor::Middle, color);
            at += run;
        }
    }

    fn direct_labels(&mut self) {
        let labels = right_labels(self.series, self.notes, self.unit);
        let wanted: Vec<f64> = labels.iter().map(|(_, value, _)| self.scale.at(*value)).collect();
        let gap = 14.0 * self.scene.scale;
        let heights = spread(&wanted, gap, self.plot.top, self.plot.bottom);
        for ((text, _, target), y) in labels.into_iter().zip(heights) {
            let color = if target { self.scene.palette.accent } else { self.scene.palette.ink };
            self.scene.text(self.plot.right + 8.0 * self.scene.scale, y, text, Anchor::Start, color);
        }
    }
}
