//! Cumulative incidence where outcomes compete: of the leads of this age, how many are accepted, rejections being final?
//!
//! Kaplan-Meier with rejections as "censored" answers how many would be accepted if nobody could ever be rejected; that
//! is more than are. Aalen and Johansen's estimator takes the competing outcome for what it is.

use crate::{Interval, Z95};

/// What became of a subject at its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// What is looked at happened.
    Event,
    /// Something happened after which it cannot.
    Competing,
    /// Nothing yet: it was looked at until then.
    Censored,
}

/// So many subjects with the same time and ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Observed {
    /// In whole units (days since MQL, say), so that what is simultaneous is exactly so.
    pub time: u64,
    /// What happened then.
    pub ending: Ending,
    /// How many.
    pub subjects: u64,
}

/// The cumulative incidence from one time at which something happened until the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// From then on.
    pub time: u64,
    /// How many were still open just before.
    pub at_risk: u64,
    /// The share for which the event has happened by then.
    pub event: f64,
    /// The share for which the competing outcome has happened by then.
    pub competing: f64,
    /// The variance of `event`.
    pub variance: f64,
    /// The interval of `event`; `None` as long as it is 0, and once it is 1: there its logarithms do not exist.
    pub interval: Option<Interval>,
}

impl Step {
    /// The share that is still open.
    pub fn open(self) -> f64 {
        (1.0 - self.event - self.competing).clamp(0.0, 1.0)
    }
}

/// One step for each time at which an event or a competing outcome happened, in order, with 95 % intervals.
///
/// Whatever happens at one time happens to the same set at risk, the censored of that time among them; so ties need no
/// order and no random jitter. What happens at time 0 counts. Aalen, O. O. and Johansen, S. (1978), "An empirical
/// transition matrix"; variance by Greenwood and the delta method, interval on the scale of log(-log F) (Collett 2015,
/// section 12.3). Reference: lifelines `AalenJohansenFitter`, with its jitter taken out where outcomes of both kinds
/// are tied.
pub fn cumulative_incidence(observed: &[Observed]) -> Vec<Step> {
    cumulative_incidence_at(observed, Z95)
}

/// The same with intervals at `z` standard deviations.
pub fn cumulative_incidence_at(observed: &[Observed], z: f64) -> Vec<Step> {
    let mut sorted: Vec<Observed> = observed.iter().copied().filter(|o| o.subjects > 0).collect();
    sorted.sort_by_key(|o| o.time);
    let mut at_risk: u64 = sorted.iter().map(|o| o.subjects).sum();
    let (mut steps, mut state) = (Vec::new(), State { open: 1.0, ..State::default() });
    for same_time in sorted.chunk_by(|a, b| a.time == b.time) {
        let count = |ending| same_time.iter().filter(|o| o.ending == ending).map(|o| o.subjects).sum::<u64>();
        let (events, competing) = (count(Ending::Event), count(Ending::Competing));
        if events + competing > 0 {
            state.pass(at_risk as f64, events as f64, competing as f64);
            let variance = state.variance();
            steps.push(Step {
                time: same_time[0].time,
                at_risk,
                event: state.event.min(1.0),
                competing: state.competing.min(1.0),
                variance,
                interval: interval(state.event, variance, z),
            });
        }
        at_risk -= same_time.iter().map(|o| o.subjects).sum::<u64>();
    }
    steps
}

/// The step in force at `time`, so that cohorts can be compared at the same age; `None` before anything happened.
pub fn at(steps: &[Step], time: u64) -> Option<&Step> {
    steps[..steps.partition_point(|step| step.time <= time)].last()
}

/// What the steps so far amount to, and the sums that its variance is made of.
#[derive(Default)]
struct State {
    open: f64,
    event: f64,
    competing: f64,
    /// Sums of a, a F and a F² over the times, with a = d / (n (n - d)): the quadratic term is their polynomial in F.
    quadratic: [f64; 3],
    own: f64,
    /// Sums of b and b F, with b = S d1 / n².
    linear: [f64; 2],
}

impl State {
    /// `n` at risk, of which `events` and `competing` leave.
    fn pass(&mut self, n: f64, events: f64, competing: f64) {
        let (gone, before) = (events + competing, self.open);
        self.event += before * events / n;
        self.competing += before * competing / n;
        self.open = before * (n - gone) / n;
        if gone >= n && self.competing == 0.0 {
            // It has happened to everybody, whatever rounding made of that.
            self.event = 1.0;
        }
        let f = self.event;
        // Once nobody is left the term belongs to increments that never come.
        if gone < n {
            let a = gone / n / (n - gone);
            self.quadratic =
                [self.quadratic[0] + a, self.quadratic[1] + a * f, self.quadratic[2] + a * f * f];
        }
        self.own += before * before * events * (n - events) / (n * n * n);
        let b = before * events / (n * n);
        self.linear = [self.linear[0] + b, self.linear[1] + b * f];
    }

    /// Σ a (F - F_i)² + Σ S² d1 (n - d1) / n³ - 2 Σ b (F - F_i).
    fn variance(&self) -> f64 {
        let (f, [a, af, aff], [b, bf]) = (self.event, self.quadratic, self.linear);
        let quadratic = a * f * f - 2.0 * af * f + aff;
        (quadratic + self.own - 2.0 * (b * f - bf)).max(0.0)
    }
}

fn interval(f: f64, variance: f64, z: f64) -> Option<Interval> {
    if f <= 0.0 || f >= 1.0 {
        return None;
    }
    let log = -f.ln();
    let half = z * variance.sqrt() / (f * log);
    Some(Interval { lower: (-log * half.exp()).exp(), upper: (-log * (-half).exp()).exp() })
}
