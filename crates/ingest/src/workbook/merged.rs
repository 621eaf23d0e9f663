//! Headers among merged cells.
//!
//! A spreadsheet keeps the value of merged cells in the first of them. That is right for a value, but it puts the names of a
//! header of two rows into different rows: those that are merged over both stand in the upper one, those below a common
//! title in the lower one. Here they come together in the lower row; the titles stay above and are no header of their own.

use super::rows::{Row, sample};
use crate::{look::header_row, table::Dialect};

/// Merged cells, first and last row and column counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

/// Rows a header may be merged over.
const TALLEST: u32 = 4;

/// Puts the names of a header that is merged over several rows into the last of them, and a common title before names that
/// would repeat otherwise; returns the header's row, counted from 1, if merged cells have a say in it.
///
/// Whether cells are merged in the header or in the table below is seen by what comes out: only if the row in which the names
/// come together is found to be the header, as in any other file, it is one.
pub(super) fn settle(head: &mut Vec<Row>, regions: &[Region]) -> Option<u64> {
    let mut ends: Vec<u32> =
        regions.iter().filter(|region| is_tall(region)).map(|region| region.rows.1).collect();
    ends.sort_unstable();
    ends.dedup();
    for end in ends.into_iter().filter(|end| (*end as usize) < head.len()) {
        let lowered = lowered(head, regions, end);
        let found = header_row(&sample(&without_titles(&lowered, regions)), true, Dialect::COMMA);
        if found == Some(u64::from(end) + 1) {
            *head = lowered;
            prefix(head, regions, end);
            return found;
        }
    }
    let untitled = without_titles(head, regions);
    if untitled == *head {
        return None;
    }
    let found = header_row(&sample(&untitled), true, Dialect::COMMA)?;
    prefix(head, regions, u32::try_from(found - 1).ok()?);
    Some(found)
}

fn is_tall(region: &Region) -> bool {
    (1..TALLEST).contains(&(region.rows.1 - region.rows.0))
}

fn text(head: &[Row], row: u32, column: u32) -> Option<&str> {
    let row = head.get(row as usize)?;
    row.iter().find(|(at, _)| *at == column).map(|(_, text)| text.as_str())
}

/// Values merged over rows down to `end` moved to that row.
fn lowered(head: &[Row], regions: &[Region], end: u32) -> Vec<Row> {
    let mut head = head.to_vec();
    for region in regions.iter().filter(|region| is_tall(region) && region.rows.1 == end) {
        let above = &mut head[region.rows.0 as usize];
        let Some(place) = above.iter().position(|(column, _)| *column == region.columns.0) else { continue };
        let value = above.remove(place);
        let below = &mut head[end as usize];
        // What lies under merged cells is not shown by any spreadsheet.
        below.retain(|(column, _)| *column != value.0);
        below.push(value);
        below.sort_by_key(|(column, _)| *column);
    }
    head
}

/// True for a title over at least two filled cells of the row below.
fn is_title(head: &[Row], region: &Region) -> bool {
    let (first, last) = region.columns;
    let under = |row: &Row| row.iter().filter(|(column, _)| (first..=last).contains(column)).count() >= 2;
    first < last
        && text(head, region.rows.0, first).is_some()
        && head.get(region.rows.1 as usize + 1).is_some_and(under)
}

/// The same rows with those of titles blank, so that none is taken for the header.
fn without_titles(head: &[Row], regions: &[Region]) -> Vec<Row> {
    let mut out = head.to_vec();
    for region in regions.iter().filter(|region| is_title(head, region)) {
        out[region.rows.0 as usize].clear();
    }
    out
}

