//! Charts people know by name: each asks its own questions of the cube, for whatever the filter bar says.
//!
//! A new chart is a function of an [`Ask`] and a line in [`CHARTS`]; screen, command line and files find it there.

mod ask;
mod compared;
mod desk;
mod marketing;
mod outcome;
mod response;

use plumbline_charts::{Chart as Drawn, Look, Theme};
use plumbline_cube::measure::Basis;
use plumbline_documents::{figures::Figures, table::Table};
use plumbline_domain::{calendar::Grain, stage::Stage};

use super::{
    About, Chart, ChartFormat, Data, Filter, Question,
    draw::{FILE, Frame},
};
use crate::{
    failure::{Failure, Outcome},
    wording,
    workspace::Workspace,
};
use ask::Ask;

/// A chart that can be asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedChart {
    /// As written in commands: `reason-pareto`.
    pub id: &'static str,
    /// As shown to people.
    pub title: &'static str,
    /// Where it hangs in the gallery.
    pub about: About,
    /// The question it answers.
    pub answers: &'static str,
    /// The height in CSS pixels that suits it.
    pub height: u32,
}

/// The numbers of a named chart, with what must be named beside them.
#[derive(Clone, Debug)]
pub struct NamedNumbers {
    /// Which chart.
    pub id: String,
    /// States the finding.
    pub title: String,
    /// What is shown.
    pub subtitle: String,
    /// Basis, zone, week start and as-of, and the filter.
    pub basis_line: String,
    /// As of when, ISO.
    pub as_of: String,
    /// The numbers.
    pub data: Data,
    /// The same as people read them.
    pub table: Table,
}

/// A drawn chart and the questions it asked, in the order its marks name them.
struct Made {
    chart: Drawn,
    asked: Vec<Question>,
}

/// What the heading of a file adds to the height of a picture.
const HEADING: u32 = 54;

type Make = fn(&Ask<'_>) -> Outcome<Made>;

const CHARTS: &[(NamedChart, Make)] = &[
    (
        NamedChart {
            id: "reason-pareto",
            title: "Why leads are rejected",
            about: About::Outcome,
            answers: "Which reasons make most of the rejections, and which grew since the period before?",
            height: 320,
        },
        outcome::pareto,
    ),
    (
        NamedChart {
            id: "response-acceptance",
            title: "Acceptance by response time",
            about: About::Speed,
            answers: "Are leads accepted more often when sales responds fast?",
            height: 280,
        },
        response::acceptance,
    ),
    (
        NamedChart {
            id: "response-times",
            title: "Response times",
            about: About::Speed,
            answers: "How long do leads wait for the first contact or decision?",
            height: 300,
        },
        response::times,
    ),
    (
        NamedChart {
            id: "cohort-funnel",
            title: "From MQL to won",
            about: About::Outcome,
            answers: "How far did the leads of this period come, and how many can still go on?",
            height: 240,
        },
        outcome::cohort,
    ),
    (
        NamedChart {
            id: "funnel-by-source",
            title: "Sources against luck",
            about: About::Who,
            answers: "Which sources lie outside what luck explains at their volume?",
            height: 300,
        },
        compared::sources,
    ),
    (
        NamedChart {
            id: "funnel-by-rep",
            title: "Reps against luck",
            about: About::Who,
            answers: "Which reps accept more or less than luck explains at their volume?",
            height: 300,
        },
        compared::reps,
    ),
    (
        NamedChart {
            id: "mix-and-rate",
            title: "Mix against rate",
            about: About::Who,
            answers: "Did acceptance change since the period before, or only the mix of sources?",
            height: 320,
        },
        compared::mix,
    ),
    (
        NamedChart {
            id: "incidence",
            title: "Accepted and rejected by age",
            about: About::Speed,
            answers: "How many leads are accepted and rejected by days since MQL, open ones counted for what they are?",
            height: 300,
        },
        outcome::incidence,
    ),
    (
        NamedChart {
            id: "arrivals",
            title: "When leads arrive",
            about: About::Amount,
            answers: "At which hours do leads arrive, and how many outside working hours?",
            height: 280,
        },
        response::arrivals,
    ),
    (
        NamedChart {
            id: "clocks-by-team",
            title: "Clocks met by team",
            about: About::Speed,
            answers: "Which teams keep the promised times, week by week?",
            height: 320,
        },
        desk::clocks,
    ),
    (
        NamedChart {
            id: "volume-by-tier",
            title: "Volume against commitment",
            about: About::Amount,
            answers: "Does marketing bring what was committed, tier by tier and month by month?",
            height: 320,
        },
        desk::volumes,
    ),
    (
        NamedChart {
            id: "completeness-by-source",
            title: "Fields filled by source",
            about: About::Amount,
            answers: "Which sources fail to capture what criteria ask for?",
            height: 300,
        },
        marketing::completeness_by_source,
    ),
    (
        NamedChart {
            id: "completeness-by-month",
            title: "Fields filled by month",
            about: About::Amount,
            answers: "Since when is a field that criteria ask for captured, or no longer?",
            height: 300,
        },
        marketing::completeness_by_month,
    ),
    (
        NamedChart {
            id: "cost-per-accepted",
            title: "Cost per accepted lead",
            about: About::Amount,
            answers: "What does a lead that sales accepts cost, source by source?",
            height: 280,
        },
        marketing::cost,
    ),
];

/// The height of the named chart of that id, if there is one.
pub(super) fn height(id: &str) -> Option<u32> {
    CHARTS.iter().find(|(chart, _)| chart.id == id).map(|(chart, _)| chart.height)
}

/// True if there is a named chart of that id.
pub(super) fn is_one(id: &str) -> bool {
    CHARTS.iter().any(|(chart, _)| chart.id == id)
}

impl Workspace {
    /// The charts that can be asked for by name, in the order of lists.
    pub fn named_charts() -> Vec<NamedChart> {
        CHARTS.iter().map(|(chart, _)| *chart).collect()
    }

    /// A named chart for `filter`.
    ///
    /// # Errors
    /// There is no such chart, the filter has a mistake, or the file cannot be read.
    pub fn named_chart(&self, id: &str, filter: &Filter, frame: Frame) -> Outcome<Chart> {
        let theme = if frame.dark { Theme::Dark } else { Theme::Light };
        let look = Look { theme, ..Look::new(frame.width, frame.height) };
        let Made { chart, asked } = self.made(id, filter, look)?.1;
        Chart::of(id, chart, &asked)
    }

    /// The numbers of a named chart.
    ///
    /// # Errors
    /// As [`Workspace::named_chart`].
    pub fn named_numbers(&self, id: &str, filter: &Filter) -> Outcome<NamedNumbers> {
        let (ask, made) = self.made(id, filter, Look::new(FILE.0, FILE.1))?;
        let table = made.chart.table;
        Ok(NamedNumbers {
            id: id.to_owned(),
            title: made.chart.title,
            subtitle: made.chart.subtitle,
            basis_line: ask.basis_line()?,
            as_of: wording::iso(&ask.loaded.settings.calendar, self.now()?),
            data: made.chart.data,
            table: Table { caption: table.caption, columns: table.columns, rows: table.rows },
        })
    }

    /// A named chart as the bytes of a file.
    ///
    /// # Errors
    /// As [`Workspace::named_chart`].
    pub fn export_named_chart(&self, id: &str, filter: &Filter, format: ChartFormat) -> Outcome<Vec<u8>> {
        let own = CHARTS.iter().find(|(chart, _)| chart.id == id).map_or(FILE.1, |(chart, _)| chart.height);
        let look = Look { titled: true, ..Look::new(FILE.0, own + HEADING) };
        let (ask, made) = self.made(id, filter, look)?;
        Ok(match format {
            ChartFormat::Svg => made.chart.footed(&ask.basis_line()?).svg()?.into_bytes(),
            ChartFormat::Png => made.chart.footed(&ask.basis_line()?).png(2)?,
            ChartFormat::Csv => ask.figures(id, &made)?.csv()?,
            ChartFormat::Xlsx => ask.figures(id, &made)?.xlsx()?,
        })
    }

    fn made<'a>(&'a self, id: &str, filter: &'a Filter, look: Look) -> Outcome<(Ask<'a>, Made)> {
        let make = CHARTS.iter().find(|(chart, _)| chart.id == id).map(|(_, make)| make);
        let make = make.ok_or_else(|| {
            let known: Vec<&str> = CHARTS.iter().map(|(chart, _)| chart.id).collect();
            Failure::bad_input("name", format!("There is no chart \"{id}\"."))
                .hint(format!("Choose one of {}.", known.join(", ")))
        })?;
        let ask = Ask { workspace: self, loaded: self.loaded()?, filter, look };
        let made = make(&ask)?;
        Ok((ask, made))
    }
}

