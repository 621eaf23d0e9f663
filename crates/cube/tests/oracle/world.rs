//! Random small worlds and questions.

use chrono::{NaiveDate, Weekday};
use plumbline_cube::{
    Cube,
    activities::ActivitiesBuilder,
    frame::{BLANK_TIME, Column, Frame, TextBuilder},
    mask::Mask,
    measure::{Basis, Known, Measure},
    query::Query,
    reasons::Reason,
};
use plumbline_domain::{
    calendar::{Calendar, Grain},
    criteria::{Comparison, Criteria, Literal, Test, Truth},
    event::{Provenance, StageEvent},
    field::{Field, FieldName},
    handoff::{Handoff, handoffs_of},
    ids::{LeadId, ReasonId},
    moment::Moment,
    reason::{Bucket, List, ReasonKey},
    record::Side,
    settings::Settings,
    stage::Stage,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Shortly before a change to summer time in most zones.
const START: i64 = 1_740_787_200_000;

/// A lead as the oracle sees it.
#[derive(Clone, Debug)]
pub(crate) struct Lead {
    pub(crate) source: &'static str,
    pub(crate) score: Option<f64>,
    pub(crate) contact: Option<i64>,
    /// Activities: when, and whether it was sales who acted.
    pub(crate) activities: Vec<(i64, bool)>,
    pub(crate) truth: Truth,
    events: Vec<Entered>,
}

/// Stage, moment, how long before it may have been, whether it was recorded, reason.
type Entered = (Stage, i64, i64, bool, Option<i64>);

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) leads: Vec<Lead>,
    pub(crate) settings: Settings,
    pub(crate) measure: Measure,
    pub(crate) grain: Grain,
    pub(crate) basis: Basis,
    pub(crate) split: Option<FieldName>,
    pub(crate) known: Known,
    pub(crate) filtered: bool,
    pub(crate) from: Option<NaiveDate>,
    pub(crate) to: Option<NaiveDate>,
    pub(crate) as_of: Moment,
}

impl Case {
    pub(crate) fn handoffs(&self) -> Vec<Handoff> {
        let mut handoffs = Vec::new();
        for (row, lead) in self.leads.iter().enumerate() {
            let event = |&(stage, at, before, recorded, reason): &Entered| StageEvent {
                lead: id(row),
                stage,
                at: Moment(at),
                not_before: Moment(at - before),
                provenance: match (before, recorded) {
                    (1.., _) => Provenance::Bounded,
                    (_, true) => Provenance::Recorded,
                    _ => Provenance::Derived,
                },
                reason: reason.map(ReasonId),
            };
            let mut events: Vec<StageEvent> = lead.events.iter().map(event).collect();
            handoffs_of(&mut events, &self.settings, &mut handoffs);
        }
        handoffs
    }

    pub(crate) fn cube(&self) -> Cube {
        let rows = self.leads.len();
        let mut frame = Frame::new((0..rows).map(id).collect());
        let mut source = TextBuilder::default();
        self.leads.iter().for_each(|lead| source.push(lead.source));
        let mut passes = TextBuilder::default();
        for lead in &self.leads {
            passes.push(match lead.truth {
                Truth::True => "yes",
                Truth::False => "no",
                Truth::Unknown => "",
            });
        }
        frame.set_column(FieldName::Extra("Passes".to_owned()), Column::Text(passes.finish(rows)));
        let scores = self.leads.iter().map(|lead| lead.score.unwrap_or(f64::NAN)).collect();
        let contacts = self.leads.iter().map(|lead| lead.contact.unwrap_or(BLANK_TIME)).collect();
        frame.set_column(FieldName::Canonical(Field::Source), Column::Text(source.finish(rows)));
        frame.set_column(FieldName::Canonical(Field::Score), Column::Number(scores));
        frame.set_column(FieldName::Canonical(Field::FirstContactAt), Column::Time(contacts));
        let cube = Cube::new(frame, self.handoffs(), reasons());
        let mut activities = ActivitiesBuilder::default();
        for (row, lead) in self.leads.iter().enumerate() {
            for &(at, by_sales) in &lead.activities {
                let side = if by_sales { Side::Touch } else { Side::Engagement };
                activities.push(row as u32, Moment(at), side, "call");
            }
        }
        cube.fill_activities(activities.finish());
        cube
    }

    /// The spelling most leads have of what differs in case alone, the first by its letters where several are as many.
    pub(crate) fn usual_source(&self, text: &str) -> String {
        let same = |lead: &&Lead| lead.source.to_lowercase() == text.to_lowercase();
        let spelled = |text: &str| self.leads.iter().filter(|lead| lead.source == text).count();
        let all = self.leads.iter().filter(same).map(|lead| lead.source);
        all.max_by_key(|text| (spelled(text), std::cmp::Reverse(*text))).unwrap_or_default().to_owned()
    }

    /// The filter by criteria over a column that answers what each lead's truth says.
    pub(crate) fn mask(&self, cube: &Cube) -> Option<Mask> {
        let passes = Test::Compare(Comparison::Equal, Literal::Text("yes".to_owned()));
        let criteria = Criteria::Test(FieldName::Extra("Passes".to_owned()), passes);
        self.filtered.then(|| cube.select(&criteria, self.as_of, &self.settings))
    }

