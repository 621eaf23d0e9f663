//! What can be decided about some leads, before anybody decides.

use plumbline_domain::{
    decide::{Refusal, Verb, check_lead},
    ids::LeadId,
};

use super::position::positions;
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
    /// What can be decided about `leads`, for every verb.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn offers(&self, leads: &[LeadId]) -> Outcome<Vec<Offer>> {
        let (now, settings, ladder) = (self.now()?, self.settings()?, self.ladder()?);
        let found = self.store().read(|reader| positions(reader, leads, &settings, now))?;
        let offer = |verb| {
            let mut offer = Offer { verb, able: 0, obstacles: Vec::new() };
            for (_, position) in &found {
                match check_lead(verb, *position, &ladder) {
                    Ok(()) => offer.able += 1,
                    Err(refusal) => offer.hinder(refusal),
                }
            }
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
