//! Inter, bundled: how wide a text is, and its shape in pixels.
//!
//! The drawing library's own text output drops the side bearings of glyphs; here they are placed as the font says.

use ab_glyph::{Font, FontRef, GlyphId, Point, PxScale, ScaleFont, point};
use std::sync::OnceLock;

static REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.otf");
static SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.otf");

/// Half the height of a lower-case x, as a part of the font size: a text centred on a line sits so far below it.
pub(crate) const HALF_X: f64 = 0.273;

/// Regular or semi-bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    SemiBold,
}

fn font(weight: Weight) -> Option<&'static FontRef<'static>> {
    static FONTS: OnceLock<[Option<FontRef<'static>>; 2]> = OnceLock::new();
    let read = |bytes| FontRef::try_from_slice(bytes).ok();
    FONTS.get_or_init(|| [read(REGULAR), read(SEMIBOLD)])[weight as usize].as_ref()
}

/// The scale at which the em is `size` pixels (the library scales by the height of a line).
fn scale(font: &FontRef<'_>, size: f64) -> PxScale {
    let per_em = font.units_per_em().unwrap_or(2048.0);
    PxScale::from(size as f32 * font.height_unscaled() / per_em)
}

/// The glyphs of a text with the pen position of each, and the width of the whole.
fn set(text: &str, size: f64, weight: Weight) -> (Vec<(GlyphId, f32)>, f32) {
    let Some(font) = font(weight) else { return (Vec::new(), 0.0) };
    let scaled = font.as_scaled(scale(font, size));
    let (mut pen, mut last) = (0.0, None);
    let mut glyphs = Vec::with_capacity(text.len());
    for character in text.chars() {
        let glyph = scaled.glyph_id(character);
        pen += last.map_or(0.0, |last| scaled.kern(last, glyph));
        glyphs.push((glyph, pen));
        pen += scaled.h_advance(glyph);
        last = Some(glyph);
    }
    (glyphs, pen)
}

/// How wide `text` is at `size` pixels per em.
pub(crate) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    f64::from(set(text, size, weight).1)
}

/// `text`, or as much of its beginning as fits into `room` with an ellipsis.
pub(crate) fn clipped(text: &str, room: f64, size: f64, weight: Weight) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut kept: String = text.to_owned();
    while kept.pop().is_some() {
        let candidate = format!("{}…", kept.trim_end());
        if width(&candidate, size, weight) <= room {
            return candidate;
        }
    }
    String::new()
}

/// Gives the coverage (0 to 1) of each pixel of `text`, whose baseline starts at the origin.
pub(crate) fn draw<E>(
    text: &str,
    size: f64,
    weight: Weight,
    mut pixel: impl FnMut(i32, i32, f32) -> Result<(), E>,
) -> Result<(), E> {
    let Some(font) = font(weight) else { return Ok(()) };
    let scale = scale(font, size);
    for (glyph, x) in set(text, size, weight).0 {
        let at: Point = point(x, 0.0);
        let Some(outline) = font.outline_glyph(glyph.with_scale_and_position(scale, at)) else { continue };
        let bounds = outline.px_bounds();
        let mut result = Ok(());
        outline.draw(|x, y, coverage| {
            if result.is_ok() && coverage > 0.0 {
                result = pixel(bounds.min.x as i32 + x as i32, bounds.min.y as i32 + y as i32, coverage);
            }
        });
        result?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_are_there_and_long_texts_end_in_an_ellipsis() {
        let regular = width("Referral", 11.0, Weight::Regular);
        assert!((30.0..60.0).contains(&regular), "{regular} is not the width of eight letters");
        assert!(width("Referral", 11.0, Weight::SemiBold) > regular);
        assert!(
            (width("1111", 11.0, Weight::Regular) - width("8080", 11.0, Weight::Regular)).abs() < 1e-3,
            "tabular"
        );
        let short = clipped("Webinar: ransomware in hospitals", 80.0, 11.0, Weight::Regular);
        assert!(short.ends_with('…') && width(&short, 11.0, Weight::Regular) <= 80.0, "{short}");
        assert_eq!(clipped("Event", 80.0, 11.0, Weight::Regular), "Event");
    }
}
