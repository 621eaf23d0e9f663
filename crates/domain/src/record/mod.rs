//! The neutral rows between a file and the store: what one row of a file tells, by the [`crate::shape::Shape`] of the file.
//!
//! Rows travel in [`Chunk`]s that share one text arena, so that a million rows cost no String per cell. A chunk
//! is filled by `ingest`, passed on, and reused.

mod row;

pub use row::{
    ActivityRow, ChangeRow, Changed, DealOutcome, OpportunityRow, ReasonRow, ReferenceRow, Side, SpendRow,
    Who,
};

use crate::{
    event::{Provenance, Says},
    field::{Field, FieldSet},
    moment::Moment,
    stage::Stage,
};

/// A piece of a chunk's arena.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Number of bytes.
    pub len: u32,
}

/// One canonical value of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Cell {
    /// The file says nothing. On an update the known value stays.
    #[default]
    Blank,
    /// Text in the arena, trimmed, not empty.
    Text(Span),
    /// A finite number.
    Number(f64),
    /// A moment.
    Time(Moment),
}

/// A stage the row says the lead has entered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// Where to.
    pub stage: Stage,
    /// When; `None` if the file gives a status without a date (the store bounds it then).
    pub at: Option<Moment>,
    /// How it is known when `at` is given.
    pub provenance: Provenance,
    /// Index into [`crate::record::Reasons`] of the import, for rejections and disqualifications.
    pub reason: Option<u16>,
}

/// Most passages one row can hold: one per stage of the ladder.
pub const MAX_PASSAGES: usize = 10;

/// A lead as one row of a file tells it.
#[derive(Clone, Debug)]
pub struct Record {
    /// Row in the file, counted from 1 and including the header's row.
    pub row: u64,
    /// The identity key (see [`crate::identity`]).
    pub identity: Span,
    /// One cell per [`Field`], by [`Field::index`].
    pub cells: [Cell; Field::COUNT],
    /// The columns that map to nothing, as one JSON object text with the headers as keys; empty span if none.
    pub extra: Span,
    /// Stages entered, in ladder order; at most one per stage.
    pub passages: [Option<Passage>; MAX_PASSAGES],
    /// The stage the status column says the lead is in, if it was mapped.
    pub status: Option<Stage>,
    /// The lead left, by one field that means rejection and disqualification alike.
    pub left: Option<Left>,
    /// Reasons of exits the row does not tell, by their index in [`Reasons`]: of a rejection, of a disqualification.
    pub alone: [Option<u16>; 2],
    /// The same of what a field that means either says, in both its meanings.
    pub either: [Option<u16>; 2],
    /// Cells that follow from others and that the file has no column for: they never stand against what somebody wrote.
    pub derived: FieldSet,
}

impl Record {
    /// A record with nothing known yet.
    pub fn blank(row: u64) -> Record {
        Record {
            row,
            identity: Span::default(),
            cells: [Cell::Blank; Field::COUNT],
            extra: Span::default(),
            passages: [None; MAX_PASSAGES],
            status: None,
            left: None,
            alone: [None; 2],
            either: [None; 2],
            derived: FieldSet::default(),
        }
    }

    /// The stages entered, in ladder order.
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.passages.iter().flatten()
    }

    /// The exits the row gives a reason for and does not tell, with the index of the reason and how it is told.
    pub fn whys(&self) -> impl Iterator<Item = (Stage, Says, u16)> {
        let told = [(Says::Why, self.alone), (Says::EitherWhy, self.either)].into_iter();
        told.flat_map(|(says, reasons)| {
            let exits = [Stage::Rejected, Stage::Disqualified].into_iter().zip(reasons);
            exits.filter_map(move |(exit, reason)| Some((exit, says, reason?)))
        })
    }
}

/// An exit of which a row does not say whether it was a rejection or a disqualification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// When; `None` if the file gives a status without a date.
    pub at: Option<Moment>,
    /// What the row's status says it was, where the statuses of the file tell both apart; or else [`Stage::Left`].
    pub leans: Stage,
}

/// Rows of one file and the text they point into. A file has one shape, so all lists but one are empty.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    /// All text of the rows.
    pub arena: String,
    /// Leads.
    pub records: Vec<Record>,
    /// Lines of a stage log or field history.
    pub changes: Vec<ChangeRow>,
    /// Lines of an activity log.
    pub activities: Vec<ActivityRow>,
    /// Deals.
    pub opportunities: Vec<OpportunityRow>,
    /// Money spent.
    pub spends: Vec<SpendRow>,
    /// Contacts or companies.
    pub references: Vec<ReferenceRow>,
    /// Entries of picklists.
    pub reasons: Vec<ReasonRow>,
}

impl Chunk {
    /// Puts `text` into the arena.
    pub fn keep(&mut self, text: &str) -> Span {
        let start = self.arena.len() as u32;
        self.arena.push_str(text);
        Span { start, len: text.len() as u32 }
    }

    /// The text of a span of this chunk; empty for a span of another chunk that lies outside.
    pub fn text(&self, span: Span) -> &str {
        let start = span.start as usize;
        self.arena.get(start..start + span.len as usize).unwrap_or_default()
    }

    /// How many rows there are, of whatever shape.
    pub fn rows(&self) -> usize {
        self.records.len()
            + self.changes.len()
            + self.activities.len()
            + self.opportunities.len()
            + self.spends.len()
            + self.references.len()
            + self.reasons.len()
    }

    /// Empties the chunk and keeps its memory.
    pub fn clear(&mut self) {
        self.arena.clear();
        self.records.clear();
        self.changes.clear();
        self.activities.clear();
        self.opportunities.clear();
        self.spends.clear();
        self.references.clear();
        self.reasons.clear();
    }
}

/// The reasons an import has met, by the index its passages carry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons(pub Vec<ImportedReason>);

/// A picklist entry an import refers to; created if the workspace does not have it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImportedReason {
    /// Which picklist.
    pub list: crate::reason::List,
    /// Bucket and slug.
    pub key: crate::reason::ReasonKey,
    /// As written in the file; the label if the entry is new.
    pub label: String,
}
