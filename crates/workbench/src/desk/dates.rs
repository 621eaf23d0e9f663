//! Days out of a pasted list: `2026-12-25`, `25.12.2026`, `25 Dec 2026`, `December 25, 2026`, alone or beside a name.

use chrono::NaiveDate;

use crate::failure::{Failure, Outcome};

/// As many characters as a name may have: a longer text is no name.
const LONGEST: usize = 80;

/// What a few words are.
enum Found {
    Day(NaiveDate),
    /// Day and month could be the other way round.
    Unclear(String),
}

/// Every day the lines name, with whatever else stands on its line: its name.
pub(super) fn read(text: &str) -> Outcome<Vec<(NaiveDate, String)>> {
    let mut days = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let refuse = |message: String| {
            Failure::bad_input("dates", format!("Line {number}: {message} Nothing was added."))
                .hint("Write one day a line, such as 2026-12-25 Christmas Day.")
        };
        let (found, name) = of_line(line);
        if found.is_empty() {
            return Err(refuse(format!("\u{201c}{}\u{201d} names no day.", line.trim())));
        }
        if name.chars().count() > LONGEST {
            return Err(refuse(format!("a name has at most {LONGEST} characters.")));
        }
        for found in found {
            match found {
                Found::Day(day) => days.push((day, name.clone())),
                Found::Unclear(word) => {
                    let message = format!(
                        "whether \u{201c}{word}\u{201d} begins with the day or the month cannot be told."
                    );
                    return Err(refuse(message));
                }
            }
        }
    }
    if days.is_empty() {
        return Err(Failure::bad_input("dates", "There is no day in this list.")
            .hint("Write one day a line, such as 2026-12-25 Christmas Day."));
    }
    Ok(days)
}

/// A name as typed by itself.
///
/// # Errors
/// It is too long.
pub(super) fn name(text: &str) -> Outcome<String> {
    let name = text.trim();
    if name.chars().count() > LONGEST {
        return Err(Failure::bad_input("name", format!("A name has at most {LONGEST} characters."))
            .hint("Use a shorter one."));
    }
    Ok(name.to_owned())
}

/// The days of a line, and what is left of it without them.
fn of_line(line: &str) -> (Vec<Found>, String) {
    let words = words(line);
    let (mut found, mut left) = (Vec::new(), Vec::new());
    let (mut at, mut unread) = (0, 0);
    while at < words.len() {
        let three = words.get(at..at + 3).and_then(|three| {
            let day = written_out([three[0].1, three[1].1, three[2].1])?;
            Some((Found::Day(day), 3))
        });
        let Some((day, taken)) = three.or_else(|| Some((in_digits(words[at].1)?, 1))) else {
            at += 1;
            continue;
        };
        let (last, word) = words[at + taken - 1];
        left.push(&line[unread..words[at].0]);
        unread = last + word.len();
        found.push(day);
        at += taken;
    }
    left.push(&line[unread..]);
    (found, joined(&left))
}

/// The words of a line, each with where it begins.
fn words(line: &str) -> Vec<(usize, &str)> {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '"' | '(' | ')');
    let (mut words, mut begun) = (Vec::new(), None);
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match begun {
            None if !between(c) => begun = Some(at),
            Some(from) if between(c) => {
                words.push((from, &line[from..at]));
                begun = None;
            }
            _ => {}
        }
    }
    words
}

/// What stands around the days of a line, without the marks of lists and without the day of the week.
fn joined(left: &[&str]) -> String {
    let cells = left.iter().flat_map(|part| part.split([',', ';', '\t']));
    let trimmed = cells.map(|cell| {
        let marks = |c: char| c.is_whitespace() || matches!(c, '"' | ':' | '-' | '\u{2013}' | '\u{2014}');
        // Marks and a bracket that a day left open come in any order.
        cell.trim_matches(marks).trim_start_matches(')').trim_end_matches('(').trim_matches(marks)
    });
    let told = trimmed.filter(|cell| !cell.is_empty() && cell.parse::<chrono::Weekday>().is_err());
    told.collect::<Vec<_>>().join(", ")
}

