//! Worlds with known causes of rejection.

use plumbline_cube::{
    Cube,
    frame::{Column, Frame, TextBuilder},
    reasons::Reason,
};
use plumbline_domain::{
    event::Provenance,
    field::FieldName,
    handoff::{Decision, Handoff, Reached},
    ids::{LeadId, ReasonId},
    moment::Moment,
    reason::{Bucket, List, ReasonKey},
};

/// 1 January 2026.
const START: i64 = 1_767_225_600_000;
pub(crate) const AS_OF: Moment = Moment(START + 120 * Moment::DAY);
pub(crate) const FIELDS: [&str; 5] = ["source", "campaign", "persona", "country", "owner"];
const REASONS: i64 = 6;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted,
    Rejected(i64),
    Pending,
}

#[derive(Clone, Debug)]
pub(crate) struct Lead {
    values: [String; FIELDS.len()],
    pub(crate) outcome: Outcome,
}

impl Lead {
    pub(crate) fn value(&self, field: usize) -> &str {
        &self.values[field]
    }
}

pub(crate) struct World {
    pub(crate) leads: Vec<Lead>,
}

pub(crate) fn reason_text(reason: i64) -> String {
    format!("fit.reason-{reason}")
}

struct Chance(u64);

impl Chance {
    fn unit(&mut self) -> f64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Smaller numbers are likelier, as a few sources bring most leads.
    fn skewed(&mut self, n: usize) -> usize {
        ((self.unit() * self.unit().sqrt()) * n as f64) as usize
    }
}

impl World {
    /// Leads whose chance of rejection is what `risk` says; campaigns belong to one source each.
    pub(crate) fn planted(seed: u64, leads: usize, risk: impl Fn(&Lead) -> f64) -> World {
        let mut chance = Chance(seed);
        let leads = (0..leads).map(|_| {
            let campaign = chance.skewed(15);
            let country =
                if chance.unit() < 0.1 { String::new() } else { format!("Country {}", chance.skewed(9)) };
            let values = [
                format!("Source {}", campaign % 5),
                format!("Campaign {campaign}"),
                format!("Persona {}", chance.skewed(5)),
                country,
                format!("Owner {}", chance.skewed(12)),
            ];
            let mut lead = Lead { values, outcome: Outcome::Pending };
            lead.outcome = match chance.unit() {
                roll if roll < 0.1 => Outcome::Pending,
                _ if chance.unit() < risk(&lead) => Outcome::Rejected(chance.skewed(REASONS as usize) as i64),
                _ => Outcome::Accepted,
            };
            lead
        });
        World { leads: leads.collect() }
    }

    pub(crate) fn cube(&self) -> Cube {
        let rows = self.leads.len();
        let mut frame = Frame::new((0..rows as i64).map(LeadId).collect());
        for (at, field) in FIELDS.iter().enumerate() {
            let mut column = TextBuilder::with_capacity(rows);
            self.leads.iter().for_each(|lead| column.push(lead.value(at)));
            frame.set_column(FieldName::parse(field), Column::Text(column.finish(rows)));
        }
        let handoffs: Vec<Handoff> =
            self.leads.iter().enumerate().map(|(row, lead)| handoff(row, &lead.outcome)).collect();
        let reason = |id: i64| Reason {
            id: ReasonId(id),
            list: List::Rejection,
            key: ReasonKey { bucket: Bucket::Fit, slug: format!("reason-{id}") },
            label: format!("Reason {id}"),
            counts_as: None,
        };
        Cube::new(frame, handoffs, (0..REASONS).map(reason).collect())
    }
}

fn handoff(row: usize, outcome: &Outcome) -> Handoff {
    let reached = |at| Reached { at: Moment(at), not_before: Moment(at), provenance: Provenance::Derived };
    let mql = START + (row as i64 % 90) * Moment::DAY;
    let decided = |decision| Some((decision, reached(mql + Moment::HOUR)));
    Handoff {
        lead: LeadId(row as i64),
        pass: 1,
        mql: reached(mql),
        decided: match outcome {
            Outcome::Accepted => decided(Decision::Accepted),
            Outcome::Rejected(_) => decided(Decision::Rejected),
            Outcome::Pending => None,
        },
        reason: match outcome {
            Outcome::Rejected(reason) => Some(ReasonId(*reason)),
            _ => None,
        },
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
