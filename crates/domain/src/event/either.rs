//! Exits told by one field that means rejection and disqualification alike. Rejection is before first contact,
//! disqualification after it: which of both an exit was is settled from all that is known of the lead when it is read, so that
//! the order in which files came changes nothing.
//!
//! - What tells the exit with its kind stands for it: a log, a stamp of its own. A snapshot that knows the kind gives it to an
//!   exit that has a date.
//! - The first contact before it, or a rung that nobody reaches without one, makes it a disqualification; a first contact
//!   after it a rejection.
//! - Where no contact is known, the file's own status decides, if it tells the two apart; or else a record of contacts that
//!   covers the exit and has none with the lead, which makes it a rejection.
//! - Anything else is [`Stage::Left`]: nobody can tell.

use super::{Provenance, Says, Told};
use crate::{calendar::Calendar, moment::Moment, stage::Stage};

/// What is known of contacts with a lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contact<'a> {
    /// The first one.
    pub first: Option<Moment>,
    /// From when to when a contact with it would be known: spans that files of leads with a column for it, and logs of what
    /// sales did, speak of.
    pub covered: &'a [(Moment, Moment)],
    /// Whose days bare dates are; without one they are moments like all others.
    pub calendar: Option<&'a Calendar>,
}

impl Contact<'_> {
    /// A date without a time is the whole day: contact at ten on the day of the exit is before it.
    fn latest(&self, at: Moment) -> Moment {
        let Some(calendar) = self.calendar else { return at };
        let day = calendar.day(at);
        let next = day.succ_opt().filter(|_| calendar.start_of_day(day) == at);
        next.map_or(at, |next| Moment(calendar.start_of_day(next).0 - 1))
    }

    /// What an exit at `at` was, of which the file's status says `leans`.
    fn kind(&self, at: Moment, leans: Stage, is_worked: bool) -> Stage {
        match self.first {
            _ if is_worked => Stage::Disqualified,
            Some(first) if first <= self.latest(at) => Stage::Disqualified,
            Some(_) => Stage::Rejected,
            None if leans != Stage::Left => leans,
            None if self.covered.iter().any(|(from, until)| *from <= self.latest(at) && at <= *until) => {
                Stage::Rejected
            }
            None => Stage::Left,
        }
    }
}

/// An exit that may have been either: its place, and what the file's own status says of it.
pub(super) type Open = (usize, Stage);

/// Finds those that take part, and has them say what they are.
pub(super) fn mark(told: &mut [Told], takes_part: &[bool]) -> Vec<Open> {
    let parts = told.iter_mut().enumerate().filter(|(index, one)| takes_part[*index] && one.is_open_exit());
    parts
        .map(|(index, one)| {
            one.says = Says::Either;
            (index, one.event.stage)
        })
        .collect()
}

/// Gives the exits that are `open` their kind. Returns what gives way to what: of several that tell one exit, one stands.
pub(super) fn settle(
    told: &mut [Told],
    takes_part: &[bool],
    open: &[Open],
    contact: Contact<'_>,
) -> Vec<(usize, usize)> {
    if open.is_empty() {
        return Vec::new();
    }
    let mut given = Vec::new();
    let is_open = |told: &[Told], index: usize| told[index].says == Says::Either;
    for &(index, leans) in open {
        told[index].event.stage = leans;
    }
    let mut standing: Vec<usize> = Vec::new();
    // What says more speaks first: a log before a stamp before a snapshot.
    let mut by_worth: Vec<Open> = open.to_vec();
    by_worth.sort_by_key(|(index, _)| (told[*index].event.provenance, *index));
    for (index, leans) in by_worth {
        let exit = told[index].event;
        let near = |others: &mut dyn Iterator<Item = usize>| {
            let of_exit = others.filter(|other| !is_parted(told, takes_part, index, *other));
            of_exit.min_by_key(|other| (told[*other].event.at.0.abs_diff(exit.at.0), *other))
        };
        let knows = |other: &usize| {
            takes_part[*other]
                && !is_open(told, *other)
                && matches!(told[*other].event.stage, Stage::Rejected | Stage::Disqualified)
        };
        if let Some(same) = near(&mut standing.iter().copied()) {
            given.push((index, same));
            continue;
        }
        match near(&mut (0..told.len()).filter(knows)) {
            Some(better) if gives_kind(told, index, better) => {
                told[index].event.stage = told[better].event.stage;
                given.push((better, index));
                standing.push(index);
            }
            Some(better) => given.push((index, better)),
            None => {
                told[index].event.stage = contact.kind(exit.at, leans, is_worked(told, takes_part, exit.at));
                // One that was given here was given to a rejection.
                told[index].event.reason = exit.reason.filter(|_| told[index].event.stage == Stage::Rejected);
                standing.push(index);
            }
        }
    }
    given
}

