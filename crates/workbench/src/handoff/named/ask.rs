//! What a named chart is asked with.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use plumbline_charts::Look;
use plumbline_cube::cells::{Cells, Facet};

use super::super::{
    Filter, Question, facets,
    question::{self, Asked},
};
use crate::{
    failure::Outcome,
    workspace::{Workspace, loaded::Loaded},
};

/// Days of a period where nobody said when it begins: 13 weeks.
const QUARTER: u64 = 91;

impl Filter {
    /// The same up to the day before `to`, the first day after as commands have it.
    ///
    /// # Errors
    /// That is no day.
    pub fn before(self, to: Option<&str>) -> Outcome<Filter> {
        let last = question::day("to", to)?.and_then(|day| day.pred_opt());
        Ok(Filter { until: last.map(|day| day.to_string()), ..self })
    }
}

/// A workspace, what the filter bar says, and how the picture is to look.
pub(super) struct Ask<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) loaded: Arc<Loaded>,
    pub(super) filter: &'a Filter,
    pub(super) look: Look,
}

impl Ask<'_> {
    /// What the filter asks about `metric`.
    pub(super) fn question(&self, metric: &str) -> Outcome<Question> {
        self.filter.question(metric, None)
    }

    /// The same of the cohort, whatever basis the filter names: for what only a cohort can say.
    pub(super) fn of_cohort(&self, metric: &str) -> Outcome<Question> {
        Ok(Question { basis: "cohort".to_owned(), ..self.question(metric)? })
    }

    /// The same question of the filter's days, and of as many days just before. Where the filter does not say when it
    /// begins: the last 13 weeks, and the 13 before.
    pub(super) fn both_periods(&self, metric: &str) -> Outcome<[Question; 2]> {
        let asked = self.question(metric)?;
        let today = self.loaded.settings.calendar.day(self.workspace.now()?);
        let end = question::day("to", asked.to.as_deref())?.or_else(|| today.succ_opt()).unwrap_or(today);
        let before = |day: NaiveDate, days: u64| day.checked_sub_days(Days::new(days)).unwrap_or(day);
        let start = question::day("from", asked.from.as_deref())?.unwrap_or_else(|| before(end, QUARTER));
        let length = u64::try_from((end - start).num_days()).unwrap_or(0);
        let of = |from: NaiveDate, to: NaiveDate| Question {
            from: Some(from.to_string()),
            to: Some(to.to_string()),
            ..asked.clone()
        };
        Ok([of(start, end), of(before(start, length), start)])
    }

    /// The cells of a question.
    pub(super) fn cells(&self, question: &Question, by: &[Facet]) -> Outcome<Cells> {
        facets::ensure(self.workspace, &self.loaded, by)?;
        let asked = Asked::read(self.workspace, &self.loaded, question)?;
        let mut cells = self.loaded.cube.cells(&asked.query(&self.loaded), by)?;
        cells.ladder = self.loaded.ladder.clone();
        Ok(cells)
    }
}
