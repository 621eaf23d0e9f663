//! The consequence rules.

use plumbline_domain::{
    clock::ClockKind,
    consequence::{Consequence, Level, Origin, When, Who},
};
use plumbline_workbench::{
    desk::{Consequences, RuleSeen},
    failure::{Failure, Outcome},
    service_level::Odds,
    wording,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::levels::{ClockKindView, clock, clock_view};

/// The word for the rep's manager among those who are asked, as it is sent back.
const MANAGER: &str = "rep's manager";
/// Weeks and months running: more is no rule.
const MOST_RUNNING: u32 = 52;

/// All rules.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsequencesView {
    /// In the order they were written.
    pub rules: Vec<ConsequenceView>,
    /// The tiers a rule can be about.
    pub tiers: Vec<String>,
    /// The clocks a rule can be about.
    pub clocks: Vec<ClockKindView>,
    /// Who can be asked, as sent back and as shown.
    pub roles: Vec<String>,
    /// True if nobody has changed them yet.
    pub starter: bool,
}

/// A rule, and what it does here.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsequenceView {
    /// Its parts.
    pub parts: RuleParts,
    /// When it fires.
    pub sentence: String,
    /// `the rep's manager`, `VP sales and VP marketing`.
    pub asks: String,
    /// How often luck alone fires it here.
    pub luck: String,
    /// What that is reckoned from.
    pub basis: Option<String>,
    /// How often it would have fired in the past year.
    pub past: Option<String>,
    /// True if luck fires it in more than one quarter of ten.
    pub jumpy: bool,
    /// What is wrong with it, if it can never fire.
    pub trouble: Option<String>,
}

/// A rule as a form has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RuleParts {
    /// What it looks at.
    pub kind: RuleKind,
    /// In percent, as typed; for acceptance and origins.
    pub level: String,
    /// Weeks or months running; for acceptance and volume. Negative ones can be typed, and are refused in words.
    pub running: i32,
    /// For clocks.
    pub tier: String,
    /// For clocks.
    pub clock: String,
    /// `source` or `campaign`; for origins.
    pub origin: String,
    /// Roles, or the rep's manager.
    pub who: Vec<String>,
    /// What is to be done.
    pub title: String,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// The acceptance of settled weeks.
    Acceptance,
    /// A clock that is missed.
    Clock,
    /// MQLs against what was committed.
    Volume,
    /// The acceptance of a source or campaign.
    Origin,
}

impl From<Consequences> for ConsequencesView {
    fn from(all: Consequences) -> Self {
        let roles = [MANAGER.to_owned()].into_iter().chain(all.roles);
        ConsequencesView {
            rules: all.rules.into_iter().map(Into::into).collect(),
            tiers: all.tiers,
            clocks: ClockKind::ALL.map(clock_view).into(),
            roles: roles.collect(),
            starter: all.is_starter,
        }
    }
}

impl From<RuleSeen> for ConsequenceView {
    fn from(seen: RuleSeen) -> Self {
        let when = &seen.rule.when;
        let past = seen.past.map(|past| {
            let times = match past.fired {
                0 => "would not have fired".to_owned(),
                1 => "would have fired once".to_owned(),
                n => format!("would have fired {} times", wording::count(n.into())),
            };
            format!("In the past year it {times} ({}).", past.seen)
        });
        let strange = match when {
            When::ClockMissed { tier, .. } if seen.is_strange => {
                Some(format!("No lead is of tier {tier}: this can never fire."))
            }
            _ => None,
        };
        ConsequenceView {
            sentence: when.sentence(),
            asks: asks(&seen.rule.who),
            luck: luck(when, seen.odds.as_ref()),
            basis: seen.odds.as_ref().map(basis),
            jumpy: seen.odds.as_ref().is_some_and(|odds| odds.quarter > 0.1),
            past,
            trouble: strange,
            parts: (&seen.rule).into(),
        }
    }
}

/// `Fires by luck in 18 of 100 quarters.`
fn luck(when: &When, odds: Option<&Odds>) -> String {
    let Some(odds) = odds else {
        return match when {
            When::ClockMissed { .. } => {
                "Looks at what happened to one lead: there is no luck in it.".to_owned()
            }
            When::VolumeMissed { .. } => {
                "Nothing is committed yet: there is no month to hold against it.".to_owned()
            }
            _ => "There is no settled week yet from which luck could be told.".to_owned(),
        };
    };
    match odds.quarter * 100.0 {
        share if share < 0.5 => "Fires by luck in fewer than 1 of 100 quarters.".to_owned(),
        share if share >= 99.5 => "Fires by luck in nearly every quarter.".to_owned(),
        share => format!("Fires by luck in {share:.0} of 100 quarters."),
    }
}

fn basis(odds: &Odds) -> String {
    match odds.rate {
        Some(rate) => format!(
            "At the rate and volume of the last settled quarter here: {} accepted, {:.0} decided a week.",
            wording::percent(rate),
            odds.volume
        ),
        None => format!("At the volume of the last months here: {:.0} MQLs a month.", odds.volume),
    }
}

