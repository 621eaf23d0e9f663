//! What is said about files that leave the program.

use std::path::Path;

pub(crate) use plumbline_workbench::outgoing::write;
use plumbline_workbench::wording;

/// True if the name of `path` ends in `.extension`, in any case.
pub(crate) fn ends_in(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// "Wrote 5,000 leads to leads.csv in /home/ann."
pub(crate) fn sentence(n: u64, one: &str, many: &str, path: &Path) -> String {
    format!("Wrote {} to {}.", wording::counted(n, one, many), place(path))
}

/// "leads.csv in /home/ann".
pub(crate) fn place(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => format!("{name} in {}", folder.display()),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_said() {
        assert_eq!(
            sentence(1, "lead", "leads", Path::new("/home/ann/a.csv")),
            "Wrote 1 lead to a.csv in /home/ann."
        );
        assert_eq!(sentence(5000, "lead", "leads", Path::new("a.csv")), "Wrote 5,000 leads to a.csv.");
    }
}
