//! The five breakage points, one bad campaign and one tired rep: where, from when, and what they do to a lead's chances.
//!
//! Everything planted is visible in columns of the export, so that the answer key can name it as criteria.

use super::{
    lead::Lead,
    time::{self, DAY, Minute},
    world,
};

/// A thing the program should find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plant {
    /// Marketing counts a download as an MQL; sales still wants intent.
    TwoDefinitions,
    /// One team is handed its leads in batches, decides late or not at all.
    SlowHandoff,
    /// Anyone with "security" in the title.
    Drift,
    /// Healthcare leads land with the rep for manufacturing.
    WrongRouting,
    /// One team stops picking reasons.
    OtherSwells,
    /// One campaign doubles its volume and brings the wrong people.
    BadCampaign,
    /// One rep gives one reason for all he sends back.
    OneReason,
}

impl Plant {
    pub(super) const ALL: [Plant; 7] = [
        Plant::TwoDefinitions,
        Plant::SlowHandoff,
        Plant::Drift,
        Plant::WrongRouting,
        Plant::OtherSwells,
        Plant::BadCampaign,
        Plant::OneReason,
    ];

    /// The first day on which it shows.
    pub(super) const fn from(self) -> u32 {
        match self {
            Plant::SlowHandoff => time::day(5, 4),
            Plant::WrongRouting => time::day(5, 25),
            Plant::Drift => time::day(6, 1),
            Plant::OtherSwells => time::day(7, 6),
            Plant::TwoDefinitions => time::day(7, 13),
            Plant::OneReason => time::day(8, 3),
            Plant::BadCampaign => time::day(8, 31),
        }
    }

    /// True from [`Plant::from`] on.
    pub(super) fn has_begun(self, at: Minute) -> bool {
        at >= self.from() * DAY
    }

    /// The leads it concerns, whenever they came; the criteria in the answer key say the same.
    pub(super) fn concerns(self, lead: &Lead, owner: &str) -> bool {
        match self {
            Plant::TwoDefinitions => {
                lead.campaign.source == world::CONTENT && lead.trigger == world::DOWNLOAD
            }
            Plant::SlowHandoff => lead.team == world::UK,
            Plant::Drift => lead.persona == world::PRACTITIONER,
            Plant::WrongRouting => lead.team == world::DACH && lead.industry == world::HEALTHCARE,
            Plant::OtherSwells => lead.team == world::BENELUX,
            Plant::BadCampaign => lead.campaign.name == world::GENERIC,
            Plant::OneReason => owner == world::TIRED_REP,
        }
    }

    /// What the lead's chance to be accepted becomes where it applies; `None` if it leaves that alone.
    fn acceptance(self) -> Option<f64> {
        match self {
            Plant::TwoDefinitions => Some(0.40),
            Plant::Drift => Some(0.50),
            Plant::WrongRouting => Some(0.44),
            Plant::BadCampaign => Some(0.28),
            Plant::SlowHandoff | Plant::OtherSwells | Plant::OneReason => None,
        }
    }
}

/// The plant that decides over this lead's acceptance, if any: the gravest one.
pub(super) fn verdict(lead: &Lead) -> Option<(Plant, f64)> {
    Plant::ALL
        .into_iter()
        .filter(|plant| lead.is_hit_by(*plant, ""))
        .filter_map(|plant| plant.acceptance().map(|chance| (plant, chance)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

/// How many times its ordinary volume a campaign brings at a moment.
pub(super) fn volume(campaign: &world::Campaign, at: Minute) -> f64 {
    if campaign.name == world::GENERIC && Plant::BadCampaign.has_begun(at) {
        2.4
    } else if campaign.source == world::CONTENT && Plant::TwoDefinitions.has_begun(at) {
        1.35
    } else {
        1.0
    }
}

/// The share of content leads that did nothing but download.
pub(super) fn download_share(at: Minute) -> f64 {
    if Plant::TwoDefinitions.has_begun(at) { 0.46 } else { 0.06 }
}

/// The share of practitioners: it doubles in the first month of the drift and grows by the month.
pub(super) fn practitioner_share(at: Minute) -> f64 {
    match time::month_and_day(at / DAY).0 {
        _ if !Plant::Drift.has_begun(at) => 0.06,
        6 => 0.12,
        7 => 0.17,
        8 => 0.22,
        _ => 0.27,
    }
}
