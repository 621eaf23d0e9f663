//! What sales does with a lead, until the day of the export.

use super::{
    lead::Lead,
    plant::{self, Plant},
    reason::{self, DISQUALIFICATIONS, Reason},
    rng::Rng,
    time::{AS_OF, DAY, Minute, after_working, next_batch, working},
    world::{self, World},
};

/// Everything that happened to a lead by the time of the export.
#[derive(Default)]
pub(super) struct Journey {
    pub(super) owner: &'static str,
    pub(super) routed: Option<Minute>,
    pub(super) contacted: Option<Minute>,
    pub(super) accepted: Option<Minute>,
    pub(super) rejected: Option<Minute>,
    pub(super) reason: Option<&'static Reason>,
    pub(super) note: &'static str,
    pub(super) sql: Option<Minute>,
    pub(super) opportunity: Option<Minute>,
    pub(super) won: Option<Minute>,
    pub(super) lost: Option<Minute>,
    pub(super) disqualified: Option<Minute>,
    pub(super) disqualification: &'static str,
}

/// In a null world everybody has this chance to be accepted.
const NULL_ACCEPTANCE: f64 = 0.74;

impl Journey {
    /// The journey of `lead`, cut off at the export.
    pub(super) fn draw(world: &World, lead: &Lead, rng: &mut Rng) -> Journey {
        let is_slow = world.planted && lead.is_hit_by(Plant::SlowHandoff, "");
        let routed = if is_slow { next_batch(lead.mql) } else { working(lead.mql + rng.waiting(25)) };
        let mut journey =
            Journey { owner: owner(world, lead, rng), routed: by_export(routed), ..Journey::default() };
        let wait = rng.waiting(if is_slow { 1_500 } else { 330 });
        let decided = after_working(routed, wait);
        let is_silent = rng.chance(if is_slow { 0.21 } else { 0.03 });
        if is_silent || decided > AS_OF {
            return journey;
        }
        let (chance, cause) = acceptance(world, lead);
        if rng.chance(chance) {
            journey.accepted = Some(decided);
            journey.work(world, lead, decided, rng);
        } else {
            let is_hit = |plant| world.planted && lead.is_hit_by(plant, journey.owner);
            let drawn = reason::draw(lead, world.planted, cause, rng);
            let reason = if is_hit(Plant::OneReason) { reason::one_for_all() } else { drawn };
            journey.note = reason::note(reason, is_hit(Plant::OtherSwells), rng);
            journey.rejected = Some(decided);
            journey.reason = Some(reason);
        }
        journey
    }

    /// Contact, then on to SQL, opportunity and a close, or a disqualification.
    fn work(&mut self, world: &World, lead: &Lead, accepted: Minute, rng: &mut Rng) {
        let contacted = after_working(accepted, rng.waiting(if lead.tier == 1 { 50 } else { 300 }));
        self.contacted = by_export(contacted);
        let next = |from: Minute, days: u32, rng: &mut Rng| working(from + rng.waiting(days * DAY));
        match rng.weighted(&[0.44, 0.24, 0.32]) {
            0 => self.sql = by_export(next(contacted, 9, rng)),
            1 => {
                self.disqualified = by_export(next(contacted, 12, rng));
                let reason = DISQUALIFICATIONS[rng.weighted(&DISQUALIFICATIONS.map(|(.., share)| share))];
                if self.disqualified.is_some() {
                    self.disqualification = reason.0;
                }
                return;
            }
            _ => return,
        }
        let Some(sql) = self.sql.filter(|_| rng.chance(0.58)) else { return };
        self.opportunity = by_export(next(sql, 12, rng));
        let Some(opportunity) = self.opportunity else { return };
        let closed = by_export(next(opportunity, 38, rng));
        let is_ideal = world.planted && lead.persona == "CISO" && lead.company.segment == "Mid-market";
        if rng.chance(if is_ideal { 0.55 } else { 0.30 }) { self.won = closed } else { self.lost = closed }
    }

    /// The status the CRM shows: the furthest step.
    pub(super) fn status(&self) -> &'static str {
        let furthest = [
            (self.won, "Closed - Won"),
            (self.lost, "Closed - Lost"),
            (self.disqualified, "Disqualified"),
            (self.opportunity, "Opportunity"),
            (self.sql, "Working - SQL"),
            (self.accepted, "Accepted"),
            (self.rejected, "Rejected"),
        ];
        furthest.into_iter().find(|(at, _)| at.is_some()).map_or("Open - MQL", |(_, label)| label)
    }
}

fn by_export(at: Minute) -> Option<Minute> {
    (at <= AS_OF).then_some(at)
}

/// The rep the lead goes to: by the rules, until the rep for healthcare has left and nobody changes the rule.
fn owner(world: &World, lead: &Lead, rng: &mut Rng) -> &'static str {
    let rightful = world::rightful_owner(lead.team, lead.industry, rng);
    let is_lost = world.planted && lead.is_hit_by(Plant::WrongRouting, "");
    if is_lost { world::MANUFACTURING_REP } else { rightful }
}

/// The chance to be accepted, and the breakage point that decides it.
fn acceptance(world: &World, lead: &Lead) -> (f64, Option<Plant>) {
    if !world.planted {
        return (NULL_ACCEPTANCE, None);
    }
    match plant::verdict(lead) {
        Some((plant, chance)) => (chance, Some(plant)),
        None if lead.persona == world::PRACTITIONER => (0.62, None),
        None if world::is_uncovered(lead.company.country) => (0.55, None),
        None => (lead.campaign.acceptance, None),
    }
}
