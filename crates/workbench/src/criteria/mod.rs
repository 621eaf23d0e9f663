//! Criteria as people write them: checked while they type, said in plain words, counted, and taken apart for the builder.

mod names;

use plumbline_cube::{
    cube::ColumnsAt,
    frame::{BLANK_TIME, Column},
};
use plumbline_domain::{
    criteria::{self, ParseError},
    field::{Field, FieldName, Kind},
    ladder::Ladder,
    stage::LADDER,
};

pub(crate) use names::{unknown, unknown_field};
pub use plumbline_domain::criteria::{Join, Row, Rows};

use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

/// Most values a field offers for choosing.
const OFFERED: usize = 50;

/// What a criteria text means here and now.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The text as the printer writes it; `None` for a text without criteria.
    pub canonical: Option<String>,
    /// In plain English.
    pub plain: Option<String>,
    /// Where the mistake is, if there is one; the counts are then 0.
    pub error: Option<ParseError>,
    /// Leads that match.
    pub matching: u64,
    /// Leads that do not.
    pub not_matching: u64,
    /// Leads for which a blank field leaves it open.
    pub unknown: u64,
    /// For the builder; `None` if only the text can express it.
    pub rows: Option<Rows>,
}

/// A column that criteria, splits and tables may name.
#[derive(Clone, Debug)]
pub struct FieldChoice {
    /// As written in criteria.
    pub name: FieldName,
    /// What it is called here.
    pub label: String,
    /// What its values are.
    pub kind: Kind,
    /// True if some lead has a value.
    pub known: bool,
    /// The most frequent values of a text field with their number of leads.
    pub values: Vec<(String, u64)>,
}

impl Workspace {
    /// Checks a criteria text and counts what it matches. A mistake in the text is an answer, not a failure.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn check_criteria(&self, text: &str) -> Outcome<Checked> {
        let parsed = match criteria::parse_optional(text) {
            Ok(parsed) => parsed,
            Err(error) => return Ok(Checked { error: Some(error), ..Checked::default() }),
        };
        let loaded = self.loaded()?;
        let Some(parsed) = parsed else {
            let matching = loaded.cube.frame().rows() as u64;
            let rows = Some(Rows { join: Join::And, tests: Vec::new() });
            return Ok(Checked { matching, rows, ..Checked::default() });
        };
        if let Some(error) = unknown(&parsed, text, &loaded) {
            return Ok(Checked { error: Some(error), ..Checked::default() });
        }
        let mask = loaded.select(self.store(), &parsed, self.now()?)?;
        Ok(Checked {
            canonical: Some(parsed.to_string()),
            plain: Some(criteria::plain(&parsed, &loaded.ladder)),
            error: None,
            matching: mask.matching as u64,
            not_matching: mask.not_matching as u64,
            unknown: mask.unknown as u64,
            rows: criteria::rows(&parsed),
        })
    }

    /// The same for what the builder holds.
    ///
    /// # Errors
    /// A line of the builder has a mistake, or the file cannot be read.
    pub fn build_criteria(&self, rows: &Rows) -> Outcome<Checked> {
        self.check_criteria(&written(rows)?)
    }

    /// Every column that can be named: computed, canonical, imported.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn fields(&self) -> Outcome<Vec<FieldChoice>> {
        let loaded = self.loaded()?;
        let computed = [
            FieldName::Stage,
            FieldName::Decision,
            FieldName::Bucket,
            FieldName::Reason,
            FieldName::DisqualificationReason,
        ];
        let names: Vec<FieldName> = computed
            .into_iter()
            .chain(Field::ALL.into_iter().map(FieldName::Canonical))
            .chain(LADDER.iter().map(|step| FieldName::StageAt(step.stage)))
            .chain(loaded.extra.iter().cloned().map(FieldName::Extra))
            .collect();
        loaded.ensure(self.store(), &names)?;
        let columns = loaded.cube.columns(self.now()?, &loaded.settings);
        Ok(names.into_iter().map(|name| choice(&columns, name, &loaded.ladder)).collect())
    }
}

/// What the builder holds, as text; empty for no lines.
pub(crate) fn written(rows: &Rows) -> Outcome<String> {
    if rows.tests.is_empty() {
        return Ok(String::new());
    }
    let built = rows.criteria().map_err(|error| {
        let failure = Failure::bad_input(
            "rows",
            match error.line() {
                Some(line) => format!("Line {}: {error}", line + 1),
                None => error.to_string(),
            },
        );
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    })?;
    Ok(built.to_string())
}

fn choice(columns: &ColumnsAt<'_>, name: FieldName, ladder: &Ladder) -> FieldChoice {
    let column = columns.column(&name);
    let kind = column.map_or(Kind::Text, Column::kind);
    let mut values = column.map(values_of).unwrap_or_default();
    let known = match column {
        Some(Column::Text(_)) => !values.is_empty(),
        Some(Column::Number(numbers)) => numbers.iter().any(|number| !number.is_nan()),
        Some(Column::Time(times)) => times.iter().any(|at| *at != BLANK_TIME),
        None => false,
    };
    values.truncate(OFFERED);
    FieldChoice { label: ladder.field_label(&name).into_owned(), name, kind, known, values }
}

/// The values of a text column with their number of leads, most frequent first; none for other columns.
pub(crate) fn values_of(column: &Column) -> Vec<(String, u64)> {
    let Column::Text(text) = column else { return Vec::new() };
    let mut counts = vec![0_u64; text.dictionary.len()];
    for code in &text.codes {
        if let Some(count) = counts.get_mut(*code as usize) {
            *count += 1;
        }
    }
    let named = text.dictionary.iter().zip(counts).skip(1).filter(|(_, count)| *count > 0);
    let mut values: Vec<(String, u64)> = named.map(|(value, count)| (value.to_string(), count)).collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    values
}
