//! Text into tokens.

use chrono::NaiveDate;

use super::{Comparison, ParseError, values};
use crate::field::FieldName;

/// A token and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub lexeme: Lexeme<'a>,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lexeme<'a> {
    /// A bare name or a keyword.
    Word(&'a str),
    /// A name in backquotes.
    Name(String),
    /// A text in quotes.
    Text(String),
    Number(f64),
    Date(NaiveDate),
    Comparison(Comparison),
    Open,
    Close,
    Comma,
    End,
    /// Reported when the parser gets there, so that the first mistake in the text is the one that is shown.
    Bad(ParseError),
}

/// Words with a meaning of their own; fields of that name are written in backquotes.
const KEYWORDS: [&str; 13] = [
    "and", "or", "not", "in", "between", "contains", "starts", "with", "matches", "is", "within", "activity",
    "list",
];

/// The field a bare word names: canonical names in any case, everything else as it is written. `None` if the text
/// cannot stand without backquotes.
pub(super) fn bare_name(word: &str) -> Option<FieldName> {
    let shaped = word.chars().next().is_some_and(starts_word) && word.chars().all(continues_word);
    if !shaped || is_keyword(word) {
        return None;
    }
    match FieldName::parse(&word.to_ascii_lowercase()) {
        FieldName::Extra(_) => Some(FieldName::Extra(word.to_owned())),
        known => Some(known),
    }
}

pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(word))
}

