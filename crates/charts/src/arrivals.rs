//! When leads arrive: weekday by hour, against working hours.

use plumbline_cube::{
    cells::{Cells, Facet, WEEKDAYS, Within},
    query::{Outcome, Selection},
};
use plumbline_stats::Rate;

use crate::{
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    look::Look,
    scene::{Anchor, Scene},
    tiles::{Tile, Tiles},
    words,
};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const HOURS: usize = 24;
const HOUR: u16 = 60;

/// When somebody is at work: windows of minutes since midnight, from Monday on.
pub type Week = [Vec<(u16, u16)>; 7];

/// The calendar of arrivals, asked by [`Facet::Weekday`] and [`Facet::Hour`].
pub fn arrivals(cells: &Cells, week: &Week, look: &Look) -> Chart {
    let caption = "Arrivals by weekday and hour".to_owned();
    let (counts, undated) = counts_of(cells);
    let total: u32 = counts.iter().flatten().sum();
    let without = match undated {
        0 => String::new(),
        n => format!(", {} without an hour left out", words::count(u64::from(n))),
    };
    let begins = words::inside(cells.ladder.label(plumbline_cube::Stage::Mql));
    let subtitle = format!(
        "Handoffs by weekday and hour of the {begins}, working hours framed, {}{without}",
        words::days(cells)
    );
    if total == 0 {
        let title = match undated {
            0 => "No handoffs in this period".to_owned(),
            n => format!("{} have a date and no hour", words::counted(u64::from(n), "handoff", "handoffs")),
        };
        return chart::empty(look, title, subtitle, caption);
    }
    let outside = outside(&counts, week);
    let title = title(outside, week);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let scale = scene.scale;
    let name = DAYS.iter().map(|day| scene.text_width(day)).fold(0.0, f64::max);
    let sums: Vec<String> =
        counts.iter().map(|day| words::count(u64::from(day.iter().sum::<u32>()))).collect();
    let sum = sums.iter().map(|sum| scene.text_width(sum)).fold(0.0, f64::max);
    let tiles = Tiles::new(
        &scene,
        (7, HOURS),
        (name + 24.0 * scale, sum + 24.0 * scale),
        (top + 8.0 * scale, 28.0 * scale),
        44.0 * scale,
    );
    paint(&mut scene, &counts, &tiles);
    frame(&mut scene, week, &tiles);
    tiles.names(&mut scene, &DAYS.map(str::to_owned));
    tiles.heads(&mut scene, &(0..HOURS).map(|hour| hour.to_string()).collect::<Vec<_>>());
    let quiet = scene.palette.quiet;
    for (row, sum) in sums.into_iter().enumerate() {
        scene.text(tiles.plot.right + 10.0 * scale, tiles.middle(row), sum, Anchor::Start, quiet);
    }
    let marks = marks(&counts, week, &tiles);
    let data = table(&counts, week, caption);
    let description = format!("{title}. {}", busiest(&counts));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

/// Handoffs per day and hour, and those of which one of the two is not known.
fn counts_of(cells: &Cells) -> (Vec<Vec<u32>>, u32) {
    let mut counts = vec![vec![0; HOURS]; 7];
    let mut undated = 0;
    let [days, hours] = cells.axes.as_slice() else { return (counts, undated) };
    for (at, day) in days.values.iter().enumerate() {
        for (nth, hour) in hours.values.iter().enumerate() {
            let n = cells.at(&[at, nth]).n();
            let place = WEEKDAYS.iter().position(|known| known == day).zip(hour.parse::<usize>().ok());
            match place.and_then(|(day, hour)| counts[day].get_mut(hour)) {
                Some(slot) => *slot += n,
                None => undated += n,
            }
        }
    }
    (counts, undated)
}

/// Whether the hour lies in a window as a whole, in part, or not at all.
fn is_open(week: &Week, day: usize, hour: usize) -> bool {
    let start = hour as u16 * HOUR;
    // An hour is working time if its middle is.
    week[day].iter().any(|(opens, closes)| *opens <= start + HOUR / 2 && start + HOUR / 2 < *closes)
}

fn outside(counts: &[Vec<u32>], week: &Week) -> Rate {
    let (mut outside, mut all) = (0, 0);
    for (day, hours) in counts.iter().enumerate() {
        for (hour, n) in hours.iter().enumerate() {
            all += u64::from(*n);
            outside += if is_open(week, day, hour) { 0 } else { u64::from(*n) };
        }
    }
    Rate::new(outside, all)
}

fn title(outside: Rate, week: &Week) -> String {
    if week.iter().all(Vec::is_empty) {
        return format!("{} arrivals; no working hours are set", words::count(outside.denominator));
    }
    format!("{} arrive outside working hours", words::sentence(&words::rate(outside)))
}

fn paint(scene: &mut Scene, counts: &[Vec<u32>], tiles: &Tiles) {
    let most = counts.iter().flatten().copied().max().unwrap_or(0).max(1);
    let full = scene.palette.accepted;
    let shows_figures = tiles.have_room_for(scene, [words::count(u64::from(most)).as_str()]);
    for (day, hours) in counts.iter().enumerate() {
        for (hour, n) in hours.iter().enumerate() {
            let text = if *n == 0 || !shows_figures { String::new() } else { words::count(u64::from(*n)) };
            let shade = if *n == 0 { 0.0 } else { 0.08 + 0.92 * f64::from(*n) / f64::from(most) };
            tiles.paint(scene, (day, hour), &Tile { shade: Some(shade), text }, full);
        }
    }
}

/// A frame around the working hours of each run of days that share them.
fn frame(scene: &mut Scene, week: &Week, tiles: &Tiles) {
    let ink = scene.palette.ink;
    let thick = (2.0 * scene.scale).round();
    let mut day = 0;
    while day < 7 {
        let run = week[day..].iter().take_while(|windows| **windows == week[day]).count();
        for (opens, closes) in &week[day] {
            let at = |minute: u16| tiles.plot.left + tiles.width * f64::from(minute) / f64::from(HOUR);
            let (left, right) = (at(*opens).round() - 1.0, at(*closes).round() - 1.0);
            let (_, top, _, height) = tiles.area(day, 0);
            let (top, bottom) = (top.round() - 1.0, (top + height * run as f64).round() - 1.0);
            scene.rect(left, top, right - left, thick, ink);
            scene.rect(left, bottom - thick + 1.0, right - left, thick, ink);
            scene.rect(left, top, thick, bottom - top, ink);
            scene.rect(right - thick, top, thick, bottom - top + 1.0, ink);
        }
        day += run;
    }
}

fn marks(counts: &[Vec<u32>], week: &Week, tiles: &Tiles) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (day, hours) in counts.iter().enumerate() {
        for (hour, n) in hours.iter().enumerate().filter(|(_, n)| **n > 0) {
            let when = if is_open(week, day, hour) { "in" } else { "outside" };
            let handoffs = words::counted(u64::from(*n), "handoff", "handoffs");
            let label =
                format!("{}, {hour}:00 to {}:00: {handoffs}, {when} working hours.", DAYS[day], hour + 1);
            let within =
                vec![Within::one(Facet::Weekday, WEEKDAYS[day]), Within::one(Facet::Hour, hour.to_string())];
            marks.push(Mark::over(tiles.area(day, hour), label, *n, Selection::cell(Outcome::Any, within)));
        }
    }
    marks
}

