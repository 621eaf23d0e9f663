//! What stands of all that was told about one lead.

use super::{Contact, Provenance, Says, StageEvent, Told, either, in_one_pass};
use crate::{ids::ReasonId, moment::Moment, stage::Stage};

/// What is known about a lead besides its events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Around<'a> {
    /// The moments of which files of leads have told it, earliest first.
    pub snapshots: &'a [Moment],
    /// When it was created, as far as that is known.
    pub created: Option<Moment>,
    /// The decision window, which ends a pass without a decision.
    pub window_hours: u32,
    /// What is known of contacts with it.
    pub contact: Contact<'a>,
}

impl Around<'_> {
    /// True if what stands of `told` depends on more than the events and the window.
    pub fn matters(told: &[Told]) -> bool {
        let asks = |told: &Told| {
            told.says.is_why() || told.event.provenance == Provenance::Bounded || told.is_open_exit()
        };
        told.iter().any(asks)
    }
}

/// Finds which event stands for each of `told` (itself, unless another tells it better or told it already), and hands
/// reasons on to what stands and has none. A rejection that is left without one gets [`ReasonId::NOT_GIVEN`]. An exit that
/// may have been either becomes what it was, and says [`Says::Either`] still. `None` stands for what leaves no trace: a status
/// that would take the lead back, a reason that explains nothing.
///
/// `told` is all of one lead, ordered by moment and [`Told::code`]; the answer has its length.
pub fn standing(told: &mut [Told], around: Around<'_>) -> Vec<Option<usize>> {
    let mut takes_part: Vec<bool> =
        told.iter().map(|told| matches!(told.says, Says::Entered | Says::Either)).collect();
    let mut open = either::mark(told, &takes_part);
    let mut stands = settle(told, &takes_part, &open, around);
    if let Some(first) = told.iter().position(|told| told.says == Says::Beside) {
        // What a log tells beside the ladder is as good as any line of a log, once the ladder has nothing against it.
        let mut again = false;
        for (index, part) in takes_part.iter_mut().enumerate().skip(first) {
            if told[index].says == Says::Beside && !is_contradicted(told, &stands, index) {
                (*part, again) = (true, true);
            }
        }
        if again {
            let known: Vec<usize> = open.iter().map(|(index, _)| *index).collect();
            open.extend(
                either::mark(told, &takes_part).into_iter().filter(|(index, _)| !known.contains(index)),
            );
            stands = settle(told, &takes_part, &open, around);
        }
    }
    hand_on(told, &stands);
    bound(told, &stands, around);
    explain(told, &mut stands, around.snapshots);
    for (index, one) in told.iter_mut().enumerate() {
        if stands[index] == Some(index) {
            give_reason(&mut one.event);
        }
    }
    stands
}

/// Keeps of what was told of one lead, ordered as for [`standing`], what stands.
pub fn keep_standing(told: &mut Vec<Told>, around: Around<'_>) {
    // Most leads are told by one kind of file alone, of which all stands.
    let alike = |one: &Told| {
        one.says == Says::Entered
            && one.event.stage != Stage::Left
            && one.event.provenance != Provenance::Bounded
            && one.event.provenance == told[0].event.provenance
    };
    if told.iter().all(alike) {
        told.iter_mut().for_each(|told| give_reason(&mut told.event));
        return;
    }
    let stands = standing(told, around);
    let mut index = 0..;
    told.retain(|_| index.next().is_some_and(|index| stands[index] == Some(index)));
}

/// What stands for each of those that take part. Exits that are `open` become what they were.
fn settle(
    told: &mut [Told],
    takes_part: &[bool],
    open: &[either::Open],
    around: Around<'_>,
) -> Vec<Option<usize>> {
    let given = either::settle(told, takes_part, open, around.contact);
    let mut stands = vec![None; told.len()];
    let mut last: Option<usize> = None;
    for (index, one) in told.iter().enumerate().filter(|(index, _)| takes_part[*index]) {
        let event = &one.event;
        let to_exit = given.iter().find(|(from, _)| *from == index).map(|(_, to)| *to);
        let other = match event.provenance {
            _ if to_exit.is_some() => to_exit,
            _ if one.says == Says::Either => None,
            Provenance::Recorded if one.says == Says::Beside => {
                last.filter(|last| (told[*last].event.stage, told[*last].event.at) == (event.stage, event.at))
            }
            Provenance::Recorded => None,
            Provenance::Derived => recorded_instead(told, takes_part, event, around.window_hours),
            Provenance::Bounded => last.filter(|last| told[*last].event.stage == event.stage),
        };
        stands[index] = Some(other.unwrap_or(index));
        if other.is_none() {
            last = Some(index);
        }
    }
    stands
}

