//! Who was sent to which track and what became of it, against a walk through every lead's events one by one.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use plumbline_cube::{
    Cube,
    frame::Frame,
    reasons::Reason,
    recycle::{ByHand, Former, Part, Tracks},
};
use plumbline_domain::{
    event::{Provenance, StageEvent},
    handoff::handoffs_of,
    ids::{LeadId, ReasonId, TrackId},
    moment::Moment,
    reason::{Bucket, List, ReasonKey},
    settings::Settings,
    stage::Stage,
};
use proptest::{collection::btree_map, option, prelude::*, sample::select};

const START: i64 = 1_740_787_200_000;
const WINDOW: u32 = 14 * 24;

/// What happens to a lead.
#[derive(Clone, Copy, Debug)]
enum Happens {
    Enters(Stage, Option<i64>),
    PutOnto(i64, Option<u64>),
}

type Story = BTreeMap<i64, Happens>;

/// Where the leads of a reason go; 20 counts as 50, 30 and 60 have no track.
fn track_of(reason: i64) -> Option<i64> {
    match reason {
        50 | 20 => Some(1),
        40 => Some(2),
        10 => Some(3),
        _ => None,
    }
}

/// So many days after the beginning.
const fn after(days: i64) -> i64 {
    START + days * Moment::DAY
}

/// Where they went on a day: 50 went elsewhere for a month, and 20 was of its own before it came to count as 50.
fn track_at(reason: i64, at: i64) -> Option<i64> {
    match reason {
        50 if at <= after(30) => Some(3),
        20 if at <= after(60) => Some(2),
        10 if at <= after(10) => Some(2),
        10 if at <= after(20) => Some(1),
        _ => track_of(reason),
    }
}

fn days_of(track: i64) -> Option<u64> {
    [None, Some(10), None, Some(30)][track as usize]
}

fn tracks(stories: &[Story]) -> Tracks {
    let by_hand = |(row, story): (usize, &Story)| -> Vec<ByHand> {
        let put = story.iter().filter_map(move |(at, happens)| match happens {
            Happens::PutOnto(track, due) => Some(ByHand {
                lead: lead(row),
                since: Moment(*at),
                track: TrackId(*track),
                due: due.map(|days| day(*at) + Days::new(days)),
            }),
            Happens::Enters(..) => None,
        });
        put.collect()
    };
    Tracks {
        days: (1..=3).map(|track| (TrackId(track), days_of(track).map(|days| days as u32))).collect(),
        of_reason: [50, 40, 10].map(|id| (ReasonId(id), TrackId(track_of(id).unwrap()))).into(),
        former: [(10, 20, 1), (50, 30, 3), (10, 10, 2), (20, 60, 2)]
            .map(|(reason, days, track)| Former {
                reason: ReasonId(reason),
                until: Moment(after(days)),
                track: TrackId(track),
            })
            .into(),
        by_hand: stories.iter().enumerate().flat_map(by_hand).collect(),
    }
}

fn lead(row: usize) -> LeadId {
    LeadId(5 + 2 * row as i64)
}

fn day(at: i64) -> NaiveDate {
    Settings::default().calendar.day(Moment(at))
}

fn cube(stories: &[Story]) -> Cube {
    let settings = Settings { decision_window_hours: WINDOW, ..Settings::default() };
    let mut handoffs = Vec::new();
    for (row, story) in stories.iter().enumerate() {
        let entered = |(at, happens): (&i64, &Happens)| match happens {
            Happens::Enters(stage, reason) => Some(StageEvent {
                lead: lead(row),
                stage: *stage,
                at: Moment(*at),
                not_before: Moment(*at),
                provenance: Provenance::Recorded,
                reason: reason.map(ReasonId),
            }),
            Happens::PutOnto(..) => None,
        };
        handoffs_of(&mut story.iter().filter_map(entered).collect::<Vec<_>>(), &settings, &mut handoffs);
    }
    let reason = |id, list, slug: &str, counts_as: Option<i64>| Reason {
        id: ReasonId(id),
        list,
        key: ReasonKey { bucket: Bucket::Other, slug: slug.to_owned() },
        label: slug.to_owned(),
        counts_as: counts_as.map(ReasonId),
    };
    let reasons = vec![
        reason(50, List::Rejection, "a", None),
        reason(40, List::Rejection, "b", None),
        reason(30, List::Rejection, "c", None),
        reason(20, List::Rejection, "d", Some(50)),
        reason(10, List::Disqualification, "e", None),
        reason(60, List::Disqualification, "f", None),
    ];
    Cube::new(Frame::new((0..stories.len()).map(lead).collect()), handoffs, reasons)
}

/// A stay as the walk below tells it: row, track, since, due, and every part it counts as.
type Told = (u32, i64, i64, Option<NaiveDate>, BTreeSet<Part>);

struct Pass {
    mql: i64,
    decided: Option<&'static str>,
    taken_up: bool,
    seen: BTreeSet<Stage>,
    /// The stay it came out of.
    of: Option<usize>,
}

