//! One pass over one column.

use std::ops::Range;

use plumbline_domain::{
    criteria::{Comparison, Prepared, Reach, Truth},
    moment::Moment,
};

use super::truths::Truths;
use crate::frame::{BLANK_TIME, Column, TextColumn};

/// The answers of a prepared test for a column.
pub(super) fn column(prepared: &Prepared, column: &Column) -> Truths {
    match column {
        Column::Text(text) => of_text(prepared, text),
        Column::Number(numbers) => {
            let ask = |number: f64| prepared.number(number);
            of_scale(prepared, numbers, prepared.numbers(), |number| !number.is_nan(), ask)
        }
        Column::Time(times) => {
            let ask = |at: i64| if at == BLANK_TIME { prepared.blank() } else { prepared.time(Moment(at)) };
            of_scale(prepared, times, prepared.times(), |at| at != BLANK_TIME, ask)
        }
    }
}

/// The answers of a comparison of counts.
pub(super) fn activities(counts: &[u32], comparison: Comparison, count: u32) -> Truths {
    Truths::of_chunks(counts, |chunk| {
        let yes = pack(chunk, |activities| comparison.accepts(activities.cmp(&count)));
        (yes, !yes & lanes(chunk.len()))
    })
}

/// Asks each text once and spreads the answers over the rows.
fn of_text(prepared: &Prepared, column: &TextColumn) -> Truths {
    let mut scratch = String::new();
    let answers: Vec<u8> =
        column.dictionary.iter().map(|text| bits(prepared.text(text, &mut scratch))).collect();
    let blank = bits(prepared.blank());
    let answer = |code: u32| answers.get(code as usize).copied().unwrap_or(blank);
    Truths::of_chunks(&column.codes, |chunk| {
        let (mut yes, mut no) = (0_u64, 0_u64);
        for (lane, &code) in chunk.iter().enumerate() {
            let answer = u64::from(answer(code));
            yes |= (answer & 1) << lane;
            no |= (answer >> 1) << lane;
        }
        (yes, no)
    })
}

/// Numbers and times: compares with bounds where the test allows it, else asks for each value.
fn of_scale<T: Copy + PartialOrd>(
    prepared: &Prepared,
    values: &[T],
    reach: &Reach<T>,
    is_known: impl Fn(T) -> bool + Copy,
    ask: impl Fn(T) -> Truth,
) -> Truths {
    let (blank_yes, blank_no) = match prepared.blank() {
        Truth::True => (u64::MAX, 0),
        Truth::False => (0, u64::MAX),
        Truth::Unknown => (0, 0),
    };
    let spread = |chunk: &[T], inside: u64, negate: bool| {
        let known = pack(chunk, is_known);
        let blank = !known & lanes(chunk.len());
        let yes = if negate { !inside } else { inside } & known;
        (yes | (blank & blank_yes), (known & !yes) | (blank & blank_no))
    };
    match reach {
        Reach::Unknown => Truths::of_chunks(values, |chunk| {
            let blank = !pack(chunk, is_known) & lanes(chunk.len());
            (blank & blank_yes, blank & blank_no)
        }),
        Reach::Within { ranges, negate } => {
            Truths::of_chunks(values, |chunk| spread(chunk, inside(chunk, ranges), *negate))
        }
        Reach::Written => Truths::of_chunks(values, |chunk| {
            let (mut yes, mut no) = (0_u64, 0_u64);
            for (lane, &value) in chunk.iter().enumerate() {
                let answer = u64::from(bits(ask(value)));
                yes |= (answer & 1) << lane;
                no |= (answer >> 1) << lane;
            }
            (yes, no)
        }),
    }
}

/// Which values lie in any of the ranges.
fn inside<T: Copy + PartialOrd>(chunk: &[T], ranges: &[Range<T>]) -> u64 {
    ranges
        .iter()
        .map(|range| pack(chunk, |value| (value >= range.start) & (value < range.end)))
        .fold(0, |all, word| all | word)
}

/// One bit per value of a chunk. Without branches: the compiler makes vector code of it.
fn pack<T: Copy>(chunk: &[T], holds: impl Fn(T) -> bool) -> u64 {
    chunk.iter().enumerate().fold(0, |word, (lane, &value)| word | (u64::from(holds(value)) << lane))
}

/// The lowest `len` bits.
fn lanes(len: usize) -> u64 {
    u64::MAX >> (super::truths::LANES - len.clamp(1, super::truths::LANES))
}

/// Bit 0: true, bit 1: false.
fn bits(truth: Truth) -> u8 {
    match truth {
        Truth::True => 1,
        Truth::False => 2,
        Truth::Unknown => 0,
    }
}
