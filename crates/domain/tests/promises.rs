//! Tiers, commitments and consequences: their meaning and their text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{borrow::Cow, collections::HashMap};

use plumbline_domain::{
    calendar::Calendar,
    clock::ClockKind,
    commitment::{Commitments, Month, Volume},
    consequence::{self, Consequence, Level, Origin, When, Who},
    criteria::{Facts, Value},
    field::FieldName,
    tier::{self, TierRule},
};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::Config};

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

struct Lead {
    texts: HashMap<&'static str, &'static str>,
    score: f64,
    calendar: Calendar,
}

impl Facts for Lead {
    fn value(&self, field: &FieldName) -> Value<'_> {
        match field.slug() {
            "score" => Value::Number(self.score),
            slug => self.texts.get(slug).map_or(Value::Blank, |text| Value::Text(Cow::Borrowed(text))),
        }
    }

    fn activities(&self, _kind: &str, _within_days: Option<u32>) -> Option<u32> {
        None
    }

    fn list(&self, _name: &str) -> Option<&[String]> {
        None
    }

    fn calendar(&self) -> &Calendar {
        &self.calendar
    }
}

fn tier_of(texts: &[(&'static str, &'static str)], score: f64) -> Option<String> {
    let lead = Lead { texts: texts.iter().copied().collect(), score, calendar: Calendar::default() };
    tier::of(&tier::starter(), &lead).map(str::to_owned)
}

#[test]
fn an_imported_tier_stands_and_without_one_level_and_intent_decide() {
    assert_eq!(tier::starter().len(), 2, "every line of the starter text is a rule");
    let unscored = f64::NAN;
    for (texts, score, expected) in [
        (&[("tier", "1")][..], unscored, Some("1")),
        (&[("tier", "Tier 2"), ("seniority", "C-Level")], 99.0, Some("2")),
        (&[("tier", "bronze"), ("seniority", "C-Level")], 99.0, None),
        (&[("seniority", "c-level")], 75.0, Some("1")),
        (&[("persona", "IT leadership")], 80.0, Some("1")),
        (&[("seniority", "VP")], 74.0, Some("2")),
        (&[("seniority", "Manager")], 90.0, Some("2")),
        (&[("persona", "Security practitioner")], 50.0, Some("2")),
        (&[("persona", "Security practitioner")], 49.0, None),
        (&[("seniority", "Intern")], 90.0, None),
        (&[("seniority", "C-Level")], unscored, None),
        (&[], 99.0, None),
    ] {
        assert_eq!(tier_of(texts, score).as_deref(), expected, "{texts:?} with {score}");
    }
}

#[test]
fn the_first_tier_that_is_true_wins() {
    let rules = tier::parse("tier hot: score >= 50\ntier \"a: b\": score >= 10").unwrap();
    let lead = |score| Lead { texts: HashMap::new(), score, calendar: Calendar::default() };
    assert_eq!(tier::of(&rules, &lead(60.0)), Some("hot"));
    assert_eq!(tier::of(&rules, &lead(20.0)), Some("a: b"));
    assert_eq!(tier::of(&rules, &lead(1.0)), None);
}

#[test]
fn a_commitment_holds_until_the_next_and_a_month_is_held_against_it() {
    let month = |text| Month::parse(text).expect("a month");
    let text = "tier 1: 40 from 2026-01, 55 from 2026-07\ntier 2: 120 from 2026-03\n";
    let commitments = Commitments::parse(text).unwrap();
    for (tier, at, expected) in [
        ("1", "2025-12", None),
        ("1", "2026-01", Some(40)),
        ("1", "2026-06", Some(40)),
        ("1", "2026-07", Some(55)),
        ("1", "2031-01", Some(55)),
        ("2", "2026-02", None),
        ("3", "2026-07", None),
    ] {
        assert_eq!(commitments.committed(tier, month(at)), expected, "tier {tier} in {at}");
    }
    assert_eq!(commitments.to_string(), text);
    assert_eq!(Month::of("2026-07-31".parse().unwrap()), month("2026-07"));
    for (delivered, shortfall) in [(39, 1), (40, 0), (41, 0)] {
        let volume = Volume { committed: 40, delivered };
        assert_eq!((volume.shortfall(), volume.is_missed()), (shortfall, shortfall > 0));
    }
}

