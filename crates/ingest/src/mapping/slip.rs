//! Names that are nearly the name of a field.

use plumbline_domain::field::Field;

/// The field somebody meant by a name of lower-case letters that is none.
///
/// Two slips are forgiven in a long name and one in a short one: `other` is two letters from `owner` and means itself.
pub(super) fn nearly_field(name: &str) -> Option<&'static str> {
    if name.is_empty() || !name.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase()) {
        return None;
    }
    Field::ALL
        .into_iter()
        .map(|field| (slips(name.as_bytes(), field.slug().as_bytes()), field.slug()))
        .filter(|(slips, slug)| *slips > 0 && *slips <= 2 && slips * 3 <= slug.len())
        .min()
        .map(|(_, slug)| slug)
}

/// Letters more, less or other, and neighbours swapped, between two names (optimal string alignment).
fn slips(a: &[u8], b: &[u8]) -> usize {
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let mut above = vec![0; b.len() + 1];
    let mut before: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1; b.len() + 1];
        for j in 0..b.len() {
            let other = before[j] + usize::from(a[i] != b[j]);
            row[j + 1] = other.min(before[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                row[j + 1] = row[j + 1].min(above[j - 1] + 1);
            }
        }
        above = std::mem::replace(&mut before, row);
    }
    before[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_names_of_their_own() {
        for (name, field) in [
            ("externalid", "external_id"),
            ("industy", "industry"),
            ("frist_nmae", "first_name"),
            ("emial", "email"),
            ("e_mail", "email"),
            ("domian", "domain"),
            ("ownr", "owner"),
            ("revenues", "revenue"),
        ] {
            assert_eq!(nearly_field(name), Some(field), "{name}");
        }
        for own in
            ["", "booth", "other", "my_name", "Industy", "industy2", "colour", "house", "industrial_park"]
        {
            assert_eq!(nearly_field(own), None, "{own}");
        }
        assert!(Field::ALL.iter().all(|field| slips(field.slug().as_bytes(), field.slug().as_bytes()) == 0));
        assert_eq!((slips(b"ab", b"ba"), slips(b"abc", b"c"), slips(b"kitten", b"sittin")), (1, 2, 2));
    }
}
