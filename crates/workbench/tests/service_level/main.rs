//! The desk on the sample: clocks, lapses and escalations equal a second count of the export's rows and of the answer key.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod answer_key;
mod escalations;
mod forms;
mod naive;
mod pact;
mod past;
mod settings;

use std::{collections::HashMap, path::Path};

use naive::{Says, minute};
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    handoff::Question,
    lead::Listing,
    service_level::{ClockKind, ClockSelection, ClockState},
    workspace::Choices,
};

pub(crate) fn sample(folder: &Path) -> Workspace {
    let clock = Clock::parse(Workspace::SAMPLE_AS_OF).unwrap();
    Workspace::create_sample(&folder.join("s.plumbline"), &Choices::default(), clock).unwrap()
}

pub(crate) fn asked(metric: &str, split: &str) -> Question {
    Question { split: Some(split.to_owned()).filter(|split| !split.is_empty()), ..Question::weekly(metric) }
}

/// Met, missed, missed and open, running, stopped.
type Counts = [u32; 5];

fn count(counts: &mut Counts, says: Says) {
    let slots: &[usize] = match says {
        Says::Met => &[0],
        Says::Missed { open: false } => &[1],
        Says::Missed { open: true } => &[1, 2],
        Says::Running => &[3],
        Says::Stopped => &[4],
    };
    slots.iter().for_each(|slot| counts[*slot] += 1);
}

#[test]
fn clocks_per_rep_team_and_tier_equal_a_second_count_of_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let rows = naive::rows();
    assert_eq!(rows.len(), 5_000);
    for (split, of) in [
        ("owner", (|row| &row.owner) as fn(&naive::Row) -> &String),
        ("team", |row| &row.team),
        ("tier", |row| &row.tier),
    ] {
        let mut expected: HashMap<(&str, usize), Counts> = HashMap::new();
        for row in &rows {
            for (kind, says) in row.clocks().into_iter().enumerate() {
                count(expected.entry((of(row), kind)).or_default(), says);
            }
        }
        let met = workspace.levels_met(&asked("sla-met", split)).unwrap();
        assert_eq!(met.series.len() * 4, expected.len());
        for series in &met.series {
            let value = series.split.as_deref().unwrap();
            for kind in ClockKind::ALL {
                let tally = series.total[kind as usize];
                let counted = [tally.met, tally.missed, tally.missed_open, tally.running, tally.stopped];
                assert_eq!(counted, expected[&(value, kind as usize)], "{split} {value} {kind:?}");
                assert_eq!(tally.unknown + tally.unpromised, 0);
            }
        }
    }
}

#[test]
fn the_clocks_of_now_are_those_somebody_waits_for() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let now = workspace.clocks_now(None).unwrap();
    let rows = naive::rows();
    let all = || rows.iter().flat_map(naive::Row::clocks);
    let late = all().filter(|says| *says == Says::Missed { open: true }).count();
    let running = all().filter(|says| *says == Says::Running).count();
    assert!(late > 1_000 && running > 10, "{late} {running}: too few to mean anything");
    assert_eq!(now.clocks.len(), late + running);
    assert_eq!(now.owners.iter().map(|owner| owner.missed as usize).sum::<usize>(), late);
    assert_eq!(now.owners.iter().map(|owner| owner.running as usize).sum::<usize>(), running);
    assert!(now.clocks[..late].is_sorted_by_key(|row| -row.clock.overdue.unwrap().wall_ms));
    assert!(now.clocks[late..].is_sorted_by_key(|row| row.clock.due));
    let one = workspace.clocks_now(Some("tier = \"1\"")).unwrap();
    assert!(one.clocks.iter().all(|row| row.clock.tier == "1") && one.clocks.len() < now.clocks.len());
    let selection =
        ClockSelection { state: Some(ClockState::Missed), open: true, ..ClockSelection::default() };
    let listed = workspace.clock_rows(&asked("sla-met", ""), &selection).unwrap();
    assert_eq!(listed.len(), late, "a list is what was counted");
}

