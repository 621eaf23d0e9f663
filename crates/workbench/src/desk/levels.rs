//! What each tier is promised, and what another promise would have meant.

use plumbline_cube::clocks::{ClockTally, Desk, Tallies, TierClocks};
use plumbline_domain::clock::{ClockKind, Preset, ServiceLevels, Target};
use plumbline_store::DeskText;

use crate::{
    failure::{Failure, Outcome},
    service_level::{self, sum_of, terms},
    workspace::{Workspace, loaded::Loaded},
};

/// What is promised, and how it was kept so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    /// A row per tier in the order of the tiers, the rows of tiers that are gone, and the row of everybody else.
    pub rows: Vec<LevelRow>,
    /// All tiers together, by clock.
    pub total: Tallies,
    /// The preset they are, if they are one.
    pub preset: Option<Preset>,
    /// True if nobody has changed them yet.
    pub is_starter: bool,
}

/// The promises of a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelRow {
    /// `None` for every other tier and leads without one.
    pub tier: Option<String>,
    /// False if it has no promises of its own, and those of everybody else hold.
    pub is_own: bool,
    /// False if no lead can be of this tier any more.
    pub is_known: bool,
    /// In the order of [`ClockKind::ALL`].
    pub cells: [LevelCell; 4],
}

/// A promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelCell {
    /// Which clock.
    pub kind: ClockKind,
    /// `None` if nothing is promised.
    pub target: Option<Target>,
    /// How the clocks of this tier stand.
    pub tally: ClockTally,
}

/// The clocks a change is about, as they are and as they would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// As they are.
    pub now: ClockTally,
    /// As they would be.
    pub then: ClockTally,
}

/// A preset, and what it would change of first contact, which is what the presets differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PresetEffect {
    /// Which.
    pub preset: Preset,
    /// First contact of all tiers together.
    pub effect: Effect,
}

