//! Handoffs by what they have in common: the cells of a chart, and the handoffs behind each.
//!
//! A [`Facet`] gives every handoff one value: the source of its lead, how long sales took to respond, the hour it came. A
//! question with one, two or three facets is answered by [`Cells`], one tally per combination of values; a
//! [`Within`] of the same facets in a [`crate::query::Selection`] lists the handoffs of any set of cells. Both read the
//! facets by the same code in the same pass, so that a mark cannot list other handoffs than it counts.

mod count;
mod facet;
mod progress;
mod reading;
mod response;

pub use count::{Axis, Cells, Tally};
pub use facet::{DAYS, Facet, HOURS, UNKNOWN, WEEKDAYS, Within};
pub use progress::Progress;
pub(crate) use reading::Conditions;
pub use response::{Response, ResponseTimes};
