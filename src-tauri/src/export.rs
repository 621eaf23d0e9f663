//! Files that leave the program: written whole or not at all, readable by their owner only.

use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use plumbline_workbench::{
    failure::{Failure, Kind, Outcome},
    wording,
};

/// True if the name of `path` ends in `.extension`, in any case.
pub(crate) fn ends_in(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// Writes `bytes` beside `path` first and then renames, so that a full disk leaves the old file as it was.
///
/// # Errors
/// The place cannot be written, or is the workspace itself.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    if ends_in(path, "plumbline") {
        return Err(Failure::new(Kind::BadInput, format!("{} would overwrite a workspace.", path.display()))
            .hint("Choose another name. Nothing was written."));
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let fresh: PathBuf = path.with_file_name(name);
    let written = private(&fresh).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, path)
    });
    written.map_err(|error| {
        // The half of a file is of no use to anybody.
        let _ = fs::remove_file(&fresh);
        Failure::io("write", path, &error)
    })
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).open(path)
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
    fn a_file_is_written_whole_and_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("leads.CSV");
        write(&path, b"first").unwrap();
        write(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_workspace_is_never_overwritten_and_a_missing_folder_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let refusal = write(&folder.path().join("acme.plumbline"), b"").unwrap_err();
        assert_eq!(refusal.kind, Kind::BadInput);
        let refusal = write(&folder.path().join("no/such/leads.csv"), b"").unwrap_err();
        assert_eq!(refusal.kind, Kind::NoSuchFile);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_was_written_is_said() {
        assert_eq!(
            sentence(1, "lead", "leads", Path::new("/home/ann/a.csv")),
            "Wrote 1 lead to a.csv in /home/ann."
        );
        assert_eq!(sentence(5000, "lead", "leads", Path::new("a.csv")), "Wrote 5,000 leads to a.csv.");
    }
}
