//! Texts that differ in case alone are one value, as criteria take them: `Paid Search` and `paid search` are one series.

use plumbline_domain::criteria::folded;
use rustc_hash::FxHashMap;

use crate::frame::TextColumn;

/// The column with one spelling per value: the one most leads have, the first by its letters where several do.
pub(crate) fn once(column: TextColumn) -> TextColumn {
    let TextColumn { mut codes, dictionary } = column;
    let mut group_of: FxHashMap<String, u32> = FxHashMap::default();
    let groups: Vec<u32> = dictionary
        .iter()
        .map(|text| {
            let next = group_of.len() as u32;
            *group_of.entry(folded(text)).or_insert(next)
        })
        .collect();
    if group_of.len() == dictionary.len() {
        return TextColumn { codes, dictionary };
    }
    let mut counts = vec![0_u32; dictionary.len()];
    codes.iter().for_each(|code| counts[*code as usize] += 1);
    let mut usual: Vec<Option<(u32, Box<str>)>> = vec![None; group_of.len()];
    for ((text, count), group) in dictionary.into_iter().zip(counts).zip(&groups) {
        let slot = &mut usual[*group as usize];
        if slot.as_ref().is_none_or(|(most, known)| count > *most || count == *most && text < *known) {
            *slot = Some((count, text));
        }
    }
    codes.iter_mut().for_each(|code| *code = groups[*code as usize]);
    TextColumn { codes, dictionary: usual.into_iter().flatten().map(|(_, text)| text).collect() }
}

/// The code of a text, or else of one that differs in case alone.
pub(crate) fn find(texts: &[Box<str>], wanted: &str) -> Option<usize> {
    let exact = texts.iter().position(|text| **text == *wanted);
    exact.or_else(|| {
        let wanted = folded(wanted);
        texts.iter().position(|text| folded(text) == wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_spelling_stands_for_all() {
        let texts = ["", "web", "Web", "WEB", "Event", "event"].map(Box::from);
        let column = once(TextColumn { codes: vec![2, 1, 2, 3, 4, 5, 0], dictionary: texts.into() });
        assert_eq!(column.codes, [1, 1, 1, 1, 2, 2, 0]);
        assert_eq!(column.dictionary, ["", "Web", "Event"].map(Box::from), "most leads, else the first");
        assert_eq!(find(&column.dictionary, "EVENT"), Some(2));
        assert_eq!(find(&column.dictionary, "Fair"), None);
        assert_eq!(once(column.clone()).codes, column.codes);
    }
}
