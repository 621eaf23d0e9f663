//! Money spent on a day.

use plumbline_domain::{
    calendar::Calendar,
    field::Field,
    problem::Problem,
    record::{Chunk, Span, SpendRow},
};

use super::cells::{Columns, NumberColumn, TextColumn, TimeColumn};
use crate::{
    mapping::RowField,
    table::records::Entry,
    value::{number, zone::LocalTimes},
};

/// What reading spend needs to know and remembers.
pub(super) struct Spends {
    day: TimeColumn,
    amount: NumberColumn,
    currency: TextColumn,
    source: TextColumn,
    campaign: TextColumn,
    channel: TextColumn,
    calendar: Calendar,
    pub(super) times: LocalTimes,
}

impl Spends {
    pub(super) fn new(columns: Columns<'_>, calendar: &Calendar) -> Spends {
        Spends {
            day: columns.time(RowField::SpendDay),
            amount: columns.number(RowField::SpendAmount),
            currency: columns.text(RowField::SpendCurrency),
            source: columns.text(Field::Source),
            campaign: columns.text(Field::Campaign),
            channel: columns.text(Field::Channel),
            calendar: calendar.clone(),
            times: LocalTimes::new(calendar),
        }
    }

    pub(super) fn read(
        &mut self,
        entry: &Entry<'_>,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) -> Option<SpendRow> {
        let at = self.day.need(entry, &mut self.times, problems);
        let amount = self.amount.need(entry, problems);
        let (at, (amount, cell)) = (at?, amount?);
        let keep =
            |chunk: &mut Chunk, text: Option<&str>| text.map_or(Span::default(), |text| chunk.keep(text));
        Some(SpendRow {
            row: entry.number,
            day: chunk.keep(&self.calendar.day(at).to_string()),
            source: keep(chunk, self.source.get(entry)),
            campaign: keep(chunk, self.campaign.get(entry)),
            channel: keep(chunk, self.channel.get(entry)),
            currency: keep(chunk, self.currency.get(entry).or_else(|| number::currency(cell))),
            amount,
        })
    }
}
