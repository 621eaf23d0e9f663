//! The leads that wait for a decision.

use plumbline_workbench::decision::{WaitingLead, WaitingLeads};
use serde::Serialize;
use specta::Type;

use super::{decision::VerbView, lead::all, whole};

/// Leads that wait, in the order in which to look at them.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaitingView {
    /// How many there are in this list.
    pub total: u32,
    /// How many wait inside their window.
    pub pending: u32,
    /// How many nobody decided about in time.
    pub lapsed: u32,
    /// What may be decided about leads of this list.
    pub verbs: Vec<VerbView>,
    /// The first of them.
    pub leads: Vec<WaitingLeadView>,
}

/// A lead that waits.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaitingLeadView {
    /// Which.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Company.
    pub company: String,
    /// Job title.
    pub title: String,
    /// Tier; empty for none.
    pub tier: String,
    /// When the decision is due, as shown.
    pub said: String,
    /// True if it is late.
    pub is_late: bool,
    /// Since when it waits, as shown.
    pub since: String,
}

impl From<WaitingLeads> for WaitingView {
    fn from(waiting: WaitingLeads) -> Self {
        WaitingView {
            total: whole(waiting.total),
            pending: whole(waiting.pending),
            lapsed: whole(waiting.lapsed),
            verbs: all(waiting.verbs),
            leads: all(waiting.leads),
        }
    }
}

impl From<WaitingLead> for WaitingLeadView {
    fn from(lead: WaitingLead) -> Self {
        WaitingLeadView {
            id: whole(lead.id.0),
            name: lead.name,
            company: lead.company,
            title: lead.title,
            tier: lead.tier,
            said: lead.said,
            is_late: lead.is_late,
            since: lead.since,
        }
    }
}
