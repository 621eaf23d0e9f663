//! Sorting rows by a column: the column is ranked once, then any list of rows follows in linear time.

use std::cmp::Ordering;

use crate::frame::{BLANK_TIME, Column};

/// The rank of blanks: after everything else.
const BLANK: u32 = u32::MAX;

/// The rank of each row's value: equal values share one, ranks are dense from 0.
#[derive(Debug)]
pub(crate) struct Order {
    ranks: Vec<u32>,
    distinct: u32,
}

impl Order {
    pub(crate) fn of(column: &Column) -> Order {
        match column {
            Column::Text(text) => {
                let folded: Vec<String> = text.dictionary.iter().map(|text| text.to_lowercase()).collect();
                let mut codes: Vec<u32> = (1..text.dictionary.len() as u32).collect();
                let compare = |a: &u32, b: &u32| folded[*a as usize].cmp(&folded[*b as usize]);
                codes.sort_by(compare);
                let (of_code, distinct) = dense(&codes, text.dictionary.len(), compare);
                let rank = |&code: &u32| of_code.get(code as usize).copied().unwrap_or(BLANK);
                Order { ranks: text.codes.iter().map(rank).collect(), distinct }
            }
            Column::Number(numbers) => Order::of_keys(numbers.len(), |row| {
                let number = numbers[row as usize] + 0.0;
                // The bits of a number, flipped so that they ascend as the number does.
                let bits = number.to_bits();
                let flipped = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
                (!number.is_nan()).then_some(flipped)
            }),
            Column::Time(times) => Order::of_keys(times.len(), |row| {
                let at = times[row as usize];
                (at != BLANK_TIME).then_some(at as u64 ^ 1 << 63)
            }),
        }
    }

    fn of_keys(rows: usize, key: impl Fn(u32) -> Option<u64>) -> Order {
        let mut keyed: Vec<(u64, u32)> =
            (0..rows as u32).filter_map(|row| key(row).map(|key| (key, row))).collect();
        keyed.sort_unstable();
        let mut ranks = vec![BLANK; rows];
        let mut distinct = 0;
        let mut last = None;
        for (key, row) in keyed {
            distinct += u32::from(last != Some(key));
            last = Some(key);
            ranks[row as usize] = distinct - 1;
        }
        Order { ranks, distinct }
    }
}

/// The rank per item of `sorted`, and how many there are.
fn dense(sorted: &[u32], items: usize, compare: impl Fn(&u32, &u32) -> Ordering) -> (Vec<u32>, u32) {
    let mut ranks = vec![BLANK; items];
    let mut distinct = 0;
    for (at, item) in sorted.iter().enumerate() {
        let new = at == 0 || compare(&sorted[at - 1], item) != Ordering::Equal;
        distinct += u32::from(new);
        ranks[*item as usize] = distinct - 1;
    }
    (ranks, distinct)
}

/// Sorts `rows` stably by rank, blanks last.
pub(crate) fn sort(rows: &mut Vec<u32>, order: &Order, descending: bool) {
    let last = order.distinct;
    let place = |row: u32| match order.ranks.get(row as usize).copied() {
        None | Some(BLANK) => last,
        Some(rank) if descending => last - 1 - rank,
        Some(rank) => rank,
    };
    // Counting costs one step per distinct value: worth it unless the list is short.
    if rows.len() < order.distinct as usize / 8 {
        rows.sort_by_key(|&row| place(row));
        return;
    }
    let mut starts = vec![0_u32; last as usize + 2];
    for &row in rows.iter() {
        starts[place(row) as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut sorted = vec![0; rows.len()];
    for &row in rows.iter() {
        let next = &mut starts[place(row) as usize];
        sorted[*next as usize] = row;
        *next += 1;
    }
    *rows = sorted;
}
