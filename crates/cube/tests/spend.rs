//! Money by source, against rows added up one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use chrono::{Days, NaiveDate};
use plumbline_cube::{
    Cube,
    measure::Measure,
    query::Query,
    spend::{SpendRow, Spent},
};
use plumbline_domain::{field::FieldName, moment::Moment, settings::Settings};
use proptest::{collection::vec, prelude::*, sample::select};

/// 2026-03-01.
fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap()
}

fn rows() -> impl Strategy<Value = Vec<SpendRow>> {
    let text = |texts: Vec<&'static str>| select(texts).prop_map(str::to_owned);
    let row = (
        0_u64..60,
        text(vec!["", "Event", "Paid"]),
        text(vec!["", "Spring"]),
        text(vec!["", "Web"]),
        text(vec!["EUR", "EUR", "USD", ""]),
        1_u32..1_000,
    );
    let row = row.prop_map(|(day, source, campaign, channel, currency, amount)| SpendRow {
        day: first() + Days::new(day),
        source,
        campaign,
        channel,
        currency,
        amount: f64::from(amount),
    });
    vec(row, 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn money_is_what_the_days_and_one_currency_add_up_to(
        rows in rows(),
        days in (0_u64..60, 0_u64..40),
        now in 0_u64..70,
        field in select(vec!["source", "campaign", "channel", "industry"]),
        asks_all in any::<bool>(),
    ) {
        let settings = Settings::default();
        let cube = Cube::default();
        prop_assert!(cube.awaits_spend());
        cube.fill_spend(rows.clone());
        let (from, to) = (first() + Days::new(days.0), first() + Days::new(days.0 + 1 + days.1));
        let as_of = settings.calendar.start_of_day(first() + Days::new(now));
        let whole = Query::weekly(Measure::Acceptance, Moment(as_of.0 + 1), &settings);
        let query = Query { from: Some(from), to: Some(to), ..whole.clone() };
        let spent = cube.spent(&query, &FieldName::parse(field)).unwrap();
        let here: Vec<&SpendRow> = rows
            .iter()
            .filter(|row| row.day >= from && row.day < to && row.day <= first() + Days::new(now))
            .filter(|_| field != "industry")
            .collect();
        let in_it = here.iter().filter(|row| row.currency == spent.currency).count();
        prop_assert_eq!(spent.left_out, here.len() - in_it);
        for other in ["EUR", "USD", ""] {
            prop_assert!(here.iter().filter(|row| row.currency == other).count() <= in_it, "the most frequent");
        }
        let of = |row: &SpendRow| match field {
            "source" => row.source.clone(),
            "campaign" => row.campaign.clone(),
            _ => row.channel.clone(),
        };
        let total: f64 = here.iter().filter(|row| row.currency == spent.currency).map(|row| row.amount).sum();
        prop_assert_eq!(spent.by_value.iter().map(|(_, sum)| sum).sum::<f64>(), total);
        for (value, sum) in &spent.by_value {
            let mine = here.iter().filter(|row| row.currency == spent.currency && of(row) == *value);
            prop_assert_eq!(*sum, mine.map(|row| row.amount).sum::<f64>());
        }
        // Without days and without handoffs there is no period to speak of.
        if asks_all {
            prop_assert_eq!(cube.spent(&whole, &FieldName::parse(field)).unwrap(), Spent::default());
        }
    }
}
