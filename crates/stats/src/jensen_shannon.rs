//! How far two distributions are apart, from 0 to 1, at any number of rows.

/// The Jensen-Shannon distance of two lists of counts over the same categories: 0 if their shares are the same, 1 if
/// they have no category in common. The shorter list is taken to end in zeros; `None` if either is of nothing.
///
/// The square root of the mean divergence from the average distribution, in bits. Lin, J. (1991), "Divergence measures
/// based on the Shannon entropy". Reference: scipy `distance.jensenshannon(base=2)`.
pub fn distance(first: &[u64], second: &[u64]) -> Option<f64> {
    let share = |counts: &[u64]| {
        let all: u64 = counts.iter().sum();
        let counts = counts.to_vec();
        (all > 0).then_some(move |at: usize| counts.get(at).copied().unwrap_or_default() as f64 / all as f64)
    };
    let (first_share, second_share) = (share(first)?, share(second)?);
    let divergence = |p: f64, middle: f64| if p > 0.0 { p * (p / middle).log2() } else { 0.0 };
    let sum: f64 = (0..first.len().max(second.len()))
        .map(|at| {
            let (p, q) = (first_share(at), second_share(at));
            let middle = f64::midpoint(p, q);
            divergence(p, middle) + divergence(q, middle)
        })
        .sum();
    // Rounding may leave a distance of nothing just below 0.
    Some((sum.max(0.0) / 2.0).sqrt().min(1.0))
}
