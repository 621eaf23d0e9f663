//! Worlds in which nothing is planted: nothing may be found more often than is promised.

use plumbline_stats::{
    Rate,
    change_point::ChangePoint,
    chi_squared::{ChiSquared, simulated},
    concentration::Concentration,
    control::PChart,
    cusum::Cusum,
    evidence::Evidence,
    false_discovery::{Dependence, adjusted},
    laney::LaneyChart,
    random::Random,
    runs::Runs,
};

const WORLDS: u32 = 1_000;

/// How many of `n` leads have a property of this rate.
fn tossed(n: u64, rate: f64, random: &mut Random) -> Rate {
    Rate::new((0..n).filter(|_| random.unit() < rate).count() as u64, n)
}

/// The share of worlds in which `alarm` is true is at most `promised`, but for four standard errors.
fn rarely(promised: f64, name: &str, mut alarm: impl FnMut(&mut Random, u64) -> bool) {
    let mut random = Random::seeded(20_261_122);
    let alarms = (0..WORLDS).filter(|world| alarm(&mut random, u64::from(*world))).count() as f64;
    let (share, error) =
        (alarms / f64::from(WORLDS), (promised * (1.0 - promised) / f64::from(WORLDS)).sqrt());
    assert!(share <= promised + 4.0 * error, "{name}: {share} of null worlds, not {promised}");
}

#[test]
fn a_scan_over_forty_campaigns_finds_one_in_at_most_a_twentieth() {
    rarely(0.05, "scan", |random, _| {
        let campaigns: Vec<Rate> = (0..40).map(|at| tossed(5 + at * 3, 0.25, random)).collect();
        let all = campaigns.iter().fold(Rate::default(), |sum, &campaign| sum.plus(campaign));
        let p: Vec<f64> = campaigns
            .iter()
            .map(|value| {
                let rest = Rate::new(all.numerator - value.numerator, all.denominator - value.denominator);
                Concentration::of(*value, rest).expect("has volume").p
            })
            .collect();
        adjusted(&p, Dependence::Positive).expect("probabilities").iter().any(|p| *p <= 0.05)
    });
}

#[test]
fn a_year_without_a_change_has_one_in_at_most_a_twentieth() {
    rarely(0.05, "change point", |random, world| {
        let year: Vec<Rate> = (0..12).map(|_| tossed(25, 0.6, random)).collect();
        ChangePoint::by_luck(&year, 99, world).expect("two months").p <= 0.05
    });
    rarely(0.05, "cumulated deviations", |random, _| {
        let year: Vec<Rate> = (0..12).map(|_| tossed(25, 0.6, random)).collect();
        Cusum::of(&year).is_some_and(|cusum| cusum.p <= 0.05)
    });
}

#[test]
fn two_quarters_of_one_make_up_differ_in_at_most_a_twentieth() {
    let segments = |random: &mut Random| -> Vec<u64> {
        let mut counts = vec![0; 8];
        for _ in 0..60 {
            counts[(random.unit().powi(2) * 8.0) as usize] += 1;
        }
        counts
    };
    rarely(0.05, "chi-square", |random, world| {
        simulated(&[segments(random), segments(random)], 99, world).expect("two quarters").p <= 0.05
    });
    rarely(0.06, "chi-square for large samples", |random, _| {
        let merged = |counts: Vec<u64>| vec![counts[0], counts[1] + counts[2], counts[3..].iter().sum()];
        ChiSquared::of(&[merged(segments(random)), merged(segments(random))]).expect("two quarters").p <= 0.05
    });
    rarely(0.05, "evidence", |random, world| {
        let values: Vec<Rate> = (0..6).map(|at| tossed(4 + 5 * at, 0.2, random)).collect();
        Evidence::by_luck(&values, 99, world).is_some_and(|luck| luck.p <= 0.05)
    });
}

#[test]
fn a_quiet_chart_is_quiet() {
    // Two tails of 0.00135 a week, over 24 weeks; that whole numbers are not normal adds a little.
    rarely(0.10, "p-chart", |random, _| {
        let weeks: Vec<Rate> = (0..24).map(|_| tossed(60, 0.7, random)).collect();
        let chart = PChart::of(weeks.iter().copied()).expect("24 weeks");
        weeks.iter().any(|week| chart.signal(*week).is_some())
    });
    rarely(0.05, "weeks that vary more", |random, world| {
        let weeks: Vec<Rate> = (0..24).map(|_| tossed(30, 0.7, random)).collect();
        LaneyChart::by_luck(&weeks, 99, world).is_some_and(|luck| luck.p <= 0.05)
    });
    // The two run rules together, as published for 24 points: about one in twelve.
    rarely(0.09, "run rules", |random, _| {
        let weeks: Vec<Rate> = (0..24).map(|_| tossed(61, 0.5, random)).collect();
        let center = weeks.iter().fold(Rate::default(), |sum, &week| sum.plus(week));
        Runs::of(&weeks, center).is_some_and(Runs::signal)
    });
}