impl Ask<'_> {
    /// The numbers as a file has them, with what must be named beside them.
    fn figures(&self, id: &str, made: &Made) -> Outcome<Figures> {
        let data = &made.chart.data;
        let rows = data.plain().iter().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        let table = Table { caption: data.caption.clone(), columns: data.keys(), rows };
        let (calendar, text) = (&self.loaded.settings.calendar, |text: &str| text.to_owned());
        let days = |day: &Option<String>| day.clone().unwrap_or_default();
        let asked = made.asked.first().cloned().unwrap_or_else(|| Question::weekly("volume"));
        let about = vec![
            (text("chart"), text(id)),
            (text("shows"), made.chart.subtitle.clone()),
            (text("basis"), asked.basis.clone()),
            (text("filter"), days(&asked.criteria)),
            (text("first_day"), days(&asked.from)),
            (text("day_after_last"), days(&asked.to)),
            (text("time_zone"), calendar.zone.name().to_owned()),
            (text("week_start"), wording::weekday(calendar.week_start).to_lowercase()),
            (text("as_of"), wording::iso(calendar, self.workspace.now()?)),
        ];
        Ok(Figures { table, about })
    }

    /// Basis, grain, zone, week start, as-of and filter in words.
    fn basis_line(&self) -> Outcome<String> {
        let grain = Grain::from_slug(&self.filter.grain).unwrap_or(Grain::Week);
        let begins = (self.filter.basis != Basis::Decided.slug())
            .then(|| self.loaded.ladder.label(Stage::Mql).to_owned());
        let calendar = &self.loaded.settings.calendar;
        let line = wording::basis_line(calendar, grain, begins.as_deref(), self.workspace.now()?);
        Ok(match self.filter.criteria.as_deref().filter(|text| !text.is_empty()) {
            Some(criteria) => format!("{line} · where {criteria}"),
            None => line,
        })
    }
}
