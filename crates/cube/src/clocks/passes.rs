//! What is known of each pass's times: its handoff, the columns of its lead, and what sales logged.

use plumbline_domain::{
    calendar::Calendar,
    clock::{ClockKind, Moments},
    field::{Field, FieldName},
    moment::Moment,
};

use crate::{
    activities::Activities,
    cube::Cube,
    facts::Facts,
    frame::{BLANK_TIME, Column},
};

/// Where moments are read from.
#[derive(Clone, Copy)]
pub(super) struct Passes<'a> {
    facts: &'a Facts,
    routed: Option<&'a [i64]>,
    contacted: Option<&'a [i64]>,
    told: Option<&'a [i64]>,
    activities: Option<&'a Activities>,
    calendar: &'a Calendar,
}

impl<'a> Passes<'a> {
    pub(super) fn of(cube: &'a Cube, calendar: &'a Calendar) -> Passes<'a> {
        let column = |field| match cube.frame().column(&FieldName::Canonical(field)) {
            Some(Column::Time(times)) => Some(times.as_slice()),
            _ => None,
        };
        Passes {
            facts: cube.facts(),
            routed: column(Field::RoutedAt),
            contacted: column(Field::FirstContactAt),
            told: column(Field::FeedbackAt),
            activities: cube.activities(),
            calendar,
        }
    }

    /// Whether the end of such a clock is ever written down here. Where it is not, nobody can say that it is late.
    pub(super) fn records(&self, kind: ClockKind) -> bool {
        let any =
            |column: Option<&[i64]>| column.is_some_and(|times| times.iter().any(|at| *at != BLANK_TIME));
        match kind {
            ClockKind::Route => any(self.routed),
            ClockKind::FirstContact => {
                any(self.contacted) || self.activities.is_some_and(Activities::has_touches)
            }
            // A decision ends them.
            ClockKind::Decide | ClockKind::Feedback => true,
        }
    }

    pub(super) fn moments(&self, handoff: usize) -> Moments {
        let lead = self.facts.lead[handoff];
        let mut moments = self.facts.moments(handoff);
        moments.routed = at(self.routed, lead);
        moments.feedback = at(self.told, lead);
        moments.first_contact = self.contact(lead, &moments);
        moments
    }

    /// The first touch that was logged in this pass, or the stamp, whichever came earlier. The stamp of an earlier pass does
    /// not hide a touch of this one.
    fn contact(&self, lead: u32, moments: &Moments) -> Option<Moment> {
        let stamp = at(self.contacted, lead);
        let touch = self.activities.and_then(|all| all.first_touch(lead, moments.mql.not_before.0));
        let touch = touch.map(Moment).filter(|at| moments.next_mql.is_none_or(|next| *at < next));
        let (Some(stamp), Some(touch)) = (stamp, touch) else { return stamp.or(touch) };
        let of_earlier_pass = moments.pass > 1
            && stamp < moments.mql.not_before
            && self.calendar.day(stamp) != self.calendar.day(moments.mql.at);
        Some(if of_earlier_pass { touch } else { stamp.min(touch) })
    }
}

fn at(column: Option<&[i64]>, lead: u32) -> Option<Moment> {
    column?.get(lead as usize).filter(|at| **at != BLANK_TIME).map(|at| Moment(*at))
}
