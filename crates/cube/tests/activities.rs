//! Activities in criteria, against a count over all of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use plumbline_cube::{Cube, activities::ActivitiesBuilder, frame::Frame};
use plumbline_domain::{
    criteria::{self, Truth},
    ids::LeadId,
    moment::Moment,
    record::Side,
    settings::Settings,
};
use proptest::{collection::vec, prelude::*, sample::select};

/// As written in logs, and the kind that is meant.
const WRITTEN: [(&str, usize); 6] = [
    ("demo-request", 0),
    ("Demo Request", 0),
    ("DEMO_request", 0),
    ("call", 1),
    ("Call", 1),
    ("web-inar", 2),
];

type Comparison = (&'static str, fn(usize, usize) -> bool);

const COMPARISONS: [Comparison; 6] = [
    ("=", |a, b| a == b),
    ("!=", |a, b| a != b),
    ("<", |a, b| a < b),
    ("<=", |a, b| a <= b),
    (">", |a, b| a > b),
    (">=", |a, b| a >= b),
];

/// Hours around the moment of the question, among them the ends of windows to the millisecond.
fn moment() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => (-30 * 24_i64..48).prop_map(|hours| hours * Moment::HOUR),
        1 => (select(vec![0_i64, 1, 14]), -1_i64..=1).prop_map(|(days, ms)| ms - days * Moment::DAY),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_lead_matches_as_often_as_a_count_over_all_says(
        leads in vec(vec((select(WRITTEN.to_vec()), moment()), 0..6), 1..80),
        asked in select(WRITTEN.to_vec()),
        comparison in select(COMPARISONS.to_vec()),
        count in 0_usize..4,
        within in prop::option::of(select(vec![1_i64, 14])),
    ) {
        let as_of = 1_700_000_000_000;
        let frame = Frame::new((0..leads.len() as i64).map(|row| LeadId(5 + 2 * row)).collect());
        let cube = Cube::new(frame, [], Vec::new());
        let mut builder = ActivitiesBuilder::default();
        for (row, activities) in leads.iter().enumerate() {
            for ((kind, _), at) in activities {
                builder.push(row as u32, Moment(as_of + at), Side::Engagement, kind);
            }
        }
        prop_assert!(cube.awaits_activities());
        cube.fill_activities(builder.finish());
        prop_assert!(!cube.awaits_activities());
        let any = leads.iter().any(|activities| !activities.is_empty());

        let days = within.map_or(String::new(), |days| format!(" within {days} days"));
        let text = format!("activity(\"{}\") {} {count}{days}", asked.0, comparison.0);
        let criteria = criteria::parse(&text).expect("criteria");
        let mask = cube.select(&criteria, Moment(as_of), &Settings::default());
        for (row, activities) in leads.iter().enumerate() {
            let counts = |((_, kind), at): &&((&str, usize), i64)| {
                *kind == asked.1 && *at <= 0 && within.is_none_or(|days| *at >= -days * Moment::DAY)
            };
            let found = activities.iter().filter(counts).count();
            prop_assert_eq!(mask.passes(row), any && comparison.1(found, count), "{} of {:?}", text, activities);
        }
        prop_assert_eq!(mask.unknown, if any { 0 } else { leads.len() }, "no activities at all: nobody knows");
    }
}

#[test]
fn a_kind_that_never_happened_is_none_and_not_unknown() {
    let cube = Cube::new(Frame::new(vec![LeadId(1)]), [], Vec::new());
    let mut builder = ActivitiesBuilder::default();
    builder.push(0, Moment(0), Side::Touch, "call");
    cube.fill_activities(builder.finish());
    let ask = |text: &str| {
        let mask = cube.select(&criteria::parse(text).unwrap(), Moment(1), &Settings::default());
        [Truth::True, Truth::False, Truth::Unknown]
            [[mask.matching, mask.not_matching, mask.unknown].iter().position(|count| *count == 1).unwrap()]
    };
    assert_eq!(ask("activity(\"webinar\") = 0"), Truth::True);
    assert_eq!(ask("activity(\"webinar\") >= 1 within 14 days"), Truth::False);
    assert_eq!(ask("activity(\"call\") >= 1"), Truth::True);
}
