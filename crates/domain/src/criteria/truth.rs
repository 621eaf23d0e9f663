//! Kleene's three-valued logic.

/// True, false, or unknown because a field is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Truth {
    False,
    True,
    Unknown,
}

impl Truth {
    /// True only if both are; false as soon as one is.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        }
    }

    /// True as soon as one is; false only if both are.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.negated().and(other.negated()).negated()
    }

    /// Swaps true and false; unknown stays unknown.
    #[must_use]
    pub fn negated(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::True => Truth::False,
            Truth::Unknown => Truth::Unknown,
        }
    }

    /// [`Truth::negated`] if `negate`, else unchanged.
    #[must_use]
    pub(super) fn negated_if(self, negate: bool) -> Truth {
        if negate { self.negated() } else { self }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

/// `None` is unknown.
impl From<Option<bool>> for Truth {
    fn from(holds: Option<bool>) -> Truth {
        holds.map_or(Truth::Unknown, Truth::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{False, True, Unknown};

    #[test]
    fn the_tables_of_kleene() {
        // Kleene's conjunction is the minimum and his disjunction the maximum of false < unknown < true.
        let rank = |truth| match truth {
            False => 0,
            Unknown => 1,
            True => 2,
        };
        for a in [False, Unknown, True] {
            for b in [False, Unknown, True] {
                assert_eq!(rank(a.and(b)), rank(a).min(rank(b)), "{a:?} and {b:?}");
                assert_eq!(rank(a.or(b)), rank(a).max(rank(b)), "{a:?} or {b:?}");
            }
            assert_eq!(rank(a.negated()), 2 - rank(a), "not {a:?}");
        }
    }
}
