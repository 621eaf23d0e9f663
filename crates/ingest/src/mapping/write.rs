//! A mapping to TOML, in the order of the file's columns.

use std::fmt::Write;

use plumbline_domain::record::Side;

use super::{Mapping, parse::KEEP, word_of_stage};
use crate::look::{Look, Overrides};

impl Mapping {
    /// The mapping as TOML; [`Mapping::from_toml`] reads it back.
    pub fn to_toml(&self) -> String {
        self.write(None)
    }

    /// As [`Mapping::to_toml`], with comments that say what stands in each column and what is still to be decided.
    pub fn to_annotated_toml(&self, look: &Look) -> String {
        self.write(Some(look))
    }

    fn write(&self, look: Option<&Look>) -> String {
        let mut out = format!("shape = {}\n", quoted(self.shape.slug()));
        self.write_source(&mut out);
        out.push_str("\n[columns]\n");
        for (header, target) in &self.columns {
            if let Some(column) = look.and_then(|look| look.column(header)) {
                let first: Vec<&str> = column.first.iter().map(String::as_str).take(3).collect();
                comment(&mut out, &format!("{} filled: {}", column.filled, first.join(" | ")));
            }
            pair(&mut out, header, &target.slug());
        }
        table(&mut out, "dates", self.dates.iter().map(|(header, format)| (header.as_str(), format.text())));
        if !self.missing.is_empty() {
            out.push_str("\n[missing]\n");
            for (header, words) in &self.missing {
                let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
                let _ = writeln!(out, "{} = [{}]", quoted(header), words.join(", "));
            }
        }
        self.write_statuses(&mut out, look);
        table(
            &mut out,
            "values.\"rejection.reason\"",
            self.rejections
                .iter()
                .map(|(value, key)| (value.as_str(), key.to_string()))
                .collect::<Vec<_>>()
                .iter()
                .map(|(value, key)| (*value, key.as_str())),
        );
        let disqualifications =
            self.disqualifications.iter().map(|(value, slug)| (value.as_str(), slug.as_str()));
        table(&mut out, "values.\"disqualification.reason\"", disqualifications);
        self.write_words(&mut out, look);
        for (name, pairs) in [("values.owner", &self.owners), ("answers", &self.answers)] {
            table(&mut out, name, pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())));
        }
        out
    }

    fn write_source(&self, out: &mut String) {
        let source = &self.source;
        let texts =
            [("encoding", &source.encoding), ("delimiter", &source.delimiter), ("sheet", &source.sheet)];
        let numbers = [("header_row", source.header_row), ("footer_rows", source.footer_rows)];
        if *source == Overrides::default() {
            return;
        }
        out.push_str("\n[source]\n");
        for (key, text) in texts {
            if let Some(text) = text {
                let _ = writeln!(out, "{key} = {}", quoted(text));
            }
        }
        for (key, number) in numbers {
            if let Some(number) = number {
                let _ = writeln!(out, "{key} = {number}");
            }
        }
        if source.keep_totals {
            let _ = writeln!(out, "totals = {}", quoted(KEEP));
        }
    }

    fn write_statuses(&self, out: &mut String, look: Option<&Look>) {
        let open = look.map(|look| self.open_statuses(look)).unwrap_or_default();
        let mut known: Vec<(&str, &str)> = self
            .statuses
            .iter()
            .map(|(value, stage)| (value.as_str(), stage.map_or("", word_of_stage)))
            .collect();
        if self.other_statuses {
            known.push(("*", ""));
        }
        let words = look.map(|look| self.status_words(look)).unwrap_or_default();
        words_table(out, "status", &known, &words, if self.other_statuses { &[] } else { &open });
    }

    /// What the words of the other shapes mean.
    fn write_words(&self, out: &mut String, look: Option<&Look>) {
        let fields: Vec<(&str, &str)> =
            self.fields.iter().map(|(word, field)| (word.as_str(), field.slug())).collect();
        words_table(out, "field", &fields, &look.map(field_words).unwrap_or_default(), &[]);
        let sides: Vec<(&str, &str)> =
            self.sides.iter().map(|(word, side)| (word.as_str(), side.map_or("", Side::slug))).collect();
        let words = look.map(|look| self.side_words(look)).unwrap_or_default();
        words_table(out, "side", &sides, &words, &open(&sides, &words));
        let outcomes: Vec<(&str, &str)> =
            self.outcomes.iter().map(|(word, outcome)| (word.as_str(), outcome.slug())).collect();
        let words = look.map(|look| self.outcome_words(look)).unwrap_or_default();
        words_table(out, "outcome", &outcomes, &words, &open(&outcomes, &words));
    }

    /// Statuses of the file that the mapping says nothing about, with their counts.
    pub fn open_statuses(&self, look: &Look) -> Vec<(String, u64)> {
        let known: Vec<(&str, &str)> = self.statuses.iter().map(|(value, _)| (value.as_str(), "")).collect();
        open(&known, &self.status_words(look))
    }
}

/// The fields of a history, with the rows that speak of them.
fn field_words(look: &Look) -> Vec<(String, u64)> {
    look.changed.iter().map(|changed| (changed.field.clone(), changed.rows)).collect()
}

/// Words nothing is said about.
fn open(known: &[(&str, &str)], words: &[(String, u64)]) -> Vec<(String, u64)> {
    if known.iter().any(|(word, _)| *word == "*") {
        return Vec::new();
    }
    let is_open = |word: &str| !known.iter().any(|(other, _)| other.eq_ignore_ascii_case(word));
    words.iter().filter(|(word, _)| is_open(word)).cloned().collect()
}

/// `[values.NAME]`: what is known, with the rows each word stands in where they are counted, and what is to be decided.
fn words_table(
    out: &mut String,
    name: &str,
    known: &[(&str, &str)],
    counts: &[(String, u64)],
    open: &[(String, u64)],
) {
    if known.is_empty() && open.is_empty() {
        return;
    }
    let _ = write!(out, "\n[values.{name}]\n");
    for (word, meaning) in known {
        let _ = write!(out, "{} = {}", quoted(word), quoted(meaning));
        match counts.iter().find(|(counted, _)| counted == word) {
            Some((_, count)) => {
                let _ = writeln!(out, "  # {count} rows");
            }
            None => out.push('\n'),
        }
    }
    for (word, count) in open {
        comment(out, &format!("{} = \"\"  # {count} rows, to be decided", quoted(word)));
    }
}

fn table<'a>(out: &mut String, name: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut pairs = pairs.peekable();
    if pairs.peek().is_none() {
        return;
    }
    let _ = write!(out, "\n[{name}]\n");
    for (key, value) in pairs {
        pair(out, key, value);
    }
}

fn pair(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{} = {}", quoted(key), quoted(value));
}

/// A comment of one line: control characters of the file's values would end it.
fn comment(out: &mut String, text: &str) {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let _ = writeln!(out, "# {clean}");
}

/// A basic string of TOML, good as key and as value.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if (c as u32) < 0x20 || c == '\u{7f}' => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
