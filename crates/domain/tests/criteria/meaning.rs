//! What criteria mean, against a second reading of the rules, written plainly and without the crate's own pieces.

use std::{borrow::Cow, collections::HashMap};

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use plumbline_domain::{
    calendar::Calendar,
    criteria::{Comparison, Criteria, Facts, Literal, Test, Truth, Value, evaluate, parse},
    field::FieldName,
    moment::Moment,
};
use proptest::prelude::*;

use crate::arbitrary::{self, LIST, WORDS};

const ZONE: Tz = chrono_tz::Europe::Berlin;

struct Lead {
    values: HashMap<FieldName, Value<'static>>,
    activities: Option<u32>,
    words: Vec<String>,
    calendar: Calendar,
}

impl Lead {
    fn new(values: HashMap<FieldName, Value<'static>>, activities: Option<u32>) -> Lead {
        let calendar = Calendar { zone: ZONE, ..Calendar::default() };
        Lead { values, activities, words: WORDS.map(str::to_owned).to_vec(), calendar }
    }
}

impl Facts for Lead {
    fn value(&self, field: &FieldName) -> Value<'_> {
        self.values.get(field).cloned().unwrap_or(Value::Blank)
    }

    fn activities(&self, _: &str, _: Option<u32>) -> Option<u32> {
        self.activities
    }

    fn list(&self, name: &str) -> Option<&[String]> {
        (name == LIST).then_some(&self.words)
    }

    fn calendar(&self) -> &Calendar {
        &self.calendar
    }
}

/// -1 false, 0 unknown, 1 true: Kleene's connectives are minimum, maximum and the sign.
fn oracle(criteria: &Criteria, lead: &Lead) -> i8 {
    match criteria {
        Criteria::And(parts) => parts.iter().map(|part| oracle(part, lead)).min().unwrap_or(1),
        Criteria::Or(parts) => parts.iter().map(|part| oracle(part, lead)).max().unwrap_or(-1),
        Criteria::Not(inner) => -oracle(inner, lead),
        Criteria::Test(field, test) => signed(holds(test, lead.values.get(field).unwrap_or(&Value::Blank))),
        Criteria::Activity { comparison, count, .. } => {
            signed(lead.activities.map(|n| compares(*comparison, f64::from(n), f64::from(*count))))
        }
    }
}

fn signed(holds: Option<bool>) -> i8 {
    holds.map_or(0, |holds| if holds { 1 } else { -1 })
}

fn compares<T: PartialOrd + Copy>(comparison: Comparison, a: T, b: T) -> bool {
    match comparison {
        Comparison::Equal => a == b,
        Comparison::NotEqual => a != b,
        Comparison::Less => a < b,
        Comparison::AtMost => a <= b,
        Comparison::Greater => a > b,
        Comparison::AtLeast => a >= b,
    }
}

fn holds(test: &Test, value: &Value<'_>) -> Option<bool> {
    if *value == Value::Blank {
        return match test {
            Test::IsBlank => Some(true),
            Test::IsKnown => Some(false),
            _ => None,
        };
    }
    match test {
        Test::IsBlank => Some(false),
        Test::IsKnown => Some(true),
        Test::Compare(Comparison::Equal, literal) => Some(equals(value, literal)),
        Test::Compare(Comparison::NotEqual, literal) => Some(!equals(value, literal)),
        Test::Compare(comparison, literal) => ordered(*comparison, value, literal),
        Test::In(literals) => Some(literals.iter().any(|literal| equals(value, literal))),
        Test::NotIn(literals) => Some(!literals.iter().any(|literal| equals(value, literal))),
        Test::Between([low, high]) => {
            Some(ordered(Comparison::AtLeast, value, low)? && ordered(Comparison::AtMost, value, high)?)
        }
        Test::Contains(part) => Some(lower(words(value)?).contains(&lower(part))),
        Test::StartsWith(part) => Some(lower(words(value)?).starts_with(&lower(part))),
        Test::IsFreeMail => Some(words(value)?.to_lowercase().ends_with("@gmail.com")),
        Test::MatchesList(name) if name == LIST => {
            let text = lower(words(value)?);
            Some(WORDS.iter().any(|word| whole_word(&text, &lower(word))))
        }
        Test::MatchesList(_) => None,
    }
}

fn words<'a>(value: &'a Value<'_>) -> Option<&'a str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

/// Letter by letter, all sigmas alike.
fn lower(text: &str) -> String {
    text.chars().map(|c| c.to_lowercase().to_string().replace('ς', "σ")).collect()
}

/// Letters before and after must not continue a letter or digit of the word's edge.
fn whole_word(text: &str, word: &str) -> bool {
    let (text, word): (Vec<char>, Vec<char>) = (text.chars().collect(), word.chars().collect());
    let solid = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
    (0..text.len()).any(|start| {
        text[start..].starts_with(&word)
            && !(solid(word.first()) && start > 0 && solid(text.get(start - 1)))
            && !(solid(word.last()) && solid(text.get(start + word.len())))
    })
}

fn as_number(text: &str) -> Option<f64> {
    let number: f64 = text.trim().parse().ok()?;
    (number.is_finite() && !text.to_lowercase().contains(['n', 'i'])).then_some(number)
}

