//! Clocks met per team and period: one strip per team, all on one scale.

use plumbline_cube::{
    Period,
    cells::{Cells, Facet, Tally, Within},
    query::{Outcome, Selection},
};
use plumbline_stats::{Rate, control::Signal};

use crate::{
    axis::{Bands, Plot, Scale, Unit},
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    finding,
    look::Look,
    scene::{Anchor, Scene},
    words,
};

/// The least height of a strip.
const LEAST: f64 = 46.0;

struct Team {
    value: String,
    name: String,
    total: Tally,
    periods: Vec<Tally>,
}

struct Strips {
    teams: Vec<Team>,
    hidden: usize,
    all: Rate,
    periods: Vec<Period>,
}

/// The chart of clocks met, asked by team and [`Facet::Period`].
pub fn teams(cells: &Cells, look: &Look) -> Chart {
    let field = cells.axes.first().map_or_else(|| "team".to_owned(), |axis| axis.facet.label());
    let grain = words::grain(cells.grain, 1);
    let caption = format!("Clocks met by {field} and {grain}");
    let subtitle = format!(
        "Clocks met of clocks due by {field} and {grain} of the {}, 95\u{a0}% interval, {}",
        words::inside(cells.ladder.label(plumbline_cube::Stage::Mql)),
        words::days(cells)
    );
    let mut strips = strips_of(cells, &field);
    if strips.teams.is_empty() {
        return chart::empty(look, "No clock was due in this period".to_owned(), subtitle, caption);
    }
    let title = title(&strips, &field);
    let data = table(&strips, cells, &field, caption);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle) + 8.0 * scene.scale;
    let bottom = f64::from(scene.height) - 26.0 * scene.scale;
    let room = ((bottom - top) / (LEAST * scene.scale)).floor().max(1.0) as usize;
    strips.hidden = strips.teams.len().saturating_sub(room);
    strips.teams.truncate(room);
    let marks = draw(&mut scene, cells, &strips, (top, bottom));
    let said: Vec<String> = strips
        .teams
        .iter()
        .map(|team| format!("{}: {}.", team.name, words::rate_of(team.total.rate(), "of its clocks met")))
        .collect();
    let description = format!("{title}. {}", said.join(" "));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

fn strips_of(cells: &Cells, field: &str) -> Strips {
    let totals = cells.along(0);
    let names = cells.axes.first().map(|axis| axis.values.iter().zip(&axis.labels)).into_iter().flatten();
    let teams = names.zip(totals).enumerate().map(|(at, ((value, label), total))| Team {
        value: value.clone(),
        name: if label.is_empty() { format!("No {field}") } else { label.clone() },
        total,
        periods: (0..cells.periods.len()).map(|period| cells.at(&[at, period])).collect(),
    });
    Strips {
        teams: teams.filter(|team| team.total.denominator > 0).collect(),
        hidden: 0,
        all: cells.total().rate(),
        periods: cells.periods.clone(),
    }
}

fn title(strips: &Strips, field: &str) -> String {
    let all = strips.all;
    let late = |team: &&Team| {
        let rate = team.total.rate();
        all.value().unwrap_or(0.0) * rate.denominator as f64 - rate.numerator as f64
    };
    let outside = strips.teams.iter().filter(|team| finding::stands_out(team.total.rate(), all).is_some());
    let most = outside.max_by(|a, b| late(a).abs().total_cmp(&late(b).abs()));
    let Some(team) = most else {
        let met = words::rate(all);
        return match strips.teams.len() {
            1 => format!("{} of the clocks were met", words::sentence(&met)),
            _ => format!(
                "{} of the clocks were met; no {field} differs by more than luck explains",
                words::sentence(&met)
            ),
        };
    };
    let rate = team.total.rate();
    let rest = Rate::new(all.numerator - rate.numerator, all.denominator - rate.denominator);
    let share = |rate: Rate| rate.value().map(words::percent).unwrap_or_default();
    let side = if late(&team) > 0.0 { "below" } else { "above" };
    format!("{} meets {} of its clocks, {side} the rest ({})", team.name, share(rate), share(rest))
}

fn draw(scene: &mut Scene, cells: &Cells, strips: &Strips, (top, bottom): (f64, f64)) -> Vec<Mark> {
    let (unit, palette, width) = (scene.scale, scene.palette, f64::from(scene.width));
    let height = ((bottom - top) / strips.teams.len() as f64).min(120.0 * unit);
    let figures: Vec<(String, String)> =
        strips.teams.iter().map(|team| words::figures(team.total.rate())).collect();
    let widest = |texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|text| scene.text_width(text)).fold(0.0, f64::max)
    };
    let names = widest(&mut strips.teams.iter().map(|team| &team.name)).min(width * 0.26);
    let right = widest(&mut figures.iter().map(|(value, _)| value))
        .max(widest(&mut figures.iter().map(|(_, detail)| detail)));
    let ticks = scene.text_width("100\u{a0}%");
    let plot = Plot {
        left: names + ticks + 32.0 * unit,
        right: width - right - 24.0 * unit,
        top,
        bottom: top + height * strips.teams.len() as f64,
    };
    let bands = Bands::over(plot, strips.periods.len(), 72.0 * unit);
    let mut marks = Vec::new();
    for (at, team) in strips.teams.iter().enumerate() {
        let from = top + height * at as f64;
        let scale =
            Scale::over([0.0, 1.0], Unit::Share, (from + height - 8.0 * unit, from + 6.0 * unit), height);
        for share in [0.0, 0.5, 1.0] {
            scene.horizontal(scale.at(share), plot.left, plot.right, palette.line);
        }
        for share in [0.0, 1.0] {
            let x = plot.left - 6.0 * unit;
            scene.text(x, scale.at(share), words::percent(share), Anchor::End, palette.quiet);
        }
        if let Some(overall) = strips.all.value() {
            scene.dashed(scale.at(overall), plot.left, plot.right, (2.0, 2.0), palette.ink);
        }
        let middle = from + height / 2.0;
        let name = scene.clipped(&team.name, names);
        scene.text(plot.left - ticks - 20.0 * unit, middle, name, Anchor::End, palette.ink);
        let (value, detail) = &figures[at];
        let x = plot.right + 12.0 * unit;
        scene.text(x, middle - 8.0 * unit, value.as_str(), Anchor::Start, palette.ink);
        scene.text(x, middle + 8.0 * unit, detail.as_str(), Anchor::Start, palette.quiet);
        strip(scene, strips, team, (&scale, bands));
        marks.extend(marks_of(cells, strips, team, bands, (from, height)));
    }
    heads(scene, cells, strips, plot, bands);
    marks
}

