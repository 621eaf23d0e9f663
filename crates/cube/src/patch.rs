//! What changes in a cube where something was decided or set: a few leads, the picklists, the desk.
//!
//! A cube that was patched answers every question as one that is built anew from the same file would. What follows from what
//! changed is computed anew, and only that: handoffs of the leads, where they stand, their clocks. Columns are copied only
//! where another cube has them as well.

use std::sync::{Arc, Mutex, OnceLock};

use plumbline_domain::{field::FieldName, handoff::Handoff};

use crate::{
    clocks::Desk,
    cube::{Cube, locked},
    frame::Column,
    people::People,
    reasons::{Reason, Reasons},
};

/// What is known anew of some leads.
#[derive(Clone, Debug, Default)]
pub struct Patch {
    /// Their rows in the frame, ascending.
    pub rows: Vec<u32>,
    /// All their handoffs, by lead and pass.
    pub handoffs: Vec<Handoff>,
    /// Columns, each with one value per row of `rows`.
    pub columns: Vec<(FieldName, Column)>,
}

impl Clone for Cube {
    /// A second cube of the same leads. Both have their columns in common until one is patched.
    fn clone(&self) -> Cube {
        Cube {
            frame: self.frame.clone(),
            facts: Arc::clone(&self.facts),
            reasons: self.reasons.clone(),
            people: self.people.clone(),
            activities: self.activities.clone(),
            spend: self.spend.clone(),
            desk: self.desk.clone(),
            clocks: Mutex::new(locked(&self.clocks).clone()),
            standing: Mutex::new(locked(&self.standing).clone()),
            orders: Mutex::new(locked(&self.orders).clone()),
        }
    }
}

impl Cube {
    /// Parts columns that have no values yet from those of other cubes. To be asked for before a patch is read: what a reader of
    /// another cube has read before that must not come in here afterwards.
    pub fn part(&mut self) {
        self.frame.part();
    }

    /// Takes over what is known anew of some leads; returns the columns in which anything is another value now.
    pub fn patch(&mut self, patch: &Patch) -> Vec<FieldName> {
        let rows = &patch.rows;
        let mut changed = Vec::new();
        for (name, column) in &patch.columns {
            if self.frame.patch(name, rows, column) {
                locked(&self.orders).remove(name);
                changed.push(name.clone());
            }
        }
        let of_frame = patch.handoffs.iter().filter_map(|handoff| {
            let row = self.frame.row(handoff.lead)?;
            Some((row, handoff.clone()))
        });
        let handoffs: Vec<(u32, Handoff)> = of_frame.collect();
        let splice = Arc::make_mut(&mut self.facts).patch(rows, &handoffs, &self.reasons);
        if let Some(standing) = locked(&self.standing).as_mut() {
            Arc::make_mut(standing).doubt(rows);
        }
        if let Some(clocks) = locked(&self.clocks).as_mut() {
            Arc::make_mut(clocks).splice(&splice, &changed);
        }
        changed
    }

    /// Counts what was given by other picklists.
    pub fn set_reasons(&mut self, reasons: Vec<Reason>) {
        self.reasons = Reasons::new(reasons);
        Arc::make_mut(&mut self.facts).recount(&self.reasons);
        *locked(&self.standing) = None;
        if let Some(clocks) = locked(&self.clocks).as_mut() {
            Arc::make_mut(clocks).doubt_lanes();
        }
    }

    /// Counts owners as these people; returns whether anybody counts otherwise now.
    pub fn set_people(&mut self, people: People) -> bool {
        if self.people == people {
            return false;
        }
        self.people = people;
        if let Some(clocks) = locked(&self.clocks).as_mut() {
            Arc::make_mut(clocks).doubt_owners();
        }
        true
    }

    /// What clocks are read with, if that was said.
    pub fn desk(&self) -> Option<&Desk> {
        self.desk.get().map(Arc::as_ref)
    }

    /// Forgets what clocks are read with: it is to be said anew. Clocks that another desk reads alike stay.
    pub fn forget_desk(&mut self) {
        self.desk = OnceLock::new();
    }
}
