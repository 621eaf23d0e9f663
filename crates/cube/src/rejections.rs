//! Who gives which reasons: rejections by whoever the lead belongs to, by period and by reason.

use std::{collections::BTreeMap, sync::Arc};

use plumbline_domain::{
    calendar::Period,
    field::FieldName,
    handoff::Decision,
    ids::{LeadId, ReasonId},
    moment::Moment,
    reason::Bucket,
};
use plumbline_stats::Rate;

use crate::{
    clocks::{Desk, counted_owners},
    cube::Cube,
    frame::TextColumn,
    measure::Measure,
    query::Query,
    reasons::Reasons,
    refusal::Refusal,
    scan::{Row, Scan},
};

/// What one owner's leads were rejected for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerReasons {
    /// Under which name they are counted; empty for leads without an owner.
    pub owner: Arc<str>,
    /// All periods.
    pub total: ReasonTally,
    /// The periods in which there was a rejection, in order.
    pub periods: Vec<(Period, ReasonTally)>,
}

/// Rejections by their reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReasonTally {
    /// All of them.
    pub rejections: u32,
    /// Among them: in the bucket "other".
    pub other: u32,
    /// Among them: without any reason. They are in the bucket "other" as well.
    pub without_reason: u32,
    /// Among them, per reason as criteria write it: the most used first, those of one count by name.
    pub by_reason: Vec<(String, u32)>,
}

impl ReasonTally {
    /// The share of the bucket "other".
    pub fn other_rate(&self) -> Rate {
        Rate::new(u64::from(self.other), u64::from(self.rejections))
    }

    /// The share of one reason.
    pub fn rate_of(&self, reason: &str) -> Rate {
        let given = self.by_reason.iter().find(|(text, _)| text == reason).map_or(0, |(_, n)| *n);
        Rate::new(u64::from(given), u64::from(self.rejections))
    }

    /// Both added up.
    #[must_use]
    pub fn plus(&self, other: &ReasonTally) -> ReasonTally {
        let mut by_reason: BTreeMap<&str, u32> = BTreeMap::new();
        for (text, n) in self.by_reason.iter().chain(&other.by_reason) {
            *by_reason.entry(text).or_default() += n;
        }
        ReasonTally {
            rejections: self.rejections + other.rejections,
            other: self.other + other.other,
            without_reason: self.without_reason + other.without_reason,
            by_reason: most_used_first(by_reason.into_iter().map(|(text, n)| (text.to_owned(), n))),
        }
    }
}

fn most_used_first(reasons: impl Iterator<Item = (String, u32)>) -> Vec<(String, u32)> {
    let mut sorted: Vec<(String, u32)> = reasons.collect();
    sorted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    sorted
}

/// One counted rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Of which lead.
    pub lead: LeadId,
    /// In which pass.
    pub pass: u16,
    /// In which period it counts.
    pub period: Period,
    /// When.
    pub at: Moment,
    /// The bucket of its reason; `None` without a reason.
    pub bucket: Option<Bucket>,
}

/// Rejections by code of their reason.
type Codes = BTreeMap<u16, u32>;

impl Cube {
    /// Counts rejections by the owner their leads count under, by period and by reason; the owners come by name. The query's
    /// measure and split say nothing here. A lapse is no rejection.
    ///
    /// # Errors
    /// The query makes no sense.
    pub fn owner_reasons(&self, query: &Query<'_>) -> Result<Vec<OwnerReasons>, Refusal> {
        let owners = self.counted_owners();
        let asked = asked(query);
        let scan = Scan::new(self, &asked)?;
        let mut cells: BTreeMap<(&str, usize), Codes> = BTreeMap::new();
        self.each_rejection(&scan, |row| {
            let owner = owners.text(self.facts().lead[row.handoff] as usize);
            *cells.entry((owner, row.period)).or_default().entry(row.split as u16).or_default() += 1;
        });
        let Some(periods) = &scan.periods else { return Ok(Vec::new()) };
        let mut found: Vec<(OwnerReasons, Codes)> = Vec::new();
        for ((owner, period), codes) in cells {
            if found.last().is_none_or(|(last, _)| &*last.owner != owner) {
                let reasons =
                    OwnerReasons { owner: owner.into(), total: ReasonTally::default(), periods: Vec::new() };
                found.push((reasons, Codes::new()));
            }
            if let Some((last, all)) = found.last_mut() {
                codes.iter().for_each(|(code, n)| *all.entry(*code).or_default() += n);
                last.periods.push((periods.list()[period], tally(&codes, self.reasons())));
            }
        }
        let whole = |(mut one, all): (OwnerReasons, Codes)| {
            one.total = tally(&all, self.reasons());
            one
        };
        Ok(found.into_iter().map(whole).collect())
    }

    /// The rejections that [`Cube::owner_reasons`] counts, one by one.
    ///
    /// # Errors
    /// The query makes no sense.
    pub fn rejections(&self, query: &Query<'_>) -> Result<Vec<Rejected>, Refusal> {
        let asked = asked(query);
        let scan = Scan::new(self, &asked)?;
        let Some(periods) = &scan.periods else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        self.each_rejection(&scan, |row| {
            let facts = self.facts();
            found.extend(self.frame().lead(facts.lead[row.handoff]).map(|lead| Rejected {
                lead,
                pass: facts.pass[row.handoff],
                period: periods.list()[row.period],
                at: Moment(facts.decided[row.handoff]),
                bucket: self.reasons().bucket(row.split as u16),
            }));
        });
        Ok(found)
    }

    /// Under whose name each lead is counted: the owner column, where a name that turned out to be another person's is that
    /// person's. Says the column as it is until somebody has said who is who.
    pub fn counted_owners(&self) -> TextColumn {
        match self.desk.get() {
            Some(desk) => counted_owners(self, desk),
            None => counted_owners(self, &Desk::default()),
        }
    }

    fn each_rejection(&self, scan: &Scan<'_>, mut visit: impl FnMut(&Row)) {
        scan.each(0..scan.len(), |row| {
            if row.decision == Decision::Rejected {
                visit(&row);
            }
        });
    }
}

/// The question with the code of the reason in each row's split.
fn asked<'a>(query: &Query<'a>) -> Query<'a> {
    Query { measure: Measure::Rejection, split: Some(FieldName::Reason), ..query.clone() }
}

fn tally(codes: &Codes, reasons: &Reasons) -> ReasonTally {
    let mut tally = ReasonTally::default();
    for (code, n) in codes {
        tally.rejections += n;
        match reasons.entry(*code) {
            // A code of no entry: nobody said why, and nothing stands for it.
            None => tally.without_reason += n,
            Some(reason) => {
                tally.other += if reason.key.bucket == Bucket::Other { *n } else { 0 };
                tally.without_reason += if reason.id == ReasonId::NOT_GIVEN { *n } else { 0 };
                tally.by_reason.push((reason.text(), *n));
            }
        }
    }
    tally.by_reason = most_used_first(std::mem::take(&mut tally.by_reason).into_iter());
    tally
}
