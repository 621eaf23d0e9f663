//! A person's open escalations as the plain text of an e-mail.

use std::fmt::Write;

use plumbline_domain::{calendar::Calendar, ids::PersonId};

use super::{EscalationState, Escalations, Item, evidence, names::Names};
use crate::{
    failure::{Failure, Kind, Outcome},
    wording,
    workspace::Workspace,
};

/// Most leads named under one item; the rest are counted.
const NAMED: usize = 20;

/// What one person is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Who; `None` for items nobody has.
    pub to: Option<String>,
    /// How many items.
    pub items: usize,
    /// Plain text, a line per thing.
    pub text: String,
}

impl Workspace {
    /// The open items of a person, or of nobody, as the text of an e-mail.
    ///
    /// # Errors
    /// Nothing is open for them, or the file cannot be read.
    pub fn escalation_letter(&self, person: Option<PersonId>) -> Outcome<Letter> {
        let now = self.escalations()?;
        let of_person = |item: &&Item| item.state == EscalationState::Open && item.is_of(person);
        let items: Vec<&Item> = now.items.iter().filter(of_person).collect();
        let Some(first) = items.first() else {
            return Err(Failure::new(Kind::Refused, "Nothing is open for them.")
                .hint("Only open items are written about."));
        };
        let to = first.has.iter().find(|(id, _)| Some(*id) == person).map(|(_, name)| name.clone());
        let loaded = self.loaded()?;
        let text = text(&now, &items, to.as_deref(), &Names::of(self, &loaded)?);
        Ok(Letter { to, items: items.len(), text })
    }
}

fn text(now: &Escalations, items: &[&Item], to: Option<&str>, names: &Names<'_>) -> String {
    let as_of = wording::moment(&now.calendar, now.as_of);
    let counted = wording::counted(items.len() as u64, "open escalation", "open escalations");
    let mut text = match to {
        Some(to) => format!("{to}: {counted}, {as_of}\n"),
        None => format!("{counted} that nobody has, {as_of}\n"),
    };
    for (index, item) in items.iter().enumerate() {
        one(&mut text, index + 1, item, names, &now.calendar);
    }
    text
}

fn one(text: &mut String, nth: usize, item: &Item, names: &Names<'_>, calendar: &Calendar) {
    // Writing into a text does not fail.
    let _ = writeln!(text, "\n{nth}. {}\n   {}", item.title, item.subject);
    for line in evidence::told(&item.evidence, calendar) {
        let _ = writeln!(text, "   {line}");
    }
    let late = evidence::late(&item.evidence);
    for late in late.iter().take(NAMED) {
        let _ = writeln!(text, "   - {}", said(late, names));
    }
    if late.len() > NAMED {
        let _ = writeln!(text, "   - and {} more", late.len() - NAMED);
    }
    let _ =
        writeln!(text, "   Opened {} by the rule: {}", wording::moment(calendar, item.opened_at), item.rule);
}

/// `#12 Jane Doe, Acme: due 2 Mar 2026 10:00, 12.5 h late (4.0 h at work)`
fn said(late: &evidence::Late, names: &Names<'_>) -> String {
    let (name, company) = names.of_lead(late.lead);
    let who: Vec<String> = [name, company].into_iter().filter(|part| !part.is_empty()).collect();
    format!("#{} {}: {}", late.lead, who.join(", "), late.times())
}
