//! One row of the file to one record, or to the problems that keep it out.

use std::borrow::Cow;

use plumbline_domain::{
    event::Provenance,
    field::Field,
    identity,
    moment::Moment,
    problem::{Problem, Rule},
    record::{Cell, Chunk, Passage, Reasons, Record},
    stage::Stage,
};

use super::{
    Context,
    cells::push_pair,
    derived::Derived,
    either, measure, name,
    plan::{self, Action, Part},
    problem::{self, Finding},
    reason::ReasonList,
    time::TimeReader,
    value::{keep_domain, mail, number_of},
    words::Statuses,
};
use crate::{
    look::{Look, trimmed},
    mapping::{Mapping, without_date},
    table::records::Entry,
    value::zone::LocalTimes,
    workbook,
};

/// What reading rows needs to know and remembers.
pub(super) struct Rows {
    pub(super) parts: Vec<Part>,
    statuses: Statuses,
    pub(super) times: LocalTimes,
    pub(super) rejections: ReasonList,
    pub(super) disqualifications: ReasonList,
    pub(super) reasons: Reasons,
    identity: String,
    pub(super) extra: String,
    derived: Derived,
    /// See [`either::distinguishes`].
    pub(super) distinguishes: bool,
}

/// What a row says that can be put together only when all of its cells are read.
#[derive(Default)]
pub(super) struct Said<'a> {
    pub(super) status: Option<Stage>,
    /// What a second status says.
    beside: Option<Stage>,
    pub(super) rejection: Option<(&'a str, usize)>,
    pub(super) disqualification: Option<(&'a str, usize)>,
    pub(super) either: Option<(&'a str, usize)>,
    identity: Option<&'a str>,
    name: Option<&'a str>,
}

impl Rows {
    pub(super) fn new(look: &Look, mapping: &Mapping, context: &Context) -> Rows {
        Rows {
            parts: plan::plan(look, mapping),
            statuses: Statuses::new(mapping),
            times: LocalTimes::new(&context.calendar),
            rejections: ReasonList::rejections(mapping, &context.reasons),
            disqualifications: ReasonList::disqualifications(mapping, &context.reasons),
            reasons: Reasons::default(),
            derived: Derived::new(look, mapping, context),
            distinguishes: either::distinguishes(mapping),
            identity: String::new(),
            extra: String::new(),
        }
    }

    /// The lead of a row.
    pub(super) fn read(
        &mut self,
        entry: &Entry<'_>,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) -> Option<Record> {
        let before = problems.len();
        let mut record = Record::blank(entry.number);
        let said = self.cells(entry, &mut record, chunk, problems);
        if problems.len() == before {
            self.finish(entry, said, &mut record, chunk, problems);
        }
        Some(record)
    }

    /// The cells and the extra columns of a row that is no lead.
    pub(super) fn cells_alone(
        &mut self,
        entry: &Entry<'_>,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) -> Record {
        let mut record = Record::blank(entry.number);
        self.cells(entry, &mut record, chunk, problems);
        record.derived = self.derived.fill(&mut record.cells, chunk);
        self.close_extra(&mut record, chunk);
        record
    }

    fn cells<'a>(
        &mut self,
        entry: &Entry<'a>,
        record: &mut Record,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) -> Said<'a> {
        let mut said = Said::default();
        self.extra.clear();
        for (index, part) in self.parts.iter_mut().enumerate() {
            let cell = trimmed(entry.cell(index));
            if cell.is_empty() || part.missing.iter().any(|word| word == cell) {
                continue;
            }
            if part.refuses_errors && workbook::is_error(cell) {
                problems.push(Finding::Plain(Rule::CellError).at(entry.number, &part.header, cell));
                continue;
            }
            let read = match &mut part.action {
                Action::Text(field) => {
                    record.cells[field.index()] = Cell::Text(chunk.keep(cell));
                    Ok(())
                }
                Action::Mail => mail(cell).map(|mail| {
                    record.cells[Field::Email.index()] = Cell::Text(chunk.keep(mail));
                }),
                Action::Domain => {
                    record.cells[Field::Domain.index()] = Cell::Text(keep_domain(cell, chunk));
                    Ok(())
                }
                Action::Id(field, cuts) => measure::whole_id(cell, *cuts)
                    .map(|id| record.cells[field.index()] = Cell::Text(chunk.keep(&compared(*field, id)))),
                Action::Scaled(field, style) => measure::scaled(cell, *style)
                    .map(|number| record.cells[field.index()] = Cell::Number(number)),
                Action::Hours(field) => {
                    measure::hours(cell).map(|hours| record.cells[field.index()] = Cell::Number(hours))
                }
                Action::Number(field, style) => number_of(cell, *style).map(|number| {
                    record.cells[field.index()] = Cell::Number(number);
                }),
                Action::Time(field, reader) => moment_of(reader, cell, &mut self.times)
                    .map(|at| record.cells[field.index()] = Cell::Time(at)),
                Action::Stamp(stage, reader) => {
                    moment_of(reader, cell, &mut self.times).map(|at| put(record, *stage, Some(at)))
                }
                Action::Status => {
                    record.cells[Field::Status.index()] = Cell::Text(chunk.keep(cell));
                    self.statuses.stage(cell).map(|stage| said.status = stage)
                }
                Action::Beside { key } => {
                    push_pair(&mut self.extra, key, cell);
                    said.beside = self.statuses.stage(cell).ok().flatten();
                    Ok(())
                }
                Action::Rejection { .. } => {
                    said.rejection = Some((cell, index));
                    Ok(())
                }
                Action::Disqualification { .. } => {
                    said.disqualification = Some((cell, index));
                    Ok(())
                }
                Action::Either { .. } => {
                    said.either = Some((cell, index));
                    Ok(())
                }
                Action::Owner(names) => {
                    let name = names.get(cell).map_or(cell, String::as_str);
                    if !name.is_empty() {
                        record.cells[Field::Owner.index()] = Cell::Text(chunk.keep(name));
                    }
                    Ok(())
                }
                Action::Extra { key } => {
                    push_pair(&mut self.extra, key, cell);
                    Ok(())
                }
                Action::Identity => {
                    said.identity = Some(cell);
                    Ok(())
                }
                Action::FullName => {
                    said.name = Some(cell);
                    Ok(())
                }
                Action::Own => Ok(()),
            };
            match (read, &part.also) {
                (Err(finding), _) => problems.push(finding.at(entry.number, &part.header, cell)),
                (Ok(()), Some(key)) => push_pair(&mut self.extra, key, cell),
                (Ok(()), None) => {}
            }
        }
        if let Some(name) = said.name {
            name::put(name, record, chunk);
        }
        record.derived = self.derived.fill(&mut record.cells, chunk);
        said
    }

    /// What needs the whole row: the status's passage, the reasons, the identity.
    fn finish(
        &mut self,
        entry: &Entry<'_>,
        mut said: Said<'_>,
        record: &mut Record,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) {
        if self.identify(said.identity, record, chunk).is_none() {
            problems.push(problem::nobody(entry.number));
        }
        // Who was won has left for good as far as a second status can tell.
        if let Some(exit) = said.beside.filter(|stage| stage.is_of_either())
            && said.status.is_none_or(|stage| stage < Stage::Won)
        {
            // Where the lead was on the ladder until then.
            if let Some(stage) = said.status.filter(|stage| !stage.is_of_either())
                && record.passages[usize::from(stage.code())].is_none()
            {
                put(record, stage, None);
            }
            said.status = Some(exit);
        }
        if let Err(finding) = self.either(&mut said, record)
            && let Some((value, index)) = said.either
        {
            problems.push(finding.at(entry.number, &self.parts[index].header, value));
        }
        if let Some(stage) = said.status {
            record.status = Some(stage);
            if record.left.is_none() && record.passages[usize::from(stage.code())].is_none() {
                let at = match record.cells[Field::StatusAt.index()] {
                    Cell::Time(at) => Some(at),
                    _ => None,
                };
                put(record, stage, at);
            }
        }
        for (said, stage) in [(said.rejection, Stage::Rejected), (said.disqualification, Stage::Disqualified)]
        {
            let Some((value, index)) = said else { continue };
            if let Err(finding) = self.reason(value, index, stage, record, chunk) {
                problems.push(finding.at(entry.number, &self.parts[index].header, value));
            }
        }
        self.close_extra(record, chunk);
    }

    fn close_extra(&mut self, record: &mut Record, chunk: &mut Chunk) {
        if !self.extra.is_empty() {
            self.extra.push('}');
            record.extra = chunk.keep(&self.extra);
        }
    }

    /// Hangs a reason on the passage it explains. A lead that was not sent back can still carry the reason of an
    /// earlier time: it is kept as it is instead of making up a rejection, and explains one that is told elsewhere.
    fn reason(
        &mut self,
        value: &str,
        index: usize,
        stage: Stage,
        record: &mut Record,
        chunk: &mut Chunk,
    ) -> Result<(), Finding> {
        let (list, place) = match stage {
            Stage::Rejected => (&mut self.rejections, 0),
            _ => (&mut self.disqualifications, 1),
        };
        if let Some(passage) = &mut record.passages[usize::from(stage.code())] {
            let number = list.number(value, &mut self.reasons).ok_or(Finding::Plain(Rule::ReasonInvalid))?;
            passage.reason = Some(number);
            self.keep_date(value, index, stage, record, chunk);
        } else if let Action::Rejection { key } | Action::Disqualification { key } | Action::Either { key } =
            &self.parts[index].action
        {
            push_pair(&mut self.extra, key, value);
            record.alone[place] = list.known_number(value, &mut self.reasons);
        }
        Ok(())
    }

    /// What a reason had behind it is kept as the note of a rejection, or beside the lead.
    fn keep_date(&mut self, value: &str, index: usize, stage: Stage, record: &mut Record, chunk: &mut Chunk) {
        if without_date(value) == value {
            return;
        }
        let note = &mut record.cells[Field::RejectionNote.index()];
        match &self.parts[index].action {
            _ if stage == Stage::Rejected && *note == Cell::Blank => *note = Cell::Text(chunk.keep(value)),
            Action::Rejection { key } | Action::Disqualification { key } | Action::Either { key } => {
                push_pair(&mut self.extra, key, value);
            }
            _ => {}
        }
    }

    fn identify(&mut self, exported: Option<&str>, record: &mut Record, chunk: &mut Chunk) -> Option<()> {
        if let Some(key) = exported {
            return is_identity(key).then(|| record.identity = chunk.keep(key));
        }
        let text = |field: Field| match record.cells[field.index()] {
            Cell::Text(span) => chunk.text(span),
            _ => "",
        };
        let company = match text(Field::Domain) {
            "" => text(Field::Company),
            domain => domain,
        };
        identity::key(
            &mut self.identity,
            text(Field::ExternalId),
            text(Field::Email),
            company,
            (text(Field::FirstName), text(Field::LastName)),
        )?;
        record.identity = chunk.keep(&self.identity);
        Some(())
    }
}

/// True for the key of a lead as this program exports it.
pub(super) fn is_identity(key: &str) -> bool {
    ["x:", "e:", "n:"].iter().any(|kind| key.len() > 2 && key.starts_with(kind))
}

/// The id of a lead is kept as it is, those of contacts and companies in the form in which they are compared.
fn compared(field: Field, id: &str) -> Cow<'_, str> {
    if field == Field::ExternalId { Cow::Borrowed(id) } else { identity::whole_id(id) }
}

pub(super) fn moment_of(
    reader: &mut TimeReader,
    cell: &str,
    times: &mut LocalTimes,
) -> Result<Moment, Finding> {
    let at = reader.read(cell, times)?;
    match times.implausible_year(at) {
        None => Ok(at),
        Some(year) => Err(Finding::Year(year)),
    }
}

fn put(record: &mut Record, stage: Stage, at: Option<Moment>) {
    record.passages[usize::from(stage.code())] =
        Some(Passage { stage, at, provenance: Provenance::Derived, reason: None });
}
