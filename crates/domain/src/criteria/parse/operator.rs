//! What stands after a field: the operator and its values.

use super::{
    FieldName, Lexeme, Literal, ParseError, Parsed, Parser, Test, Token, fault, fitted, literal_misfit,
};
use crate::{
    criteria::{
        fold::nearest,
        lexer::{bare_name, is_keyword},
    },
    field::Field,
};

/// The operators made of words, and what people write for them. Several spellings may lead to one.
const SPELLINGS: [(&str, &str); 27] = [
    ("in", "in (...)"),
    ("not in", "not in (...)"),
    ("between", "between ... and ..."),
    ("contains", "contains"),
    ("starts", "starts with"),
    ("matches", "matches"),
    ("is", "is known"),
    ("includes", "contains"),
    ("include", "contains"),
    ("has", "contains"),
    ("like", "contains"),
    ("begins", "starts with"),
    ("startswith", "starts with"),
    ("starting", "starts with"),
    ("equals", "="),
    ("equal", "="),
    ("eq", "="),
    ("over", ">"),
    ("above", ">"),
    ("greater", ">"),
    ("more", ">"),
    ("under", "<"),
    ("below", "<"),
    ("less", "<"),
    ("exists", "is known"),
    ("empty", "is blank"),
    ("isnull", "is blank"),
];

