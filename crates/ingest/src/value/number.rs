//! Numbers as people write them: `1.250`, `€ 3.500,00`, `$751.05 `, `(1,200)`, `12%`.

/// How a column writes its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// `1,250.50`: the point is the decimal sign, commas group.
    #[default]
    Point,
    /// `1.250,50`: the comma is the decimal sign, points group.
    Comma,
}

/// What a column's numbers show about their style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Numbers without any separator.
    pub plain: u64,
    /// Numbers that can only be read with a decimal point (`3.5`, `1,250.00`, `1,250,000`).
    pub point: u64,
    /// Numbers that can only be read with a decimal comma (`3,5`, `1.250,00`, `1.250.000`).
    pub comma: u64,
    /// `1.250`: grouped or not.
    pub ambiguous_point: u64,
    /// `1,250`: grouped or not.
    pub ambiguous_comma: u64,
    /// Values that are no numbers.
    pub other: u64,
}

/// How the numbers of a column are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Decided.
    Style(Style),
    /// Each value could be read in two ways, and no value of the column settles it.
    Ambiguous,
}

impl Evidence {
    /// Takes a value that stands in `count` cells into account.
    pub fn add(&mut self, text: &str, count: u64) {
        *match classify(text) {
            Class::Plain => &mut self.plain,
            Class::Point => &mut self.point,
            Class::Comma => &mut self.comma,
            Class::AmbiguousPoint => &mut self.ambiguous_point,
            Class::AmbiguousComma => &mut self.ambiguous_comma,
            Class::NotANumber => &mut self.other,
        } += count;
    }

    /// How many values are numbers.
    pub fn numbers(&self) -> u64 {
        self.plain + self.point + self.comma + self.ambiguous_point + self.ambiguous_comma
    }

    /// How the column is to be read. `whole` says that its numbers are counts, of which there are no fractions.
    ///
    /// A column in which at least three numbers end in a group of exactly three digits and none in any other number of
    /// decimals is grouped: measurements with always three decimals do not occur among employees and money.
    pub fn reading(&self, whole: bool) -> Reading {
        let (point, comma) = (self.ambiguous_point, self.ambiguous_comma);
        match (self.point, self.comma) {
            (0, 0) if point + comma == 0 => Reading::Style(Style::Point),
            (0, 0) if point > 0 && comma > 0 => Reading::Ambiguous,
            (0, 0) if whole || point + comma >= 3 => {
                Reading::Style(if comma > 0 { Style::Point } else { Style::Comma })
            }
            (0, 0) => Reading::Ambiguous,
            (points, commas) if points >= commas.saturating_mul(20) => Reading::Style(Style::Point),
            (points, commas) if commas >= points.saturating_mul(20) => Reading::Style(Style::Comma),
            _ => Reading::Ambiguous,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Plain,
    Point,
    Comma,
    AmbiguousPoint,
    AmbiguousComma,
    NotANumber,
}

fn classify(text: &str) -> Class {
    if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        return Class::Plain;
    }
    if cannot_be_a_number(text) {
        return Class::NotANumber;
    }
    let as_point = parse(text, Style::Point);
    let as_comma = parse(text, Style::Comma);
    match (as_point, as_comma) {
        (None, None) => Class::NotANumber,
        (Some(_), None) => Class::Point,
        (None, Some(_)) => Class::Comma,
        (Some(a), Some(b)) if a == b && !text.contains(['.', ',']) => Class::Plain,
        _ if text.contains('.') => Class::AmbiguousPoint,
        _ => Class::AmbiguousComma,
    }
}

/// The quick way out for names and ids: no digit at all, a long word, or a letter between digits (but for the `E` of
/// `1.2E+06`).
fn cannot_be_a_number(text: &str) -> bool {
    let (mut digit, mut letter_behind, mut letters) = (false, false, 0);
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            if letter_behind {
                return true;
            }
            digit = true;
        } else if byte.is_ascii_alphabetic() {
            letters += 1;
            letter_behind |= digit && !matches!(byte, b'e' | b'E');
            if letters > 4 {
                return true;
            }
        }
    }
    !digit
}

/// A number without its sign, currency and percent sign.
struct Bare<'a> {
    digits: &'a str,
    negative: bool,
}

/// The number `text` stands for; a percent sign does not divide. `None` if it is not a finite number in this style.
pub fn parse(text: &str, style: Style) -> Option<f64> {
    if let Some(fast) = short_integer(text) {
        return Some(fast);
    }
    let bare = bare(text)?;
    let value = unsigned(bare.digits, style)?;
    value.is_finite().then_some(if bare.negative { -value } else { value })
}

fn short_integer(text: &str) -> Option<f64> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    let mut value = 0_u32;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u32::from(digit);
    }
    Some(f64::from(value))
}

/// Currency words and signs, before or behind.
const CURRENCIES: [&str; 20] = [
    "€", "$", "£", "¥", "₹", "₽", "₩", "₺", "zł", "kr", "US$", "EUR", "USD", "GBP", "CHF", "JPY", "CAD",
    "AUD", "SEK", "INR",
];

