//! A chart of the home screen as a file.

use super::Filter;
use crate::{failure::Outcome, workspace::Workspace};

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartFormat {
    /// A picture that scales.
    Svg,
    /// A picture of pixels, two per unit.
    Png,
    /// The numbers.
    Csv,
}

impl Workspace {
    /// The chart `id` for `filter` as the bytes of a file; it names measure, filter, basis and date inside.
    ///
    /// # Errors
    /// There is no such chart, the filter has a mistake, or the file cannot be read.
    pub fn export_chart(&self, id: &str, filter: &Filter, format: ChartFormat) -> Outcome<Vec<u8>> {
        let question = self.page_question(id, filter)?;
        Ok(match format {
            ChartFormat::Svg => self.draw_svg(&question)?.into_bytes(),
            ChartFormat::Png => self.draw_png(&question)?,
            ChartFormat::Csv => self.trend(&question)?.table().csv()?,
        })
    }
}
