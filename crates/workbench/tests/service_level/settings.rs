//! The texts of the desk: mistakes by line, tiers that do not agree, and what depends on them.

use plumbline_workbench::{
    failure::Kind,
    service_level::{ClockKind, DeskText},
};

use crate::{asked, sample};

#[test]
fn every_starter_reads_back_and_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    assert_eq!(workspace.desk_disagreements().unwrap(), []);
    for which in DeskText::ALL {
        let setting = workspace.desk_text(which).unwrap();
        assert!(setting.is_starter);
        assert_eq!(DeskText::from_slug(which.slug()), Some(which));
        assert_eq!(workspace.check_desk_text(which, &setting.text).unwrap(), None, "{which:?}");
        assert_eq!(workspace.set_desk_text(which, Some(&setting.text)).unwrap(), []);
        assert!(!workspace.desk_text(which).unwrap().is_starter);
    }
}

#[test]
fn a_mistake_is_named_with_its_line_and_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    for (which, text, line) in [
        (DeskText::Hours, "Mon-Fri 09:00-17:00\n\n# lunch\nFunday 10:00-11:00\n", 4),
        (DeskText::Tiers, "tier 1: score >= 80\ntier 2: skore >= 40\n", 2),
        (DeskText::Tiers, "tier 1: score >= 80\ntier 1: score >= 40\n", 2),
        (DeskText::ServiceLevels, "tier 1: route 30m\n\ntier 2: rout 30m\n", 3),
        (DeskText::Commitments, "tier 1: forty from 2026-01\n", 1),
        (DeskText::Consequences, "volume missed for 2 months -> VP: Meet\nacceptance under 5%\n", 2),
        (DeskText::Ladder, "mql: sal, rejected\nsal: nowhere\n", 2),
    ] {
        let before = workspace.desk_text(which).unwrap();
        let mistake = workspace.check_desk_text(which, text).unwrap().unwrap();
        assert_eq!(mistake.line, Some(line), "{text}");
        let failure = workspace.set_desk_text(which, Some(text)).unwrap_err();
        assert_eq!((failure.kind, failure.field.as_deref()), (Kind::BadInput, Some(which.slug())));
        assert!(failure.message.to_lowercase().contains(&format!("line {line}")), "{}", failure.message);
        assert!(failure.hint.is_some());
        assert_eq!(workspace.desk_text(which).unwrap(), before);
    }
}

#[test]
fn tiers_that_do_not_agree_are_told_by_text_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let commitments = "tier 1: 40 from 2026-01\n# next year\ntier 9: 5 from 2027-01\n";
    let refused = workspace.set_desk_text(DeskText::Commitments, Some(commitments)).unwrap_err();
    assert_eq!(refused.message, "Line 3: no lead is of tier 9. The tiers are 1 and 2.");
    assert!(workspace.desk_text(DeskText::Commitments).unwrap().is_starter, "nothing was changed");
    workspace.set_desk_text(DeskText::Commitments, Some("# this year\ntier 2: 40 from 2026-01\n")).unwrap();
    let told = workspace.set_desk_text(DeskText::Tiers, Some("tier 9: score >= 50\n")).unwrap();
    let told_of = told.iter().find(|one| one.which == DeskText::Commitments).unwrap();
    assert_eq!(told_of.line, 2);
    assert_eq!(told_of.message, "Commitments, line 2: no lead is of tier 2. The only tier is 9.");
    let of_both = "tier 2: 40 from 2026-01\ntier 9: 5 from 2026-06\n";
    let told_again = workspace.set_desk_text(DeskText::Commitments, Some(of_both)).unwrap();
    assert_eq!(told_again.len(), told.len(), "what was promised of a tier that is gone may stay");
    let texts: Vec<DeskText> = told.iter().map(|one| one.which).collect();
    assert_eq!(
        texts,
        [DeskText::ServiceLevels, DeskText::ServiceLevels, DeskText::Commitments, DeskText::Consequences],
        "two lines of levels, one of commitments and one rule speak of tiers that are gone"
    );
    assert_eq!(workspace.set_desk_text(DeskText::Tiers, None).unwrap().len(), 1, "tier 9 is gone now");
}

#[test]
fn clocks_follow_the_texts() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let route = |split| workspace.levels_met(&asked("sla-met-route", split)).unwrap();
    let kind = ClockKind::Route as usize;
    let before = route("").total[kind];
    workspace.set_desk_text(DeskText::ServiceLevels, Some("tier 1: route 1000h\n")).unwrap();
    let after = route("tier");
    let of =
        |tier: &str| after.series.iter().find(|one| one.split.as_deref() == Some(tier)).unwrap().total[kind];
    assert_eq!(of("1").missed, 0, "who has 1,000 hours is not late");
    assert_eq!(of("2").unpromised, of("2").all(), "nothing is promised to tier 2 any more");
    workspace.undo().unwrap();
    assert_eq!(route("").total[kind], before);
    // Nobody at work, by dates: nobody is late by working hours, and nobody has kept a promise that was never due.
    let first = chrono::NaiveDate::from_ymd_opt(2025, 9, 1).unwrap();
    let closed: Vec<String> = first.iter_days().take(900).map(|day| format!("holiday {day}")).collect();
    let hours = format!("Mon-Fri 09:00-17:00\n{}\n", closed.join("\n"));
    workspace.set_desk_text(DeskText::Hours, Some(&hours)).unwrap();
    let never = route("").total[kind];
    assert_eq!((never.missed, never.met), (0, 0), "{never:?}");
}
