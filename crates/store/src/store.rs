//! The workspace, open.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use plumbline_domain::{ids::BatchId, moment::Moment, settings::Settings};

use crate::{
    audit::At,
    error::{ImportError, OpenError, StoreError, UndoImportError},
    import::{self, Ending, Feed, ImportOutcome, ImportPlan},
    migration::Migrations,
    open::{self, FileLock, Opened},
    reader::{Reader, Readers},
    transact::{self, Change, Done, Op},
    undo::{self, UndoState, UndoStep},
    writer::Writer,
};

/// A workspace that is open. Dropping it closes it: everything is then in the one file.
#[derive(Debug)]
pub struct Store {
    readers: Arc<Readers>,
    writing: Option<Writing>,
    path: PathBuf,
    opened: Opened,
}

/// What only a writer has. The lock is let go last.
#[derive(Debug)]
struct Writing {
    writer: Writer,
    _lock: FileLock,
}

impl Store {
    /// Makes a workspace and opens it. `now` dates its first audit row.
    ///
    /// # Errors
    /// [`OpenError::Exists`] if something is at `path`; nothing is left behind on any error.
    pub fn create(path: &Path, settings: &Settings, now: Moment) -> Result<Store, OpenError> {
        Store::create_with(path, settings, now, &Migrations::released())
    }

