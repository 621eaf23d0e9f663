//! Whom a lead belongs together with: the others of its company, who is likely the same person, and who was merged into it.

use plumbline_cube::{
    company::{self, Company, Member},
    frame::Column,
};
use plumbline_domain::{
    field::{Field, FieldName},
    handoff::Decision,
    ids::{LeadId, OperationId},
};
use plumbline_store::{Merged, Op, OpKind, StoreError};

use super::duplicates::{Card, why};
use crate::{
    failure::{Failure, Kind, Outcome},
    wording,
    workspace::{Workspace, loaded::Loaded},
};

/// Most colleagues that are listed.
const LISTED: usize = 100;

/// Whom a lead belongs together with.
#[derive(Clone, Debug)]
pub struct Kin {
    /// The others of its company; `None` if nothing says which company that is.
    pub company: Option<CompanyTold>,
    /// Who is likely the same person, the likeliest first.
    pub duplicates: Vec<Twin>,
    /// Who was merged into it, the newest first.
    pub merged: Vec<MergedTold>,
}

/// The others of a company: the buying committee.
#[derive(Clone, Debug)]
pub struct CompanyTold {
    /// Its domain or name.
    pub name: String,
    /// How many there are and what became of them: "6 others: 4 of 5 handed over were accepted".
    pub sentence: String,
    /// Them, the one something happened to last first; at most a hundred.
    pub members: Vec<Colleague>,
    /// How many more there are.
    pub more: usize,
}

/// Another lead of the company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Which lead.
    pub id: LeadId,
    /// Name, or what stands for it.
    pub name: String,
    /// Job title, else persona.
    pub role: String,
    /// Where it stands: "Accepted (SAL)".
    pub stage: String,
    /// What became of its newest handoff: "Accepted".
    pub outcome: String,
    /// When something last happened in it, in words.
    pub last: String,
}

/// A lead that is likely the same person.
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// Who.
    pub card: Card,
    /// Why.
    pub why: &'static str,
}

/// A lead that was merged into this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedTold {
    /// The step that can be taken back.
    pub operation: OperationId,
    /// What it was called.
    pub name: String,
    /// When, in words.
    pub at: String,
    /// False if something was changed since that would be lost.
    pub can_part: bool,
}

impl Workspace {
    /// Whom the lead belongs together with.
    ///
    /// # Errors
    /// There is no such lead, or the file cannot be read.
    pub fn lead_kin(&self, id: LeadId) -> Outcome<Kin> {
        let loaded = self.loaded()?;
        let calendar = &loaded.settings.calendar;
        let (candidates, merged) = self.store().read(|reader| -> Result<_, StoreError> {
            let blocks = loaded.blocks(reader)?;
            Ok((reader.duplicates_of(id, &blocks)?, reader.merged_into(id)?))
        })?;
        let twin = |candidate: plumbline_store::Candidate| -> Outcome<Twin> {
            let other = if candidate.one == id { candidate.other } else { candidate.one };
            Ok(Twin { card: self.compared(other)?.0, why: why(candidate.why) })
        };
        let merged = merged.into_iter().map(|Merged { operation, at, name, can_part }| MergedTold {
            operation,
            name: if name.is_empty() { "A lead without a name".to_owned() } else { name },
            at: wording::moment(calendar, at),
            can_part,
        });
        Ok(Kin {
            company: self.committee(&loaded, id)?,
            duplicates: candidates.into_iter().map(twin).collect::<Outcome<_>>()?,
            merged: merged.collect(),
        })
    }

    /// Makes two leads out of one again that were merged by this step; its own step, with its own undo.
    ///
    /// # Errors
    /// There is no such merge, something was changed since, or the file cannot be written.
    pub fn part_leads(&self, operation: OperationId) -> Outcome<()> {
        let op = Op::new(OpKind::Merge, "Take two merged leads apart");
        let done = self.transact(op, self.now()?, move |change| change.part(operation));
        done.map_err(|error| match error {
            StoreError::Taken(_) => Failure::new(
                Kind::Refused,
                "Something was changed since these leads were merged. They stay one, and nothing is lost.",
            )
            .hint("Undo the later steps first."),
            error => error.into(),
        })?;
        Ok(())
    }

    fn committee(&self, loaded: &Loaded, id: LeadId) -> Outcome<Option<CompanyTold>> {
        let fields = [Field::FirstName, Field::LastName, Field::Title, Field::Persona];
        let names: Vec<FieldName> =
            company::FIELDS.into_iter().chain(fields).map(FieldName::Canonical).collect();
        loaded.ensure(self.store(), &names)?;
        let now = self.now()?;
        let frame = loaded.cube.frame();
        let found = frame.row(id).and_then(|row| loaded.cube.company_of(row, now, &loaded.settings));
        let text = |field: Field, row: u32| match frame.column(&FieldName::Canonical(field)) {
            Some(Column::Text(column)) => column.text(row as usize).to_owned(),
            _ => String::new(),
        };
        let colleague = |member: &Member| {
            let [first, last, title, persona] = fields.map(|field| text(field, member.row));
            let name = format!("{first} {last}").trim().to_owned();
            Colleague {
                id: member.lead,
                name: if name.is_empty() { format!("Lead {}", member.lead) } else { name },
                role: if title.is_empty() { persona } else { title },
                stage: member.stage.map_or("", plumbline_domain::stage::Stage::label).to_owned(),
                outcome: member.decision.map_or("", Decision::label).to_owned(),
                last: member
                    .last
                    .map_or_else(String::new, |at| wording::day(loaded.settings.calendar.day(at))),
            }
        };
        Ok(found.map(|company| CompanyTold {
            sentence: sentence(&company),
            more: company.members.len().saturating_sub(LISTED),
            members: company.members.iter().take(LISTED).map(colleague).collect(),
            name: company.name,
        }))
    }
}

fn sentence(company: &Company) -> String {
    let others = company.members.len() as u64;
    if others == 0 {
        return "Nobody else of this company is known.".to_owned();
    }
    let [accepted, rejected, pending, lapsed, unclear] =
        Decision::ALL.map(|decision| company.count(decision) as u64);
    let decided = accepted + rejected;
    let mut parts = Vec::new();
    if decided > 0 {
        parts.push(format!("{accepted} of {decided} decided accepted"));
    }
    if unclear > 0 {
        parts.push(format!("{unclear} left, kind unknown"));
    }
    if pending > 0 {
        parts.push(format!("{pending} waiting"));
    }
    if lapsed > 0 {
        parts.push(format!("{lapsed} nobody decided about"));
    }
    let never = others - company.handed_over() as u64;
    if never > 0 {
        parts.push(format!("{never} never an MQL"));
    }
    format!("{}: {}", wording::counted(others, "other", "others"), parts.join(", "))
}
