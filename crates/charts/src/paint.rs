//! A scene onto a drawing backend: SVG text or pixels, by the same code.

use std::convert::Infallible;

use plotters::prelude::{BitMapBackend, SVGBackend};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle,
    text_anchor::{HPos, Pos, VPos},
};
use thiserror::Error;

use crate::{
    letters::{self, HALF_X, Weight},
    look::Color,
    scene::{Anchor, Scene, Shape},
};

/// The picture could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("The chart could not be drawn: {0}")]
pub struct PaintError(String);

impl PaintError {
    fn of(error: impl std::fmt::Display) -> PaintError {
        PaintError(error.to_string())
    }
}

/// The raw SVG text of a scene.
pub(crate) fn svg(scene: &Scene) -> Result<String, PaintError> {
    let mut text = String::with_capacity(64 * 1024);
    let mut backend = SVGBackend::with_string(&mut text, (scene.width, scene.height));
    paint(scene, &mut backend, 1.0).map_err(PaintError::of)?;
    backend.present().map_err(PaintError::of)?;
    drop(backend);
    Ok(text)
}

/// Each pixel is the mean of so many squared: lines and circles of the backend are not smooth by themselves.
const OVERSAMPLING: u32 = 3;

/// The scene as PNG bytes, `scale` pixels per user unit.
pub(crate) fn png(scene: &Scene, scale: u32) -> Result<Vec<u8>, PaintError> {
    let (width, height) = (scene.width * scale, scene.height * scale);
    let fine = (width * OVERSAMPLING, height * OVERSAMPLING);
    let mut pixels = vec![0; fine.0 as usize * fine.1 as usize * 3];
    let mut backend = BitMapBackend::with_buffer(&mut pixels, fine);
    paint(scene, &mut backend, f64::from(scale * OVERSAMPLING)).map_err(PaintError::of)?;
    drop(backend);
    let pixels = averaged(&pixels, width as usize, height as usize);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(PaintError::of)?;
    writer.write_image_data(&pixels).map_err(PaintError::of)?;
    writer.finish().map_err(PaintError::of)?;
    Ok(bytes)
}

fn averaged(fine: &[u8], width: usize, height: usize) -> Vec<u8> {
    let n = OVERSAMPLING as usize;
    let row = width * n * 3;
    let mut pixels = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            for channel in 0..3 {
                let at =
                    |dx: usize, dy: usize| u32::from(fine[(y * n + dy) * row + (x * n + dx) * 3 + channel]);
                let sum: u32 = (0..n * n).map(|sample| at(sample % n, sample / n)).sum();
                pixels.push((sum / (n * n) as u32) as u8);
            }
        }
    }
    pixels
}

fn paint<B: DrawingBackend>(
    scene: &Scene,
    backend: &mut B,
    scale: f64,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    let at = |x: f64, y: f64| ((x * scale).round() as i32, (y * scale).round() as i32);
    let all = |points: &[(f64, f64)]| points.iter().map(|&(x, y)| at(x, y)).collect::<Vec<_>>();
    for shape in &scene.shapes {
        match shape {
            Shape::Rect { x, y, width, height, color } => {
                // A bitmap's rectangle includes its last row and column, an SVG's does not; the difference vanishes in
                // the oversampling.
                backend.draw_rect(at(*x, *y), at(x + width, y + height), &Stroke::fill(*color), true)?;
            }
            Shape::Path { points, width, color } => {
                let stroke = Stroke { color: *color, width: (width * scale).round().max(1.0) as u32 };
                backend.draw_path(all(points), &stroke)?;
            }
            Shape::Polygon { points, color } => {
                backend.fill_polygon(all(points), &Stroke::fill(*color))?;
            }
            Shape::Circle { x, y, radius, color } => {
                let radius = (radius * scale).round() as u32;
                backend.draw_circle(at(*x, *y), radius, &Stroke::fill(*color), true)?;
            }
            Shape::Text { x, y, text, size, weight, anchor, color } => {
                let style = Lettering { size: size * scale, weight: *weight, anchor: *anchor, color: *color };
                backend.draw_text(text, &style, at(*x, *y))?;
            }
        }
    }
    Ok(())
}

struct Stroke {
    color: Color,
    width: u32,
}

impl Stroke {
    fn fill(color: Color) -> Stroke {
        Stroke { color, width: 0 }
    }
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        BackendColor { alpha: self.color.alpha, rgb: self.color.rgb }
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// A text style that sets its own letters.
struct Lettering {
    size: f64,
    weight: Weight,
    anchor: Anchor,
    color: Color,
}

impl BackendTextStyle for Lettering {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        BackendColor { alpha: self.color.alpha, rgb: self.color.rgb }
    }

    /// The SVG backend divides by 1.24 to get at the em.
    fn size(&self) -> f64 {
        self.size * 1.24
    }

    fn style(&self) -> FontStyle {
        match self.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::SemiBold => FontStyle::Bold,
        }
    }

    fn anchor(&self) -> Pos {
        let horizontal = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(horizontal, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name("Inter, sans-serif")
    }

    /// A box around the middle of the letters, so that centring it moves nothing up or down.
    fn layout_box(&self, text: &str) -> Result<(BackendCoord, BackendCoord), Infallible> {
        Ok(((0, 0), (letters::width(text, self.size, self.weight).round() as i32, 0)))
    }

    fn draw<E, Draw: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        (x, y): BackendCoord,
        mut draw: Draw,
    ) -> Result<Result<(), E>, Infallible> {
        let baseline = y + (self.size * HALF_X).round() as i32;
        let color = self.color();
        Ok(letters::draw(text, self.size, self.weight, |dx, dy, coverage| {
            draw(x + dx, baseline + dy, color.mix(f64::from(coverage)))
        }))
    }
}
