//! A plain text table: columns padded to their widest cell, numbers to the right.

use std::fmt::Write;

/// Columns and rows of text; `right[i]` aligns column i to the right.
pub(crate) fn render(columns: &[&str], right: &[bool], rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = columns.iter().map(|column| column.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    let header: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    for row in std::iter::once(&header).chain(rows) {
        line(&mut out, row, right, &widths);
    }
    out
}

fn line(out: &mut String, row: &[String], right: &[bool], widths: &[usize]) {
    let start = out.len();
    for (index, (cell, width)) in row.iter().zip(widths).enumerate() {
        let gap = if index == 0 { "" } else { "  " };
        // Line ends inside a cell would break the table; the cell itself stays whole in JSON and CSV.
        let cell = cell.replace(['\n', '\r', '\t'], " ");
        let _ = if right.get(index).copied().unwrap_or(false) {
            write!(out, "{gap}{cell:>width$}")
        } else {
            write!(out, "{gap}{cell:<width$}")
        };
    }
    out.truncate(start + out[start..].trim_end().len());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_stand_right_and_lines_have_no_trailing_spaces() {
        let rows = vec![vec!["a".into(), "10".into()], vec!["long".into(), String::new()]];
        assert_eq!(super::render(&["x", "n"], &[false, true], &rows), "x      n\na     10\nlong\n");
    }
}
