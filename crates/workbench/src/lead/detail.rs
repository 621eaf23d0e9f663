//! One lead as its panel shows it first: who, why an MQL, score, clocks, what was decided, and its story.

use plumbline_cube::recycle::Stay;
use plumbline_domain::{
    field::{Field, FieldName},
    handoff::handoffs_of,
    ids::LeadId,
    stage::Stage,
};
use plumbline_store::{EventDetail, StoreError};

use super::{
    cell::{Cells, Style},
    passes::{Pass, passes},
    score::Score,
    timeline::{Event, Told},
    trigger::Trigger,
};
use crate::{failure::Outcome, recycle, wording, workspace::Workspace};

/// A lead as its panel shows it.
#[derive(Clone, Debug)]
pub struct Detail {
    /// Who.
    pub id: LeadId,
    /// Name, or what stands for it.
    pub title: String,
    /// Job title and company.
    pub subtitle: String,
    /// What somebody looks at who decides: label and value.
    pub facts: Vec<(String, String)>,
    /// What made it an MQL.
    pub trigger: Trigger,
    /// Its score and what made it.
    pub score: Score,
    /// Its handoffs with their clocks, the newest first.
    pub passes: Vec<Pass>,
    /// What was decided, the newest first.
    pub decisions: Vec<DecisionTold>,
    /// The tracks it was sent to, the newest first.
    pub recycled: Vec<StayTold>,
    /// What happened, oldest first.
    pub timeline: Vec<Event>,
}

/// A decision in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionTold {
    /// When, in words.
    pub at: String,
    /// What it entered: "Rejected".
    pub what: String,
    /// Why; empty for none.
    pub reason: String,
    /// In whose words; empty for none.
    pub words: String,
    /// Who; empty if that is not known.
    pub by: String,
    /// Where it comes from.
    pub source: String,
}

/// A stay on a track in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StayTold {
    /// The track.
    pub track: String,
    /// Since when.
    pub since: String,
    /// When it is due; empty for never.
    pub due: String,
    /// What became of it.
    pub fate: &'static str,
    /// True if it is due and still there.
    pub is_due: bool,
    /// Who put it there and in whose words; empty if its reason did.
    pub by_hand: String,
}

/// What somebody looks at who decides.
const FACTS: [Field; 11] = [
    Field::Email,
    Field::Owner,
    Field::Team,
    Field::Source,
    Field::Campaign,
    Field::Persona,
    Field::Seniority,
    Field::Industry,
    Field::Employees,
    Field::Country,
    Field::FirstContactAt,
];

impl Workspace {
    /// One lead and its story.
    ///
    /// # Errors
    /// There is no such lead, or the file cannot be read.
    pub fn lead(&self, id: LeadId) -> Outcome<Detail> {
        let loaded = self.loaded()?;
        loaded.ensure_clocks(self.store())?;
        let (stored, told, tracks) = self.store().read(|reader| -> Result<_, StoreError> {
            Ok((reader.lead_detail(id)?, Told::read(reader, id, &loaded.ladder)?, recycle::read(reader)?))
        })?;
        let now = self.now()?;
        let settings = &loaded.settings;
        let calendar = &settings.calendar;
        let columns = loaded.cube.columns(now, settings);
        let cells = Cells {
            columns: &columns,
            reasons: loaded.cube.reasons(),
            ladder: &loaded.ladder,
            calendar,
            style: Style::People,
        };
        let row = loaded.cube.frame().row(id);
        let at = row.map_or(usize::MAX, |row| row as usize);
        let of = |field: Field| cells.text(&FieldName::Canonical(field), &stored.row, at);
        let computed = [FieldName::Stage, FieldName::Decision, FieldName::Reason];
        let known = computed.into_iter().chain(FACTS.map(FieldName::Canonical));
        let facts = known
            .map(|name| (name.label().to_owned(), cells.text(&name, &stored.row, at)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let mut handoffs = Vec::new();
        let mut events: Vec<_> = stored.events.iter().map(|event| event.event).collect();
        handoffs_of(&mut events, settings, &mut handoffs);
        let clocks = row.map_or_else(Vec::new, |row| loaded.cube.clocks_of(row, now, settings));
        let newest = handoffs.iter().rfind(|handoff| handoff.mql.at <= now);
        let (known_tracks, of_tracks) = tracks;
        let stays = loaded.cube.recycled_of(id, &of_tracks, now, settings);
        let track = |stay: &Stay| known_tracks.iter().find(|track| track.id == stay.track);
        let stay = |stay: &Stay| StayTold {
            track: track(stay).map(|track| track.label.clone()).unwrap_or_default(),
            since: wording::day(calendar.day(stay.since)),
            due: stay.due.map_or_else(String::new, wording::day),
            fate: recycle::fate(stay),
            is_due: stay.is_due,
            by_hand: told.by_hand(stay.since),
        };
        Ok(Detail {
            id,
            title: first_known([
                join(" ", [of(Field::FirstName), of(Field::LastName)]),
                of(Field::Email),
                of(Field::ExternalId),
            ])
            .unwrap_or_else(|| format!("Lead {id}")),
            subtitle: join(", ", [of(Field::Title), of(Field::Company)]),
            facts,
            trigger: Trigger::of(newest, told.activities(), &stored.row.extra, calendar),
            score: Score::of(of(Field::Score), told.changes(), &stored.row.extra, calendar, |change| {
                told.source(change.batch, "changed here")
            }),
            passes: passes(&handoffs, &clocks, calendar, (now, settings.decision_window_hours)),
            decisions: stored
                .events
                .iter()
                .rev()
                .filter_map(|event| told.decision(event, calendar))
                .collect(),
            recycled: stays.iter().rev().map(stay).collect(),
            timeline: told.timeline(&stored.events, calendar),
        })
    }
}

impl Told {
    /// A stage that somebody decided, in words; `None` for any other.
    fn decision(
        &self,
        stored: &EventDetail,
        calendar: &plumbline_domain::calendar::Calendar,
    ) -> Option<DecisionTold> {
        let event = &stored.event;
        let is_decision = matches!(event.stage, Stage::Sal | Stage::Rejected | Stage::Disqualified);
        // An MQL is decided only where somebody here made it one again.
        let is_again = event.stage == Stage::Mql && stored.batch.is_none();
        (is_decision || is_again).then(|| DecisionTold {
            at: super::timeline::when(event.at, event.not_before, event.provenance, calendar),
            what: self.ladder.label(event.stage).to_owned(),
            reason: stored.reason_label.clone().unwrap_or_default(),
            words: stored.note.clone().unwrap_or_default(),
            by: self.doer(stored).unwrap_or_default(),
            source: self.decided_in(stored.batch, event.at, calendar),
        })
    }
}

fn join<const N: usize>(with: &str, parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(with)
}

fn first_known<const N: usize>(candidates: [String; N]) -> Option<String> {
    candidates.into_iter().find(|candidate| !candidate.is_empty())
}
