//! What a workspace decides once: zone, week, fiscal year, decision window.

use crate::calendar::Calendar;

/// The settings of a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Zone, week start and fiscal year: where periods begin and end.
    pub calendar: Calendar,
    /// Hours from MQL within which sales has to decide; afterwards an undecided handoff has lapsed.
    pub decision_window_hours: u32,
}

impl Settings {
    /// Fourteen days: after that an undecided handoff is a lapse.
    pub const DEFAULT_DECISION_WINDOW_HOURS: u32 = 14 * 24;
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            calendar: Calendar::default(),
            decision_window_hours: Settings::DEFAULT_DECISION_WINDOW_HOURS,
        }
    }
}
