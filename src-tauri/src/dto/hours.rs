//! Working hours.

use chrono::NaiveDate;
use plumbline_domain::business_time::Window;
use plumbline_workbench::{
    desk::Hours,
    failure::{Failure, Outcome},
    wording,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::workspace::Weekday;

/// Working hours, and what they mean.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HoursView {
    /// Every day of the week.
    pub days: Vec<DayView>,
    /// The days on which nobody is at work.
    pub holidays: Vec<HolidayView>,
    /// The workspace's zone.
    pub zone: String,
    /// What a promise in working hours means here.
    pub example: String,
    /// The same for owners in other zones, a sentence each.
    pub elsewhere: Vec<String>,
    /// True if nobody has changed them yet.
    pub starter: bool,
}

/// The hours of a weekday.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DayView {
    /// As it is sent back.
    pub day: Weekday,
    /// As shown.
    pub label: String,
    /// From when to when; none if nobody is at work.
    pub spans: Vec<SpanView>,
}

/// From one time of day to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SpanView {
    /// `09:00`.
    pub from: String,
    /// `17:00`, `24:00` at most.
    pub to: String,
}

/// A day on which nobody is at work.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HolidayView {
    /// As it is sent back: `2026-12-25`.
    pub date: String,
    /// As shown.
    pub label: String,
    /// What is celebrated; empty if nobody said.
    pub name: String,
}

impl From<Hours> for HoursView {
    fn from(hours: Hours) -> Self {
        use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let days = [Mon, Tue, Wed, Thu, Fri, Sat, Sun].map(|day| DayView {
            day: day.into(),
            label: wording::weekday(day).to_owned(),
            spans: hours.hours.windows(day).iter().map(|window| (*window).into()).collect(),
        });
        let holiday = |(day, name): (&NaiveDate, &String)| HolidayView {
            date: day.format("%Y-%m-%d").to_string(),
            label: day.format("%a, %-d %b %Y").to_string(),
            name: name.clone(),
        };
        let elsewhere = hours.elsewhere.iter().map(|other| {
            let people = wording::counted(other.people, "person works", "people work");
            format!("{people} in {}: {}.", other.zone, other.example)
        });
        HoursView {
            days: days.into(),
            holidays: hours.hours.holidays().iter().map(holiday).collect(),
            zone: hours.zone.to_string(),
            elsewhere: elsewhere.collect(),
            example: hours.example,
            starter: hours.is_starter,
        }
    }
}

impl From<Window> for SpanView {
    fn from(window: Window) -> Self {
        let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        SpanView { from: time(window.opens()), to: time(window.closes()) }
    }
}

impl From<SpanView> for (String, String) {
    fn from(span: SpanView) -> Self {
        (span.from, span.to)
    }
}

/// The day written as `text`.
///
/// # Errors
/// There is none.
pub(crate) fn date(text: &str) -> Outcome<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| {
        Failure::bad_input("date", format!("\u{201c}{text}\u{201d} is no day."))
            .hint("Write it as 2026-12-25.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_come_back_as_they_went() {
        for (opens, closes) in [(0, 1), (9 * 60, 17 * 60 + 30), (0, Window::DAY)] {
            let window = Window::new(opens, closes).unwrap();
            let span = SpanView::from(window);
            assert_eq!(Window::parse(&span.from, &span.to), Ok(window));
        }
    }
}
