//! Recycle tracks: what each yields, and the leads on one.

use plumbline_domain::ids::TrackId;
use plumbline_workbench::{
    decision::day_named,
    failure::Failure,
    recycle::{Part, Rate, RecycleNow, RecycledLead, RecycledList, RecycledPage, TrackNow},
    wording,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    leads::{ColumnView, LeadRowView, SortInput},
    whole,
};

/// Which leads, and in which order.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecycleInput {
    /// Only of this track.
    pub track: Option<u32>,
    /// `there`, `due`, or another part that a track counts.
    pub part: String,
    /// Only those that are due by this ISO day.
    pub due_by: Option<String>,
    /// In which order; who is due soonest first without it.
    pub sort: Option<SortInput>,
}

/// The tracks as of now.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecycleView {
    /// As of when, as shown.
    pub as_of: String,
    /// The tracks.
    pub tracks: Vec<TrackNowView>,
}

/// A track and what it yields.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrackNowView {
    /// Which.
    pub id: u32,
    /// As shown.
    pub label: String,
    /// When its leads are due: "after 91 days".
    pub rhythm: String,
    /// No longer offered.
    pub retired: bool,
    /// What it counts, in the order of the table.
    pub counts: Vec<PartView>,
    /// Came back, of all that were ever sent there.
    pub came_back: ShareView,
    /// Accepted, of those that came back.
    pub accepted: ShareView,
}

/// How many leads of a track count as a part.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PartView {
    /// As sent back to list them.
    pub part: String,
    /// How many.
    pub leads: u32,
}

/// So many of so many.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShareView {
    /// How many.
    pub numerator: u32,
    /// Of how many.
    pub denominator: u32,
    /// "36 %"; nothing of nothing.
    pub share: Option<String>,
    /// "95 % interval 31 to 42 %".
    pub interval: Option<String>,
}

/// Some rows of a list.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecyclePageView {
    /// How many rows the whole list has.
    pub total: u32,
    /// Position of the first row.
    pub offset: u32,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// The rows.
    pub rows: Vec<LeadRowView>,
    /// Stands for the same list where leads are chosen or listed.
    pub drill: String,
}

impl TryFrom<&RecycleInput> for RecycledList {
    type Error = Failure;

    fn try_from(input: &RecycleInput) -> Result<Self, Failure> {
        let part = Part::from_slug(&input.part).ok_or_else(|| {
            let parts: Vec<&str> = Part::ALL.into_iter().map(Part::slug).collect();
            Failure::bad_input("part", format!("A track counts nothing as \u{201c}{}\u{201d}.", input.part))
                .hint(format!("It is one of {}.", parts.join(", ")))
        })?;
        Ok(RecycledList {
            track: input.track.map(|id| TrackId(i64::from(id))),
            part,
            due_by: input.due_by.as_deref().map(day_named).transpose()?,
        })
    }
}

impl From<RecycleNow> for RecycleView {
    fn from(now: RecycleNow) -> Self {
        RecycleView {
            as_of: wording::moment(&now.calendar, now.as_of),
            tracks: now.tracks.iter().map(Into::into).collect(),
        }
    }
}

impl From<&TrackNow> for TrackNowView {
    fn from(track: &TrackNow) -> Self {
        let rhythm = match track.days {
            Some(days) => format!("due after {}", wording::counted(days.into(), "day", "days")),
            None => "never due by itself".to_owned(),
        };
        let part = |part: Part| PartView { part: part.slug().to_owned(), leads: track.count(part) };
        TrackNowView {
            id: whole(track.id.0),
            label: track.label.clone(),
            rhythm,
            retired: track.retired,
            counts: Part::ALL.into_iter().map(part).collect(),
            came_back: track.came_back.into(),
            accepted: track.accepted.into(),
        }
    }
}

impl From<Rate> for ShareView {
    fn from(rate: Rate) -> Self {
        let interval = rate.wilson().map(|interval| {
            let lower = (interval.lower * 100.0).round();
            format!("95 % interval {lower} to {}", wording::percent(interval.upper))
        });
        ShareView {
            numerator: whole(rate.numerator),
            denominator: whole(rate.denominator),
            share: rate.value().map(wording::percent),
            interval,
        }
    }
}

impl RecyclePageView {
    /// A page of `list`. The track and what became of a lead stand there only where they are not the same for all.
    pub(crate) fn of(list: &RecycledList, page: &RecycledPage) -> RecyclePageView {
        let is_there = matches!(list.part, Part::There | Part::Due);
        let shown = COLUMNS.iter().filter(|(name, _)| match *name {
            "track" => list.track.is_none(),
            "fate" => !is_there,
            "due" | "late" => is_there,
            _ => true,
        });
        let shown: Vec<&(&str, &str)> = shown.collect();
        let columns = shown.iter().map(|(name, label)| ColumnView {
            name: (*name).to_owned(),
            label: (*label).to_owned(),
            numeric: *name == "late",
        });
        let row = |lead: &RecycledLead| LeadRowView {
            id: whole(lead.stay.lead.0),
            cells: shown.iter().map(|(name, _)| cell(lead, name, page)).collect(),
        };
        RecyclePageView {
            total: whole(page.total),
            offset: whole(page.offset),
            columns: columns.collect(),
            rows: page.rows.iter().map(row).collect(),
            drill: list.token(),
        }
    }
}

/// The columns of the list, as sorted by and as shown.
const COLUMNS: [(&str, &str); 10] = [
    ("name", "Name"),
    ("company", "Company"),
    ("track", "Track"),
    ("due", "Due"),
    ("late", "Late"),
    ("fate", "What became of it"),
    ("reason", "Reason"),
    ("words", "Words"),
    ("email", "E-mail"),
    ("since", "Since"),
];

fn cell(lead: &RecycledLead, name: &str, page: &RecycledPage) -> String {
    let today = page.calendar.day(page.as_of);
    match name {
        "name" => lead.name.clone(),
        "company" => lead.company.clone(),
        "email" => lead.email.clone(),
        "track" => lead.track.clone(),
        "reason" => lead.reason.clone(),
        "words" => lead.words.clone(),
        "fate" => lead.fate_in_words().to_owned(),
        "since" => wording::day(page.calendar.day(lead.stay.since)),
        "due" => match lead.stay.due {
            Some(due) if due == today => "today".to_owned(),
            Some(due) => wording::day(due),
            None => "never by itself".to_owned(),
        },
        _ => lead
            .overdue_days(today)
            .map_or_else(String::new, |days| wording::counted(days.unsigned_abs(), "day", "days")),
    }
}