    /// [`Store::create`] in the format of other steps than the released ones.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn create_with(
        path: &Path,
        settings: &Settings,
        now: Moment,
        migrations: &Migrations,
    ) -> Result<Store, OpenError> {
        let lock = FileLock::take(path)?;
        open::create(path, settings, now, migrations)?;
        Store::start(path, lock, now, migrations, Some(Opened::New))
    }

    /// Opens a workspace for writing, upgrading an older one after a verified backup named after `now`.
    ///
    /// # Errors
    /// Each [`OpenError`] leaves the file as it was found, or as it was before a step that a crash cut short.
    pub fn open(path: &Path, now: Moment) -> Result<Store, OpenError> {
        Store::open_with(path, now, &Migrations::released())
    }

    /// [`Store::open`] with other steps than the released ones.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(path: &Path, now: Moment, migrations: &Migrations) -> Result<Store, OpenError> {
        if !path.try_exists()? {
            return Err(OpenError::NoSuchFile(path.to_owned()));
        }
        let lock = FileLock::take(path)?;
        Store::start(path, lock, now, migrations, None)
    }

    fn start(
        path: &Path,
        lock: FileLock,
        now: Moment,
        migrations: &Migrations,
        made: Option<Opened>,
    ) -> Result<Store, OpenError> {
        let (conn, opened) = open::for_writing(path, now, migrations)?;
        undo::journal::install(&conn)?;
        let writing = Writing { writer: Writer::start(conn)?, _lock: lock };
        Ok(Store {
            readers: Arc::new(Readers::new(path.to_owned())),
            writing: Some(writing),
            path: path.to_owned(),
            opened: made.unwrap_or(opened),
        })
    }

    /// Opens a workspace for reading, also while another Plumbline writes to it.
    ///
    /// # Errors
    /// As [`Store::open`]. [`OpenError::InUse`] only if another Plumbline is filling the workspace for the first time or
    /// upgrading it.
    pub fn open_read_only(path: &Path) -> Result<Store, OpenError> {
        open::for_reading(path, &Migrations::released())?;
        Ok(Store {
            readers: Arc::new(Readers::new(path.to_owned())),
            writing: None,
            path: path.to_owned(),
            opened: Opened::Current,
        })
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How it came to be open.
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    /// False if it was opened for reading only.
    pub fn is_writable(&self) -> bool {
        self.writing.is_some()
    }

    /// Asks a question of one consistent view of the workspace, on the calling thread. Do not ask inside a question.
    ///
    /// # Errors
    /// What `question` returns, or that the file cannot be read.
    pub fn read<T, E: From<StoreError>>(
        &self,
        question: impl FnOnce(&Reader) -> Result<T, E>,
    ) -> Result<T, E> {
        self.readers.read(question)
    }

    /// Carries out one step: all of it is on the disk when this returns, or nothing.
    ///
    /// # Errors
    /// What `work` returns, or that the file cannot be written. Nothing was changed then.
    pub fn transact<T: Send + 'static>(
        &self,
        op: Op,
        now: impl Into<At>,
        work: impl FnOnce(&mut Change<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Done<T>, StoreError> {
        let now = now.into();
        self.writer()?.run(move |conn| transact::carry_out(conn, &op, now, work))
    }

    /// Takes the newest step back. An import at the top is undone as by [`Store::undo_import`].
    ///
    /// # Errors
    /// [`StoreError::NothingTo`] if there is none.
    pub fn undo(&self, now: impl Into<At>) -> Result<Done<UndoStep>, UndoImportError> {
        let now = now.into();
        self.writer()?.run(move |conn| undo::undo(conn, now))
    }

    /// Does the step that was undone last again.
    ///
    /// # Errors
    /// [`StoreError::NothingTo`] if there is none.
    pub fn redo(&self, now: impl Into<At>) -> Result<Done<UndoStep>, StoreError> {
        let now = now.into();
        self.writer()?.run(move |conn| undo::redo(conn, now))
    }

    /// What Undo and Redo would do now.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn undo_state(&self) -> Result<UndoState, StoreError> {
        self.read(Reader::undo_state)
    }

    /// Takes in the rows of a file, all or none; see [`import`].
    ///
    /// `progress` is told the rows taken so far, at least ten times a second, and may say stop.
    ///
    /// # Errors
    /// Nothing was changed then.
    pub fn import(
        &self,
        plan: ImportPlan,
        now: impl Into<At>,
        feed: impl Feed,
        progress: impl FnMut(u64) -> ControlFlow<()> + Send + 'static,
    ) -> Result<ImportOutcome, ImportError> {
        let mut outcomes = self.import_all(vec![(plan, feed)], now, progress)?;
        outcomes.pop().ok_or(ImportError::Broken)
    }

    /// Takes in several files in this order, all or none. Each is an import of its own afterwards.
    ///
    /// `progress` is told the rows of all files together.
    ///
    /// # Errors
    /// Nothing was changed then.
    pub fn import_all(
        &self,
        files: Vec<(ImportPlan, impl Feed)>,
        now: impl Into<At>,
        progress: impl FnMut(u64) -> ControlFlow<()> + Send + 'static,
    ) -> Result<Vec<ImportOutcome>, ImportError> {
        let (readers, now) = (Arc::clone(&self.readers), now.into());
        self.writer()?.run(move |conn| import::import(conn, &readers, files, now, Ending::Commit, progress))
    }

    /// Tells what [`Store::import_all`] would do, by doing it and taking it back within one transaction: a file of
    /// activities finds the leads of the file before it. Nobody ever sees any of it.
    ///
    /// # Errors
    /// As [`Store::import_all`].
    pub fn rehearse(
        &self,
        files: Vec<(ImportPlan, impl Feed)>,
        now: impl Into<At>,
        progress: impl FnMut(u64) -> ControlFlow<()> + Send + 'static,
    ) -> Result<Vec<ImportOutcome>, ImportError> {
        let (readers, now) = (Arc::clone(&self.readers), now.into());
        self.writer()?
            .run(move |conn| import::import(conn, &readers, files, now, Ending::Rehearsal, progress))
    }

    /// Counts what [`Store::import`] would do, without writing and on the calling thread.
    ///
    /// # Errors
    /// As [`Store::import`].
    pub fn try_import(
        &self,
        plan: &ImportPlan,
        feed: impl Feed,
        progress: impl FnMut(u64) -> ControlFlow<()> + Send + 'static,
    ) -> Result<ImportOutcome, ImportError> {
        self.read(|reader| import::try_out(reader, plan, feed, progress))
    }

    /// Undoes an import, also days later: leads it created go, values it overwrote come back.
    ///
    /// # Errors
    /// [`UndoImportError::DependedOn`] lists the later steps that changed its leads; nothing was changed then.
    pub fn undo_import(&self, batch: BatchId, now: impl Into<At>) -> Result<Done<()>, UndoImportError> {
        let now = now.into();
        self.writer()?.run(move |conn| import::undo::undo_import(conn, batch, now))
    }

    /// Writes a checked copy of the workspace to `target`, which must not exist. Work goes on meanwhile.
    ///
    /// # Errors
    /// If the copy cannot be written or does not pass its check; nothing is left behind then.
    pub fn backup(&self, target: &Path) -> Result<(), StoreError> {
        let conn = open::reading(&self.path)?;
        // To SQLite, a copy into another file is a write. The file itself is still opened for reading only.
        conn.pragma_update(None, "query_only", false)?;
        Ok(open::write_backup(&conn, target)?)
    }

    /// Settles everything into the one file and closes it.
    ///
    /// # Errors
    /// If the file could not be settled; what was acknowledged is safe in the file beside it.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.shut()
    }

    fn writer(&self) -> Result<&Writer, StoreError> {
        self.writing.as_ref().map(|writing| &writing.writer).ok_or(StoreError::ReadOnly)
    }

    fn shut(&mut self) -> Result<(), StoreError> {
        drop(self.readers.shut_out());
        self.writing.take().map_or(Ok(()), |Writing { writer, _lock }| writer.finish())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Whoever wants to know calls `close`.
        let _ = self.shut();
    }
}
