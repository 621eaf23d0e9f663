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
    DateImplausible,
    NumberUnparseable,
    StatusUnknown,
    ReasonInvalid,
    IdentityMissing,
    IdentityRepeated,
    IdentityConflict,
    RowTooShort,
    RowTooLong,
    RowQuotes,
    TextInvalid,
    EmailInvalid,
    IdDamaged,
    CellError,
    ValueMissing,
    ValueUnknown,
    LeadUnknown,
    LeadSeveral,
    LeadUnmatched,
}

impl Rule {
    /// All of them.
    pub const ALL: [Rule; 21] = [
        Rule::DateUnparseable,
        Rule::DateAmbiguous,
        Rule::DateImplausible,
        Rule::NumberUnparseable,
        Rule::StatusUnknown,
        Rule::ReasonInvalid,
        Rule::IdentityMissing,
        Rule::IdentityRepeated,
        Rule::IdentityConflict,
        Rule::RowTooShort,
        Rule::RowTooLong,
        Rule::RowQuotes,
        Rule::TextInvalid,
        Rule::EmailInvalid,
        Rule::IdDamaged,
        Rule::CellError,
        Rule::ValueMissing,
        Rule::ValueUnknown,
        Rule::LeadUnknown,
        Rule::LeadSeveral,
        Rule::LeadUnmatched,
    ];

    /// The stable name in files and JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Rule::DateUnparseable => "date.unparseable",
            Rule::DateAmbiguous => "date.ambiguous",
            Rule::DateImplausible => "date.implausible",
            Rule::NumberUnparseable => "number.unparseable",
            Rule::StatusUnknown => "status.unknown",
            Rule::ReasonInvalid => "reason.invalid",
            Rule::IdentityMissing => "identity.missing",
            Rule::IdentityRepeated => "identity.repeated",
            Rule::IdentityConflict => "identity.conflict",
            Rule::RowTooShort => "row.too-short",
            Rule::RowTooLong => "row.too-long",
            Rule::RowQuotes => "row.quotes",
            Rule::TextInvalid => "text.invalid",
            Rule::EmailInvalid => "email.invalid",
            // An id with more digits than a spreadsheet keeps.
            Rule::IdDamaged => "id.damaged",
            // `#N/A`, `#DIV/0!`: a formula of a workbook that failed.
            Rule::CellError => "cell.error",
            // A row without what its shape cannot do without: a date, an amount, a kind.
            Rule::ValueMissing => "value.missing",
            // A word the shape has no meaning for.
            Rule::ValueUnknown => "value.unknown",
            // The row belongs to a lead that is not here.
            Rule::LeadUnknown => "lead.unknown",
            // What the row calls its lead by, several leads have.
            Rule::LeadSeveral => "lead.several",
            // The deal was kept, but no lead or more than one fits it.
            Rule::LeadUnmatched => "lead.unmatched",
        }
    }

    /// The rule of this name.
    pub fn from_slug(slug: &str) -> Option<Rule> {
        Rule::ALL.into_iter().find(|rule| rule.slug() == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_by_its_name() {
        for (index, rule) in Rule::ALL.into_iter().enumerate() {
            assert_eq!(rule as usize, index, "in the order of their declaration, none left out");
            assert_eq!(Rule::from_slug(rule.slug()), Some(rule));
        }
        assert_eq!(Rule::from_slug("row"), None);
    }
}
