//! Rules as text, one per line: `acceptance below 80% for 3 weeks -> VP Sales, VP Marketing: Talk about acceptance`.

use std::fmt;

use super::{Consequence, Level, Origin, When, Who};
use crate::{
    clock::ClockKind,
    lines::{self, AtLine, Mistake},
};

/// Why a line is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConsequenceMistake {
    /// No arrow between when and who.
    #[error("a consequence is a condition, an arrow, who is asked, a colon and a title")]
    Line,
    /// The condition is none of the four.
    #[error("\"{0}\" is no condition")]
    When(String),
    /// Not a percentage that a rate can be below.
    #[error("\"{0}\" is no level")]
    Level(String),
    /// Not a number of weeks or months.
    #[error("\"{0}\" is no number of weeks or months")]
    Number(String),
    /// Nobody is asked.
    #[error("the consequence asks nobody")]
    Nobody,
    /// Nothing is opened.
    #[error("the consequence has no title")]
    NoTitle,
}

impl Mistake for ConsequenceMistake {
    fn hint(&self) -> String {
        match self {
            ConsequenceMistake::Line => "Write: volume missed for 2 months -> VP Marketing: Review the campaign mix",
            ConsequenceMistake::When(_) => {
                "Conditions are: acceptance below 80% for 3 weeks; first-contact missed for tier 1; volume missed for \
                 2 months; campaign below 30%; source below 30%."
            }
            ConsequenceMistake::Level(_) => "Write a percentage above 0 and up to 100, such as 80% or 82.5%.",
            ConsequenceMistake::Number(_) => "Write 1 or more, in digits.",
            ConsequenceMistake::Nobody => "Write one or more roles before the colon, or: rep's manager",
            ConsequenceMistake::NoTitle => "Write behind the colon what is to be done.",
        }
        .to_owned()
    }
}

type Read<T> = Result<T, ConsequenceMistake>;

/// The word for [`Who::Manager`].
const MANAGER: &str = "rep's manager";
/// What may not stand in a name without quotation marks.
const MARKS: [char; 5] = [':', ',', '>', '"', ';'];

/// Reads rules, one per line.
///
/// # Errors
/// The first line that is none.
pub fn parse(text: &str) -> Result<Vec<Consequence>, AtLine<ConsequenceMistake>> {
    let mut rules = Vec::new();
    lines::each(text, |line| {
        rules.push(rule(line)?);
        Ok(())
    })?;
    Ok(rules)
}

fn rule(line: &str) -> Read<Consequence> {
    let (condition, rest) = lines::split_outside_quotes(line, "->").ok_or(ConsequenceMistake::Line)?;
    let (asked, title) = lines::split_outside_quotes(rest, ":").ok_or(ConsequenceMistake::Line)?;
    let (when, who, title) = (when(condition.trim())?, who(asked)?, title.trim().to_owned());
    if title.is_empty() { Err(ConsequenceMistake::NoTitle) } else { Ok(Consequence { when, who, title }) }
}

fn when(text: &str) -> Read<When> {
    let unknown = || ConsequenceMistake::When(text.to_owned());
    if let Some(rest) = lines::after_word(text, "acceptance") {
        let rest = lines::after_word(rest, "below").ok_or_else(unknown)?;
        let (level, weeks) = rest.split_once(" for ").ok_or_else(unknown)?;
        return Ok(When::AcceptanceBelow { level: self::level(level)?, weeks: number(weeks, "week")? });
    }
    if let Some(rest) = lines::after_word(text, "volume") {
        let rest = lines::after_word(rest, "missed").and_then(|rest| lines::after_word(rest, "for"));
        return Ok(When::VolumeMissed { months: number(rest.ok_or_else(unknown)?, "month")? });
    }
    let (subject, rest) = text.split_once(char::is_whitespace).ok_or_else(unknown)?;
    let (subject, rest) = (subject.to_ascii_lowercase(), rest.trim_start());
    if let Some(origin) = Origin::from_slug(&subject) {
        let level = lines::after_word(rest, "below").ok_or_else(unknown)?;
        return Ok(When::SourceBelow { origin, level: self::level(level)? });
    }
    let clock = ClockKind::from_slug(&subject).ok_or_else(unknown)?;
    let tier = lines::after_word(rest, "missed")
        .and_then(|rest| lines::after_word(rest, "for"))
        .and_then(|rest| lines::after_word(rest, "tier"))
        .and_then(lines::name)
        .filter(|tier| !tier.is_empty());
    Ok(When::ClockMissed { tier: tier.ok_or_else(unknown)?, clock })
}

