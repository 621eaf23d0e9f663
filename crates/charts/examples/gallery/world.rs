//! A synthetic world for pictures and tests: weekly handoffs with sources and reasons, and one source gone bad.

use plumbline_cube::{
    Cube,
    answer::Answer,
    frame::{Column, Frame, TextBuilder},
    measure::Measure,
    query::Query,
    reasons::Reason,
};
use plumbline_domain::{
    event::Provenance,
    field::{Field, FieldName},
    handoff::{Decision, Handoff, Reached},
    ids::{LeadId, ReasonId},
    moment::Moment,
    reason::{List, ReasonKey, STARTER_REJECTIONS},
    settings::Settings,
};

/// Monday, 6 April 2026.
const START: i64 = 1_775_433_600_000;

const SOURCES: [&str; 8] = [
    "Content",
    "Webinar: ransomware in hospitals and how insurers see it",
    "Organic",
    "Paid search: generic",
    "Referral",
    "Event",
    "",
    "Partner marketplace",
];

/// A small pseudo-random generator: pictures are the same each time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() * n as f64) as usize
    }
}

pub(crate) struct World {
    pub(crate) cube: Cube,
    pub(crate) settings: Settings,
    pub(crate) as_of: Moment,
}

impl World {
    /// `weeks` of about `volume` handoffs each, the last two still open.
    pub(crate) fn new(weeks: usize, volume: usize) -> World {
        let mut chance = Chance(0x5eed_1234_5678_9abc);
        let (mut handoffs, mut sources) = (Vec::new(), TextBuilder::default());
        let as_of = START + weeks as i64 * 7 * Moment::DAY;
        for week in 0..weeks {
            for _ in 0..volume * 3 / 4 + chance.below(volume / 2 + 1) {
                let source = chance.below(24) % SOURCES.len();
                sources.push(SOURCES[source]);
                handoffs.push(handoff(handoffs.len(), week, weeks, source, &mut chance));
            }
        }
        let rows = handoffs.len();
        let mut frame = Frame::new((0..rows as i64).map(LeadId).collect());
        frame.set_column(FieldName::Canonical(Field::Source), Column::Text(sources.finish(rows)));
        World {
            cube: Cube::new(frame, handoffs, reasons()),
            settings: Settings::default(),
            as_of: Moment(as_of),
        }
    }

    pub(crate) fn ask(&self, measure: Measure, split: Option<FieldName>) -> Answer {
        let query = Query { split, ..Query::weekly(measure, self.as_of, &self.settings) };
        self.cube.answer(&query).expect("a question that fits")
    }
}

fn handoff(id: usize, week: usize, weeks: usize, source: usize, chance: &mut Chance) -> Handoff {
    let mql = START + (week as i64 * 7 * 24 + chance.below(7 * 24) as i64) * Moment::HOUR;
    let late = weeks > 8 && week + 6 >= weeks;
    let rate = match source {
        3 if late => 0.2,
        3 => 0.55,
        4 => 0.9,
        _ => 0.78,
    };
    let reached = |at| Reached { at: Moment(at), not_before: Moment(at), provenance: Provenance::Derived };
    let accepted = chance.next() < rate;
    let decision = if accepted { Decision::Accepted } else { Decision::Rejected };
    let after = (4 + chance.below(8 * 24)) as i64 * Moment::HOUR;
    let reason = ReasonId((chance.next().powi(2) * STARTER_REJECTIONS.len() as f64) as i64);
    let decided = (chance.next() < 0.97).then(|| (decision, reached(mql + after)));
    Handoff {
        lead: LeadId(id as i64),
        pass: 1,
        mql: reached(mql),
        decided,
        reason: (!accepted && chance.next() < 0.95).then_some(reason),
        taken_up: None,
        sql: None,
        opportunity: None,
        won: None,
        lost: None,
        disqualified: None,
        disqualification: None,
        contradicted: None,
    }
}

fn reasons() -> Vec<Reason> {
    let reason = |(id, &(bucket, slug, label)): (usize, &(_, &str, &str))| Reason {
        id: ReasonId(id as i64),
        list: List::Rejection,
        key: ReasonKey { bucket, slug: slug.to_owned() },
        label: label.to_owned(),
        counts_as: None,
    };
    STARTER_REJECTIONS.iter().enumerate().map(reason).collect()
}
