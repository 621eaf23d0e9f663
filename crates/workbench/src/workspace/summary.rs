//! What the frame of the window says about the workspace.

use std::path::PathBuf;

use plumbline_domain::{calendar::Grain, settings::Settings, stage::Stage};
use plumbline_store::UndoStep;

use super::Workspace;
use crate::{failure::Outcome, wording};

/// A workspace in a few words.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Where it is.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Its settings.
    pub settings: Settings,
    /// How many leads.
    pub leads: u64,
    /// How many handoffs.
    pub handoffs: u64,
    /// What Undo would take back.
    pub undo: Option<UndoStep>,
    /// What Redo would do again.
    pub redo: Option<UndoStep>,
    /// As of when numbers are, in words.
    pub as_of: String,
    /// Zone, week start and as-of, in words.
    pub basis_line: String,
    /// What the stage is called with which a handoff begins.
    pub begins: String,
}

impl Workspace {
    /// The workspace in a few words.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn summary(&self) -> Outcome<Summary> {
        let loaded = self.loaded()?;
        let now = self.now()?;
        let undo = self.store().undo_state()?;
        let calendar = &loaded.settings.calendar;
        let begins = loaded.ladder.label(Stage::Mql).to_owned();
        Ok(Summary {
            path: self.path().to_owned(),
            name: self.name(),
            settings: loaded.settings.clone(),
            leads: loaded.cube.frame().rows() as u64,
            handoffs: loaded.cube.facts().len() as u64,
            undo: undo.undo,
            redo: undo.redo,
            as_of: wording::moment(calendar, now),
            basis_line: wording::basis_line(calendar, Grain::Week, Some(&begins), now),
            begins,
        })
    }
}