/// Names that repeat get the title above them: `Contact Name` and `Account Name` for two times `Name`.
fn prefix(head: &mut [Row], regions: &[Region], header: u32) {
    let Some(names) = head.get(header as usize) else { return };
    let all = names.len();
    let repeats = |name: &str| names.iter().filter(|(_, other)| other.eq_ignore_ascii_case(name)).count() > 1;
    let title = |column: u32| {
        let above = regions.iter().filter(|region| {
            let covered =
                names.iter().filter(|(at, _)| (region.columns.0..=region.columns.1).contains(at)).count();
            // The title of the whole table tells no two of its columns apart.
            region.rows.1 < header
                && (region.columns.0..=region.columns.1).contains(&column)
                && region.columns.0 < region.columns.1
                && covered < all
        });
        above
            .max_by_key(|region| region.rows.1)
            .and_then(|region| text(head, region.rows.0, region.columns.0))
    };
    let renamed: Row = names
        .iter()
        .map(|(column, name)| match title(*column) {
            Some(title) if repeats(name) => (*column, format!("{} {name}", title.trim())),
            _ => (*column, name.clone()),
        })
        .collect();
    if let Some(row) = head.get_mut(header as usize) {
        *row = renamed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&[&str]]) -> Vec<Row> {
        let filled = |line: &&[&str]| {
            let cells = (0..).zip(line.iter()).filter(|(_, text)| !text.is_empty());
            cells.map(|(column, text)| (column, (*text).to_owned())).collect()
        };
        lines.iter().map(filled).collect()
    }

    fn region(rows: (u32, u32), columns: (u32, u32)) -> Region {
        Region { rows, columns }
    }

    fn names(row: &Row) -> Vec<&str> {
        row.iter().map(|(_, text)| text.as_str()).collect()
    }

    const DATA: &[&str] = &["a-1", "Ann", "ann@x.example", "Acme", "info@acme.example"];

    #[test]
    fn names_merged_over_two_rows_come_together_in_the_lower_one() {
        let mut head =
            rows(&[&["Lead ID", "Person", "", "Company"], &["", "First Name", "Email"], &DATA[..4], DATA]);
        let merged = [region((0, 1), (0, 0)), region((0, 0), (1, 2)), region((0, 1), (3, 3))];
        assert_eq!(settle(&mut head, &merged), Some(2));
        assert_eq!(names(&head[1]), ["Lead ID", "First Name", "Email", "Company"]);
        assert_eq!(names(&head[0]), ["Person"], "the title stays above");
    }

    #[test]
    fn a_title_goes_before_names_that_repeat_and_no_others() {
        let top = &["Report of March"];
        let mut head = rows(&[
            top,
            &["Lead ID", "Contact", "", "Account", ""],
            &["", "Name", "Email", "Name", "Website"],
            DATA,
            DATA,
        ]);
        let merged =
            [region((0, 0), (0, 4)), region((1, 2), (0, 0)), region((1, 1), (1, 2)), region((1, 1), (3, 4))];
        assert_eq!(settle(&mut head, &merged), Some(3));
        assert_eq!(names(&head[2]), ["Lead ID", "Contact Name", "Email", "Account Name", "Website"]);
    }

    #[test]
    fn titles_alone_are_no_header() {
        let mut head = rows(&[
            &["Who", "", "Where", "", "Why"],
            &["Lead ID", "Name", "Email", "Company", "Website"],
            DATA,
            DATA,
        ]);
        let merged = [region((0, 0), (0, 1)), region((0, 0), (2, 3))];
        assert_eq!(settle(&mut head, &merged), Some(2));
        assert_eq!(names(&head[1]), ["Lead ID", "Name", "Email", "Company", "Website"]);
    }

    #[test]
    fn cells_merged_in_the_table_stay_where_they_are() {
        let lines: [&[&str]; 4] = [
            &["Lead ID", "Name", "Email", "Company"],
            &DATA[..4],
            &["a-2", "Bo", "bo@x.example"],
            &DATA[..4],
        ];
        let mut head = rows(&lines);
        assert_eq!(settle(&mut head, &[region((1, 2), (3, 3))]), None);
        assert_eq!(head, rows(&lines));
    }
}
