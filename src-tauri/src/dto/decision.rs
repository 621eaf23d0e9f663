//! Deciding: what was chosen, what is possible, what is offered, what came of it.

use plumbline_domain::ids::{LeadId, PersonId, ReasonId, TrackId};
use plumbline_workbench::{
    decision::{Choices, Chosen, Decide, Decided, List, Offer, ReasonChoice, Refusal, Verb, day_named},
    failure::Failure,
    wording,
    workspace::Summary,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{leads::LeadsInput, whole, workspace::WorkspaceView};

/// Leads that were chosen: some, or all of a list but some.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChosenInput {
    /// These; not read if there is a list.
    pub ids: Vec<u32>,
    /// All of this list.
    pub listing: Option<LeadsInput>,
    /// But these of it.
    pub except: Vec<u32>,
}

/// A decision as the page sends it.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DecideInput {
    /// `accept`, `reject`, `disqualify`, `recycle` or `requalify`.
    pub verb: String,
    /// Why.
    pub reason: Option<u32>,
    /// In their words.
    pub note: Option<String>,
    /// Who.
    pub by: Option<u32>,
    /// When sales was in contact first, where the record does not know it: a day or a local time.
    pub contacted: Option<String>,
    /// Onto which track.
    pub track: Option<u32>,
    /// When it is due: an ISO day; without it the track says.
    pub due: Option<String>,
}

/// What can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum VerbView {
    /// Sales commits to work it.
    Accept,
    /// Back before contact.
    Reject,
    /// Dropped after contact.
    Disqualify,
    /// Onto a track.
    Recycle,
    /// An MQL again.
    Requalify,
}

/// A verb and for how many of the chosen leads it is possible.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferView {
    /// What.
    pub verb: VerbView,
    /// As on a button: "Reject".
    pub label: String,
    /// As on the button that does it: "Reject 14 leads".
    pub act: String,
    /// For how many.
    pub able: u32,
    /// Why not for the others, the most frequent first.
    pub obstacles: Vec<ObstacleView>,
    /// What it would change besides those leads, a sentence each.
    pub remarks: Vec<String>,
}

/// Why a verb is not possible for some leads.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ObstacleView {
    /// For how many.
    pub leads: u32,
    /// Why.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// What can be done instead.
    pub instead: Option<VerbView>,
    /// True if saying when sales was in contact first would help.
    pub needs_contact: bool,
}

/// What is offered to somebody who decides.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeskChoicesView {
    /// For rejection, by bucket, the last used first.
    pub rejections: Vec<ReasonChoiceView>,
    /// For disqualification, the last used first.
    pub disqualifications: Vec<ReasonChoiceView>,
    /// Tracks in use.
    pub tracks: Vec<TrackChoiceView>,
    /// People in use, by name.
    pub persons: Vec<PersonChoiceView>,
}

/// A reason that is offered.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReasonChoiceView {
    /// Which.
    pub id: u32,
    /// Its bucket, as shown; only rejections have one.
    pub bucket: Option<String>,
    /// As shown.
    pub label: String,
    /// True if it needs words.
    pub needs_note: bool,
}

/// A track that is offered.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrackChoiceView {
    /// Which.
    pub id: u32,
    /// As shown.
    pub label: String,
    /// When a lead put onto it today is due, as shown.
    pub due: Option<String>,
}

/// A person who can be named.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonChoiceView {
    /// Who.
    pub id: u32,
    /// As shown.
    pub name: String,
}

/// What came of a decision.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DecidedView {
    /// "14 leads rejected."
    pub sentence: String,
    /// For how many.
    pub done: u32,
    /// Why not for the others.
    pub obstacles: Vec<ObstacleView>,
    /// What it changed besides those leads, a sentence each.
    pub remarks: Vec<String>,
    /// The workspace afterwards.
    pub workspace: WorkspaceView,
}

impl TryFrom<ChosenInput> for Chosen {
    type Error = Failure;

    fn try_from(input: ChosenInput) -> Result<Self, Failure> {
        let leads = |ids: Vec<u32>| ids.into_iter().map(|id| LeadId(i64::from(id))).collect();
        Ok(match input.listing {
            Some(listing) => {
                Chosen::All { listing: Box::new(listing.try_into()?), except: leads(input.except) }
            }
            None => Chosen::Leads(leads(input.ids)),
        })
    }
}

