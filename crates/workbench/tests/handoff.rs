//! The home screen on the sample: what it counts is what it lists, and the planted faults are in sight.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::path::Path;

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    handoff::{Against, ChartFormat, Comparison, Drill, Filter, StandoutList, Tone},
    lead::Listing,
    view::PageSeen,
    workspace::Choices,
};

fn sample(folder: &Path) -> Workspace {
    let clock = Clock::parse(Workspace::SAMPLE_AS_OF).unwrap();
    Workspace::create_sample(&folder.join("s.plumbline"), &Choices::default(), clock).unwrap()
}

fn all(grain: &str, basis: &str) -> Filter {
    Filter { from: None, until: None, criteria: None, grain: grain.into(), basis: basis.into() }
}

const CHARTS: [&str; 5] =
    ["acceptance", "rejections-by-bucket", "acceptance-by-source", "clocks-met", "rejections-by-reason"];

#[test]
fn every_mark_lists_exactly_what_it_counts() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let filters = [
        all("week", "cohort"),
        all("month", "decided"),
        Filter {
            from: Some("2026-05-04".into()),
            until: Some("2026-08-31".into()),
            criteria: Some("tier = \"1\" and not (source = \"Paid search\")".into()),
            ..all("quarter", "cohort")
        },
    ];
    let mut marks = 0;
    for filter in &filters {
        for id in CHARTS {
            let chart = workspace.page_chart(id, filter, false, 1040).unwrap();
            assert!(!chart.marks.is_empty(), "{id} has something to click on");
            for mark in &chart.marks {
                let listing = Listing { drill: Some(mark.drill.clone()), ..Listing::default() };
                let page = workspace.leads(&listing, 0, 1).unwrap();
                assert_eq!(page.total, mark.count, "{id}: {}", mark.label);
                marks += 1;
            }
        }
    }
    assert!(marks > 300, "{marks} marks are enough to mean something");
}

#[test]
fn every_finding_and_every_tile_lists_exactly_what_it_counts() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let filters = [
        all("week", "cohort"),
        all("month", "decided"),
        Filter { criteria: Some("tier = \"2\" or source is blank".into()), ..all("week", "cohort") },
    ];
    let listed = |drill: &Drill| {
        let listing = Listing { drill: Some(drill.clone()), ..Listing::default() };
        workspace.leads(&listing, 0, 1).unwrap().total
    };
    let mut lists = 0;
    for filter in &filters {
        let standouts = workspace.page_standouts(filter).unwrap();
        assert!(standouts.open().next().is_some() && standouts.nothing().is_none());
        for finding in &standouts.found {
            assert_eq!(listed(&finding.drill), finding.standout.rate.numerator, "{}", finding.sentence);
            let claim: String = finding.claim.iter().map(|phrase| phrase.text.as_str()).collect();
            assert!(finding.sentence.starts_with(&claim), "{claim}");
            lists += 1;
        }
        for tile in workspace.handoff_page(filter, false, 1040).unwrap().tiles {
            assert_eq!(listed(&tile.drill), tile.count, "{}", tile.label);
            lists += 1;
        }
    }
    assert!(lists > 30, "{lists} lists are enough to mean something");
}

#[test]
fn what_is_mix_lists_the_decided_handoffs_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let mut lists = 0;
    for (grain, basis) in [("week", "cohort"), ("month", "cohort"), ("week", "decided")] {
        let mixes = workspace.page_mixes(&all(grain, basis)).unwrap();
        let spans = mixes.spans.expect("half a year has two settled halves");
        assert_eq!(spans.before.to, spans.after.from, "one right after the other");
        for finding in &mixes.found {
            let listing = Listing { drill: Some(finding.drill.clone()), ..Listing::default() };
            assert_eq!(workspace.leads(&listing, 0, 1).unwrap().total, finding.count, "{}", finding.sentence);
            lists += 1;
        }
    }
    assert!(lists > 0, "the drift that was planted is partly mix");
    let from = Filter { from: Some("2026-08-03".into()), ..all("week", "cohort") };
    let spans = workspace.page_mixes(&from).unwrap().spans.unwrap();
    assert_eq!(
        spans.words(),
        "3 Aug to 13 Sep 2026 against 22 Jun to 2 Aug 2026",
        "settled days, and as many before"
    );
    let none = Filter { criteria: Some("source = \"Carrier pigeon\"".into()), ..all("week", "cohort") };
    assert!(workspace.page_mixes(&none).unwrap().spans.is_none());
}

