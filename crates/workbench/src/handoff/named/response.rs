//! How fast sales responds.

use chrono::Weekday;
use plumbline_charts as charts;
use plumbline_cube::cells::Facet;

use super::{Made, ask::Ask};
use crate::{
    failure::Outcome,
    handoff::{facets, question::Asked},
    service_level,
};

/// Acceptance by response time.
pub(super) fn acceptance(ask: &Ask<'_>) -> Outcome<Made> {
    let question = ask.question("acceptance")?;
    let cells = ask.cells(&question, &[Facet::Response])?;
    Ok(Made { chart: charts::acceptance_by_response(&cells, &ask.look), asked: vec![question] })
}

/// How long leads wait.
pub(super) fn times(ask: &Ask<'_>) -> Outcome<Made> {
    let question = ask.question("volume")?;
    facets::ensure(ask.workspace, &ask.loaded, &[Facet::Response])?;
    let asked = Asked::read(ask.workspace, &ask.loaded, &question)?;
    let times = ask.loaded.cube.response_times(&asked.query(&ask.loaded))?;
    Ok(Made { chart: charts::response_times(&times, &ask.look), asked: vec![question] })
}

/// When leads arrive, against the working hours of the workspace.
pub(super) fn arrivals(ask: &Ask<'_>) -> Outcome<Made> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let question = ask.of_cohort("volume")?;
    let cells = ask.cells(&question, &[Facet::Weekday, Facet::Hour])?;
    let hours = service_level::desk(ask.workspace.store())?.hours;
    let week = [Mon, Tue, Wed, Thu, Fri, Sat, Sun]
        .map(|day| hours.windows(day).iter().map(|window| (window.opens(), window.closes())).collect());
    Ok(Made { chart: charts::arrivals(&cells, &week, &ask.look), asked: vec![question] })
}
