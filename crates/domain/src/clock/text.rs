//! Service levels as text, a tier per line: `tier 1: first-contact 2h business, feedback 48h wall`.

use std::fmt;

use super::{Basis, ClockKind, ServiceLevels, Target};
use crate::lines::{self, AtLine, Mistake};

/// Why a line promises nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LevelMistake {
    /// No `tier NAME:` in front.
    #[error("a line of service levels begins with tier, a name and a colon")]
    NoTier,
    /// The tier has a row already.
    #[error("tier {0} has a line already")]
    Twice(String),
    /// Not one of the four.
    #[error("\"{0}\" is no clock")]
    Clock(String),
    /// The clock has a target already.
    #[error("{} has a target already", .0.slug())]
    ClockTwice(ClockKind),
    /// Not hours and minutes.
    #[error("\"{0}\" is no length of time")]
    Length(String),
    /// Neither wall nor business.
    #[error("\"{0}\" is neither wall nor business")]
    Basis(String),
}

impl Mistake for LevelMistake {
    fn hint(&self) -> String {
        match self {
            LevelMistake::NoTier => "Write: tier 1: first-contact 2h business",
            LevelMistake::Twice(_) => "Put everything that is promised to a tier into one line.",
            LevelMistake::Clock(_) => "The clocks are route, decide, first-contact and feedback.",
            LevelMistake::ClockTwice(_) => "Keep one of the two.",
            LevelMistake::Length(_) => "Write hours and minutes, such as 2h, 90m or 1h30m.",
            LevelMistake::Basis(_) => "Write business for working hours, and wall or nothing for every hour.",
        }
        .to_owned()
    }
}

/// The name of the row for every other tier.
const OTHERS: &str = "*";

impl ServiceLevels {
    /// Reads service levels, a tier per line. A target without a basis is of wall time; a line without targets promises
    /// nothing to its tier, whatever `*` says.
    ///
    /// # Errors
    /// The first line that is none, or that repeats a tier or a clock.
    pub fn parse(text: &str) -> Result<ServiceLevels, AtLine<LevelMistake>> {
        let mut levels = ServiceLevels::default();
        let mut others = false;
        lines::each(text, |line| {
            let (name, rest) = tier(line).ok_or(LevelMistake::NoTier)?;
            let mut row = [None; 4];
            for part in rest.split(',').map(str::trim).filter(|part| !part.is_empty()) {
                let (kind, target) = promise(part)?;
                if row[kind as usize].replace(target).is_some() {
                    return Err(LevelMistake::ClockTwice(kind));
                }
            }
            match name {
                Some(name) if levels.tiers().any(|tier| tier == name) => Err(LevelMistake::Twice(name)),
                Some(name) => {
                    levels.tiers.push((name, row));
                    Ok(())
                }
                None if std::mem::replace(&mut others, true) => Err(LevelMistake::Twice(OTHERS.to_owned())),
                None => {
                    levels.others = row;
                    Ok(())
                }
            }
        })?;
        Ok(levels)
    }
}

/// The name of `tier NAME: …`, `None` for `*`, and what follows.
fn tier(line: &str) -> Option<(Option<String>, &str)> {
    let named = lines::after_word(line, "tier")?;
    let (name, rest) = lines::name_before(named, ':')?;
    // A tier that is really called * stands in quotation marks.
    let others = name == OTHERS && named.starts_with(OTHERS);
    (!name.is_empty()).then(|| ((!others).then_some(name), rest))
}

/// `first-contact 2h business`.
fn promise(text: &str) -> Result<(ClockKind, Target), LevelMistake> {
    let (slug, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let kind = ClockKind::from_slug(slug).ok_or_else(|| LevelMistake::Clock(slug.to_owned()))?;
    let (length, basis) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), "wall"));
    let minutes = minutes(length).ok_or_else(|| LevelMistake::Length(length.to_owned()))?;
    let basis = basis.trim();
    let basis = Basis::from_slug(basis).ok_or_else(|| LevelMistake::Basis(basis.to_owned()))?;
    Ok((kind, Target { minutes, basis }))
}

/// `2h`, `90m` or `1h30m`; more than nothing.
fn minutes(text: &str) -> Option<u32> {
    let number =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    let (hours, rest) = match text.split_once('h') {
        Some((hours, rest)) => (number(hours)?, rest),
        None => (0, text),
    };
    let minutes = match rest.strip_suffix('m') {
        Some(minutes) => number(minutes)?,
        None if rest.is_empty() => 0,
        None => return None,
    };
    hours.checked_mul(60)?.checked_add(minutes).filter(|minutes| *minutes > 0)
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.minutes / 60, self.minutes % 60) {
            (0, minutes) => write!(f, "{minutes}m")?,
            (hours, 0) => write!(f, "{hours}h")?,
            (hours, minutes) => write!(f, "{hours}h{minutes}m")?,
        }
        write!(f, " {}", self.basis.slug())
    }
}

impl fmt::Display for ServiceLevels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, row: &[Option<Target>; 4]| {
            write!(f, "tier {name}:")?;
            let mut between = " ";
            for (kind, target) in ClockKind::ALL.into_iter().zip(row) {
                if let Some(target) = target {
                    write!(f, "{between}{} {target}", kind.slug())?;
                    between = ", ";
                }
            }
            writeln!(f)
        };
        for (name, row) in &self.tiers {
            line(&lines::named(name, &[':', '*']), row)?;
        }
        if self.others.iter().any(Option::is_some) { line(OTHERS, &self.others) } else { Ok(()) }
    }
}
