//! What stands out, against counts made row by row, planted truths, and worlds where nothing was planted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod world;

use plumbline_cube::{
    measure::{Basis, Measure},
    query::Query,
    standouts::{LEVEL, Standout, Standouts, Subject},
};
use plumbline_domain::{field::FieldName, settings::Settings};
use plumbline_stats::{Rate, concentration::Concentration, fisher::Fisher};
use proptest::prelude::*;
use world::{AS_OF, FIELDS, Lead, Outcome, World};

fn fields() -> Vec<FieldName> {
    FIELDS.map(FieldName::parse).to_vec()
}

fn search(world: &World) -> Standouts {
    let settings = Settings::default();
    let query = Query { basis: Basis::Decided, ..Query::weekly(Measure::Volume, AS_OF, &settings) };
    world.cube().standouts(&query, &fields()).unwrap()
}

fn is_of(lead: &Lead, subject: &Subject) -> bool {
    [Some(&subject.of), subject.with.as_ref()].into_iter().flatten().all(|(field, value)| {
        let at = FIELDS.iter().position(|name| FieldName::parse(name) == *field).unwrap();
        *lead.value(at) == **value
    })
}

fn rate<'a>(leads: impl Iterator<Item = &'a Lead>, reason: Option<&str>) -> Rate {
    let (mut rejected, mut decided) = (0, 0);
    for lead in leads.filter(|lead| lead.outcome != Outcome::Pending) {
        decided += 1;
        rejected += u64::from(match &lead.outcome {
            Outcome::Rejected(given) => reason.is_none_or(|wanted| world::reason_text(*given) == wanted),
            _ => false,
        });
    }
    Rate::new(rejected, decided)
}

/// What a reader with the list of leads and a pencil would get.
fn by_hand(world: &World, found: &Standout) {
    let subject = &found.subject;
    let reason = subject.reason.as_deref();
    let (here, rest): (Vec<&Lead>, Vec<&Lead>) = world.leads.iter().partition(|lead| is_of(lead, subject));
    let (mine, theirs) = (rate(here.into_iter(), reason), rate(rest.into_iter(), reason));
    assert_eq!(found.rate, mine, "{subject:?}");
    let (expected, p) = match &subject.with {
        None => {
            let plain = Concentration::of(mine, theirs).unwrap();
            (plain.expected, plain.p)
        }
        Some(with) => {
            let alone = |of: &(FieldName, Box<str>)| {
                let only = Subject { of: of.clone(), with: None, reason: None };
                let all = rate(world.leads.iter().filter(|lead| is_of(lead, &only)), None);
                let others = world.leads.iter().filter(|lead| is_of(lead, &only) && !is_of(lead, subject));
                (all.value().unwrap(), Fisher::of(mine, rate(others, None)).at_least)
            };
            let (first, second) = (alone(&subject.of), alone(with));
            (mine.denominator as f64 * first.0.max(second.0), first.1.max(second.1))
        }
    };
    assert!((found.expected - expected).abs() < 1e-9, "{subject:?}: {} for {expected}", found.expected);
    assert!((found.excess - (mine.numerator as f64 - expected)).abs() < 1e-9, "{subject:?}");
    assert!((found.p - p).abs() < 1e-12, "{subject:?}: {} for {p}", found.p);
    assert!(found.p <= found.q && found.q <= LEVEL, "{subject:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_count_is_what_a_reader_with_the_list_would_get(seed in any::<u64>(), leads in 60_usize..900) {
        let world = World::planted(seed, leads, |lead| {
            // Strong effects, so that something stands out in most worlds.
            let bad = lead.value(1) == "Campaign 3" || (lead.value(0) == "Source 1" && lead.value(2) == "Persona 0");
            if bad { 0.7 } else { 0.15 }
        });
        let standouts = search(&world);
        prop_assert_eq!(standouts.all, rate(world.leads.iter(), None));
        for found in &standouts.found {
            by_hand(&world, found);
        }
        let first = standouts.found.iter().position(|found| found.explained_by.is_some());
        let (open, rest) = standouts.found.split_at(first.unwrap_or(standouts.found.len()));
        prop_assert!(rest.iter().all(|found| found.explained_by.is_some_and(|by| by < open.len())));
        for part in [open, rest] {
            prop_assert!(part.windows(2).all(|two| two[0].excess >= two[1].excess), "by excess");
        }
    }
}

