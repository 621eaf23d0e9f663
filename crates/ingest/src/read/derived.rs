//! Fields that follow from others where the file has no column for them: the kind of an e-mail address, the company's
//! domain, the persona.

use plumbline_domain::{
    field::{Field, FieldSet},
    mail_kind::{MailKind, domain_of},
    persona::Personas,
    record::{Cell, Chunk},
};

use super::{Context, memory::Memory};
use crate::{
    look::Look,
    mapping::{Mapping, Target},
};

/// What is filled in, and what was worked out for it.
pub(super) struct Derived {
    kind: bool,
    domain: bool,
    hosts: Memory<Host>,
    personas: Option<Personas>,
    titles: Memory<Option<usize>>,
    /// Title and seniority of the row at hand.
    person: String,
}

/// What the domain of an address says.
struct Host {
    kind: Option<MailKind>,
    /// The part that was registered, by the public suffix list; empty if it is none of a company.
    registered: String,
}

impl Derived {
    pub(super) fn new(look: &Look, mapping: &Mapping, context: &Context) -> Derived {
        // A list of ours leaves columns out of what is known; nothing follows from what is left.
        let has = |field| look.own || mapping.column_of(&Target::Field(field)).is_some();
        let personas = Personas::new(&context.personas);
        let wanted =
            !personas.is_empty() && !has(Field::Persona) && (has(Field::Title) || has(Field::Seniority));
        Derived {
            kind: has(Field::Email) && !has(Field::EmailKind),
            domain: has(Field::Email) && !has(Field::Domain),
            hosts: Memory::default(),
            personas: wanted.then_some(personas),
            titles: Memory::default(),
            person: String::new(),
        }
    }

    /// Fills what follows from the other cells of a row, and says what it filled.
    pub(super) fn fill(&mut self, cells: &mut [Cell; Field::COUNT], chunk: &mut Chunk) -> FieldSet {
        let mut filled = FieldSet::default();
        if self.kind || self.domain {
            self.fill_mail(cells, chunk, &mut filled);
        }
        if let Some(personas) = &self.personas {
            self.person.clear();
            self.person.push_str(text(cells, Field::Title, chunk));
            self.person.push('\0');
            self.person.push_str(text(cells, Field::Seniority, chunk));
            let rule = self.titles.ask(&self.person, |person| {
                let (title, seniority) = person.split_once('\0').unwrap_or_default();
                personas.first(title, seniority)
            });
            if let Some(name) = rule.and_then(|rule| personas.name(rule)) {
                cells[Field::Persona.index()] = Cell::Text(chunk.keep(name));
                filled.add(Field::Persona);
            }
        }
        filled
    }

    fn fill_mail(&mut self, cells: &mut [Cell; Field::COUNT], chunk: &mut Chunk, filled: &mut FieldSet) {
        let address = text(cells, Field::Email, chunk);
        if address.is_empty() {
            return;
        }
        let Host { kind, registered } = self.hosts.ask(domain_of(address), host);
        if let Some(kind) = kind.filter(|_| self.kind) {
            cells[Field::EmailKind.index()] = Cell::Text(chunk.keep(kind.slug()));
            filled.add(Field::EmailKind);
        }
        if self.domain && !registered.is_empty() {
            cells[Field::Domain.index()] = Cell::Text(chunk.keep(registered));
            filled.add(Field::Domain);
        }
    }
}

fn host(domain: &str) -> Host {
    let kind = MailKind::of(domain);
    let lower = domain.to_lowercase();
    let registered = psl::domain_str(&lower).filter(|_| kind == Some(MailKind::Business));
    Host { kind, registered: registered.unwrap_or_default().to_owned() }
}

fn text<'c>(cells: &[Cell; Field::COUNT], field: Field, chunk: &'c Chunk) -> &'c str {
    match cells[field.index()] {
        Cell::Text(span) => chunk.text(span),
        _ => "",
    }
}