/// True if a snapshot knows the kind of an exit that has a date: it gives the kind and takes the date.
fn gives_kind(told: &[Told], exit: usize, knows: usize) -> bool {
    let (exit, knows) = (told[exit].event, told[knows].event);
    knows.provenance == Provenance::Bounded && exit.provenance != Provenance::Bounded && exit.at <= knows.at
}

/// True if the lead went up the ladder between two exits: then they are two.
fn is_parted(told: &[Told], takes_part: &[bool], one: usize, other: usize) -> bool {
    let (a, b) = (told[one].event.at, told[other].event.at);
    let (first, last) = (a.min(b), a.max(b));
    let between = |(index, step): (usize, &Told)| {
        let (at, stage) = (step.event.at, step.event.stage);
        takes_part[index]
            && stage <= Stage::Won
            && first < at
            && (at < last || at == last && stage == Stage::Mql)
    };
    told.iter().enumerate().any(between)
}

/// True if the lead had reached, since it last became an MQL, what nobody reaches without a contact.
fn is_worked(told: &[Told], takes_part: &[bool], exit: Moment) -> bool {
    let until = || told.iter().enumerate().filter(|(index, one)| takes_part[*index] && one.event.at <= exit);
    let mql = until().filter(|(_, one)| one.event.stage == Stage::Mql).map(|(_, one)| one.event.at).max();
    let works = |stage| matches!(stage, Stage::Sql | Stage::Opportunity | Stage::Won | Stage::Lost);
    until().any(|(_, one)| works(one.event.stage) && mql.is_none_or(|mql| one.event.at >= mql))
}

#[cfg(test)]
mod tests {
    use Provenance::{Bounded, Derived, Recorded};
    use Stage::{Disqualified, Left, Mql, Rejected, Sal, Sql};

    use super::*;
    use crate::{
        event::{Around, StageEvent, keep_standing},
        ids::{LeadId, ReasonId},
    };

    fn on_day(day: i64) -> Moment {
        Moment(day * Moment::DAY)
    }

    fn told(stage: Stage, day: i64, provenance: Provenance, says: Says) -> Told {
        let at = on_day(day);
        let event = StageEvent { lead: LeadId(1), stage, at, not_before: at, provenance, reason: None };
        Told { event, says }
    }

    fn one(stage: Stage, day: i64, provenance: Provenance) -> Told {
        told(stage, day, provenance, Says::Entered)
    }

    fn left(day: i64, provenance: Provenance) -> Told {
        told(Left, day, provenance, Says::Either)
    }

    fn keep(mut told: Vec<Told>, around: Around<'_>) -> Vec<StageEvent> {
        told.sort_by_key(|told| (told.event.at, Told::code(told.event.stage, told.says)));
        keep_standing(&mut told, around);
        told.into_iter().map(|told| told.event).collect()
    }

    fn stages(told: Vec<Told>, contact: Contact<'_>) -> Vec<(Stage, i64)> {
        let around = Around { window_hours: 14 * 24, contact, ..Around::default() };
        keep(told, around).iter().map(|event| (event.stage, event.at.0 / Moment::DAY)).collect()
    }

    #[test]
    fn first_contact_tells_what_an_exit_was() {
        fn exit(contact: Contact<'_>) -> Stage {
            stages(vec![one(Mql, 1, Derived), left(8, Derived)], contact)[1].0
        }
        let first = |day| Contact { first: Some(on_day(day)), ..Contact::default() };
        assert_eq!(exit(first(6)), Disqualified);
        assert_eq!(exit(first(8)), Disqualified, "at the exit");
        assert_eq!(exit(first(9)), Rejected, "after the exit is none before it");
        assert_eq!(exit(Contact::default()), Left, "nothing tells");
        let covered = |from, until| {
            let covered = [(on_day(from), on_day(until))];
            exit(Contact { covered: &covered, ..Contact::default() })
        };
        assert_eq!(covered(1, 31), Rejected);
        assert_eq!(covered(9, 31), Left, "kept since then");
        assert_eq!(covered(1, 7), Left, "kept until then");
        let calendar = Calendar { zone: chrono_tz::UTC, ..Calendar::default() };
        let noon = Moment(on_day(8).0 + Moment::DAY / 2);
        let on_the_day = Contact { first: Some(noon), calendar: Some(&calendar), ..Contact::default() };
        assert_eq!(exit(on_the_day), Disqualified, "a bare day is whole");
        assert_eq!(exit(Contact { calendar: None, ..on_the_day }), Rejected);
    }

