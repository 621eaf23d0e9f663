//! Scales and ticks.

use plumbline_cube::{Grain, measure::Measure};
use plumbline_stats::Rate;

use crate::{
    scene::{Anchor, Scene},
    words,
};

/// The rectangle data are drawn into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plot {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Plot {
    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// What values are, and how they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Share,
    Count,
    Hours,
    /// A difference of shares.
    Points,
    /// Money.
    Amount,
}

impl Unit {
    pub(crate) fn of(measure: Measure) -> Unit {
        if measure.is_rate() {
            Unit::Share
        } else if measure.is_duration() {
            Unit::Hours
        } else {
            Unit::Count
        }
    }

    pub(crate) fn write(self, value: f64) -> String {
        match self {
            Unit::Share => words::percent(value),
            Unit::Count => words::count(value.round() as u64),
            Unit::Hours if value >= 96.0 => format!("{:.1}\u{a0}d", value / 24.0),
            Unit::Hours if value.fract() == 0.0 => format!("{value}\u{a0}h"),
            Unit::Hours => format!("{value:.1}\u{a0}h"),
            Unit::Points => words::signed(value * 100.0, 0),
            Unit::Amount => words::amount(value),
        }
    }

    /// The value as a sentence needs it: with numerator and denominator where it has any.
    pub(crate) fn say(self, value: Option<f64>, rate: Rate) -> String {
        match (self, value) {
            (Unit::Share, _) => words::rate(rate),
            (Unit::Hours, Some(value)) => {
                format!("{}, {} measured", self.write(value), words::count(rate.numerator))
            }
            (Unit::Count | Unit::Points | Unit::Amount, Some(value)) => self.write(value),
            (_, None) => "none measured".to_owned(),
        }
    }
}

/// A linear scale from values to user units.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
    pub(crate) ticks: Vec<f64>,
}

impl Scale {
    /// A scale that shows all of `values`, from `start` (the low end) to `end`, with ticks at least `apart`.
    pub(crate) fn over(
        values: impl IntoIterator<Item = f64>,
        unit: Unit,
        (start, end): (f64, f64),
        apart: f64,
    ) -> Scale {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            (low, high) = (low.min(value), high.max(value));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        (low, high) = match unit {
            Unit::Share => shares(low, high),
            Unit::Points => (low.min(-0.02), high.max(0.02)),
            Unit::Count | Unit::Hours | Unit::Amount => (0.0, high.max(1.0)),
        };
        let most = ((end - start).abs() / apart).floor().max(1.0);
        let step = step((high - low) / most, unit);
        // Shares keep their range; the others are rounded up to a tick.
        let high = if unit == Unit::Share { high } else { (high / step - 1e-9).ceil() * step };
        let low = if unit == Unit::Points { (low / step + 1e-9).floor() * step } else { low };
        let first = (low / step - 1e-9).ceil() as i64;
        let last = (high / step + 1e-9).floor() as i64;
        let ticks = (first..=last).map(|tick| tick as f64 * step).collect();
        Scale { low, high, start, end, ticks }
    }

    /// A tick in words; all ticks of a scale in the same unit.
    pub(crate) fn label(&self, tick: f64, unit: Unit) -> String {
        let apart = self.ticks.windows(2).next().map_or(0.0, |pair| pair[1] - pair[0]);
        if unit == Unit::Hours && apart >= 24.0 {
            format!("{}\u{a0}d", words::count((tick / 24.0).round() as u64))
        } else {
            unit.write(tick)
        }
    }

    /// True if the value lies on the scale.
    pub(crate) fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    pub(crate) fn at(&self, value: f64) -> f64 {
        let part = (value - self.low) / (self.high - self.low);
        self.start + part.clamp(0.0, 1.0) * (self.end - self.start)
    }
}

/// Whole tens around the values, at least forty points wide and inside 0 to 100.
fn shares(low: f64, high: f64) -> (f64, f64) {
    let (mut low, mut high) = ((low * 10.0 + 1e-9).floor() / 10.0, (high * 10.0 - 1e-9).ceil() / 10.0);
    while high - low < 0.399 {
        low = (low - 0.1).max(0.0);
        high = (high + 0.1).min(1.0);
    }
    (low, high)
}

