//! What a patch brings of some rows of a cube that knows everything.

use plumbline_cube::{
    Cube,
    frame::{BLANK_TIME, Column, TextBuilder, Value},
    patch::Patch,
};
use plumbline_domain::{handoff::Handoff, ids::LeadId};

/// The handoffs and all columns of `rows`, as `known` has them.
pub(crate) fn patch_of(known: &Cube, handoffs: Vec<Handoff>, rows: Vec<u32>) -> Patch {
    let frame = known.frame();
    let leads: Vec<LeadId> = rows.iter().filter_map(|row| frame.lead(*row)).collect();
    let columns = frame.names().into_iter().map(|name| {
        let column = frame.column(name).expect("all columns are filled");
        (name.clone(), of_rows(column, &rows))
    });
    Patch {
        columns: columns.collect(),
        handoffs: handoffs.into_iter().filter(|handoff| leads.contains(&handoff.lead)).collect(),
        rows,
    }
}

fn of_rows(column: &Column, rows: &[u32]) -> Column {
    let values = || rows.iter().map(|row| column.value(*row as usize));
    match column {
        Column::Text(_) => {
            let mut texts = TextBuilder::default();
            values().for_each(|value| match value {
                Value::Text(text) => texts.push(text),
                _ => texts.push(""),
            });
            Column::Text(texts.finish(rows.len()))
        }
        Column::Number(_) => {
            let number = |value| if let Value::Number(number) = value { number } else { f64::NAN };
            Column::Number(values().map(number).collect())
        }
        Column::Time(_) => {
            let time = |value| if let Value::Time(at) = value { at.0 } else { BLANK_TIME };
            Column::Time(values().map(time).collect())
        }
    }
}
