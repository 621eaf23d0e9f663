//! How long something took: `2h 30m`, `27:30:00`, `P1DT2H`, `1.5 days`.

use super::cursor::{Cursor, fold};

/// What a column's values show about durations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DurationEvidence {
    /// `2h 30m`, `P1DT2H`, `27:30:00`: nothing else.
    pub sure: u64,
    /// `2:30:00`: how long, or a time of day.
    pub clock: u64,
}

impl DurationEvidence {
    /// Takes a value that stands in `count` cells into account; true if it can be a duration.
    pub(crate) fn add(&mut self, text: &str, count: u64) -> bool {
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        if let Some(hours) = by_clock(text) {
            *(if hours.abs() >= 24.0 { &mut self.sure } else { &mut self.clock }) += count;
            return true;
        }
        let sure = iso(text).or_else(|| by_units(text)).is_some();
        self.sure += if sure { count } else { 0 };
        sure
    }

    /// Values that are durations. Clock times are, if others prove what the column is about.
    pub fn durations(&self) -> u64 {
        if self.sure > 0 { self.sure + self.clock } else { 0 }
    }
}

/// The hours that `text` says something took; `None` if it is no duration.
pub fn hours(text: &str) -> Option<f64> {
    by_clock(text).or_else(|| iso(text)).or_else(|| by_units(text)).filter(|hours| hours.is_finite())
}

/// `27:30:00`, `2:30`, `1 day, 2:03:04`, `3.04:05:06`: hours, minutes, seconds, behind days.
fn by_clock(text: &str) -> Option<f64> {
    let (negative, text) = signed(text);
    let colon = text.find(':')?;
    let head = &text[..colon];
    let hour_at = head.len() - head.bytes().rev().take_while(u8::is_ascii_digit).count();
    let days = match &head[..hour_at] {
        "" => 0.0,
        days if days.ends_with('.') => {
            days.trim_end_matches('.').parse().ok().filter(|_| whole(&days[..days.len() - 1]))?
        }
        days => by_units(days.trim_end().trim_end_matches(','))? / 24.0,
    };
    let mut parts = text[hour_at..].split(':');
    let hour = parts.next().filter(|part| whole(part))?;
    let minute = parts.next().filter(|part| part.len() == 2 && whole(part))?;
    let second = parts.next().unwrap_or("00");
    let (seconds, fraction) = second.split_once(['.', ',']).unwrap_or((second, "0"));
    if parts.next().is_some() || seconds.len() != 2 || !whole(seconds) || !whole(fraction) {
        return None;
    }
    let (hour, minute): (f64, f64) = (hour.parse().ok()?, minute.parse().ok()?);
    let second: f64 = format!("{seconds}.{fraction}").parse().ok()?;
    if minute >= 60.0 || second >= 60.0 || (days != 0.0 && hour >= 24.0) {
        return None;
    }
    let hours = days * 24.0 + hour + minute / 60.0 + second / 3600.0;
    Some(if negative { -hours } else { hours })
}

fn whole(text: &str) -> bool {
    !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn signed(text: &str) -> (bool, &str) {
    text.strip_prefix('-').map_or((false, text), |rest| (true, rest))
}

/// ISO 8601: `P1DT2H30M`, `PT45M`, `P2W`. Years and months have no fixed length and are none here.
fn iso(text: &str) -> Option<f64> {
    let (negative, text) = signed(text);
    let mut rest = text.strip_prefix('P')?;
    let (mut hours, mut found, mut in_time, mut last) = (0.0, false, false, 0);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T') {
            if in_time || time.is_empty() {
                return None;
            }
            (in_time, rest) = (true, time);
            continue;
        }
        let (value, behind) = amount(rest)?;
        let unit = behind.bytes().next()?;
        let (rank, each) = match (unit, in_time) {
            (b'W', false) => (1, 168.0),
            (b'D', false) => (2, 24.0),
            (b'H', true) => (3, 1.0),
            (b'M', true) => (4, 1.0 / 60.0),
            (b'S', true) => (5, 1.0 / 3600.0),
            _ => return None,
        };
        if rank <= last {
            return None;
        }
        (last, found, hours, rest) = (rank, true, hours + value * each, &behind[1..]);
    }
    found.then_some(if negative { -hours } else { hours })
}

/// `2h 30m`, `1.5 days`, `3 hours and 5 minutes`, `1 Tag 3 Std.`: units from large to small.
fn by_units(text: &str) -> Option<f64> {
    let (negative, text) = signed(text);
    let mut rest = text;
    let (mut hours, mut last) = (0.0, 0);
    while !rest.is_empty() {
        let (value, behind) = amount(rest)?;
        let behind = behind.trim_start();
        let length = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        let (rank, each) = unit(&behind[..length])?;
        if rank <= last {
            return None;
        }
        (last, hours) = (rank, hours + value * each);
        rest = behind[length..].trim_start_matches('.').trim_start().trim_start_matches(',').trim_start();
        for word in ["and ", "und ", "et ", "y ", "e ", "en "] {
            rest = rest.strip_prefix(word).unwrap_or(rest);
        }
    }
    (last > 0).then_some(if negative { -hours } else { hours })
}

