//! What the exits turned out to be that rows tell by one field for rejections and disqualifications.

use plumbline_domain::{
    event::{Says, Told},
    ids::LeadId,
    moment::Moment,
    stage::Stage,
};
use rusqlite::Connection;

use crate::{
    error::StoreError,
    table::{contact, stage_event, standing::Standing},
};

/// Rows by what their exit was, as far as all that is known tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Before contact.
    pub rejections: u64,
    /// After contact.
    pub disqualifications: u64,
    /// Nobody can tell: they are kept, and count as neither.
    pub undecided: u64,
    /// Those of the first two that the file's own status says, because no contact is known.
    pub by_status: u64,
}

/// The exit of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exit {
    pub(crate) lead: LeadId,
    /// When it is told to have happened, at the latest.
    pub(crate) at: Moment,
    /// What the file's own status says it was.
    pub(crate) leans: Stage,
}

/// The exits of the rows of a file.
#[derive(Debug, Default)]
pub(crate) struct Exits {
    rows: Vec<Exit>,
    pub(crate) split: Split,
}

impl Exits {
    /// Counts the exit of a row, of whose lead this is what stands.
    pub(crate) fn add(&mut self, exit: Exit, standing: &[Told], contacted: bool) {
        self.rows.push(exit);
        self.count(exit, standing, contacted);
    }

    fn count(&mut self, exit: Exit, standing: &[Told], contacted: bool) {
        let exits = standing.iter().filter(|told| told.event.stage.is_of_either());
        let told = exits.min_by_key(|told| told.event.at.0.abs_diff(exit.at.0));
        let stage = told.map_or(Stage::Left, |told| told.event.stage);
        *match stage {
            Stage::Rejected => &mut self.split.rejections,
            Stage::Disqualified => &mut self.split.disqualifications,
            _ => &mut self.split.undecided,
        } += 1;
        let by_status = stage != Stage::Left && stage == exit.leans && !contacted;
        self.split.by_status += u64::from(by_status && told.is_some_and(|told| told.says == Says::Either));
    }

    /// Counts them anew: files that came with it have told more about contacts since.
    pub(crate) fn recount(&mut self, conn: &Connection) -> Result<(), StoreError> {
        self.split = Split::default();
        let mut standing = Standing::new(conn)?;
        for exit in std::mem::take(&mut self.rows) {
            let mut told = stage_event::told_of(conn, exit.lead)?;
            standing.keep(&mut told)?;
            self.count(exit, &told, contact::first(conn, exit.lead)?.is_some());
        }
        Ok(())
    }
}
