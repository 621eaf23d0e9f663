//! Which field a line of a history speaks of.

use plumbline_domain::field::Field;

/// What the name of a field in a history means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangedField {
    /// Its values are statuses, which stand for stages: `status`.
    Status,
    /// A canonical field, by its slug.
    Known(Field),
    /// Kept under its own name.
    Own,
}

impl ChangedField {
    /// Reads what stands in a mapping; `None` for a name that is no field's.
    pub fn parse(text: &str) -> Option<ChangedField> {
        match text {
            "" => Some(ChangedField::Own),
            "status" => Some(ChangedField::Status),
            slug => Field::from_slug(slug).map(ChangedField::Known),
        }
    }

    /// The text [`ChangedField::parse`] reads back.
    pub fn slug(self) -> &'static str {
        match self {
            ChangedField::Status => "status",
            ChangedField::Known(field) => field.slug(),
            ChangedField::Own => "",
        }
    }

    /// All names, for a complaint.
    pub(super) fn allowed() -> String {
        let fields = Field::ALL.into_iter().filter(|field| *field != Field::Status).map(Field::slug);
        std::iter::once("status").chain(fields).collect::<Vec<_>>().join(", ")
    }
}
