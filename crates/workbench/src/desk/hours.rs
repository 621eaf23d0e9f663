//! When people are at work, and what that means for a promise.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use chrono_tz::Tz;
use plumbline_domain::{
    business_time::{BusinessHours, HoursMistake, Window},
    calendar::Calendar,
    moment::Moment,
};
use plumbline_store::DeskText;

use super::dates;
use crate::{
    failure::{Failure, Outcome},
    service_level::terms,
    wording,
    workspace::Workspace,
};

/// So many working hours the example promises.
const PROMISED: i64 = 2;
/// Zones of people that are explained.
const EXPLAINED: usize = 3;

/// Working hours, and an example of what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The hours and holidays.
    pub hours: BusinessHours,
    /// The workspace's zone.
    pub zone: Tz,
    /// `A lead of Friday 25 Sep 16:30 with 2 working hours is due Monday 28 Sep 10:30.`
    pub example: String,
    /// The same lead with an owner in another zone.
    pub elsewhere: Vec<HoursElsewhere>,
    /// True if nobody has changed them yet.
    pub is_starter: bool,
}

/// The example with an owner in another zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursElsewhere {
    /// The zone.
    pub zone: Tz,
    /// How many people are there.
    pub people: u64,
    /// When the same lead is due.
    pub example: String,
}

impl Workspace {
    /// Working hours.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn hours(&self) -> Outcome<Hours> {
        let (hours, persons) =
            self.store().read(|reader| -> Outcome<_> { Ok((terms::hours(reader)?, reader.persons()?)) })?;
        let calendar = self.settings()?.calendar;
        let friday = next_friday(calendar.day(self.now()?));
        let start = calendar.moment(friday);
        let mut elsewhere: Vec<HoursElsewhere> = Vec::new();
        let working =
            persons.iter().filter(|person| person.retired_at.is_none() && person.merged_into.is_none());
        let zones = working.filter_map(|person| person.zone.as_ref()?.parse::<Tz>().ok());
        for zone in zones.filter(|zone| *zone != calendar.zone) {
            match elsewhere.iter_mut().find(|known| known.zone == zone) {
                Some(known) => known.people += 1,
                None => {
                    elsewhere.push(HoursElsewhere { zone, people: 1, example: away(&hours, start, zone) });
                }
            }
        }
        elsewhere.sort_by_key(|other| (std::cmp::Reverse(other.people), other.zone.name()));
        elsewhere.truncate(EXPLAINED);
        Ok(Hours {
            example: here(&hours, friday, start, &calendar),
            zone: calendar.zone,
            elsewhere,
            hours,
            is_starter: self.desk_text(DeskText::Hours)?.is_starter,
        })
    }

    /// Replaces the hours of a weekday by spans from one time to another, as typed; none closes the day.
    ///
    /// # Errors
    /// A span is none or overlaps with another, which is named by its place (`spans.0`), or the file cannot be written.
    pub fn set_day(&self, day: Weekday, spans: &[(String, String)]) -> Outcome<()> {
        let mut windows: Vec<Window> = Vec::with_capacity(spans.len());
        for (place, (opens, closes)) in spans.iter().enumerate() {
            let window = Window::parse(opens, closes).map_err(|mistake| refuse(place, &mistake))?;
            windows.push(window);
        }
        let hours = self.store().read(terms::hours)?;
        let after = hours.with_day(day, windows.clone()).map_err(|mistake| {
            let place = match &mistake {
                HoursMistake::Overlap { second, .. } => windows.iter().rposition(|window| window == second),
                _ => None,
            };
            refuse(place.unwrap_or_default(), &mistake)
        })?;
        let label = format!("Change the hours of {}", wording::weekday(day));
        self.save_desk(&label, vec![(DeskText::Hours, after.to_string())])
    }

    /// Adds the days a pasted text names, a line each; whatever else stands on a line is the name of its days, also of those that
    /// are holidays already. Returns how many are new or have another name.
    ///
    /// # Errors
    /// A line names no day, or one that can be read in two ways; nothing is added then. The file cannot be written.
    pub fn add_holidays(&self, text: &str) -> Outcome<u64> {
        let days = dates::read(text)?;
        let hours = self.store().read(terms::hours)?;
        let mut holidays = hours.holidays().clone();
        let mut named = 0;
        for (day, name) in days {
            match holidays.get_mut(&day) {
                Some(known) if name.is_empty() || *known == name => {}
                Some(known) => {
                    *known = name;
                    named += 1;
                }
                None => _ = holidays.insert(day, name),
            }
        }
        let fresh = (holidays.len() - hours.holidays().len()) as u64;
        let label = match fresh {
            0 => format!("Name {}", wording::counted(named, "holiday", "holidays")),
            _ => format!("Add {}", wording::counted(fresh, "holiday", "holidays")),
        };
        let after = hours.with_holidays(holidays);
        self.save_desk(&label, vec![(DeskText::Hours, after.to_string())])?;
        Ok(fresh + named)
    }

    /// Gives a holiday another name; an empty one takes it away. Nothing happens if the day is none.
    ///
    /// # Errors
    /// The name is too long, or the file cannot be written.
    pub fn name_holiday(&self, day: NaiveDate, name: &str) -> Outcome<()> {
        let name = dates::name(name)?;
        let hours = self.store().read(terms::hours)?;
        let mut holidays = hours.holidays().clone();
        let Some(known) = holidays.get_mut(&day) else { return Ok(()) };
        *known = name;
        let after = hours.with_holidays(holidays);
        self.save_desk("Name a holiday", vec![(DeskText::Hours, after.to_string())])
    }

    /// Makes a holiday a working day again.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn remove_holiday(&self, day: NaiveDate) -> Outcome<()> {
        let hours = self.store().read(terms::hours)?;
        let mut holidays = hours.holidays().clone();
        holidays.remove(&day);
        let after = hours.with_holidays(holidays);
        self.save_desk("Remove a holiday", vec![(DeskText::Hours, after.to_string())])
    }
}

