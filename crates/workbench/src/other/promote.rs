//! Makes a group of "Other" a standing reason and gives it to its leads; says beforehand what that moves.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use plumbline_cube::{measure::Measure, query::Query};
use plumbline_domain::{
    calendar::{Calendar, Grain, Period},
    ids::{LeadId, ReasonId, TeamId, TrackId},
    moment::Moment,
    reason::{Bucket, List, ReasonKey},
};
use plumbline_stats::Rate;
use plumbline_store::{Op, OpKind, Reader, Reason, StoreError};

use crate::{
    failure::{Failure, Outcome},
    handoff::Drill,
    reason::{called, free_key},
    wording,
    workspace::Workspace,
};

/// A group that becomes a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promote {
    /// The texts, as the desk shows them.
    pub texts: Vec<String>,
    /// Where the reason belongs.
    pub bucket: Bucket,
    /// What it is called. One that is there already takes the leads in and stays as it is otherwise.
    pub label: String,
    /// Where its leads go, if it is new.
    pub track: Option<TrackId>,
    /// Who repairs what it names, if it is new.
    pub team: Option<TeamId>,
}

/// What a promotion would move.
#[derive(Clone, Debug)]
pub struct Promotion {
    /// How many rejections that count.
    pub rejections: u64,
    /// Of how many leads.
    pub leads: u64,
    /// True if the reason is there already.
    pub is_known: bool,
    /// In words: `7 leads move from Other to “Already a customer”; weekly totals stay.`
    pub sentence: String,
    /// The share of Other by month of the MQL, before and after.
    pub months: Vec<OtherShare>,
    /// For days in words.
    pub calendar: Calendar,
    /// Exactly the leads that move.
    pub drill: Drill,
}

/// How much of a month's rejections is Other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherShare {
    /// When the leads became MQL.
    pub period: Period,
    /// Other of all rejections, as it is.
    pub before: Rate,
    /// As it will be.
    pub after: Rate,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promoted {
    /// The reason.
    pub reason: ReasonId,
    /// How many rejections were given it.
    pub rejections: u64,
    /// In words.
    pub sentence: String,
}

/// The reason that takes the leads in.
enum Target {
    Known(ReasonId),
    New(ReasonKey),
}