fn strip(scene: &mut Scene, strips: &Strips, team: &Team, (scale, bands): (&Scale, Bands)) {
    let (unit, palette) = (scene.scale, scene.palette);
    let thick = (bands.step * 0.2).clamp(1.0, 4.0 * unit).round();
    let radius = (bands.step * 0.3).clamp(1.5, 3.5 * unit);
    // The line first, so that points lie on it; it joins neighbours that have a value.
    let points: Vec<Option<(f64, f64)>> = team
        .periods
        .iter()
        .enumerate()
        .map(|(at, tally)| tally.rate().value().map(|value| (bands.middle(at), scale.at(value))))
        .collect();
    for run in points.split(Option::is_none) {
        scene.path(run.iter().flatten().copied().collect(), 1.2 * unit, palette.accepted);
    }
    for (tally, (x, y)) in team.periods.iter().zip(points).filter_map(|(tally, at)| Some((tally, at?))) {
        // Of two sides only the one that is a problem is set apart: with many weeks the other would drown it.
        let is_late = finding::stands_out(tally.rate(), strips.all) == Some(Signal::Below);
        let color = if is_late { palette.bad } else { palette.accepted };
        if let Some(interval) = tally.rate().wilson() {
            let (high, low) = (scale.at(interval.upper), scale.at(interval.lower));
            scene.rect((x - thick / 2.0).round(), high, thick, (low - high).max(1.0), color.at(0.32));
        }
        if is_late {
            scene.diamond(x, y, radius * 1.4, color);
        } else {
            scene.circle(x, y, radius, color);
        }
    }
}

fn marks_of(
    cells: &Cells,
    strips: &Strips,
    team: &Team,
    bands: Bands,
    (top, height): (f64, f64),
) -> Vec<Mark> {
    let Some(axis) = cells.axes.first() else { return Vec::new() };
    let mark = |(at, tally): (usize, &Tally)| {
        let period = strips.periods.get(at)?;
        let label = format!(
            "{}, {}: {}.",
            team.name,
            words::inside_period(cells.grain, *period),
            words::rate_of(tally.rate(), "of the clocks met")
        );
        let within = vec![
            Within::one(axis.facet.clone(), team.value.clone()),
            Within::one(Facet::Period, period.start.to_string()),
        ];
        let area = (bands.start(at), top, bands.step, height);
        Some(Mark::over(area, label, tally.denominator, Selection::cell(Outcome::Denominator, within)))
    };
    team.periods.iter().enumerate().filter(|(_, tally)| tally.denominator > 0).filter_map(mark).collect()
}

/// Periods under the last strip, as many as do not touch, and how many teams have no strip.
fn heads(scene: &mut Scene, cells: &Cells, strips: &Strips, plot: Plot, bands: Bands) {
    let (unit, quiet) = (scene.scale, scene.palette.quiet);
    let y = plot.bottom + 12.0 * unit;
    let mut free = plot.left;
    if strips.hidden > 0 {
        let more = format!("and {}", words::counted(strips.hidden as u64, "more", "more"));
        let text = scene.clipped(&more, plot.left - 36.0 * unit);
        scene.text(plot.left - 24.0 * unit, y, text, Anchor::End, quiet);
        free = plot.left - 16.0 * unit;
    }
    for (at, period) in strips.periods.iter().enumerate() {
        let text = words::tick(cells.grain, *period, at == 0);
        let half = scene.text_width(&text) / 2.0;
        let x =
            bands.middle(at).min(f64::from(scene.width) - half - 2.0).max(free.min(bands.middle(at) + half));
        if x - half >= free && x + half < f64::from(scene.width) {
            scene.text(x, y, text, Anchor::Middle, quiet);
            free = x + half + 10.0 * unit;
        }
    }
}

fn table(strips: &Strips, cells: &Cells, field: &str, caption: String) -> Data {
    let columns = vec![
        Column::new(words::sentence(field), field.replace(' ', "_")),
        Column::new(words::sentence(words::grain(cells.grain, 1)), "start"),
        Column::new("Clocks due", "due"),
        Column::new("Met", "met"),
        Column::new("Share met", "share"),
        Column::interval("95 % interval", ""),
    ];
    let rows = strips.teams.iter().flat_map(|team| {
        let periods = strips.periods.iter().zip(&team.periods).filter(|(_, tally)| tally.denominator > 0);
        periods.map(|(period, tally)| {
            let rate = tally.rate();
            vec![
                Value::Text(team.name.clone()),
                Value::Text(period.start.to_string()),
                Value::Count(rate.denominator),
                Value::Count(rate.numerator),
                Value::share(rate.value()),
                Value::shares(rate.wilson()),
            ]
        })
    });
    Data { caption, columns, rows: rows.collect() }
}
