//! What marketing brings: how complete leads are, and what they cost.

use plumbline_charts::{self as charts, Filled};
use plumbline_cube::cells::Facet;
use plumbline_domain::{
    criteria,
    field::{Field, FieldName},
};

use super::{Made, ask::Ask};
use crate::{
    failure::Outcome,
    handoff::{Question, question::Asked},
    service_level,
};

/// What definitions of an MQL are written about, whether this workspace has rules over it or not.
const USUAL: [Field; 6] =
    [Field::Title, Field::Persona, Field::Industry, Field::Employees, Field::Country, Field::Email];

/// Most fields that are looked at.
const MOST: usize = 14;

/// How complete the fields are, by source.
pub(super) fn completeness_by_source(ask: &Ask<'_>) -> Outcome<Made> {
    let question = ask.of_cohort("volume")?;
    completeness(ask, question, &Facet::Value(FieldName::Canonical(Field::Source)))
}

/// How complete the fields are, by month.
pub(super) fn completeness_by_month(ask: &Ask<'_>) -> Outcome<Made> {
    let question = Question { grain: "month".to_owned(), ..ask.of_cohort("volume")? };
    completeness(ask, question, &Facet::Period)
}

fn completeness(ask: &Ask<'_>, question: Question, by: &Facet) -> Outcome<Made> {
    let mut filled = Vec::new();
    for name in fields(ask)? {
        let cells = ask.cells(&question, &[Facet::Filled(name.clone()), by.clone()])?;
        filled.push(Filled { field: ask.loaded.ladder.field_label(&name).into_owned(), cells });
    }
    Ok(Made { chart: charts::completeness(&filled, &ask.look), asked: vec![question] })
}

/// The fields that the rules of tiers and saved views ask for, then the usual ones.
fn fields(ask: &Ask<'_>) -> Outcome<Vec<FieldName>> {
    let desk = service_level::desk(ask.workspace.store())?;
    let views = ask.workspace.saved_views()?;
    let parsed: Vec<_> =
        views.iter().filter_map(|view| criteria::parse_optional(&view.criteria).ok().flatten()).collect();
    let of_views = parsed.iter().flat_map(|criteria| criteria.fields()).cloned();
    let usual = USUAL.map(FieldName::Canonical);
    let mut found: Vec<FieldName> = Vec::new();
    for name in desk.fields().into_iter().cloned().chain(of_views).chain(usual) {
        // What is computed from handoffs is no question of a form.
        let is_asked = matches!(name, FieldName::Canonical(_))
            || matches!(&name, FieldName::Extra(header) if ask.loaded.extra.contains(header));
        if is_asked && !found.contains(&name) {
            found.push(name);
        }
    }
    found.truncate(MOST);
    Ok(found)
}

/// What an accepted lead costs, by source.
pub(super) fn cost(ask: &Ask<'_>) -> Outcome<Made> {
    let question = ask.of_cohort("acceptance")?;
    let source = FieldName::Canonical(Field::Source);
    let cells = ask.cells(&question, &[Facet::Value(source.clone())])?;
    ask.loaded.ensure_spend(ask.workspace.store())?;
    let is_part = question.criteria.as_deref().is_some_and(|text| !text.is_empty());
    let asked = Asked::read(ask.workspace, &ask.loaded, &question)?;
    let spent = ask.loaded.cube.spent(&asked.query(&ask.loaded), &source)?;
    let chart = charts::cost(&cells, (!is_part).then_some(&spent), &ask.look);
    Ok(Made { chart, asked: vec![question] })
}
