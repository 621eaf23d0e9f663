//! Where leads stand when somebody decides about them.

use plumbline_domain::{
    decide::Position,
    field::Field,
    handoff::{Decision, Handoff, handoffs_of},
    ids::LeadId,
    moment::Moment,
    settings::Settings,
};
use plumbline_store::{LeadRow, Reader, StoreError, Value};

/// Reads the positions of `leads` as of `now`, in their order; leads that are not there are left out.
pub(super) fn positions(
    reader: &Reader,
    leads: &[LeadId],
    settings: &Settings,
    now: Moment,
) -> Result<Vec<(LeadId, Position)>, StoreError> {
    let mut handoffs = Vec::new();
    reader
        .leads(leads)?
        .iter()
        .map(|row| {
            let mut events = reader.events_of(row.id)?;
            let later = events.iter().any(|event| event.not_before > now);
            handoffs.clear();
            handoffs_of(&mut events, settings, &mut handoffs);
            Ok((row.id, Position { later, ..position(row, handoffs.last(), settings, now) }))
        })
        .collect()
}

fn position(row: &LeadRow, handoff: Option<&Handoff>, settings: &Settings, now: Moment) -> Position {
    let stamp = match row.values.get(Field::FirstContactAt.index()) {
        Some(Value::Time(at)) => Some(*at),
        _ => None,
    };
    let day = |at| settings.calendar.day(at);
    // A contact in an earlier pass says nothing of this one; by the day, since stamps may be bare days.
    let of_pass = |at: &Moment| handoff.is_none_or(|handoff| day(*at) >= day(handoff.mql.not_before));
    // Nobody calls a lead qualified without having spoken to it.
    let qualified = handoff.and_then(|handoff| handoff.sql.or(handoff.opportunity).or(handoff.won));
    let lapsed = handoff
        .is_some_and(|handoff| handoff.decision(now, settings.decision_window_hours) == Decision::Lapsed);
    Position {
        stage: row.stage,
        contacted: stamp.filter(of_pass).or(qualified.map(|reached| reached.at)),
        lapsed,
        later: false,
    }
}
