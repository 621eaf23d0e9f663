//! Makes a workspace.

use std::path::Path;

use chrono_tz::Tz;
use plumbline_domain::{calendar::Calendar, clock::Preset, settings::Settings};
use plumbline_store::{DeskText, Op, OpKind, Store};

use super::Workspace;
use crate::{
    clock::Clock,
    failure::{Failure, Outcome},
    wording,
};

/// What a person chooses about a workspace, as typed. What is `None` keeps its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// IANA zone.
    pub time_zone: Option<String>,
    /// Day of the week in English.
    pub week_start: Option<String>,
    /// 1 to 12.
    pub fiscal_year_start: Option<u32>,
    /// 1 to 8,784 (a year).
    pub decision_window_hours: Option<i64>,
    /// What is promised to tier 1, asked once when a workspace is made: `2h` (`two-hours`) or `24h` (`one-day`).
    pub levels: Option<String>,
}

/// `base` with the choices made, each checked.
///
/// # Errors
/// Names the first choice that is not possible, and what is.
pub fn settings_from(choices: &Choices, base: &Settings) -> Outcome<Settings> {
    let Calendar { mut zone, mut week_start, mut fiscal_year_start } = base.calendar.clone();
    if let Some(name) = &choices.time_zone {
        zone = name.parse::<Tz>().map_err(|_| {
            Failure::bad_input("time_zone", format!("There is no time zone \"{name}\"."))
                .hint("Use an IANA name such as Europe/Berlin, America/New_York or UTC.")
        })?;
    }
    if let Some(day) = &choices.week_start {
        week_start = wording::parse_weekday(day).ok_or_else(|| {
            Failure::bad_input("week_start", format!("\"{day}\" is not a day of the week."))
                .hint("Use monday, tuesday, wednesday, thursday, friday, saturday or sunday.")
        })?;
    }
    if let Some(month) = choices.fiscal_year_start {
        fiscal_year_start = Some(month).filter(|month| (1..=12).contains(month)).ok_or_else(|| {
            Failure::bad_input("fiscal_year_start", format!("{month} is not a month."))
                .hint("Use 1 for January to 12 for December.")
        })?;
    }
    let hours = choices.decision_window_hours.unwrap_or(base.decision_window_hours.into());
    let window = u32::try_from(hours).ok().filter(|hours| (1..=8_784).contains(hours)).ok_or_else(|| {
        Failure::bad_input("decision_window_hours", format!("{hours} hours is no decision window."))
            .hint("Use 1 hour to 8,784 hours (a year); 336 hours are two weeks.")
    })?;
    Ok(Settings { calendar: Calendar { zone, week_start, fiscal_year_start }, decision_window_hours: window })
}

/// What is promised to tier 1, as typed.
fn preset(text: &str) -> Outcome<Preset> {
    Preset::from_slug(text).ok_or_else(|| {
        Failure::bad_input("levels", format!("\"{text}\" is no reading of what tier 1 is promised."))
            .hint("Use 2h (contacted within 2 working hours) or 24h (within 24 hours, like every tier).")
    })
}

impl Workspace {
    /// Makes a workspace at `path` and opens it.
    ///
    /// # Errors
    /// Something is there already, a choice is not possible, or the file cannot be written.
    pub fn create(path: &Path, choices: &Choices, clock: Clock) -> Outcome<Workspace> {
        let settings = settings_from(choices, &Settings::default())?;
        let preset = choices.levels.as_deref().map(preset).transpose()?;
        let path = super::with_ending(path);
        let now = clock.now(&settings.calendar);
        let store = Store::create(&path, &settings, now)?;
        if let Some(preset) = preset {
            // Asked before there was anything: there is no step to take back.
            let op = Op { undoable: false, ..Op::new(OpKind::Settings, "Choose service levels") };
            let text = preset.levels().to_string();
            store.transact(op, now, move |change| change.choose_desk_text(DeskText::ServiceLevels, &text))?;
        }
        Ok(Workspace::new(store, clock))
    }
}
