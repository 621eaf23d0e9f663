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

use crate::{
    failure::{Failure, Outcome},
    service_level::terms,
    workspace::Workspace,
};

impl Workspace {
    /// Brings back what this workspace started with; nothing happens if that holds.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn restore_desk(&self, which: DeskText) -> Outcome<()> {
        let label = format!("Restore {}", which.label().to_lowercase());
        let (now, first) =
            (self.desk_text(which)?, self.store().read(|reader| reader.first_desk_text(which))?);
        if now.is_starter || first.is_some_and(|first| first == now.text) {
            return Ok(());
        }
        self.write_desk(&label, vec![(which, None)])
    }

    /// Saves texts as one step; nothing happens if none of them is different.
    ///
    /// # Errors
    /// One of them is what nobody may write as text either, or the file cannot be written.
    fn save_desk(&self, label: &str, texts: Vec<(DeskText, String)>) -> Outcome<()> {
        let mut fresh = Vec::with_capacity(texts.len());
        for (which, text) in texts {
            if let Some(mistake) = terms::mistake(which, &text) {
                return Err(Failure::bad_input(which.slug(), mistake.message).hint(mistake.hint));
            }
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
