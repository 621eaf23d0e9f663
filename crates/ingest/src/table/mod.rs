//! Text to rows and cells: the dialect, the splitter, and the walk over a whole source.

pub(crate) mod dialect;
pub(crate) mod records;
pub(crate) mod split;

pub use dialect::Dialect;
pub(crate) use records::Records;
pub(crate) use split::{Row, Split, split};