    #[test]
    fn the_files_own_status_decides_where_no_contact_is_known() {
        let leans = |stage, contact| stages(vec![told(stage, 8, Derived, Says::Either)], contact)[0].0;
        let first = Contact { first: Some(on_day(6)), ..Contact::default() };
        assert_eq!(leans(Disqualified, Contact::default()), Disqualified);
        assert_eq!(leans(Rejected, Contact::default()), Rejected);
        assert_eq!(leans(Rejected, first), Disqualified, "a contact says more");
    }

    #[test]
    fn what_knows_the_kind_of_an_exit_tells_it() {
        let kept = |told| stages(told, Contact::default());
        let logged = kept(vec![one(Rejected, 7, Recorded), left(8, Derived), left(31, Bounded)]);
        assert_eq!(logged, [(Rejected, 7)], "one exit told three times");
        assert_eq!(kept(vec![left(8, Derived), one(Disqualified, 31, Bounded)]), [(Disqualified, 8)]);
        assert_eq!(kept(vec![left(31, Bounded), one(Disqualified, 59, Bounded)]), [(Disqualified, 59)]);
        let again = kept(vec![one(Rejected, 7, Recorded), one(Mql, 20, Recorded), left(28, Derived)]);
        assert_eq!(again, [(Rejected, 7), (Mql, 20), (Left, 28)], "another pass");
        let came_back = kept(vec![one(Rejected, 7, Recorded), one(Sal, 20, Recorded), left(28, Derived)]);
        assert_eq!(came_back.last(), Some(&(Left, 28)), "it was taken up between");
        assert_eq!(
            kept(vec![one(Sql, 5, Derived), left(8, Derived)])[1].0,
            Disqualified,
            "nobody is SQL unspoken"
        );
        assert_eq!(kept(vec![left(8, Derived), left(31, Bounded), left(59, Bounded)]), [(Left, 8)]);
        assert_eq!(kept(vec![left(59, Bounded), left(9, Bounded), one(Mql, 20, Recorded)]).len(), 3);
    }

    #[test]
    fn a_status_beside_the_ladder_may_say_it_too() {
        let beside = |day| told(Left, day, Recorded, Says::Beside);
        let first = Contact { first: Some(on_day(3)), ..Contact::default() };
        let mql = one(Mql, 1, Recorded);
        assert_eq!(stages(vec![mql, beside(8)], first), [(Mql, 1), (Disqualified, 8)]);
        assert_eq!(stages(vec![mql, beside(8)], Contact::default())[1], (Left, 8));
        let won = vec![mql, one(Stage::Won, 5, Recorded), beside(8)];
        assert_eq!(stages(won, Contact::default()).len(), 2, "who was won has left for good");
        let once = vec![one(Mql, 1, Recorded), one(Rejected, 7, Recorded), beside(8)];
        assert_eq!(stages(once, Contact::default()).len(), 2, "the ladder knows the exit");
    }

    #[test]
    fn a_reason_of_either_goes_to_what_the_exit_was() {
        let why = |stage, reason| {
            let mut why = told(stage, 31, Recorded, Says::EitherWhy);
            why.event.reason = Some(ReasonId(reason));
            why
        };
        let reasons = |exit: Vec<Told>, first: Option<i64>| {
            let contact = Contact { first: first.map(on_day), ..Contact::default() };
            let around =
                Around { snapshots: &[on_day(31)], window_hours: 14 * 24, contact, ..Around::default() };
            let told = exit.into_iter().chain([why(Rejected, 7), why(Disqualified, 8)]).collect();
            let exits = keep(told, around).into_iter().filter(|event| event.stage.is_of_either());
            exits.map(|event| (event.stage, event.reason.map(|reason| reason.0))).collect::<Vec<_>>()
        };
        assert_eq!(reasons(vec![left(8, Derived)], Some(6)), [(Disqualified, Some(8))]);
        assert_eq!(reasons(vec![left(8, Derived)], Some(9)), [(Rejected, Some(7))]);
        assert_eq!(reasons(vec![left(8, Derived)], None), [(Left, Some(7))], "its word is kept");
        assert_eq!(
            reasons(vec![one(Disqualified, 8, Recorded)], None),
            [(Disqualified, Some(8))],
            "of a log"
        );
        let (first, second) = (one(Rejected, 3, Recorded), one(Disqualified, 20, Recorded));
        let not_given = Some(ReasonId::NOT_GIVEN.0);
        let both = reasons(vec![first, one(Mql, 10, Recorded), second], None);
        assert_eq!(
            both,
            [(Rejected, not_given), (Disqualified, Some(8))],
            "the field speaks of the last exit"
        );
    }

    #[test]
    fn codes_are_read_back() {
        for says in Says::ALL {
            for code in 0..=10 {
                let stage = Stage::from_code(code).unwrap();
                assert_eq!(Told::from_code(Told::code(stage, says)), Some((stage, says)));
            }
        }
        assert_eq!(Told::from_code(11), None);
    }
}
