//! The naive count.

use std::collections::BTreeSet;

use chrono::Days;
use plumbline_cube::{
    measure::{Basis, Known, Measure},
    reasons::Reason,
};
use plumbline_domain::{
    calendar::Period,
    event::Provenance,
    field::{Field, FieldName},
    handoff::{Decision, Handoff, Reached},
    moment::Moment,
};

use crate::world::{Case, Lead, id, reasons};

/// What the oracle expects of one point.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) period: Period,
    pub(crate) split: Option<String>,
    pub(crate) n: usize,
    pub(crate) decisions: [usize; Decision::ALL.len()],
    pub(crate) numerator: usize,
    pub(crate) denominator: usize,
    pub(crate) value: Option<f64>,
    pub(crate) p90: Option<f64>,
    pub(crate) cohort_value: Option<f64>,
    pub(crate) settled: bool,
    pub(crate) provenances: [usize; 3],
}

#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) points: Vec<Expected>,
    pub(crate) totals: Vec<Expected>,
    pub(crate) undated: usize,
    pub(crate) left_out: usize,
}

struct Row<'a> {
    case: &'a Case,
    lead: &'a Lead,
    handoff: Handoff,
    next: Option<Moment>,
}

impl Row<'_> {
    fn by(&self, reached: Option<Reached>) -> bool {
        reached.is_some_and(|reached| reached.by(self.case.as_of))
    }

    fn decision(&self) -> Decision {
        self.handoff.decision(self.case.as_of, self.case.settings.decision_window_hours)
    }

    /// By a decision of which everybody knows what it was.
    fn is_decided(&self) -> bool {
        [Decision::Accepted, Decision::Rejected].contains(&self.decision())
    }

    /// By one that may have been of either kind as well.
    fn is_made(&self) -> bool {
        self.is_decided() || self.decision() == Decision::Unclear
    }

    fn won(&self) -> bool {
        self.by(self.handoff.won)
    }

    fn deal(&self) -> bool {
        self.by(self.handoff.opportunity) || self.won()
    }

    fn sql(&self) -> bool {
        self.by(self.handoff.sql) || self.deal()
    }

    /// The moment of the basis; `None` if there is none that is known.
    fn at(&self) -> Option<Moment> {
        match self.case.basis {
            Basis::Cohort => Some(self.handoff.mql.at),
            Basis::Decided => {
                let (_, reached) = self.handoff.decided.filter(|_| self.is_made())?;
                (!reached.is_bounded()).then_some(reached.at)
            }
        }
    }

    fn hours(&self) -> Option<f64> {
        let (until, _) = self.ends()?;
        let exact = self.provenance() != Some(Provenance::Bounded);
        exact.then_some((until.0 - self.handoff.mql.at.0) as f64 / 3_600_000.0)
    }

    /// The moment at which a duration ends, and how it is known.
    fn ends(&self) -> Option<(Moment, Provenance)> {
        match self.case.measure {
            Measure::TimeToDecide => {
                let (_, reached) = self.handoff.decided.filter(|_| self.is_made())?;
                Some((reached.at, reached.provenance))
            }
            Measure::TimeToContact => {
                let mut contacts = vec![];
                if self.case.known != Known::Recorded {
                    contacts.extend(self.lead.contact.map(|at| (Moment(at), Provenance::Derived)));
                }
                let touches = self.lead.activities.iter().filter(|(_, by_sales)| *by_sales);
                contacts.extend(touches.map(|(at, _)| (Moment(*at), Provenance::Recorded)));
                contacts.retain(|(at, _)| {
                    let here = *at >= self.handoff.mql.at && *at <= self.case.as_of;
                    here && self.next.is_none_or(|next| *at < next)
                });
                contacts.sort();
                contacts.first().copied()
            }
            _ => None,
        }
    }

    /// How the less certain of the moments that count is known.
    fn provenance(&self) -> Option<Provenance> {
        let mql = self.handoff.mql.provenance;
        match self.case.measure {
            Measure::TimeToDecide | Measure::TimeToContact => self.ends().map(|(_, ends)| ends.max(mql)),
            _ => Some(self.of_handoff()),
        }
    }

    fn of_handoff(&self) -> Provenance {
        let decided = self.handoff.decided.filter(|_| self.is_made());
        self.handoff
            .mql
            .provenance
            .max(decided.map_or(Provenance::Recorded, |(_, reached)| reached.provenance))
    }

    fn takes_part(&self) -> bool {
        let decisive = match (self.case.measure, self.case.basis) {
            (Measure::TimeToContact, Basis::Cohort) => self.handoff.mql.provenance,
            _ => self.of_handoff(),
        };
        match self.case.known {
            Known::All => true,
            Known::Dated => decisive != Provenance::Bounded,
            Known::Recorded => decisive == Provenance::Recorded,
        }
    }

    fn counted(&self) -> (bool, bool) {
        let accepted = self.decision() == Decision::Accepted;
        match self.case.measure {
            Measure::Volume => (true, true),
            Measure::Acceptance => (accepted, self.is_decided()),
            Measure::Rejection => (self.decision() == Decision::Rejected, self.is_decided()),
            Measure::Lapse => (self.decision() == Decision::Lapsed, true),
            Measure::MqlToSql => (self.sql(), true),
            Measure::Disqualification => {
                let dropped = self.by(self.handoff.disqualified);
                let known = accepted && (dropped || !self.by(self.handoff.left));
                (known && dropped, known)
            }
            Measure::SqlToOpportunity => (self.deal(), self.sql()),
            Measure::Win => (self.won(), self.deal()),
            Measure::TimeToDecide | Measure::TimeToContact => {
                (self.hours().is_some(), self.hours().is_some())
            }
            clocks => panic!("{clocks:?} has an oracle of its own"),
        }
    }

    fn reason(&self) -> Option<Reason> {
        let id = self.handoff.reason.filter(|_| self.decision() == Decision::Rejected)?;
        reasons().into_iter().find(|reason| reason.id == id)
    }

    fn series(&self) -> Option<String> {
        let number = |score: f64| if score == 0.0 { "0".to_owned() } else { score.to_string() };
        Some(match self.case.split.as_ref()? {
            FieldName::Canonical(Field::Source) => self.case.usual_source(self.lead.source),
            FieldName::Canonical(Field::Score) => self.lead.score.map(number).unwrap_or_default(),
            FieldName::Reason => self
                .reason()
                .map_or(String::new(), |reason| format!("{}.{}", reason.key.bucket.slug(), reason.key.slug)),
            FieldName::Bucket => {
                self.reason().map_or(String::new(), |reason| reason.key.bucket.slug().to_owned())
            }
            FieldName::Decision => self.decision().slug().to_owned(),
            FieldName::DisqualificationReason if self.by(self.handoff.disqualified) => {
                let id = self.handoff.disqualification;
                let found = reasons().into_iter().find(|reason| Some(reason.id) == id);
                found.map(|reason| reason.key.slug).unwrap_or_default()
            }
            _ => String::new(),
        })
    }
}

