//! What a decision is made of: the reasons, tracks and people that are offered.

use std::{cmp::Reverse, collections::HashMap};

use chrono::{Days, NaiveDate};
use plumbline_domain::{
    ids::{PersonId, ReasonId, TrackId},
    moment::Moment,
    reason::{Bucket, List},
};
use plumbline_store::{Reason, StoreError};

use crate::{failure::Outcome, workspace::Workspace};

/// What is offered to somebody who decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// Reasons in use for rejection, then for disqualification.
    pub reasons: Vec<ReasonChoice>,
    /// Tracks in use, in the order they came.
    pub tracks: Vec<TrackChoice>,
    /// People in use, by name.
    pub persons: Vec<PersonChoice>,
}

/// A reason that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonChoice {
    /// Which.
    pub id: ReasonId,
    /// For rejection or for disqualification.
    pub list: List,
    /// Its bucket; only rejections have one.
    pub bucket: Option<Bucket>,
    /// As shown.
    pub label: String,
    /// True if it needs words.
    pub needs_note: bool,
}

/// A track that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackChoice {
    /// Which.
    pub id: TrackId,
    /// As shown.
    pub label: String,
    /// When a lead put onto it today is due.
    pub due: Option<NaiveDate>,
}

/// A person who can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonChoice {
    /// Who.
    pub id: PersonId,
    /// As shown.
    pub name: String,
}

impl Workspace {
    /// What is offered to somebody who decides now. Reasons stand by bucket; the bucket of the reason given last comes
    /// first, and in it that reason.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn choices(&self) -> Outcome<Choices> {
        let now = self.now()?;
        let today = self.settings()?.calendar.day(now);
        let (reasons, given, tracks, persons) = self.store().read(|reader| -> Result<_, StoreError> {
            Ok((reader.reasons()?, reader.reasons_given(now)?, reader.tracks()?, reader.persons()?))
        })?;
        let due = |days: Option<u32>| days.and_then(|days| today.checked_add_days(Days::new(days.into())));
        Ok(Choices {
            reasons: in_order(reasons, &given),
            tracks: tracks
                .into_iter()
                .filter(|track| track.retired_at.is_none())
                .map(|track| TrackChoice { id: track.id, label: track.label, due: due(track.days) })
                .collect(),
            persons: persons
                .into_iter()
                .filter(|person| person.retired_at.is_none())
                .map(|person| PersonChoice { id: person.id, name: person.name })
                .collect(),
        })
    }
}

fn in_order(reasons: Vec<Reason>, given: &HashMap<ReasonId, Moment>) -> Vec<ReasonChoice> {
    let mut offered: Vec<Reason> = reasons
        .into_iter()
        .filter(|reason| reason.retired_at.is_none() && reason.list != List::Lost)
        .collect();
    let last = |reason: &Reason| given.get(&reason.id).copied();
    let mut by_bucket: HashMap<(List, Bucket), Option<Moment>> = HashMap::new();
    for reason in &offered {
        let newest = by_bucket.entry((reason.list, reason.key.bucket)).or_default();
        *newest = (*newest).max(last(reason));
    }
    // "Other" stays at the end however often it is given: what stands first is what gets picked.
    offered.sort_by_key(|reason| {
        let bucket = reason.key.bucket;
        let newest = by_bucket.get(&(reason.list, bucket)).copied().flatten();
        (reason.list, bucket == Bucket::Other, Reverse(newest), bucket, Reverse(last(reason)), reason.id)
    });
    offered.into_iter().map(choice).collect()
}

fn choice(reason: Reason) -> ReasonChoice {
    let bucket = (reason.list == List::Rejection).then_some(reason.key.bucket);
    ReasonChoice {
        id: reason.id,
        list: reason.list,
        bucket,
        label: reason.label,
        needs_note: bucket == Some(Bucket::Other),
    }
}
