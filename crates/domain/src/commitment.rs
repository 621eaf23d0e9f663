//! What marketing has promised: so many MQLs of a tier in a month.

use std::{collections::BTreeMap, fmt};

use chrono::{Datelike, NaiveDate};

use crate::lines::{self, AtLine, Mistake};

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(NaiveDate);

impl Month {
    /// The month in which `day` lies.
    pub fn of(day: NaiveDate) -> Month {
        Month(day.with_day(1).unwrap_or(day))
    }

    /// Reads `2026-01`; four digits of year.
    pub fn parse(text: &str) -> Option<Month> {
        let shaped = text.len() == 7 && text.bytes().all(|b| b == b'-' || b.is_ascii_digit());
        shaped.then(|| NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok()).flatten().map(Month)
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.0
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

/// Committed MQLs per tier and month. A number holds from its month on, until the next one of its tier.
///
/// [`Commitments::parse`] reads the text form and `Display` writes it:
///
/// ```text
/// tier 1: 40 from 2026-01, 55 from 2026-07
/// tier 2: 120 from 2026-01
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commitments {
    tiers: Vec<(String, BTreeMap<Month, u32>)>,
}

impl Commitments {
    /// What is committed of a tier in a month; `None` before its first month, and for tiers without a commitment.
    pub fn committed(&self, tier: &str, month: Month) -> Option<u32> {
        let (_, steps) = self.tiers.iter().find(|(name, _)| name == tier)?;
        steps.range(..=month).next_back().map(|(_, volume)| *volume)
    }

    /// The tiers with a commitment, in the order they were written.
    pub fn tiers(&self) -> impl Iterator<Item = &str> {
        self.tiers.iter().map(|(name, _)| name.as_str())
    }

    /// Commits to `volume` MQLs of a tier in every month from `from` on, until another number of that tier begins.
    pub fn set(&mut self, tier: &str, from: Month, volume: u32) {
        match self.tiers.iter_mut().find(|(name, _)| name == tier) {
            Some((_, steps)) => {
                steps.insert(from, volume);
            }
            None => self.tiers.push((tier.to_owned(), BTreeMap::from([(from, volume)]))),
        }
    }

    /// The numbers of a tier and the months from which they hold, in order.
    pub fn steps(&self, tier: &str) -> impl Iterator<Item = (Month, u32)> {
        let own = self.tiers.iter().find(|(name, _)| name == tier);
        own.into_iter().flat_map(|(_, steps)| steps.iter().map(|(from, volume)| (*from, *volume)))
    }

    /// Takes back the number that begins in a month: the one before it, if any, holds on. False if there is none.
    pub fn remove(&mut self, tier: &str, from: Month) -> bool {
        let own = self.tiers.iter_mut().find(|(name, _)| name == tier);
        let removed = own.is_some_and(|(_, steps)| steps.remove(&from).is_some());
        self.tiers.retain(|(_, steps)| !steps.is_empty());
        removed
    }

    /// Gives a tier another name; `None` takes back all that was committed of it.
    pub fn rename(&mut self, tier: &str, to: Option<&str>) {
        let Some(at) = self.tiers.iter().position(|(name, _)| name == tier) else { return };
        match to {
            Some(to) => to.clone_into(&mut self.tiers[at].0),
            None => drop(self.tiers.remove(at)),
        }
    }

    /// Reads commitments, a tier per line.
    ///
    /// # Errors
    /// The first line that is none, or that repeats a tier or a month.
    pub fn parse(text: &str) -> Result<Commitments, AtLine<CommitmentMistake>> {
        let mut commitments = Commitments::default();
        lines::each(text, |line| {
            let named = lines::after_word(line, "tier").ok_or(CommitmentMistake::NoTier)?;
            let (tier, rest) = lines::name_before(named, ':').ok_or(CommitmentMistake::NoTier)?;
            if tier.is_empty() {
                return Err(CommitmentMistake::NoTier);
            }
            if commitments.tiers().any(|name| name == tier) {
                return Err(CommitmentMistake::Twice(tier));
            }
            let mut steps = BTreeMap::new();
            for part in rest.split(',').map(str::trim) {
                let (from, volume) = step(part)?;
                if steps.insert(from, volume).is_some() {
                    return Err(CommitmentMistake::MonthTwice(from));
                }
            }
            commitments.tiers.push((tier, steps));
            Ok(())
        })?;
        Ok(commitments)
    }
}

/// `40 from 2026-01`.
fn step(text: &str) -> Result<(Month, u32), CommitmentMistake> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [volume, from, month] = words[..] else { return Err(CommitmentMistake::Step(text.to_owned())) };
    let shaped = from.eq_ignore_ascii_case("from") && volume.bytes().all(|b| b.is_ascii_digit());
    let volume = shaped.then(|| volume.parse().ok()).flatten();
    let volume = volume.ok_or_else(|| CommitmentMistake::Step(text.to_owned()))?;
    let month = Month::parse(month).ok_or_else(|| CommitmentMistake::Month(month.to_owned()))?;
    Ok((month, volume))
}

impl fmt::Display for Commitments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (tier, steps) in &self.tiers {
            write!(f, "tier {}:", lines::named(tier, &[':']))?;
            for (index, (from, volume)) in steps.iter().enumerate() {
                write!(f, "{} {volume} from {from}", if index > 0 { "," } else { "" })?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// A month's MQLs of a tier against what was committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Volume {
    /// What was promised.
    pub committed: u32,
    /// What came.
    pub delivered: u64,
}

impl Volume {
    /// How many are missing; 0 if the promise was kept.
    pub fn shortfall(self) -> u64 {
        u64::from(self.committed).saturating_sub(self.delivered)
    }

    /// True if fewer came than were promised. Of a month that is not over, that is no verdict yet.
    pub fn is_missed(self) -> bool {
        self.shortfall() > 0
    }
}

/// Why a line commits to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitmentMistake {
    /// No `tier NAME:` in front.
    #[error("a line of commitments begins with tier, a name and a colon")]
    NoTier,
    /// The tier has a line already.
    #[error("tier {0} has a line already")]
    Twice(String),
    /// Not a number from a month on.
    #[error("\"{0}\" is not a number of MQLs from a month on")]
    Step(String),
    /// Not a month.
    #[error("\"{0}\" is no month")]
    Month(String),
    /// Two numbers from the same month.
    #[error("two numbers begin in {0}")]
    MonthTwice(Month),
}

impl Mistake for CommitmentMistake {
    fn hint(&self) -> String {
        match self {
            CommitmentMistake::NoTier | CommitmentMistake::Step(_) => "Write: tier 1: 40 from 2026-01",
            CommitmentMistake::Twice(_) => {
                "Put all numbers of a tier into one line, with commas between them."
            }
            CommitmentMistake::Month(_) => "Write year and month, such as 2026-01.",
            CommitmentMistake::MonthTwice(_) => "Keep one of the two.",
        }
        .to_owned()
    }
}
