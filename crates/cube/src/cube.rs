//! The cube: leads and handoffs as columns, and what can be asked of them.

use std::{
    borrow::Cow,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use plumbline_domain::{
    criteria::Criteria,
    field::{Field, FieldName},
    handoff::Handoff,
    moment::Moment,
    settings::Settings,
};
use rustc_hash::FxHashMap;

use crate::{
    activities::Activities,
    answer::Answer,
    cells::Conditions,
    clocks::{Desk, columns::Clocks},
    count,
    criteria::{self, Columns},
    facts::Facts,
    frame::{Column, Frame},
    mask::Mask,
    order::{self, Order},
    people::People,
    query::{Hit, Outcome, Query, Selection},
    reasons::{Reason, Reasons},
    refusal::Refusal,
    scan::Scan,
    spend::SpendRow,
    split::parts_of_a_whole,
    standing::{Source, Standing},
};

/// Leads and handoffs in memory. Every count, rate and list of the product is an answer of this.
#[derive(Debug, Default)]
pub struct Cube {
    pub(crate) frame: Frame,
    pub(crate) facts: Arc<Facts>,
    pub(crate) reasons: Reasons,
    pub(crate) people: People,
    /// Read from the file when criteria first count them.
    pub(crate) activities: OnceLock<Arc<Activities>>,
    /// Read from the file when money is first asked for.
    pub(crate) spend: OnceLock<Arc<Vec<SpendRow>>>,
    /// Said when clocks are first asked for.
    pub(crate) desk: OnceLock<Arc<Desk>>,
    pub(crate) clocks: Mutex<Option<Arc<Clocks>>>,
    pub(crate) standing: Mutex<Option<Arc<Standing>>>,
    pub(crate) orders: Mutex<FxHashMap<FieldName, Arc<Order>>>,
}

impl Cube {
    /// A cube of `handoffs`, which come sorted by lead and pass; those of leads that are not in the frame are left out.
    ///
    /// A text column named [`FieldName::Stage`] in the frame (slugs of the ladder) is the stage of leads without handoffs.
    pub fn new(frame: Frame, handoffs: impl IntoIterator<Item = Handoff>, reasons: Vec<Reason>) -> Cube {
        let reasons = Reasons::new(reasons);
        let facts = Facts::build(&frame, &reasons, handoffs);
        Cube { frame, facts: Arc::new(facts), reasons, ..Cube::default() }
    }

    /// The leads.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The handoffs.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The picklists.
    pub fn reasons(&self) -> &Reasons {
        &self.reasons
    }

    /// True until the activities have been given: before, criteria that count them are unknown, and a first contact is
    /// known by its stamp alone.
    pub fn awaits_activities(&self) -> bool {
        self.activities.get().is_none()
    }

    /// Gives the activities, also while others ask; does nothing if they were given before.
    pub fn fill_activities(&self, activities: Activities) {
        self.activities.get_or_init(|| Arc::new(activities));
    }

    /// The activities, once they were given.
    pub(crate) fn activities(&self) -> Option<&Activities> {
        self.activities.get().map(Arc::as_ref)
    }

    /// Answers a query, or refuses it.
    pub fn answer(&self, query: &Query<'_>) -> Result<Answer, Refusal> {
        count::answer(self, query)
    }

    /// The handoffs behind a part of an answer, in the order of leads and passes: as many as were counted there. Where
    /// several clocks of a handoff are counted, it is listed once for each.
    pub fn drill(&self, query: &Query<'_>, selection: &Selection) -> Result<Vec<Hit>, Refusal> {
        let scan = Scan::new(self, query)?;
        let Some(periods) = &scan.periods else { return Ok(Vec::new()) };
        let period =
            selection.period.map(|wanted| periods.list().iter().position(|&period| period == wanted));
        // The denominator of a part is that of the whole.
        let whole = selection.outcome == Outcome::Denominator && parts_of_a_whole(query.split.as_ref());
        let wanted = selection.split.as_ref().filter(|_| query.split.is_some() && !whole);
        let code = wanted.map(|wanted| scan.split.find(wanted));
        if period == Some(None) || code == Some(None) {
            return Ok(Vec::new());
        }
        let (period, code) = (period.flatten(), code.flatten());
        let conditions = Conditions::of(self, query, &scan, &selection.within)?;
        let mut hits = Vec::new();
        scan.each(0..scan.len(), |row| {
            let times = match selection.outcome {
                Outcome::Any => 1,
                Outcome::Decision(decision) => u8::from(row.decision == decision),
                Outcome::Numerator => row.numerator,
                Outcome::Denominator => row.denominator,
            };
            let here = period.is_none_or(|period| row.period == period)
                && code.is_none_or(|code| row.split as usize == code)
                && conditions.hold(&scan, &row);
            for _ in (0..times).filter(|_| here) {
                let (lead, pass) = (self.facts.lead[row.handoff], self.facts.pass[row.handoff]);
                hits.extend(self.frame.lead(lead).map(|id| Hit { row: lead, lead: id, pass }));
            }
        });
        Ok(hits)
    }

    /// Which leads match criteria as of a moment.
    pub fn select(&self, criteria: &Criteria, as_of: Moment, settings: &Settings) -> Mask {
        let columns = self.columns(as_of, settings);
        let criteria = self.people.followed(self.reasons.followed(criteria));
        Mask::new(criteria::evaluate(&criteria, &columns, &settings.calendar))
    }

    /// The columns as of a moment: imported ones and those computed from handoffs.
    pub fn columns(&self, as_of: Moment, settings: &Settings) -> ColumnsAt<'_> {
        let activities = self.activities().filter(|activities| !activities.is_empty());
        ColumnsAt {
            frame: &self.frame,
            people: &self.people,
            standing: self.standing(as_of, settings),
            activities,
            as_of,
        }
    }

    /// The rows of `rows` in the order of a column; blanks come last in either direction, equal values in the order of
    /// their rows.
    pub fn order(
        &self,
        rows: &mut Vec<u32>,
        by: &FieldName,
        descending: bool,
        as_of: Moment,
        settings: &Settings,
    ) {
        let columns = self.columns(as_of, settings);
        let Some(column) = columns.column(by) else { return };
        if columns.is_computed(by) {
            order::sort(rows, &Order::of(column), descending);
            return;
        }
        let known = locked(&self.orders).get(by).cloned();
        let order = known.unwrap_or_else(|| {
            let made = Arc::new(Order::of(column));
            locked(&self.orders).insert(by.clone(), Arc::clone(&made));
            made
        });
        order::sort(rows, &order, descending);
    }

    fn standing(&self, as_of: Moment, settings: &Settings) -> Arc<Standing> {
        let window = settings.decision_window_hours;
        let source = Source { frame: &self.frame, facts: &self.facts, reasons: &self.reasons };
        let mut kept = locked(&self.standing);
        let standing = match kept.take() {
            Some(known) if known.holds(as_of, window) => known,
            Some(known) if known.leads_to(as_of, window) => {
                let mut known = Arc::unwrap_or_clone(known);
                known.renew(source, as_of);
                Arc::new(known)
            }
            _ => Arc::new(Standing::of(source, as_of, window)),
        };
        *kept = Some(Arc::clone(&standing));
        standing
    }
}

