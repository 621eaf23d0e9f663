//! The decided handoffs of a search, with the value of each field as a small code.

use plumbline_domain::{field::FieldName, handoff::Decision};
use plumbline_stats::Rate;

use crate::{
    cube::Cube,
    measure::Measure,
    query::Query,
    reasons::NO_REASON,
    refusal::Refusal,
    scan::Scan,
    split::{Codes, Split},
};

/// Fewest decided handoffs of a value that is compared.
pub(super) const FEWEST: u32 = 10;
/// Fewest of a pair of values: there are many more pairs than values.
pub(super) const FEWEST_OF_PAIR: u32 = 20;
/// Most values of a field that takes part.
const MOST_VALUES: usize = 200;

/// The code of values that are too small to be compared.
pub(super) const SMALL: u16 = u16::MAX;

/// Decided handoffs.
pub(super) struct Population {
    /// Per handoff: 0 if accepted, the code of its reason + 1 if rejected.
    pub(super) outcome: Vec<u16>,
    pub(super) dimensions: Vec<Dimension>,
}

/// A field of the leads behind them.
pub(super) struct Dimension {
    pub(super) field: FieldName,
    /// The values that are compared, by code.
    pub(super) values: Vec<Box<str>>,
    /// Per handoff; [`SMALL`] if its value is not compared.
    pub(super) codes: Vec<u16>,
    /// Rejected of decided, by code.
    pub(super) rates: Vec<Rate>,
}

impl Population {
    pub(super) fn of(cube: &Cube, query: &Query<'_>, fields: &[FieldName]) -> Result<Population, Refusal> {
        let query = Query { measure: Measure::Rejection, split: None, ..query.clone() };
        let scan = Scan::new(cube, &query)?;
        let (mut outcome, mut leads) = (Vec::new(), Vec::new());
        scan.each(0..scan.len(), |row| {
            if row.denominator > 0 {
                let rejected = row.decision == Decision::Rejected;
                outcome.push(if rejected { cube.facts().reason[row.handoff].saturating_add(1) } else { 0 });
                leads.push(cube.facts().lead[row.handoff]);
            }
        });
        let mut population = Population { outcome, dimensions: Vec::new() };
        for field in fields {
            let split = Split::of(cube, &Query { split: Some(field.clone()), ..query.clone() }, None)?;
            let Codes::Lead(of_lead) = &split.codes else { continue };
            let wide = leads.iter().map(|lead| of_lead[*lead as usize]).collect();
            population.dimensions.extend(population.dimension(field, wide, split.texts));
        }
        Ok(population)
    }

    /// `None` if the field has too many values, or fewer than two of them.
    fn dimension(&self, field: &FieldName, wide: Vec<u32>, texts: Vec<Box<str>>) -> Option<Dimension> {
        let mut sizes = vec![0_u32; texts.len()];
        wide.iter().for_each(|code| sizes[*code as usize] += 1);
        if sizes.iter().filter(|size| **size > 0).count() < 2 {
            return None;
        }
        let mut narrow = vec![SMALL; texts.len()];
        let mut values = Vec::new();
        for (code, text) in texts.into_iter().enumerate().filter(|(code, _)| sizes[*code] >= FEWEST) {
            narrow[code] = values.len() as u16;
            values.push(text);
            if values.len() > MOST_VALUES {
                return None;
            }
        }
        let codes: Vec<u16> = wide.into_iter().map(|code| narrow[code as usize]).collect();
        let mut rates = vec![Rate::default(); values.len()];
        for (code, outcome) in codes.iter().zip(&self.outcome).filter(|(code, _)| **code != SMALL) {
            let rate = &mut rates[usize::from(*code)];
            rate.denominator += 1;
            rate.numerator += u64::from(*outcome > 0);
        }
        Some(Dimension { field: field.clone(), values, codes, rates })
    }

    /// Rejected of decided, of all.
    pub(super) fn all(&self) -> Rate {
        let rejected = self.outcome.iter().filter(|outcome| **outcome > 0).count();
        Rate::new(rejected as u64, self.outcome.len() as u64)
    }

    /// True for rejections, or for those with this reason.
    pub(super) fn counts(outcome: u16, reason: Option<u16>) -> bool {
        match reason {
            None => outcome > 0,
            Some(reason) => outcome == reason + 1,
        }
    }

    /// The reasons that were given, by code; those without one are no reason to compare.
    pub(super) fn reasons(&self) -> Vec<(u16, u64)> {
        let mut counts: Vec<u64> = Vec::new();
        for outcome in self.outcome.iter().filter(|outcome| **outcome > NO_REASON + 1) {
            let at = usize::from(*outcome - 1);
            counts.resize(counts.len().max(at + 1), 0);
            counts[at] += 1;
        }
        let given = counts.into_iter().enumerate().filter(|(_, n)| *n > 0);
        given.map(|(reason, n)| (reason as u16, n)).collect()
    }
}
