//! Where leads stand when somebody decides about them.

use std::collections::HashSet;

use plumbline_domain::{
    decide::Position,
    handoff::{Decision, Handoff, handoffs_of},
    ids::LeadId,
    moment::Moment,
    settings::Settings,
};
use plumbline_store::{Reader, Standpoint, StoreError};

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
    let of_lead = |mut point: Standpoint| {
        let later = point.events.iter().any(|event| event.not_before > now);
        handoffs.clear();
        handoffs_of(&mut point.events, settings, &mut handoffs);
        (point.lead, Position { later, ..position(&point, handoffs.last(), settings, now) })
    };
    Ok(reader.standpoints(leads)?.into_iter().map(of_lead).collect())
}

fn position(point: &Standpoint, handoff: Option<&Handoff>, settings: &Settings, now: Moment) -> Position {
    let day = |at| settings.calendar.day(at);
    // A contact in an earlier pass says nothing of this one; by the day, since stamps may be bare days.
    let of_pass = |at: &Moment| handoff.is_none_or(|handoff| day(*at) >= day(handoff.mql.not_before));
    // Nobody calls a lead qualified without having spoken to it.
    let qualified = handoff.and_then(|handoff| handoff.sql.or(handoff.opportunity).or(handoff.won));
    let lapsed = handoff
        .is_some_and(|handoff| handoff.decision(now, settings.decision_window_hours) == Decision::Lapsed);
    let known = point.contacted.filter(of_pass);
    Position {
        stage: point.stage,
        mql: handoff.map(|handoff| handoff.mql.not_before),
        contacted: known.or(qualified.map(|reached| reached.at)),
        on_record: known.is_some(),
        lapsed,
        later: false,
    }
}
