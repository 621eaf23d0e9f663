//! Tokens into criteria, and mistakes into sentences.

mod operator;

use super::{
    Criteria, Literal, Test,
    check::{Misfit, kind, literal_misfit, misfit},
    lexer::{Lexeme, Token, bare_name, tokens},
    values::read_date,
};
use crate::field::{FieldName, Kind};

/// Most `and`, `or` and `not` inside one another.
const MAX_NESTING: usize = 64;
/// Most open parentheses and `not`s while reading. The canonical text needs at most two per nesting, so that whatever
/// was read once can be read again.
const MAX_OPEN: usize = 2 * MAX_NESTING;

/// Why a text is not criteria, and where: `start..end` are bytes of the text, on character boundaries.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ParseError {
    /// What is wrong, one sentence.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
    /// First byte of the mistake.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

/// Reads criteria; the text must hold at least one test.
pub fn parse(text: &str) -> Result<Criteria, ParseError> {
    let mut parser = Parser { text, tokens: tokens(text), at: 0, open: 0 };
    if parser.now().lexeme == Lexeme::End {
        return Err(
            parser.error_here("There are no criteria yet.", Some("Write for example: employees >= 200"))
        );
    }
    let criteria = parser.any()?;
    match &parser.now().lexeme {
        Lexeme::End => {}
        Lexeme::Close => {
            let hint = "Remove it, or open one before.";
            return Err(parser.error_here("This parenthesis closes nothing.", Some(hint)));
        }
        Lexeme::Comma => {
            let hint = "Write numbers without commas (1200), and several values as: in (1, 2)";
            return Err(parser.error_here("A comma stands only between the values of a list.", Some(hint)));
        }
        _ => return Err(parser.error_here("Here \"and\" or \"or\" is missing.", None)),
    }
    if nesting(&criteria) > MAX_NESTING {
        return Err(parser.too_deep(0, text.len()));
    }
    Ok(criteria)
}

/// Reads criteria; a text without any, blank or empty, is `None`.
pub fn parse_optional(text: &str) -> Result<Option<Criteria>, ParseError> {
    if text.trim().is_empty() { Ok(None) } else { parse(text).map(Some) }
}

fn nesting(criteria: &Criteria) -> usize {
    match criteria {
        Criteria::And(parts) | Criteria::Or(parts) => 1 + parts.iter().map(nesting).max().unwrap_or(0),
        Criteria::Not(inner) => 1 + nesting(inner),
        Criteria::Test(..) | Criteria::Activity { .. } => 0,
    }
}

type Parsed<T> = Result<T, ParseError>;

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
    open: usize,
}

impl<'a> Parser<'a> {
    /// `a or b or c`.
    fn any(&mut self) -> Parsed<Criteria> {
        let mut parts = vec![self.all()?];
        while self.accept("or") {
            parts.push(self.all()?);
        }
        Ok(single_or(parts, Criteria::Or))
    }

    /// `a and b and c`.
    fn all(&mut self) -> Parsed<Criteria> {
        let mut parts = vec![self.one()?];
        while self.accept("and") {
            parts.push(self.one()?);
        }
        Ok(single_or(parts, Criteria::And))
    }

    /// A test, `not`, or parentheses.
    fn one(&mut self) -> Parsed<Criteria> {
        let (start, end) = (self.now().start, self.now().end);
        let negated = self.is_word("not");
        if !negated && self.now().lexeme != Lexeme::Open {
            return self.test();
        }
        self.skip();
        self.open += 1;
        if self.open > MAX_OPEN {
            return Err(self.too_deep(start, end));
        }
        let inner = if negated {
            Criteria::Not(Box::new(self.one()?))
        } else {
            let inner = self.any()?;
            if self.now().lexeme != Lexeme::Close {
                return Err(self.unclosed(start, end));
            }
            self.skip();
            inner
        };
        self.open -= 1;
        Ok(inner)
    }

    fn test(&mut self) -> Parsed<Criteria> {
        if self.is_word("activity") && self.peek(1).lexeme == Lexeme::Open {
            return self.activity();
        }
        let start = self.now().start;
        let field = self.field()?;
        let (test, negated) = self.operator(&field)?;
        if let Some(misfit) = misfit(&field, &test) {
            return Err(fault(misfit, start, self.last_end()));
        }
        let test = Criteria::Test(field, test);
        Ok(if negated { Criteria::Not(Box::new(test)) } else { test })
    }

    fn field(&mut self) -> Parsed<FieldName> {
        let token = self.now().clone();
        let field = match &token.lexeme {
            Lexeme::Name(name) => FieldName::parse(name),
            Lexeme::Word(word) => match bare_name(word) {
                Some(field) => field,
                None => return Err(self.keyword_instead_of_field(word)),
            },
            Lexeme::Text(text) => {
                let hint = format!("Write a field's name without quotes, or in backquotes: `{text}`");
                return Err(self.error_here("A test begins with a field, and this is a text.", Some(&hint)));
            }
            _ => return Err(self.missing_test()),
        };
        self.skip();
        Ok(field)
    }

