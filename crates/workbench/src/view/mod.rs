//! Saved views: of the table of leads a name for criteria, columns and an order, and of the home screen.

mod page;

use plumbline_domain::ids::ViewId;
use plumbline_store::{Op, OpKind};

pub use page::PageSeen;
pub use plumbline_store::{SavedView, Sort};

use crate::{
    failure::{Failure, Outcome},
    handoff::criteria_of,
    workspace::Workspace,
};

impl Workspace {
    /// All saved views by name.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn saved_views(&self) -> Outcome<Vec<SavedView>> {
        Ok(self.store().read(plumbline_store::Reader::saved_views)?)
    }

    /// Saves a view; one of the same name is replaced.
    ///
    /// # Errors
    /// The name is empty, the criteria have a mistake, or the file cannot be written.
    pub fn save_view(
        &self,
        name: &str,
        criteria: &str,
        columns: Vec<String>,
        sort: Option<Sort>,
    ) -> Outcome<ViewId> {
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Err(Failure::bad_input("name", "A view needs a name."));
        }
        let canonical = criteria_of("criteria", Some(criteria), &*self.loaded()?)?
            .map_or_else(String::new, |parsed| parsed.to_string());
        let op = Op::new(OpKind::SavedView, "Save a view");
        let view = self.transact(op, self.now()?, move |change| {
            change.save_view(&name, &canonical, &columns, sort.as_ref())
        })?;
        Ok(view)
    }

    /// Deletes a view; Undo brings it back.
    ///
    /// # Errors
    /// There is no such view, or the file cannot be written.
    pub fn delete_view(&self, view: ViewId) -> Outcome<()> {
        let op = Op::new(OpKind::SavedView, "Delete a view");
        self.transact(op, self.now()?, move |change| change.delete_view(view))?;
        Ok(())
    }
}