fn refused(case: &Case) -> bool {
    let parts = match &case.split {
        Some(FieldName::Extra(_)) => return true,
        Some(FieldName::Reason | FieldName::Bucket) => Some(Measure::Rejection),
        Some(FieldName::DisqualificationReason) => Some(Measure::Disqualification),
        Some(FieldName::Decision) => Some(Measure::Volume),
        _ => None,
    };
    let fits = parts.is_none_or(|measure| case.measure == measure || case.measure == Measure::Volume);
    !fits || (case.measure == Measure::Lapse && case.basis == Basis::Decided)
}

fn rows(case: &Case) -> Vec<Row<'_>> {
    let handoffs = case.handoffs();
    let mut rows = Vec::new();
    for (at, handoff) in handoffs.iter().enumerate() {
        let row = (0..case.leads.len()).find(|&row| id(row) == handoff.lead).expect("a lead of this world");
        let lead = &case.leads[row];
        let next = handoffs.get(at + 1).filter(|next| next.lead == handoff.lead).map(|next| next.mql.at);
        let passes = !case.filtered || lead.truth == plumbline_domain::criteria::Truth::True;
        if passes && handoff.mql.at <= case.as_of {
            rows.push(Row { case, lead, handoff: handoff.clone(), next });
        }
    }
    rows
}

