//! Files that leave the program: never over what is being read or over a workspace, written whole or not at all, readable by
//! their owner only.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use plumbline_store::is_workspace;

use crate::failure::{Failure, Outcome};

/// What SQLite and we put beside a workspace.
const BESIDE: [&str; 5] = ["-wal", "-shm", "-journal", "-lock", ".partial"];

const ELSEWHERE: &str = "Choose another name. Nothing was read or written.";

/// Refuses a file to write that is one of those to `read`, by whatever name, or a workspace, or in a folder that is not there.
/// To be asked before anything is read: afterwards it is too late for what stood there.
///
/// # Errors
/// Writing `out` would destroy something, or cannot be done.
pub fn check(out: &Path, read: &[&Path]) -> Outcome<()> {
    if let Some(read) = read.iter().find(|read| is_same(out, read)) {
        let text = format!("{} is read here; writing to it would destroy it.", read.display());
        return Err(Failure::bad_input("out", text).hint(ELSEWHERE));
    }
    refuse_workspace(out)?;
    match folder_of(out).map(fs::metadata) {
        Some(Err(error)) => Err(Failure::io("write", out, &error)),
        _ => Ok(()),
    }
}

/// Writes `bytes` beside `path` first and then renames, so that a full disk leaves the old file as it was. What is no file (a
/// pipe, a terminal) is written to.
///
/// # Errors
/// The place cannot be written, or is a workspace.
pub fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    refuse_workspace(path)?;
    // A link stays a link, and the file behind it is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&path);
    let written = match &before {
        Ok(found) if !found.is_file() => {
            OpenOptions::new().write(true).open(&path).and_then(|mut pipe| pipe.write_all(bytes))
        }
        _ => replace(&path, bytes, before.ok().map(|found| found.permissions())),
    };
    written.map_err(|error| Failure::io("write", &path, &error))
}

fn refuse_workspace(path: &Path) -> Outcome<()> {
    let is_named = path.extension().is_some_and(|found| found.eq_ignore_ascii_case("plumbline"));
    if !is_named && !is_workspace(path) && !workspace_beside(path).is_some_and(|file| is_workspace(&file)) {
        return Ok(());
    }
    let text = format!("{} would overwrite a workspace.", path.display());
    Err(Failure::bad_input("out", text).hint(ELSEWHERE))
}

/// The workspace this would be a part of, by its name.
fn workspace_beside(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let stem = BESIDE.iter().find_map(|suffix| name.strip_suffix(suffix))?;
    (!stem.is_empty()).then(|| path.with_file_name(stem))
}

/// True if both names lead to one file, also through links.
fn is_same(one: &Path, other: &Path) -> bool {
    match (settled(one), settled(other)) {
        (Some(one), Some(other)) => one == other || is_linked(&one, &other),
        _ => one == other,
    }
}

/// The path without links and dots; of a file that is not there yet that of its folder, and its name.
fn settled(path: &Path) -> Option<PathBuf> {
    let absent = || Some(fs::canonicalize(folder_of(path)?).ok()?.join(path.file_name()?));
    fs::canonicalize(path).ok().or_else(absent)
}

fn folder_of(path: &Path) -> Option<&Path> {
    let parent = path.parent()?;
    Some(if parent.as_os_str().is_empty() { Path::new(".") } else { parent })
}

#[cfg(unix)]
fn is_linked(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |path: &Path| fs::metadata(path).ok().map(|found| (found.dev(), found.ino()));
    place(one).is_some_and(|one| place(other) == Some(one))
}

#[cfg(not(unix))]
fn is_linked(_: &Path, _: &Path) -> bool {
    false
}

fn replace(path: &Path, bytes: &[u8], keep: Option<fs::Permissions>) -> std::io::Result<()> {
    let (mut file, fresh) = beside(path)?;
    let write = || {
        if let Some(permissions) = keep {
            file.set_permissions(permissions)?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, path)
    };
    let written = write();
    if written.is_err() {
        // The half of a file is of no use to anybody.
        let _ = fs::remove_file(&fresh);
    }
    written
}

/// A new file beside `path`, under a name nobody has.
fn beside(path: &Path) -> std::io::Result<(File, PathBuf)> {
    let mut number = 0_u32;
    loop {
        let mut name = OsString::from(path.file_name().unwrap_or_default());
        name.push(format!(".{}-{number}.new", std::process::id()));
        let fresh = path.with_file_name(name);
        match private(&fresh) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 100 => number += 1,
            made => return made.map(|file| (file, fresh)),
        }
    }
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(test)]
mod tests {
    use plumbline_domain::{moment::Moment, settings::Settings};
    use plumbline_store::Store;

    use super::*;
    use crate::failure::Kind;

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
    fn a_workspace_is_never_overwritten_whatever_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        drop(Store::create(&path("acme.plumbline"), &Settings::default(), Moment(1)).unwrap());
        fs::rename(path("acme.plumbline"), path("acme.csv")).unwrap();
        let before = fs::read(path("acme.csv")).unwrap();
        for name in ["acme.csv", "acme.csv-wal", "acme.csv-journal", "new.plumbline", "NEW.Plumbline"] {
            assert_eq!(write(&path(name), b"").unwrap_err().kind, Kind::BadInput, "{name}");
            assert_eq!(check(&path(name), &[]).unwrap_err().kind, Kind::BadInput, "{name}");
        }
        assert_eq!(fs::read(path("acme.csv")).unwrap(), before);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let refusal = check(&path("no/such/leads.csv"), &[]).unwrap_err();
        assert_eq!(refusal.kind, Kind::NoSuchFile, "said before anything is done");
        assert_eq!(write(&path("no/such/leads.csv"), b"").unwrap_err().kind, Kind::NoSuchFile);
    }

    #[test]
    fn a_file_that_is_read_is_known_by_all_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("leads.csv"), "Email").unwrap();
        fs::create_dir(path("sub")).unwrap();
        fs::hard_link(path("leads.csv"), path("hard.csv")).unwrap();
        let mut names = vec![path("leads.csv"), path("sub/../leads.csv"), path("hard.csv")];
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(path("leads.csv"), path("soft.csv")).unwrap();
            names.push(path("soft.csv"));
        }
        for name in names.iter().filter(|name| cfg!(unix) || !name.ends_with("hard.csv")) {
            let refusal = check(name, &[&path("leads.csv")]).unwrap_err();
            assert_eq!(refusal.kind, Kind::BadInput, "{}", name.display());
        }
        check(&path("other.csv"), &[&path("leads.csv")]).unwrap();
        let gone = path("gone.csv");
        assert!(check(&gone, &[&gone]).is_err(), "a file that is still to come is the same, too");
    }
}
