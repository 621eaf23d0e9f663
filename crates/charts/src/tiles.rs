//! Tiles: rows by columns, each shaded by a share of the largest and with its figure where there is room.

use crate::{
    axis::Plot,
    look::Color,
    scene::{Anchor, Scene},
};

/// One tile.
#[derive(Clone, Debug)]
pub(crate) struct Tile {
    /// From nothing (0) to the darkest (1); `None` for a tile that stands for nothing.
    pub(crate) shade: Option<f64>,
    pub(crate) text: String,
}

/// Where tiles lie.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tiles {
    pub(crate) plot: Plot,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Tiles {
    /// `columns` by `rows` tiles, with `left` for the names of rows, `over` above and `under` below for those of columns, and
    /// `right` free.
    pub(crate) fn new(
        scene: &Scene,
        (rows, columns): (usize, usize),
        (left, right): (f64, f64),
        (over, under): (f64, f64),
        widest: f64,
    ) -> Tiles {
        let (across, down) = (f64::from(scene.width) - left - right, f64::from(scene.height) - over - under);
        let width = (across / columns.max(1) as f64).min(widest).max(2.0);
        let height = (down / rows.max(1) as f64).min(34.0 * scene.scale).max(4.0);
        let plot = Plot {
            left,
            right: left + width * columns as f64,
            top: over,
            bottom: over + height * rows as f64,
        };
        Tiles { plot, width, height }
    }

    /// Left, top, width, height.
    pub(crate) fn area(&self, row: usize, column: usize) -> (f64, f64, f64, f64) {
        let (x, y) = (self.plot.left + self.width * column as f64, self.plot.top + self.height * row as f64);
        (x, y, self.width, self.height)
    }

    /// True if every figure has room in its tile: some with and some without would look like a finding.
    pub(crate) fn have_room_for<'t>(&self, scene: &Scene, texts: impl IntoIterator<Item = &'t str>) -> bool {
        let widest = texts.into_iter().map(|text| scene.text_width(text)).fold(0.0, f64::max);
        widest + 5.0 * scene.scale <= self.width && self.height >= 13.0 * scene.scale
    }

    pub(crate) fn middle(&self, row: usize) -> f64 {
        self.plot.top + self.height * (row as f64 + 0.5)
    }

    /// Paints a tile: `full` is the colour of the darkest.
    pub(crate) fn paint(&self, scene: &mut Scene, (row, column): (usize, usize), tile: &Tile, full: Color) {
        let (x, y, width, height) = self.area(row, column);
        let (left, top) = (x.round(), y.round());
        let (right, bottom) = ((x + width).round() - 1.0, (y + height).round() - 1.0);
        let palette = scene.palette;
        let Some(shade) = tile.shade else {
            scene.hatch(left, top, right - left, bottom - top, (6.0 * scene.scale, palette.line));
            return;
        };
        let color = palette.panel.towards(full, 0.06 + 0.94 * shade.clamp(0.0, 1.0));
        scene.rect(left, top, right - left, bottom - top, color);
        if !tile.text.is_empty() {
            let ink = color.ink(palette.ink, palette.panel);
            scene.text(x + width / 2.0, y + height / 2.0, tile.text.as_str(), Anchor::Middle, ink);
        }
    }

    /// The names of rows, at the left of the tiles.
    pub(crate) fn names(&self, scene: &mut Scene, names: &[String]) {
        let (ink, scale) = (scene.palette.ink, scene.scale);
        for (row, name) in names.iter().enumerate() {
            let name = scene.clipped(name, self.plot.left - 20.0 * scale);
            scene.text(self.plot.left - 10.0 * scale, self.middle(row), name, Anchor::End, ink);
        }
    }

    /// The names of columns, under the tiles, as many as do not touch.
    pub(crate) fn heads(&self, scene: &mut Scene, heads: &[String]) {
        let (quiet, scale) = (scene.palette.quiet, scene.scale);
        let widest = heads.iter().map(|head| scene.text_width(head)).fold(0.0, f64::max);
        let every = ((widest + 8.0 * scale) / self.width).ceil().max(1.0) as usize;
        for (column, head) in heads.iter().enumerate().step_by(every) {
            let half = scene.text_width(head) / 2.0;
            let x = self.plot.left + self.width * (column as f64 + 0.5);
            let x = x.min(f64::from(scene.width) - half - 2.0);
            scene.text(x, self.plot.bottom + 12.0 * scale, head.as_str(), Anchor::Middle, quiet);
        }
    }
}
