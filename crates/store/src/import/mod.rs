//! The bulk entrance: the rows of a file, taken in by one transaction.
//!
//! Rows are matched by identity (see [`people`]). A new identity becomes a lead. A known one is updated where the file says
//! something else; a blank cell says nothing. A row repeated within the file is skipped if it is identical and refused if it
//! is not; so is one that speaks of another person under a known id (see [`conflict`]). Taking the same file in twice changes
//! nothing. How stages are told is in [`story`]; each other shape has its file. A dry run goes through the same steps and
//! leaves out the writing.
//!
//! The reader of the file runs on its own thread and sends [`Parcel`]s; see [`channel`].

mod activity;
mod against;
mod bulk;
pub(crate) mod cells;
mod change;
mod conflict;
mod deal;
mod decisions;
mod dependents;
mod derived;
mod events;
mod exits;
mod fates;
mod feed;
mod fields;
mod fill;
mod finder;
mod intake;
mod known;
mod leads;
mod ledger;
mod merged;
mod new_leads;
mod opportunity;
mod overruled;
mod people;
mod print;
mod reasons;
mod reference;
pub(crate) mod seen;
mod spend;
mod stands;
mod story;
pub(crate) mod undo;
mod update;
mod watch;

use std::ops::ControlFlow;

use plumbline_domain::{
    ids::{BatchId, LeadId},
    moment::Moment,
    problem::Problem,
    shape::Shape,
};
use rusqlite::{Connection, TransactionBehavior};

use crate::{
    audit::{self, At},
    error::ImportError,
    reader::{Reader, Readers},
    table,
    transact::OpKind,
    undo as history,
};
pub use against::AgainstRules;
use exits::Exits;
pub use exits::Split;
pub use fates::{Fates, RowSet};
pub use feed::{ChannelFeed, Feed, Gone, InMemory, Parcel, Received, RowSender, channel};
use intake::{Intake, Taken};
use ledger::Mode;
pub use print::Prints;
use watch::Watch;

/// Problems kept with a batch; the counts cover all of them.
const PROBLEMS_KEPT: usize = 10_000;

/// What is known about a file before its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportPlan {
    /// Name of the file, as shown.
    pub source: String,
    /// Which system's headers were recognised.
    pub dictionary: String,
    /// The mapping file's text, remembered for the next file with these headers.
    pub mapping_toml: String,
    /// Fingerprint of the headers.
    pub fingerprint: String,
    /// Headers kept as `extra`.
    pub extra_headers: Vec<String>,
    /// The moment the file speaks of: the latest moment of what it leaves undated.
    pub as_of: Moment,
    /// What a row of it is.
    pub shape: Shape,
    /// Its size and time of change, by which a watched folder knows it again.
    pub content: Option<String>,
}

/// Rows by what became of them: `read = created + updated + unchanged + rejected + skipped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the words of the report")]
pub struct Counts {
    pub read: u64,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub rejected: u64,
    pub skipped: u64,
}

/// What an import did, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOutcome {
    /// The import; `None` after a dry run.
    pub batch: Option<BatchId>,
    /// The reconciled counts.
    pub counts: Counts,
    /// First and last lead created.
    pub created_leads: Option<(LeadId, LeadId)>,
    /// Rows refused here, on top of those the reader refused: their identity came before with other contents, or is another
    /// person's.
    pub repeated: Vec<Problem>,
    /// Which rows brought something new, and which changed something.
    pub fates: Fates,
    /// How deals found their leads.
    pub joined: Joined,
    /// Leads that a log brought and no file of leads has told, as the log calls them.
    pub only_logged: Vec<String>,
    /// Deals and rows of spend about which a newer file has said something else, which stands.
    pub outdated: u64,
    /// Rows whose lead is in an earlier stage than before, without a date that tells since when: no pass begins with it.
    pub turned_back: Vec<u64>,
    /// Rejections that stand without anybody's reason, of leads that the rows told something new about.
    pub unreasoned: u64,
    /// Rows after which their lead has two decisions without having become an MQL in between: the first one counts.
    pub decided_twice: Vec<u64>,
    /// Changes of a status beside the ladder, of leads that the rows told something new about, that would have taken them
    /// back behind what the ladder tells.
    pub contradicted: u64,
    /// What the exits of the rows were that one field for rejections and disqualifications told.
    pub split: Split,
    /// What the rows say against the rules that decisions made here keep to.
    pub against: AgainstRules,
    /// Deals that were kept without a lead: [`plumbline_domain::problem::Rule::LeadUnmatched`].
    pub unmatched: Vec<Problem>,
}

/// How the deals of a file found their leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// By the lead's id.
    pub by_id: u64,
    /// By e-mail.
    pub by_email: u64,
    /// By the contact's key.
    pub by_contact: u64,
    /// By the company: key, domain or name.
    pub by_company: u64,
    /// Kept without a lead: none fits, or several do.
    pub unmatched: u64,
}

