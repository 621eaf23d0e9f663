//! One lead at a time.

use std::borrow::Cow;

use super::{Criteria, Prepared, Truth};
use crate::{calendar::Calendar, field::FieldName, moment::Moment};

/// What is known of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Blank,
    /// Text; empty text is nothing.
    Text(Cow<'a, str>),
    /// A number; NaN is nothing.
    Number(f64),
    /// A moment; criteria see its day in the workspace's zone.
    Time(Moment),
}

/// What criteria may ask about a lead.
pub trait Facts {
    /// The value of a field; [`Value::Blank`] also for a column that does not exist.
    fn value(&self, field: &FieldName) -> Value<'_>;

    /// How many activities of `kind` there are, within so many days before the evaluation's moment if given; `None` if
    /// activities are not known at all, which is something else than none.
    fn activities(&self, kind: &str, within_days: Option<u32>) -> Option<u32>;

    /// The words of a named list; `None` if there is no such list.
    fn list(&self, name: &str) -> Option<&[String]>;

    /// The workspace's zone.
    fn calendar(&self) -> &Calendar;
}

/// Whether `criteria` hold for the lead behind `facts`.
pub fn evaluate(criteria: &Criteria, facts: &impl Facts) -> Truth {
    match criteria {
        Criteria::And(parts) => {
            parts.iter().fold(Truth::True, |truth, part| truth.and(evaluate(part, facts)))
        }
        Criteria::Or(parts) => parts.iter().fold(Truth::False, |truth, part| truth.or(evaluate(part, facts))),
        Criteria::Not(inner) => evaluate(inner, facts).negated(),
        Criteria::Test(field, test) => {
            let list = test.list().and_then(|name| facts.list(name));
            let prepared = Prepared::new(test, list, facts.calendar());
            match facts.value(field) {
                Value::Blank => prepared.blank(),
                Value::Text(text) => prepared.text(&text, &mut String::new()),
                Value::Number(number) => prepared.number(number),
                Value::Time(at) => prepared.time(at),
            }
        }
        Criteria::Activity { kind, comparison, count, within_days } => facts
            .activities(kind, *within_days)
            .map(|activities| comparison.accepts(activities.cmp(count)))
            .into(),
    }
}
