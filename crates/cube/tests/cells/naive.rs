//! What facets say of one handoff, in plain words.

use std::collections::BTreeMap;

use chrono::{Datelike, TimeZone, Timelike};
use plumbline_cube::{
    cells::Facet,
    measure::{Basis, Known},
    reasons::Reason,
};
use plumbline_domain::{
    criteria::Truth,
    event::Provenance,
    field::{Field, FieldName},
    handoff::{Decision, Handoff, Reached},
    moment::Moment,
};

use crate::world::{Case, Lead, id, reasons};

const MINUTE: i64 = 60_000;

struct Row<'a> {
    case: &'a Case,
    lead: &'a Lead,
    handoff: Handoff,
    next: Option<Moment>,
}

/// Handoffs by decision per combination of values.
pub(crate) fn cells(case: &Case, facets: &[Facet]) -> BTreeMap<Vec<String>, [u32; Decision::ALL.len()]> {
    let handoffs = case.handoffs();
    let mut found: BTreeMap<Vec<String>, [u32; Decision::ALL.len()]> = BTreeMap::new();
    for (at, handoff) in handoffs.iter().enumerate() {
        let next = handoffs.get(at + 1).filter(|next| next.lead == handoff.lead).map(|next| next.mql.at);
        let lead = case.leads.iter().enumerate().find(|(row, _)| id(*row) == handoff.lead).unwrap().1;
        let row = Row { case, lead, handoff: handoff.clone(), next };
        if row.counts() {
            let key = facets.iter().map(|facet| row.value(facet)).collect();
            found.entry(key).or_default()[row.decision() as usize] += 1;
        }
    }
    found
}

