//! What lies on the desk: the open workspace, and what a start was asked to open.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use plumbline_domain::calendar::Calendar;
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::{Failure as Refusal, Outcome},
    workspace::{Choices, Summary, recent},
};

use crate::{
    error::{Answer, Code, Failure},
    running::Imports,
    work::on_thread,
};

/// The desk as commands get it.
pub(crate) type Shared<'a> = tauri::State<'a, Arc<Desk>>;

/// One desk per program. Use cases borrow the workspace; only opening and closing exchange it.
#[derive(Debug)]
pub(crate) struct Desk {
    clock: Clock,
    /// The file with the list of recent workspaces.
    recent: PathBuf,
    /// Where the sample lies once somebody has asked for it.
    sample: PathBuf,
    pub(crate) imports: Imports,
    open: Mutex<Option<Arc<Workspace>>>,
    /// What this start was asked to open, until somebody looks at the desk.
    requested: Mutex<Option<PathBuf>>,
}

impl Desk {
    /// An empty desk.
    pub(crate) fn new(clock: Clock, data: &Path, requested: Option<PathBuf>) -> Desk {
        Desk {
            clock,
            recent: data.join("recent.json"),
            sample: data.join("Sample.plumbline"),
            imports: Imports::default(),
            open: Mutex::default(),
            requested: Mutex::new(requested),
        }
    }

    /// Runs a use case over the open workspace on a thread of its own.
    ///
    /// # Errors
    /// Those of the use case, or that no workspace is open.
    pub(crate) async fn with<T, F>(self: &Arc<Self>, work: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&Workspace) -> Outcome<T> + Send + 'static,
    {
        let desk = Arc::clone(self);
        on_thread(move || Ok(work(&*desk.workspace()?)?)).await
    }

    /// Runs something that changes what lies on the desk on a thread of its own.
    ///
    /// # Errors
    /// Those of `work`.
    pub(crate) async fn on<T, F>(self: &Arc<Self>, work: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&Desk) -> Outcome<T> + Send + 'static,
    {
        let desk = Arc::clone(self);
        on_thread(move || Ok(work(&desk)?)).await
    }

    /// The workspaces opened lately, newest first.
    pub(crate) fn recent(&self) -> Vec<recent::Recent> {
        recent::list(&self.recent)
    }

    /// Takes a workspace off that list.
    ///
    /// # Errors
    /// The list cannot be written.
    pub(crate) fn forget(&self, path: &Path) -> Outcome<()> {
        recent::forget(&self.recent, path)
    }

    /// Opens the workspace at `path` in place of the one on the desk, which stays there if this fails.
    ///
    /// # Errors
    /// The file cannot be opened; the start screen remembers why.
    pub(crate) fn open(&self, path: &Path) -> Outcome<Summary> {
        let open = self.lock();
        match &*open {
            Some(workspace) if workspace.path() == path => workspace.summary(),
            _ => self.lay_down(open, path, Workspace::open(path, self.clock_for(path))),
        }
    }

    /// Opens the sample, which is made on first use.
    ///
    /// # Errors
    /// It cannot be made or opened.
    pub(crate) fn open_sample(&self) -> Outcome<Summary> {
        if self.sample.exists() {
            return self.open(&self.sample);
        }
        let open = self.lock();
        let made = self.make_sample().inspect_err(|_| {
            // Half a sample would be opened as a whole one the next time. It was not there before.
            let _ = std::fs::remove_file(&self.sample);
        });
        self.lay_down(open, &self.sample, made)
    }

    /// Makes a workspace and opens it in place of the one on the desk.
    ///
    /// # Errors
    /// Something is there already, a choice is not possible, or the file cannot be written.
    pub(crate) fn create(&self, path: &Path, choices: &Choices) -> Outcome<Summary> {
        let open = self.lock();
        let made = Workspace::create(path, choices, self.clock)?;
        let path = made.path().to_owned();
        self.lay_down(open, &path, Ok(made))
    }

    /// Closes the open workspace: everything is then in its one file.
    ///
    /// # Errors
    /// The file could not be settled; what was acknowledged is on the disk all the same.
    pub(crate) fn close(&self) -> Outcome<()> {
        let taken = self.lock().take();
        self.imports.forget();
        // A use case that is still running closes the file when it is done.
        taken.and_then(Arc::into_inner).map_or(Ok(()), Workspace::close)
    }

    /// The open workspace, or the one this start was asked to open; `None` if there is neither.
    ///
    /// # Errors
    /// The requested file cannot be opened. It is tried once only.
    pub(crate) fn look(&self) -> Outcome<Option<Summary>> {
        let requested = self.requested.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(path) = requested {
            return self.open(&path).map(Some);
        }
        let open = self.lock().clone();
        open.map(|workspace| workspace.summary()).transpose()
    }