impl Workspace {
    /// Where the leads of a bucket go as a rule: the track that most of its reasons in use have.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn usual_track(&self, bucket: Bucket) -> Outcome<Option<TrackId>> {
        let reasons = self.store().read(Reader::reasons)?;
        let in_use = |reason: &&Reason| {
            reason.list == List::Rejection && reason.key.bucket == bucket && reason.retired_at.is_none()
        };
        let mut counts: BTreeMap<Option<TrackId>, u32> = BTreeMap::new();
        reasons.iter().filter(in_use).for_each(|reason| *counts.entry(reason.track).or_default() += 1);
        Ok(counts.into_iter().max_by_key(|(_, n)| *n).and_then(|(track, _)| track))
    }

    /// What [`Workspace::promote_other`] would move. Changes nothing; without a name it says how many leads the texts have.
    ///
    /// # Errors
    /// As [`Workspace::promote_other`], save that the name may still be missing.
    pub fn promotion(&self, promote: &Promote) -> Outcome<Promotion> {
        let label = promote.label.trim();
        let target = if label.is_empty() { None } else { Some(self.target(promote)?) };
        let texts = chosen(&promote.texts)?;
        let found = self.standing_others()?;
        let moved: Vec<_> = found.iter().filter(|one| texts.contains(one.text.trim())).collect();
        let places: HashSet<(LeadId, Moment)> = moved.iter().map(|one| (one.lead, one.at)).collect();
        let leads: BTreeSet<LeadId> = moved.iter().map(|one| one.lead).collect();
        let (rejections, leads) = (moved.len() as u64, leads.len() as u64);
        let counted = wording::counted(leads, "lead", "leads");
        let counted = match rejections == leads {
            true => counted,
            false => format!("{} of {counted}", wording::counted(rejections, "rejection", "rejections")),
        };
        let sentence = match (label, rejections == 1) {
            ("", true) => format!("{counted} moves out of Other; weekly totals stay."),
            ("", false) => format!("{counted} move out of Other; weekly totals stay."),
            (_, true) => {
                format!("{counted} moves from Other to \u{201c}{label}\u{201d}; weekly totals stay.")
            }
            (_, false) => {
                format!("{counted} move from Other to \u{201c}{label}\u{201d}; weekly totals stay.")
            }
        };
        Ok(Promotion {
            rejections,
            leads,
            is_known: matches!(target, Some(Target::Known(_))),
            sentence,
            months: self.other_shares(&places)?,
            calendar: self.settings()?.calendar,
            drill: Drill::of_leads(moved.iter().map(|one| one.lead)),
        })
    }

    /// Makes texts of "Other" a standing reason: adds it if it is new, and gives it to every rejection with one of these texts.
    /// One step with one undo; no other rejection changes, so every total stays.
    ///
    /// # Errors
    /// The label is empty or the bucket is "other"; a text is not among those of the desk; the reason is retired or in another
    /// bucket; there is no such track or team in use; the file cannot be written.
    pub fn promote_other(&self, promote: &Promote) -> Outcome<Promoted> {
        let label = promote.label.trim().to_owned();
        if label.is_empty() {
            return Err(Failure::bad_input("label", "The reason needs a name.")
                .hint("Write what a rep would pick, such as Already a customer."));
        }
        let target = self.target(promote)?;
        let places = self.places(&promote.texts)?;
        let rejections = places.values().map(|places| places.len() as u64).sum();
        let counted = wording::counted(rejections, "rejection", "rejections");
        let op = Op::new(OpKind::Reason, format!("Promote {counted} of Other"));
        let (name, track, team) = (label.clone(), promote.track, promote.team);
        let reason = self.transact(op, self.now()?, move |change| {
            let to = match target {
                Target::Known(reason) => reason,
                Target::New(key) => {
                    let reason = change.add_reason(List::Rejection, &key, &name)?;
                    change.set_reason(reason, &name, track, team)?;
                    reason
                }
            };
            for (from, places) in places {
                change.back_code(from, to, &places)?;
            }
            Ok(to)
        })?;
        let have = if rejections == 1 { "has" } else { "have" };
        let sentence = format!("{counted} {have} the reason \u{201c}{label}\u{201d} now.");
        Ok(Promoted { reason, rejections, sentence })
    }

    /// The rejections with one of `texts`, by the reason they have. Those that were told and do not stand move along: they are
    /// the same words of the same people.
    fn places(&self, texts: &[String]) -> Outcome<BTreeMap<ReasonId, Vec<(LeadId, Moment)>>> {
        let wanted = chosen(texts)?;
        let mut missing = wanted.clone();
        let mut places: BTreeMap<ReasonId, Vec<(LeadId, Moment)>> = BTreeMap::new();
        for one in self.store().read(Reader::other_rejections)? {
            let text = one.text.trim();
            if wanted.contains(text) {
                missing.remove(text);
                places.entry(one.reason).or_default().push((one.lead, one.at));
            }
        }
        match missing.iter().min() {
            Some(text) => Err(Failure::bad_input(
                "texts",
                format!("Nobody wrote \u{201c}{text}\u{201d} where they picked Other."),
            )),
            None => Ok(places),
        }
    }

    /// The reason that takes the leads in: the one of that name, or a new one.
    fn target(&self, promote: &Promote) -> Outcome<Target> {
        let (label, bucket) = (promote.label.trim(), promote.bucket);
        if bucket == Bucket::Other {
            return Err(Failure::bad_input(
                "bucket",
                "A standing reason is not in the bucket \u{201c}Other\u{201d}.",
            )
            .hint("Choose fit, timing or data."));
        }
        let (reasons, tracks, teams) = self.store().read(|reader| -> Result<_, StoreError> {
            Ok((reader.reasons()?, reader.tracks()?, reader.teams()?))
        })?;
        if let Some(known) = named(&reasons, bucket, label) {
            return fits(known, bucket).map(Target::Known);
        }
        let track_ok = |id| tracks.iter().any(|one| one.id == id && one.retired_at.is_none());
        if promote.track.is_some_and(|id| !track_ok(id)) {
            return Err(Failure::bad_input("track", "There is no such track.").hint("Choose one in use."));
        }
        let team_ok = |id| teams.iter().any(|one| one.id == id && one.retired_at.is_none());
        if promote.team.is_some_and(|id| !team_ok(id)) {
            return Err(Failure::bad_input("team", "There is no such team.").hint("Choose one in use."));
        }
        Ok(Target::New(free_key(&reasons, List::Rejection, bucket, label)))
    }

    /// Other of all rejections by month, as it is and without `moved`. Counted by the cube, all of it.
    fn other_shares(&self, moved: &HashSet<(LeadId, Moment)>) -> Outcome<Vec<OtherShare>> {
        let loaded = self.loaded()?;
        let weekly = Query::weekly(Measure::Rejection, self.now()?, &loaded.settings);
        let counted = loaded.cube.rejections(&Query { grain: Grain::Month, ..weekly })?;
        let mut months: BTreeMap<Period, [u64; 3]> = BTreeMap::new();
        for one in counted {
            let is_other = one.bucket == Some(Bucket::Other);
            let stays = is_other && !moved.contains(&(one.lead, one.at));
            let month = months.entry(one.period).or_default();
            month[0] += 1;
            month[1] += u64::from(is_other);
            month[2] += u64::from(stays);
        }
        let share = |(period, [all, before, after]): (Period, [u64; 3])| OtherShare {
            period,
            before: Rate::new(before, all),
            after: Rate::new(after, all),
        };
        Ok(months.into_iter().map(share).collect())
    }
}

/// Texts somebody chose, without what surrounds them.
fn chosen(texts: &[String]) -> Outcome<HashSet<&str>> {
    let texts: HashSet<&str> = texts.iter().map(|text| text.trim()).collect();
    match texts.is_empty() || texts.contains("") {
        true => Err(Failure::bad_input("texts", "No texts were chosen.").hint("Tick at least one group.")),
        false => Ok(texts),
    }
}

/// The reason of this name, or the one whose key it would get.
fn named<'a>(reasons: &'a [Reason], bucket: Bucket, label: &str) -> Option<&'a Reason> {
    let key = ReasonKey { bucket, slug: ReasonKey::slug_of(label) };
    let same_key = |reason: &&Reason| reason.list == List::Rejection && reason.key == key;
    called(reasons, List::Rejection, label, None).or_else(|| reasons.iter().find(same_key))
}

fn fits(known: &Reason, bucket: Bucket) -> Outcome<ReasonId> {
    let label = &known.label;
    if known.retired_at.is_some() {
        return Err(Failure::bad_input(
            "label",
            format!("There is a retired reason \u{201c}{label}\u{201d}."),
        )
        .hint("Bring it back under Rules, or choose another name."));
    }
    if known.key.bucket != bucket {
        let place = known.key.bucket.label();
        return Err(Failure::bad_input(
            "bucket",
            format!("\u{201c}{label}\u{201d} is in the bucket {place}."),
        )
        .hint("Choose that bucket, or another name."));
    }
    Ok(known.id)
}