fn asks(who: &[Who]) -> String {
    let names: Vec<String> = who
        .iter()
        .map(|who| match who {
            Who::Manager => "the rep\u{2019}s manager".to_owned(),
            Who::Role(role) => role.clone(),
        })
        .collect();
    match &names[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl From<&Consequence> for RuleParts {
    fn from(rule: &Consequence) -> Self {
        let mut parts = RuleParts {
            kind: RuleKind::Acceptance,
            level: String::new(),
            running: 1,
            tier: String::new(),
            clock: ClockKind::FirstContact.slug().to_owned(),
            origin: Origin::Campaign.slug().to_owned(),
            who: rule.who.iter().map(sent).collect(),
            title: rule.title.clone(),
        };
        match &rule.when {
            When::AcceptanceBelow { level, weeks } => {
                (parts.level, parts.running) = (percent(*level), i32::try_from(*weeks).unwrap_or(i32::MAX));
            }
            When::ClockMissed { tier, clock } => {
                parts.kind = RuleKind::Clock;
                (parts.tier, parts.clock) = (tier.clone(), clock.slug().to_owned());
            }
            When::VolumeMissed { months } => {
                parts.kind = RuleKind::Volume;
                parts.running = i32::try_from(*months).unwrap_or(i32::MAX);
            }
            When::SourceBelow { origin, level } => {
                parts.kind = RuleKind::Origin;
                (parts.level, parts.origin) = (percent(*level), origin.slug().to_owned());
            }
        }
        parts
    }
}

fn sent(who: &Who) -> String {
    match who {
        Who::Manager => MANAGER.to_owned(),
        Who::Role(role) => role.clone(),
    }
}

fn percent(level: Level) -> String {
    level.to_string().trim_end_matches('%').to_owned()
}

impl RuleParts {
    /// The rule as the domain knows it.
    ///
    /// # Errors
    /// The first part that is none, by its name.
    pub(crate) fn rule(self) -> Outcome<Consequence> {
        let when = match self.kind {
            RuleKind::Acceptance => {
                When::AcceptanceBelow { level: self.level()?, weeks: self.running("weeks")? }
            }
            RuleKind::Clock => When::ClockMissed { tier: self.tier()?, clock: clock(&self.clock)? },
            RuleKind::Volume => When::VolumeMissed { months: self.running("months")? },
            RuleKind::Origin => When::SourceBelow { origin: self.origin()?, level: self.level()? },
        };
        let who: Vec<Who> =
            self.who.iter().map(|who| who.trim()).filter(|who| !who.is_empty()).map(asked).collect();
        if who.is_empty() {
            return Err(Failure::bad_input("who", "Nobody is asked.").hint("Choose at least one."));
        }
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            return Err(Failure::bad_input("title", "Nothing follows.")
                .hint("Write what is to be done, in a few words."));
        }
        Ok(Consequence { when, who, title })
    }

    fn level(&self) -> Outcome<Level> {
        let typed = self.level.trim().trim_end_matches('%').trim();
        Level::parse(&format!("{}%", typed.replace(',', "."))).ok_or_else(|| {
            Failure::bad_input("level", format!("\u{201c}{typed}\u{201d} is no percentage to be below."))
                .hint("Use more than 0 and up to 100, such as 80 or 82.5.")
        })
    }

    fn running(&self, of: &str) -> Outcome<u32> {
        let read = u32::try_from(self.running).ok().filter(|running| (1..=MOST_RUNNING).contains(running));
        read.ok_or_else(|| {
            Failure::bad_input("running", format!("{} {of} running is no rule.", self.running))
                .hint(format!("Use 1 to {MOST_RUNNING}."))
        })
    }

    fn tier(&self) -> Outcome<String> {
        let tier = Some(self.tier.clone()).filter(|tier| !tier.is_empty());
        tier.ok_or_else(|| Failure::bad_input("tier", "No tier is chosen.").hint("Choose one of the list."))
    }

    fn origin(&self) -> Outcome<Origin> {
        Origin::from_slug(&self.origin).ok_or_else(|| {
            Failure::bad_input(
                "origin",
                format!("\u{201c}{}\u{201d} is neither source nor campaign.", self.origin),
            )
        })
    }
}

fn asked(text: &str) -> Who {
    if text == MANAGER { Who::Manager } else { Who::Role(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use plumbline_domain::consequence;

    use super::*;

    #[test]
    fn rules_come_back_as_they_went() {
        let more = "source below 12.5% -> Head of \"West\", rep's manager: Look\nroute missed for tier \"a:b\" -> X: Y\n";
        for rule in consequence::starter().into_iter().chain(consequence::parse(more).unwrap_or_default()) {
            assert_eq!(RuleParts::from(&rule).rule().unwrap(), rule);
        }
    }

    #[test]
    fn a_mistake_is_named_by_its_part() {
        let whole = RuleParts::from(&consequence::starter()[0]);
        let clock = RuleParts::from(&consequence::starter()[1]);
        let refused = |parts: RuleParts| parts.rule().unwrap_err().field.unwrap();
        assert_eq!(refused(RuleParts { level: "0".into(), ..whole.clone() }), "level");
        assert_eq!(refused(RuleParts { level: "eighty".into(), ..whole.clone() }), "level");
        assert_eq!(refused(RuleParts { running: -1, ..whole.clone() }), "running");
        assert_eq!(refused(RuleParts { who: vec![" ".into()], ..whole.clone() }), "who");
        assert_eq!(refused(RuleParts { title: "\n".into(), ..whole.clone() }), "title");
        assert_eq!(refused(RuleParts { tier: String::new(), ..clock.clone() }), "tier");
        assert_eq!(refused(RuleParts { clock: "rout".into(), ..clock }), "clock");
        let comma = RuleParts { level: " 82,5 % ".into(), ..whole }.rule().unwrap();
        assert_eq!(comma.when.sentence(), "Acceptance is below 82.5\u{a0}% in 3 weeks running.");
    }
}
