//! Writes every chart of a synthetic world as SVG and PNG, to be looked at:
//! `cargo run -p plumbline-charts --example gallery -- DIRECTORY`.
#![allow(clippy::expect_used, reason = "a failed gallery has nothing to report but the failure")]

use std::{fs, path::Path};

use chrono::NaiveDate;
use plumbline_charts::{Chart, Look, Notes, Target, Theme, chart_of};
use plumbline_cube::{FieldName, measure::Measure};
use world::World;

mod named;
mod world;

fn main() {
    let directory = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned());
    let directory = Path::new(&directory);
    fs::create_dir_all(directory).expect("the directory can be made");
    let source = || Some(FieldName::parse("source"));
    let notes = Notes {
        target: Some(Target { low: 0.7, high: 0.85, source: "quoted by vendors".to_owned() }),
        milestones: NaiveDate::from_ymd_opt(2026, 7, 13)
            .map(|day| (day, "MQL v3 in force".to_owned()))
            .into_iter()
            .collect(),
    };
    for (name, weeks, volume) in
        [("weeks26", 26, 55), ("one", 1, 6), ("none", 0, 0), ("few", 4, 9), ("many", 150, 300)]
    {
        let world = World::new(weeks, volume);
        let asked = [
            ("acceptance", Measure::Acceptance, None),
            ("volume", Measure::Volume, None),
            ("decide", Measure::TimeToDecide, None),
            ("bucket", Measure::Rejection, Some(FieldName::Bucket)),
            ("reason", Measure::Rejection, Some(FieldName::Reason)),
            ("source", Measure::Acceptance, source()),
        ];
        for (theme, word) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            for (width, height, titled) in [(1050, 340, true), (520, 300, false)] {
                let look = Look { theme, titled, ..Look::new(width, height) };
                for (chart, drawn, _) in named::all(&world, &look) {
                    write(directory, &format!("{name}-{chart}-{word}-{width}"), &drawn);
                }
            }
        }
        for (chart, measure, split) in asked {
            let answer = world.ask(measure, split);
            for (theme, word) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
                for (width, height, titled) in [(1050, 260, true), (520, 240, false)] {
                    let look = Look { theme, titled, ..Look::new(width, height) };
                    let file = format!("{name}-{chart}-{word}-{width}");
                    write(directory, &file, &chart_of(&answer, &notes, &look));
                }
            }
        }
    }
}

fn write(directory: &Path, name: &str, chart: &Chart) {
    fs::write(directory.join(format!("{name}.svg")), chart.svg().expect("it can be drawn")).expect("written");
    fs::write(directory.join(format!("{name}.png")), chart.png(2).expect("it can be drawn"))
        .expect("written");
}
