//! The vendor's market: sources, industries, countries, personas and the people who take the leads.

use super::{
    rng::Rng,
    time::{self, Minute},
};

/// What to generate.
#[derive(Clone, Copy, Debug)]
pub(super) struct World {
    /// Same seed, same world.
    pub(super) seed: u64,
    /// How many leads in all.
    pub(super) leads: u32,
    /// False for a null world: every lead has the same chances, whoever it is and whenever it comes.
    pub(super) planted: bool,
}

/// Where leads come from: source, campaign, what the lead did, share of volume, chance to be accepted.
pub(super) struct Campaign {
    pub(super) source: &'static str,
    pub(super) name: &'static str,
    pub(super) trigger: &'static str,
    pub(super) share: f64,
    pub(super) acceptance: f64,
}

const fn campaign(
    source: &'static str,
    name: &'static str,
    trigger: &'static str,
    share: f64,
    acceptance: f64,
) -> Campaign {
    Campaign { source, name, trigger, share, acceptance }
}

/// A download alone: no demo, no pricing page, nothing that says a purchase is near.
pub(super) const DOWNLOAD: &str = "Report download";
pub(super) const CONTENT: &str = "Content";
pub(super) const GENERIC: &str = "Paid search: generic";

/// All campaigns; [`GENERIC`] is the last.
pub(super) const CAMPAIGNS: [Campaign; 12] = [
    campaign("Referral", "Customer referral", "Introduction", 6.0, 0.91),
    campaign("Referral", "Partner referral", "Introduction", 4.0, 0.88),
    campaign("Event", "Security summit Munich", "Booth meeting", 6.0, 0.81),
    campaign("Event", "CISO dinner series", "Dinner attended", 4.0, 0.86),
    campaign("Webinar", "Webinar: ransomware", "Webinar attended", 12.0, 0.80),
    campaign("Webinar", "Webinar: NIS2 readiness", "Webinar attended", 8.0, 0.79),
    campaign("Organic", "Demo request", "Demo request", 10.0, 0.84),
    campaign("Organic", "Pricing page", "Pricing page visit", 7.0, 0.77),
    campaign(CONTENT, "Report: state of OT security", "Pricing page visit", 14.0, 0.79),
    campaign(CONTENT, "Guide: incident response", "Pricing page visit", 12.0, 0.78),
    campaign("Paid search", "Paid search: brand", "Demo request", 8.0, 0.79),
    campaign("Paid search", GENERIC, "Pricing page visit", 7.0, 0.72),
];

pub(super) const HEALTHCARE: &str = "Healthcare";
pub(super) const MANUFACTURING: &str = "Manufacturing";
pub(super) const INDUSTRIES: [(&str, f64); 8] = [
    (HEALTHCARE, 26.0),
    ("Finance", 20.0),
    (MANUFACTURING, 18.0),
    ("Public sector", 10.0),
    ("Energy", 9.0),
    ("Professional services", 8.0),
    ("Retail", 5.0),
    ("Education", 4.0),
];

pub(super) const DACH: &str = "DACH";
pub(super) const UK: &str = "UK & Ireland";
pub(super) const BENELUX: &str = "Benelux & France";

/// Country, team, share of volume; the last two lie outside the coverage and fall to the nearest team.
pub(super) const COUNTRIES: [(&str, &str, f64); 10] = [
    ("Germany", DACH, 30.0),
    ("Austria", DACH, 6.0),
    ("Switzerland", DACH, 8.0),
    ("United Kingdom", UK, 20.0),
    ("Ireland", UK, 4.0),
    ("Netherlands", BENELUX, 11.0),
    ("Belgium", BENELUX, 5.0),
    ("France", BENELUX, 12.0),
    ("Brazil", UK, 2.0),
    ("India", UK, 2.0),
];

/// True for the two countries nobody covers.
pub(super) fn is_uncovered(country: &str) -> bool {
    matches!(country, "Brazil" | "India")
}