fn as_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let date = text.get(..10).filter(|date| !date.starts_with('+')).and_then(|date| date.parse().ok())?;
    match text.get(10..)? {
        "" => Some(date),
        rest if rest.ends_with('Z') => {
            DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&ZONE).date_naive())
        }
        rest if rest.len() == 6 && rest.contains(':') => Some(date),
        _ => None,
    }
}

fn on_day(at: Moment) -> NaiveDate {
    at.utc().expect("generated moments are in range").with_timezone(&ZONE).date_naive()
}

fn equals(value: &Value<'_>, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::Text(text), Literal::Text(literal)) => lower(text) == lower(literal),
        (Value::Text(text), Literal::Number(literal)) => {
            let short = text.chars().filter(char::is_ascii_digit).count() <= 15;
            (short && as_number(text) == Some(*literal)) || **text == literal.to_string()
        }
        (Value::Text(text), Literal::Date(literal)) => as_day(text) == Some(*literal),
        (Value::Number(number), Literal::Number(literal)) => number == literal,
        (Value::Time(at), Literal::Date(literal)) => on_day(*at) == *literal,
        _ => false,
    }
}

fn ordered(comparison: Comparison, value: &Value<'_>, literal: &Literal) -> Option<bool> {
    match (value, literal) {
        (Value::Text(text), Literal::Number(literal)) => {
            Some(compares(comparison, as_number(text)?, *literal))
        }
        (Value::Text(text), Literal::Date(literal)) => Some(compares(comparison, as_day(text)?, *literal)),
        (Value::Number(number), Literal::Number(literal)) => Some(compares(comparison, *number, *literal)),
        (Value::Time(at), Literal::Date(literal)) => Some(compares(comparison, on_day(*at), *literal)),
        _ => None,
    }
}

/// Criteria and a lead that knows some of their fields.
fn question() -> impl Strategy<Value = (Criteria, Lead)> {
    let activities = prop::option::of(0_u32..4);
    (arbitrary::criteria(), activities).prop_flat_map(|(criteria, activities)| {
        let fields: Vec<FieldName> = criteria.fields().into_iter().cloned().collect();
        let values: Vec<_> = fields.iter().map(|field| arbitrary::value(arbitrary::kind(field))).collect();
        (Just(criteria), values).prop_map(move |(criteria, values)| {
            let lead = Lead::new(fields.iter().cloned().zip(values).collect(), activities);
            (criteria, lead)
        })
    })
}

impl std::fmt::Debug for Lead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, activities {:?}", self.values, self.activities)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn criteria_mean_what_the_rules_say((criteria, lead) in question()) {
        let truth = match evaluate(&criteria, &lead) {
            Truth::True => 1,
            Truth::False => -1,
            Truth::Unknown => 0,
        };
        prop_assert_eq!(truth, oracle(&criteria, &lead), "{}", criteria);
    }
}

fn asks(text: &str, field: &str, value: Value<'static>) -> Truth {
    let lead = Lead::new(HashMap::from([(FieldName::parse(field), value)]), None);
    evaluate(&parse(text).expect("the test's criteria are well formed"), &lead)
}

fn text(value: &'static str) -> Value<'static> {
    Value::Text(Cow::Borrowed(value))
}

#[test]
fn examples_that_people_would_argue_about() {
    let cases = [
        ("title matches \"Leaders\"", "title", text("Director"), Truth::False),
        ("title matches \"Leaders\"", "title", text("CTO & founder"), Truth::True),
        ("title matches \"Nobody\"", "title", text("CTO"), Truth::Unknown),
        ("Budget >= 80", "Budget", text("80.0"), Truth::True),
        ("Budget = 80", "Budget", text("80.0"), Truth::True),
        ("Budget = \"80\"", "Budget", text("80.0"), Truth::False),
        ("Budget >= 80", "Budget", text("1,200"), Truth::Unknown),
        ("Budget >= 80", "Budget", text("n/a"), Truth::Unknown),
        ("Budget = 80", "Budget", text("n/a"), Truth::False),
        // A double holds both as the same number.
        ("Id = 12345678901234568", "Id", text("12345678901234567"), Truth::False),
        ("Id = 12345678901234568", "Id", text("12345678901234568"), Truth::True),
        ("Budget != 80", "Budget", Value::Blank, Truth::Unknown),
        ("Budget is blank", "Budget", text(""), Truth::True),
        ("employees = 200", "employees", Value::Number(f64::NAN), Truth::Unknown),
        ("employees is known", "employees", Value::Number(f64::NAN), Truth::False),
        // 22:30Z on 28 March is still the 28th in Berlin, 23:30Z already the 29th.
        ("created.at = 2026-03-29", "created.at", Value::Time(Moment(1_774_737_000_000)), Truth::False),
        ("created.at = 2026-03-29", "created.at", Value::Time(Moment(1_774_740_600_000)), Truth::True),
        ("activity(\"demo\") = 0", "title", Value::Blank, Truth::Unknown),
        ("title is blank or activity(\"demo\") = 0", "title", Value::Blank, Truth::True),
        ("title contains \"STRASSE\"", "title", text("Straße"), Truth::False),
    ];
    for (criteria, field, value, expected) in cases {
        assert_eq!(asks(criteria, field, value.clone()), expected, "{criteria} of {value:?}");
    }
}
