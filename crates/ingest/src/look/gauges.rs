//! The gauges of all columns. In a large file they work on a thread of their own: asking what stands in a cell takes about
//! as long as finding it.
//!
//! Each gauge still sees its column from top to bottom, so that what it tells does not depend on the threads.

use std::{
    panic::resume_unwind,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{Builder, JoinHandle},
};

use super::column::{Gauge, Wanted};

/// Rows handed over at once.
const ROWS: usize = 4096;
/// Bytes of text after which a batch is handed over, however few its rows.
const TEXT: usize = 1 << 20;
/// Batches on their way at once.
const DEPTH: usize = 2;

/// The values of a column in some rows, without the blank ones.
#[derive(Default)]
struct Values {
    text: String,
    ends: Vec<u32>,
}

impl Values {
    fn push(&mut self, value: &str) {
        self.text.push_str(value);
        self.ends.push(self.text.len() as u32);
    }

    fn measure(&mut self, gauge: &mut Gauge) {
        let mut start = 0;
        for end in self.ends.drain(..) {
            let end = end as usize;
            gauge.add(self.text.get(start..end).unwrap_or_default());
            start = end;
        }
        self.text.clear();
    }
}

/// Some rows: the values of each column that is gauged apart.
#[derive(Default)]
struct Batch {
    columns: Vec<Values>,
    rows: usize,
    text: usize,
}

impl Batch {
    fn of(columns: usize) -> Batch {
        Batch { columns: (0..columns).map(|_| Values::default()).collect(), rows: 0, text: 0 }
    }

    fn is_full(&self) -> bool {
        self.rows >= ROWS || self.text >= TEXT
    }

    /// Leaves the batch empty.
    fn measure(&mut self, gauges: &mut [Gauge]) {
        for (values, gauge) in self.columns.iter_mut().zip(gauges) {
            values.measure(gauge);
        }
        (self.rows, self.text) = (0, 0);
    }
}

/// The thread, and what goes there and back.
struct Apart {
    full: SyncSender<Batch>,
    empty: Receiver<Batch>,
    worker: JoinHandle<Vec<Gauge>>,
}

impl Apart {
    /// Hands the gauges over; they come back if there is no thread to be had.
    fn start(gauges: Vec<Gauge>) -> Result<Apart, Vec<Gauge>> {
        let (full, incoming) = sync_channel::<Batch>(DEPTH);
        let (used, empty) = sync_channel(DEPTH + 2);
        let (give, take) = sync_channel(1);
        let work = move || {
            let mut gauges: Vec<Gauge> = take.recv().unwrap_or_default();
            for mut batch in incoming {
                batch.measure(&mut gauges);
                // A full channel means there are enough batches about.
                let _ = used.try_send(batch);
            }
            gauges
        };
        match Builder::new().name("plumbline-gauges".to_owned()).spawn(work) {
            Ok(worker) => {
                give.send(gauges).map_err(|unsent| unsent.0)?;
                Ok(Apart { full, empty, worker })
            }
            Err(_) => Err(gauges),
        }
    }
}

/// Where the values of a column go.
enum Place {
    /// Nothing is to be told of it.
    Nowhere,
    /// It is only counted: into the gauge of this number.
    Counted(usize),
    /// Into the batch, as the column of this number.
    Batch(usize),
}

/// Takes rows in and tells what stands in their columns.
pub(super) struct Gauges {
    places: Vec<Place>,
    counted: Vec<Gauge>,
    /// Empty while they are with the thread.
    here: Vec<Gauge>,
    batch: Batch,
    apart: Option<Apart>,
    alone: bool,
}

impl Gauges {
    /// One place per column of the file; nothing is told of those that are `None`.
    pub(super) fn new(gauges: impl Iterator<Item = Option<Gauge>>) -> Gauges {
        let (mut places, mut counted, mut here) = (Vec::new(), Vec::new(), Vec::new());
        for gauge in gauges {
            places.push(match gauge {
                None => Place::Nowhere,
                Some(gauge) if gauge.wanted == Wanted::Filled => {
                    counted.push(gauge);
                    Place::Counted(counted.len() - 1)
                }
                Some(gauge) => {
                    here.push(gauge);
                    Place::Batch(here.len() - 1)
                }
            });
        }
        let batch = Batch::of(here.len());
        Gauges { places, counted, here, batch, apart: None, alone: false }
    }