#[test]
fn a_level_is_the_nearest_double_so_that_sixteen_of_twenty_is_not_below_it() {
    let level = |text| Level::parse(text).map(|level| (level.to_string(), level.as_fraction()));
    assert_eq!(level("80%"), Some(("80%".to_owned(), 16.0 / 20.0)));
    assert_eq!(level("82.5 %"), Some(("82.5%".to_owned(), 33.0 / 40.0)));
    assert_eq!(level("100%").map(|(_, fraction)| fraction), Some(1.0));
    for bad in ["80", "0%", "100.1%", "80.55%", "-3%", ".5%", "1e1%", "%", "99999%"] {
        assert_eq!(level(bad), None, "{bad}");
    }
}

#[test]
fn the_starter_rules_are_the_commitments_as_they_are_written_down() {
    let rules = consequence::starter();
    let conditions: Vec<String> = rules.iter().map(|rule| rule.when.to_string()).collect();
    let expected = [
        "acceptance below 80% for 3 weeks",
        "first-contact missed for tier 1",
        "volume missed for 2 months",
        "campaign below 30%",
    ];
    assert_eq!(conditions, expected);
    assert_eq!(rules[1].who, [Who::Manager]);
    assert_eq!(rules[2].who.len(), 2, "both VPs");
    assert_eq!(rules[0].when.sentence(), "Acceptance is below 80\u{a0}% in 3 weeks running.");
    assert!(rules.iter().all(|rule| rule.when.sentence().ends_with('.')));
}

#[test]
fn rules_are_read_as_people_write_them() {
    let text = "Acceptance below 82.5 % for 1 week -> \"Head of Ops, EMEA\",REP'S MANAGER : Look: now";
    let rules = consequence::parse(text).unwrap();
    assert_eq!(rules[0].who, [Who::Role("Head of Ops, EMEA".to_owned()), Who::Manager]);
    assert_eq!(rules[0].title, "Look: now");
    assert_eq!(
        consequence::print(&rules),
        "acceptance below 82.5% for 1 week -> \"Head of Ops, EMEA\", rep's manager: Look: now\n"
    );
}