impl Parser<'_> {
    /// The test, and whether it was written with a `not` that the test itself cannot carry.
    pub(super) fn operator(&mut self, field: &FieldName) -> Parsed<(Test, bool)> {
        if let Lexeme::Comparison(comparison) = self.now().lexeme {
            self.skip();
            let order = comparison.is_order();
            return Ok((Test::Compare(comparison, self.literal(field, order)?), false));
        }
        if self.accept("is") {
            return self.state();
        }
        let negated = self.accept("not");
        if self.accept("in") {
            let literals = self.list(field)?;
            return Ok((if negated { Test::NotIn(literals) } else { Test::In(literals) }, false));
        }
        let test = if self.accept("between") {
            let low = self.literal(field, true)?;
            if !self.accept("and") {
                let message = "Between needs two ends, with \"and\" in the middle.";
                return Err(self.error_here(message, Some("Write: between 200 and 2000")));
            }
            Test::Between([low, self.literal(field, true)?])
        } else if self.accept("contains") {
            Test::Contains(self.words("contains \"security\"")?)
        } else if self.is_word("starts")
            && matches!(self.peek(1).lexeme, Lexeme::Word(w) if w.eq_ignore_ascii_case("with"))
        {
            self.skip();
            self.skip();
            Test::StartsWith(self.words("starts with \"Chief\"")?)
        } else if self.accept("matches") {
            self.accept("a");
            self.accept("list");
            Test::MatchesList(self.words("matches \"name of the list\"")?)
        } else {
            return Err(self.unknown_operator(field, negated));
        };
        Ok((test, negated))
    }

    /// What follows `is`.
    fn state(&mut self) -> Parsed<(Test, bool)> {
        let negated = self.accept("not");
        let word = if let Lexeme::Word(word) = self.now().lexeme {
            word.to_ascii_lowercase()
        } else {
            String::new()
        };
        let test = match (word.as_str(), negated) {
            ("blank", false) | ("known", true) => (Test::IsBlank, false),
            ("known", false) | ("blank", true) => (Test::IsKnown, false),
            ("free-mail", negated) => (Test::IsFreeMail, negated),
            _ => return Err(self.unknown_state(&word)),
        };
        self.skip();
        Ok(test)
    }

    fn list(&mut self, field: &FieldName) -> Parsed<Vec<Literal>> {
        if self.now().lexeme != Lexeme::Open {
            let message = "The values of a list stand in parentheses.";
            return Err(self.error_here(message, Some("Write: in (\"Healthcare\", \"Finance\")")));
        }
        let (start, end) = (self.now().start, self.now().end);
        self.skip();
        let mut literals = vec![self.literal(field, false)?];
        loop {
            match self.now().lexeme {
                Lexeme::Comma => self.skip(),
                Lexeme::Close => {
                    self.skip();
                    return Ok(literals);
                }
                Lexeme::End => return Err(self.unclosed(start, end)),
                _ => return Err(self.error_here("Here a comma or a closing parenthesis is missing.", None)),
            }
            literals.push(self.literal(field, false)?);
        }
    }

    fn literal(&mut self, field: &FieldName, order: bool) -> Parsed<Literal> {
        let (start, end) = (self.now().start, self.now().end);
        let literal = match &self.now().lexeme {
            Lexeme::Text(text) => Literal::Text(text.clone()),
            Lexeme::Number(number) => Literal::Number(*number),
            Lexeme::Date(day) => Literal::Date(*day),
            _ => return Err(self.missing_value()),
        };
        self.skip();
        let literal = fitted(field, order, literal, &self.text[start..end]);
        match literal_misfit(field, order, &literal) {
            Some(misfit) => Err(fault(misfit, start, end)),
            None => Ok(literal),
        }
    }

    fn words(&mut self, example: &str) -> Parsed<String> {
        if let Lexeme::Text(text) = self.now().lexeme.clone() {
            self.skip();
            return Ok(text);
        }
        let example = match &self.now().lexeme {
            Lexeme::Word(word) if !is_keyword(word) => format!("Write: \"{word}\""),
            Lexeme::Number(number) => format!("Write: \"{number}\""),
            _ => format!("Write: {example}"),
        };
        Err(self.error_here("Here a text in double quotes is missing.", Some(&example)))
    }

    fn missing_value(&self) -> ParseError {
        match &self.now().lexeme {
            Lexeme::Word(word) if !is_keyword(word) => {
                let mut words = vec![*word];
                let more = self.tokens[self.at + 1..].iter().map_while(|token| match token.lexeme {
                    Lexeme::Word(word) if !is_keyword(word) => Some(word),
                    _ => None,
                });
                words.extend(more);
                let hint = format!("Write: \"{}\"", words.join(" "));
                self.error_here("Text has to stand in double quotes.", Some(&hint))
            }
            Lexeme::Name(name) => {
                let hint = format!("If this is a text, write: \"{name}\"");
                self.error_here("A field is compared with a value, not with another field.", Some(&hint))
            }
            Lexeme::Comparison(_) => {
                self.error_here("Here is one operator too many.", Some("Write: employees >= 200"))
            }
            _ => self.error_here(
                "Here a value is missing.",
                Some("Write a text in double quotes, a number, or a date such as 2026-03-31."),
            ),
        }
    }

    fn unknown_state(&self, word: &str) -> ParseError {
        if word.is_empty() {
            let hint = "Write is blank, is known or is free-mail; to compare with a value, write =";
            return self.error_here("After \"is\" a state is missing.", Some(hint));
        }
        let meant = match word {
            "empty" | "null" | "missing" | "unknown" | "none" => Some("blank"),
            "present" | "set" | "filled" | "given" => Some("known"),
            "free" | "freemail" | "free_mail" | "personal" => Some("free-mail"),
            "in" => {
                return self
                    .error_here("The word \"is\" is not needed here.", Some("Write: in (\"A\", \"B\")"));
            }
            _ => nearest(word, ["blank", "known", "free-mail"]),
        };
        let hint = match meant {
            Some(meant) => format!("Did you mean: is {meant}?"),
            None => format!(
                "Write is blank, is known or is free-mail; to compare with a text, write: = \"{word}\""
            ),
        };
        self.error_here(&format!("There is no test \"is {word}\"."), Some(&hint))
    }

    fn unknown_operator(&self, field: &FieldName, negated: bool) -> ParseError {
        let all = "Operators are = != < <= > >=, in, not in, between, contains, starts with, matches, is blank, is known, is free-mail.";
        let Lexeme::Word(word) = self.now().lexeme else {
            let message = format!("After {} an operator is missing.", field.slug());
            return self.error_here(&message, Some(all));
        };
        if word.eq_ignore_ascii_case("does") || word.eq_ignore_ascii_case("doesn") {
            let hint = format!("Write: not ({} contains \"...\")", field.slug());
            return self.error_here(&format!("There is no operator \"{word}\"."), Some(&hint));
        }
        if let Some(error) = self.name_with_spaces(negated) {
            return error;
        }
        if ["and", "or", "within", "with"].iter().any(|keyword| word.eq_ignore_ascii_case(keyword)) {
            let message = format!("After {} an operator is missing.", field.slug());
            return self.error_here(&message, Some(all));
        }
        let written = word.to_ascii_lowercase();
        let hint = match nearest(&written, SPELLINGS.map(|(spelling, _)| spelling)) {
            Some(found) => {
                let meant =
                    SPELLINGS.iter().find(|(spelling, _)| *spelling == found).map_or(found, |(_, it)| *it);
                format!("Did you mean {meant}?")
            }
            None => all.to_owned(),
        };
        self.error_here(&format!("There is no operator \"{word}\"."), Some(&hint))
    }

    /// `Sales Region = "EMEA"`: the words up to the operator were meant as one name.
    fn name_with_spaces(&self, negated: bool) -> Option<ParseError> {
        let first = self.at.checked_sub(1 + usize::from(negated))?;
        let run = self.tokens[first..].iter().take_while(|token| is_name_part(token)).count();
        let after = self.tokens.get(first + run)?;
        let is_operator = match &after.lexeme {
            Lexeme::Comparison(_) => true,
            Lexeme::Word(word) => ["in", "not", "between", "contains", "starts", "matches", "is"]
                .iter()
                .any(|keyword| word.eq_ignore_ascii_case(keyword)),
            _ => false,
        };
        if run < 2 || !is_operator {
            return None;
        }
        let (start, end) = (self.tokens[first].start, self.tokens[first + run - 1].end);
        let name = &self.text[start..end];
        let known = Field::ALL.into_iter().find(|field| field.label().eq_ignore_ascii_case(name));
        let hint = match known {
            Some(field) => format!("Write: {}", field.slug()),
            None => format!("Write: `{name}`"),
        };
        let message = "A name with spaces has to stand in backquotes.".to_owned();
        Some(ParseError { message, hint: Some(hint), start, end })
    }
}

fn is_name_part(token: &Token<'_>) -> bool {
    match &token.lexeme {
        Lexeme::Word(word) => bare_name(word).is_some(),
        Lexeme::Number(_) => true,
        _ => false,
    }
}
