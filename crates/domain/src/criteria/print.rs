//! The canonical text: what [`super::parse`] reads back to the same expression.

use std::fmt::{Display, Formatter, Result, Write};

use super::{Criteria, Literal, Test, lexer, values::write_number};
use crate::field::FieldName;

impl Display for Criteria {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Criteria::And(parts) => join(f, parts, " and "),
            Criteria::Or(parts) => join(f, parts, " or "),
            Criteria::Not(inner) => write!(f, "not ({inner})"),
            Criteria::Test(field, test) => {
                write_name(f, field)?;
                write!(f, " {test}")
            }
            Criteria::Activity { kind, comparison, count, within_days } => {
                f.write_str("activity(")?;
                write_text(f, kind)?;
                write!(f, ") {} {count}", comparison.symbol())?;
                match within_days {
                    Some(days) => write!(f, " within {days} {}", if *days == 1 { "day" } else { "days" }),
                    None => Ok(()),
                }
            }
        }
    }
}

/// Parts that are themselves joined stand in parentheses, also where precedence would not need them: `a and b or c`
/// is read in two ways by people.
fn join(f: &mut Formatter<'_>, parts: &[Criteria], word: &str) -> Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(word)?;
        }
        match part {
            Criteria::And(_) | Criteria::Or(_) => write!(f, "({part})")?,
            _ => write!(f, "{part}")?,
        }
    }
    Ok(())
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Test::Compare(comparison, literal) => write!(f, "{} {literal}", comparison.symbol()),
            Test::In(literals) => write_list(f, "in", literals),
            Test::NotIn(literals) => write_list(f, "not in", literals),
            Test::Between([low, high]) => write!(f, "between {low} and {high}"),
            Test::Contains(part) => write_word(f, "contains", part),
            Test::StartsWith(part) => write_word(f, "starts with", part),
            Test::MatchesList(name) => write_word(f, "matches", name),
            Test::IsBlank => f.write_str("is blank"),
            Test::IsKnown => f.write_str("is known"),
            Test::IsFreeMail => f.write_str("is free-mail"),
        }
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Literal::Text(text) => write_text(f, text),
            Literal::Number(number) => f.write_str(&write_number(*number)),
            Literal::Date(day) => write!(f, "{}", day.format("%Y-%m-%d")),
        }
    }
}

fn write_list(f: &mut Formatter<'_>, operator: &str, literals: &[Literal]) -> Result {
    write!(f, "{operator} (")?;
    for (index, literal) in literals.iter().enumerate() {
        write!(f, "{}{literal}", if index > 0 { ", " } else { "" })?;
    }
    f.write_char(')')
}

fn write_word(f: &mut Formatter<'_>, operator: &str, text: &str) -> Result {
    write!(f, "{operator} ")?;
    write_text(f, text)
}

fn write_text(f: &mut Formatter<'_>, text: &str) -> Result {
    f.write_char('"')?;
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}

fn write_name(f: &mut Formatter<'_>, field: &FieldName) -> Result {
    let name = field.slug();
    if lexer::bare_name(name).as_ref() == Some(field) {
        return f.write_str(name);
    }
    write!(f, "`{}`", name.replace('`', "``"))
}
