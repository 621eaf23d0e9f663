//! Changes the settings: zone, week start, fiscal year, decision window.

use plumbline_store::{Op, OpKind};

use super::{Choices, Workspace, settings_from};
use crate::failure::Outcome;

impl Workspace {
    /// Saves the choices made; nothing happens if they change nothing.
    ///
    /// # Errors
    /// A choice is not possible, or the file cannot be written.
    pub fn save_settings(&self, choices: &Choices) -> Outcome<()> {
        let before = self.settings()?;
        let after = settings_from(choices, &before)?;
        if after != before {
            let op = Op::new(OpKind::Settings, "Change settings");
            self.transact(op, self.now()?, move |change| change.set_settings(&after))?;
        }
        Ok(())
    }
}

/// All IANA zones, for a list to search in.
pub fn time_zones() -> Vec<&'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect()
}
