//! Mix: how much of a change of acceptance between two spans of days is only that other handoffs came.
//!
//! For each field the difference is split (Kitagawa) into what the rates of its values make at the same mix, and what the
//! change of mix makes at the same rates. The mix effects of all fields are one family for Benjamini and Hochberg. Values
//! too small to say anything are counted together, by their volume and never by their outcome.

mod verdict;

use chrono::NaiveDate;
use plumbline_domain::{calendar::Grain, field::FieldName};
use plumbline_stats::{
    Rate,
    false_discovery::{Dependence, adjusted},
    kitagawa::{Kitagawa, Part},
    normal,
};
use rustc_hash::FxHashMap;

pub use verdict::Verdict;

use crate::{cube::Cube, measure::Measure, query::Query, refusal::Refusal, split::parts_of_a_whole};

/// Adjusted p-values above this show no change of mix.
pub const LEVEL: f64 = 0.05;
/// Fewest decided handoffs, in both spans together, of a value that is a part of its own.
const FEWEST: u64 = 10;
/// Most parts of a field that takes part.
const MOST_PARTS: usize = 200;

/// Days from a first up to, not including, a last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Days {
    /// First day.
    pub from: NaiveDate,
    /// First day that no longer counts.
    pub to: NaiveDate,
}

/// A field over which acceptance was compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// The field.
    pub field: FieldName,
    /// Accepted of decided, before.
    pub before: Rate,
    /// And after.
    pub after: Rate,
    /// What the difference is made of.
    pub split: Kitagawa,
    /// The chance of so large a mix effect if the mix had not changed, two-sided.
    pub p: f64,
    /// The same after all fields (Benjamini and Hochberg).
    pub q: f64,
    /// The values, the largest mix effect first.
    pub parts: Vec<MixPart>,
}

/// A value of the field.
#[derive(Clone, Debug, PartialEq)]
pub struct MixPart {
    /// The value; the empty text is the blank one, `None` all that are too small to be a part of their own.
    pub value: Option<Box<str>>,
    /// Accepted of decided, before.
    pub before: Rate,
    /// And after.
    pub after: Rate,
    /// What it adds to the rate effect and to the mix effect.
    pub effect: Part,
}

impl Cube {
    /// Acceptance before against after, over each of `fields`. Measure, grain, split and days of the query do not matter.
    /// Fields of one value, of too many, and moments take no part.
    ///
    /// # Errors
    /// The question makes no sense; see [`Refusal`].
    pub fn mixes(
        &self,
        query: &Query<'_>,
        before: Days,
        after: Days,
        fields: &[FieldName],
    ) -> Result<Vec<Mix>, Refusal> {
        let mut mixes = Vec::new();
        for field in fields.iter().filter(|field| !parts_of_a_whole(Some(field))) {
            let [was, is] = [before, after].map(|days| self.by_value(query, days, field));
            // A field that cannot be split by is none to compare over.
            let (was, is) = match (was, is) {
                (Err(Refusal::SplitTooWide(_) | Refusal::FieldUnknown(_)), _)
                | (_, Err(Refusal::SplitTooWide(_) | Refusal::FieldUnknown(_))) => continue,
                (was, is) => (was?, is?),
            };
            mixes.extend(mix(field, &was, &is));
        }
        let chances: Vec<f64> = mixes.iter().map(|mix| mix.p).collect();
        let adjusted = adjusted(&chances, Dependence::Positive).unwrap_or_default();
        for (mix, q) in mixes.iter_mut().zip(adjusted) {
            mix.q = q;
        }
        Ok(mixes)
    }

    /// Accepted of decided by value of `field`.
    fn by_value(
        &self,
        query: &Query<'_>,
        days: Days,
        field: &FieldName,
    ) -> Result<FxHashMap<Box<str>, Rate>, Refusal> {
        let answer = self.answer(&Query {
            measure: Measure::Acceptance,
            // The fewest cells: only totals are read.
            grain: Grain::Quarter,
            split: Some(field.clone()),
            from: Some(days.from),
            to: Some(days.to),
            ..query.clone()
        })?;
        let of = |series: &crate::answer::Series| {
            (Box::from(series.split.as_deref().unwrap_or_default()), series.total.rate())
        };
        Ok(answer.series.iter().map(of).collect())
    }
}

fn mix(field: &FieldName, was: &FxHashMap<Box<str>, Rate>, is: &FxHashMap<Box<str>, Rate>) -> Option<Mix> {
    let mut values: Vec<&Box<str>> =
        was.keys().chain(is.keys().filter(|value| !was.contains_key(*value))).collect();
    values.sort_unstable();
    let of = |rates: &FxHashMap<Box<str>, Rate>, value: &str| rates.get(value).copied().unwrap_or_default();
    let mut parts: Vec<(Option<Box<str>>, Rate, Rate)> = Vec::new();
    let mut small = (Rate::default(), Rate::default());
    for value in values {
        let (before, after) = (of(was, value), of(is, value));
        if before.denominator + after.denominator < FEWEST {
            small = (small.0.plus(before), small.1.plus(after));
        } else {
            parts.push((Some(value.clone()), before, after));
        }
    }
    if small.0.denominator + small.1.denominator > 0 {
        parts.push((None, small.0, small.1));
    }
    if !(2..=MOST_PARTS).contains(&parts.len()) {
        return None;
    }
    let rates: Vec<(Rate, Rate)> = parts.iter().map(|(_, before, after)| (*before, *after)).collect();
    let split = Kitagawa::of(&rates)?;
    let sum = |which: fn(&(Rate, Rate)) -> Rate| rates.iter().map(which).fold(Rate::default(), Rate::plus);
    let parts = parts.into_iter().zip(&split.parts);
    let mut parts: Vec<MixPart> = parts
        .map(|((value, before, after), effect)| MixPart { value, before, after, effect: *effect })
        .collect();
    parts.sort_by(|a, b| b.effect.mix.abs().total_cmp(&a.effect.mix.abs()));
    let z = split.mix.abs() / split.mix_error;
    // Nothing that could vary did not change by luck either.
    let p = if z.is_nan() { 1.0 } else { (2.0 * normal::survival(z)).min(1.0) };
    Some(Mix {
        field: field.clone(),
        before: sum(|part| part.0),
        after: sum(|part| part.1),
        split,
        p,
        q: p,
        parts,
    })
}
