//! Cholesky's decomposition of a small symmetric matrix.

/// L with A = L Lᵀ, row by row; what is above the diagonal is not used.
pub(super) struct Cholesky {
    l: Vec<f64>,
    n: usize,
}

/// A pivot that lost so many of its digits is not one.
const SINGULAR: f64 = 1e-11;

impl Cholesky {
    /// Of an `n` x `n` matrix of which the lower half is given; the first dependent column if it is singular.
    pub(super) fn of(mut a: Vec<f64>, n: usize) -> Result<Cholesky, usize> {
        for j in 0..n {
            let whole = a[j * n + j];
            let pivot = whole - (0..j).map(|k| a[j * n + k].powi(2)).sum::<f64>();
            if !(pivot.is_finite() && pivot > whole * SINGULAR) {
                return Err(j);
            }
            let root = pivot.sqrt();
            a[j * n + j] = root;
            for i in j + 1..n {
                let rest: f64 = (0..j).map(|k| a[i * n + k] * a[j * n + k]).sum();
                a[i * n + j] = (a[i * n + j] - rest) / root;
            }
        }
        Ok(Cholesky { l: a, n })
    }

    /// ln |A|.
    pub(super) fn ln_determinant(&self) -> f64 {
        (0..self.n).map(|i| 2.0 * self.l[i * self.n + i].ln()).sum()
    }

    /// Turns `x` into L⁻¹ `x`.
    fn forward(&self, x: &mut [f64]) {
        for i in 0..self.n {
            let row = &self.l[i * self.n..=i * self.n + i];
            let rest: f64 = row.iter().zip(&*x).take(i).map(|(l, x)| l * x).sum();
            x[i] = (x[i] - rest) / row[i];
        }
    }

    /// bᵀ A⁻¹ b, with room for as many numbers to work in.
    pub(super) fn inverse_form(&self, b: &[f64], room: &mut [f64]) -> f64 {
        room.copy_from_slice(b);
        self.forward(room);
        room.iter().map(|x| x * x).sum()
    }

    /// A⁻¹ `b`.
    pub(super) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        self.forward(&mut x);
        for i in (0..self.n).rev() {
            let rest: f64 = (i + 1..self.n).map(|k| self.l[k * self.n + i] * x[k]).sum();
            x[i] = (x[i] - rest) / self.l[i * self.n + i];
        }
        x
    }
}
