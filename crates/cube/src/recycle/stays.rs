//! Who was sent where, lead by lead, in the order in which it happened.

use chrono::{Days, NaiveDate};
use plumbline_domain::{
    handoff::Decision,
    ids::{LeadId, ReasonId, TrackId},
    moment::Moment,
    settings::Settings,
};
use rustc_hash::FxHashMap;

use super::{ByHand, Fate, Former, Stay, Stays, Tracks};
use crate::{
    cube::Cube,
    facts::{Facts, NEVER, Now},
    reasons::NO_REASON,
};

impl Cube {
    /// Everybody who was ever sent to a track, as far as was known at `as_of`.
    ///
    /// A rejection or disqualification outside any handoff sends nobody anywhere, as it counts nowhere else.
    pub fn recycled(&self, tracks: &Tracks, as_of: Moment, settings: &Settings) -> Stays {
        let walk = Walk::of(self, tracks, as_of, settings);
        let mut all = Vec::new();
        let facts = self.facts();
        let mut by_hand = walk.by_hand(tracks);
        let mut first = 0;
        while first < facts.len() {
            let row = facts.lead[first];
            let end = first + facts.lead[first..].iter().take_while(|lead| **lead == row).count();
            let hands = by_hand.remove(&row).unwrap_or_default();
            if !hands.is_empty() || (first..end).any(|handoff| walk.may_send(handoff)) {
                walk.lead(row, first..end, &hands, &mut all);
            }
            first = end;
        }
        for (row, hands) in by_hand {
            walk.lead(row, 0..0, &hands, &mut all);
        }
        all.sort_by_key(|stay| (stay.row, stay.since));
        Stays { all }
    }
}

impl Cube {
    /// The stays of one lead, in time: the same that [`Cube::recycled`] has.
    pub fn recycled_of(
        &self,
        lead: LeadId,
        tracks: &Tracks,
        as_of: Moment,
        settings: &Settings,
    ) -> Vec<Stay> {
        let Some(row) = self.frame().row(lead) else { return Vec::new() };
        let walk = Walk::of(self, tracks, as_of, settings);
        let hands = walk.by_hand(tracks).remove(&row).unwrap_or_default();
        let mut stays = Vec::new();
        walk.lead(row, self.facts().of_lead(row), &hands, &mut stays);
        stays.sort_by_key(|stay| stay.since);
        stays
    }
}

/// What is asked on the way.
struct Walk<'a> {
    cube: &'a Cube,
    facts: &'a Facts,
    settings: &'a Settings,
    now: Now,
    today: NaiveDate,
    days: FxHashMap<TrackId, Option<u32>>,
    /// By the code of a reason.
    track_of: Vec<Option<TrackId>>,
    /// By the reason, each in time.
    former: FxHashMap<ReasonId, Vec<Former>>,
}

/// Something that puts a lead onto a track or takes it off.
#[derive(Clone, Copy)]
struct Mark {
    /// From when on it counts.
    at: i64,
    /// Of marks of one moment the later one has the higher rank.
    rank: u8,
    does: Does,
}

#[derive(Clone, Copy)]
enum Does {
    Send { track: TrackId, since: i64, due: Option<NaiveDate>, by_hand: bool },
    TakeUp,
}

