//! Personas: the starter rules over titles, the text form, and the quick way against the plain one.

#![allow(clippy::unwrap_used, reason = "tests")]

use plumbline_domain::{
    criteria::{Comparison, Criteria, Literal, Test},
    field::{Field, FieldName},
    persona::{Caught, PersonaRule, Personas, caught, of, parse, print, starter},
};
use proptest::{prelude::*, test_runner::Config};

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

#[test]
fn the_buying_committee_of_security_software() {
    let rules = starter();
    assert_eq!(rules.len(), 10, "every line of the starter text is a rule");
    for (title, persona) in [
        ("CISO", "CISO / security leadership"),
        ("Chief Information Security Officer", "CISO / security leadership"),
        ("VP, IT Security", "CISO / security leadership"),
        ("Leiter Informationssicherheit", "CISO / security leadership"),
        ("Director of Security Compliance", "CISO / security leadership"),
        ("SOC Analyst", "Security practitioner"),
        ("Senior Security Engineer", "Security practitioner"),
        ("Chief Risk Officer", "Risk & compliance"),
        ("IT Auditor", "Risk & compliance"),
        ("General Counsel", "Legal / privacy"),
        ("Data Protection Officer", "Legal / privacy"),
        ("CFO", "Finance"),
        ("IT Procurement Manager", "Finance"),
        ("CTO", "IT leadership"),
        ("Head of IT", "IT leadership"),
        ("IT Manager", "IT leadership"),
        ("Network Engineer", "IT practitioner"),
        ("Systems Administrator", "IT practitioner"),
        ("Software Engineer", "Developer / engineering"),
        ("VP Engineering", "Developer / engineering"),
        ("Chief Executive Officer", "Executive"),
        ("Geschäftsführerin", "Executive"),
        ("Director of Sales", "Other business"),
        ("Marketing Manager", "Other business"),
    ] {
        assert_eq!(of(&rules, title, ""), Some(persona), "{title}");
    }
    assert_eq!(of(&rules, "", "VP"), None, "who has no title is nobody yet");
    assert_eq!(of(&rules, "Security", "VP"), Some("CISO / security leadership"), "seniority counts");
}

#[test]
fn what_each_rule_catches_is_counted_once() {
    let rules = parse("Boss: title contains \"chief\"\nSafe: title contains \"security\"").unwrap();
    let titles = [("Chief Security Officer", 3), ("Security Analyst", 4), ("Cook", 2), ("chief", 9)]
        .map(|(title, count)| (title.to_owned(), count));
    let found = caught(&rules, &titles);
    let of = |count, examples: &[&str]| Caught {
        count,
        examples: examples.iter().map(|title| (*title).to_owned()).collect(),
    };
    let expected =
        [of(12, &["chief", "Chief Security Officer"]), of(4, &["Security Analyst"]), of(2, &["Cook"])];
    assert_eq!(found, expected);
}

#[test]
fn complaints_name_the_line() {
    for (text, line, part) in [
        ("A: title is known\nno colon here", 2, "colon"),
        (": title is known", 1, "no persona"),
        ("\"A: title is known", 1, "colon"),
        ("\n# a comment\nA: title contains", 3, "text in double quotes"),
        ("A: title is known and country = \"DE\"", 1, "not from country"),
        ("A: activity(\"call\") >= 1", 1, "activities"),
    ] {
        let error = parse(text).expect_err(text);
        assert_eq!(error.line(), line, "{error}");
        assert!(error.to_string().contains(part), "{error}");
        assert!(!error.hint().is_empty());
    }
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "ciso",
        "Head of security",
        "it",
        "chief, it",
        "security,, engineer",
        "a\"b\\",
        "Ünïon",
    ])
    .prop_map(str::to_owned)
}

fn criteria() -> impl Strategy<Value = Criteria> {
    let field = prop::sample::select(vec![Field::Title, Field::Seniority]).prop_map(FieldName::Canonical);
    let test = prop_oneof![
        words().prop_map(Test::MatchesList),
        words().prop_map(Test::Contains),
        words().prop_map(Test::StartsWith),
        prop::collection::vec(words().prop_map(Literal::Text), 1..3).prop_map(Test::In),
        words().prop_map(|word| Test::Compare(Comparison::NotEqual, Literal::Text(word))),
        Just(Test::IsKnown),
        Just(Test::IsBlank),
    ];
    let leaf = (field, test).prop_map(|(field, test)| Criteria::Test(field, test));
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Criteria::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Criteria::Or),
            inner.prop_map(|inner| Criteria::Not(Box::new(inner))),
        ]
    })
}

fn rules() -> impl Strategy<Value = Vec<PersonaRule>> {
    let name = "[A-Za-z :#\"/&é]{0,6}[a-z]";
    let rule = (name, criteria()).prop_map(|(persona, criteria)| PersonaRule { persona, criteria });
    prop::collection::vec(rule, 0..5)
}

#[test]
fn rules_survive_their_text() {
    proptest!(config(2000), |(rules in rules())| {
        // Nested expressions of one kind print without their parentheses; what counts is that the text is stable.
        let text = print(&rules);
        let again = parse(&text);
        prop_assert!(again.is_ok(), "{text}: {again:?}");
        let again = again.unwrap();
        prop_assert_eq!(print(&again), text);
        let names = |rules: &[PersonaRule]| rules.iter().map(|rule| rule.persona.clone()).collect::<Vec<_>>();
        prop_assert_eq!(names(&again), names(&rules));
    });
}

#[test]
fn the_quick_way_says_what_the_criteria_say() {
    let title = prop::sample::select(vec![
        "",
        "CISO",
        "chief it architect",
        "Head of Security",
        "it",
        "Italian cook",
        "A\"B\\",
        "union",
        "ÜNÏON",
        "security engineer",
    ]);
    let both = (title.clone(), title);
    proptest!(config(4000), |(rules in rules(), (title, seniority) in both)| {
        let personas = Personas::new(&rules);
        let quick = personas.first(title, seniority).and_then(|rule| personas.name(rule));
        prop_assert_eq!(quick, of(&rules, title, seniority));
    });
}
