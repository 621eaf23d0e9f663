//! Workbooks that want to break a reader: each is read with counts that add up, or refused with a sentence, soon.

use std::{path::Path, time::Instant};

use super::{open, shared};

/// What became of a workbook, in a line, and after how many milliseconds.
fn outcome(path: &Path) -> (String, u128) {
    let start = Instant::now();
    let said = match open(path) {
        Ok(source) => match shared::import(&source) {
            Ok(counts) => {
                assert_eq!(counts.read, counts.look.rows, "{}: the look counts what is read", path.display());
                assert_eq!(
                    counts.read,
                    counts.kept + counts.refused + counts.skipped,
                    "{}: nothing is lost",
                    path.display()
                );
                let sheet = counts.look.sheet.as_deref().unwrap_or("no sheet").to_owned();
                format!("read {} rows ({} refused) of {sheet}", counts.read, counts.refused)
            }
            Err(error) => {
                assert!(error.to_string().len() > 10 && error.hint().ends_with('.'), "{error:?}");
                format!("refused: {error}")
            }
        },
        Err(error) => {
            assert!(error.to_string().len() > 10 && error.hint().ends_with('.'), "{error:?}");
            format!("refused: {error}")
        }
    };
    (said, start.elapsed().as_millis())
}

#[test]
fn the_hostile_folder_is_read_or_refused() {
    let Some(folder) = shared::outside_data("xlsx-hostile") else { return };
    let files = shared::files(&folder);
    let (mut refused, mut slowest) = (0, 0);
    for path in &files {
        let (said, milliseconds) = outcome(path);
        println!("{milliseconds:5} ms  {}: {said}", path.strip_prefix(&folder).unwrap().display());
        refused += usize::from(said.starts_with("refused"));
        slowest = slowest.max(milliseconds);
    }
    println!("{} files, {refused} refused, slowest {slowest} ms", files.len());
    assert!(files.len() > 90, "the folder is whole");
}
