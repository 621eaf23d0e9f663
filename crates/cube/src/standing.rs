//! Where each lead stands as of a moment: the columns that are computed from handoffs rather than imported.

use plumbline_domain::{
    field::FieldName,
    handoff::Decision,
    moment::Moment,
    reason::Bucket,
    stage::{LADDER, Stage},
};

use crate::{
    facts::{Facts, NEVER, Now},
    frame::{Column, Frame, TextColumn},
    reasons::Reasons,
};

/// Stage, decision, reason, bucket and disqualification reason of every lead, from its newest handoff.
///
/// Reason and bucket are those of the newest handoff, like the decision beside them: a lead that was rejected, recycled
/// and then accepted has none. A lead without a handoff keeps the stage its frame gives it.
#[derive(Debug)]
pub(crate) struct Standing {
    window_hours: u32,
    /// The columns are the same for every moment from the first to just before the second.
    valid: (i64, i64),
    stage: Column,
    decision: Column,
    reason: Column,
    bucket: Column,
    disqualification: Column,
}

impl Standing {
    pub(crate) fn of(
        frame: &Frame,
        facts: &Facts,
        reasons: &Reasons,
        as_of: Moment,
        window_hours: u32,
    ) -> Standing {
        let now = Now::new(as_of, window_hours);
        let rows = frame.rows();
        let mut stage = base_stages(frame);
        let [mut decision, mut reason, mut bucket, mut disqualification] =
            [(); 4].map(|()| vec![0_u32; rows]);
        for handoff in 0..facts.len() {
            // Later passes of a lead come later: the last one that exists by then overwrites the earlier ones.
            if facts.mql[handoff] > now.as_of {
                continue;
            }
            let row = facts.lead[handoff] as usize;
            let decided = facts.decision(handoff, now);
            let rejected = if decided == Decision::Rejected { facts.reason[handoff] } else { 0 };
            let dropped = facts.disqualified[handoff] <= now.as_of;
            stage[row] = u32::from(facts.stage(handoff, now).code()) + 1;
            decision[row] = decided as u32 + 1;
            reason[row] = u32::from(rejected);
            bucket[row] = reasons.bucket(rejected).map_or(0, |bucket| bucket as u32 + 1);
            disqualification[row] = if dropped { u32::from(facts.disqualification[handoff]) } else { 0 };
        }
        let text = |dictionary, codes| Column::Text(TextColumn { dictionary, codes });
        Standing {
            window_hours,
            valid: validity(facts, as_of.0, window_hours),
            stage: text(stages(), stage),
            decision: text(with_blank(Decision::ALL.map(Decision::slug)), decision),
            reason: text(reasons.texts(), reason),
            bucket: text(with_blank(Bucket::ALL.map(Bucket::slug)), bucket),
            disqualification: text(reasons.texts(), disqualification),
        }
    }

    /// True if these are also the columns as of `as_of`.
    pub(crate) fn holds(&self, as_of: Moment, window_hours: u32) -> bool {
        self.window_hours == window_hours && self.valid.0 <= as_of.0 && as_of.0 < self.valid.1
    }

    /// The computed column of that name.
    pub(crate) fn column(&self, name: &FieldName) -> Option<&Column> {
        match name {
            FieldName::Stage => Some(&self.stage),
            FieldName::Decision => Some(&self.decision),
            FieldName::Reason => Some(&self.reason),
            FieldName::Bucket => Some(&self.bucket),
            FieldName::DisqualificationReason => Some(&self.disqualification),
            FieldName::StageAt(_) | FieldName::Canonical(_) | FieldName::Extra(_) => None,
        }
    }
}

pub(crate) fn with_blank<const N: usize>(slugs: [&'static str; N]) -> Vec<Box<str>> {
    std::iter::once("").chain(slugs).map(Box::from).collect()
}

fn stages() -> Vec<Box<str>> {
    with_blank(LADDER.map(|step| step.slug))
}

fn base_stages(frame: &Frame) -> Vec<u32> {
    let Some(Column::Text(given)) = frame.column(&FieldName::Stage) else {
        return vec![0; frame.rows()];
    };
    let code = |text: &str| Stage::from_slug(text).map_or(0, |stage| u32::from(stage.code()) + 1);
    let codes: Vec<u32> = given.dictionary.iter().map(|text| code(text)).collect();
    given.codes.iter().map(|&at| codes.get(at as usize).copied().unwrap_or(0)).collect()
}

/// From when to when nothing happens around `as_of`: no stage is entered and no window ends.
fn validity(facts: &Facts, as_of: i64, window_hours: u32) -> (i64, i64) {
    let window = i64::from(window_hours) * Moment::HOUR;
    let (mut from, mut until) = (i64::MIN, NEVER);
    let mut see = |at: i64| {
        if at <= as_of { from = from.max(at) } else { until = until.min(at) }
    };
    for &mql in &facts.mql {
        see(mql);
        see(mql.saturating_add(window));
    }
    let later =
        [&facts.decided_from, &facts.sql, &facts.opportunity, &facts.won, &facts.lost, &facts.disqualified];
    for column in later {
        column.iter().copied().for_each(&mut see);
    }
    (from, until)
}
