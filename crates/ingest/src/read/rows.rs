//! Rows of a file by its shape.

use plumbline_domain::{
    problem::Problem,
    record::{Chunk, Reasons},
    shape::Shape,
};

use super::{
    Context,
    activity::Activities,
    cells::{Columns, TextColumn, flag},
    change::Changes,
    deal::Deals,
    picklist::Picklists,
    problem::Frame,
    reference::References,
    remarks::{Remarks, ranked},
    row,
    spend::Spends,
    suspect::Suspects,
};
use crate::{
    dictionary::bare,
    look::{Inferred, Look},
    mapping::{Mapping, Target},
    table::records::Entry,
    value::zone::{LocalTimes, Shift},
};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is in the chunk.
    Kept,
    /// It has a problem.
    Refused,
    /// It is to be left out: deleted in its system, or of a kind the mapping leaves out.
    LeftOut,
}

/// The rows of one file.
pub(super) struct Rows {
    frame: Frame,
    deleted: Vec<TextColumn>,
    suspects: Suspects,
    shaped: Shaped,
    noticed: Remarks,
}

enum Shaped {
    Leads(Box<row::Rows>),
    Changes(Box<Changes>),
    Activities(Box<Activities>),
    Deals(Box<Deals>),
    Spends(Box<Spends>),
    References(Box<References>),
    Picklists(Box<Picklists>),
}

static NO_REASONS: Reasons = Reasons(Vec::new());

impl Rows {
    pub(super) fn new(look: &Look, mapping: &Mapping, context: &Context) -> Rows {
        let columns = Columns { look, mapping };
        let calendar = &context.calendar;
        let shaped = match mapping.shape {
            Shape::LeadPerRow => Shaped::Leads(Box::new(row::Rows::new(look, mapping, context))),
            Shape::StageLog => Shaped::Changes(Box::new(Changes::new(columns, calendar, &context.reasons))),
            Shape::ActivityLog => Shaped::Activities(Box::new(Activities::new(columns, calendar))),
            Shape::Opportunities => Shaped::Deals(Box::new(Deals::new(columns, calendar))),
            Shape::Spend => Shaped::Spends(Box::new(Spends::new(columns, calendar))),
            Shape::ContactPerRow | Shape::CompanyPerRow => {
                let cells = row::Rows::new(look, mapping, context);
                Shaped::References(Box::new(References::new(columns, cells)))
            }
            Shape::ReasonList => Shaped::Picklists(Box::new(Picklists::new(columns))),
        };
        let deleted = look.columns.iter().filter(|column| {
            let says = matches!(bare(&column.header).as_str(), "isdeleted" | "fivetrandeleted");
            says && column.inferred == Inferred::Flag
                && matches!(mapping.target(&column.header), Target::Extra(_))
        });
        let deleted = deleted.map(|column| columns.headed(&column.header)).collect();
        Rows {
            frame: Frame::new(look),
            deleted,
            suspects: Suspects::new(columns),
            shaped,
            noticed: Remarks::default(),
        }
    }

    /// Puts the row into `chunk`, or what is wrong with it into `problems`.
    pub(super) fn take(
        &mut self,
        entry: &Entry<'_>,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) -> Taken {
        if let Some(found) = self.frame.check(entry) {
            problems.push(found);
            return Taken::Refused;
        }
        if self.deleted.iter().any(|column| column.get(entry).and_then(flag) == Some(true)) {
            self.noticed.deleted += 1;
            return Taken::LeftOut;
        }
        let (arena, before) = (chunk.arena.len(), problems.len());
        self.suspects.check(entry, problems);
        let is_kept = problems.len() == before && self.read(entry, chunk, problems);
        let shifted = self.times().map(LocalTimes::take_shifted).unwrap_or_default();
        match (problems.len() > before, is_kept) {
            (false, true) => {
                for (shift, value) in shifted {
                    let header = self.frame.header_of(entry, &value);
                    let noticed = match shift {
                        Shift::Skipped => &mut self.noticed.skipped_times,
                        Shift::Double => &mut self.noticed.double_times,
                    };
                    noticed.add(entry.number, header, value);
                }
                Taken::Kept
            }
            (is_refused, _) => {
                chunk.arena.truncate(arena);
                if is_refused { Taken::Refused } else { Taken::LeftOut }
            }
        }
    }

    /// What is to be said about the rows so far, besides problems.
    pub(super) fn remarks(&self) -> Remarks {
        let kinds = match &self.shaped {
            Shaped::Activities(rows) => ranked(&rows.left_out),
            _ => Vec::new(),
        };
        Remarks { kinds, ..self.noticed.clone() }
    }

    fn times(&mut self) -> Option<&mut LocalTimes> {
        match &mut self.shaped {
            Shaped::Leads(rows) => Some(&mut rows.times),
            Shaped::Changes(rows) => Some(&mut rows.times),
            Shaped::Activities(rows) => Some(&mut rows.times),
            Shaped::Deals(rows) => Some(&mut rows.times),
            Shaped::Spends(rows) => Some(&mut rows.times),
            Shaped::References(rows) => Some(&mut rows.cells.times),
            Shaped::Picklists(_) => None,
        }
    }

    /// True if the row was put into its list, which only happens without a problem.
    fn read(&mut self, entry: &Entry<'_>, chunk: &mut Chunk, problems: &mut Vec<Problem>) -> bool {
        let before = problems.len();
        macro_rules! put {
            ($row:expr, $list:ident) => {
                match $row {
                    Some(row) if problems.len() == before => {
                        chunk.$list.push(row);
                        true
                    }
                    _ => false,
                }
            };
        }
        match &mut self.shaped {
            Shaped::Leads(rows) => put!(rows.read(entry, chunk, problems), records),
            Shaped::Changes(rows) => put!(rows.read(entry, chunk, problems), changes),
            Shaped::Activities(rows) => put!(rows.read(entry, chunk, problems), activities),
            Shaped::Deals(rows) => put!(rows.read(entry, chunk, problems), opportunities),
            Shaped::Spends(rows) => put!(rows.read(entry, chunk, problems), spends),
            Shaped::References(rows) => put!(rows.read(entry, chunk, problems), references),
            Shaped::Picklists(rows) => put!(rows.read(entry, problems), reasons),
        }
    }

    /// The picklist entries met so far.
    pub(super) fn reasons(&self) -> &Reasons {
        match &self.shaped {
            Shaped::Leads(rows) => &rows.reasons,
            Shaped::Changes(rows) => &rows.reasons,
            Shaped::Picklists(rows) => &rows.reasons,
            _ => &NO_REASONS,
        }
    }
}