impl TryFrom<DecideInput> for Decide {
    type Error = Failure;

    /// The first contact is left out: reading it takes the zone of the workspace.
    fn try_from(input: DecideInput) -> Result<Self, Failure> {
        let verb = Verb::from_slug(&input.verb).ok_or_else(|| {
            let verbs: Vec<&str> = Verb::ALL.into_iter().map(Verb::slug).collect();
            Failure::bad_input(
                "verb",
                format!("\u{201c}{}\u{201d} is nothing that can be decided.", input.verb),
            )
            .hint(format!("It is one of {}.", verbs.join(", ")))
        })?;
        Ok(Decide {
            reason: input.reason.map(|id| ReasonId(i64::from(id))),
            note: input.note,
            by: input.by.map(|id| PersonId(i64::from(id))),
            track: input.track.map(|id| TrackId(i64::from(id))),
            due: input.due.as_deref().map(day_named).transpose()?,
            ..Decide::of(verb)
        })
    }
}

impl From<Verb> for VerbView {
    fn from(verb: Verb) -> Self {
        match verb {
            Verb::Accept => VerbView::Accept,
            Verb::Reject => VerbView::Reject,
            Verb::Disqualify => VerbView::Disqualify,
            Verb::Recycle => VerbView::Recycle,
            Verb::Requalify => VerbView::Requalify,
        }
    }
}

impl OfferView {
    /// The offer, made to `of` leads.
    pub(crate) fn of(offer: &Offer, of: usize) -> OfferView {
        let counted = match of {
            0 | 1 => String::new(),
            _ => format!(" {}", wording::counted(offer.able as u64, "lead", "leads")),
        };
        let act = match offer.verb {
            Verb::Requalify if of > 1 => format!("Make{counted} MQL again"),
            verb => format!("{}{counted}", verb.label()),
        };
        OfferView {
            verb: offer.verb.into(),
            label: offer.verb.label().to_owned(),
            act,
            able: whole(offer.able),
            obstacles: offer.obstacles.iter().map(|one| obstacle(one.refusal, one.leads)).collect(),
            remarks: offer.remarks.clone(),
        }
    }
}

fn obstacle(refusal: Refusal, leads: usize) -> ObstacleView {
    ObstacleView {
        leads: whole(leads),
        message: refusal.to_string(),
        hint: refusal.hint().to_owned(),
        instead: refusal.instead().map(Into::into),
        needs_contact: matches!(refusal, Refusal::Unspoken | Refusal::NotContacted),
    }
}

impl From<Choices> for DeskChoicesView {
    fn from(choices: Choices) -> Self {
        let of_list = |list: List| -> Vec<ReasonChoiceView> {
            choices.reasons.iter().filter(|reason| reason.list == list).map(reason).collect()
        };
        DeskChoicesView {
            rejections: of_list(List::Rejection),
            disqualifications: of_list(List::Disqualification),
            tracks: choices
                .tracks
                .iter()
                .map(|track| TrackChoiceView {
                    id: whole(track.id.0),
                    label: track.label.clone(),
                    due: track.due.map(wording::day),
                })
                .collect(),
            persons: choices
                .persons
                .iter()
                .map(|person| PersonChoiceView { id: whole(person.id.0), name: person.name.clone() })
                .collect(),
        }
    }
}

fn reason(reason: &ReasonChoice) -> ReasonChoiceView {
    ReasonChoiceView {
        id: whole(reason.id.0),
        bucket: reason.bucket.map(|bucket| bucket.label().to_owned()),
        label: reason.label.clone(),
        needs_note: reason.needs_note,
    }
}

impl DecidedView {
    /// What came of it, and the workspace afterwards.
    pub(crate) fn of(decided: &Decided, summary: Summary) -> DecidedView {
        let mut counts: Vec<(Refusal, usize)> = Vec::new();
        for one in &decided.refused {
            match counts.iter_mut().find(|(refusal, _)| *refusal == one.refusal) {
                Some((_, leads)) => *leads += 1,
                None => counts.push((one.refusal, 1)),
            }
        }
        DecidedView {
            sentence: decided.sentence.clone(),
            done: whole(decided.done.len()),
            obstacles: counts.into_iter().map(|(refusal, leads)| obstacle(refusal, leads)).collect(),
            remarks: decided.remarks.clone(),
            workspace: summary.into(),
        }
    }
}
