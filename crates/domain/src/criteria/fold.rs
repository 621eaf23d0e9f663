//! Text without regard to case.

/// Appends `text` in lower case, character by character.
///
/// `str::to_lowercase` writes a Greek sigma by its place in the word, so that a piece of a text would no longer be found
/// in the whole; here every sigma is the same.
pub(super) fn push_folded(out: &mut String, text: &str) {
    if text.is_ascii() {
        let start = out.len();
        out.push_str(text);
        if let Some(pushed) = out.get_mut(start..) {
            pushed.make_ascii_lowercase();
        }
    } else {
        out.extend(text.chars().flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c }));
    }
}

/// `text` in lower case as criteria compare it: two texts that are equal so are one value.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_folded(&mut out, text);
    out
}

/// True if `word` occurs in `text` (both folded) as a whole: `cto` does not occur in `director`.
pub(super) fn occurs_as_word(text: &str, word: &str) -> bool {
    let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { return false };
    text.match_indices(word).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        is_edge(before, first) && is_edge(after, last)
    })
}

/// A word ends where letters and digits meet something else.
fn is_edge(neighbour: Option<char>, own: char) -> bool {
    !own.is_alphanumeric() || neighbour.is_none_or(|c| !c.is_alphanumeric())
}

/// The smallest number of inserted, removed and replaced characters that turns `a` into `b`.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// The candidate that `word` was probably meant to be: at most one slip per three characters.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word);
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(slips, _)| *slips <= allowed)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_found_in_the_whole_in_any_case() {
        assert!(folded("ΟΔΟΣΗΜΑ").contains(&folded("οδος")), "sigma does not depend on its place");
        assert_eq!(folded("GRÖSSE"), "grösse");
        assert_eq!(folded("\u{212a}elvin"), "kelvin");
    }

    #[test]
    fn words_are_found_whole() {
        assert!(occurs_as_word("vp, it security", "it security"));
        assert!(!occurs_as_word("director", "cto"), "the classic mistake of title lists");
        assert!(!occurs_as_word("forehead of state", "head of"), "nor may a letter stand before it");
        assert!(occurs_as_word("director (cto)", "cto"), "a later occurrence counts");
        assert!(occurs_as_word("c++ lead", "c++") && !occurs_as_word("obj-c", ""));
    }

    #[test]
    fn slips_are_counted() {
        assert_eq!(distance("contain", "contains"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(nearest("betwen", ["between", "contains"]), Some("between"));
        assert_eq!(nearest("zebra", ["between", "contains"]), None);
    }
}
