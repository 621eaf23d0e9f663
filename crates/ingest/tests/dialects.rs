//! Random tables written in random dialects by a writer of the test's own, and read back equal.

#![allow(clippy::unwrap_used, reason = "tests")]

mod shared;

use plumbline_ingest::{
    look::{Overrides, look, preview},
    source::Source,
};
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Quoting {
    Needed,
    All,
    Some,
}

#[derive(Clone, Debug)]
struct Case {
    table: Vec<Vec<String>>,
    delimiter: char,
    quoting: Quoting,
    line_end: &'static str,
    last_line_end: bool,
    encoding: Encoding,
    mark: bool,
}

/// Cells with everything that has to be quoted; for Windows-1252 only letters that never pair up as UTF-8.
fn cell(wide: bool) -> impl Strategy<Value = String> {
    let letters = if wide {
        "[a-zA-Z0-9 .;,|\t\"'\r\näéß中😀-]{0,12}"
    } else {
        "[a-zA-Z0-9 .;,|\t\"'\r\näéßñ-]{0,12}"
    };
    prop_oneof![4 => "[a-z]{1,8}", 1 => "[0-9]{1,6}", 2 => letters, 1 => Just(String::new())]
}

fn case() -> impl Strategy<Value = Case> {
    let encoding = prop_oneof![
        3 => Just(Encoding::Utf8),
        1 => Just(Encoding::Utf16Le),
        1 => Just(Encoding::Utf16Be),
        1 => Just(Encoding::Windows1252),
    ];
    let quoting = prop_oneof![Just(Quoting::Needed), Just(Quoting::All), Just(Quoting::Some)];
    let line_end = prop_oneof![4 => Just("\n"), 4 => Just("\r\n"), 1 => Just("\r")];
    let shape = (2_usize..7, 3_usize..12, encoding);
    shape.prop_flat_map(move |(width, rows, encoding)| {
        let cells =
            prop::collection::vec(cell(!matches!(encoding, Encoding::Windows1252)), (width - 1) * rows);
        let delimiter = prop_oneof![3 => Just(','), 2 => Just(';'), 2 => Just('\t'), 1 => Just('|')];
        (cells, delimiter, quoting.clone(), line_end.clone(), any::<bool>(), any::<bool>()).prop_map(
            move |(cells, delimiter, quoting, line_end, last_line_end, mark)| {
                let mut table = vec![
                    (0..width)
                        .map(|index| format!("Column {}", char::from(b'A' + index as u8)))
                        .collect::<Vec<_>>(),
                ];
                for (index, row) in cells.chunks(width - 1).enumerate() {
                    let first = format!("lead {index}");
                    table.push(std::iter::once(first).chain(row.iter().cloned()).collect());
                }
                Case { table, delimiter, quoting, line_end, last_line_end, encoding, mark }
            },
        )
    })
}

impl Case {
    fn text(&self) -> String {
        let mut lines = Vec::new();
        for (number, row) in self.table.iter().enumerate() {
            let cells = row.iter().enumerate().map(|(index, cell)| {
                let needed = cell.contains(['"', '\r', '\n', self.delimiter]);
                let chosen = self.quoting == Quoting::All
                    || (self.quoting == Quoting::Some && (number + index) % 3 == 0);
                if needed || chosen { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
            });
            lines.push(cells.collect::<Vec<_>>().join(&self.delimiter.to_string()));
        }
        let mut text = lines.join(self.line_end);
        if self.last_line_end {
            text.push_str(self.line_end);
        }
        text
    }

    fn bytes(&self) -> Vec<u8> {
        let text = self.text();
        let marked = if self.mark { format!("\u{feff}{text}") } else { text.clone() };
        match self.encoding {
            Encoding::Utf8 => marked.into_bytes(),
            Encoding::Utf16Le => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Windows1252 => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
        }
    }
}

#[test]
fn a_table_in_any_dialect_reads_back_equal() {
    proptest!(shared::cases(20_000), |(case in case())| {
        let source = Source::bytes("table.csv", case.bytes());
        let look = look(&source, &Overrides::default()).unwrap();
        let rows: Vec<Vec<String>> =
            preview(&source, &look, usize::MAX).unwrap().into_iter().map(|row| row.cells).collect();
        prop_assert_eq!(look.headers().map(str::to_owned).collect::<Vec<_>>(), case.table[0].clone(), "{:?}", look.dialect);
        prop_assert_eq!(&rows[..], &case.table[1..], "{:?} {:?}", look.dialect, case.text());
    });
}
