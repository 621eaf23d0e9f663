//! Who arrives: one lead as marketing hands it over.

use super::{
    people::{self, Company},
    plant::{self, Plant},
    rng::Rng,
    time::{DAY, Minute},
    world::{self, CAMPAIGNS, Campaign, PERSONAS, World},
};

/// A lead at the moment it becomes an MQL.
#[derive(Clone)]
pub(super) struct Lead {
    pub(super) id: String,
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) title: &'static str,
    pub(super) persona: &'static str,
    pub(super) company: Company,
    pub(super) team: &'static str,
    pub(super) industry: &'static str,
    /// Empty where the form did not ask.
    pub(super) email: String,
    pub(super) is_private: bool,
    pub(super) is_duplicate: bool,
    pub(super) knows_size: bool,
    pub(super) campaign: &'static Campaign,
    pub(super) trigger: &'static str,
    pub(super) tier: u8,
    pub(super) score: u32,
    pub(super) created: Minute,
    pub(super) mql: Minute,
}

/// A lead of this distance before may come a second time under another id.
const ECHO: u32 = 41;

impl Lead {
    /// Lead `number` of the world, which becomes an MQL at `mql`. `rng` is the lead's own stream.
    pub(super) fn draw(world: &World, number: u32, mql: Minute, rng: &mut Rng) -> Lead {
        let campaign = &CAMPAIGNS[rng.weighted(&world.mix(mql))];
        let is_duplicate = number >= ECHO && rng.chance(0.006);
        let mut who =
            Rng::new(world.seed ^ 0xFACE, u64::from(if is_duplicate { number - ECHO } else { number }));
        let company = company(world, campaign, mql, &mut who);
        let (first, last) = people::person(&mut who);
        let persona = &PERSONAS[who.weighted(&personas(world, mql))];
        let title = who.pick(persona.titles);
        let trigger = trigger(world, campaign, mql, rng);
        let is_private = rng.chance(0.025);
        let email = match (rng.chance(0.015), is_private) {
            (true, _) => String::new(),
            (_, true) => people::address(first, last, "privatemail.example"),
            _ => people::address(first, last, &company.domain),
        };
        let has_intent = trigger != world::DOWNLOAD;
        let tier = if persona.executive && has_intent { 1 } else { 2 };
        let score =
            35 + if persona.executive { 25 } else { 0 } + if has_intent { 15 } else { 0 } + rng.below(24);
        Lead {
            id: identifier(number),
            first,
            last,
            title,
            persona: persona.name,
            team: company.team,
            industry: company.industry,
            company,
            email,
            is_private,
            is_duplicate,
            knows_size: !rng.chance(0.08),
            campaign,
            trigger,
            tier,
            score,
            created: mql.saturating_sub(rng.waiting(4 * DAY).min(60 * DAY)),
            mql,
        }
    }

    /// True if the program should find something about this lead of `owner`'s that began before it came.
    pub(super) fn is_hit_by(&self, plant: Plant, owner: &str) -> bool {
        plant.has_begun(self.mql) && plant.concerns(self, owner)
    }
}

/// About two leads per company; the bad campaign brings small ones.
fn company(world: &World, campaign: &Campaign, mql: Minute, rng: &mut Rng) -> Company {
    let companies = world.leads / 2 + 20;
    let mut company = Company::draw(world.seed, rng.below(companies));
    if world.planted && campaign.name == world::GENERIC && Plant::BadCampaign.has_begun(mql) {
        for _ in 0..5 {
            if company.employees < people::SMALLEST {
                break;
            }
            company = Company::draw(world.seed, rng.below(companies));
        }
    }
    company
}

fn personas(world: &World, mql: Minute) -> [f64; PERSONAS.len()] {
    let mut shares = PERSONAS.map(|persona| persona.share);
    if world.planted {
        let (practitioners, others) = (plant::practitioner_share(mql), &mut shares[..PERSONAS.len() - 1]);
        let rest: f64 = others.iter().sum();
        others.iter_mut().for_each(|share| *share *= (1.0 - practitioners) / rest);
        shares[PERSONAS.len() - 1] = practitioners;
    }
    shares
}

fn trigger(world: &World, campaign: &Campaign, mql: Minute, rng: &mut Rng) -> &'static str {
    let share = if world.planted { plant::download_share(mql) } else { 0.25 };
    if campaign.source == world::CONTENT && rng.chance(share) { world::DOWNLOAD } else { campaign.trigger }
}

/// A report's id: 15 characters, told apart by case.
fn identifier(number: u32) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const ROOM: u64 = 62_u64.pow(5);
    // The factor shares no divisor with the room: every number below 916 million has an id of its own, and neighbours look unrelated.
    let mut code = (u64::from(number) + 1) * 387_420_499 % ROOM;
    let mut tail = [b'0'; 5];
    for place in tail.iter_mut().rev() {
        *place = DIGITS[(code % 62) as usize];
        code /= 62;
    }
    let mut id = String::from("00Q5e00000");
    id.extend(tail.map(char::from));
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_are_distinct_and_shaped_like_a_report_prints_them() {
        let ids: HashSet<String> = (0..200_000).map(identifier).collect();
        assert_eq!(ids.len(), 200_000, "an id must name one lead");
        assert!(ids.iter().all(|id| id.len() == 15 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())));
    }
}
