//! The home screen.

use plumbline_domain::field::FieldName;
use plumbline_workbench::handoff::{
    self, About, Chart, ChartFormat, Filter, FilterField, HandoffPage, Hung, NamedPeriod, Phrase,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    chart::{ChartView, DrillView},
    rate::drill,
    whole,
};

/// What the filter bar says.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilterInput {
    /// First day, `2026-10-05`.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// A criteria text.
    pub criteria: Option<String>,
    /// How long a period is.
    pub grain: GrainInput,
    /// Which moment puts a handoff into a period.
    pub basis: BasisInput,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum GrainInput {
    Week,
    Month,
    Quarter,
}

/// Which moment puts a handoff into a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum BasisInput {
    /// When the lead became an MQL.
    Cohort,
    /// When it was decided.
    Decided,
}

/// The colours a chart is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ThemeInput {
    Light,
    Dark,
}

/// What a chart is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ChartFormatInput {
    Svg,
    Png,
    Csv,
    Xlsx,
}

/// Where the handoff stands.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HandoffView {
    /// One sentence, in parts of different weight.
    pub sentence: Vec<SentencePart>,
    /// Basis, week start, zone and moment.
    pub basis_line: String,
    /// The charts, in the order of the page.
    pub charts: Vec<ChartView>,
    /// Single figures.
    pub tiles: Vec<TileView>,
    /// Periods people ask for by name.
    pub periods: Vec<PeriodView>,
    /// True if no handoff is counted.
    pub empty: bool,
}

/// What the home screen shows by field.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ByFieldView {
    /// The chart by field.
    pub chart: ChartView,
    /// Fields the filter bar offers.
    pub filters: Vec<FilterFieldView>,
    /// Columns that acceptance can be compared over.
    pub dimensions: Vec<DimensionView>,
}

/// The charts beyond the first page.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GalleryView {
    /// By the question they answer.
    pub groups: Vec<GroupView>,
    /// Fields the filter bar offers.
    pub filters: Vec<FilterFieldView>,
    /// Periods people ask for by name.
    pub periods: Vec<PeriodView>,
}

/// The charts that answer one question.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    /// As an identifier.
    pub id: String,
    /// As it is asked: `How fast?`
    pub question: String,
    /// Its charts.
    pub charts: Vec<HungView>,
}

/// A chart that can be asked for.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HungView {
    /// Asked for by this.
    pub id: String,
    /// What it shows, until its finding is known.
    pub label: String,
    /// True if it takes the whole width.
    pub whole: bool,
}

/// A column that acceptance can be compared over.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DimensionView {
    /// As written in criteria.
    pub field: String,
    /// As shown.
    pub label: String,
}

/// A part of a sentence.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SentencePart {
    /// The words.
    pub text: String,
    /// Their weight.
    pub tone: Tone,
}

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Tone {
    Plain,
    Strong,
    Bad,
    Good,
    Quiet,
}

/// A single figure.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TileView {
    /// What it is.
    pub label: String,
    /// The figure.
    pub value: String,
    /// Of how many, with its interval.
    pub detail: String,
    /// How many leads it counts.
    pub count: u32,
    /// Which.
    pub drill: DrillView,
}

/// A field the filter bar offers.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilterFieldView {
    /// As written in criteria.
    pub field: String,
    /// As shown.
    pub label: String,
    /// Its values, most frequent first.
    pub values: Vec<FilterValueView>,
}

/// A value of such a field.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilterValueView {
    /// The value.
    pub value: String,
    /// How many handoffs have it.
    pub count: u32,
}

/// A period people ask for by name. Its days depend on zone, week start and fiscal year, so they are never the page's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeriodView {
    /// Its name.
    pub label: String,
    /// First day; none for everything up to the last.
    pub from: Option<String>,
    /// Last day; none for everything since the first.
    pub to: Option<String>,
}

impl GrainInput {
    fn slug(self) -> &'static str {
        match self {
            GrainInput::Week => "week",
            GrainInput::Month => "month",
            GrainInput::Quarter => "quarter",
        }
    }

    /// The grain of this slug; weeks for what nobody here knows.
    pub(crate) fn of(slug: &str) -> GrainInput {
        let all = [GrainInput::Week, GrainInput::Month, GrainInput::Quarter];
        all.into_iter().find(|grain| grain.slug() == slug).unwrap_or(GrainInput::Week)
    }
}

