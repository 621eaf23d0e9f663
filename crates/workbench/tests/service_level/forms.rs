//! What people set about the desk in parts: tried out, saved, taken back, and the same as the texts say.

use std::path::Path;

use chrono::{NaiveDate, Weekday};
use plumbline_domain::{
    clock::{Basis, Preset, Target},
    commitment::Month,
    consequence::{Consequence, Level, Origin, When, Who},
    stage::Stage,
};
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    desk::{TierDraft, Tiers},
    failure::Kind,
    service_level::{ClockKind, DeskText, Tallies},
    workspace::Choices,
};

use crate::{asked, sample};

const FIRST_CONTACT: usize = ClockKind::FirstContact as usize;

fn drafts(tiers: &Tiers) -> Vec<TierDraft> {
    let draft = |tier: &plumbline_workbench::desk::TierTried| TierDraft {
        name: tier.name.clone(),
        criteria: tier.criteria.clone(),
        was: Some(tier.name.clone()),
    };
    tiers.tiers.iter().map(draft).collect()
}

fn total(workspace: &Workspace, split: &str, value: &str) -> Tallies {
    let met = workspace.levels_met(&asked("sla-met", split)).unwrap();
    let of = |one: &&plumbline_workbench::service_level::ClockSeries| one.split.as_deref() == Some(value);
    if split.is_empty() { met.total } else { met.series.iter().find(of).unwrap().total }
}

#[test]
fn promises_are_counted_as_on_every_other_screen_and_a_preview_is_what_comes() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let before = workspace.promises().unwrap();
    assert_eq!(before.preset, Some(Preset::TwoHours));
    assert_eq!(before.total, total(&workspace, "", ""));
    for row in &before.rows[..2] {
        let counted = total(&workspace, "tier", row.tier.as_deref().unwrap());
        assert_eq!(row.cells.map(|cell| cell.tally), counted, "{row:?}");
    }
    let day = Some(Target { minutes: 24 * 60, basis: Basis::Wall });
    let effect = workspace.try_promise(Some("1"), ClockKind::FirstContact, day).unwrap();
    assert_eq!(effect.now, before.rows[0].cells[FIRST_CONTACT].tally);
    assert!(effect.then.met > effect.now.met, "{effect:?}: a day is longer than two hours");
    assert_eq!(workspace.promises().unwrap(), before, "trying changes nothing");
    workspace.set_promise(Some("1"), ClockKind::FirstContact, day).unwrap();
    assert_eq!(total(&workspace, "tier", "1")[FIRST_CONTACT], effect.then, "what was foretold");
    assert_eq!(workspace.promises().unwrap().preset, None, "they are nobody's but ours now");
    assert_eq!(workspace.undo().unwrap(), "Change first contact of tier 1");
    assert_eq!(workspace.promises().unwrap().rows, before.rows);
    workspace.set_promise(Some("1"), ClockKind::FirstContact, None).unwrap();
    let nothing = total(&workspace, "tier", "1")[FIRST_CONTACT];
    assert_eq!((nothing.met, nothing.missed), (0, 0), "nothing is promised, nothing is broken");
    let strange = workspace.set_promise(Some("7"), ClockKind::Route, day).unwrap_err();
    assert_eq!((strange.kind, strange.field.as_deref()), (Kind::BadInput, Some("tier")));
}

#[test]
fn a_tier_without_promises_of_its_own_keeps_the_others_when_it_is_given_one() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    workspace.remove_promises("2").unwrap();
    let row = |workspace: &Workspace| workspace.promises().unwrap().rows.remove(1);
    let inherited = row(&workspace);
    assert!(!inherited.is_own && inherited.cells[FIRST_CONTACT].target.is_some());
    let hour = Some(Target { minutes: 60, basis: Basis::Wall });
    let effect = workspace.try_promise(None, ClockKind::Route, hour).unwrap();
    assert_eq!(effect.now, inherited.cells[ClockKind::Route as usize].tally, "whoever has none of their own");
    workspace.set_promise(Some("2"), ClockKind::Route, hour).unwrap();
    let own = row(&workspace);
    assert!(own.is_own);
    assert_eq!(own.cells[ClockKind::Route as usize].target, hour);
    assert_eq!(own.cells[FIRST_CONTACT].target, inherited.cells[FIRST_CONTACT].target);
}

