//! Acceptance of a filter beside that of the days before or of another view: shown to be different, or not.

use std::collections::HashSet;

use plumbline_cube::{
    mix::Days,
    query::{Hit, Outcome as Part, Selection},
};
use plumbline_stats::Rate;

use super::{Drill, Filter, Phrase, Question, Tone, question::Asked, sentence::say, spans::in_words};
use crate::{failure::Outcome, wording, workspace::Workspace};

/// What a filter is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// The same handoffs of as many days right before its settled ones.
    Before,
    /// What a view of this name shows.
    View {
        /// Its name.
        name: String,
        /// Its filter.
        filter: Filter,
    },
}

/// Acceptance of two sets of handoffs.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What is compared with what, with the verdict.
    pub sentence: Vec<Phrase>,
    /// What it rests on.
    pub evidence: String,
    /// Both sides: this, then the other; empty where there is nothing to compare.
    pub sides: Vec<Side>,
}

/// One side of a comparison.
#[derive(Clone, Debug)]
pub struct Side {
    /// What it is called.
    pub name: String,
    /// Accepted of decided.
    pub rate: Rate,
    /// Those decided.
    pub drill: Drill,
}

/// Below so many decided handoffs counts come first.
const FEW: u64 = 20;

impl Workspace {
    /// Compares the acceptance of `filter`.
    ///
    /// # Errors
    /// One of the filters has a mistake, or the file cannot be read.
    pub fn compare(&self, filter: &Filter, against: &Against) -> Outcome<Comparison> {
        let question = filter.question("acceptance", None)?;
        match against {
            Against::Before => self.compare_before(&question),
            Against::View { name, filter } => self.compare_view(&question, name, filter),
        }
    }

    fn compare_before(&self, question: &Question) -> Outcome<Comparison> {
        let Some(spans) = self.spans(question)? else {
            return Ok(Comparison::none(
                "No settled days lie before these: there is nothing to compare yet.",
            ));
        };
        let of = |days: Days| Question {
            from: Some(days.from.to_string()),
            to: Some(days.to.to_string()),
            ..question.clone()
        };
        let side = |days: Days| -> Outcome<Side> {
            let question = of(days);
            Ok(Side { name: in_words(days), rate: self.rate(&question)?, drill: decided_of(&question) })
        };
        Ok(Comparison::of(side(spans.after)?, side(spans.before)?, 0))
    }

    /// A handoff that is in both would be compared with itself, so the view is what it has beyond this filter.
    fn compare_view(&self, question: &Question, name: &str, view: &Filter) -> Outcome<Comparison> {
        let other = view.question("acceptance", None)?;
        let (accepted, decided) = self.decided(question)?;
        let (theirs_accepted, theirs_decided) = self.decided(&other)?;
        let beyond = theirs_decided.difference(&decided).count() as u64;
        let beyond_accepted = theirs_accepted.difference(&accepted).count() as u64;
        let here = Side {
            name: "What is shown".to_owned(),
            rate: Rate::new(accepted.len() as u64, decided.len() as u64),
            drill: decided_of(question),
        };
        let shared = theirs_decided.len() as u64 - beyond;
        if beyond == 0 && shared > 0 {
            return Ok(Comparison::none(&format!(
                "All that the view {name} has decided is shown here already: there is nothing to compare with."
            )));
        }
        let there = Side {
            name: name.to_owned(),
            rate: Rate::new(beyond_accepted, beyond),
            drill: if shared == 0 {
                decided_of(&other)
            } else {
                let leads = theirs_decided.difference(&decided).map(|hit| hit.lead);
                let mut leads: Vec<_> = leads.collect();
                leads.sort_unstable();
                Drill::of_leads(leads)
            },
        };
        Ok(Comparison::of(here, there, shared))
    }

    /// Accepted of decided.
    fn rate(&self, question: &Question) -> Outcome<Rate> {
        let answer = self.trend(question)?.answer;
        Ok(answer.series.first().map(|series| series.total.rate()).unwrap_or_default())
    }

