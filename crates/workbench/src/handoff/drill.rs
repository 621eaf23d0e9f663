//! From a mark to exactly the handoffs it counts.

use plumbline_cube::query::{Hit, Outcome as Part, Selection};
use plumbline_domain::handoff::Decision;
use serde::{Deserialize, Serialize};

use super::question::{Asked, Question};
use crate::{
    failure::{Failure, Outcome},
    workspace::{Workspace, loaded::Loaded},
};

/// What a mark stands for: a question, and the part of its answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Drill {
    /// The question the chart asked.
    pub question: Question,
    /// First day of the period, ISO; all periods if `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Which series; `Some("")` is the series of blanks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// `any`, `accepted`, `rejected`, `pending`, `lapsed`, `numerator` or `denominator`.
    pub part: String,
}

impl Drill {
    /// What `selection` of the answer to `question` stands for.
    pub(crate) fn of(question: &Question, selection: &Selection) -> Drill {
        let part = match selection.outcome {
            Part::Any => "any",
            Part::Decision(decision) => decision.slug(),
            Part::Numerator => "numerator",
            Part::Denominator => "denominator",
        };
        Drill {
            question: question.clone(),
            start: selection.period.map(|period| period.start.to_string()),
            value: selection.split.clone(),
            part: part.to_owned(),
        }
    }

    /// As one line of text that travels through the window and comes back as it is.
    pub fn token(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a token.
    ///
    /// # Errors
    /// It is not one of ours.
    pub fn parse(token: &str) -> Outcome<Drill> {
        serde_json::from_str(token).map_err(|_| {
            Failure::bad_input("drill", "This list came from a chart that can no longer be read.")
                .hint("Go back to the chart and click the mark again.")
        })
    }

    /// The handoffs counted there, in the order of leads and passes.
    pub(crate) fn hits(&self, workspace: &Workspace, loaded: &Loaded) -> Outcome<Vec<Hit>> {
        let asked = Asked::read(workspace, loaded, &self.question)?;
        let query = asked.query(loaded);
        let start = super::question::day("drill", self.start.as_deref())?;
        let selection = Selection {
            period: start.map(|start| loaded.settings.calendar.period(query.grain, start)),
            split: self.value.clone(),
            outcome: self.outcome()?,
        };
        Ok(loaded.cube.drill(&query, &selection)?)
    }

    fn outcome(&self) -> Outcome<Part> {
        let decision = Decision::ALL.into_iter().find(|decision| decision.slug() == self.part);
        match (self.part.as_str(), decision) {
            (_, Some(decision)) => Ok(Part::Decision(decision)),
            ("any", _) => Ok(Part::Any),
            ("numerator", _) => Ok(Part::Numerator),
            ("denominator", _) => Ok(Part::Denominator),
            (other, _) => {
                Err(Failure::bad_input("drill", format!("There is no part \"{other}\" of a chart.")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_as_it_went() {
        let drill = Drill {
            question: Question {
                criteria: Some("source = \"a \\\"b\\\"\"".into()),
                ..Question::weekly("acceptance")
            },
            start: Some("2026-03-30".into()),
            value: Some(String::new()),
            part: "rejected".into(),
        };
        assert_eq!(Drill::parse(&drill.token()).unwrap(), drill);
        assert!(Drill::parse("{}").is_err());
    }
}
