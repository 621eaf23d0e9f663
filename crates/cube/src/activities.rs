//! Activities as columns: how many of a kind each lead has as of a moment, and when sales first reached it.
//!
//! The rows of a kind lie together, in the order of their leads, so that a question about one kind reads nothing of the others.

use plumbline_domain::{moment::Moment, record::Side};
use rustc_hash::FxHashMap;

/// What leads did, and what was done to reach them: lead and moment, kind by kind.
#[derive(Clone, Debug, Default)]
pub struct Activities {
    /// By folded kind, its position in `starts`.
    kinds: FxHashMap<Box<str>, u32>,
    /// Where the rows of each kind begin; one more entry than kinds.
    starts: Vec<usize>,
    leads: Vec<u32>,
    moments: Vec<i64>,
    /// What sales did: lead and moment, sorted.
    touches: Vec<(u32, i64)>,
}

impl Activities {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.leads.len()
    }

    /// True if not a single one is known: then nobody can say that a lead has none.
    pub fn is_empty(&self) -> bool {
        self.leads.is_empty()
    }

    /// Per row of a frame of `rows` leads, how many activities of `kind` there were by `as_of`; those of the last
    /// `within_days` times 24 hours if given.
    pub fn counts(&self, kind: &str, within_days: Option<u32>, as_of: Moment, rows: usize) -> Vec<u32> {
        let mut counts = vec![0; rows];
        let Some(&kind) = self.kinds.get(folded(kind).as_str()) else { return counts };
        let from = within_days.map_or(i64::MIN, |days| as_of.0.saturating_sub(i64::from(days) * Moment::DAY));
        let of_kind = self.starts[kind as usize]..self.starts[kind as usize + 1];
        for (&lead, &at) in self.leads[of_kind.clone()].iter().zip(&self.moments[of_kind]) {
            if let Some(count) = counts.get_mut(lead as usize) {
                *count += u32::from(from <= at && at <= as_of.0);
            }
        }
        counts
    }

    /// True if sales ever did anything to reach a lead.
    pub(crate) fn has_touches(&self) -> bool {
        !self.touches.is_empty()
    }

    /// The first time from `from` on that sales did something to reach the lead at `row`.
    pub(crate) fn first_touch(&self, row: u32, from: i64) -> Option<i64> {
        let at = self.touches.partition_point(|touch| *touch < (row, from));
        self.touches.get(at).filter(|(lead, _)| *lead == row).map(|(_, at)| *at)
    }
}

/// Collects activities.
#[derive(Debug, Default)]
pub struct ActivitiesBuilder {
    /// By kind as it was written: folding each row anew would take longer than everything else.
    written: FxHashMap<Box<str>, u32>,
    kinds: FxHashMap<Box<str>, u32>,
    rows: Vec<(u32, u32, i64)>,
    touches: Vec<(u32, i64)>,
}

impl ActivitiesBuilder {
    /// Adds an activity of the lead at `row` of the frame.
    pub fn push(&mut self, row: u32, at: Moment, side: Side, kind: &str) {
        if side == Side::Touch {
            self.touches.push((row, at.0));
        }
        let kind = match self.written.get(kind) {
            Some(&known) => known,
            None => {
                let next = self.kinds.len() as u32;
                let code = *self.kinds.entry(folded(kind).into_boxed_str()).or_insert(next);
                self.written.insert(Box::from(kind), code);
                code
            }
        };
        self.rows.push((kind, row, at.0));
    }

    /// The activities, kind by kind. Counted, not compared: there can be millions.
    pub fn finish(mut self) -> Activities {
        let mut starts = vec![0; self.kinds.len() + 1];
        for &(kind, ..) in &self.rows {
            starts[kind as usize + 1] += 1;
        }
        for kind in 1..starts.len() {
            starts[kind] += starts[kind - 1];
        }
        let mut next = starts.clone();
        let (mut leads, mut moments) = (vec![0; self.rows.len()], vec![0; self.rows.len()]);
        for (kind, lead, at) in self.rows {
            let place = &mut next[kind as usize];
            (leads[*place], moments[*place]) = (lead, at);
            *place += 1;
        }
        self.touches.sort_unstable();
        Activities { kinds: self.kinds, starts, leads, moments, touches: self.touches }
    }
}

/// A kind as it is compared: in lower case, its words joined by one hyphen each, however they were joined.
/// `Demo Request`, `demo_request` and `demo-request` are one kind.
fn folded(kind: &str) -> String {
    let mut out = String::with_capacity(kind.len());
    let is_join = |c: char| c == '-' || c == '_' || c.is_whitespace();
    for word in kind.split(is_join).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push('-');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_one_however_its_words_are_written() {
        for written in
            ["Demo Request", "demo_request", "DEMO-REQUEST", " demo - request ", "demo\u{a0}request"]
        {
            assert_eq!(folded(written), "demo-request", "{written:?}");
        }
        assert_ne!(folded("demorequest"), "demo-request", "another word");
        assert_eq!(folded("Größe"), "größe");
    }
}
