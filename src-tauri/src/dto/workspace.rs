//! The start screen, the open workspace, its settings.

use chrono::{DateTime, Local};
use plumbline_domain::settings::Settings;
use plumbline_workbench::{
    wording,
    workspace::{Choices, Summary, UndoStep, recent::Recent},
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::whole;

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
    /// False if taking it back is final, as for an import: the page asks first.
    pub redoable: bool,
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
    /// What the stage is called with which a handoff begins.
    pub begins: String,
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
    /// Hours from MQL within which sales decides. Negative ones can be typed, and are refused in words.
    pub decision_window_hours: i32,
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

impl StartView {
    /// The start screen over the remembered workspaces.
    pub fn new(recent: Vec<Recent>) -> StartView {
        StartView {
            recent: recent.into_iter().map(Into::into).collect(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

impl From<Recent> for RecentView {
    fn from(recent: Recent) -> Self {
        let state = match (&recent.problem, recent.path.exists()) {
            (_, false) => RecentState::Missing,
            (Some(_), true) => RecentState::Failed,
            (None, true) => RecentState::Ready,
        };
        // No workspace is open, so the day is the one of this computer.
        let opened = DateTime::from_timestamp_millis(recent.opened_at).map(|at| at.with_timezone(&Local));
        RecentView {
            path: recent.path.display().to_string(),
            name: recent.path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            state,
            opened_on: opened.map(|at| wording::day(at.date_naive())).unwrap_or_default(),
            problem: recent.problem,
        }
    }
}

impl From<Summary> for WorkspaceView {
    fn from(summary: Summary) -> Self {
        WorkspaceView {
            path: summary.path.display().to_string(),
            name: summary.name,
            settings: summary.settings.into(),
            leads: whole(summary.leads),
            handoffs: whole(summary.handoffs),
            undo: summary.undo.map(Into::into),
            redo: summary.redo.map(Into::into),
            as_of: summary.as_of,
            basis_line: summary.basis_line,
            begins: summary.begins,
        }
    }
}

impl From<UndoStep> for StepView {
    fn from(step: UndoStep) -> Self {
        StepView { label: step.label, redoable: step.redoable }
    }
}

impl From<Settings> for SettingsView {
    fn from(settings: Settings) -> Self {
        SettingsView {
            time_zone: settings.calendar.zone.name().to_owned(),
            week_start: settings.calendar.week_start.into(),
            fiscal_year_start: settings.calendar.fiscal_year_start,
            decision_window_hours: settings.decision_window_hours,
        }
    }
}

impl From<SettingsInput> for Choices {
    fn from(input: SettingsInput) -> Self {
        Choices {
            time_zone: Some(input.time_zone),
            week_start: Some(wording::weekday(input.week_start.into()).to_owned()),
            fiscal_year_start: Some(input.fiscal_year_start),
            decision_window_hours: Some(input.decision_window_hours.into()),
            levels: None,
        }
    }
}

macro_rules! weekdays {
    ($($wire:ident = $day:ident),+) => {
        impl From<chrono::Weekday> for Weekday {
            fn from(day: chrono::Weekday) -> Self {
                match day { $(chrono::Weekday::$day => Weekday::$wire),+ }
            }
        }

        impl From<Weekday> for chrono::Weekday {
            fn from(day: Weekday) -> Self {
                match day { $(Weekday::$wire => chrono::Weekday::$day),+ }
            }
        }
    };
}

weekdays! { Monday = Mon, Tuesday = Tue, Wednesday = Wed, Thursday = Thu, Friday = Fri, Saturday = Sat, Sunday = Sun }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_went() {
        let settings = Settings::default();
        let view = SettingsView::from(settings.clone());
        let input: SettingsInput = serde_json::from_value(serde_json::to_value(&view).unwrap()).unwrap();
        let read = plumbline_workbench::workspace::settings_from(&input.into(), &settings);
        assert_eq!(read.unwrap(), settings);
    }

    #[test]
    fn a_window_below_nothing_is_refused_in_words() {
        let settings = Settings::default();
        let mut typed = serde_json::to_value(SettingsView::from(settings.clone())).unwrap();
        typed["decisionWindowHours"] = serde_json::json!(-5);
        let input: SettingsInput = serde_json::from_value(typed).unwrap();
        let refused = plumbline_workbench::workspace::settings_from(&input.into(), &settings).unwrap_err();
        assert_eq!(refused.message, "-5 hours is no decision window.");
    }

    #[test]
    fn a_remembered_file_says_how_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Acme.plumbline");
        let recent = Recent { path: path.clone(), opened_at: 0, problem: None };
        assert_eq!(RecentView::from(recent.clone()).state, RecentState::Missing);
        std::fs::write(&path, "").unwrap();
        assert_eq!(RecentView::from(recent.clone()).state, RecentState::Ready);
        let failed = RecentView::from(Recent { problem: Some("It is damaged.".into()), ..recent });
        assert_eq!((failed.state, failed.name.as_str()), (RecentState::Failed, "Acme"));
    }
}
