//! What crosses the bridge: `…Input` comes from the page, `…View` goes to it.
//!
//! These are the only types with serde and specta derives. The nouns of `domain` are not wire types: a field renamed
//! there must not silently rename something in the page. Names are camelCase on the wire.

pub mod chart;
pub mod clocks;
pub mod commitments;
pub mod consequences;
pub mod criteria;
pub mod decision;
pub mod duplicates;
pub mod escalations;
pub mod handoff;
pub mod hours;
pub mod import;
pub mod kin;
pub mod ladder;
pub mod lead;
pub mod leads;
pub mod levels;
pub mod mapping;
pub mod other;
pub mod pact;
pub mod page_views;
pub mod people;
pub mod persona;
pub mod rate;
pub mod recycle;
pub mod report;
pub mod rules;
pub mod standouts;
pub mod story;
pub mod tiers;
pub mod views;
pub mod waiting;
pub mod watch;
pub mod workspace;

/// A count or an id as the page gets it: JavaScript has no exact 64-bit integers, and nothing here counts past four
/// billion.
pub(crate) fn whole(value: impl TryInto<u32>) -> u32 {
    value.try_into().unwrap_or(u32::MAX)
}
