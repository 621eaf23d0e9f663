//! What every rep did, against the key the sample's generator writes beside it.

use std::collections::HashMap;

use plumbline_workbench::{
    handoff::Question,
    service_level::{ClockKind, ClockSelection, ClockState},
};

use crate::{asked, escalations::answer_key, sample};

#[test]
fn decisions_lapses_and_other_of_every_rep_are_those_of_the_answer_key() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let numerators = |metric: &str, criteria: Option<&str>| -> HashMap<String, u64> {
        let question = Question { criteria: criteria.map(str::to_owned), ..asked(metric, "owner") };
        let series = workspace.trend(&question).unwrap().answer.series;
        series
            .into_iter()
            .map(|series| (series.split.unwrap().to_string(), series.total.numerator.into()))
            .collect()
    };
    let of_other = Some("bucket = \"other\"");
    let counted = [
        ("accepted", numerators("acceptance", None)),
        ("rejected", numerators("rejection", None)),
        ("lapsed", numerators("lapse", None)),
        ("rejected_as_other", numerators("rejection", of_other)),
    ];
    let key = answer_key();
    let reps = key["reps"].as_array().unwrap();
    assert_eq!(reps.len(), 12, "twelve people decide");
    for rep in reps {
        let name = rep["rep"].as_str().unwrap();
        for (what, of) in &counted {
            assert_eq!(of.get(name).copied().unwrap_or(0), rep[what].as_u64().unwrap(), "{name} {what}");
        }
    }
}

#[test]
fn clocks_of_every_rep_are_those_of_the_answer_key() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let key = answer_key();
    let met = workspace.levels_met(&asked("sla-met", "owner")).unwrap();
    let reps = key["reps"].as_array().unwrap();
    assert_eq!(met.series.len(), reps.len());
    let selection = ClockSelection {
        kind: Some(ClockKind::FirstContact),
        state: Some(ClockState::Missed),
        open: true,
        split: Some("1".to_owned()),
        period: None,
    };
    let late = workspace.clock_rows(&asked("sla-met-first-contact", "tier"), &selection).unwrap();
    for rep in reps {
        let name = rep["rep"].as_str().unwrap();
        let series = met.series.iter().find(|series| series.split.as_deref() == Some(name)).unwrap();
        for kind in ClockKind::ALL {
            let (tally, told) = (series.total[kind as usize], &rep["clocks"][kind.slug()]);
            let counted = [tally.met, tally.missed, tally.missed_open, tally.running, tally.stopped];
            let expected = ["met", "missed", "missed_open", "running", "stopped"]
                .map(|what| u32::try_from(told[what].as_u64().unwrap()).unwrap());
            assert_eq!(counted, expected, "{name} {kind:?}");
        }
        let theirs = late.iter().filter(|row| row.clock.owner == name).count() as u64;
        assert_eq!(theirs, rep["tier_1_first_contact_late"].as_u64().unwrap(), "{name}");
    }
}
