//! One column for two meanings: a rejection is before first contact, a disqualification after it.

use std::sync::Arc;

use plumbline_domain::{
    calendar::Calendar,
    field::Field,
    moment::Moment,
    record::{Cell, Record},
    stage::Stage,
};
use rustc_hash::FxHashMap;

use super::Context;
use crate::mapping::{Mapping, Target};

/// When leads were first contacted, by their identity, as far as a workspace knows. Copies share their content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacted(Arc<FxHashMap<Box<str>, Moment>>);

impl Contacted {
    /// The first contact with the lead of this identity.
    pub fn first(&self, identity: &str) -> Option<Moment> {
        self.0.get(identity).copied()
    }
}

/// Identities and contacts; of several contacts the earliest counts.
impl FromIterator<(String, Moment)> for Contacted {
    fn from_iter<I: IntoIterator<Item = (String, Moment)>>(contacts: I) -> Contacted {
        let mut first: FxHashMap<Box<str>, Moment> = FxHashMap::default();
        for (identity, at) in contacts {
            first.entry(identity.into()).and_modify(|known| *known = (*known).min(at)).or_insert(at);
        }
        Contacted(Arc::new(first))
    }
}

/// What the rows of a column for both meanings turned out to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Before contact.
    pub rejections: u64,
    /// After contact.
    pub disqualifications: u64,
    /// Nothing says whether there was contact: kept as they are, without an exit.
    pub undecided: u64,
    /// Those of the first two that the file's own status says, because no contact is known.
    pub by_status: u64,
}

impl Split {
    /// The rows that left the ladder with a value in the column.
    pub fn rows(&self) -> u64 {
        self.rejections + self.disqualifications + self.undecided
    }

    /// Counts one row.
    pub(super) fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Rejected | Verdict::SaidRejected => &mut self.rejections,
            Verdict::Disqualified | Verdict::SaidDisqualified => &mut self.disqualifications,
            Verdict::CannotTell => &mut self.undecided,
        } += 1;
        self.by_status += u64::from(matches!(verdict, Verdict::SaidRejected | Verdict::SaidDisqualified));
    }
}

/// What one row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Rejected,
    Disqualified,
    /// No contact is known, and the status says it.
    SaidRejected,
    /// Likewise.
    SaidDisqualified,
    CannotTell,
}

impl Verdict {
    /// The exit it means.
    pub(super) fn stage(self) -> Option<Stage> {
        match self {
            Verdict::Rejected | Verdict::SaidRejected => Some(Stage::Rejected),
            Verdict::Disqualified | Verdict::SaidDisqualified => Some(Stage::Disqualified),
            Verdict::CannotTell => None,
        }
    }
}

/// Where evidence of first contact is found.
pub(super) struct Evidence {
    contacted: Option<Contacted>,
    /// No contact is an answer: the file or the workspace would know of one.
    told: bool,
    /// The statuses of the file tell rejections from disqualifications.
    distinguishes: bool,
    calendar: Calendar,
}

impl Evidence {
    pub(super) fn new(mapping: &Mapping, context: &Context) -> Evidence {
        let in_file = mapping.column_of(&Target::Field(Field::FirstContactAt)).is_some();
        Evidence {
            contacted: context.contacted.clone(),
            told: in_file || context.contacted.is_some(),
            distinguishes: [Stage::Rejected, Stage::Disqualified]
                .iter()
                .all(|exit| mapping.statuses.iter().any(|(_, stage)| *stage == Some(*exit))),
            calendar: context.calendar.clone(),
        }
    }