#[test]
fn presets_say_what_they_change_and_are_taken_over_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let [same, other] = workspace.presets().unwrap()[..] else { panic!("there are two readings") };
    assert_eq!(same.effect.now, same.effect.then);
    assert_eq!(other.effect.now, same.effect.now);
    workspace.use_preset(Preset::OneDay).unwrap();
    assert_eq!(total(&workspace, "", "")[FIRST_CONTACT], other.effect.then);
    workspace.restore_desk(DeskText::ServiceLevels).unwrap();
    assert_eq!(total(&workspace, "", "")[FIRST_CONTACT], same.effect.now);
}

#[test]
fn tiers_are_tried_saved_and_taken_back_with_all_that_hangs_on_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let before = workspace.tiers().unwrap();
    let caught: u64 = before.tiers.iter().map(|tier| tier.leads).sum();
    assert_eq!(caught + before.without, before.all, "every lead is of one tier or of none");
    for tier in &before.tiers {
        assert_eq!(tier.matching + tier.not_matching + tier.unknown, before.all);
        let checked = workspace.check_criteria(&tier.criteria).unwrap();
        assert_eq!((checked.matching, checked.unknown), (tier.matching, tier.unknown));
    }

    let mut other = drafts(&before);
    other.swap(0, 1);
    let tried = workspace.try_tiers(&other).unwrap();
    assert!(tried.tiers.tiers[0].leads >= before.tiers[1].leads, "whoever comes first catches no fewer");
    workspace.save_tiers(&other).unwrap();
    assert_eq!(workspace.tiers().unwrap().tiers, tried.tiers.tiers, "what was foretold");
    assert_eq!(total(&workspace, "", ""), tried.clocks_then);
    assert_eq!(workspace.undo().unwrap(), "Change the order of tiers");

    workspace.commit_to("1", Month::parse("2026-07").unwrap(), 40).unwrap();
    let met = total(&workspace, "tier", "1");
    let mut exchanged = drafts(&before);
    exchanged[0].name = "2".to_owned();
    exchanged[1].name = " 1 ".to_owned();
    assert_eq!(workspace.try_tiers(&exchanged).unwrap().clocks_then, total(&workspace, "", ""));
    workspace.save_tiers(&exchanged).unwrap();
    assert_eq!(total(&workspace, "tier", "2"), met, "its promises went along");
    assert_eq!(workspace.desk_text(DeskText::Commitments).unwrap().text, "tier 2: 40 from 2026-07\n");
    assert!(workspace.desk_text(DeskText::Consequences).unwrap().text.contains("missed for tier 2"));
    assert_eq!(workspace.desk_disagreements().unwrap(), []);
    workspace.undo().unwrap();
    assert_eq!(total(&workspace, "tier", "1"), met, "and all of it came back in one step");

    let without: Vec<TierDraft> = drafts(&before).into_iter().skip(1).collect();
    workspace.save_tiers(&without).unwrap();
    assert_eq!(workspace.desk_text(DeskText::Commitments).unwrap().text, "");
    assert_eq!(workspace.desk_disagreements().unwrap().len(), 1, "the consequence stays and is pointed out");
    assert_eq!(workspace.undo().unwrap(), "Remove tier 1");
}

#[test]
fn a_mistake_in_a_tier_says_which_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let tiers = workspace.tiers().unwrap();
    let refused = |change: fn(&mut Vec<TierDraft>)| {
        let mut drafts = drafts(&tiers);
        change(&mut drafts);
        let refused = workspace.save_tiers(&drafts).unwrap_err();
        assert_eq!(workspace.try_tiers(&drafts).unwrap_err(), refused);
        refused.field.unwrap()
    };
    assert_eq!(refused(|tiers| tiers[1].name = "  ".into()), "tiers.1.name");
    assert_eq!(refused(|tiers| tiers[1].name = "1".into()), "tiers.1.name");
    assert_eq!(refused(|tiers| tiers[0].criteria = "skore > 5".into()), "tiers.0.criteria");
    assert_eq!(refused(|tiers| tiers[1].criteria = "score >".into()), "tiers.1.criteria");
    assert_eq!(workspace.tiers().unwrap(), tiers, "nothing was changed");
}