fn refuse(place: usize, mistake: &HoursMistake) -> Failure {
    use plumbline_domain::lines::Mistake as _;
    let hint = match mistake {
        HoursMistake::Order(_) => {
            "Hours over midnight belong to both days: until 24:00 on the first, from 00:00 on the second."
                .to_owned()
        }
        HoursMistake::Times(_) => "Write a time with minutes, such as 09:00.".to_owned(),
        other => other.hint(),
    };
    let message = wording::sentence_case(&format!("{mistake} ")).trim_end().to_owned();
    Failure::bad_input(&format!("spans.{place}"), format!("{message}.")).hint(hint)
}

/// 16:30 on the first Friday from `today` on.
fn next_friday(today: NaiveDate) -> NaiveDateTime {
    let ahead = (4 + 7 - today.weekday().num_days_from_monday()) % 7;
    let friday = today.checked_add_days(chrono::Days::new(u64::from(ahead))).unwrap_or(today);
    friday.and_time(NaiveTime::from_hms_opt(16, 30, 0).unwrap_or_default())
}

fn at(local: NaiveDateTime) -> String {
    local.format("%A %-d %b %H:%M").to_string()
}

fn here(hours: &BusinessHours, friday: NaiveDateTime, start: Moment, calendar: &Calendar) -> String {
    let lead = format!("A lead of {} with {PROMISED} working hours", at(friday));
    match hours.after(start, PROMISED * Moment::HOUR, calendar.zone) {
        Some(due) => format!("{lead} is due {}.", at(calendar.local(due))),
        None => format!("{lead} is never due: nobody is ever at work."),
    }
}

fn away(hours: &BusinessHours, start: Moment, zone: Tz) -> String {
    let there = Calendar { zone, ..Calendar::default() };
    let comes = at(there.local(start));
    match hours.after(start, PROMISED * Moment::HOUR, zone) {
        Some(due) => {
            format!("there it is {comes}, and the lead is due {}, by the clocks there", at(there.local(due)))
        }
        None => format!("there it is {comes}, and the lead is never due"),
    }
}
