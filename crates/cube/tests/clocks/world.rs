//! Random small worlds with promises, owners in other zones, recycled leads and moments known within bounds.

use plumbline_cube::{
    Cube,
    activities::ActivitiesBuilder,
    clocks::{Colleague, Desk},
    frame::{BLANK_TIME, Column, Frame, TextBuilder},
};
use plumbline_domain::{
    business_time::BusinessHours,
    calendar::Calendar,
    clock::{Preset, ServiceLevels},
    event::{Provenance, StageEvent},
    field::{Field, FieldName},
    handoff::{Handoff, handoffs_of},
    ids::LeadId,
    moment::Moment,
    record::Side,
    settings::Settings,
    stage::Stage,
    tier,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Shortly before a change to summer time in most zones.
const START: i64 = 1_740_787_200_000;
const STEP: i64 = 900_000;

#[derive(Clone, Debug)]
pub(crate) struct Lead {
    pub(crate) owner: &'static str,
    pub(crate) team: &'static str,
    pub(crate) source: &'static str,
    pub(crate) score: Option<f64>,
    pub(crate) routed: Option<i64>,
    pub(crate) contacted: Option<i64>,
    pub(crate) told: Option<i64>,
    pub(crate) touches: Vec<i64>,
    /// Stage, moment, how long before it may have been.
    events: Vec<(Stage, i64, i64)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) leads: Vec<Lead>,
    pub(crate) desk: Desk,
    pub(crate) settings: Settings,
    pub(crate) split: Option<FieldName>,
    pub(crate) as_of: Moment,
}

/// Ids have gaps: a row is not an id.
pub(crate) fn id(row: usize) -> LeadId {
    LeadId(7 + 3 * row as i64)
}

impl Case {
    pub(crate) fn handoffs(&self) -> Vec<Handoff> {
        let mut handoffs = Vec::new();
        for (row, lead) in self.leads.iter().enumerate() {
            let event = |&(stage, at, before): &(Stage, i64, i64)| StageEvent {
                lead: id(row),
                stage,
                at: Moment(at),
                not_before: Moment(at - before),
                provenance: if before > 0 { Provenance::Bounded } else { Provenance::Derived },
                reason: None,
            };
            let mut events: Vec<StageEvent> = lead.events.iter().map(event).collect();
            handoffs_of(&mut events, &self.settings, &mut handoffs);
        }
        handoffs
    }

    pub(crate) fn cube(&self) -> Cube {
        let rows = self.leads.len();
        let mut frame = Frame::new((0..rows).map(id).collect());
        let text = |of: fn(&Lead) -> &'static str| {
            let mut builder = TextBuilder::default();
            self.leads.iter().for_each(|lead| builder.push(of(lead)));
            Column::Text(builder.finish(rows))
        };
        let time = |of: fn(&Lead) -> Option<i64>| {
            Column::Time(self.leads.iter().map(|lead| of(lead).unwrap_or(BLANK_TIME)).collect())
        };
        let scores = self.leads.iter().map(|lead| lead.score.unwrap_or(f64::NAN)).collect();
        for (field, column) in [
            (Field::Owner, text(|lead| lead.owner)),
            (Field::Team, text(|lead| lead.team)),
            (Field::Source, text(|lead| lead.source)),
            (Field::Score, Column::Number(scores)),
            (Field::RoutedAt, time(|lead| lead.routed)),
            (Field::FirstContactAt, time(|lead| lead.contacted)),
            (Field::FeedbackAt, time(|lead| lead.told)),
        ] {
            frame.set_column(FieldName::Canonical(field), column);
        }
        let cube = Cube::new(frame, self.handoffs(), Vec::new());
        let mut activities = ActivitiesBuilder::default();
        for (row, lead) in self.leads.iter().enumerate() {
            lead.touches.iter().for_each(|at| activities.push(row as u32, Moment(*at), Side::Touch, "call"));
        }
        cube.fill_activities(activities.finish());
        cube.fill_desk(self.desk.clone());
        cube
    }
}

fn moment() -> impl Strategy<Value = i64> {
    // Quarters of an hour over two months, and bare days.
    prop_oneof![
        3 => (0_i64..60 * 96).prop_map(|step| START + step * STEP),
        1 => (0_i64..60).prop_map(|day| START + day * Moment::DAY),
    ]
}

