//! Leads, reasons, tracks and persons as people type them.

use chrono::NaiveDate;
use plumbline_domain::{
    decide::Verb,
    ids::{LeadId, PersonId, ReasonId, TrackId},
    moment::Moment,
    reason::List,
};
use plumbline_store::Reader;

use crate::{
    clock::Clock,
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// The leads called `names`: by id in their system, e-mail or `#number`.
    ///
    /// # Errors
    /// A name is no lead's, or several leads'.
    pub fn leads_named(&self, names: &[String]) -> Outcome<Vec<LeadId>> {
        let found = self.store().read(|reader| reader.leads_called(names))?;
        let one = |(name, leads): (&String, Vec<LeadId>)| match leads[..] {
            [lead] => Ok(lead),
            [] => Err(Failure::bad_input("leads", format!("There is no lead \u{201c}{name}\u{201d}."))
                .hint("Name leads by their id, their e-mail, or #number.")),
            _ => {
                let numbers: Vec<String> = leads.iter().map(|lead| format!("#{lead}")).collect();
                Err(Failure::bad_input("leads", format!("\u{201c}{name}\u{201d} is {} leads.", leads.len()))
                    .hint(format!("Name one of them: {}.", numbers.join(", "))))
            }
        };
        names.iter().zip(found).map(one).collect()
    }

    /// The reason `verb` takes that is called `text`, by its key or its label.
    ///
    /// # Errors
    /// There is none in use.
    pub fn reason_named(&self, verb: Verb, text: &str) -> Outcome<ReasonId> {
        let reasons = self.store().read(Reader::reasons)?;
        let of_list = || reasons.iter().filter(|reason| verb.needs_reason() == Some(reason.list));
        let text = text.trim();
        let called = |reason: &&plumbline_store::Reason| {
            let full = reason.key.to_string();
            full == text || reason.key.slug == text || reason.label.to_lowercase() == text.to_lowercase()
        };
        let former = match verb.needs_reason() {
            Some(List::Rejection) => self.store().read(Reader::former_reason_keys)?,
            _ => Vec::new(),
        };
        let moved = || {
            let (_, id) = former.iter().find(|(key, _)| key.to_string() == text)?;
            of_list().find(|reason| reason.id == *id)
        };
        // One that was merged stands for what is counted in its place, one that was moved is meant by its old key.
        let found = of_list().find(called).or_else(moved);
        let found = found.map(|reason| reason.merged_into.unwrap_or(reason.id));
        found.ok_or_else(|| {
            let offered = of_list().filter(|reason| reason.retired_at.is_none());
            let labels: Vec<String> = offered.map(|reason| reason.label.clone()).collect();
            let hint = match labels.is_empty() {
                true => format!("\u{201c}{}\u{201d} takes no reason.", verb.slug()),
                false => format!("Reasons: {}.", labels.join(", ")),
            };
            Failure::bad_input("reason", format!("There is no such reason: \u{201c}{text}\u{201d}."))
                .hint(hint)
        })
    }

    /// The track called `text`.
    ///
    /// # Errors
    /// There is none in use.
    pub fn track_named(&self, text: &str) -> Outcome<TrackId> {
        let tracks = self.store().read(Reader::tracks)?;
        let offered = || tracks.iter().filter(|track| track.retired_at.is_none());
        let called = |track: &&plumbline_store::Track| {
            track.slug == text.trim() || track.label.to_lowercase() == text.trim().to_lowercase()
        };
        offered().find(called).map(|track| track.id).ok_or_else(|| {
            let labels: Vec<&str> = offered().map(|track| track.label.as_str()).collect();
            Failure::bad_input("track", format!("There is no track \u{201c}{text}\u{201d}."))
                .hint(format!("Tracks: {}.", labels.join(", ")))
        })
    }

    /// When sales was in contact, written as `text`: a local time of this workspace, or a day. A day is read as late as it
    /// allows, which is now if it is today: it can miss a clock, and never repairs one.
    ///
    /// # Errors
    /// It is neither.
    pub fn contact_named(&self, text: &str) -> Outcome<Moment> {
        let calendar = self.settings()?.calendar;
        if let Ok(day) = text.trim().parse::<NaiveDate>() {
            let now = self.now()?;
            let last = |next| Moment(calendar.start_of_day(next).0 - 1);
            let end = day.succ_opt().map_or(Moment(i64::MAX), last);
            return Ok(if calendar.day(now) == day { now } else { end });
        }
        let clock = Clock::parse(text).map_err(|_| {
            Failure::bad_input("contacted", format!("\u{201c}{text}\u{201d} is no day or moment."))
                .hint("Write it like 2026-03-31T18:00 or 2026-03-31.")
        })?;
        Ok(clock.now(&calendar))
    }

    /// The person called `text`.
    ///
    /// # Errors
    /// There is none in use.
    pub fn person_named(&self, text: &str) -> Outcome<PersonId> {
        let persons = self.store().read(Reader::persons)?;
        let called =
            |person: &&plumbline_store::Person| person.name.to_lowercase() == text.trim().to_lowercase();
        let found = persons.iter().find(called);
        let found = found.filter(|person| person.retired_at.is_none() || person.merged_into.is_some());
        found.map(|person| person.merged_into.unwrap_or(person.id)).ok_or_else(|| {
            Failure::bad_input("by", format!("There is no person \u{201c}{text}\u{201d}."))
                .hint("Settings list the people of this workspace.")
        })
    }
}

/// The day written as `text`.
///
/// # Errors
/// It is none.
pub fn day_named(text: &str) -> Outcome<NaiveDate> {
    text.parse().map_err(|_| {
        Failure::bad_input("due", format!("\u{201c}{text}\u{201d} is no day."))
            .hint("Write it like 2026-06-30.")
    })
}
