//! Criteria over columns agree, row by row, with criteria over one lead.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

// The same random criteria as the language's own tests.
#[allow(dead_code, reason = "not every piece is needed here")]
#[path = "../../domain/tests/criteria/arbitrary.rs"]
mod arbitrary;

use std::borrow::Cow;

use plumbline_cube::{
    criteria::{Columns, Truths, evaluate},
    frame::{BLANK_TIME, Column, Frame, TextBuilder, Value as Cell},
};
use plumbline_domain::{
    calendar::Calendar,
    criteria::{self, Criteria, Facts, Truth, Value},
    field::{FieldName, Kind},
    ids::LeadId,
};
use proptest::{collection::vec, prelude::*, sample::select};

use arbitrary::{LIST, WORDS};

#[derive(Debug)]
struct World {
    frame: Frame,
    activities: Option<Vec<u32>>,
    words: Vec<String>,
    calendar: Calendar,
}

impl Columns for World {
    fn rows(&self) -> usize {
        self.frame.rows()
    }

    fn column(&self, name: &FieldName) -> Option<Cow<'_, Column>> {
        self.frame.column(name).map(Cow::Borrowed)
    }

    fn activities(&self, _: &str, _: Option<u32>) -> Option<Cow<'_, [u32]>> {
        self.activities.as_deref().map(Cow::Borrowed)
    }

    fn list(&self, name: &str) -> Option<&[String]> {
        (name == LIST).then_some(&self.words)
    }
}

/// One lead of the world.
struct Row<'a>(&'a World, usize);

impl Facts for Row<'_> {
    fn value(&self, field: &FieldName) -> Value<'_> {
        match self.0.frame.column(field).map_or(Cell::Blank, |column| column.value(self.1)) {
            Cell::Blank => Value::Blank,
            Cell::Text(text) => Value::Text(Cow::Borrowed(text)),
            Cell::Number(number) => Value::Number(number),
            Cell::Time(at) => Value::Time(at),
        }
    }

    fn activities(&self, _: &str, _: Option<u32>) -> Option<u32> {
        self.0.activities.as_ref().map(|counts| counts[self.1])
    }

    fn list(&self, name: &str) -> Option<&[String]> {
        self.0.list(name)
    }

    fn calendar(&self) -> &Calendar {
        &self.0.calendar
    }
}

fn column(kind: Kind, rows: usize) -> BoxedStrategy<Column> {
    vec(arbitrary::value(Some(kind)), rows)
        .prop_map(move |values| {
            let mut texts = TextBuilder::with_capacity(values.len());
            let (mut numbers, mut times) = (Vec::new(), Vec::new());
            for value in &values {
                match value {
                    Value::Blank => {
                        texts.push("");
                        numbers.push(f64::NAN);
                        times.push(BLANK_TIME);
                    }
                    Value::Text(text) => texts.push(text),
                    Value::Number(number) => numbers.push(*number),
                    Value::Time(at) => times.push(at.0),
                }
            }
            match kind {
                Kind::Text => Column::Text(texts.finish(values.len())),
                Kind::Number => Column::Number(numbers),
                Kind::Time => Column::Time(times),
            }
        })
        .boxed()
}

/// A column of the field's kind, sometimes of another (imports may keep a header as numbers), sometimes none.
fn column_of(field: &FieldName, rows: usize) -> BoxedStrategy<Option<Column>> {
    let own = arbitrary::kind(field).unwrap_or(Kind::Text);
    let kind = prop_oneof![8 => Just(own), 1 => select(&[Kind::Text, Kind::Number, Kind::Time][..])];
    let column = kind.prop_flat_map(move |kind| column(kind, rows));
    prop_oneof![9 => column.prop_map(Some), 1 => Just(None)].boxed()
}

fn question() -> impl Strategy<Value = (Criteria, World)> {
    let rows = prop_oneof![1 => select(&[0_usize, 1, 63, 64, 65, 128, 130][..]), 2 => 0_usize..100];
    (arbitrary::criteria(), rows).prop_flat_map(|(criteria, rows)| {
        let fields: Vec<FieldName> = criteria.fields().into_iter().cloned().collect();
        let columns: Vec<_> = fields.iter().map(|field| column_of(field, rows)).collect();
        let activities = prop::option::of(vec(0_u32..4, rows));
        (Just(criteria), columns, activities).prop_map(move |(criteria, columns, activities)| {
            let mut frame = Frame::new((0..rows as i64).map(LeadId).collect());
            for (field, column) in fields.iter().zip(columns) {
                if let Some(column) = column {
                    frame.set_column(field.clone(), column);
                }
            }
            let calendar = Calendar { zone: chrono_tz::Europe::Berlin, ..Calendar::default() };
            let words = WORDS.map(str::to_owned).to_vec();
            (criteria, World { frame, activities, words, calendar })
        })
    })
}

/// What the bitmaps promise about themselves.
fn check_shape(truths: &Truths, rows: usize) -> Result<(), TestCaseError> {
    let by_row = truths.to_vec();
    prop_assert_eq!(by_row.len(), rows);
    for truth in [Truth::True, Truth::False, Truth::Unknown] {
        let count = by_row.iter().filter(|&&found| found == truth).count();
        prop_assert_eq!(truths.count(truth), count, "no bit beyond the last row, none in both");
    }
    let listed: Vec<u32> = truths.rows_true().collect();
    let expected: Vec<u32> = (0..rows as u32).filter(|&row| truths.holds(row as usize)).collect();
    prop_assert_eq!(listed, expected);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6_000))]

    #[test]
    fn columns_and_leads_agree((criteria, world) in question()) {
        let truths = evaluate(&criteria, &world, &world.calendar);
        check_shape(&truths, world.rows())?;
        for row in 0..world.rows() {
            let expected = criteria::evaluate(&criteria, &Row(&world, row));
            prop_assert_eq!(truths.get(row), expected, "row {} of {}", row, criteria);
        }
    }
}

#[test]
fn the_same_answer_for_all_rows_fills_exactly_the_rows() {
    for rows in [0, 1, 63, 64, 65, 200] {
        for truth in [Truth::True, Truth::False, Truth::Unknown] {
            let truths = Truths::all(truth, rows);
            assert_eq!(truths.count(truth), rows, "{truth:?} of {rows}");
            assert_eq!(truths.get(rows), Truth::Unknown, "beyond the last row nothing is known");
        }
    }
}
