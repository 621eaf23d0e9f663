//! Series to SVG and PNG, with the same numbers as a table; pure.
//!
//! A chart is made of an answer of the cube in two steps: its shapes, marks, table and the finding in its title
//! ([`chart::Chart`]), then the picture, as SVG or PNG by the same code. The interval is always drawn, unsettled
//! periods are drawn apart, and a title claims a change only where the intervals support it.

#[cfg(test)]
#[path = "../examples/gallery/named.rs"]
mod named;
#[cfg(test)]
mod tests;
#[cfg(test)]
#[path = "../examples/gallery/world.rs"]
mod world;
// The pictures of the gallery name this crate as everybody else does.
#[cfg(test)]
extern crate self as plumbline_charts;

mod arrivals;
mod axis;
pub mod chart;
mod cohort;
mod completeness;
mod cost;
pub mod data;
mod finding;
mod incidence;
mod letters;
mod limits;
pub mod look;
mod mix;
pub mod paint;
mod pareto;
mod response;
mod rows;
mod scene;
pub mod stack;
mod svg;
mod teams;
mod tiles;
pub mod trend;
pub mod values;
mod volumes;
mod words;

use plumbline_cube::{FieldName, answer::Answer};

pub use arrivals::{Week, arrivals};
pub use chart::{Chart, Drawing, Mark, Table};
pub use cohort::cohort;
pub use completeness::{Filled, completeness};
pub use cost::cost;
pub use incidence::incidence;
pub use limits::limits;
pub use look::{Look, Theme};
pub use mix::mix;
pub use pareto::pareto;
pub use response::{acceptance_by_response, response_times};
pub use stack::stack;
pub use teams::teams;
pub use trend::{Notes, Target, trend};
pub use values::values;
pub use volumes::{Committed, volumes};

/// The chart that fits an answer: a trend without a split, a stack of parts of a whole, else one row per value.
pub fn chart_of(answer: &Answer, notes: &Notes, look: &Look) -> Chart {
    match answer.split {
        None => trend(answer, notes, look),
        Some(
            FieldName::Reason | FieldName::Bucket | FieldName::Decision | FieldName::DisqualificationReason,
        ) => stack(answer, look),
        Some(_) => values(answer, look),
    }
}
