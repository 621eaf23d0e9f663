//! The simplex method, for small programs that begin at 0.

/// What counts as 0 in a tableau.
const NOTHING: f64 = 1e-10;
/// Far more than programs of this size need; it bounds the time if rounding makes one go in circles.
const MOST_PIVOTS: usize = 20_000;

/// The z >= 0 with the largest `gain` · z among those with row · z <= bound for all `limits`, whose bounds are at
/// least 0. `None` if the gain has no end.
///
/// Bland's rule (1977) chooses the pivots, since every other choice can go in circles where bounds are 0.
pub(super) fn largest(gain: &[f64], limits: &[(Vec<f64>, f64)]) -> Option<Vec<f64>> {
    let (n, m) = (gain.len(), limits.len());
    // A row for each limit and one for the gain; a column for each variable outside the basis and one for the bounds.
    let mut table: Vec<Vec<f64>> =
        limits.iter().map(|(row, bound)| row.iter().copied().chain([*bound]).collect()).collect();
    table.push(gain.iter().map(|g| -g).chain([0.0]).collect());
    let mut outside: Vec<usize> = (0..n).collect();
    let mut basis: Vec<usize> = (n..n + m).collect();
    for _ in 0..MOST_PIVOTS {
        let entering = (0..n).filter(|&j| table[m][j] < -NOTHING).min_by_key(|&j| outside[j]);
        let Some(entering) = entering else { break };
        let step = |i: usize| table[i][n] / table[i][entering];
        let rising = (0..m).filter(|&i| table[i][entering] > NOTHING);
        let leaving = rising.min_by(|&a, &b| step(a).total_cmp(&step(b)).then(basis[a].cmp(&basis[b])))?;
        pivot(&mut table, leaving, entering);
        std::mem::swap(&mut outside[entering], &mut basis[leaving]);
    }
    let mut found = vec![0.0; n];
    for (row, &variable) in table.iter().zip(&basis) {
        if variable < n {
            found[variable] = row[n];
        }
    }
    Some(found)
}

/// Exchanges the variable of a row for that of a column.
fn pivot(table: &mut [Vec<f64>], row: usize, column: usize) {
    let by = table[row][column];
    let mut pivot_row = std::mem::take(&mut table[row]);
    for x in &mut pivot_row {
        *x /= by;
    }
    pivot_row[column] = 1.0 / by;
    // The pivot's own row is empty for now.
    for other in table.iter_mut().filter(|other| !other.is_empty()) {
        let factor = other[column];
        if factor == 0.0 {
            continue;
        }
        other[column] = 0.0;
        for (x, p) in other.iter_mut().zip(&pivot_row) {
            *x -= factor * p;
        }
    }
    table[row] = pivot_row;
}
