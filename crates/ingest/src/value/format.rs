//! How a column's dates are to be read, as written under `[dates]` in a mapping.

use chrono::format::{Item, Numeric, StrftimeItems};

use super::date::{Clock, Order, Pattern};

/// How a column's dates are to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFormat {
    /// Exactly this chrono format, `%d/%m/%Y %H:%M`.
    Chrono(String),
    /// Any form, numbers with the day before the month: `day-first`.
    DayFirst,
    /// Any form, numbers with the month before the day: `month-first`.
    MonthFirst,
    /// Any form; what comes first differs from file to file, and where a file does not show it somebody is asked: `either`.
    Either,
    /// Days since the end of 1899 as Excel counts them, `excel`; or since 1904, `excel-1904`.
    Excel {
        /// The old Macintosh system.
        since_1904: bool,
    },
    /// Milliseconds since 1970 in UTC: `epoch-ms`.
    EpochMs,
    /// Seconds since 1970 in UTC: `epoch-s`.
    EpochSeconds,
}

impl DateFormat {
    /// What may be written, for error messages.
    pub const ALLOWED: &'static str = "a chrono format such as \"%d/%m/%Y\", or \"day-first\", \"month-first\", \"either\", \"excel\", \"excel-1904\", \"epoch-ms\", \"epoch-s\"";

    /// Whether day or month comes first, where the format says so.
    pub fn order(&self) -> Option<Order> {
        match self {
            DateFormat::DayFirst => Some(Order::DayFirst),
            DateFormat::MonthFirst => Some(Order::MonthFirst),
            DateFormat::Chrono(format) => {
                let plain = format.replace("%-", "%");
                let (day, month) = (plain.find("%d").or_else(|| plain.find("%e"))?, plain.find("%m")?);
                match plain.find("%Y") {
                    Some(year) if year < day && year < month => Some(Order::YearFirst),
                    _ if day < month => Some(Order::DayFirst),
                    _ => Some(Order::MonthFirst),
                }
            }
            _ => None,
        }
    }

    /// Reads a format as written in a mapping; `None` if it is no word known here and no chrono format with a date.
    pub fn parse(text: &str) -> Option<DateFormat> {
        Some(match text {
            "day-first" => DateFormat::DayFirst,
            "month-first" => DateFormat::MonthFirst,
            "either" => DateFormat::Either,
            "excel" => DateFormat::Excel { since_1904: false },
            "excel-1904" => DateFormat::Excel { since_1904: true },
            "epoch-ms" => DateFormat::EpochMs,
            "epoch-s" => DateFormat::EpochSeconds,
            _ => {
                let mut dated = false;
                for item in StrftimeItems::new(text) {
                    match item {
                        Item::Error => return None,
                        Item::Numeric(Numeric::Day | Numeric::Ordinal | Numeric::Timestamp, _) => {
                            dated = true;
                        }
                        _ => {}
                    }
                }
                dated.then(|| DateFormat::Chrono(text.to_owned()))?
            }
        })
    }

    /// The text [`DateFormat::parse`] reads back.
    pub fn text(&self) -> &str {
        match self {
            DateFormat::Chrono(format) => format,
            DateFormat::DayFirst => "day-first",
            DateFormat::MonthFirst => "month-first",
            DateFormat::Either => "either",
            DateFormat::Excel { since_1904: false } => "excel",
            DateFormat::Excel { since_1904: true } => "excel-1904",
            DateFormat::EpochMs => "epoch-ms",
            DateFormat::EpochSeconds => "epoch-s",
        }
    }

    /// The format of a column in which every value is written in the same way.
    pub fn of(pattern: Pattern, order: Order) -> DateFormat {
        match chrono_format(pattern, order) {
            Some(format) => DateFormat::Chrono(format),
            None if order == Order::DayFirst => DateFormat::DayFirst,
            None => DateFormat::MonthFirst,
        }
    }
}

/// The chrono format of a numeric pattern; `None` for month names, which need no format.
pub(crate) fn chrono_format(pattern: Pattern, order: Order) -> Option<String> {
    if pattern.named {
        return None;
    }
    let year = if pattern.short_year { "%y" } else { "%Y" };
    let parts = match order {
        Order::YearFirst if pattern.year_first => [year, "%m", "%d"],
        Order::DayFirst if !pattern.year_first => ["%d", "%m", year],
        Order::MonthFirst if !pattern.year_first => ["%m", "%d", year],
        _ => return None,
    };
    let mut format = parts.join(char::from(pattern.separator).encode_utf8(&mut [0; 4]));
    if pattern.clock != Clock::None {
        format.push(char::from(pattern.joint));
    }
    format.push_str(match pattern.clock {
        Clock::None => "",
        Clock::Minutes => "%H:%M",
        Clock::Seconds => "%H:%M:%S",
        Clock::Fraction => "%H:%M:%S%.f",
        Clock::MinutesHalf => "%I:%M %p",
        Clock::SecondsHalf => "%I:%M:%S %p",
    });
    if pattern.offset {
        format.push_str("%#z");
    }
    Some(format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::date::dissect;
    use chrono::{NaiveDate, NaiveDateTime};

    #[test]
    fn formats_print_what_they_parse_and_refuse_the_rest() {
        for text in [
            "%d/%m/%Y",
            "%m/%d/%Y %I:%M %p",
            "day-first",
            "month-first",
            "either",
            "excel",
            "excel-1904",
            "epoch-ms",
            "epoch-s",
        ] {
            assert_eq!(DateFormat::parse(text).expect(text).text(), text);
        }
        for bad in ["", "%Q", "dd/mm/yyyy", "%H:%M", "excel-1905"] {
            assert_eq!(DateFormat::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn chrono_reads_the_same_moment_with_the_format_made_for_a_value() {
        for text in ["31/12/2026", "31.12.26 23:05", "31-12-2026T07:08:09.250", "31/12/2026 1:02 PM"] {
            let written = dissect(text).expect(text);
            let format = chrono_format(written.pattern, Order::DayFirst).expect(text);
            let by_chrono = NaiveDateTime::parse_from_str(text, &format).or_else(|_| {
                NaiveDate::parse_from_str(text, &format).map(|day| day.and_time(chrono::NaiveTime::MIN))
            });
            assert_eq!(by_chrono.ok(), written.local(Order::DayFirst), "{text} as {format}");
        }
    }
}
