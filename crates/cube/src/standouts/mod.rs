//! What stands out: where rejections are more than a value's share of the volume explains.
//!
//! Every value of every field, every value with every reason, and every pair of values is compared with the rest of the
//! decided handoffs (Fisher, one-sided). All comparisons of a search are one family for Benjamini and Hochberg; what is
//! kept is ordered by its excess, rejections beyond what was expected. A pair has to stand out against each of its two
//! values alone, or it would only repeat one of them.
//!
//! What is too small to say anything is left out by its volume, never by its rejections, so that the p-values stay what
//! they are.

mod explained;
mod population;
mod search;

use plumbline_domain::field::FieldName;
use plumbline_stats::{Interval, Rate};

use crate::{cube::Cube, query::Query, refusal::Refusal};

/// Adjusted p-values above this do not stand out.
pub const LEVEL: f64 = 0.05;

/// Everything that stands out, and among how much.
#[derive(Clone, Debug, Default)]
pub struct Standouts {
    /// How many comparisons were made.
    pub comparisons: usize,
    /// Rejected of decided, of everything that was looked at.
    pub all: Rate,
    /// What stands out: first what nothing else explains, by excess; then the rest, by excess.
    pub found: Vec<Standout>,
}

/// Whose rejections stand out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// Field and value; the empty text is the blank value.
    pub of: (FieldName, Box<str>),
    /// Together with this field and value.
    pub with: Option<(FieldName, Box<str>)>,
    /// Only rejections with this reason, as criteria write it.
    pub reason: Option<Box<str>>,
}

/// Something that stands out.
#[derive(Clone, Debug)]
pub struct Standout {
    /// Whose rejections.
    pub subject: Subject,
    /// The label of the reason.
    pub reason_label: Option<String>,
    /// Rejected of decided; with a reason, only rejections with it.
    pub rate: Rate,
    /// The 95 % Wilson interval of that rate.
    pub interval: Interval,
    /// How many rejections its volume explains. For a pair: at the rate of whichever of its values has the higher one.
    pub expected: f64,
    /// Rejections beyond that.
    pub excess: f64,
    /// The chance of so many or more if it were like the rest. For a pair the larger one of two, within either value.
    pub p: f64,
    /// The same after all comparisons (Benjamini and Hochberg).
    pub q: f64,
    /// Which entry of the same list explains it: without the handoffs of that one, it does not stand out.
    pub explained_by: Option<usize>,
}

impl Cube {
    /// What stands out among the handoffs of a query by these fields of leads.
    ///
    /// Measure, grain and split of the query do not matter. Fields with more than 200 values that are large enough to be
    /// compared, and moments, take no part.
    ///
    /// # Errors
    /// The question makes no sense; see [`Refusal`].
    pub fn standouts(&self, query: &Query<'_>, fields: &[FieldName]) -> Result<Standouts, Refusal> {
        search::standouts(self, query, fields)
    }
}