/// What stands first, as a person would name it.
fn named(found: &Standout) -> String {
    let (_, value) = &found.subject.of;
    let with = found.subject.with.as_ref().map(|(_, value)| format!(" x {value}")).unwrap_or_default();
    let reason = found.subject.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!("{value}{with}{reason}")
}

#[test]
fn a_bad_campaign_is_first_and_explains_its_source() {
    for seed in 0..25 {
        let world =
            World::planted(seed, 3_000, |lead| if lead.value(1) == "Campaign 3" { 0.65 } else { 0.2 });
        let standouts = search(&world);
        let names: Vec<String> = standouts.found.iter().map(named).collect();
        assert_eq!(names.first().map(String::as_str), Some("Campaign 3"), "seed {seed}: {names:?}");
        let source = standouts.found.iter().find(|found| named(found) == "Source 3");
        if let Some(source) = source {
            assert_eq!(source.explained_by, Some(0), "seed {seed}: its other campaigns are as all are");
        }
    }
}

#[test]
fn a_bad_source_explains_its_campaigns() {
    for seed in 0..25 {
        let world = World::planted(seed, 3_000, |lead| if lead.value(0) == "Source 2" { 0.5 } else { 0.2 });
        let standouts = search(&world);
        let open: Vec<String> =
            standouts.found.iter().filter(|found| found.explained_by.is_none()).map(named).collect();
        assert_eq!(open.first().map(String::as_str), Some("Source 2"), "seed {seed}: {open:?}");
        assert!(
            !open.iter().any(|name| name.starts_with("Campaign") && !name.contains('(')),
            "seed {seed}: none of its campaigns is worse than it: {open:?}"
        );
    }
}

#[test]
fn a_pair_stands_out_where_neither_value_does_alone() {
    for seed in 0..25 {
        let world = World::planted(seed, 4_000, |lead| {
            if lead.value(0) == "Source 1" && lead.value(2) == "Persona 2" { 0.7 } else { 0.2 }
        });
        let standouts = search(&world);
        let names: Vec<String> = standouts.found.iter().map(named).collect();
        let at = names.iter().position(|name| name == "Source 1 x Persona 2");
        let pair =
            at.and_then(|at| standouts.found.get(at)).unwrap_or_else(|| panic!("seed {seed}: {names:?}"));
        assert_eq!(pair.explained_by, None, "seed {seed}: {names:?}");
        for value in ["Source 1", "Persona 2"] {
            let alone = standouts.found.iter().find(|found| named(found) == value);
            assert!(
                alone.is_none_or(|alone| alone.explained_by.is_some()),
                "seed {seed}: {value}: {names:?}"
            );
        }
    }
}

#[test]
fn where_nothing_was_planted_nothing_stands_out_more_often_than_is_said() {
    let worlds = 200;
    let alarms = (0..worlds)
        .filter(|seed| !search(&World::planted(seed * 7919 + 1, 1_500, |_| 0.25)).found.is_empty());
    let alarms = alarms.count();
    assert!(alarms as f64 <= LEVEL * worlds as f64, "{alarms} of {worlds} worlds");
}

#[test]
fn too_few_leads_or_none_find_nothing() {
    for leads in [0, 1, 9] {
        let standouts = search(&World::planted(5, leads, |_| 0.5));
        assert!(standouts.found.is_empty());
        assert_eq!(standouts.comparisons, 0, "{leads} leads are too few for any comparison");
    }
}
