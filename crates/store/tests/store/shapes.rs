//! Rows of every shape in the making, for the tests of imports.

use plumbline_domain::{
    event::Provenance,
    field::Field,
    moment::Moment,
    reason::{List, ReasonKey},
    record::{
        ActivityRow, Cell, ChangeRow, Changed, Chunk, DealOutcome, ImportedReason, OpportunityRow, ReasonRow,
        ReferenceRow, Side, SpendRow, Who,
    },
    shape::Shape,
    stage::Stage,
};
use plumbline_store::{
    Store,
    import::{ImportOutcome, ImportPlan, InMemory, Parcel},
};

use crate::common::{DAY, Row, go_on, plan};

/// How a row calls its lead: id, e-mail, contact, company's key, domain, company. Empty text says nothing.
pub(crate) type Called = [&'static str; 6];

/// By its identity.
pub(crate) fn id(identity: &'static str) -> Called {
    [identity, "", "", "", "", ""]
}

/// By its e-mail.
pub(crate) fn mail(email: &'static str) -> Called {
    ["", email, "", "", "", ""]
}

/// One row of some shape. Moments are days.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Lead(Row),
    Entered {
        who: Called,
        stage: Stage,
        day: i64,
        reason: Option<u16>,
        by: &'static str,
        note: &'static str,
    },
    Changed {
        who: Called,
        field: &'static str,
        day: i64,
        old: &'static str,
        new: &'static str,
    },
    Made {
        who: Called,
        day: i64,
    },
    Activity {
        who: Called,
        side: Side,
        kind: &'static str,
        day: i64,
        id: &'static str,
        outcome: &'static str,
    },
    Deal {
        who: Called,
        id: String,
        outcome: DealOutcome,
        amount: Option<f64>,
        created: Option<i64>,
        closed: Option<i64>,
    },
    Spend {
        day: i64,
        source: &'static str,
        amount: f64,
    },
    Reference {
        key: String,
        texts: Vec<(Field, String)>,
        extra: Option<String>,
    },
    Reason {
        reason: u16,
        retired: bool,
    },
}

/// The row of the first item: the header stands above it.
pub(crate) const FIRST_ROW: u64 = 2;

/// The picklist entries rows refer to.
pub(crate) fn reasons() -> Vec<ImportedReason> {
    ["fit.industry", "data.new", "timing.later"]
        .into_iter()
        .map(|key| ImportedReason {
            list: List::Rejection,
            key: ReasonKey::parse(key).unwrap(),
            label: format!("As in the file: {key}"),
        })
        .collect()
}

pub(crate) fn planned(shape: Shape, day: i64) -> ImportPlan {
    ImportPlan { shape, source: format!("{}.csv", shape.slug()), ..plan(day) }
}

pub(crate) fn fed(items: &[Item]) -> InMemory {
    let mut parcels = Vec::new();
    for (part, start) in items.chunks(3).zip((FIRST_ROW..).step_by(3)) {
        let mut parcel = Parcel::default();
        for (item, row) in part.iter().zip(start..) {
            put(&mut parcel.chunk, item, row);
        }
        parcels.push(parcel);
    }
    if let Some(first) = parcels.first_mut() {
        first.reasons = reasons();
    }
    InMemory(parcels.into())
}

/// Takes rows in that speak of `day`, after a dry run that has to count the same.
pub(crate) fn take(store: &Store, shape: Shape, items: &[Item], day: i64) -> ImportOutcome {
    let tried = store.try_import(&planned(shape, day), fed(items), go_on).unwrap();
    let outcome = store.import(planned(shape, day), Moment(day * DAY), fed(items), go_on).unwrap();
    assert_eq!(tried.counts, outcome.counts, "a dry run counts what will happen: {items:?}");
    assert_eq!((tried.joined, &tried.unmatched), (outcome.joined, &outcome.unmatched));
    let said = |told: &ImportOutcome| (told.unreasoned, told.decided_twice.clone(), told.split);
    assert_eq!(said(&tried), said(&outcome), "a dry run says what there is to say about decisions");
    let c = outcome.counts;
    assert_eq!(c.read, c.created + c.updated + c.unchanged + c.rejected + c.skipped, "{c:?}");
    assert_eq!(c.read, items.len() as u64);
    outcome
}

