//! Which days are compared with which: the settled ones of a question, and as many before them.

use chrono::{Days, NaiveDate};
use plumbline_cube::{answer::Point, mix};
use plumbline_domain::calendar::Grain;

use super::{Question, question::day};
use crate::{failure::Outcome, wording, workspace::Workspace};

/// Two spans of days of the same length, the second right after the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spans {
    /// The earlier one.
    pub before: mix::Days,
    /// The later one, settled throughout.
    pub after: mix::Days,
}

/// Most periods of a span, where no period was asked for: about a quarter of a year, and a year of quarters.
fn most(grain: Grain) -> usize {
    match grain {
        Grain::Week => 13,
        Grain::Month => 6,
        Grain::Quarter => 4,
    }
}

impl Workspace {
    /// The days of `question` that are settled, and as many before them; of all time its last periods, and as many before
    /// those. `None` if nothing is settled, or nothing lies before it.
    ///
    /// # Errors
    /// The question has a mistake, or the file cannot be read.
    pub fn spans(&self, question: &Question) -> Outcome<Option<Spans>> {
        let question = Question { metric: "acceptance".to_owned(), split: None, ..question.clone() };
        let answer = self.trend(&question)?.answer;
        let Some(series) = answer.series.first() else { return Ok(None) };
        let points = match series.points.iter().rposition(|point| point.settled) {
            Some(last) => &series.points[..=last],
            None => return Ok(None),
        };
        let from = day("from", question.from.as_deref())?;
        let to = day("to", question.to.as_deref())?;
        Ok(match from {
            Some(from) => asked(from, to, points),
            None => lately(points, most(answer.grain)),
        })
    }
}

/// The days since `from`, and as many before.
fn asked(from: NaiveDate, to: Option<NaiveDate>, settled: &[Point]) -> Option<Spans> {
    let end = settled.last()?.period.end;
    let end = to.map_or(end, |to| to.min(end));
    let days = u64::try_from((end - from).num_days()).ok().filter(|days| *days > 0)?;
    let start = from.checked_sub_days(Days::new(days))?;
    Some(Spans { before: mix::Days { from: start, to: from }, after: mix::Days { from, to: end } })
}

fn lately(settled: &[Point], most: usize) -> Option<Spans> {
    let each = most.min(settled.len() / 2);
    let (earlier, later) = settled.get(settled.len() - 2 * each..)?.split_at(each);
    let days = |points: &[Point]| {
        Some(mix::Days { from: points.first()?.period.start, to: points.last()?.period.end })
    };
    Some(Spans { before: days(earlier)?, after: days(later)? })
}

impl Spans {
    /// `29 Jun to 20 Sep 2026 against 6 Apr to 28 Jun 2026`.
    pub fn words(&self) -> String {
        format!("{} against {}", in_words(self.after), in_words(self.before))
    }
}

pub(crate) fn in_words(days: mix::Days) -> String {
    let last = days.to.pred_opt().unwrap_or(days.to);
    let (first, last_words) = (wording::day(days.from), wording::day(last));
    // No more of the first day than is needed.
    let first = match first.rsplit_once(' ') {
        Some((short, year)) if last_words.ends_with(year) => short.to_owned(),
        _ => first,
    };
    if days.from == last { last_words } else { format!("{first} to {last_words}") }
}
