//! Parts of a whole over time: rejections by bucket or by reason.

use plumbline_cube::{
    FieldName,
    answer::{Answer, Point},
    measure::Measure,
    query::{Outcome, Selection},
};

use crate::{
    axis::{self, Bands, Plot, Scale, Unit},
    chart::{self, Chart, Mark, Table},
    finding,
    look::{Color, Look, Palette},
    scene::{Anchor, Scene, spread},
    words,
};

/// Most parts that are told apart; the rest is one part.
const MOST: usize = 6;

/// One band of the stack: a series, or the small ones together.
struct Part<'a> {
    label: String,
    /// The values of the split it stands for.
    members: Vec<&'a [Point]>,
    color: Color,
    total: u32,
}

impl Part<'_> {
    fn at(&self, period: usize) -> u32 {
        self.members.iter().map(|points| points[period].numerator).sum()
    }
}

/// The stacked chart of an answer split by reason, bucket, decision or disqualification reason. Bars count the
/// numerator: for rejections, the rejected handoffs.
pub fn stack(answer: &Answer, look: &Look) -> Chart {
    let (what, by) = names(answer);
    let grain = words::grain(answer.grain, 1);
    let subtitle = format!("{} per {grain} by {by}, totals at the right", words::sentence(what));
    let caption = format!("{} per {grain} by {by}", words::sentence(what));
    let mut scene = Scene::new(look);
    let parts = parts(answer, scene.palette, by);
    if parts.is_empty() {
        return chart::empty(look, format!("No {what} in this period"), subtitle, caption);
    }
    let totals: Vec<(String, u32)> = parts.iter().map(|part| (part.label.clone(), part.total)).collect();
    let title = finding::stack(what, &totals);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let points = &answer.series[0].points;
    let sums: Vec<u32> = (0..points.len()).map(|at| parts.iter().map(|part| part.at(at)).sum()).collect();
    let (plot, scale) = layout(&scene, &parts, &sums, top);
    let bands = Bands::over(plot, points.len(), 56.0 * scene.scale);
    axis::grid(&mut scene, plot, &scale, Unit::Count);
    let marks = bars(&mut scene, answer, &parts, (plot, &scale, bands));
    labels(&mut scene, &parts, plot, &scale, sums.last().copied().unwrap_or(0));
    let of_period = |point: &Point| point_sum(answer, point, &sums);
    axis::periods(&mut scene, plot, &bands, answer.grain, points, of_period);
    let description = describe(answer, &title, &parts);
    Chart { title, subtitle, description, marks, table: table(answer, &parts, &sums, caption), scene }
}

fn point_sum(answer: &Answer, point: &Point, sums: &[u32]) -> u32 {
    let at = answer.series[0].points.iter().position(|other| other.period == point.period);
    at.and_then(|at| sums.get(at)).copied().unwrap_or(0)
}

/// What is counted, and by what.
fn names(answer: &Answer) -> (&'static str, &'static str) {
    let what = match answer.measure {
        Measure::Rejection => "rejections",
        Measure::Disqualification => "disqualifications",
        _ => "handoffs",
    };
    let by = match answer.split {
        Some(FieldName::Bucket) => "bucket",
        Some(FieldName::Decision) => "decision",
        _ => "reason",
    };
    (what, by)
}

fn parts<'a>(answer: &'a Answer, palette: Palette, by: &str) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut shades = [0_usize; 5];
    let counted: Vec<_> = answer.series.iter().filter(|series| series.total.numerator > 0).collect();
    let fits = if counted.len() > MOST + 1 { MOST } else { counted.len() };
    for (at, series) in counted.into_iter().enumerate() {
        let total = series.total.numerator;
        let value = series.split.as_deref().unwrap_or_default();
        if at < fits {
            let label = if value.is_empty() { format!("No {by} given") } else { series.label.clone() };
            let color = color(palette, value, &mut shades);
            parts.push(Part { label, members: vec![&series.points], color, total });
        } else {
            if at == fits {
                let label = format!("Other {by}s");
                parts.push(Part { label, members: Vec::new(), color: palette.line, total: 0 });
            }
            if let Some(rest) = parts.last_mut() {
                rest.members.push(&series.points);
                rest.total += total;
            }
        }
    }
    parts
}

