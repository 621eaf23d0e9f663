//! Criteria as lines, and back.

use plumbline_domain::criteria::{Criteria, FormError, Join, Row, Rows, check, parse, rows, rows_of_words};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::arbitrary;

fn row(field: &str, operator: &str, values: &[&str]) -> Row {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Row { field: field.to_owned(), operator: operator.to_owned(), values }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn lines_say_exactly_the_same_or_are_not_offered(criteria in arbitrary::criteria()) {
        if let Some(rows) = rows(&criteria) {
            prop_assert_eq!(rows.criteria(), Ok(criteria));
            prop_assert!(rows.tests.iter().all(|row| Row::OPERATORS.contains(&row.operator.as_str())));
        }
    }

    #[test]
    fn lines_of_words_say_exactly_the_same_or_are_not_offered(criteria in arbitrary::criteria()) {
        if let Some(rows) = rows_of_words(&criteria) {
            prop_assert_eq!(rows.criteria(), Ok(criteria));
        }
    }

    #[test]
    fn any_lines_are_criteria_that_can_be_read_or_an_error(
        tests in vec(any_row(), 0..4),
        join in select(&[Join::And, Join::Or][..]),
    ) {
        let rows = Rows { join, tests };
        match rows.criteria() {
            Ok(criteria) => {
                prop_assert_eq!(check(&criteria), vec![]);
                prop_assert_eq!(parse(&criteria.to_string()), Ok(criteria));
            }
            Err(error) => prop_assert!(error.line().is_none_or(|line| line < rows.tests.len())),
        }
    }
}

fn any_row() -> impl Strategy<Value = Row> {
    let operator =
        prop_oneof![9 => select(&Row::OPERATORS[..]).prop_map(str::to_owned), 1 => Just("~".to_owned())];
    let field = arbitrary::field().prop_map(|field| field.slug().to_owned());
    (field, operator, vec(arbitrary::text(), 0..3)).prop_map(|(field, operator, values)| Row {
        field,
        operator,
        values,
    })
}

#[test]
fn flat_criteria_have_lines_and_nested_ones_do_not() {
    let text = "industry in (\"Healthcare\", \"Finance\") and employees >= 200 and created.at < 2026-03-31";
    let lines = rows(&parse(text).expect("well formed")).expect("flat");
    let expected = vec![
        row("industry", "in", &["Healthcare", "Finance"]),
        row("employees", ">=", &["200"]),
        row("created.at", "<", &["2026-03-31"]),
    ];
    assert_eq!(lines, Rows { join: Join::And, tests: expected });
    for text in [
        "not (email is free-mail)",
        "score = 1 and (tier = \"1\" or tier = \"2\")",
        "activity(\"demo\") >= 1",
        "title matches \"Leaders\"",
        "Budget = \"80\"",
    ] {
        assert_eq!(rows(&parse(text).expect("well formed")), None, "{text}");
    }
}

#[test]
fn words_that_stand_in_the_criteria_are_values_of_a_line() {
    let text = "title matches \"ciso, head of security\" or seniority = \"VP\"";
    let lines = rows_of_words(&parse(text).expect("well formed")).expect("flat");
    assert_eq!(lines.tests[0], row("title", "matches", &["ciso", "head of security"]));
    assert_eq!(lines.criteria().map(|criteria| criteria.to_string()).as_deref(), Ok(text));
    let unlike = parse("title matches \"ciso,head of security\"").expect("well formed");
    assert_eq!(
        rows_of_words(&unlike),
        Some(Rows { join: Join::And, tests: vec![row("title", "matches", &["ciso,head of security"])] })
    );
    assert_eq!(
        rows_of_words(&parse("title matches \"ciso, , cso\"").expect("well formed")),
        None,
        "an empty word"
    );
}

#[test]
fn values_become_what_the_field_holds() {
    let rows = Rows {
        join: Join::Or,
        tests: vec![
            row("external_id", "=", &["007"]),
            row("Budget", "=", &["80"]),
            row("Budget", "between", &["80", "90.5"]),
            row("Budget", "<", &["2026-03-31"]),
        ],
    };
    let text = rows.criteria().map(|criteria: Criteria| criteria.to_string());
    let expected =
        "external_id = \"007\" or Budget = 80 or Budget between 80 and 90.5 or Budget < 2026-03-31";
    assert_eq!(text.as_deref(), Ok(expected));
}

#[test]
fn broken_lines_are_named() {
    let one = |row| Rows { join: Join::And, tests: vec![row] }.criteria().expect_err("broken");
    assert_eq!(Rows { join: Join::And, tests: vec![] }.criteria(), Err(FormError::Empty));
    assert!(matches!(one(row("score", "~", &["1"])), FormError::Operator { line: 0, .. }));
    assert!(matches!(one(row("score", "=", &[])), FormError::Values { line: 0, .. }));
    assert!(matches!(one(row("score", "between", &["1"])), FormError::Values { .. }));
    assert!(matches!(one(row("score", "in", &[""])), FormError::Values { .. }));
    assert!(matches!(one(row("score", "is blank", &["x"])), FormError::Values { .. }));
    let misfit = one(row("score", ">=", &["many"]));
    assert_eq!(misfit.to_string(), "Score is a number.");
    assert!(misfit.hint().is_some());
}
