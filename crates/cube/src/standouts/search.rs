//! The comparisons of a search, and which of them stand out.

use plumbline_domain::field::FieldName;
use plumbline_stats::{
    Rate,
    concentration::Concentration,
    false_discovery::{Dependence, adjusted},
    fisher::Fisher,
};

use super::{
    LEVEL, Standout, Standouts, Subject, explained,
    population::{Dimension, FEWEST_OF_PAIR, Population, SMALL},
};
use crate::{cube::Cube, query::Query, refusal::Refusal};

/// One comparison.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    pub(super) place: Place,
    pub(super) rate: Rate,
    expected: f64,
    p: f64,
}

/// Which handoffs a comparison is about, and which of their rejections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Dimension and code.
    pub(super) of: (usize, u16),
    pub(super) with: Option<(usize, u16)>,
    /// The code of a reason.
    pub(super) reason: Option<u16>,
}

pub(super) fn standouts(cube: &Cube, query: &Query<'_>, fields: &[FieldName]) -> Result<Standouts, Refusal> {
    let population = Population::of(cube, query, fields)?;
    let all = population.all();
    let reasons = population.reasons();
    let mut compared = Vec::new();
    for (at, dimension) in population.dimensions.iter().enumerate() {
        compared.extend(values(at, dimension, all));
        compared.extend(with_reasons(at, dimension, &population, &reasons));
        for (other, second) in population.dimensions.iter().enumerate().skip(at + 1) {
            compared.extend(pairs((at, dimension), (other, second), &population));
        }
    }
    let chances: Vec<f64> = compared.iter().map(|one| one.p).collect();
    // Fisher's chances are from 0 to 1.
    let adjusted = adjusted(&chances, Dependence::Positive).unwrap_or_default();
    let mut kept: Vec<(Compared, f64)> =
        compared.iter().cloned().zip(adjusted).filter(|(_, q)| *q <= LEVEL).collect();
    kept.sort_by(|(a, _), (b, _)| (b.excess()).total_cmp(&a.excess()));
    let explained = explained::by_each_other(&kept, &population);
    let found = in_order(&kept, &explained, |one, q| shown(one, q, &population, cube));
    Ok(Standouts { comparisons: compared.len(), all, found })
}

impl Compared {
    fn excess(&self) -> f64 {
        self.rate.numerator as f64 - self.expected
    }
}

/// Each value against the rest.
fn values(at: usize, dimension: &Dimension, all: Rate) -> Vec<Compared> {
    let compared = |(code, rate): (usize, &Rate)| {
        let place = Place { of: (at, code as u16), with: None, reason: None };
        against_rest(place, *rate, all)
    };
    dimension.rates.iter().enumerate().filter_map(compared).collect()
}

/// Each value with each reason against the rest: is this what this value is rejected for?
fn with_reasons(
    at: usize,
    dimension: &Dimension,
    population: &Population,
    reasons: &[(u16, u64)],
) -> Vec<Compared> {
    let most = reasons.last().map_or(0, |(reason, _)| usize::from(*reason) + 1);
    let mut counts = vec![0_u64; dimension.values.len() * most];
    for (code, outcome) in dimension.codes.iter().zip(&population.outcome) {
        if *code != SMALL && *outcome > 1 {
            counts[usize::from(*code) * most + usize::from(*outcome - 1)] += 1;
        }
    }
    let decided = population.outcome.len() as u64;
    let mut compared = Vec::new();
    for (code, rate) in dimension.rates.iter().enumerate() {
        for (reason, n) in reasons {
            let place = Place { of: (at, code as u16), with: None, reason: Some(*reason) };
            let here = Rate::new(counts[code * most + usize::from(*reason)], rate.denominator);
            compared.extend(against_rest(place, here, Rate::new(*n, decided)));
        }
    }
    compared
}

/// `None` without a rest to compare with.
fn against_rest(place: Place, rate: Rate, all: Rate) -> Option<Compared> {
    let rest = Rate::new(all.numerator - rate.numerator, all.denominator - rate.denominator);
    let concentration = Concentration::of(rate, rest).filter(|_| rest.denominator > 0)?;
    Some(Compared { place, rate, expected: concentration.expected, p: concentration.p })
}

/// Each pair of values against either value without the other.
fn pairs(
    (at, first): (usize, &Dimension),
    (other, second): (usize, &Dimension),
    population: &Population,
) -> Vec<Compared> {
    let wide = second.values.len();
    let mut rates = vec![Rate::default(); first.values.len() * wide];
    for ((a, b), outcome) in first.codes.iter().zip(&second.codes).zip(&population.outcome) {
        if *a != SMALL && *b != SMALL {
            let rate = &mut rates[usize::from(*a) * wide + usize::from(*b)];
            rate.denominator += 1;
            rate.numerator += u64::from(*outcome > 0);
        }
    }
    let mut compared = Vec::new();
    for (cell, rate) in rates.into_iter().enumerate() {
        let (a, b) = (cell / wide, cell % wide);
        let alone = [first.rates[a], second.rates[b]];
        let named = !first.values[a].is_empty() && !second.values[b].is_empty();
        // A pair that is all of one of its values says what that value says.
        if named
            && rate.denominator >= u64::from(FEWEST_OF_PAIR)
            && alone.iter().all(|alone| alone.denominator > rate.denominator)
        {
            let place = Place { of: (at, a as u16), with: Some((other, b as u16)), reason: None };
            compared.push(against_each(place, rate, alone));
        }
    }
    compared
}

fn against_each(place: Place, rate: Rate, alone: [Rate; 2]) -> Compared {
    let without = |of: Rate| Rate::new(of.numerator - rate.numerator, of.denominator - rate.denominator);
    let p = alone.map(|of| Fisher::of(rate, without(of)).at_least);
    let share = alone.map(|of| of.value().unwrap_or_default());
    let expected = rate.denominator as f64 * share[0].max(share[1]);
    Compared { place, rate, expected, p: p[0].max(p[1]) }
}

/// What nothing explains comes first; who explains is named by the place in the new order.
fn in_order(
    kept: &[(Compared, f64)],
    explained: &[Option<usize>],
    show: impl Fn(&Compared, f64) -> Option<Standout>,
) -> Vec<Standout> {
    let mut order: Vec<usize> = (0..kept.len()).collect();
    order.sort_by_key(|at| explained[*at].is_some());
    let place = |wanted: usize| order.iter().position(|at| *at == wanted);
    let mut found = Vec::with_capacity(kept.len());
    for at in &order {
        let (compared, q) = &kept[*at];
        let explained_by = explained[*at].and_then(place);
        found.extend(show(compared, *q).map(|shown| Standout { explained_by, ..shown }));
    }
    found
}

fn shown(compared: &Compared, q: f64, population: &Population, cube: &Cube) -> Option<Standout> {
    let Compared { place, rate, expected, p } = compared;
    let named = |(dimension, code): (usize, u16)| {
        let dimension = &population.dimensions[dimension];
        (dimension.field.clone(), dimension.values[usize::from(code)].clone())
    };
    let reason = place.reason.and_then(|code| cube.reasons().entry(code));
    Some(Standout {
        subject: Subject {
            of: named(place.of),
            with: place.with.map(named),
            reason: reason.map(|reason| reason.text().into()),
        },
        reason_label: reason.map(|reason| reason.label.clone()),
        rate: *rate,
        interval: rate.wilson()?,
        expected: *expected,
        excess: compared.excess(),
        p: *p,
        q,
        explained_by: None,
    })
}
