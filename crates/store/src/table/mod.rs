//! One file per table: its rows, its readers, its verbs.

pub(crate) mod activity;
pub(crate) mod concordance;
pub(crate) mod contact;
pub(crate) mod desk;
pub(crate) mod escalation;
pub(crate) mod field_change;
pub(crate) mod import_batch;
pub(crate) mod lead;
pub(crate) mod mapping;
pub(crate) mod opportunity;
pub(crate) mod origin;
pub(crate) mod other;
pub(crate) mod page_view;
pub(crate) mod person;
pub(crate) mod persona;
pub(crate) mod reason;
pub(crate) mod saved_view;
pub(crate) mod setting;
pub(crate) mod spend;
pub(crate) mod stage_event;
pub(crate) mod stage_log;
pub(crate) mod standing;
pub(crate) mod team;
pub(crate) mod track;
pub(crate) mod watched_folder;
