//! What can be asked of handoffs.

use plumbline_domain::{clock::ClockKind, event::Provenance};

use crate::refusal::Refusal;

/// A measure over a set of handoffs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// How many handoffs.
    Volume,
    /// Accepted of accepted and rejected.
    Acceptance,
    /// Rejected of accepted and rejected.
    Rejection,
    /// Lapsed of all.
    Lapse,
    /// Reached SQL of all. A deal or a win implies SQL.
    MqlToSql,
    /// Disqualified of accepted.
    Disqualification,
    /// There was a deal, of those that reached SQL.
    SqlToOpportunity,
    /// Won of those with a deal.
    Win,
    /// Median hours from MQL to the decision, where both moments are known.
    TimeToDecide,
    /// Median hours from MQL to the first contact of that pass, where both moments are known.
    TimeToContact,
    /// Clocks met of clocks due, all four clocks.
    SlaMet,
    /// Routed in time, of routings due.
    RouteMet,
    /// Decided in time, of decisions due.
    DecideMet,
    /// Contacted in time, of first contacts due.
    ContactMet,
    /// Feedback in time, of feedbacks due.
    FeedbackMet,
}

impl Measure {
    /// All measures in the order of lists.
    pub const ALL: [Measure; 15] = [
        Measure::Volume,
        Measure::Acceptance,
        Measure::Rejection,
        Measure::Lapse,
        Measure::MqlToSql,
        Measure::Disqualification,
        Measure::SqlToOpportunity,
        Measure::Win,
        Measure::TimeToDecide,
        Measure::TimeToContact,
        Measure::SlaMet,
        Measure::RouteMet,
        Measure::DecideMet,
        Measure::ContactMet,
        Measure::FeedbackMet,
    ];

    /// As written in commands.
    pub fn slug(self) -> &'static str {
        [
            "volume",
            "acceptance",
            "rejection",
            "lapse",
            "mql-to-sql",
            "disqualification",
            "sql-to-opportunity",
            "win",
            "time-to-decide",
            "time-to-contact",
            "sla-met",
            "sla-met-route",
            "sla-met-decide",
            "sla-met-first-contact",
            "sla-met-feedback",
        ][self as usize]
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        [
            "Volume",
            "Acceptance",
            "Rejection",
            "Lapse rate",
            "MQL to SQL",
            "Disqualification",
            "SQL to opportunity",
            "Opportunity to won",
            "Time to decide",
            "Time to first contact",
            "Service level met",
            "Routed in time",
            "Decided in time",
            "Contacted in time",
            "Feedback in time",
        ][self as usize]
    }

    /// The measure written as `slug`; refused by name if there is none or if it cannot be computed yet.
    pub fn from_slug(slug: &str) -> Result<Measure, Refusal> {
        let found = Measure::ALL.into_iter().find(|measure| measure.slug() == slug);
        found.ok_or_else(|| match slug {
            "icp-fit" | "cost-per-accepted" => Refusal::MeasureUnavailable(slug.to_owned()),
            _ => Refusal::MeasureUnknown(slug.to_owned()),
        })
    }

    /// The clocks it counts; none for measures of handoffs.
    pub fn clocks(self) -> &'static [ClockKind] {
        match self {
            Measure::SlaMet => &ClockKind::ALL,
            Measure::RouteMet => &[ClockKind::Route],
            Measure::DecideMet => &[ClockKind::Decide],
            Measure::ContactMet => &[ClockKind::FirstContact],
            Measure::FeedbackMet => &[ClockKind::Feedback],
            _ => &[],
        }
    }

    /// The measure of one clock.
    pub fn of_clock(kind: ClockKind) -> Measure {
        [Measure::RouteMet, Measure::DecideMet, Measure::ContactMet, Measure::FeedbackMet][kind as usize]
    }

    /// True for proportions, which have an interval.
    pub fn is_rate(self) -> bool {
        !matches!(self, Measure::Volume | Measure::TimeToDecide | Measure::TimeToContact)
    }

    /// True for durations, which have a median and a 90th percentile in hours.
    pub fn is_duration(self) -> bool {
        matches!(self, Measure::TimeToDecide | Measure::TimeToContact)
    }
}

/// Which moment puts a handoff into a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// When the lead became an MQL.
    Cohort,
    /// When it was accepted or rejected.
    Decided,
}

impl Basis {
    /// As written in commands.
    pub fn slug(self) -> &'static str {
        ["cohort", "decided"][self as usize]
    }

    /// The basis written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Basis> {
        [Basis::Cohort, Basis::Decided].into_iter().find(|basis| basis.slug() == slug)
    }
}

/// Which handoffs take part, by how their moments are known.
///
/// The moments of a handoff are its MQL and, once it is decided, its decision. For the time to first contact, which asks
/// nothing of the decision unless it is counted by its date, they are the MQL and the contact; a contact that does not take
/// part leaves its handoff unmeasured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Known {
    /// All. A moment known only within bounds is still measured by no duration and lies in no period of the decided basis.
    #[default]
    All,
    /// Those whose moments have a date: recorded, or read from a stamp.
    Dated,
    /// Those whose moments somebody wrote down as they happened.
    Recorded,
}

impl Known {
    /// All restrictions, from none to the strictest.
    pub const ALL: [Known; 3] = [Known::All, Known::Dated, Known::Recorded];

    /// As written in commands.
    pub fn slug(self) -> &'static str {
        ["all", "dated", "recorded"][self as usize]
    }

    /// The restriction written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Known> {
        Known::ALL.into_iter().find(|known| known.slug() == slug)
    }

    /// The least certain provenance that takes part.
    pub fn least(self) -> Provenance {
        [Provenance::Bounded, Provenance::Derived, Provenance::Recorded][self as usize]
    }
}
