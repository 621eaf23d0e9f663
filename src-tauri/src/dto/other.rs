//! The "Other" desk: what people write where no reason fits, and how each rep uses the picklist.

use plumbline_domain::{
    calendar::{Calendar, Period},
    ids::{LeadId, TeamId, TrackId},
};
use plumbline_workbench::{
    failure::Outcome,
    handoff::Drill,
    other::{
        FEWEST, Habit, HabitKind, OtherDesk, OtherGroup, PicklistUse, Promote, Promotion, Rate, RepUse, Used,
    },
    wording,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    chart::DrillView,
    rate::{RateView, drill},
    rules::{TeamView, TrackView, bucket},
    whole,
};

/// What waits to be read.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OtherView {
    /// Texts that likely mean the same, the largest group first.
    pub groups: Vec<OtherGroupView>,
    /// Rejections that came without words.
    pub without_words: u32,
    /// Those.
    pub without_words_drill: DrillView,
    /// The buckets a standing reason can be in.
    pub buckets: Vec<BucketView>,
    /// Tracks in use.
    pub tracks: Vec<TrackView>,
    /// Teams in use.
    pub teams: Vec<TeamView>,
}

/// Texts that likely mean the same.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OtherGroupView {
    /// The text most often written.
    pub example: String,
    /// All texts, the most frequent first.
    pub texts: Vec<OtherTextView>,
    /// How many rejections.
    pub count: u32,
    /// Their leads.
    pub drill: DrillView,
    /// When it was written last.
    pub newest: String,
}

/// What somebody wrote.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OtherTextView {
    /// Their words.
    pub text: String,
    /// How many rejections.
    pub count: u32,
    /// Their leads.
    pub drill: DrillView,
}

/// A bucket a reason can be in.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BucketView {
    /// As it is sent back.
    pub value: String,
    /// As shown.
    pub label: String,
    /// Where its leads go as a rule.
    pub track: Option<u32>,
}

/// Texts that become a reason.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PromoteInput {
    /// The texts as they are shown.
    pub texts: Vec<String>,
    /// The bucket.
    pub bucket: String,
    /// What the reason is called; empty as long as nobody has said.
    pub label: String,
    /// Where its leads go.
    pub track: Option<u32>,
    /// Who repairs what it names.
    pub team: Option<u32>,
}

/// What a promotion would move.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PromotionView {
    /// In words.
    pub sentence: String,
    /// How many leads.
    pub leads: u32,
    /// Those.
    pub drill: DrillView,
    /// True if the reason is there already: track and team are its own then.
    pub known: bool,
    /// The share of Other by month, before and after.
    pub months: Vec<OtherShareView>,
}

/// How much of a month's rejections is Other.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OtherShareView {
    /// `Apr 2026`.
    pub month: String,
    /// As it is.
    pub before: RateView,
    /// As it will be.
    pub after: RateView,
    /// True if the two differ.
    pub moves: bool,
}

/// How the picklist is used.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PicklistUseView {
    /// Everybody together.
    pub all: UsedView,
    /// The same by month of the MQL.
    pub months: Vec<MonthUsedView>,
    /// Per rep, those who stand out first.
    pub reps: Vec<RepUseView>,
    /// Fewer rejections than this never stand out.
    pub fewest: u32,
}

/// What was given.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UsedView {
    /// Rejections.
    pub rejections: u32,
    /// Those.
    pub drill: DrillView,
    /// The share of Other.
    pub other: RateView,
    /// Those.
    pub other_drill: DrillView,
    /// The reason given most often, as shown; empty without one.
    pub most: String,
    /// Its share.
    pub most_share: Option<RateView>,
    /// Those.
    pub most_drill: DrillView,
}

/// What was given in a month.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthUsedView {
    /// `Apr 2026`.
    pub month: String,
    /// What.
    pub used: UsedView,
}

/// What one rep gave.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RepUseView {
    /// Who; empty for leads without an owner.
    pub rep: String,
    /// All months.
    pub used: UsedView,
    /// The months in which they rejected.
    pub months: Vec<MonthUsedView>,
    /// What stands out, a sentence each.
    pub habits: Vec<String>,
}

