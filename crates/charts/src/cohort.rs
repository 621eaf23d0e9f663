//! The cohort funnel: how far handoffs came, with those that can still go on shown apart.

use plumbline_cube::{
    Stage,
    cells::{Cells, Facet, Progress, Within},
    query::{Outcome, Selection},
};
use plumbline_stats::Rate;

use crate::{
    axis::{Scale, Unit},
    chart::{self, Chart, Mark},
    data::{Column, Data, Value},
    look::Look,
    rows::{self, Rows, Swatch, Texts},
    scene::Scene,
    words,
};

const RUNGS: [Stage; 5] = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity, Stage::Won];

/// One rung of the ladder.
struct Rung {
    name: String,
    /// The name of the next one.
    next: Option<String>,
    reached: u32,
    on: u32,
    open: u32,
    ended: u32,
    stands: Vec<Progress>,
    beyond: Vec<Progress>,
}

impl Rung {
    /// Reached the next rung of those that reached this one.
    fn conversion(&self) -> Rate {
        Rate::new(u64::from(self.on), u64::from(self.reached))
    }

    fn of(&self, is_open: bool) -> Vec<String> {
        self.stands.iter().filter(|one| one.is_open() == is_open).map(|one| one.slug().to_owned()).collect()
    }
}

/// The chart of a cohort from MQL to won.
pub fn cohort(cells: &Cells, look: &Look) -> Chart {
    let [first, .., last] = RUNGS.map(|stage| cells.ladder.label(stage).to_owned());
    let caption = format!("From {first} to {}", words::inside(&last));
    let subtitle = format!(
        "Handoffs that reached each stage, open ones apart, {} of the {first}, next stage with 95\u{a0}% interval",
        words::days(cells)
    );
    let n = cells.total().n();
    if n == 0 {
        return chart::empty(look, "No handoffs in this period".to_owned(), subtitle, caption);
    }
    let rungs = rungs_of(cells);
    let title = title(&rungs);
    let mut scene = Scene::new(look);
    let top = chart::heading(&mut scene, look, &title, &subtitle);
    let texts = rungs.iter().map(|rung| {
        let (value, detail) = match &rung.next {
            Some(next) => (format!("{} to {next}", share(rung.conversion())), ends(rung.conversion())),
            None => (share(Rate::new(u64::from(rung.reached), u64::from(n))), format!("of all {first}")),
        };
        Texts { name: rung.name.clone(), value, detail, is_quiet: false }
    });
    let layout = Rows::new(&scene, top, texts.collect());
    let marks = draw(&mut scene, &rungs, &layout, n);
    layout.write(&mut scene);
    let data = table(&rungs, n, caption);
    let said: Vec<&str> = marks.iter().map(|mark| mark.label.as_str()).collect();
    let description = format!("{title}. {}", said.join(" "));
    Chart { title, subtitle, description, marks, table: data.table(), data, scene }
}

fn rungs_of(cells: &Cells) -> Vec<Rung> {
    let tallies = cells.along(0);
    let count = |progress: &Progress| {
        let at = cells.axes.first().and_then(|axis| axis.values.iter().position(|v| v == progress.slug()));
        at.and_then(|at| tallies.get(at)).map_or(0, |tally| tally.n())
    };
    let sum =
        |which: &dyn Fn(&Progress) -> bool| Progress::ALL.iter().filter(|one| which(one)).map(count).sum();
    let place = |stage: Stage| RUNGS.iter().position(|rung| *rung == stage).unwrap_or(0);
    let rung = |(at, stage): (usize, Stage)| Rung {
        name: cells.ladder.label(stage).to_owned(),
        next: RUNGS.get(at + 1).map(|next| cells.ladder.label(*next).to_owned()),
        reached: sum(&|one| place(one.rung()) >= at),
        on: sum(&|one| place(one.rung()) > at),
        open: sum(&|one| place(one.rung()) == at && one.is_open()),
        ended: sum(&|one| place(one.rung()) == at && !one.is_open()),
        stands: Progress::ALL.into_iter().filter(|one| place(one.rung()) == at).collect(),
        beyond: Progress::ALL.into_iter().filter(|one| place(one.rung()) > at).collect(),
    };
    RUNGS.into_iter().enumerate().map(rung).collect()
}

fn share(rate: Rate) -> String {
    match rate.value() {
        None => "–".to_owned(),
        Some(_) if rate.denominator < words::FEW => {
            format!("{} of {}", words::count(rate.numerator), words::count(rate.denominator))
        }
        Some(value) => words::percent(value),
    }
}

fn ends(rate: Rate) -> String {
    rate.wilson().map_or_else(String::new, |interval| format!("({})", words::interval(interval)))
}

/// How far the cohort came, and how much of it is still under way: what is counted, no comparison.
fn title(rungs: &[Rung]) -> String {
    let [first, .., last] = rungs else { return String::new() };
    let open: u32 = rungs[..rungs.len() - 1].iter().map(|rung| rung.open).sum();
    let under_way = match open {
        0 => "none is still under way".to_owned(),
        1 => "1 is still under way".to_owned(),
        n => format!("{} are still under way", words::count(u64::from(n))),
    };
    let accepted = share(first.conversion());
    let won = words::counted(u64::from(last.reached), "was won", "were won");
    format!(
        "Of {} {}, {accepted} became {}; {won} so far; {under_way}",
        words::count(u64::from(first.reached)),
        first.name,
        first.next.as_deref().unwrap_or_default()
    )
}

