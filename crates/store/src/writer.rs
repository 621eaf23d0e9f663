//! The one thread that owns the writing connection: closures in, replies out.
//!
//! A mutex around the connection would do the same with less, but then a change would run on whichever thread
//! asked for it, the window's among them, and a panic would poison the lock. Here a panic in a closure becomes an error, its
//! transaction is rolled back, and the next closure finds the connection as it was.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Sender, channel, sync_channel},
    thread::JoinHandle,
};

use rusqlite::Connection;

use crate::{error::StoreError, open};

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// The handle of the writing thread.
#[derive(Debug)]
pub(crate) struct Writer {
    jobs: Sender<Job>,
    thread: JoinHandle<Result<(), StoreError>>,
}

impl Writer {
    /// Hands `conn` to a thread of its own.
    pub(crate) fn start(mut conn: Connection) -> std::io::Result<Writer> {
        let (jobs, inbox) = channel::<Job>();
        let thread = std::thread::Builder::new().name("plumbline-writer".to_owned()).spawn(move || {
            for job in inbox {
                job(&mut conn);
            }
            Ok(open::settle(conn)?)
        })?;
        Ok(Writer { jobs, thread })
    }

    /// Runs `work` on the writing thread and waits for what it says.
    pub(crate) fn run<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, answer) = sync_channel(1);
        let job: Job = Box::new(move |conn| {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(conn)));
            if !conn.is_autocommit() {
                // Dropping a transaction rolls it back; this is for work that used none.
                let _ = conn.execute_batch("ROLLBACK");
            }
            // Nobody waits any more: the work is done all the same.
            let _ = reply.send(outcome.unwrap_or_else(|_| Err(StoreError::Panicked.into())));
        });
        self.jobs.send(job).map_err(|_| StoreError::Closed)?;
        answer.recv().map_err(|_| StoreError::Closed)?
    }

    /// Lets the thread finish what it has, settle the file and end.
    pub(crate) fn finish(self) -> Result<(), StoreError> {
        drop(self.jobs);
        self.thread.join().unwrap_or(Err(StoreError::Panicked))
    }
}
