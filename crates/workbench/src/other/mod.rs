//! The "Other" desk: what people write where no reason fits, and what becomes a standing reason.

mod groups;
mod promote;

pub use groups::{OtherDesk, OtherGroup};
pub use promote::{Promote, Promoted};