impl OtherView {
    /// The screen; `tracks` are where the leads of fit, timing and data go as a rule.
    pub(crate) fn of(
        desk: OtherDesk,
        calendar: &Calendar,
        buckets: Vec<BucketView>,
        tracks: Vec<TrackView>,
        teams: Vec<TeamView>,
    ) -> OtherView {
        OtherView {
            groups: desk.groups.into_iter().map(|group| self::group(group, calendar)).collect(),
            without_words: whole(desk.without_words.len()),
            without_words_drill: leads("Other without words", &desk.without_words),
            buckets,
            tracks,
            teams,
        }
    }
}

fn leads(label: &str, leads: &[LeadId]) -> DrillView {
    drill(label, &Drill::of_leads(leads.iter().copied()))
}

fn group(group: OtherGroup, calendar: &Calendar) -> OtherGroupView {
    let text = |text: &plumbline_workbench::other::OtherText| OtherTextView {
        text: text.text.clone(),
        count: whole(text.leads.len()),
        drill: leads(&format!("Other: {}", text.text), &text.leads),
    };
    OtherGroupView {
        texts: group.texts.iter().map(text).collect(),
        count: whole(group.leads.len()),
        drill: leads(&format!("Other: {}", group.example), &group.leads),
        newest: wording::day(calendar.day(group.newest)),
        example: group.example,
    }
}

impl PromoteInput {
    /// As the use case asks for it.
    ///
    /// # Errors
    /// There is no such bucket.
    pub(crate) fn read(self) -> Outcome<Promote> {
        Ok(Promote {
            bucket: bucket(Some(&self.bucket))?,
            texts: self.texts,
            label: self.label,
            track: self.track.map(|track| TrackId(i64::from(track))),
            team: self.team.map(|team| TeamId(i64::from(team))),
        })
    }
}

impl From<Promotion> for PromotionView {
    fn from(promotion: Promotion) -> Self {
        let share = |share: &plumbline_workbench::other::OtherShare| OtherShareView {
            month: month(share.period),
            before: share.before.into(),
            after: share.after.into(),
            moves: share.before != share.after,
        };
        PromotionView {
            leads: whole(promotion.leads),
            drill: drill("Leads that would move out of Other", &promotion.drill),
            known: promotion.is_known,
            months: promotion.months.iter().map(share).collect(),
            sentence: promotion.sentence,
        }
    }
}

impl From<PicklistUse> for PicklistUseView {
    fn from(all: PicklistUse) -> Self {
        PicklistUseView {
            all: used(&all.all, ""),
            months: months(&all.months, ""),
            reps: all.reps.iter().map(rep).collect(),
            fewest: FEWEST,
        }
    }
}

fn rep(rep: &RepUse) -> RepUseView {
    let sentence = |habit: &Habit| {
        let what = match (habit.kind, &habit.reason) {
            (HabitKind::OneReasonForAll, Some(reason)) => {
                format!("One reason for all: \u{201c}{reason}\u{201d}")
            }
            _ => "Picks Other beyond chance:".to_owned(),
        };
        let when = if habit.lately { " in this month and the two before" } else { "" };
        format!("{what} {}{when}, all others {}", told(habit.share), told(habit.rest))
    };
    RepUseView {
        rep: rep.rep.clone(),
        used: used(&rep.used, &rep.rep),
        months: months(&rep.months, &rep.rep),
        habits: rep.habits.iter().map(sentence).collect(),
    }
}

/// `40 % (24 of 60, 29 to 53 %)`
fn told(rate: Rate) -> String {
    let rate = RateView::from(rate);
    format!("{} ({}, {})", rate.first, rate.second, rate.interval)
}

fn months(months: &[(Period, Used)], rep: &str) -> Vec<MonthUsedView> {
    let one = |(period, of): &(Period, Used)| {
        let month = month(*period);
        MonthUsedView { used: used(of, &format!("{rep} {month}")), month }
    };
    months.iter().map(one).collect()
}

/// `Apr 2026`
pub(crate) fn month(period: Period) -> String {
    period.start.format("%b %Y").to_string()
}

fn used(used: &Used, whose: &str) -> UsedView {
    let [all, other, most_drill] = &used.drills;
    let label = |what: &str| format!("{what} {whose}").trim().to_owned();
    let most = used.most.as_ref();
    let name = most.map_or("", |most| most.label.as_str());
    UsedView {
        rejections: used.rejections,
        drill: drill(label("Rejections"), all),
        other: used.other.into(),
        other_drill: drill(label("Other"), other),
        most: name.to_owned(),
        most_share: most.map(|most| most.rate.into()),
        most_drill: drill(label(name), most_drill),
    }
}
