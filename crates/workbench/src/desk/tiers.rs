//! Which leads are of which tier: rules in order, the first that is true decides.

use plumbline_cube::clocks::{Desk, Tallies};
use plumbline_domain::{
    consequence::{self, When},
    criteria,
    tier::{self, TierRule},
};
use plumbline_store::DeskText;

use crate::{
    criteria::unknown,
    failure::{Failure, Outcome},
    service_level::{self, sum_of, terms},
    workspace::{Workspace, loaded::Loaded},
};

/// A tier as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierDraft {
    /// As shown and stored.
    pub name: String,
    /// Its criteria, as text.
    pub criteria: String,
    /// What it was called; `None` for a new one. What is promised to it and committed of it goes along.
    pub was: Option<String>,
}

/// A tier, and the leads it catches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierTried {
    /// As shown and stored.
    pub name: String,
    /// Its criteria, as text.
    pub criteria: String,
    /// The same in plain English.
    pub plain: String,
    /// Leads of which this rule is the first that is true.
    pub leads: u64,
    /// Leads for which the criteria are true.
    pub matching: u64,
    /// Leads for which they are false.
    pub not_matching: u64,
    /// Leads for which a blank field leaves it open.
    pub unknown: u64,
}

/// The tiers in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiers {
    /// The first that is true decides.
    pub tiers: Vec<TierTried>,
    /// Leads that none catches.
    pub without: u64,
    /// All leads.
    pub all: u64,
    /// True if nobody has changed them yet.
    pub is_starter: bool,
}

/// Other tiers, and what they would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TiersTried {
    /// The tiers as they would be.
    pub tiers: Tiers,
    /// The clocks as they are, all tiers together.
    pub clocks_now: Tallies,
    /// The clocks as they would be.
    pub clocks_then: Tallies,
}

impl Workspace {
    /// The tiers, and the leads they catch.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn tiers(&self) -> Outcome<Tiers> {
        let rules = self.store().read(terms::tiers)?;
        let loaded = self.loaded()?;
        loaded.ensure_clocks(self.store())?;
        Ok(self.tiers_under(&loaded, &rules, None)?.0)
    }

    /// What other tiers would change.
    ///
    /// # Errors
    /// A tier has a mistake, which is named by its place and part, or the file cannot be read.
    pub fn try_tiers(&self, drafts: &[TierDraft]) -> Outcome<TiersTried> {
        let loaded = self.loaded()?;
        let rules = read(drafts, &loaded)?;
        loaded.ensure_clocks(self.store())?;
        let mut desk = service_level::desk(self.store())?;
        rename(&renames(&desk.tiers, drafts), |was, name| desk.levels.rename(was, name));
        desk.tiers = rules.clone();
        loaded.ensure(self.store(), desk.fields())?;
        let now = self.clocks_now_by_tier(&loaded, None)?;
        let (tiers, clocks_then) = self.tiers_under(&loaded, &rules, Some(desk))?;
        Ok(TiersTried { tiers, clocks_now: sum_of(now.iter().map(|tier| tier.clocks)), clocks_then })
    }

    /// Saves the tiers. A tier that is called otherwise now takes along what is promised to it, committed of it and follows
    /// from its clocks; with a tier that is gone go its promises and commitments. One step, with one undo.
    ///
    /// # Errors
    /// A tier has a mistake, which is named by its place and part (`tiers.0.name`), or the file cannot be written.
    pub fn save_tiers(&self, drafts: &[TierDraft]) -> Outcome<()> {
        let rules = read(drafts, &*self.loaded()?)?;
        let (before, mut levels, mut commitments, mut consequences) =
            self.store().read(|reader| -> Outcome<_> {
                Ok((
                    terms::tiers(reader)?,
                    terms::levels(reader)?,
                    terms::commitments(reader)?,
                    terms::consequences(reader)?,
                ))
            })?;
        rename(&renames(&before, drafts), |was, name| {
            levels.rename(was, name);
            commitments.rename(was, name);
            follow(&mut consequences, was, name);
        });
        self.save_desk(
            &label(&before, &rules, drafts),
            vec![
                (DeskText::Tiers, tier::print(&rules)),
                (DeskText::ServiceLevels, levels.to_string()),
                (DeskText::Commitments, commitments.to_string()),
                (DeskText::Consequences, consequence::print(&consequences)),
            ],
        )
    }

    fn tiers_under(
        &self,
        loaded: &Loaded,
        rules: &[TierRule],
        other: Option<Desk>,
    ) -> Outcome<(Tiers, Tallies)> {
        let found = self.clocks_now_by_tier(loaded, other)?;
        let leads_of = |name: &str| {
            let tier = found.iter().find(|tier| *tier.tier == *name);
            tier.map_or(0, |tier| u64::from(tier.leads))
        };
        let as_of = self.now()?;
        let mut tiers = Vec::with_capacity(rules.len());
        for rule in rules {
            let mask = loaded.select(self.store(), &rule.criteria, as_of)?;
            tiers.push(TierTried {
                name: rule.tier.clone(),
                criteria: rule.criteria.to_string(),
                plain: criteria::plain(&rule.criteria, &loaded.ladder),
                leads: leads_of(&rule.tier),
                matching: mask.matching as u64,
                not_matching: mask.not_matching as u64,
                unknown: mask.unknown as u64,
            });
        }
        let tiers = Tiers {
            tiers,
            without: leads_of(""),
            all: loaded.cube.frame().rows() as u64,
            is_starter: self.desk_text(DeskText::Tiers)?.is_starter,
        };
        Ok((tiers, sum_of(found.iter().map(|tier| tier.clocks))))
    }
}

