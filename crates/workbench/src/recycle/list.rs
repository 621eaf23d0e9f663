//! The leads of a track, in any order, a page at a time.

use std::collections::HashMap;

use chrono::NaiveDate;
use plumbline_cube::{
    frame::Column,
    recycle::{Fate, Part, Stay},
};
use plumbline_domain::{
    calendar::Calendar,
    field::{Field, FieldName},
    handoff::Decision,
    ids::{LeadId, TrackId},
    moment::Moment,
};
use plumbline_store::{Reader, StoreError};
use serde::{Deserialize, Serialize};

use crate::{
    failure::{Failure, Outcome},
    workspace::{Workspace, loaded::Loaded},
};

/// Most rows of one page.
const PAGE: usize = 1_000;

/// By what a list can be sorted.
pub const SORTED_BY: [&str; 11] =
    ["name", "email", "company", "title", "track", "reason", "words", "fate", "since", "due", "late"];

/// Which of the leads that were ever sent to a track.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RecycledList {
    /// Only of this track.
    pub track: Option<TrackId>,
    /// Only those that count as this.
    pub part: Part,
    /// Only those that are due by this day; who is never due by themselves is not.
    pub due_by: Option<NaiveDate>,
}

/// As it travels through the window.
#[derive(Serialize, Deserialize)]
struct Token {
    recycled: String,
    track: Option<i64>,
    due_by: Option<String>,
}

/// A lead of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecycledLead {
    /// What the cube counted.
    pub stay: Stay,
    /// Its id in its system; empty if it has none.
    pub external_id: String,
    /// First and last name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Company.
    pub company: String,
    /// Job title.
    pub title: String,
    /// The track, as shown.
    pub track: String,
    /// Why it was sent back, as shown; empty if it was put there without that.
    pub reason: String,
    /// In whose words: of whoever put it there, or of the decision.
    pub words: String,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct RecycledPage {
    /// Rows of the whole list.
    pub total: usize,
    /// Position of the first row.
    pub offset: usize,
    /// The rows.
    pub rows: Vec<RecycledLead>,
    /// For days in words.
    pub calendar: Calendar,
    /// As of when.
    pub as_of: Moment,
}

impl RecycledLead {
    /// What became of it.
    pub fn fate_in_words(&self) -> &'static str {
        fate(&self.stay)
    }

    /// Days since it was due; `None` if it is not late, or not there any more.
    pub fn overdue_days(&self, today: NaiveDate) -> Option<i64> {
        overdue_days(&self.stay, today)
    }
}

impl RecycledList {
    /// Who is on a track, or on any.
    pub fn there(track: Option<TrackId>) -> RecycledList {
        RecycledList { track, part: Part::There, due_by: None }
    }

    /// As one line of text that travels through the window and comes back as it is.
    pub fn token(&self) -> String {
        let token = Token {
            recycled: self.part.slug().to_owned(),
            track: self.track.map(|track| track.0),
            due_by: self.due_by.map(|day| day.to_string()),
        };
        serde_json::to_string(&token).unwrap_or_default()
    }

    /// Reads a token; `None` if it is not one of these.
    pub fn parse(token: &str) -> Option<RecycledList> {
        let token: Token = serde_json::from_str(token).ok()?;
        Some(RecycledList {
            track: token.track.map(TrackId),
            part: Part::from_slug(&token.recycled)?,
            due_by: token.due_by.map(|day| day.parse()).transpose().ok()?,
        })
    }

    fn has(&self, stay: &Stay) -> bool {
        self.due_by.is_none_or(|by| stay.due.is_some_and(|due| due <= by))
    }
}

impl Workspace {
    /// A page of at most 1,000 leads from `offset`, sorted by one of [`SORTED_BY`], by `due` if `None`. Who is due soonest
    /// comes first, who is never due last; blanks are last in either direction.
    ///
    /// # Errors
    /// There is no such order, or the file cannot be read.
    pub fn recycled(
        &self,
        list: &RecycledList,
        sort: Option<(&str, bool)>,
        offset: usize,
        limit: usize,
    ) -> Outcome<RecycledPage> {
        let loaded = self.loaded()?;
        let (known, stays) = self.in_order(&loaded, list, sort)?;
        let from = offset.min(stays.len());
        let to = from.saturating_add(limit.min(PAGE)).min(stays.len());
        Ok(RecycledPage {
            total: stays.len(),
            offset: from,
            rows: stays[from..to].iter().map(|stay| known.lead(stay)).collect(),
            calendar: loaded.settings.calendar.clone(),
            as_of: self.now()?,
        })
    }

