//! Which part of a buying committee a person is, by rules over job title and seniority.
//!
//! Rules are an ordered list; the first whose criteria are true wins. Titles are matched by whole words, and the words
//! stand in the rule itself: in `title matches "ciso, head of security"` the name of the list is the list.

mod starter;
mod text;

pub use starter::starter;
pub use text::{RuleError, parse, print};

use std::{borrow::Cow, collections::HashMap};

use crate::{
    calendar::Calendar,
    criteria::{self, Criteria, Facts, Prepared, Test, Truth, Value},
    field::{Field, FieldName},
};

/// One rule: who fits the criteria is this persona.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonaRule {
    /// As shown and stored.
    pub persona: String,
    /// Over [`Field::Title`] and [`Field::Seniority`]; any other field is blank here.
    pub criteria: Criteria,
}

/// The persona of one person; `None` if no rule is true.
///
/// For more than a few, make [`Personas`] once.
pub fn of<'r>(rules: &'r [PersonaRule], title: &str, seniority: &str) -> Option<&'r str> {
    let person = Person { title, seniority, lists: lists(rules), calendar: Calendar::default() };
    rules
        .iter()
        .find(|rule| criteria::evaluate(&rule.criteria, &person) == Truth::True)
        .map(|rule| rule.persona.as_str())
}

/// How many persons a rule is the first to catch, and some of their titles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caught {
    /// Persons.
    pub count: u64,
    /// The most frequent titles, at most [`Caught::EXAMPLES`].
    pub examples: Vec<String>,
}

impl Caught {
    /// Titles that are shown.
    pub const EXAMPLES: usize = 5;
}

/// What each rule catches of titles and their counts, in the order of the rules; last, what no rule catches.
pub fn caught(rules: &[PersonaRule], titles: &[(String, u64)]) -> Vec<Caught> {
    let personas = Personas::new(rules);
    let mut all: Vec<Vec<(u64, &str)>> = vec![Vec::new(); rules.len() + 1];
    for (title, count) in titles {
        all[personas.first(title, "").unwrap_or(rules.len())].push((*count, title));
    }
    all.into_iter()
        .map(|mut titles| {
            titles.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
            Caught {
                count: titles.iter().map(|(count, _)| count).sum(),
                examples: titles
                    .iter()
                    .take(Caught::EXAMPLES)
                    .map(|(_, title)| (*title).to_owned())
                    .collect(),
            }
        })
        .collect()
}

/// Rules made ready for many persons: lists are folded once and not per person.
#[derive(Clone, Debug)]
pub struct Personas {
    rules: Vec<(String, Ready)>,
}

/// [`Criteria`] whose tests are prepared.
#[derive(Clone, Debug)]
enum Ready {
    And(Vec<Ready>),
    Or(Vec<Ready>),
    Not(Box<Ready>),
    Title(Prepared),
    Seniority(Prepared),
    Settled(Truth),
}

impl Personas {
    /// Makes rules ready.
    pub fn new(rules: &[PersonaRule]) -> Personas {
        let calendar = Calendar::default();
        let ready = |rule: &PersonaRule| (rule.persona.clone(), Ready::new(&rule.criteria, &calendar));
        Personas { rules: rules.iter().map(ready).collect() }
    }

    /// The place of the first rule that is true.
    pub fn first(&self, title: &str, seniority: &str) -> Option<usize> {
        let mut scratch = String::new();
        self.rules.iter().position(|(_, rule)| rule.truth(title, seniority, &mut scratch) == Truth::True)
    }

    /// Whether the rule at this place is true, whatever the rules before it say.
    pub fn truth(&self, rule: usize, title: &str, seniority: &str) -> Truth {
        self.rules
            .get(rule)
            .map_or(Truth::Unknown, |(_, rule)| rule.truth(title, seniority, &mut String::new()))
    }

    /// The persona of the rule at this place.
    pub fn name(&self, rule: usize) -> Option<&str> {
        self.rules.get(rule).map(|(persona, _)| persona.as_str())
    }

    /// True without any rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

impl Ready {
    fn new(criteria: &Criteria, calendar: &Calendar) -> Ready {
        let all = |parts: &[Criteria]| parts.iter().map(|part| Ready::new(part, calendar)).collect();
        match criteria {
            Criteria::And(parts) => Ready::And(all(parts)),
            Criteria::Or(parts) => Ready::Or(all(parts)),
            Criteria::Not(inner) => Ready::Not(Box::new(Ready::new(inner, calendar))),
            Criteria::Test(field, test) => {
                let words = test.list().map(words_of);
                let prepared = Prepared::new(test, words.as_deref(), calendar);
                match field {
                    FieldName::Canonical(Field::Title) => Ready::Title(prepared),
                    FieldName::Canonical(Field::Seniority) => Ready::Seniority(prepared),
                    _ => Ready::Settled(prepared.blank()),
                }
            }
            Criteria::Activity { .. } => Ready::Settled(Truth::Unknown),
        }
    }

    fn truth(&self, title: &str, seniority: &str, scratch: &mut String) -> Truth {
        match self {
            Ready::And(parts) => {
                let mut truth = Truth::True;
                for part in parts {
                    truth = truth.and(part.truth(title, seniority, scratch));
                    if truth == Truth::False {
                        break;
                    }
                }
                truth
            }
            Ready::Or(parts) => {
                let mut truth = Truth::False;
                for part in parts {
                    truth = truth.or(part.truth(title, seniority, scratch));
                    if truth == Truth::True {
                        break;
                    }
                }
                truth
            }
            Ready::Not(inner) => inner.truth(title, seniority, scratch).negated(),
            Ready::Title(test) => test.text(title, scratch),
            Ready::Seniority(test) => test.text(seniority, scratch),
            Ready::Settled(truth) => *truth,
        }
    }
}

/// One person, as criteria ask.
struct Person<'a> {
    title: &'a str,
    seniority: &'a str,
    lists: HashMap<String, Vec<String>>,
    calendar: Calendar,
}

impl Facts for Person<'_> {
    fn value(&self, field: &FieldName) -> Value<'_> {
        match field {
            FieldName::Canonical(Field::Title) => Value::Text(Cow::Borrowed(self.title)),
            FieldName::Canonical(Field::Seniority) => Value::Text(Cow::Borrowed(self.seniority)),
            _ => Value::Blank,
        }
    }

    fn activities(&self, _kind: &str, _within_days: Option<u32>) -> Option<u32> {
        None
    }

    fn list(&self, name: &str) -> Option<&[String]> {
        self.lists.get(name).map(Vec::as_slice)
    }

    fn calendar(&self) -> &Calendar {
        &self.calendar
    }
}

fn lists(rules: &[PersonaRule]) -> HashMap<String, Vec<String>> {
    let tests = rules.iter().flat_map(|rule| rule.criteria.tests());
    let names = tests.filter_map(|(_, test): (_, &Test)| test.list());
    names.map(|name| (name.to_owned(), words_of(name))).collect()
}

/// `ciso, head of security` are two words.
fn words_of(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
