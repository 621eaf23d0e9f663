//! What was noticed while a file was read, in sentences.

use plumbline_domain::reason::NOT_GIVEN;
use plumbline_ingest::read::{Noticed, Remarks};
use plumbline_store::import::ImportOutcome;

use super::reading::Read;
use crate::wording;

/// Leads named one by one.
const NAMED: usize = 10;
/// Kinds named one by one.
const KINDS: usize = 12;

/// Sentences about the rows that were left out and the times that name no one moment.
pub(crate) fn sentences(read: &Read) -> Vec<String> {
    let Remarks { skipped_times, double_times, kinds, deleted, totals } = &read.remarks;
    let mut said = Vec::new();
    if *deleted > 0 {
        let rows = wording::counted(*deleted, "row was", "rows were");
        said.push(format!("{rows} left out: deleted in the system they come from."));
    }
    let left_out = read.skipped.saturating_sub(*deleted + *totals);
    if left_out > 0 {
        let rows = wording::counted(left_out, "row was", "rows were");
        said.push(format!("{rows} left out, of kinds the mapping leaves out{}.", listed(kinds)));
    }
    said.extend(times(
        skipped_times,
        ("time does not exist", "times do not exist"),
        "the clock went forward over it; it was read as the first moment after",
    ));
    said.extend(times(
        double_times,
        ("time came twice", "times came twice"),
        "the clock went back; it was read as the earlier of both",
    ));
    said
}

/// Sentences about leads that only a log knows, and about what a newer file has said before.
pub(crate) fn of_outcome(outcome: &ImportOutcome) -> Vec<String> {
    let mut said = Vec::new();
    if let Some((first, rest)) = outcome.only_logged.split_at_checked(outcome.only_logged.len().min(NAMED))
        && !first.is_empty()
    {
        let leads = wording::counted(outcome.only_logged.len() as u64, "lead is", "leads are");
        let rest = rest.len() as u64;
        let more = if rest > 0 { format!(" and {} more", wording::count(rest)) } else { String::new() };
        said.push(format!(
            "{leads} known only from this log, without a name or a company: {}{more}. Import the file of leads that has \
             them; if it was imported, their rows were refused there.",
            first.join(", ")
        ));
    }
    if !outcome.turned_back.is_empty() {
        let leads = wording::counted(outcome.turned_back.len() as u64, "lead is", "leads are");
        said.push(format!(
            "{leads} in an earlier stage than before, and no date says since when, so no new pass was begun: {}.",
            named_rows(&outcome.turned_back)
        ));
    }
    if outcome.unreasoned > 0 {
        let came = wording::counted(outcome.unreasoned, "rejection", "rejections");
        let stand = if outcome.unreasoned == 1 { "it stands" } else { "they stand" };
        said.push(format!(
            "{came} came without a reason: {stand} under \u{201c}{}\u{201d} until a file brings one.",
            NOT_GIVEN.2
        ));
    }
    if !outcome.decided_twice.is_empty() {
        let leads = wording::counted(outcome.decided_twice.len() as u64, "lead was", "leads were");
        said.push(format!(
            "{leads} decided a second time without becoming an MQL again: the first decision counts, both are in the \
             timeline ({}).",
            named_rows(&outcome.decided_twice)
        ));
    }
    if outcome.contradicted > 0 {
        let changes = wording::counted(outcome.contradicted, "change", "changes");
        let (says, takes) =
            if outcome.contradicted == 1 { ("says", "it takes") } else { ("say", "they take") };
        said.push(format!(
            "{changes} of a status that is kept beside the one of the ladder {says} an earlier stage than the ladder had \
             told by then: {takes} no lead back."
        ));
    }
    if outcome.outdated > 0 {
        let rows = wording::counted(outcome.outdated, "row says", "rows say");
        said.push(format!(
            "{rows} something else than a file of a later day, which stands; only what it left blank was filled."
        ));
    }
    said
}

/// `row 3, 8, 11 and 12 more`.
pub(super) fn named_rows(rows: &[u64]) -> String {
    let named: Vec<String> = rows.iter().take(NAMED).map(u64::to_string).collect();
    let rest = rows.len().saturating_sub(named.len()) as u64;
    let more = if rest > 0 { format!(" and {} more", wording::count(rest)) } else { String::new() };
    format!("row {}{more}", named.join(", "))
}

/// `: email delivered 1,204, send email 3 and 2 more kinds`.
fn listed(kinds: &[(String, u64)]) -> String {
    let named = |(kind, rows): &(String, u64)| format!("{kind} {}", wording::count(*rows));
    let first: Vec<String> = kinds.iter().take(KINDS).map(named).collect();
    let rest = kinds.len().saturating_sub(KINDS) as u64;
    match (first.is_empty(), rest) {
        (true, _) => String::new(),
        (false, 0) => format!(": {}", first.join(", ")),
        (false, rest) => {
            format!(": {} and {}", first.join(", "), wording::counted(rest, "more kind", "more kinds"))
        }
    }
}

fn times(noticed: &Noticed, (one, many): (&str, &str), why: &str) -> Option<String> {
    let examples: Vec<String> = noticed
        .examples
        .iter()
        .map(|(row, header, value)| format!("row {row} ({header} \"{value}\")"))
        .collect();
    let rest = noticed.count.saturating_sub(examples.len() as u64);
    let more = if rest > 0 { format!(" and {} more", wording::count(rest)) } else { String::new() };
    (noticed.count > 0).then(|| {
        format!("{}, as {why}: {}{more}.", wording::counted(noticed.count, one, many), examples.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noticed_is_said_with_counts_and_rows() {
        let noticed = |count, examples: u64| Noticed {
            count,
            examples: (0..examples)
                .map(|at| (at + 2, "MQL Date".into(), "2026-03-29 02:30".into()))
                .collect(),
        };
        let read = Read {
            skipped: 1_210,
            remarks: Remarks {
                skipped_times: noticed(3, 2),
                double_times: noticed(1, 1),
                kinds: vec![("email delivered".into(), 1_204), ("send email".into(), 3)],
                deleted: 3,
                totals: 0,
            },
            ..Read::default()
        };
        let expected = [
            "3 rows were left out: deleted in the system they come from.",
            "1,207 rows were left out, of kinds the mapping leaves out: email delivered 1,204, send email 3.",
            "3 times do not exist, as the clock went forward over it; it was read as the first moment after: row 2 \
             (MQL Date \"2026-03-29 02:30\"), row 3 (MQL Date \"2026-03-29 02:30\") and 1 more.",
            "1 time came twice, as the clock went back; it was read as the earlier of both: row 2 (MQL Date \
             \"2026-03-29 02:30\").",
        ];
        assert_eq!(sentences(&read), expected);
        assert!(sentences(&Read::default()).is_empty());
        let many: Vec<(String, u64)> = (0..14).map(|kind| (kind.to_string(), 1)).collect();
        assert!(listed(&many).ends_with("11 1 and 2 more kinds"));
    }
}