/// The digits at the beginning, with one decimal sign, and what follows them.
fn amount(text: &str) -> Option<(f64, &str)> {
    let digit = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let length = text.find(|c| !digit(c)).unwrap_or(text.len());
    let value = text[..length].replace(',', ".");
    let clean = value.len() <= 15 && value.starts_with(|c: char| c.is_ascii_digit()) && !value.ends_with('.');
    Some((value.parse().ok().filter(|_| clean)?, &text[length..]))
}

/// Rank, larger for smaller units, and hours of a unit.
fn unit(word: &str) -> Option<(u32, f64)> {
    const UNITS: [(u32, f64, &[&str]); 5] = [
        (
            1,
            168.0,
            &[
                "w", "wk", "wks", "week", "weeks", "woche", "wochen", "semaine", "semaines", "semana",
                "semanas", "weken",
            ],
        ),
        (
            2,
            24.0,
            &[
                "d", "day", "days", "t", "tag", "tage", "tagen", "j", "jour", "jours", "dia", "dias",
                "giorno", "giorni", "dag", "dagen",
            ],
        ),
        (
            3,
            1.0,
            &[
                "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora",
                "horas", "ora", "ore", "u", "uur", "uren",
            ],
        ),
        (
            4,
            1.0 / 60.0,
            &["m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti", "minuut"],
        ),
        (
            5,
            1.0 / 3600.0,
            &[
                "s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "seconde", "secondes",
                "segundo", "segundos", "secondo", "secondi", "seconden",
            ],
        ),
    ];
    let mut cursor = Cursor { bytes: word.as_bytes(), at: 0 };
    let folded = fold(&mut cursor)?;
    let known = UNITS.iter().find(|(_, _, words)| words.iter().any(|known| folded.is(known)))?;
    Some((known.0, known.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn durations_as_people_write_them() {
        for (text, expected) in [
            ("2h 30m", Some(2.5)),
            ("2h30m", Some(2.5)),
            ("27:30:00", Some(27.5)),
            ("P1DT2H", Some(26.0)),
            ("PT45M", Some(0.75)),
            ("P2W", Some(336.0)),
            ("1.5 days", Some(36.0)),
            ("1,5 Tage", Some(36.0)),
            ("3 hours and 15 minutes", Some(3.25)),
            ("1 day, 2:03:00", Some(26.05)),
            ("1.02:30:00", Some(26.5)),
            ("2 días", Some(48.0)),
            ("-30 min", Some(-0.5)),
            ("12:61", None),
            ("P1Y", None),
            ("PT", None),
            ("P", None),
            ("30m 2h", None),
            ("2 apples", None),
            ("h", None),
            ("12", None),
            ("1:2:3:4", None),
            ("2026-01-05", None),
            ("", None),
        ] {
            match (hours(text), expected) {
                (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-9, "{text}: {found}"),
                (found, expected) => assert_eq!(found, expected, "{text}"),
            }
        }
    }

    #[test]
    fn any_seconds_come_back_from_every_form() {
        let config = ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() };
        proptest!(config, |(seconds in 0_u32..9_000_000)| {
            let (d, h, m, s) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
            for text in [
                format!("{}:{m:02}:{s:02}", seconds / 3600),
                format!("{}h {m}m {s}s", seconds / 3600),
                format!("{d} days, {h}:{m:02}:{s:02}"),
                format!("{d}.{h:02}:{m:02}:{s:02}"),
                format!("P{d}DT{h}H{m}M{s}S"),
                format!("{d} Tage {h} Std. {m} Min. {s} Sek."),
                format!("{d} jours {h} heures {m} minutes et {s} secondes"),
            ] {
                let found = hours(&text);
                prop_assert!(found.is_some_and(|found| (found * 3600.0 - f64::from(seconds)).abs() < 1e-3), "{text}: {found:?}");
            }
        });
    }

    #[test]
    fn clock_times_need_a_proof() {
        let durations = |values: &[&str]| {
            let mut evidence = DurationEvidence::default();
            values.iter().for_each(|value| {
                evidence.add(value, 1);
            });
            evidence.durations()
        };
        assert_eq!(durations(&["10:30", "14:00:00"]), 0, "times of day");
        assert_eq!(durations(&["10:30:00", "34:00:00", "Ann"]), 2);
    }
}
