//! Tries imports out, or carries them out: per file one thread reads, another takes the rows in.
//!
//! Files that come together are taken in together: all or none, leads before what belongs to leads.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Instant,
};

use plumbline_domain::moment::Moment;
use plumbline_ingest::{mapping::Mapping, own::extra_names, source::Source};
use plumbline_store::import::{ChannelFeed, ImportOutcome, ImportPlan, channel};

use super::{
    Edits, Progress, Report,
    mapping::Mapped,
    progress::{Tell, looking, watched},
    reading::{Reading, read_apart, unread},
    report::report,
};
use crate::{
    failure::{Failure, Kind, Outcome},
    workspace::Workspace,
};

/// Parcels on their way at once: enough to keep both threads busy, few enough to bound the memory.
const DEPTH: usize = 4;

/// A file on its way in, and what somebody decided about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Where it is.
    pub path: PathBuf,
    /// What was decided; nothing takes it as last time or as suggested.
    pub edits: Option<Edits>,
}

impl Choice {
    /// The file at `path`, taken as last time or as suggested.
    pub fn plain(path: &Path) -> Choice {
        Choice { path: path.to_owned(), edits: None }
    }
}

impl Workspace {
    /// Counts what an import would do, and lists every problem. Nothing is written. One report per file, in the order
    /// in which they would be taken in.
    ///
    /// # Errors
    /// A file cannot be read, an edit is not possible, or `tell` said stop.
    pub fn try_import(
        &self,
        files: &[Choice],
        tell: impl FnMut(Progress) -> ControlFlow<()> + Send + 'static,
    ) -> Outcome<Vec<Report>> {
        self.look_and_run(files, true, Box::new(tell))
    }

    /// Carries an import out: all of it, or nothing.
    ///
    /// # Errors
    /// A file cannot be read, an edit is not possible, or `tell` said stop. Nothing was changed then.
    pub fn import(
        &self,
        files: &[Choice],
        tell: impl FnMut(Progress) -> ControlFlow<()> + Send + 'static,
    ) -> Outcome<Vec<Report>> {
        self.look_and_run(files, false, Box::new(tell))
    }

    fn look_and_run(&self, files: &[Choice], dry_run: bool, mut tell: Tell) -> Outcome<Vec<Report>> {
        let began = Instant::now();
        let mut mapped = Vec::with_capacity(files.len());
        for (at, file) in files.iter().enumerate() {
            let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            looking(&mut tell, name, at + 1, files.len())?;
            let found = self.mapped(&file.path, file.edits.as_ref());
            mapped.push(found.map_err(|failure| failure.about(&file.path))?);
        }
        self.run(mapped, dry_run, began, tell)
    }

    /// Imports (or tries out) by a mapping somebody wrote, the same for all files.
    ///
    /// # Errors
    /// A file cannot be read or the mapping does not fit it. Nothing was changed then.
    pub fn import_by(&self, paths: &[PathBuf], mapping: &Mapping, dry_run: bool) -> Outcome<Vec<Report>> {
        let began = Instant::now();
        let by = |path: &Path| self.mapped_by(path, mapping.clone());
        let mapped: Outcome<Vec<Mapped>> =
            paths.iter().map(|path| by(path).map_err(|failure| failure.about(path))).collect();
        self.run(mapped?, dry_run, began, Box::new(|_| ControlFlow::Continue(())))
    }

    /// Counts what importing a file that was looked at would do.
    pub(crate) fn try_mapped(&self, mapped: Mapped) -> Outcome<Report> {
        let silent = Box::new(|_: Progress| ControlFlow::Continue(()));
        let mut reports = self.run(vec![mapped], true, Instant::now(), silent)?;
        reports
            .pop()
            .ok_or_else(|| Failure::new(Kind::Internal, "The file was tried and nothing came of it."))
    }

    /// Imports bytes that came with the program.
    pub(crate) fn import_source(&self, source: Source, mapping: Mapping) -> Outcome<Vec<Report>> {
        let began = Instant::now();
        let mapped = self.mapped_source(source, mapping)?;
        self.run(vec![mapped], false, began, Box::new(|_| ControlFlow::Continue(())))
    }

    fn run(&self, mut files: Vec<Mapped>, dry_run: bool, began: Instant, tell: Tell) -> Outcome<Vec<Report>> {
        // Of snapshots of one day the one saved later speaks last, whichever was named first.
        files.sort_by_cached_key(|file| {
            let saved = std::fs::metadata(&file.path).and_then(|about| about.modified()).ok();
            (file.mapping.shape, file.as_of, saved, file.look.name.clone())
        });
        let (mut going, mut readings) = (Vec::new(), Vec::new());
        for file in &files {
            let (sender, feed) = channel(DEPTH);
            let reading = read_apart(file, sender);
            readings.push(reading.map_err(|failure| failure.about(Path::new(&file.path)))?);
            going.push((self.plan(file), feed.of_about(file.look.rows)));
        }
        let taken = self.take_in(going, self.now()?, dry_run, watched(tell, &files));
        let read = files.iter().zip(readings).map(|(file, reading)| joined(file, reading));
        // A file that could not be read to its end is the cause; the store only saw the rows stop.
        let read = read.collect::<Outcome<Vec<_>>>()?;
        let outcomes = taken?;
        if !dry_run {
            self.changed();
            files.iter().for_each(|file| self.kept.forget(Path::new(&file.path)));
        }
        let seconds = began.elapsed().as_secs_f64();
        let told = files.into_iter().zip(outcomes).zip(read);
        Ok(told.map(|((file, outcome), read)| report(file, outcome, read, dry_run, seconds)).collect())
    }

    fn take_in(
        &self,
        mut files: Vec<(ImportPlan, ChannelFeed)>,
        now: Moment,
        dry_run: bool,
        progress: impl FnMut(u64) -> ControlFlow<()> + Send + 'static,
    ) -> Result<Vec<ImportOutcome>, plumbline_store::ImportError> {
        if !dry_run {
            return self.store().import_all(files, self.entered(now), progress);
        }
        // Counting one file needs no writing, and so works on a workspace somebody else has open.
        match (files.len(), files.pop()) {
            (1, Some((plan, feed))) => Ok(vec![self.store().try_import(&plan, feed, progress)?]),
            (_, last) => {
                files.extend(last);
                self.store().rehearse(files, now, progress)
            }
        }
    }

    fn plan(&self, mapped: &Mapped) -> ImportPlan {
        ImportPlan {
            source: mapped.look.name.clone(),
            dictionary: mapped.look.dictionary.label().to_owned(),
            mapping_toml: mapped.lasting().to_toml(),
            fingerprint: mapped.fingerprint(),
            extra_headers: extra_names(&mapped.look, &mapped.mapping).collect(),
            as_of: mapped.as_of,
            shape: mapped.mapping.shape,
            content: mapped.content.clone(),
        }
    }
}

fn joined(file: &Mapped, reading: Reading) -> Outcome<super::reading::Read> {
    let read = reading.join().map_err(|_| {
        Failure::new(Kind::Internal, "Reading the file failed inside the program; nothing was changed.")
    })?;
    read.map_err(|error| unread(file, &error).about(Path::new(&file.path)))
}
