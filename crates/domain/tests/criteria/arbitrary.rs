//! Random criteria and values. Pools are small, so that tests hit as often as they miss; some texts are anything.

use std::borrow::Cow;

use chrono::{Days, NaiveDate};
use plumbline_domain::{
    criteria::{Comparison, Criteria, Literal, Test, Value},
    field::{Field, FieldName, Kind},
    moment::Moment,
};
use proptest::{collection::vec, prelude::*, sample::select, strategy::Union};

/// The named list that exists.
pub(crate) const LIST: &str = "Leaders";
/// Its words.
pub(crate) const WORDS: [&str; 4] = ["cto", "Head of", "c++", "Ärztin"];

const TEXTS: [&str; 24] = [
    "Healthcare",
    "HEALTHCARE",
    "health",
    "Director",
    "Acting CTO, Berlin",
    "head of head",
    "ÄRZTIN",
    "ärztin",
    "80",
    "80.0",
    "080",
    "8e1",
    "-2",
    "200",
    "2026-03-29",
    "2026-03-29T23:30:00Z",
    "2026-03-30 00:10",
    "ann@gmail.com",
    "ann@example.com",
    "12345678901234567",
    "n/a",
    "C++ lead",
    "Forehead of all",
    "Vecto",
];

const HEADERS: [&str; 14] = [
    "Sales Region",
    "Größe",
    "and",
    "Industry",
    "a`b",
    "`",
    "2nd contact",
    "say \"hi\"",
    "x\\y",
    "tab\tname",
    "list",
    "score-2",
    "_hidden",
    "名前",
];

/// Texts criteria compare with; never empty.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(&TEXTS[..]).prop_map(str::to_owned),
        1 => "[a-zA-Z0-9\"'\\\\` ,()“”„‘’]{1,8}",
        1 => "\\PC{1,6}",
    ]
}

pub(crate) fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => select(&[-2.0, 0.0, 8.0, 80.0, 200.0, 2000.0, 0.5][..]),
        2 => (-10_000_i32..10_000).prop_map(|n| f64::from(n) / 8.0),
        1 => prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO,
    ]
}

/// Days around a spring change of clocks in Europe, and any day of four-digit years.
pub(crate) fn day() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2026, 3, 26).expect("a day of the calendar");
    let year_zero = NaiveDate::from_ymd_opt(0, 1, 1).expect("a day of the calendar");
    prop_oneof![
        5 => (0_u64..8).prop_map(move |days| first + Days::new(days)),
        1 => (0_u64..3_652_000).prop_map(move |days| year_zero + Days::new(days)),
    ]
}

/// Moments on and around those days.
pub(crate) fn moment() -> impl Strategy<Value = Moment> {
    let base = 1_774_483_200_000_i64; // 2026-03-26T00:00:00Z
    prop_oneof![
        4 => (0_i64..8 * 24 * 4).prop_map(move |quarters| Moment(base + quarters * 900_000)),
        1 => (-2_000_000_000_000_i64..4_000_000_000_000).prop_map(Moment),
    ]
}

/// A value of a column of this kind; imported headers hold text.
pub(crate) fn value(kind: Option<Kind>) -> BoxedStrategy<Value<'static>> {
    let known = match kind {
        Some(Kind::Number) => number().prop_map(Value::Number).boxed(),
        Some(Kind::Time) => moment().prop_map(Value::Time).boxed(),
        _ => text().prop_map(|text| Value::Text(Cow::Owned(text))).boxed(),
    };
    prop_oneof![1 => Just(Value::Blank), 4 => known].boxed()
}

/// What a column of that name holds; `None` for imported headers.
pub(crate) fn kind(field: &FieldName) -> Option<Kind> {
    match field {
        FieldName::Canonical(field) => Some(field.kind()),
        FieldName::Extra(_) => None,
        _ => Some(Kind::Text),
    }
}

/// Few fields, so that expressions meet the same one twice.
pub(crate) fn field() -> impl Strategy<Value = FieldName> {
    let common = [Field::Title, Field::Email, Field::Employees, Field::CreatedAt].map(FieldName::Canonical);
    prop_oneof![
        4 => select(common.to_vec()),
        2 => select(&Field::ALL[..]).prop_map(FieldName::Canonical),
        1 => select(vec![FieldName::Stage, FieldName::Decision, FieldName::Reason, FieldName::Bucket]),
        3 => select(&HEADERS[..]).prop_map(FieldName::parse),
        1 => "\\PC{1,8}".prop_map(|name| FieldName::parse(&name)),
    ]
}