fn draw(scene: &mut Scene, rungs: &[Rung], layout: &Rows, n: u32) -> Vec<Mark> {
    let (unit, palette) = (scene.scale, scene.palette);
    let scale = Scale::over([f64::from(n)], Unit::Count, (layout.plot.left, layout.plot.right), 72.0 * unit);
    layout.grid(scene, &scale, Unit::Count);
    let ended = palette.neutral.towards(palette.panel, 0.35);
    let mut marks = Vec::new();
    for (at, rung) in rungs.iter().enumerate() {
        let (_, row, _, row_height) = layout.area(scene, at);
        let height = (row_height * 0.62).round().min(22.0 * unit);
        let y = (layout.middle(at) - height / 2.0).round();
        let is_last = rung.next.is_none();
        let mut below = 0;
        // Those that went on, those that still can, those that ended here; at the top all went as far as they can.
        let slugs = |of: &[Progress]| of.iter().map(|one| one.slug().to_owned()).collect::<Vec<_>>();
        let went = if is_last { (rung.reached, slugs(&rung.stands)) } else { (rung.on, slugs(&rung.beyond)) };
        let parts = [
            (went.0, went.1, "went on"),
            (rung.open, rung.of(true), "open"),
            (if is_last { 0 } else { rung.ended }, rung.of(false), "ended here"),
        ];
        for (part, (count, values, _)) in parts.into_iter().enumerate().filter(|(_, (count, ..))| *count > 0)
        {
            let (from, to) = (scale.at(f64::from(below)), scale.at(f64::from(below + count)));
            below += count;
            let width = (to - from - 1.0).max(1.0);
            match part {
                0 => scene.rect(from, y, width, height, palette.accepted),
                1 => {
                    scene.rect(from, y, width, height, palette.accepted.at(0.18));
                    scene.hatch(from, y, width, height, (5.0 * unit, palette.accepted));
                }
                _ => scene.rect(from, y, width, height, ended),
            }
            let within = vec![Within { facet: Facet::Progress, any_of: values }];
            let label = say(rung, part, count);
            let area = (from, row, width.max(4.0), row_height);
            marks.push(Mark::over(area, label, count, Selection::cell(Outcome::Any, within)));
        }
        if rung.reached > 0 {
            let end = scale.at(f64::from(below)) + 6.0 * unit;
            let text = words::count(u64::from(rung.reached));
            if end + scene.text_width(&text) < layout.plot.right {
                scene.text(end, layout.middle(at), text, crate::scene::Anchor::Start, palette.ink);
            }
        }
    }
    let entries = [
        (Swatch::Block, palette.accepted, "went on".to_owned()),
        (Swatch::Hatched, palette.accepted, "still open".to_owned()),
        (Swatch::Block, ended, "ended here".to_owned()),
    ];
    rows::legend(scene, (layout.plot.left, layout.plot.top - 11.0 * unit), &entries);
    marks
}

fn say(rung: &Rung, part: usize, count: u32) -> String {
    let n = words::counted(u64::from(count), "handoff", "handoffs");
    let (reached, name) = (words::count(u64::from(rung.reached)), &rung.name);
    match (part, &rung.next) {
        (0, None) => format!("{n} reached {name}."),
        (0, Some(next)) => format!("{n} of {reached} went on from {name} to {next}{}.", {
            let ends = rung.conversion().wilson().map(words::interval);
            ends.map(|ends| format!(", 95\u{a0}% interval {ends}")).unwrap_or_default()
        }),
        (1, _) => format!("{n} of {reached} at {name} can still go on."),
        _ => format!("{n} of {reached} ended at {name}."),
    }
}

fn table(rungs: &[Rung], n: u32, caption: String) -> Data {
    let columns = vec![
        Column::new("Stage", "stage"),
        Column::new("Reached", "reached"),
        Column::new("Of all", "share"),
        Column::interval("95 % interval", ""),
        Column::new("Went on", "went_on"),
        Column::new("Open", "open"),
        Column::new("Ended here", "ended"),
        Column::new("To the next", "conversion"),
        Column::interval("95 % interval of that", "conversion_"),
    ];
    let row = |rung: &Rung| {
        let all = Rate::new(u64::from(rung.reached), u64::from(n));
        let next = rung.next.as_ref().map(|_| rung.conversion());
        vec![
            Value::Text(rung.name.clone()),
            Value::Count(u64::from(rung.reached)),
            Value::share(all.value()),
            Value::shares(all.wilson()),
            Value::Count(u64::from(rung.on)),
            Value::Count(u64::from(rung.open)),
            Value::Count(u64::from(if rung.next.is_some() { rung.ended } else { 0 })),
            Value::share(next.and_then(Rate::value)),
            Value::shares(next.and_then(Rate::wilson)),
        ]
    };
    Data { caption, columns, rows: rungs.iter().map(row).collect() }
}
