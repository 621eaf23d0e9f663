//! What can be decided about some leads, before anybody decides.

use plumbline_domain::{
    decide::{Refusal, Verb, check_lead},
    ids::LeadId,
    moment::Moment,
};

use super::remark::remarks;
use crate::{failure::Outcome, workspace::Workspace};

/// A verb and for how many of the leads it is possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What.
    pub verb: Verb,
    /// For how many.
    pub able: usize,
    /// Why it is not possible for the others, the most frequent first.
    pub obstacles: Vec<Obstacle>,
    /// What it would change besides those leads, a sentence each.
    pub remarks: Vec<String>,
}

/// Why a verb is not possible for some leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Why.
    pub refusal: Refusal,
    /// For how many.
    pub leads: usize,
}

impl Workspace {
    /// What can be decided about `leads`, for every verb; `contacted` is when sales was in contact first with those whose
    /// record does not know it.
    ///
    /// # Errors
    /// One of them is not there, or the file cannot be read.
    pub fn offers(&self, leads: &[LeadId], contacted: Option<Moment>) -> Outcome<Vec<Offer>> {
        let (now, settings, ladder) = (self.now()?, self.settings()?, self.ladder()?);
        let found = self.positions_of(leads, &settings, now)?;
        let offer = |verb| {
            let mut offer = Offer { verb, able: 0, obstacles: Vec::new(), remarks: Vec::new() };
            let mut able = Vec::new();
            for (_, position) in found.iter().copied() {
                let possible = |position| check_lead(verb, position, &ladder);
                match position.with_contact(contacted).and_then(possible) {
                    Ok(()) => able.push(position),
                    Err(refusal) => offer.hinder(refusal),
                }
            }
            offer.able = able.len();
            offer.remarks = remarks(verb, &able, &settings.calendar);
            offer.obstacles.sort_by_key(|obstacle| std::cmp::Reverse(obstacle.leads));
            offer
        };
        Ok(Verb::ALL.into_iter().map(offer).collect())
    }
}

impl Offer {
    fn hinder(&mut self, refusal: Refusal) {
        match self.obstacles.iter_mut().find(|obstacle| obstacle.refusal == refusal) {
            Some(obstacle) => obstacle.leads += 1,
            None => self.obstacles.push(Obstacle { refusal, leads: 1 }),
        }
    }
}
