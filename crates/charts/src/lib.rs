//! Series to SVG and PNG, with the same numbers as a table; pure.
//!
//! A chart is made of an answer of the cube in two steps: its shapes, marks, table and the finding in its title
//! ([`chart::Chart`]), then the picture, as SVG or PNG by the same code. The interval is always drawn, unsettled
//! periods are drawn apart, and a title claims a change only where the intervals support it.

#[cfg(test)]
mod tests;
#[cfg(test)]
#[path = "../examples/gallery/world.rs"]
mod world;

mod axis;
pub mod chart;
mod finding;
mod letters;
pub mod look;
pub mod paint;
mod scene;
pub mod stack;
mod svg;
pub mod trend;
pub mod values;
mod words;

use plumbline_cube::{FieldName, answer::Answer};

pub use chart::{Chart, Drawing, Mark, Table};
pub use look::{Look, Theme};
pub use stack::stack;
pub use trend::{Notes, trend};
pub use values::values;

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
