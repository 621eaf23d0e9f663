//! How a chart looks: theme, size and the colours with a purpose.

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on a light panel: screen and print.
    #[default]
    Light,
    /// Light ink on a dark panel.
    Dark,
}

/// What the caller decides about a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Light or dark.
    pub theme: Theme,
    /// Width in SVG user units (CSS pixels).
    pub width: u32,
    /// Height in the same units.
    pub height: u32,
    /// Size of text and spacing; 1 is 11 px text.
    pub font_scale: f64,
    /// True for a picture that stands alone (a file, a clipboard): title and subtitle are painted into it. On screen
    /// they are text beside it.
    pub titled: bool,
}

impl Look {
    /// A light picture of that size for the screen.
    pub fn new(width: u32, height: u32) -> Look {
        Look { theme: Theme::Light, width, height, font_scale: 1.0, titled: false }
    }
}

/// An opaque colour, or one laid over what is below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Color {
    pub(crate) rgb: (u8, u8, u8),
    pub(crate) alpha: f64,
}

impl Color {
    const fn hex(hex: u32) -> Color {
        Color { rgb: ((hex >> 16) as u8, (hex >> 8) as u8, hex as u8), alpha: 1.0 }
    }

    /// The colour at that opacity.
    pub(crate) fn at(self, alpha: f64) -> Color {
        Color { alpha, ..self }
    }

    /// How light it is to the eye, 0 to 1 (WCAG 2, relative luminance).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.rgb.0) + 0.7152 * linear(self.rgb.1) + 0.0722 * linear(self.rgb.2)
    }

    /// Which of two colours of text is read better on this one.
    pub(crate) fn ink(self, one: Color, other: Color) -> Color {
        let contrast = |text: Color| {
            let (a, b) = (text.luminance(), self.luminance());
            (a.max(b) + 0.05) / (a.min(b) + 0.05)
        };
        if contrast(one) >= contrast(other) { one } else { other }
    }

    /// The opaque colour `part` of the way to `other`.
    pub(crate) fn towards(self, other: Color, part: f64) -> Color {
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
        let (a, b) = (self.rgb, other.rgb);
        Color { rgb: (mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2)), alpha: 1.0 }
    }
}

/// The colours with a purpose. Their contrast on the panel: ink 14:1, quiet 5:1 and more, marks at least 3:1 except the
/// neutral grey, which never carries meaning alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    pub(crate) panel: Color,
    pub(crate) ink: Color,
    pub(crate) quiet: Color,
    pub(crate) line: Color,
    pub(crate) accent: Color,
    pub(crate) accepted: Color,
    pub(crate) rejected: Color,
    pub(crate) timing: Color,
    pub(crate) neutral: Color,
    pub(crate) bad: Color,
}

impl Palette {
    pub(crate) fn of(theme: Theme) -> Palette {
        match theme {
            Theme::Light => Palette {
                panel: Color::hex(0x00ff_ffff),
                ink: Color::hex(0x001c_2126),
                quiet: Color::hex(0x0061_6970),
                line: Color::hex(0x00e3_e4e1),
                accent: Color::hex(0x000b_6a72),
                accepted: Color::hex(0x002b_6ea6),
                rejected: Color::hex(0x00c4_501b),
                timing: Color::hex(0x00c9_9a1a),
                neutral: Color::hex(0x00a7_abae),
                bad: Color::hex(0x00b3_361f),
            },
            Theme::Dark => Palette {
                panel: Color::hex(0x001b_2024),
                ink: Color::hex(0x00e8_eaeb),
                quiet: Color::hex(0x00a3_abb1),
                line: Color::hex(0x002c_3338),
                accent: Color::hex(0x005c_c0c4),
                accepted: Color::hex(0x006f_b0e6),
                rejected: Color::hex(0x00ee_8a58),
                timing: Color::hex(0x00dc_b64b),
                neutral: Color::hex(0x005f_676d),
                bad: Color::hex(0x00f0_7a62),
            },
        }
    }
}
