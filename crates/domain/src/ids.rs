//! Row identities as newtypes: a lead cannot be passed where a batch is meant.

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

id! {
    /// A lead in this workspace.
    LeadId,
    /// One import.
    BatchId,
    /// A picklist entry.
    ReasonId,
    /// Somebody who decides, owns or signs.
    PersonId,
    /// One step of the audit.
    OperationId,
    /// A saved view.
    ViewId,
    /// A deal.
    OpportunityId,
    /// A folder whose exports are offered.
    FolderId,
    /// A team.
    TeamId,
    /// A recycle track.
    TrackId,
    /// Something a consequence rule opened.
    EscalationId,
}

impl ReasonId {
    /// What stands for the reason of a rejection that nobody gave one for (see [`crate::reason::NOT_GIVEN`]). No entry of
    /// a picklist has this number: they count from 1.
    pub const NOT_GIVEN: ReasonId = ReasonId(0);
}
