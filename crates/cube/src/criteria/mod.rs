//! Criteria over columns: the meaning of a test is `domain`'s, the speed is made here.
//!
//! A test of a text column is asked once per distinct text and spread over the rows by code; a test of a number or time
//! column is a comparison with a few bounds. Answers are bitmaps, so that `and`, `or` and `not` cost a word per 64 rows.

mod scan;
mod truths;

use std::borrow::Cow;

use plumbline_domain::{
    calendar::Calendar,
    criteria::{Criteria, Prepared},
    field::FieldName,
};

use crate::frame::{Column, Frame};

pub use truths::Truths;

/// Leads as columns, as far as criteria ask about them.
pub trait Columns {
    /// How many rows every column has.
    fn rows(&self) -> usize;

    /// A column; `None` if there is none of that name, which is the same as blank everywhere.
    fn column(&self, name: &FieldName) -> Option<Cow<'_, Column>>;

    /// Per row, how many activities of `kind` there are, within so many days before the evaluation's moment if given;
    /// `None` if activities are not known at all.
    fn activities(&self, kind: &str, within_days: Option<u32>) -> Option<Cow<'_, [u32]>> {
        let _ = (kind, within_days);
        None
    }

    /// The words of a named list; `None` if there is no such list.
    fn list(&self, name: &str) -> Option<&[String]> {
        let _ = name;
        None
    }
}

impl Columns for Frame {
    fn rows(&self) -> usize {
        Frame::rows(self)
    }

    fn column(&self, name: &FieldName) -> Option<Cow<'_, Column>> {
        Frame::column(self, name).map(Cow::Borrowed)
    }
}

/// The answer of `criteria` for every row.
pub fn evaluate(criteria: &Criteria, columns: &dyn Columns, calendar: &Calendar) -> Truths {
    use plumbline_domain::criteria::Truth::{False, True, Unknown};
    let rows = columns.rows();
    match criteria {
        Criteria::And(parts) => {
            joined(parts, columns, calendar, Truths::and).unwrap_or_else(|| Truths::all(True, rows))
        }
        Criteria::Or(parts) => {
            joined(parts, columns, calendar, Truths::or).unwrap_or_else(|| Truths::all(False, rows))
        }
        Criteria::Not(inner) => {
            let mut truths = evaluate(inner, columns, calendar);
            truths.negate();
            truths
        }
        Criteria::Test(field, test) => {
            let list = test.list().and_then(|name| columns.list(name));
            let prepared = Prepared::new(test, list, calendar);
            match columns.column(field) {
                Some(column) => scan::column(&prepared, &column),
                None => Truths::all(prepared.blank(), rows),
            }
        }
        Criteria::Activity { kind, comparison, count, within_days } => {
            match columns.activities(kind, *within_days) {
                Some(counts) => scan::activities(&counts, *comparison, *count),
                None => Truths::all(Unknown, rows),
            }
        }
    }
}

fn joined(
    parts: &[Criteria],
    columns: &dyn Columns,
    calendar: &Calendar,
    join: fn(&mut Truths, &Truths),
) -> Option<Truths> {
    let mut parts = parts.iter().map(|part| evaluate(part, columns, calendar));
    let mut truths = parts.next()?;
    parts.for_each(|part| join(&mut truths, &part));
    Some(truths)
}
