//! The clock time behind a date, and its offset from UTC.

use super::{
    cursor::Cursor,
    date::{Clock, Pattern},
};

/// The time behind a date, and its offset; nothing at all is midnight.
pub(super) fn clock(cursor: &mut Cursor<'_>, pattern: &mut Pattern) -> Option<(u32, Option<i32>)> {
    if cursor.peek().is_none() {
        return Some((0, None));
    }
    if cursor.eat(b'T') {
        pattern.joint = b'T';
    } else {
        let _ = cursor.eat(b',');
        if !cursor.eat(b' ') {
            return None;
        }
        pattern.joint = b' ';
    }
    let (mut hour, hour_width) = cursor.digits()?;
    if hour_width > 2 || !cursor.eat(b':') {
        return None;
    }
    let minute = two(cursor)?;
    pattern.clock = Clock::Minutes;
    let (mut second, mut millis) = (0, 0);
    if cursor.eat(b':') {
        second = two(cursor)?;
        pattern.clock = Clock::Seconds;
        if matches!(cursor.peek(), Some(b'.' | b',')) {
            cursor.at += 1;
            millis = fraction(cursor)?;
            pattern.clock = Clock::Fraction;
        }
    }
    if let Some(afternoon) = half(cursor) {
        if !(1..=12).contains(&hour) || pattern.clock == Clock::Fraction {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        pattern.clock = if pattern.clock == Clock::Minutes { Clock::MinutesHalf } else { Clock::SecondsHalf };
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let offset = offset(cursor)?;
    pattern.offset = offset.is_some();
    Some((((hour * 60 + minute) * 60 + second) * 1000 + millis, offset))
}

fn two(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.digits().and_then(|(value, width)| (width == 2).then_some(value))
}

/// Milliseconds of the digits behind a decimal point; what is finer is cut.
fn fraction(cursor: &mut Cursor<'_>) -> Option<u32> {
    let (value, width) = cursor.digits()?;
    Some(match width {
        1 => value * 100,
        2 => value * 10,
        _ => value / 10_u32.pow(width as u32 - 3),
    })
}

/// `AM` or `PM`, with or without points and a blank before it: is it the afternoon?
fn half(cursor: &mut Cursor<'_>) -> Option<bool> {
    let from = cursor.at;
    let _ = cursor.eat(b' ');
    let rest = &cursor.bytes[cursor.at..];
    let known = [(&b"am"[..], false), (b"pm", true), (b"a.m.", false), (b"p.m.", true)];
    let found = known
        .into_iter()
        .find(|(word, _)| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)));
    let Some((word, afternoon)) = found else {
        cursor.at = from;
        return None;
    };
    cursor.at += word.len();
    Some(afternoon)
}

/// Abbreviations of zones and the hours they are ahead of UTC. Those that stand for zones of several continents
/// (`IST`) are none.
const ZONES: [(&[u8], f32); 34] = [
    (b"Z", 0.0),
    (b"z", 0.0),
    (b"UTC", 0.0),
    (b"GMT", 0.0),
    (b"WET", 0.0),
    (b"BST", 1.0),
    (b"WEST", 1.0),
    (b"CET", 1.0),
    (b"MEZ", 1.0),
    (b"CEST", 2.0),
    (b"MESZ", 2.0),
    (b"EET", 2.0),
    (b"EEST", 3.0),
    (b"MSK", 3.0),
    (b"SGT", 8.0),
    (b"HKT", 8.0),
    (b"AWST", 8.0),
    (b"JST", 9.0),
    (b"KST", 9.0),
    (b"ACST", 9.5),
    (b"ACDT", 10.5),
    (b"AEST", 10.0),
    (b"AEDT", 11.0),
    (b"NZST", 12.0),
    (b"NZDT", 13.0),
    (b"EDT", -4.0),
    (b"EST", -5.0),
    (b"CDT", -5.0),
    (b"CST", -6.0),
    (b"MDT", -6.0),
    (b"MST", -7.0),
    (b"PDT", -7.0),
    (b"PST", -8.0),
    (b"HST", -10.0),
];

/// `Z`, `UTC`, `CET`, `+02`, `+0200`, `+02:00`, `GMT+0200 (name)`; `Some(None)` if nothing is left.
fn offset(cursor: &mut Cursor<'_>) -> Option<Option<i32>> {
    if cursor.peek().is_none() {
        return Some(None);
    }
    let _ = cursor.eat(b' ');
    let rest = &cursor.bytes[cursor.at..];
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == rest) {
        cursor.at = cursor.bytes.len();
        return Some(Some((hours * 3600.0) as i32));
    }
    if rest.starts_with(b"GMT") || rest.starts_with(b"UTC") {
        cursor.at += 3;
    }
    let sign = match cursor.peek()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    cursor.at += 1;
    let (value, width) = cursor.digits()?;
    let (hours, minutes) = match width {
        2 if cursor.eat(b':') => (value, two(cursor)?),
        2 => (value, 0),
        4 => (value / 100, value % 100),
        _ => return None,
    };
    // Browsers write the zone's name behind its offset.
    if cursor.bytes[cursor.at..].starts_with(b" (") && cursor.bytes.ends_with(b")") {
        cursor.at = cursor.bytes.len();
    }
    (hours <= 15 && minutes <= 59).then(|| Some(sign * (hours as i32 * 3600 + minutes as i32 * 60)))
}
