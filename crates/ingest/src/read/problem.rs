//! What keeps a row out, in sentences.

use plumbline_domain::problem::{Problem, Rule};

use super::rejected::Unrepaired;
use crate::{look::Look, table::records::Entry, value::zone::PLAUSIBLE, workbook::NOT_COMPUTED};

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug)]
pub(super) enum Finding {
    /// The rule says it all.
    Plain(Rule),
    /// A number that can be read in two ways.
    TwoNumbers(f64, f64),
    /// A date in a year that no lead is from.
    Year(i32),
    /// A kind of activity nobody has said who acts in.
    NoSide,
    /// A word for a deal nobody has said how it stands.
    NoOutcome,
}

impl From<Rule> for Finding {
    fn from(rule: Rule) -> Finding {
        Finding::Plain(rule)
    }
}

impl Finding {
    /// The problem of `cell` in a column.
    pub(super) fn at(self, row: u64, header: &str, cell: &str) -> Problem {
        let rule = match self {
            Finding::Plain(rule) => rule,
            Finding::TwoNumbers(..) => Rule::NumberUnparseable,
            Finding::Year(_) => Rule::DateImplausible,
            Finding::NoSide | Finding::NoOutcome => Rule::ValueUnknown,
        };
        let shown = shortened(cell);
        let message = match self {
            Finding::TwoNumbers(point, comma) => format!(
                "{header} is \"{shown}\", which is {point} or {comma}, and no other value of the column says which; \
                 write it without the separator."
            ),
            Finding::Year(year) => format!(
                "{header} is \"{shown}\": the year {year} is outside {} to {}; correct it or keep the column as it is.",
                PLAUSIBLE.start(),
                PLAUSIBLE.end()
            ),
            Finding::NoSide => format!(
                "{header} is \"{shown}\", and nothing says whether the lead or sales acts in it; say \"engagement\" or \
                 \"touch\", or that it is left out."
            ),
            Finding::NoOutcome => format!(
                "{header} is \"{shown}\", and nothing says how such a deal stands; say \"open\", \"won\" or \"lost\"."
            ),
            Finding::Plain(rule) => sentence(rule, header, &shown),
        };
        Problem { row, column: header.to_owned(), value: cell.to_owned(), rule, message }
    }
}

fn sentence(rule: Rule, header: &str, shown: &str) -> String {
    match rule {
        Rule::DateAmbiguous => format!(
            "{header} is \"{shown}\", and no value of the column shows whether the day or the month comes first; \
             say \"day-first\" or \"month-first\" for it."
        ),
        Rule::DateUnparseable => {
            format!(
                "{header} is \"{shown}\", which is no date in the form of this column; correct it or leave it blank."
            )
        }
        Rule::NumberUnparseable => {
            format!("{header} is \"{shown}\", which is no number; correct it or leave it blank.")
        }
        Rule::StatusUnknown => {
            format!(
                "The status \"{shown}\" stands for no stage yet; say which one it means, or that it means none."
            )
        }
        Rule::ReasonInvalid => {
            format!(
                "{header} is \"{shown}\", which is too long for an entry of a picklist; map the column to a note."
            )
        }
        Rule::IdDamaged => format!(
            "{header} is \"{shown}\": a spreadsheet has shortened the id, so that two leads could become one; \
             import the export itself, or a file whose id column was opened as text."
        ),
        Rule::EmailInvalid => {
            format!("{header} is \"{shown}\", which is no e-mail address; correct it or leave it blank.")
        }
        Rule::CellError if shown == NOT_COMPUTED => format!(
            "{header} is a formula that nobody has computed yet; open the workbook in a spreadsheet and save it there."
        ),
        Rule::CellError => format!(
            "{header} is \"{shown}\": the formula in this cell failed; correct it in the spreadsheet, or say that the \
             word means blank."
        ),
        _ => format!("{header} is \"{shown}\", which cannot be read."),
    }
}

/// A row that says nobody's name.
pub(super) fn nobody(row: u64) -> Problem {
    Problem {
        row,
        column: String::new(),
        value: String::new(),
        rule: Rule::IdentityMissing,
        message: "The row names nobody: it needs an id, an e-mail address, or a company and a name."
            .to_owned(),
    }
}

/// A row that says nothing about whose it is.
pub(super) fn no_lead(row: u64) -> Problem {
    Problem {
        row,
        column: String::new(),
        value: String::new(),
        rule: Rule::IdentityMissing,
        message: "The row names no lead: it needs an id, an e-mail address, a contact or a company."
            .to_owned(),
    }
}

