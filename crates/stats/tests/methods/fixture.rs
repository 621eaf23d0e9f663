//! Reads the fixtures and compares with them.

use plumbline_stats::Rate;
use serde_json::Value;

/// One case, by the names its script gave.
pub(crate) struct Case(pub(crate) Value);

/// Parses a fixture, which must not have lost its cases.
pub(crate) fn read(json: &str, at_least: usize) -> Vec<Case> {
    let mut parsed: Value = serde_json::from_str(json).expect("fixtures are JSON");
    assert!(parsed["made_by"].is_object(), "a fixture says what made it");
    let cases: Vec<Case> = match parsed["cases"].take() {
        Value::Array(cases) => cases.into_iter().map(Case).collect(),
        other => panic!("no list of cases: {other}"),
    };
    assert!(
        cases.len() >= at_least,
        "a fixture that lost its cases checks nothing: {} are left",
        cases.len()
    );
    cases
}

impl Case {
    pub(crate) fn real(&self, key: &str) -> f64 {
        self.0[key].as_f64().unwrap_or_else(|| panic!("{key} is a number in {}", self.0))
    }

    pub(crate) fn whole(&self, key: &str) -> u64 {
        self.0[key].as_u64().unwrap_or_else(|| panic!("{key} is a whole number in {}", self.0))
    }

    /// `None` where there is a null.
    pub(crate) fn reals(&self, key: &str) -> Vec<Option<f64>> {
        self.list(key).iter().map(Value::as_f64).collect()
    }

    pub(crate) fn wholes(&self, key: &str) -> Vec<u64> {
        self.list(key).iter().map(|value| value.as_u64().expect("a whole number")).collect()
    }

    pub(crate) fn table(&self, key: &str) -> Vec<Vec<u64>> {
        let row =
            |row: &Value| row.as_array().expect("a row").iter().map(|x| x.as_u64().expect("whole")).collect();
        self.list(key).iter().map(row).collect()
    }

    pub(crate) fn list(&self, key: &str) -> &[Value] {
        self.0[key].as_array().unwrap_or_else(|| panic!("{key} is a list in {}", self.0))
    }

    pub(crate) fn rate(&self, k: &str, n: &str) -> Rate {
        Rate::new(self.whole(k), self.whole(n))
    }

    /// Rates from a list of numerators and one of denominators.
    pub(crate) fn rates(&self, k: &str, n: &str) -> Vec<Rate> {
        self.wholes(k).into_iter().zip(self.wholes(n)).map(|(k, n)| Rate::new(k, n)).collect()
    }

    /// To an absolute 1e-9.
    pub(crate) fn close(&self, ours: f64, key: &str) {
        self.within(ours, self.real(key), 1e-9, key);
    }

    /// To 1e-9 of its own size, however small: for tails.
    pub(crate) fn close_relative(&self, ours: f64, key: &str) {
        let theirs = self.real(key);
        self.within(ours, theirs, 1e-9 * theirs.abs(), key);
    }

    pub(crate) fn within(&self, ours: f64, theirs: f64, allowed: f64, what: &str) {
        assert!((ours - theirs).abs() <= allowed, "{what}: {ours:e} is not {theirs:e} in {}", self.0);
    }
}
