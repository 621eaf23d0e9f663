//! First and last name of a person whose file has one column for both.

use plumbline_domain::{
    field::Field,
    record::{Cell, Chunk, Record},
};

/// Words that begin a last name of several words.
const PARTICLES: [&str; 22] = [
    "von", "van", "de", "da", "das", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "le",
    "ten", "ter", "bin", "al", "zu", "zum",
];

/// Fills both names of a row that tells neither.
pub(super) fn put(cell: &str, record: &mut Record, chunk: &mut Chunk) {
    let fields = [Field::FirstName, Field::LastName].map(Field::index);
    if fields.iter().any(|field| !matches!(record.cells[*field], Cell::Blank)) {
        return;
    }
    for (field, part) in fields.into_iter().zip(parts(cell)) {
        if !part.is_empty() {
            record.cells[field] = Cell::Text(chunk.keep(part));
        }
    }
}

/// First and last name: what stands behind a comma goes first; a last name is the last word with the particles before it. A
/// single word is a last name.
fn parts(name: &str) -> [&str; 2] {
    if let Some((last, first)) = name.split_once(',') {
        return [first.trim(), last.trim()];
    }
    let starts = name.match_indices(' ').map(|(at, _)| at + 1).filter(|at| !name[*at..].starts_with(' '));
    let is_particle = |at: &usize| {
        let word = name[*at..].split(' ').next().unwrap_or_default();
        PARTICLES.iter().any(|particle| particle.eq_ignore_ascii_case(word))
    };
    let starts: Vec<usize> = starts.collect();
    let Some(last) = starts.iter().find(|at| is_particle(at)).or(starts.last()) else { return ["", name] };
    let (first, last) = name.split_at(*last);
    [first.trim(), last.trim()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_a_first_and_a_last_part() {
        for (name, expected) in [
            ("Ann Lee", ["Ann", "Lee"]),
            ("Lee, Ann", ["Ann", "Lee"]),
            ("Ann Mary Lee", ["Ann Mary", "Lee"]),
            ("Ludwig van der Berg", ["Ludwig", "van der Berg"]),
            ("Lee", ["", "Lee"]),
            ("Ann  Lee", ["Ann", "Lee"]),
            ("De Luca", ["De", "Luca"]),
        ] {
            assert_eq!(parts(name), expected);
        }
    }
}
