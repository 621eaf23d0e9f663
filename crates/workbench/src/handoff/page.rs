//! The home screen: where the handoff stands, in one sentence, a few figures and a few charts.

use chrono::{Datelike, Days, Months, NaiveDate};
use plumbline_cube::{
    answer::{Answer, Point},
    measure::Basis,
    query::{Outcome as Part, Selection},
};
use plumbline_domain::{
    calendar::{Calendar, Grain},
    field::{Field, FieldName},
};

use super::{
    About, Chart, Drill, Question,
    draw::Frame,
    named,
    sentence::{self, Phrase},
};
use crate::{
    criteria::values_of,
    failure::{Failure, Outcome},
    wording,
    workspace::Workspace,
};

/// What the filter bar says. Empty texts count as not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// First day, ISO.
    pub from: Option<String>,
    /// Last day, ISO.
    pub until: Option<String>,
    /// Criteria over leads.
    pub criteria: Option<String>,
    /// `week`, `month` or `quarter`.
    pub grain: String,
    /// `cohort` or `decided`.
    pub basis: String,
}

/// A single figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// What it is.
    pub label: String,
    /// The figure.
    pub value: String,
    /// Of how many, with its interval.
    pub detail: String,
    /// What the list of the handoffs behind it is called.
    pub list_name: String,
    /// How many it counts: as many as `drill` lists.
    pub count: u64,
    /// Which.
    pub drill: Drill,
}

/// The home screen but for its charts by field, which need more of the file.
#[derive(Clone, Debug)]
pub struct HandoffPage {
    /// Where the handoff stands.
    pub sentence: Vec<Phrase>,
    /// Basis, zone, week start and as-of.
    pub basis_line: String,
    /// Single figures.
    pub tiles: Vec<Tile>,
    /// Acceptance over time and rejections by bucket.
    pub charts: Vec<Chart>,
    /// True if no handoff is counted.
    pub empty: bool,
}

/// A period people ask for by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPeriod {
    /// Its name.
    pub label: String,
    /// First day; everything up to the last if `None`.
    pub from: Option<NaiveDate>,
    /// Last day; everything since the first if `None`.
    pub until: Option<NaiveDate>,
}

/// A field the filter bar offers, with its values and their number of leads.
pub type FilterField = (FieldName, Vec<(String, u64)>);

/// A chart that asks one measure over time, or by one field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking {
    pub(super) id: &'static str,
    /// What it shows, until its finding is known.
    pub(super) label: &'static str,
    pub(super) about: About,
    metric: &'static str,
    split: Option<&'static str>,
    height: u32,
    /// True if it takes the whole width.
    pub(super) whole: bool,
}

/// The charts of the page and, of its gallery, those that ask one measure.
pub(super) const CHARTS: [Asking; 8] = [
    asking("acceptance", "Acceptance", About::Outcome, "acceptance", None),
    Asking {
        whole: false,
        height: 224,
        ..asking("rejections-by-bucket", "Rejections by bucket", About::Outcome, "rejection", Some("bucket"))
    },
    asking("rejections-by-reason", "Rejections by reason", About::Outcome, "rejection", Some("reason")),
    asking("clocks-met", "Clocks met in time", About::Speed, "sla-met", None),
    asking("time-to-decide", "Time to decide", About::Speed, "time-to-decide", None),
    asking("time-to-contact", "Time to first contact", About::Speed, "time-to-contact", None),
    asking("volume", "Volume", About::Amount, "volume", None),
    asking("lapses", "Lapses", About::Outcome, "lapse", None),
];

const fn asking(
    id: &'static str,
    label: &'static str,
    about: About,
    metric: &'static str,
    split: Option<&'static str>,
) -> Asking {
    Asking { id, label, about, metric, split, height: 232, whole: true }
}

/// The chart of acceptance by a field: this, and the field.
const ACCEPTANCE_BY: &str = "acceptance-by-";

/// The charts that come with the page: they need stage events alone.
pub(super) const FIRST: [&str; 2] = ["acceptance", "rejections-by-bucket"];

/// Fields people filter by most.
const OFFERED: [Field; 9] = [
    Field::Source,
    Field::Campaign,
    Field::Segment,
    Field::Tier,
    Field::Team,
    Field::Owner,
    Field::Persona,
    Field::Industry,
    Field::Country,
];

/// Space between two charts side by side, and the panel's own edges.
const GAP: u32 = 16;

