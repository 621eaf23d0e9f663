//! What an import did, or would do.

use plumbline_domain::calendar::Calendar;
use plumbline_workbench::{
    import::{Batch, Fate, Problem, ProblemGroup, Report},
    wording,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

use super::whole;

/// The reconciled counts of an import: read = created + updated + unchanged + rejected + skipped.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportView {
    /// Its number; none for a dry run.
    pub batch: Option<u32>,
    /// The file's name.
    pub source: String,
    /// Rows of data.
    pub read: u32,
    /// New leads.
    pub created: u32,
    /// Leads something changed for.
    pub updated: u32,
    /// Rows that say what is known.
    pub unchanged: u32,
    /// Rows that could not be taken.
    pub rejected: u32,
    /// Rows left out on purpose.
    pub skipped: u32,
    /// How long it took.
    #[specta(type = Number)]
    pub seconds: f64,
    /// What the reader has to know.
    pub notes: Vec<String>,
    /// Rejected rows by the repair they need.
    pub problems: Vec<ProblemGroupView>,
    /// True if nothing was written.
    pub dry_run: bool,
    /// What a row of it is.
    pub shape: String,
    /// The same as shown.
    pub shape_label: String,
    /// The last day it speaks of, as shown.
    pub as_of: String,
    /// Deals that were kept without a lead.
    pub unmatched: Option<ProblemGroupView>,
}

/// What files that came together did, or would do, in the order they were taken in.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GoView {
    /// True if nothing was written.
    pub dry_run: bool,
    /// One report per file.
    pub files: Vec<ReportView>,
}

/// Which rows of a file.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RowsOut {
    /// Those that brought something new.
    Created,
    /// Those that changed something.
    Updated,
    /// Those that were refused.
    Rejected,
}

impl From<RowsOut> for Fate {
    fn from(which: RowsOut) -> Fate {
        match which {
            RowsOut::Created => Fate::Created,
            RowsOut::Updated => Fate::Updated,
            RowsOut::Rejected => Fate::Rejected,
        }
    }
}

/// Problems that need the same repair.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProblemGroupView {
    /// The rule that was broken.
    pub rule: String,
    /// What is wrong.
    pub title: String,
    /// What to do.
    pub repair: String,
    /// How many.
    pub count: u32,
    /// Some of them.
    pub examples: Vec<ProblemView>,
}

/// A cell or row that could not be taken.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProblemView {
    /// Row in the file, from 1, the header's included.
    pub row: u32,
    /// Header of the column.
    pub column: String,
    /// The value.
    pub value: String,
    /// The rule that was broken.
    pub rule: String,
    /// What happened and what to do.
    pub message: String,
}

/// An import of the past.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    /// Its number.
    pub id: u32,
    /// The file's name.
    pub source: String,
    /// When, as shown.
    pub at: String,
    /// Rows of data.
    pub read: u32,
    /// New leads.
    pub created: u32,
    /// Leads something changed for.
    pub updated: u32,
    /// Rows that said what was known.
    pub unchanged: u32,
    /// Rows that could not be taken.
    pub rejected: u32,
    /// Rows left out on purpose.
    pub skipped: u32,
    /// True if it was taken back.
    pub undone: bool,
    /// True if it can be taken back.
    pub can_undo: bool,
    /// Number of problems.
    pub problems: u32,
    /// What a row of it was.
    pub shape_label: String,
    /// The last day it spoke of, as shown.
    pub as_of: String,
}

impl From<&Report> for ReportView {
    fn from(report: &Report) -> Self {
        let counts = &report.counts;
        ReportView {
            batch: report.batch.map(|batch| whole(batch.0)),
            source: report.source.clone(),
            read: whole(counts.read),
            created: whole(counts.created),
            updated: whole(counts.updated),
            unchanged: whole(counts.unchanged),
            rejected: whole(counts.rejected),
            skipped: whole(counts.skipped),
            seconds: report.seconds,
            notes: report.notes.clone(),
            problems: report.groups().into_iter().map(Into::into).collect(),
            dry_run: report.dry_run,
            shape: report.shape.slug().to_owned(),
            shape_label: report.shape.label().to_owned(),
            as_of: wording::day(report.as_of),
            unmatched: report.unmatched_group().map(Into::into),
        }
    }
}

impl From<ProblemGroup> for ProblemGroupView {
    fn from(group: ProblemGroup) -> Self {
        ProblemGroupView {
            rule: group.rule.to_owned(),
            title: group.title,
            repair: group.repair.to_owned(),
            count: whole(group.count),
            examples: group.examples.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Problem> for ProblemView {
    fn from(problem: Problem) -> Self {
        ProblemView {
            row: whole(problem.row),
            column: problem.column,
            value: problem.value,
            rule: problem.rule.slug().to_owned(),
            message: problem.message,
        }
    }
}

impl BatchView {
    /// An import as the history shows it, in the workspace's zone.
    pub fn new(batch: Batch, calendar: &Calendar) -> BatchView {
        let counts = &batch.counts;
        BatchView {
            id: whole(batch.id.0),
            source: batch.source,
            at: wording::moment(calendar, batch.at),
            read: whole(counts.read),
            created: whole(counts.created),
            updated: whole(counts.updated),
            unchanged: whole(counts.unchanged),
            rejected: whole(counts.rejected),
            skipped: whole(counts.skipped),
            undone: batch.undone_at.is_some(),
            can_undo: batch.undone_at.is_none(),
            problems: whole(batch.problems),
            shape_label: batch.shape.label().to_owned(),
            as_of: wording::day(calendar.day(batch.as_of)),
        }
    }
}
