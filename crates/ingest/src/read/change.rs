//! A line of a stage log or a field history.

use plumbline_domain::{
    calendar::Calendar,
    event::Provenance,
    field::Field,
    moment::Moment,
    problem::{Problem, Rule},
    record::{ChangeRow, Changed, Chunk, Reasons, Span},
    stage::Stage,
};

use super::{
    cells::{Columns, TextColumn, TimeColumn, lacking},
    problem::{self, Finding},
    reason::ReasonList,
    who::{WhoColumns, is_nobody},
    words::{Statuses, Words},
};
use crate::{
    dictionary::bare,
    mapping::{ChangedField, KnownReason, RowField, without_date},
    table::records::Entry,
    value::zone::LocalTimes,
};

/// What reading changes needs to know and remembers.
pub(super) struct Changes {
    who: WhoColumns,
    field: TextColumn,
    old: TextColumn,
    new: TextColumn,
    at: TimeColumn,
    not_before: TimeColumn,
    provenance: TextColumn,
    reason: TextColumn,
    by: TextColumn,
    note: TextColumn,
    fields: Words<ChangedField>,
    /// Two fields tell the stages, each in words of its own.
    has_two: bool,
    /// This program wrote the file.
    is_own: bool,
    /// Those that do so beside the one of the ladder, in lower case.
    besides: Vec<String>,
    statuses: Statuses,
    pub(super) times: LocalTimes,
    rejections: ReasonList,
    disqualifications: ReasonList,
    pub(super) reasons: Reasons,
}

/// What a line says, before it is known what it means.
struct Line<'e> {
    field: &'e str,
    old: &'e str,
    new: &'e str,
}

impl Changes {
    pub(super) fn new(columns: Columns<'_>, calendar: &Calendar, known: &[KnownReason]) -> Changes {
        Changes {
            who: WhoColumns::new(columns),
            field: columns.text(RowField::ChangeField),
            old: columns.text(RowField::ChangeOld),
            new: columns.text(RowField::ChangeNew),
            at: columns.time(RowField::ChangeAt),
            not_before: columns.time(RowField::ChangeNotBefore),
            provenance: columns.text(RowField::ChangeProvenance),
            reason: columns.text(RowField::ChangeReason),
            by: columns.text(RowField::ChangeBy),
            note: columns.text(RowField::ChangeNote),
            fields: Words::new(&columns.mapping.fields),
            has_two: columns.mapping.has_two_statuses(),
            is_own: columns.look.own,
            besides: columns.mapping.besides(columns.look).map(str::to_lowercase).collect(),
            statuses: Statuses::new(columns.mapping),
            times: LocalTimes::new(calendar),
            rejections: ReasonList::rejections(columns.mapping, known),
            disqualifications: ReasonList::disqualifications(columns.mapping, known),
            reasons: Reasons::default(),
        }
    }

    pub(super) fn read(
        &mut self,
        entry: &Entry<'_>,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) -> Option<ChangeRow> {
        let who = self.who.get(entry, chunk, problems);
        if is_nobody(&who) {
            problems.push(problem::no_lead(entry.number));
        }
        let at = self.at.need(entry, &mut self.times, problems);
        let not_before = self.not_before.get(entry, &mut self.times, problems);
        let provenance = self.provenance(entry, problems);
        let what = self.what(entry, chunk, problems);
        let (at, what) = (at?, what?);
        let reason = self.reason.get(entry);
        let what = match (what, reason) {
            (Changed::Stage(stage, _), Some(cell)) => self.because(entry, stage, cell, problems),
            _ => what,
        };
        // A reason that explains no exit is still something that was noted, and so is the day behind one.
        let is_whole = |cell: &str| without_date(cell) == cell;
        let explains = matches!(what, Changed::Stage(_, Some(_))) && reason.is_none_or(is_whole);
        let note = self.note.get(entry).or(reason.filter(|_| !explains));
        let keep =
            |chunk: &mut Chunk, text: Option<&str>| text.map_or(Span::default(), |text| chunk.keep(text));
        Some(ChangeRow {
            row: entry.number,
            who,
            at,
            not_before: earliest(provenance, not_before, at),
            provenance,
            beside: self.is_beside(entry),
            stands: self.is_own,
            what,
            by: keep(chunk, self.by.get(entry)),
            note: keep(chunk, note),
        })
    }

