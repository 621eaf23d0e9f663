//! What of what was loaded does not hold any more, by what a step says it changed.

use std::collections::BTreeSet;

use plumbline_domain::ids::LeadId;
use plumbline_store::Table;

/// What of what was loaded does not hold any more.
#[derive(Debug, Default)]
pub(crate) struct Stale {
    /// All of it.
    pub(super) all: bool,
    /// Stages, events and columns of these.
    pub(super) leads: BTreeSet<LeadId>,
    pub(super) picklists: bool,
    /// Zone, week, fiscal year or decision window, perhaps.
    pub(super) settings: bool,
    /// What clocks are read with, perhaps.
    pub(super) desk: bool,
}

impl Stale {
    /// Everything.
    pub(super) fn all() -> Stale {
        Stale { all: true, ..Stale::default() }
    }

    /// What follows from a step that changed rows of these tables; `leads` are those the rows are about, if that is known.
    pub(super) fn by(changed: &[Table], leads: Option<&[LeadId]>) -> Stale {
        let mut stale = Stale::default();
        for table in changed {
            match (table, leads) {
                (Table::Lead | Table::StageEvent, Some(leads)) => stale.leads.extend(leads),
                (Table::Lead | Table::StageEvent, None) | (Table::Activity | Table::Spend, _) => {
                    stale.all = true;
                }
                (Table::Reason, _) => stale.picklists = true,
                (Table::Setting, _) => (stale.settings, stale.desk) = (true, true),
                (Table::Person | Table::Team, _) => stale.desk = true,
                // These are read from the file whenever somebody asks.
                (
                    Table::SavedView
                    | Table::LeadKey
                    | Table::DistinctPair
                    | Table::Opportunity
                    | Table::FieldChange
                    | Table::Reference
                    | Table::WatchedFolder
                    | Table::Track
                    | Table::Concordance
                    | Table::Recycling
                    | Table::Escalation,
                    _,
                ) => {}
            }
        }
        stale
    }

    /// True if all of it holds.
    pub(super) fn is_nothing(&self) -> bool {
        !(self.all || self.picklists || self.settings || self.desk) && self.leads.is_empty()
    }

    /// Both.
    pub(super) fn join(&mut self, other: Stale) {
        self.all |= other.all;
        self.picklists |= other.picklists;
        self.settings |= other.settings;
        self.desk |= other.desk;
        self.leads.extend(other.leads);
    }
}
