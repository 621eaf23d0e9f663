//! Settings: one row per key, all known keys always present.

use plumbline_domain::{calendar::Calendar, settings::Settings};
use rusqlite::{Connection, OptionalExtension};

use crate::{error::StoreError, reader::Reader, transact::Change};

const ZONE: &str = "calendar.zone";
const WEEK_START: &str = "calendar.week_start";
const FISCAL_YEAR_START: &str = "calendar.fiscal_year_start";
const DECISION_WINDOW: &str = "decision_window_hours";

/// Writes what differs.
pub(crate) fn write(conn: &Connection, settings: &Settings) -> rusqlite::Result<()> {
    let calendar = &settings.calendar;
    let rows = [
        (ZONE, calendar.zone.to_string()),
        (WEEK_START, calendar.week_start.to_string()),
        (FISCAL_YEAR_START, calendar.fiscal_year_start.to_string()),
        (DECISION_WINDOW, settings.decision_window_hours.to_string()),
    ];
    let mut write = conn.prepare_cached(
        "INSERT INTO setting(key, value) VALUES(?1, ?2)
         ON CONFLICT(key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
    )?;
    for row in rows {
        write.execute(row)?;
    }
    Ok(())
}

/// Reads the settings.
pub(crate) fn read(conn: &Connection) -> Result<Settings, StoreError> {
    let mut read = conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    let mut text = |key: &'static str| -> Result<String, StoreError> {
        read.query_row([key], |row| row.get(0)).optional()?.ok_or(StoreError::Malformed(key))
    };
    Ok(Settings {
        calendar: Calendar {
            zone: text(ZONE)?.parse().map_err(|_| StoreError::Malformed(ZONE))?,
            week_start: text(WEEK_START)?.parse().map_err(|_| StoreError::Malformed(WEEK_START))?,
            fiscal_year_start: text(FISCAL_YEAR_START)?
                .parse()
                .ok()
                .filter(|month| (1..=12).contains(month))
                .ok_or(StoreError::Malformed(FISCAL_YEAR_START))?,
        },
        decision_window_hours: text(DECISION_WINDOW)?
            .parse()
            .map_err(|_| StoreError::Malformed(DECISION_WINDOW))?,
    })
}

impl Reader {
    /// The settings of the workspace.
    ///
    /// # Errors
    /// If a key is missing or its value cannot be read.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        read(&self.conn)
    }
}

impl Change<'_> {
    /// Replaces the settings.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn set_settings(&mut self, settings: &Settings) -> Result<(), StoreError> {
        Ok(write(self.conn, settings)?)
    }
}
