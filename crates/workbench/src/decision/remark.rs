//! What somebody who decides should know of what the decision changes besides the lead.

use plumbline_domain::{
    calendar::{Calendar, Grain},
    decide::{Position, Verb},
    stage::Stage,
};

use crate::wording;

/// A sentence for each thing that deciding `verb` about leads at these positions changes and that nobody would expect.
pub(super) fn remarks(verb: Verb, positions: &[Position], calendar: &Calendar) -> Vec<String> {
    let decides = matches!(verb, Verb::Accept | Verb::Reject | Verb::Disqualify);
    let lapsed = positions.iter().filter(|position| decides && position.lapsed);
    let of_mql = |position: &&Position| position.stage == Some(Stage::Mql);
    let implied = match verb {
        Verb::Disqualify => positions.iter().filter(of_mql).count(),
        _ => 0,
    };
    let is_all = |n: usize| n == positions.len();
    [late(&lapsed.collect::<Vec<_>>(), &is_all, calendar), accepted(implied, &is_all)]
        .into_iter()
        .flatten()
        .collect()
}

/// `3 leads lapsed: nobody decided inside their window. Deciding now changes weeks that were settled, ...`
fn late(lapsed: &[&Position], is_all: &impl Fn(usize) -> bool, calendar: &Calendar) -> Option<String> {
    let weeks = lapsed
        .iter()
        .filter_map(|position| position.mql)
        .map(|mql| calendar.period_at(Grain::Week, mql).start);
    let (first, last) = (weeks.clone().min()?, weeks.max()?);
    let who = match (lapsed.len(), is_all(lapsed.len())) {
        (1, true) => "This lead lapsed".to_owned(),
        (n, true) => format!("All {} lapsed", wording::counted(n as u64, "lead", "leads")),
        (n, false) => format!("{} of them lapsed", wording::count(n as u64)),
    };
    let when = match first == last {
        true => format!("the week of {}, which was settled", wording::day(first)),
        false => format!(
            "weeks that were settled, from that of {} to that of {}",
            wording::day(first),
            wording::day(last)
        ),
    };
    Some(format!("{who}: nobody decided inside the window. Deciding now changes the numbers of {when}."))
}

/// `3 of them count as accepted, too: ...`
fn accepted(implied: usize, is_all: &impl Fn(usize) -> bool) -> Option<String> {
    let who = match (implied, is_all(implied)) {
        (0, _) => return None,
        (1, true) => "It counts".to_owned(),
        (_, true) => "They count".to_owned(),
        (1, false) => "One of them counts".to_owned(),
        (n, false) => format!("{} of them count", wording::count(n as u64)),
    };
    Some(format!("{who} as accepted, too: sales was in contact, and so had taken it up."))
}

#[cfg(test)]
mod tests {
    use plumbline_domain::moment::Moment;

    use super::*;

    fn position(stage: Stage, lapsed: bool, weeks: i64) -> Position {
        Position {
            stage: Some(stage),
            // Thursdays, from 1 January 1970 on.
            mql: Some(Moment(weeks * 7 * Moment::DAY)),
            contacted: None,
            on_record: false,
            lapsed,
            later: false,
        }
    }

    #[test]
    fn who_decides_late_is_told_which_weeks_it_changes() {
        let calendar = Calendar::default();
        let (old, older) = (position(Stage::Mql, true, 9), position(Stage::Mql, true, 2));
        let fresh = position(Stage::Mql, false, 10);
        assert_eq!(remarks(Verb::Accept, &[fresh], &calendar), [""; 0]);
        assert_eq!(
            remarks(Verb::Accept, &[old], &calendar),
            [
                "This lead lapsed: nobody decided inside the window. Deciding now changes the numbers of the week of 2 Mar \
              1970, which was settled."
            ]
        );
        let [many] = &remarks(Verb::Reject, &[old, fresh, older], &calendar)[..] else {
            panic!("one remark")
        };
        assert!(
            many.starts_with("2 of them lapsed") && many.contains("12 Jan 1970 to that of 2 Mar 1970"),
            "{many}"
        );
        assert_eq!(
            remarks(Verb::Requalify, &[old], &calendar),
            [""; 0],
            "a new handoff changes no week that was"
        );
    }

    #[test]
    fn a_disqualification_that_implies_acceptance_says_so() {
        let calendar = Calendar::default();
        let (mql, sal) = (position(Stage::Mql, false, 1), position(Stage::Sal, false, 1));
        let said = |positions: &[Position]| remarks(Verb::Disqualify, positions, &calendar);
        assert!(said(&[mql])[0].starts_with("It counts as accepted"));
        assert!(said(&[mql, sal])[0].starts_with("One of them counts"));
        assert_eq!(said(&[sal]), [""; 0]);
    }
}