/// What is kept is replaced as a whole, so that it is right even if a thread died holding the lock.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The columns of a cube as of a moment.
#[derive(Debug)]
pub struct ColumnsAt<'a> {
    frame: &'a Frame,
    people: &'a People,
    standing: Arc<Standing>,
    /// None if the workspace has not a single one.
    activities: Option<&'a Activities>,
    as_of: Moment,
}

impl Columns for ColumnsAt<'_> {
    fn rows(&self) -> usize {
        ColumnsAt::rows(self)
    }

    fn column(&self, name: &FieldName) -> Option<Cow<'_, Column>> {
        match ColumnsAt::column(self, name) {
            Some(Column::Text(given))
                if *name == FieldName::Canonical(Field::Owner) && !self.people.is_empty() =>
            {
                Some(Cow::Owned(Column::Text(self.people.column(given))))
            }
            column => column.map(Cow::Borrowed),
        }
    }

    fn activities(&self, kind: &str, within_days: Option<u32>) -> Option<Cow<'_, [u32]>> {
        let counts = |known: &Activities| known.counts(kind, within_days, self.as_of, self.frame.rows());
        self.activities.map(counts).map(Cow::Owned)
    }
}

impl ColumnsAt<'_> {
    /// The column of that name: computed or imported.
    pub fn column(&self, name: &FieldName) -> Option<&Column> {
        self.standing.column(name).or_else(|| self.frame.column(name))
    }

    /// How many leads there are.
    pub fn rows(&self) -> usize {
        self.frame.rows()
    }

    fn is_computed(&self, name: &FieldName) -> bool {
        self.standing.column(name).is_some()
    }
}
