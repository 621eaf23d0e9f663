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

/// `AM` or `PM`, with or without a blank before it: is it the afternoon?
fn half(cursor: &mut Cursor<'_>) -> Option<bool> {
    let from = cursor.at;
    let _ = cursor.eat(b' ');
    let afternoon =
        match cursor.bytes.get(cursor.at..cursor.at + 2).map(<[u8]>::to_ascii_lowercase).as_deref() {
            Some(b"am") => false,
            Some(b"pm") => true,
            _ => {
                cursor.at = from;
                return None;
            }
        };
    cursor.at += 2;
    Some(afternoon)
}

/// `Z`, `UTC`, `GMT`, `+02`, `+0200`, `+02:00`; `Some(None)` if nothing is left.
fn offset(cursor: &mut Cursor<'_>) -> Option<Option<i32>> {
    if cursor.peek().is_none() {
        return Some(None);
    }
    let _ = cursor.eat(b' ');
    for name in [&b"Z"[..], b"z", b"UTC", b"GMT"] {
        if &cursor.bytes[cursor.at..] == name {
            cursor.at = cursor.bytes.len();
            return Some(Some(0));
        }
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
    (hours <= 15 && minutes <= 59).then(|| Some(sign * (hours as i32 * 3600 + minutes as i32 * 60)))
}
