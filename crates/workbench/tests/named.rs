//! Named charts on the sample: what a mark counts is what it lists, on screen and in files.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::path::Path;

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    handoff::{ChartFormat, Drill, Filter, Frame, NamedChart},
    lead::Listing,
    workspace::Choices,
};

fn sample(folder: &Path) -> Workspace {
    let clock = Clock::parse(Workspace::SAMPLE_AS_OF).unwrap();
    Workspace::create_sample(&folder.join("s.plumbline"), &Choices::default(), clock).unwrap()
}

fn all(grain: &str, basis: &str) -> Filter {
    Filter { from: None, until: None, criteria: None, grain: grain.into(), basis: basis.into() }
}

/// The named charts that say something of the sample: nobody has told it of money.
fn of_the_sample() -> Vec<NamedChart> {
    let mut charts = Workspace::named_charts();
    charts.retain(|chart| chart.id != "cost-per-accepted");
    charts
}

#[test]
fn every_mark_of_a_named_chart_lists_exactly_what_it_counts() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let narrow = Filter {
        from: Some("2026-06-01".into()),
        until: Some("2026-08-31".into()),
        criteria: Some("tier = \"1\" and not (source = \"Paid search\")".into()),
        ..all("month", "decided")
    };
    for chart in of_the_sample() {
        let mut marks = 0;
        for filter in [all("week", "cohort"), narrow.clone()] {
            let frame = Frame { dark: true, width: 900, height: chart.height };
            let drawn = workspace.named_chart(chart.id, &filter, frame).unwrap();
            assert_eq!((drawn.id.as_str(), drawn.height), (chart.id, chart.height));
            assert!(!drawn.table.rows.is_empty(), "{}: {}", chart.id, drawn.title);
            // A calendar has hundreds of tiles; each kind of mark is met often enough.
            for mark in drawn.marks.iter().step_by(1 + drawn.marks.len() / 60) {
                // Through its token: that is what comes back from a page.
                let drill = Drill::parse(&mark.drill.token()).unwrap();
                let listing = Listing { drill: Some(drill), ..Listing::default() };
                let page = workspace.leads(&listing, 0, 1).unwrap();
                assert_eq!(page.total, mark.count, "{}: {}", chart.id, mark.label);
                marks += 1;
            }
        }
        assert!(marks > 4, "{}: {marks} marks are too few to mean anything", chart.id);
    }
}

#[test]
fn a_named_chart_is_a_file_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let filter = all("week", "cohort");
    for chart in of_the_sample() {
        let file = |format| workspace.export_chart(chart.id, &filter, format).unwrap();
        assert!(file(ChartFormat::Svg).starts_with(b"<svg"));
        let csv = String::from_utf8(file(ChartFormat::Csv)).unwrap();
        let numbers = workspace.named_numbers(chart.id, &filter).unwrap();
        let header = csv.lines().next().unwrap().trim_start_matches('\u{feff}');
        assert!(header.starts_with(&numbers.data.keys().join(",")), "{}: {header}", chart.id);
        assert_eq!(csv.lines().count(), numbers.data.rows.len() + 1, "{}", chart.id);
        assert!(numbers.basis_line.contains("Europe/Berlin"));
        assert!(file(ChartFormat::Xlsx).starts_with(b"PK"));
    }
    let empty = Filter { criteria: Some("source = \"Carrier pigeon\"".into()), ..filter };
    for chart in Workspace::named_charts() {
        let drawn = workspace.named_chart(chart.id, &empty, Frame { dark: false, width: 520, height: 240 });
        assert!(drawn.unwrap().marks.is_empty(), "{}", chart.id);
    }
    let unknown = workspace.named_chart(
        "horoscope",
        &all("week", "cohort"),
        Frame { dark: false, width: 520, height: 240 },
    );
    assert_eq!(unknown.unwrap_err().field.as_deref(), Some("name"));
}

#[test]
fn the_page_of_charts_has_each_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let hung: Vec<String> =
        workspace.gallery().into_iter().flat_map(|(_, charts)| charts).map(|chart| chart.id).collect();
    for chart in Workspace::named_charts() {
        assert_eq!(hung.iter().filter(|id| **id == chart.id).count(), 1, "{}", chart.id);
        let drawn = workspace.page_chart(chart.id, &all("week", "cohort"), false, 1040).unwrap();
        assert_eq!((drawn.id.as_str(), drawn.width, drawn.height), (chart.id, 1040, chart.height));
    }
}
