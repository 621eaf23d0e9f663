//! Acceptance below a level in so many settled weeks running.

use plumbline_cube::answer::Point;
use plumbline_domain::consequence::{Level, When};
use plumbline_stats::alarm_odds::RunRule;
use serde_json::json;

use super::{Firing, Numbers, Odds, RECENT, YEAR, evidence, week};
use crate::wording;

/// The run that goes on: it ends with the last settled week. One that is over has had its consequence.
pub(super) fn firings(numbers: &Numbers<'_>, when: &When, level: Level, weeks: u32) -> Vec<Firing> {
    let is_below =
        |point: &&Point| point.settled && point.value.is_some_and(|value| value < level.as_fraction());
    let run: Vec<&Point> = numbers.weeks.iter().rev().take_while(is_below).collect();
    let Some(first) = run.last().filter(|_| run.len() >= weeks as usize) else { return Vec::new() };
    let since = wording::day(first.period.start);
    let subject = format!("{} settled weeks below {} since {since}", run.len(), level.said());
    vec![Firing {
        key: format!("{when} | {}", first.period.start),
        subject,
        rep: None,
        is_opened: false,
        evidence: evidence(json!({
            "level": level.as_fraction(),
            "weeks": run.iter().rev().map(|point| week(point)).collect::<Vec<_>>(),
        })),
    }]
}

pub(super) fn odds(numbers: &Numbers<'_>, level: Level, weeks: u32) -> Option<Odds> {
    let (rate, volume) = numbers.acceptance()?;
    let rule = RunRule { level: level.as_fraction(), weeks };
    let within = |weeks| rule.odds(rate, volume.round() as u64, weeks);
    Some(Odds {
        one: within(1).one_week,
        quarter: within(RECENT as u32).at_least_once,
        year: within(YEAR).at_least_once,
        rate: Some(rate),
        volume,
    })
}
