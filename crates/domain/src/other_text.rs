//! What people write where they pick "Other": texts that mean the same, put together for review.
//!
//! A proposal to a person, who promotes a group or not; so it errs on the side of small groups. Texts are compared by their
//! words without order, case, accents and words that say nothing, and a slip of one letter in a long word is forgiven. The
//! same texts give the same groups in whatever order they come.

use std::collections::BTreeSet;

/// Words that say nothing about a reason: English, German, French and Spanish.
const SILENT: &str = " a an and are as at be been but by for from had has have he her his i in is it its no not of on or our she \
    so that the their them they this to us was we were will with you lead contact der die das ein eine ist im in und \
    zu hat nicht von mit le la les un une est et de du des pas en el los las una es y por con ";

/// From here on two texts are alike: the share of their words that both have.
const ALIKE: f64 = 0.5;

/// Texts that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The text most often written, which stands for the group.
    pub example: String,
    /// Positions of the texts in what was asked, ascending.
    pub texts: Vec<usize>,
    /// How often they were written altogether.
    pub count: u64,
}

/// Groups `texts`, each with how often it was written; the largest group first, groups of one count by their example.
pub fn group(texts: &[(&str, u64)]) -> Vec<Group> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|index| (std::cmp::Reverse(texts[*index].1), texts[*index].0));
    let mut groups: Vec<(BTreeSet<String>, Group)> = Vec::new();
    for index in order {
        let (text, count) = texts[index];
        let words = words(text);
        // Of several groups that are near, the nearest: which came first says nothing.
        let near = groups
            .iter_mut()
            .map(|(of_group, group)| (likeness(&words, of_group), group))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .max_by(|(one, _), (other, _)| one.total_cmp(other));
        match near {
            Some((_, group)) => {
                group.texts.push(index);
                group.count += count;
            }
            None => groups.push((words, Group { example: text.to_owned(), texts: vec![index], count })),
        }
    }
    let mut groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
    groups.iter_mut().for_each(|group| group.texts.sort_unstable());
    groups.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.example.cmp(&other.example)));
    groups
}

/// The words of a text that say something; all of them if none does.
fn words(text: &str) -> BTreeSet<String> {
    let plain: String = text.to_lowercase().chars().map(without_accent).collect();
    let all = || plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let silent = |word: &&str| !SILENT.contains(&format!(" {word} "));
    let telling: BTreeSet<String> = all().filter(silent).map(singular).collect();
    if telling.is_empty() { all().map(str::to_owned).collect() } else { telling }
}

fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

fn singular(word: &str) -> String {
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    if plural { word[..word.len() - 1].to_owned() } else { word.to_owned() }
}

/// Words that both have, as a share of all words of both, from 0 to 1.
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let both = one.iter().filter(|word| other.iter().any(|theirs| same_word(word, theirs))).count();
    let all = one.len() + other.len() - both;
    if all == 0 { 1.0 } else { both as f64 / all as f64 }
}

fn same_word(one: &str, other: &str) -> bool {
    one == other || (one.len().min(other.len()) >= 6 && strsim::osa_distance(one, other) == 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_means_the_same_comes_together_and_the_rest_stays_apart() {
        let texts = [
            ("Works for a competitor", 3),
            ("competitor", 5),
            ("Competitors!", 1),
            ("student", 4),
            ("is a Student", 2),
            ("works at compettitor", 1),
            ("left the company", 2),
            ("Mérger pending", 1),
            ("merger pending", 1),
        ];
        let groups = group(&texts);
        let told: Vec<(&str, u64)> =
            groups.iter().map(|group| (group.example.as_str(), group.count)).collect();
        assert_eq!(
            told,
            [("competitor", 10), ("student", 6), ("Mérger pending", 2), ("left the company", 2)],
            "{groups:?}"
        );
        assert_eq!(groups[0].texts, [0, 1, 2, 5]);
    }

    proptest! {
        #[test]
        fn every_text_is_in_one_group_and_the_order_of_the_texts_changes_nothing(
            texts in prop::collection::btree_map("(competitor|student|merger|left|wrong person|\\PC{0,8})( now| today|s)?", 1_u64..9, 0..20),
            seed in any::<u64>(),
        ) {
            let texts: Vec<(&str, u64)> = texts.iter().map(|(text, count)| (text.as_str(), *count)).collect();
            let mut shuffled = texts.clone();
            shuffled.sort_by_key(|(text, _)| {
                text.bytes().fold(seed, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()))
            });
            let named = |texts: &[(&str, u64)]| -> Vec<(String, u64, BTreeSet<String>)> {
                group(texts)
                    .into_iter()
                    .map(|group| {
                        let members = group.texts.iter().map(|index| texts[*index].0.to_owned()).collect();
                        (group.example, group.count, members)
                    })
                    .collect()
            };
            let groups = named(&texts);
            prop_assert_eq!(&groups, &named(&shuffled));
            prop_assert_eq!(groups.iter().map(|group| group.2.len()).sum::<usize>(), texts.len());
            prop_assert_eq!(groups.iter().map(|group| group.1).sum::<u64>(), texts.iter().map(|text| text.1).sum::<u64>());
        }
    }
}