/// The expected points; `None` if the question is to be refused.
pub(crate) fn answer(case: &Case) -> Option<Answered> {
    if refused(case) {
        return None;
    }
    let rows = rows(case);
    let undated = match case.basis {
        Basis::Cohort => 0,
        Basis::Decided => rows.iter().filter(|row| row.is_made() && row.at().is_none()).count(),
    };
    let calendar = &case.settings.calendar;
    let inside = |row: &&Row<'_>| {
        row.at().is_some_and(|at| {
            let day = calendar.day(at);
            case.from.is_none_or(|from| day >= from) && case.to.is_none_or(|to| day < to)
        })
    };
    let (rows, left_out): (Vec<&Row<'_>>, Vec<&Row<'_>>) =
        rows.iter().filter(inside).partition(|row| row.takes_part());
    let period_of = |row: &Row<'_>| calendar.period_at(case.grain, row.at().expect("inside"));
    let mut periods = Vec::new();
    if let (Some(first), Some(last)) =
        (rows.iter().map(|row| period_of(row)).min(), rows.iter().map(|row| period_of(row)).max())
    {
        // By days, not by the calendar's own step.
        let mut day = first.start;
        while day < last.end {
            periods.push(calendar.period(case.grain, day));
            day = day + Days::new(1);
        }
        periods.dedup();
    }
    let splits: BTreeSet<Option<String>> = rows.iter().map(|row| row.series()).collect();
    let (mut points, mut totals) = (Vec::new(), Vec::new());
    for split in &splits {
        let mut settled = true;
        for &period in &periods {
            let here: Vec<&Row<'_>> = rows.iter().copied().filter(|row| period_of(row) == period).collect();
            let point = point(case, &here, split.as_ref(), period, None);
            settled &= point.settled;
            points.push(point);
        }
        let span = Period { start: periods[0].start, end: periods[periods.len() - 1].end };
        totals.push(point(case, &rows, split.as_ref(), span, Some(settled)));
    }
    Some(Answered { points, totals, undated, left_out: left_out.len() })
}

fn point(
    case: &Case,
    all: &[&Row<'_>],
    split: Option<&String>,
    period: Period,
    settled: Option<bool>,
) -> Expected {
    let rows: Vec<&&Row<'_>> = all.iter().filter(|row| row.series().as_ref() == split).collect();
    let parts = matches!(
        case.split,
        Some(FieldName::Reason | FieldName::Bucket | FieldName::DisqualificationReason | FieldName::Decision)
    );
    let of: Vec<&&Row<'_>> = if parts { all.iter().collect() } else { rows.clone() };
    let decisions =
        Decision::ALL.map(|decision| rows.iter().filter(|row| row.decision() == decision).count());
    let numerator = rows.iter().filter(|row| row.counted().0).count();
    let denominator = of.iter().filter(|row| row.counted().1).count();
    let mut hours: Vec<f64> = rows.iter().filter_map(|row| row.hours()).collect();
    hours.sort_by(f64::total_cmp);
    let ratio = |denominator: usize| (denominator > 0).then(|| numerator as f64 / denominator as f64);
    let value = match case.measure {
        Measure::Volume => Some(rows.len() as f64),
        Measure::TimeToDecide | Measure::TimeToContact => at_rank(&hours, 0.5),
        _ => ratio(denominator),
    };
    let of_cohort = [Measure::Acceptance, Measure::Rejection].contains(&case.measure);
    Expected {
        period,
        split: split.cloned(),
        n: rows.len(),
        decisions,
        numerator,
        denominator,
        value,
        p90: at_rank(&hours, 0.9),
        cohort_value: ratio(of.len()).filter(|_| of_cohort),
        provenances: [Provenance::Recorded, Provenance::Derived, Provenance::Bounded]
            .map(|known| rows.iter().filter(|row| row.provenance() == Some(known)).count()),
        settled: settled.unwrap_or_else(|| is_settled(case, &of, period)),
    }
}

fn at_rank(sorted: &[f64], q: f64) -> Option<f64> {
    let at = q * (sorted.len().checked_sub(1)?) as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Some(below + (above - below) * at.fract())
}

fn is_settled(case: &Case, rows: &[&&Row<'_>], period: Period) -> bool {
    let end = case.settings.calendar.start_of_day(period.end);
    if case.basis == Basis::Decided || case.as_of < end {
        return case.as_of >= end;
    }
    let decided = rows.iter().filter(|row| row.is_made()).count();
    let open = |row: &&&&Row<'_>| row.decision() == Decision::Pending;
    if rows.is_empty() {
        return case.as_of >= end.plus_hours(case.settings.decision_window_hours);
    }
    decided as f64 >= 0.95 * rows.len() as f64 || rows.iter().filter(open).count() == 0
}
