//! Which entry of a picklist a value is likely to mean.

use plumbline_domain::reason::{Bucket, List, ReasonKey};
use rustc_hash::FxHashSet;

use super::KnownReason;
use crate::value::date::dissect;

/// Words that tell the bucket of a reason nobody has named yet.
const BUCKETS: [(Bucket, &[&str]); 3] = [
    (
        Bucket::Data,
        &[
            "email",
            "mail",
            "phone",
            "duplicate",
            "dupe",
            "bounced",
            "bounce",
            "invalid",
            "fake",
            "spam",
            "contact",
            "data",
            "incomplete",
            "missing",
            "student",
        ],
    ),
    (
        Bucket::Timing,
        &[
            "timing",
            "time",
            "budget",
            "contract",
            "competitor",
            "renewal",
            "later",
            "project",
            "quarter",
            "purchase",
            "bought",
            "executive",
            "freeze",
            "now",
            "yet",
            "early",
        ],
    ),
    (
        Bucket::Fit,
        &[
            "fit",
            "small",
            "large",
            "size",
            "employees",
            "industry",
            "vertical",
            "geography",
            "region",
            "country",
            "territory",
            "coverage",
            "persona",
            "title",
            "role",
            "junior",
            "seniority",
            "tech",
            "stack",
            "icp",
        ],
    ),
];

/// The entry of `list` that `value` is likely to mean: one of the same or a similar label, else a new one in the bucket
/// its words speak of, else a new one under `other`.
pub fn suggest_reason(value: &str, list: List, known: &[KnownReason]) -> ReasonKey {
    let value = without_date(value);
    if let Some(near) = near(value, list, known) {
        return near;
    }
    let words = words(value);
    let bucket = BUCKETS.iter().find(|(_, telling)| telling.iter().any(|word| words.contains(*word)));
    let bucket = match list {
        List::Rejection => bucket.map_or(Bucket::Other, |(bucket, _)| *bucket),
        _ => Bucket::Other,
    };
    ReasonKey { bucket, slug: ReasonKey::slug_of(value) }
}

/// The entry of `list` with the same or a similar label.
pub(super) fn near(value: &str, list: List, known: &[KnownReason]) -> Option<ReasonKey> {
    if let Some(same) = exact(value, list, known) {
        return Some(same);
    }
    let words = words(value);
    let (likeness, entry) = known
        .iter()
        .filter(|entry| entry.list == list)
        .map(|entry| {
            let label = self::words(&entry.label);
            let slug = self::words(&entry.key.slug);
            (likeness(&words, &label).max(likeness(&words, &slug)), entry)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    (likeness >= 0.6).then(|| entry.key.clone())
}

/// The entry with exactly this label, slug or `bucket.slug`.
pub(crate) fn exact(value: &str, list: List, known: &[KnownReason]) -> Option<ReasonKey> {
    let slug = ReasonKey::slug_of(value);
    known
        .iter()
        .filter(|entry| entry.list == list)
        .find(|entry| {
            entry.label.eq_ignore_ascii_case(value)
                || entry.key.slug == slug
                || entry.key.to_string() == value
        })
        .map(|entry| entry.key.clone())
}

/// A reason without the day that some systems write behind it: `Duplicate - 2026-03-01`, `Duplicate (01.03.2026)`. A day that
/// belongs to the sentence stays: `Contract until 2027-03-01`.
pub(crate) fn without_date(value: &str) -> &str {
    const MARKS: [&str; 9] = [" - ", " \u{2013} ", " \u{2014} ", "(", "[", ", ", "; ", ": ", " | "];
    let open = value.trim_end_matches([')', ']', ' ']);
    // The quick way out: hardly any reason ends with a digit.
    if !open.ends_with(|c: char| c.is_ascii_digit()) {
        return value;
    }
    let parted = MARKS.iter().filter_map(|mark| open.rsplit_once(mark));
    let dated = parted.filter(|(reason, rest)| {
        let digits = rest.bytes().filter(u8::is_ascii_digit).count();
        !reason.trim().is_empty() && digits >= 5 && dissect(rest.trim()).is_some()
    });
    dated
        .map(|(reason, _)| reason.trim_end_matches([' ', '-', ',', ';', ':', '(', '[']))
        .next()
        .unwrap_or(value)
}

fn words(text: &str) -> FxHashSet<String> {
    const EMPTY: [&str; 12] = ["a", "an", "the", "of", "in", "with", "no", "not", "or", "and", "to", "for"];
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty() && !EMPTY.contains(&word.as_str()))
        .collect()
}

/// Shared words among all words (Jaccard).
fn likeness(a: &FxHashSet<String>, b: &FxHashSet<String>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::Known;

    #[test]
    fn reasons_meet_the_entry_they_mean() {
        let known = Known::starter().reasons;
        for (value, expected) in [
            ("Duplicate", "data.duplicate"),
            ("wrong persona", "fit.persona"),
            ("No budget cycle / project", "timing.no-project"),
            ("Company too small", "fit.company-too-small"),
            ("data.invalid-email", "data.invalid-email"),
            ("Existing contract", "timing.existing-contract"),
            ("Because", "other.because"),
            ("Other", "other.unspecified"),
        ] {
            assert_eq!(suggest_reason(value, List::Rejection, &known).to_string(), expected, "{value}");
        }
        for (value, reason) in [
            ("Duplicate - 2026-03-01", "Duplicate"),
            ("Duplicate (01.03.2026)", "Duplicate"),
            ("Wrong persona, 3/4/2026", "Wrong persona"),
            ("Fit - size - 2026-03-01 08:00", "Fit - size"),
            ("Contract until 2027-03-01", "Contract until 2027-03-01"),
            ("Less than 50", "Less than 50"),
            ("2026-03-01", "2026-03-01"),
            ("Size - 50", "Size - 50"),
        ] {
            assert_eq!(without_date(value), reason);
        }
        assert_eq!(suggest_reason("No Budget", List::Disqualification, &known).slug, "no-budget");
    }
}
