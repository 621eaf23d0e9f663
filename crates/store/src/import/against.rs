//! What rows say against the rules that decisions made here keep to. Nothing is refused for it: a file tells what happened.

use plumbline_domain::{
    calendar::Calendar,
    decide::{says_something, was_in_contact},
    field::Field,
    moment::Moment,
    reason::{Bucket, List},
    record::{Cell, Chunk, ImportedReason, Passage, Record},
    stage::Stage,
};
use rusqlite::Row;

/// Rows that say something against the rules, and entries of picklists that nobody here has made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgainstRules {
    /// Rejected although sales had been in contact since the MQL: here that is a disqualification.
    pub rejected_after_contact: Vec<u64>,
    /// Disqualified, and nothing is known of a contact: here that is a rejection.
    pub disqualified_unspoken: Vec<u64>,
    /// Rejected with a reason that asks for words, and with none that say something.
    pub other_without_words: Vec<u64>,
    /// Entries of the picklists of decisions that are new with the file.
    pub new_reasons: Vec<ImportedReason>,
}

/// What is known of a lead before its row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Before {
    pub(crate) contact: Option<Moment>,
    pub(crate) words: Option<String>,
}

impl Before {
    /// Of a lead; `first` is the position of the first field.
    pub(crate) fn of(lead: &Row<'_>, first: usize) -> rusqlite::Result<Before> {
        let contact = lead.get::<_, Option<i64>>(first + Field::FirstContactAt.index())?;
        let words = lead.get(first + Field::RejectionNote.index())?;
        Ok(Before { contact: contact.map(Moment), words })
    }
}

/// What was noticed so far.
#[derive(Debug, Default)]
pub(crate) struct Against {
    pub(crate) rules: AgainstRules,
    /// By the place of a reason in the file: what it is called, if it asks for words.
    asks: Vec<Option<String>>,
}

impl Against {
    /// The next entry rows refer to is known here, with its bucket and its label; `None` for what stands for none.
    pub(crate) fn meet(&mut self, list: List, known: Option<(Bucket, String)>) {
        let asks = known.filter(|(bucket, _)| list == List::Rejection && *bucket == Bucket::Other);
        self.asks.push(asks.map(|(_, label)| label));
    }

    /// The next entry rows refer to is new. It says what it was by its name, whichever bucket it is put into.
    pub(crate) fn meet_new(&mut self, met: &ImportedReason) {
        if met.list != List::Lost {
            self.rules.new_reasons.push(met.clone());
        }
        self.asks.push(None);
    }

    /// Takes in the row of a lead that tells something new.
    pub(crate) fn row(
        &mut self,
        (chunk, record): (&Chunk, &Record),
        before: &Before,
        as_of: Moment,
        calendar: &Calendar,
    ) {
        let passage = |stage: Stage| record.passages[usize::from(stage.code())].as_ref();
        let (rejected, disqualified) = (passage(Stage::Rejected), passage(Stage::Disqualified));
        if rejected.is_none() && disqualified.is_none() {
            return;
        }
        let contact = match record.cells[Field::FirstContactAt.index()] {
            Cell::Time(at) => Some(at),
            _ => before.contact,
        };
        let qualified =
            [Stage::Sql, Stage::Opportunity, Stage::Won].into_iter().any(|stage| passage(stage).is_some());
        if disqualified.is_some() && contact.is_none() && !qualified {
            self.rules.disqualified_unspoken.push(record.row);
        }
        let Some(rejected) = rejected else { return };
        let mql = passage(Stage::Mql).and_then(|mql| mql.at);
        if contact.is_some_and(|contact| was_in_contact(contact, mql, rejected.at.unwrap_or(as_of), calendar))
        {
            self.rules.rejected_after_contact.push(record.row);
        }
        let words = match record.cells[Field::RejectionNote.index()] {
            Cell::Text(words) => Some(chunk.text(words)),
            _ => before.words.as_deref(),
        };
        self.reason(record.row, rejected, words);
    }

    /// Takes in that a row rejects its lead with a reason, in somebody's words.
    pub(crate) fn reason(&mut self, row: u64, rejected: &Passage, words: Option<&str>) {
        let asked = rejected.reason.and_then(|reason| self.asks.get(usize::from(reason))?.as_deref());
        if asked.is_some_and(|label| !says_something(words.unwrap_or_default(), label)) {
            self.rules.other_without_words.push(row);
        }
    }
}
