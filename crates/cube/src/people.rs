//! Under which name the people of the owner column are counted: two names can turn out to be one person.

use std::borrow::Cow;

use plumbline_domain::{
    criteria::{Comparison, Criteria, Literal, Test},
    field::{Field, FieldName},
};
use rustc_hash::FxHashMap;

use crate::frame::{TextBuilder, TextColumn};

/// Names that are counted under another one, in lower case, each with that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    counts_as: FxHashMap<String, String>,
}

impl People {
    /// Of everybody who is known: the name as the owner column has it, and the one it is counted under.
    pub fn new<'n>(known: impl IntoIterator<Item = (&'n str, &'n str)>) -> People {
        let others = known.into_iter().filter(|(name, counts_as)| name != counts_as);
        People { counts_as: others.map(|(name, kept)| (folded(name), kept.to_owned())).collect() }
    }

    /// The name that stands for one.
    fn counted<'n>(&'n self, name: &'n str) -> &'n str {
        self.counts_as.get(&folded(name)).map_or(name, String::as_str)
    }

    /// True if everybody counts under their own name.
    pub(crate) fn is_empty(&self) -> bool {
        self.counts_as.is_empty()
    }

    /// The owner column under the names people count as.
    pub(crate) fn column(&self, given: &TextColumn) -> TextColumn {
        let mut builder = TextBuilder::default();
        let codes: Vec<u32> = given.dictionary.iter().map(|name| builder.code(self.counted(name))).collect();
        builder.finish_with(given.codes.iter().map(|code| codes[*code as usize]).collect())
    }

    /// The same criteria where an owner who counts as another is written as that one: whoever asks by a name means the person.
    pub(crate) fn followed<'c>(&self, criteria: Cow<'c, Criteria>) -> Cow<'c, Criteria> {
        let owner = FieldName::Canonical(Field::Owner);
        if self.is_empty() || !criteria.fields().contains(&&owner) {
            return criteria;
        }
        Cow::Owned(self.rewritten(&criteria, &owner))
    }

    fn rewritten(&self, criteria: &Criteria, owner: &FieldName) -> Criteria {
        let all = |parts: &[Criteria]| parts.iter().map(|part| self.rewritten(part, owner)).collect();
        match criteria {
            Criteria::And(parts) => Criteria::And(all(parts)),
            Criteria::Or(parts) => Criteria::Or(all(parts)),
            Criteria::Not(inner) => Criteria::Not(Box::new(self.rewritten(inner, owner))),
            Criteria::Test(field, test) if field == owner => Criteria::Test(field.clone(), self.meant(test)),
            Criteria::Test(..) | Criteria::Activity { .. } => criteria.clone(),
        }
    }

    fn meant(&self, test: &Test) -> Test {
        let now = |literal: &Literal| match literal {
            Literal::Text(text) => Literal::Text(self.counted(text).to_owned()),
            other => other.clone(),
        };
        match test {
            Test::Compare(comparison @ (Comparison::Equal | Comparison::NotEqual), literal) => {
                Test::Compare(*comparison, now(literal))
            }
            Test::In(literals) => Test::In(literals.iter().map(now).collect()),
            Test::NotIn(literals) => Test::NotIn(literals.iter().map(now).collect()),
            other => other.clone(),
        }
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
