//! Why leads are sent back, and what reps write beside it.

use super::{lead::Lead, people::SMALLEST, plant::Plant, rng::Rng, world};

/// A picklist entry as the vendor's CRM labels it, and its key in Plumbline.
pub(super) struct Reason {
    pub(super) label: &'static str,
    pub(super) key: &'static str,
    share: f64,
}

const fn reason(label: &'static str, key: &'static str, share: f64) -> Reason {
    Reason { label, key, share }
}

/// What a rep gives who no longer looks.
const NO_PROJECT: Reason = reason("No project or budget cycle", "timing.no-project", 13.0);

/// All rejection reasons; "Other" is the last.
pub(super) const REJECTIONS: [Reason; 15] = [
    reason("Company size outside ICP", "fit.company-size", 12.0),
    reason("Industry not served", "fit.industry", 8.0),
    reason("Geography outside coverage", "fit.geography", 4.0),
    reason("Tech stack incompatible", "fit.tech-stack", 6.0),
    reason("Wrong persona", "fit.persona", 12.0),
    reason("Under contract with a competitor", "timing.competitor-contract", 9.0),
    reason("Competitor contract until Q3", "timing.competitor-contract", 3.0),
    NO_PROJECT,
    reason("Executive change in progress", "timing.executive-change", 3.0),
    reason("Recent purchase", "timing.recent-purchase", 4.0),
    reason("Missing contact data", "data.missing-contact", 4.0),
    reason("Invalid e-mail", "data.invalid-email", 5.0),
    reason("Duplicate", "data.duplicate", 4.0),
    reason("Personal e-mail domain", "data.personal-email", 3.0),
    reason("Other", "other.unspecified", 8.0),
];
pub(super) const OTHER: usize = REJECTIONS.len() - 1;

/// After contact: label and slug.
pub(super) const DISQUALIFICATIONS: [(&str, &str, f64); 6] = [
    ("No budget", "no-budget", 24.0),
    ("No authority", "no-authority", 16.0),
    ("No need", "no-need", 18.0),
    ("No time frame", "no-time-frame", 16.0),
    ("Chose a competitor", "chose-competitor", 10.0),
    ("No response after the agreed attempts", "no-response", 16.0),
];

/// Draws a rejection reason. `cause` is what decided over the lead; in a null world nothing about the lead matters.
pub(super) fn draw(lead: &Lead, planted: bool, cause: Option<Plant>, rng: &mut Rng) -> &'static Reason {
    let mut weights = [0.0; REJECTIONS.len()];
    for (weight, reason) in weights.iter_mut().zip(&REJECTIONS) {
        *weight = reason.share * if planted { fits(reason.key, lead) } else { 1.0 };
    }
    if let Some(cause) = cause {
        lean(&mut weights, cause);
    }
    if planted && lead.is_hit_by(Plant::OtherSwells, "") && rng.chance(0.55) {
        return &REJECTIONS[OTHER];
    }
    &REJECTIONS[rng.weighted(&weights)]
}

/// The reason of a rep who no longer looks.
pub(super) fn one_for_all() -> &'static Reason {
    &NO_PROJECT
}

/// How much likelier a reason is because of what the record says.
fn fits(key: &str, lead: &Lead) -> f64 {
    let when = |is: bool, yes: f64, no: f64| if is { yes } else { no };
    match key {
        "fit.company-size" => when(lead.company.employees < SMALLEST, 5.0, 0.25),
        "fit.geography" => when(world::is_uncovered(lead.company.country), 30.0, 0.1),
        "fit.industry" => when(matches!(lead.industry, "Retail" | "Education"), 5.0, 0.5),
        "fit.persona" => when(lead.persona == world::PRACTITIONER, 6.0, 0.7),
        "data.missing-contact" => when(lead.email.is_empty(), 40.0, 0.4),
        "data.invalid-email" => when(lead.email.is_empty(), 0.0, 1.0),
        "data.personal-email" => when(lead.is_private, 30.0, 0.0),
        "data.duplicate" => when(lead.is_duplicate, 60.0, 0.3),
        _ => 1.0,
    }
}

/// Puts about two thirds of the weight on the reason a breakage point produces.
fn lean(weights: &mut [f64; REJECTIONS.len()], cause: Plant) {
    let typical: &[&str] = match cause {
        Plant::TwoDefinitions => &["timing.no-project"],
        Plant::Drift => &["fit.persona"],
        Plant::WrongRouting => &["fit.industry"],
        Plant::BadCampaign => &["fit.company-size", "fit.persona"],
        Plant::SlowHandoff | Plant::OtherSwells | Plant::OneReason => return,
    };
    let total: f64 = weights.iter().sum();
    for (weight, reason) in weights.iter_mut().zip(&REJECTIONS) {
        if typical.contains(&reason.key) {
            *weight += 2.0 * total / typical.len() as f64;
        }
    }
}

/// What the rep writes. Other always has a text; some texts span lines, as pasted mails do.
pub(super) fn note(reason: &Reason, swells: bool, rng: &mut Rng) -> &'static str {
    const LAZY: [&str; 8] = [
        "no",
        "n/a for us",
        "see account",
        "not now",
        "already in a partner deal",
        "partner deal, not ours",
        "checked, no",
        "handled by partner",
    ];
    const HONEST: [&str; 6] = [
        "Asked to be called back after the merger is closed",
        "Works for a reseller, wants to become a partner",
        "Student, writing a thesis on incident response",
        "Journalist",
        "Already in a partner deal",
        "Looking for a job",
    ];
    const REMARKS: [&str; 7] = [
        "Spoke to the switchboard, nobody by that name",
        "Contract with the incumbent runs on, \"come back in Q3\"",
        "From their mail:\r\n\"No budget before the next fiscal year.\"\r\nRegards",
        "Left the company in spring",
        "Two other colleagues are already in the pipeline, see account",
        "Not a fit:\r\n- fewer people than stated\r\n- no security team",
        "Wanted the PDF, nothing else",
    ];
    match reason.key {
        "other.unspecified" if swells => rng.pick(&LAZY),
        "other.unspecified" => rng.pick(&HONEST),
        _ if rng.chance(0.22) => rng.pick(&REMARKS),
        _ => "",
    }
}