#[test]
fn where_nothing_stands_out_it_is_said_after_how_many_comparisons() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let one = |filter: Filter| workspace.page_standouts(&filter).unwrap();
    // Before anything was planted, most weeks are calm.
    let week = |first: &str, last: &str| Filter {
        from: Some(first.into()),
        until: Some(last.into()),
        ..all("week", "cohort")
    };
    let weeks = [("2026-03-30", "2026-04-05"), ("2026-04-06", "2026-04-12"), ("2026-04-13", "2026-04-19")];
    let calm: Vec<StandoutList> = weeks.iter().map(|(first, last)| one(week(first, last))).collect();
    let calm: Vec<&StandoutList> = calm.iter().filter(|list| list.found.is_empty()).collect();
    assert!(!calm.is_empty(), "three weeks without a cause");
    for list in calm {
        let said = list.nothing().unwrap();
        let n = plumbline_workbench::wording::count(list.comparisons as u64);
        assert_eq!(said, format!("Nothing stands out: {n} comparisons, none more than luck explains."));
    }
    let pigeons = Filter { criteria: Some("source = \"Carrier pigeon\"".into()), ..all("week", "cohort") };
    assert!(one(pigeons).nothing().unwrap().starts_with("There is nothing to compare yet"));
}

#[test]
fn the_sentence_says_that_acceptance_fell_with_its_evidence() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let page = workspace.handoff_page(&all("week", "cohort"), false, 1040).unwrap();
    let text: String = page.sentence.iter().map(|phrase| phrase.text.as_str()).collect();
    assert!(text.starts_with("Acceptance fell from "), "{text}");
    assert!(text.contains(" of ") && text.contains("95 % interval"), "n and interval are in it: {text}");
    assert!(page.sentence.iter().any(|phrase| phrase.tone == Tone::Bad), "the new figure asks for action");
    assert!(page.basis_line.contains("Europe/Berlin") && page.basis_line.contains("weeks start Monday"));
    assert!(!page.empty && page.tiles.len() >= 4);
}

#[test]
fn a_filter_that_counts_nothing_is_a_page_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let filter = Filter { criteria: Some("source = \"Carrier pigeon\"".into()), ..all("week", "cohort") };
    let page = workspace.handoff_page(&filter, true, 1040).unwrap();
    assert!(page.empty && page.tiles.is_empty());
    assert!(page.charts.iter().all(|chart| chart.marks.is_empty() && chart.svg.starts_with("<svg")));
    let bad = Filter { criteria: Some("source = ".into()), ..all("week", "cohort") };
    let failure = workspace.handoff_page(&bad, false, 1040).unwrap_err();
    assert_eq!(failure.field.as_deref(), Some("criteria"));
}

#[test]
fn the_filter_bar_offers_fields_with_their_values_and_the_sums_add_up() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let fields = workspace.filter_fields().unwrap();
    let (_, sources) = fields.iter().find(|(name, _)| name.slug() == "source").expect("source is offered");
    assert_eq!(sources.iter().map(|(_, count)| count).sum::<u64>(), 5_000, "every lead has a source here");
    let mut leads = 0;
    for (value, count) in sources {
        let listing = Listing { criteria: Some(format!("source = \"{value}\"")), ..Listing::default() };
        let total = workspace.leads(&listing, 0, 1).unwrap().total;
        assert_eq!(total, *count, "{value}");
        leads += total;
    }
    assert_eq!(leads, 5_000);
}

#[test]
fn charts_leave_as_pictures_and_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let filter = all("week", "cohort");
    for id in CHARTS {
        let svg = String::from_utf8(workspace.export_chart(id, &filter, ChartFormat::Svg).unwrap()).unwrap();
        assert!(svg.contains("as of 28 Sep 2026"), "{id}: a file names its basis and date");
        assert!(workspace.export_chart(id, &filter, ChartFormat::Png).unwrap().starts_with(b"\x89PNG"));
        let csv = String::from_utf8(workspace.export_chart(id, &filter, ChartFormat::Csv).unwrap()).unwrap();
        assert!(csv.starts_with("from,to"));
        let last = csv.lines().last().unwrap();
        assert!(
            last.contains("Europe/Berlin,monday,2026-09-28T09:52:00")
                && last.contains(",cohort: week of MQL,"),
            "{id}: every row says what it is: {last}"
        );
        assert!(workspace.export_chart(id, &filter, ChartFormat::Xlsx).unwrap().starts_with(b"PK"));
    }
    assert!(workspace.export_chart("no-such-chart", &filter, ChartFormat::Svg).is_err());
}