fn comparison(from: &'static [Comparison]) -> impl Strategy<Value = Comparison> {
    select(from)
}

const EQUALITY: [Comparison; 2] = [Comparison::Equal, Comparison::NotEqual];
const ORDER: [Comparison; 4] =
    [Comparison::Less, Comparison::AtMost, Comparison::Greater, Comparison::AtLeast];

fn equal_to(field: &FieldName) -> BoxedStrategy<Literal> {
    let number = || number().prop_map(Literal::Number);
    let day = || day().prop_map(Literal::Date);
    let word =
        |words: &'static [&'static str]| select(words).prop_map(|word| Literal::Text(word.into())).boxed();
    match (field, kind(field)) {
        (FieldName::Stage, _) => word(&["mql", "sal", "Won"]),
        (FieldName::Decision, _) => word(&["accepted", "pending"]),
        (FieldName::Bucket, _) => word(&["fit", "data"]),
        (_, Some(Kind::Number)) => number().boxed(),
        (_, Some(Kind::Time)) => day().boxed(),
        (_, Some(Kind::Text)) => text().prop_map(Literal::Text).boxed(),
        (_, None) => prop_oneof![text().prop_map(Literal::Text), number(), day()].boxed(),
    }
}

fn between(kind: Option<Kind>) -> BoxedStrategy<Test> {
    let numbers = (number(), number())
        .prop_map(|(a, b)| Test::Between([a.min(b), a.max(b)].map(Literal::Number)))
        .boxed();
    let days =
        (day(), day()).prop_map(|(a, b)| Test::Between([a.min(b), a.max(b)].map(Literal::Date))).boxed();
    match kind {
        Some(Kind::Number) => numbers,
        Some(Kind::Time) => days,
        _ => prop_oneof![numbers, days].boxed(),
    }
}

/// A test that fits the field.
pub(crate) fn test(field: &FieldName) -> BoxedStrategy<Test> {
    let kind = kind(field);
    let order_literal = match kind {
        Some(Kind::Number) => number().prop_map(Literal::Number).boxed(),
        Some(Kind::Time) => day().prop_map(Literal::Date).boxed(),
        _ => prop_oneof![number().prop_map(Literal::Number), day().prop_map(Literal::Date)].boxed(),
    };
    let mut tests = vec![
        Just(Test::IsBlank).boxed(),
        Just(Test::IsKnown).boxed(),
        (comparison(&EQUALITY), equal_to(field)).prop_map(|(c, l)| Test::Compare(c, l)).boxed(),
        (comparison(&ORDER), order_literal).prop_map(|(c, l)| Test::Compare(c, l)).boxed(),
        vec(equal_to(field), 1..5).prop_map(Test::In).boxed(),
        vec(equal_to(field), 1..5).prop_map(Test::NotIn).boxed(),
        between(kind),
    ];
    if !matches!(kind, Some(Kind::Number | Kind::Time)) {
        tests.push(text().prop_map(Test::Contains).boxed());
        tests.push(text().prop_map(Test::StartsWith).boxed());
        tests.push(prop_oneof![Just(LIST.to_owned()), text()].prop_map(Test::MatchesList).boxed());
    }
    if matches!(field, FieldName::Canonical(Field::Email | Field::Domain) | FieldName::Extra(_)) {
        tests.push(Just(Test::IsFreeMail).boxed());
    }
    Union::new(tests).boxed()
}

/// One test, or one count of activities.
pub(crate) fn leaf() -> impl Strategy<Value = Criteria> {
    let all = [EQUALITY.as_slice(), ORDER.as_slice()].concat();
    let activity = (text(), select(all), 0_u32..4, prop::option::of(0_u32..40)).prop_map(
        |(kind, comparison, count, within_days)| Criteria::Activity { kind, comparison, count, within_days },
    );
    let tested = field().prop_flat_map(|field| {
        let test = test(&field);
        test.prop_map(move |test| Criteria::Test(field.clone(), test))
    });
    prop_oneof![6 => tested, 1 => activity]
}

/// Well-formed criteria: what the parser can have read.
pub(crate) fn criteria() -> impl Strategy<Value = Criteria> {
    leaf().prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(Criteria::And),
            vec(inner.clone(), 2..4).prop_map(Criteria::Or),
            inner.prop_map(|inner| Criteria::Not(Box::new(inner))),
        ]
    })
}
