//! Tiers: how much a lead is worth hurrying for, by ordered rules over its fields.
//!
//! Rules are an ordered list; the first whose criteria are true wins, and a lead that none catches has no tier.

use crate::{
    criteria::{self, Criteria, Facts, ParseError, Truth},
    lines::{self, AtLine, Mistake},
};

/// One rule: who fits the criteria is of this tier.
#[derive(Clone, Debug, PartialEq)]
pub struct TierRule {
    /// As shown and stored: `1`.
    pub tier: String,
    /// Over everything criteria can ask of a lead.
    pub criteria: Criteria,
}

/// The tier of one lead; `None` if no rule is true.
pub fn of<'r>(rules: &'r [TierRule], lead: &impl Facts) -> Option<&'r str> {
    let found = rules.iter().find(|rule| criteria::evaluate(&rule.criteria, lead) == Truth::True);
    found.map(|rule| rule.tier.as_str())
}

/// Why a line is no tier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TierMistake {
    /// No `tier NAME:` in front.
    #[error("a line of tiers begins with tier, a name and a colon")]
    NoTier,
    /// The tier has a rule already.
    #[error("tier {0} has a line already")]
    Twice(String),
    /// The criteria cannot be read; its places count from the beginning of the criteria.
    #[error("{}", .0.message)]
    Criteria(ParseError),
}

impl Mistake for TierMistake {
    fn hint(&self) -> String {
        let own = match self {
            TierMistake::Criteria(error) => error.hint.clone(),
            TierMistake::Twice(_) => Some("Join its criteria with \"or\" into one line.".to_owned()),
            TierMistake::NoTier => None,
        };
        own.unwrap_or_else(|| "Write: tier 1: seniority = \"C-Level\" and score >= 75".to_owned())
    }
}

/// Reads tiers, one per line: `tier 1: seniority = "C-Level" and score >= 75`.
///
/// # Errors
/// The first line that is none, or that repeats a tier.
pub fn parse(text: &str) -> Result<Vec<TierRule>, AtLine<TierMistake>> {
    let mut rules: Vec<TierRule> = Vec::new();
    lines::each(text, |line| {
        let named = lines::after_word(line, "tier").ok_or(TierMistake::NoTier)?;
        let (tier, rest) = lines::name_before(named, ':').ok_or(TierMistake::NoTier)?;
        if tier.is_empty() {
            return Err(TierMistake::NoTier);
        }
        if rules.iter().any(|rule| rule.tier == tier) {
            return Err(TierMistake::Twice(tier));
        }
        let criteria = criteria::parse(rest.trim()).map_err(TierMistake::Criteria)?;
        rules.push(TierRule { tier, criteria });
        Ok(())
    })?;
    Ok(rules)
}

/// The tiers as text that [`parse`] reads back. A line break inside a text becomes a blank.
pub fn print(rules: &[TierRule]) -> String {
    let mut out = String::new();
    for rule in rules {
        let line = format!("tier {}: {}", lines::named(&rule.tier, &[':']), rule.criteria);
        out.extend(line.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        out.push('\n');
    }
    out
}

/// What a workspace starts with. A tier that was imported stands, written in one of the usual ways; without one, tier 1
/// is executive with high intent, and tier 2 is mid level, or executive, with moderate intent. Intent is read from a
/// score of 0 to 100.
const STARTER: &str = r#"
tier 1: tier in ("1", "Tier 1", "T1", "Tier-1") or (tier is blank and score >= 75 and (seniority in ("C-Level", "C-Suite", "CXO", "Executive", "VP", "Vice President", "Director", "Head", "Owner", "Founder") or persona in ("CISO", "CISO / security leadership", "IT leadership", "Executive")))
tier 2: tier in ("2", "Tier 2", "T2", "Tier-2") or (tier is blank and score >= 50 and (persona is known or seniority is known) and (seniority is blank or seniority not in ("Entry", "Entry Level", "Junior", "Intern", "Training", "Student")))
"#;

/// The tiers a workspace starts with.
pub fn starter() -> Vec<TierRule> {
    // A test reads the text: it cannot fail for a user.
    parse(STARTER).unwrap_or_default()
}