impl Filter {
    /// The question a chart of this page asks about `metric`.
    ///
    /// # Errors
    /// The last day is no day.
    pub fn question(&self, metric: &str, split: Option<&str>) -> Outcome<Question> {
        let until = super::question::day("to", self.until.as_deref())?;
        let to = until.and_then(|day| day.checked_add_days(Days::new(1)));
        Ok(Question {
            metric: metric.to_owned(),
            grain: self.grain.clone(),
            basis: self.basis.clone(),
            split: split.map(str::to_owned),
            criteria: self.criteria.clone(),
            from: self.from.clone(),
            to: to.map(|day| day.to_string()),
            known: None,
        })
    }
}

impl Workspace {
    /// The home screen for `filter`, drawn `width` CSS pixels wide.
    ///
    /// # Errors
    /// The filter has a mistake, or the file cannot be read.
    pub fn handoff_page(&self, filter: &Filter, dark: bool, width: u32) -> Outcome<HandoffPage> {
        let acceptance = self.trend(&filter.question("acceptance", None)?)?;
        let mut charts = Vec::new();
        for id in FIRST {
            charts.push(self.page_chart(id, filter, dark, width)?);
        }
        let empty = acceptance.answer.is_empty();
        Ok(HandoffPage {
            sentence: sentence::standing(&acceptance.answer),
            basis_line: acceptance.basis_line(),
            tiles: if empty { Vec::new() } else { self.tiles(filter, &acceptance.answer)? },
            charts,
            empty,
        })
    }

    /// One chart of the home screen.
    ///
    /// # Errors
    /// There is no such chart, the filter has a mistake, or the file cannot be read.
    pub fn page_chart(&self, id: &str, filter: &Filter, dark: bool, width: u32) -> Outcome<Chart> {
        if let Some(height) = named::height(id) {
            return self.named_chart(id, filter, Frame { dark, width: width.max(MIN_WIDTH), height });
        }
        let (metric, split, height, whole) = chart_named(id)?;
        let width = if whole { width } else { (width.saturating_sub(GAP) / 2).max(MIN_WIDTH) };
        let frame = Frame { dark, width: width.max(MIN_WIDTH), height };
        self.chart(id, &filter.question(metric, split)?, frame)
    }

    /// What a chart of the home screen asks.
    ///
    /// # Errors
    /// There is no such chart, or the filter has a mistake.
    pub fn page_question(&self, id: &str, filter: &Filter) -> Outcome<Question> {
        let (metric, split, ..) = chart_named(id)?;
        filter.question(metric, split)
    }

    /// The fields the filter bar offers: those that have at least two values here.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn filter_fields(&self) -> Outcome<Vec<FilterField>> {
        let loaded = self.loaded()?;
        let names = OFFERED.map(FieldName::Canonical);
        loaded.ensure(self.store(), &names)?;
        let columns = loaded.cube.columns(self.now()?, &loaded.settings);
        let offered = names.into_iter().map(|name| {
            let values = columns.column(&name).map(values_of).unwrap_or_default();
            (name, values)
        });
        Ok(offered.filter(|(_, values)| values.len() > 1).collect())
    }

    /// The periods people ask for by name, as of now.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn named_periods(&self) -> Outcome<Vec<NamedPeriod>> {
        let calendar = self.settings()?.calendar;
        Ok(named_periods(&calendar, calendar.day(self.now()?)))
    }

    fn tiles(&self, filter: &Filter, acceptance: &Answer) -> Outcome<Vec<Tile>> {
        let total = |metric: &str| -> Outcome<Option<(Question, String, Point)>> {
            let question = filter.question(metric, None)?;
            let answer = self.trend(&question)?.answer;
            let label = answer.measure_label();
            Ok(answer.series.into_iter().next().map(|series| (question, label, series.total)))
        };
        let mut tiles = Vec::new();
        if let Some(all) = acceptance.series.first().map(|series| &series.total) {
            tiles.push(Tile {
                label: "Handoffs".to_owned(),
                value: wording::count(all.n.into()),
                detail: match acceptance.basis {
                    Basis::Cohort => format!("{} pending", wording::count(all.pending.into())),
                    Basis::Decided => "decided in these periods".to_owned(),
                },
                list_name: "Handoffs of this filter".to_owned(),
                count: all.n.into(),
                drill: Drill::of(&filter.question("acceptance", None)?, &Selection::ALL),
            });
        }
        let shares = [
            ("lapse", Some("Lapsed, nobody decided")),
            ("mql-to-sql", None),
            ("disqualification", Some("Disqualified of accepted")),
        ];
        for (metric, said) in shares {
            // Not every measure exists on every basis; what cannot be asked has no figure.
            if let Ok(Some((question, label, point))) = total(metric) {
                tiles.extend(share_tile(said.unwrap_or(&label), &question, &point));
            }
        }
        if let Ok(Some((question, _, point))) = total("time-to-decide") {
            tiles.extend(hours_tile("Time to decide", &question, &point));
        }
        Ok(tiles)
    }
}

