//! The consequence rules, each with how often luck alone fires it and how often it would have fired lately.

use plumbline_domain::{
    consequence::{self, Consequence, When, Who},
    role::Role,
};
use plumbline_store::DeskText;

use crate::{
    failure::{Failure, Outcome},
    service_level::{Odds, Past, terms},
    workspace::Workspace,
};

/// All rules, in the order they were written.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequences {
    /// The rules.
    pub rules: Vec<RuleSeen>,
    /// The tiers a rule can be about.
    pub tiers: Vec<String>,
    /// Roles that can be asked: those there are, and those the rules name.
    pub roles: Vec<String>,
    /// True if nobody has changed them yet.
    pub is_starter: bool,
}

/// A rule, and what it does here.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSeen {
    /// The rule.
    pub rule: Consequence,
    /// How often luck alone fires it; `None` if it looks at one thing that happened, or at nothing yet.
    pub odds: Option<Odds>,
    /// How often it would have fired in the past year; `None` where there is nothing to go by yet.
    pub past: Option<Past>,
    /// True if it names a tier no lead can be of.
    pub is_strange: bool,
}

impl Workspace {
    /// The rules.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn consequence_rules(&self) -> Outcome<Consequences> {
        let rules = self.store().read(terms::consequences)?;
        let roles = roles(&rules);
        let (rules, tiers) = self.seen(rules)?;
        let is_starter = self.desk_text(DeskText::Consequences)?.is_starter;
        Ok(Consequences { rules, tiers, roles, is_starter })
    }

    /// What a rule would do here.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn try_consequence(&self, rule: Consequence) -> Outcome<RuleSeen> {
        let (mut seen, _) = self.seen(vec![rule.clone()])?;
        Ok(seen.pop().unwrap_or(RuleSeen { rule, odds: None, past: None, is_strange: false }))
    }

    /// Adds a rule, or replaces the one at a place from 0.
    ///
    /// # Errors
    /// There is no such place, it names a tier there is not, or the file cannot be written.
    pub fn save_consequence(&self, at: Option<usize>, rule: Consequence) -> Outcome<()> {
        let (mut rules, tiers) = self
            .store()
            .read(|reader| -> Outcome<_> { Ok((terms::consequences(reader)?, terms::tiers(reader)?)) })?;
        if let When::ClockMissed { tier, .. } = &rule.when
            && tiers.iter().all(|known| known.tier != *tier)
        {
            return Err(Failure::bad_input("tier", format!("No lead is of tier {tier}."))
                .hint("Choose a tier there is."));
        }
        let label = match at {
            None => {
                rules.push(rule);
                "Add a consequence"
            }
            Some(at) => {
                *rules.get_mut(at).ok_or_else(gone)? = rule;
                "Change a consequence"
            }
        };
        self.save_desk(label, vec![(DeskText::Consequences, consequence::print(&rules))])
    }

    /// Removes the rule at a place from 0. What it has opened stays open.
    ///
    /// # Errors
    /// There is no such place, or the file cannot be written.
    pub fn remove_consequence(&self, at: usize) -> Outcome<()> {
        let mut rules = self.store().read(terms::consequences)?;
        if at >= rules.len() {
            return Err(gone());
        }
        rules.remove(at);
        self.save_desk("Remove a consequence", vec![(DeskText::Consequences, consequence::print(&rules))])
    }

    /// The rules with what they do here, and the tiers there are.
    fn seen(&self, rules: Vec<Consequence>) -> Outcome<(Vec<RuleSeen>, Vec<String>)> {
        let tiers = self.store().read(terms::tiers)?;
        let tiers: Vec<String> = tiers.into_iter().map(|rule| rule.tier).collect();
        let is_strange =
            |when: &When| matches!(when, When::ClockMissed { tier, .. } if !tiers.contains(tier));
        let seen = self.numbers_now(|numbers| {
            let seen = rules.into_iter().map(|rule| -> Outcome<RuleSeen> {
                Ok(RuleSeen {
                    odds: numbers.odds(&rule.when)?,
                    past: numbers.past(&rule.when)?,
                    is_strange: is_strange(&rule.when),
                    rule,
                })
            });
            seen.collect::<Outcome<Vec<_>>>()
        })?;
        Ok((seen, tiers))
    }
}

fn roles(rules: &[Consequence]) -> Vec<String> {
    let mut roles: Vec<String> = Role::all().map(|role| role.label().to_owned()).collect();
    for who in rules.iter().flat_map(|rule| &rule.who) {
        if let Who::Role(role) = who
            && !roles.iter().any(|known| known.eq_ignore_ascii_case(role))
        {
            roles.push(role.clone());
        }
    }
    roles
}

fn gone() -> Failure {
    Failure::bad_input("rule", "This rule is no longer there.")
        .hint("Look at the list again. Nothing was changed.")
}
