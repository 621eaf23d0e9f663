//! A picture as a list of shapes, before anybody decides between SVG and pixels.

use crate::{
    letters::{self, Weight},
    look::{Color, Look, Palette},
};

/// Which end of a text its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A shape. Coordinates are user units, y downwards; later shapes lie on top.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Rect { x: f64, y: f64, width: f64, height: f64, color: Color },
    Path { points: Vec<(f64, f64)>, width: f64, color: Color },
    Polygon { points: Vec<(f64, f64)>, color: Color },
    Circle { x: f64, y: f64, radius: f64, color: Color },
    Text { x: f64, y: f64, text: String, size: f64, weight: Weight, anchor: Anchor, color: Color },
}

/// Where a chart puts its shapes.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) palette: Palette,
    /// Size of text and spacing.
    pub(crate) scale: f64,
}

impl Scene {
    /// An empty panel.
    pub(crate) fn new(look: &Look) -> Scene {
        let palette = Palette::of(look.theme);
        let (width, height) = (look.width.clamp(120, 8_000), look.height.clamp(80, 8_000));
        let scale = look.font_scale.clamp(0.5, 4.0);
        let mut scene = Scene { width, height, shapes: Vec::new(), palette, scale };
        scene.rect(0.0, 0.0, f64::from(width), f64::from(height), palette.panel);
        scene
    }

    /// The size of ordinary text.
    pub(crate) fn text_size(&self) -> f64 {
        11.0 * self.scale
    }

    /// How wide an ordinary text is.
    pub(crate) fn text_width(&self, text: &str) -> f64 {
        letters::width(text, self.text_size(), Weight::Regular)
    }

    /// An ordinary text clipped to `room`.
    pub(crate) fn clipped(&self, text: &str, room: f64) -> String {
        letters::clipped(text, room, self.text_size(), Weight::Regular)
    }

    pub(crate) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, color: Color) {
        self.shapes.push(Shape::Rect { x, y, width, height, color });
    }

    /// A hairline that stays crisp: one unit thick, on whole units.
    pub(crate) fn horizontal(&mut self, y: f64, from: f64, to: f64, color: Color) {
        self.rect(from.round(), y.round(), (to - from).round(), 1.0, color);
    }

    /// The same downwards.
    pub(crate) fn vertical(&mut self, x: f64, from: f64, to: f64, color: Color) {
        self.rect(x.round(), from.round(), 1.0, (to - from).round(), color);
    }

    /// A hairline in dashes of `dash` and gaps of `gap`.
    pub(crate) fn dashed(&mut self, y: f64, from: f64, to: f64, (dash, gap): (f64, f64), color: Color) {
        let mut x = from;
        while x < to {
            self.horizontal(y, x, (x + dash).min(to), color);
            x += dash + gap;
        }
    }

    /// The same downwards.
    pub(crate) fn dashed_down(&mut self, x: f64, from: f64, to: f64, (dash, gap): (f64, f64), color: Color) {
        let mut y = from;
        while y < to {
            self.vertical(x, y, (y + dash).min(to), color);
            y += dash + gap;
        }
    }

    pub(crate) fn path(&mut self, points: Vec<(f64, f64)>, width: f64, color: Color) {
        if points.len() > 1 {
            self.shapes.push(Shape::Path { points, width, color });
        }
    }

    pub(crate) fn circle(&mut self, x: f64, y: f64, radius: f64, color: Color) {
        self.shapes.push(Shape::Circle { x, y, radius, color });
    }

    /// A point whose centre shows the panel: not final yet.
    pub(crate) fn ring(&mut self, x: f64, y: f64, radius: f64, color: Color) {
        self.circle(x, y, radius, color);
        self.circle(x, y, (radius - 1.0).max(1.0), self.palette.panel);
    }

    /// A point that stands out by its shape as well as by its colour.
    pub(crate) fn diamond(&mut self, x: f64, y: f64, radius: f64, color: Color) {
        let points = vec![(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
        self.shapes.push(Shape::Polygon { points, color });
    }

    /// Diagonal lines inside a rectangle.
    pub(crate) fn hatch(&mut self, x: f64, y: f64, width: f64, height: f64, (step, color): (f64, Color)) {
        let mut offset = step - (x + y).rem_euclid(step);
        while offset < width + height {
            // The line x' + y' = offset, cut at the rectangle's edges.
            let start = (offset.min(width), (offset - width).max(0.0));
            let end = ((offset - height).max(0.0), offset.min(height));
            self.path(vec![(x + start.0, y + start.1), (x + end.0, y + end.1)], 1.0, color);
            offset += step;
        }
    }

    /// An ordinary text whose middle is at height `y`.
    pub(crate) fn text(&mut self, x: f64, y: f64, text: impl Into<String>, anchor: Anchor, color: Color) {
        let size = self.text_size();
        self.lettering(x, y, text, (size, Weight::Regular), anchor, color);
    }

    /// A text of its own size and weight.
    pub(crate) fn lettering(
        &mut self,
        x: f64,
        y: f64,
        text: impl Into<String>,
        (size, weight): (f64, Weight),
        anchor: Anchor,
        color: Color,
    ) {
        let text: String = text.into();
        let text: String = text.chars().filter(|character| !is_invisible(*character)).collect();
        if !text.is_empty() {
            self.shapes.push(Shape::Text { x, y, text, size, weight, anchor, color });
        }
    }
}

/// Control characters, which SVG refuses, and those that turn the direction of the text around them.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// Moves labels apart: `wanted` centres, ascending or not, at least `gap` from each other and inside `[top, bottom]` as
/// far as that is possible. The order is kept.
pub(crate) fn spread(wanted: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    let mut placed = wanted.to_vec();
    let mut free = top;
    for &at in &order {
        placed[at] = placed[at].max(free);
        free = placed[at] + gap;
    }
    let mut free = bottom;
    for &at in order.iter().rev() {
        placed[at] = placed[at].min(free);
        free = placed[at] - gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_order_and_their_distance() {
        let placed = spread(&[50.0, 51.0, 49.0, 99.0], 12.0, 0.0, 100.0);
        assert!(placed[2] < placed[0] && placed[0] < placed[1] && placed[1] < placed[3], "{placed:?}");
        let mut sorted = placed.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 12.0 - 1e-9), "{placed:?}");
        assert!(sorted[3] <= 100.0);
    }
}