/// Who the rep for healthcare in DACH is, until she leaves.
pub(super) const HEALTHCARE_REP: &str = "Mira Kessler";
/// Who the rep for manufacturing in DACH is.
pub(super) const MANUFACTURING_REP: &str = "Jonas Brandt";

/// Who gives one reason for all he sends back, in the end.
pub(super) const TIRED_REP: &str = "Tobias Reuter";

/// The rep a lead belongs to by the rules: by team and industry.
pub(super) fn rightful_owner(team: &str, industry: &str, rng: &mut Rng) -> &'static str {
    match (team, industry) {
        (DACH, HEALTHCARE) => HEALTHCARE_REP,
        (DACH, MANUFACTURING | "Energy") => MANUFACTURING_REP,
        (DACH, _) => rng.pick(&["Lena Vogt", TIRED_REP]),
        (UK, "Finance" | "Professional services") => "Harriet Cole",
        (UK, _) => rng.pick(&["Owen Pryce", "Sinead Farrell", "Marcus Hale"]),
        (_, "Finance") => "Femke de Wit",
        (..) => rng.pick(&["Bram Peeters", "Claire Moreau", "Youssef Amrani"]),
    }
}

/// A kind of buyer and the titles it goes by.
pub(super) struct Persona {
    pub(super) name: &'static str,
    pub(super) titles: &'static [&'static str],
    pub(super) share: f64,
    /// Tier 1 is executive; the score starts here.
    pub(super) executive: bool,
}

pub(super) const PRACTITIONER: &str = "Security practitioner";

/// All personas; [`PRACTITIONER`], anyone with "security" in the title, is the last.
pub(super) const PERSONAS: [Persona; 6] = [
    Persona {
        name: "CISO",
        titles: &["CISO", "Chief Information Security Officer", "Group CISO", "Deputy CISO"],
        share: 34.0,
        executive: true,
    },
    Persona {
        name: "Security leadership",
        titles: &["VP Information Security", "Head of Information Security", "Director Cyber Security"],
        share: 24.0,
        executive: true,
    },
    Persona {
        name: "IT leadership",
        titles: &["CIO", "IT Director", "Head of IT Infrastructure", "Head of IT Operations"],
        share: 24.0,
        executive: false,
    },
    Persona {
        name: "Finance",
        titles: &["CFO", "Finance Director", "Head of Procurement"],
        share: 6.0,
        executive: false,
    },
    Persona {
        name: "Legal and risk",
        titles: &["General Counsel", "Head of Compliance", "Data Protection Officer"],
        share: 6.0,
        executive: false,
    },
    Persona {
        name: PRACTITIONER,
        titles: &[
            "Security Analyst",
            "Security Awareness Coordinator",
            "Physical Security Manager",
            "Security Engineer",
            "Security Student Assistant",
        ],
        share: 6.0,
        executive: false,
    },
];

impl World {
    /// How many leads become MQLs in each week; they sum to `leads`.
    pub(super) fn weekly(&self) -> Vec<u32> {
        let mut rng = Rng::new(self.seed, u64::MAX);
        let weights: Vec<f64> = (0..time::WEEKS)
            .map(|week| {
                let noise = 0.88 + 0.24 * rng.unit();
                noise * self.mix((time::FIRST_DAY + 7 * week) * time::DAY).iter().sum::<f64>()
            })
            .collect();
        let total: f64 = weights.iter().sum();
        let (mut before, mut given) = (0.0, 0);
        let share = |weight: &f64| {
            before += weight;
            let until = (before / total * f64::from(self.leads)).round() as u32;
            let count = until - given;
            given = until;
            count
        };
        weights.iter().map(share).collect()
    }

    /// Volume of each campaign at a moment, in the order of [`CAMPAIGNS`].
    pub(super) fn mix(&self, at: Minute) -> [f64; CAMPAIGNS.len()] {
        let mut mix = [0.0; CAMPAIGNS.len()];
        for (volume, campaign) in mix.iter_mut().zip(&CAMPAIGNS) {
            let lift = if self.planted { super::plant::volume(campaign, at) } else { 1.0 };
            *volume = campaign.share * lift;
        }
        mix
    }
}
