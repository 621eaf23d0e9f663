//! A measure by the values of a field: a point with its interval per row.

use plumbline_cube::{
    answer::{Answer, Series},
    measure::Measure,
    query::{Outcome, Selection},
};
use plumbline_stats::{Rate, control::Signal};

use crate::{
    axis::{Plot, Scale, Unit},
    chart::{self, Chart, Mark, Table},
    data::Data,
    finding,
    look::Look,
    scene::{Anchor, Scene},
    words,
};

/// The chart of an answer split by a field: all periods together, the values with most handoffs, highest first.
pub fn values(answer: &Answer, look: &Look) -> Chart {
    let field =
        answer.split.as_ref().map_or_else(|| "value".to_owned(), |split| split.label().to_lowercase());
    let label = answer.measure_label();
    let unit = Unit::of(answer.measure);
    let caption = format!("{label} by {field}");
    let interval = if unit == Unit::Share { ", 95 % interval" } else { "" };
    let span = answer.span().map(|span| format!(", {}", words::span(span))).unwrap_or_default();
    let subtitle = format!("{caption}{interval}{span}{}", words::known(answer));
    if answer.is_empty() {
        return chart::empty(look, "No handoffs in this period".to_owned(), subtitle, caption);
    }
    let sums = |sum: Rate, series: &Series| sum.plus(series.total.rate());
    let all = answer.series.iter().fold(Rate::default(), sums);
    let mut scene = Scene::new(look);
    let every: Vec<&Series> = answer.series.iter().collect();
    let title = finding::values(answer, &field, &every, all);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let rows = Rows::new(&scene, answer, top, unit);
    let mut drawn = Values { scene, measure: answer.measure, unit, field, all, rows };
    drawn.grid();
    let marks = drawn.draw();
    let description = describe(&title, &drawn);
    let table = table(answer, &drawn, caption);
    Chart { title, subtitle, description, marks, table, data: Data::default(), scene: drawn.scene }
}

/// Which series have a row, and where.
struct Rows<'a> {
    series: Vec<&'a Series>,
    /// How many have none.
    hidden: usize,
    plot: Plot,
    height: f64,
    scale: Scale,
    labels: f64,
    details: Vec<(String, String)>,
}

impl<'a> Rows<'a> {
    fn new(scene: &Scene, answer: &'a Answer, top: f64, unit: Unit) -> Rows<'a> {
        let scale = scene.scale;
        let (width, height) = (f64::from(scene.width), f64::from(scene.height));
        let (from, below) = (top + 20.0 * scale, height - 28.0 * scale);
        let room = ((below - from) / (21.0 * scale)).floor().max(1.0) as usize;
        let mut series: Vec<&Series> =
            answer.series.iter().filter(|series| series.total.value.is_some()).collect();
        let hidden = answer.series.len() - series.len().min(room);
        series.truncate(room);
        series.sort_by(|a, b| b.total.value.partial_cmp(&a.total.value).unwrap_or(std::cmp::Ordering::Equal));
        let field = answer.split.as_ref().map(|split| split.label().to_lowercase()).unwrap_or_default();
        let widest = |texts: &mut dyn Iterator<Item = String>| {
            texts.map(|text| scene.text_width(&text)).fold(0.0, f64::max)
        };
        let details: Vec<(String, String)> = series.iter().map(|series| detail(series, unit)).collect();
        let labels = widest(&mut series.iter().map(|series| finding::name(series, &field))).min(width * 0.34);
        let first = widest(&mut details.iter().map(|(first, _)| first.clone()));
        let second = widest(&mut details.iter().map(|(_, second)| second.clone()));
        let left = labels + 24.0 * scale;
        let right = width - first - second - 44.0 * scale;
        let values = series.iter().flat_map(|series| {
            let total = &series.total;
            [total.value, total.lower, total.upper, total.p90].into_iter().flatten()
        });
        let over = Scale::over(values, unit, (left, right), 48.0 * scale);
        let height = ((below - from) / series.len().max(1) as f64).min(28.0 * scale);
        let bottom = from + height * series.len() as f64;
        let plot = Plot { left, right, top: from, bottom };
        Rows { series, hidden, plot, height, scale: over, labels, details }
    }
}

/// The value and what it is out of, as the two columns at the right.
fn detail(series: &Series, unit: Unit) -> (String, String) {
    let rate = series.total.rate();
    let value = series.total.value.map(|value| unit.write(value)).unwrap_or_default();
    let n = words::count(rate.denominator);
    match unit {
        Unit::Count => (value, String::new()),
        Unit::Share if rate.denominator < words::FEW => {
            (format!("{} of {n}", words::count(rate.numerator)), value)
        }
        Unit::Share | Unit::Hours | Unit::Points | Unit::Amount => (value, format!("n\u{a0}{n}")),
    }
}

struct Values<'a> {
    scene: Scene,
    measure: Measure,
    unit: Unit,
    field: String,
    all: Rate,
    rows: Rows<'a>,
}