    /// Takes a row in; `cell` gives the trimmed cell of a column.
    pub(super) fn add<'a>(&mut self, cell: impl Fn(usize) -> &'a str) {
        for (index, place) in self.places.iter().enumerate() {
            match place {
                Place::Nowhere => {}
                Place::Counted(at) => self.counted[*at].add(cell(index)),
                Place::Batch(at) => {
                    let value = cell(index);
                    if !value.is_empty() {
                        self.batch.columns[*at].push(value);
                        self.batch.text += value.len();
                    }
                }
            }
        }
        self.batch.rows += 1;
        if self.batch.is_full() {
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        if self.apart.is_none() && !self.alone {
            match Apart::start(std::mem::take(&mut self.here)) {
                Ok(apart) => self.apart = Some(apart),
                Err(gauges) => (self.here, self.alone) = (gauges, true),
            }
        }
        let Some(apart) = &self.apart else {
            self.batch.measure(&mut self.here);
            return;
        };
        let empty = apart.empty.try_recv().unwrap_or_else(|_| Batch::of(self.batch.columns.len()));
        // A thread that is gone has panicked, which is met when it is joined.
        let _ = apart.full.send(std::mem::replace(&mut self.batch, empty));
    }

    /// The gauges, in the order of the columns.
    pub(super) fn finish(mut self) -> Vec<Gauge> {
        if self.apart.is_some() {
            self.hand_over();
        }
        let mut gauged = match self.apart {
            None => {
                self.batch.measure(&mut self.here);
                self.here
            }
            Some(Apart { full, worker, .. }) => {
                drop(full);
                worker.join().unwrap_or_else(|panic| resume_unwind(panic))
            }
        }
        .into_iter();
        let mut counted = self.counted.into_iter();
        let next = |place: &Place| match place {
            Place::Nowhere => None,
            Place::Counted(_) => counted.next(),
            Place::Batch(_) => gauged.next(),
        };
        self.places.iter().filter_map(next).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WANTED: [Wanted; 4] = [Wanted::All, Wanted::Kind, Wanted::Filled, Wanted::All];

    fn gauge(column: usize) -> Gauge {
        Gauge::new(format!("Column {column}"), column, false, WANTED[column])
    }

    /// What the column says, asked value by value on this thread.
    fn one_by_one(rows: &[[String; 4]], column: usize) -> String {
        let mut gauge = gauge(column);
        rows.iter().for_each(|row| gauge.add(&row[column]));
        format!("{:?}", gauge.finish())
    }

    #[test]
    fn threads_change_nothing_that_is_told() {
        let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
        let values = prop_oneof![
            Just(String::new()),
            "[a-c]{1,2}",
            "[0-3][0-9]/0[1-9]/2026",
            "[0-9]{1,6}",
            "[a-z]{3}@x\\.example"
        ];
        let cells = prop::collection::vec(values, 1..900);
        // Up to three batches, and where a batch ends is tried as well.
        let sizes = prop_oneof![0..3 * ROWS, ROWS - 1..ROWS + 2];
        proptest!(config, |(cells in cells, size in sizes)| {
            let cell = |row: usize, column: usize| cells[(row * 7 + column * 13 + row / 5) % cells.len()].clone();
            let rows: Vec<[String; 4]> =
                (0..size).map(|row| std::array::from_fn(|column| cell(row, column))).collect();
            // The second column of the file tells nothing, so that places and gauges differ.
            let places = [Some(gauge(0)), None, Some(gauge(1)), Some(gauge(2)), Some(gauge(3))];
            let mut gauges = Gauges::new(places.into_iter());
            for row in &rows {
                gauges.add(|place| match place {
                    0 => row[0].as_str(),
                    1 => "is not told",
                    other => row[other - 1].as_str(),
                });
            }
            let told: Vec<String> =
                gauges.finish().into_iter().map(|gauge| format!("{:?}", gauge.finish())).collect();
            let expected: Vec<String> = (0..4).map(|column| one_by_one(&rows, column)).collect();
            prop_assert_eq!(told, expected);
        });
    }
}
