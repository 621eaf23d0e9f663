//! The texts of the desk: working hours, tiers, service levels, commitments, consequences, ladder.

use plumbline_store::{DeskText, Op, OpKind};

use super::{Disagreement, agree, terms};
use crate::{
    criteria::unknown,
    failure::{Failure, Outcome},
    workspace::Workspace,
};

/// A text of the desk as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskSetting {
    /// Which.
    pub which: DeskText,
    /// The text.
    pub text: String,
    /// True if nobody has changed it yet.
    pub is_starter: bool,
}

/// What is wrong with a text, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskMistake {
    /// Counted from 1; `None` if it is about the text as a whole.
    pub line: Option<usize>,
    /// What is wrong, with the line: one sentence.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

impl Workspace {
    /// A text of the desk.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn desk_text(&self, which: DeskText) -> Outcome<DeskSetting> {
        let stored = self.store().read(|reader| reader.desk_text(which))?;
        let is_starter = stored.is_none();
        Ok(DeskSetting { which, text: stored.unwrap_or_else(|| terms::starter(which)), is_starter })
    }

    /// The first mistake in a text, while somebody writes it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn check_desk_text(&self, which: DeskText, text: &str) -> Outcome<Option<DeskMistake>> {
        match terms::mistake(which, text) {
            None if which == DeskText::Tiers => self.strange_field(text),
            None if which == DeskText::Commitments => {
                self.store().read(|reader| agree::strange_commitment(reader, text))
            }
            found => Ok(found),
        }
    }

    /// Replaces a text of the desk; `None` is what a workspace starts with. Returns the lines of all texts that speak of tiers
    /// which there are not, so that one text can be changed after the other.
    ///
    /// # Errors
    /// The text has a mistake, which is named with its line; nothing is changed then. The file cannot be written.
    pub fn set_desk_text(&self, which: DeskText, text: Option<&str>) -> Outcome<Vec<Disagreement>> {
        if let Some(text) = text
            && let Some(mistake) = self.check_desk_text(which, text)?
        {
            return Err(Failure::bad_input(which.slug(), mistake.message).hint(mistake.hint));
        }
        let op = Op::new(OpKind::Settings, format!("Change {}", which.label().to_lowercase()));
        let text = text.map(str::to_owned);
        self.transact(op, self.now()?, move |change| change.set_desk_text(which, text.as_deref()))?;
        self.desk_disagreements()
    }

    /// Lines of the desk's texts that speak of tiers which there are not.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn desk_disagreements(&self) -> Outcome<Vec<Disagreement>> {
        self.store().read(agree::disagreements)
    }

    /// A tier that asks for a field no lead has would never be anybody's.
    fn strange_field(&self, text: &str) -> Outcome<Option<DeskMistake>> {
        let loaded = self.loaded()?;
        let strange = |(index, line): (usize, &str)| {
            let rules = plumbline_domain::tier::parse(line).ok()?;
            let error = rules.iter().find_map(|rule| unknown(&rule.criteria, line, &loaded))?;
            let hint = error.hint.unwrap_or_else(|| "Name a field as a mapping does.".to_owned());
            let message = format!("Line {}: {}.", index + 1, error.message.trim_end_matches('.'));
            Some(DeskMistake { line: Some(index + 1), message, hint })
        };
        Ok(text.lines().enumerate().find_map(strange))
    }
}
