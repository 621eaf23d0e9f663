//! What a change of acceptance is made of: better or worse rates, or only another mix.

use plumbline_cube::{
    cells::{Cells, Within},
    query::{Outcome, Selection},
};
use plumbline_stats::{Interval, Rate, kitagawa::Kitagawa};

use crate::{
    axis::{Scale, Unit},
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    look::{Color, Look},
    rows::{self, Rows, Swatch, Texts},
    scene::Scene,
    words,
};

/// One part: a source, say.
struct Part {
    value: String,
    name: String,
    before: Rate,
    now: Rate,
    rate: f64,
    mix: f64,
}

struct Split {
    total: f64,
    interval: Option<Interval>,
    rate: f64,
    mix: f64,
    before: Rate,
    now: Rate,
    parts: Vec<Part>,
}

/// The chart of mix against rate over one field, asked of a period and of the one before it.
pub fn mix(now: &Cells, before: &Cells, look: &Look) -> Chart {
    let field = now.axes.first().map_or_else(|| "value".to_owned(), |axis| axis.facet.label());
    let caption = format!("Acceptance: rate and mix by {field}");
    let subtitle = format!(
        "Points of acceptance by rate and by mix over {field}, {} against {}",
        words::days(now),
        words::days(before)
    );
    let Some(split) = split_of(now, before, &field) else {
        let title = "Nothing to compare: one of the two periods has no decided handoffs".to_owned();
        return chart::empty(look, title, subtitle, caption);
    };
    let title = title(&split, &field);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    // Three rows are the whole; the parts get the rest.
    let room = Rows::fitting(&scene, top).saturating_sub(3).max(1);
    let shown = split.parts.len().min(room);
    let layout = Rows::new(&scene, top, texts(&split, shown));
    let marks = draw(&mut scene, now, &split, &layout, shown);
    layout.write(&mut scene);
    layout.more(&mut scene, split.parts.len() - shown);
    let data = table(&split, &field, caption);
    let said: Vec<String> = split.parts.iter().map(say).collect();
    let description = format!("{title}. {}", said.join(" "));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

fn split_of(now: &Cells, before: &Cells, field: &str) -> Option<Split> {
    let rates = |cells: &Cells| -> Vec<(String, String, Rate)> {
        let Some(axis) = cells.axes.first() else { return Vec::new() };
        let names = axis.values.iter().zip(&axis.labels).zip(cells.along(0));
        names
            .map(|((value, label), tally)| (value.clone(), label.clone(), tally.rate()))
            .filter(|(.., rate)| rate.denominator > 0)
            .collect()
    };
    let (mine, theirs) = (rates(now), rates(before));
    let of = |rates: &[(String, String, Rate)], value: &str| {
        rates.iter().find(|(known, ..)| known == value).map_or_else(Rate::default, |(.., rate)| *rate)
    };
    let gone = theirs.iter().filter(|(value, ..)| !mine.iter().any(|(known, ..)| known == value));
    let names: Vec<&(String, String, Rate)> = mine.iter().chain(gone).collect();
    let pairs: Vec<(Rate, Rate)> =
        names.iter().map(|(value, ..)| (of(&theirs, value), of(&mine, value))).collect();
    let found = Kitagawa::of(&pairs)?;
    let parts = names.iter().zip(&pairs).zip(&found.parts).map(|(((value, label, _), pair), part)| Part {
        value: value.clone(),
        name: if label.is_empty() { format!("No {field}") } else { label.clone() },
        before: pair.0,
        now: pair.1,
        rate: part.rate,
        mix: part.mix,
    });
    let mut parts: Vec<Part> = parts.collect();
    parts.sort_by(|a, b| (b.rate.abs() + b.mix.abs()).total_cmp(&(a.rate.abs() + a.mix.abs())));
    let (was, is) = (before.total().rate(), now.total().rate());
    Some(Split {
        total: found.total,
        interval: is.difference(was),
        rate: found.rate,
        mix: found.mix,
        before: was,
        now: is,
        parts,
    })
}

fn title(split: &Split, field: &str) -> String {
    let change = words::points(split.total);
    let Some(interval) = split.interval.filter(|interval| !interval.contains(0.0)) else {
        let ends = split.interval.map(words::points_between).unwrap_or_default();
        return format!("No change of acceptance is shown: {change} ({ends})");
    };
    let verb = if interval.lower > 0.0 { "rose" } else { "fell" };
    let share = |part: f64| part / split.total;
    let by = format!("Acceptance {verb} by {}", words::unsigned_points(split.total));
    if share(split.mix) >= 0.8 {
        format!("{by}, nearly all of it mix: within a {field} little changed")
    } else if share(split.rate) >= 0.8 {
        format!("{by}, nearly all of it rate: the mix of {field}s explains little")
    } else {
        format!("{by}: {} by rate, {} by mix", words::points(split.rate), words::points(split.mix))
    }
}

fn texts(split: &Split, shown: usize) -> Vec<Texts> {
    let whole = |name: &str, value: f64, detail: String| Texts {
        name: name.to_owned(),
        value: words::points(value),
        detail,
        is_quiet: false,
    };
    let share = |rate: Rate| rate.value().map_or_else(|| "–".to_owned(), words::percent);
    let mut texts = vec![
        whole("All together", split.total, format!("{} to {}", share(split.before), share(split.now))),
        whole("By rate", split.rate, String::new()),
        whole("By mix", split.mix, String::new()),
    ];
    texts.extend(split.parts[..shown].iter().map(|part| Texts {
        name: part.name.clone(),
        value: words::points(part.rate + part.mix),
        detail: format!("{} to {}", share(part.before), share(part.now)),
        is_quiet: part.value.is_empty(),
    }));
    texts
}

fn draw(scene: &mut Scene, now: &Cells, split: &Split, layout: &Rows, shown: usize) -> Vec<Mark> {
    let (unit, palette) = (scene.scale, scene.palette);
    let parts = &split.parts[..shown];
    let ends = split.interval.into_iter().flat_map(|interval| [interval.lower, interval.upper]);
    let sums = parts.iter().flat_map(|part| {
        let (up, down) = (part.rate.max(0.0) + part.mix.max(0.0), part.rate.min(0.0) + part.mix.min(0.0));
        [up, down]
    });
    let values = ends.chain(sums).chain([split.total, split.rate, split.mix]);
    let scale = Scale::over(values, Unit::Points, (layout.plot.left, layout.plot.right), 72.0 * unit);
    layout.grid(scene, &scale, Unit::Points);
    scene.vertical(scale.at(0.0), layout.plot.top, layout.plot.bottom, palette.quiet);
    let (by_rate, by_mix) = (palette.accepted, palette.timing);
    let bar = |scene: &mut Scene, at: usize, from: f64, to: f64, color: Color| {
        let (left, right) = (scale.at(from.min(to)), scale.at(from.max(to)));
        let height = (10.0 * unit).round();
        let y = (layout.middle(at) - height / 2.0).round();
        scene.rect(left, y, (right - left).max(1.0), height, color);
        (left, y, right - left, height)
    };
    let y = layout.middle(0);
    if let Some(interval) = split.interval {
        let ends = (scale.at(interval.lower), scale.at(interval.upper));
        rows::point(scene, (scale.at(split.total), y), Some(ends), palette.ink, !interval.contains(0.0));
    }
    bar(scene, 1, 0.0, split.rate, by_rate);
    let (x, top, width, height) = bar(scene, 2, 0.0, split.mix, by_mix);
    scene.hatch(x, top, width, height, (4.0 * unit, palette.panel.at(0.6)));
    // A line between the whole and its parts.
    scene.horizontal(layout.plot.top + layout.height * 3.0, 0.0, f64::from(scene.width), palette.line);
    let mut marks = Vec::new();
    for (nth, part) in parts.iter().enumerate() {
        let at = nth + 3;
        // Both begin at zero and go on from each other where they point the same way.
        let start = if part.rate.signum() == part.mix.signum() { part.rate } else { 0.0 };
        bar(scene, at, 0.0, part.rate, by_rate);
        let (x, top, width, height) = bar(scene, at, start, start + part.mix, by_mix);
        scene.hatch(x, top, width, height, (4.0 * unit, palette.panel.at(0.6)));
        let within = || now.axes.first().map(|axis| Within::one(axis.facet.clone(), part.value.clone()));
        let (x, top, width, height) = layout.area(scene, at);
        let halves = [(0, part.now, "this period", 0.0), (1, part.before, "the period before", 0.5)];
        for (asked, rate, when, offset) in halves {
            let area = (x, top + height * offset, width, height / 2.0);
            let label =
                format!("{}, {when}: {}; {}", part.name, words::rate_of(rate, "accepted"), effects(part));
            let selection = Selection::cell(Outcome::Denominator, within().into_iter().collect());
            let mark = Mark::over(area, label, rate.denominator as u32, selection);
            marks.push(Mark { asked, ..mark });
        }
    }
    marks.retain(|mark| mark.count > 0);
    let entries =
        [(Swatch::Block, by_rate, "by rate".to_owned()), (Swatch::Hatched, by_mix, "by mix".to_owned())];
    rows::legend(scene, (layout.plot.left, layout.plot.top - 11.0 * unit), &entries);
    marks
}

fn effects(part: &Part) -> String {
    format!("{} by its rate, {} by its share of volume.", words::points(part.rate), words::points(part.mix))
}

fn say(part: &Part) -> String {
    format!(
        "{}: {} before, {} now; {}",
        part.name,
        words::rate(part.before),
        words::rate(part.now),
        effects(part)
    )
}

fn table(split: &Split, field: &str, caption: String) -> Data {
    let columns = vec![
        Column::new(words::sentence(field), field.replace(' ', "_")),
        Column::new("Decided before", "before_decided"),
        Column::new("Acceptance before", "before_acceptance"),
        Column::interval("95 % interval before", "before_"),
        Column::new("Decided now", "decided"),
        Column::new("Acceptance now", "acceptance"),
        Column::interval("95 % interval now", ""),
        Column::new("By rate", "rate_effect"),
        Column::new("By mix", "mix_effect"),
        Column::new("Change", "change"),
        Column::interval("95 % interval of the change", "change_"),
    ];
    let row = |name: &str, [before, now]: [Rate; 2], rate: f64, mix: f64| {
        let change = now.value().zip(before.value()).map(|(now, before)| Value::Points(now - before));
        vec![
            Value::Text(name.to_owned()),
            Value::Count(before.denominator),
            Value::share(before.value()),
            Value::shares(before.wilson()),
            Value::Count(now.denominator),
            Value::share(now.value()),
            Value::shares(now.wilson()),
            Value::Points(rate),
            Value::Points(mix),
            change.unwrap_or(Value::Nothing),
            now.difference(before).map_or(Value::Nothing, Value::PointsBetween),
        ]
    };
    let whole = row("All together", [split.before, split.now], split.rate, split.mix);
    let parts = split.parts.iter().map(|part| row(&part.name, [part.before, part.now], part.rate, part.mix));
    Data { caption, columns, rows: std::iter::once(whole).chain(parts).collect() }
}
