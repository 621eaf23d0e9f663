//! Money spent, beside the handoffs it brought.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use plumbline_domain::field::{Field, FieldName};

use crate::{cube::Cube, periods::Periods, query::Query, refusal::Refusal, scan::Scan, split::Split};

/// What was spent on a day. Texts are empty where the file did not say.
#[derive(Clone, Debug, PartialEq)]
pub struct SpendRow {
    /// The day.
    pub day: NaiveDate,
    /// On which source.
    pub source: String,
    /// On which campaign.
    pub campaign: String,
    /// On which channel.
    pub channel: String,
    /// In which currency.
    pub currency: String,
    /// How much.
    pub amount: f64,
}

/// Money of one currency by a value that leads have as well.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spent {
    /// The currency most rows are in; empty if none says.
    pub currency: String,
    /// How much, by value; the empty value is spend on nothing that is named.
    pub by_value: Vec<(String, f64)>,
    /// Rows in other currencies. Money of two currencies is not added up.
    pub left_out: usize,
}

impl Cube {
    /// True until the spend has been given.
    pub fn awaits_spend(&self) -> bool {
        self.spend.get().is_none()
    }

    /// Gives the spend, also while others ask; does nothing if it was given before.
    pub fn fill_spend(&self, rows: Vec<SpendRow>) {
        self.spend.get_or_init(|| Arc::new(rows));
    }

    /// What was spent in the days of a query by source, campaign or channel: from its first day to its last where it names
    /// them, else in the periods in which there are handoffs. Nothing by any other field.
    ///
    /// Spend has no leads, so the query's filter says nothing here.
    ///
    /// # Errors
    /// The query makes no sense.
    pub fn spent(&self, query: &Query<'_>, field: &FieldName) -> Result<Spent, Refusal> {
        let scan = Scan::new(self, &Query { filter: None, split: None, ..query.clone() })?;
        let periods = scan.periods.as_ref().map(Periods::list).unwrap_or_default();
        let first = query.from.or_else(|| periods.first().map(|period| period.start));
        let after = query.to.or_else(|| periods.last().map(|period| period.end));
        let today = query.settings.calendar.day(query.as_of);
        let rows = self.spend.get().map(|rows| rows.as_slice()).unwrap_or_default();
        let here = |row: &&SpendRow| {
            row.day <= today
                && first.is_some_and(|first| first <= row.day)
                && after.is_some_and(|after| row.day < after)
        };
        let of: fn(&SpendRow) -> &String = match field {
            FieldName::Canonical(Field::Source) => |row| &row.source,
            FieldName::Canonical(Field::Campaign) => |row| &row.campaign,
            FieldName::Canonical(Field::Channel) => |row| &row.channel,
            _ => return Ok(Spent::default()),
        };
        let mut currencies: BTreeMap<&str, usize> = BTreeMap::new();
        for row in rows.iter().filter(here) {
            *currencies.entry(&row.currency).or_default() += 1;
        }
        let most = currencies.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(**name)));
        let Some(currency) = most.map(|(name, _)| (*name).to_owned()) else { return Ok(Spent::default()) };
        // Under the name that leads have it: money and leads are spelled by different people.
        let split = Split::of(self, &Query { split: Some(field.clone()), ..query.clone() }, None)?;
        let named = |text: &'_ str| split.find(text).map_or(text, |at| &*split.texts[at]).to_owned();
        let (mut sums, mut left_out): (BTreeMap<String, f64>, usize) = (BTreeMap::new(), 0);
        for row in rows.iter().filter(here) {
            if row.currency == currency {
                *sums.entry(named(of(row))).or_default() += row.amount;
            } else {
                left_out += 1;
            }
        }
        Ok(Spent { currency, by_value: sums.into_iter().collect(), left_out })
    }
}
