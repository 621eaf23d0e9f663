//! The one crate that knows SQLite: open, migrations, tables, transact, import, undo.
//!
//! A workspace is one file. [`Store::open`] looks before it touches, [`Store::transact`] is the one door for change,
//! [`Store::import`] the bulk entrance with the same promises, [`Store::read`] answers questions on read-only connections.
//! Nothing here reads the clock: every moment is passed in.

mod audit;
mod duplicates;
mod error;
mod hex;
pub mod import;
mod merge;
mod migration;
mod open;
mod reader;
mod scan;
mod store;
mod table;
mod transact;
mod undo;
mod writer;

pub use audit::{At, AuditFault, Operation};
pub use duplicates::{Blocks, Candidate, Why};
pub use error::{Dependent, ImportError, OpenError, StoreError, UndoImportError};
pub use migration::{Migrations, Step};
pub use open::{Opened, is_workspace};
pub use reader::Reader;
pub use scan::Scanned;
pub use store::Store;
pub use table::{
    activity::Activity,
    concordance::Concordance,
    desk::DeskText,
    escalation::{Escalation, EscalationState, Opening},
    field_change::FieldChange,
    import_batch::Batch,
    lead::{EventDetail, LeadDetail, LeadRow, Value},
    mapping::RememberedMapping,
    opportunity::{JoinedBy, Opportunity},
    origin::Origin,
    other::OtherRejection,
    page_view::PageView,
    person::{Particulars, Person},
    reason::Reason,
    saved_view::{SavedView, Sort},
    spend::Spend,
    stage_event::Standpoint,
    stage_log::Logged,
    team::Team,
    track::{Recycling, Track},
    watched_folder::WatchedFolder,
};
pub use transact::{Change, Done, Op, OpKind, Table};
pub use undo::{Merged, UndoState, UndoStep};
