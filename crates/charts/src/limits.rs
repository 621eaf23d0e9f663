//! A funnel plot: each rep's or source's rate against its volume, with the limits luck alone keeps to.

use plumbline_cube::{
    cells::{Cells, Tally, Within},
    query::{Outcome, Selection},
};
use plumbline_stats::{
    Rate,
    control::{PChart, Signal},
};

use crate::{
    axis::{self, Plot, Scale, Unit},
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    finding,
    look::Look,
    scene::{Anchor, Scene},
    words,
};

/// Two standard deviations: seen by luck in one of twenty.
const WARNING: f64 = 1.959_963_984_540_054;
/// Points along each limit.
const STEPS: u64 = 160;

/// One value of the field.
struct Dot {
    value: String,
    name: String,
    tally: Tally,
    signal: Option<Signal>,
}

/// The funnel plot of an answer by one field: acceptance against decided handoffs.
pub fn limits(cells: &Cells, look: &Look) -> Chart {
    let field = cells.axes.first().map_or_else(|| "value".to_owned(), |axis| axis.facet.label());
    let caption = format!("{} by {field} against volume", cells.measure.label());
    let subtitle = format!(
        "{} by {field} against decided handoffs, limits of luck around the overall rate, {}",
        cells.measure.label(),
        words::days(cells)
    );
    let all = cells.total().rate();
    let dots = dots_of(cells, &field);
    let Some(funnel) = PChart::of(dots.iter().map(|dot| dot.tally.rate())) else {
        let title = match dots.as_slice() {
            [] => "No decided handoffs in this period".to_owned(),
            _ => format!("One {field} alone has nothing to be compared with"),
        };
        return chart::empty(look, title, subtitle, caption);
    };
    let title = title(&dots, &field, all, cells);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let (plot, across, up) = layout(&scene, &dots, funnel, top);
    ground(&mut scene, plot, &across, &up, all);
    draw_limits(&mut scene, plot, &across, &up, funnel);
    let marks = draw_dots(&mut scene, cells, &dots, (plot, &across, &up));
    let data = table(&dots, funnel, &field, caption);
    let said: Vec<&str> = marks.iter().map(|mark| mark.label.as_str()).collect();
    let description = format!("{title}. {}", said.join(" "));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

fn dots_of(cells: &Cells, field: &str) -> Vec<Dot> {
    let Some(axis) = cells.axes.first() else { return Vec::new() };
    let tallies = cells.along(0);
    let funnel = PChart::of(tallies.iter().map(|tally| tally.rate()));
    let dots = axis.values.iter().zip(&axis.labels).zip(tallies).map(|((value, label), tally)| Dot {
        value: value.clone(),
        name: if label.is_empty() { format!("No {field}") } else { label.clone() },
        tally,
        signal: funnel.and_then(|funnel| funnel.signal(tally.rate())),
    });
    let mut dots: Vec<Dot> = dots.filter(|dot| dot.tally.denominator > 0).collect();
    dots.sort_by(|a, b| b.tally.denominator.cmp(&a.tally.denominator).then_with(|| a.name.cmp(&b.name)));
    dots
}

fn title(dots: &[Dot], field: &str, all: Rate, cells: &Cells) -> String {
    let excess = |dot: &Dot| {
        let rate = dot.tally.rate();
        (rate.numerator as f64 - all.value().unwrap_or(0.0) * rate.denominator as f64).abs()
    };
    let mut outside: Vec<&Dot> = dots.iter().filter(|dot| dot.signal.is_some()).collect();
    outside.sort_by(|a, b| excess(b).total_cmp(&excess(a)));
    let label = cells.measure.label();
    let say = |dot: &Dot| {
        let share = dot.tally.rate().value().map(words::percent).unwrap_or_default();
        let side = if dot.signal == Some(Signal::Below) { "below" } else { "above" };
        format!("{} ({share}) is {side}", dot.name)
    };
    match outside.as_slice() {
        [] => format!("{label}: every {field} is within what luck explains at its volume"),
        [one] => format!("{} what luck explains at its volume", say(one)),
        [first, rest @ ..] => {
            let more = words::counted(rest.len() as u64, "other lies", "others lie");
            format!("{} what luck explains at its volume; {more} outside too", say(first))
        }
    }
}

fn layout(scene: &Scene, dots: &[Dot], funnel: PChart, top: f64) -> (Plot, Scale, Scale) {
    let scale = scene.scale;
    let (plot_top, plot_bottom) = (top + 20.0 * scale, f64::from(scene.height) - 44.0 * scale);
    let highest = dots.iter().map(|dot| dot.tally.denominator).max().unwrap_or(1);
    let values = dots.iter().filter_map(|dot| dot.tally.rate().value()).chain([funnel.center]);
    let values = values
        .chain(dots.iter().filter_map(|dot| dot.tally.rate().wilson()).flat_map(|i| [i.lower, i.upper]));
    let up = Scale::over(values, Unit::Share, (plot_bottom, plot_top), 30.0 * scale);
    let left = axis::grid_width(scene, &up, Unit::Share) + 4.0 * scale;
    let right = f64::from(scene.width) - scene.text_width("limit of luck") - 18.0 * scale;
    let across = Scale::over([f64::from(highest) * 1.04], Unit::Count, (left, right), 72.0 * scale);
    (Plot { left, right, top: plot_top, bottom: plot_bottom }, across, up)
}

fn ground(scene: &mut Scene, plot: Plot, across: &Scale, up: &Scale, all: Rate) {
    axis::grid(scene, plot, up, Unit::Share);
    let (scale, quiet, ink) = (scene.scale, scene.palette.quiet, scene.palette.ink);
    for &tick in &across.ticks {
        let x = across.at(tick);
        scene.vertical(x, plot.bottom, plot.bottom + 4.0 * scale, scene.palette.line);
        scene.text(x, plot.bottom + 13.0 * scale, Unit::Count.write(tick), Anchor::Middle, quiet);
    }
    let middle = f64::midpoint(plot.left, plot.right);
    scene.text(middle, plot.bottom + 30.0 * scale, "decided handoffs", Anchor::Middle, quiet);
    let overall = all.value().unwrap_or(0.0);
    let y = up.at(overall);
    scene.horizontal(y, plot.left, plot.right, quiet);
    let text = format!("all {}", words::percent(overall));
    scene.text(plot.right + 8.0 * scale, y, text, Anchor::Start, ink);
}

/// Three standard deviations are the limits (exact where few are expected), two are drawn fainter.
fn draw_limits(scene: &mut Scene, plot: Plot, across: &Scale, up: &Scale, funnel: PChart) {
    let quiet = scene.palette.quiet;
    let last = across.ticks.last().copied().unwrap_or(1.0);
    let steps = STEPS.min(last as u64).max(1);
    let (mut low, mut high, mut faint) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
    for step in 1..=steps {
        let n = ((last * step as f64 / steps as f64).round() as u64).max(1);
        let x = across.at(n as f64);
        // What lies beyond the scale is not drawn along its edge.
        let draw = |points: &mut Vec<(f64, f64)>, value: f64| {
            if up.holds(value) {
                points.push((x, up.at(value)));
            }
        };
        if let Some(limits) = funnel.limits(n) {
            draw(&mut low, limits.lower);
            draw(&mut high, limits.upper);
        }
        let half = WARNING * (funnel.center * (1.0 - funnel.center) / n as f64).sqrt();
        if n as f64 * funnel.center.min(1.0 - funnel.center) >= 5.0 {
            draw(&mut faint[0], funnel.center - half);
            draw(&mut faint[1], funnel.center + half);
        }
    }
    let end = |points: &[(f64, f64)]| points.last().copied();
    let ends = [end(&low), end(&high)];
    for points in [low, high] {
        scene.path(points, 1.2 * scene.scale, quiet);
    }
    for points in faint {
        scene.path(points, 1.0, quiet.at(0.4));
    }
    // One label: where both would stand the other is plain.
    if let Some((_, y)) = ends[0].filter(|(_, y)| *y < plot.bottom - 4.0 * scene.scale) {
        let x = plot.right + 8.0 * scene.scale;
        let clear = (y - up.at(funnel.center)).abs() > 14.0 * scene.scale;
        if clear {
            scene.text(x, y, "limit of luck", Anchor::Start, quiet);
        }
    }
}

fn draw_dots(
    scene: &mut Scene,
    cells: &Cells,
    dots: &[Dot],
    (plot, across, up): (Plot, &Scale, &Scale),
) -> Vec<Mark> {
    let (scale, palette) = (scene.scale, scene.palette);
    let place = |dot: &Dot| {
        (across.at(f64::from(dot.tally.denominator)), up.at(dot.tally.rate().value().unwrap_or(0.0)))
    };
    for dot in dots {
        let (x, y) = place(dot);
        let color = match dot.signal {
            None => palette.accepted,
            Some(side) if finding::adverse(cells.measure, side) => palette.bad,
            Some(_) => palette.accent,
        };
        if let Some(interval) = dot.tally.rate().wilson() {
            let (top, bottom) = (up.at(interval.upper), up.at(interval.lower));
            let width = (2.0 * scale).round();
            scene.rect((x - width / 2.0).round(), top, width, (bottom - top).max(1.0), color.at(0.3));
        }
        if dot.signal.is_some() {
            scene.diamond(x, y, 5.5 * scale, color);
        } else {
            scene.circle(x, y, 4.0 * scale, color.at(0.85));
        }
    }
    name_dots(scene, dots, plot, place);
    // The smaller ones come last: where two lie over each other, the one with fewer leads can still be pointed at.
    let half = 7.0 * scale;
    let mark = |dot: &Dot| {
        let (x, y) = place(dot);
        let area = (x - half, y - half, half * 2.0, half * 2.0);
        let within = cells.axes.first().map(|axis| Within::one(axis.facet.clone(), dot.value.clone()));
        let selection = Selection::cell(Outcome::Denominator, within.into_iter().collect());
        Mark::over(area, say(dot), dot.tally.denominator, selection)
    };
    dots.iter().map(mark).collect()
}

/// Names beside the dots: those outside the limits first, then the largest, as long as no name touches another or a dot.
fn name_dots(scene: &mut Scene, dots: &[Dot], plot: Plot, place: impl Fn(&Dot) -> (f64, f64)) {
    let (scale, palette) = (scene.scale, scene.palette);
    let mut order: Vec<&Dot> = dots.iter().collect();
    order.sort_by_key(|dot| dot.signal.is_none());
    let radius = 6.0 * scale;
    let mut taken: Vec<[f64; 4]> = dots
        .iter()
        .map(|dot| {
            let (x, y) = place(dot);
            [x - radius, y - radius, x + radius, y + radius]
        })
        .collect();
    for dot in order {
        let (x, y) = place(dot);
        let name = scene.clipped(&dot.name, plot.width() * 0.3);
        let (width, half) = (scene.text_width(&name), 7.0 * scale);
        let gap = 9.0 * scale;
        let right = [x + gap, y - half, x + gap + width, y + half];
        let left = [x - gap - width, y - half, x - gap, y + half];
        let over = [x - width / 2.0, y - 3.0 * half, x + width / 2.0, y - half];
        let under = [x - width / 2.0, y + half, x + width / 2.0, y + 3.0 * half];
        let inside = |[l, t, r, b]: &[f64; 4]| {
            *l >= plot.left && *r <= plot.right && *t >= plot.top - half && *b <= plot.bottom
        };
        let free = |[l, t, r, b]: &[f64; 4]| {
            // Two names in a line need a space between them.
            let (l, r) = (l - 3.0 * scale, r + 3.0 * scale);
            taken.iter().all(|[ol, ot, or, ob]| r <= *ol || *or <= l || b <= ot || ob <= t)
        };
        let Some(found) = [right, left, over, under].into_iter().find(|at| inside(at) && free(at)) else {
            continue;
        };
        let color = if dot.signal.is_some() { palette.ink } else { palette.quiet };
        // The limits and whiskers stay behind the name.
        scene.rect(found[0] - 1.0, found[1], width + 2.0, half * 2.0, palette.panel.at(0.82));
        scene.text(found[0], f64::midpoint(found[1], found[3]), name, Anchor::Start, color);
        taken.push(found);
    }
}

fn say(dot: &Dot) -> String {
    let outside = match dot.signal {
        Some(side) => format!("; {} what luck explains at its volume", side.slug()),
        None => "; within what luck explains at its volume".to_owned(),
    };
    format!("{}: {}{outside}.", dot.name, words::rate_of(dot.tally.rate(), "accepted"))
}

fn table(dots: &[Dot], funnel: PChart, field: &str, caption: String) -> Data {
    let columns = vec![
        Column::new(words::sentence(field), field.replace(' ', "_")),
        Column::new("Accepted", "accepted"),
        Column::new("Decided", "decided"),
        Column::new("Acceptance", "acceptance"),
        Column::interval("95 % interval", ""),
        Column::interval("Limits at this volume", "limit_"),
        Column::new("Outside", "signal"),
    ];
    let row = |dot: &Dot| {
        let rate = dot.tally.rate();
        vec![
            Value::Text(dot.name.clone()),
            Value::Count(rate.numerator),
            Value::Count(rate.denominator),
            Value::share(rate.value()),
            Value::shares(rate.wilson()),
            Value::shares(funnel.limits(rate.denominator)),
            dot.signal.map_or(Value::Nothing, |side| Value::Text(side.slug().to_owned())),
        ]
    };
    Data { caption, columns, rows: dots.iter().map(row).collect() }
}