    /// `activity("demo-request") >= 1 within 14 days`.
    fn activity(&mut self) -> Parsed<Criteria> {
        let example = "Write: activity(\"demo-request\") >= 1 within 14 days";
        self.skip();
        self.skip();
        let Lexeme::Text(kind) = self.now().lexeme.clone() else {
            return Err(self.error_here("The kind of activity is missing.", Some(example)));
        };
        if kind.is_empty() {
            return Err(self.error_here("The kind of activity is empty.", Some(example)));
        }
        self.skip();
        if self.now().lexeme != Lexeme::Close {
            return Err(self.error_here("Here a closing parenthesis is missing.", Some(example)));
        }
        self.skip();
        let Lexeme::Comparison(comparison) = self.now().lexeme else {
            return Err(self.error_here("How many of these activities?", Some(example)));
        };
        self.skip();
        let count = self.whole_number("A number of activities is missing here.", example)?;
        let within_days = if self.accept("within") {
            let days = self.whole_number("A number of days is missing here.", example)?;
            if !self.accept("days") && !self.accept("day") {
                return Err(self.error_here("Here the word \"days\" is missing.", Some(example)));
            }
            Some(days)
        } else {
            None
        };
        Ok(Criteria::Activity { kind, comparison, count, within_days })
    }

    fn whole_number(&mut self, missing: &str, hint: &str) -> Parsed<u32> {
        match self.now().lexeme {
            Lexeme::Number(number)
                if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) =>
            {
                self.skip();
                Ok(number as u32)
            }
            Lexeme::Number(_) => Err(self.error_here("This has to be a whole number.", Some(hint))),
            _ => Err(self.error_here(missing, Some(hint))),
        }
    }

    fn now(&self) -> &Token<'a> {
        self.peek(0)
    }

    /// The last token, `End` or `Bad`, is never passed.
    fn peek(&self, ahead: usize) -> &Token<'a> {
        &self.tokens[(self.at + ahead).min(self.tokens.len() - 1)]
    }

    fn skip(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len() - 1);
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.now().lexeme, Lexeme::Word(found) if found.eq_ignore_ascii_case(word))
    }

    fn accept(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.skip();
        }
        found
    }

    /// Where the last token that was taken ends.
    fn last_end(&self) -> usize {
        self.at.checked_sub(1).map_or(0, |last| self.tokens[last].end)
    }

    /// A mistake at the token that stands here; a broken token knows better what is wrong.
    fn error_here(&self, message: &str, hint: Option<&str>) -> ParseError {
        let token = self.now();
        match &token.lexeme {
            Lexeme::Bad(error) => error.clone(),
            _ => ParseError {
                message: message.to_owned(),
                hint: hint.map(str::to_owned),
                start: token.start,
                end: token.end,
            },
        }
    }

    fn missing_test(&self) -> ParseError {
        let hint = Some("Write a field, an operator and a value: employees >= 200");
        let before = self.at.checked_sub(1).map(|last| &self.tokens[last]);
        match (before, &self.now().lexeme) {
            (Some(Token { lexeme: Lexeme::Word(word), start, end }), Lexeme::End | Lexeme::Close) => {
                ParseError {
                    message: format!("After \"{word}\" a test is missing."),
                    hint: hint.map(str::to_owned),
                    start: *start,
                    end: *end,
                }
            }
            (_, Lexeme::End | Lexeme::Close) => self.error_here("Here a test is missing.", hint),
            _ => self.error_here("A test begins with a field.", hint),
        }
    }

    fn keyword_instead_of_field(&self, word: &str) -> ParseError {
        let hint = format!("If a field has this name, put it into backquotes: `{word}`");
        self.error_here(&format!("Before \"{word}\" a test or a field is missing."), Some(&hint))
    }

    /// `start..end` is the opening parenthesis; what stands here instead of the closing one may say more.
    fn unclosed(&self, start: usize, end: usize) -> ParseError {
        match &self.now().lexeme {
            Lexeme::Bad(error) => error.clone(),
            Lexeme::End => ParseError {
                message: "This parenthesis is never closed.".to_owned(),
                hint: Some("Add ) where it ends.".to_owned()),
                start,
                end,
            },
            Lexeme::Comma => {
                let hint = "Write several values as: in (1, 2)";
                self.error_here("A comma stands only between the values of a list.", Some(hint))
            }
            _ => self.error_here("Here \"and\", \"or\" or a closing parenthesis is missing.", None),
        }
    }

    fn too_deep(&self, start: usize, end: usize) -> ParseError {
        let message =
            format!("More than {MAX_NESTING} levels of parentheses and negations are too many to follow.");
        let hint = Some("Split the criteria into several clauses.".to_owned());
        ParseError { message, hint, start, end }
    }
}

fn single_or(mut parts: Vec<Criteria>, join: fn(Vec<Criteria>) -> Criteria) -> Criteria {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}

fn fault(misfit: Misfit, start: usize, end: usize) -> ParseError {
    ParseError { message: misfit.message, hint: misfit.hint, start, end }
}

/// A literal as the field takes it: quoted days become dates where days are compared, and ids written as numbers stay
/// the text they are (`external_id = 007`).
pub(super) fn fitted(field: &FieldName, order: bool, literal: Literal, written: &str) -> Literal {
    let day = |text: &str| read_date(text.trim()).map(Literal::Date);
    match (kind(field), &literal) {
        (Some(Kind::Time), Literal::Text(text)) => day(text).unwrap_or(literal),
        (Some(Kind::Text) | None, Literal::Text(text)) if order => day(text).unwrap_or(literal),
        (Some(Kind::Text), Literal::Number(_) | Literal::Date(_)) if !order => {
            Literal::Text(written.to_owned())
        }
        _ => literal,
    }
}
