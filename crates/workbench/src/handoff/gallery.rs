//! The charts beyond the first page, by the question they answer.

use plumbline_domain::field::{Field, FieldName, Kind};

use super::{
    named::NamedChart,
    page::{CHARTS, FIRST},
};
use crate::{failure::Outcome, workspace::Workspace};

/// What people ask of a handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// Who brings it, who takes it.
    Who,
    /// How fast is it handled.
    Speed,
    /// What became of it.
    Outcome,
    /// How much is there.
    Amount,
}

impl About {
    /// All questions in the order of the page.
    pub const ALL: [About; 4] = [About::Outcome, About::Who, About::Speed, About::Amount];

    /// As it is asked.
    pub fn question(self) -> &'static str {
        match self {
            About::Who => "Who?",
            About::Speed => "How fast?",
            About::Outcome => "What became of them?",
            About::Amount => "How much?",
        }
    }

    /// As an identifier.
    pub fn slug(self) -> &'static str {
        match self {
            About::Who => "who",
            About::Speed => "speed",
            About::Outcome => "outcome",
            About::Amount => "amount",
        }
    }
}

/// A chart that can be asked for by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hung {
    /// Asked for by this.
    pub id: String,
    /// What it shows, until its finding is known.
    pub label: String,
    /// True if it takes the whole width.
    pub whole: bool,
}

fn hung(chart: &NamedChart) -> Hung {
    Hung { id: chart.id.to_owned(), label: chart.title.to_owned(), whole: true }
}

/// Fields that name a lead, and so divide nothing.
const NAMES: [Field; 4] = [Field::ExternalId, Field::Email, Field::FirstName, Field::LastName];

impl Workspace {
    /// The charts beyond the first page, by question; a question without charts is left out.
    pub fn gallery(&self) -> Vec<(About, Vec<Hung>)> {
        let of = |about: About| -> Vec<Hung> {
            let here = CHARTS.iter().filter(|chart| chart.about == about && !FIRST.contains(&chart.id));
            here.map(|chart| Hung {
                id: chart.id.to_owned(),
                label: chart.label.to_owned(),
                whole: chart.whole,
            })
            .chain(Workspace::named_charts().iter().filter(|chart| chart.about == about).map(hung))
            .collect()
        };
        About::ALL
            .into_iter()
            .map(|about| (about, of(about)))
            .filter(|(_, charts)| !charts.is_empty())
            .collect()
    }

    /// The columns that acceptance can be compared over: those with values that leads share.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn dimensions(&self) -> Outcome<Vec<(FieldName, String)>> {
        let is_imported = |name: &FieldName| matches!(name, FieldName::Canonical(_) | FieldName::Extra(_));
        let names_a_lead =
            |name: &FieldName| NAMES.into_iter().any(|field| *name == FieldName::Canonical(field));
        let shared =
            |values: &[(String, u64)]| values.len() > 1 && values.iter().any(|(_, leads)| *leads > 1);
        let fields = self.fields()?.into_iter();
        let fit = fields.filter(|field| {
            field.kind == Kind::Text
                && is_imported(&field.name)
                && !names_a_lead(&field.name)
                && shared(&field.values)
        });
        Ok(fit.map(|field| (field.name, field.label)).collect())
    }
}
