//! Many comparisons at once: how many of those that stand out are luck?

/// Why p-values could not be adjusted.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("The p-value at place {at} is {value}; it must be from 0 to 1.")]
pub struct NotAProbability {
    /// Its place, from 0.
    pub at: usize,
    /// What stands there.
    pub value: f64,
}

/// How the comparisons depend on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dependence {
    /// Independent, or positively dependent as one-sided tests are: Benjamini and Hochberg (1995).
    Positive,
    /// Whatever it may be, at the price of a factor of 1 + 1/2 + … + 1/m: Benjamini and Yekutieli (2001).
    Any,
}

/// The adjusted p-values, in the order they came in: keeping those at or below 0.05 keeps, on average, at most 5 % that
/// are luck. Reference: scipy `false_discovery_control(method="bh" | "by")`.
///
/// # Errors
/// A value that is not from 0 to 1, or is not a number.
pub fn adjusted(p: &[f64], dependence: Dependence) -> Result<Vec<f64>, NotAProbability> {
    if let Some((at, &value)) = p.iter().enumerate().find(|(_, p)| !(0.0..=1.0).contains(*p)) {
        return Err(NotAProbability { at, value });
    }
    let many = p.len() as f64;
    let factor = match dependence {
        Dependence::Positive => many,
        Dependence::Any => many * (1..=p.len()).rev().map(|i| 1.0 / i as f64).sum::<f64>(),
    };
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (rank, &at) in order.iter().enumerate().rev() {
        least = least.min(p[at] * factor / (rank + 1) as f64);
        adjusted[at] = least;
    }
    Ok(adjusted)
}
