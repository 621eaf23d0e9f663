//! What waits now, counted for everybody and told of the first few: telling a clock walks through working days.

use plumbline_domain::{clock::ClockKind, moment::Moment};

use super::{ClockRow, ClockState};
use crate::{cube::Cube, query::Query, refusal::Refusal};

/// Clocks somebody waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenClocks {
    /// Of whom, whose are the most late first.
    pub owners: Vec<OwnerWaiting>,
    /// The late ones, the latest first.
    pub late: Vec<ClockRow>,
    /// Those that run, the next due first.
    pub running: Vec<ClockRow>,
}

/// How many clocks wait for an owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnerWaiting {
    /// Under which name they count; empty for leads without an owner.
    pub owner: String,
    /// Not late yet.
    pub running: u32,
    /// Late.
    pub missed: u32,
    /// The longest of the late ones, in milliseconds of every hour.
    pub longest_ms: i64,
}

/// A clock by its due, and by the order of lists where several are due at once.
type Due = (Moment, usize, ClockKind);

/// A due that is not known comes last.
const NEVER: Moment = Moment(i64::MAX);

impl Cube {
    /// The clocks of a query that somebody waits for: all of them counted by owner, and at most `shown` late and `shown`
    /// running ones told.
    ///
    /// # Errors
    /// As [`Cube::clock_counts`].
    pub fn clock_waiting(&self, query: &Query<'_>, shown: usize) -> Result<OpenClocks, Refusal> {
        let (scan, clocks) = self.asked(query)?;
        let lane = &clocks.lanes.owner;
        let mut owners: Vec<OwnerWaiting> = lane
            .dictionary
            .iter()
            .map(|name| OwnerWaiting { owner: name.to_string(), ..OwnerWaiting::default() })
            .collect();
        let (mut late, mut running): (Vec<Due>, Vec<Due>) = (Vec::new(), Vec::new());
        scan.each(0..scan.len(), |row| {
            let code = lane.codes[self.facts().lead[row.handoff] as usize];
            for &kind in query.measure.clocks() {
                if !clocks.is_open(row.handoff, kind) {
                    continue;
                }
                let (owner, due) = (&mut owners[code as usize], clocks.due(row.handoff, kind));
                match clocks.state(row.handoff, kind) {
                    Some(ClockState::Missed) => {
                        let since = due.map_or(0, |due| query.as_of.0 - due.0);
                        owner.missed += 1;
                        owner.longest_ms = owner.longest_ms.max(since);
                        late.push((due.unwrap_or(NEVER), row.handoff, kind));
                    }
                    Some(ClockState::Running) => {
                        owner.running += 1;
                        running.push((due.unwrap_or(NEVER), row.handoff, kind));
                    }
                    _ => {}
                }
            }
        });
        owners.retain(|owner| owner.missed + owner.running > 0);
        owners.sort_by(|a, b| (b.missed, b.running).cmp(&(a.missed, a.running)).then(a.owner.cmp(&b.owner)));
        let told = |mut due: Vec<Due>| -> Vec<ClockRow> {
            due.sort_unstable();
            let first = due.into_iter().take(shown);
            first.filter_map(|(_, handoff, kind)| self.clock_row(&clocks, handoff, kind)).collect()
        };
        Ok(OpenClocks { owners, late: told(late), running: told(running) })
    }
}