/// `25 Dec 2026`, `25. December 2026`, `Dec 25 2026`.
fn written_out([a, b, year]: [&str; 3]) -> Option<NaiveDate> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = |word: &str| {
        let word = word.trim_end_matches('.').to_ascii_lowercase();
        (word.len() >= 3).then(|| MONTHS.iter().position(|month| word.starts_with(month))).flatten()
    };
    let day = |word: &str| word.trim_end_matches(['.', 't', 'h', 's', 'n', 'd', 'r']).parse::<u32>().ok();
    let (day, month) = match (month(a), month(b)) {
        (Some(month), _) => (day(b)?, month),
        (None, Some(month)) => (day(a)?, month),
        (None, None) => return None,
    };
    NaiveDate::from_ymd_opt(year_of(year)?, month as u32 + 1, day)
}

fn year_of(word: &str) -> Option<i32> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1900..=2199).contains(year))
}

/// `2026-12-25`, `25.12.2026`, and `25/12/2026` as far as it can be told.
fn in_digits(word: &str) -> Option<Found> {
    let mark = ['-', '.', '/'].into_iter().find(|mark| word.matches(*mark).count() == 2)?;
    let parts: Vec<&str> = word.split(mark).collect();
    let number =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    if let Some(year) = year_of(parts[0]) {
        return NaiveDate::from_ymd_opt(year, number(parts[1])?, number(parts[2])?).map(Found::Day);
    }
    let (first, second, year) = (number(parts[0])?, number(parts[1])?, year_of(parts[2])?);
    // With full stops the day comes first everywhere.
    if mark != '.' && first <= 12 && second <= 12 && first != second {
        return Some(Found::Unclear(word.to_owned()));
    }
    let (day, month) = if mark != '.' && second > 12 { (second, first) } else { (first, second) };
    NaiveDate::from_ymd_opt(year, month, day).map(Found::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_however_they_are_written() {
        let christmas = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
        for line in [
            "2026-12-25",
            "25.12.2026  1. Weihnachtstag",
            "Christmas Day, 25 Dec 2026",
            "December 25, 2026",
            "\"25/12/2026\";\"Noël\"",
            "12/25/2026",
            "25. December 2026",
            "Fri 25th Dec 2026",
        ] {
            let found = read(line).unwrap();
            assert_eq!(found.iter().map(|(day, _)| *day).collect::<Vec<_>>(), [christmas], "{line}");
        }
        assert_eq!(read("2026-12-25, 2026-12-26\n\n2027-01-01").unwrap().len(), 3);
    }

    #[test]
    fn what_stands_beside_a_day_is_its_name() {
        for (line, name) in [
            ("2026-12-25", ""),
            ("2026-12-25 Christmas Day", "Christmas Day"),
            ("25.12.2026  1. Weihnachtstag", "1. Weihnachtstag"),
            ("Christmas Day, 25 Dec 2026", "Christmas Day"),
            ("Friday, December 25, 2026 - Christmas Day", "Christmas Day"),
            ("\"25/12/2026\";\"No\u{eb}l\"", "No\u{eb}l"),
            ("Good Friday 26 Mar 2027", "Good Friday"),
            ("Christmas Day (25 Dec 2026)", "Christmas Day"),
            ("Christmas Day (observed)\tFri\t25 Dec 2026\tGermany", "Christmas Day (observed), Germany"),
            ("2026-12-24, 2026-12-25: office closed", "office closed"),
        ] {
            let found = read(line).unwrap();
            assert!(found.iter().all(|(_, found)| found == name), "{line}: {found:?}");
        }
        let long = format!("2026-12-25 {}", "x".repeat(LONGEST + 1));
        assert!(read(&long).unwrap_err().message.starts_with("Line 1: a name has at most 80"));
    }

    #[test]
    fn what_is_no_day_or_could_be_two_is_refused_with_its_line() {
        for (text, line) in [("2026-12-25\n03/04/2026", 2), ("2026-02-30", 1), ("\nBoxing Day", 2), ("", 0)] {
            let failure = read(text).unwrap_err();
            assert_eq!(failure.field.as_deref(), Some("dates"));
            assert!(
                line == 0 || failure.message.starts_with(&format!("Line {line}:")),
                "{}",
                failure.message
            );
        }
    }
}
