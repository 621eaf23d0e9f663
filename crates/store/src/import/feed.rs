//! Where the rows of an import come from: a bounded channel between the thread that reads the file and the one that writes.

use std::{
    collections::VecDeque,
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel},
    time::Duration,
};

use plumbline_domain::{
    problem::Problem,
    record::{Chunk, ImportedReason},
};

use super::Prints;

/// Some rows of a file, and what was met on the way to them.
#[derive(Clone, Debug, Default)]
pub struct Parcel {
    /// The rows that can be taken in.
    pub chunk: Chunk,
    /// Reasons met for the first time; their indexes follow those of the parcels before.
    pub reasons: Vec<ImportedReason>,
    /// What was refused since the last parcel.
    pub problems: Vec<Problem>,
    /// How many rows were refused since the last parcel (a row can have several problems).
    pub rejected: u64,
    /// How many rows were left out since the last parcel (footers, blank lines).
    pub skipped: u64,
}

/// What a feed has for its reader.
#[derive(Debug)]
pub enum Received {
    /// Rows, and what those of leads are compared by.
    Parcel(Box<Parcel>, Prints),
    /// Nothing yet.
    Nothing,
    /// All rows have been handed over.
    End,
    /// The other side is gone without having said that this was all.
    Broken,
}

/// A source of rows.
pub trait Feed: Send + 'static {
    /// The next rows, waiting for them no longer than `patience`.
    fn next(&mut self, patience: Duration) -> Received;

    /// Takes back a chunk whose rows have been read; its memory can be used again.
    fn give_back(&mut self, chunk: Chunk);

    /// How many rows will come, as far as it is known: room is made for them at once. Any number is right.
    fn expected(&self) -> u64 {
        0
    }
}

/// A channel that holds at most `depth` parcels, which bounds the memory of an import.
pub fn channel(depth: usize) -> (RowSender, ChannelFeed) {
    let (parcels, incoming) = sync_channel(depth);
    let (used, empty) = sync_channel(depth + 2);
    (RowSender { parcels, empty }, ChannelFeed { incoming, used, expected: 0 })
}

/// The reading side of the file: sends parcels and gets used chunks back.
#[derive(Debug)]
pub struct RowSender {
    parcels: SyncSender<Option<(Parcel, Prints)>>,
    empty: Receiver<Chunk>,
}

/// The import has ended: it was cancelled or it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the import has ended")]
pub struct Gone;

impl RowSender {
    /// Sends rows and returns an empty chunk to fill next, a used one if there is one.
    ///
    /// # Errors
    /// [`Gone`] if nobody takes rows any more.
    pub fn send(&self, parcel: Parcel) -> Result<Chunk, Gone> {
        let prints = Prints::of(&parcel.chunk);
        self.parcels.send(Some((parcel, prints))).map_err(|_| Gone)?;
        match self.empty.try_recv() {
            Ok(mut chunk) => {
                chunk.clear();
                Ok(chunk)
            }
            Err(TryRecvError::Empty) => Ok(Chunk::default()),
            Err(TryRecvError::Disconnected) => Err(Gone),
        }
    }

    /// Says that these were all rows. A sender dropped without it breaks the import off.
    ///
    /// # Errors
    /// [`Gone`] if nobody takes rows any more.
    pub fn finish(self) -> Result<(), Gone> {
        self.parcels.send(None).map_err(|_| Gone)
    }
}

/// The writing side of [`channel`].
#[derive(Debug)]
pub struct ChannelFeed {
    incoming: Receiver<Option<(Parcel, Prints)>>,
    used: SyncSender<Chunk>,
    expected: u64,
}

impl ChannelFeed {
    /// The same, said to bring about so many rows.
    #[must_use]
    pub fn of_about(self, rows: u64) -> ChannelFeed {
        ChannelFeed { expected: rows, ..self }
    }
}

impl Feed for ChannelFeed {
    fn next(&mut self, patience: Duration) -> Received {
        match self.incoming.recv_timeout(patience) {
            Ok(Some((parcel, prints))) => Received::Parcel(Box::new(parcel), prints),
            Ok(None) => Received::End,
            Err(RecvTimeoutError::Timeout) => Received::Nothing,
            Err(RecvTimeoutError::Disconnected) => Received::Broken,
        }
    }

    fn give_back(&mut self, chunk: Chunk) {
        // A full channel means there are enough chunks about; this one is let go.
        let _ = self.used.try_send(chunk);
    }

    fn expected(&self) -> u64 {
        self.expected
    }
}

/// Parcels that are already in memory.
#[derive(Clone, Debug, Default)]
pub struct InMemory(pub VecDeque<Parcel>);

impl Feed for InMemory {
    fn next(&mut self, _: Duration) -> Received {
        self.0.pop_front().map_or(Received::End, |parcel| {
            let prints = Prints::of(&parcel.chunk);
            Received::Parcel(Box::new(parcel), prints)
        })
    }

    fn give_back(&mut self, _: Chunk) {}
}
