//! Facets made ready for a pass: the code of each handoff, and what each code means.

use chrono::{Datelike, NaiveTime, Timelike};
use plumbline_domain::{calendar::Calendar, field::FieldName, moment::Moment};

use super::{
    Facet, Progress, Response, Within,
    facet::{DAYS, HOURS, UNKNOWN, WEEKDAYS},
};
use crate::{
    cube::Cube,
    facts::BOUNDED,
    frame::{BLANK_TIME, Column},
    periods::Periods,
    query::Query,
    refusal::Refusal,
    scan::{Row, Scan},
    spelling,
    split::{Codes, Split},
    standing::with_blank,
};

/// A facet that can be read of any handoff.
pub(super) struct Reading<'a> {
    cube: &'a Cube,
    calendar: &'a Calendar,
    kind: Kind,
    /// What each code means.
    pub(super) texts: Vec<Box<str>>,
    /// The same as people know it.
    pub(super) labels: Vec<String>,
}

enum Kind {
    Value(Codes),
    /// Per lead.
    Filled(Vec<bool>),
    Period,
    Response,
    Progress,
    Days,
    Weekday,
    Hour,
}

impl<'a> Reading<'a> {
    pub(super) fn of(
        cube: &'a Cube,
        query: &Query<'a>,
        scan: &Scan<'_>,
        facet: &Facet,
    ) -> Result<Reading<'a>, Refusal> {
        let (kind, texts, labels) = match facet {
            Facet::Value(field) => {
                let asked = Query { split: Some(field.clone()), ..query.clone() };
                let clocks = if facet.needs_desk() {
                    let found = cube.clocks(query.as_of, query.settings);
                    Some(found.ok_or_else(|| Refusal::FieldUnknown(field.label().to_owned()))?)
                } else {
                    None
                };
                let split = Split::of(cube, &asked, clocks.as_deref())?;
                let label = |code| split.label(code as u32, &asked, cube.reasons());
                let labels = (0..split.texts.len()).map(label).collect();
                (Kind::Value(split.codes), split.texts, labels)
            }
            Facet::Filled(field) => {
                let labels = ["blank", "known"].map(str::to_owned).to_vec();
                (Kind::Filled(filled(cube, query, field)?), vec!["no".into(), "yes".into()], labels)
            }
            Facet::Period => {
                let periods = scan.periods.as_ref().map(Periods::list).unwrap_or_default();
                let texts: Vec<Box<str>> =
                    periods.iter().map(|period| period.start.to_string().into()).collect();
                (Kind::Period, texts.clone(), texts.iter().map(ToString::to_string).collect())
            }
            Facet::Response => named(Kind::Response, &Response::ALL, Response::slug, Response::label),
            Facet::Progress => named(Kind::Progress, &Progress::ALL, Progress::slug, Progress::slug),
            Facet::Days => numbered(Kind::Days, DAYS + 1),
            Facet::Weekday => {
                let texts = with_blank(WEEKDAYS);
                (Kind::Weekday, texts.clone(), texts.iter().map(ToString::to_string).collect())
            }
            Facet::Hour => numbered(Kind::Hour, HOURS),
        };
        Ok(Reading { cube, calendar: &query.settings.calendar, kind, texts, labels })
    }

    /// True if its values have an order of their own and are all shown, met or not.
    pub(super) fn is_ordered(&self) -> bool {
        !matches!(&self.kind, Kind::Value(codes) if !matches!(codes, Codes::Bucket(_) | Codes::Decision))
    }

    /// The code of a handoff.
    #[inline]
    pub(super) fn code(&self, scan: &Scan<'_>, row: &Row) -> usize {
        let (facts, handoff) = (self.cube.facts(), row.handoff);
        match &self.kind {
            Kind::Value(codes) => codes.of(facts, handoff, row.decision, scan.now) as usize,
            Kind::Filled(filled) => usize::from(filled[facts.lead[handoff] as usize]),
            Kind::Period => row.period,
            Kind::Response => match scan.responded(handoff, row.decision) {
                None => 0,
                Some(None) => Response::None as usize + 1,
                Some(Some(ms)) => Response::of(ms) as usize + 1,
            },
            Kind::Progress => Progress::of(facts, handoff, row.decision, scan.now) as usize + 1,
            Kind::Days => match scan.days(handoff, row.decision) {
                None => 0,
                Some(days) => days.min(i64::from(DAYS)) as usize + 1,
            },
            Kind::Weekday | Kind::Hour if facts.mql_provenance(handoff) == BOUNDED => 0,
            Kind::Weekday => {
                let day = self.calendar.local(Moment(facts.mql[handoff])).weekday();
                day.num_days_from_monday() as usize + 1
            }
            Kind::Hour => {
                let time = self.calendar.local(Moment(facts.mql[handoff])).time();
                // Midnight to the millisecond is a date that nobody gave a time.
                if time == NaiveTime::MIN { 0 } else { time.hour() as usize + 1 }
            }
        }
    }
}

type Made = (Kind, Vec<Box<str>>, Vec<String>);

fn named<T: Copy>(kind: Kind, all: &[T], slug: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Made {
    let texts = std::iter::once(UNKNOWN).chain(all.iter().map(|one| slug(*one))).map(Box::from).collect();
    let labels = std::iter::once("not known").chain(all.iter().map(|one| label(*one)));
    (kind, texts, labels.map(str::to_owned).collect())
}

fn numbered(kind: Kind, count: u32) -> Made {
    let texts: Vec<String> =
        std::iter::once(UNKNOWN.to_owned()).chain((0..count).map(|n| n.to_string())).collect();
    (kind, texts.iter().map(|text| text.as_str().into()).collect(), texts)
}

/// Which leads have a value in the field.
fn filled(cube: &Cube, query: &Query<'_>, field: &FieldName) -> Result<Vec<bool>, Refusal> {
    let columns = cube.columns(query.as_of, query.settings);
    match columns.column(field) {
        Some(Column::Text(text)) => Ok(text.codes.iter().map(|code| *code != 0).collect()),
        Some(Column::Number(numbers)) => Ok(numbers.iter().map(|number| !number.is_nan()).collect()),
        Some(Column::Time(times)) => Ok(times.iter().map(|at| *at != BLANK_TIME).collect()),
        None if matches!(field, FieldName::Extra(_)) => Err(Refusal::FieldUnknown(field.label().to_owned())),
        None => Ok(vec![false; columns.rows()]),
    }
}

/// What a selection wants of facets.
pub(crate) struct Conditions<'a> {
    wanted: Vec<(Reading<'a>, Vec<bool>)>,
}

impl<'a> Conditions<'a> {
    pub(crate) fn of(
        cube: &'a Cube,
        query: &Query<'a>,
        scan: &Scan<'_>,
        within: &[Within],
    ) -> Result<Conditions<'a>, Refusal> {
        let one = |within: &Within| {
            let reading = Reading::of(cube, query, scan, &within.facet)?;
            // Which spelling of a value is the usual one can change after a mark was drawn.
            let found = within.any_of.iter().filter_map(|wanted| spelling::find(&reading.texts, wanted));
            let mut wanted = vec![false; reading.texts.len()];
            found.for_each(|code| wanted[code] = true);
            Ok((reading, wanted))
        };
        Ok(Conditions { wanted: within.iter().map(one).collect::<Result<_, Refusal>>()? })
    }

    /// True if the handoff is one of those wanted.
    #[inline]
    pub(crate) fn hold(&self, scan: &Scan<'_>, row: &Row) -> bool {
        self.wanted.iter().all(|(reading, wanted)| wanted[reading.code(scan, row)])
    }
}
