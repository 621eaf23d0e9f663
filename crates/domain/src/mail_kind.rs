//! What an e-mail address says about the company behind it.

use std::sync::LazyLock;

use crate::free_mail::is_free_mail;

/// What kind of mailbox an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MailKind {
    /// At a domain of its own: the domain names the company.
    Business,
    /// At a provider anybody can sign up with.
    FreeMail,
    /// At a provider of mailboxes that are thrown away after use.
    Disposable,
}

impl MailKind {
    /// All of them.
    pub const ALL: [MailKind; 3] = [MailKind::Business, MailKind::FreeMail, MailKind::Disposable];

    /// The kind of `address`, or of a bare domain; `None` if it has no domain.
    pub fn of(address: &str) -> Option<MailKind> {
        Some(match domain_of(address) {
            "" => return None,
            domain if is_free_mail(domain) => MailKind::FreeMail,
            domain if is_disposable(domain) => MailKind::Disposable,
            _ => MailKind::Business,
        })
    }

    /// As stored and as compared with in criteria.
    pub fn slug(self) -> &'static str {
        match self {
            MailKind::Business => "business",
            MailKind::FreeMail => "free-mail",
            MailKind::Disposable => "disposable",
        }
    }

    /// The kind written as `slug`.
    pub fn from_slug(slug: &str) -> Option<MailKind> {
        MailKind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// What follows the last `@`, without a closing point; the whole text if there is none.
pub fn domain_of(address: &str) -> &str {
    let domain = address.rfind('@').map_or(address, |at| &address[at + 1..]).trim();
    domain.strip_suffix('.').unwrap_or(domain)
}

/// True if `address` (or a bare domain) belongs to a provider of mailboxes that are thrown away.
///
/// Such providers hand out subdomains, so that a domain below a listed one counts as listed.
pub fn is_disposable(address: &str) -> bool {
    let domain = domain_of(address);
    let mut lower = [0; 254];
    let Some(lower) = lower.get_mut(..domain.len()) else { return false };
    lower.copy_from_slice(domain.as_bytes());
    lower.make_ascii_lowercase();
    let mut rest: &[u8] = lower;
    while let Some(point) = rest.iter().position(|byte| *byte == b'.') {
        if is_listed(rest) {
            return true;
        }
        rest = &rest[point + 1..];
    }
    false
}

/// One domain per line, in byte order.
static DISPOSABLE: &str = include_str!("../../../assets/lists/disposable-domains.txt");

/// The lines of the list. Finding them takes a moment, once; a million addresses are looked up in a moment each.
static LINES: LazyLock<Vec<&[u8]>> = LazyLock::new(|| DISPOSABLE.lines().map(str::as_bytes).collect());

fn is_listed(domain: &[u8]) -> bool {
    LINES.binary_search(&domain).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_domain_is_found_and_its_neighbours_are_not() {
        let listed: std::collections::BTreeSet<&str> = DISPOSABLE.lines().collect();
        assert!(
            DISPOSABLE.lines().is_sorted_by(|a, b| a < b),
            "the search needs order, and an entry counts once"
        );
        for domain in &listed {
            assert!(is_listed(domain.as_bytes()), "{domain}");
            let clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
            assert!(domain.contains('.') && domain.chars().all(clean), "{domain} is a domain in lower case");
            for near in [format!("{domain}x"), format!("x{domain}"), domain[1..].to_owned()] {
                assert_eq!(is_listed(near.as_bytes()), listed.contains(near.as_str()), "{near}");
            }
        }
        for outside in ["", "\n", "0", "~", "com"] {
            assert!(!is_listed(outside.as_bytes()), "{outside:?}");
        }
    }

    #[test]
    fn the_domain_decides_the_kind() {
        let kind = |address| MailKind::of(address).map(MailKind::slug);
        assert_eq!(kind("ann@acme.example"), Some("business"));
        assert_eq!(kind("Ann.Lee@GMAIL.com"), Some("free-mail"));
        assert_eq!(kind("x@Mailinator.com"), Some("disposable"));
        assert_eq!(kind("x@team.mailinator.com."), Some("disposable"), "subdomains are handed out");
        assert_eq!(kind("mailinator.com@acme.example"), Some("business"));
        assert_eq!((kind("ann@"), kind("")), (None, None));
        for kind in MailKind::ALL {
            assert_eq!(MailKind::from_slug(kind.slug()), Some(kind));
        }
    }
}
