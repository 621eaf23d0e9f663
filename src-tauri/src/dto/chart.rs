//! A drawn chart: picture, hit areas and the same numbers as a table.

use plumbline_workbench::handoff::{Chart, ChartMark};
use serde::Serialize;
use specta::Type;
use specta_typescript::Number;

use super::whole;

/// A chart, ready to be shown.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChartView {
    /// Which chart: `acceptance`, `rejections-by-bucket`, …
    pub id: String,
    /// States the finding.
    pub title: String,
    /// Says what is drawn.
    pub subtitle: String,
    /// For those who cannot see the picture.
    pub description: String,
    /// The picture, an SVG document.
    pub svg: String,
    /// Width of its view box.
    #[specta(type = Number)]
    pub width: f64,
    /// Height of its view box.
    #[specta(type = Number)]
    pub height: f64,
    /// What can be pointed at.
    pub marks: Vec<MarkView>,
    /// The numbers.
    pub table: TableView,
}

/// A hit area over the picture.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MarkView {
    /// Left edge in units of the view box.
    #[specta(type = Number)]
    pub x: f64,
    /// Upper edge.
    #[specta(type = Number)]
    pub y: f64,
    /// Width.
    #[specta(type = Number)]
    pub width: f64,
    /// Height.
    #[specta(type = Number)]
    pub height: f64,
    /// Tooltip and accessible name: a complete sentence.
    pub label: String,
    /// How many leads a click lists.
    pub count: u32,
    /// What a click asks for.
    pub drill: DrillView,
}

/// The leads behind a mark.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DrillView {
    /// What they have in common, for a chip.
    pub label: String,
    /// Sent back as it is; the page never reads it.
    pub token: String,
}

/// The numbers of a chart.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TableView {
    /// What the table shows.
    pub caption: String,
    /// Column headers.
    pub columns: Vec<String>,
    /// Rows; the first cell heads its row.
    pub rows: Vec<Vec<String>>,
}

impl From<Chart> for ChartView {
    fn from(chart: Chart) -> Self {
        ChartView {
            id: chart.id,
            title: chart.title,
            subtitle: chart.subtitle,
            description: chart.description,
            svg: chart.svg,
            width: f64::from(chart.width),
            height: f64::from(chart.height),
            marks: chart.marks.into_iter().map(Into::into).collect(),
            table: TableView {
                caption: chart.table.caption,
                columns: chart.table.columns,
                rows: chart.table.rows,
            },
        }
    }
}

impl From<ChartMark> for MarkView {
    fn from(mark: ChartMark) -> Self {
        MarkView {
            x: mark.x,
            y: mark.y,
            width: mark.width,
            height: mark.height,
            count: whole(mark.count),
            drill: DrillView { label: mark.label.clone(), token: mark.drill.token() },
            label: mark.label,
        }
    }
}
