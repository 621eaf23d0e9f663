//! What a spreadsheet did to the ids of a column.

/// Digits a spreadsheet keeps of a number.
const KEPT: usize = 15;
/// Zeros behind the fifteenth digit, over all values, that do not occur by chance: one in a million.
const TELLING: u64 = 6;
/// Letters of one case, over all values, that do not occur by chance.
const LETTERS: u64 = 24;

/// Counts over all rows of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdEvidence {
    /// `1.23457E+18`: the digits are gone.
    pub shortened: u64,
    /// Whole numbers of more than fifteen digits.
    pub long: u64,
    /// Those of them with nothing but zeros behind the fifteenth digit.
    pub cut: u64,
    /// The most digits of a value.
    pub digits: usize,
    /// Such zeros, each value once.
    zeros: u64,
    /// Ids of fifteen characters that are Salesforce's by their shape.
    salesforce: u64,
    upper: u64,
    lower: u64,
}

/// What was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Every long id ends in zeros behind its fifteenth digit, or is written with an exponent.
    Digits,
    /// Ids that differ in case only have become one.
    Case,
}

impl IdEvidence {
    /// Takes a value that stands in `count` cells into account.
    #[inline]
    pub(crate) fn add(&mut self, text: &str, count: u64) {
        match text.len() {
            KEPT => self.add_salesforce(text.as_bytes(), count),
            16..=25 if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.long += count;
                self.digits = self.digits.max(text.len());
                if is_cut(text) {
                    self.cut += count;
                    self.zeros += (text.len() - KEPT) as u64;
                }
            }
            5..=20 if is_shortened(text) => self.shortened += count,
            _ => {}
        }
    }

    fn add_salesforce(&mut self, id: &[u8], count: u64) {
        // The ids of leads, contacts, accounts, opportunities, users and campaigns.
        let known = [&b"00q"[..], b"003", b"001", b"006", b"005", b"701"];
        let is_one = known.iter().any(|prefix| id[..3].eq_ignore_ascii_case(prefix));
        if !is_one || !id.iter().all(u8::is_ascii_alphanumeric) {
            return;
        }
        self.salesforce += count;
        // The three letters that begin the ids of one kind show nothing.
        self.upper += id[3..].iter().filter(|byte| byte.is_ascii_uppercase()).count() as u64;
        self.lower += id[3..].iter().filter(|byte| byte.is_ascii_lowercase()).count() as u64;
    }

    /// What the column has lost, if it is one of ids and `filled` of its rows have a value.
    pub fn damage(&self, filled: u64) -> Option<Damage> {
        let most = |count: u64| count * 2 > filled;
        if self.cuts() || (self.shortened > 0 && most(self.shortened + self.long)) {
            return Some(Damage::Digits);
        }
        let one_case = self.upper.min(self.lower) == 0 && self.upper + self.lower >= LETTERS;
        (one_case && most(self.salesforce)).then_some(Damage::Case)
    }

    /// True if the zeros at the end of long numbers are what a spreadsheet left.
    pub fn cuts(&self) -> bool {
        self.cut == self.long && self.zeros >= TELLING
    }

    /// The same as a sentence about the column of this header.
    pub(crate) fn note(&self, header: &str, filled: u64) -> Option<String> {
        Some(match self.damage(filled)? {
            Damage::Digits if self.cuts() => format!(
                "{header}: {}-digit ids were cut to {KEPT} digits by a spreadsheet: two leads could become one. \
                 Export again and import that file itself.",
                self.digits
            ),
            Damage::Digits => format!(
                "{header}: {} long ids were written as 1.23E+18 by a spreadsheet: their digits are lost. \
                 Export again and import that file itself.",
                self.shortened
            ),
            Damage::Case => format!(
                "{header}: these 15-character ids have lost their capitals: two leads could become one. \
                 Export again, best with 18-character ids."
            ),
        })
    }
}

/// `1.23457E+18`, `1,23457E+18`: a number of which a spreadsheet shows the first digits only.
pub(crate) fn is_shortened(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let exponent = exponent.strip_prefix('+').and_then(|digits| digits.parse::<u32>().ok());
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    exponent.is_some_and(|exponent| (9..=30).contains(&exponent))
        && whole.len() == 1
        && digits(whole)
        && digits(fraction)
}

/// A number of more than fifteen digits with nothing but zeros behind the fifteenth.
pub(crate) fn is_cut(text: &str) -> bool {
    text.len() > KEPT
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.bytes().skip(KEPT).all(|byte| byte == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn evidence(values: &[String]) -> (IdEvidence, u64) {
        let mut all = IdEvidence::default();
        values.iter().for_each(|value| all.add(value, 1));
        (all, values.len() as u64)
    }

    /// The text a spreadsheet writes for a number of many digits: a double holds about as many as are kept.
    fn through_a_spreadsheet(id: u64) -> String {
        let text = id.to_string();
        let (kept, lost) = text.split_at(KEPT.min(text.len()));
        format!("{kept}{}", "0".repeat(lost.len()))
    }

    #[test]
    fn ids_that_went_through_a_spreadsheet_are_told_from_those_that_did_not() {
        let config = ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() };
        let ids = prop::collection::vec(10_u64.pow(18)..u64::MAX / 2, 4..40);
        proptest!(config, |(ids in ids)| {
            let whole: Vec<String> = ids.iter().map(u64::to_string).collect();
            let (all, filled) = evidence(&whole);
            prop_assert_eq!(all.damage(filled), None);
            let cut: Vec<String> = ids.iter().map(|id| through_a_spreadsheet(*id)).collect();
            let (all, filled) = evidence(&cut);
            prop_assert_eq!(all.damage(filled), Some(Damage::Digits));
            prop_assert!(cut.iter().all(|id| is_cut(id)));
            let short: Vec<String> = ids.iter().map(|id| format!("{:.5E}", *id as f64).replace('E', "E+")).collect();
            let (all, filled) = evidence(&short);
            prop_assert_eq!(all.damage(filled), Some(Damage::Digits), "{:?}", short);
        });
    }

    #[test]
    fn a_number_that_ends_in_zeros_is_no_proof() {
        let (all, filled) = evidence(&["1234567890123450".into()]);
        assert_eq!(all.damage(filled), None, "one zero is chance");
        for fine in ["12E45", "1E5", "E+18", "1.2E+06", "5E+18x", "lead-1E+18"] {
            assert!(!is_shortened(fine), "{fine}");
        }
    }

    #[test]
    fn case_is_lost_where_no_id_of_many_has_both() {
        let ids = |ids: [&str; 4]| ids.map(str::to_owned).to_vec();
        let fine = ids(["00Q5f000001AbCd", "00Q5f000001AbCD", "00Q5f000001xYzQ", "00Q5f000001rStU"]);
        let (all, filled) = evidence(&fine);
        assert_eq!(all.damage(filled), None, "two ids that differ in case only are two leads");
        for lost in [str::to_lowercase as fn(&str) -> String, str::to_uppercase] {
            let many: Vec<String> = fine.iter().chain(&fine).map(|id| lost(id)).collect();
            let (all, filled) = evidence(&many);
            assert_eq!(all.damage(filled), Some(Damage::Case));
        }
        let numbers = ids(["001000000000001", "001000000000002", "001000000000003", "001000000000004"]);
        let (all, filled) = evidence(&numbers);
        assert_eq!(all.damage(filled), None, "digits have no case");
    }
}
