//! What rows of leads are compared by. It is made on the thread that reads the file: the one that writes has more to do.

use plumbline_domain::{field::Field, record::Chunk};

use super::{
    cells::{self, Columns},
    finder::{By, key},
    known::{Key, Keys},
    people::text,
};

/// The hashes of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Print {
    /// Of its identity.
    pub(crate) identity: Key,
    /// Of its e-mail, if it has one.
    pub(crate) email: Option<Key>,
    /// Of everything it says.
    pub(crate) contents: u64,
    /// The columns it says something about.
    pub(crate) told: Columns,
}

/// The hashes of the leads of a chunk, in their order.
#[derive(Clone, Debug, Default)]
pub struct Prints(Vec<Print>);

impl Prints {
    pub(crate) fn of(chunk: &Chunk) -> Prints {
        let keys = Keys::new();
        let prints = chunk.records.iter().map(|record| {
            let email = text(chunk, record, Field::Email);
            Print {
                identity: keys.of(chunk.text(record.identity)),
                email: (!email.is_empty()).then(|| key(&keys, By::Email, email)),
                contents: cells::contents(chunk, record),
                told: cells::told(record),
            }
        });
        Prints(prints.collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Print> {
        self.0.iter()
    }
}