    /// The accepted and the decided handoffs of a question.
    fn decided(&self, question: &Question) -> Outcome<(HashSet<Hit>, HashSet<Hit>)> {
        let loaded = self.loaded()?;
        let asked = Asked::read(self, &loaded, question)?;
        let list = |outcome: Part| -> Outcome<HashSet<Hit>> {
            let selection = Selection { outcome, ..Selection::ALL };
            Ok(loaded.cube.drill(&asked.query(&loaded), &selection)?.into_iter().collect())
        };
        Ok((list(Part::Numerator)?, list(Part::Denominator)?))
    }
}

fn decided_of(question: &Question) -> Drill {
    Drill::of(question, &Selection { outcome: Part::Denominator, ..Selection::ALL })
}

impl Comparison {
    fn none(why: &str) -> Comparison {
        Comparison { sentence: vec![say(why, Tone::Quiet)], evidence: String::new(), sides: Vec::new() }
    }

    fn of(here: Side, there: Side, shared: u64) -> Comparison {
        let Some(difference) = here.rate.difference(there.rate) else {
            return Comparison::none("Nothing was decided on one side: there is nothing to compare yet.");
        };
        let by = here.rate.value().unwrap_or_default() - there.rate.value().unwrap_or_default();
        let points = |share: f64| format!("{:.0}", (share * 100.0).abs());
        let way = if by < 0.0 { "lower" } else { "higher" };
        let (verdict, tone) = match (difference.lower > 0.0, difference.upper < 0.0) {
            (true, _) => ("shown to be real", Tone::Good),
            (_, true) => ("shown to be real", Tone::Bad),
            _ => ("not shown to be real", Tone::Strong),
        };
        let sentence = vec![
            say(
                format!("{}: acceptance {}, against {} ", here.name, said(here.rate), said(there.rate)),
                Tone::Plain,
            ),
            say(format!("in {}: ", there.name), Tone::Plain),
            say(format!("{} points {way}, ", points(by)), Tone::Plain),
            say(format!("{verdict}."), tone),
        ];
        let shared = match shared {
            0 => String::new(),
            n => format!(" · without {} that are in both", wording::counted(n, "handoff", "handoffs")),
        };
        let evidence = format!(
            "95\u{a0}% interval of the difference {} to {} points (Newcombe){shared}",
            signed(difference.lower),
            signed(difference.upper)
        );
        Comparison { sentence, evidence, sides: vec![here, there] }
    }
}

/// `60 % (88 of 146)`, `6 of 8 (75 %)`.
fn said(rate: Rate) -> String {
    let of = format!("{} of {}", wording::count(rate.numerator), wording::count(rate.denominator));
    let share = rate.value().map(wording::percent).unwrap_or_default();
    if rate.denominator < FEW { format!("{of} ({share})") } else { format!("{share} ({of})") }
}

/// `−3` for -0.03.
fn signed(share: f64) -> String {
    format!("{:+.0}", share * 100.0).replace('-', "\u{2212}").replace("+0", "0").replace("\u{2212}0", "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(name: &str, k: u64, n: u64) -> Side {
        Side {
            name: name.to_owned(),
            rate: Rate::new(k, n),
            drill: decided_of(&Question::weekly("acceptance")),
        }
    }

    fn told(comparison: &Comparison) -> String {
        comparison.sentence.iter().map(|phrase| phrase.text.as_str()).collect()
    }

    #[test]
    fn a_difference_is_real_where_its_interval_excludes_none() {
        let real = Comparison::of(side("A", 56, 70), side("B", 48, 80), 0);
        assert_eq!(
            told(&real),
            "A: acceptance 80 % (56 of 70), against 60 % (48 of 80) in B: 20 points higher, shown to be real."
        );
        assert!(real.evidence.contains("+5 to +33 points"), "{}", real.evidence);
        let not = Comparison::of(side("A", 42, 60), side("B", 33, 60), 7);
        assert!(told(&not).ends_with("15 points higher, not shown to be real."), "{}", told(&not));
        assert!(not.evidence.contains("\u{2212}2 to +31 points"), "{}", not.evidence);
        assert!(not.evidence.ends_with("without 7 handoffs that are in both"));
        assert!(Comparison::of(side("A", 0, 0), side("B", 1, 2), 0).sides.is_empty());
    }
}
