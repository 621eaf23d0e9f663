//! What is asked of the cube, as typed: on the command line, in the filter bar, or inside a mark of a chart.

use std::sync::Arc;

use chrono::NaiveDate;
use plumbline_cube::{
    mask::Mask,
    measure::{Basis, Known, Measure},
    query::Query,
    refusal::Refusal,
};
use plumbline_domain::{
    calendar::Grain,
    criteria::{self, Criteria},
    field::{Field, FieldName},
    moment::Moment,
};
use serde::{Deserialize, Serialize};

use crate::{
    criteria::unknown,
    failure::{Failure, Outcome},
    workspace::{Workspace, loaded::Loaded},
};

/// A question in words. Empty texts count as not given.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Question {
    /// Which measure, by its slug.
    pub metric: String,
    /// `week`, `month` or `quarter`.
    pub grain: String,
    /// `cohort` or `decided`.
    pub basis: String,
    /// One series per value of this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// Only handoffs of leads that meet these criteria.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria: Option<String>,
    /// First day, ISO.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// First day after, ISO.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// `all`, `dated` or `recorded`: only handoffs whose moments are known like this; all if `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
}

impl Question {
    /// Weekly cohorts of `metric`, unsplit and unfiltered.
    pub fn weekly(metric: &str) -> Question {
        Question {
            metric: metric.to_owned(),
            grain: "week".to_owned(),
            basis: "cohort".to_owned(),
            split: None,
            criteria: None,
            from: None,
            to: None,
            known: None,
        }
    }
}

/// A question that makes sense.
#[derive(Debug)]
pub(crate) struct Asked {
    measure: Measure,
    grain: Grain,
    basis: Basis,
    split: Option<FieldName>,
    known: Known,
    mask: Option<Arc<Mask>>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    pub(crate) as_of: Moment,
}

impl Asked {
    pub(crate) fn read(workspace: &Workspace, loaded: &Loaded, question: &Question) -> Outcome<Asked> {
        let measure = Measure::from_slug(&question.metric)?;
        let grain = Grain::from_slug(&question.grain).ok_or_else(|| {
            Failure::bad_input("grain", format!("There is no grain \"{}\".", question.grain))
                .hint("Use week, month or quarter.")
        })?;
        let basis = Basis::from_slug(&question.basis).ok_or_else(|| {
            Failure::bad_input("basis", format!("There is no basis \"{}\".", question.basis))
                .hint("Use cohort (the week of the MQL) or decided (the week of the decision).")
        })?;
        let known = known(question.known.as_deref())?;
        let split = question.split.as_deref().filter(|name| !name.is_empty()).map(FieldName::parse);
        let as_of = workspace.now()?;
        loaded.ensure(workspace.store(), &split)?;
        // Time to first contact reads a field of the lead and what sales logged; the others need handoffs alone.
        if measure == Measure::TimeToContact {
            loaded.ensure(workspace.store(), [&FieldName::Canonical(Field::FirstContactAt)])?;
            loaded.ensure_activities(workspace.store())?;
        }
        if !measure.clocks().is_empty() {
            loaded.ensure_clocks(workspace.store())?;
        }
        let mask = match criteria_of("criteria", question.criteria.as_deref(), loaded)? {
            Some(criteria) => Some(loaded.select(workspace.store(), &criteria, as_of)?),
            None => None,
        };
        let (from, to) = (day("from", question.from.as_deref())?, day("to", question.to.as_deref())?);
        if let (Some(first), Some(after)) = (from, to)
            && first >= after
        {
            return Err(Failure::bad_input(
                "to",
                format!("The period ends on {after} before it begins on {first}."),
            )
            .hint("Give the first day, and the first day after."));
        }
        Ok(Asked { measure, grain, basis, split, known, mask, from, to, as_of })
    }

    pub(crate) fn query<'a>(&'a self, loaded: &'a Loaded) -> Query<'a> {
        Query {
            measure: self.measure,
            grain: self.grain,
            basis: self.basis,
            split: self.split.clone(),
            known: self.known,
            filter: self.mask.as_deref(),
            from: self.from,
            to: self.to,
            as_of: self.as_of,
            settings: &loaded.settings,
        }
    }
}

fn known(text: Option<&str>) -> Outcome<Known> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Known::All) };
    Known::from_slug(text).ok_or_else(|| {
        Failure::bad_input("known", format!("Moments are not known as \"{text}\"."))
            .hint("Use all, dated (recorded or read from a stamp) or recorded.")
    })
}

/// Reads criteria typed into `field`; blank text is none.
pub(crate) fn criteria_of(field: &str, text: Option<&str>, loaded: &Loaded) -> Outcome<Option<Criteria>> {
    let text = text.unwrap_or_default();
    let read = criteria::parse_optional(text).and_then(|parsed| {
        match parsed.as_ref().and_then(|parsed| unknown(parsed, text, loaded)) {
            Some(error) => Err(error),
            None => Ok(parsed),
        }
    });
    read.map_err(|error| {
        let column = text.get(..error.start).map_or(0, |before| before.chars().count()) + 1;
        let message = format!("{} (criteria, character {column}).", error.message.trim_end_matches('.'));
        let failure = Failure::bad_input(field, message);
        match error.hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    })
}

pub(crate) fn day(field: &str, text: Option<&str>) -> Outcome<Option<NaiveDate>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Some).map_err(|_| {
        Failure::bad_input(field, format!("\"{text}\" is not a day.")).hint("Write it like 2026-03-31.")
    })
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let field = match refusal {
            Refusal::MeasureUnknown(_) | Refusal::MeasureUnavailable(_) => "metric",
            Refusal::BasisDoesNotFit { .. } => "basis",
            _ => "split",
        };
        Failure::bad_input(field, refusal.to_string()).hint(refusal.hint())
    }
}
