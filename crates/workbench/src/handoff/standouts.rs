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
    Drill, Filter, Question,
    question::{Asked, criteria_of},
    sentence::{Phrase, Tone, say},
};
use crate::{failure::Outcome, wording, workspace::Workspace};

/// Where concentration is looked for: where a lead came from, who it is, and who got it.
pub(super) const LOOKED_AT: [Field; 12] = [
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
    /// What is claimed, in parts of different weight: `Webinar X: 31 of 58 rejected, 17 more than its volume explains`.
    pub claim: Vec<Phrase>,
    /// What it rests on: the share with its interval, what was expected, the odds.
    pub evidence: String,
    /// Claim and odds in one sentence.
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
        let found = found.into_iter().map(|standout| {
            let claim = claim(&standout);
            Finding {
                name: named(&standout.subject),
                evidence: evidence(&standout),
                sentence: sentence(&claim, standout.q, comparisons),
                drill: drill(&standout.subject, &question, filter.as_ref()),
                claim,
                standout,
            }
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

impl Workspace {
    /// What stands out among the handoffs of the home screen's filter.
    ///
    /// # Errors
    /// As [`Workspace::standouts`].
    pub fn page_standouts(&self, filter: &Filter) -> Outcome<StandoutList> {
        self.standouts(&filter.question("rejection", None)?)
    }
}

impl Finding {
    /// What its list of leads is called: `Webinar X, rejected as “Industry not served”`.
    pub fn list_name(&self) -> String {
        format!("{}, rejected{}", self.name, because(&self.standout))
    }
}

impl StandoutList {
    /// What nothing else explains, best first, each with what it explains in turn.
    pub fn open(&self) -> impl Iterator<Item = (&Finding, Vec<&Finding>)> {
        let open = self.found.iter().enumerate().filter(|(_, one)| one.standout.explained_by.is_none());
        open.map(|(at, finding)| {
            let explained = self.found.iter().filter(|other| other.standout.explained_by == Some(at));
            (finding, explained.collect())
        })
    }

    /// What is said where nothing stands out; `None` where something does.
    pub fn nothing(&self) -> Option<String> {
        if !self.found.is_empty() {
            return None;
        }
        Some(match self.comparisons {
            0 => "There is nothing to compare yet: a value is looked at once ten of its handoffs are decided, beside \
                  others."
                .to_owned(),
            1 => "Nothing stands out: 1 comparison, and luck explains it.".to_owned(),
            n => format!(
                "Nothing stands out: {} comparisons, none more than luck explains.",
                wording::count(n as u64)
            ),
        })
    }

    /// How many were looked at how often: `1,402 of 4,569 decided handoffs were rejected; 3,214 comparisons`.
    pub fn looked_at(&self) -> String {
        format!(
            "{} of {} decided handoffs were rejected; {}",
            wording::count(self.all.numerator),
            wording::count(self.all.denominator),
            wording::counted(self.comparisons as u64, "comparison", "comparisons"),
        )
    }

    /// Among what was looked, with the zone and as-of.
    pub fn basis_line(&self) -> String {
        let begins = (self.question.basis != Basis::Decided.slug()).then_some(self.begins.as_str());
        let grain = Grain::from_slug(&self.question.grain).unwrap_or(Grain::Week);
        let line = wording::basis_line(&self.calendar, grain, begins, self.as_of);
        format!("{} · {line}", self.looked_at().replace("; ", " · "))
    }
}

/// `Webinar X: 31 of 58 rejected, 17 more than its volume explains`.
fn claim(standout: &Standout) -> Vec<Phrase> {
    let Standout { subject, rate, excess, .. } = standout;
    let than = match subject.with {
        None => "its volume explains",
        Some(_) => "either of the two explains",
    };
    let counted = format!(
        ": {} of {} rejected{}, ",
        wording::count(rate.numerator),
        wording::count(rate.denominator),
        because(standout),
    );
    vec![
        say(named(subject), Tone::Strong),
        say(counted, Tone::Plain),
        say(format!("{} more", beyond(*excess)), Tone::Bad),
        say(format!(" than {than}"), Tone::Plain),
    ]
}

/// `Campaign · 61 % rejected, 95 % interval 52 to 69 · 34 expected · 1 in 4,000 by chance`.
fn evidence(standout: &Standout) -> String {
    let Standout { subject, rate, interval, expected, q, .. } = standout;
    let fields: Vec<&str> = [Some(&subject.of), subject.with.as_ref()]
        .into_iter()
        .flatten()
        .map(|(field, _)| field.label())
        .collect();
    let share = rate.value().map(wording::percent).unwrap_or_default();
    format!(
        "{} · {share} rejected, 95\u{a0}% interval {:.0} to {:.0} · {} expected · {}",
        fields.join(" with "),
        interval.lower * 100.0,
        interval.upper * 100.0,
        beyond(*expected),
        odds(*q),
    )
}

/// ` as “Industry not served”`, of a finding about one reason.
fn because(standout: &Standout) -> String {
    standout.reason_label.as_ref().map(|label| format!(" as “{label}”")).unwrap_or_default()
}

/// The claim, `; 1 in 900 by chance after 214 comparisons.`
fn sentence(claim: &[Phrase], q: f64, comparisons: usize) -> String {
    let claim: String = claim.iter().map(|phrase| phrase.text.as_str()).collect();
    let comparisons = wording::counted(comparisons as u64, "comparison", "comparisons");
    format!("{claim}; {} after {comparisons}.", odds(q))
}

fn named(subject: &Subject) -> String {
    let one = |(field, value): &(FieldName, Box<str>)| value_name(field, value);
    match &subject.with {
        None => one(&subject.of),
        Some(with) => format!("{} with {}", one(&subject.of), one(with)),
    }
}

/// A value as it is said: `Webinar X`, `Tier 2`, `Country blank`.
pub(super) fn value_name(field: &FieldName, value: &str) -> String {
    match value {
        "" => format!("{} blank", field.label()),
        // `2` says nothing without its field.
        value if !value.contains(char::is_alphabetic) => format!("{} {value}", field.label()),
        value => value.to_owned(),
    }
}

fn beyond(excess: f64) -> String {
    if excess < 10.0 { format!("{excess:.1}") } else { wording::count(excess.round() as u64) }
}

/// `1 in 900 by chance`, two figures of it: more would pretend to know.
pub(super) fn odds(q: f64) -> String {
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
        within: Vec::new(),
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
