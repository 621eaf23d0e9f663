//! Nouns and rules of the handoff between marketing and sales.
//!
//! Nothing here performs I/O, reads the clock, knows SQL or a wire format: every rule is a function of its
//! arguments, so that it can be argued about (and tested) without a workspace.

pub mod business_time;
pub mod calendar;
pub mod clock;
pub mod commitment;
pub mod consequence;
pub mod criteria;
pub mod decide;
pub mod event;
pub mod field;
pub mod formula_guard;
pub mod free_mail;
pub mod handoff;
pub mod identity;
pub mod ids;
pub mod ladder;
pub mod lines;
pub mod mail_kind;
pub mod moment;
pub mod other_text;
pub mod persona;
pub mod problem;
pub mod reason;
pub mod record;
pub mod role;
pub mod settings;
pub mod shape;
pub mod stage;
pub mod tier;
