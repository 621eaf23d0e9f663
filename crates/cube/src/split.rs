//! Which series a handoff belongs to.

use plumbline_domain::{
    field::{Field, FieldName},
    handoff::Decision,
    reason::Bucket,
};
use rustc_hash::FxHashMap;

use crate::{
    clocks::columns::Clocks,
    cube::Cube,
    facts::{Facts, Now},
    frame::{Column, TextColumn},
    measure::{Basis, Measure},
    query::Query,
    reasons::Reasons,
    refusal::Refusal,
    spelling,
    standing::with_blank,
};

/// Refuses questions whose answer would mean nothing.
pub(crate) fn check(query: &Query<'_>) -> Result<(), Refusal> {
    let measure = query.measure;
    if measure == Measure::Lapse && query.basis == Basis::Decided {
        return Err(Refusal::BasisDoesNotFit { measure, basis: query.basis });
    }
    let fits = match &query.split {
        Some(FieldName::Reason | FieldName::Bucket) => {
            matches!(measure, Measure::Volume | Measure::Rejection)
        }
        Some(FieldName::DisqualificationReason) => {
            matches!(measure, Measure::Volume | Measure::Disqualification)
        }
        Some(FieldName::Decision) => measure == Measure::Volume,
        _ => true,
    };
    match &query.split {
        Some(split) if !fits => Err(Refusal::SplitDoesNotFit { measure, split: split.clone() }),
        _ => Ok(()),
    }
}

/// True if the series are parts of one whole: their rates share the denominator of the period.
pub(crate) fn parts_of_a_whole(split: Option<&FieldName>) -> bool {
    matches!(
        split,
        Some(FieldName::Reason | FieldName::Bucket | FieldName::DisqualificationReason | FieldName::Decision)
    )
}

/// The code of a handoff's series.
pub(crate) enum Codes {
    /// One series.
    One,
    /// By a code of the lead.
    Lead(Vec<u32>),
    /// By the reason of this handoff's rejection.
    Reason,
    /// By the bucket of that reason; per code of a reason.
    Bucket(Vec<u32>),
    /// By the reason of this handoff's disqualification.
    Disqualification,
    /// By the decision.
    Decision,
}

impl Codes {
    #[inline]
    pub(crate) fn of(&self, facts: &Facts, handoff: usize, decision: Decision, now: Now) -> u32 {
        let reason = |handoff: usize| {
            if decision == Decision::Rejected { usize::from(facts.reason[handoff]) } else { 0 }
        };
        match self {
            Codes::One => 0,
            Codes::Lead(codes) => codes[facts.lead[handoff] as usize],
            Codes::Reason => reason(handoff) as u32,
            Codes::Bucket(buckets) => buckets[reason(handoff)],
            Codes::Disqualification if facts.disqualified[handoff] > now.as_of => 0,
            Codes::Disqualification => u32::from(facts.disqualification[handoff]),
            Codes::Decision => decision as u32 + 1,
        }
    }
}

/// The codes of a split and the text of each.
pub(crate) struct Split {
    pub(crate) codes: Codes,
    pub(crate) texts: Vec<Box<str>>,
}

impl Split {
    pub(crate) fn of(cube: &Cube, query: &Query<'_>, clocks: Option<&Clocks>) -> Result<Split, Refusal> {
        let reasons = cube.reasons();
        let Some(field) = &query.split else {
            return Ok(Split { codes: Codes::One, texts: Vec::new() });
        };
        if let Some(lane) = clocks.and_then(|clocks| clocks.lanes.of_field(field)) {
            return Ok(Split { codes: Codes::Lead(lane.codes.clone()), texts: lane.dictionary.clone() });
        }
        let (codes, texts) = match field {
            FieldName::Reason => (Codes::Reason, reasons.texts()),
            FieldName::Bucket => (bucket_codes(reasons), with_blank(Bucket::ALL.map(Bucket::slug))),
            FieldName::DisqualificationReason => (Codes::Disqualification, reasons.texts()),
            FieldName::Decision => (Codes::Decision, with_blank(Decision::ALL.map(Decision::slug))),
            FieldName::Stage | FieldName::StageAt(_) | FieldName::Canonical(_) | FieldName::Extra(_) => {
                let columns = cube.columns(query.as_of, query.settings);
                let column = columns.column(field);
                let (codes, texts) = match column {
                    Some(Column::Text(text)) if *field == FieldName::Canonical(Field::Owner) => {
                        let TextColumn { codes, dictionary } = spelling::once(cube.people.column(text));
                        (codes, dictionary)
                    }
                    Some(Column::Text(text)) => {
                        let TextColumn { codes, dictionary } = spelling::once(text.clone());
                        (codes, dictionary)
                    }
                    Some(Column::Number(numbers)) => number_codes(numbers),
                    Some(Column::Time(_)) => return Err(Refusal::SplitTooWide(field.label().to_owned())),
                    None if matches!(field, FieldName::Extra(_)) => {
                        return Err(Refusal::FieldUnknown(field.label().to_owned()));
                    }
                    None => (vec![0; cube.frame().rows()], with_blank([])),
                };
                (Codes::Lead(codes), texts)
            }
        };
        Ok(Split { codes, texts })
    }

    /// The code of the series called `wanted`, however it is spelled now: which spelling is the usual one can change.
    pub(crate) fn find(&self, wanted: &str) -> Option<usize> {
        spelling::find(&self.texts, wanted)
    }

    /// The label of the series of `code`, as people know it.
    pub(crate) fn label(&self, code: u32, query: &Query<'_>, reasons: &Reasons) -> String {
        let of_reason = || reasons.entry(code as u16).map(|reason| reason.label.clone());
        let nth = (code as usize).checked_sub(1);
        let label = match &query.split {
            Some(FieldName::Reason | FieldName::DisqualificationReason) => of_reason(),
            Some(FieldName::Bucket) => {
                nth.and_then(|at| Bucket::ALL.get(at)).map(|bucket| bucket.label().to_owned())
            }
            Some(FieldName::Decision) => {
                nth.and_then(|at| Decision::ALL.get(at)).map(|decision| decision.label().to_owned())
            }
            _ => None,
        };
        label.unwrap_or_else(|| self.texts.get(code as usize).map_or_else(String::new, ToString::to_string))
    }
}

fn bucket_codes(reasons: &Reasons) -> Codes {
    let of = |code| reasons.bucket(code).map_or(0, |bucket| bucket as u32 + 1);
    Codes::Bucket((0..=reasons.entries().len()).map(|code| of(code as u16)).collect())
}

fn number_codes(numbers: &[f64]) -> (Vec<u32>, Vec<Box<str>>) {
    let mut texts = with_blank([]);
    let mut known = FxHashMap::default();
    let mut code = |number: f64| {
        if number.is_nan() {
            return 0;
        }
        // -0 and 0 are one value.
        *known.entry((number + 0.0).to_bits()).or_insert_with(|| {
            texts.push((number + 0.0).to_string().into());
            texts.len() as u32 - 1
        })
    };
    let codes = numbers.iter().map(|&number| code(number)).collect();
    (codes, texts)
}