impl Workspace {
    /// What is promised to whom, and how that was kept.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn promises(&self) -> Outcome<Levels> {
        let loaded = self.loaded()?;
        loaded.ensure_clocks(self.store())?;
        let found = self.clocks_now_by_tier(&loaded, None)?;
        let (rules, levels) = self
            .store()
            .read(|reader| -> Outcome<_> { Ok((terms::tiers(reader)?, terms::levels(reader)?)) })?;
        let row = |tier: Option<&str>, is_known: bool| LevelRow {
            tier: tier.map(str::to_owned),
            is_own: tier.is_none_or(|tier| levels.has_row(tier)),
            is_known,
            cells: ClockKind::ALL.map(|kind| LevelCell {
                kind,
                target: levels.target(tier, kind),
                tally: tally(&found, tier, kind),
            }),
        };
        let gone = levels.tiers().filter(|name| rules.iter().all(|rule| rule.tier != *name));
        let rows = rules.iter().map(|rule| row(Some(&rule.tier), true));
        let rows = rows.chain(gone.map(|name| row(Some(name), false))).chain([row(None, true)]);
        Ok(Levels {
            rows: rows.collect(),
            total: sum_of(found.iter().map(|tier| tier.clocks)),
            preset: Preset::ALL.into_iter().find(|preset| preset.levels() == levels),
            is_starter: self.desk_text(DeskText::ServiceLevels)?.is_starter,
        })
    }

    /// What another promise would change, counted over the tiers it is made to.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn try_promise(
        &self,
        tier: Option<&str>,
        kind: ClockKind,
        target: Option<Target>,
    ) -> Outcome<Effect> {
        let before = self.store().read(terms::levels)?;
        let after = with(&before, tier, kind, target);
        let loaded = self.loaded()?;
        let (now, then) = self.clocks_under(&loaded, &after)?;
        let touched = |clocks: &&TierClocks| match tier {
            Some(tier) => *clocks.tier == *tier,
            None => clocks.tier.is_empty() || !before.has_row(&clocks.tier),
        };
        let of = |found: &[TierClocks]| {
            let clocks = found.iter().filter(touched).map(|tier| tier.clocks[kind as usize]);
            clocks.fold(ClockTally::default(), ClockTally::plus)
        };
        Ok(Effect { now: of(&now), then: of(&then) })
    }

    /// Makes a promise or takes it back; a tier that had the promises of everybody else keeps the others of them.
    ///
    /// # Errors
    /// There is no such tier, or the file cannot be written.
    pub fn set_promise(&self, tier: Option<&str>, kind: ClockKind, target: Option<Target>) -> Outcome<()> {
        let (rules, levels) = self
            .store()
            .read(|reader| -> Outcome<_> { Ok((terms::tiers(reader)?, terms::levels(reader)?)) })?;
        let is_known = |name: &str| levels.has_row(name) || rules.iter().any(|rule| rule.tier == name);
        if let Some(name) = tier.filter(|name| !is_known(name)) {
            return Err(
                Failure::bad_input("tier", format!("There is no tier {name}.")).hint("Add the tier first.")
            );
        }
        let label = match tier {
            Some(tier) => format!("Change {} of tier {tier}", kind.label().to_lowercase()),
            None => format!("Change {} of every other lead", kind.label().to_lowercase()),
        };
        let after = with(&levels, tier, kind, target);
        self.save_desk(&label, vec![(DeskText::ServiceLevels, after.to_string())])
    }

    /// Takes the promises of a tier away: those of every other lead hold for it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn remove_promises(&self, tier: &str) -> Outcome<()> {
        let mut levels = self.store().read(terms::levels)?;
        levels.rename(tier, None);
        let label = format!("Remove the service levels of tier {tier}");
        self.save_desk(&label, vec![(DeskText::ServiceLevels, levels.to_string())])
    }

    /// The presets, and what each would change.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn presets(&self) -> Outcome<Vec<PresetEffect>> {
        let loaded = self.loaded()?;
        let mut found = Vec::new();
        for preset in Preset::ALL {
            let (now, then) = self.clocks_under(&loaded, &preset.levels())?;
            let of = |found: &[TierClocks]| {
                sum_of(found.iter().map(|tier| tier.clocks))[ClockKind::FirstContact as usize]
            };
            found.push(PresetEffect { preset, effect: Effect { now: of(&now), then: of(&then) } });
        }
        Ok(found)
    }

    /// Makes the promises of a preset.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn use_preset(&self, preset: Preset) -> Outcome<()> {
        let texts = vec![(DeskText::ServiceLevels, preset.levels().to_string())];
        self.save_desk("Use other service levels", texts)
    }

    /// The clocks as they are, and as they would be with other promises.
    fn clocks_under(
        &self,
        loaded: &Loaded,
        levels: &ServiceLevels,
    ) -> Outcome<(Vec<TierClocks>, Vec<TierClocks>)> {
        loaded.ensure_clocks(self.store())?;
        let desk = Desk { levels: levels.clone(), ..service_level::desk(self.store())? };
        Ok((self.clocks_now_by_tier(loaded, None)?, self.clocks_now_by_tier(loaded, Some(desk))?))
    }

    /// Leads and clocks per tier as of now. The columns that `other` asks for have been read.
    pub(super) fn clocks_now_by_tier(
        &self,
        loaded: &Loaded,
        other: Option<Desk>,
    ) -> Outcome<Vec<TierClocks>> {
        if other.as_ref().is_some_and(Desk::counts_activities) {
            loaded.ensure_activities(self.store())?;
        }
        Ok(loaded.cube.clocks_by_tier(self.now()?, &loaded.settings, other).unwrap_or_default())
    }
}

fn with(
    levels: &ServiceLevels,
    tier: Option<&str>,
    kind: ClockKind,
    target: Option<Target>,
) -> ServiceLevels {
    let mut levels = levels.clone();
    if let Some(tier) = tier {
        levels.give_row(tier);
    }
    levels.set(tier, kind, target);
    levels
}

fn tally(found: &[TierClocks], tier: Option<&str>, kind: ClockKind) -> ClockTally {
    let tier = found.iter().find(|clocks| *clocks.tier == *tier.unwrap_or_default());
    tier.map(|tier| tier.clocks[kind as usize]).unwrap_or_default()
}
