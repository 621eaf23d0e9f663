//! Draws a trend: as a chart for the screen, and as a file.

use plumbline_charts::{Chart as Drawn, Look, Notes, Theme, chart_of, paint::PaintError};
use plumbline_documents::table::Table;

use super::{Drill, Question, Trend};
use crate::{
    failure::{Failure, Kind, Outcome},
    workspace::Workspace,
};

/// A chart that is shown: picture, what can be clicked in it, and the same numbers as a table.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Which chart of its page.
    pub id: String,
    /// States the finding.
    pub title: String,
    /// Measure, split and interval.
    pub subtitle: String,
    /// The picture in words.
    pub description: String,
    /// The picture, with role, title and description inside.
    pub svg: String,
    /// Width in user units.
    pub width: u32,
    /// Height in user units.
    pub height: u32,
    /// What can be clicked.
    pub marks: Vec<ChartMark>,
    /// The numbers.
    pub table: Table,
}

/// A part of a chart that stands for handoffs.
#[derive(Clone, Debug)]
pub struct ChartMark {
    /// Left edge in user units.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What it says, as a sentence.
    pub label: String,
    /// How many handoffs it stands for: as many as `drill` lists.
    pub count: u64,
    /// Which.
    pub drill: Drill,
}

/// How a chart is wanted on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Light on dark.
    pub dark: bool,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
}

/// A file that stands alone: wide enough for half a year of weeks.
pub(super) const FILE: (u32, u32) = (1100, 420);

impl Workspace {
    /// The chart that answers `question`.
    ///
    /// # Errors
    /// The question has a mistake, or the file cannot be read.
    pub fn chart(&self, id: &str, question: &Question, frame: Frame) -> Outcome<Chart> {
        let trend = self.trend(question)?;
        let theme = if frame.dark { Theme::Dark } else { Theme::Light };
        let look = Look { theme, ..Look::new(frame.width, frame.height) };
        trend.chart(id, &look)
    }

    /// The chart as a picture for a document, titles included.
    ///
    /// # Errors
    /// As [`Workspace::chart`].
    pub fn draw_svg(&self, question: &Question) -> Outcome<String> {
        Ok(self.alone(question)?.svg()?)
    }

    /// The same as PNG bytes, two pixels per unit.
    ///
    /// # Errors
    /// As [`Workspace::chart`].
    pub fn draw_png(&self, question: &Question) -> Outcome<Vec<u8>> {
        Ok(self.alone(question)?.png(2)?)
    }

    fn alone(&self, question: &Question) -> Outcome<Drawn> {
        let trend = self.trend(question)?;
        let look = Look { titled: true, ..Look::new(FILE.0, FILE.1) };
        Ok(chart_of(&trend.answer, &Notes::default(), &look).footed(&trend.footer()))
    }
}

impl Trend {
    /// What a picture that leaves the program must name: filter, basis, zone, week start and date.
    fn footer(&self) -> String {
        let basis = self.basis_line();
        match self.question.criteria.as_deref().filter(|text| !text.is_empty()) {
            Some(criteria) => format!("{basis} · where {criteria}"),
            None => basis,
        }
    }

    fn chart(&self, id: &str, look: &Look) -> Outcome<Chart> {
        Chart::of(id, chart_of(&self.answer, &Notes::default(), look), std::slice::from_ref(&self.question))
    }
}

impl Chart {
    /// A drawn chart with the leads behind its marks: each is of one of the questions the chart asked.
    pub(super) fn of(id: &str, chart: Drawn, asked: &[Question]) -> Outcome<Chart> {
        let drawing = chart.drawing()?;
        let marks = drawing.marks.into_iter().filter_map(|mark| {
            let question = asked.get(mark.asked)?;
            Some(ChartMark {
                x: mark.x,
                y: mark.y,
                width: mark.width,
                height: mark.height,
                drill: Drill::of(question, &mark.selection),
                label: mark.label,
                count: mark.count.into(),
            })
        });
        Ok(Chart {
            id: id.to_owned(),
            title: drawing.title,
            subtitle: drawing.subtitle,
            description: drawing.description,
            svg: drawing.svg,
            width: drawing.width,
            height: drawing.height,
            marks: marks.collect(),
            table: Table {
                caption: drawing.table.caption,
                columns: drawing.table.columns,
                rows: drawing.table.rows,
            },
        })
    }
}

impl From<PaintError> for Failure {
    fn from(error: PaintError) -> Self {
        Failure::new(Kind::Internal, format!("The chart could not be drawn: {error}."))
    }
}
