//! What a row of an imported file is.

/// What a row of an imported file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// A person at a company, found by the key that leads carry; fills what their leads leave blank.
    ContactPerRow,
    /// A company, found by the key that leads carry; fills what its leads leave blank.
    CompanyPerRow,
    /// An entry of a picklist.
    ReasonList,
    /// One lead, with stamp columns and / or a status.
    #[default]
    LeadPerRow,
    /// One change of a lead: of its stage, or of another field.
    StageLog,
    /// Something a lead did, or something sales did to reach it.
    ActivityLog,
    /// A deal.
    Opportunities,
    /// Money spent on a day.
    Spend,
}

impl Shape {
    /// All of them, in the order in which files that come together are taken in: what others refer to comes first.
    pub const ALL: [Shape; 8] = [
        Shape::ContactPerRow,
        Shape::CompanyPerRow,
        Shape::ReasonList,
        Shape::LeadPerRow,
        Shape::StageLog,
        Shape::ActivityLog,
        Shape::Opportunities,
        Shape::Spend,
    ];

    /// As written in mappings and JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Shape::ContactPerRow => "contact-per-row",
            Shape::CompanyPerRow => "company-per-row",
            Shape::ReasonList => "reason-list",
            Shape::LeadPerRow => "lead-per-row",
            Shape::StageLog => "stage-log",
            Shape::ActivityLog => "activity-log",
            Shape::Opportunities => "opportunities",
            Shape::Spend => "spend",
        }
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Shape::ContactPerRow => "A contact per row",
            Shape::CompanyPerRow => "A company per row",
            Shape::ReasonList => "A reason per row",
            Shape::LeadPerRow => "A lead per row",
            Shape::StageLog => "A change per row (stage log or field history)",
            Shape::ActivityLog => "An activity per row",
            Shape::Opportunities => "An opportunity per row",
            Shape::Spend => "Spend per day",
        }
    }

    /// The shape written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Shape> {
        Shape::ALL.into_iter().find(|shape| shape.slug() == slug)
    }
}
