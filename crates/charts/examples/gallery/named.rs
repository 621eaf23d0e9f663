//! Every named chart of a world.

use plumbline_charts::{
    Chart, Committed, Filled, Look, Week, acceptance_by_response, arrivals, cohort, completeness, cost,
    incidence, limits, mix, pareto, response_times, teams, volumes,
};
use plumbline_cube::{FieldName, Grain, cells::Facet, measure::Measure, query::Query, spend::Spent};

use crate::world::World;

/// A chart with the questions its marks are of.
pub(crate) type Drawn<'a> = (&'static str, Chart, Vec<Query<'a>>);

/// Monday to Friday, nine to half past twelve and one to six; on Friday until four.
fn week() -> Week {
    let day = || vec![(540, 750), (780, 1_080)];
    [day(), day(), day(), day(), vec![(540, 960)], Vec::new(), Vec::new()]
}

/// All of them.
pub(crate) fn all<'a>(world: &'a World, look: &Look) -> Vec<Drawn<'a>> {
    let source = || vec![Facet::Value(FieldName::parse("source"))];
    let reason = [Facet::Value(FieldName::Reason)];
    let both = |measure: Measure, facets: &[Facet]| {
        world.halves(measure).map(|query| world.cube.cells(&query, facets).expect("a question that fits"))
    };
    let one = |measure: Measure| vec![world.query(measure)];
    let [now, before] = both(Measure::Rejection, &reason);
    let [mixed, mixed_before] = both(Measure::Acceptance, &source());
    let times = world.cube.response_times(&world.query(Measure::Volume)).expect("a question that fits");
    let accepted = |facets: &[Facet]| world.cells(Measure::Acceptance, facets);
    let all = |facets: &[Facet]| world.cells(Measure::Volume, facets);
    // Sources stand in for teams and tiers, whose rules are another crate's.
    let monthly = Query { grain: Grain::Month, ..world.query(Measure::Volume) };
    let months =
        world.cube.cells(&monthly, &[source()[0].clone(), Facet::Period]).expect("a question that fits");
    let committed: Vec<Committed> = ["Content", "Organic"]
        .into_iter()
        .zip([9, 30])
        .map(|(tier, n)| Committed { tier: tier.to_owned(), volumes: vec![Some(n); months.periods.len()] })
        .collect();
    let filled: Vec<Filled> = ["source", "first_contact.at"]
        .into_iter()
        .map(|field| {
            let facets = [Facet::Filled(FieldName::parse(field)), source()[0].clone()];
            Filled { field: FieldName::parse(field).label().to_owned(), cells: all(&facets) }
        })
        .collect();
    let by_value =
        [("Content", 12_000.0), ("Event", 30_500.5), ("Paid search: generic", 28_000.0), ("", 400.0)];
    let by_value = by_value.map(|(value, sum)| (value.to_owned(), sum)).to_vec();
    let spent = Spent { currency: "EUR".to_owned(), by_value, left_out: 2 };
    vec![
        ("reason-pareto", pareto(&now, &before, look), world.halves(Measure::Rejection).to_vec()),
        (
            "response-acceptance",
            acceptance_by_response(&accepted(&[Facet::Response]), look),
            one(Measure::Acceptance),
        ),
        ("response-times", response_times(&times, look), one(Measure::Volume)),
        ("cohort-funnel", cohort(&all(&[Facet::Progress]), look), one(Measure::Volume)),
        ("funnel-by-source", limits(&accepted(&source()), look), one(Measure::Acceptance)),
        ("mix-and-rate", mix(&mixed, &mixed_before, look), world.halves(Measure::Acceptance).to_vec()),
        ("incidence", incidence(&accepted(&[Facet::Days]), look), one(Measure::Acceptance)),
        (
            "clocks-by-team",
            teams(&accepted(&[source()[0].clone(), Facet::Period]), look),
            one(Measure::Acceptance),
        ),
        (
            "volume-by-tier",
            volumes(&months, &committed, world.settings.calendar.day(world.as_of), look),
            vec![monthly.clone()],
        ),
        ("completeness", completeness(&filled, look), one(Measure::Volume)),
        ("cost-per-accepted", cost(&accepted(&source()), Some(&spent), look), one(Measure::Acceptance)),
        ("arrivals", arrivals(&all(&[Facet::Weekday, Facet::Hour]), &week(), look), one(Measure::Volume)),
    ]
}