/// The hue is the bucket's, so that reasons and buckets read alike; further reasons of a bucket are paler.
fn color(palette: Palette, value: &str, shades: &mut [usize; 5]) -> Color {
    let hue = value.split('.').next().unwrap_or_default();
    let (at, base) = match hue {
        "fit" | "rejected" => (0, palette.rejected),
        "timing" | "lapsed" => (1, palette.timing),
        "data" | "accepted" => (2, palette.accepted),
        "other" | "pending" => (3, palette.neutral),
        _ => (4, palette.neutral.towards(palette.ink, 0.25)),
    };
    let paler = [0.0, 0.38, 0.62, 0.78][shades[at].min(3)];
    shades[at] += 1;
    base.towards(palette.panel, paler)
}

fn layout(scene: &Scene, parts: &[Part<'_>], sums: &[u32], top: f64) -> (Plot, Scale) {
    let scale = scene.scale;
    let (width, height) = (f64::from(scene.width), f64::from(scene.height));
    let (plot_top, plot_bottom) = (top + 12.0 * scale, height - 42.0 * scale);
    let highest = sums.iter().copied().max().unwrap_or(0);
    let over = Scale::over([f64::from(highest)], Unit::Count, (plot_bottom, plot_top), 32.0 * scale);
    let widest = parts.iter().map(|part| scene.text_width(&legend(part))).fold(0.0, f64::max);
    let right = (widest + 32.0 * scale).min(width * 0.4);
    let left = axis::grid_width(scene, &over, Unit::Count) + 4.0 * scale;
    (Plot { left, right: width - right, top: plot_top, bottom: plot_bottom }, over)
}

fn legend(part: &Part<'_>) -> String {
    format!("{} {}", part.label, words::count(u64::from(part.total)))
}

fn bars(
    scene: &mut Scene,
    answer: &Answer,
    parts: &[Part<'_>],
    (plot, scale, bands): (Plot, &Scale, Bands),
) -> Vec<Mark> {
    let mut marks = Vec::new();
    let gap = if bands.step > 8.0 { 2.0 } else { 1.0 };
    for (at, point) in answer.series[0].points.iter().enumerate() {
        let (x, width) = (bands.start(at).round(), (bands.step - gap).max(1.0).round());
        let mut below = 0;
        for part in parts {
            let n = part.at(at);
            if n == 0 {
                continue;
            }
            let (bottom, top) = (scale.at(f64::from(below)).round(), scale.at(f64::from(below + n)).round());
            below += n;
            // A hairline of panel between the parts tells neighbours apart without colour.
            let seam = if bottom - top > 3.0 { 1.0 } else { 0.0 };
            scene.rect(x, top, width, (bottom - top - seam).max(1.0), part.color);
            for points in
                part.members.iter().filter(|points| points[at].numerator > 0 || part.members.len() == 1)
            {
                marks.push(mark(answer, part, &points[at], (x, top, width, bottom - top)));
            }
        }
        if !point.settled && below > 0 {
            let top = scale.at(f64::from(below));
            let panel = scene.palette.panel;
            scene.hatch(x, top, width, plot.bottom - top, (5.0 * scene.scale, panel.at(0.75)));
        }
    }
    share_out(&mut marks);
    marks
}

/// Values drawn as one part share its rectangle side by side, so that each can be pointed at.
fn share_out(marks: &mut [Mark]) {
    let mut at = 0;
    while at < marks.len() {
        let here = (marks[at].x, marks[at].y);
        let run = marks[at..].iter().take_while(|mark| (mark.x, mark.y) == here).count();
        for (nth, mark) in marks[at..at + run].iter_mut().enumerate() {
            mark.width /= run as f64;
            mark.x += mark.width * nth as f64;
        }
        at += run;
    }
}

fn mark(
    answer: &Answer,
    part: &Part<'_>,
    point: &Point,
    (x, y, width, height): (f64, f64, f64, f64),
) -> Mark {
    let (what, by) = names(answer);
    let own =
        answer.series.iter().find(|series| series.split == point.split).map(|series| series.label.clone());
    let name = own.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("no {by} given"));
    let together =
        if part.members.len() > 1 { format!(" (in {})", part.label.to_lowercase()) } else { String::new() };
    let one = what.trim_end_matches('s');
    let unsettled = if point.settled { "" } else { "; not settled yet" };
    let period = words::period(answer.grain, point.period);
    let n = words::counted(u64::from(point.numerator), one, what);
    Mark {
        x,
        y,
        width,
        height,
        label: format!("{period}: {n}, {name}{together}{unsettled}."),
        count: point.numerator,
        selection: Selection {
            period: Some(point.period),
            split: point.split.as_ref().map(ToString::to_string),
            outcome: Outcome::Numerator,
        },
    }
}

/// Names beside the last bar, in the order of the stack, each with a swatch.
fn labels(scene: &mut Scene, parts: &[Part<'_>], plot: Plot, scale: &Scale, last: u32) {
    let unit = scene.scale;
    let periods = parts.first().and_then(|part| part.members.first()).map_or(0, |points| points.len());
    let mut below = 0;
    let wanted: Vec<f64> = parts
        .iter()
        .enumerate()
        .map(|(nth, part)| {
            let n = part.at(periods.saturating_sub(1));
            let middle = scale.at(f64::from(below) + f64::from(n) / 2.0);
            below += n;
            // Equal heights keep the order of the stack: later parts are higher.
            middle - nth as f64 * 1e-3
        })
        .collect();
    let wanted = if last == 0 {
        vec![plot.bottom; parts.len()].iter().enumerate().map(|(nth, y)| y - nth as f64 * 1e-3).collect()
    } else {
        wanted
    };
    let heights = spread(&wanted, 15.0 * unit, plot.top, plot.bottom - 4.0 * unit);
    let x = plot.right + 8.0 * unit;
    let room = f64::from(scene.width) - x - 18.0 * unit;
    for (part, y) in parts.iter().zip(heights) {
        let (ink, quiet) = (scene.palette.ink, scene.palette.quiet);
        scene.rect(x, y - 4.0 * unit, 8.0 * unit, 8.0 * unit, part.color);
        let count = format!(" {}", words::count(u64::from(part.total)));
        let name = scene.clipped(&part.label, room - scene.text_width(&count) - 2.0);
        let end = x + 13.0 * unit + scene.text_width(&name);
        scene.text(x + 13.0 * unit, y, name, Anchor::Start, ink);
        scene.text(end + 4.0 * unit, y, count.trim_start(), Anchor::Start, quiet);
    }
}

fn describe(answer: &Answer, title: &str, parts: &[Part<'_>]) -> String {
    let all: Vec<String> = parts.iter().map(legend).collect();
    let span = answer.span().map(words::span).unwrap_or_default();
    format!("{title}. {span}, from the bottom of each bar: {}.", all.join(", "))
}

fn table(answer: &Answer, parts: &[Part<'_>], sums: &[u32], caption: String) -> Table {
    let mut columns = vec![words::sentence(words::grain(answer.grain, 1))];
    columns.extend(parts.iter().map(|part| part.label.clone()));
    columns.extend(["Together".to_owned(), "Settled".to_owned()]);
    let row = |(at, point): (usize, &Point)| {
        let mut cells = vec![words::period(answer.grain, point.period)];
        cells.extend(parts.iter().map(|part| words::count(u64::from(part.at(at)))));
        cells.push(words::count(u64::from(sums[at])));
        cells.push(if point.settled { "yes" } else { "no" }.to_owned());
        cells
    };
    Table { caption, columns, rows: answer.series[0].points.iter().enumerate().map(row).collect() }
}
