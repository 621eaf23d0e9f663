//! Which words of an owner column name the same person.

use std::collections::BTreeMap;

/// Proposes one name for each person a column names in several ways: `Lee, Ann`, `ANN LEE`, `ann.lee@example.com`.
///
/// Only obvious cases: the same letters, whatever their case, blanks, points and order around a comma; an address joins
/// them if no other address has these letters. A single word names nobody in particular.
pub fn suggest_owners(values: &[(String, u64)]) -> Vec<(String, String)> {
    let mut persons: BTreeMap<Vec<String>, Vec<(&str, u64)>> = BTreeMap::new();
    for (value, count) in values {
        let words = words(value);
        if words.len() >= 2 {
            persons.entry(words).or_default().push((value, *count));
        }
    }
    let mut all = Vec::new();
    for mut writings in persons.into_values() {
        let addresses: Vec<String> = writings
            .iter()
            .filter(|(value, _)| value.contains('@'))
            .map(|(value, _)| value.to_lowercase())
            .collect();
        if addresses.windows(2).any(|pair| pair[0] != pair[1]) {
            // Two mailboxes may be two persons of one name.
            writings.retain(|(value, _)| !value.contains('@'));
        }
        if writings.len() < 2 {
            continue;
        }
        let Some(name) = shown(&writings) else { continue };
        all.extend(
            writings
                .iter()
                .filter(|(value, _)| *value != name)
                .map(|(value, _)| ((*value).to_owned(), name.clone())),
        );
    }
    all.sort();
    all
}

/// The words of a name or of the part of an address before the `@`, folded and in order.
fn words(value: &str) -> Vec<String> {
    let name = value.split_once('@').map_or(value, |(name, _)| name);
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '_');
    let mut words: Vec<String> =
        name.split(apart).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let is_name =
        words.iter().all(|word| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’')));
    if !is_name {
        return Vec::new();
    }
    words.sort();
    words
}

/// The writing people would choose: first name first, not all capitals, no address; the most frequent of those.
fn shown(writings: &[(&str, u64)]) -> Option<String> {
    let best = writings.iter().max_by_key(|(value, count)| {
        let has = |test: fn(char) -> bool| value.chars().any(test);
        let mixed = has(char::is_uppercase) && has(char::is_lowercase);
        (!value.contains('@'), !value.contains(','), mixed, *count, std::cmp::Reverse(*value))
    })?;
    let (name, _) = best;
    Some(match name.split_once(',') {
        Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
        None => (*name).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(values: &[(&str, u64)]) -> Vec<(String, String)> {
        let values: Vec<(String, u64)> =
            values.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect();
        suggest_owners(&values)
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(word, name)| ((*word).to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn the_same_letters_are_one_person() {
        let found = suggested(&[
            ("Lee, Ann", 9),
            ("Ann Lee", 3),
            ("ANN LEE", 4),
            ("ann.lee@example.com", 2),
            ("Bo Day", 8),
        ]);
        let expected =
            pairs(&[("ANN LEE", "Ann Lee"), ("Lee, Ann", "Ann Lee"), ("ann.lee@example.com", "Ann Lee")]);
        assert_eq!(found, expected);
        assert_eq!(
            suggested(&[("Lee, Ann", 1), ("lee, ann", 1)]),
            pairs(&[("Lee, Ann", "Ann Lee"), ("lee, ann", "Ann Lee")])
        );
    }

    #[test]
    fn what_only_resembles_stays_apart() {
        for apart in [
            &[("Ann Lee", 1), ("Anne Lee", 1)][..],
            &[("Ann", 1), ("ann", 1)],
            &[("0055f000001AbCd", 1), ("0055f000001AbCD", 1)],
            &[("Queue 1", 1), ("queue 1", 1)],
            &[("ann.lee@a.example", 1), ("ann.lee@b.example", 1)],
            &[("Ann Lee", 1), ("Ann B Lee", 1)],
        ] {
            assert_eq!(suggested(apart), [], "{apart:?}");
        }
        let two_boxes = [("Ann Lee", 1), ("lee, ann", 1), ("ann.lee@a.example", 1), ("ann.lee@b.example", 1)];
        assert_eq!(
            suggested(&two_boxes),
            pairs(&[("lee, ann", "Ann Lee")]),
            "whose the boxes are is not said"
        );
    }
}
