//! The handoff in numbers: ask a measure over time, draw it, and list the leads behind any part of it.

mod compare;
mod draw;
mod drill;
mod export;
mod facets;
mod gallery;
mod mix;
mod named;
mod page;
mod question;
mod sentence;
mod spans;
mod standouts;
mod trend;

pub use compare::{Against, Comparison, Side};
pub use draw::{Chart, ChartMark, Frame};
pub use drill::Drill;
pub use export::ChartFormat;
pub use gallery::{About, Hung};
pub use mix::{MixFinding, MixList};
pub use named::{NamedChart, NamedNumbers};
pub use page::{Filter, FilterField, HandoffPage, NamedPeriod, Tile};
pub use plumbline_charts::data::{Data, Plain};
pub use plumbline_cube::{
    answer::{Answer, Control, Point, Provenances, Series},
    measure::{Basis, Known, Measure},
    mix::{Days as MixDays, Verdict},
    query::Outcome as Part,
};
pub use plumbline_stats::{Rate, control::Signal};
pub use question::Question;
pub(crate) use question::{Asked, criteria_of};
pub use sentence::{Phrase, Tone};
pub use spans::Spans;
pub use standouts::{Finding, StandoutList};
pub use trend::Trend;