/// Counts what an import would do, without writing.
pub(crate) fn try_out(
    reader: &Reader,
    plan: &ImportPlan,
    feed: impl Feed,
    progress: impl FnMut(u64) -> ControlFlow<()> + Send + 'static,
) -> Result<ImportOutcome, ImportError> {
    let watch = Watch::new(progress);
    let mut intake = Intake::new(&reader.conn, plan, Mode::Count)?;
    drain(&mut intake, feed, &watch, 0)?;
    Ok(intake.finish(&watch)?.outcome)
}

/// Whether an import stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It is written down.
    Commit,
    /// It is carried out and taken back at once: the counts are the real ones, also where one file builds on another.
    Rehearsal,
}

/// Takes files in, one after the other and in one transaction: all of them, or none.
pub(crate) fn import<F: Feed>(
    conn: &mut Connection,
    readers: &Readers,
    files: Vec<(ImportPlan, F)>,
    now: At,
    ending: Ending,
    progress: impl FnMut(u64) -> ControlFlow<()> + Send + 'static,
) -> Result<Vec<ImportOutcome>, ImportError> {
    let watch = Watch::new(progress);
    let empty: bool = conn.query_row("SELECT NOT EXISTS(SELECT 1 FROM lead)", (), |row| row.get(0))?;
    if !empty || ending == Ending::Rehearsal {
        let taken = watch.over(conn, |conn| all(conn, files, now, &watch, ending, false));
        if ending == Ending::Rehearsal {
            // The log has grown by what was taken back. If it cannot be cut now, closing the file does it.
            let _ = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()));
        }
        return taken;
    }
    let alone = readers.shut_out();
    bulk::begin(conn)?;
    let taken = watch.over(conn, |conn| all(conn, files, now, &watch, ending, true));
    bulk::end(conn);
    drop(alone);
    taken
}

fn all<F: Feed>(
    conn: &mut Connection,
    files: Vec<(ImportPlan, F)>,
    now: At,
    watch: &Watch,
    ending: Ending,
    bulk: bool,
) -> Result<Vec<ImportOutcome>, ImportError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (mut outcomes, mut rows) = (Vec::with_capacity(files.len()), 0);
    let (mut exits, is_one) = (Vec::with_capacity(files.len()), files.len() == 1);
    for (plan, feed) in files {
        let bulk = bulk && tx.query_row("SELECT NOT EXISTS(SELECT 1 FROM lead)", (), |row| row.get(0))?;
        let (outcome, left) = take_in(&tx, &plan, now, feed, watch, (rows, bulk))?;
        rows += outcome.counts.read;
        outcomes.push(outcome);
        exits.push(left);
    }
    // What came behind a file may have told of contacts.
    for (outcome, mut left) in outcomes.iter_mut().zip(exits).filter(|_| !is_one) {
        left.recount(&tx)?;
        outcome.split = left.split;
    }
    watch.tick()?;
    match ending {
        Ending::Commit => tx.commit()?,
        Ending::Rehearsal => {
            tx.rollback()?;
            outcomes.iter_mut().for_each(|outcome| outcome.batch = None);
        }
    }
    Ok(outcomes)
}

/// Takes one file in; `before` rows of other files were taken in already.
fn take_in(
    tx: &Connection,
    plan: &ImportPlan,
    now: At,
    feed: impl Feed,
    watch: &Watch,
    (before, bulk): (u64, bool),
) -> Result<(ImportOutcome, Exits), ImportError> {
    let number: i64 =
        tx.query_row("SELECT coalesce(max(id), 0) + 1 FROM import_batch", (), |row| row.get(0))?;
    let batch = BatchId(number);
    let operation = audit::append(tx, now, OpKind::Import, &format!("Import {batch}"))?;
    history::journal::pause(tx, "INSERT")?;
    let stripped = if bulk { Some(bulk::strip(tx)?) } else { None };
    history::journal::begin(tx, operation, Some(batch))?;
    let mut intake = Intake::new(tx, plan, Mode::Write(batch))?;
    drain(&mut intake, feed, watch, before)?;
    let Taken { outcome, problems, told, exits } = intake.finish(watch)?;
    if let Some(index) = stripped {
        bulk::dress(tx, &index)?;
    }
    history::journal::end(tx)?;
    history::journal::restore(tx, "INSERT")?;
    table::import_batch::insert(tx, plan, now.moment, operation, batch, &outcome, told.as_deref())?;
    table::import_batch::insert_problems(tx, batch, &problems)?;
    table::mapping::remember(tx, &plan.fingerprint, &plan.mapping_toml, now.moment)?;
    // One that changed nothing is a step as well: those before it are taken back after it.
    history::record_import(tx, operation, batch.0)?;
    Ok((outcome, exits))
}

fn drain(
    intake: &mut Intake<'_>,
    mut feed: impl Feed,
    watch: &Watch,
    before: u64,
) -> Result<(), ImportError> {
    intake.expect(feed.expected());
    loop {
        watch.tick()?;
        match feed.next(Watch::PAUSE) {
            Received::Parcel(parcel, prints) => {
                let chunk = intake.take(*parcel, &prints, watch)?;
                watch.count(before + intake.rows());
                feed.give_back(chunk);
            }
            Received::Nothing => {}
            Received::End => return Ok(()),
            Received::Broken => return Err(ImportError::Broken),
        }
    }
}
