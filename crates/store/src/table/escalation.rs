//! What consequence rules opened: one item per thing that fired, with the evidence as it was then.

use plumbline_domain::{
    ids::{EscalationId, PersonId},
    moment::Moment,
};

use crate::{error::StoreError, reader::Reader, transact::Change};

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EscalationState {
    /// Somebody has to act.
    Open,
    /// Somebody has.
    Done,
    /// Nobody will, and why is written down.
    Dropped,
}

impl EscalationState {
    /// All of them, in the order of their codes.
    pub const ALL: [EscalationState; 3] =
        [EscalationState::Open, EscalationState::Done, EscalationState::Dropped];

    /// As written in files.
    pub fn slug(self) -> &'static str {
        ["open", "done", "dropped"][self as usize]
    }
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// Its id.
    pub id: EscalationId,
    /// Rule and what fired it.
    pub key: String,
    /// When it was opened.
    pub opened_at: Moment,
    /// The rule, as it was written then.
    pub rule: String,
    /// What is to be done.
    pub title: String,
    /// JSON as it was then.
    pub evidence: String,
    /// Whom somebody gave it to; without, it is with whoever the rule asks.
    pub owner: Option<PersonId>,
    /// Where it stands.
    pub state: EscalationState,
    /// The words of whoever closed it.
    pub note: Option<String>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
}

/// An item to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Rule and what fired it.
    pub key: String,
    /// The rule as it is written.
    pub rule: String,
    /// What is to be done.
    pub title: String,
    /// JSON.
    pub evidence: String,
}

impl Reader {
    /// All items, the newest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn escalations(&self) -> Result<Vec<Escalation>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT id, key, opened_at, rule, title, evidence, owner, state, note, closed_at FROM escalation
             ORDER BY opened_at DESC, id DESC",
        )?;
        let mut rows = read.query(())?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let state = EscalationState::ALL.get(usize::from(row.get::<_, u8>(7)?)).copied();
            found.push(Escalation {
                id: EscalationId(row.get(0)?),
                key: row.get(1)?,
                opened_at: Moment(row.get(2)?),
                rule: row.get(3)?,
                title: row.get(4)?,
                evidence: row.get(5)?,
                owner: row.get::<_, Option<i64>>(6)?.map(PersonId),
                state: state.ok_or(StoreError::Malformed("state of an escalation"))?,
                note: row.get(8)?,
                closed_at: row.get::<_, Option<i64>>(9)?.map(Moment),
            });
        }
        Ok(found)
    }
}

impl Change<'_> {
    /// Opens an item; `None` if this key was ever opened: it opens once, and stays closed if somebody closed it.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn open_escalation(&mut self, item: &Opening) -> Result<Option<EscalationId>, StoreError> {
        let added = self
            .conn
            .prepare_cached(
                "INSERT INTO escalation(key, opened_at, rule, title, evidence, state)
                 VALUES(?1, ?2, ?3, ?4, ?5, 0) ON CONFLICT(key) DO NOTHING",
            )?
            .execute((&item.key, self.now.0, &item.rule, &item.title, &item.evidence))?;
        Ok((added > 0).then(|| EscalationId(self.conn.last_insert_rowid())))
    }

    /// Gives an open item to somebody, or back to whoever the rule asks.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such open item or no such person.
    pub fn assign_escalation(
        &mut self,
        item: EscalationId,
        owner: Option<PersonId>,
    ) -> Result<(), StoreError> {
        if let Some(owner) = owner
            && !self.conn.prepare_cached("SELECT 1 FROM person WHERE id = ?1")?.exists([owner.0])?
        {
            return Err(StoreError::NotFound("person"));
        }
        let assigned = self
            .conn
            .prepare_cached("UPDATE escalation SET owner = ?2 WHERE id = ?1 AND state = 0")?
            .execute((item.0, owner.map(|owner| owner.0)))?;
        if assigned == 0 { Err(StoreError::NotFound("open escalation")) } else { Ok(()) }
    }

    /// Closes an open item with somebody's words, or opens a closed one again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such item in another state.
    pub fn set_escalation(
        &mut self,
        item: EscalationId,
        state: EscalationState,
        note: Option<&str>,
    ) -> Result<(), StoreError> {
        let closed_at = (state != EscalationState::Open).then_some(self.now.0);
        let set = self
            .conn
            .prepare_cached(
                "UPDATE escalation SET state = ?2, note = ?3, closed_at = ?4
                 WHERE id = ?1 AND state <> ?2 AND (state = 0 OR ?2 = 0)",
            )?
            .execute((item.0, state as i64, note, closed_at))?;
        if set == 0 { Err(StoreError::NotFound("escalation in that state")) } else { Ok(()) }
    }
}
