//! Calibration: of the leads that were given a chance of 30 %, do 30 % win?
//!
//! Only leads that the prediction has never seen say anything about it: hold the last quarter out.

use crate::Rate;

/// How chances that were given compare with what came.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// Leads with the lowest chances first, in groups as equal as leads with the same chance allow.
    pub groups: Vec<Group>,
    /// The mean squared error of the chances, 0 if each was certain and right (Brier 1950).
    pub brier: f64,
    /// The same of giving every lead the rate of all: a prediction that is no better is of no use.
    pub brier_of_the_rate: f64,
}

/// Leads with nearly the same chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// The mean of the chances they were given.
    pub chance: f64,
    /// How many won; [`Rate::wilson`] says how sure that is. Calibrated chances lie in it 19 times of 20.
    pub won: Rate,
}

/// A lead's chance and whether it won.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foretold {
    /// The chance it was given, 0 to 1.
    pub chance: f64,
    /// Whether it won.
    pub won: bool,
}

impl Calibration {
    /// Compares in at most `groups` groups; leads with the same chance stay together. `None` of nothing, of no group, or
    /// if a chance is not from 0 to 1. Reference: scikit-learn `brier_score_loss`, `calibration_curve(strategy="quantile")`.
    pub fn of(leads: &[Foretold], groups: usize) -> Option<Calibration> {
        if leads.is_empty() || groups == 0 || leads.iter().any(|lead| !(0.0..=1.0).contains(&lead.chance)) {
            return None;
        }
        let mut sorted = leads.to_vec();
        sorted.sort_by(|a, b| a.chance.total_cmp(&b.chance));
        let (many, mut upto, mut from, mut found) = (sorted.len(), 0, 0, Vec::new());
        for same in sorted.chunk_by(|a, b| a.chance == b.chance) {
            upto += same.len();
            // The group is full once it reaches its share of the leads.
            if upto * groups >= (found.len() + 1) * many {
                found.push(Group::of(&sorted[from..upto]));
                from = upto;
            }
        }
        let off = |lead: &Foretold| lead.chance - f64::from(u8::from(lead.won));
        let rate = Group::of(leads).won.value()?;
        Some(Calibration {
            groups: found,
            brier: leads.iter().map(|lead| off(lead).powi(2)).sum::<f64>() / many as f64,
            brier_of_the_rate: rate * (1.0 - rate),
        })
    }
}

impl Group {
    /// Of at least one lead.
    fn of(leads: &[Foretold]) -> Group {
        let chance = leads.iter().map(|lead| lead.chance).sum::<f64>() / leads.len() as f64;
        let won = leads.iter().filter(|lead| lead.won).count();
        Group { chance, won: Rate::new(won as u64, leads.len() as u64) }
    }
}
