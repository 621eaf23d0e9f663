//! What stands out, as people say it, and the leads behind each sentence.

use plumbline_cube::{
    measure::Basis,
    standouts::{Standout, Standouts, Subject},
};
use plumbline_domain::{
    calendar::{Calendar, Grain},
    criteria::{Comparison, Criteria, Literal, Test},
    field::{Field, FieldName},
    moment::Moment,
    stage::Stage,
};
use plumbline_stats::Rate;

use super::{
    Drill, Question,
    question::{Asked, criteria_of},
};
use crate::{failure::Outcome, wording, workspace::Workspace};

/// Where concentration is looked for: where a lead came from, who it is, and who got it.
const LOOKED_AT: [Field; 12] = [
    Field::Source,
    Field::Campaign,
    Field::Channel,
    Field::Persona,
    Field::Seniority,
    Field::Industry,
    Field::Country,
    Field::Region,
    Field::Segment,
    Field::Tier,
    Field::Team,
    Field::Owner,
];

/// Below this chance nobody counts any more.
const LEAST_ODDS: f64 = 1e-6;

/// What stands out, with what must be named beside it.
#[derive(Clone, Debug)]
pub struct StandoutList {
    /// What was looked at.
    pub question: Question,
    /// Comparisons made, and the totals.
    pub comparisons: usize,
    /// Rejected of decided handoffs that were looked at.
    pub all: Rate,
    /// What stands out: first what nothing else explains, by excess.
    pub found: Vec<Finding>,
    /// Zone, week start and fiscal year.
    pub calendar: Calendar,
    /// What the stage is called with which a handoff begins.
    pub begins: String,
    /// As of when.
    pub as_of: Moment,
}

/// One thing that stands out.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its numbers.
    pub standout: Standout,
    /// Whose rejections, in words: `Webinar X`, `Healthcare with Tier 2`.
    pub name: String,
    /// In one sentence.
    pub sentence: String,
    /// The rejected handoffs it counts.
    pub drill: Drill,
}

impl Workspace {
    /// Looks for what stands out among the handoffs of a question; its measure, grain and split do not matter.
    ///
    /// # Errors
    /// The question has a mistake, or the file cannot be read.
    pub fn standouts(&self, question: &Question) -> Outcome<StandoutList> {
        let loaded = self.loaded()?;
        let question = Question { metric: "rejection".to_owned(), split: None, ..question.clone() };
        let fields = LOOKED_AT.map(FieldName::Canonical);
        loaded.ensure(self.store(), &fields)?;
        let asked = Asked::read(self, &loaded, &question)?;
        let Standouts { comparisons, all, found } = loaded.cube.standouts(&asked.query(&loaded), &fields)?;
        let filter = criteria_of("criteria", question.criteria.as_deref(), &loaded)?;
        let found = found.into_iter().map(|standout| Finding {
            name: named(&standout.subject),
            sentence: sentence(&standout, comparisons),
            drill: drill(&standout.subject, &question, filter.as_ref()),
            standout,
        });
        Ok(StandoutList {
            found: found.collect(),
            question,
            comparisons,
            all,
            calendar: loaded.settings.calendar.clone(),
            begins: loaded.ladder.label(Stage::Mql).to_owned(),
            as_of: asked.as_of,
        })
    }
}

impl StandoutList {
    /// Among what was looked, with the zone and as-of.
    pub fn basis_line(&self) -> String {
        let begins = (self.question.basis != Basis::Decided.slug()).then_some(self.begins.as_str());
        let grain = Grain::from_slug(&self.question.grain).unwrap_or(Grain::Week);
        format!(
            "{} of {} decided handoffs were rejected · {} · {}",
            wording::count(self.all.numerator),
            wording::count(self.all.denominator),
            wording::counted(self.comparisons as u64, "comparison", "comparisons"),
            wording::basis_line(&self.calendar, grain, begins, self.as_of),
        )
    }
}

/// `Webinar X: 31 of 58 rejected, 17 more than its volume explains; 1 in 900 by chance after 214 comparisons.`
fn sentence(standout: &Standout, comparisons: usize) -> String {
    let Standout { subject, rate, excess, q, .. } = standout;
    let because = standout.reason_label.as_ref().map(|label| format!(" as “{label}”")).unwrap_or_default();
    let than = match subject.with {
        None => "its volume explains",
        Some(_) => "either of the two explains",
    };
    format!(
        "{}: {} of {} rejected{because}, {} more than {than}; {} after {}.",
        named(subject),
        wording::count(rate.numerator),
        wording::count(rate.denominator),
        beyond(*excess),
        odds(*q),
        wording::counted(comparisons as u64, "comparison", "comparisons"),
    )
}

fn named(subject: &Subject) -> String {
    let one = |(field, value): &(FieldName, Box<str>)| match &**value {
        "" => format!("{} blank", field.label()),
        // `2` says nothing without its field.
        value if !value.contains(char::is_alphabetic) => format!("{} {value}", field.label()),
        value => value.to_owned(),
    };
    match &subject.with {
        None => one(&subject.of),
        Some(with) => format!("{} with {}", one(&subject.of), one(with)),
    }
}

fn beyond(excess: f64) -> String {
    if excess < 10.0 { format!("{excess:.1}") } else { wording::count(excess.round() as u64) }
}

/// `1 in 900 by chance`, two figures of it: more would pretend to know.
fn odds(q: f64) -> String {
    if q < LEAST_ODDS {
        return "less than 1 in a million by chance".to_owned();
    }
    let times = 1.0 / q;
    let unit = 10_f64.powf(times.log10().floor() - 1.0).max(1.0);
    format!("1 in {} by chance", wording::count(((times / unit).round() * unit) as u64))
}

/// Exactly the rejected handoffs that were counted: the question's own, narrowed to the subject.
fn drill(subject: &Subject, question: &Question, filter: Option<&Criteria>) -> Drill {
    let of = [Some(&subject.of), subject.with.as_ref()].into_iter().flatten().map(|(field, value)| {
        let is = if value.is_empty() {
            Test::IsBlank
        } else {
            Test::Compare(Comparison::Equal, Literal::Text(value.to_string()))
        };
        Criteria::Test(field.clone(), is)
    });
    let criteria = Criteria::And(filter.cloned().into_iter().chain(of).collect());
    let split = subject.reason.as_ref().map(|_| FieldName::Reason.slug().to_owned());
    let question = Question { criteria: Some(criteria.to_string()), split, ..question.clone() };
    Drill {
        question,
        start: None,
        value: subject.reason.as_deref().map(str::to_owned),
        part: "rejected".to_owned(),
        owner: None,
        leads: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_have_two_figures() {
        assert_eq!(odds(1.0 / 912.0), "1 in 910 by chance");
        assert_eq!(odds(0.04), "1 in 25 by chance");
        assert_eq!(odds(0.000_012_3), "1 in 81,000 by chance");
        assert_eq!(odds(1e-9), "less than 1 in a million by chance");
    }
}
