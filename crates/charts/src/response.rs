//! How long sales takes to respond, and what becomes of those who wait.

use plumbline_cube::{
    cells::{Cells, Facet, Response, ResponseTimes, Tally, Within},
    query::{Outcome, Selection},
};
use plumbline_stats::Rate;

use crate::{
    axis::{Scale, Unit},
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    finding,
    look::Look,
    rows::{self, Rows, Texts},
    scene::Scene,
    words,
};

/// What is compared in a title: answers up to this fast, and those slower than a day.
const FAST: Response = Response::Hours2;
const SLOW: Response = Response::Days2;

/// One response time.
struct Row {
    value: String,
    label: String,
    tally: Tally,
}

fn rows_of(cells: &Cells) -> Vec<Row> {
    let Some(axis) = cells.axes.first() else { return Vec::new() };
    let names = axis.values.iter().zip(&axis.labels).zip(cells.along(0));
    names.map(|((value, label), tally)| Row { value: value.clone(), label: label.clone(), tally }).collect()
}

fn within(value: &str) -> Vec<Within> {
    vec![Within::one(Facet::Response, value)]
}

/// The chart of acceptance by response time, fastest first.
pub fn acceptance_by_response(cells: &Cells, look: &Look) -> Chart {
    let caption = "Acceptance by response time".to_owned();
    let subtitle = format!(
        "Accepted of decided by time to first contact or decision, 95\u{a0}% interval, {}",
        words::days(cells)
    );
    let all = cells.total().rate();
    let rows: Vec<Row> = rows_of(cells).into_iter().filter(|row| row.tally.denominator > 0).collect();
    if all.denominator == 0 {
        return chart::empty(look, "No decided handoffs in this period".to_owned(), subtitle, caption);
    }
    let title = compared(&rows, all);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let texts = rows.iter().map(|row| {
        let (value, detail) = words::figures(row.tally.rate());
        Texts { name: row.label.clone(), value, detail, is_quiet: row.value.is_empty() }
    });
    let layout = Rows::new(&scene, top, texts.collect());
    let ends = rows.iter().filter_map(|row| row.tally.rate().wilson());
    let ends = ends.flat_map(|interval| [interval.lower, interval.upper]);
    let scale = Scale::over(ends, Unit::Share, (layout.plot.left, layout.plot.right), 48.0 * scene.scale);
    layout.grid(&mut scene, &scale, Unit::Share);
    let overall = all.value().unwrap_or(0.0);
    layout.reference(&mut scene, scale.at(overall), &format!("all {}", words::percent(overall)));
    let palette = scene.palette;
    let mut marks = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let rate = row.tally.rate();
        let outside = finding::stands_out(rate, all);
        let color = match outside {
            None => palette.accepted,
            Some(side) if finding::adverse(cells.measure, side) => palette.bad,
            Some(_) => palette.accent,
        };
        let ends = rate.wilson().map(|interval| (scale.at(interval.lower), scale.at(interval.upper)));
        let place = (scale.at(rate.value().unwrap_or(0.0)), layout.middle(at));
        rows::point(&mut scene, place, ends, color, outside.is_some());
        let label = format!("Response {}: {}.", row.label, words::rate_of(rate, "accepted"));
        let selection = Selection::cell(Outcome::Denominator, within(&row.value));
        marks.push(Mark::over(layout.area(&scene, at), label, row.tally.denominator, selection));
    }
    layout.write(&mut scene);
    let data = table(&rows, cells.total().n(), caption);
    let said: Vec<&str> = marks.iter().map(|mark| mark.label.as_str()).collect();
    let description = format!("{title}. {}", said.join(" "));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

/// Whether fast answers are accepted more often than slow ones.
fn compared(rows: &[Row], all: Rate) -> String {
    let pool = |is_in: &dyn Fn(Response) -> bool| {
        let here = |row: &&Row| {
            Response::ALL.into_iter().any(|response| response.slug() == row.value && is_in(response))
        };
        rows.iter().filter(here).fold(Rate::default(), |sum, row| sum.plus(row.tally.rate()))
    };
    let fast = pool(&|response| response <= FAST);
    let slow = pool(&|response| response >= SLOW && response != Response::None);
    if fast.denominator < words::FEW || slow.denominator < words::FEW {
        return format!("Acceptance is {}; too few to compare response times", words::rate(all));
    }
    let share = |rate: Rate| rate.value().map(words::percent).unwrap_or_default();
    match fast.difference(slow) {
        Some(change) if !change.contains(0.0) => {
            let than = if change.lower > 0.0 { "more" } else { "less" };
            format!(
                "Answered within 2 h, {} were accepted; after more than a day, {}: {than} often by more than luck explains",
                share(fast),
                share(slow)
            )
        }
        _ => format!(
            "No difference is shown between answers within 2 h ({}) and after a day ({})",
            share(fast),
            share(slow)
        ),
    }
}