fn level(text: &str) -> Read<Level> {
    Level::parse(text).ok_or_else(|| ConsequenceMistake::Level(text.trim().to_owned()))
}

/// `1 week`, `3 weeks`.
fn number(text: &str, unit: &str) -> Read<u32> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let read = match words[..] {
        [number, word] if word == unit || word.strip_suffix('s') == Some(unit) => {
            number.bytes().all(|b| b.is_ascii_digit()).then(|| number.parse().ok()).flatten()
        }
        _ => None,
    };
    read.filter(|number| *number > 0).ok_or_else(|| ConsequenceMistake::Number(text.trim().to_owned()))
}

fn who(text: &str) -> Read<Vec<Who>> {
    let (mut found, mut rest) = (Vec::new(), Some(text));
    while let Some(now) = rest {
        let (one, more) = match lines::split_outside_quotes(now, ",") {
            Some((one, more)) => (one, Some(more)),
            None => (now, None),
        };
        lines::name(one).filter(|role| !role.is_empty()).ok_or(ConsequenceMistake::Nobody)?;
        found.push(Who::parse(one));
        rest = more;
    }
    Ok(found)
}

/// The rules as text that [`parse`] reads back. A line break inside a text becomes a blank.
pub fn print(rules: &[Consequence]) -> String {
    rules.iter().map(|rule| format!("{rule}\n")).collect()
}

impl fmt::Display for Consequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ->", self.when)?;
        for (index, who) in self.who.iter().enumerate() {
            write!(f, "{} {who}", if index > 0 { "," } else { "" })?;
        }
        write!(f, ": {}", self.title.replace(['\n', '\r'], " ").trim())
    }
}

impl Who {
    /// Reads who is asked as a rule writes it.
    pub fn parse(text: &str) -> Who {
        match lines::name(text) {
            Some(_) if text.trim().eq_ignore_ascii_case(MANAGER) => Who::Manager,
            name => Who::Role(name.unwrap_or_else(|| text.trim().to_owned())),
        }
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Who::Manager => f.write_str(MANAGER),
            // Somebody whose role is really called so.
            Who::Role(role) if role.eq_ignore_ascii_case(MANAGER) => write!(f, "\"{role}\""),
            Who::Role(role) => f.write_str(&lines::named(role, &MARKS)),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = |number: u32| if number == 1 { "" } else { "s" };
        match self {
            When::AcceptanceBelow { level, weeks } => {
                write!(f, "acceptance below {level} for {weeks} week{}", many(*weeks))
            }
            When::ClockMissed { tier, clock } => {
                write!(f, "{} missed for tier {}", clock.slug(), lines::named(tier, &MARKS))
            }
            When::VolumeMissed { months } => write!(f, "volume missed for {months} month{}", many(*months)),
            When::SourceBelow { origin, level } => write!(f, "{} below {level}", origin.slug()),
        }
    }
}

/// What both VPs are asked for in the commitments most teams start with.
const STARTER: &str = "\
acceptance below 80% for 3 weeks -> VP Marketing, VP Sales: Talk about acceptance, with the rejections of these weeks
first-contact missed for tier 1 -> rep's manager: Contact these tier 1 leads, or hand them to somebody who can
volume missed for 2 months -> VP Marketing, VP Sales: Review the campaign mix
campaign below 30% -> VP Marketing: Fix this campaign or end it
";

/// The rules a workspace starts with.
pub fn starter() -> Vec<Consequence> {
    // A test reads the text: it cannot fail for a user.
    parse(STARTER).unwrap_or_default()
}
