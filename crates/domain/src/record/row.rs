//! Rows of the shapes that are not a lead: they name the lead they belong to, and say one thing about it.

use super::{Cell, Span};
use crate::{event::Provenance, field::Field, moment::Moment, stage::Stage};

/// How a row names the lead it belongs to. The first that is not empty and known here decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The identity key by the lead's id or as this program exported it (see [`crate::identity`]).
    pub identity: Span,
    /// An e-mail address, as it stands in the file.
    pub email: Span,
    /// The key of a contact, as leads carry it in [`Field::ContactId`].
    pub contact_id: Span,
    /// The key of a company, as leads carry it in [`Field::CompanyId`].
    pub company_id: Span,
    /// The domain that was registered, in lower case.
    pub domain: Span,
    /// A company's name.
    pub company: Span,
}

/// One line of a stage log or a field history.
#[derive(Clone, Copy, Debug)]
pub struct ChangeRow {
    /// Row in the file, counted from 1 and including the header's row.
    pub row: u64,
    /// Whose.
    pub who: Who,
    /// When (latest possible).
    pub at: Moment,
    /// Earliest possible; equals `at` unless bounded.
    pub not_before: Moment,
    /// `Recorded`, unless this program's own export says otherwise.
    pub provenance: Provenance,
    /// Told by a status that is kept beside the one of the ladder (see [`crate::event::Says::Beside`]).
    pub beside: bool,
    /// From a log of this program, which tells what stands, whoever told it.
    pub stands: bool,
    /// What.
    pub what: Changed,
    /// Who did it, as the file names them; may be empty.
    pub by: Span,
    /// What they noted; may be empty.
    pub note: Span,
}

/// What a change was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Changed {
    /// The lead was made: fills its creation date if that is blank.
    Created,
    /// It entered a stage, with the index of a reason (see [`super::Reasons`]) for rejections and disqualifications.
    Stage(Stage, Option<u16>),
    /// Another field changed.
    Field {
        /// Slug of a canonical field, or a header.
        name: Span,
        /// Before; may be empty.
        old: Span,
        /// After; may be empty.
        new: Span,
    },
}

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Side {
    /// The lead: a download, a webinar, a visit of the pricing page, a reply.
    Engagement,
    /// Sales: a call, a mail, a meeting.
    Touch,
}

impl Side {
    /// The word shown and written to files.
    pub fn slug(self) -> &'static str {
        ["engagement", "touch"][self as usize]
    }

    /// The side stored under `code`.
    pub fn from_code(code: u8) -> Option<Side> {
        [Side::Engagement, Side::Touch].get(usize::from(code)).copied()
    }

    /// The side written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Side> {
        [Side::Engagement, Side::Touch].into_iter().find(|side| side.slug() == slug)
    }
}

/// One line of an activity log.
#[derive(Clone, Copy, Debug)]
pub struct ActivityRow {
    /// Row in the file.
    pub row: u64,
    /// Whose.
    pub who: Who,
    /// When.
    pub at: Moment,
    /// Who acted.
    pub side: Side,
    /// What: `webinar`, `call`, `demo-request`; as the file says it. Not empty.
    pub kind: Span,
    /// The activity's own id in its system; empty if the log has none.
    pub id: Span,
    /// Campaign; may be empty.
    pub campaign: Span,
    /// Channel; may be empty.
    pub channel: Span,
    /// What came of it; may be empty.
    pub outcome: Span,
    /// Who of sales; may be empty.
    pub by: Span,
    /// All other columns, as one JSON object text; empty if none.
    pub extra: Span,
}

/// How a deal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum DealOutcome {
    /// Not decided.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
}

impl DealOutcome {
    /// All of them, in the order of their codes.
    pub const ALL: [DealOutcome; 3] = [DealOutcome::Open, DealOutcome::Won, DealOutcome::Lost];

    /// The word shown and written to files.
    pub fn slug(self) -> &'static str {
        ["open", "won", "lost"][self as usize]
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        ["Open", "Won", "Lost"][self as usize]
    }

    /// The outcome stored under `code`.
    pub fn from_code(code: u8) -> Option<DealOutcome> {
        DealOutcome::ALL.get(usize::from(code)).copied()
    }
}

/// A deal.
#[derive(Clone, Copy, Debug)]
pub struct OpportunityRow {
    /// Row in the file.
    pub row: u64,
    /// Whose.
    pub who: Who,
    /// The deal's own key: its id, or name and creation date. Not empty.
    pub id: Span,
    /// Name; may be empty.
    pub name: Span,
    /// The step of the pipeline, as the file says it; may be empty.
    pub stage: Span,
    /// How it stands.
    pub outcome: DealOutcome,
    /// How much, if it is said.
    pub amount: Option<f64>,
    /// Currency code or sign, as the file says it; may be empty.
    pub currency: Span,
    /// Why it was lost; may be empty.
    pub lost_reason: Span,
    /// Whose deal; may be empty.
    pub owner: Span,
    /// When it began, if it is said.
    pub created: Option<Moment>,
    /// When it was won or lost, if it is said.
    pub closed: Option<Moment>,
    /// All other columns, as one JSON object text; empty if none.
    pub extra: Span,
}

/// Money spent on one day. Rows of one file with the same day, source, campaign, channel and currency add up.
#[derive(Clone, Copy, Debug)]
pub struct SpendRow {
    /// Row in the file.
    pub row: u64,
    /// The day, as `2026-03-31`.
    pub day: Span,
    /// Source; may be empty.
    pub source: Span,
    /// Campaign; may be empty.
    pub campaign: Span,
    /// Channel; may be empty.
    pub channel: Span,
    /// Currency code or sign; may be empty.
    pub currency: Span,
    /// How much.
    pub amount: f64,
}

/// A contact or a company, found by the key that leads carry. Which of both, the import's shape says.
#[derive(Clone, Debug)]
pub struct ReferenceRow {
    /// Row in the file.
    pub row: u64,
    /// The key: what leads carry in [`Field::ContactId`] or [`Field::CompanyId`]. Not empty.
    pub key: Span,
    /// One cell per [`Field`], by [`Field::index`].
    pub cells: [Cell; Field::COUNT],
    /// All other columns, as one JSON object text; empty if none.
    pub extra: Span,
}

/// An entry of a picklist.
#[derive(Clone, Copy, Debug)]
pub struct ReasonRow {
    /// Row in the file.
    pub row: u64,
    /// Index into [`super::Reasons`], which has list, key and label.
    pub reason: u16,
    /// Retired: kept for the history, offered no more.
    pub retired: bool,
}