impl Values<'_> {
    fn grid(&mut self) {
        let plot = self.rows.plot;
        let scale = self.scene.scale;
        let (line, quiet, ink) = (self.scene.palette.line, self.scene.palette.quiet, self.scene.palette.ink);
        for &tick in &self.rows.scale.ticks {
            let x = self.rows.scale.at(tick);
            self.scene.vertical(x, plot.top, plot.bottom, line);
            let label = self.rows.scale.label(tick, self.unit);
            self.scene.text(x, plot.bottom + 12.0 * scale, label, Anchor::Middle, quiet);
        }
        if let Some(overall) = self.all.value().filter(|_| self.unit == Unit::Share) {
            let x = self.rows.scale.at(overall);
            self.scene.dashed_down(x, plot.top - 4.0 * scale, plot.bottom, (2.0, 2.0), ink);
            let text = format!("all {}", self.unit.write(overall));
            self.scene.text(x, plot.top - 11.0 * scale, text, Anchor::Middle, ink);
        }
        if self.rows.hidden > 0 {
            let more =
                format!("and {}", words::counted(self.rows.hidden as u64, "more value", "more values"));
            let y = plot.bottom + 12.0 * scale;
            // Clear of the first tick, which stands under the left edge of the plot.
            let end = plot.left - 30.0 * scale;
            let text = self.scene.clipped(&more, end - 4.0 * scale);
            self.scene.text(end, y, text, Anchor::End, quiet);
        }
    }

    fn draw(&mut self) -> Vec<Mark> {
        let (plot, height) = (self.rows.plot, self.rows.height);
        let mut marks = Vec::new();
        for at in 0..self.rows.series.len() {
            let series = self.rows.series[at];
            let top = plot.top + height * at as f64;
            self.row(series, at, top + height / 2.0);
            let counted = if self.unit == Unit::Count { series.total.n } else { series.total.denominator };
            marks.push(Mark {
                x: 0.0,
                y: top,
                width: f64::from(self.scene.width),
                height,
                label: self.say(series),
                count: counted,
                asked: 0,
                selection: Selection {
                    period: None,
                    split: series.split.as_ref().map(ToString::to_string),
                    outcome: Outcome::Denominator,
                    ..Selection::ALL
                },
            });
        }
        marks
    }

    fn row(&mut self, series: &Series, at: usize, y: f64) {
        let (plot, scale, palette) = (self.rows.plot, self.scene.scale, self.scene.palette);
        let total = &series.total;
        let outside = self.outside(series);
        let color = match outside {
            None => palette.accepted,
            Some(side) if finding::adverse(self.measure, side) => palette.bad,
            Some(_) => palette.accent,
        };
        let ends =
            total.interval().map(|interval| (interval.lower, interval.upper)).or(total.value.zip(total.p90));
        if let Some((low, high)) = ends {
            let (from, to) = (self.rows.scale.at(low), self.rows.scale.at(high));
            let thick = (4.0 * scale).round();
            self.scene.rect(from, (y - thick / 2.0).round(), (to - from).max(1.0), thick, color.at(0.4));
        }
        if let Some(value) = total.value {
            let x = self.rows.scale.at(value);
            if outside.is_some() {
                self.scene.diamond(x, y, 5.5 * scale, color);
            } else {
                self.scene.circle(x, y, 4.0 * scale, color);
            }
        }
        let name = self.scene.clipped(&finding::name(series, &self.field), self.rows.labels);
        let name_color = if series.label.is_empty() { palette.quiet } else { palette.ink };
        self.scene.text(plot.left - 12.0 * scale, y, name, Anchor::End, name_color);
        let (first, second) = self.rows.details[at].clone();
        let width = f64::from(self.scene.width);
        let second_from =
            self.rows.details.iter().map(|(_, text)| self.scene.text_width(text)).fold(0.0, f64::max);
        self.scene.text(width - 12.0 * scale, y, second, Anchor::End, palette.quiet);
        self.scene.text(width - second_from - 20.0 * scale, y, first, Anchor::End, palette.ink);
    }

    fn outside(&self, series: &Series) -> Option<Signal> {
        finding::stands_out(series.total.rate(), self.all).filter(|_| self.unit == Unit::Share)
    }

    fn say(&self, series: &Series) -> String {
        let name = finding::name(series, &self.field);
        let value = self.unit.say(series.total.value, series.total.rate());
        let interval = series
            .total
            .interval()
            .map(|interval| format!(", 95\u{a0}% interval {}", words::interval(interval)));
        let outside = match self.outside(series) {
            Some(side) => format!("; {} the rest by more than luck explains", side.slug()),
            None => String::new(),
        };
        format!("{name}: {value}{}{outside}.", interval.unwrap_or_default())
    }
}

fn describe(title: &str, drawn: &Values<'_>) -> String {
    let rows: Vec<String> = drawn.rows.series.iter().map(|series| drawn.say(series)).collect();
    format!("{title}. {}", rows.join(" "))
}

fn table(answer: &Answer, drawn: &Values<'_>, caption: String) -> Table {
    let columns = [
        "Handoffs",
        "Accepted",
        "Rejected",
        "Lapsed",
        "Pending",
        &answer.measure_label(),
        "Out of",
        "95 % interval",
    ];
    let mut headers = vec![words::sentence(&drawn.field)];
    headers.extend(columns.map(str::to_owned));
    // Nearly everywhere there are none.
    let is_unclear = answer.series.iter().any(|series| series.total.unclear > 0);
    if is_unclear {
        headers.insert(6, Answer::UNCLEAR.to_owned());
    }
    let row = |series: &Series| {
        let total = &series.total;
        let mut cells = vec![finding::name(series, &drawn.field)];
        let counts = [total.n, total.accepted, total.rejected, total.lapsed, total.pending];
        cells.extend(counts.map(|n| words::count(u64::from(n))));
        cells.extend(is_unclear.then(|| words::count(u64::from(total.unclear))));
        cells.push(total.value.map_or_else(|| "–".to_owned(), |value| drawn.unit.write(value)));
        cells.push(words::count(u64::from(total.denominator)));
        cells.push(total.interval().map_or_else(|| "–".to_owned(), words::interval));
        cells
    };
    Table { caption, columns: headers, rows: answer.series.iter().map(row).collect() }
}
