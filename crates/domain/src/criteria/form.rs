//! Criteria as the lines of a builder: one join, simple tests, values as text.

use super::{
    Comparison, Criteria, Literal, Test,
    check::{Misfit, kind, misfit},
    parse::fitted,
    values::{read_date, read_exact_number, read_number, write_number},
};
use crate::field::{FieldName, Kind};

/// Between the words of `matches`.
const SEPARATOR: &str = ", ";

/// How the lines are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// All must hold.
    And,
    /// One must hold.
    Or,
}

/// A flat list of simple tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// How they are joined; `And` if there is one only.
    pub join: Join,
    /// The lines.
    pub tests: Vec<Row>,
}

/// One line: field, operator, values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The field as [`FieldName::slug`] writes it.
    pub field: String,
    /// One of [`Row::OPERATORS`].
    pub operator: String,
    /// None, one, two, or many values, as the operator needs; without quotes.
    pub values: Vec<String>,
}

impl Row {
    /// What a line's operator may be.
    pub const OPERATORS: [&'static str; 15] = [
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "in",
        "not in",
        "between",
        "contains",
        "starts with",
        "is blank",
        "is known",
        "is free-mail",
        "matches",
    ];
}

/// Why lines are not criteria.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// There are no lines.
    #[error("There is no line yet.")]
    Empty,
    /// A line has no such operator.
    #[error("There is no operator \"{operator}\".")]
    Operator {
        /// Which line, from 0.
        line: usize,
        /// As it was given.
        operator: String,
    },
    /// A line has too few or too many values, or an empty one.
    #[error("The line for {field} needs {needed}.")]
    Values {
        /// Which line, from 0.
        line: usize,
        /// The field's label.
        field: String,
        /// What it needs.
        needed: &'static str,
    },
    /// A line's test does not fit its field.
    #[error("{misfit}")]
    Misfit {
        /// Which line, from 0.
        line: usize,
        /// What does not fit.
        misfit: Misfit,
    },
}

impl FormError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            FormError::Empty => Some("Add a line."),
            FormError::Operator { .. } => Some("Choose one of the operators offered."),
            FormError::Values { .. } => None,
            FormError::Misfit { misfit, .. } => misfit.hint.as_deref(),
        }
    }

    /// The line it is about, from 0.
    pub fn line(&self) -> Option<usize> {
        match self {
            FormError::Empty => None,
            FormError::Operator { line, .. }
            | FormError::Values { line, .. }
            | FormError::Misfit { line, .. } => Some(*line),
        }
    }
}

/// `criteria` as lines, or `None` if lines cannot say exactly the same.
pub fn rows(criteria: &Criteria) -> Option<Rows> {
    // Here `matches` names a list that lies elsewhere; a line would take the name for its words.
    let named = criteria.tests().iter().any(|(_, test)| test.list().is_some());
    if named { None } else { rows_of_words(criteria) }
}

/// The same where the words of `matches` stand in the criteria themselves, one value each, as in rules of personas.
pub fn rows_of_words(criteria: &Criteria) -> Option<Rows> {
    let (join, parts) = match criteria {
        Criteria::And(parts) => (Join::And, parts.as_slice()),
        Criteria::Or(parts) => (Join::Or, parts.as_slice()),
        only => (Join::And, std::slice::from_ref(only)),
    };
    let tests = parts.iter().map(row).collect::<Option<Vec<Row>>>()?;
    let rows = Rows { join, tests };
    // Values lose their quotes in a line: `Score = "5"` would come back as a number.
    (rows.criteria().ok().as_ref() == Some(criteria)).then_some(rows)
}

impl Rows {
    /// The criteria these lines say.
    pub fn criteria(&self) -> Result<Criteria, FormError> {
        let mut parts = Vec::with_capacity(self.tests.len());
        for (line, row) in self.tests.iter().enumerate() {
            let field = FieldName::parse(&row.field);
            let test = row.test(line, &field)?;
            if let Some(misfit) = misfit(&field, &test) {
                return Err(FormError::Misfit { line, misfit });
            }
            parts.push(Criteria::Test(field, test));
        }
        match (parts.len(), self.join) {
            (0, _) => Err(FormError::Empty),
            (1, _) => Ok(parts.remove(0)),
            (_, Join::And) => Ok(Criteria::And(parts)),
            (_, Join::Or) => Ok(Criteria::Or(parts)),
        }
    }
}

