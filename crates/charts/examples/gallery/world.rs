//! A synthetic world for pictures and tests: weekly handoffs with sources and reasons, and one source gone bad.

use plumbline_cube::{
    Cube,
    activities::ActivitiesBuilder,
    answer::Answer,
    cells::{Cells, Facet},
    frame::{BLANK_TIME, Column, Frame, TextBuilder},
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
    record::Side,
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
        frame.set_column(FieldName::Canonical(Field::FirstContactAt), Column::Time(vec![BLANK_TIME; rows]));
        // A stream of its own: what was drawn before stays as it was.
        let mut later = Chance(0x0dd5_eed5);
        let mut activities = ActivitiesBuilder::default();
        for (row, handoff) in handoffs.iter_mut().enumerate() {
            go_on(handoff, &mut later);
            if later.next() < 0.5 {
                let at = handoff.mql.at.0 + (later.next().powi(3) * 40.0 * Moment::HOUR as f64) as i64;
                activities.push(row as u32, Moment(at), Side::Touch, "call");
            }
        }
        let cube = Cube::new(frame, handoffs, reasons());
        cube.fill_activities(activities.finish());
        World { cube, settings: Settings::default(), as_of: Moment(as_of) }
    }

    /// The cells of everything there is, by these facets.
    pub(crate) fn cells(&self, measure: Measure, facets: &[Facet]) -> Cells {
        self.cube.cells(&self.query(measure), facets).expect("a question that fits")
    }

    /// The question about everything there is.
    pub(crate) fn query(&self, measure: Measure) -> Query<'_> {
        Query::weekly(measure, self.as_of, &self.settings)
    }

    /// The questions about the last 13 weeks, and about the 13 before.
    pub(crate) fn halves(&self, measure: Measure) -> [Query<'_>; 2] {
        let day = |weeks: i64| {
            let at = Moment(self.as_of.0 - weeks * 7 * Moment::DAY);
            Some(self.settings.calendar.day(at))
        };
        let whole = self.query(measure);
        [Query { from: day(13), to: day(0), ..whole.clone() }, Query { from: day(26), to: day(13), ..whole }]
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
        left: None,
        contradicted: None,
    }
}

/// What became of an accepted lead afterwards.
fn go_on(handoff: &mut Handoff, chance: &mut Chance) {
    let Some((Decision::Accepted, accepted)) = handoff.decided else { return };
    let mut at = accepted.at.0;
    let mut later = |rate: f64| {
        at += (chance.next() * 20.0 * Moment::DAY as f64) as i64;
        let here = Reached { at: Moment(at), not_before: Moment(at), provenance: Provenance::Derived };
        (chance.next() < rate).then_some(here)
    };
    handoff.sql = later(0.5);
    if handoff.sql.is_none() {
        handoff.disqualified = later(0.4);
        return;
    }
    handoff.opportunity = later(0.6);
    if handoff.opportunity.is_some() {
        handoff.won = later(0.3);
        handoff.lost = if handoff.won.is_none() { later(0.6) } else { None };
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
