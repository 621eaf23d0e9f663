//! Days out of a pasted list: `2026-12-25`, `25.12.2026`, `25 Dec 2026`, `December 25, 2026`, alone or among other words.

use chrono::NaiveDate;

use crate::failure::{Failure, Outcome};

/// What a few words are.
enum Found {
    Day(NaiveDate),
    /// Day and month could be the other way round.
    Unclear(String),
}

/// Every day the lines name.
pub(super) fn read(text: &str) -> Outcome<Vec<NaiveDate>> {
    let mut days = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let refuse = |message: String| {
            Failure::bad_input("dates", format!("Line {number}: {message} Nothing was added."))
                .hint("Write one day a line, such as 2026-12-25.")
        };
        let mut any = false;
        for found in of_line(line) {
            match found {
                Found::Day(day) => days.push(day),
                Found::Unclear(word) => {
                    let message = format!(
                        "whether \u{201c}{word}\u{201d} begins with the day or the month cannot be told."
                    );
                    return Err(refuse(message));
                }
            }
            any = true;
        }
        if !any {
            return Err(refuse(format!("\u{201c}{}\u{201d} names no day.", line.trim())));
        }
    }
    if days.is_empty() {
        return Err(Failure::bad_input("dates", "There is no day in this list.")
            .hint("Write one day a line, such as 2026-12-25."));
    }
    Ok(days)
}

fn of_line(line: &str) -> Vec<Found> {
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '(' | ')'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let three = words.get(at..at + 3).and_then(|words| written_out(words.try_into().ok()?));
        if let Some(day) = three {
            found.push(Found::Day(day));
            at += 3;
            continue;
        }
        found.extend(in_digits(words[at]));
        at += 1;
    }
    found
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
            assert_eq!(read(line).unwrap(), [christmas], "{line}");
        }
        assert_eq!(read("2026-12-25, 2026-12-26\n\n2027-01-01").unwrap().len(), 3);
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
