//! Rows side by side: names at the left, what is drawn in the middle, two columns of figures at the right.

use crate::{
    axis::{Plot, Scale, Unit},
    look::Color,
    scene::{Anchor, Scene},
    words,
};

/// What a row says beside what is drawn in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    pub(crate) name: String,
    /// The figure.
    pub(crate) value: String,
    /// What it is out of.
    pub(crate) detail: String,
    /// True for a row that stands for what has no name.
    pub(crate) is_quiet: bool,
}

/// Where rows lie.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    pub(crate) plot: Plot,
    pub(crate) height: f64,
    names: f64,
    details: f64,
    texts: Vec<Texts>,
}

/// The least height of a row.
const LEAST: f64 = 21.0;

impl Rows {
    /// How many rows have room under `top`.
    pub(crate) fn fitting(scene: &Scene, top: f64) -> usize {
        let (from, below) = Rows::between(scene, top);
        ((below - from) / (LEAST * scene.scale)).floor().max(1.0) as usize
    }

    fn between(scene: &Scene, top: f64) -> (f64, f64) {
        (top + 22.0 * scene.scale, f64::from(scene.height) - 28.0 * scene.scale)
    }

    pub(crate) fn new(scene: &Scene, top: f64, texts: Vec<Texts>) -> Rows {
        let (scale, width) = (scene.scale, f64::from(scene.width));
        let (from, below) = Rows::between(scene, top);
        let widest = |of: fn(&Texts) -> &String| {
            texts.iter().map(|text| scene.text_width(of(text))).fold(0.0, f64::max)
        };
        let names = widest(|text| &text.name).min(width * 0.34);
        let (values, details) = (widest(|text| &text.value), widest(|text| &text.detail));
        let gap = if details > 0.0 { 8.0 * scale } else { 0.0 };
        let right = width - values - details - gap - 28.0 * scale;
        let left = names + 24.0 * scale;
        let height = ((below - from) / texts.len().max(1) as f64).min(30.0 * scale);
        let bottom = from + height * texts.len() as f64;
        let plot = Plot { left, right: right.max(left + 40.0 * scale), top: from, bottom };
        Rows { plot, height, names, details: details + gap, texts }
    }

    pub(crate) fn middle(&self, at: usize) -> f64 {
        self.plot.top + self.height * (at as f64 + 0.5)
    }

    /// The whole width of a row.
    pub(crate) fn area(&self, scene: &Scene, at: usize) -> (f64, f64, f64, f64) {
        (0.0, self.plot.top + self.height * at as f64, f64::from(scene.width), self.height)
    }

    /// Upright lines at the ticks with their values underneath.
    pub(crate) fn grid(&self, scene: &mut Scene, scale: &Scale, unit: Unit) {
        let (line, quiet) = (scene.palette.line, scene.palette.quiet);
        for &tick in &scale.ticks {
            let x = scale.at(tick);
            scene.vertical(x, self.plot.top, self.plot.bottom, line);
            let y = self.plot.bottom + 12.0 * scene.scale;
            scene.text(x, y, scale.label(tick, unit), Anchor::Middle, quiet);
        }
    }

    /// A dashed line through all rows with its name over it.
    pub(crate) fn reference(&self, scene: &mut Scene, x: f64, name: &str) {
        let (ink, scale) = (scene.palette.ink, scene.scale);
        scene.dashed_down(x, self.plot.top - 4.0 * scale, self.plot.bottom, (2.0, 2.0), ink);
        let half = scene.text_width(name) / 2.0 + 2.0;
        let x = x.clamp(half, (f64::from(scene.width) - half).max(half));
        scene.text(x, self.plot.top - 11.0 * scale, name, Anchor::Middle, ink);
    }

    /// Says at the foot that there are more rows than have room.
    pub(crate) fn more(&self, scene: &mut Scene, hidden: usize) {
        if hidden == 0 {
            return;
        }
        let text = format!("and {}", words::counted(hidden as u64, "more", "more"));
        // Clear of the first tick, which stands under the left edge of the plot.
        let end = self.plot.left - 30.0 * scene.scale;
        let text = scene.clipped(&text, end - 4.0 * scene.scale);
        let quiet = scene.palette.quiet;
        scene.text(end, self.plot.bottom + 12.0 * scene.scale, text, Anchor::End, quiet);
    }

    /// Names and figures.
    pub(crate) fn write(&self, scene: &mut Scene) {
        let (scale, palette) = (scene.scale, scene.palette);
        let width = f64::from(scene.width);
        for (at, text) in self.texts.iter().enumerate() {
            let y = self.middle(at);
            let name = scene.clipped(&text.name, self.names);
            let color = if text.is_quiet { palette.quiet } else { palette.ink };
            scene.text(self.plot.left - 12.0 * scale, y, name, Anchor::End, color);
            scene.text(width - 12.0 * scale, y, text.detail.as_str(), Anchor::End, palette.quiet);
            let end = width - 12.0 * scale - self.details;
            scene.text(end, y, text.value.as_str(), Anchor::End, palette.ink);
        }
    }
}

/// The interval of a value as a bar on its row, and the value on it; a value that stands out has a shape of its own.
pub(crate) fn point(
    scene: &mut Scene,
    (x, y): (f64, f64),
    ends: Option<(f64, f64)>,
    color: Color,
    stands_out: bool,
) {
    let scale = scene.scale;
    if let Some((from, to)) = ends {
        let thick = (4.0 * scale).round();
        scene.rect(from, (y - thick / 2.0).round(), (to - from).max(1.0), thick, color.at(0.4));
    }
    if stands_out {
        scene.diamond(x, y, 5.5 * scale, color);
    } else {
        scene.circle(x, y, 4.0 * scale, color);
    }
}

/// Entries of a legend in one line over the rows, from the left of the plot: a swatch and its name each.
pub(crate) fn legend(scene: &mut Scene, (x, y): (f64, f64), entries: &[(Swatch, Color, String)]) {
    let scale = scene.scale;
    let (ink, end) = (scene.palette.ink, f64::from(scene.width) - 12.0 * scale);
    let mut x = x;
    for (swatch, color, name) in entries {
        let room = end - x - 14.0 * scale;
        let name = scene.clipped(name, room);
        if name.is_empty() {
            return;
        }
        match swatch {
            Swatch::Block => scene.rect(x, y - 4.0 * scale, 8.0 * scale, 8.0 * scale, *color),
            Swatch::Hatched => {
                scene.rect(x, y - 4.0 * scale, 8.0 * scale, 8.0 * scale, color.at(0.25));
                scene.hatch(x, y - 4.0 * scale, 8.0 * scale, 8.0 * scale, (3.0 * scale, *color));
            }
            Swatch::Ring => scene.ring(x + 4.0 * scale, y, 3.5 * scale, *color),
        }
        scene.text(x + 13.0 * scale, y, name.as_str(), Anchor::Start, ink);
        x += 13.0 * scale + scene.text_width(&name) + 16.0 * scale;
    }
}

/// The shape of an entry of a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Swatch {
    Block,
    Hatched,
    Ring,
}
