//! What only a person can say before a file is read.

use plumbline_domain::stage::Stage;

use super::{Mapping, Needs, Target};
use crate::{
    look::{DateOrder, Look},
    value::{DateFormat, date::Order},
};

/// Something the file does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// `date-order:HEADER` or `mql-column`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// One or two sentences.
    pub text: String,
    /// The answers to choose from.
    pub choices: Vec<Choice>,
    /// The value of the choice that other columns make likely; never taken by itself.
    pub likely: Option<String>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What [`Mapping::answer`] takes.
    pub value: String,
    /// As shown to people.
    pub label: String,
}

const DATE_ORDER: &str = "date-order:";
const MQL_COLUMN: &str = "mql-column";

impl Mapping {
    /// What has to be asked before the file can be read without refusing rows for it.
    pub fn questions(&self, look: &Look) -> Vec<Question> {
        let mut questions: Vec<Question> = self
            .columns
            .iter()
            .filter(|(_, target)| target.needs() == Needs::Date)
            .filter(|(header, _)| self.date_format(header).is_none())
            .filter_map(|(header, _)| date_order(look, header))
            .collect();
        questions.extend(self.mql_column(look));
        questions
    }

    /// Takes the answer to a question; false if there is no such question or answer.
    pub fn answer(&mut self, id: &str, value: &str) -> bool {
        if let Some(header) = id.strip_prefix(DATE_ORDER) {
            let Some(format) = DateFormat::parse(value) else { return false };
            self.set_date_format(header, format);
            return true;
        }
        if id == MQL_COLUMN && self.columns.iter().any(|(header, _)| header == value) {
            self.set(value, Target::Stage(Stage::Mql));
            return true;
        }
        false
    }

    /// Without MQL dates no handoff can be dated.
    fn mql_column(&self, look: &Look) -> Option<Question> {
        let mql = Target::Stage(Stage::Mql);
        if self.column_of(&mql).is_some() || self.statuses.iter().any(|(_, stage)| *stage == Some(Stage::Mql))
        {
            return None;
        }
        let choices: Vec<Choice> = look
            .columns
            .iter()
            .filter(|column| column.dates.dates() * 10 >= column.filled * 9 && column.filled > 0)
            .map(|column| Choice { value: column.header.clone(), label: column.header.clone() })
            .collect();
        (!choices.is_empty()).then(|| Question {
            id: MQL_COLUMN.to_owned(),
            title: "When did a lead become an MQL?".to_owned(),
            text:
                "No column says when marketing called a lead qualified. Without it nothing can be counted as \
                   a handoff."
                    .to_owned(),
            choices,
            likely: None,
        })
    }
}

fn date_order(look: &Look, header: &str) -> Option<Question> {
    let column = look.column(header)?;
    let order = column.dates.order();
    if !matches!(order, DateOrder::Ambiguous | DateOrder::Contradictory) {
        return None;
    }
    let example = column.dates.example.as_deref().unwrap_or_default();
    let why = match order {
        DateOrder::Contradictory => "Some of its dates have the day first and some the month",
        _ => "No value of the column shows it",
    };
    let likely = look
        .columns
        .iter()
        .find_map(|other| match other.dates.order() {
            DateOrder::Proved(Order::DayFirst) => Some(DateFormat::DayFirst),
            DateOrder::Proved(Order::MonthFirst) => Some(DateFormat::MonthFirst),
            _ => None,
        })
        .map(|format| format.text().to_owned());
    Some(Question {
        id: format!("{DATE_ORDER}{header}"),
        title: format!("Day or month first in {header}?"),
        text: format!("{why}; {example} could be read both ways."),
        choices: vec![
            Choice { value: "day-first".to_owned(), label: "Day first".to_owned() },
            Choice { value: "month-first".to_owned(), label: "Month first".to_owned() },
        ],
        likely,
    })
}
