//! Leads that are likely one person: listed, compared side by side, merged or kept apart.

use plumbline_domain::{field::Field, field::FieldName, ids::LeadId};
use plumbline_store::{Candidate, LeadDetail, Op, OpKind, Why};

use super::cell::{Cells, Style};
use crate::{
    failure::{Failure, Outcome},
    wording,
    workspace::Workspace,
};

/// Pairs that are listed at once.
const LISTED: usize = 500;

/// Two leads that are likely one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The older one.
    pub one: Card,
    /// The other.
    pub other: Card,
    /// Why they are likely one, in words.
    pub why: &'static str,
    /// From 0 to 1.
    pub likeness: f64,
}

/// A lead in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Who.
    pub id: LeadId,
    /// Name, or what stands for it.
    pub title: String,
    /// Job title, company and e-mail.
    pub subtitle: String,
    /// The import that brought it.
    pub source: String,
}

/// Two leads side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct SideBySide {
    /// The one.
    pub one: Card,
    /// The other.
    pub other: Card,
    /// Fields that one of them has; those that differ come first.
    pub rows: Vec<Compared>,
    /// What moves along, in words.
    pub brings: String,
}

/// A field of two leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The field.
    pub field: Field,
    /// Of the one; empty if blank.
    pub one: String,
    /// Of the other.
    pub other: String,
}

impl Compared {
    /// True if both have a value and not the same.
    pub fn differs(&self) -> bool {
        !self.one.is_empty() && !self.other.is_empty() && self.one != self.other
    }
}

impl Workspace {
    /// Pairs of leads that are likely one person, the likeliest first. Nothing is merged by itself.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn duplicates(&self) -> Outcome<Vec<Pair>> {
        let found = self.store().read(|reader| reader.duplicates(LISTED))?;
        found.into_iter().map(|candidate| self.pair(&candidate)).collect()
    }

    fn pair(&self, candidate: &Candidate) -> Outcome<Pair> {
        Ok(Pair {
            one: self.compared(candidate.one)?.0,
            other: self.compared(candidate.other)?.0,
            why: why(candidate.why),
            likeness: candidate.likeness,
        })
    }

    /// Two leads side by side, and what a merge would move.
    ///
    /// # Errors
    /// One of them is not there, or the file cannot be read.
    pub fn side_by_side(&self, one: LeadId, other: LeadId) -> Outcome<SideBySide> {
        let ((one, ours), (other, theirs)) = (self.compared(one)?, self.compared(other)?);
        let mut rows: Vec<Compared> = Field::ALL
            .into_iter()
            .zip(ours.into_iter().zip(theirs))
            .map(|(field, (one, other))| Compared { field, one, other })
            .filter(|row| !row.one.is_empty() || !row.other.is_empty())
            .collect();
        rows.sort_by_key(|row| !row.differs());
        let brings = self.brings(other.id)?;
        Ok(SideBySide { one, other, rows, brings })
    }

    /// Makes `other` part of `keep`. Blank fields of `keep` are filled; those in `taken` get the other's value. One step,
    /// with one undo.
    ///
    /// # Errors
    /// One of them is not there, both are one, or the file cannot be written.
    pub fn merge_leads(&self, keep: LeadId, other: LeadId, taken: &[Field]) -> Outcome<()> {
        if keep == other {
            return Err(Failure::bad_input("other", "A lead cannot be merged with itself."));
        }
        let taken = taken.to_vec();
        let op = Op::new(OpKind::Merge, "Merge two leads");
        self.transact(op, self.now()?, move |change| change.merge(keep, other, &taken))?;
        Ok(())
    }

    /// Says that two leads are two persons: they are listed no more.
    ///
    /// # Errors
    /// One of them is not there, both are one, or the file cannot be written.
    pub fn keep_apart(&self, one: LeadId, other: LeadId) -> Outcome<()> {
        if one == other {
            return Err(Failure::bad_input("other", "These are not two leads."));
        }
        let op = Op::new(OpKind::Merge, "Keep two leads apart");
        self.transact(op, self.now()?, move |change| change.set_distinct(one, other))?;
        Ok(())
    }

    /// A lead in a few words, and one text per field.
    pub(super) fn compared(&self, id: LeadId) -> Outcome<(Card, Vec<String>)> {
        let loaded = self.loaded()?;
        let stored = self.store().read(|reader| reader.lead_detail(id))?;
        let columns = loaded.cube.columns(self.now()?, &loaded.settings);
        let calendar = &loaded.settings.calendar;
        let cells = Cells {
            columns: &columns,
            reasons: loaded.cube.reasons(),
            ladder: &loaded.ladder,
            calendar,
            style: Style::People,
        };
        let row = loaded.cube.frame().row(id).map_or(usize::MAX, |row| row as usize);
        let texts: Vec<String> = Field::ALL
            .into_iter()
            .map(|field| cells.text(&FieldName::Canonical(field), &stored.row, row))
            .collect();
        Ok((card(id, &stored, &texts), texts))
    }

    fn brings(&self, other: LeadId) -> Outcome<String> {
        let (events, activities, deals) = self.store().read(|reader| {
            Ok::<_, plumbline_store::StoreError>((
                reader.events_of(other)?.len() as u64,
                reader.activities_of(other)?.len() as u64,
                reader.opportunities_of(other)?.len() as u64,
            ))
        })?;
        let parts = [
            (events, "stage event", "stage events"),
            (activities, "activity", "activities"),
            (deals, "deal", "deals"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| wording::counted(count, one, many))
            .collect();
        Ok(match parts.as_slice() {
            [] => "Nothing else moves along.".to_owned(),
            [.., _] => format!("Moves along: {}.", parts.join(", ")),
        })
    }
}

fn card(id: LeadId, stored: &LeadDetail, texts: &[String]) -> Card {
    let of = |field: Field| texts[field.index()].as_str();
    let join = |parts: &[&str], with: &str| {
        parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(with)
    };
    let name = join(&[of(Field::FirstName), of(Field::LastName)], " ");
    let title = [name.as_str(), of(Field::Email), of(Field::ExternalId)]
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or_else(|| format!("Lead {id}"), str::to_owned);
    Card {
        id,
        title,
        subtitle: join(
            &[of(Field::Title), of(Field::Company), of(Field::Email), of(Field::ExternalId)],
            ", ",
        ),
        source: stored.row.batch.map_or_else(|| "made here".to_owned(), |batch| format!("import {batch}")),
    }
}

pub(super) fn why(why: Why) -> &'static str {
    match why {
        Why::SameEmail => "Same e-mail",
        Why::SameName => "Same name at the same company",
        Why::SimilarName => "Similar name at the same company",
        Why::SimilarEmail => "Similar e-mail",
    }
}