    fn lay_down(
        &self,
        mut open: MutexGuard<'_, Option<Arc<Workspace>>>,
        path: &Path,
        found: Outcome<Workspace>,
    ) -> Outcome<Summary> {
        // A file that opens but cannot be read is as good as one that does not open.
        let found = found.and_then(|workspace| Ok((workspace.summary()?, workspace)));
        // The start screen shows the path beside it.
        let place = format!("{}: ", path.display());
        let said = |failure: &Refusal| failure.message.replacen(&place, "", 1);
        let problem = found.as_ref().err().map(said);
        let now = self.clock.now(&Calendar::default());
        // The list is a convenience: a full disk must not keep anybody from opening a file.
        let _ = recent::remember(&self.recent, path, now.0, problem);
        let (summary, workspace) = found?;
        *open = Some(Arc::new(workspace));
        self.imports.forget();
        Ok(summary)
    }

    fn make_sample(&self) -> Outcome<Workspace> {
        if let Some(folder) = self.sample.parent() {
            std::fs::create_dir_all(folder).map_err(|error| Refusal::io("make", folder, &error))?;
        }
        Workspace::create_sample(&self.sample, &Choices::default(), self.clock_for(&self.sample))
    }

    /// The sample speaks of a Monday of its own; by today's clock all of its handoffs would have lapsed.
    fn clock_for(&self, path: &Path) -> Clock {
        match self.clock {
            Clock::System if path == self.sample => Clock::parse(Workspace::SAMPLE_AS_OF).unwrap_or_default(),
            clock => clock,
        }
    }

    fn workspace(&self) -> Answer<Arc<Workspace>> {
        self.lock().clone().ok_or_else(|| Failure {
            hint: Some("Open or create one on the start screen.".into()),
            ..Failure::new(Code::NotOpen, "No workspace is open.")
        })
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<Workspace>>> {
        // Whoever died holding it had not exchanged the workspace yet.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use plumbline_workbench::failure::Kind;

    use super::*;

    fn desk(folder: &Path, requested: Option<PathBuf>) -> Desk {
        Desk::new(Clock::parse("2026-09-28T09:52").unwrap(), folder, requested)
    }

    #[test]
    fn a_workspace_is_made_closed_and_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path(), None);
        assert!(desk.look().unwrap().is_none());
        let made = desk.create(&folder.path().join("Acme"), &Choices::default()).unwrap();
        assert_eq!(made.name, "Acme");
        assert_eq!(desk.open(&made.path).unwrap().path, made.path, "opening what is open changes nothing");
        desk.close().unwrap();
        assert!(desk.look().unwrap().is_none());
        assert_eq!(desk.open(&made.path).unwrap().leads, 0);
        assert_eq!(desk.recent().len(), 1);
    }

    #[test]
    fn the_sample_is_made_once_and_speaks_of_its_own_monday() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let desk = Desk::new(Clock::System, &data, None);
        let made = desk.open_sample().unwrap();
        assert_eq!(made.leads, 5000);
        assert!(made.as_of.starts_with("28 Sep 2026"), "{}", made.as_of);
        desk.close().unwrap();
        let again = desk.open(&made.path).unwrap();
        assert_eq!((again.leads, again.as_of), (made.leads, made.as_of), "from the recent list as well");
        assert_eq!(desk.open_sample().unwrap().leads, 5000);
    }

    #[test]
    fn a_file_that_fails_is_remembered_and_the_open_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path(), None);
        let made = desk.create(&folder.path().join("Acme"), &Choices::default()).unwrap();
        let broken = folder.path().join("broken.plumbline");
        std::fs::write(&broken, "not a workspace").unwrap();
        let refusal = desk.open(&broken).unwrap_err();
        assert_eq!(refusal.kind, Kind::NotOurs);
        assert_eq!(desk.look().unwrap().unwrap().path, made.path);
        let recent = desk.recent();
        assert_eq!(recent[0].path, broken);
        assert!(recent[0].problem.is_some(), "the start screen says why");
        assert_eq!(
            std::fs::read(&broken).unwrap(),
            b"not a workspace",
            "a file that failed is left as it was"
        );
    }

    #[test]
    fn what_a_start_was_asked_to_open_is_tried_once() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("gone.plumbline");
        let desk = desk(folder.path(), Some(missing));
        assert_eq!(desk.look().unwrap_err().kind, Kind::NoSuchFile);
        assert!(desk.look().unwrap().is_none(), "then the start screen is shown");
    }
}
