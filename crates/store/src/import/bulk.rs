//! The first import of a workspace, which is the large one.
//!
//! In WAL mode every page would be written twice; with a rollback journal, pages added at the end of the file are not
//! journaled at all. The index over identities is built once, sorted, after the rows. Both give way where another
//! program reads the file just then.

use rusqlite::Connection;

use crate::{error::StoreError, open, undo};

/// The state a bulk import works in.
#[derive(Debug)]
pub(crate) struct Bulk {
    /// How the index is written down in the schema: it comes back to the letter.
    index: String,
}

impl Bulk {
    /// Leaves WAL mode if nobody else looks, and silences the journal: created rows are undone by their range.
    pub(crate) fn begin(conn: &Connection) -> Result<Bulk, StoreError> {
        let index =
            conn.query_row("SELECT sql FROM sqlite_schema WHERE name = 'lead_identity'", (), |row| {
                row.get(0)
            })?;
        conn.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |_| Ok(()))?;
        conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536; PRAGMA threads = 1;")?;
        undo::journal::pause(conn)?;
        Ok(Bulk { index })
    }

    /// Takes the index away while rows come in.
    pub(crate) fn drop_index(&self, conn: &Connection) -> rusqlite::Result<()> {
        conn.execute_batch("DROP INDEX lead_identity")
    }

    /// Builds the index over the rows that came in.
    pub(crate) fn build_index(&self, conn: &Connection) -> rusqlite::Result<()> {
        conn.execute_batch(&self.index)
    }

    /// Back to how a connection works otherwise.
    pub(crate) fn end(self, conn: &Connection) -> Result<(), StoreError> {
        undo::journal::restore(conn)?;
        conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768; PRAGMA threads = 0;")?;
        Ok(open::enter_wal(conn)?)
    }
}