fn bare(text: &str) -> Option<Bare<'_>> {
    let mut rest = text.trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        negative = true;
        rest = inner.trim();
    }
    let mut signed = negative;
    for _ in 0..3 {
        let before = rest;
        if !signed && let Some(unsigned) = rest.strip_prefix(['-', '+', '−']) {
            negative = !rest.starts_with('+');
            signed = true;
            rest = unsigned.trim_start();
        }
        rest = without_currency(rest);
        if before == rest {
            break;
        }
    }
    rest = rest.strip_suffix('%').map_or(rest, str::trim_end);
    rest.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
        .then_some(Bare { digits: rest, negative })
}

fn without_currency(text: &str) -> &str {
    if text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with(|c: char| c.is_ascii_digit()) {
        return text;
    }
    for name in CURRENCIES {
        if let Some(rest) = text.strip_prefix(name) {
            return rest.trim_start();
        }
        if let Some(rest) = text.strip_suffix(name) {
            return rest.trim_end();
        }
    }
    text
}

fn unsigned(digits: &str, style: Style) -> Option<f64> {
    let (decimal, group) = match style {
        Style::Point => ('.', ','),
        Style::Comma => (',', '.'),
    };
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.parse::<i32>().ok()?)),
        None => (digits, None),
    };
    let (whole, fraction) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let mut plain = String::with_capacity(digits.len() + 4);
    ungroup(whole, group, &mut plain)?;
    if plain.is_empty() {
        plain.push('0');
    }
    if !fraction.is_empty() {
        plain.push('.');
        plain.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        plain.push_str(&format!("e{exponent}"));
    }
    plain.parse().ok()
}

/// Digits, or groups of three behind a first group of one to three that does not begin with 0. Blanks and
/// apostrophes group in every style.
fn ungroup(whole: &str, group: char, out: &mut String) -> Option<()> {
    let is_group = |c: char| c == group || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        out.push_str(whole);
        return Some(());
    }
    let sign = whole.chars().find(|c| is_group(*c))?;
    for (index, part) in whole.split(sign).enumerate() {
        let length = if index == 0 { 1..=3 } else { 3..=3 };
        let clean = part.bytes().all(|byte| byte.is_ascii_digit());
        if !clean || !length.contains(&part.len()) || (index == 0 && part.starts_with('0')) {
            return None;
        }
        out.push_str(part);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let cases = [
            ("751.05", Style::Point, Some(751.05)),
            ("$751.05 ", Style::Point, Some(751.05)),
            ("€ 3.500,00", Style::Comma, Some(3500.0)),
            ("3.500,00 €", Style::Comma, Some(3500.0)),
            ("1,250", Style::Point, Some(1250.0)),
            ("1.250", Style::Comma, Some(1250.0)),
            ("1'250.5", Style::Point, Some(1250.5)),
            ("1 250 000", Style::Point, Some(1_250_000.0)),
            ("(1,200)", Style::Point, Some(-1200.0)),
            ("-$5", Style::Point, Some(-5.0)),
            ("$-5", Style::Point, Some(-5.0)),
            ("12%", Style::Point, Some(12.0)),
            ("1.2E+06", Style::Point, Some(1_200_000.0)),
            (".5", Style::Point, Some(0.5)),
            ("USD 1,000,000", Style::Point, Some(1_000_000.0)),
            ("51-200", Style::Point, None),
            ("1,25", Style::Point, None),
            ("12,50,000", Style::Point, None),
            ("0,125", Style::Point, None),
            ("NaN", Style::Point, None),
            ("inf", Style::Point, None),
            ("1e999", Style::Point, None),
            ("", Style::Point, None),
            ("-", Style::Point, None),
            ("$", Style::Point, None),
            ("1-", Style::Point, None),
            ("5M", Style::Point, None),
            ("--5", Style::Point, None),
        ];
        for (text, style, expected) in cases {
            assert_eq!(parse(text, style), expected, "{text:?} as {style:?}");
        }
    }

    fn reading(column: &[&str], whole: bool) -> Reading {
        let mut evidence = Evidence::default();
        column.iter().for_each(|text| evidence.add(text, 1));
        evidence.reading(whole)
    }

    #[test]
    fn separators_are_decided_over_the_column() {
        assert_eq!(reading(&["1.250", "3,5"], false), Reading::Style(Style::Comma));
        assert_eq!(reading(&["1.250", "3.5"], false), Reading::Style(Style::Point));
        assert_eq!(reading(&["1.250.000"], false), Reading::Style(Style::Comma));
        assert_eq!(reading(&["1.250"], false), Reading::Ambiguous);
        assert_eq!(
            reading(&["1.250"], true),
            Reading::Style(Style::Comma),
            "there is no quarter of a person"
        );
        assert_eq!(reading(&["1,250", "2,400", "12,000"], false), Reading::Style(Style::Point));
        assert_eq!(reading(&["1,250", "2.400", "12,000"], false), Reading::Ambiguous);
        assert_eq!(reading(&["0.125"], false), Reading::Style(Style::Point), "no group begins with 0");
        assert_eq!(reading(&["1,5", "1.5"], false), Reading::Ambiguous);
    }
}
