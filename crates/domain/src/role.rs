//! What a colleague does in the handoff.

/// A role. Names of the field, as both teams use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Role {
    /// Runs imports, rules and reviews.
    MarketingOps,
    /// Answers for the first contact of a team.
    SdrLead,
    /// Accepts or rejects leads.
    Rep,
    /// Signs for marketing.
    VpMarketing,
    /// Signs for sales.
    VpSales,
    /// Answers for the definitions and the ICP.
    RevOps,
    /// Knows who stays.
    CustomerSuccess,
}

/// Each role with its slug and its label.
static ROLES: [(Role, &str, &str); 7] = [
    (Role::MarketingOps, "marketing-ops", "Marketing ops"),
    (Role::SdrLead, "sdr-lead", "SDR lead"),
    (Role::Rep, "rep", "Rep"),
    (Role::VpMarketing, "vp-marketing", "VP marketing"),
    (Role::VpSales, "vp-sales", "VP sales"),
    (Role::RevOps, "revops", "RevOps"),
    (Role::CustomerSuccess, "customer-success", "Customer success"),
];

impl Role {
    /// All roles in the order of every list.
    pub fn all() -> impl Iterator<Item = Role> {
        ROLES.iter().map(|(role, _, _)| *role)
    }

    /// As stored and written in files.
    pub fn slug(self) -> &'static str {
        ROLES[self as usize].1
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        ROLES[self as usize].2
    }

    /// The role written as `text`, by its slug or its label.
    pub fn parse(text: &str) -> Option<Role> {
        let text = text.trim();
        let found = ROLES
            .iter()
            .find(|(_, slug, label)| *slug == text.to_ascii_lowercase() || label.eq_ignore_ascii_case(text));
        found.map(|(role, _, _)| *role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_by_slug_and_by_label() {
        for role in Role::all() {
            assert_eq!(Role::parse(role.slug()), Some(role));
            assert_eq!(Role::parse(role.label()), Some(role));
        }
        assert_eq!(Role::parse("janitor"), None);
    }
}
