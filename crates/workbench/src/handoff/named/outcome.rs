//! What becomes of leads: reasons, and how far they come.

use plumbline_charts as charts;
use plumbline_cube::{FieldName, cells::Facet};

use super::{Made, ask::Ask};
use crate::failure::Outcome;

/// Reasons of rejection in this period and in the one before.
pub(super) fn pareto(ask: &Ask<'_>) -> Outcome<Made> {
    let asked = ask.both_periods("rejection")?;
    let [now, before] =
        [&asked[0], &asked[1]].map(|question| ask.cells(question, &[Facet::Value(FieldName::Reason)]));
    Ok(Made { chart: charts::pareto(&now?, &before?, &ask.look), asked: asked.to_vec() })
}

/// How far the leads of a period came.
pub(super) fn cohort(ask: &Ask<'_>) -> Outcome<Made> {
    let question = ask.of_cohort("volume")?;
    let cells = ask.cells(&question, &[Facet::Progress])?;
    Ok(Made { chart: charts::cohort(&cells, &ask.look), asked: vec![question] })
}

/// What becomes of leads with their age. Decided handoffs are what the curves rise by, so those are listed.
pub(super) fn incidence(ask: &Ask<'_>) -> Outcome<Made> {
    let question = ask.of_cohort("acceptance")?;
    let cells = ask.cells(&question, &[Facet::Days])?;
    Ok(Made { chart: charts::incidence(&cells, &ask.look), asked: vec![question] })
}
