//! What each rep did by the promises a workspace starts with: decisions, silence, reasons and clocks.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    journey::Journey,
    key::Counts,
    lead::Lead,
    time::{AS_OF, DAY, Minute, after_office},
};

const CLOCKS: [&str; 4] = ["route", "decide", "first-contact", "feedback"];
const FIRST_CONTACT: usize = 2;

/// All reps, by name.
#[derive(Default)]
pub(super) struct Reps(BTreeMap<&'static str, Rep>);

#[derive(Default)]
struct Rep {
    counts: Counts,
    reasons: BTreeMap<&'static str, u32>,
    /// Per clock, how many say what.
    clocks: [[u32; Says::ALL.len()]; CLOCKS.len()],
    /// First contacts of tier 1 that are late while somebody waits.
    tier_1_waits: u32,
}

/// What a clock says at the export.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Met,
    /// It was done, or decided, too late.
    Late,
    /// It is too late, and somebody still waits.
    Waits,
    Running,
    /// Sent back in time: nobody has to call.
    Stopped,
}

impl Says {
    const ALL: [Says; 5] = [Says::Met, Says::Late, Says::Waits, Says::Running, Says::Stopped];

    fn of(stopped: Option<Minute>, due: Minute) -> Says {
        match stopped {
            Some(at) if at <= due => Says::Met,
            Some(_) => Says::Late,
            None if AS_OF > due => Says::Waits,
            None => Says::Running,
        }
    }
}

impl Reps {
    /// Counts one lead.
    pub(super) fn add(&mut self, lead: &Lead, journey: &Journey) {
        let rep = self.0.entry(journey.owner).or_default();
        rep.counts.add(lead, journey);
        if let Some(reason) = journey.reason {
            *rep.reasons.entry(reason.key).or_default() += 1;
        }
        let clocks = clocks(lead, journey);
        for (counts, says) in rep.clocks.iter_mut().zip(clocks) {
            counts[says as usize] += 1;
        }
        rep.tier_1_waits += u32::from(lead.tier == 1 && clocks[FIRST_CONTACT] == Says::Waits);
    }

    /// By rep.
    pub(super) fn json(&self) -> Value {
        self.0.iter().map(|(name, rep)| rep.json(name)).collect()
    }
}

impl Rep {
    fn json(&self, name: &str) -> Value {
        let clock = |(clock, counts): (&str, &[u32; Says::ALL.len()])| {
            let [met, late, waits, running, stopped] = *counts;
            let told = json!({
                "met": met, "missed": late + waits, "missed_open": waits, "running": running, "stopped": stopped,
            });
            (clock.to_owned(), told)
        };
        let mut value = self.counts.json();
        value["rep"] = name.into();
        value["reasons"] = json!(self.reasons);
        value["clocks"] =
            Value::Object(CLOCKS.into_iter().zip(&self.clocks).map(clock).collect::<Map<_, _>>());
        value["tier_1_first_contact_late"] = self.tier_1_waits.into();
        value
    }
}

/// The four clocks of a lead: tier 1 is routed in half an hour and called in two, the others in four and a day; everybody is
/// decided two days after routing, and told back two days after the MQL.
fn clocks(lead: &Lead, journey: &Journey) -> [Says; CLOCKS.len()] {
    let (route, contact) =
        if lead.tier == 1 { (30, after_office(lead.mql, 120)) } else { (240, lead.mql + DAY) };
    let decided = journey.accepted.or(journey.rejected);
    let first_contact = match journey.rejected {
        Some(at) if at <= contact => Says::Stopped,
        Some(_) => Says::Late,
        None => Says::of(journey.contacted, contact),
    };
    [
        Says::of(journey.routed, after_office(lead.mql, route)),
        Says::of(decided, journey.routed.unwrap_or(lead.mql) + 2 * DAY),
        first_contact,
        Says::of(decided, lead.mql + 2 * DAY),
    ]
}