#[test]
fn the_reading_of_tier_1_is_stored_where_a_workspace_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let made = |name: &str, levels: Option<&str>| {
        let choices = Choices { levels: levels.map(str::to_owned), ..Choices::default() };
        Workspace::create(&folder.path().join(name), &choices, Clock::System)
    };
    for (name, levels, preset) in [
        ("a", None, Preset::TwoHours),
        ("b", Some("2h"), Preset::TwoHours),
        ("c", Some("24h"), Preset::OneDay),
    ] {
        let workspace = made(name, levels).unwrap();
        assert_eq!(workspace.promises().unwrap().preset, Some(preset));
        assert_eq!(workspace.desk_text(DeskText::ServiceLevels).unwrap().is_starter, levels.is_none());
        assert!(workspace.summary().unwrap().undo.is_none(), "it is how the workspace began");
        let began = workspace.desk_text(DeskText::ServiceLevels).unwrap().text;
        workspace.set_desk_text(DeskText::ServiceLevels, Some("tier 1: route 7h\n")).unwrap();
        workspace.set_desk_text(DeskText::ServiceLevels, None).unwrap();
        assert_eq!(
            workspace.desk_text(DeskText::ServiceLevels).unwrap().text,
            began,
            "{name}: as it was chosen"
        );
        workspace.use_preset(Preset::OneDay).unwrap();
        workspace.restore_desk(DeskText::ServiceLevels).unwrap();
        assert_eq!(workspace.promises().unwrap().preset, Some(preset));
    }
    let refused = made("d", Some("3h")).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("levels"));
    assert!(!Path::new(&folder.path().join("d.plumbline")).exists(), "nothing was made");
}

#[test]
fn hours_are_set_by_day_and_holidays_pasted() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let hours = workspace.hours().unwrap();
    assert_eq!(hours.example, "A lead of Friday 2 Oct 16:30 with 2 working hours is due Monday 5 Oct 10:30.");
    let spans = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    };
    workspace.set_day(Weekday::Mon, &spans(&[("13:00", "18:00"), ("8:30", "12:00")])).unwrap();
    assert!(workspace.hours().unwrap().example.ends_with("due Monday 5 Oct 10:00."));
    for (list, field) in [
        (&[("09:00", "12:00"), ("11:00", "14:00")][..], "spans.1"),
        (&[("09:00", "12:00"), ("17:00", "13:00")], "spans.1"),
        (&[("nine", "12:00")], "spans.0"),
        (&[("09:00", "24:30")], "spans.0"),
    ] {
        let refused = workspace.set_day(Weekday::Tue, &spans(list)).unwrap_err();
        assert_eq!(refused.field.as_deref(), Some(field), "{}", refused.message);
        assert!(refused.hint.is_some());
    }
    assert_eq!(workspace.add_holidays("5 Oct 2026\n2026-12-25").unwrap(), 2);
    assert!(workspace.hours().unwrap().example.ends_with("due Tuesday 6 Oct 10:30."));
    assert_eq!(workspace.add_holidays("2026-12-25").unwrap(), 0, "it is one already, and no step");
    assert_eq!(workspace.undo().unwrap(), "Add 2 holidays");
    workspace.redo().unwrap();
    assert_eq!(workspace.add_holidays("2026-12-25 Christmas Day").unwrap(), 1, "it has a name now");
    assert_eq!(workspace.add_holidays("25.12.2026").unwrap(), 0, "a day without a name takes none away");
    let christmas = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
    let name = || workspace.hours().unwrap().hours.holidays()[&christmas].clone();
    assert_eq!(name(), "Christmas Day");
    workspace.name_holiday(christmas, " Christmas,  all day ").unwrap();
    assert_eq!(name(), "Christmas, all day");
    assert_eq!(workspace.undo().unwrap(), "Name a holiday");
    assert_eq!(name(), "Christmas Day");
    let refused = workspace.name_holiday(christmas, &"x".repeat(81)).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("name"));
    workspace
        .set_desk_text(DeskText::Hours, Some("Mon-Fri 09:00-17:00\nholiday 2026-12-25\nholiday 2026-10-05"))
        .unwrap();
    assert_eq!(name(), "", "a text from before there were names still reads");
    workspace.remove_holiday(NaiveDate::from_ymd_opt(2026, 10, 5).unwrap()).unwrap();
    assert_eq!(workspace.hours().unwrap().hours.holidays().len(), 1);
    for day in [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu] {
        workspace.set_day(day, &[]).unwrap();
    }
    let before = workspace.hours().unwrap();
    let refused = workspace.set_day(Weekday::Fri, &[]).unwrap_err();
    assert!(refused.message.contains("at work") && refused.hint.is_some(), "{refused:?}");
    for text in ["", "\n", "holiday 2026-12-25\n"] {
        let mistake = workspace.check_desk_text(DeskText::Hours, text).unwrap();
        assert!(mistake.is_some_and(|mistake| mistake.message == refused.message), "{text:?}");
        assert!(workspace.set_desk_text(DeskText::Hours, Some(text)).is_err(), "{text:?}");
    }
    assert_eq!(workspace.hours().unwrap(), before, "one day with hours is left");
}

