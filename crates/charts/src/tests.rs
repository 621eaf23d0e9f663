//! Pictures of a synthetic world: nothing overlaps, nothing leaves the picture, and the words agree with the numbers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use plumbline_cube::{FieldName, answer::Answer, measure::Measure, query::Query};

use crate::{
    Chart, Look, Notes, Target, Theme, chart_of, letters, named,
    scene::{Anchor, Shape},
    world::World,
};

fn questions() -> Vec<(Measure, Option<FieldName>)> {
    let source = Some(FieldName::parse("source"));
    vec![
        (Measure::Acceptance, None),
        (Measure::Rejection, None),
        (Measure::Volume, None),
        (Measure::TimeToDecide, None),
        (Measure::Rejection, Some(FieldName::Bucket)),
        (Measure::Rejection, Some(FieldName::Reason)),
        (Measure::Volume, Some(FieldName::Decision)),
        (Measure::Acceptance, source.clone()),
        (Measure::TimeToDecide, source),
    ]
}

fn looks() -> Vec<Look> {
    let look = |width, height, font_scale, titled| Look {
        theme: if titled { Theme::Light } else { Theme::Dark },
        width,
        height,
        font_scale,
        titled,
    };
    vec![
        look(1050, 260, 1.0, false),
        look(520, 240, 1.0, true),
        look(520, 300, 1.5, false),
        look(1050, 520, 2.0, true),
    ]
}

fn notes() -> Notes {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 4, 15).expect("a date");
    let target = Some(Target { low: 0.7, high: 0.85, source: "quoted by vendors".to_owned() });
    Notes { target, milestones: vec![(day, "MQL v3 in force".to_owned())] }
}

/// Every chart in every size of worlds with no, one, few, some and many periods.
fn each_chart(mut check: impl FnMut(&World, &Answer, &Chart)) {
    for (weeks, volume) in [(0, 0), (1, 6), (4, 9), (26, 55), (150, 40)] {
        let world = World::new(weeks, volume);
        for (measure, split) in questions() {
            let answer = world.ask(measure, split);
            for look in looks() {
                check(&world, &answer, &chart_of(&answer, &notes(), &look));
            }
        }
    }
}

