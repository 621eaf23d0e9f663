//! Asks a measure over time.

use plumbline_cube::{
    answer::{Answer, Point, Provenances},
    measure::{Basis, Known, Measure},
};
use plumbline_documents::table::Table;
use plumbline_domain::{calendar::Calendar, moment::Moment};

use super::question::{Asked, Question};
use crate::{failure::Outcome, wording, workspace::Workspace};

/// A measure over time, with what every chart and table must name beside it.
#[derive(Clone, Debug)]
pub struct Trend {
    /// What was asked.
    pub question: Question,
    /// What the cube answered.
    pub answer: Answer,
    /// Zone, week start and fiscal year of the periods.
    pub calendar: Calendar,
    /// As of when.
    pub as_of: Moment,
}

impl Workspace {
    /// Asks a measure over time.
    ///
    /// # Errors
    /// The question has a mistake, or the file cannot be read.
    pub fn trend(&self, question: &Question) -> Outcome<Trend> {
        let loaded = self.loaded()?;
        let asked = Asked::read(self, &loaded, question)?;
        let mut answer = loaded.cube.answer(&asked.query(&loaded))?;
        answer.ladder = loaded.ladder.clone();
        Ok(Trend {
            question: question.clone(),
            answer,
            calendar: loaded.settings.calendar.clone(),
            as_of: asked.as_of,
        })
    }
}

impl Trend {
    /// Basis, grain, zone, week start and as-of in words.
    pub fn basis_line(&self) -> String {
        let decided = self.answer.basis == Basis::Decided;
        let begins = self.answer.begins();
        let mut line =
            wording::basis_line(&self.calendar, self.answer.grain, (!decided).then_some(begins), self.as_of);
        if self.answer.undated > 0 {
            let n = wording::count(self.answer.undated.into());
            line.push_str(&format!(" · {n} left out: only bounds of their moment are known"));
        }
        match self.answer.unclear() {
            0 => {}
            n => {
                let left = wording::counted(n, "handoff", "handoffs");
                line.push_str(&format!(
                    " \u{b7} {left} left by rejection or disqualification, nobody can tell which: in neither"
                ));
            }
        }
        let only = match self.answer.known {
            Known::All => return line,
            Known::Dated => "moments with a date",
            Known::Recorded => "recorded moments",
        };
        let left_out = wording::counted(self.answer.left_out.into(), "other handoff", "other handoffs");
        format!("{line} · only {only}, {left_out} left out")
    }

    /// The numbers as a table of plain values, as files have them: shares from 0 to 1, durations in hours.
    pub fn table(&self) -> Table {
        let split = self.answer.split.is_some();
        let mut columns = vec!["from", "to"];
        columns.extend(split.then_some("split"));
        columns.extend(["n", "accepted", "rejected", "lapsed", "pending", "unclear"]);
        columns.extend(["value", "lower", "upper", "settled", "recorded", "derived", "bounded"]);
        let mut caption = self.answer.measure_label();
        if let Some(criteria) = self.question.criteria.as_deref().filter(|text| !text.is_empty()) {
            caption = format!("{caption}, where {criteria}");
        }
        Table {
            caption,
            columns: columns.into_iter().map(str::to_owned).collect(),
            rows: self.answer.points().map(|point| self.row(point, split)).collect(),
        }
    }

    fn row(&self, point: &Point, split: bool) -> Vec<String> {
        let mut row = vec![point.period.start.to_string(), point.period.end.to_string()];
        if split {
            row.push(point.split.as_deref().unwrap_or_default().to_owned());
        }
        row.extend(
            [point.n, point.accepted, point.rejected, point.lapsed, point.pending, point.unclear]
                .map(|n| n.to_string()),
        );
        row.extend([point.value, point.lower, point.upper].map(|value| self.plain(value)));
        row.push(if point.settled { "yes" } else { "no" }.to_owned());
        let Provenances { recorded, derived, bounded } = point.provenance;
        row.extend([recorded, derived, bounded].map(|n| n.to_string()));
        row
    }

    fn plain(&self, value: Option<f64>) -> String {
        match value {
            None => String::new(),
            Some(value) if self.answer.measure == Measure::Volume => wording::number(value),
            Some(value) if self.answer.measure.is_duration() => format!("{value:.2}"),
            Some(value) => format!("{value:.4}"),
        }
    }
}
