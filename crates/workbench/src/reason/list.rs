//! The picklists with what each entry was given for.

use std::collections::HashMap;

use plumbline_cube::query::{Outcome as Part, Selection};
use plumbline_domain::reason::List;
use plumbline_store::{Reader, Reason};

use crate::{
    failure::Outcome,
    handoff::{Drill, Question},
    workspace::Workspace,
};

/// A picklist entry, and what it was given for.
#[derive(Clone, Debug)]
pub struct Row {
    /// The entry.
    pub reason: Reason,
    /// How many handoffs count for it; one that was merged has none.
    pub given: u64,
    /// Those handoffs, for a list.
    pub drill: Drill,
}

impl Workspace {
    /// All entries of the picklists for rejection and disqualification, retired ones included, and what rejections without
    /// a reason count as, so that the counts add up to those of the chart.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn reason_rows(&self) -> Outcome<Vec<Row>> {
        let mut rows = Vec::new();
        let reasons = self.store().read(Reader::counted_reasons)?;
        for list in [List::Rejection, List::Disqualification] {
            let question = question(list);
            let given = self.given(&question)?;
            for reason in reasons.iter().filter(|reason| reason.list == list) {
                let text = match list {
                    List::Rejection => reason.key.to_string(),
                    List::Disqualification | List::Lost => reason.key.slug.clone(),
                };
                let given = given.get(&text).copied().unwrap_or_default();
                let selection = Selection { split: Some(text), outcome: Part::Numerator, ..Selection::ALL };
                let drill = Drill::of(&question, &selection);
                rows.push(Row { reason: reason.clone(), given, drill });
            }
        }
        Ok(rows)
    }

    /// How many handoffs each value of the question's split has.
    fn given(&self, question: &Question) -> Outcome<HashMap<String, u64>> {
        let answer = self.trend(question)?.answer;
        let of = |series: &plumbline_cube::answer::Series| {
            let text = series.split.as_deref().unwrap_or_default().to_owned();
            (text, u64::from(series.total.numerator))
        };
        Ok(answer.series.iter().map(of).collect())
    }
}

/// Rejections, or disqualifications, by their reason.
fn question(list: List) -> Question {
    let (metric, split) = match list {
        List::Rejection => ("rejection", "reason"),
        List::Disqualification | List::Lost => ("disqualification", "disqualification.reason"),
    };
    Question { split: Some(split.to_owned()), ..Question::weekly(metric) }
}
