//! Volume by tier against what was committed, month by month.

use chrono::NaiveDate;
use plumbline_cube::{
    Period,
    cells::{Cells, Facet, Within},
    query::{Outcome, Selection},
};

use crate::{
    axis::{Bands, Plot, Scale, Unit},
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    look::Look,
    scene::{Anchor, Scene},
    words,
};

/// What was committed of a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// As the tier facet has it.
    pub tier: String,
    /// Per period of the answer; `None` where nothing was promised.
    pub volumes: Vec<Option<u32>>,
}

/// The least height of a panel.
const LEAST: f64 = 58.0;

struct Month {
    period: Period,
    delivered: u32,
    committed: Option<u32>,
    is_over: bool,
}

impl Month {
    fn is_missed(&self) -> bool {
        self.is_over && self.committed.is_some_and(|committed| self.delivered < committed)
    }
}

struct Tier {
    value: String,
    name: String,
    months: Vec<Month>,
}

impl Tier {
    /// Kept and judged months.
    fn kept(&self) -> (usize, usize) {
        let judged = || self.months.iter().filter(|month| month.is_over && month.committed.is_some());
        (judged().filter(|month| !month.is_missed()).count(), judged().count())
    }
}

/// The chart of volumes, asked by tier and [`Facet::Period`]. `today` says which periods are over.
pub fn volumes(cells: &Cells, committed: &[Committed], today: NaiveDate, look: &Look) -> Chart {
    let grain = words::grain(cells.grain, 1);
    let begins = cells.ladder.label(plumbline_cube::Stage::Mql).to_owned();
    let caption = format!("{begins} volume by tier and {grain}");
    let against = if committed.is_empty() { "" } else { " against the committed number" };
    let subtitle = format!("{begins} volume by tier and {grain}{against}, {}", words::days(cells));
    let tiers = tiers_of(cells, committed, today);
    if tiers.is_empty() {
        return chart::empty(look, "No handoffs in this period".to_owned(), subtitle, caption);
    }
    let title = title(cells, &tiers);
    let data = table(cells, &tiers, caption);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle) + 6.0 * scene.scale;
    let marks = draw(&mut scene, cells, &tiers, top);
    let said: Vec<&str> = marks.iter().map(|mark| mark.label.as_str()).collect();
    let description = format!("{title}. {}", said.join(" "));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

/// The tiers with a commitment in their order, then the others by name.
fn tiers_of(cells: &Cells, committed: &[Committed], today: NaiveDate) -> Vec<Tier> {
    let Some(axis) = cells.axes.first() else { return Vec::new() };
    let known = |tier: &str| committed.iter().find(|known| known.tier == tier);
    let place = |tier: &str| committed.iter().position(|known| known.tier == tier).unwrap_or(committed.len());
    let promised = committed.iter().map(|known| known.tier.clone());
    let others = axis.values.iter().filter(|value| known(value).is_none()).cloned();
    let mut names: Vec<String> = promised.chain(others).collect();
    names.sort_by_key(|name| (name.is_empty(), place(name), name.clone()));
    let tier = |value: String| {
        let at = axis.values.iter().position(|known| *known == value);
        let month = |(nth, period): (usize, &Period)| Month {
            period: *period,
            delivered: at.map_or(0, |at| cells.at(&[at, nth]).n()),
            committed: known(&value).and_then(|known| known.volumes.get(nth).copied().flatten()),
            is_over: period.end <= today,
        };
        let months = cells.periods.iter().enumerate().map(month).collect();
        let name = if value.is_empty() { "No tier".to_owned() } else { format!("Tier {value}") };
        Tier { value, name, months }
    };
    if cells.is_empty() { Vec::new() } else { names.into_iter().map(tier).collect() }
}

