//! The sample's rows read again: minutes of local time, counted one by one.

use std::path::Path;

/// A lead of the export.
pub(crate) struct Row {
    pub(crate) number: i64,
    pub(crate) tier: String,
    pub(crate) owner: String,
    pub(crate) team: String,
    pub(crate) campaign: String,
    pub(crate) mql: i64,
    routed: Option<i64>,
    contacted: Option<i64>,
    pub(crate) accepted: Option<i64>,
    pub(crate) rejected: Option<i64>,
}

/// 28 September 2026, 09:52, when the report was exported.
pub(crate) const AS_OF: i64 = minute(9, 28, 9 * 60 + 52);
const MONTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
pub(crate) const DAY: i64 = 24 * 60;

/// Minutes since the first of January: the sample lies between two changes of clocks.
pub(crate) const fn minute(month: usize, day: i64, of_day: i64) -> i64 {
    let (mut days, mut at) = (day - 1, 1);
    while at < month {
        days += MONTHS[at - 1];
        at += 1;
    }
    days * DAY + of_day
}

/// `30/03/2026 08:41`.
fn stamp(text: &str) -> Option<i64> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    assert!(text.is_empty() || text.get(6..10) == Some("2026"), "{text}");
    Some(minute(number(3, 5)? as usize, number(0, 2)?, number(11, 13)? * 60 + number(14, 16)?))
}

pub(crate) fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sample/leads.csv");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let columns = [
        "Tier",
        "Lead Owner",
        "Team",
        "Campaign",
        "MQL Date",
        "Routed Date",
        "First Contact Date",
        "Accepted Date",
        "Rejected Date",
    ]
    .map(at);
    let mut rows = Vec::new();
    for record in reader.records().map(Result::unwrap) {
        let cell = |column: usize| record.get(columns[column]).unwrap_or_default();
        // The footer has no dates.
        let Some(mql) = stamp(cell(4)) else { continue };
        rows.push(Row {
            number: rows.len() as i64 + 1,
            tier: cell(0).to_owned(),
            owner: cell(1).to_owned(),
            team: cell(2).to_owned(),
            campaign: cell(3).to_owned(),
            mql,
            routed: stamp(cell(5)),
            contacted: stamp(cell(6)),
            accepted: stamp(cell(7)),
            rejected: stamp(cell(8)),
        });
    }
    rows
}

/// What a clock says: met, missed (still open or not), running, or stopped without a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    Met,
    Missed { open: bool },
    Running,
    Stopped,
}

impl Row {
    /// Fourteen days of silence.
    pub(crate) fn has_lapsed(&self) -> bool {
        self.accepted.is_none() && self.rejected.is_none() && AS_OF >= self.mql + 14 * DAY
    }

    /// Route, decide, first contact, feedback, by the promises a workspace starts with.
    pub(crate) fn clocks(&self) -> [Says; 4] {
        let (route, contact) =
            if self.tier == "1" { (30, at_work(self.mql, 120)) } else { (240, self.mql + DAY) };
        let decided = self.accepted.or(self.rejected);
        let says = |stopped: Option<i64>, due: i64| match stopped {
            Some(at) if at <= due => Says::Met,
            Some(_) => Says::Missed { open: false },
            None if AS_OF > due => Says::Missed { open: true },
            None => Says::Running,
        };
        let first_contact = match self.rejected {
            Some(at) if at <= contact => Says::Stopped,
            Some(_) => Says::Missed { open: false },
            None => says(self.contacted, contact),
        };
        [
            says(self.routed, at_work(self.mql, route)),
            says(decided, self.routed.unwrap_or(self.mql) + 2 * DAY),
            first_contact,
            says(decided, self.mql + 2 * DAY),
        ]
    }
}

/// The end of the last of so many working minutes after `start`, Monday to Friday from nine to five.
fn at_work(start: i64, minutes: i64) -> i64 {
    let (mut at, mut left) = (start, minutes);
    loop {
        // The first of January 2026 was a Thursday.
        let (weekday, of_day) = ((at / DAY + 3) % 7, at % DAY);
        left -= i64::from(weekday < 5 && (9 * 60..17 * 60).contains(&of_day));
        at += 1;
        if left == 0 {
            return at;
        }
    }
}