    pub(crate) fn query<'a>(&'a self, filter: Option<&'a Mask>) -> Query<'a> {
        Query {
            measure: self.measure,
            grain: self.grain,
            basis: self.basis,
            split: self.split.clone(),
            known: self.known,
            filter,
            from: self.from,
            to: self.to,
            as_of: self.as_of,
            settings: &self.settings,
        }
    }
}

/// Ids have gaps: a row is not an id.
pub(crate) fn id(row: usize) -> LeadId {
    LeadId(7 + 3 * row as i64)
}

pub(crate) fn reasons() -> Vec<Reason> {
    let reason = |id, list, bucket, slug: &str| Reason {
        id: ReasonId(id),
        list,
        key: ReasonKey { bucket, slug: slug.to_owned() },
        label: slug.to_uppercase(),
        counts_as: None,
    };
    vec![
        reason(50, List::Rejection, Bucket::Fit, "size"),
        reason(40, List::Rejection, Bucket::Timing, "later"),
        reason(30, List::Rejection, Bucket::Data, "duplicate"),
        reason(20, List::Rejection, Bucket::Fit, "persona"),
        reason(10, List::Disqualification, Bucket::Other, "no-budget"),
        reason(60, List::Disqualification, Bucket::Other, "no-need"),
    ]
}

fn leads() -> impl Strategy<Value = Vec<Lead>> {
    let stage = select(vec![
        Stage::Mql,
        Stage::Mql,
        Stage::Mql,
        Stage::Sal,
        Stage::Sal,
        Stage::Sql,
        Stage::Opportunity,
        Stage::Won,
        Stage::Lost,
        Stage::Rejected,
        Stage::Rejected,
        Stage::Disqualified,
        Stage::Left,
    ]);
    // Quarters of an hour over four months: moments meet each other and the boundaries.
    let at = (0_i64..4 * 120 * 24 / 6).prop_map(|step| START + step * 6 * 900_000);
    let before = prop_oneof![4 => Just(0_i64), 1 => (1_i64..20).prop_map(|days| days * Moment::DAY)];
    let event = (stage, at.clone(), before, any::<bool>(), option::of(0_usize..4)).prop_map(
        |(stage, at, before, recorded, reason)| {
            let reason = reason.and_then(|nth| match stage {
                Stage::Rejected => Some([50, 40, 30, 20][nth]),
                Stage::Disqualified => Some([10, 60, 10, 60][nth]),
                _ => None,
            });
            (stage, at, before, recorded, reason)
        },
    );
    let truth = select(vec![Truth::True, Truth::True, Truth::False, Truth::Unknown]);
    let source = select(vec!["", "Referral", "REFERRAL", "Event", "event", "Organic"]);
    let score = option::of(select(vec![0.0, -0.0, 10.0, 2.5]));
    let lead =
        (source, score, option::of(at.clone()), vec((at, any::<bool>()), 0..4), truth, vec(event, 0..6))
            .prop_map(|(source, score, contact, activities, truth, events)| Lead {
                source,
                score,
                contact,
                activities,
                truth,
                events,
            });
    vec(lead, 0..40)
}

fn settings() -> impl Strategy<Value = Settings> {
    let zone = select(vec![
        chrono_tz::UTC,
        chrono_tz::Europe::Berlin,
        chrono_tz::America::Los_Angeles,
        chrono_tz::Pacific::Kiritimati,
        chrono_tz::Asia::Beirut,
    ]);
    let week_start = select(vec![Weekday::Mon, Weekday::Sun, Weekday::Sat, Weekday::Thu]);
    let window = select(vec![1, 48, 336]);
    (zone, week_start, 1_u32..=12, window).prop_map(|(zone, week_start, fiscal_year_start, window)| {
        Settings { calendar: Calendar { zone, week_start, fiscal_year_start }, decision_window_hours: window }
    })
}

/// Clocks have an oracle of their own.
fn measures() -> Vec<Measure> {
    Measure::ALL.into_iter().filter(|measure| measure.clocks().is_empty()).collect()
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    let split = option::of(select(vec![
        FieldName::Canonical(Field::Source),
        FieldName::Canonical(Field::Score),
        FieldName::Canonical(Field::Industry),
        FieldName::Reason,
        FieldName::Bucket,
        FieldName::Decision,
        FieldName::DisqualificationReason,
        FieldName::Extra("No such column".to_owned()),
    ]));
    let day = || {
        let first = NaiveDate::from_ymd_opt(2025, 3, 1).expect("a date");
        option::weighted(0.2, (0_u64..120).prop_map(move |days| first + chrono::Days::new(days)))
    };
    let grain = select(vec![Grain::Week, Grain::Month, Grain::Quarter]);
    let basis = select(vec![Basis::Cohort, Basis::Decided]);
    let as_of = (20_i64 * 24..150 * 24).prop_map(|hours| Moment(START + hours * Moment::HOUR));
    let known = prop_oneof![2 => Just(Known::All), 1 => Just(Known::Dated), 1 => Just(Known::Recorded)];
    let asked = (select(measures()), grain, basis, split, known, any::<bool>());
    (leads(), settings(), asked, (day(), day()), as_of).prop_map(
        |(leads, settings, asked, (from, to), as_of)| {
            let (measure, grain, basis, split, known, filtered) = asked;
            Case { leads, settings, measure, grain, basis, split, known, filtered, from, to, as_of }
        },
    )
}