fn title(cells: &Cells, tiers: &[Tier]) -> String {
    let judged: Vec<&Tier> = tiers.iter().filter(|tier| tier.kept().1 > 0).collect();
    if judged.is_empty() {
        let n = words::counted(u64::from(cells.total().n()), "handoff", "handoffs");
        return format!("{n}; no commitment to compare them with");
    }
    let say = |tier: &&Tier| {
        let (kept, of) = tier.kept();
        format!("{} kept {kept} of {of}", tier.name)
    };
    let missed = judged.iter().filter_map(|tier| {
        let last = tier.months.iter().rev().find(|month| month.is_over && month.committed.is_some())?;
        last.is_missed().then_some((tier, last))
    });
    let worst = missed.max_by_key(|(_, month)| month.committed.unwrap_or(0).saturating_sub(month.delivered));
    let months = words::grain(cells.grain, 2);
    let all = format!("{} {months}", judged.iter().map(say).collect::<Vec<_>>().join(", "));
    match worst {
        None => all,
        Some((tier, month)) => format!(
            "{} came to {} of {} committed in {}; {all}",
            tier.name,
            words::count(u64::from(month.delivered)),
            words::count(u64::from(month.committed.unwrap_or(0))),
            words::inside_period(cells.grain, month.period)
        ),
    }
}

fn draw(scene: &mut Scene, cells: &Cells, tiers: &[Tier], top: f64) -> Vec<Mark> {
    let (unit, width) = (scene.scale, f64::from(scene.width));
    let bottom = f64::from(scene.height) - 26.0 * unit;
    let room = ((bottom - top) / (LEAST * unit)).floor().max(1.0) as usize;
    let shown = &tiers[..tiers.len().min(room)];
    let height = (bottom - top) / shown.len() as f64;
    let notes: Vec<String> = shown
        .iter()
        .map(|tier| match tier.kept() {
            (_, 0) => "no commitment".to_owned(),
            (kept, of) => format!("kept {kept} of {of}"),
        })
        .collect();
    let widest = |texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|text| scene.text_width(text)).fold(0.0, f64::max)
    };
    let names = widest(&mut shown.iter().map(|tier| &tier.name)).min(width * 0.26);
    let right = widest(&mut notes.iter());
    let plot = Plot { left: names + 28.0 * unit, right: width - right - 28.0 * unit, top, bottom };
    let bands = Bands::over(plot, cells.periods.len(), 150.0 * unit);
    // One scale: bars of two tiers can be compared.
    let months = || shown.iter().flat_map(|tier| &tier.months);
    let most = months().map(|month| month.delivered.max(month.committed.unwrap_or(0))).max().unwrap_or(0);
    let mut marks = Vec::new();
    for (at, tier) in shown.iter().enumerate() {
        let from = top + height * at as f64;
        let (ink, quiet) = (scene.palette.ink, scene.palette.quiet);
        let middle = from + height / 2.0;
        let name = scene.clipped(&tier.name, names);
        scene.text(plot.left - 16.0 * unit, middle, name, Anchor::End, ink);
        scene.text(plot.right + 12.0 * unit, middle, notes[at].as_str(), Anchor::Start, quiet);
        marks.extend(panel(scene, cells, tier, (plot, bands, most), (from, height)));
    }
    heads(scene, cells, (plot, bands), tiers.len() - shown.len());
    marks
}

fn panel(
    scene: &mut Scene,
    cells: &Cells,
    tier: &Tier,
    (plot, bands, most): (Plot, Bands, u32),
    (top, height): (f64, f64),
) -> Vec<Mark> {
    let (unit, palette) = (scene.scale, scene.palette);
    let base = (top + height - 6.0 * unit).round();
    // Room above the highest bar for its figure.
    let scale = Scale::over([f64::from(most)], Unit::Count, (base, top + 20.0 * unit), 12.0 * unit);
    scene.horizontal(base, plot.left, plot.right, palette.line);
    let mut marks = Vec::new();
    for (at, month) in tier.months.iter().enumerate() {
        let gap = (bands.step * 0.16).clamp(0.0, 10.0 * unit);
        let (x, width) = (bands.start(at) + gap, (bands.step - 2.0 * gap).max(1.0));
        let y = scale.at(f64::from(month.delivered)).round();
        let color = if month.is_missed() { palette.bad } else { palette.accepted };
        if month.delivered > 0 {
            scene.rect(x, y, width, (base - y).max(1.0), color.at(if month.is_over { 1.0 } else { 0.25 }));
        }
        if !month.is_over {
            scene.hatch(x, y, width, base - y, (5.0 * unit, color));
        }
        let mut over = y;
        if let Some(committed) = month.committed {
            let line = scale.at(f64::from(committed)).round();
            let reach = gap * 0.6;
            scene.rect(x - reach, line - 1.0, width + 2.0 * reach, (2.0 * unit).round(), palette.ink);
            over = over.min(line);
        }
        let figure = match month.committed {
            Some(committed) => {
                format!("{} of {}", words::count(month.delivered.into()), words::count(committed.into()))
            }
            None => words::count(month.delivered.into()),
        };
        let short = words::count(month.delivered.into());
        let fits = |text: &String| scene.text_width(text) + 4.0 * unit <= bands.step;
        if let Some(text) = [figure, short].into_iter().find(fits) {
            let color = if month.is_missed() { palette.bad } else { palette.ink };
            scene.text(x + width / 2.0, over - 8.0 * unit, text, Anchor::Middle, color);
        }
        marks.extend(mark(cells, tier, month, (bands.start(at), top, bands.step, height)));
    }
    marks
}

