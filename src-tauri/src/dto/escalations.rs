//! What consequence rules say, and the items they have opened, by person.

use plumbline_domain::ids::PersonId;
use plumbline_workbench::{
    person::{People, Role},
    service_level::{EscalationState, Escalations, Item, RuleNow},
    wording,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{chart::DrillView, rate::drill, whole};

/// The rules as of now, and the items.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EscalationsView {
    /// As of when, as shown.
    pub as_of: String,
    /// How many items the button would open: what fires and has none.
    pub to_open: u32,
    /// How many items are open.
    pub open: u32,
    /// How many there are, closed ones included.
    pub all: u32,
    /// Every rule.
    pub rules: Vec<RuleNowView>,
    /// The items by person: nobody's last. One that several people have is with each of them.
    pub people: Vec<PersonItemsView>,
    /// To whom an item can be given.
    pub persons: Vec<AskedView>,
}

/// A rule as of now.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RuleNowView {
    /// When it fires.
    pub sentence: String,
    /// Who is asked for what.
    pub asks: String,
    /// How often luck alone fires it.
    pub luck: String,
    /// What fires it now and has no item yet.
    pub fresh: Vec<String>,
    /// How many things fire it now that have one.
    pub opened: u32,
}

/// What one person has.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonItemsView {
    /// Who; `None` for nobody.
    pub person: Option<u32>,
    /// As shown.
    pub name: String,
    /// How many of the items are open.
    pub open: u32,
    /// The items, open ones first.
    pub items: Vec<ItemView>,
}

/// An item.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemView {
    /// Which.
    pub id: u32,
    /// What is to be done.
    pub title: String,
    /// What fired.
    pub subject: String,
    /// The frozen numbers, a line each.
    pub told: Vec<String>,
    /// The rule as it was written then.
    pub rule: String,
    /// Who is asked, as the rule says.
    pub asked: String,
    /// Whom somebody gave it to; `None` leaves it with whoever is asked.
    pub given_to: Option<u32>,
    /// Whose it is, by name; empty for nobody.
    pub has: Vec<String>,
    /// Where it stands.
    pub state: ItemState,
    /// When it was opened, as shown.
    pub opened_at: String,
    /// When it was closed, as shown.
    pub closed_at: Option<String>,
    /// The words of whoever closed it.
    pub note: Option<String>,
    /// How many leads it is about; 0 where it is about a number.
    pub leads: u32,
    /// The leads behind it.
    pub drill: Option<DrillView>,
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    /// Somebody has to act.
    Open,
    /// Somebody has.
    Done,
    /// Nobody will.
    Dropped,
}

/// Somebody an item can be given to.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AskedView {
    /// Who.
    pub id: u32,
    /// As shown.
    pub name: String,
    /// Their role, as shown.
    pub role: String,
}

impl EscalationsView {
    /// The screen: open items, or `all` of them.
    pub(crate) fn of(now: &Escalations, people: &People, all: bool) -> EscalationsView {
        let is_open = |item: &&Item| item.state == EscalationState::Open;
        let shown: Vec<&Item> = now.items.iter().filter(|item| all || is_open(item)).collect();
        let mut owners: Vec<Option<(PersonId, String)>> =
            shown.iter().flat_map(|item| item.has.iter().cloned().map(Some)).collect();
        owners.extend(shown.iter().any(|item| item.is_of(None)).then_some(None));
        owners.sort_by_key(|owner| (owner.is_none(), owner.clone().map(|(id, name)| (name, id))));
        owners.dedup();
        let of_owner = |owner: Option<(PersonId, String)>| {
            let id = owner.as_ref().map(|(id, _)| *id);
            let theirs: Vec<&Item> = shown.iter().copied().filter(|item| item.is_of(id)).collect();
            PersonItemsView {
                person: owner.as_ref().map(|(id, _)| whole(id.0)),
                name: owner.map_or_else(|| "Nobody yet".to_owned(), |(_, name)| name),
                open: whole(theirs.iter().copied().filter(|item| is_open(item)).count()),
                items: theirs.into_iter().map(|item| self::item(item, now)).collect(),
            }
        };
        EscalationsView {
            as_of: wording::moment(&now.calendar, now.as_of),
            to_open: whole(now.to_open()),
            open: whole(now.items.iter().filter(is_open).count()),
            all: whole(now.items.len()),
            rules: now.rules.iter().map(rule).collect(),
            people: owners.into_iter().map(of_owner).collect(),
            persons: people
                .persons
                .iter()
                .map(|row| &row.person)
                .filter(|person| person.retired_at.is_none() && person.merged_into.is_none())
                .map(|person| AskedView {
                    id: whole(person.id.0),
                    name: person.name.clone(),
                    role: Role::parse(&person.role).map_or("", Role::label).to_owned(),
                })
                .collect(),
        }
    }
}

fn rule(rule: &RuleNow) -> RuleNowView {
    let fresh = rule.firings.iter().filter(|firing| !firing.is_opened);
    RuleNowView {
        sentence: rule.sentence.clone(),
        asks: format!("{}: {}", rule.asked.join(", "), rule.title),
        luck: wording::sentence_case(&rule.luck),
        fresh: fresh.map(|firing| firing.subject.clone()).collect(),
        opened: whole(rule.firings.iter().filter(|firing| firing.is_opened).count()),
    }
}

fn item(item: &Item, now: &Escalations) -> ItemView {
    let at = |at| wording::moment(&now.calendar, at);
    ItemView {
        id: whole(item.id.0),
        title: item.title.clone(),
        subject: item.subject.clone(),
        told: item.told.clone(),
        rule: item.rule.clone(),
        asked: item.asked.join(", "),
        given_to: item.given_to.as_ref().map(|(id, _)| whole(id.0)),
        has: item.has.iter().map(|(_, name)| name.clone()).collect(),
        state: item.state.into(),
        opened_at: at(item.opened_at),
        closed_at: item.closed_at.map(at),
        note: item.note.clone(),
        leads: whole(item.leads.len()),
        drill: item.drill.as_ref().map(|of| drill(item.subject.clone(), of)),
    }
}

impl From<ItemState> for EscalationState {
    fn from(state: ItemState) -> Self {
        match state {
            ItemState::Open => EscalationState::Open,
            ItemState::Done => EscalationState::Done,
            ItemState::Dropped => EscalationState::Dropped,
        }
    }
}

impl From<EscalationState> for ItemState {
    fn from(state: EscalationState) -> Self {
        match state {
            EscalationState::Open => ItemState::Open,
            EscalationState::Done => ItemState::Done,
            EscalationState::Dropped => ItemState::Dropped,
        }
    }
}
