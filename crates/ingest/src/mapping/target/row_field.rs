//! The columns of the shapes that are not a lead.

use plumbline_domain::shape::Shape;

use super::Needs;

macro_rules! row_fields {
    ($($shape:ident { $($variant:ident, $slug:literal, $label:literal, $needs:ident;)+ })+) => {
        /// What a row says besides whose it is, by the shapes that are not a lead (see [`plumbline_domain::record`]).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the labels in the table below say what each is")]
        pub enum RowField { $($($variant),+),+ }

        impl RowField {
            /// All of them, by shape.
            pub const ALL: &[RowField] = &[$($(RowField::$variant),+),+];
            /// The one shape whose rows have it.
            pub fn shape(self) -> Shape { match self { $($(RowField::$variant)|+ => Shape::$shape),+ } }
            /// As written in mappings.
            pub fn slug(self) -> &'static str { match self { $($(RowField::$variant => $slug),+),+ } }
            /// As shown to people.
            pub fn label(self) -> &'static str { match self { $($(RowField::$variant => $label),+),+ } }
            /// What its values have to be.
            pub fn needs(self) -> Needs { match self { $($(RowField::$variant => Needs::$needs),+),+ } }
        }
    };
}

row_fields! {
    StageLog {
        ChangeField, "change.field", "Field that changed", Text;
        ChangeOld, "change.old", "Old value", Text;
        ChangeNew, "change.new", "New value", Text;
        ChangeAt, "change.at", "When it changed", Date;
        ChangeNotBefore, "change.not_before", "Not before", Date;
        ChangeProvenance, "change.provenance", "How it is known", Text;
        ChangeReason, "change.reason", "Reason", Text;
        ChangeBy, "change.by", "Changed by", Text;
        ChangeNote, "change.note", "Note", Text;
    }
    ActivityLog {
        ActivityId, "activity.id", "Activity id", Text;
        ActivityAt, "activity.at", "When", Date;
        ActivityKind, "activity.kind", "Kind of activity", Text;
        ActivitySide, "activity.side", "Who acted", Text;
        ActivityCampaign, "activity.campaign", "Campaign", Text;
        ActivityChannel, "activity.channel", "Channel", Text;
        ActivityOutcome, "activity.outcome", "What came of it", Text;
        ActivityBy, "activity.by", "By", Text;
    }
    Opportunities {
        OpportunityId, "opportunity.id", "Opportunity id", Text;
        OpportunityName, "opportunity.name", "Opportunity name", Text;
        OpportunityStage, "opportunity.stage", "Opportunity stage", Text;
        OpportunityOutcome, "opportunity.outcome", "Outcome", Text;
        OpportunityWon, "opportunity.won", "Won: yes or no", Text;
        OpportunityClosed, "opportunity.closed", "Closed: yes or no", Text;
        OpportunityAmount, "opportunity.amount", "Amount", Number;
        OpportunityCurrency, "opportunity.currency", "Currency", Text;
        OpportunityLostReason, "opportunity.lost_reason", "Lost reason", Text;
        OpportunityOwner, "opportunity.owner", "Owner of the opportunity", Text;
        OpportunityCreatedAt, "opportunity.created.at", "Opportunity created", Date;
        OpportunityClosedAt, "opportunity.closed.at", "Opportunity closed", Date;
        OpportunityWonAt, "opportunity.won.at", "Opportunity won", Date;
        OpportunityLostAt, "opportunity.lost.at", "Opportunity lost", Date;
    }
    Spend {
        SpendDay, "spend.day", "Day", Date;
        SpendAmount, "spend.amount", "Money spent", Number;
        SpendCurrency, "spend.currency", "Currency", Text;
    }
    ReasonList {
        ReasonList, "reason.list", "Picklist", Text;
        ReasonBucket, "reason.bucket", "Bucket", Text;
        ReasonSlug, "reason.slug", "Slug", Text;
        ReasonLabel, "reason.label", "Label", Text;
        ReasonRetired, "reason.retired", "Retired: yes or no", Text;
    }
}

impl RowField {
    /// The field written as `slug`.
    pub fn from_slug(slug: &str) -> Option<RowField> {
        RowField::ALL.iter().copied().find(|field| field.slug() == slug)
    }
}
