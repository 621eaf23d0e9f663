//! The story of a lead in time: stages, what it did, what sales did, how its fields changed, its deals.

use std::collections::{BTreeMap, HashMap};

use plumbline_domain::{
    calendar::Calendar,
    event::Provenance,
    field::{Field, FieldName, Kind},
    ids::{BatchId, LeadId, PersonId},
    ladder::Ladder,
    moment::Moment,
    record::{DealOutcome, Side},
    stage::Stage,
};
use plumbline_store::{Activity, EventDetail, FieldChange, Opportunity, Reader, Recycling, StoreError};

use crate::wording;

/// From so many activities of one kind on one day they are one line.
const MANY: usize = 3;

/// What a line of the timeline tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The lead entered a stage.
    Stage(Stage),
    /// The lead did something.
    Engagement,
    /// Sales did something to reach it.
    Touch,
    /// A field changed.
    Change,
    /// A deal began or ended.
    Deal,
    /// Somebody put it onto a recycle track.
    Recycle,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, in words.
    pub at: String,
    /// What it tells of.
    pub what: What,
    /// What happened: `MQL`, `Webinar`, `Owner: Ann Lee → Bo Chen`, `Deal won: Renewal`.
    pub title: String,
    /// Reason and note, outcome and campaign, amount.
    pub detail: Option<String>,
    /// How the moment of a stage or a change is known.
    pub provenance: Option<Provenance>,
    /// Where it comes from: `import 3, leads.csv`.
    pub source: String,
}

/// What the store knows of one lead's story besides its stages.
pub(super) struct Told {
    activities: Vec<Activity>,
    changes: Vec<FieldChange>,
    deals: Vec<Opportunity>,
    sources: HashMap<BatchId, String>,
    persons: HashMap<PersonId, String>,
    /// Put onto a track by hand, with what the track is called.
    recyclings: Vec<(Recycling, String)>,
    /// When what was decided here was entered, where the clock was set.
    entered: HashMap<Moment, Moment>,
    /// What stages are called.
    pub(super) ladder: Ladder,
}

impl Told {
    pub(super) fn read(reader: &Reader, lead: LeadId, ladder: &Ladder) -> Result<Told, StoreError> {
        let batches = reader.batches()?.into_iter().map(|batch| (batch.id, batch.source));
        let persons = reader.persons()?.into_iter().map(|person| (person.id, person.name));
        let tracks = reader.tracks()?;
        let named = |recycling: Recycling| {
            let track = tracks.iter().find(|track| track.id == recycling.track);
            (recycling, track.map(|track| track.label.clone()).unwrap_or_default())
        };
        Ok(Told {
            activities: reader.activities_of(lead)?,
            changes: reader.field_changes_of(lead)?,
            deals: reader.opportunities_of(lead)?,
            sources: batches.collect(),
            persons: persons.collect(),
            recyclings: reader.recyclings_of(lead)?.into_iter().map(named).collect(),
            entered: reader.entered_of(lead)?,
            ladder: ladder.clone(),
        })
    }

    /// What the lead did and what was done to reach it.
    pub(super) fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// How its fields changed.
    pub(super) fn changes(&self) -> &[FieldChange] {
        &self.changes
    }

    /// Who that is.
    pub(super) fn person(&self, person: PersonId) -> Option<String> {
        self.persons.get(&person).cloned()
    }

    /// Who did it: a person here, or somebody as a file calls them.
    pub(super) fn doer(&self, stored: &EventDetail) -> Option<String> {
        stored.by.and_then(|by| self.person(by)).or_else(|| stored.by_name.clone())
    }

    /// Who put it onto a track at that moment, and in whose words; empty if nobody did.
    pub(super) fn by_hand(&self, since: Moment) -> String {
        let found = self.recyclings.iter().find(|(recycling, _)| recycling.since == since);
        found.map_or_else(String::new, |(recycling, _)| {
            let by = recycling.by.and_then(|by| self.person(by)).map(|name| format!("by {name}"));
            let by = by.or_else(|| Some("by hand".to_owned()));
            joined(": ", [by, recycling.note.clone()]).unwrap_or_default()
        })
    }