    fn is_beside(&self, entry: &Entry<'_>) -> bool {
        !self.besides.is_empty()
            && self.field.get(entry).is_some_and(|field| self.besides.contains(&field.to_lowercase()))
    }

    /// Logs record; only this program's own export says otherwise.
    fn provenance(&self, entry: &Entry<'_>, problems: &mut Vec<Problem>) -> Provenance {
        let Some(cell) = self.provenance.get(entry) else { return Provenance::Recorded };
        let all = [Provenance::Recorded, Provenance::Derived, Provenance::Bounded];
        let found = all.into_iter().find(|provenance| provenance.slug() == cell);
        found.unwrap_or_else(|| {
            problems.push(Finding::from(Rule::ValueUnknown).at(entry.number, &self.provenance.header, cell));
            Provenance::Recorded
        })
    }

    fn what(&self, entry: &Entry<'_>, chunk: &mut Chunk, problems: &mut Vec<Problem>) -> Option<Changed> {
        let line = Line {
            field: self.field.get(entry).unwrap_or_default(),
            old: self.old.get(entry).unwrap_or_default(),
            new: self.new.get(entry).unwrap_or_default(),
        };
        if is_created(&line) {
            return Some(Changed::Created);
        }
        if line.field.is_empty() && self.field.is_there() {
            problems.push(lacking(entry, &self.field));
            return None;
        }
        let meaning = match line.field {
            "" => ChangedField::Status,
            name => self.fields.get(name).unwrap_or(ChangedField::Own),
        };
        let name = match meaning {
            ChangedField::Status => match self.stage(&line) {
                Ok(Some(stage)) => return Some(Changed::Stage(stage, None)),
                Ok(None) if self.has_two => line.field,
                Ok(None) => Field::Status.slug(),
                Err(finding) => {
                    problems.push(finding.at(entry.number, &self.new.header, line.new));
                    return None;
                }
            },
            ChangedField::Known(field) => field.slug(),
            ChangedField::Own => line.field,
        };
        Some(Changed::Field { name: chunk.keep(name), old: chunk.keep(line.old), new: chunk.keep(line.new) })
    }

    /// The stage a change of the status leads to; `None` if it leads to none, or stays within one.
    fn stage(&self, line: &Line<'_>) -> Result<Option<Stage>, Finding> {
        if line.new.is_empty() {
            return Ok(None);
        }
        // Where a lead of ours stands of whom nobody can tell how it left; no file of others has a word for it.
        if self.is_own && line.new == Stage::Left.slug() {
            return Ok(Some(Stage::Left));
        }
        let stage = self.statuses.stage(line.new)?;
        // The old value is only compared: a word that is used no more need not be explained.
        let before = self.statuses.stage(line.old).unwrap_or(None);
        Ok(stage.filter(|stage| before != Some(*stage)))
    }

    fn because(
        &mut self,
        entry: &Entry<'_>,
        stage: Stage,
        cell: &str,
        problems: &mut Vec<Problem>,
    ) -> Changed {
        let list = match stage {
            Stage::Rejected | Stage::Left => &mut self.rejections,
            Stage::Disqualified => &mut self.disqualifications,
            _ => return Changed::Stage(stage, None),
        };
        let number = list.number(cell, &mut self.reasons);
        if number.is_none() {
            problems.push(Finding::from(Rule::ReasonInvalid).at(entry.number, &self.reason.header, cell));
        }
        Changed::Stage(stage, number)
    }
}

/// `Created.` of a history report, `created` of a history object: the lead itself was made.
fn is_created(line: &Line<'_>) -> bool {
    let (field, new) = (bare(line.field), bare(line.new));
    (field == "created" && new.is_empty())
        || (new == "created" && line.new.ends_with('.') && line.old.is_empty())
}

/// Only what is bounded has an earliest moment of its own.
fn earliest(provenance: Provenance, not_before: Option<Moment>, at: Moment) -> Moment {
    match (provenance, not_before) {
        (Provenance::Bounded, Some(not_before)) => not_before.min(at),
        _ => at,
    }
}
