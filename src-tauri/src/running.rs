//! The import that is running: how it is watched, stopped, and what is kept of it.

use std::{
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use plumbline_workbench::{
    failure::{Failure, Kind, Outcome},
    import::{Fate, Phase, Progress, Report},
    outgoing,
};
use tauri::ipc::Channel;

use crate::dto::{
    import::ProgressView,
    report::{GoView, ReportView},
};

/// How often the page hears of progress: often enough to look alive, seldom enough to cost nothing.
const BEAT: Duration = Duration::from_millis(100);

/// Says stop to one import.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

/// What the window keeps of imports while it is open.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    stop: Mutex<Stop>,
    /// The last one, one report per file, because its rows can still be asked for.
    last: Mutex<Vec<Report>>,
}

impl Imports {
    /// Notes that an import begins. Each has a stop of its own: a late Cancel cannot reach the next one.
    pub(crate) fn begin(&self) -> Stop {
        let fresh = Stop::default();
        *self.stop.lock().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
        fresh
    }

    /// Stops the import that began last.
    pub(crate) fn cancel(&self) {
        self.stop.lock().unwrap_or_else(PoisonError::into_inner).0.store(true, Ordering::Relaxed);
    }

    /// Keeps reports and shows them.
    pub(crate) fn keep(&self, reports: Vec<Report>) -> GoView {
        let view = GoView {
            dry_run: reports.iter().any(|report| report.dry_run),
            files: reports.iter().map(ReportView::from).collect(),
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = reports;
        view
    }

    /// Forgets the last reports, because another workspace is on the desk.
    pub(crate) fn forget(&self) {
        self.cancel();
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// How many rows of a file of the last import met `fate`, and those rows as a file, which is to be written to `out`.
    ///
    /// # Errors
    /// There was none, none of its rows did, its source is gone, or `out` is one of the sources.
    pub(crate) fn rows(&self, file: usize, fate: Fate, out: &Path) -> Outcome<(u64, Vec<u8>)> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let report = last.get(file).ok_or_else(|| {
            Failure::new(Kind::Refused, "No import was tried since the workspace was opened.")
                .hint("Look at a file and try it first.")
        })?;
        let sources: Vec<&Path> = last.iter().map(|report| Path::new(&report.path)).collect();
        outgoing::check(out, &sources)?;
        report.rows(fate)
    }
}

/// Tells the page how far an import has come, and the import whether to go on.
pub(crate) struct Teller {
    stop: Stop,
    page: Option<Channel<ProgressView>>,
    told: Mutex<Option<(Phase, Instant)>>,
}

impl Teller {
    /// One that speaks to the page.
    pub(crate) fn new(stop: Stop, page: Channel<ProgressView>) -> Teller {
        Teller { page: Some(page), ..Teller::silent(stop) }
    }

    /// One that only listens for Cancel.
    pub(crate) fn silent(stop: Stop) -> Teller {
        Teller { stop, page: None, told: Mutex::default() }
    }

    /// Passes progress on, at most once per beat and at each change of phase.
    pub(crate) fn tell(&self, progress: Progress) -> ControlFlow<()> {
        if self.stop.0.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if let Some(page) = self.page.as_ref().filter(|_| self.is_due(progress.phase)) {
            // A page that was closed hears nothing; the import is carried out all the same.
            let _ = page.send(progress.into());
        }
        ControlFlow::Continue(())
    }

    fn is_due(&self, phase: Phase) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = told.is_none_or(|(last, at)| last != phase || at.elapsed() >= BEAT);
        if is_due {
            *told = Some((phase, Instant::now()));
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(phase: Phase, rows: u64) -> Progress {
        Progress {
            phase,
            file: "leads.csv".to_owned(),
            at: 1,
            files: 1,
            rows,
            total: Some(10),
            rows_per_second: 1.0,
            seconds_left: None,
        }
    }

    #[test]
    fn cancel_stops_the_import_that_runs_and_not_the_next() {
        let imports = Imports::default();
        let first = Teller::silent(imports.begin());
        assert!(first.tell(at(Phase::Reading, 1)).is_continue());
        imports.cancel();
        assert!(first.tell(at(Phase::Reading, 2)).is_break());
        let second = Teller::silent(imports.begin());
        assert!(second.tell(at(Phase::Reading, 1)).is_continue());
    }

    #[test]
    fn the_page_hears_of_each_phase_and_not_of_each_row() {
        let heard = Arc::new(Mutex::new(0));
        let counter = Arc::clone(&heard);
        let page = Channel::new(move |_| {
            *counter.lock().unwrap() += 1;
            Ok(())
        });
        let teller = Teller::new(Stop::default(), page);
        for row in 0..1000 {
            assert!(teller.tell(at(Phase::Reading, row)).is_continue());
        }
        assert!(teller.tell(at(Phase::Saving, 10)).is_continue());
        let heard = *heard.lock().unwrap();
        assert!((2..10).contains(&heard), "a beat, not a flood: {heard}");
    }

    #[test]
    fn rows_need_an_import() {
        assert_eq!(
            Imports::default().rows(0, Fate::Rejected, Path::new("a.csv")).unwrap_err().kind,
            Kind::Refused
        );
    }
}
