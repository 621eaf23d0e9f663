//! The leads table: what is computed from handoffs, and sorting.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use plumbline_cube::{
    Cube,
    frame::{BLANK_TIME, Column, Frame, TextBuilder, Value},
    reasons::Reason,
};
use plumbline_domain::{
    event::{Provenance, StageEvent},
    field::FieldName,
    handoff::{Decision, Handoff, handoffs_of},
    ids::{LeadId, ReasonId},
    moment::Moment,
    reason::{Bucket, List, ReasonKey},
    settings::Settings,
    stage::Stage,
};
use proptest::{collection::vec, prelude::*, sample::select};

fn reasons() -> Vec<Reason> {
    let reason = |id, list, slug: &str| Reason {
        id: ReasonId(id),
        list,
        key: ReasonKey { bucket: Bucket::Fit, slug: slug.to_owned() },
        label: slug.to_uppercase(),
        counts_as: None,
    };
    vec![reason(1, List::Rejection, "size"), reason(2, List::Disqualification, "no-budget")]
}

fn events() -> impl Strategy<Value = Vec<(Stage, i64)>> {
    let stage = select(vec![
        Stage::Mql,
        Stage::Mql,
        Stage::Sal,
        Stage::Sql,
        Stage::Opportunity,
        Stage::Won,
        Stage::Lost,
        Stage::Disqualified,
        Stage::Rejected,
    ]);
    vec((stage, 0_i64..60), 0..7)
}

fn handoffs(events: &[(Stage, i64)], lead: LeadId) -> Vec<Handoff> {
    let event = |&(stage, day): &(Stage, i64)| StageEvent {
        lead,
        stage,
        at: Moment(day * Moment::DAY),
        not_before: Moment(day * Moment::DAY),
        provenance: Provenance::Derived,
        reason: match stage {
            Stage::Rejected => Some(ReasonId(1)),
            Stage::Disqualified => Some(ReasonId(2)),
            _ => None,
        },
    };
    let mut events: Vec<StageEvent> = events.iter().map(event).collect();
    let mut out = Vec::new();
    handoffs_of(&mut events, &Settings::default(), &mut out);
    out
}

/// The stage the newest handoff stands at: the last of what it has reached, in the order of time and ladder.
fn stage(handoff: &Handoff, as_of: Moment) -> Stage {
    let decision = handoff.decided.map(|(decision, reached)| {
        (if decision == Decision::Accepted { Stage::Sal } else { Stage::Rejected }, Some(reached))
    });
    let mut reached = vec![
        (Stage::Mql, Some(handoff.mql)),
        (Stage::Sql, handoff.sql),
        (Stage::Opportunity, handoff.opportunity),
        (Stage::Won, handoff.won),
        (Stage::Disqualified, handoff.disqualified),
        (Stage::Lost, handoff.lost),
    ];
    reached.extend(decision);
    let known = reached.into_iter().filter_map(|(stage, reached)| reached.map(|reached| (reached.at, stage)));
    known.filter(|(at, _)| *at <= as_of).max().map_or(Stage::Mql, |(_, stage)| stage)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn standing_follows_the_newest_handoff_at_every_moment(
        leads in vec(events(), 1..5),
        moments in vec(0_i64..80 * 24, 1..6),
    ) {
        let settings = Settings::default();
        let ids: Vec<LeadId> = (0..leads.len() as i64).map(LeadId).collect();
        let all: Vec<Vec<Handoff>> = leads.iter().zip(&ids).map(|(events, id)| handoffs(events, *id)).collect();
        let mut frame = Frame::new(ids);
        let mut given = TextBuilder::default();
        leads.iter().for_each(|_| given.push("inquiry"));
        frame.set_column(FieldName::Stage, Column::Text(given.finish(0)));
        let cube = Cube::new(frame, all.iter().flatten().cloned(), reasons());
        // Several moments ask the same cube: what it keeps must not outlive its truth.
        for hours in moments {
            let as_of = Moment(hours * Moment::HOUR);
            let columns = cube.columns(as_of, &settings);
            for (row, handoffs) in all.iter().enumerate() {
                let newest = handoffs.iter().rfind(|handoff| handoff.mql.at <= as_of);
                let decision = newest.map(|newest| newest.decision(as_of, settings.decision_window_hours));
                let rejected = decision == Some(Decision::Rejected);
                let dropped = newest.and_then(|newest| newest.disqualified).is_some_and(|reached| reached.at <= as_of);
                let expected = [
                    ("stage", newest.map_or("inquiry", |newest| stage(newest, as_of).slug())),
                    ("decision", decision.map_or("", Decision::slug)),
                    ("reason", if rejected { "fit.size" } else { "" }),
                    ("bucket", if rejected { "fit" } else { "" }),
                    ("disqualification.reason", if dropped { "no-budget" } else { "" }),
                ];
                for (name, text) in expected {
                    let column = columns.column(&FieldName::parse(name)).expect("a computed column");
                    let value = if text.is_empty() { Value::Blank } else { Value::Text(text) };
                    prop_assert_eq!(column.value(row), value, "{} of {:?} at {:?}", name, handoffs, as_of);
                }
            }
        }
    }

    #[test]
    fn sorting_is_stable_with_blanks_last_in_either_direction(
        texts in vec(select(vec!["", "beta", "Alpha", "ALPHA", "Österreich", "zeta"]), 1..40),
        numbers in vec(select(vec![f64::NAN, -1.5, -0.0, 0.0, 2.0, f64::INFINITY]), 40),
        times in vec(select(vec![BLANK_TIME, -5, 0, 9_000]), 40),
        descending: bool,
        some in 0_usize..40,
    ) {
        let rows = texts.len();
        let mut frame = Frame::new((0..rows as i64).map(LeadId).collect());
        let mut builder = TextBuilder::default();
        texts.iter().for_each(|text| builder.push(text));
        frame.set_column(FieldName::parse("source"), Column::Text(builder.finish(0)));
        frame.set_column(FieldName::parse("score"), Column::Number(numbers.clone()));
        frame.set_column(FieldName::parse("created.at"), Column::Time(times.clone()));
        let cube = Cube::new(frame, [], Vec::new());
        let chosen: Vec<u32> = (0..rows as u32).filter(|row| some > 20 || row % 3 == 0).collect();
        let settings = Settings::default();
        let ordered = |name: &str| {
            let mut rows = chosen.clone();
            cube.order(&mut rows, &FieldName::parse(name), descending, Moment(0), &settings);
            rows
        };
        prop_assert_eq!(ordered("source"), naive(&chosen, descending, |row| {
            Some(texts[row].to_lowercase()).filter(|text| !text.is_empty())
        }));
        prop_assert_eq!(ordered("created.at"), naive(&chosen, descending, |row| {
            Some(times[row]).filter(|at| *at != BLANK_TIME)
        }));
        // Finite numbers in halves are whole when doubled; infinity is larger than all of them.
        prop_assert_eq!(ordered("score"), naive(&chosen, descending, |row| {
            Some(numbers[row]).filter(|number| !number.is_nan()).map(|number| (number * 2.0).min(1e9) as i64)
        }));
        prop_assert_eq!(ordered("No such column"), chosen);
    }
}

fn naive<K: Ord>(rows: &[u32], descending: bool, key: impl Fn(usize) -> Option<K>) -> Vec<u32> {
    let (mut known, blank): (Vec<u32>, Vec<u32>) = rows.iter().partition(|row| key(**row as usize).is_some());
    known.sort_by(|a, b| {
        let order = key(*a as usize).cmp(&key(*b as usize));
        if descending { order.reverse() } else { order }
    });
    known.extend(blank);
    known
}
