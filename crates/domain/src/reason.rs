//! Why a lead was rejected (before contact) or disqualified (after contact). Two picklists, never mixed.

/// Which repair a rejection needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Bucket {
    /// The lead is not whom we sell to.
    Fit,
    /// The right lead at the wrong moment.
    Timing,
    /// The record is wrong or incomplete.
    Data,
    /// Text required; reviewed monthly and promoted.
    Other,
}

impl Bucket {
    /// All buckets in the order of every chart and list.
    pub const ALL: [Bucket; 4] = [Bucket::Fit, Bucket::Timing, Bucket::Data, Bucket::Other];

    /// As written in files: `fit`, `timing`, `data`, `other`.
    pub fn slug(self) -> &'static str {
        ["fit", "timing", "data", "other"][self as usize]
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        ["Fit", "Timing", "Data", "Other"][self as usize]
    }

    /// The bucket written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Bucket> {
        Bucket::ALL.into_iter().find(|bucket| bucket.slug() == slug)
    }
}

/// Which picklist a reason belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum List {
    /// Rejection: before contact.
    Rejection,
    /// Disqualification: after contact.
    Disqualification,
    /// Why a deal was lost.
    Lost,
}

impl List {
    /// All picklists in the order of their codes.
    pub const ALL: [List; 3] = [List::Rejection, List::Disqualification, List::Lost];

    /// As written in files: `rejection`, `disqualification`, `lost`.
    pub fn slug(self) -> &'static str {
        ["rejection", "disqualification", "lost"][self as usize]
    }

    /// The picklist written as `slug`.
    pub fn from_slug(slug: &str) -> Option<List> {
        List::ALL.into_iter().find(|list| list.slug() == slug)
    }
}

/// `bucket.slug`, as in mapping files: `fit.company-too-small`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReasonKey {
    /// The bucket before the dot.
    pub bucket: Bucket,
    /// The rest: lower-case letters, digits and hyphens, not empty.
    pub slug: String,
}

impl ReasonKey {
    /// Reads `bucket.slug`; `None` if the bucket is unknown or the slug is empty or has other characters.
    pub fn parse(text: &str) -> Option<ReasonKey> {
        let (bucket, slug) = text.split_once('.')?;
        let clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let bucket = Bucket::from_slug(bucket)?;
        (!slug.is_empty() && slug.chars().all(clean)).then(|| ReasonKey { bucket, slug: slug.to_owned() })
    }

    /// A slug made of free text: `Company too small!` gives `company-too-small`; never empty.
    pub fn slug_of(label: &str) -> String {
        let mut slug = String::with_capacity(label.len());
        for c in label.to_lowercase().chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = slug.trim_end_matches('-');
        if slug.is_empty() { "unnamed".to_owned() } else { slug.to_owned() }
    }
}

impl std::fmt::Display for ReasonKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.bucket.slug(), self.slug)
    }
}

/// The rejection reasons a new workspace starts with: (bucket, slug, label).
pub const STARTER_REJECTIONS: [(Bucket, &str, &str); 14] = [
    (Bucket::Fit, "company-size", "Company size outside ICP"),
    (Bucket::Fit, "industry", "Industry not served"),
    (Bucket::Fit, "geography", "Geography outside coverage"),
    (Bucket::Fit, "tech-stack", "Tech stack incompatible"),
    (Bucket::Fit, "persona", "Wrong persona"),
    (Bucket::Timing, "competitor-contract", "Under contract with a competitor"),
    (Bucket::Timing, "no-project", "No project or budget cycle"),
    (Bucket::Timing, "executive-change", "Executive change in progress"),
    (Bucket::Timing, "recent-purchase", "Recent purchase"),
    (Bucket::Data, "missing-contact", "Missing contact data"),
    (Bucket::Data, "invalid-email", "Invalid e-mail"),
    (Bucket::Data, "duplicate", "Duplicate"),
    (Bucket::Data, "personal-email", "Personal e-mail domain"),
    (Bucket::Other, "unspecified", "Other"),
];

/// What rejections count as for which no file and nobody gave a reason: (bucket, slug, label). It is no entry of a
/// picklist, so that nobody can pick it; it is derived with what stands (see [`crate::event::standing`]) and gives way to
/// any reason that is told.
pub const NOT_GIVEN: (Bucket, &str, &str) = (Bucket::Other, "no-reason-given", "No reason given");

impl ReasonKey {
    /// The key of [`NOT_GIVEN`].
    pub fn not_given() -> ReasonKey {
        ReasonKey { bucket: NOT_GIVEN.0, slug: NOT_GIVEN.1.to_owned() }
    }
}

/// The disqualification reasons a new workspace starts with: (slug, label).
pub const STARTER_DISQUALIFICATIONS: [(&str, &str); 6] = [
    ("no-budget", "No budget"),
    ("no-authority", "No authority"),
    ("no-need", "No need"),
    ("no-time-frame", "No time frame"),
    ("chose-competitor", "Chose a competitor"),
    ("no-response", "No response after the agreed attempts"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_print_what_they_parse_and_refuse_the_rest() {
        let key = ReasonKey::parse("fit.company-too-small").expect("the example of the contract");
        assert_eq!(key.to_string(), "fit.company-too-small");
        for bad in ["", "fit", "fit.", "shape.size", "fit.Too Big"] {
            assert_eq!(ReasonKey::parse(bad), None, "{bad:?} is not a key");
        }
        assert_eq!(ReasonKey::slug_of("  Größe: too small! "), "gr-e-too-small");
        assert_eq!(ReasonKey::slug_of("???"), "unnamed");
    }
}
