//! Decides about one lead or many, as one step with one undo.

use chrono::{Days, NaiveDate};
use plumbline_domain::{
    decide::{Picked, Refusal, Verb, check_lead, check_reason},
    field::Field,
    ids::{LeadId, PersonId, ReasonId, TrackId},
    ladder::Ladder,
    moment::Moment,
};
use plumbline_store::{Change, DeskText, Op, OpKind, Reason, StoreError, Track, Value};

use super::remark::remarks;
use crate::{
    failure::{Failure, Kind, Outcome},
    wording,
    workspace::Workspace,
};

/// What somebody decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decide {
    /// What.
    pub verb: Verb,
    /// Why; rejections and disqualifications need one.
    pub reason: Option<ReasonId>,
    /// In their words.
    pub note: Option<String>,
    /// Who.
    pub by: Option<PersonId>,
    /// When sales was in contact first, if the record does not know it.
    pub contacted: Option<Moment>,
    /// Where the lead goes when it is recycled.
    pub track: Option<TrackId>,
    /// When it is due; without it the track says.
    pub due: Option<NaiveDate>,
}

impl Decide {
    /// The verb alone.
    pub fn of(verb: Verb) -> Decide {
        Decide { verb, reason: None, note: None, by: None, contacted: None, track: None, due: None }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The leads it was decided for.
    pub done: Vec<LeadId>,
    /// The others, with why.
    pub refused: Vec<Refused>,
    /// In words: "14 leads rejected".
    pub sentence: String,
    /// What it changed besides those leads, a sentence each.
    pub remarks: Vec<String>,
}

/// A lead it could not be decided for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which.
    pub lead: LeadId,
    /// Why.
    pub refusal: Refusal,
}

impl Workspace {
    /// Decides about `leads`, now. Those for which the rules do not allow it are left as they are and told.
    ///
    /// # Errors
    /// A reason, words or a track are missing or wrong; none of the leads allows it; one of them is not there; the file
    /// cannot be written. Nothing is changed then.
    pub fn decide(&self, leads: &[LeadId], how: &Decide) -> Outcome<Decided> {
        let decided = self.try_decide(leads, how)?;
        match (decided.done.is_empty(), decided.refused.first()) {
            (true, Some(one)) => Err(refuse(one.refusal, decided.refused.len())),
            _ => Ok(decided),
        }
    }

    /// The same where somebody wants each refusal: if none of the leads allows it, nothing is done and all of them are told.
    ///
    /// # Errors
    /// As [`Workspace::decide`], but for what the rules say of a lead.
    pub fn try_decide(&self, leads: &[LeadId], how: &Decide) -> Outcome<Decided> {
        let now = self.next_moment()?;
        let track = self.checked(how, now)?;
        let Sorted { able, contacted, refused, remarks } = self.sorted(leads, how, now)?;
        if able.is_empty() && refused.is_empty() {
            return Err(Failure::bad_input("leads", "No lead was chosen.").hint("Choose at least one."));
        }
        if able.is_empty() {
            let sentence = match refused.len() {
                1 => "The lead does not allow it.".to_owned(),
                leads => format!("None of the {} leads allows it.", wording::count(leads as u64)),
            };
            return Ok(Decided { done: able, refused, sentence, remarks });
        }
        let counted = wording::counted(able.len() as u64, "lead", "leads");
        let kind = if how.verb == Verb::Recycle { OpKind::Recycle } else { OpKind::Decision };
        let op = Op::new(kind, label(how.verb, &counted));
        let (write, done) = (how.clone(), able.clone());
        self.transact(op, now, move |change| {
            contact(change, &contacted, write.contacted)?;
            record(change, &able, &write, track.as_ref())
        })?;
        Ok(Decided { done, refused, sentence: format!("{counted} {}.", how.verb.done()), remarks })
    }