fn lead() -> impl Strategy<Value = Lead> {
    let stage = select(vec![
        Stage::Mql,
        Stage::Mql,
        Stage::Mql,
        Stage::Sal,
        Stage::Sal,
        Stage::Sql,
        Stage::Won,
        Stage::Rejected,
        Stage::Rejected,
        Stage::Disqualified,
    ]);
    let before = prop_oneof![5 => Just(0_i64), 1 => (1_i64..9 * 24).prop_map(|hours| hours * Moment::HOUR)];
    let story = (moment(), before.clone(), vec((stage, moment(), before), 0..4));
    let near = (option::of(0_i64..300), option::of(-40_i64..300), option::weighted(0.3, 0_i64..500));
    let who = (
        select(vec!["", "Ada", "ada", "Bo", "Cy", "Stranger", "STRANGER"]),
        select(vec!["", "", "DACH", "UK", "uk"]),
        select(vec!["", "Event", "Organic"]),
        option::of(select(vec![10.0, 40.0, 79.0, 80.0])),
    );
    (who, story, near, vec(moment(), 0..2)).prop_map(|(who, story, near, touches)| {
        let (owner, team, source, score) = who;
        let (mql, before, mut events) = story;
        events.push((Stage::Mql, mql, before));
        // Near the MQL, so that promises of hours are kept about as often as not.
        let after = |steps: Option<i64>| steps.map(|steps| mql + steps * STEP / 2);
        let (routed, contacted, told) = (after(near.0), after(near.1), after(near.2));
        Lead { owner, team, source, score, routed, contacted, told, touches, events }
    })
}

fn desk() -> impl Strategy<Value = Desk> {
    let zone = || option::of(select(vec![chrono_tz::America::New_York, chrono_tz::Asia::Tokyo]));
    let levels = select(vec![
        Preset::TwoHours.levels(),
        Preset::OneDay.levels(),
        ServiceLevels::parse("tier 1: first-contact 2h business, decide 24h wall\ntier 2:\n").unwrap(),
    ]);
    let hours = select(vec![
        BusinessHours::default(),
        BusinessHours::parse("Mon-Fri 08:00-12:00, 13:00-18:00\nholiday 2025-03-31\n").unwrap(),
    ]);
    let tiers = tier::parse("tier 1: score >= 80\ntier 2: score >= 40\n").unwrap();
    (levels, hours, zone(), zone()).prop_map(move |(levels, hours, one, other)| {
        let person = |name: &str, counts_as: &str, zone, team: Option<&str>| Colleague {
            name: name.to_owned(),
            counts_as: counts_as.to_owned(),
            zone,
            team: team.map(str::to_owned),
        };
        // Cy turned out to be Bo.
        let people = vec![
            person("Ada", "Ada", one, Some("UK")),
            person("Bo", "Bo", other, None),
            person("Cy", "Bo", None, Some("Nowhere")),
        ];
        Desk { tiers: tiers.clone(), levels, hours, people }
    })
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    let split = option::of(select(vec![
        FieldName::Canonical(Field::Tier),
        FieldName::Canonical(Field::Owner),
        FieldName::Canonical(Field::Team),
        FieldName::Canonical(Field::Source),
    ]));
    let zone = select(vec![chrono_tz::UTC, chrono_tz::Europe::Berlin, chrono_tz::America::Los_Angeles]);
    let as_of = (5_i64 * 24..75 * 24).prop_map(|hours| Moment(START + hours * Moment::HOUR));
    let blind = select(vec![false, false, false, true]);
    (vec(lead(), 0..30), desk(), zone, select(vec![1, 48, 336]), split, as_of, blind).prop_map(
        |(mut leads, desk, zone, window, split, as_of, blind)| {
            if blind {
                // A workspace in which nobody writes down routing or contact.
                for lead in &mut leads {
                    (lead.routed, lead.contacted) = (None, None);
                    lead.touches.clear();
                }
            }
            let calendar = Calendar { zone, ..Calendar::default() };
            let settings = Settings { calendar, decision_window_hours: window };
            Case { leads, desk, settings, split, as_of }
        },
    )
}
