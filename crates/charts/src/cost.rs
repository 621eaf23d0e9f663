//! What an accepted lead costs, source by source.

use plumbline_cube::{
    cells::{Cells, Within},
    query::{Outcome, Selection},
    spend::Spent,
};
use plumbline_stats::{Interval, Rate};

use crate::{
    axis::{Scale, Unit},
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    look::Look,
    rows::{self, Rows, Texts},
    scene::Scene,
    words,
};

/// One source.
struct Row {
    value: String,
    name: String,
    amount: Option<f64>,
    n: u64,
    accepted: u64,
}

impl Row {
    fn cost(&self) -> Option<f64> {
        self.amount.filter(|_| self.accepted > 0).map(|amount| amount / self.accepted as f64)
    }

    /// The money is what it is; how many are accepted is a draw. The interval of that share, turned over.
    fn interval(&self) -> Option<Interval> {
        let (amount, share) = (self.amount?, Rate::new(self.accepted, self.n).wilson()?);
        let of = |share: f64| if share > 0.0 { amount / (share * self.n as f64) } else { f64::INFINITY };
        Some(Interval { lower: of(share.upper), upper: of(share.lower) })
    }
}

/// The chart of cost per accepted lead, asked by source; money of one currency. `None` where only a part of the leads is
/// looked at: money is by source and day, and no part of it is theirs.
pub fn cost(cells: &Cells, spent: Option<&Spent>, look: &Look) -> Chart {
    let field = cells.axes.first().map_or_else(|| "source".to_owned(), |axis| axis.facet.label());
    let caption = format!("Cost per accepted lead by {field}");
    let Some(spent) = spent else {
        let title = "Money is spent on sources, not on leads: take the criteria off to see costs".to_owned();
        return chart::empty(look, title, format!("{caption}, {}", words::days(cells)), caption);
    };
    let unit = if spent.currency.is_empty() { String::new() } else { format!(" in {}", spent.currency) };
    let others = match spent.left_out {
        0 => String::new(),
        n => format!(
            ", {} in other currencies left out",
            words::counted(n as u64, "row of spend", "rows of spend")
        ),
    };
    let subtitle =
        format!("{caption}{unit}, 95\u{a0}% interval of acceptance, {}{others}", words::days(cells));
    let rows = rows_of(cells, spent, &field);
    let priced: Vec<&Row> = rows.iter().filter(|row| row.cost().is_some()).collect();
    if priced.is_empty() {
        let title = match spent.by_value.is_empty() {
            true => "No spend is known for this period".to_owned(),
            false => "No source with spend has an accepted lead in this period".to_owned(),
        };
        return chart::empty(look, title, subtitle, caption);
    }
    let title = title(&priced);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let shown = &priced[..priced.len().min(Rows::fitting(&scene, top))];
    let texts = shown.iter().map(|row| Texts {
        name: row.name.clone(),
        value: row.cost().map(words::amount).unwrap_or_default(),
        detail: format!("{} for {}", words::amount(row.amount.unwrap_or(0.0)), words::count(row.accepted)),
        is_quiet: row.value.is_empty(),
    });
    let layout = Rows::new(&scene, top, texts.collect());
    let marks = draw(&mut scene, cells, shown, &layout);
    layout.write(&mut scene);
    layout.more(&mut scene, priced.len() - shown.len());
    let data = table(&rows, &field, caption);
    let said: Vec<&str> = marks.iter().map(|mark| mark.label.as_str()).collect();
    let description = format!("{title}. {}", said.join(" "));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

/// All sources with leads or with spend, the dearest first.
fn rows_of(cells: &Cells, spent: &Spent, field: &str) -> Vec<Row> {
    let Some(axis) = cells.axes.first() else { return Vec::new() };
    let amount = |value: &str| spent.by_value.iter().find(|(known, _)| known == value).map(|(_, sum)| *sum);
    let named = |label: &str| if label.is_empty() { format!("No {field}") } else { label.to_owned() };
    let of_leads = axis.values.iter().zip(&axis.labels).zip(cells.along(0));
    let mut rows: Vec<Row> = of_leads
        .map(|((value, label), tally)| Row {
            value: value.clone(),
            name: named(label),
            amount: amount(value),
            n: u64::from(tally.n()),
            accepted: u64::from(tally.accepted),
        })
        .collect();
    let alone = spent.by_value.iter().filter(|(value, _)| !axis.values.contains(value));
    rows.extend(alone.map(|(value, sum)| Row {
        value: value.clone(),
        name: named(value),
        amount: Some(*sum),
        n: 0,
        accepted: 0,
    }));
    let order = |row: &Row| row.cost().unwrap_or(-1.0);
    rows.sort_by(|a, b| order(b).total_cmp(&order(a)).then_with(|| a.name.cmp(&b.name)));
    rows
}

fn title(priced: &[&Row]) -> String {
    let (amount, accepted) =
        priced.iter().fold((0.0, 0), |(sum, n), row| (sum + row.amount.unwrap_or(0.0), n + row.accepted));
    let mean = amount / accepted as f64;
    let dear = priced.iter().find(|row| row.interval().is_some_and(|interval| interval.lower > mean));
    let all = words::amount(mean);
    match dear {
        Some(row) if priced.len() > 1 => format!(
            "An accepted lead of {} costs {}, against {all} over all sources with spend",
            row.name,
            row.cost().map(words::amount).unwrap_or_default()
        ),
        _ => format!("An accepted lead costs {all}; no source is dearer by more than luck explains"),
    }
}

fn draw(scene: &mut Scene, cells: &Cells, shown: &[&Row], layout: &Rows) -> Vec<Mark> {
    let (unit, palette) = (scene.scale, scene.palette);
    // An interval without an end would push everything else aside: it is drawn to the edge.
    let most = shown.iter().filter_map(|row| row.cost()).fold(0.0, f64::max) * 2.0;
    let ends = shown.iter().filter_map(|row| row.interval()).map(|interval| interval.upper.min(most));
    let values = ends.chain(shown.iter().filter_map(|row| row.cost()));
    let scale = Scale::over(values, Unit::Amount, (layout.plot.left, layout.plot.right), 72.0 * unit);
    layout.grid(scene, &scale, Unit::Amount);
    let mut marks = Vec::new();
    for (at, row) in shown.iter().enumerate() {
        let Some(cost) = row.cost() else { continue };
        let interval = row.interval();
        let ends =
            interval.map(|interval| (scale.at(interval.lower), scale.at(interval.upper.min(most * 2.0))));
        rows::point(scene, (scale.at(cost), layout.middle(at)), ends, palette.accepted, false);
        let said = match interval {
            Some(interval) if interval.upper.is_finite() => format!(
                ", 95\u{a0}% interval {} to {}",
                words::amount(interval.lower),
                words::amount(interval.upper)
            ),
            _ => String::new(),
        };
        let label = format!(
            "{}: {} per accepted lead{said}; {} for {} of {}.",
            row.name,
            words::amount(cost),
            words::amount(row.amount.unwrap_or(0.0)),
            words::count(row.accepted),
            words::counted(row.n, "handoff", "handoffs")
        );
        let within = cells.axes.first().map(|axis| Within::one(axis.facet.clone(), row.value.clone()));
        let selection = Selection::cell(Outcome::Numerator, within.into_iter().collect());
        marks.push(Mark::over(layout.area(scene, at), label, row.accepted as u32, selection));
    }
    marks
}

fn table(rows: &[Row], field: &str, caption: String) -> Data {
    let columns = vec![
        Column::new(words::sentence(field), field.replace(' ', "_")),
        Column::new("Spend", "spend"),
        Column::new("Handoffs", "n"),
        Column::new("Accepted", "accepted"),
        Column::new("Cost per accepted lead", "cost"),
        Column::interval("95 % interval", ""),
    ];
    let row = |row: &Row| {
        vec![
            Value::Text(row.name.clone()),
            row.amount.map_or(Value::Nothing, Value::Amount),
            Value::Count(row.n),
            Value::Count(row.accepted),
            row.cost().map_or(Value::Nothing, Value::Amount),
            row.interval().map_or(Value::Nothing, Value::Amounts),
        ]
    };
    Data { caption, columns, rows: rows.iter().map(row).collect() }
}
