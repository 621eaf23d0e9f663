//! How long sales took to respond.

use plumbline_domain::moment::Moment;
use plumbline_stats::quantile;

use super::{Cells, Facet};
use crate::{cube::Cube, query::Query, refusal::Refusal, scan::Scan};

const MINUTE: i64 = Moment::HOUR / 60;

/// The time from the MQL to the first response: the first contact or the decision, whichever came first.
///
/// A rejection comes before any contact, so the first contact alone would measure only leads that were wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "the labels below say what each is")]
pub enum Response {
    Minutes5,
    Minutes30,
    Hour1,
    Hours2,
    Hours8,
    Hours24,
    Days2,
    Days7,
    Longer,
    /// Nobody has responded yet.
    None,
}

impl Response {
    /// All of them, from the fastest on.
    pub const ALL: [Response; 10] = [
        Response::Minutes5,
        Response::Minutes30,
        Response::Hour1,
        Response::Hours2,
        Response::Hours8,
        Response::Hours24,
        Response::Days2,
        Response::Days7,
        Response::Longer,
        Response::None,
    ];

    /// The longest time that still counts, in milliseconds; the last but one has no end.
    const UP_TO: [i64; 8] = [
        5 * MINUTE,
        30 * MINUTE,
        Moment::HOUR,
        2 * Moment::HOUR,
        8 * Moment::HOUR,
        Moment::DAY,
        2 * Moment::DAY,
        7 * Moment::DAY,
    ];

    /// As written in the token of a mark.
    pub fn slug(self) -> &'static str {
        ["5m", "30m", "1h", "2h", "8h", "24h", "2d", "7d", "longer", "none"][self as usize]
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        [
            "up to 5 min",
            "5 to 30 min",
            "30 to 60 min",
            "1 to 2 h",
            "2 to 8 h",
            "8 to 24 h",
            "1 to 2 days",
            "2 to 7 days",
            "over 7 days",
            "no response yet",
        ][self as usize]
    }

    pub(super) fn of(ms: i64) -> Response {
        let at = Response::UP_TO.partition_point(|up_to| *up_to < ms);
        Response::ALL[at]
    }
}

/// How long sales took to respond, as a distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseTimes {
    /// By [`Facet::Response`].
    pub cells: Cells,
    /// Of how many the time is known.
    pub measured: u32,
    /// Half of the measured were responded to within so many hours.
    pub median: Option<f64>,
    /// Nine of ten.
    pub p90: Option<f64>,
}

impl Cube {
    /// How long sales took to respond to the handoffs of a query.
    ///
    /// The column `first_contact.at` and the activities are to be filled first, as for the time to first contact.
    ///
    /// # Errors
    /// As [`Cube::cells`].
    pub fn response_times(&self, query: &Query<'_>) -> Result<ResponseTimes, Refusal> {
        let cells = self.cells(query, &[Facet::Response])?;
        let scan = Scan::new(self, query)?;
        let mut hours = Vec::new();
        scan.each(0..scan.len(), |row| {
            if let Some(Some(ms)) = scan.responded(row.handoff, row.decision) {
                hours.push(ms as f64 / Moment::HOUR as f64);
            }
        });
        Ok(ResponseTimes {
            cells,
            measured: hours.len() as u32,
            median: quantile::median(&mut hours),
            p90: quantile::quantile(&mut hours, 0.9),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_at_an_edge_was_still_in_time() {
        assert_eq!(Response::of(0), Response::Minutes5);
        assert_eq!(Response::of(5 * MINUTE), Response::Minutes5);
        assert_eq!(Response::of(5 * MINUTE + 1), Response::Minutes30);
        assert_eq!(Response::of(7 * Moment::DAY), Response::Days7);
        assert_eq!(Response::of(7 * Moment::DAY + 1), Response::Longer);
    }
}
