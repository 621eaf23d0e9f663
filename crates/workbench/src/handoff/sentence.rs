//! One sentence on where the handoff stands. It speaks of settled periods only, gives n and interval, and calls a change a
//! change only where the interval of the difference excludes zero (Newcombe).

use plumbline_cube::answer::{Answer, Point};
use plumbline_domain::calendar::Grain;
use plumbline_stats::Rate;

use crate::wording;

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As the rest.
    Plain,
    /// A figure.
    Strong,
    /// A figure that asks for action.
    Bad,
    /// A figure that got better.
    Good,
    /// An aside.
    Quiet,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Their weight.
    pub tone: Tone,
}

/// How many settled periods "lately" are.
const LATELY: usize = 3;
/// Below so many decided handoffs counts come first.
const FEW: u64 = 20;

/// Where the handoff stands by its acceptance over time.
pub(crate) fn standing(acceptance: &Answer) -> Vec<Phrase> {
    let points = acceptance.series.first().map(|series| series.points.as_slice()).unwrap_or_default();
    if points.is_empty() {
        return vec![
            say("No handoff is counted here. ", Tone::Plain),
            say("Widen the filter, or import leads with an MQL date.", Tone::Quiet),
        ];
    }
    let settled: Vec<&Point> = points.iter().filter(|point| point.settled && point.denominator > 0).collect();
    let (earlier, lately) = settled.split_at(settled.len().saturating_sub(LATELY));
    let (before, now) = (pooled(earlier), pooled(lately));
    let mut phrases = match now.value() {
        None => vec![say(format!("No {} is settled yet. ", acceptance.grain.slug()), Tone::Plain)],
        Some(_) if now.denominator < FEW => few(now, acceptance.grain, lately.len()),
        Some(_) => compared(before, now, acceptance.grain, lately.len()),
    };
    phrases.extend(undecided(points));
    phrases
}

fn few(now: Rate, grain: Grain, periods: usize) -> Vec<Phrase> {
    vec![
        say(format!("{} of {} decided", now.numerator, now.denominator), Tone::Strong),
        say(
            format!(" handoffs were accepted in {}; too few for a rate. ", last(grain, periods)),
            Tone::Plain,
        ),
    ]
}

fn compared(before: Rate, now: Rate, grain: Grain, periods: usize) -> Vec<Phrase> {
    let value = |rate: Rate| rate.value().map(wording::percent).unwrap_or_default();
    let interval = now.wilson();
    let evidence = interval.map_or_else(String::new, |interval| {
        format!(
            " in {} ({} of {}; 95 % interval {:.0} to {:.0}). ",
            last(grain, periods),
            wording::count(now.numerator),
            wording::count(now.denominator),
            interval.lower * 100.0,
            interval.upper * 100.0
        )
    });
    let change = if before.denominator < FEW { None } else { now.difference(before) };
    match change {
        Some(change) if change.upper < 0.0 => vec![
            say("Acceptance fell from ", Tone::Plain),
            say(value(before), Tone::Strong),
            say(" to ", Tone::Plain),
            say(value(now), Tone::Bad),
            say(evidence, Tone::Plain),
        ],
        Some(change) if change.lower > 0.0 => vec![
            say("Acceptance rose from ", Tone::Plain),
            say(value(before), Tone::Strong),
            say(" to ", Tone::Plain),
            say(value(now), Tone::Good),
            say(evidence, Tone::Plain),
        ],
        Some(_) => vec![
            say("Acceptance was ", Tone::Plain),
            say(value(now), Tone::Strong),
            say(evidence, Tone::Plain),
            say(format!("Against {} before, no change is shown. ", value(before)), Tone::Quiet),
        ],
        None => vec![
            say("Acceptance was ", Tone::Plain),
            say(value(now), Tone::Strong),
            say(evidence, Tone::Plain),
        ],
    }
}

fn undecided(points: &[Point]) -> Vec<Phrase> {
    let lapsed: u64 = points.iter().map(|point| u64::from(point.lapsed)).sum();
    let pending: u64 = points.iter().map(|point| u64::from(point.pending)).sum();
    let mut text = String::new();
    if lapsed > 0 {
        text = format!("{} lapsed without a decision. ", wording::counted(lapsed, "handoff", "handoffs"));
    }
    if pending > 0 {
        text.push_str(&format!("{} still pending.", wording::count(pending)));
    }
    let unclear: u64 = points.iter().map(|point| u64::from(point.unclear)).sum();
    if unclear > 0 {
        text.push_str(&format!(
            " {} rejected or disqualified, nobody can tell which, and {} in neither rate.",
            wording::counted(unclear, "handoff was", "handoffs were"),
            if unclear == 1 { "is" } else { "are" }
        ));
    }
    if text.is_empty() { Vec::new() } else { vec![say(text, Tone::Quiet)] }
}

fn pooled(points: &[&Point]) -> Rate {
    points.iter().fold(Rate::default(), |sum, point| sum.plus(point.rate()))
}

fn last(grain: Grain, periods: usize) -> String {
    let words = ["one", "two", "three"];
    match periods {
        1 => format!("the last settled {}", grain.slug()),
        n => format!("the last {} settled {}s", words.get(n - 1).copied().unwrap_or("few"), grain.slug()),
    }
}

pub(super) fn say(text: impl Into<String>, tone: Tone) -> Phrase {
    Phrase { text: text.into(), tone }
}
