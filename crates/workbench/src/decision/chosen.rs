//! The leads somebody chose in a table: these, or all of a list but some.

use std::collections::HashSet;

use plumbline_domain::ids::LeadId;

use crate::{failure::Outcome, lead::Listing, workspace::Workspace};

/// Leads that were chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// These.
    Leads(Vec<LeadId>),
    /// Every lead of a list, also those nobody has scrolled to, except some.
    All {
        /// Which list.
        listing: Box<Listing>,
        /// The ones left out by hand.
        except: Vec<LeadId>,
    },
}

impl Workspace {
    /// The leads that were chosen, each once.
    ///
    /// # Errors
    /// The list has a mistake, or the file cannot be read.
    pub fn chosen(&self, chosen: &Chosen) -> Outcome<Vec<LeadId>> {
        let mut leads = match chosen {
            Chosen::Leads(leads) => leads.clone(),
            Chosen::All { listing, except } => {
                let except: HashSet<&LeadId> = except.iter().collect();
                let ordered = self.ordered(listing)?;
                let frame = ordered.loaded.cube.frame();
                let all = ordered.rows.iter().filter_map(|row| frame.lead(*row));
                all.filter(|lead| !except.contains(lead)).collect()
            }
        };
        // A list of handoffs names a lead once per pass; it is decided about once.
        leads.sort_unstable();
        leads.dedup();
        Ok(leads)
    }
}
