//! Who and what differs from the rest, and what a change is made of.

use plumbline_charts as charts;
use plumbline_cube::cells::Facet;
use plumbline_domain::field::{Field, FieldName};

use super::{Made, ask::Ask};
use crate::failure::Outcome;

fn value(field: Field) -> Facet {
    Facet::Value(FieldName::Canonical(field))
}

/// Sources against the limits of luck.
pub(super) fn sources(ask: &Ask<'_>) -> Outcome<Made> {
    against_luck(ask, Field::Source)
}

/// Reps against the limits of luck, under whoever a name turned out to be.
pub(super) fn reps(ask: &Ask<'_>) -> Outcome<Made> {
    against_luck(ask, Field::Owner)
}

fn against_luck(ask: &Ask<'_>, field: Field) -> Outcome<Made> {
    let question = ask.question("acceptance")?;
    let cells = ask.cells(&question, &[value(field)])?;
    Ok(Made { chart: charts::limits(&cells, &ask.look), asked: vec![question] })
}

/// Rate against mix over sources, between a period and the one before.
pub(super) fn mix(ask: &Ask<'_>) -> Outcome<Made> {
    let asked = ask.both_periods("acceptance")?;
    let [now, before] = [&asked[0], &asked[1]].map(|question| ask.cells(question, &[value(Field::Source)]));
    Ok(Made { chart: charts::mix(&now?, &before?, &ask.look), asked: asked.to_vec() })
}
