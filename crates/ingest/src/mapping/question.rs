//! What only a person can say before a file is read.

use plumbline_domain::{field::Field, shape::Shape, stage::Stage};

use super::{Mapping, Needs, RowField, Target, both::BOTH, target::WHO};
use crate::{
    look::{Column, DateOrder, Look},
    value::{DateFormat, date::Order},
};

/// Something the file does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// `date-order:HEADER`, `both:HEADER`, `column:TARGET` or `mql-column`.
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
const COLUMN: &str = "column:";

impl Mapping {
    /// What has to be asked before the file can be read without refusing rows for it.
    pub fn questions(&self, look: &Look) -> Vec<Question> {
        let mut questions: Vec<Question> = self
            .columns
            .iter()
            .filter(|(_, target)| target.needs() == Needs::Date)
            .filter(|(header, _)| matches!(self.date_format(header), None | Some(DateFormat::Either)))
            .filter_map(|(header, _)| date_order(look, header))
            .collect();
        match self.shape {
            Shape::LeadPerRow => {
                questions.extend(self.both(look));
                questions.extend(self.mql_column(look));
            }
            _ => questions.extend(self.lacking(look)),
        }
        questions
    }

    /// Takes the answer to a question; false if there is no such question or answer.
    pub fn answer(&mut self, id: &str, value: &str) -> bool {
        if let Some(header) = id.strip_prefix(DATE_ORDER) {
            let Some(format) = DateFormat::parse(value) else { return false };
            self.set_date_format(header, format);
            return true;
        }
        if let Some(target) = id.strip_prefix(COLUMN).and_then(Target::parse_known)
            && self.columns.iter().any(|(header, _)| header == value)
        {
            self.set(value, target);
            return true;
        }
        if let Some(header) = id.strip_prefix(BOTH) {
            return self.answer_both(header, value);
        }
        if id == MQL_COLUMN && self.columns.iter().any(|(header, _)| header == value) {
            self.set(value, Target::Stage(Stage::Mql));
            return true;
        }
        false
    }

    /// What rows of another shape cannot do without and no column becomes.
    fn lacking(&self, look: &Look) -> Vec<Question> {
        let has = |target: &Target| self.column_of(target).is_some();
        let says_whose = look.column(crate::read::IDENTITY_COLUMN).is_some()
            || WHO.into_iter().map(Target::Field).any(|target| has(&target));
        let id: Target = RowField::OpportunityId.into();
        let needed: Vec<Target> = match self.shape {
            Shape::StageLog => vec![RowField::ChangeNew.into(), RowField::ChangeAt.into()],
            Shape::ActivityLog => vec![RowField::ActivityKind.into(), RowField::ActivityAt.into()],
            Shape::Opportunities if !has(&RowField::OpportunityName.into()) => vec![id],
            Shape::Spend => vec![RowField::SpendDay.into(), RowField::SpendAmount.into()],
            Shape::ContactPerRow => vec![Field::ContactId.into()],
            Shape::CompanyPerRow => vec![Field::CompanyId.into()],
            _ => Vec::new(),
        };
        let is_log = matches!(self.shape, Shape::StageLog | Shape::ActivityLog);
        let whose = (is_log && !says_whose).then_some(Target::Field(Field::ExternalId));
        let missing = whose.into_iter().chain(needed.into_iter().filter(|target| !has(target)));
        missing.filter_map(|target| self.which_column(look, &target)).collect()
    }

    fn which_column(&self, look: &Look, target: &Target) -> Option<Question> {
        let may_be = |column: &&Column| {
            let typed = match target.needs() {
                Needs::Date => column.dates.dates() + column.dates.excel + column.dates.epoch,
                Needs::Number => column.numbers.numbers(),
                Needs::Text | Needs::Mail => column.filled,
            };
            let is_free = matches!(self.target(&column.header), Target::Extra(_));
            is_free && column.filled > 0 && typed * 2 > column.filled
        };
        let choices: Vec<Choice> = look
            .columns
            .iter()
            .filter(may_be)
            .map(|column| Choice { value: column.header.clone(), label: column.header.clone() })
            .collect();
        let (title, text) = match target {
            Target::Field(Field::ExternalId) => (
                "Whose rows are these?".to_owned(),
                "No column names the lead a row belongs to: its id, its e-mail address, a contact or a company.",
            ),
            _ => (
                format!("Which column is \"{}\"?", target.label()),
                "No column says it, and without it a row says nothing.",
            ),
        };
        (!choices.is_empty()).then(|| Question {
            id: format!("{COLUMN}{}", target.slug()),
            title,
            text: text.to_owned(),
            choices,
            likely: None,
        })
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
