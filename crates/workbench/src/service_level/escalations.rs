//! What follows where a commitment was not kept: rules looked at as of now, and one item for each thing that fires.

use plumbline_domain::{
    calendar::Calendar,
    consequence::{Consequence, When},
    ids::{EscalationId, LeadId, PersonId},
    moment::Moment,
};
use plumbline_store::{EscalationState, Op, OpKind, Opening, Person, StoreError};
use serde_json::{Map, Value};

use super::{
    asked, evidence,
    firing::{Firing, Numbers, Odds, Opened},
    terms,
};
use crate::{
    failure::{Failure, Outcome},
    handoff::Drill,
    wording,
    workspace::Workspace,
};

/// The rules as of now, and the items they have opened.
#[derive(Clone, Debug)]
pub struct Escalations {
    /// As of when the rules were looked at.
    pub as_of: Moment,
    /// For days in words.
    pub calendar: Calendar,
    /// Every rule.
    pub rules: Vec<RuleNow>,
    /// Open ones first, then the newest first.
    pub items: Vec<Item>,
}

/// A rule as of now.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleNow {
    /// As it is written.
    pub rule: String,
    /// When it fires, as a sentence.
    pub sentence: String,
    /// How often luck alone would fire it here; `None` if it looks at one thing that happened, or at nothing yet.
    pub odds: Option<Odds>,
    /// The same in words.
    pub luck: String,
    /// What fires it now, opened or not.
    pub firings: Vec<Firing>,
    /// Who is asked, as the rule says.
    pub asked: Vec<String>,
    /// What is to be done.
    pub title: String,
}

/// An item somebody has to act on, or has.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id.
    pub id: EscalationId,
    /// What is to be done.
    pub title: String,
    /// The rule as it was written when it fired.
    pub rule: String,
    /// What fired it, in a few words.
    pub subject: String,
    /// Whom somebody gave it to; `None` leaves it with whoever the rule asks.
    pub given_to: Option<(PersonId, String)>,
    /// Whose it is: whom it was given to, or else everybody the rule asks, as people are known now.
    pub has: Vec<(PersonId, String)>,
    /// Who is asked, as the rule says: roles, or the rep's manager.
    pub asked: Vec<String>,
    /// Where it stands.
    pub state: EscalationState,
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// The words of whoever closed it.
    pub note: Option<String>,
    /// The numbers as they were then.
    pub evidence: Map<String, Value>,
    /// The same in words.
    pub told: Vec<String>,
    /// The leads it is about, if it is about leads.
    pub leads: Vec<LeadId>,
    /// The leads behind it; `None` where it is about a number of them that is missing.
    pub drill: Option<Drill>,
}

impl Workspace {
    /// Looks at the rules as of now, and lists the items. Opens nothing.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn escalations(&self) -> Outcome<Escalations> {
        let (items, persons) = self
            .store()
            .read(|reader| -> Result<_, StoreError> { Ok((reader.escalations()?, reader.persons()?)) })?;
        let (rules, as_of) = self.rules_now(&Opened::of(&items))?;
        let rules = rules.into_iter().map(|(_, rule)| rule).collect();
        let calendar = self.settings()?.calendar;
        let mut items: Vec<Item> =
            items.into_iter().map(|item| self::item(item, &persons, &calendar)).collect();
        items.sort_by_key(|item| item.state != EscalationState::Open);
        Ok(Escalations { as_of, calendar, rules, items })
    }

    /// Opens an item for everything that fires now and was never opened; returns the new ones. One step, with one undo.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn escalate(&self) -> Outcome<Vec<EscalationId>> {
        let (items, batch) = self.store().read(|reader| -> Result<_, StoreError> {
            let batches = reader.batches()?;
            let batch =
                batches.iter().filter(|batch| batch.undone_at.is_none()).map(|batch| batch.id.0).max();
            Ok((reader.escalations()?, batch))
        })?;
        let (rules, as_of) = self.rules_now(&Opened::of(&items))?;
        let as_of = wording::exact(&self.settings()?.calendar, as_of);
        let mut openings = Vec::new();
        for (consequence, rule) in &rules {
            for firing in rule.firings.iter().filter(|firing| !firing.is_opened) {
                openings.push(opening(consequence, rule, firing, &as_of, batch));
            }
        }
        if openings.is_empty() {
            return Ok(Vec::new());
        }
        let counted = wording::counted(openings.len() as u64, "escalation", "escalations");
        let op = Op::new(OpKind::Escalation, format!("Open {counted}"));
        let opened = self.transact(op, self.now()?, move |change| {
            let opened = openings.iter().map(|item| change.open_escalation(item));
            Ok(opened.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
        })?;
        Ok(opened)
    }

    /// Gives an open item to somebody, or back to whoever its rule asks.
    ///
    /// # Errors
    /// There is no such open item or person, or the file cannot be written.
    pub fn assign_escalation(&self, item: EscalationId, owner: Option<PersonId>) -> Outcome<()> {
        let op = Op::new(OpKind::Escalation, "Assign an escalation");
        self.transact(op, self.now()?, move |change| change.assign_escalation(item, owner))?;
        Ok(())
    }

    /// Closes an open item, or opens a closed one again. Whoever drops one says why.
    ///
    /// # Errors
    /// Words are missing, there is no such item in another state, or the file cannot be written.
    pub fn set_escalation(
        &self,
        item: EscalationId,
        state: EscalationState,
        note: Option<&str>,
    ) -> Outcome<()> {
        let note = note.map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
        if state == EscalationState::Dropped && note.is_none() {
            return Err(Failure::bad_input("note", "An escalation is dropped with words.")
                .hint("Write why nobody will act on it."));
        }
        let label = ["Open an escalation again", "Close an escalation", "Drop an escalation"][state as usize];
        let op = Op::new(OpKind::Escalation, label);
        self.transact(op, self.now()?, move |change| change.set_escalation(item, state, note.as_deref()))?;
        Ok(())
    }

    fn rules_now(&self, opened: &Opened) -> Outcome<(Vec<(Consequence, RuleNow)>, Moment)> {
        let rules = self.store().read(terms::consequences)?;
        self.numbers_now(|numbers| {
            let found = rules.into_iter().map(|rule| -> Outcome<_> {
                let now = rule_now(&rule, numbers, opened)?;
                Ok((rule, now))
            });
            Ok((found.collect::<Outcome<_>>()?, numbers.as_of))
        })
    }
}

