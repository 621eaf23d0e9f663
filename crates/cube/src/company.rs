//! Who else of a lead's company is known, and what became of them: the buying committee.

use plumbline_domain::{
    field::{Field, FieldName},
    free_mail::is_free_mail,
    handoff::Decision,
    ids::LeadId,
    moment::Moment,
    settings::Settings,
    stage::Stage,
};

use crate::{
    cube::Cube,
    facts::Now,
    frame::{Column, TextColumn, Value},
};

/// The fields a company is found by.
pub const FIELDS: [Field; 2] = [Field::Domain, Field::Company];

/// The other leads of a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// What they share: the domain of their addresses, else the name of the company.
    pub name: String,
    /// True if that is a domain.
    pub by_domain: bool,
    /// Them, the one something happened to last first.
    pub members: Vec<Member>,
}

/// Another lead of the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The row of the lead in the frame.
    pub row: u32,
    /// The lead.
    pub lead: LeadId,
    /// Where it stands.
    pub stage: Option<Stage>,
    /// What became of its newest handoff; `None` if it has none.
    pub decision: Option<Decision>,
    /// The last moment of that handoff.
    pub last: Option<Moment>,
}

impl Company {
    /// How many of the others came out like this.
    pub fn count(&self, decision: Decision) -> usize {
        self.members.iter().filter(|member| member.decision == Some(decision)).count()
    }

    /// How many of the others ever were handed over.
    pub fn handed_over(&self) -> usize {
        self.members.iter().filter(|member| member.decision.is_some()).count()
    }
}

impl Cube {
    /// The other leads of the company of the lead at `row`; `None` if nothing says which company that is. A domain of a mail
    /// provider says nothing. The columns of [`FIELDS`] are to be filled first.
    pub fn company_of(&self, row: u32, as_of: Moment, settings: &Settings) -> Option<Company> {
        let text = |field: Field| match self.frame().column(&FieldName::Canonical(field)) {
            Some(Column::Text(column)) => Some(column),
            _ => None,
        };
        let domain = text(Field::Domain).filter(|column| says_something(column.text(row as usize)));
        let (column, by_domain) = match domain {
            Some(column) => (column, true),
            None => (text(Field::Company).filter(|column| !column.text(row as usize).is_empty())?, false),
        };
        let others = sharing(column, row);
        let (now, columns) = (Now::new(as_of, settings.decision_window_hours), self.columns(as_of, settings));
        let slug = |name: &FieldName, row: u32| match columns
            .column(name)
            .map(|column| column.value(row as usize))
        {
            Some(Value::Text(slug)) => slug.to_owned(),
            _ => String::new(),
        };
        let member = |row: u32| {
            let decision = slug(&FieldName::Decision, row);
            Some(Member {
                row,
                lead: self.frame().lead(row)?,
                stage: Stage::standing_from_slug(&slug(&FieldName::Stage, row)),
                decision: Decision::ALL.into_iter().find(|known| known.slug() == decision),
                last: self.facts().last_moment(row, now),
            })
        };
        let mut members: Vec<Member> = others.into_iter().filter_map(member).collect();
        members.sort_by_key(|member| (std::cmp::Reverse(member.last), member.lead));
        Some(Company { name: column.text(row as usize).to_owned(), by_domain, members })
    }
}

fn says_something(domain: &str) -> bool {
    !domain.is_empty() && !is_free_mail(domain)
}

/// The other rows that have the text of `row`, in any case.
fn sharing(column: &TextColumn, row: u32) -> Vec<u32> {
    let folded = |text: &str| text.trim().to_lowercase();
    let wanted = folded(column.text(row as usize));
    // Most texts are plain: compared as they are.
    let same = |text: &str| match text.is_ascii() {
        true => text.trim().eq_ignore_ascii_case(&wanted),
        false => folded(text) == wanted,
    };
    let codes: Vec<bool> = column.dictionary.iter().map(|text| same(text)).collect();
    let rows = column.codes.iter().zip(0_u32..);
    rows.filter(|(code, other)| codes[**code as usize] && *other != row).map(|(_, other)| other).collect()
}
