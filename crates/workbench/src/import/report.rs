//! What an import did, or would do.

use chrono::NaiveDate;
use plumbline_domain::{
    ids::BatchId,
    problem::{Problem, Rule},
    shape::Shape,
};
use plumbline_ingest::{
    look::Look,
    read::{ReadError, write_rejected, write_rows},
    source::Source,
};
use plumbline_store::import::{Counts, Fates, ImportOutcome};

use super::{against, look::Split, mapping::Mapped, reading::Read, remarks};
use crate::{
    failure::{Failure, Kind, Outcome},
    wording,
};

/// Examples shown of each kind of problem.
const EXAMPLES: usize = 5;

/// A reconciled report: read = created + updated + unchanged + rejected + skipped.
#[derive(Clone, Debug)]
pub struct Report {
    /// The import; `None` after a dry run.
    pub batch: Option<BatchId>,
    /// Name of the file.
    pub source: String,
    /// Where it was, as it was named.
    pub path: String,
    /// What a row of the file is.
    pub shape: Shape,
    /// The last day the file speaks of.
    pub as_of: NaiveDate,
    /// Deals that were kept without a lead.
    pub unmatched: Vec<Problem>,
    /// The counts.
    pub counts: Counts,
    /// How long it took.
    pub seconds: f64,
    /// Sentences about how the file was read.
    pub notes: Vec<String>,
    /// What was refused, in file order.
    pub problems: Vec<Problem>,
    /// True if nothing was written.
    pub dry_run: bool,
    /// How one field for two meanings was told apart, if the file has one.
    pub split: Option<Split>,
    pub(crate) fates: Fates,
    pub(crate) file: Source,
    pub(crate) look: Look,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It brought something new.
    Created,
    /// It changed something known.
    Updated,
    /// It was refused.
    Rejected,
}

impl Fate {
    /// All of them.
    pub const ALL: [Fate; 3] = [Fate::Created, Fate::Updated, Fate::Rejected];

    /// As in the names of files.
    pub fn slug(self) -> &'static str {
        ["created", "updated", "rejected"][self as usize]
    }
}

/// Problems that need the same repair.
#[derive(Clone, Debug)]
pub struct ProblemGroup {
    /// The rule.
    pub rule: &'static str,
    /// What happened, in a few words.
    pub title: String,
    /// What to do about it.
    pub repair: &'static str,
    /// How many.
    pub count: u64,
    /// The first few.
    pub examples: Vec<Problem>,
}

impl Report {
    /// The problems grouped by the repair they need, the largest group first.
    pub fn groups(&self) -> Vec<ProblemGroup> {
        grouped(&self.problems)
    }

    /// The deals that were kept without a lead.
    pub fn unmatched_group(&self) -> Option<ProblemGroup> {
        grouped(&self.unmatched).into_iter().next()
    }

    /// True if any row met `fate`.
    pub fn has(&self, fate: Fate) -> bool {
        match fate {
            Fate::Created => !self.fates.created.is_empty(),
            Fate::Updated => !self.fates.updated.is_empty(),
            Fate::Rejected => self.counts.rejected > 0,
        }
    }

    /// The rows of the file that met `fate`, as they stand in it, and how many they are. Refused ones come with what is
    /// wrong with each.
    ///
    /// # Errors
    /// No row did, or the file was moved or changed since.
    pub fn rows(&self, fate: Fate) -> Outcome<(u64, Vec<u8>)> {
        if !self.has(fate) {
            return Err(Failure::new(Kind::Refused, format!("No row of this file was {}.", fate.slug())));
        }
        let rows = match fate {
            Fate::Created => &self.fates.created,
            Fate::Updated => &self.fates.updated,
            Fate::Rejected => return Ok((self.counts.rejected, self.rejected_csv()?)),
        };
        let mut out = Vec::new();
        let written = write_rows(&self.file, &self.look, &|row| rows.contains(row), &mut out);
        Ok((written.map_err(|error| gone(&error))?, out))
    }

    /// The sheet that was read, if the file is a workbook.
    pub fn sheet(&self) -> Option<&str> {
        self.look.sheet.as_deref()
    }

    /// The refused rows as they stand in the file, with one column more that says why: repaired, it imports again.
    ///
    /// # Errors
    /// The file was moved or changed since.
    pub fn rejected_csv(&self) -> Outcome<Vec<u8>> {
        let mut out = Vec::new();
        write_rejected(&self.file, &self.look, &self.problems, &mut out).map_err(|error| gone(&error))?;
        Ok(out)
    }
}

fn gone(error: &ReadError) -> Failure {
    Failure::new(Kind::NoSuchFile, format!("The rows could not be collected: {error}.")).hint(error.hint())
}