fn rule_now(rule: &Consequence, numbers: &Numbers<'_>, opened: &Opened) -> Outcome<RuleNow> {
    let odds = numbers.odds(&rule.when)?;
    let luck = match (&odds, &rule.when) {
        (Some(odds), _) => odds.sentence(),
        (None, When::ClockMissed { .. }) => "no question of luck: it is about what happened".to_owned(),
        (None, _) => "nothing to go by yet".to_owned(),
    };
    Ok(RuleNow {
        rule: rule.to_string(),
        sentence: rule.when.sentence(),
        odds,
        luck,
        firings: numbers.firings(&rule.when, opened)?,
        asked: rule.who.iter().map(ToString::to_string).collect(),
        title: rule.title.clone(),
    })
}

fn opening(
    consequence: &Consequence,
    rule: &RuleNow,
    firing: &Firing,
    as_of: &str,
    batch: Option<i64>,
) -> Opening {
    let mut evidence = firing.evidence.clone();
    evidence.insert("subject".to_owned(), firing.subject.clone().into());
    evidence.insert("as_of".to_owned(), as_of.into());
    evidence.insert("import".to_owned(), batch.into());
    evidence.insert("asked".to_owned(), consequence.who.iter().map(ToString::to_string).collect());
    Opening {
        key: firing.key.clone(),
        rule: rule.rule.clone(),
        title: consequence.title.clone(),
        evidence: Value::Object(evidence).to_string(),
    }
}

fn item(stored: plumbline_store::Escalation, persons: &[Person], calendar: &Calendar) -> Item {
    let evidence: Map<String, Value> = serde_json::from_str(&stored.evidence).unwrap_or_default();
    let given_to = stored.owner.and_then(|owner| persons.iter().find(|person| person.id == owner));
    let given_to = given_to.map(asked::named);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let names = evidence.get("asked").and_then(Value::as_array);
    let asked: Vec<String> = names.map(|names| names.iter().filter_map(text).collect()).unwrap_or_default();
    let rep = evidence.get("rep").and_then(Value::as_str);
    let has = given_to.as_ref().map_or_else(|| asked::by(&asked, rep, persons), |given| vec![given.clone()]);
    Item {
        id: stored.id,
        title: stored.title,
        rule: stored.rule,
        subject: evidence.get("subject").and_then(text).unwrap_or_default(),
        given_to,
        has,
        asked,
        state: stored.state,
        opened_at: stored.opened_at,
        closed_at: stored.closed_at,
        note: stored.note,
        told: evidence::told(&evidence, calendar),
        leads: evidence::late(&evidence).iter().map(|late| late.lead).collect(),
        drill: evidence::drill(&evidence),
        evidence,
    }
}

impl Escalations {
    /// True if a rule fires now, opened before or not.
    pub fn fires(&self) -> bool {
        self.rules.iter().any(|rule| !rule.firings.is_empty())
    }

    /// How many items the button would open: what fires and has none.
    pub fn to_open(&self) -> usize {
        let firings = self.rules.iter().flat_map(|rule| &rule.firings);
        firings.filter(|firing| !firing.is_opened).count()
    }
}

impl Item {
    /// True if it is theirs, perhaps with others; `None` is nobody.
    pub fn is_of(&self, person: Option<PersonId>) -> bool {
        match person {
            Some(person) => self.has.iter().any(|(id, _)| *id == person),
            None => self.has.is_empty(),
        }
    }
}
