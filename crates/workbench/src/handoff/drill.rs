//! From a mark to exactly the handoffs it counts.

use plumbline_cube::{
    cells::{Facet, Within},
    clocks::{ClockRow, ClockSelection, ClockState},
    query::{Hit, Outcome as Part, Query, Selection},
};
use plumbline_domain::{calendar::Period, handoff::Decision, ids::LeadId};
use serde::{Deserialize, Serialize};

use super::{
    facets,
    question::{Asked, Question},
};
use crate::{
    failure::{Failure, Outcome},
    lead::ClockOf,
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
    /// `any`, `accepted`, `rejected`, `pending`, `lapsed`, `numerator` or `denominator`; of clocks also what they say (`met`,
    /// `missed`, `running`, ...) and `late`, which is missed while somebody still waits.
    pub part: String,
    /// Only leads that count under this owner; empty for those without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Only handoffs in these cells: of each facet (`response`, `value:source`) one of the values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<(String, Vec<String>)>,
    /// These leads, whatever the question says: what was written down once, or read one by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads: Option<Vec<i64>>,
}

/// The part of a late clock that somebody still waits for.
const LATE: &str = "late";

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
            owner: None,
            within: selection.within.iter().map(|one| (one.facet.slug(), one.any_of.clone())).collect(),
            leads: None,
        }
    }

    /// The clocks of `question` that say `part`: those of one series, or of all.
    pub(crate) fn of_clocks(question: &Question, value: Option<&str>, part: &str) -> Drill {
        let value = value.map(str::to_owned);
        Drill { value, part: part.to_owned(), ..Drill::of(question, &Selection::ALL) }
    }

    /// Exactly these leads, each as often as it stands there.
    pub fn of_leads(leads: impl IntoIterator<Item = LeadId>) -> Drill {
        let leads = leads.into_iter().map(|lead| lead.0).collect();
        Drill { leads: Some(leads), ..Drill::of(&Question::weekly("volume"), &Selection::ALL) }
    }

    /// The same in one period.
    pub(crate) fn within(self, period: Period) -> Drill {
        Drill { start: Some(period.start.to_string()), ..self }
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
        if let Some(leads) = &self.leads {
            // One that was merged away since, or taken back with its import, is no longer there to be listed.
            let hit = |id: &i64| {
                let lead = LeadId(*id);
                loaded.cube.frame().row(lead).map(|row| Hit { row, lead, pass: 0 })
            };
            return Ok(leads.iter().filter_map(hit).collect());
        }
        let asked = Asked::read(workspace, loaded, &self.question)?;
        let query = asked.query(loaded);
        let start = super::question::day("drill", self.start.as_deref())?;
        let period = start.map(|start| loaded.settings.calendar.period(query.grain, start));
        let mut hits = match self.clock_part(&query) {
            Some((state, open)) => {
                let split = self.value.clone();
                let selection = ClockSelection { kind: None, state: Some(state), open, split, period };
                let rows = loaded.cube.clock_list(&query, &selection)?;
                rows.into_iter().map(|row| Hit { row: row.row, lead: row.lead, pass: row.pass }).collect()
            }
            None => {
                let within = self.cells()?;
                facets::ensure(workspace, loaded, within.iter().map(|one| &one.facet))?;
                let selection =
                    Selection { period, split: self.value.clone(), outcome: self.outcome()?, within };
                loaded.cube.drill(&query, &selection)?
            }
        };
        if let Some(owner) = &self.owner {
            loaded.ensure_clocks(workspace.store())?;
            let owners = loaded.cube.counted_owners();
            hits.retain(|hit| owners.text(hit.row as usize) == owner);
        }
        Ok(hits)
    }

    /// Which clock each of the `hits` handoffs counted there stands for; `None` if no clocks are counted, or none of them by
    /// itself.
    pub(crate) fn clocks(
        &self,
        workspace: &Workspace,
        loaded: &Loaded,
        hits: usize,
    ) -> Outcome<Option<Vec<ClockOf>>> {
        if self.leads.is_some() {
            return Ok(None);
        }
        let asked = Asked::read(workspace, loaded, &self.question)?;
        let query = asked.query(loaded);
        let part = self.clock_part(&query);
        let states = match (part, self.part.as_str()) {
            _ if query.measure.clocks().is_empty() => return Ok(None),
            (Some((state, _)), _) => vec![state],
            (None, "numerator") => vec![ClockState::Met],
            (None, "denominator") => vec![ClockState::Met, ClockState::Missed],
            _ => return Ok(None),
        };
        let start = super::question::day("drill", self.start.as_deref())?;
        let period = start.map(|start| loaded.settings.calendar.period(query.grain, start));
        let open = part.is_some_and(|(_, open)| open);
        let selection = ClockSelection { kind: None, state: None, open, split: self.value.clone(), period };
        let is_owners = |row: &ClockRow| self.owner.as_ref().is_none_or(|owner| *owner == row.owner);
        let rows = loaded.cube.clock_list(&query, &selection)?;
        let rows = rows.into_iter().filter(|row| states.contains(&row.state) && is_owners(row));
        let clocks: Vec<ClockOf> = rows.map(|row| ClockOf { kind: row.kind, pass: row.pass }).collect();
        Ok((clocks.len() == hits).then_some(clocks))
    }

    /// What the clocks asked for say, and whether somebody still waits; `None` for parts of a measure of handoffs.
    fn clock_part(&self, query: &Query<'_>) -> Option<(ClockState, bool)> {
        let state = match self.part.as_str() {
            LATE => Some((ClockState::Missed, true)),
            part => ClockState::from_slug(part).map(|state| (state, false)),
        };
        state.filter(|_| !query.measure.clocks().is_empty())
    }

    fn cells(&self) -> Outcome<Vec<Within>> {
        let cell = |(slug, any_of): &(String, Vec<String>)| {
            let facet = Facet::from_slug(slug)
                .ok_or_else(|| Failure::bad_input("drill", format!("A chart has no cells of \"{slug}\".")))?;
            Ok(Within { facet, any_of: any_of.clone() })
        };
        self.within.iter().map(cell).collect()
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
            owner: Some("Ann".into()),
            within: vec![("response".into(), vec!["5m".into(), "30m".into()])],
            leads: None,
        };
        assert_eq!(Drill::parse(&drill.token()).unwrap(), drill);
        assert!(Drill::parse("{}").is_err());
    }
}
