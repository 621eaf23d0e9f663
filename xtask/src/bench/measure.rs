//! One run of a program: how long it took and how much memory it ever held.

use std::{
    fs::{self, File},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use crate::{
    step::Step,
    trouble::{At, Trouble},
};

/// Time and memory of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Wall time.
    pub(crate) time: Duration,
    /// Most memory held at once, in KiB; `None` where the system does not tell.
    pub(crate) peak_kib: Option<u64>,
}

/// Runs a program to its end. `script` is its standard input.
pub(crate) fn measure(step: Step, script: Option<&std::path::Path>) -> Result<Cost, Trouble> {
    let line = step.line();
    let mut command = step.into_command();
    if let Some(script) = script {
        command.stdin(File::open(script).at(script)?);
    }
    let started = Instant::now();
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = child.map_err(|source| Trouble::NotStarted { line: line.clone(), source })?;
    let mut peak_kib = None;
    let status = loop {
        peak_kib = high_water(&child).max(peak_kib);
        let ended = child.try_wait().map_err(|source| Trouble::NotStarted { line: line.clone(), source })?;
        if let Some(status) = ended {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let cost = Cost { time: started.elapsed(), peak_kib };
    if status.success() { Ok(cost) } else { Err(Trouble::Failed { line, status }) }
}

/// The kernel keeps the mark itself: only growth in a program's last two milliseconds can be missed.
fn high_water(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// The middle of several runs: its time, and the highest peak.
pub(crate) fn median(costs: &[Cost]) -> Option<Cost> {
    let mut times: Vec<Duration> = costs.iter().map(|cost| cost.time).collect();
    times.sort_unstable();
    let time = *times.get(times.len() / 2)?;
    Some(Cost { time, peak_kib: costs.iter().filter_map(|cost| cost.peak_kib).max() })
}

/// The middle of what `own` took of `other`, round by round: a busy minute of the machine meets both of a round.
pub(crate) fn ratio(own: &[Cost], other: &[Cost]) -> Option<f64> {
    let ratio = |(own, other): (&Cost, &Cost)| own.time.as_secs_f64() / other.time.as_secs_f64();
    let mut ratios: Vec<f64> = own.iter().zip(other).map(ratio).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    ratios.get(ratios.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_timed_and_a_failure_is_one() {
        let cost = measure(Step::new("sleep").args(["0.05"]), None).expect("sleep ends well");
        assert!(cost.time >= Duration::from_millis(50), "it slept for 50 ms, not {:?}", cost.time);
        assert!(measure(Step::new("false"), None).is_err(), "a failing run is no measurement");
    }

    #[test]
    fn the_median_is_the_middle_time_with_the_highest_peak() {
        let cost = |ms, kib| Cost { time: Duration::from_millis(ms), peak_kib: Some(kib) };
        let middle = median(&[cost(9, 1), cost(2, 5), cost(4, 3)]).expect("three runs");
        assert_eq!((middle.time.as_millis(), middle.peak_kib), (4, Some(5)));
        assert!(median(&[]).is_none());
    }

    #[test]
    fn the_ratio_is_that_of_the_middle_round() {
        let costs =
            |ms: [u64; 3]| ms.map(|ms| Cost { time: Duration::from_millis(ms), peak_kib: None }).to_vec();
        let found = ratio(&costs([10, 90, 30]), &costs([20, 100, 10])).expect("three rounds");
        assert!((found - 0.9).abs() < 1e-9, "0.5, 0.9 and 3.0, not {found}");
        assert!(ratio(&[], &[]).is_none());
    }
}