    /// The whole list, who is due soonest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn all_recycled(&self, list: &RecycledList) -> Outcome<Vec<RecycledLead>> {
        let loaded = self.loaded()?;
        let (known, stays) = self.in_order(&loaded, list, None)?;
        Ok(stays.iter().map(|stay| known.lead(stay)).collect())
    }

    /// The rows of the list in the frame, by lead and time.
    pub(crate) fn recycled_rows(&self, loaded: &Loaded, list: &RecycledList) -> Outcome<Vec<u32>> {
        let (stays, _) = self.stays(loaded)?;
        let wanted = stays.list(list.track, list.part).filter(|stay| list.has(stay));
        Ok(wanted.map(|stay| stay.row).collect())
    }

    fn in_order<'l>(
        &self,
        loaded: &'l Loaded,
        list: &RecycledList,
        sort: Option<(&str, bool)>,
    ) -> Outcome<(Known<'l>, Vec<Stay>)> {
        let (stays, tracks) = self.stays(loaded)?;
        let labels = tracks.into_iter().map(|track| (track.id, track.label)).collect();
        let known = Known::read(self, loaded, labels)?;
        let (by, descending) = sort.unwrap_or(("due", false));
        if !SORTED_BY.contains(&by) {
            return Err(Failure::bad_input("sort", format!("The list cannot be sorted by \"{by}\"."))
                .hint(format!("It can be sorted by {}.", SORTED_BY.join(", "))));
        }
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let calendar = &loaded.settings.calendar;
        let today = calendar.day(self.now()?);
        let key = |stay: &Stay| -> String {
            match by {
                "due" => day(stay.due),
                "late" => overdue_days(stay, today).map_or_else(String::new, |days| format!("{days:08}")),
                "since" => day(Some(calendar.day(stay.since))),
                by => known.text(by, stay).to_lowercase(),
            }
        };
        let wanted = stays.list(list.track, list.part).filter(|stay| list.has(stay));
        let mut keyed: Vec<(String, Stay)> = wanted.map(|stay| (key(stay), *stay)).collect();
        keyed.sort_by(|(a, one), (b, other)| {
            let order = match (a.is_empty(), b.is_empty()) {
                (false, false) if descending => b.cmp(a),
                (false, false) => a.cmp(b),
                (a, b) => a.cmp(&b),
            };
            order.then_with(|| one.due.cmp(&other.due))
        });
        Ok((known, keyed.into_iter().map(|(_, stay)| stay).collect()))
    }
}

fn overdue_days(stay: &Stay, today: NaiveDate) -> Option<i64> {
    let due = stay.due.filter(|due| stay.is_due && *due < today)?;
    Some((today - due).num_days())
}

/// What became of a stay, in words.
pub(crate) fn fate(stay: &Stay) -> &'static str {
    match stay.fate {
        Fate::There => "Is there still",
        Fate::Back { won: true, .. } => "Came back, won",
        Fate::Back { decision, .. } => match decision {
            Decision::Accepted => "Came back, accepted",
            Decision::Rejected => "Came back, rejected again",
            Decision::Pending => "Came back, not decided yet",
            Decision::Lapsed => "Came back, nobody decided",
            Decision::Unclear => "Came back, left again: rejected or disqualified",
        },
        Fate::TakenUp => "Taken up by sales",
        Fate::Moved => "Moved to another track",
    }
}

const FIELDS: [Field; 7] = [
    Field::ExternalId,
    Field::FirstName,
    Field::LastName,
    Field::Email,
    Field::Company,
    Field::Title,
    Field::RejectionNote,
];

/// What is told about the leads of a list.
struct Known<'l> {
    loaded: &'l Loaded,
    columns: [Option<&'l Column>; FIELDS.len()],
    tracks: HashMap<TrackId, String>,
    /// Of whoever put a lead onto a track.
    by_hand: HashMap<(LeadId, Moment), String>,
    /// Of decisions, the newest by lead.
    of_decision: HashMap<LeadId, String>,
}

impl<'l> Known<'l> {
    fn read(
        workspace: &Workspace,
        loaded: &'l Loaded,
        tracks: HashMap<TrackId, String>,
    ) -> Outcome<Known<'l>> {
        let names = FIELDS.map(FieldName::Canonical);
        loaded.ensure(workspace.store(), &names)?;
        let words = |reader: &Reader| -> Result<_, StoreError> {
            Ok((reader.recyclings()?, reader.words_of_exits()?))
        };
        let (by_hand, of_decision) = workspace.store().read(words)?;
        let by_hand = by_hand.into_iter().filter_map(|row| Some(((row.lead, row.since), row.note?)));
        Ok(Known {
            loaded,
            columns: names.map(|name| loaded.cube.frame().column(&name)),
            tracks,
            by_hand: by_hand.collect(),
            of_decision,
        })
    }

    fn field(&self, field: Field, stay: &Stay) -> &'l str {
        let column = FIELDS.iter().position(|known| *known == field).and_then(|at| self.columns[at]);
        match column {
            Some(Column::Text(column)) => column.text(stay.row as usize),
            _ => "",
        }
    }

    fn text(&self, name: &str, stay: &Stay) -> String {
        match name {
            "name" => {
                let of = |field| self.field(field, stay);
                format!("{} {}", of(Field::FirstName), of(Field::LastName)).trim().to_owned()
            }
            "email" => self.field(Field::Email, stay).to_owned(),
            "company" => self.field(Field::Company, stay).to_owned(),
            "title" => self.field(Field::Title, stay).to_owned(),
            "track" => self.tracks.get(&stay.track).cloned().unwrap_or_default(),
            "reason" => self.reason(stay).to_owned(),
            "fate" => fate(stay).to_owned(),
            _ => self.words(stay).to_owned(),
        }
    }

    fn reason(&self, stay: &Stay) -> &'l str {
        let entries = self.loaded.cube.reasons().entries();
        let found = entries.iter().find(|reason| Some(reason.id) == stay.reason);
        found.map_or("", |reason| reason.label.as_str())
    }

    fn words(&self, stay: &Stay) -> &str {
        let by_hand = self.by_hand.get(&(stay.lead, stay.since));
        let told = by_hand.or_else(|| self.of_decision.get(&stay.lead)).map(String::as_str);
        told.unwrap_or_else(|| self.field(Field::RejectionNote, stay))
    }

    fn lead(&self, stay: &Stay) -> RecycledLead {
        RecycledLead {
            stay: *stay,
            external_id: self.field(Field::ExternalId, stay).to_owned(),
            name: self.text("name", stay),
            email: self.text("email", stay),
            company: self.text("company", stay),
            title: self.text("title", stay),
            track: self.text("track", stay),
            reason: self.text("reason", stay),
            words: self.text("words", stay),
        }
    }
}