#[test]
fn the_board_counts_what_waits_and_each_count_lists_exactly_its_leads() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let board = workspace.clock_board(None, 5).unwrap();
    let now = workspace.clocks_now(None).unwrap();
    let late = now.owners.iter().map(|owner| owner.missed).sum::<u32>();
    assert_eq!(board.waits.clocks.missed, late);
    assert_eq!(board.late, now.clocks[..5], "the list is cut, the counts are not");
    let listed = |drill: &plumbline_workbench::handoff::Drill| {
        let listing = Listing { drill: Some(drill.clone()), ..Listing::default() };
        workspace.leads(&listing, 0, 0).unwrap().total as u32
    };
    for waits in board.owners.iter().chain([&board.waits]) {
        let told = (waits.clocks.missed, waits.clocks.running);
        assert_eq!((listed(&waits.late), listed(&waits.running)), told, "{}", waits.clocks.owner);
    }
    let recent = workspace.clock_board(Some(4), 0).unwrap();
    let first = minute(8, 31, 0);
    for (by, kept) in [("ever", &board.kept), ("lately", &recent.kept)] {
        for (kind, clock) in kept.clocks.iter().enumerate() {
            let rows = naive::rows();
            let counted = rows.iter().filter(|row| by == "ever" || row.mql >= first);
            let says: Vec<Says> = counted.map(|row| row.clocks()[kind]).collect();
            let missed = says.iter().filter(|says| matches!(says, Says::Missed { .. })).count() as u32;
            let met = says.iter().filter(|says| **says == Says::Met).count() as u32;
            assert_eq!((clock.tally.met, clock.tally.missed), (met, missed), "{by} {kind}");
            assert_eq!((listed(&clock.missed), listed(&clock.due)), (missed, met + missed));
        }
    }
    for (by, rows) in &recent.by {
        for kind in ClockKind::ALL {
            let due: u64 = rows.iter().map(|row| row.clocks[kind as usize].tally.rate().denominator).sum();
            assert_eq!(due, recent.kept.clocks[kind as usize].tally.rate().denominator, "{by}");
        }
        for row in rows {
            let clock = &row.clocks[ClockKind::FirstContact as usize];
            assert_eq!(listed(&clock.missed), clock.tally.missed, "{by} {}", row.value);
        }
    }
}

#[test]
fn lapses_per_rep_are_silence_and_never_rejections() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let rows = naive::rows();
    let lapse = workspace.trend(&asked("lapse", "owner")).unwrap();
    let rejection = workspace.trend(&asked("rejection", "owner")).unwrap();
    let (mut lapsed, mut rejected) = (0, 0);
    for series in &lapse.answer.series {
        let owner = series.split.as_deref().unwrap();
        let theirs = || rows.iter().filter(|row| row.owner == owner);
        let silent = theirs().filter(|row| row.has_lapsed()).count();
        assert_eq!(series.total.numerator as usize, silent, "{owner}");
        let same = rejection.answer.series.iter().find(|other| other.split == series.split).unwrap();
        let sent_back = theirs().filter(|row| row.rejected.is_some()).count();
        let decided = sent_back + theirs().filter(|row| row.accepted.is_some()).count();
        assert_eq!((same.total.numerator as usize, same.total.denominator as usize), (sent_back, decided));
        lapsed += silent;
        rejected += sent_back;
    }
    assert_eq!((lapsed, rejected), (326, 1_402), "the answer key's totals");
    // The clocks of a lapse stay open: a rejection is the only thing that stops first contact without a verdict.
    let met = workspace.levels_met(&asked("sla-met-first-contact", "")).unwrap();
    let stopped = rows.iter().filter(|row| row.clocks()[2] == Says::Stopped).count();
    assert_eq!(met.total[ClockKind::FirstContact as usize].stopped as usize, stopped);
    let lapsed_open = workspace
        .clock_rows(
            &Question { criteria: Some("decision = \"lapsed\"".into()), ..asked("sla-met-decide", "") },
            &ClockSelection { state: Some(ClockState::Missed), open: true, ..ClockSelection::default() },
        )
        .unwrap();
    assert_eq!(lapsed_open.len(), 326, "every lapse is a late decision somebody waits for");
}

#[test]
fn the_slow_route_shows_in_its_team_from_its_first_week_on() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let trend = workspace.trend(&asked("sla-met-route", "team")).unwrap();
    let rate = |team: &str, from: &str, to: &str| {
        let series = trend.answer.series.iter().find(|series| series.split.as_deref() == Some(team)).unwrap();
        let within = |point: &&plumbline_workbench::handoff::Point| {
            let start = point.period.start.to_string();
            from <= start.as_str() && start.as_str() < to
        };
        let points = series.points.iter().filter(within);
        let sums = points.fold((0, 0), |(n, d), point| (n + point.numerator, d + point.denominator));
        f64::from(sums.0) / f64::from(sums.1)
    };
    let (before, after) =
        (rate("UK & Ireland", "2026-03-30", "2026-05-04"), rate("UK & Ireland", "2026-05-04", "2026-10-01"));
    assert!(before > 0.8 && after < 0.1, "{before} {after}");
    for team in ["DACH", "Benelux & France"] {
        let after = rate(team, "2026-05-04", "2026-10-01");
        assert!(after > 0.8, "{team} is not slow: {after}");
    }
}