impl BasisInput {
    fn slug(self) -> &'static str {
        match self {
            BasisInput::Cohort => "cohort",
            BasisInput::Decided => "decided",
        }
    }

    /// The basis of this slug; cohorts for what nobody here knows.
    pub(crate) fn of(slug: &str) -> BasisInput {
        if slug == BasisInput::Decided.slug() { BasisInput::Decided } else { BasisInput::Cohort }
    }
}

impl From<FilterInput> for Filter {
    fn from(input: FilterInput) -> Self {
        Filter {
            from: input.from,
            until: input.to,
            criteria: input.criteria,
            grain: input.grain.slug().to_owned(),
            basis: input.basis.slug().to_owned(),
        }
    }
}

impl From<ChartFormatInput> for ChartFormat {
    fn from(format: ChartFormatInput) -> Self {
        match format {
            ChartFormatInput::Svg => ChartFormat::Svg,
            ChartFormatInput::Png => ChartFormat::Png,
            ChartFormatInput::Csv => ChartFormat::Csv,
            ChartFormatInput::Xlsx => ChartFormat::Xlsx,
        }
    }
}

impl HandoffView {
    /// The home screen, with what its filter bar offers.
    pub fn new(page: HandoffPage, periods: Vec<NamedPeriod>) -> HandoffView {
        HandoffView {
            sentence: page.sentence.into_iter().map(Into::into).collect(),
            basis_line: page.basis_line,
            charts: page.charts.into_iter().map(Into::into).collect(),
            tiles: page.tiles.into_iter().map(Into::into).collect(),
            periods: periods.into_iter().map(Into::into).collect(),
            empty: page.empty,
        }
    }
}

impl ByFieldView {
    /// The chart by field and the fields of the filter bar.
    pub fn new(chart: Chart, fields: Vec<FilterField>, dimensions: Vec<(FieldName, String)>) -> ByFieldView {
        let dimension =
            |(name, label): (FieldName, String)| DimensionView { field: name.slug().to_owned(), label };
        ByFieldView {
            chart: chart.into(),
            filters: fields.into_iter().map(Into::into).collect(),
            dimensions: dimensions.into_iter().map(dimension).collect(),
        }
    }
}

impl GalleryView {
    /// The charts by question, with what the filter bar offers.
    pub fn new(
        groups: Vec<(About, Vec<Hung>)>,
        fields: Vec<FilterField>,
        periods: Vec<NamedPeriod>,
    ) -> GalleryView {
        let hung = |chart: Hung| HungView { id: chart.id, label: chart.label, whole: chart.whole };
        let group = |(about, charts): (About, Vec<Hung>)| GroupView {
            id: about.slug().to_owned(),
            question: about.question().to_owned(),
            charts: charts.into_iter().map(hung).collect(),
        };
        GalleryView {
            groups: groups.into_iter().map(group).collect(),
            filters: fields.into_iter().map(Into::into).collect(),
            periods: periods.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Phrase> for SentencePart {
    fn from(phrase: Phrase) -> Self {
        let tone = match phrase.tone {
            handoff::Tone::Plain => Tone::Plain,
            handoff::Tone::Strong => Tone::Strong,
            handoff::Tone::Bad => Tone::Bad,
            handoff::Tone::Good => Tone::Good,
            handoff::Tone::Quiet => Tone::Quiet,
        };
        SentencePart { text: phrase.text, tone }
    }
}

impl From<handoff::Tile> for TileView {
    fn from(tile: handoff::Tile) -> Self {
        let drill = drill(tile.list_name, &tile.drill);
        TileView {
            label: tile.label,
            value: tile.value,
            detail: tile.detail,
            count: whole(tile.count),
            drill,
        }
    }
}

impl From<FilterField> for FilterFieldView {
    fn from((name, values): FilterField) -> Self {
        let values = values.into_iter().map(|(value, count)| FilterValueView { value, count: whole(count) });
        FilterFieldView {
            field: name.slug().to_owned(),
            label: name.label().to_owned(),
            values: values.collect(),
        }
    }
}

impl From<NamedPeriod> for PeriodView {
    fn from(period: NamedPeriod) -> Self {
        PeriodView {
            label: period.label,
            from: period.from.map(|day| day.to_string()),
            to: period.until.map(|day| day.to_string()),
        }
    }
}
