//! What is wrong with a mapping, and where.

use super::{Shape, Target};

/// A mapping that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Not TOML at all.
    #[error("line {line}: {message}")]
    Toml {
        /// Counted from 1.
        line: usize,
        /// The TOML reader's words.
        message: String,
    },
    /// A value of another kind than the place needs.
    #[error("line {line}: {place} has to be {expected}")]
    Kind {
        /// Counted from 1.
        line: usize,
        /// The key or table.
        place: String,
        /// What it has to be.
        expected: &'static str,
    },
    /// A word that is none of those allowed here.
    #[error("line {line}: {place} does not know `{found}`; allowed are {allowed}")]
    Unknown {
        /// Counted from 1.
        line: usize,
        /// The key or table.
        place: String,
        /// What is written there.
        found: String,
        /// What may be.
        allowed: String,
    },
    /// A name that is nearly one of a field: a slip of the pen, and not a name for an extra column.
    #[error("line {line}: [columns] does not know `{found}`, which is nearly `{near}`")]
    NearlyField {
        /// Counted from 1.
        line: usize,
        /// What is written there.
        found: String,
        /// The field's name.
        near: &'static str,
    },
    /// Two columns become one field.
    #[error("{place}both `{first}` and `{second}` become {target}; one field takes one column")]
    Twice {
        /// `line N: `, or empty where a mapping was not read from text.
        place: String,
        /// The first header.
        first: String,
        /// The second header.
        second: String,
        /// Their target.
        target: String,
    },
    /// A target that rows of this shape do not have.
    #[error("{place}`{header}` cannot become {target}: the shape is {}, which has {}", .shape.slug(), targets_of(*.shape))]
    NotOfShape {
        /// `line N: `, or empty where a mapping was not read from text.
        place: String,
        /// The header.
        header: String,
        /// What it was to become.
        target: String,
        /// What a row of the file is.
        shape: Shape,
    },
    /// A header the file does not have.
    #[error("the mapping speaks of a column `{header}`, which the file does not have; it has {present}")]
    NoSuchColumn {
        /// As written in the mapping.
        header: String,
        /// The file's headers.
        present: String,
    },
}

impl MappingError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            MappingError::Toml { .. } => "Headers stand in quotation marks: \"Lead ID\" = \"external_id\".",
            MappingError::Kind { .. } => "Compare it with what `plumbline mapping` prints for the file.",
            MappingError::Unknown { place, .. } => match place.as_str() {
                "[columns]" => "A column that is none of these is kept with \"\".",
                "[values.status]" => "A status that stands for no stage gets \"\".",
                _ => "Compare it with what `plumbline mapping` prints for the file.",
            },
            MappingError::NearlyField { .. } => {
                "To keep the column under a name of its own, write it with a capital letter; \"\" keeps its header."
            }
            MappingError::Twice { .. } => "Keep one and give the other the target \"\".",
            MappingError::NotOfShape { .. } => {
                "Give it the target \"\", or say another shape in the first line."
            }
            MappingError::NoSuchColumn { .. } => {
                "Headers are compared letter by letter; `plumbline inspect` lists those of the file."
            }
        }
    }
}

fn targets_of(shape: Shape) -> String {
    let all: Vec<String> = Target::all_of(shape).map(|target| target.slug().into_owned()).collect();
    all.join(", ")
}