impl<'a> Walk<'a> {
    fn of(cube: &'a Cube, tracks: &Tracks, as_of: Moment, settings: &'a Settings) -> Walk<'a> {
        let mut track_of = vec![None; cube.reasons().entries().len() + 1];
        for (reason, track) in &tracks.of_reason {
            let code = cube.reasons().code(Some(*reason));
            if code != NO_REASON {
                track_of[usize::from(code)] = Some(*track);
            }
        }
        let mut former: FxHashMap<ReasonId, Vec<Former>> = FxHashMap::default();
        for one in &tracks.former {
            former.entry(one.reason).or_default().push(*one);
        }
        former.values_mut().for_each(|of_reason| of_reason.sort_by_key(|one| one.until));
        Walk {
            former,
            cube,
            facts: cube.facts(),
            settings,
            now: Now::new(as_of, settings.decision_window_hours),
            today: settings.calendar.day(as_of),
            days: tracks.days.iter().copied().collect(),
            track_of,
        }
    }

    /// Who was put onto a track by hand, by row, each in time.
    fn by_hand<'t>(&self, tracks: &'t Tracks) -> FxHashMap<u32, Vec<&'t ByHand>> {
        let mut found: FxHashMap<u32, Vec<&ByHand>> = FxHashMap::default();
        for hand in tracks.by_hand.iter().filter(|hand| hand.since.0 <= self.now.as_of) {
            if let Some(row) = self.cube.frame().row(hand.lead) {
                found.entry(row).or_default().push(hand);
            }
        }
        found.values_mut().for_each(|hands| hands.sort_by_key(|hand| hand.since));
        found
    }

    /// True if a handoff has an exit whose reason has a track or had one, whenever that was.
    fn may_send(&self, handoff: usize) -> bool {
        let has_track = |code: u16| self.track_of.get(usize::from(code)).is_some_and(Option::is_some);
        let codes = [self.facts.reason[handoff], self.facts.disqualification[handoff]];
        let is_given = || codes.iter().any(|code| *code != NO_REASON);
        codes.into_iter().any(has_track) || !self.former.is_empty() && is_given()
    }

    /// Where a reason sent a lead at some moment: as it was then with the one that was given, else with what that counts as.
    fn track(&self, given: Option<ReasonId>, code: u16, since: i64) -> Option<TrackId> {
        let counted = self.cube.reasons().entry(code).map(|reason| reason.id);
        let then = [given, counted].into_iter().flatten().find_map(|reason| {
            let of_reason = self.former.get(&reason)?;
            of_reason.iter().find(|former| since <= former.until.0)
        });
        match then {
            Some(former) => Some(former.track),
            None => *self.track_of.get(usize::from(code))?,
        }
    }

    /// The stays of the lead at `row`, whose handoffs are `handoffs` and who was put onto tracks as `hands` say.
    fn lead(&self, row: u32, handoffs: std::ops::Range<usize>, hands: &[&ByHand], out: &mut Vec<Stay>) {
        let Some(lead) = self.cube.frame().lead(row) else { return };
        let begun = |handoff: &usize| self.facts.mql[*handoff] <= self.now.as_of;
        let passes: Vec<usize> = handoffs.filter(begun).collect();
        let mut stay = OfLead { walk: self, row, lead, open: None, out };
        let starts = |pass: usize| passes.get(pass).map_or(NEVER, |handoff| self.facts.mql[*handoff]);
        // Hands before the first MQL are in no pass.
        let of_pass = |from: i64, until: i64| {
            hands.iter().filter(move |hand| from <= hand.since.0 && hand.since.0 < until)
        };
        stay.take(&mut of_pass(i64::MIN, starts(0)).map(|hand| by_hand(hand)).collect::<Vec<_>>(), None);
        for (pass, handoff) in passes.iter().copied().enumerate() {
            stay.end(Fate::Back {
                decision: self.facts.decision(handoff, self.now),
                won: self.facts.won[handoff] <= self.now.as_of,
            });
            let mut marks = self.marks(handoff);
            marks.extend(of_pass(starts(pass), starts(pass + 1)).map(|hand| by_hand(hand)));
            stay.take(&mut marks, Some(handoff));
        }
        stay.close();
    }

    /// What happened in a handoff that sends its lead somewhere or takes it up.
    fn marks(&self, handoff: usize) -> Vec<Mark> {
        let (facts, mut marks) = (self.facts, Vec::new());
        let [rejected_for, dropped_for] = facts.given(handoff);
        let decision = facts.decision(handoff, self.now);
        if decision == Decision::Rejected {
            let since = facts.decided[handoff];
            let track = self.track(rejected_for, facts.reason[handoff], since);
            marks.extend(self.send(track, facts.decided_from[handoff], since, 0));
        }
        let dropped = facts.disqualified[handoff];
        let track = self.track(dropped_for, facts.disqualification[handoff], dropped);
        marks.extend(self.send(track, dropped, dropped, 2));
        let accepted = if decision == Decision::Accepted { facts.decided_from[handoff] } else { NEVER };
        let work = [&facts.sql, &facts.opportunity, &facts.won, &facts.lost].map(|column| column[handoff]);
        let taken_up = work.into_iter().chain([accepted, facts.taken_up(handoff)]);
        let known = taken_up.filter(|at| *at <= self.now.as_of);
        // Sales takes a lead up before it drops it, where both have one moment.
        marks.extend(known.map(|at| Mark { at, rank: 1, does: Does::TakeUp }));
        marks
    }

    fn send(&self, track: Option<TrackId>, at: i64, since: i64, rank: u8) -> Option<Mark> {
        let track = track?;
        if at > self.now.as_of {
            return None;
        }
        let since = since.min(self.now.as_of);
        let days = self.days.get(&track).copied().flatten();
        let day = self.settings.calendar.day(Moment(since));
        let due = days.and_then(|days| day.checked_add_days(Days::new(days.into())));
        Some(Mark { at, rank, does: Does::Send { track, since, due, by_hand: false } })
    }
}