    /// Checks what is the same for all leads; returns the track and the day a recycled lead is due.
    fn checked(&self, how: &Decide, now: Moment) -> Outcome<Option<(TrackId, Option<NaiveDate>)>> {
        let (reasons, tracks, persons) = self.store().read(|reader| -> Result<_, StoreError> {
            Ok((reader.reasons()?, reader.tracks()?, reader.persons()?))
        })?;
        let picked = match how.reason {
            Some(id) => Some(picked(&reasons, id)?),
            None => None,
        };
        check_reason(how.verb, picked, how.note.as_deref()).map_err(|refusal| {
            let field = if refusal == Refusal::NoWords { "note" } else { "reason" };
            Failure::bad_input(field, refusal.to_string()).hint(refusal.hint())
        })?;
        if let Some(by) = how.by
            && !persons.iter().any(|person| person.id == by && person.retired_at.is_none())
        {
            return Err(Failure::bad_input("by", "There is no such person.")
                .hint("Choose one of the people of this workspace."));
        }
        if how.contacted.is_some_and(|at| at > now) {
            return Err(Failure::bad_input("contacted", "The first contact cannot lie in the future.")
                .hint("Say when it was, or leave it out."));
        }
        if how.verb != Verb::Recycle {
            let needless = [("track", how.track.is_some()), ("due", how.due.is_some())];
            return match needless.into_iter().find(|(_, is_given)| *is_given) {
                Some((field, _)) => {
                    let message = format!("\u{201c}{}\u{201d} takes no track and no day.", how.verb.slug());
                    Err(Failure::bad_input(field, message).hint(
                        "The reason says where the lead goes. Recycle it afterwards to send it elsewhere.",
                    ))
                }
                None => Ok(None),
            };
        }
        let offered: Vec<&Track> = tracks.iter().filter(|track| track.retired_at.is_none()).collect();
        let track = offered.iter().find(|track| Some(track.id) == how.track).ok_or_else(|| {
            let names: Vec<&str> = offered.iter().map(|track| track.label.as_str()).collect();
            Failure::bad_input("track", "Recycling needs a track.")
                .hint(format!("Tracks: {}.", names.join(", ")))
        })?;
        let today = self.settings()?.calendar.day(now);
        if how.due.is_some_and(|due| due < today) {
            return Err(Failure::bad_input("due", "A lead cannot be due on a day that is over.")
                .hint("Name today or a later day, or leave it out."));
        }
        let by_itself = || track.days.and_then(|days| today.checked_add_days(Days::new(days.into())));
        Ok(Some((track.id, how.due.or_else(by_itself))))
    }

    /// Parts the leads into those the rules allow it for and the others.
    fn sorted(&self, leads: &[LeadId], how: &Decide, now: Moment) -> Outcome<Sorted> {
        let (settings, ladder) = (self.settings()?, self.ladder()?);
        let (mut sorted, mut positions) = (Sorted::default(), Vec::new());
        for (lead, position) in self.positions_of(leads, &settings, now)? {
            let possible = |position| check_lead(how.verb, position, &ladder);
            match position.with_contact(how.contacted).and_then(possible) {
                Ok(()) => {
                    sorted.able.push(lead);
                    positions.push(position);
                    sorted.contacted.extend((!position.on_record).then_some(lead));
                }
                Err(refusal) => sorted.refused.push(Refused { lead, refusal }),
            }
        }
        sorted.remarks = remarks(how.verb, &positions, &settings.calendar);
        Ok(sorted)
    }

    /// Which stage may follow which here.
    ///
    /// # Errors
    /// The file cannot be read, or its ladder has a mistake.
    pub fn ladder(&self) -> Outcome<Ladder> {
        let text = self.store().read(|reader| reader.desk_text(DeskText::Ladder))?;
        let Some(text) = text else { return Ok(Ladder::default()) };
        Ladder::parse(&text)
            .map_err(|mistake| Failure::new(Kind::Damaged, mistake.to_string()).hint(mistake.hint()))
    }
}

/// The leads somebody decides about.
#[derive(Default)]
struct Sorted {
    /// For which the rules allow it.
    able: Vec<LeadId>,
    /// Those of them whose record knows no contact in this handoff.
    contacted: Vec<LeadId>,
    refused: Vec<Refused>,
    remarks: Vec<String>,
}

/// For the undo menu.
fn label(verb: Verb, counted: &str) -> String {
    match verb {
        Verb::Requalify => format!("Make {counted} MQL again"),
        verb => format!("{} {counted}", verb.label()),
    }
}

fn picked(reasons: &[Reason], id: ReasonId) -> Outcome<Picked<'_>> {
    let found = reasons.iter().find(|reason| reason.id == id);
    let reason = found.ok_or_else(|| {
        Failure::bad_input("reason", "There is no such reason.").hint("Choose one of the reasons offered.")
    })?;
    Ok(Picked {
        label: &reason.label,
        list: reason.list,
        bucket: reason.key.bucket,
        retired: reason.retired_at.is_some(),
    })
}

fn refuse(refusal: Refusal, leads: usize) -> Failure {
    let message = match leads {
        1 => refusal.to_string(),
        _ => format!("None of the {leads} leads allows it. The first: {refusal}"),
    };
    Failure::new(Kind::Refused, message).hint(refusal.hint())
}

/// Writes down when sales was in contact with the leads whose record does not know it.
fn contact(change: &mut Change<'_>, leads: &[LeadId], at: Option<Moment>) -> Result<(), StoreError> {
    let Some(at) = at.map(Value::Time) else { return Ok(()) };
    leads.iter().try_for_each(|lead| change.set_field(*lead, Field::FirstContactAt, &at))
}

fn record(
    change: &mut Change<'_>,
    leads: &[LeadId],
    how: &Decide,
    track: Option<&(TrackId, Option<NaiveDate>)>,
) -> Result<(), StoreError> {
    let note = how.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    if let Some((track, due)) = track {
        leads.iter().try_for_each(|lead| change.recycle(*lead, *track, *due, note, how.by))?;
    }
    match how.verb.enters() {
        Some(stage) => change.record_events(leads, stage, how.reason, note, how.by),
        None => Ok(()),
    }
}
