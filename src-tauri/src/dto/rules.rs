//! The picklists of reasons and the recycle tracks.

use plumbline_workbench::{
    failure::{Failure, Outcome},
    person::Team,
    reason::{self, Bucket, List},
    track,
};
use serde::Serialize;
use specta::Type;

use super::{chart::DrillView, whole};

/// Everything the rules screen shows.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RulesView {
    /// Reasons for rejection by bucket, then those for disqualification.
    pub groups: Vec<ReasonGroupView>,
    /// All tracks.
    pub tracks: Vec<TrackView>,
    /// Teams in use.
    pub teams: Vec<TeamView>,
}

/// Reasons that stand together.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReasonGroupView {
    /// `rejection` or `disqualification`.
    pub picklist: String,
    /// The bucket as it is sent back; `None` for disqualifications.
    pub bucket: Option<String>,
    /// As shown.
    pub label: String,
    /// Those in use, then what stands for none, then the retired ones.
    pub reasons: Vec<ReasonView>,
}

/// A reason.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReasonView {
    /// Which.
    pub id: u32,
    /// As written in files and criteria.
    pub key: String,
    /// As shown.
    pub label: String,
    /// How many handoffs count for it.
    pub given: u32,
    /// Those handoffs.
    pub drill: DrillView,
    /// Where its leads go.
    pub track: Option<u32>,
    /// Who repairs what it names.
    pub team: Option<u32>,
    /// True if it is no longer offered.
    pub retired: bool,
    /// What counts in its place, as shown.
    pub merged_into: Option<String>,
    /// True for what rejections without a reason count as: no entry of the picklist.
    pub stands_for_none: bool,
}

/// A track.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrackView {
    /// Which.
    pub id: u32,
    /// As shown.
    pub label: String,
    /// Days until a lead on it is due.
    pub days: Option<u32>,
    /// The reasons in use whose leads go there.
    pub reasons: Vec<String>,
    /// True if it is no longer offered.
    pub retired: bool,
}

/// A team.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamView {
    /// Which.
    pub id: u32,
    /// As shown.
    pub name: String,
    /// True if it is no longer offered.
    pub retired: bool,
}

impl RulesView {
    /// The screen, out of the picklists, the tracks and the teams.
    pub(crate) fn of(rows: &[reason::Row], tracks: Vec<track::Row>, teams: Vec<Team>) -> RulesView {
        let buckets = Bucket::ALL.map(|bucket| (List::Rejection, Some(bucket), bucket.label()));
        let after = (List::Disqualification, None, "After contact");
        let group = |(list, bucket, label): (List, Option<Bucket>, &str)| {
            let inside = |row: &&reason::Row| {
                row.reason.list == list && bucket.is_none_or(|bucket| row.reason.key.bucket == bucket)
            };
            let mut reasons: Vec<ReasonView> =
                rows.iter().filter(inside).map(|row| reason_view(row, rows)).collect();
            reasons.sort_by_key(|reason| (reason.retired, reason.stands_for_none));
            ReasonGroupView {
                picklist: list.slug().to_owned(),
                bucket: bucket.map(|bucket| bucket.slug().to_owned()),
                label: label.to_owned(),
                reasons,
            }
        };
        RulesView {
            groups: buckets.into_iter().chain([after]).map(group).collect(),
            tracks: tracks.into_iter().map(Into::into).collect(),
            teams: teams.into_iter().map(Into::into).collect(),
        }
    }
}

fn reason_view(row: &reason::Row, rows: &[reason::Row]) -> ReasonView {
    let one = &row.reason;
    let kept = one.merged_into.and_then(|id| rows.iter().find(|other| other.reason.id == id));
    ReasonView {
        id: whole(one.id.0),
        key: match one.list {
            List::Rejection => one.key.to_string(),
            List::Disqualification | List::Lost => one.key.slug.clone(),
        },
        label: one.label.clone(),
        given: whole(row.given),
        drill: DrillView { label: one.label.clone(), token: row.drill.token() },
        track: one.track.map(|track| whole(track.0)),
        team: one.team.map(|team| whole(team.0)),
        retired: one.retired_at.is_some(),
        merged_into: kept.map(|kept| kept.reason.label.clone()),
        stands_for_none: one.stands_for_none(),
    }
}

impl From<track::Row> for TrackView {
    fn from(row: track::Row) -> Self {
        TrackView {
            id: whole(row.track.id.0),
            label: row.track.label,
            days: row.track.days,
            reasons: row.reasons,
            retired: row.track.retired_at.is_some(),
        }
    }
}

impl From<Team> for TeamView {
    fn from(team: Team) -> Self {
        TeamView { id: whole(team.id.0), name: team.name, retired: team.retired_at.is_some() }
    }
}

/// The picklist written as `slug`.
///
/// # Errors
/// There is none.
pub(crate) fn list(slug: &str) -> Outcome<List> {
    List::from_slug(slug).filter(|list| *list != List::Lost).ok_or_else(|| {
        Failure::bad_input("picklist", format!("There is no picklist \u{201c}{slug}\u{201d}."))
            .hint("It is rejection or disqualification.")
    })
}

/// The bucket written as `slug`; "other" if there is none.
///
/// # Errors
/// There is no such bucket.
pub(crate) fn bucket(slug: Option<&str>) -> Outcome<Bucket> {
    let Some(slug) = slug else { return Ok(Bucket::Other) };
    Bucket::from_slug(slug).ok_or_else(|| {
        Failure::bad_input("into", format!("There is no bucket \u{201c}{slug}\u{201d}."))
            .hint("It is fit, timing, data or other.")
    })
}
