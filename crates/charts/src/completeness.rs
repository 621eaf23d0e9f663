//! What the forms fail to capture: how many leads have a value, field by field.

use plumbline_cube::{
    Grain,
    cells::{Cells, Facet, Tally, Within},
    query::{Outcome, Selection},
};
use plumbline_stats::Rate;

use crate::{
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    finding,
    look::Look,
    scene::{Anchor, Scene},
    tiles::{Tile, Tiles},
    words,
};

/// One field: its name, and the answer asked by [`Facet::Filled`] and what the columns are.
#[derive(Clone, Debug)]
pub struct Filled {
    /// As shown to people.
    pub field: String,
    /// The answer.
    pub cells: Cells,
}

/// Most columns that are told apart: sources beyond stand in the table only.
const MOST: usize = 24;

/// One column: a month, a source.
struct Head {
    value: String,
    name: String,
}

struct Row {
    field: String,
    facet: Facet,
    all: Rate,
    /// Per column.
    parts: Vec<Rate>,
}

/// The chart of fill rates. All answers are about the same handoffs and by the same second facet.
pub fn completeness(fields: &[Filled], look: &Look) -> Chart {
    let first = fields.first().map(|field| &field.cells);
    let by = first.and_then(|cells| cells.axes.get(1)).map(|axis| axis.facet.clone());
    let what = match (&by, first) {
        (Some(Facet::Period), Some(cells)) => words::grain(cells.grain, 1).to_owned(),
        (Some(facet), _) => facet.label(),
        (None, _) => "source".to_owned(),
    };
    let caption = format!("Fields filled by {what}");
    let days = first.map_or_else(|| "no days".to_owned(), words::days);
    let subtitle = format!(
        "Share of handoffs whose field is filled, by {what}, all of them with 95\u{a0}% interval, {days}"
    );
    let Some(cells) = first.filter(|cells| !cells.is_empty()) else {
        return chart::empty(look, "No handoffs in this period".to_owned(), subtitle, caption);
    };
    let heads = heads_of(cells);
    let mut rows: Vec<Row> = fields.iter().filter_map(|field| row_of(field, &heads)).collect();
    // The emptiest first: that is what to repair.
    let share = |row: &Row| row.all.value().unwrap_or(1.0);
    rows.sort_by(|a, b| share(a).total_cmp(&share(b)).then_with(|| a.field.cmp(&b.field)));
    let title = title(&rows, &heads, &what);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle) + 8.0 * scene.scale;
    let marks = draw(&mut scene, &rows, &heads, (by.as_ref(), top));
    let data = table(&rows, &heads, &what, caption);
    let said: Vec<String> =
        rows.iter().map(|row| format!("{}: {}.", row.field, words::rate_of(row.all, "filled"))).collect();
    let description = format!("{title}. {}", said.join(" "));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

fn heads_of(cells: &Cells) -> Vec<Head> {
    let Some(axis) = cells.axes.get(1) else { return Vec::new() };
    let name = |(at, label): (usize, &String)| match (&axis.facet, cells.periods.get(at)) {
        (Facet::Period, Some(period)) => {
            words::tick(cells.grain, *period, at == 0 || cells.grain != Grain::Week)
        }
        (facet, _) if label.is_empty() => format!("No {}", facet.label()),
        _ => label.clone(),
    };
    let names = axis.labels.iter().enumerate().map(name);
    axis.values.iter().zip(names).map(|(value, name)| Head { value: value.clone(), name }).collect()
}

fn row_of(field: &Filled, heads: &[Head]) -> Option<Row> {
    let [filled, by] = field.cells.axes.as_slice() else { return None };
    let place = |wanted: &str| filled.values.iter().position(|value| value == wanted);
    let (yes, no) = (place("yes"), place("no"));
    let part = |head: &Head| {
        let at = by.values.iter().position(|value| *value == head.value);
        let n = |row: Option<usize>| {
            let tally = row.zip(at).map_or_else(Tally::default, |(row, at)| field.cells.at(&[row, at]));
            u64::from(tally.n())
        };
        Rate::new(n(yes), n(yes) + n(no))
    };
    let parts: Vec<Rate> = heads.iter().map(part).collect();
    let all = parts.iter().fold(Rate::default(), |sum, rate| sum.plus(*rate));
    Some(Row { field: field.field.clone(), facet: filled.facet.clone(), all, parts })
}

