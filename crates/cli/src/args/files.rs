//! Which files a line reads and which it writes, so that none is both.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use plumbline_workbench::{
    failure::{Failure, Outcome},
    import::Fate,
    outgoing,
};

use super::{Command, Import};

impl Command {
    /// Refuses to write over what the line reads, and over workspaces. To be asked before anything is done.
    ///
    /// # Errors
    /// A file that the line would write is one of those.
    pub(crate) fn check_files(&self) -> Outcome<()> {
        let (file, out) = match self {
            Command::Import(args) => return args.check_files(),
            Command::Recycle(args) => (&args.file, &args.out),
            Command::Escalations(args) => (&args.file, &args.out),
            Command::Trend(args) => (&args.file, &args.out),
            Command::Chart(args) => (&args.file, &args.out),
            Command::Leads(args) => (&args.file, &args.out),
            Command::Export(args) => (&args.file, &args.out),
            Command::New(_)
            | Command::Inspect(_)
            | Command::Mapping(_)
            | Command::Imports(_)
            | Command::UndoImport(_)
            | Command::Duplicates(_)
            | Command::Merge(_)
            | Command::Decide(_)
            | Command::Undo(_)
            | Command::Clocks(_)
            | Command::Other(_)
            | Command::Commitments(_)
            | Command::Desk(_)
            | Command::Standouts(_)
            | Command::People(_) => return Ok(()),
        };
        out.as_deref().map_or(Ok(()), |out| outgoing::check(out, &[file.as_path()]))
    }
}

impl Import {
    fn check_files(&self) -> Outcome<()> {
        let read: Vec<&Path> = std::iter::once(&self.file)
            .chain(&self.sources)
            .chain(&self.mapping)
            .map(PathBuf::as_path)
            .collect();
        if let Some(out) = &self.rejected {
            outgoing::check(out, &read)?;
        }
        let Some(folder) = &self.report else { return Ok(()) };
        if folder.exists() && !folder.is_dir() {
            let text = format!("{} is a file and no folder.", folder.display());
            return Err(Failure::bad_input("report", text)
                .hint("--report takes a folder. Nothing was read or written."));
        }
        let mut names = HashSet::new();
        for source in &self.sources {
            for fate in Fate::ALL {
                let out = rows_file(folder, source, fate);
                if folder.is_dir() {
                    outgoing::check(&out, &read)?;
                }
                if !names.insert(out.to_string_lossy().to_lowercase()) {
                    let text = format!("The rows of two of these files would go into {}.", out.display());
                    return Err(Failure::bad_input("report", text)
                        .hint("Give one of them another name, or import them one by one. Nothing was read or written."));
                }
            }
        }
        Ok(())
    }
}

/// Where the rows of a source go that met `fate`: `leads.created.csv`.
pub(crate) fn rows_file(folder: &Path, source: &Path, fate: Fate) -> PathBuf {
    let stem = source.file_stem().unwrap_or_default().to_string_lossy();
    folder.join(format!("{stem}.{}.csv", fate.slug()))
}
