//! Lines of the story, word for word.

use plumbline_domain::{event::StageEvent, ids::OpportunityId};
use plumbline_store::JoinedBy;

use super::*;

/// Monday, 2 March 2026, midnight in UTC.
const DAY: i64 = 1_772_409_600_000;
const LEAD: LeadId = LeadId(1);

fn at(day: i64, hour: i64) -> Moment {
    Moment(DAY + day * Moment::DAY + hour * Moment::HOUR)
}

fn activity(side: Side, kind: &str, at: Moment, outcome: Option<&str>) -> Activity {
    Activity {
        lead: LEAD,
        at,
        side,
        kind: kind.to_owned(),
        campaign: None,
        channel: None,
        outcome: outcome.map(str::to_owned),
        by: (side == Side::Touch).then(|| "Bo Chen".to_owned()),
        extra: Vec::new(),
        batch: Some(BatchId(2)),
    }
}

fn change(field: &str, old: &str, new: &str, bounds: (Moment, Moment)) -> FieldChange {
    FieldChange {
        lead: LEAD,
        field: field.to_owned(),
        at: bounds.1,
        not_before: bounds.0,
        old: old.to_owned(),
        new: new.to_owned(),
        provenance: if bounds.0 == bounds.1 { Provenance::Recorded } else { Provenance::Bounded },
        by: None,
        batch: Some(BatchId(3)),
    }
}

fn deal(outcome: DealOutcome, created_at: Option<Moment>, closed_at: Option<Moment>) -> Opportunity {
    Opportunity {
        id: OpportunityId(1),
        key: "006A".to_owned(),
        lead: Some(LEAD),
        joined_by: Some(JoinedBy::Id),
        name: Some("Renewal".to_owned()),
        stage: Some("Negotiation".to_owned()),
        outcome,
        amount: Some(12_500.0),
        currency: Some("EUR".to_owned()),
        lost_reason: Some("Price".to_owned()),
        owner: None,
        created_at,
        closed_at,
        extra: Vec::new(),
        batch: None,
    }
}

fn stage(stage: Stage, at: Moment, not_before: Moment, provenance: Provenance) -> EventDetail {
    EventDetail {
        event: StageEvent { lead: LEAD, stage, at, not_before, provenance, reason: None },
        batch: Some(BatchId(1)),
        source: None,
        reason_label: (stage == Stage::Rejected).then(|| "Industry not served".to_owned()),
        by: (stage == Stage::Rejected).then_some(PersonId(5)),
        by_name: None,
        note: (stage == Stage::Rejected).then(|| "not for us".to_owned()),
    }
}

fn told() -> Told {
    let sources = [(1, "leads.csv"), (2, "calls.csv"), (3, "april.csv")];
    Told {
        activities: Vec::new(),
        changes: Vec::new(),
        deals: Vec::new(),
        sources: sources.into_iter().map(|(id, name)| (BatchId(id), name.to_owned())).collect(),
        recyclings: Vec::new(),
        entered: HashMap::new(),
        ladder: Ladder::default(),
        persons: [(PersonId(5), "Ann Lee".to_owned())].into_iter().collect(),
    }
}

fn lines(told: &Told, stages: &[EventDetail]) -> Vec<String> {
    let line = |event: Event| {
        let detail = event.detail.map(|detail| format!(" [{detail}]")).unwrap_or_default();
        format!("{}: {}{detail} ({})", event.at, event.title, event.source)
    };
    told.timeline(stages, &Calendar::default()).into_iter().map(line).collect()
}

#[test]
fn everything_stands_in_time_with_its_source() {
    let mut told = told();
    told.activities.push(activity(Side::Engagement, "webinar", at(0, 10), None));
    told.activities.push(activity(Side::Touch, "call", at(3, 9), Some("answered")));
    told.changes.push(change("owner", "Ann Lee", "Bo Chen", (at(1, 0), at(8, 0))));
    told.deals.push(deal(DealOutcome::Lost, Some(at(10, 0)), Some(at(40, 0))));
    let stages = [
        stage(Stage::Mql, at(1, 12), at(1, 12), Provenance::Derived),
        stage(Stage::Rejected, at(5, 0), at(2, 0), Provenance::Bounded),
    ];
    assert_eq!(
        lines(&told, &stages),
        [
            "2 Mar 2026 10:00: Webinar (import 2, calls.csv)",
            "3 Mar 2026 12:00: MQL (import 1, leads.csv)",
            "5 Mar 2026 09:00: Call [answered · by Bo Chen] (import 2, calls.csv)",
            "between 4 and 7 Mar 2026: Rejected [Industry not served: not for us, by Ann Lee] (import 1, leads.csv)",
            "between 3 and 10 Mar 2026: Owner: Ann Lee → Bo Chen (import 3, april.csv)",
            "12 Mar 2026: Deal opened: Renewal [12500 EUR] (entered here)",
            "11 Apr 2026: Deal lost: Renewal [12500 EUR · Price] (entered here)",
        ]
    );
}

#[test]
fn many_of_a_kind_on_a_day_are_one_line_and_two_are_two() {
    let mut told = told();
    for hour in [9, 11, 17] {
        told.activities.push(activity(Side::Engagement, "email-open", at(0, hour), None));
    }
    told.activities.push(activity(Side::Engagement, "email-open", at(1, 8), None));
    told.activities.push(activity(Side::Engagement, "email-open", at(1, 9), None));
    let days = [
        "2 Mar 2026 09:00 to 17:00: 3 × email-open",
        "3 Mar 2026 08:00: Email-open",
        "3 Mar 2026 09:00: Email-open",
    ];
    assert_eq!(lines(&told, &[]), days.map(|line| format!("{line} (import 2, calls.csv)")));
}

#[test]
fn what_is_not_known_is_not_made_up() {
    let mut told = told();
    told.changes.push(change("owner", "", "Bo Chen", (at(1, 0), at(1, 0))));
    told.changes.push(change("owner", "Bo Chen", "", (at(2, 0), at(2, 0))));
    told.changes.push(change("created.at", "", &at(0, 7).0.to_string(), (at(3, 0), at(3, 0))));
    told.deals.push(deal(DealOutcome::Won, None, None));
    let stages = [stage(Stage::Mql, at(0, 0), Moment(0), Provenance::Bounded)];
    assert_eq!(
        lines(&told, &stages),
        [
            "by 2 Mar 2026: MQL (import 1, leads.csv)",
            "3 Mar 2026: Owner: Bo Chen (import 3, april.csv)",
            "4 Mar 2026: Owner: blank, was Bo Chen (import 3, april.csv)",
            "5 Mar 2026: Created: 2 Mar 2026 07:00 (import 3, april.csv)",
            "no date: Deal won: Renewal [12500 EUR] (entered here)",
        ]
    );
}
