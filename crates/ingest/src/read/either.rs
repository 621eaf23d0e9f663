//! One column for two meanings: a rejection is before first contact, a disqualification after it. A row is told as what it
//! says; which of both its exit was is settled from all that is known of its lead (see [`plumbline_domain::event`]).

use plumbline_domain::{
    field::Field,
    problem::Rule,
    record::{Cell, Left, Record},
    stage::Stage,
};

use super::{
    cells::push_pair,
    plan::Action,
    problem::Finding,
    row::{Rows, Said},
};
use crate::mapping::Mapping;

const EXITS: [Stage; 2] = [Stage::Rejected, Stage::Disqualified];

/// True if the statuses of the file tell rejections from disqualifications. A word for one of them alone says no more than the
/// column does.
pub(super) fn distinguishes(mapping: &Mapping) -> bool {
    let means = |exit: &Stage| mapping.statuses.iter().any(|(_, stage)| *stage == Some(*exit));
    EXITS.iter().all(means)
}

impl Rows {
    /// Takes in what such a column says. Where a column of its own dates one of the exits, the reason is that exit's. Where the
    /// lead has left, it has left in one of the two ways, and the reason is kept in both its meanings. Of a lead that has not,
    /// or whose exits another file tells, it is kept for these, if somebody has given the word a meaning.
    pub(super) fn either(&mut self, said: &mut Said<'_>, record: &mut Record) -> Result<(), Finding> {
        if said.status == Some(Stage::Left) {
            self.leave(said, record);
        }
        let Some((value, index)) = said.either else { return Ok(()) };
        let is_dated = |exit: &Stage| record.passages[usize::from(exit.code())].is_some();
        let dated: Vec<Stage> = EXITS.into_iter().filter(is_dated).collect();
        match dated.as_slice() {
            [Stage::Rejected] if said.rejection.is_none() => {
                said.rejection = Some((value, index));
                return Ok(());
            }
            [Stage::Disqualified] if said.disqualification.is_none() => {
                said.disqualification = Some((value, index));
                return Ok(());
            }
            _ => {}
        }
        if let Action::Either { key } = &self.parts[index].action {
            push_pair(&mut self.extra, key, value);
        }
        let is_word = matches!(record.cells[Field::Status.index()], Cell::Text(_));
        let has_left = said.status.map_or(is_word, Stage::is_of_either);
        if has_left {
            self.leave(said, record);
        }
        let told = record.left.is_some() || !dated.is_empty();
        let lists = [&mut self.rejections, &mut self.disqualifications];
        for (reason, list) in record.either.iter_mut().zip(lists) {
            *reason = match told {
                true => {
                    Some(list.number(value, &mut self.reasons).ok_or(Finding::Plain(Rule::ReasonInvalid))?)
                }
                false => list.known_number(value, &mut self.reasons),
            };
        }
        Ok(())
    }

    /// The lead has left in one of the two ways, unless columns of their own date when it was which.
    fn leave(&self, said: &mut Said<'_>, record: &mut Record) {
        let passage = |exit: Stage| record.passages[usize::from(exit.code())];
        let dated = EXITS.into_iter().filter_map(passage).max_by_key(|passage| passage.at);
        if let Some(last) = dated {
            said.status = said.status.map(|_| last.stage);
            return;
        }
        let leans = said.status.filter(|_| self.distinguishes).unwrap_or(Stage::Left);
        let at = match record.cells[Field::StatusAt.index()] {
            Cell::Time(at) => Some(at),
            _ => None,
        };
        record.left = Some(Left { at, leans });
        said.status = Some(Stage::Left);
    }
}
