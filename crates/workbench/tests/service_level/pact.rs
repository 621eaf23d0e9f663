//! Both sides of the agreement against a second count of the rows.

use plumbline_workbench::{
    lead::Listing,
    other::Rate,
    service_level::{DeskText, Verdict},
};

use crate::{
    naive::{self, Says, minute},
    sample,
};

fn rows_of<'a>(rows: &'a [naive::Row], tier: &'a str, month: usize) -> impl Iterator<Item = &'a naive::Row> {
    let (from, to) = (minute(month, 1, 0), minute(month + 1, 1, 0));
    rows.iter().filter(move |row| row.tier == tier && (from..to).contains(&row.mql))
}

#[test]
fn promises_of_both_sides_are_counted_by_the_same_months_and_list_what_they_count() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let rows = naive::rows();
    let empty = workspace.pact().unwrap();
    assert!(empty.marketing.is_empty() && !empty.sales.is_empty(), "nothing is promised yet on one side");

    let came = |month: usize| rows_of(&rows, "1", month).count() as u32;
    let (july, september) = (came(7), came(9));
    let text = format!(
        "tier 1: {} from 2026-05, {july} from 2026-07, {} from 2026-08, {} from 2026-09\n",
        came(5) + 1,
        came(8) + 1,
        september + 1
    );
    workspace.set_desk_text(DeskText::Commitments, Some(&text)).unwrap();
    let pact = workspace.pact().unwrap();
    let months: Vec<usize> =
        pact.months.iter().map(|month| month.start.format("%m").to_string().parse().unwrap()).collect();
    assert_eq!(months, [4, 5, 6, 7, 8, 9]);
    assert!((0.9..0.95).contains(&pact.gone), "28 September, 09:52: {}", pact.gone);
    let total = |drill: &plumbline_workbench::handoff::Drill| {
        let listing = Listing { drill: Some(drill.clone()), ..Listing::default() };
        workspace.leads(&listing, 0, 0).unwrap().total
    };

    let [tier] = &pact.marketing[..] else { panic!("one tier is promised") };
    assert!(tier.months[0].is_none(), "before the promise");
    let verdicts: Vec<Verdict> = tier.months.iter().flatten().map(|month| month.verdict).collect();
    let june = if came(6) > came(5) { Verdict::Met } else { Verdict::Missed };
    assert_eq!(verdicts, [Verdict::Missed, june, Verdict::Met, Verdict::Missed, Verdict::Running]);
    for (month, kept) in months.iter().zip(&tier.months) {
        let Some(kept) = kept else { continue };
        assert_eq!(kept.volume.delivered, u64::from(came(*month)), "month {month}");
        assert_eq!(total(&kept.drill), kept.volume.delivered, "a list is what was counted");
    }
    assert_eq!(
        tier.kept,
        Rate::new(1 + u64::from(june == Verdict::Met), 4),
        "a month that runs has no verdict"
    );

    for promise in &pact.sales {
        let mut sum = (0, 0);
        for (month, kept) in months.iter().zip(&promise.months) {
            let says: Vec<Says> = rows_of(&rows, &promise.tier, *month)
                .map(|row| row.clocks()[promise.clock as usize])
                .collect();
            let met = says.iter().filter(|says| **says == Says::Met).count() as u64;
            let missed = says.iter().filter(|says| matches!(says, Says::Missed { .. })).count() as u64;
            assert_eq!(kept.tally.rate(), Rate::new(met, met + missed), "{promise:?}");
            assert_eq!((total(&kept.missed), total(&kept.due)), (missed, met + missed));
            sum = (sum.0 + met, sum.1 + met + missed);
        }
        assert_eq!(promise.kept.tally.rate(), Rate::new(sum.0, sum.1));
        assert_eq!(total(&promise.kept.due), sum.1);
    }
    let all = pact.sales.iter().fold(Rate::default(), |sum, one| sum.plus(one.kept.tally.rate()));
    assert_eq!(pact.sales_kept, all);
}