/// The recorded event that stands for a stamp: the nearest within a day of it or in its pass.
///
/// A decision between a stamp and what was recorded later ends a pass of the ladder's beginning, also if only a stamp tells it:
/// a lead that was rejected and is made an MQL again has two passes, however soon that was.
fn recorded_instead(
    told: &[Told],
    takes_part: &[bool],
    stamp: &StageEvent,
    window_hours: u32,
) -> Option<usize> {
    let parts = || told.iter().map(|told| &told.event).enumerate().filter(|(index, _)| takes_part[*index]);
    let recorded = || {
        parts().filter(|(index, event)| {
            event.provenance == Provenance::Recorded && told[*index].says != Says::Either
        })
    };
    // Asked once: each of them is looked up among all that was recorded.
    let unrecorded: Vec<(Stage, Moment)> = parts()
        .map(|(_, event)| event)
        .filter(|event| stamp.stage <= Stage::Mql && event.stage > Stage::Mql)
        .filter(|event| event.provenance != Provenance::Recorded)
        .filter(|event| recorded_instead(told, takes_part, event, window_hours).is_none())
        .map(|event| (event.stage, event.at))
        .collect();
    let passages = || {
        let recorded = parts().filter(|(_, event)| event.provenance == Provenance::Recorded);
        recorded.map(|(_, event)| (event.stage, event.at)).chain(unrecorded.iter().copied())
    };
    let of_pass = |at: Moment| in_one_pass(passages(), stamp.stage, (stamp.at, at), window_hours);
    let of_day = |at: Moment| {
        let decided = |(stage, decided)| stage > Stage::Mql && stamp.at < decided && decided < at;
        at.0.abs_diff(stamp.at.0) < Moment::DAY as u64
            && (stamp.stage > Stage::Mql || !passages().any(decided))
    };
    recorded()
        .filter(|(_, event)| event.stage == stamp.stage)
        .map(|(index, event)| (event.at.0.abs_diff(stamp.at.0), index, event.at))
        .filter(|(_, _, at)| of_day(*at) || of_pass(*at))
        .min()
        .map(|(_, index, _)| index)
}

/// True if a status beside the ladder would take the lead back behind what stands of the ladder at its moment. A lead that
/// was won has left for good as far as such a status can tell.
fn is_contradicted(told: &[Told], stands: &[Option<usize>], index: usize) -> bool {
    let mut beside = told[index].event;
    if beside.stage == Stage::Left {
        beside.stage = Stage::Disqualified;
    }
    let before =
        (0..told.len()).filter(|other| stands[*other] == Some(*other) && told[*other].event.at <= beside.at);
    before.map(|other| told[other].event.stage).next_back().is_some_and(|stage| {
        beside.stage < stage
            || (stage == Stage::Won && beside.stage != Stage::Won && beside.stage < Stage::Churned)
    })
}

fn hand_on(told: &mut [Told], stands: &[Option<usize>]) {
    for (index, other) in stands.iter().enumerate() {
        let Some(other) = *other else { continue };
        let (known, told_here) = (told[other].event, told[index].event);
        let both = [known.provenance, told_here.provenance];
        // Of two snapshots the later one knows better why, whichever came first.
        told[other].event.reason = match both == [Provenance::Bounded; 2] && index > other {
            true => told_here.reason.or(known.reason),
            false => known.reason.or(told_here.reason),
        };
    }
}

/// A bounded event lies after the one before it, after every file of leads that has not told it yet, and after the lead's
/// creation.
fn bound(told: &mut [Told], stands: &[Option<usize>], around: Around<'_>) {
    let mut before: Option<Moment> = None;
    for (index, one) in told.iter_mut().enumerate() {
        if stands[index] != Some(index) {
            continue;
        }
        let event = &mut one.event;
        if event.provenance == Provenance::Bounded {
            let later = around.snapshots.partition_point(|at| *at < event.at);
            let file = later.checked_sub(1).map(|last| around.snapshots[last]);
            let created = around.created.filter(|_| event.not_before == Moment(0));
            let floor = [before, file, created].into_iter().flatten().max();
            event.not_before = event.not_before.max(floor.unwrap_or(event.not_before)).min(event.at);
        }
        before = Some(event.at);
    }
}

/// Reasons that were told alone explain exits that stand and have none: the exit the lead had taken when a file told it with
/// that reason. A field that means either speaks of the last exit of both kinds.
fn explain(told: &mut [Told], stands: &mut [Option<usize>], snapshots: &[Moment]) {
    if told.iter().all(|told| !told.says.is_why()) {
        return;
    }
    let (mut next, mut next_of_any): ([Option<Moment>; 3], Option<Moment>) = ([None; 3], None);
    for index in (0..told.len()).rev().filter(|index| stands[*index] == Some(*index)).collect::<Vec<_>>() {
        let exit = told[index].event;
        let kinds = [Stage::Rejected, Stage::Disqualified, Stage::Left];
        let Some(list) = kinds.iter().position(|stage| *stage == exit.stage) else { continue };
        let until = [next[list].replace(exit.at), next_of_any.replace(exit.at)];
        if exit.reason.is_some() {
            continue;
        }
        // Of an exit of unknown kind its word is shown as it would be read of a rejection; it counts as neither.
        let named = if exit.stage == Stage::Left { Stage::Rejected } else { exit.stage };
        let why = [Says::Why, Says::EitherWhy].into_iter().zip(until).find_map(|(says, until)| {
            let later = snapshots.partition_point(|at| until.is_none_or(|until| *at < until));
            let seen = later.checked_sub(1).map(|last| snapshots[last]).filter(|seen| *seen >= exit.at)?;
            let is_why = |why: &Told| {
                why.says == says
                    && (says == Says::EitherWhy || exit.stage != Stage::Left)
                    && why.event.stage == named
                    && why.event.at <= seen
            };
            told.iter().rposition(is_why)
        });
        if let Some(why) = why {
            told[index].event.reason = told[why].event.reason;
            stands[why] = Some(index);
        }
    }
}

fn give_reason(event: &mut StageEvent) {
    if event.stage == Stage::Rejected {
        event.reason.get_or_insert(ReasonId::NOT_GIVEN);
    }
}

#[cfg(test)]
mod tests;