#[test]
fn a_view_is_kept_by_name_moves_with_the_weeks_and_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let weeks = workspace.named_periods().unwrap();
    let last = weeks.iter().find(|period| period.label == "Last 4 weeks").unwrap().clone();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let view = PageSeen {
        name: " Webinars lately ".into(),
        filter: Filter {
            from: day(last.from),
            until: day(last.until),
            criteria: Some("source = \"Webinar\"".into()),
            ..all("month", "decided")
        },
        by: Some("campaign".into()),
        choices: vec![("source".into(), vec!["Webinar".into()])],
        typed: None,
    };
    workspace.save_page_view(&view).unwrap();
    let kept = PageSeen { name: "Webinars lately".into(), ..view.clone() };
    assert_eq!(workspace.page_views().unwrap(), vec![kept.clone()]);
    assert!(workspace.saved_views().unwrap().is_empty(), "a view of another screen is no list of leads");

    workspace.delete_page_view("Webinars lately").unwrap();
    assert!(workspace.page_views().unwrap().is_empty());
    workspace.undo().unwrap();
    assert_eq!(workspace.page_views().unwrap(), vec![kept]);
    assert!(workspace.delete_page_view("Another").is_err());
    assert!(workspace.save_page_view(&PageSeen { name: "  ".into(), ..view.clone() }).is_err());
    let broken = Filter { criteria: Some("source = ".into()), ..view.filter.clone() };
    assert!(workspace.save_page_view(&PageSeen { filter: broken, ..view }).is_err());
    workspace.close().unwrap();

    // A week later the last four weeks are others.
    let clock = Clock::parse("2026-10-05T09:52").unwrap();
    let later = Workspace::open(&folder.path().join("s.plumbline"), clock).unwrap();
    let seen = later.page_view("Webinars lately").unwrap();
    assert_eq!(seen.filter.from.as_deref(), Some("2026-09-07"), "it began on {:?}", last.from);
}

#[test]
fn both_sides_of_a_comparison_list_what_they_count() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let listed = |drill: &Drill| {
        let listing = Listing { drill: Some(drill.clone()), ..Listing::default() };
        workspace.leads(&listing, 0, 1).unwrap().total
    };
    let of = |criteria: &str| Filter { criteria: Some(criteria.into()), ..all("week", "cohort") };
    let view = |name: &str, filter: Filter| Against::View { name: name.into(), filter };
    let told = |comparison: &Comparison| -> String {
        comparison.sentence.iter().map(|phrase| phrase.text.as_str()).collect()
    };
    let compared = [
        workspace.compare(&all("week", "cohort"), &Against::Before).unwrap(),
        workspace.compare(&of("source = \"Webinar\""), &view("Content", of("source = \"Content\""))).unwrap(),
        workspace.compare(&of("source = \"Webinar\""), &view("All", all("week", "cohort"))).unwrap(),
    ];
    for comparison in &compared {
        assert_eq!(comparison.sides.len(), 2, "{}", told(comparison));
        for side in &comparison.sides {
            assert_eq!(listed(&side.drill), side.rate.denominator, "{}", side.name);
        }
    }
    assert!(told(&compared[0]).ends_with("lower, shown to be real."), "{}", told(&compared[0]));
    // Webinar is a part of all: it is compared with the others, not with itself.
    let [webinar, rest] = [0, 1].map(|side| compared[2].sides[side].rate.denominator);
    assert_eq!(webinar + rest, 3_167 + 1_402, "the decided handoffs of the sample");
    assert!(compared[2].evidence.contains(" that are in both"), "{}", compared[2].evidence);
    let itself =
        workspace.compare(&all("week", "cohort"), &view("Webinar", of("source = \"Webinar\""))).unwrap();
    assert!(itself.sides.is_empty(), "{}", told(&itself));
    let early = Filter { until: Some("2026-04-05".into()), ..all("week", "cohort") };
    assert!(workspace.compare(&early, &Against::Before).unwrap().sides.is_empty(), "nothing lies before");
}