    /// What a row with an exit and a reason is. Of several contacts the earliest counts; an exit without a date is
    /// after any contact. Where no contact is known, a `status` that says which of both it is decides, if the statuses of
    /// the file know both: a word for either says no more than the column does.
    pub(super) fn verdict(&self, record: &Record, identity: &str, status: Option<Stage>) -> Verdict {
        let time = |cell| if let Cell::Time(at) = cell { Some(at) } else { None };
        let known = self.contacted.as_ref().and_then(|contacted| contacted.first(identity));
        let in_row = time(record.cells[Field::FirstContactAt.index()]);
        let exit = time(record.cells[Field::StatusAt.index()]).map(|at| self.latest(at));
        match [in_row, known].into_iter().flatten().min() {
            Some(contact) if exit.is_none_or(|exit| contact <= exit) => Verdict::Disqualified,
            Some(_) => Verdict::Rejected,
            None => match status {
                Some(Stage::Rejected) if self.distinguishes => Verdict::SaidRejected,
                Some(Stage::Disqualified) if self.distinguishes => Verdict::SaidDisqualified,
                _ if self.told => Verdict::Rejected,
                _ => Verdict::CannotTell,
            },
        }
    }

    /// A date without a time is the whole day: contact at ten on the day of the exit is before it.
    fn latest(&self, at: Moment) -> Moment {
        let day = self.calendar.day(at);
        let next = day.succ_opt().filter(|_| self.calendar.start_of_day(day) == at);
        next.map_or(at, |next| Moment(self.calendar.start_of_day(next).0 - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Moment = Moment(1_772_366_400_000);

    fn verdict(
        file: Option<Moment>,
        known: Option<Option<Moment>>,
        exit: Option<Moment>,
        mapped: bool,
    ) -> Verdict {
        let mut mapping = Mapping::default();
        if mapped {
            mapping.set("First contact", Target::Field(Field::FirstContactAt));
        }
        let contacted =
            known.map(|at| at.map(|at| ("e:a@x.example".to_owned(), at)).into_iter().collect::<Contacted>());
        let evidence = Evidence::new(&mapping, &Context { contacted, ..Context::default() });
        let mut record = Record::blank(2);
        let cell = |at: Option<Moment>| at.map_or(Cell::Blank, Cell::Time);
        record.cells[Field::FirstContactAt.index()] = cell(file);
        record.cells[Field::StatusAt.index()] = cell(exit);
        evidence.verdict(&record, "e:a@x.example", None)
    }

    #[test]
    fn first_contact_decides() {
        let (hour, day) = (3_600_000, Moment::DAY);
        let later = Moment(NOON.0 + hour);
        assert_eq!(verdict(Some(NOON), None, Some(later), true), Verdict::Disqualified);
        assert_eq!(verdict(Some(NOON), None, Some(NOON), true), Verdict::Disqualified, "at the exit");
        assert_eq!(verdict(Some(later), None, Some(NOON), true), Verdict::Rejected, "after the exit");
        assert_eq!(verdict(Some(later), None, None, true), Verdict::Disqualified, "whenever the exit was");
        assert_eq!(verdict(None, None, Some(NOON), true), Verdict::Rejected, "the file would say so");
        assert_eq!(
            verdict(None, Some(None), Some(NOON), false),
            Verdict::Rejected,
            "the workspace would know"
        );
        assert_eq!(verdict(None, Some(Some(NOON)), Some(later), false), Verdict::Disqualified);
        assert_eq!(
            verdict(Some(later), Some(Some(NOON)), Some(NOON), true),
            Verdict::Disqualified,
            "the earliest"
        );
        assert_eq!(verdict(None, None, Some(NOON), false), Verdict::CannotTell);
        let midnight = Moment(NOON.0.div_euclid(day) * day);
        assert_eq!(verdict(Some(NOON), None, Some(midnight), true), Verdict::Disqualified, "a day is whole");
        assert_eq!(verdict(Some(Moment(midnight.0 + day)), None, Some(midnight), true), Verdict::Rejected);
    }

    #[test]
    fn the_earliest_of_several_contacts_is_kept() {
        let contacts = [("a", 5), ("b", 1), ("a", 3), ("a", 9)];
        let contacted: Contacted = contacts.into_iter().map(|(id, at)| (id.to_owned(), Moment(at))).collect();
        assert_eq!((contacted.first("a"), contacted.first("c")), (Some(Moment(3)), None));
    }
}
