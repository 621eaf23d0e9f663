//! Currencies beside the numbers of a column. Nothing here converts: what is told is that they differ.

use crate::value::number;

/// The currencies of a column and how many cells have each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Currencies(Vec<(String, u64)>);

impl Currencies {
    /// Takes a number that stands in `count` cells into account.
    #[inline]
    pub(super) fn add(&mut self, value: &str, count: u64) {
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        if is_digit(value.as_bytes().first()) && is_digit(value.as_bytes().last()) {
            return;
        }
        let Some(found) = number::currency(value).map(code) else { return };
        match self.0.iter_mut().find(|(known, _)| known == found) {
            Some((_, known)) => *known += count,
            None => self.0.push((found.to_owned(), count)),
        }
    }

    /// True if the numbers cannot be added up.
    pub fn are_mixed(&self) -> bool {
        self.0.len() > 1
    }

    /// The currencies and their cells, the most frequent first.
    pub fn counted(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.0.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        all
    }

    /// What to say about a column in which they are mixed.
    pub(super) fn note(&self, header: &str) -> Option<String> {
        let named: Vec<String> =
            self.counted().iter().map(|(name, count)| format!("{name} {count}")).collect();
        self.are_mixed().then(|| {
            format!(
                "{header} holds money in {} currencies ({}). Nothing is converted, so its numbers cannot be added up; \
                 each value keeps its own.",
                named.len(),
                named.join(", ")
            )
        })
    }
}

/// The code of the signs that have one; a dollar without a country is that of the United States.
fn code(found: &str) -> &str {
    match found {
        "€" => "EUR",
        "$" | "US$" => "USD",
        "£" => "GBP",
        "₹" => "INR",
        "zł" => "PLN",
        "Kč" => "CZK",
        "Fr." => "CHF",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_codes_of_one_currency_are_one() {
        let mut found = Currencies::default();
        for (value, count) in
            [("€ 3.500", 2), ("12 EUR", 1), ("$751.05", 1), ("(US$5)", 1), ("900", 7), ("$1.2M", 1)]
        {
            found.add(value, count);
        }
        assert_eq!(found.counted(), [("EUR", 3), ("USD", 3)]);
        let note = found.note("Amount").expect("they are mixed");
        assert!(note.starts_with("Amount holds money in 2 currencies (EUR 3, USD 3)."), "{note}");
        let mut one = Currencies::default();
        one.add("€5", 1);
        one.add("5", 1);
        assert_eq!((one.are_mixed(), one.note("Amount")), (false, None), "no sign is no second currency");
    }
}
