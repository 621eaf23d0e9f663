//! Finds leads by a piece of their name, company or address, for the palette.

use plumbline_cube::frame::Column;
use plumbline_domain::{
    field::{Field, FieldName},
    ids::LeadId,
};

use crate::{failure::Outcome, workspace::Workspace};

/// A lead that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub id: LeadId,
    /// First and last name.
    pub name: String,
    /// Company.
    pub company: String,
}

impl Workspace {
    /// At most `limit` leads in which every word of `text` occurs, in any case, in name, company or e-mail.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn find_leads(&self, text: &str, limit: usize) -> Outcome<Vec<Found>> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let loaded = self.loaded()?;
        let fields = [Field::FirstName, Field::LastName, Field::Company, Field::Email];
        let names = fields.map(FieldName::Canonical);
        loaded.ensure(self.store(), &names)?;
        let frame = loaded.cube.frame();
        let columns: Vec<_> = names.iter().map(|name| frame.column(name)).collect();
        let text_of = |index: usize, row: usize| match columns.get(index).copied().flatten() {
            Some(Column::Text(column)) => column.text(row),
            _ => "",
        };
        let mut found = Vec::new();
        for (row, id) in frame.leads().iter().enumerate() {
            let matches =
                words.iter().all(|word| (0..fields.len()).any(|index| contains(text_of(index, row), word)));
            if matches {
                let name = format!("{} {}", text_of(0, row), text_of(1, row)).trim().to_owned();
                found.push(Found { id: *id, name, company: text_of(2, row).to_owned() });
                if found.len() == limit {
                    break;
                }
            }
        }
        Ok(found)
    }
}

/// `needle` is in lower case already.
fn contains(text: &str, needle: &str) -> bool {
    if text.is_ascii() && needle.is_ascii() {
        return text
            .as_bytes()
            .windows(needle.len())
            .any(|window| window.eq_ignore_ascii_case(needle.as_bytes()));
    }
    text.to_lowercase().contains(needle)
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn case_is_no_matter_in_any_script() {
        assert!(contains("Anna van Dijk", "VAN".to_lowercase().as_str()));
        assert!(contains("Größe GmbH", "größe"));
        assert!(contains("ÉCOLE", "école"));
        assert!(!contains("Anna", "annab"));
    }
}