const MIN_WIDTH: u32 = 320;

/// Measure, split, height, and whether it takes the whole width.
fn chart_named(id: &str) -> Outcome<(&'static str, Option<&str>, u32, bool)> {
    if let Some(field) = id.strip_prefix(ACCEPTANCE_BY).filter(|field| !field.is_empty()) {
        return Ok(("acceptance", Some(field), 224, false));
    }
    CHARTS
        .iter()
        .find(|known| known.id == id)
        .map(|known| (known.metric, known.split, known.height, known.whole))
        .ok_or_else(|| Failure::bad_input("id", format!("There is no chart \"{id}\" here.")))
}

fn share_tile(label: &str, question: &Question, point: &Point) -> Option<Tile> {
    let (value, interval) = (point.value?, point.interval()?);
    Some(Tile {
        list_name: label.to_owned(),
        count: point.numerator.into(),
        drill: Drill::of(question, &Selection { outcome: Part::Numerator, ..Selection::ALL }),
        label: label.to_owned(),
        value: wording::percent(value),
        detail: format!(
            "{} of {}; 95\u{a0}%\u{a0}interval {:.0}\u{a0}to\u{a0}{:.0}",
            wording::count(point.numerator.into()),
            wording::count(point.denominator.into()),
            interval.lower * 100.0,
            interval.upper * 100.0
        ),
    })
}

fn hours_tile(label: &str, question: &Question, point: &Point) -> Option<Tile> {
    Some(Tile {
        list_name: format!("{label}: those measured"),
        count: point.denominator.into(),
        drill: Drill::of(question, &Selection { outcome: Part::Denominator, ..Selection::ALL }),
        label: label.to_owned(),
        value: format!("{:.1} h", point.value?),
        detail: format!(
            "median of {}; 9 of 10 within {:.0} h",
            wording::count(point.denominator.into()),
            point.p90?
        ),
    })
}

fn named_periods(calendar: &Calendar, today: NaiveDate) -> Vec<NamedPeriod> {
    let week = calendar.period(Grain::Week, today).start;
    let weeks = |n: u64| NamedPeriod {
        label: format!("Last {n} weeks"),
        from: week.checked_sub_days(Days::new(7 * n)),
        until: week.pred_opt(),
    };
    let quarter = calendar.period(Grain::Quarter, today);
    let last = quarter.start.pred_opt().map(|day| calendar.period(Grain::Quarter, day));
    let mut periods = vec![
        NamedPeriod { label: "All time".to_owned(), from: None, until: None },
        weeks(4),
        weeks(13),
        weeks(26),
        NamedPeriod {
            label: "This quarter".to_owned(),
            from: Some(quarter.start),
            until: quarter.end.pred_opt(),
        },
    ];
    periods.extend(last.map(|last| NamedPeriod {
        label: "Last quarter".to_owned(),
        from: Some(last.start),
        until: last.end.pred_opt(),
    }));
    let first = first_of_fiscal_year(calendar, today);
    periods.push(NamedPeriod {
        label: "This fiscal year".to_owned(),
        from: Some(first),
        until: first.checked_add_months(Months::new(12)).and_then(|day| day.pred_opt()),
    });
    periods
}

fn first_of_fiscal_year(calendar: &Calendar, today: NaiveDate) -> NaiveDate {
    let behind = (today.month() + 12 - calendar.fiscal_year_start) % 12;
    let first = today.with_day(1).unwrap_or(today);
    first.checked_sub_months(Months::new(behind)).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_periods_follow_the_fiscal_year_and_end_with_whole_weeks() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        let calendar = Calendar { fiscal_year_start: 2, ..Calendar::default() };
        let periods = named_periods(&calendar, day(2026, 9, 28).unwrap());
        let find = |label: &str| periods.iter().find(|period| period.label == label).unwrap();
        assert_eq!(find("Last 4 weeks").from, day(2026, 8, 31));
        assert_eq!(find("Last 4 weeks").until, day(2026, 9, 27), "the running week is not over");
        assert_eq!(find("This quarter").from, day(2026, 8, 1));
        assert_eq!(find("Last quarter").until, day(2026, 7, 31));
        assert_eq!(find("This fiscal year").from, day(2026, 2, 1));
        assert_eq!(find("This fiscal year").until, day(2027, 1, 31));
    }
}
