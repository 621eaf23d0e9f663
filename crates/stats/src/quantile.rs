//! Quantiles of a sample.

/// The `q` quantile (0 to 1) of `values`, which are reordered; `None` of nothing. Values must not be NaN.
///
/// Linear between neighbours, as numpy's default and R's type 7.
pub fn quantile(values: &mut [f64], q: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let at = q.clamp(0.0, 1.0) * last as f64;
    let below = at.floor() as usize;
    let (_, &mut lower, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let upper = above.iter().copied().min_by(f64::total_cmp).unwrap_or(lower);
    Some(lower + (upper - lower) * (at - below as f64))
}

/// The median; `None` of nothing.
pub fn median(values: &mut [f64]) -> Option<f64> {
    quantile(values, 0.5)
}
