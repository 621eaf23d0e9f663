//! Other values for a few rows.

use std::sync::{Arc, OnceLock};

use plumbline_domain::field::FieldName;
use rustc_hash::FxHashMap;

use super::{Column, Frame, TextColumn, Value};

impl Frame {
    /// Gives `rows` other values of a column: those of `values`, one for each in their order. Returns whether any of them is
    /// another one than before; a column that awaits its values goes on awaiting them.
    pub(crate) fn patch(&mut self, name: &FieldName, rows: &[u32], values: &Column) -> bool {
        let Some(slot) = self.columns.get_mut(name) else { return false };
        let Some(known) = slot.get() else { return false };
        let differs = |(row, at): &(u32, usize)| known.value(*row as usize) != values.value(*at);
        let others: Vec<(u32, usize)> = rows.iter().copied().zip(0..).filter(differs).collect();
        if others.is_empty() {
            return false;
        }
        // Copied only where another frame has it as well.
        if let Some(column) = Arc::make_mut(slot).get_mut() {
            column.patch(&others, values);
        }
        true
    }

    /// Has no column without values in common with another frame any more: whoever fills it there may have read it before
    /// what is patched here happened.
    pub(crate) fn part(&mut self) {
        for slot in self.columns.values_mut().filter(|slot| slot.get().is_none()) {
            *slot = Arc::new(OnceLock::new());
        }
    }
}

impl Column {
    /// Puts values of `values` into rows: row and position.
    fn patch(&mut self, others: &[(u32, usize)], values: &Column) {
        match self {
            Column::Text(text) => text.patch(others, values),
            Column::Number(numbers) => {
                for &(row, at) in others {
                    numbers[row as usize] = match values.value(at) {
                        Value::Number(number) => number,
                        _ => f64::NAN,
                    };
                }
            }
            Column::Time(times) => {
                for &(row, at) in others {
                    times[row as usize] = match values.value(at) {
                        Value::Time(moment) => moment.0,
                        _ => super::BLANK_TIME,
                    };
                }
            }
        }
    }
}

impl TextColumn {
    fn patch(&mut self, others: &[(u32, usize)], values: &Column) {
        let text = |at: usize| match values.value(at) {
            Value::Text(text) => text,
            _ => "",
        };
        // Looked up in one pass over the dictionary, which can be as long as the column.
        let mut codes: FxHashMap<&str, Option<u32>> =
            others.iter().map(|(_, at)| (text(*at), None)).collect();
        for (entry, code) in self.dictionary.iter().zip(0..) {
            if let Some(found) = codes.get_mut(&**entry) {
                *found = Some(code);
            }
        }
        for &(row, at) in others {
            let code = codes.entry(text(at)).or_default();
            self.codes[row as usize] = *code.get_or_insert_with(|| {
                self.dictionary.push(text(at).into());
                self.dictionary.len() as u32 - 1
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use plumbline_domain::ids::LeadId;

    use super::*;

    fn text(texts: &[&str]) -> Column {
        let mut builder = super::super::TextBuilder::default();
        texts.iter().for_each(|text| builder.push(text));
        Column::Text(builder.finish(texts.len()))
    }

    #[test]
    fn a_copy_keeps_what_the_other_is_patched_in() {
        let name = FieldName::parse("source");
        let mut frame = Frame::new((1..=4).map(LeadId).collect());
        frame.set_column(name.clone(), text(&["Web", "Event", "", "Web"]));
        let copy = frame.clone();
        assert!(!frame.patch(&name, &[0, 2], &text(&["Web", ""])), "the same values");
        assert!(frame.patch(&name, &[0, 1, 2], &text(&["Event", "Fair", "Fair"])));
        let shown = |frame: &Frame| -> Vec<String> {
            let column = frame.column(&name).expect("it was set");
            (0..4)
                .map(|row| match column.value(row) {
                    Value::Text(text) => text.to_owned(),
                    _ => String::new(),
                })
                .collect()
        };
        assert_eq!(shown(&frame), ["Event", "Fair", "Fair", "Web"]);
        assert_eq!(shown(&copy), ["Web", "Event", "", "Web"]);
        let Some(Column::Text(column)) = frame.column(&name) else { panic!("texts") };
        assert_eq!(column.dictionary.len(), 4, "each text is kept once");
    }

    #[test]
    fn what_another_frame_read_earlier_does_not_come_into_a_frame_that_was_patched() {
        let name = FieldName::parse("score");
        let mut frame = Frame::new(vec![LeadId(1)]);
        frame.declare(name.clone());
        let copy = frame.clone();
        frame.part();
        copy.fill(&name, Column::Number(vec![1.0]));
        assert!(frame.awaits(&name) && !copy.awaits(&name));
    }
}