/// The chart of response times: how many handoffs waited how long.
pub fn response_times(times: &ResponseTimes, look: &Look) -> Chart {
    let cells = &times.cells;
    let caption = "Response times".to_owned();
    let subtitle = format!(
        "Share of handoffs by time to first contact or decision, 95\u{a0}% interval, {}",
        words::days(cells)
    );
    let n = cells.total().n();
    if n == 0 {
        return chart::empty(look, "No handoffs in this period".to_owned(), subtitle, caption);
    }
    let rows = rows_of(cells);
    let title = waited(times, n);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let share = |row: &Row| Rate::new(u64::from(row.tally.n()), u64::from(n));
    let mut sum = 0;
    let texts = rows.iter().map(|row| {
        sum += row.tally.n();
        let running = Rate::new(u64::from(sum), u64::from(n)).value().map(words::percent).unwrap_or_default();
        let is_time = Response::ALL.iter().any(|known| known.slug() == row.value && *known != Response::None);
        let detail = if is_time { format!("by then {running}") } else { String::new() };
        let is_quiet = row.value.is_empty();
        Texts { name: row.label.clone(), value: words::of(share(row)), detail, is_quiet }
    });
    let layout = Rows::new(&scene, top, texts.collect());
    let ends = rows.iter().filter_map(|row| share(row).wilson()).map(|interval| interval.upper).chain([0.0]);
    let scale = Scale::over(ends, Unit::Share, (layout.plot.left, layout.plot.right), 48.0 * scene.scale);
    layout.grid(&mut scene, &scale, Unit::Share);
    let (palette, unit) = (scene.palette, scene.scale);
    let mut marks = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let (rate, y, left) = (share(row), layout.middle(at), layout.plot.left);
        let is_waiting = row.value == Response::None.slug();
        let (width, height) = (scale.at(rate.value().unwrap_or(0.0)) - left, (10.0 * unit).round());
        let (top, color) =
            ((y - height / 2.0).round(), if is_waiting { palette.timing } else { palette.accepted });
        if row.tally.n() > 0 {
            scene.rect(left, top, width.max(1.0), height, color.at(if is_waiting { 0.35 } else { 1.0 }));
        }
        if is_waiting {
            scene.hatch(left, top, width, height, (4.0 * unit, color));
        }
        if let Some(interval) = rate.wilson() {
            let (from, to) = (scale.at(interval.lower), scale.at(interval.upper));
            scene.rect(from, y.round() - 1.0, to - from, 2.0, palette.ink.at(0.75));
        }
        let label = format!("Response {}: {}.", row.label, words::rate_of(rate, "of the handoffs"));
        let selection = Selection::cell(Outcome::Any, within(&row.value));
        marks.push(Mark::over(layout.area(&scene, at), label, row.tally.n(), selection));
    }
    layout.write(&mut scene);
    let data = table(&rows, n, caption);
    let said: Vec<&str> = marks.iter().map(|mark| mark.label.as_str()).collect();
    let description = format!("{title}. {}", said.join(" "));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

/// A description of what was measured: no comparison, so nothing that luck could explain.
fn waited(times: &ResponseTimes, n: u32) -> String {
    let of = |hours: f64| Unit::Hours.write((hours * 10.0).round() / 10.0);
    let measured = words::count(u64::from(times.measured));
    match times.median.zip(times.p90) {
        None => {
            format!("None of {} has had a response yet", words::counted(u64::from(n), "handoff", "handoffs"))
        }
        Some(_) if u64::from(times.measured) < words::FEW => {
            format!("{measured} of {} handoffs have had a response", words::count(u64::from(n)))
        }
        Some((median, p90)) => {
            format!("Half of {measured} had a response within {}, nine of ten within {}", of(median), of(p90))
        }
    }
}

fn table(rows: &[Row], n: u32, caption: String) -> Data {
    let columns = vec![
        Column::new("Response", "response"),
        Column::new("Handoffs", "n"),
        Column::new("Share", "share"),
        Column::new("Accepted", "accepted"),
        Column::new("Rejected", "rejected"),
        Column::new("Lapsed", "lapsed"),
        Column::new("Pending", "pending"),
        Column::new("Acceptance", "acceptance"),
        Column::interval("95 % interval", ""),
    ];
    let row = |row: &Row| {
        let tally = row.tally;
        let decided = Rate::new(u64::from(tally.accepted), u64::from(tally.accepted + tally.rejected));
        let count = |n: u32| Value::Count(u64::from(n));
        vec![
            Value::Text(row.label.clone()),
            count(tally.n()),
            Value::share(Rate::new(u64::from(tally.n()), u64::from(n)).value()),
            count(tally.accepted),
            count(tally.rejected),
            count(tally.lapsed),
            count(tally.pending),
            Value::share(decided.value()),
            Value::shares(decided.wilson()),
        ]
    };
    Data { caption, columns, rows: rows.iter().map(row).collect() }
}
