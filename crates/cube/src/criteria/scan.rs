//! One pass over one column.

use std::ops::Range;

use plumbline_domain::{
    criteria::{Comparison, Prepared, Reach, Truth},
    moment::Moment,
};

use super::truths::{LANES, Truths};
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
        (yes, !yes)
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
        let mut answers = [0_u8; LANES];
        for (slot, &code) in answers.iter_mut().zip(chunk) {
            *slot = answer(code);
        }
        pack_bits(&answers)
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
    let spread = |chunk: &[T; LANES], inside: u64, negate: bool| {
        let known = pack(chunk, is_known);
        let blank = !known;
        let yes = if negate { !inside } else { inside } & known;
        (yes | (blank & blank_yes), (known & !yes) | (blank & blank_no))
    };
    match reach {
        Reach::Unknown => Truths::of_chunks(values, |chunk| {
            let blank = !pack(chunk, is_known);
            (blank & blank_yes, blank & blank_no)
        }),
        Reach::Within { ranges, negate } => {
            Truths::of_chunks(values, |chunk| spread(chunk, inside(chunk, ranges), *negate))
        }
        Reach::Written => Truths::of_chunks(values, |chunk| {
            let mut answers = [0_u8; LANES];
            for (slot, &value) in answers.iter_mut().zip(chunk) {
                *slot = bits(ask(value));
            }
            pack_bits(&answers)
        }),
    }
}

/// Which values lie in any of the ranges.
fn inside<T: Copy + PartialOrd>(chunk: &[T; LANES], ranges: &[Range<T>]) -> u64 {
    ranges
        .iter()
        .map(|range| pack(chunk, |value| (value >= range.start) & (value < range.end)))
        .fold(0, |all, word| all | word)
}

/// One bit per value of a chunk: eight to a byte, because a chain of 64 shifts is twice as slow.
fn pack<T: Copy>(chunk: &[T; LANES], holds: impl Fn(T) -> bool) -> u64 {
    let mut bytes = [0_u8; LANES / 8];
    for (byte, eight) in bytes.iter_mut().zip(chunk.as_chunks::<8>().0) {
        *byte =
            eight.iter().enumerate().fold(0, |bits, (lane, &value)| bits | u8::from(holds(value)) << lane);
    }
    u64::from_le_bytes(bytes)
}

/// The lowest bits of 64 bytes as one word, and their second lowest bits as another.
fn pack_bits(answers: &[u8; LANES]) -> (u64, u64) {
    // Multiplying moves bit 8k to bit 56 + k, and no two products meet.
    const LOW: u64 = 0x0101_0101_0101_0101;
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (mut first, mut second) = (0, 0);
    for (index, eight) in answers.as_chunks::<8>().0.iter().enumerate() {
        let eight = u64::from_le_bytes(*eight);
        first |= ((eight & LOW).wrapping_mul(GATHER) >> 56) << (8 * index);
        second |= (((eight >> 1) & LOW).wrapping_mul(GATHER) >> 56) << (8 * index);
    }
    (first, second)
}

/// Bit 0: true, bit 1: false.
fn bits(truth: Truth) -> u8 {
    match truth {
        Truth::True => 1,
        Truth::False => 2,
        Truth::Unknown => 0,
    }
}
