//! A chart of the home screen as a file.

use plumbline_cube::measure::Basis;
use plumbline_documents::figures::Figures;

use super::{Filter, Trend, named};
use crate::{failure::Outcome, wording, workspace::Workspace};

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartFormat {
    /// A picture that scales.
    Svg,
    /// A picture of pixels, two per unit.
    Png,
    /// The numbers.
    Csv,
    /// The numbers, in a workbook.
    Xlsx,
}

impl Workspace {
    /// The chart `id` for `filter` as the bytes of a file; it names measure, filter, basis and date inside.
    ///
    /// # Errors
    /// There is no such chart, the filter has a mistake, or the file cannot be read.
    pub fn export_chart(&self, id: &str, filter: &Filter, format: ChartFormat) -> Outcome<Vec<u8>> {
        if named::is_one(id) {
            return self.export_named_chart(id, filter, format);
        }
        let question = self.page_question(id, filter)?;
        Ok(match format {
            ChartFormat::Svg => self.draw_svg(&question)?.into_bytes(),
            ChartFormat::Png => self.draw_png(&question)?,
            ChartFormat::Csv => self.trend(&question)?.figures().csv()?,
            ChartFormat::Xlsx => self.trend(&question)?.figures().xlsx()?,
        })
    }
}

impl Trend {
    /// The numbers as a file has them, with what must be named beside them.
    pub fn figures(&self) -> Figures {
        let text = |text: &str| text.to_owned();
        let days = |day: &Option<String>| day.clone().unwrap_or_default();
        let begins = match self.answer.basis {
            Basis::Cohort => format!("cohort: {} of {}", self.answer.grain.slug(), self.answer.begins()),
            Basis::Decided => format!("decided: {} of decision", self.answer.grain.slug()),
        };
        let about = vec![
            (text("measure"), self.answer.measure_label()),
            (text("basis"), begins),
            (text("filter"), self.question.criteria.clone().unwrap_or_default()),
            (text("first_day"), days(&self.question.from)),
            (text("day_after_last"), days(&self.question.to)),
            (text("time_zone"), self.calendar.zone.name().to_owned()),
            (text("week_start"), wording::weekday(self.calendar.week_start).to_lowercase()),
            (text("as_of"), wording::iso(&self.calendar, self.as_of)),
        ];
        Figures { table: self.table(), about }
    }
}
