//! Parts of a whole over time: rejections by bucket or by reason.

use plumbline_cube::{
    FieldName,
    answer::{Answer, Point, Series},
    measure::Measure,
    query::{Outcome, Selection},
};

use crate::{
    axis::{self, Bands, Plot, Scale, Unit},
    chart::{self, Chart, Mark, Table},
    data::Data,
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
    /// False for the parts that are no reason of their own: the rest, and what has none.
    named: bool,
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
    let totals: Vec<(String, u32)> =
        parts.iter().filter(|part| part.named).map(|part| (part.label.clone(), part.total)).collect();
    let all = parts.iter().map(|part| part.total).sum();
    let title = finding::stack(what, &totals, all);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let points = &answer.series[0].points;
    let sums: Vec<u32> = (0..points.len()).map(|at| parts.iter().map(|part| part.at(at)).sum()).collect();
    let (plot, scale) = layout(&scene, &parts, &sums, top);
    let bands = Bands::over(plot, points.len(), 56.0 * scene.scale);
    axis::grid(&mut scene, plot, &scale, Unit::Count);
    let marks = bars(&mut scene, answer, &parts, (plot, &scale, bands));
    labels(&mut scene, &parts, (plot, &scale), bands.start(points.len()));
    let of_period = |point: &Point| point_sum(answer, point, &sums);
    axis::periods(&mut scene, plot, &bands, answer.grain, points, of_period);
    let description = describe(answer, &title, &parts);
    let table = table(answer, &parts, &sums, caption);
    Chart { title, subtitle, description, marks, table, data: Data::default(), scene }
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
    let is_blank = |series: &&Series| series.split.as_deref().unwrap_or_default().is_empty();
    let counted = answer.series.iter().filter(|series| series.total.numerator > 0);
    let (blank, mut known): (Vec<&Series>, Vec<&Series>) = counted.partition(is_blank);
    // One over the limit is still told apart: a rest of a single value would only hide its name.
    let fits = if known.len() > MOST + 1 { MOST } else { known.len() };
    let rest = known.split_off(fits);
    let hue = |series: &&Series| hue(series.split.as_deref().unwrap_or_default());
    known.sort_by_key(hue);
    let mut parts: Vec<Part<'a>> = Vec::new();
    for (at, series) in known.iter().enumerate() {
        let shade = known[..at].iter().filter(|other| hue(other) == hue(series)).count();
        parts.push(part(series.label.clone(), &[series], color(palette, hue(series), shade), true));
    }
    if !rest.is_empty() {
        let color = palette.neutral.towards(palette.panel, 0.25);
        parts.push(part(format!("{} other {by}s", rest.len()), &rest, color, false));
    }
    if !blank.is_empty() {
        let color = palette.neutral.towards(palette.ink, 0.3);
        parts.push(part("No reason given".to_owned(), &blank, color, false));
    }
    parts
}

fn part<'a>(label: String, series: &[&'a Series], color: Color, named: bool) -> Part<'a> {
    let members = series.iter().map(|series| series.points.as_slice()).collect();
    let total = series.iter().map(|series| series.total.numerator).sum();
    Part { label, members, color, total, named }
}

/// The place of a value's bucket or decision in the stack.
fn hue(value: &str) -> usize {
    match value.split('.').next().unwrap_or_default() {
        "fit" | "rejected" => 0,
        "timing" | "lapsed" => 1,
        "data" | "accepted" => 2,
        "other" | "pending" => 3,
        _ => 4,
    }
}

/// The hue is the bucket's, so that reasons and buckets read alike; further reasons of a bucket are paler.
fn color(palette: Palette, hue: usize, shade: usize) -> Color {
    let base =
        [palette.rejected, palette.timing, palette.accepted, palette.neutral, palette.accent][hue.min(4)];
    base.towards(palette.panel, [0.0, 0.3, 0.5, 0.66, 0.78][shade.min(4)])
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
    let gap = if bands.step > 8.0 { 2.0 } else { f64::from(u8::from(bands.step > 4.0)) };
    for (at, point) in answer.series[0].points.iter().enumerate() {
        let x = bands.start(at).round();
        let width = (bands.start(at + 1).round() - x - gap).max(1.0);
        let mut below = 0;
        for part in parts {
            let n = part.at(at);
            if n == 0 {
                continue;
            }
            let (bottom, top) = (scale.at(f64::from(below)).round(), scale.at(f64::from(below + n)).round());
            below += n;
            // A hairline of panel between the parts tells neighbours apart without colour.
            let seam = f64::from(u8::from(bottom - top > 3.0 && bands.step > 4.0));
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
    let (what, _) = names(answer);
    let own =
        answer.series.iter().find(|series| series.split == point.split).map(|series| series.label.clone());
    let name = own.filter(|name| !name.is_empty()).unwrap_or_else(|| "no reason given".to_owned());
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
        asked: 0,
        selection: Selection {
            period: Some(point.period),
            split: point.split.as_ref().map(ToString::to_string),
            outcome: Outcome::Numerator,
            ..Selection::ALL
        },
    }
}

/// Names beside the last bar, which ends at `end`, in the order of the stack, each with a swatch.
fn labels(scene: &mut Scene, parts: &[Part<'_>], (plot, scale): (Plot, &Scale), end: f64) {
    let unit = scene.scale;
    let periods = parts.first().and_then(|part| part.members.first()).map_or(0, |points| points.len());
    let mut below = 0;
    let middle = |(nth, part): (usize, &Part<'_>)| {
        let n = part.at(periods.saturating_sub(1));
        below += n;
        // Where the last bar has no such part, a hair's breadth keeps the order of the stack.
        scale.at(f64::from(below) - f64::from(n) / 2.0) - nth as f64 * 1e-3
    };
    let wanted: Vec<f64> = parts.iter().enumerate().map(middle).collect();
    let heights = spread(&wanted, 15.0 * unit, plot.top, plot.bottom - 4.0 * unit);
    let x = end + 8.0 * unit;
    let room = f64::from(scene.width) - x - 18.0 * unit;
    let (ink, quiet) = (scene.palette.ink, scene.palette.quiet);
    for (part, y) in parts.iter().zip(heights) {
        scene.rect(x, y - 4.0 * unit, 8.0 * unit, 8.0 * unit, part.color);
        let count = words::count(u64::from(part.total));
        let name = scene.clipped(&part.label, room - scene.text_width(&count) - 6.0 * unit);
        let after = x + 17.0 * unit + scene.text_width(&name);
        scene.text(x + 13.0 * unit, y, name, Anchor::Start, ink);
        scene.text(after, y, count, Anchor::Start, quiet);
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
