//! A clock of a lead of some tier that is late, with somebody waiting.

use plumbline_cube::{
    clocks::{ClockSelection, ClockState},
    measure::Measure,
    query::Query,
};
use plumbline_domain::{
    clock::ClockKind,
    consequence::When,
    field::{Field, FieldName},
    moment::Moment,
};
use serde_json::json;

use super::{Firing, Numbers, evidence};
use crate::failure::Outcome;

/// Late clocks that nothing has stopped: what was done late is counted, but there is nobody left to call.
pub(super) fn firings(
    numbers: &Numbers<'_>,
    when: &When,
    tier: &str,
    clock: ClockKind,
) -> Outcome<Vec<Firing>> {
    let split = Some(FieldName::Canonical(Field::Tier));
    let query = Query { split, ..numbers.query(Measure::of_clock(clock)) };
    let selection = ClockSelection {
        kind: Some(clock),
        state: Some(ClockState::Missed),
        open: true,
        split: Some(tier.to_owned()),
        period: None,
    };
    let rows = numbers.loaded.cube.clock_list(&query, &selection)?;
    let hours = |ms: i64| ms as f64 / Moment::HOUR as f64;
    let firing = |row: plumbline_cube::clocks::ClockRow| Firing {
        key: format!("{when} | {} {}", row.lead, row.pass),
        subject: format!("Lead #{}", row.lead),
        rep: Some(row.owner.clone()).filter(|owner| !owner.is_empty()),
        evidence: evidence(json!({
            "lead": row.lead.0,
            "pass": row.pass,
            "tier": row.tier,
            "clock": row.kind.slug(),
            "rep": row.owner,
            "started": row.started.map(|at| numbers.iso(at)),
            "due": row.due.map(|at| numbers.iso(at)),
            "overdue_wall_hours": row.overdue.map(|overdue| hours(overdue.wall_ms)),
            "overdue_business_hours": row.overdue.map(|overdue| hours(overdue.business_ms)),
        })),
    };
    Ok(rows.into_iter().map(firing).collect())
}
