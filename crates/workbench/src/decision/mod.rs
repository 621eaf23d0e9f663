//! Decisions about leads: the one path that panel, bulk action, keyboard and command line share.

mod choices;
mod chosen;
mod decide;
mod name;
mod offer;
mod position;
mod remark;
mod waiting;

pub use choices::{Choices, PersonChoice, ReasonChoice, TrackChoice};
pub use chosen::Chosen;
pub use decide::{Decide, Decided, Refused};
pub use name::day_named;
pub use offer::{Obstacle, Offer};
pub use plumbline_domain::{
    decide::{Refusal, Verb},
    reason::List,
};
pub use waiting::{WaitingLead, WaitingLeads};
