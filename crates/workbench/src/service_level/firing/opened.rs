//! What was opened before: a thing that fires opens once.

use std::collections::HashSet;

use plumbline_domain::consequence::When;
use plumbline_store::Escalation;
use serde_json::Value;

/// The items there are, as far as rules ask for them.
#[derive(Debug, Default)]
pub(in crate::service_level) struct Opened {
    keys: HashSet<String>,
    /// Of items about several handoffs: the key, and the lead and pass of each.
    handoffs: Vec<(String, Vec<(i64, i64)>)>,
}

impl Opened {
    pub(in crate::service_level) fn of(items: &[Escalation]) -> Opened {
        let listed = |item: &Escalation| {
            let evidence: Value = serde_json::from_str(&item.evidence).unwrap_or_default();
            let number = |value: &Value, name: &str| value.get(name).and_then(Value::as_i64);
            let leads = evidence.get("leads")?.as_array()?.iter();
            let handoffs = leads.filter_map(|lead| Some((number(lead, "lead")?, number(lead, "pass")?)));
            Some((item.key.clone(), handoffs.collect()))
        };
        Opened {
            keys: items.iter().map(|item| item.key.clone()).collect(),
            handoffs: items.iter().filter_map(listed).collect(),
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// The handoffs that are in an item of this rule, whoever had them then.
    pub(super) fn handoffs(&self, when: &When) -> HashSet<(i64, i64)> {
        let rule = format!("{when} | ");
        let of_rule = self.handoffs.iter().filter(|(key, _)| key.starts_with(&rule));
        of_rule.flat_map(|(_, handoffs)| handoffs.iter().copied()).collect()
    }
}
