//! What marketing has promised, beside what came.

use chrono::Months;
use plumbline_domain::commitment::{Commitments, Month, Volume};
use plumbline_store::DeskText;

use crate::{
    failure::{Failure, Outcome},
    service_level::{
        terms,
        volume::{self, TierVolume},
    },
    workspace::Workspace,
};

/// So many months before now are shown, and so many after it can be chosen.
const SHOWN: usize = 6;
const AHEAD: u32 = 12;

/// Commitments of all tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitmentsNow {
    /// The tiers in their order, then those that are gone and have a commitment.
    pub tiers: Vec<TierCommitments>,
    /// The month it is.
    pub this_month: Month,
    /// Months a number can begin in.
    pub months: Vec<Month>,
    /// True if nobody has committed to anything yet.
    pub is_starter: bool,
}

/// What is committed of a tier, and what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierCommitments {
    /// As it is called.
    pub tier: String,
    /// False if no lead can be of it any more.
    pub is_known: bool,
    /// The numbers and the months from which they hold.
    pub steps: Vec<(Month, u32)>,
    /// The last months that are over, the oldest first.
    pub months: Vec<VolumeOf>,
}

/// A month's MQLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VolumeOf {
    /// Which month.
    pub month: Month,
    /// How many came.
    pub delivered: u64,
    /// What was promised, if anything was.
    pub committed: Option<u32>,
}

impl VolumeOf {
    /// True if fewer came than were promised.
    pub fn is_missed(&self) -> bool {
        let volume = |committed| Volume { committed, delivered: self.delivered };
        self.committed.is_some_and(|committed| volume(committed).is_missed())
    }
}

impl Workspace {
    /// What is committed, beside what came.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn commitments(&self) -> Outcome<CommitmentsNow> {
        let (loaded, as_of) = (self.loaded()?, self.now()?);
        loaded.ensure_clocks(self.store())?;
        let (rules, commitments) = self
            .store()
            .read(|reader| -> Outcome<_> { Ok((terms::tiers(reader)?, terms::commitments(reader)?)) })?;
        let known: Vec<String> = rules.into_iter().map(|rule| rule.tier).collect();
        let gone = commitments.tiers().filter(|tier| !known.iter().any(|name| name == tier));
        let names: Vec<String> = known.iter().cloned().chain(gone.map(str::to_owned)).collect();
        // What nobody promised is counted as well: as nothing promised, from the first month on.
        let mut nothing = Commitments::default();
        let first = Month::of(chrono::NaiveDate::default());
        names.iter().for_each(|tier| nothing.set(tier, first, 0));
        let delivered = volume::by_tier(&loaded, as_of, &nothing)?;
        let months = |tier: &String| {
            let known = delivered.iter().find(|known| known.tier == *tier);
            let over = known.map(TierVolume::over).unwrap_or_default();
            let shown = over[over.len().saturating_sub(SHOWN)..].iter();
            shown
                .map(|month| VolumeOf {
                    month: month.month(),
                    delivered: month.volume.delivered,
                    committed: commitments.committed(tier, month.month()),
                })
                .collect()
        };
        let tiers = names.iter().map(|tier| TierCommitments {
            tier: tier.clone(),
            is_known: known.contains(tier),
            steps: commitments.steps(tier).collect(),
            months: months(tier),
        });
        let today = loaded.settings.calendar.day(as_of);
        let begin = today.checked_sub_months(Months::new(AHEAD)).unwrap_or(today);
        let month = |after| begin.checked_add_months(Months::new(after)).map(Month::of);
        Ok(CommitmentsNow {
            tiers: tiers.collect(),
            this_month: Month::of(today),
            months: (0..=2 * AHEAD).filter_map(month).collect(),
            is_starter: self.desk_text(DeskText::Commitments)?.is_starter,
        })
    }

    /// Commits to so many MQLs of a tier in every month from a month on.
    ///
    /// # Errors
    /// There is no such tier, or the file cannot be written.
    pub fn commit_to(&self, tier: &str, from: Month, volume: u32) -> Outcome<()> {
        let (rules, mut commitments) = self
            .store()
            .read(|reader| -> Outcome<_> { Ok((terms::tiers(reader)?, terms::commitments(reader)?)) })?;
        if rules.iter().all(|rule| rule.tier != tier) {
            return Err(Failure::bad_input("tier", format!("No lead is of tier {tier}."))
                .hint("Choose a tier there is."));
        }
        commitments.set(tier, from, volume);
        let label = format!("Commit to tier {tier} from {from}");
        self.save_desk(&label, vec![(DeskText::Commitments, commitments.to_string())])
    }

    /// Takes back the number of a tier that begins in a month; the one before it, if any, holds on.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn remove_commitment(&self, tier: &str, from: Month) -> Outcome<()> {
        let mut commitments = self.store().read(terms::commitments)?;
        commitments.remove(tier, from);
        let label = format!("Take back tier {tier} from {from}");
        self.save_desk(&label, vec![(DeskText::Commitments, commitments.to_string())])
    }
}
