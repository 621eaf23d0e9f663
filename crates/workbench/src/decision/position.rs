//! Where leads stand when somebody decides about them.

use std::collections::HashSet;

use plumbline_domain::{
    decide::Position,
    field::Field,
    handoff::{Decision, Handoff, handoffs_of},
    ids::LeadId,
    moment::Moment,
    settings::Settings,
};
use plumbline_store::{LeadRow, Reader, StoreError, Value};

use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Where `leads` stand as of `now`, each once.
    ///
    /// # Errors
    /// One of them is not there, or the file cannot be read.
    pub(super) fn positions_of(
        &self,
        leads: &[LeadId],
        settings: &Settings,
        now: Moment,
    ) -> Outcome<Vec<(LeadId, Position)>> {
        let mut leads = leads.to_vec();
        leads.sort_unstable();
        leads.dedup();
        let found = self.store().read(|reader| positions(reader, &leads, settings, now))?;
        if found.len() < leads.len() {
            let known: HashSet<LeadId> = found.iter().map(|(lead, _)| *lead).collect();
            let lost = leads.iter().find(|lead| !known.contains(lead));
            let name = lost.map(ToString::to_string).unwrap_or_default();
            return Err(Failure::bad_input("leads", format!("There is no lead {name}."))
                .hint("It may have gone with an import that was taken back."));
        }
        Ok(found)
    }
}

/// Reads the positions of `leads` as of `now`, in their order; leads that are not there are left out.
fn positions(
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