fn busiest(counts: &[Vec<u32>]) -> String {
    let all = counts
        .iter()
        .enumerate()
        .flat_map(|(day, hours)| hours.iter().enumerate().map(move |(hour, n)| (*n, day, hour)));
    let Some((n, day, hour)) = all.max_by_key(|(n, day, hour)| (*n, 7 - day, HOURS - hour)) else {
        return String::new();
    };
    format!("Most arrive on {} from {hour}:00 to {}:00: {}.", DAYS[day], hour + 1, words::count(u64::from(n)))
}

fn table(counts: &[Vec<u32>], week: &Week, caption: String) -> Data {
    let columns = vec![
        Column::new("Day", "weekday"),
        Column::new("Hour", "hour"),
        Column::new("Handoffs", "n"),
        Column::new("Working hours", "working_hours"),
    ];
    let mut rows = Vec::new();
    for (day, hours) in counts.iter().enumerate() {
        for (hour, n) in hours.iter().enumerate() {
            let working = if is_open(week, day, hour) { "yes" } else { "no" };
            rows.push(vec![
                Value::Text(DAYS[day].to_owned()),
                Value::Count(hour as u64),
                Value::Count(u64::from(*n)),
                Value::Text(working.to_owned()),
            ]);
        }
    }
    Data { caption, columns, rows }
}
