//! One lead: what its panel shows first.

use plumbline_workbench::{
    lead::{Action, ClockTold, DecisionTold, Detail, Pass, Score, ScoreStep, StayTold, Trigger},
    service_level::ClockState,
};
use serde::Serialize;
use specta::Type;

use super::{
    story::{EventView, ProvenanceView},
    whole,
};

/// One lead.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeadView {
    /// Which.
    pub id: u32,
    /// Its name.
    pub title: String,
    /// Job title and company.
    pub subtitle: String,
    /// What somebody looks at who decides.
    pub facts: Vec<ValueView>,
    /// What made it an MQL.
    pub trigger: TriggerView,
    /// Its score and what made it.
    pub score: ScoreView,
    /// Its handoffs with their clocks, the newest first.
    pub passes: Vec<PassView>,
    /// What was decided, the newest first.
    pub decisions: Vec<DecisionView>,
    /// The tracks it was sent to, the newest first.
    pub recycled: Vec<StayView>,
    /// Stages, activities, changes and deals, oldest first.
    pub timeline: Vec<EventView>,
}

/// A field and its value.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueView {
    /// The field, as shown.
    pub label: String,
    /// The value, as shown.
    pub value: String,
}

/// What made a lead an MQL.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TriggerView {
    /// By which rule the actions are shown, or why there are none.
    pub rule: String,
    /// What imported columns say.
    pub told: Vec<ValueView>,
    /// What it did, the newest first: the first is taken for the trigger.
    pub actions: Vec<ActionView>,
    /// How many more there were before.
    pub earlier: u32,
}

/// Something a lead did.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActionView {
    /// When, as shown.
    pub at: String,
    /// What.
    pub title: String,
    /// Campaign, channel, outcome.
    pub detail: Option<String>,
}

/// A score and its story.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScoreView {
    /// As shown; empty if there is none.
    pub now: String,
    /// Imported columns that are scores of their own.
    pub parts: Vec<ValueView>,
    /// How it changed, the newest first.
    pub steps: Vec<ScoreStepView>,
    /// What there is to know, or why there is nothing.
    pub words: String,
}

/// A change of a score.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScoreStepView {
    /// When, as shown.
    pub at: String,
    /// Which score, where it is not the score itself.
    pub of: Option<String>,
    /// Before; empty for none.
    pub was: String,
    /// After; empty for none.
    pub became: String,
    /// How the moment is known.
    pub provenance: ProvenanceView,
    /// Where it comes from.
    pub source: String,
}

/// A handoff of a lead.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PassView {
    /// Which, from 1.
    pub number: u32,
    /// When it began, as shown.
    pub mql: String,
    /// `accepted`, `rejected`, `pending` or `lapsed`.
    pub decision: String,
    /// What became of it, as shown.
    pub outcome: String,
    /// Its clocks.
    pub clocks: Vec<ClockView>,
}

/// A clock of a handoff.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClockView {
    /// Which.
    pub label: String,
    /// How to take what it says.
    pub tone: ClockToneView,
    /// True if somebody waits.
    pub is_open: bool,
    /// What it says.
    pub said: String,
    /// What was promised.
    pub promised: String,
    /// When it started; empty where only bounds are known.
    pub started: String,
    /// When it is due; empty if it never is.
    pub due: String,
    /// How long it took or has run.
    pub wall: String,
    /// The same in working time.
    pub business: String,
}

/// How to take what a clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ClockToneView {
    /// The promise was kept.
    Good,
    /// It was not.
    Bad,
    /// It runs.
    Running,
    /// There is nothing to say.
    Quiet,
}

/// A decision.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DecisionView {
    /// When, as shown.
    pub at: String,
    /// What.
    pub what: String,
    /// Why; empty for none.
    pub reason: String,
    /// In whose words; empty for none.
    pub words: String,
    /// Who; empty if that is not known.
    pub by: String,
    /// Where it comes from.
    pub source: String,
}

/// A stay on a recycle track.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StayView {
    /// The track.
    pub track: String,
    /// Since when.
    pub since: String,
    /// When it is due; empty for never.
    pub due: String,
    /// What became of it.
    pub fate: String,
    /// True if it is due and still there.
    pub is_due: bool,
    /// Who put it there and in whose words; empty if its reason did.
    pub by_hand: String,
}

/// Pairs of a label and a value.
pub(super) fn values(pairs: Vec<(String, String)>) -> Vec<ValueView> {
    pairs.into_iter().map(|(label, value)| ValueView { label, value }).collect()
}

/// Each of them in its form on the wire.
pub(super) fn all<T, V: From<T>>(list: Vec<T>) -> Vec<V> {
    list.into_iter().map(Into::into).collect()
}

impl From<Detail> for LeadView {
    fn from(detail: Detail) -> Self {
        LeadView {
            id: whole(detail.id.0),
            title: detail.title,
            subtitle: detail.subtitle,
            facts: values(detail.facts),
            trigger: detail.trigger.into(),
            score: detail.score.into(),
            passes: all(detail.passes),
            decisions: all(detail.decisions),
            recycled: all(detail.recycled),
            timeline: all(detail.timeline),
        }
    }
}

impl From<Trigger> for TriggerView {
    fn from(trigger: Trigger) -> Self {
        TriggerView {
            rule: trigger.rule,
            told: values(trigger.told),
            actions: all(trigger.actions),
            earlier: whole(trigger.earlier),
        }
    }
}

impl From<Action> for ActionView {
    fn from(Action { at, title, detail }: Action) -> Self {
        ActionView { at, title, detail }
    }
}

impl From<Score> for ScoreView {
    fn from(score: Score) -> Self {
        ScoreView { now: score.now, parts: values(score.parts), steps: all(score.steps), words: score.words }
    }
}

impl From<ScoreStep> for ScoreStepView {
    fn from(ScoreStep { at, of, was, became, provenance, source }: ScoreStep) -> Self {
        ScoreStepView { at, of, was, became, provenance: provenance.into(), source }
    }
}

impl From<Pass> for PassView {
    fn from(pass: Pass) -> Self {
        PassView {
            number: pass.number.into(),
            mql: pass.mql,
            decision: pass.decision.slug().to_owned(),
            outcome: pass.outcome,
            clocks: all(pass.clocks),
        }
    }
}

impl From<ClockTold> for ClockView {
    fn from(clock: ClockTold) -> Self {
        let tone = match clock.state {
            ClockState::Met => ClockToneView::Good,
            ClockState::Missed => ClockToneView::Bad,
            ClockState::Running => ClockToneView::Running,
            ClockState::Stopped | ClockState::Unknown | ClockState::Unpromised => ClockToneView::Quiet,
        };
        ClockView {
            label: clock.label.to_owned(),
            tone,
            is_open: clock.is_open,
            said: clock.said,
            promised: clock.promised,
            started: clock.started,
            due: clock.due,
            wall: clock.wall,
            business: clock.business,
        }
    }
}

impl From<DecisionTold> for DecisionView {
    fn from(told: DecisionTold) -> Self {
        DecisionView {
            at: told.at,
            what: told.what,
            reason: told.reason,
            words: told.words,
            by: told.by,
            source: told.source,
        }
    }
}

impl From<StayTold> for StayView {
    fn from(told: StayTold) -> Self {
        StayView {
            track: told.track,
            since: told.since,
            due: told.due,
            fate: told.fate.to_owned(),
            is_due: told.is_due,
            by_hand: told.by_hand,
        }
    }
}
