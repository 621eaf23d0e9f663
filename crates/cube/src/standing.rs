//! Where each lead stands as of a moment: the columns that are computed from handoffs rather than imported.

use std::ops::Range;

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
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    window_hours: u32,
    /// The columns are the same for every moment from the first to just before the second.
    valid: (i64, i64),
    stage: Column,
    decision: Column,
    reason: Column,
    bucket: Column,
    disqualification: Column,
    /// Leads of which something has changed since: the columns say nothing of them.
    stale: Vec<u32>,
}

/// The codes of one lead in the order of the columns.
type Codes = [u32; 5];

/// Where columns are computed from.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) facts: &'a Facts,
    pub(crate) reasons: &'a Reasons,
}

impl Standing {
    pub(crate) fn of(source: Source<'_>, as_of: Moment, window_hours: u32) -> Standing {
        let now = Now::new(as_of, window_hours);
        let rows = source.frame.rows();
        let mut codes =
            [base_stages(source.frame), vec![0; rows], vec![0; rows], vec![0; rows], vec![0; rows]];
        let facts = source.facts;
        for handoff in 0..facts.len() {
            // Later passes of a lead come later: the last one that exists by then overwrites the earlier ones.
            if facts.mql[handoff] <= now.as_of {
                let row = facts.lead[handoff] as usize;
                let of_lead = source.codes(handoff, now);
                codes.iter_mut().zip(of_lead).for_each(|(column, code)| column[row] = code);
            }
        }
        let [stage, decision, reason, bucket, disqualification] = codes;
        let text = |dictionary, codes| Column::Text(TextColumn { dictionary, codes });
        Standing {
            window_hours,
            valid: validity(facts, 0..facts.len(), as_of.0, window_hours),
            stage: text(stages(), stage),
            decision: text(with_blank(Decision::ALL.map(Decision::slug)), decision),
            reason: text(source.reasons.texts(), reason),
            bucket: text(with_blank(Bucket::ALL.map(Bucket::slug)), bucket),
            disqualification: text(source.reasons.texts(), disqualification),
            stale: Vec::new(),
        }
    }

    /// True if these are also the columns as of `as_of`.
    pub(crate) fn holds(&self, as_of: Moment, window_hours: u32) -> bool {
        self.stale.is_empty() && self.leads_to(as_of, window_hours)
    }

    /// True if they are but for what is stale.
    pub(crate) fn leads_to(&self, as_of: Moment, window_hours: u32) -> bool {
        self.window_hours == window_hours && self.valid.0 <= as_of.0 && as_of.0 < self.valid.1
    }

    /// Says that something of these leads has changed.
    pub(crate) fn doubt(&mut self, rows: &[u32]) {
        self.stale.extend_from_slice(rows);
    }

    /// Computes what is stale anew.
    pub(crate) fn renew(&mut self, source: Source<'_>, as_of: Moment) {
        let now = Now::new(as_of, self.window_hours);
        let mut rows = std::mem::take(&mut self.stale);
        rows.sort_unstable();
        rows.dedup();
        let base = base_stages_of(source.frame, &rows);
        for (row, base) in rows.into_iter().zip(base) {
            let handoffs = source.facts.of_lead(row);
            let (from, until) = validity(source.facts, handoffs.clone(), as_of.0, self.window_hours);
            self.valid = (self.valid.0.max(from), self.valid.1.min(until));
            let newest = handoffs.rev().find(|handoff| source.facts.mql[*handoff] <= now.as_of);
            let codes = newest.map_or([base, 0, 0, 0, 0], |handoff| source.codes(handoff, now));
            let columns = [
                &mut self.stage,
                &mut self.decision,
                &mut self.reason,
                &mut self.bucket,
                &mut self.disqualification,
            ];
            for (column, code) in columns.into_iter().zip(codes) {
                if let Column::Text(text) = column {
                    text.codes[row as usize] = code;
                }
            }
        }
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

impl Source<'_> {
    /// What a handoff that has begun says of its lead.
    #[inline]
    fn codes(&self, handoff: usize, now: Now) -> Codes {
        let (facts, reasons) = (self.facts, self.reasons);
        let decided = facts.decision(handoff, now);
        let rejected = if decided == Decision::Rejected { facts.reason[handoff] } else { 0 };
        let is_dropped = facts.disqualified[handoff] <= now.as_of;
        [
            u32::from(facts.stage(handoff, now).code()) + 1,
            decided as u32 + 1,
            u32::from(rejected),
            reasons.bucket(rejected).map_or(0, |bucket| bucket as u32 + 1),
            if is_dropped { u32::from(facts.disqualification[handoff]) } else { 0 },
        ]
    }
}

pub(crate) fn with_blank<const N: usize>(slugs: [&'static str; N]) -> Vec<Box<str>> {
    std::iter::once("").chain(slugs).map(Box::from).collect()
}

fn stages() -> Vec<Box<str>> {
    let mut stages = with_blank(LADDER.map(|step| step.slug));
    stages.push(Stage::Left.slug().into());
    stages
}

fn base_stages(frame: &Frame) -> Vec<u32> {
    let codes = base_codes(frame);
    match frame.column(&FieldName::Stage) {
        Some(Column::Text(given)) => {
            given.codes.iter().map(|&at| codes.get(at as usize).copied().unwrap_or(0)).collect()
        }
        _ => vec![0; frame.rows()],
    }
}

/// The same of some leads.
fn base_stages_of(frame: &Frame, rows: &[u32]) -> Vec<u32> {
    let codes = base_codes(frame);
    match frame.column(&FieldName::Stage) {
        Some(Column::Text(given)) => {
            let code = |row: &u32| codes.get(*given.codes.get(*row as usize)? as usize).copied();
            rows.iter().map(|row| code(row).unwrap_or(0)).collect()
        }
        _ => vec![0; rows.len()],
    }
}

/// The code of each stage that the frame's own column names.
fn base_codes(frame: &Frame) -> Vec<u32> {
    let Some(Column::Text(given)) = frame.column(&FieldName::Stage) else { return Vec::new() };
    let code = |text: &str| Stage::standing_from_slug(text).map_or(0, |stage| u32::from(stage.code()) + 1);
    given.dictionary.iter().map(|text| code(text)).collect()
}

/// From when to when nothing happens to `handoffs` around `as_of`: no stage is entered and no window ends.
fn validity(facts: &Facts, handoffs: Range<usize>, as_of: i64, window_hours: u32) -> (i64, i64) {
    let window = i64::from(window_hours) * Moment::HOUR;
    let (mut from, mut until) = (i64::MIN, NEVER);
    let mut see = |at: i64| {
        if at <= as_of { from = from.max(at) } else { until = until.min(at) }
    };
    for &mql in &facts.mql[handoffs.clone()] {
        see(mql);
        see(mql.saturating_add(window));
    }
    let later =
        [&facts.decided_from, &facts.sql, &facts.opportunity, &facts.won, &facts.lost, &facts.disqualified];
    for column in later {
        column[handoffs.clone()].iter().copied().for_each(&mut see);
    }
    handoffs.map(|handoff| facts.left(handoff)).for_each(&mut see);
    (from, until)
}
