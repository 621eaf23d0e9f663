//! What a child says about a workbook besides its rows: lines of words with tabs between, on its standard error.
//!
//! The rows have the standard output for themselves, so that they can be copied without being looked at.

use std::io::{self, Write};

use super::{Sheet, WorkbookError};

/// Rows at the top of a sheet of which the merged cells are known row by row: a header is never further down.
pub(super) const TOP: u64 = 1000;

/// Where merged cells begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Merged {
    total: u64,
    /// Rows at the top, counted from 1, once for each.
    top: Vec<u64>,
}

impl Merged {
    /// Counts one that begins in `row`, counted from 1.
    pub(super) fn add(&mut self, row: u64) {
        self.total += 1;
        if row <= TOP && self.top.len() < 10_000 {
            self.top.push(row);
        }
    }

    /// How many begin below a row.
    pub(super) fn below(&self, row: u64) -> u64 {
        self.total - self.top.iter().filter(|top| **top <= row).count() as u64
    }
}

/// Everything a child has said.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) sheets: Vec<Sheet>,
    pub(super) chosen: Option<usize>,
    pub(super) header_row: Option<u64>,
    pub(super) width: usize,
    pub(super) merged: Merged,
    /// It came to its end: everything was written, or it says why not.
    pub(super) ended: Option<Result<(), WorkbookError>>,
    /// An allocation failed, in the words of the standard library.
    pub(super) out_of_memory: bool,
}

impl Report {
    /// Takes a line in; what is no line of a report (a library's last words) is passed over.
    pub(super) fn hear(&mut self, line: &str) {
        let mut words = line.split('\t');
        let (first, second, third) = (words.next(), words.next(), words.next());
        let number = || second.and_then(|word| word.parse::<u64>().ok());
        match (first, second, third) {
            (Some("sheet"), Some(flags), Some(name)) => self.sheets.push(Sheet {
                name: unescaped(name),
                hidden: flags.contains('h'),
                filled: flags.contains('f'),
            }),
            (Some("chosen"), ..) => self.chosen = number().and_then(|index| usize::try_from(index).ok()),
            (Some("header"), ..) => self.header_row = number(),
            (Some("width"), ..) => self.width = number().map_or(0, |width| width.min(1 << 14) as usize),
            (Some("merged"), Some(_), Some(top)) => {
                let top: Vec<u64> = top.split(',').filter_map(|row| row.parse().ok()).collect();
                self.merged = Merged { total: number().unwrap_or(0).max(top.len() as u64), top };
            }
            (Some("done"), ..) => self.ended = Some(Ok(())),
            (Some("refused"), Some(word), Some(detail)) => {
                self.ended = Some(Err(WorkbookError::heard(word, &unescaped(detail))));
            }
            _ => self.out_of_memory |= line.starts_with("memory allocation of"),
        }
    }

    /// Writes what was found, as far as it got.
    pub(super) fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        for sheet in &self.sheets {
            let hidden = if sheet.hidden { "h" } else { "v" };
            let filled = if sheet.filled { "f" } else { "b" };
            writeln!(out, "sheet\t{hidden}{filled}\t{}", escaped(&sheet.name))?;
        }
        if let Some(chosen) = self.chosen {
            writeln!(out, "chosen\t{chosen}")?;
        }
        if let Some(row) = self.header_row {
            writeln!(out, "header\t{row}")?;
        }
        writeln!(out, "width\t{}", self.width)?;
        let top: Vec<String> = self.merged.top.iter().map(u64::to_string).collect();
        writeln!(out, "merged\t{}\t{}", self.merged.total, top.join(","))?;
        match &self.ended {
            Some(Ok(())) => writeln!(out, "done"),
            Some(Err(error)) => {
                let (word, detail) = error.told();
                writeln!(out, "refused\t{word}\t{}", escaped(&detail))
            }
            None => Ok(()),
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            (_, Some('t')) => out.push('\t'),
            (_, Some('n')) => out.push('\n'),
            (_, Some('r')) => out.push('\r'),
            (_, Some(other)) => out.push(other),
            (c, None) => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_heard_as_it_was_told() {
        let mut merged = Merged::default();
        for row in [1, 1, 2, 7, 5000] {
            merged.add(row);
        }
        let sheet = |name: &str, hidden, filled| Sheet { name: name.to_owned(), hidden, filled };
        let told = Report {
            sheets: vec![sheet("a\tb\\n\\\n", false, true), sheet("", true, false)],
            chosen: Some(0),
            header_row: Some(3),
            width: 19,
            merged,
            ended: Some(Err(WorkbookError::TooMuch("a\ttab".to_owned()))),
            out_of_memory: false,
        };
        let mut lines = Vec::new();
        told.tell(&mut lines).expect("memory takes it");
        let mut heard = Report::default();
        String::from_utf8(lines).expect("text").lines().for_each(|line| heard.hear(line));
        assert_eq!((&heard.sheets, heard.chosen, heard.width), (&told.sheets, Some(0), 19));
        assert_eq!((heard.header_row, &heard.merged), (Some(3), &told.merged));
        assert_eq!((heard.merged.below(0), heard.merged.below(2)), (5, 2));
        let Some(Err(WorkbookError::TooMuch(what))) = heard.ended else { panic!("{:?}", heard.ended) };
        assert_eq!(what, "a\ttab");
    }
}
