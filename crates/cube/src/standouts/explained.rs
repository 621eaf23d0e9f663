//! Which of the things that stand out are the same thing seen from elsewhere: a source stands out because of its one bad
//! campaign, a country because that campaign ran there.

use plumbline_stats::{Rate, fisher::Fisher};

use super::{
    LEVEL,
    population::{FEWEST, Population},
    search::{Compared, Place},
};

/// Every two of what stands out are compared; what has a smaller excess than so many others is left unexplained.
const MOST: usize = 60;

/// For each, which other one explains it, itself explained by none. Of two that explain each other, the less likely stands.
pub(super) fn by_each_other(kept: &[(Compared, f64)], population: &Population) -> Vec<Option<usize>> {
    let seen: Vec<Seen> = kept.iter().take(MOST).map(|(one, _)| Seen::of(one.place, population)).collect();
    // Each is held against every other: as many chances to look unexplained by luck.
    let level = LEVEL / seen.len() as f64;
    let mut order: Vec<usize> = (0..seen.len()).collect();
    order.sort_by(|a, b| seen[*a].p.total_cmp(&seen[*b].p));
    let rank = |wanted: usize| order.iter().position(|at| *at == wanted);
    let mut explained: Vec<Option<usize>> = vec![None; kept.len()];
    for &one in &order {
        let explains = |other: &&usize| {
            **other != one
                && seen[one].is_explained_by(&seen[**other], level)
                && (rank(**other) < rank(one) || !seen[**other].is_explained_by(&seen[one], level))
                // Nothing is explained by what it explains.
                && last(&explained, **other) != one
        };
        explained[one] = order.iter().find(explains).copied();
    }
    (0..kept.len()).map(|at| explained[at].map(|by| last(&explained, by))).collect()
}

/// Who explains it, and who explains that, to the end.
fn last(explained: &[Option<usize>], mut at: usize) -> usize {
    while let Some(next) = explained[at] {
        at = next;
    }
    at
}

/// One that stands out, as sets of handoffs.
struct Seen {
    reason: Option<u16>,
    members: Vec<u64>,
    others: Vec<u64>,
    /// Rejections, or those with its reason.
    marked: Vec<u64>,
    /// The chance of so many against all others.
    p: f64,
}

impl Seen {
    fn of(place: Place, population: &Population) -> Seen {
        let parts = [Some(place.of), place.with];
        let is_member = |handoff: usize| {
            let here =
                |(dimension, code): &(usize, u16)| population.dimensions[*dimension].codes[handoff] == *code;
            parts.iter().flatten().all(here)
        };
        let many = population.outcome.len();
        let members = bits(many, is_member);
        let marked = bits(many, |handoff| Population::counts(population.outcome[handoff], place.reason));
        let others = bits(many, |handoff| !is_member(handoff));
        let p = Fisher::of(rate(&members, &marked), rate(&others, &marked)).at_least;
        Seen { reason: place.reason, members, others, marked, p }
    }

    /// True if what is left of it without the handoffs of `other` is like the rest, or, where hardly anything is left, if it
    /// is like the rest of `other`.
    fn is_explained_by(&self, other: &Seen, level: f64) -> bool {
        if self.reason != other.reason {
            return false;
        }
        let both = |combine: fn(u64, u64) -> u64| -> Vec<u64> {
            self.members.iter().zip(&other.members).map(|(mine, theirs)| combine(*mine, *theirs)).collect()
        };
        let of = |members: &[u64]| rate(members, &self.marked);
        let left = of(&both(|mine, theirs| mine & !theirs));
        let theirs = of(&both(|mine, theirs| !mine & theirs));
        let neither: Vec<u64> =
            self.others.iter().zip(&other.others).map(|(mine, theirs)| mine & theirs).collect();
        if left.denominator >= u64::from(FEWEST) {
            return Fisher::of(left, of(&neither)).at_least > level;
        }
        theirs.denominator < u64::from(FEWEST) || Fisher::of(of(&self.members), theirs).at_least > level
    }
}

/// A bit for each handoff.
fn bits(many: usize, holds: impl Fn(usize) -> bool) -> Vec<u64> {
    let mut bits = vec![0_u64; many.div_ceil(64)];
    for handoff in (0..many).filter(|handoff| holds(*handoff)) {
        bits[handoff / 64] |= 1 << (handoff % 64);
    }
    bits
}

/// How many of the members are marked.
fn rate(members: &[u64], marked: &[u64]) -> Rate {
    let (mut numerator, mut denominator) = (0, 0);
    for (members, marked) in members.iter().zip(marked) {
        numerator += u64::from((members & marked).count_ones());
        denominator += u64::from(members.count_ones());
    }
    Rate::new(numerator, denominator)
}
