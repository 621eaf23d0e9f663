//! What becomes of leads with time: the share accepted and the share rejected by days since MQL, the others still open.

use plumbline_cube::{
    cells::{Cells, Facet, Tally, Within},
    query::{Outcome, Selection},
};
use plumbline_stats::{
    Interval,
    incidence::{self, Ending, Observed, Step},
};

use crate::{
    axis::{self, Plot, Scale, Unit},
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    look::{Color, Look},
    scene::{Anchor, Scene, spread},
    words,
};

/// How many days are drawn: the first of these by which nearly all that will be decided is.
const SPANS: [u64; 6] = [7, 14, 30, 60, 90, 180];
/// Nearly all.
const NEARLY: f64 = 0.98;
/// Fewer at risk say nothing more: the curves end there.
const AT_RISK: u64 = 5;

/// One day since MQL.
struct Day {
    day: u64,
    tally: Tally,
}

struct Curves {
    days: Vec<Day>,
    accept: Vec<Step>,
    reject: Vec<Step>,
    /// Handoffs that take part.
    n: u64,
    /// Those without a day.
    unknown: u32,
    last: u64,
}

/// The chart of cumulative incidence, asked by [`Facet::Days`].
pub fn incidence(cells: &Cells, look: &Look) -> Chart {
    let begins = cells.ladder.label(plumbline_cube::Stage::Mql).to_owned();
    let caption = format!("Accepted and rejected by days since {begins}");
    let curves = curves_of(cells);
    let left_out = match curves.unknown {
        0 => String::new(),
        n => format!(", {} left out for want of a date", words::count(u64::from(n))),
    };
    let subtitle = format!("{caption}, share with 95\u{a0}% interval, {}{left_out}", words::days(cells));
    if curves.n == 0 {
        return chart::empty(look, "No handoffs in this period".to_owned(), subtitle, caption);
    }
    let title = title(&curves);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let (plot, across, up) = layout(&scene, &curves, top);
    ground(&mut scene, &curves, plot, &across, &up);
    let [accepted, rejected] = [scene.palette.accepted, scene.palette.rejected];
    band(&mut scene, &curves.reject, curves.last, (&across, &up), rejected);
    band(&mut scene, &curves.accept, curves.last, (&across, &up), accepted);
    line(&mut scene, &curves.reject, curves.last, (&across, &up), (rejected, true));
    line(&mut scene, &curves.accept, curves.last, (&across, &up), (accepted, false));
    labels(&mut scene, &curves, plot, &up);
    let marks = marks(&curves, plot, &across);
    let data = table(&curves, caption);
    let description = format!("{title}. {}", at_ages(&curves));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

fn curves_of(cells: &Cells) -> Curves {
    let tallies = cells.along(0);
    let values = cells.axes.first().map(|axis| axis.values.as_slice()).unwrap_or_default();
    let mut days = Vec::new();
    let mut unknown = 0;
    for (value, tally) in values.iter().zip(tallies).filter(|(_, tally)| tally.n() > 0) {
        match value.parse() {
            Ok(day) => days.push(Day { day, tally }),
            Err(_) => unknown += tally.n(),
        }
    }
    let observed = |events: fn(Tally) -> u32, competing: fn(Tally) -> u32| -> Vec<Step> {
        let all = days.iter().flat_map(|Day { day, tally }| {
            let open = tally.pending + tally.lapsed;
            let parts = [
                (Ending::Event, events(*tally)),
                (Ending::Competing, competing(*tally)),
                (Ending::Censored, open),
            ];
            parts.map(|(ending, n)| Observed { time: *day, ending, subjects: u64::from(n) })
        });
        incidence::cumulative_incidence(&all.collect::<Vec<_>>())
    };
    let accept = observed(|tally| tally.accepted, |tally| tally.rejected + tally.unclear);
    let reject = observed(|tally| tally.rejected, |tally| tally.accepted + tally.unclear);
    let n = days.iter().map(|day| u64::from(day.tally.n())).sum();
    let last = last(&accept);
    Curves { days, accept, reject, n, unknown, last }
}

/// The last day that is drawn.
fn last(steps: &[Step]) -> u64 {
    let trusted: Vec<&Step> = steps.iter().filter(|step| step.at_risk >= AT_RISK).collect();
    let Some(end) = trusted.last() else { return SPANS[0] };
    let decided = |step: &Step| step.event + step.competing;
    let enough = |span: u64| {
        let by = trusted.iter().rev().find(|step| step.time <= span);
        by.is_some_and(|step| decided(step) >= NEARLY * decided(end))
    };
    SPANS.into_iter().find(|span| enough(*span)).unwrap_or(SPANS[SPANS.len() - 1])
}

impl Curves {
    fn at(steps: &[Step], day: u64) -> (f64, Option<Interval>) {
        incidence::at(steps, day).map_or((0.0, None), |step| (step.event, step.interval))
    }

    /// How many were still open when the day began.
    fn at_risk(&self, day: u64) -> u64 {
        self.days.iter().filter(|known| known.day >= day).map(|known| u64::from(known.tally.n())).sum()
    }
}

fn title(curves: &Curves) -> String {
    let n = words::count(curves.n);
    if curves.n < words::FEW {
        return format!("{n} handoffs are too few to say how acceptance grows with time");
    }
    let (accepted, _) = Curves::at(&curves.accept, curves.last);
    let (rejected, _) = Curves::at(&curves.reject, curves.last);
    let open = (1.0 - accepted - rejected).max(0.0);
    let [accepted, rejected, open] = [accepted, rejected, open].map(words::percent);
    format!(
        "By day {}, {accepted} of {n} are accepted, {rejected} rejected and {open} still open",
        curves.last
    )
}

fn layout(scene: &Scene, curves: &Curves, top: f64) -> (Plot, Scale, Scale) {
    let scale = scene.scale;
    let (plot_top, plot_bottom) = (top + 12.0 * scale, f64::from(scene.height) - 48.0 * scale);
    let up = Scale::over([0.0, 1.0], Unit::Share, (plot_bottom, plot_top), 30.0 * scale);
    let left = axis::grid_width(scene, &up, Unit::Share) + 4.0 * scale;
    let widest = ends(curves).iter().map(|(text, ..)| scene.text_width(text)).fold(0.0, f64::max);
    let right = f64::from(scene.width) - widest - 20.0 * scale;
    let across = Scale::over([curves.last as f64], Unit::Count, (left, right), 40.0 * scale);
    (Plot { left, right, top: plot_top, bottom: plot_bottom }, across, up)
}

/// What stands at the right ends: text, value, whether it is the rejected.
fn ends(curves: &Curves) -> [(String, f64, bool); 3] {
    let (accepted, _) = Curves::at(&curves.accept, curves.last);
    let (rejected, _) = Curves::at(&curves.reject, curves.last);
    let open = (1.0 - accepted - rejected).max(0.0);
    [
        (format!("accepted {}", words::percent(accepted)), accepted, false),
        (format!("rejected {}", words::percent(rejected)), rejected, true),
        (format!("open {}", words::percent(open)), f64::midpoint(accepted.max(rejected), 1.0), false),
    ]
}

fn ground(scene: &mut Scene, curves: &Curves, plot: Plot, across: &Scale, up: &Scale) {
    axis::grid(scene, plot, up, Unit::Share);
    let (scale, quiet) = (scene.scale, scene.palette.quiet);
    let mut free = f64::NEG_INFINITY;
    for &tick in &across.ticks {
        let x = across.at(tick);
        scene.vertical(x, plot.bottom, plot.bottom + 4.0 * scale, scene.palette.line);
        let day = tick as u64;
        let label = if day == 0 { "day 0".to_owned() } else { words::count(day) };
        let risk = format!("n\u{a0}{}", words::count(curves.at_risk(day)));
        let half = scene.text_width(&label).max(scene.text_width(&risk)) / 2.0;
        let x = x.max(half + 2.0);
        // The counts under neighbouring ticks may not touch.
        if x - half > free + 4.0 * scale && x + half < f64::from(scene.width) {
            scene.text(x, plot.bottom + 13.0 * scale, label, Anchor::Middle, quiet);
            scene.text(x, plot.bottom + 28.0 * scale, risk, Anchor::Middle, quiet);
            free = x + half;
        }
    }
}

/// The steps up to the last day as corners of a staircase.
fn stairs(steps: &[Step], last: u64, of: impl Fn(&Step) -> f64) -> Vec<(f64, f64)> {
    let mut corners = vec![(0.0, 0.0)];
    for step in steps.iter().take_while(|step| step.time <= last && step.at_risk >= AT_RISK) {
        let (day, before) = (step.time as f64, corners.last().map_or(0.0, |corner| corner.1));
        corners.push((day, before));
        corners.push((day, of(step)));
    }
    let level = corners.last().map_or(0.0, |corner| corner.1);
    corners.push((last as f64, level));
    corners
}

fn band(scene: &mut Scene, steps: &[Step], last: u64, (across, up): (&Scale, &Scale), color: Color) {
    let end = |step: &Step, of: fn(Interval) -> f64| step.interval.map_or(step.event, of);
    let low = stairs(steps, last, |step| end(step, |interval| interval.lower));
    let high = stairs(steps, last, |step| end(step, |interval| interval.upper));
    // Rectangles from corner to corner: a single many-sided shape is filled differently by the two backends.
    for (low, high) in low.windows(2).zip(high.windows(2)) {
        let (from, to) = (across.at(low[0].0), across.at(low[1].0));
        if to > from {
            let (top, bottom) = (up.at(high[0].1), up.at(low[0].1));
            scene.rect(from.round(), top, to.round() - from.round(), (bottom - top).max(0.0), color.at(0.16));
        }
    }
}

fn line(
    scene: &mut Scene,
    steps: &[Step],
    last: u64,
    (across, up): (&Scale, &Scale),
    (color, is_dashed): (Color, bool),
) {
    let corners = stairs(steps, last, |step| step.event);
    let points: Vec<(f64, f64)> =
        corners.iter().map(|(day, share)| (across.at(*day), up.at(*share))).collect();
    if !is_dashed {
        scene.path(points, 1.8 * scene.scale, color);
        return;
    }
    // Told apart without colour: the rejected are dashed on the level and solid where they rise.
    for pair in points.windows(2) {
        if (pair[0].1 - pair[1].1).abs() > 0.01 {
            scene.path(pair.to_vec(), 1.8 * scene.scale, color);
        } else {
            let thick = (2.0 * scene.scale).round();
            let mut x = pair[0].0;
            while x < pair[1].0 {
                let end = (x + 5.0 * scene.scale).min(pair[1].0);
                scene.rect(x, (pair[0].1 - thick / 2.0).round(), end - x, thick, color);
                x += 8.0 * scene.scale;
            }
        }
    }
}

fn labels(scene: &mut Scene, curves: &Curves, plot: Plot, up: &Scale) {
    let ends = ends(curves);
    let wanted = ends.each_ref().map(|(_, value, _)| up.at(*value));
    let heights = spread(&wanted, 14.0 * scene.scale, plot.top, plot.bottom);
    let palette = scene.palette;
    let colors = [palette.accepted, palette.rejected, palette.quiet];
    for (((text, ..), y), color) in ends.into_iter().zip(heights).zip(colors) {
        scene.text(plot.right + 8.0 * scene.scale, y, text, Anchor::Start, color.towards(palette.ink, 0.25));
    }
}

/// One mark per day that something happened on: those decided on it, which are what the curves rise by.
fn marks(curves: &Curves, plot: Plot, across: &Scale) -> Vec<Mark> {
    let step = across.at(1.0) - across.at(0.0);
    let drawn = curves.days.iter().filter(|day| day.day <= curves.last);
    let mut marks = Vec::new();
    for Day { day, tally } in drawn {
        let decided = tally.accepted + tally.rejected;
        let outcome = Outcome::Denominator;
        if decided == 0 {
            continue;
        }
        let (accepted, interval) = Curves::at(&curves.accept, *day);
        let (rejected, _) = Curves::at(&curves.reject, *day);
        let ends = interval.map(|ends| format!(", 95\u{a0}% interval {}", words::interval(ends)));
        let label = format!(
            "Day {day}: {} accepted and {} rejected; by then {} accepted{}, {} rejected.",
            words::count(u64::from(tally.accepted)),
            words::count(u64::from(tally.rejected)),
            words::percent(accepted),
            ends.unwrap_or_default(),
            words::percent(rejected)
        );
        let x = (across.at(*day as f64) - step / 2.0).max(plot.left);
        let area = (x, plot.top, step.min(plot.right - x).max(1.0), plot.height());
        let within = vec![Within::one(Facet::Days, day.to_string())];
        marks.push(Mark::over(area, label, decided, Selection::cell(outcome, within)));
    }
    marks
}

fn at_ages(curves: &Curves) -> String {
    let ages = [1, 2, 7, 14, 30].into_iter().filter(|age| *age <= curves.last);
    let say = |age: u64| {
        let (accepted, _) = Curves::at(&curves.accept, age);
        let (rejected, _) = Curves::at(&curves.reject, age);
        format!("By day {age}: {} accepted, {} rejected.", words::percent(accepted), words::percent(rejected))
    };
    ages.map(say).collect::<Vec<_>>().join(" ")
}

fn table(curves: &Curves, caption: String) -> Data {
    let columns = vec![
        Column::new("Day", "day"),
        Column::new("Open before", "at_risk"),
        Column::new("Accepted that day", "accepted"),
        Column::new("Rejected that day", "rejected"),
        Column::new("Left that day, kind unknown", "unclear"),
        Column::new("Still open, this old", "open"),
        Column::new("Accepted by then", "accepted_by"),
        Column::interval("95 % interval", "accepted_"),
        Column::new("Rejected by then", "rejected_by"),
        Column::interval("95 % interval", "rejected_"),
    ];
    let row = |Day { day, tally }: &Day| {
        let (accepted, of_accepted) = Curves::at(&curves.accept, *day);
        let (rejected, of_rejected) = Curves::at(&curves.reject, *day);
        vec![
            Value::Text(day.to_string()),
            Value::Count(curves.at_risk(*day)),
            Value::Count(u64::from(tally.accepted)),
            Value::Count(u64::from(tally.rejected)),
            Value::Count(u64::from(tally.unclear)),
            Value::Count(u64::from(tally.pending + tally.lapsed)),
            Value::Share(accepted),
            Value::shares(of_accepted),
            Value::Share(rejected),
            Value::shares(of_rejected),
        ]
    };
    Data { caption, columns, rows: curves.days.iter().map(row).collect() }
}
