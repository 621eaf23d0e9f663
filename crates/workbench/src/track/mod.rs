//! Recycle tracks: where leads go that come back later.

mod add;
mod change;
mod list;

pub use list::Row;

use plumbline_domain::ids::TrackId;
use plumbline_store::Track;

use crate::failure::{Failure, Outcome};

/// Longest a track can take: ten years.
const MOST_DAYS: u32 = 3_650;

fn of(tracks: &[Track], id: TrackId) -> Outcome<&Track> {
    tracks.iter().find(|track| track.id == id).ok_or_else(|| {
        Failure::bad_input("track", "There is no such track.").hint("Choose one of those under Rules.")
    })
}

/// A name that no other track has, and days that make sense.
fn checked(tracks: &[Track], label: &str, days: Option<u32>, not: Option<TrackId>) -> Outcome<String> {
    let label = label.trim();
    if label.is_empty() {
        return Err(
            Failure::bad_input("label", "A track needs a name.").hint("Say what happens to its leads.")
        );
    }
    let same = |track: &&Track| Some(track.id) != not && track.label.to_lowercase() == label.to_lowercase();
    if let Some(known) = tracks.iter().find(same) {
        let failure =
            Failure::bad_input("label", format!("There is a track \u{201c}{}\u{201d} already.", known.label));
        return Err(match known.retired_at {
            Some(_) => failure.hint("It is retired: bring it back, or choose another name."),
            None => failure.hint("Choose another name."),
        });
    }
    if days.is_some_and(|days| days == 0 || days > MOST_DAYS) {
        return Err(Failure::bad_input("days", "A track takes 1 to 3,650 days.")
            .hint("Leave it empty if its leads never come back by themselves."));
    }
    Ok(label.to_owned())
}
