//! What the values of a column are.

/// What the values of a column are, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inferred {
    /// No value at all.
    Empty,
    /// Dates in a known form.
    Date,
    /// Numbers.
    Number,
    /// How long something took.
    Duration,
    /// `true` / `false`, `yes` / `no`.
    Flag,
    /// E-mail addresses.
    Mail,
    /// Anything else.
    Text,
}

impl Inferred {
    /// As shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Inferred::Empty => "empty",
            Inferred::Date => "date",
            Inferred::Number => "number",
            Inferred::Duration => "duration",
            Inferred::Flag => "yes or no",
            Inferred::Mail => "e-mail",
            Inferred::Text => "text",
        }
    }
}
