//! The use cases of Plumbline: one folder per noun, one file per verb.
//!
//! Both programs, the window and the command line, do nothing but translate to and from these. The workbench owns the
//! clock and decides when a transaction begins; numbers come from the cube, changes go through the store's one door.

pub mod clock;
pub mod criteria;
pub mod decision;
pub mod desk;
pub mod failure;
pub mod handoff;
pub mod import;
pub mod lead;
pub mod other;
pub mod outgoing;
pub mod person;
pub mod persona;
pub mod reason;
pub mod recycle;
pub mod service_level;
pub mod track;
pub mod view;
pub mod wording;
pub mod workspace;

pub use workspace::Workspace;
