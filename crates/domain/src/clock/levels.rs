//! Which tier is promised what.

use super::{Basis, ClockKind, Target};

/// The promises of a tier, in the order of [`ClockKind::ALL`].
type Row = [Option<Target>; 4];

/// Promises by tier and clock, and a row for every other tier and for leads without one.
///
/// [`ServiceLevels::parse`] reads the text form and `Display` writes it. Days are not a measure here: 24 hours of the
/// clock and a day at work are different promises, and both can be written down.
///
/// ```text
/// tier 1: route 30m business, decide 48h wall, first-contact 2h business, feedback 48h wall
/// tier *: first-contact 24h wall
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceLevels {
    pub(super) tiers: Vec<(String, Row)>,
    /// `*`.
    pub(super) others: Row,
}

impl ServiceLevels {
    /// What a lead of this tier is promised. A tier with a row of its own has only that row's promises; every other
    /// tier, and `None`, has those of the row `*`.
    pub fn target(&self, tier: Option<&str>, kind: ClockKind) -> Option<Target> {
        let own = tier.and_then(|tier| self.tiers.iter().find(|(name, _)| name == tier));
        own.map_or(&self.others, |(_, row)| row)[kind as usize]
    }

    /// The tiers with a row of their own, in the order they were written.
    pub fn tiers(&self) -> impl Iterator<Item = &str> {
        self.tiers.iter().map(|(name, _)| name.as_str())
    }

    /// True if the tier has a row of its own.
    pub fn has_row(&self, tier: &str) -> bool {
        self.tiers().any(|name| name == tier)
    }

    /// Gives the tier a row of its own that promises what it is promised anyway.
    pub fn give_row(&mut self, tier: &str) {
        if !self.has_row(tier) {
            self.tiers.push((tier.to_owned(), self.others));
        }
    }

    /// Gives the row of a tier to another one; `None` removes it, and the tier is then like every other.
    pub fn rename(&mut self, tier: &str, to: Option<&str>) {
        let Some(at) = self.tiers.iter().position(|(name, _)| name == tier) else { return };
        match to {
            Some(to) => to.clone_into(&mut self.tiers[at].0),
            None => drop(self.tiers.remove(at)),
        }
    }

    /// Makes a promise or takes it back (`None`); `tier` `None` is the row `*`. A tier without a row is given one with
    /// nothing else in it.
    pub fn set(&mut self, tier: Option<&str>, kind: ClockKind, target: Option<Target>) {
        let Some(tier) = tier else {
            self.others[kind as usize] = target;
            return;
        };
        match self.tiers.iter_mut().find(|(name, _)| name == tier) {
            Some((_, row)) => row[kind as usize] = target,
            None => {
                let mut row = Row::default();
                row[kind as usize] = target;
                self.tiers.push((tier.to_owned(), row));
            }
        }
    }
}

/// Two readings of what people publish about a tier 1; everything else is the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Tier 1 is contacted within two working hours, every other tier within a day.
    TwoHours,
    /// Every tier is contacted within a day.
    OneDay,
}

impl Preset {
    /// Both, the one a workspace starts with first.
    pub const ALL: [Preset; 2] = [Preset::TwoHours, Preset::OneDay];

    /// As written in commands.
    pub fn slug(self) -> &'static str {
        ["two-hours", "one-day"][self as usize]
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        ["Tier 1 contacted within 2 hours", "Every tier contacted within 24 hours"][self as usize]
    }

    /// The preset written as `slug`; `2h` and `24h` name them by what they promise to tier 1.
    pub fn from_slug(slug: &str) -> Option<Preset> {
        let by_hours = ["2h", "24h"].iter().position(|hours| *hours == slug);
        let by_name = Preset::ALL.iter().position(|preset| preset.slug() == slug);
        by_name.or(by_hours).map(|at| Preset::ALL[at])
    }

    /// Where the reading comes from, in words.
    pub fn source(self) -> &'static str {
        [
            "Published as what sales owes marketing: tier 1 within 2 hours, tier 2 within 24, feedback on every lead within 48. \
             The 2 hours are working hours.",
            "Published as well: 24 hours of the clock for every tier, the first included, and feedback within 48.",
        ][self as usize]
    }

    /// The promises. Those of a few hours are working hours, because at seven in the evening nobody can keep them;
    /// those of 24 and 48 hours are as they are published, hours of the clock. Routing has a quarter of the time to
    /// first contact where that is short, and half a working day elsewhere: what it takes is missing later.
    pub fn levels(self) -> ServiceLevels {
        let business = |minutes| Some(Target { minutes, basis: Basis::Business });
        let wall = |hours: u32| Some(Target { minutes: hours * 60, basis: Basis::Wall });
        let row = |route, contact| [route, wall(48), contact, wall(48)];
        let others = row(business(4 * 60), wall(24));
        let first = match self {
            Preset::TwoHours => row(business(30), business(2 * 60)),
            Preset::OneDay => others,
        };
        let tiers = [("1", first), ("2", others)].map(|(name, row)| (name.to_owned(), row));
        ServiceLevels { tiers: tiers.into(), others }
    }
}
