//! Settings that people edit as text, one thing per line: what all of them have in common.
//!
//! Blank lines and lines that begin with `#` are left out. A name that would not be read back by itself stands in
//! quotation marks, a quotation mark inside them doubled.

use std::error::Error;

/// What is wrong with a line, and what to do about it.
pub trait Mistake: Error {
    /// What to write instead, one sentence.
    fn hint(&self) -> String;
}

/// A mistake and its line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {mistake}")]
pub struct AtLine<M: Mistake> {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong.
    pub mistake: M,
}

impl<M: Mistake> AtLine<M> {
    /// What to write instead, one sentence.
    pub fn hint(&self) -> String {
        self.mistake.hint()
    }
}

/// The lines that say something, with their numbers from 1.
pub(crate) fn of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Reads every line with `read`; the first mistake ends it.
pub(crate) fn each<M: Mistake>(
    text: &str,
    mut read: impl FnMut(&str) -> Result<(), M>,
) -> Result<(), AtLine<M>> {
    of(text).try_for_each(|(line, text)| read(text).map_err(|mistake| AtLine { line, mistake }))
}

/// What follows the first word of a line, if that is `word` in any case.
pub(crate) fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (first, rest) = text.split_once(char::is_whitespace)?;
    first.eq_ignore_ascii_case(word).then(|| rest.trim_start())
}

/// The two sides of the first `mark` outside quotation marks.
pub(crate) fn split_outside_quotes<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let is_outside = |at: &usize| text[..*at].matches('"').count().is_multiple_of(2);
    let at = text.match_indices(mark).map(|(at, _)| at).find(is_outside)?;
    Some((&text[..at], &text[at + mark.len()..]))
}

/// A name by itself, with or without quotation marks; `None` if something follows the closing one.
pub(crate) fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let Some(quoted) = text.strip_prefix('"') else { return Some(text.to_owned()) };
    until_quote(quoted).filter(|(_, rest)| rest.is_empty()).map(|(name, _)| name)
}

/// The name before `mark`, and what follows the mark; `None` without a mark.
pub(crate) fn name_before(text: &str, mark: char) -> Option<(String, &str)> {
    match text.strip_prefix('"') {
        Some(quoted) => {
            let (name, rest) = until_quote(quoted)?;
            Some((name, rest.trim_start().strip_prefix(mark)?))
        }
        None => text.split_once(mark).map(|(name, rest)| (name.trim().to_owned(), rest)),
    }
}

/// The text before a quotation mark that is not doubled, and what follows it.
fn until_quote(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        name.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                name.push('"');
                rest = more;
            }
            None => return Some((name, after)),
        }
    }
}

/// The words of a name with one blank between them: what stands on one line and is read back as it was.
pub(crate) fn one_line(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A name as it stands before one of `marks`: in quotation marks where it would not be read back without. A line break
/// inside it becomes a blank.
pub(crate) fn named(name: &str, marks: &[char]) -> String {
    let name: String = name.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
    let plain = name.trim() == name && !name.is_empty();
    if plain && !name.contains(marks) && !name.starts_with(['"', '#']) {
        return name;
    }
    format!("\"{}\"", name.replace('"', "\"\""))
}