/// Left, top, right, bottom of the letters.
fn texts(chart: &Chart) -> Vec<(String, [f64; 4])> {
    let place = |shape: &Shape| {
        let Shape::Text { x, y, text, size, weight, anchor, .. } = shape else { return None };
        let width = letters::width(text, *size, *weight);
        let left = match anchor {
            Anchor::Start => *x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Some((text.clone(), [left, y - size * 0.4, left + width, y + size * 0.4]))
    };
    chart.scene.shapes.iter().filter_map(place).collect()
}

#[test]
fn no_text_touches_another_or_leaves_the_picture() {
    each_chart(|_, answer, chart| {
        let what = format!("{:?} by {:?}", answer.measure, answer.split);
        apart_and_inside(chart, &what);
    });
}

/// The same worlds and looks, drawn by name.
fn each_named_chart(mut check: impl FnMut(&World, &str, &Chart, &[Query<'_>])) {
    for (weeks, volume) in [(0, 0), (1, 1), (1, 5), (4, 9), (30, 20), (60, 40)] {
        let world = World::new(weeks, volume);
        for look in looks() {
            for (name, chart, asked) in named::all(&world, &look) {
                check(&world, name, &chart, &asked);
            }
        }
    }
}

#[test]
fn no_text_of_a_named_chart_touches_another_or_leaves_the_picture() {
    each_named_chart(|_, name, chart, _| apart_and_inside(chart, name));
}

#[test]
fn every_mark_of_a_named_chart_lists_as_many_handoffs_as_it_counts() {
    let mut marks = 0;
    each_named_chart(|world, name, chart, asked| {
        let (width, height) = (f64::from(chart.scene.width), f64::from(chart.scene.height));
        for mark in &chart.marks {
            assert!(mark.label.ends_with('.'), "{name}: {}", mark.label);
            let inside = mark.x >= -0.5
                && mark.y >= 0.0
                && mark.x + mark.width <= width + 0.5
                && mark.y + mark.height <= height + 0.5;
            assert!(inside && mark.width > 0.0 && mark.height > 0.0, "{name}: {mark:?}");
        }
        if chart.scene.width == 1050 && chart.scene.height == 260 {
            for mark in chart.marks.iter().step_by(1 + chart.marks.len() / 40) {
                let hits =
                    world.cube.drill(&asked[mark.asked], &mark.selection).expect("a part of an answer");
                assert_eq!(hits.len(), mark.count as usize, "{name}: {}", mark.label);
                marks += 1;
            }
        }
        let rows = &chart.table.rows;
        assert!(rows.iter().all(|row| row.len() == chart.table.columns.len()), "{name}");
        let keys = chart.data.keys().len();
        assert!(chart.data.plain().iter().all(|row| row.len() == keys), "{name}");
        let svg = chart.svg().expect("it can be drawn");
        assert!(roxmltree::Document::parse(&svg).is_ok(), "{name}");
    });
    assert!(marks > 300, "{marks} marks are too few to mean anything");
}

fn apart_and_inside(chart: &Chart, what: &str) {
    {
        let texts = texts(chart);
        let at = || format!("{what} at {} x {}", chart.scene.width, chart.scene.height);
        for (nth, (text, [left, top, right, bottom])) in texts.iter().enumerate() {
            let inside = *left >= -0.5
                && *top >= 0.0
                && *right <= f64::from(chart.scene.width) + 0.5
                && *bottom <= f64::from(chart.scene.height);
            assert!(inside, "“{text}” leaves the picture: {}", at());
            for (other, [l, t, r, b]) in &texts[nth + 1..] {
                let apart = right <= l || r <= left || bottom <= t || b <= top;
                assert!(apart, "“{text}” touches “{other}”: {}", at());
            }
        }
    }
}

#[test]
fn every_mark_lists_as_many_handoffs_as_it_counts_and_the_table_has_the_same_sum() {
    each_chart(|world, answer, chart| {
        if chart.scene.width != 1050 || chart.table.rows.len() > 30 {
            return;
        }
        let query = Query {
            split: answer.split.clone(),
            ..Query::weekly(answer.measure, world.as_of, &world.settings)
        };
        for mark in &chart.marks {
            let hits = world.cube.drill(&query, &mark.selection).expect("a part of an answer");
            assert_eq!(hits.len(), mark.count as usize, "{}", mark.label);
            assert!(mark.label.ends_with('.') && mark.width > 0.0 && mark.height > 0.0, "{mark:?}");
        }
        let column = |name: &str| chart.table.columns.iter().position(|column| column == name);
        let together = column("Together").is_some();
        let Some(column) = column("Together").or_else(|| column("Out of")) else { return };
        let number = |row: &Vec<String>| row[column].replace(',', "").parse::<u32>().expect("a count");
        let counted: u32 = chart.marks.iter().map(|mark| mark.count).sum();
        // Values without room for a row are in the table only.
        if answer.split.is_none() || together || chart.marks.len() == chart.table.rows.len() {
            assert_eq!(counted, chart.table.rows.iter().map(number).sum::<u32>(), "{:?}", chart.table);
        }
        assert!(chart.table.rows.iter().all(|row| row.len() == chart.table.columns.len()));
    });
}

#[test]
fn the_svg_is_one_named_picture_without_styles_or_scripts() {
    let world = World::new(8, 20);
    for (measure, split) in questions() {
        let chart = chart_of(&world.ask(measure, split), &notes(), &Look::new(520, 240));
        let svg = chart.svg().expect("it can be drawn");
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        assert_eq!(root.attribute("aria-label"), Some(chart.title.as_str()));
        let child = |name: &str| {
            root.children().find(|node| node.has_tag_name(name) || node.tag_name().name() == name)
        };
        assert_eq!(child("title").and_then(|node| node.text()), Some(chart.title.as_str()));
        assert_eq!(child("desc").and_then(|node| node.text()), Some(chart.description.as_str()));
        for node in document.descendants() {
            let name = node.tag_name().name();
            assert!(
                !["script", "style", "image", "foreignObject"].contains(&name),
                "{name} has no place here"
            );
            assert!(
                node.attributes()
                    .all(|attribute| attribute.name() != "style" && !attribute.name().starts_with("on"))
            );
            if name == "text" {
                let hidden = node.ancestors().any(|above| above.attribute("aria-hidden") == Some("true"));
                assert!(hidden, "loose text would be read without its context");
                assert_eq!(node.attribute("font-family"), Some("Inter, sans-serif"));
            }
        }
    }
}

#[test]
fn hostile_names_stay_text() {
    let world = World::new(6, 30);
    let mut answer = world.ask(Measure::Acceptance, Some(FieldName::parse("source")));
    answer.series[0].label = "<script>alert(\"1\")</script> & \u{1}\u{202e}evil".repeat(5);
    let svg = chart_of(&answer, &Notes::default(), &Look::new(520, 240)).svg().expect("it can be drawn");
    let document = roxmltree::Document::parse(&svg).expect("well-formed whatever the names are");
    assert!(document.descendants().all(|node| node.tag_name().name() != "script"));
}

#[test]
fn a_png_is_as_large_as_asked_and_not_empty() {
    let world = World::new(5, 20);
    let chart = chart_of(&world.ask(Measure::Acceptance, None), &Notes::default(), &Look::new(300, 160));
    let bytes = chart.png(2).expect("it can be drawn");
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("one frame");
    assert_eq!((info.width, info.height), (600, 320));
    let dark = pixels.chunks(3).filter(|pixel| pixel.iter().all(|channel| *channel < 140)).count();
    assert!(dark > 500, "only {dark} pixels of ink: the letters are missing");
}