/// Tiers out of drafts, each part checked.
fn read(drafts: &[TierDraft], loaded: &Loaded) -> Outcome<Vec<TierRule>> {
    let mut rules: Vec<TierRule> = Vec::with_capacity(drafts.len());
    for (place, draft) in drafts.iter().enumerate() {
        let refuse =
            |part: &str, message: String| Failure::bad_input(&format!("tiers.{place}.{part}"), message);
        let name = draft.name.trim();
        if name.is_empty() {
            return Err(refuse("name", "A tier needs a name.".to_owned()).hint("Such as 1 or Enterprise."));
        }
        if rules.iter().any(|rule| rule.tier == name) {
            let message = format!("There is a tier {name} already.");
            return Err(refuse("name", message)
                .hint("Join the two with \u{201c}or\u{201d}, or give this one another name."));
        }
        let parsed = criteria::parse(&draft.criteria);
        let strange = |criteria: &_| unknown(criteria, &draft.criteria, loaded);
        let found = match parsed {
            Ok(criteria) => strange(&criteria).map_or(Ok(criteria), Err),
            Err(error) => Err(error),
        };
        let criteria = found.map_err(|error| {
            let failure =
                refuse("criteria", format!("Tier {name}: {}.", error.message.trim_end_matches('.')));
            match error.hint {
                Some(hint) => failure.hint(hint),
                None => failure,
            }
        })?;
        rules.push(TierRule { tier: name.to_owned(), criteria });
    }
    Ok(rules)
}

/// The tiers that are called otherwise, or are gone (`None`).
fn renames(before: &[TierRule], drafts: &[TierDraft]) -> Vec<(String, Option<String>)> {
    let pairs = before.iter().map(|rule| {
        let draft = drafts.iter().find(|draft| draft.was.as_deref() == Some(&rule.tier));
        (rule.tier.clone(), draft.map(|draft| draft.name.trim().to_owned()))
    });
    pairs.filter(|(was, name)| name.as_ref() != Some(was)).collect()
}

/// Gives each its name by way of one nobody has, so that two tiers can exchange theirs.
fn rename(renames: &[(String, Option<String>)], mut give: impl FnMut(&str, Option<&str>)) {
    let passing = |place: usize| format!("\u{1}{place}");
    for (place, (was, name)) in renames.iter().enumerate() {
        give(was, name.as_ref().map(|_| passing(place)).as_deref());
    }
    for (place, (_, name)) in renames.iter().enumerate() {
        if name.is_some() {
            give(&passing(place), name.as_deref());
        }
    }
}

/// Consequences of a tier that is gone stay, and say so: somebody wrote whom to ask.
fn follow(rules: &mut [consequence::Consequence], was: &str, name: Option<&str>) {
    let Some(name) = name else { return };
    for rule in rules {
        if let When::ClockMissed { tier, .. } = &mut rule.when
            && tier == was
        {
            name.clone_into(tier);
        }
    }
}

fn label(before: &[TierRule], after: &[TierRule], drafts: &[TierDraft]) -> String {
    let is_new = |draft: &&TierDraft| draft.was.is_none();
    let is_gone = |rule: &&TierRule| !drafts.iter().any(|draft| draft.was.as_deref() == Some(&rule.tier));
    if let Some(draft) = drafts.iter().find(is_new) {
        return format!("Add tier {}", draft.name.trim());
    }
    if let Some(rule) = before.iter().find(is_gone) {
        return format!("Remove tier {}", rule.tier);
    }
    let renamed = drafts.iter().find(|draft| draft.was.as_deref() != Some(draft.name.trim()));
    if let Some(draft) = renamed {
        return format!("Rename tier {}", draft.was.as_deref().unwrap_or_default());
    }
    let changed = after.iter().find(|rule| before.iter().all(|other| other != *rule));
    match changed {
        Some(rule) => format!("Change tier {}", rule.tier),
        None => "Change the order of tiers".to_owned(),
    }
}