fn put(chunk: &mut Chunk, item: &Item, row: u64) {
    let moment = |day: i64| Moment(day * DAY);
    match item {
        Item::Lead(lead) => lead.put(row, chunk),
        Item::Entered { who, stage, day, reason, by, note } => {
            let what = Changed::Stage(*stage, *reason);
            let change = change(chunk, who, row, moment(*day), what, by, note);
            chunk.changes.push(change);
        }
        Item::Changed { who, field, day, old, new } => {
            let what = Changed::Field { name: chunk.keep(field), old: chunk.keep(old), new: chunk.keep(new) };
            let change = change(chunk, who, row, moment(*day), what, "Kim", "");
            chunk.changes.push(change);
        }
        Item::Made { who, day } => {
            let change = change(chunk, who, row, moment(*day), Changed::Created, "", "");
            chunk.changes.push(change);
        }
        Item::Activity { who, side, kind, day, id, outcome } => {
            let activity = ActivityRow {
                row,
                who: called(chunk, who),
                at: moment(*day),
                side: *side,
                kind: chunk.keep(kind),
                id: chunk.keep(id),
                campaign: chunk.keep("Spring"),
                channel: chunk.keep(""),
                outcome: chunk.keep(outcome),
                by: chunk.keep(""),
                extra: chunk.keep(r#"{"Minutes":"31"}"#),
            };
            chunk.activities.push(activity);
        }
        Item::Deal { who, id, outcome, amount, created, closed } => {
            let deal = OpportunityRow {
                row,
                who: called(chunk, who),
                id: chunk.keep(id),
                name: chunk.keep("A deal"),
                stage: chunk.keep("Proposal"),
                outcome: *outcome,
                amount: *amount,
                currency: chunk.keep("EUR"),
                lost_reason: chunk.keep(if *outcome == DealOutcome::Lost { "Price" } else { "" }),
                owner: chunk.keep(""),
                created: created.map(moment),
                closed: closed.map(moment),
                extra: chunk.keep(""),
            };
            chunk.opportunities.push(deal);
        }
        Item::Spend { day, source, amount } => {
            let [day, source, blank] =
                [&format!("2026-01-{day:02}"), *source, ""].map(|text| chunk.keep(text));
            let (campaign, channel, currency) = (blank, blank, blank);
            chunk.spends.push(SpendRow { row, day, source, campaign, channel, currency, amount: *amount });
        }
        Item::Reference { key, texts, extra } => {
            let mut cells = [Cell::Blank; Field::COUNT];
            for (field, text) in texts {
                cells[field.index()] = Cell::Text(chunk.keep(text));
            }
            let (key, extra) = (chunk.keep(key), chunk.keep(extra.as_deref().unwrap_or_default()));
            chunk.references.push(ReferenceRow { row, key, cells, extra });
        }
        Item::Reason { reason, retired } => {
            chunk.reasons.push(ReasonRow { row, reason: *reason, retired: *retired });
        }
    }
}

fn called(chunk: &mut Chunk, who: &Called) -> Who {
    let [identity, email, contact_id, company_id, domain, company] = who.map(|text| chunk.keep(text));
    Who { identity, email, contact_id, company_id, domain, company }
}

fn change(
    chunk: &mut Chunk,
    who: &Called,
    row: u64,
    at: Moment,
    what: Changed,
    by: &str,
    note: &str,
) -> ChangeRow {
    let provenance = Provenance::Recorded;
    let who = called(chunk, who);
    let (by, note) = (chunk.keep(by), chunk.keep(note));
    ChangeRow { row, who, at, not_before: at, provenance, beside: false, stands: false, what, by, note }
}