fn row(criteria: &Criteria) -> Option<Row> {
    let Criteria::Test(field, test) = criteria else { return None };
    let (operator, values) = match test {
        Test::Compare(comparison, _) => (comparison.symbol(), written(test)),
        Test::In(_) => ("in", written(test)),
        Test::NotIn(_) => ("not in", written(test)),
        Test::Between(_) => ("between", written(test)),
        Test::Contains(part) => ("contains", vec![part.clone()]),
        Test::StartsWith(part) => ("starts with", vec![part.clone()]),
        Test::IsBlank => ("is blank", Vec::new()),
        Test::IsKnown => ("is known", Vec::new()),
        Test::IsFreeMail => ("is free-mail", Vec::new()),
        Test::MatchesList(words) => ("matches", words.split(SEPARATOR).map(str::to_owned).collect()),
    };
    Some(Row { field: field.slug().to_owned(), operator: operator.to_owned(), values })
}

fn written(test: &Test) -> Vec<String> {
    let value = |literal: &Literal| match literal {
        Literal::Text(text) => text.clone(),
        Literal::Number(number) => write_number(*number),
        Literal::Date(day) => day.format("%Y-%m-%d").to_string(),
    };
    test.literals().iter().map(value).collect()
}

impl Row {
    fn test(&self, line: usize, field: &FieldName) -> Result<Test, FormError> {
        let error = |needed| FormError::Values { line, field: field.label().to_owned(), needed };
        if self.values.iter().any(String::is_empty) {
            return Err(error("a value in every place"));
        }
        let literal = |order: bool, value: &String| literal(field, order, value);
        let all = |order: bool| self.values.iter().map(|value| literal(order, value)).collect::<Vec<_>>();
        if let Some(comparison) = comparison(&self.operator) {
            let [value] = self.values.as_slice() else { return Err(error("one value")) };
            return Ok(Test::Compare(comparison, literal(comparison.is_order(), value)));
        }
        match (self.operator.as_str(), self.values.as_slice()) {
            ("in", [_, ..]) => Ok(Test::In(all(false))),
            ("not in", [_, ..]) => Ok(Test::NotIn(all(false))),
            ("between", [low, high]) => Ok(Test::Between([literal(true, low), literal(true, high)])),
            ("contains", [part]) => Ok(Test::Contains(part.clone())),
            ("starts with", [part]) => Ok(Test::StartsWith(part.clone())),
            ("is blank", []) => Ok(Test::IsBlank),
            ("is known", []) => Ok(Test::IsKnown),
            ("is free-mail", []) => Ok(Test::IsFreeMail),
            ("matches", [_, ..]) => Ok(Test::MatchesList(self.values.join(SEPARATOR))),
            ("in" | "not in" | "matches", _) => Err(error("at least one value")),
            ("between", _) => Err(error("two values")),
            ("is blank" | "is known" | "is free-mail", _) => Err(error("no value")),
            ("contains" | "starts with", _) => Err(error("one value")),
            _ => Err(FormError::Operator { line, operator: self.operator.clone() }),
        }
    }
}

fn comparison(symbol: &str) -> Option<Comparison> {
    use Comparison::{AtLeast, AtMost, Equal, Greater, Less, NotEqual};
    [Equal, NotEqual, Less, AtMost, Greater, AtLeast].into_iter().find(|known| known.symbol() == symbol)
}

/// A value as the field takes it. Imported headers have no kind: what reads as a number is one, because a number equals
/// every way to write it.
fn literal(field: &FieldName, order: bool, value: &str) -> Literal {
    let text = || Literal::Text(value.to_owned());
    let number = |read: fn(&str) -> Option<f64>| read(value).map(Literal::Number);
    match kind(field) {
        Some(Kind::Number) => number(read_number).unwrap_or_else(text),
        Some(Kind::Text) if !order => text(),
        None if !order => number(read_exact_number).unwrap_or_else(text),
        Some(Kind::Time) => fitted(field, order, text(), value),
        _ => number(read_number).or_else(|| read_date(value.trim()).map(Literal::Date)).unwrap_or_else(text),
    }
}
