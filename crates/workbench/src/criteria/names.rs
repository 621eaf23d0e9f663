//! Names in criteria that this workspace knows nothing of. The language takes any name for an imported header; here is known
//! which headers there are, so that a slip of the pen is a mistake and not a filter that matches nobody.

use plumbline_domain::{
    criteria::{Criteria, ParseError, Test, nearest},
    field::{Field, FieldName},
    stage::LADDER,
};

use crate::workspace::loaded::Loaded;

/// The first name of `criteria` (written as `text`) that means nothing here, as a mistake with its place.
pub(crate) fn unknown(criteria: &Criteria, text: &str, loaded: &Loaded) -> Option<ParseError> {
    let strange = criteria.fields().into_iter().find_map(|name| unknown_field(name, loaded));
    if let Some((name, hint)) = strange {
        return Some(mistake(text, &name, format!("No lead has a field called \"{name}\""), hint));
    }
    let list = criteria.tests().into_iter().find_map(|(_, test)| Test::list(test))?;
    let hint = Some("Use in (\"…\", \"…\") or contains \"…\".".to_owned());
    Some(mistake(text, list, format!("There is no list called \"{list}\""), hint))
}

/// The field that means nothing here, and the one that may be meant.
pub(crate) fn unknown_field(name: &FieldName, loaded: &Loaded) -> Option<(String, Option<String>)> {
    let FieldName::Extra(header) = name else { return None };
    if loaded.extra.contains(header) {
        return None;
    }
    let computed = ["stage", "decision", "bucket", "reason"];
    let known = Field::ALL
        .iter()
        .map(|field| field.slug())
        .chain(computed)
        .chain(LADDER.iter().map(|step| step.at))
        .chain(loaded.extra.iter().map(String::as_str));
    let hint = nearest(header, known).map(|near| match near.contains(' ') {
        true => format!("Did you mean `{near}`?"),
        false => format!("Did you mean {near}?"),
    });
    Some((header.clone(), hint))
}

fn mistake(text: &str, word: &str, message: String, hint: Option<String>) -> ParseError {
    let start = text.find(word).unwrap_or(0);
    let end = if text[start..].starts_with(word) { start + word.len() } else { text.len() };
    ParseError { message, hint, start, end }
}