fn grouped(problems: &[Problem]) -> Vec<ProblemGroup> {
    let mut groups: Vec<(Rule, &str, ProblemGroup)> = Vec::new();
    for problem in problems {
        let known =
            groups.iter_mut().find(|(rule, column, _)| (*rule, *column) == (problem.rule, &problem.column));
        match known {
            Some((_, _, group)) => {
                group.count += 1;
                if group.examples.len() < EXAMPLES {
                    group.examples.push(problem.clone());
                }
            }
            None => groups.push((problem.rule, &problem.column, started(problem))),
        }
    }
    let mut groups: Vec<ProblemGroup> = groups.into_iter().map(|(_, _, group)| group).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

pub(crate) fn report(
    mapped: Mapped,
    outcome: ImportOutcome,
    read: Read,
    dry_run: bool,
    seconds: f64,
) -> Report {
    let mut notes = mapped.look.notes();
    notes.extend(mapped.memory());
    // A file of ours leaves nothing to decide: what it does not say, another of ours does.
    for question in mapped.mapping.questions(&mapped.look).into_iter().filter(|_| !mapped.look.own) {
        notes.push(format!("To decide: {} {}", question.title, question.text));
    }
    let repeated = outcome.counts.skipped.saturating_sub(read.skipped);
    if repeated > 0 {
        notes.push(format!(
            "{} left out.",
            wording::counted(
                repeated,
                "row repeats an earlier one to the letter and was",
                "rows repeat earlier ones to the letter and were"
            )
        ));
    }
    if !outcome.unmatched.is_empty() {
        notes.push(format!(
            "{} and kept without one until a file brings the lead's id, e-mail or company.",
            wording::counted(
                outcome.unmatched.len() as u64,
                "deal fits no one lead",
                "deals fit no one lead"
            )
        ));
    }
    notes.extend(remarks::of_outcome(&outcome));
    notes.extend(against::sentences(&outcome.against));
    let split = Split::of(outcome.split);
    notes.extend(split.iter().map(|split| split.sentence.clone()));
    if read.without_mql > 0 {
        notes.push(format!(
            "{} a decision and no MQL date. They count only where another file tells when the lead became an MQL.",
            wording::counted(read.without_mql, "row has", "rows have")
        ));
    }
    notes.extend(remarks::sentences(&read));
    notes.extend(read.ahead.clone());
    if read.before_mql > 0 {
        notes.push(format!(
            "{} a decision dated before the MQL. It is taken for an earlier pass and decides nothing about this one.",
            wording::counted(read.before_mql, "row has", "rows have")
        ));
    }
    let mut problems = read.problems;
    problems.extend(outcome.repeated);
    problems.sort_by_key(|problem| problem.row);
    Report {
        batch: outcome.batch,
        source: mapped.look.name.clone(),
        path: mapped.path,
        shape: mapped.mapping.shape,
        as_of: mapped.settings.calendar.day(mapped.as_of),
        unmatched: outcome.unmatched,
        split,
        fates: outcome.fates,
        counts: outcome.counts,
        seconds,
        notes,
        problems,
        dry_run,
        file: mapped.source,
        look: mapped.look,
    }
}

fn started(problem: &Problem) -> ProblemGroup {
    let (what, repair) = words(problem.rule);
    let title = match &*problem.column {
        "" => capital(what),
        column => format!("{column}: {what}"),
    };
    ProblemGroup { rule: problem.rule.slug(), title, repair, count: 1, examples: vec![problem.clone()] }
}

/// `A lead` of `a lead`.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn words(rule: Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::DateUnparseable => (
            "not a date",
            "Choose how the dates are written, or correct the cells in the file of refused rows.",
        ),
        Rule::DateAmbiguous => ("day or month first", "Say which comes first; the column does not show it."),
        Rule::DateImplausible => ("outside 1990 to 2060", "Correct the year, or keep the column as it is."),
        Rule::NumberUnparseable => {
            ("not a number", "Keep the column as it is, or correct the cells in the file of refused rows.")
        }
        Rule::StatusUnknown => ("a status without a stage", "Say which stage each status means."),
        Rule::ReasonInvalid => ("not a reason", "Choose an entry of the picklist for each value."),
        Rule::IdentityMissing => (
            "nobody named",
            "Map a column to external id or e-mail; without one a lead cannot be told from another.",
        ),
        Rule::IdentityRepeated => (
            "the same lead twice with different values",
            "Decide which row is right and delete the other one.",
        ),
        Rule::IdentityConflict => {
            ("another person's id", "Check that both files use the same ids, or map another column.")
        }
        Rule::RowTooShort => ("cells are missing", "Export again; a row was cut, or a quote is not closed."),
        Rule::RowTooLong => ("too many cells", "A value contains the delimiter without quotes; quote it."),
        Rule::RowQuotes => ("a quote is not closed", "Close the quote, or export again."),
        Rule::TextInvalid => (
            "characters that cannot be read",
            "Choose the right encoding under [source], or export as UTF-8.",
        ),
        Rule::EmailInvalid => ("not an e-mail address", "Correct the address, or keep the column as it is."),
        Rule::IdDamaged => (
            "an id that a spreadsheet has shortened",
            "Export again and open the file without a spreadsheet, or format the column as text before pasting.",
        ),
        Rule::CellError => (
            "a formula that failed",
            "Correct the formula in the spreadsheet, or say that this word means blank.",
        ),
        Rule::ValueMissing => ("nothing there", "Fill the cell in the file of refused rows."),
        Rule::ValueUnknown => ("a word without a meaning", "Say what each word means."),
        Rule::LeadUnknown => (
            "a lead that is not here",
            "Import the leads first, then the file of refused rows; or leave these rows out.",
        ),
        Rule::LeadSeveral => (
            "several leads fit",
            "Give the rows the id of the lead they mean, or merge leads that are one person; then import the file of \
             refused rows.",
        ),
        Rule::LeadUnmatched => (
            "kept without a lead",
            "The deal is kept. It joins its lead when a file brings the lead's id, e-mail or company.",
        ),
    }
}
