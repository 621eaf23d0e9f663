//! Changes what a reason is called, where its leads go, who repairs it, and which bucket it is in.

use plumbline_domain::{
    ids::{ReasonId, TeamId, TrackId},
    reason::{Bucket, List},
};
use plumbline_store::{Op, OpKind, StoreError};

use super::{called, name, of, stays_other, taken};
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Changes what `reason` is called, where its leads go and who repairs what it names. What it was given for follows.
    ///
    /// # Errors
    /// The name is blank or taken, there is no such reason, track or team, or the file cannot be written.
    pub fn change_reason(
        &self,
        reason: ReasonId,
        label: &str,
        track: Option<TrackId>,
        team: Option<TeamId>,
    ) -> Outcome<()> {
        let label = name(label)?;
        let (reasons, tracks, teams) = self.store().read(|reader| -> Result<_, StoreError> {
            Ok((reader.reasons()?, reader.tracks()?, reader.teams()?))
        })?;
        let known = of(&reasons, reason)?;
        if let Some(other) = called(&reasons, known.list, &label, Some(reason)) {
            return Err(taken(other));
        }
        // One that is retired may stay where it is chosen already.
        let track_ok =
            |id| Some(id) == known.track || tracks.iter().any(|one| one.id == id && one.retired_at.is_none());
        if track.is_some_and(|id| !track_ok(id)) {
            return Err(Failure::bad_input("track", "There is no such track.").hint("Choose one in use."));
        }
        let team_ok =
            |id| Some(id) == known.team || teams.iter().any(|one| one.id == id && one.retired_at.is_none());
        if team.is_some_and(|id| !team_ok(id)) {
            return Err(Failure::bad_input("team", "There is no such team.").hint("Choose one in use."));
        }
        if (known.label.as_str(), known.track, known.team) == (label.as_str(), track, team) {
            return Ok(());
        }
        let what = if known.label == label { "Change" } else { "Rename" };
        let op = Op::new(OpKind::Reason, format!("{what} the reason \u{201c}{}\u{201d}", known.label));
        // Decisions of before went where it sent then, those of afterwards go where it sends now.
        self.transact(op, self.next_moment()?, move |change| change.set_reason(reason, &label, track, team))?;
        Ok(())
    }

    /// Moves a reason for rejection into another bucket, with all it was given for.
    ///
    /// # Errors
    /// There is no such reason for rejection, it is the one that asks for words, that bucket has its key, or the file cannot be
    /// written.
    pub fn move_reason(&self, reason: ReasonId, bucket: Bucket) -> Outcome<()> {
        let reasons = self.store().read(plumbline_store::Reader::reasons)?;
        let known = of(&reasons, reason)?;
        if known.list != List::Rejection {
            return Err(Failure::bad_input("bucket", "Only reasons for rejection have a bucket.")
                .hint("Leave it where it is."));
        }
        if known.key.bucket == bucket {
            return Ok(());
        }
        stays_other(&reasons, known, true)?;
        let twin = |other: &&plumbline_store::Reason| {
            other.list == known.list && other.key.bucket == bucket && other.key.slug == known.key.slug
        };
        if let Some(twin) = reasons.iter().find(twin) {
            let message =
                format!("{} has \u{201c}{}\u{201d} under the same key.", bucket.label(), twin.label);
            return Err(Failure::bad_input("bucket", message).hint("Merge the two instead."));
        }
        let label = format!("Move \u{201c}{}\u{201d} to {}", known.label, bucket.label());
        let op = Op::new(OpKind::Reason, label);
        self.transact(op, self.now()?, move |change| change.move_reason(reason, bucket))?;
        Ok(())
    }
}
