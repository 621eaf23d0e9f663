//! The answer for every row: two bitmaps, sixty-four rows to a word.

use plumbline_domain::criteria::Truth;

/// Rows per word.
pub(super) const LANES: usize = 64;

/// Which rows are true and which are false; a row that is neither is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truths {
    rows: usize,
    yes: Vec<u64>,
    no: Vec<u64>,
}

impl Truths {
    /// The same answer for all rows.
    pub fn all(truth: Truth, rows: usize) -> Truths {
        let full = || {
            let mut words = vec![u64::MAX; rows.div_ceil(LANES)];
            if let Some(last) = words.last_mut() {
                *last >>= (LANES - rows % LANES) % LANES;
            }
            words
        };
        let none = || vec![0; rows.div_ceil(LANES)];
        match truth {
            Truth::True => Truths { rows, yes: full(), no: none() },
            Truth::False => Truths { rows, yes: none(), no: full() },
            Truth::Unknown => Truths { rows, yes: none(), no: none() },
        }
    }

    /// One word of answers (true bits, false bits) for each [`LANES`] values.
    ///
    /// `word` always sees a whole array, because only then the compiler makes vector code of it: the last values are
    /// filled up, and what was said about the filling is cut off.
    pub(super) fn of_chunks<T: Copy>(values: &[T], word: impl Fn(&[T; LANES]) -> (u64, u64)) -> Truths {
        let (whole, rest) = values.as_chunks::<LANES>();
        let (mut yes, mut no): (Vec<u64>, Vec<u64>) = whole.iter().map(&word).unzip();
        if let Some(&filling) = rest.first() {
            let mut last = [filling; LANES];
            last[..rest.len()].copy_from_slice(rest);
            let (last_yes, last_no) = word(&last);
            let lanes = u64::MAX >> (LANES - rest.len());
            yes.push(last_yes & lanes);
            no.push(last_no & lanes);
        }
        Truths { rows: values.len(), yes, no }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The answer for a row; unknown for a row that does not exist.
    pub fn get(&self, row: usize) -> Truth {
        let bit = |words: &[u64]| words.get(row / LANES).is_some_and(|word| word >> (row % LANES) & 1 == 1);
        match (bit(&self.yes), bit(&self.no)) {
            (true, _) => Truth::True,
            (_, true) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// True if the answer for a row is true: the filter's question.
    pub fn holds(&self, row: usize) -> bool {
        self.yes.get(row / LANES).is_some_and(|word| word >> (row % LANES) & 1 == 1)
    }

    /// How many rows have this answer.
    pub fn count(&self, truth: Truth) -> usize {
        let ones = |words: &[u64]| words.iter().map(|word| word.count_ones() as usize).sum::<usize>();
        match truth {
            Truth::True => ones(&self.yes),
            Truth::False => ones(&self.no),
            Truth::Unknown => self.rows - ones(&self.yes) - ones(&self.no),
        }
    }

    /// The rows that are true, ascending.
    pub fn rows_true(&self) -> impl Iterator<Item = u32> + '_ {
        self.yes.iter().enumerate().flat_map(|(index, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(index as u32 * LANES as u32 + bit)
            })
        })
    }

    /// One answer per row.
    pub fn to_vec(&self) -> Vec<Truth> {
        (0..self.rows).map(|row| self.get(row)).collect()
    }

    /// Bit `row % 64` of word `row / 64` is set where the answer is true.
    pub fn yes(&self) -> &[u64] {
        &self.yes
    }

    /// Bit `row % 64` of word `row / 64` is set where the answer is false.
    pub fn no(&self) -> &[u64] {
        &self.no
    }

    /// Kleene's conjunction, row by row.
    pub(super) fn and(&mut self, other: &Truths) {
        self.yes.iter_mut().zip(&other.yes).for_each(|(a, b)| *a &= b);
        self.no.iter_mut().zip(&other.no).for_each(|(a, b)| *a |= b);
    }

    /// Kleene's disjunction, row by row.
    pub(super) fn or(&mut self, other: &Truths) {
        self.yes.iter_mut().zip(&other.yes).for_each(|(a, b)| *a |= b);
        self.no.iter_mut().zip(&other.no).for_each(|(a, b)| *a &= b);
    }

    /// Kleene's negation, row by row.
    pub(super) fn negate(&mut self) {
        std::mem::swap(&mut self.yes, &mut self.no);
    }
}
