//! The start screen, the open workspace, its settings.

use serde::{Deserialize, Serialize};
use specta::Type;

/// The start screen.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StartView {
    /// Newest first.
    pub recent: Vec<RecentView>,
    /// The program's version.
    pub version: String,
}

/// A workspace opened before.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecentView {
    /// Where it is.
    pub path: String,
    /// What it is called: the file name without its ending.
    pub name: String,
    /// Whether it can be opened.
    pub state: RecentState,
    /// The day of the last opening, as shown.
    pub opened_on: String,
    /// What went wrong the last time.
    pub problem: Option<String>,
}

/// Whether a recent workspace can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum RecentState {
    /// The file is there.
    Ready,
    /// No file at that path.
    Missing,
    /// The last attempt failed; it is opened again only when asked.
    Failed,
}

/// A step that can be undone or done again.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// "Import leads.csv".
    pub label: String,
}

/// The open workspace.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WorkspaceView {
    /// Where it is.
    pub path: String,
    /// The file name without its ending.
    pub name: String,
    /// What it decides once.
    pub settings: SettingsView,
    /// Number of leads.
    pub leads: u32,
    /// Number of handoffs.
    pub handoffs: u32,
    /// What undo would take back.
    pub undo: Option<StepView>,
    /// What redo would do again.
    pub redo: Option<StepView>,
    /// The moment all counts are true for, as shown.
    pub as_of: String,
    /// Basis, week start, zone and moment in one line.
    pub basis_line: String,
}

/// The settings, as shown.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    /// IANA zone.
    pub time_zone: String,
    /// First day of the week.
    pub week_start: Weekday,
    /// First month of the fiscal year, 1 to 12.
    pub fiscal_year_start: u32,
    /// Hours from MQL within which sales decides.
    pub decision_window_hours: u32,
}

/// The settings, as entered.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettingsInput {
    /// IANA zone.
    pub time_zone: String,
    /// First day of the week.
    pub week_start: Weekday,
    /// First month of the fiscal year, 1 to 12.
    pub fiscal_year_start: u32,
    /// Hours from MQL within which sales decides.
    pub decision_window_hours: u32,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}