impl Row<'_> {
    fn decision(&self) -> Decision {
        self.handoff.decision(self.case.as_of, self.case.settings.decision_window_hours)
    }

    fn decided(&self) -> Option<Reached> {
        let is_made = ![Decision::Pending, Decision::Lapsed].contains(&self.decision());
        self.handoff.decided.filter(|_| is_made).map(|(_, reached)| reached)
    }

    fn by(&self, reached: Option<Reached>) -> bool {
        reached.is_some_and(|reached| reached.not_before <= self.case.as_of)
    }

    fn provenance(&self) -> Provenance {
        let decided = self.decided().map_or(Provenance::Recorded, |reached| reached.provenance);
        self.handoff.mql.provenance.max(decided)
    }

    /// The moment of the basis.
    fn at(&self) -> Option<Moment> {
        match self.case.basis {
            Basis::Cohort => Some(self.handoff.mql.at),
            Basis::Decided => {
                self.decided().filter(|reached| !reached.is_bounded()).map(|reached| reached.at)
            }
        }
    }

    fn counts(&self) -> bool {
        let case = self.case;
        let least = match case.known {
            Known::All => Provenance::Bounded,
            Known::Dated => Provenance::Derived,
            Known::Recorded => Provenance::Recorded,
        };
        let Some(at) = self.at() else { return false };
        let start = |day| case.settings.calendar.start_of_day(day);
        self.handoff.mql.at <= case.as_of
            && at <= case.as_of
            && (!case.filtered || self.lead.truth == Truth::True)
            && case.from.is_none_or(|from| start(from) <= at)
            && case.to.is_none_or(|to| at < start(to))
            && self.provenance() <= least
    }

    fn contact(&self) -> Option<Moment> {
        let touches = self.lead.activities.iter().filter(|(_, by_sales)| *by_sales).map(|(at, _)| *at);
        let stamp = self.lead.contact.filter(|_| self.case.known != Known::Recorded);
        let here = |at: &Moment| {
            *at >= self.handoff.mql.at && *at <= self.case.as_of && self.next.is_none_or(|next| *at < next)
        };
        touches.chain(stamp).map(Moment).filter(here).min()
    }

    fn response(&self) -> &'static str {
        let mql = self.handoff.mql;
        let (contact, decided) = (self.contact(), self.decided());
        let first = match (contact, decided) {
            _ if mql.is_bounded() => return "",
            (None, None) => return "none",
            (Some(at), None) => at,
            (Some(at), Some(decided)) if decided.is_bounded() && at <= decided.not_before => at,
            (_, Some(decided)) if decided.is_bounded() => return "",
            (None, Some(decided)) => decided.at,
            (Some(at), Some(decided)) => at.min(decided.at),
        };
        match (first.0 - mql.at.0) as f64 / MINUTE as f64 {
            minutes if minutes < 0.0 => "",
            minutes if minutes <= 5.0 => "5m",
            minutes if minutes <= 30.0 => "30m",
            minutes if minutes <= 60.0 => "1h",
            minutes if minutes <= 120.0 => "2h",
            minutes if minutes <= 480.0 => "8h",
            minutes if minutes <= 1_440.0 => "24h",
            minutes if minutes <= 2_880.0 => "2d",
            minutes if minutes <= 10_080.0 => "7d",
            _ => "longer",
        }
    }

    fn progress(&self) -> String {
        let handoff = &self.handoff;
        let ended =
            [handoff.disqualified, handoff.lost, handoff.left].into_iter().any(|reached| self.by(reached));
        let ends = |rung: &str| if ended { format!("{rung}.ended") } else { rung.to_owned() };
        if self.by(handoff.won) {
            "won".to_owned()
        } else if self.by(handoff.opportunity) {
            ends("opportunity")
        } else if self.by(handoff.sql) {
            ends("sql")
        } else if self.decision() == Decision::Accepted {
            ends("accepted")
        } else {
            self.decision().slug().to_owned()
        }
    }

    fn days(&self) -> String {
        let until = self.decided().map_or(self.case.as_of, |reached| reached.at);
        let ms = until.0 - self.handoff.mql.at.0;
        if self.provenance() == Provenance::Bounded || ms < 0 {
            return String::new();
        }
        (ms / (24 * 60 * MINUTE)).min(366).to_string()
    }

    fn value(&self, facet: &Facet) -> String {
        let local = self.case.settings.calendar.zone.timestamp_millis_opt(self.handoff.mql.at.0).unwrap();
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let reason = || {
            let given = self.handoff.reason.filter(|_| self.decision() == Decision::Rejected);
            reasons().into_iter().find(|reason| Some(reason.id) == given)
        };
        let bounded = self.handoff.mql.is_bounded();
        match facet {
            Facet::Value(FieldName::Canonical(Field::Source)) => self.case.usual_source(self.lead.source),
            Facet::Value(FieldName::Canonical(Field::Score)) => {
                self.lead.score.map_or_else(String::new, |score| (score + 0.0).to_string())
            }
            Facet::Value(FieldName::Reason) => reason().as_ref().map(Reason::text).unwrap_or_default(),
            Facet::Value(FieldName::Bucket) => {
                reason().map_or_else(String::new, |reason| reason.key.bucket.slug().to_owned())
            }
            Facet::Value(FieldName::Decision) => self.decision().slug().to_owned(),
            Facet::Filled(FieldName::Canonical(Field::Source)) => yes(!self.lead.source.is_empty()),
            Facet::Filled(FieldName::Canonical(Field::Score)) => yes(self.lead.score.is_some()),
            Facet::Filled(FieldName::Canonical(Field::FirstContactAt)) => yes(self.lead.contact.is_some()),
            Facet::Period => {
                let calendar = &self.case.settings.calendar;
                calendar.period_at(self.case.grain, self.at().unwrap()).start.to_string()
            }
            Facet::Response => self.response().to_owned(),
            Facet::Progress => self.progress(),
            Facet::Days => self.days(),
            Facet::Weekday if bounded => String::new(),
            Facet::Weekday => local.weekday().to_string().to_lowercase(),
            Facet::Hour if bounded || local.num_seconds_from_midnight() == 0 => String::new(),
            Facet::Hour => local.hour().to_string(),
            other => panic!("not asked: {other:?}"),
        }
    }
}