/// Track, since, due, and how it ended.
type Begun = (i64, i64, Option<NaiveDate>, &'static str);

fn send(told: &mut Vec<Begun>, open: &mut Option<usize>, (track, at, days): (i64, i64, Option<u64>)) {
    let due = days.map(|days| day(at) + Days::new(days));
    match *open {
        Some(stay) if told[stay].0 == track => told[stay].2 = due,
        _ => {
            if let Some(stay) = open.take() {
                told[stay].3 = "moved";
            }
            told.push((track, at, due, "there"));
            *open = Some(told.len() - 1);
        }
    }
}

/// Walks through the events of a lead up to `as_of`.
fn walk(row: u32, story: &Story, as_of: i64) -> Vec<Told> {
    let mut told: Vec<Begun> = Vec::new();
    let mut came_of: BTreeMap<usize, (&str, bool)> = BTreeMap::new();
    let (mut open, mut pass): (Option<usize>, Option<Pass>) = (None, None);
    let finish = |pass: &Pass, came_of: &mut BTreeMap<usize, (&str, bool)>| {
        let Some(of) = pass.of else { return };
        let silent = if as_of >= pass.mql + i64::from(WINDOW) * Moment::HOUR { "lapsed" } else { "pending" };
        came_of.insert(of, (pass.decided.unwrap_or(silent), pass.seen.contains(&Stage::Won)));
    };
    for (&at, &happens) in story.range(..=as_of) {
        let (stage, reason) = match happens {
            Happens::PutOnto(track, due) => {
                send(&mut told, &mut open, (track, at, due));
                continue;
            }
            Happens::Enters(stage, reason) => (stage, reason),
        };
        if stage == Stage::Mql {
            let is_new = pass.as_ref().is_none_or(|pass| {
                pass.decided.is_some() || at >= pass.mql + i64::from(WINDOW) * Moment::HOUR
            });
            if is_new {
                if let Some(pass) = &pass {
                    finish(pass, &mut came_of);
                }
                let of = open.take();
                if let Some(stay) = of {
                    told[stay].3 = "back";
                }
                pass = Some(Pass { mql: at, decided: None, taken_up: false, seen: BTreeSet::new(), of });
            }
            continue;
        }
        let Some(pass) = &mut pass else { continue };
        let is_first = pass.seen.insert(stage);
        let accepts = stage != Stage::Rejected;
        let decides = pass.decided.is_none();
        let resumes = accepts && pass.decided == Some("rejected") && !pass.taken_up;
        if decides {
            pass.decided = Some(if accepts { "accepted" } else { "rejected" });
        }
        pass.taken_up |= resumes;
        let is_work = is_first && matches!(stage, Stage::Sql | Stage::Opportunity | Stage::Won | Stage::Lost);
        if (accepts && (decides || resumes) || is_work)
            && let Some(stay) = open.take()
        {
            told[stay].3 = "taken-up";
        }
        let sends = stage == Stage::Rejected && decides || stage == Stage::Disqualified && is_first;
        if let Some(track) = reason.filter(|_| sends).and_then(|reason| track_at(reason, at)) {
            send(&mut told, &mut open, (track, at, days_of(track)));
        }
    }
    if let Some(pass) = &pass {
        finish(pass, &mut came_of);
    }
    let parts = |(index, (track, since, due, fate)): (usize, Begun)| {
        let mut parts = BTreeSet::from([Part::Sent, Part::from_slug(fate).unwrap()]);
        if fate == "there" && due.is_some_and(|due| due <= day(as_of)) {
            parts.insert(Part::Due);
        }
        if let Some((decision, won)) = came_of.get(&index) {
            parts.insert(Part::from_slug(decision).unwrap());
            parts.extend(won.then_some(Part::Won));
        }
        (row, track, since, due, parts)
    };
    told.into_iter().enumerate().map(parts).collect()
}

fn stories() -> impl Strategy<Value = Vec<Story>> {
    let stage = select(vec![
        Stage::Mql,
        Stage::Mql,
        Stage::Mql,
        Stage::Sal,
        Stage::Sql,
        Stage::Won,
        Stage::Lost,
        Stage::Rejected,
        Stage::Rejected,
        Stage::Rejected,
        Stage::Disqualified,
    ]);
    let enters = (stage, option::weighted(0.9, 0_usize..4)).prop_map(|(stage, nth)| {
        let reason = match stage {
            Stage::Rejected => nth.map(|nth| [50, 40, 30, 20][nth]),
            Stage::Disqualified => nth.map(|nth| [10, 60, 10, 60][nth]),
            _ => None,
        };
        Happens::Enters(stage, reason)
    });
    let put = (1_i64..=3, option::of(0_u64..40)).prop_map(|(track, due)| Happens::PutOnto(track, due));
    // Days of four months; no two marks of one lead share one, since on the day of an MQL bare days are lifted to it.
    let at = (0_i64..120).prop_map(|day| START + day * Moment::DAY + 9 * Moment::HOUR);
    prop::collection::vec(btree_map(at, prop_oneof![4 => enters, 1 => put], 0..9), 0..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn tracks_equal_a_walk_through_every_event(stories in stories(), as_of in 0_i64..150 * 24) {
        let as_of = START + as_of * Moment::HOUR;
        let settings = Settings { decision_window_hours: WINDOW, ..Settings::default() };
        let stays = cube(&stories).recycled(&tracks(&stories), Moment(as_of), &settings);
        let expected: Vec<Told> =
            stories.iter().zip(0_u32..).flat_map(|(story, row)| walk(row, story, as_of)).collect();
        let found: Vec<Told> = stays
            .list(None, Part::Sent)
            .map(|stay| {
                let parts = Part::ALL.into_iter().filter(|part| stay.is(*part)).collect();
                (stay.row, stay.track.0, stay.since.0, stay.due, parts)
            })
            .collect();
        prop_assert_eq!(&found, &expected);
        for track in 1..=3 {
            for part in Part::ALL {
                let listed = stays.list(Some(TrackId(track)), part).count() as u32;
                let counted = expected.iter().filter(|told| told.1 == track && told.4.contains(&part)).count();
                prop_assert_eq!(listed, stays.count(Some(TrackId(track)), part), "a list is what was counted");
                prop_assert_eq!(listed as usize, counted);
            }
            let came_back = stays.came_back(TrackId(track));
            prop_assert_eq!(came_back.numerator, u64::from(stays.count(Some(TrackId(track)), Part::Back)));
        }
    }
}
