//! The one door for change: a transaction, an audit row, an undo record, a report of what changed, rollback on error.

use plumbline_domain::{
    ids::{LeadId, OperationId},
    moment::Moment,
};
use rusqlite::{Connection, TransactionBehavior};

use crate::{
    audit::{self, At},
    error::StoreError,
    undo,
};

/// What kind of step an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the slugs below say what each means")]
pub enum OpKind {
    CreateWorkspace,
    Import,
    UndoImport,
    Undo,
    Redo,
    Settings,
    SavedView,
    Decision,
    EditLead,
    Reason,
    Person,
    Mapping,
    Merge,
    Persona,
    WatchedFolder,
    Recycle,
    Escalation,
    Track,
    Team,
}

impl OpKind {
    /// As stored in the audit.
    pub fn slug(self) -> &'static str {
        match self {
            OpKind::CreateWorkspace => "create-workspace",
            OpKind::Import => "import",
            OpKind::UndoImport => "undo-import",
            OpKind::Undo => "undo",
            OpKind::Redo => "redo",
            OpKind::Settings => "settings",
            OpKind::SavedView => "saved-view",
            OpKind::Decision => "decision",
            OpKind::EditLead => "edit-lead",
            OpKind::Reason => "reason",
            OpKind::Person => "person",
            OpKind::Mapping => "mapping",
            OpKind::Merge => "merge",
            OpKind::Persona => "persona",
            OpKind::WatchedFolder => "watched-folder",
            OpKind::Recycle => "recycle",
            OpKind::Escalation => "escalation",
            OpKind::Track => "track",
            OpKind::Team => "team",
        }
    }
}

/// A step somebody takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    /// What kind of step.
    pub kind: OpKind,
    /// For the undo menu and the audit: "Change settings". Stays in the audit for good, so it names no person.
    pub label: String,
    /// False for steps that must not come back. They are a wall: nothing before them can be undone afterwards.
    pub undoable: bool,
}

impl Op {
    /// A step that can be undone.
    pub fn new(kind: OpKind, label: impl Into<String>) -> Op {
        Op { kind, label: label.into(), undoable: true }
    }
}

/// A table whose rows changed: what a reader may have to load again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Settings.
    Setting,
    /// Persons.
    Person,
    /// Picklists.
    Reason,
    /// Leads' fields.
    Lead,
    /// Stage events.
    StageEvent,
    /// Saved views.
    SavedView,
    /// Further identities of leads.
    LeadKey,
    /// Leads somebody said are two persons.
    DistinctPair,
    /// What leads and sales did.
    Activity,
    /// Deals.
    Opportunity,
    /// Changes of fields.
    FieldChange,
    /// Money spent.
    Spend,
    /// Contacts and companies.
    Reference,
    /// Folders whose exports are offered.
    WatchedFolder,
    /// Teams.
    Team,
    /// Recycle tracks.
    Track,
    /// What happened to picklist entries.
    Concordance,
    /// Leads put onto a track by hand.
    Recycling,
    /// What consequence rules opened.
    Escalation,
}

/// What a step left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done<T> {
    /// What the closure returned.
    pub value: T,
    /// Its number in the audit.
    pub operation: OperationId,
    /// Tables whose rows changed, sorted.
    pub changed: Vec<Table>,
    /// The leads of those rows, sorted; `None` where that says too little: leads came or went, or a file brought the rows.
    pub leads: Option<Vec<LeadId>>,
}

/// An open transaction: the verbs of the tables are methods of this.
#[derive(Debug)]
pub struct Change<'a> {
    pub(crate) conn: &'a Connection,
    /// When the step is taken.
    pub now: Moment,
    /// Its number in the audit.
    pub operation: OperationId,
}

/// Carries out `work` as one step.
pub(crate) fn carry_out<T>(
    conn: &mut Connection,
    op: &Op,
    at: At,
    work: impl FnOnce(&mut Change<'_>) -> Result<T, StoreError>,
) -> Result<Done<T>, StoreError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let operation = audit::append(&tx, at, op.kind, &op.label)?;
    undo::journal::begin(&tx, operation, None)?;
    let value = work(&mut Change { conn: &tx, now: at.moment, operation })?;
    undo::journal::end(&tx)?;
    let undo::journal::Touched { tables, leads } = undo::journal::touched(&tx, operation)?;
    if !tables.is_empty() {
        undo::record(&tx, operation, op.undoable)?;
    }
    tx.commit()?;
    Ok(Done { value, operation, changed: tables, leads })
}
