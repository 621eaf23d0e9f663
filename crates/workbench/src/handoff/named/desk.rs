//! What the two teams have promised each other: clocks by team, volume by tier.

use chrono::NaiveDate;
use plumbline_charts::{self as charts, Committed};
use plumbline_cube::cells::{Cells, Facet};
use plumbline_domain::field::{Field, FieldName};

use super::{Made, ask::Ask};
use crate::{
    failure::Outcome,
    handoff::{Question, question},
    service_level::{terms, volume},
};

/// Clocks met per team and period.
pub(super) fn clocks(ask: &Ask<'_>) -> Outcome<Made> {
    let question = ask.question("sla-met")?;
    let team = Facet::Value(FieldName::Canonical(Field::Team));
    let cells = ask.cells(&question, &[team, Facet::Period])?;
    Ok(Made { chart: charts::teams(&cells, &ask.look), asked: vec![question] })
}

/// MQLs by tier and month against what was committed.
pub(super) fn volumes(ask: &Ask<'_>) -> Outcome<Made> {
    let question = Question { grain: "month".to_owned(), ..ask.of_cohort("volume")? };
    let tier = Facet::Value(FieldName::Canonical(Field::Tier));
    let cells = ask.cells(&question, &[tier, Facet::Period])?;
    let today = ask.loaded.settings.calendar.day(ask.workspace.now()?);
    // A promise is about all leads of a tier: a part of them keeps or breaks nothing.
    let is_part = question.criteria.as_deref().is_some_and(|text| !text.is_empty());
    let committed = if is_part { Vec::new() } else { committed(ask, &question, &cells)? };
    Ok(Made { chart: charts::volumes(&cells, &committed, today, &ask.look), asked: vec![question] })
}

/// What was committed per tier and period of the answer; nothing of months that are only looked at in part.
fn committed(ask: &Ask<'_>, asked: &Question, cells: &Cells) -> Outcome<Vec<Committed>> {
    let commitments = ask.workspace.store().read(terms::commitments)?;
    let delivered = volume::by_tier(&ask.loaded, ask.workspace.now()?, &commitments)?;
    let day = |text: &Option<String>| question::day("from", text.as_deref());
    let (from, to): (Option<NaiveDate>, Option<NaiveDate>) = (day(&asked.from)?, day(&asked.to)?);
    let volumes = |tier: &volume::TierVolume| {
        let of = |period: &plumbline_cube::Period| {
            let is_whole =
                from.is_none_or(|from| from <= period.start) && to.is_none_or(|to| period.end <= to);
            let month = tier.months.iter().find(|month| month.period == *period).filter(|_| is_whole)?;
            Some(month.volume.committed)
        };
        cells.periods.iter().map(of).collect()
    };
    let known = delivered.iter().map(|tier| Committed { tier: tier.tier.clone(), volumes: volumes(tier) });
    Ok(known.collect())
}