fn mark(cells: &Cells, tier: &Tier, month: &Month, area: (f64, f64, f64, f64)) -> Option<Mark> {
    let axis = cells.axes.first().filter(|_| month.delivered > 0)?;
    let verdict = match month.committed {
        None => "nothing was committed".to_owned(),
        Some(committed) => {
            let state = match (month.is_over, month.is_missed()) {
                (true, true) => "missed",
                (true, false) => "kept",
                (false, _) => "not over yet",
            };
            format!("{} committed, {state}", words::count(committed.into()))
        }
    };
    let n = words::counted(month.delivered.into(), "handoff", "handoffs");
    let period = words::inside_period(cells.grain, month.period);
    let label = format!("{}, {period}: {n}; {verdict}.", tier.name);
    let within = vec![
        Within::one(axis.facet.clone(), tier.value.clone()),
        Within::one(Facet::Period, month.period.start.to_string()),
    ];
    Some(Mark::over(area, label, month.delivered, Selection::cell(Outcome::Any, within)))
}

fn heads(scene: &mut Scene, cells: &Cells, (plot, bands): (Plot, Bands), hidden: usize) {
    let (unit, quiet) = (scene.scale, scene.palette.quiet);
    let y = plot.bottom + 12.0 * unit;
    let mut free = plot.left;
    if hidden > 0 {
        let more = format!("and {}", words::counted(hidden as u64, "more", "more"));
        let text = scene.clipped(&more, plot.left - 30.0 * unit);
        scene.text(plot.left - 16.0 * unit, y, text, Anchor::End, quiet);
    }
    for (at, period) in cells.periods.iter().enumerate() {
        // The year where it fits over its own bar.
        let dated = words::tick(cells.grain, *period, true);
        let fits = scene.text_width(&dated) + 6.0 * unit <= bands.step;
        let text = words::tick(cells.grain, *period, at == 0 && fits);
        let half = scene.text_width(&text) / 2.0;
        let x = bands.middle(at).max(free + half);
        // A name that would have to move away from its bar is left out.
        if x - bands.middle(at) < bands.step / 2.0 && x + half < f64::from(scene.width) {
            scene.text(x, y, text, Anchor::Middle, quiet);
            free = x + half + 8.0 * unit;
        }
    }
}

fn table(cells: &Cells, tiers: &[Tier], caption: String) -> Data {
    let columns = vec![
        Column::new("Tier", "tier"),
        Column::new(words::sentence(words::grain(cells.grain, 1)), "start"),
        Column::new("Delivered", "delivered"),
        Column::new("Committed", "committed"),
        Column::new("Missing", "missing"),
        Column::new("Over", "over"),
    ];
    let rows = tiers.iter().flat_map(|tier| {
        tier.months.iter().map(|month| {
            let count = |n: Option<u32>| n.map_or(Value::Nothing, |n| Value::Count(n.into()));
            vec![
                Value::Text(tier.name.clone()),
                Value::Text(month.period.start.to_string()),
                Value::Count(month.delivered.into()),
                count(month.committed),
                count(month.committed.map(|committed| committed.saturating_sub(month.delivered))),
                Value::Text(if month.is_over { "yes" } else { "no" }.to_owned()),
            ]
        })
    });
    Data { caption, columns, rows: rows.collect() }
}