/// The smallest pleasant step of at least `least`.
fn step(least: f64, unit: Unit) -> f64 {
    let steps: &[f64] = match unit {
        Unit::Share => return [0.1, 0.2, 0.5].into_iter().find(|step| *step >= least - 1e-9).unwrap_or(1.0),
        Unit::Points => &[0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
        Unit::Hours if least <= 24.0 => &[0.25, 0.5, 1.0, 2.0, 4.0, 6.0, 12.0, 24.0],
        Unit::Hours => &[24.0, 48.0, 72.0, 120.0, 240.0, 480.0, 720.0, 2_400.0],
        Unit::Count | Unit::Amount => &[1.0, 2.0, 5.0],
    };
    if let Some(step) = steps.iter().find(|step| **step >= least) {
        return *step;
    }
    let magnitude = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|part| part * magnitude)
        .find(|step| *step >= least)
        .unwrap_or(least)
}

/// Grid lines and labels of an upright scale.
pub(crate) fn grid(scene: &mut Scene, plot: Plot, scale: &Scale, unit: Unit) {
    let (line, quiet, gap) = (scene.palette.line, scene.palette.quiet, 8.0 * scene.scale);
    for &tick in &scale.ticks {
        let y = scale.at(tick);
        scene.horizontal(y, plot.left, plot.right, line);
        scene.text(plot.left - gap, y, scale.label(tick, unit), Anchor::End, quiet);
    }
}

/// The width the labels of an upright scale need, gap included.
pub(crate) fn grid_width(scene: &Scene, scale: &Scale, unit: Unit) -> f64 {
    let widest = scale.ticks.iter().map(|&tick| scene.text_width(&scale.label(tick, unit)));
    widest.fold(0.0, f64::max) + 14.0 * scene.scale
}

/// Periods side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bands {
    left: f64,
    pub(crate) step: f64,
}

impl Bands {
    /// `n` equal bands over the width of the plot, none wider than a hand.
    pub(crate) fn over(plot: Plot, n: usize, widest: f64) -> Bands {
        Bands { left: plot.left, step: (plot.width() / n.max(1) as f64).min(widest) }
    }

    pub(crate) fn start(&self, at: usize) -> f64 {
        self.left + self.step * at as f64
    }

    pub(crate) fn middle(&self, at: usize) -> f64 {
        self.start(at) + self.step / 2.0
    }
}

/// Labels under the bands: the period and `n`, as many as fit without touching; the year where it changes.
pub(crate) fn periods(
    scene: &mut Scene,
    plot: Plot,
    bands: &Bands,
    grain: Grain,
    points: &[plumbline_cube::answer::Point],
    n: impl Fn(&plumbline_cube::answer::Point) -> u32,
) {
    use chrono::Datelike;
    let scale = scene.scale;
    let quiet = scene.palette.quiet;
    let widest = points
        .iter()
        .map(|point| scene.text_width(&words::tick(grain, point.period, true)))
        .fold(0.0, f64::max);
    let every = ((widest + 12.0 * scale) / bands.step).ceil().max(1.0) as usize;
    let mut year = None;
    for (at, point) in points.iter().enumerate().step_by(every) {
        let with_year = year.replace(point.period.start.year()) != Some(point.period.start.year());
        let label = words::tick(grain, point.period, with_year);
        let half = scene.text_width(&label) / 2.0;
        let middle = bands.middle(at);
        // The first label may not leave the picture on the left, the last not on the right.
        let x = middle.max(half + 2.0).min(f64::from(scene.width) - half - 2.0);
        scene.vertical(middle, plot.bottom, plot.bottom + 4.0 * scale, scene.palette.line);
        scene.text(x, plot.bottom + 13.0 * scale, label, Anchor::Middle, quiet);
        let n = format!("n\u{a0}{}", words::count(u64::from(n(point))));
        scene.text(x, plot.bottom + 27.0 * scale, n, Anchor::Middle, quiet);
    }
}