fn starts_word(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn continues_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// The tokens of `text`; the last one is `End` or `Bad`.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.next();
        let done = matches!(token.lexeme, Lexeme::End | Lexeme::Bad(_));
        tokens.push(token);
        if done {
            return tokens;
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn next(&mut self) -> Token<'a> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
        let start = self.at;
        let lexeme = match self.peek() {
            None => Lexeme::End,
            Some(c) => self.lexeme(c),
        };
        Token { lexeme, start, end: self.at }
    }

    fn lexeme(&mut self, c: char) -> Lexeme<'a> {
        match c {
            '(' => self.symbol(1, Lexeme::Open),
            ')' => self.symbol(1, Lexeme::Close),
            ',' => self.symbol(1, Lexeme::Comma),
            '`' => self.name(),
            '"' => self.text(&['"']),
            '\'' => self.text(&['\'']),
            '“' | '”' | '„' => self.text(&['“', '”', '"']),
            '‘' | '’' | '‚' => self.text(&['‘', '’', '\'']),
            _ if starts_word(c) => Lexeme::Word(self.run()),
            _ if c.is_ascii_digit() || self.is_negative_number() => self.number_or_date(),
            _ => self.operator(c),
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn symbol(&mut self, bytes: usize, lexeme: Lexeme<'a>) -> Lexeme<'a> {
        self.at += bytes;
        lexeme
    }

    fn is_negative_number(&self) -> bool {
        let mut rest = self.text[self.at..].chars();
        rest.next() == Some('-') && rest.next().is_some_and(|c| c.is_ascii_digit())
    }

    /// The longest run of characters of names and numbers.
    fn run(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let len = rest.find(|c| !continues_word(c)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    fn name(&mut self) -> Lexeme<'a> {
        let start = self.at;
        self.take();
        let mut name = String::new();
        loop {
            match self.take() {
                None => {
                    return self.bad(start, "This name has no closing backquote.", "Add ` after the name.");
                }
                Some('`') if self.peek() == Some('`') => {
                    self.take();
                    name.push('`');
                }
                Some('`') if name.is_empty() => {
                    return self.bad(
                        start,
                        "There is no name between the backquotes.",
                        "Write `Sales Region`.",
                    );
                }
                Some('`') => return Lexeme::Name(name),
                Some(c) => name.push(c),
            }
        }
    }

    fn text(&mut self, closing: &[char]) -> Lexeme<'a> {
        let start = self.at;
        self.take();
        let mut text = String::new();
        loop {
            match self.take() {
                None => {
                    return self.bad(start, "This text has no closing quote.", "Add \" after the text.");
                }
                Some(c) if closing.contains(&c) => return Lexeme::Text(text),
                // A backslash before anything else is itself: people paste paths.
                Some('\\') if self.peek().is_some_and(|c| c == '\\' || is_quote(c)) => {
                    text.extend(self.take());
                }
                Some(c) => text.push(c),
            }
        }
    }

    fn number_or_date(&mut self) -> Lexeme<'a> {
        let start = self.at;
        let sign = usize::from(self.peek() == Some('-'));
        self.at += sign;
        self.run();
        let written = &self.text[start..self.at];
        if let Some(day) = values::read_date(written) {
            return Lexeme::Date(day);
        }
        match plain_number(&written[sign..]) {
            Some(number) if keeps_digits(&written[sign..], number) => {
                Lexeme::Number(if sign == 1 { -number } else { number })
            }
            Some(_) => self.bad(
                start,
                "This number has more digits than a number can keep.",
                &format!("If it is an id, put it into quotes: \"{written}\"."),
            ),
            None => {
                self.bad(start, &format!("{written} is neither a number nor a date."), number_hint(written))
            }
        }
    }

    fn operator(&mut self, c: char) -> Lexeme<'a> {
        use Comparison::{AtLeast, AtMost, Equal, Greater, Less, NotEqual};
        let rest = &self.text[self.at..];
        let spellings = [
            ("==", Equal),
            ("!=", NotEqual),
            ("<>", NotEqual),
            ("<=", AtMost),
            (">=", AtLeast),
            ("=", Equal),
            ("<", Less),
            (">", Greater),
            ("≠", NotEqual),
            ("≤", AtMost),
            ("≥", AtLeast),
        ];
        if let Some((symbol, comparison)) = spellings.into_iter().find(|(symbol, _)| rest.starts_with(symbol))
        {
            return self.symbol(symbol.len(), Lexeme::Comparison(comparison));
        }
        let start = self.at;
        self.take();
        let hint = match c {
            '&' => "Write: and",
            '|' => "Write: or",
            '!' => "Write: not (...)",
            '.' => "Write a zero before the point: 0.5",
            '%' | '$' | '€' | '£' => "Write the bare number.",
            '[' | ']' | '{' | '}' => "Use round parentheses.",
            _ => "Texts go into double quotes, names with spaces or signs into backquotes.",
        };
        self.bad(start, &format!("The character {c} has no meaning here."), hint)
    }

    fn bad(&mut self, start: usize, message: &str, hint: &str) -> Lexeme<'a> {
        let (message, hint) = (message.to_owned(), Some(hint.to_owned()));
        Lexeme::Bad(ParseError { message, hint, start, end: self.at })
    }
}

fn is_space(c: char) -> bool {
    // Text pasted from mails and pages brings a byte order mark and zero-width spaces along.
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚')
}

/// Digits, and after a point digits.
fn plain_number(written: &str) -> Option<f64> {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && digits(fraction))
        .then(|| written.parse().ok())
        .flatten()
        .filter(|n: &f64| n.is_finite())
}

/// True if the number prints as it was written, apart from zeros at the edges.
fn keeps_digits(written: &str, number: f64) -> bool {
    let bare = |text: &str| {
        let text = text.trim_start_matches('0');
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text.to_owned()
        }
    };
    bare(written) == bare(&number.to_string())
}

fn number_hint(written: &str) -> &'static str {
    if written.contains(':') || written.contains('T') || written.matches('-').count() >= 2 {
        "Write dates as year-month-day, such as 2026-03-31, without a time."
    } else if written.matches('.').count() >= 2 {
        "Write dates as year-month-day, such as 2026-03-31."
    } else if written.contains('_') {
        "Write numbers without separators: 1200"
    } else {
        "Texts go into double quotes, names that begin with a digit into backquotes."
    }
}