#[test]
fn commitments_stand_beside_what_came() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let before = workspace.commitments().unwrap();
    let one = &before.tiers[0];
    assert!(one.months.len() >= 5 && one.months.iter().all(|month| month.committed.is_none()));
    let august = one.months.iter().find(|month| month.month.to_string() == "2026-08").unwrap();
    let query = "tier = \"1\" and stage.mql.at >= 2026-08-01 and stage.mql.at < 2026-09-01";
    let counted = workspace.check_criteria(query).unwrap().matching;
    assert!(counted > 20 && august.delivered == counted, "{} {counted}", august.delivered);
    workspace.commit_to("1", Month::parse("2026-07").unwrap(), u32::try_from(counted).unwrap() + 1).unwrap();
    let months = workspace.commitments().unwrap().tiers.remove(0).months;
    let august = months.iter().find(|month| month.month.to_string() == "2026-08").unwrap();
    assert!(august.is_missed());
    let june = months.iter().find(|month| month.month.to_string() == "2026-06").unwrap();
    assert!(june.committed.is_none() && !june.is_missed());
    workspace.remove_commitment("1", Month::parse("2026-07").unwrap()).unwrap();
    assert_eq!(workspace.commitments().unwrap().tiers, before.tiers);
    assert!(workspace.commit_to("9", Month::parse("2026-07").unwrap(), 5).is_err());
}

#[test]
fn consequences_say_what_luck_does_and_what_the_past_year_would_have_done() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let rules = workspace.consequence_rules().unwrap();
    assert_eq!((rules.rules.len(), rules.is_starter), (4, true));
    let rule = |level, weeks| Consequence {
        when: When::AcceptanceBelow { level: Level::of_tenths(level).unwrap(), weeks },
        who: vec![Who::Role("VP sales".to_owned())],
        title: "Talk".to_owned(),
    };
    let always = workspace.try_consequence(rule(1000, 1)).unwrap();
    let never = workspace.try_consequence(rule(1, 1)).unwrap();
    assert!(
        always.odds.unwrap().quarter > 0.99 && always.past.unwrap().fired == 1,
        "one run that never ends"
    );
    assert!(never.odds.unwrap().quarter < 1e-6 && never.past.unwrap().fired == 0);
    workspace.save_consequence(None, rule(650, 2)).unwrap();
    workspace.save_consequence(Some(0), rule(600, 4)).unwrap();
    let saved = workspace.consequence_rules().unwrap().rules;
    assert_eq!((saved[0].rule.clone(), saved[4].rule.clone()), (rule(600, 4), rule(650, 2)));
    workspace.remove_consequence(0).unwrap();
    assert_eq!(workspace.undo().unwrap(), "Remove a consequence");
    assert_eq!(workspace.consequence_rules().unwrap().rules, saved);
    assert_eq!(workspace.remove_consequence(9).unwrap_err().field.as_deref(), Some("rule"));
    let campaign = Consequence {
        when: When::SourceBelow { origin: Origin::Campaign, level: Level::of_tenths(1000).unwrap() },
        ..rule(500, 1)
    };
    assert!(workspace.try_consequence(campaign).unwrap().past.unwrap().fired > 3);
}

#[test]
fn a_ladder_keeps_a_way_to_every_stage_where_leads_stand() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let now = workspace.ladder_now().unwrap();
    assert_eq!(now.starter.unwrap().slug, "to-a-rep");
    let leads = |stage| now.stages.iter().find(|at| at.stage == stage).unwrap().leads;
    assert!(leads(Stage::Sql) > 0);
    workspace.set_step(Stage::Mql, Stage::Inquiry, true).unwrap();
    assert_eq!(workspace.ladder_now().unwrap().starter.unwrap().slug, "nurtured-first");
    assert_eq!(workspace.undo().unwrap(), "Allow Inquiry after MQL");
    workspace.use_ladder("nurtured-first").unwrap();
    let refused = workspace.set_step(Stage::Sal, Stage::Sql, false).unwrap_err();
    assert_eq!(refused.kind, Kind::Refused);
    assert!(refused.message.contains(&format!("({}", leads(Stage::Sql))), "{}", refused.message);
    let undecidable = workspace.set_step(Stage::Mql, Stage::Sal, false).unwrap_err();
    assert_eq!(undecidable.kind, Kind::Refused);
    assert_eq!(
        workspace.ladder_now().unwrap().starter.unwrap().slug,
        "nurtured-first",
        "nothing was changed"
    );
}