/// The part that lacks most beyond what its field lacks anyway, if luck does not explain it; else the emptiest field.
fn title(rows: &[Row], heads: &[Head], what: &str) -> String {
    let share = |rate: Rate| rate.value().map(words::percent).unwrap_or_default();
    let lacking = rows.iter().flat_map(|row| {
        row.parts.iter().zip(heads).filter_map(move |(part, head)| {
            let below = finding::stands_out(*part, row.all) == Some(plumbline_stats::control::Signal::Below);
            let expected = row.all.value().unwrap_or(0.0) * part.denominator as f64;
            below.then_some((row, head, *part, expected - part.numerator as f64))
        })
    });
    if let Some((row, head, part, _)) = lacking.max_by(|a, b| a.3.total_cmp(&b.3)) {
        let rest = Rate::new(row.all.numerator - part.numerator, row.all.denominator - part.denominator);
        return format!(
            "{} is filled for {} of {}, against {} of the rest",
            row.field,
            share(part),
            head.name,
            share(rest)
        );
    }
    match rows {
        [] => "No field to look at".to_owned(),
        [first, ..] if first.all.numerator == first.all.denominator => "Every field is filled".to_owned(),
        [first, ..] if first.all.numerator == 0 => format!("{} is never filled", first.field),
        [first, ..] => {
            format!(
                "{} is the emptiest field: {} filled; no {what} differs by more than luck explains",
                first.field,
                words::rate(first.all)
            )
        }
    }
}

fn draw(scene: &mut Scene, rows: &[Row], heads: &[Head], (by, top): (Option<&Facet>, f64)) -> Vec<Mark> {
    let unit = scene.scale;
    let shown = &heads[..heads.len().min(MOST)];
    let widest = |texts: &mut dyn Iterator<Item = String>| {
        texts.map(|text| scene.text_width(&text)).fold(0.0, f64::max)
    };
    let names = widest(&mut rows.iter().map(|row| row.field.clone())).min(f64::from(scene.width) * 0.3);
    let total = |row: &Row| {
        let ends = row.all.wilson().map(|ends| format!(" ({})", words::interval(ends))).unwrap_or_default();
        format!("{}{ends}", row.all.value().map(words::percent).unwrap_or_default())
    };
    let right = widest(&mut rows.iter().map(total));
    let below = 26.0 * unit;
    let tiles = Tiles::new(
        scene,
        (rows.len(), shown.len()),
        (names + 24.0 * unit, right + 28.0 * unit),
        (top, below),
        110.0 * unit,
    );
    let shows_figures = tiles.have_room_for(scene, [words::percent(1.0).as_str()]);
    let mut marks = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (nth, (rate, head)) in row.parts.iter().zip(shown).enumerate() {
            let missing = rate.value().map(|share| 1.0 - share);
            let text = rate.value().filter(|_| shows_figures).map(words::percent).unwrap_or_default();
            // What is missing is dark: a full field is as pale as the panel.
            let tile = Tile { shade: missing, text };
            let full = scene.palette.rejected;
            tiles.paint(scene, (at, nth), &tile, full);
            marks.extend(mark(row, head, *rate, by, tiles.area(at, nth)));
        }
        let (ink, x) = (scene.palette.ink, tiles.plot.right + 12.0 * unit);
        scene.text(x, tiles.middle(at), total(row), Anchor::Start, ink);
    }
    tiles.names(scene, &rows.iter().map(|row| row.field.clone()).collect::<Vec<_>>());
    let clipped: Vec<String> = shown
        .iter()
        .map(|head| scene.clipped(&head.name, (tiles.width - 6.0 * unit).max(64.0 * unit)))
        .collect();
    tiles.heads(scene, &clipped);
    marks
}

/// The mark of a tile lists what is missing; a tile that lacks nothing has none.
fn mark(row: &Row, head: &Head, rate: Rate, by: Option<&Facet>, area: (f64, f64, f64, f64)) -> Option<Mark> {
    let blank = rate.denominator - rate.numerator;
    if blank == 0 {
        return None;
    }
    let label = format!(
        "{}, {}: {}; {} blank.",
        row.field,
        head.name,
        words::rate_of(rate, "filled"),
        words::count(blank)
    );
    let within = vec![Within::one(row.facet.clone(), "no"), Within::one(by?.clone(), head.value.clone())];
    Some(Mark::over(area, label, blank as u32, Selection::cell(Outcome::Any, within)))
}

fn table(rows: &[Row], heads: &[Head], what: &str, caption: String) -> Data {
    let columns = vec![
        Column::new("Field", "field"),
        Column::new(words::sentence(what), what.replace(' ', "_")),
        Column::new("Handoffs", "n"),
        Column::new("Filled", "filled"),
        Column::new("Share filled", "share"),
        Column::interval("95 % interval", ""),
    ];
    let cells = rows.iter().flat_map(|row| {
        let parts = row.parts.iter().zip(heads).map(|(rate, head)| (*rate, head.name.clone()));
        std::iter::once((row.all, "all".to_owned())).chain(parts).map(|(rate, name)| {
            vec![
                Value::Text(row.field.clone()),
                Value::Text(name),
                Value::Count(rate.denominator),
                Value::Count(rate.numerator),
                Value::share(rate.value()),
                Value::shares(rate.wilson()),
            ]
        })
    });
    Data { caption, columns, rows: cells.collect() }
}
