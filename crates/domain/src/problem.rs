//! What an import could not take, said so that a person can repair it.

/// One cell or row that was refused, with everything needed to find and repair it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Row in the file, counted from 1 and including the header's row. 0 speaks of the whole file.
    pub row: u64,
    /// Header of the column, empty if the whole row is meant.
    pub column: String,
    /// The value as it stands in the file.
    pub value: String,
    /// Which rule refused it.
    pub rule: Rule,
    /// One sentence for a person: what happened and what to do.
    pub message: String,
}

/// The rules a value or a row can break. Each slug is part of the JSON contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the slugs below say what each means")]
pub enum Rule {
    DateUnparseable,
    DateAmbiguous,
    NumberUnparseable,
    StatusUnknown,
    ReasonInvalid,
    IdentityMissing,
    IdentityRepeated,
    RowTooShort,
    RowTooLong,
    RowQuotes,
    TextInvalid,
    EmailInvalid,
}

impl Rule {
    /// The stable name in files and JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Rule::DateUnparseable => "date.unparseable",
            Rule::DateAmbiguous => "date.ambiguous",
            Rule::NumberUnparseable => "number.unparseable",
            Rule::StatusUnknown => "status.unknown",
            Rule::ReasonInvalid => "reason.invalid",
            Rule::IdentityMissing => "identity.missing",
            Rule::IdentityRepeated => "identity.repeated",
            Rule::RowTooShort => "row.too-short",
            Rule::RowTooLong => "row.too-long",
            Rule::RowQuotes => "row.quotes",
            Rule::TextInvalid => "text.invalid",
            Rule::EmailInvalid => "email.invalid",
        }
    }
}
