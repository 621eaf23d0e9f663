//! The rules a workspace starts with: the buying committee of security software.

use super::{PersonaRule, parse};

/// Who is asked first wins: leadership before practice, and the narrower trade before the wider one.
const STARTER: &str = include_str!("starter.txt");

/// The rules a workspace starts with.
pub fn starter() -> Vec<PersonaRule> {
    // A test reads the text: it cannot fail for a user.
    parse(STARTER).unwrap_or_default()
}
