//! The leads that wait for a decision: those inside their window, or those nobody decided about in time.

use plumbline_cube::{
    clocks::{ClockState, Waiting},
    frame::Column,
};
use plumbline_domain::{
    decide::{Position, Verb, check_lead},
    field::{Field, FieldName},
    handoff::Decision,
    ids::LeadId,
    stage::Stage,
};

use crate::{
    failure::{Failure, Outcome},
    lead::said,
    wording,
    workspace::{Workspace, loaded::Loaded},
};

/// Leads that wait, in the order in which to look at them.
#[derive(Clone, Debug)]
pub struct WaitingLeads {
    /// How many there are.
    pub total: usize,
    /// How many wait inside their window.
    pub pending: usize,
    /// How many nobody decided about in time.
    pub lapsed: usize,
    /// What may be decided about leads of this list, as far as the ladder alone says.
    pub verbs: Vec<Verb>,
    /// The first of them.
    pub leads: Vec<WaitingLead>,
}

/// A lead that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingLead {
    /// Which.
    pub id: LeadId,
    /// First and last name, or what stands for it.
    pub name: String,
    /// Company.
    pub company: String,
    /// Job title.
    pub title: String,
    /// By the tier rules; empty for none.
    pub tier: String,
    /// When the decision is due, in words: "late by 3 h 10 min of working time".
    pub said: String,
    /// True if it is late.
    pub is_late: bool,
    /// Since when it waits, in words.
    pub since: String,
}

const FIELDS: [Field; 4] = [Field::FirstName, Field::LastName, Field::Company, Field::Title];

impl Workspace {
    /// The first `limit` leads that wait: `which` is `pending` or `lapsed`.
    ///
    /// # Errors
    /// There is no such list, or the file cannot be read.
    pub fn waiting(&self, which: &str, limit: usize) -> Outcome<WaitingLeads> {
        let decisions = [Decision::Pending, Decision::Lapsed];
        let decision = decisions.into_iter().find(|known| known.slug() == which).ok_or_else(|| {
            Failure::bad_input("which", format!("No leads wait as \u{201c}{which}\u{201d}."))
                .hint("It is pending or lapsed.")
        })?;
        let loaded = self.loaded()?;
        loaded.ensure_clocks_and(self.store(), &FIELDS)?;
        let (now, ladder) = (self.now()?, self.ladder()?);
        let of = |wanted: Decision| {
            let limit = if wanted == decision { limit } else { 0 };
            loaded.cube.waiting(wanted, limit, now, &loaded.settings)
        };
        let [(pending, first), (lapsed, others)] = decisions.map(of);
        let (total, listed) = if decision == Decision::Pending { (pending, first) } else { (lapsed, others) };
        let position = Position {
            stage: Some(Stage::Mql),
            mql: None,
            contacted: None,
            on_record: false,
            lapsed: decision == Decision::Lapsed,
            later: false,
        };
        // Contact parts rejection from disqualification lead by lead; the rest is the same for all.
        let depends = |verb: &Verb| matches!(verb, Verb::Accept | Verb::Reject | Verb::Disqualify);
        let may = |verb: &Verb| depends(verb) || check_lead(*verb, position, &ladder).is_ok();
        Ok(WaitingLeads {
            total,
            pending,
            lapsed,
            verbs: Verb::ALL.into_iter().filter(may).collect(),
            leads: listed.iter().map(|waiting| lead(&loaded, waiting, now)).collect(),
        })
    }
}

fn lead(loaded: &Loaded, waiting: &Waiting, now: plumbline_domain::moment::Moment) -> WaitingLead {
    let calendar = &loaded.settings.calendar;
    let text = |field: Field| match loaded.cube.frame().column(&FieldName::Canonical(field)) {
        Some(Column::Text(column)) => column.text(waiting.row as usize).to_owned(),
        _ => String::new(),
    };
    let [first, last, company, title] = FIELDS.map(text);
    let name = format!("{first} {last}").trim().to_owned();
    let unnamed = || if company.is_empty() { format!("Lead {}", waiting.lead) } else { company.clone() };
    let clock = waiting.clock.as_ref();
    WaitingLead {
        id: waiting.lead,
        name: if name.is_empty() { unnamed() } else { name },
        title,
        tier: clock.map(|clock| clock.tier.clone()).unwrap_or_default(),
        said: clock.map_or_else(String::new, |clock| said(clock, calendar, now)),
        is_late: clock.is_some_and(|clock| clock.is_open && clock.state == ClockState::Missed),
        since: wording::moment(calendar, waiting.mql),
        company,
    }
}
