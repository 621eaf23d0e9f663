//! Text to criteria to text.

use plumbline_domain::{
    criteria::{Criteria, check, parse, parse_optional, plain},
    ladder::Ladder,
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::arbitrary;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_is_printed_is_read_back(criteria in arbitrary::criteria()) {
        let text = criteria.to_string();
        let read = parse(&text);
        prop_assert_eq!(read.as_ref(), Ok(&criteria), "{}", text);
        prop_assert_eq!(check(&criteria), vec![], "what can be read has no misfit: {}", text);
        prop_assert!(!plain(&criteria, &Ladder::default()).is_empty());
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_place(text in soup()) {
        match parse_optional(&text) {
            Ok(Some(criteria)) => canonical(&criteria)?,
            Ok(None) => {}
            Err(error) => prop_assert!(text.get(error.start..error.end).is_some(), "{:?}", error),
        }
    }

    #[test]
    fn one_slip_of_the_pen_is_survived(
        criteria in arbitrary::criteria(),
        at in any::<prop::sample::Index>(),
        slip in prop::option::of(any::<char>()),
    ) {
        let mut letters: Vec<char> = criteria.to_string().chars().collect();
        let at = at.index(letters.len());
        match slip {
            Some(c) => letters.insert(at, c),
            None => { letters.remove(at); }
        }
        let text: String = letters.into_iter().collect();
        match parse_optional(&text) {
            Ok(Some(criteria)) => canonical(&criteria)?,
            Ok(None) => {}
            Err(error) => prop_assert!(text.get(error.start..error.end).is_some(), "{:?}", error),
        }
    }
}

/// Tokens in any order, and anything between them.
fn soup() -> impl Strategy<Value = String> {
    let tokens = [
        "(",
        ")",
        ",",
        "and",
        "OR",
        "not",
        "in",
        "between",
        "contains",
        "starts with",
        "matches",
        "is",
        "blank",
        "known",
        "free-mail",
        "=",
        "!=",
        "<",
        ">=",
        "industry",
        "employees",
        "created.at",
        "`Sales Region`",
        "`",
        "\"a\"",
        "\"",
        "“x”",
        "'",
        "-2",
        "3.50",
        "007",
        "2026-03-31",
        "activity(\"demo\")",
        "within",
        "14",
        "days",
        "\\",
        "Ω",
        "1_2",
        "&",
    ];
    vec(prop_oneof![8 => select(tokens.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,3}"], 0..14)
        .prop_map(|tokens| tokens.join(" "))
}

fn canonical(criteria: &Criteria) -> Result<(), TestCaseError> {
    let text = criteria.to_string();
    let again = parse(&text);
    prop_assert_eq!(again.as_ref(), Ok(criteria), "{}", text);
    prop_assert_eq!(again.map(|again| again.to_string()), Ok(text));
    Ok(())
}

#[test]
fn the_contract_s_example_prints_as_it_is_written() {
    let text = "industry in (\"Healthcare\", \"Finance\") and employees between 200 and 2000 and \
                title contains \"security\" and activity(\"demo-request\") >= 1 within 14 days and \
                not (email is free-mail)";
    assert_eq!(parse(text).map(|criteria| criteria.to_string()).as_deref(), Ok(text));
}

#[test]
fn many_spellings_have_one_canonical_text() {
    let cases = [
        ("INDUSTRY = 'Finance'", "industry = \"Finance\""),
        ("Industry == “Finance”", "industry = \"Finance\""),
        ("employees ≥ 200 AND employees<>300", "employees >= 200 and employees != 300"),
        ("created.at >= \"2026-03-31\"", "created.at >= 2026-03-31"),
        ("external_id in (007, 8)", "external_id in (\"007\", \"8\")"),
        ("`industry` is not blank", "industry is known"),
        ("not employees is not known", "not (employees is blank)"),
        ("email is not free-mail", "not (email is free-mail)"),
        ("title not contains \"x\"", "not (title contains \"x\")"),
        ("title matches a list \"Leaders\"", "title matches \"Leaders\""),
        ("score = 1 and score = 2 or score = 3", "(score = 1 and score = 2) or score = 3"),
        ("((score = 1 or (score = 2)))", "score = 1 or score = 2"),
        ("activity('demo') > 0 WITHIN 1 days", "activity(\"demo\") > 0 within 1 day"),
        ("`Industry` = \"x\"", "`Industry` = \"x\""),
        ("Größe = 5.50", "Größe = 5.5"),
        ("title = \"C:\\new \\\"x\\\" \\\\\"", "title = \"C:\\\\new \\\"x\\\" \\\\\""),
        ("\u{feff}score\u{a0}= -2", "score = -2"),
    ];
    for (text, canonical) in cases {
        assert_eq!(parse(text).map(|criteria| criteria.to_string()).as_deref(), Ok(canonical), "{text}");
    }
}

#[test]
fn nothing_is_no_criteria() {
    assert_eq!(parse_optional(" \n"), Ok(None));
    assert!(parse("").is_err(), "where criteria are needed, nothing is a mistake");
}

#[test]
fn endless_nesting_is_refused_without_running_out_of_stack() {
    for (open, close) in [("(", ")"), ("not ", ""), ("not (", ")"), ("(score = 1 or ", ")")] {
        let text = format!("{}score = 1{}", open.repeat(100_000), close.repeat(100_000));
        let error = parse(&text).expect_err("a hundred thousand levels");
        assert!(error.message.contains("levels"), "{}", error.message);
    }
}

#[test]
fn the_deepest_text_that_is_read_can_be_read_again() {
    let mut accepted = 0;
    for levels in 1..140 {
        for (open, close) in
            [("(", ")"), ("not ", ""), ("score = 1 and (tier = \"1\" or ", ")"), ("not (", ")")]
        {
            let open = if open.starts_with("score") {
                ["score = 1 and (", "score = 1 or ("].into_iter().cycle().take(levels).collect::<String>()
            } else {
                open.repeat(levels)
            };
            let text = format!("{open}score = 2{}", close.repeat(levels));
            if let Ok(criteria) = parse(&text) {
                accepted += 1;
                assert_eq!(parse(&criteria.to_string()), Ok(criteria), "{levels} levels");
            }
        }
    }
    assert!(accepted > 200, "reasonable depths are read: {accepted}");
}