fn by_hand(hand: &ByHand) -> Mark {
    let does = Does::Send { track: hand.track, since: hand.since.0, due: hand.due, by_hand: true };
    Mark { at: hand.since.0, rank: 3, does }
}

/// The stays of one lead, as they begin and end.
struct OfLead<'w, 'a, 'o> {
    walk: &'w Walk<'a>,
    row: u32,
    lead: LeadId,
    open: Option<Stay>,
    out: &'o mut Vec<Stay>,
}

impl OfLead<'_, '_, '_> {
    /// Lets the marks of a pass happen.
    fn take(&mut self, marks: &mut [Mark], handoff: Option<usize>) {
        marks.sort_by_key(|mark| (mark.at, mark.rank));
        for mark in marks.iter() {
            match mark.does {
                Does::TakeUp => self.end(Fate::TakenUp),
                Does::Send { track, since, due, by_hand } => match &mut self.open {
                    // Onto the track it is on already: only its day is another one.
                    Some(open) if open.track == track => (open.due, open.by_hand) = (due, by_hand),
                    _ => {
                        self.end(Fate::Moved);
                        self.open = Some(self.begin(track, Moment(since), due, by_hand, handoff));
                    }
                },
            }
        }
    }

    fn begin(
        &self,
        track: TrackId,
        since: Moment,
        due: Option<NaiveDate>,
        by_hand: bool,
        handoff: Option<usize>,
    ) -> Stay {
        let reason = handoff.and_then(|handoff| self.reason(handoff, since));
        let (row, lead) = (self.row, self.lead);
        Stay { row, lead, track, since, due, by_hand, reason, fate: Fate::There, is_due: false }
    }

    /// The reason of the last exit of a handoff up to `since`.
    fn reason(&self, handoff: usize, since: Moment) -> Option<ReasonId> {
        let facts = self.walk.facts;
        let rejected = facts.decision(handoff, self.walk.now) == Decision::Rejected;
        let code = if facts.disqualified[handoff] <= since.0 {
            facts.disqualification[handoff]
        } else if rejected && facts.decided_from[handoff] <= since.0 {
            facts.reason[handoff]
        } else {
            NO_REASON
        };
        self.walk.cube.reasons().entry(code).map(|reason| reason.id)
    }

    fn end(&mut self, fate: Fate) {
        self.out.extend(self.open.take().map(|stay| Stay { fate, ..stay }));
    }

    /// Whoever has not left is there still.
    fn close(&mut self) {
        let today = self.walk.today;
        let stay = self.open.take();
        self.out.extend(stay.map(|stay| Stay { is_due: stay.due.is_some_and(|due| due <= today), ..stay }));
    }
}