/// A row without what its shape cannot do without: `what`, of a column or of none.
pub(super) fn lacking(row: u64, column: Option<&str>, what: &str) -> Problem {
    let message = match column {
        Some(header) => format!("{header} is blank, and without it the row says nothing; fill it in."),
        None => {
            format!("The row says nothing without \"{what}\", and no column becomes that; map one to it.")
        }
    };
    let column = column.unwrap_or_default().to_owned();
    Problem { row, column, value: String::new(), rule: Rule::ValueMissing, message }
}

/// What every row of a file has to look like.
pub(super) struct Frame {
    /// Header and whether the file itself leaves it blank, by position.
    columns: Vec<(String, bool)>,
    /// Rows end at their last filled cell, as those of a sheet do.
    is_sheet: bool,
    /// Rows may hold characters that are none: they have to be looked for.
    is_damaged: bool,
    /// The column that says why a row was refused before, if the file is one of refused rows.
    own: Option<usize>,
}

impl Frame {
    pub(super) fn new(look: &Look) -> Frame {
        let mut columns: Vec<(String, bool)> =
            look.columns.iter().map(|column| (column.header.clone(), column.unnamed)).collect();
        if let Some(own) = look.problem_column {
            columns.insert(own, (super::PROBLEM_COLUMN.to_owned(), true));
        }
        let is_damaged = look.decoded.damaged || look.decoded.zero_bytes;
        Frame { columns, is_sheet: look.sheet.is_some(), is_damaged, own: look.problem_column }
    }

    /// What is wrong with a row before any cell is looked at.
    ///
    /// Missing cells are not taken as blank: a row that is too short is more often one that a line end cut in two. Only
    /// columns without a name may be missing, and only blank cells may be too many. The rows of a sheet are never cut; they
    /// end at their last filled cell.
    pub(super) fn check(&self, entry: &Entry<'_>) -> Option<Problem> {
        let found = |rule, message: String| {
            let value = shortened(entry.raw());
            Some(Problem { row: entry.number, column: String::new(), value, rule, message })
        };
        if entry.row.open_quote {
            let message = "A quotation mark is opened in this row and never closed; close it or remove it.";
            return found(Rule::RowQuotes, message.to_owned());
        }
        if entry.row.stray > 0 {
            let message = "Text follows a closing quotation mark; a mark inside a cell has to be doubled.";
            return found(Rule::RowQuotes, message.to_owned());
        }
        let (cells, width) = (entry.row.len(), self.columns.len());
        if !self.is_sheet && cells < width && self.columns[cells..].iter().any(|(_, unnamed)| !unnamed) {
            let message = format!(
                "The row has {cells} cells and the header {width}; a line end or a delimiter may be missing."
            );
            return found(Rule::RowTooShort, message);
        }
        if cells > width && (width..cells).any(|index| !entry.cell(index).trim().is_empty()) {
            let message = match self.is_sheet {
                true => format!(
                    "The row has a cell far right of the table, in column {cells}; remove it or name its column."
                ),
                false => format!(
                    "The row has {cells} cells and the header {width}; a cell with a delimiter in it may lack its quotation \
                     marks."
                ),
            };
            return found(Rule::RowTooLong, message);
        }
        if let Some(unrepaired) = self.own.and_then(|own| Unrepaired::of(entry, own)) {
            let (rule, message) = unrepaired.rule_and_message();
            return found(rule, message);
        }
        self.damage(entry)
    }

    /// The header of the first column in which a row has this value.
    pub(super) fn header_of(&self, entry: &Entry<'_>, value: &str) -> &str {
        let at = entry.cells().position(|cell| crate::look::trimmed(cell) == value);
        at.and_then(|at| self.columns.get(at)).map_or("", |(header, _)| header.as_str())
    }

    fn damage(&self, entry: &Entry<'_>) -> Option<Problem> {
        if !self.is_damaged {
            return None;
        }
        let (index, cell) = entry.cells().enumerate().find(|(_, cell)| is_damaged(cell))?;
        let header = self.columns.get(index).map_or("", |(header, _)| header.as_str());
        Some(Problem {
            row: entry.number,
            column: header.to_owned(),
            value: shortened(cell),
            rule: Rule::TextInvalid,
            message: format!(
                "{header} holds bytes that are no text in the encoding of this file; correct them."
            ),
        })
    }
}

pub(super) fn is_damaged(cell: &str) -> bool {
    cell.contains(['\0', '\u{fffd}'])
}

/// The beginning of a text that is too long for a sentence.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
