//! What people set about the desk, in parts rather than as text: read, tried out before it is saved, saved as one step each.
//!
//! The texts behind it are those of [`crate::service_level::DeskText`]; whatever is set here reads the same there.

mod commitments;
mod consequences;
mod dates;
mod hours;
mod ladder;
mod levels;
mod tiers;

pub use commitments::{CommitmentsNow, TierCommitments, VolumeOf};
pub use consequences::{Consequences, RuleSeen};
pub use hours::{Hours, HoursElsewhere};
pub use ladder::{LadderNow, StageLeads};
pub use levels::{Effect, LevelCell, LevelRow, Levels, PresetEffect};
pub use tiers::{TierDraft, TierTried, Tiers, TiersTried};

use plumbline_store::{DeskText, Op, OpKind};

use crate::{failure::Outcome, workspace::Workspace};

impl Workspace {
    /// Brings back what a workspace starts with; nothing happens if that holds.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn restore_desk(&self, which: DeskText) -> Outcome<()> {
        let label = format!("Restore {}", which.label().to_lowercase());
        if self.desk_text(which)?.is_starter {
            return Ok(());
        }
        self.write_desk(&label, vec![(which, None)])
    }

    /// Saves texts as one step; nothing happens if none of them is different.
    fn save_desk(&self, label: &str, texts: Vec<(DeskText, String)>) -> Outcome<()> {
        let mut fresh = Vec::with_capacity(texts.len());
        for (which, text) in texts {
            if self.desk_text(which)?.text.trim_end() != text.trim_end() {
                fresh.push((which, Some(text)));
            }
        }
        if fresh.is_empty() { Ok(()) } else { self.write_desk(label, fresh) }
    }

    fn write_desk(&self, label: &str, texts: Vec<(DeskText, Option<String>)>) -> Outcome<()> {
        let op = Op::new(OpKind::Settings, label);
        self.transact(op, self.now()?, move |change| {
            texts.iter().try_for_each(|(which, text)| change.set_desk_text(*which, text.as_deref()))
        })?;
        Ok(())
    }
}
