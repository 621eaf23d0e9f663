//! Which reasons were given, whatever they count as: picklists change, handoffs do not.

use plumbline_domain::ids::ReasonId;
use rustc_hash::FxHashMap;

use super::Splice;
use crate::reasons::{NO_REASON, Reasons};

/// Per handoff the reasons that were given, by the place of each among those that ever were.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    /// The reason of place 1, of place 2, and so on; 0 is none.
    reasons: Vec<ReasonId>,
    places: FxHashMap<ReasonId, u16>,
    rejection: Vec<u16>,
    disqualification: Vec<u16>,
}

impl Given {
    /// Without handoffs, and with the same places.
    pub(super) fn emptied(&self) -> Given {
        Given { reasons: self.reasons.clone(), places: self.places.clone(), ..Given::default() }
    }

    pub(super) fn push(&mut self, rejection: Option<ReasonId>, disqualification: Option<ReasonId>) {
        let (rejection, disqualification) = (self.place(rejection), self.place(disqualification));
        self.rejection.push(rejection);
        self.disqualification.push(disqualification);
    }

    /// Beyond as many reasons as picklists can have, they count as none here as well.
    fn place(&mut self, reason: Option<ReasonId>) -> u16 {
        let Some(reason) = reason else { return 0 };
        if let Some(known) = self.places.get(&reason) {
            return *known;
        }
        let Ok(place) = u16::try_from(self.reasons.len() + 1) else { return 0 };
        self.reasons.push(reason);
        self.places.insert(reason, place);
        place
    }

    /// The reasons that a handoff was given: of its rejection, of its disqualification.
    pub(super) fn of(&self, handoff: usize) -> [Option<ReasonId>; 2] {
        let known = |places: &[u16]| {
            let place = usize::from(*places.get(handoff)?).checked_sub(1)?;
            self.reasons.get(place).copied()
        };
        [known(&self.rejection), known(&self.disqualification)]
    }

    /// What they count as: the codes of rejections and of disqualifications.
    pub(super) fn counted(&self, reasons: &Reasons) -> (Vec<u16>, Vec<u16>) {
        let codes: Vec<u16> = std::iter::once(NO_REASON)
            .chain(self.reasons.iter().map(|reason| reasons.code(Some(*reason))))
            .collect();
        let of = |places: &[u16]| places.iter().map(|place| codes[usize::from(*place)]).collect();
        (of(&self.rejection), of(&self.disqualification))
    }

    /// Takes over from `fresh`, which began as [`Given::emptied`] of this.
    pub(super) fn splice(&mut self, splice: &Splice, fresh: Given) {
        splice.column(&mut self.rejection, &fresh.rejection, 1);
        splice.column(&mut self.disqualification, &fresh.disqualification, 1);
        (self.reasons, self.places) = (fresh.reasons, fresh.places);
    }
}
