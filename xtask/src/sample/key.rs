//! The answer key: what was planted, where, from when, and the counts anybody can take from the export again.

use serde_json::{Value, json};

use super::{
    journey::Journey,
    lead::Lead,
    plant::Plant,
    rep::Reps,
    time::{self, AS_OF, FIRST_DAY, WEEKS},
    world::World,
};

/// Handoffs by decision, as of the export.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    accepted: u32,
    rejected: u32,
    lapsed: u32,
    pending: u32,
    other: u32,
}

/// Fourteen days: after that an undecided handoff is a lapse.
const WINDOW_HOURS: u32 = 14 * 24;

impl Counts {
    pub(super) fn add(&mut self, lead: &Lead, journey: &Journey) {
        let is_over = AS_OF >= lead.mql + WINDOW_HOURS * 60;
        match (journey.accepted, journey.rejected) {
            (Some(_), _) => self.accepted += 1,
            (_, Some(_)) => self.rejected += 1,
            _ if is_over => self.lapsed += 1,
            _ => self.pending += 1,
        }
        self.other += u32::from(journey.reason.is_some_and(|reason| reason.key.starts_with("other.")));
    }

    pub(super) fn json(self) -> Value {
        let Counts { accepted, rejected, lapsed, pending, other } = self;
        json!({
            "n": accepted + rejected + lapsed + pending, "accepted": accepted, "rejected": rejected,
            "lapsed": lapsed, "pending": pending, "rejected_as_other": other,
        })
    }
}

/// Counts while the leads are written.
pub(super) struct AnswerKey {
    all: Counts,
    weeks: Vec<Counts>,
    /// Per plant: the leads it concerns before it began, and from then on.
    planted: [(Counts, Counts); Plant::ALL.len()],
    reps: Reps,
}

impl AnswerKey {
    pub(super) fn new() -> AnswerKey {
        AnswerKey {
            all: Counts::default(),
            weeks: vec![Counts::default(); WEEKS as usize],
            planted: <[(Counts, Counts); Plant::ALL.len()]>::default(),
            reps: Reps::default(),
        }
    }

    /// Counts one lead.
    pub(super) fn add(&mut self, lead: &Lead, journey: &Journey) {
        self.all.add(lead, journey);
        if let Some(week) = self.weeks.get_mut(time::week_of(lead.mql) as usize) {
            week.add(lead, journey);
        }
        for (plant, (before, after)) in Plant::ALL.into_iter().zip(&mut self.planted) {
            if plant.concerns(lead, journey.owner) {
                if plant.has_begun(lead.mql) { after } else { before }.add(lead, journey);
            }
        }
        self.reps.add(lead, journey);
    }

    /// The whole key.
    pub(super) fn json(&self, world: &World) -> Value {
        let weeks = self.weeks.iter().zip(0..).map(|(counts, week)| {
            let mut value = counts.json();
            value["start"] = time::iso(FIRST_DAY + 7 * week).into();
            value
        });
        let planted = Plant::ALL.into_iter().zip(&self.planted).filter(|_| world.planted);
        json!({
            "about": "What cargo xtask sample planted. Counts are handoffs by week of MQL, as of the export.",
            "seed": world.seed, "leads": world.leads, "time_zone": "Europe/Berlin", "week_start": "monday",
            "from": time::iso(FIRST_DAY), "to": time::iso(FIRST_DAY + 7 * WEEKS),
            "as_of": super::as_of(),
            "decision_window_hours": WINDOW_HOURS,
            "totals": self.all.json(),
            "weeks": weeks.collect::<Vec<_>>(),
            "reps": self.reps.json(),
            "planted": planted.map(|(plant, counts)| entry(plant, counts)).collect::<Vec<_>>(),
        })
    }
}

fn entry(plant: Plant, (before, after): &(Counts, Counts)) -> Value {
    let (slug, point, text) = describe(plant);
    json!({
        "slug": slug, "breakage_point": point, "what": text, "where": criteria(plant),
        "from": time::iso(plant.from()), "shows_in": shows_in(plant),
        "before": before.json(), "after": after.json(),
    })
}

/// Slug, number of the breakage point (0 stands beside the five), sentence.
fn describe(plant: Plant) -> (&'static str, u8, String) {
    let since = time::spoken(plant.from());
    match plant {
        Plant::TwoDefinitions => (
            "two-definitions",
            1,
            format!(
                "Since {since} marketing counts a download as an MQL; sales wants intent and sends it back."
            ),
        ),
        Plant::SlowHandoff => (
            "slow-handoff",
            2,
            format!("Since {since} one team is handed its leads twice a week: late decisions, many lapses."),
        ),
        Plant::Drift => (
            "icp-drift",
            3,
            format!(
                "Since {since} more people with \"security\" in the title arrive who do not decide anything."
            ),
        ),
        Plant::WrongRouting => (
            "wrong-routing",
            4,
            format!(
                "Since {since} healthcare leads in DACH go to the rep for manufacturing, who sends them back."
            ),
        ),
        Plant::OtherSwells => (
            "other-swells",
            5,
            format!("Since {since} one team rejects as Other; a third of the texts says partner deal."),
        ),
        Plant::BadCampaign => (
            "bad-campaign",
            0,
            format!("Since {since} one campaign brings more than twice its leads, from companies too small."),
        ),
        Plant::OneReason => {
            ("one-reason", 5, format!("Since {since} one rep gives one reason for all he sends back."))
        }
    }
}

fn criteria(plant: Plant) -> &'static str {
    match plant {
        Plant::TwoDefinitions => "source = \"Content\" and `MQL Trigger` = \"Report download\"",
        Plant::SlowHandoff => "team = \"UK & Ireland\"",
        Plant::Drift => "persona = \"Security practitioner\"",
        Plant::WrongRouting => "team = \"DACH\" and industry = \"Healthcare\"",
        Plant::OtherSwells => "team = \"Benelux & France\"",
        Plant::BadCampaign => "campaign = \"Paid search: generic\"",
        Plant::OneReason => "owner = \"Tobias Reuter\"",
    }
}

/// The measures that move.
fn shows_in(plant: Plant) -> &'static [&'static str] {
    match plant {
        Plant::TwoDefinitions | Plant::Drift | Plant::BadCampaign => &["volume", "acceptance"],
        Plant::SlowHandoff => &["time-to-decide", "lapse"],
        Plant::WrongRouting => &["acceptance"],
        Plant::OtherSwells => &["rejected_as_other"],
        Plant::OneReason => &["one_reason_share"],
    }
}