#[test]
fn mistakes_are_told_with_their_line_and_what_to_write() {
    let told = |line: usize, sentence: String, hint: String| (line, sentence, hint);
    let tiers = |text| tier::parse(text).map_err(|e| told(e.line, e.to_string(), e.hint())).err();
    let commitments =
        |text| Commitments::parse(text).map_err(|e| told(e.line, e.to_string(), e.hint())).err();
    let rules = |text| consequence::parse(text).map_err(|e| told(e.line, e.to_string(), e.hint())).err();
    for (found, line, part) in [
        (tiers("1: score >= 1"), 1, "begins with tier"),
        (tiers("tier : score >= 1"), 1, "begins with tier"),
        (tiers("# x\ntier 1: score >= 1\ntier 1: score >= 2"), 3, "tier 1 has a line"),
        (tiers("tier 1:"), 1, "no criteria yet"),
        (tiers("tier 1: score >= \"x\""), 1, "is a number"),
        (commitments("tier 1 40 from 2026-01"), 1, "begins with tier"),
        (commitments("tier 1: 40"), 1, "\"40\" is not a number of MQLs from"),
        (commitments("tier 1: -4 from 2026-01"), 1, "is not a number of MQLs"),
        (commitments("tier 1: 40 from 2026-13"), 1, "\"2026-13\" is no month"),
        (commitments("tier 1: 40 from 2026-01, 50 from 2026-01"), 1, "two numbers begin in 2026-01"),
        (commitments("tier 1: 4 from 2026-01\ntier 1: 5 from 2026-02"), 2, "tier 1 has a line"),
        (rules("volume missed for 2 months: Talk"), 1, "an arrow"),
        (rules("volume missed for 2 months -> VP Sales"), 1, "a colon"),
        (rules("volume missed for 2 months -> : Talk"), 1, "asks nobody"),
        (rules("volume missed for 2 months -> A,,B: Talk"), 1, "asks nobody"),
        (rules("volume missed for 2 months -> VP Sales: "), 1, "no title"),
        (rules("volume missed for 0 months -> VP Sales: Talk"), 1, "\"0 months\" is no number"),
        (rules("acceptance below 80% for 3 days -> VP Sales: Talk"), 1, "\"3 days\" is no number"),
        (rules("acceptance below 0% for 3 weeks -> VP Sales: Talk"), 1, "\"0%\" is no level"),
        (rules("call missed for tier 1 -> VP Sales: Talk"), 1, "is no condition"),
        (rules("\nfirst-contact missed -> VP Sales: Talk"), 2, "is no condition"),
    ] {
        let (at, sentence, hint) = found.expect("a mistake");
        assert_eq!(at, line, "{sentence}");
        assert!(sentence.contains(part), "{sentence} does not say {part}");
        assert!(!hint.is_empty(), "{sentence}");
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[A-Za-z :,;>#\"'é*-]{0,8}[a-z0-9]", 1 => Just("rep's manager".to_owned())]
}

fn rules() -> impl Strategy<Value = Vec<Consequence>> {
    let level = || (1_u16..=1000).prop_map(|tenths| Level::of_tenths(tenths).expect("in range"));
    let when = prop_oneof![
        (level(), 1_u32..9).prop_map(|(level, weeks)| When::AcceptanceBelow { level, weeks }),
        (name(), select(ClockKind::ALL.to_vec())).prop_map(|(tier, clock)| When::ClockMissed { tier, clock }),
        (1_u32..9).prop_map(|months| When::VolumeMissed { months }),
        (select(vec![Origin::Source, Origin::Campaign]), level())
            .prop_map(|(origin, level)| When::SourceBelow { origin, level }),
    ];
    let who = prop_oneof![1 => Just(Who::Manager), 3 => name().prop_map(Who::Role)];
    let title = "[a-z\"][A-Za-z :,>\"-]{0,12}[a-z.]";
    let rule = (when, vec(who, 1..4), title).prop_map(|(when, who, title)| Consequence { when, who, title });
    vec(rule, 0..6)
}

#[test]
fn consequences_survive_their_text() {
    proptest!(config(4000), |(rules in rules())| {
        let text = consequence::print(&rules);
        prop_assert_eq!(consequence::parse(&text), Ok(rules), "{}", text);
    });
}

#[test]
fn tiers_survive_their_text() {
    let criteria =
        select(vec!["score >= 50", "title contains \"a: b\"", "tier is blank or not (city = \"Oslo\")"]);
    proptest!(config(1000), |(drawn in vec((name(), criteria), 0..6))| {
        let mut rules: Vec<TierRule> = Vec::new();
        for (tier, criteria) in drawn {
            let criteria = plumbline_domain::criteria::parse(criteria).unwrap();
            if rules.iter().all(|rule| rule.tier != tier) {
                rules.push(TierRule { tier, criteria });
            }
        }
        prop_assert_eq!(tier::parse(&tier::print(&rules)), Ok(rules));
    });
}

#[test]
fn commitments_survive_their_text() {
    proptest!(config(1000), |(drawn in vec((name(), 2020_i32..2030, 1_u32..=12, any::<u32>()), 0..9))| {
        let mut commitments = Commitments::default();
        for (tier, year, month, volume) in drawn {
            let from = Month::of(chrono::NaiveDate::from_ymd_opt(year, month, 17).expect("a day"));
            commitments.set(&tier, from, volume);
        }
        prop_assert_eq!(Commitments::parse(&commitments.to_string()), Ok(commitments));
    });
}