    /// All lines in time; what has no moment comes last.
    pub(super) fn timeline(&self, stages: &[EventDetail], calendar: &Calendar) -> Vec<Event> {
        let mut lines: Vec<(Option<Moment>, Event)> = Vec::new();
        lines.extend(stages.iter().map(|stage| (Some(stage.event.at), self.stage(stage, calendar))));
        lines.extend(self.done_by_day(calendar));
        lines.extend(self.changes.iter().map(|change| (Some(change.at), self.change(change, calendar))));
        lines.extend(self.recyclings.iter().map(|one| (Some(one.0.since), self.recycled(one, calendar))));
        lines.extend(self.deals.iter().flat_map(|deal| self.deal(deal, calendar)));
        lines.sort_by_key(|(at, _)| at.map_or((true, Moment(0)), |at| (false, at)));
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn stage(&self, stored: &EventDetail, calendar: &Calendar) -> Event {
        let event = &stored.event;
        let by = self.doer(stored).map(|name| format!("by {name}"));
        let why = joined(": ", [stored.reason_label.clone(), stored.note.clone()]);
        Event {
            at: when(event.at, event.not_before, event.provenance, calendar),
            what: What::Stage(event.stage),
            title: self.ladder.label(event.stage).to_owned(),
            detail: joined(", ", [why, by]),
            provenance: Some(event.provenance),
            source: self.decided_in(stored.batch, event.at, calendar),
        }
    }

    /// One line per activity, or per kind and day where there are many.
    fn done_by_day(&self, calendar: &Calendar) -> impl Iterator<Item = (Option<Moment>, Event)> {
        let mut days: BTreeMap<_, Vec<&Activity>> = BTreeMap::new();
        for activity in &self.activities {
            let key =
                (calendar.day(activity.at), activity.side as u8, activity.kind.as_str(), activity.batch);
            days.entry(key).or_default().push(activity);
        }
        let lines: Vec<_> = days
            .into_values()
            .flat_map(|of_day| match of_day.len() {
                ..MANY => of_day.chunks(1).map(|one| self.done(one, calendar)).collect(),
                _ => vec![self.done(&of_day, calendar)],
            })
            .collect();
        lines.into_iter()
    }

    /// The line of some activities of one kind, one day and one import, in time; at least one.
    fn done(&self, activities: &[&Activity], calendar: &Calendar) -> (Option<Moment>, Event) {
        let (first, last) = (activities[0], activities[activities.len() - 1]);
        let at = match (activities.len(), calendar.local(last.at).time()) {
            (1, _) => wording::moment(calendar, first.at),
            // A log of days has no hours to tell.
            (_, midnight) if midnight == chrono::NaiveTime::MIN => wording::moment(calendar, first.at),
            (_, until) => format!("{} to {}", wording::moment(calendar, first.at), until.format("%H:%M")),
        };
        let count = wording::count(activities.len() as u64);
        let of = |part: fn(&Activity) -> &Option<String>| {
            let mut values: Vec<&str> = activities.iter().filter_map(|one| part(one).as_deref()).collect();
            values.sort_unstable();
            values.dedup();
            Some(values.join(", ")).filter(|text| !text.is_empty())
        };
        let event = Event {
            at,
            what: if first.side == Side::Touch { What::Touch } else { What::Engagement },
            title: if activities.len() == 1 {
                wording::sentence_case(&first.kind)
            } else {
                format!("{count} × {}", first.kind)
            },
            detail: joined(
                " · ",
                [
                    of(|one| &one.outcome),
                    of(|one| &one.campaign),
                    of(|one| &one.channel),
                    of(|one| &one.by).map(|names| format!("by {names}")),
                ],
            ),
            provenance: None,
            source: self.source(first.batch, "entered here"),
        };
        (Some(first.at), event)
    }

    fn change(&self, change: &FieldChange, calendar: &Calendar) -> Event {
        let name = FieldName::parse(&change.field);
        let label = self.ladder.field_label(&name);
        let [old, new] = [&change.old, &change.new].map(|value| shown(&name, value, calendar));
        let title = match (old.is_empty(), new.is_empty()) {
            (true, _) => format!("{label}: {new}"),
            (false, true) => format!("{label}: blank, was {old}"),
            (false, false) => format!("{label}: {old} → {new}"),
        };
        Event {
            at: when(change.at, change.not_before, change.provenance, calendar),
            what: What::Change,
            title,
            detail: change.by.as_ref().map(|name| format!("by {name}")),
            provenance: Some(change.provenance),
            source: self.source(change.batch, "changed here"),
        }
    }

    fn recycled(&self, (recycling, track): &(Recycling, String), calendar: &Calendar) -> Event {
        let due = recycling.due.map(|due| format!("due {}", wording::day(due)));
        let by = recycling.by.and_then(|by| self.person(by)).map(|name| format!("by {name}"));
        Event {
            at: wording::moment(calendar, recycling.since),
            what: What::Recycle,
            title: format!("Recycled: {track}"),
            detail: joined(", ", [due, recycling.note.clone(), by]),
            provenance: Some(Provenance::Recorded),
            source: self.decided_in(None, recycling.since, calendar),
        }
    }

    /// The beginning of a deal and its end, as far as they are known.
    fn deal(&self, deal: &Opportunity, calendar: &Calendar) -> Vec<(Option<Moment>, Event)> {
        let name = deal.name.as_deref().unwrap_or(&deal.key);
        let amount = deal.amount.map(|amount| {
            format!("{} {}", wording::number(amount), deal.currency.as_deref().unwrap_or_default())
        });
        let owner = deal.owner.as_ref().map(|owner| format!("owner {owner}"));
        let line = |at: Option<Moment>, verb: &str, more: Option<String>| {
            let amount = amount.as_deref().map(|amount| amount.trim_end().to_owned());
            let event = Event {
                at: at.map_or_else(|| "no date".to_owned(), |at| wording::moment(calendar, at)),
                what: What::Deal,
                title: format!("Deal {verb}: {name}"),
                detail: joined(" · ", [amount, more, owner.clone()]),
                provenance: None,
                source: self.source(deal.batch, "entered here"),
            };
            (at, event)
        };
        let ended = match deal.outcome {
            DealOutcome::Open => None,
            DealOutcome::Won => Some(line(deal.closed_at, "won", None)),
            DealOutcome::Lost => Some(line(deal.closed_at, "lost", deal.lost_reason.clone())),
        };
        let began = line(deal.created_at, "opened", deal.stage.clone().filter(|_| ended.is_none()));
        match ended {
            Some(ended) if began.0.is_none() => vec![ended],
            ended => std::iter::once(began).chain(ended).collect(),
        }
    }

    /// Where a decision comes from. One that was entered on another day than it counts from says so.
    pub(super) fn decided_in(&self, batch: Option<BatchId>, at: Moment, calendar: &Calendar) -> String {
        let day = |at: Moment| calendar.day(at);
        let entered = self.entered.get(&at).filter(|entered| batch.is_none() && day(**entered) != day(at));
        match entered {
            Some(entered) => format!("decided here, entered on {}", wording::day(day(*entered))),
            None => self.source(batch, "decided here"),
        }
    }

    pub(super) fn source(&self, batch: Option<BatchId>, here: &str) -> String {
        match batch.map(|batch| (batch, self.sources.get(&batch))) {
            Some((batch, Some(source))) => format!("import {batch}, {source}"),
            Some((batch, None)) => format!("import {batch}"),
            None => here.to_owned(),
        }
    }
}

pub(super) fn when(at: Moment, not_before: Moment, provenance: Provenance, calendar: &Calendar) -> String {
    match provenance {
        // A lead of which nothing earlier is known.
        Provenance::Bounded if not_before.0 <= 0 => format!("by {}", wording::moment(calendar, at)),
        Provenance::Bounded => wording::between(calendar, not_before, at),
        Provenance::Recorded | Provenance::Derived => wording::moment(calendar, at),
    }
}

/// A value of a field history. Moments are kept as milliseconds.
pub(super) fn shown(name: &FieldName, value: &str, calendar: &Calendar) -> String {
    let is_time = matches!(name, FieldName::Canonical(field) if Field::kind(*field) == Kind::Time);
    match value.parse() {
        Ok(at) if is_time => wording::moment(calendar, Moment(at)),
        _ => value.to_owned(),
    }
}

fn joined<const N: usize>(with: &str, parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(with))
}

#[cfg(test)]
mod tests;
