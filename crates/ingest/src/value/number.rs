//! Numbers as people write them: `1.250`, `€ 3.500,00`, `$751.05 `, `(1,200)`, `12%`.

use super::currency;

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
    /// `1.2M`, `3k`: numbers if the column proves it. They are counted above, too, by the digits they begin with.
    pub scaled: u64,
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
    /// Takes a value that stands in `count` cells into account; false if it is no number in any column.
    pub fn add(&mut self, text: &str, count: u64) -> bool {
        let mut class = classify(text);
        if class == Class::NotANumber && !cannot_be_a_number(text) {
            let digits = bare(text).and_then(|bare| scale(bare.digits)).map(|(digits, _)| digits);
            class = digits.map_or(class, classify);
            self.scaled += if class == Class::NotANumber { 0 } else { count };
        }
        *match class {
            Class::Plain => &mut self.plain,
            Class::Point => &mut self.point,
            Class::Comma => &mut self.comma,
            Class::AmbiguousPoint => &mut self.ambiguous_point,
            Class::AmbiguousComma => &mut self.ambiguous_comma,
            Class::NotANumber => &mut self.other,
        } += count;
        class != Class::NotANumber
    }

    /// How many values are numbers.
    pub fn numbers(&self) -> u64 {
        let all = self.plain + self.point + self.comma + self.ambiguous_point + self.ambiguous_comma;
        if self.is_scaled() { all } else { all - self.scaled }
    }

    /// True if `1.2M` and `3k` are numbers here: two such values, and hardly any that is no number at all. A single
    /// one may be a name.
    pub fn is_scaled(&self) -> bool {
        self.scaled >= 2 && self.other <= self.scaled
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
    currency: Option<&'a str>,
    /// Of ten, by which it is multiplied: a percent is a hundredth.
    power: i32,
}

/// The number `text` stands for; `12%` is 0.12, as in the cell of a spreadsheet that shows it so. `None` if it is not a
/// finite number in this style.
pub fn parse(text: &str, style: Style) -> Option<f64> {
    if let Some(fast) = short_integer(text) {
        return Some(fast);
    }
    let bare = bare(text)?;
    let value = unsigned(bare.digits, style, bare.power)?;
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

fn bare(text: &str) -> Option<Bare<'_>> {
    let mut rest = text.trim();
    let (mut negative, mut currency) = (false, None);
    let mut signed = false;
    for _ in 0..4 {
        let before = rest;
        if !signed && let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            (negative, signed) = (true, true);
            rest = inner.trim();
        }
        if !signed && let Some(unsigned) = rest.strip_prefix(['-', '+', '−']) {
            negative = !rest.starts_with('+');
            signed = true;
            rest = unsigned.trim_start();
        }
        if let Some((found, without)) = beside(rest) {
            currency = currency.or(Some(found));
            rest = without;
        }
        if before == rest {
            break;
        }
    }
    let percent = rest.strip_suffix('%').map(str::trim_end);
    rest = percent.unwrap_or(rest);
    rest.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',').then_some(Bare {
        digits: rest,
        negative,
        currency,
        power: if percent.is_some() { -2 } else { 0 },
    })
}

/// The currency before or behind a number, and the rest.
fn beside(text: &str) -> Option<(&str, &str)> {
    let first = text.starts_with(|c: char| c.is_ascii_digit());
    let last = text.ends_with(|c: char| c.is_ascii_digit());
    match (first, last) {
        (true, true) => None,
        (true, false) => currency::behind(text),
        _ => currency::before(text).or_else(|| currency::behind(text)),
    }
}

/// The currency that stands beside the number of a cell, as it stands there: `€`, `USD`. `None` without a number.
pub fn currency(cell: &str) -> Option<&str> {
    let bare = bare(cell)?;
    let is_number =
        |digits| unsigned(digits, Style::Point, 0).or_else(|| unsigned(digits, Style::Comma, 0)).is_some();
    let digits = scale(bare.digits).map_or(bare.digits, |(digits, _)| digits);
    bare.currency.filter(|_| is_number(digits))
}

/// [`parse`], where `1.2M`, `3k`, `2,5 Mio.` are numbers, too.
pub fn parse_scaled(text: &str, style: Style) -> Option<f64> {
    parse(text, style).or_else(|| {
        let bare = bare(text)?;
        let (digits, times) = scale(bare.digits)?;
        let value = unsigned(digits, style, bare.power)? * times;
        value.is_finite().then_some(if bare.negative { -value } else { value })
    })
}

/// The digits before a word for thousands, millions or billions, and what it stands for. A small `m` is left out:
/// as often it stands for minutes or metres.
fn scale(text: &str) -> Option<(&str, f64)> {
    const WORDS: [(&str, f64); 13] = [
        ("k", 1e3),
        ("K", 1e3),
        ("Tsd.", 1e3),
        ("Tsd", 1e3),
        ("M", 1e6),
        ("MM", 1e6),
        ("mn", 1e6),
        ("Mio.", 1e6),
        ("Mio", 1e6),
        ("B", 1e9),
        ("bn", 1e9),
        ("Mrd.", 1e9),
        ("Mrd", 1e9),
    ];
    let at = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (digits, word) = text.split_at(at);
    WORDS.iter().find(|(known, _)| *known == word.trim_start()).map(|(_, times)| (digits, *times))
}

/// The number of these digits times ten to `power`.
fn unsigned(digits: &str, style: Style, power: i32) -> Option<f64> {
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
    if exponent.is_some() || power != 0 {
        plain.push_str(&format!("e{}", exponent.unwrap_or(0).saturating_add(power)));
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
mod tests;
