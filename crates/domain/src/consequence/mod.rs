//! Consequences: what happens when a commitment is not kept, as rules that can be edited.
//!
//! A rule says when it fires, who is asked and what is opened. Whether it fires is for those who have the numbers.

mod text;

pub use text::{ConsequenceMistake, parse, print, starter};

use crate::clock::ClockKind;

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// When it fires.
    pub when: When,
    /// Who is asked; at least one.
    pub who: Vec<Who>,
    /// The title of what is opened, one sentence or phrase.
    pub title: String,
}

/// When a rule fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The acceptance of the decided is below a level in so many settled weeks running.
    AcceptanceBelow {
        /// Below, not at.
        level: Level,
        /// Weeks running, at least 1.
        weeks: u32,
    },
    /// A clock of a lead of this tier is missed.
    ClockMissed {
        /// As the tier rules name it.
        tier: String,
        /// Which clock.
        clock: ClockKind,
    },
    /// Fewer MQLs than committed, of some tier, in so many whole months running.
    VolumeMissed {
        /// Months running, at least 1.
        months: u32,
    },
    /// The acceptance of a source or campaign is below a level beyond chance: the upper bound of its Wilson interval
    /// is.
    SourceBelow {
        /// What is held against the level.
        origin: Origin,
        /// Below, not at.
        level: Level,
    },
}

/// Where leads come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// `source`.
    Source,
    /// `campaign`.
    Campaign,
}

impl Origin {
    /// As written in rules.
    pub fn slug(self) -> &'static str {
        ["source", "campaign"][self as usize]
    }

    /// The origin written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Origin> {
        [Origin::Source, Origin::Campaign].into_iter().find(|origin| origin.slug() == slug)
    }
}

/// Who is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The manager of the rep whose lead it is.
    Manager,
    /// Whoever has this role: `VP Sales`.
    Role(String),
}

/// A rate that others are held against: more than 0 % and at most 100 %, in tenths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u16);

impl Level {
    /// So many tenths of a percent; `None` for 0 and beyond 1000.
    pub fn of_tenths(tenths: u16) -> Option<Level> {
        (1..=1000).contains(&tenths).then_some(Level(tenths))
    }

    /// From 0 to 1, the double nearest to the level: 16 of 20 is not below 80 %.
    pub fn as_fraction(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// For people: `80 %`, with a space that does not break.
    pub fn said(self) -> String {
        self.to_string().replace('%', "\u{a0}%")
    }

    /// Reads `80%` or `82.5 %`.
    pub fn parse(text: &str) -> Option<Level> {
        let number = text.trim().strip_suffix('%')?.trim_end();
        let (whole, tenth) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(tenth) || tenth.len() > 1 {
            return None;
        }
        let (whole, tenth): (u16, u16) = (whole.parse().ok()?, tenth.parse().ok()?);
        Level::of_tenths(whole.checked_mul(10)?.checked_add(tenth)?)
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(f, "{whole}%"),
            (whole, tenth) => write!(f, "{whole}.{tenth}%"),
        }
    }
}

impl When {
    /// A sentence for people: `Acceptance is below 80 % in 3 weeks running.`
    pub fn sentence(&self) -> String {
        match self {
            When::AcceptanceBelow { level, weeks: 1 } => {
                format!("Acceptance is below {} in a week.", level.said())
            }
            When::AcceptanceBelow { level, weeks } => {
                format!("Acceptance is below {} in {weeks} weeks running.", level.said())
            }
            When::ClockMissed { tier, clock } => {
                format!("{} of a lead of tier {tier} is late.", clock.label())
            }
            When::VolumeMissed { months: 1 } => "Fewer MQLs than committed in a month.".to_owned(),
            When::VolumeMissed { months } => format!("Fewer MQLs than committed in {months} months running."),
            When::SourceBelow { origin, level } => {
                format!("The acceptance of a {} is below {} beyond chance.", origin.slug(), level.said())
            }
        }
    }
}
