//! Criteria as a phrase of plain English, for people who sign them and never saw the language.

use chrono::NaiveDate;

use super::{Comparison, Criteria, Literal, Test, values::write_number};
use crate::{field::FieldName, ladder::Ladder, stage::Stage};

/// `industry is Healthcare or Finance, and employees is between 200 and 2,000`: a phrase without capital and full stop,
/// so that it can be set into a sentence.
///
/// One level of grouping is said with words (either, both); deeper ones get parentheses, because there words become
/// ambiguous. Stages are called as on the ladder.
pub fn plain(criteria: &Criteria, ladder: &Ladder) -> String {
    match said(criteria, ladder, false) {
        Said::Phrase(phrase) => phrase,
        Said::All(parts) => parts.iter().map(nested).collect::<Vec<_>>().join(", and "),
        Said::Any(parts) => parts.iter().map(nested).collect::<Vec<_>>().join(", or "),
    }
}

/// Criteria with the negations pushed into the tests where English has a word for it.
enum Said {
    Phrase(String),
    All(Vec<Said>),
    Any(Vec<Said>),
}

fn said(criteria: &Criteria, ladder: &Ladder, negated: bool) -> Said {
    let parts = |parts: &[Criteria]| parts.iter().map(|part| said(part, ladder, negated)).collect();
    match criteria {
        // Kleene's logic keeps De Morgan's laws, so the meaning does not change with blanks either.
        Criteria::And(all) if negated => Said::Any(parts(all)),
        Criteria::Or(any) if negated => Said::All(parts(any)),
        Criteria::And(all) => Said::All(parts(all)),
        Criteria::Or(any) => Said::Any(parts(any)),
        Criteria::Not(inner) => said(inner, ladder, !negated),
        Criteria::Test(field, test) => Said::Phrase(phrase(field, test, ladder, negated)),
        Criteria::Activity { kind, comparison, count, within_days } => {
            Said::Phrase(activity(kind, turned(*comparison, negated), *count, *within_days))
        }
    }
}

/// A part of a larger phrase.
fn nested(said: &Said) -> String {
    let (parts, pair, between, many) = match said {
        Said::Phrase(phrase) => return phrase.clone(),
        Said::All(parts) => (parts, "both", "and", "all of"),
        Said::Any(parts) => (parts, "either", "or", "at least one of"),
    };
    match parts.as_slice() {
        [Said::Phrase(first), Said::Phrase(second)] if !is_joined(first) && !is_joined(second) => {
            format!("{pair} {first} {between} {second}")
        }
        _ => format!("{many} ({})", parts.iter().map(nested).collect::<Vec<_>>().join("; ")),
    }
}

/// True if a phrase has an `and` or `or` of its own, which a pair's could be mistaken for.
fn is_joined(phrase: &str) -> bool {
    phrase.contains(" or ") || phrase.contains(" and ")
}

fn phrase(field: &FieldName, test: &Test, ladder: &Ladder, negated: bool) -> String {
    let name = name(field, ladder);
    let is = if negated { "is not" } else { "is" };
    let value = |literal: &Literal| value(field, literal, ladder);
    match test {
        Test::Compare(comparison, literal) => {
            let dated = matches!(literal, Literal::Date(_));
            let words = compared(turned(*comparison, negated), dated, false);
            format!("{name} {words} {}", value(literal))
        }
        Test::In(literals) | Test::NotIn(literals) => {
            let none = matches!(test, Test::NotIn(_)) != negated;
            let values: Vec<String> = literals.iter().map(value).collect();
            format!("{name} {}", one_of(&values, none))
        }
        Test::Between([low, high]) => format!("{name} {is} between {} and {}", value(low), value(high)),
        Test::Contains(part) if negated => format!("{name} does not contain {}", quoted(part)),
        Test::Contains(part) => format!("{name} contains {}", quoted(part)),
        Test::StartsWith(part) if negated => format!("{name} does not start with {}", quoted(part)),
        Test::StartsWith(part) => format!("{name} starts with {}", quoted(part)),
        Test::MatchesList(list) if negated => format!("{name} has no word of the list {}", quoted(list)),
        Test::MatchesList(list) => format!("{name} has a word of the list {}", quoted(list)),
        Test::IsBlank => format!("{name} {is} blank"),
        Test::IsKnown => format!("{name} {is} known"),
        Test::IsFreeMail => format!("{name} {is} at a free mail provider"),
    }
}

fn activity(kind: &str, comparison: Comparison, count: u32, within_days: Option<u32>) -> String {
    let kind = quoted(kind);
    let amount = match (comparison, count) {
        (Comparison::Equal | Comparison::AtMost, 0) | (Comparison::Less, 1) => {
            return format!("there is no activity {kind}{}", within(within_days));
        }
        (Comparison::Greater | Comparison::NotEqual, 0) => "at least 1".to_owned(),
        (Comparison::Equal, _) => format!("exactly {}", grouped(f64::from(count))),
        (Comparison::NotEqual, _) => {
            let count = grouped(f64::from(count));
            return format!("the number of activities {kind}{} is not {count}", within(within_days));
        }
        _ => format!("{} {}", compared(comparison, false, true), grouped(f64::from(count))),
    };
    let one = amount.ends_with(" 1");
    let (verb, noun) = if one { ("is", "activity") } else { ("are", "activities") };
    format!("there {verb} {amount} {noun} {kind}{}", within(within_days))
}

fn within(days: Option<u32>) -> String {
    match days {
        None => String::new(),
        Some(1) => " in the last day".to_owned(),
        Some(days) => format!(" in the last {} days", grouped(f64::from(days))),
    }
}

fn turned(comparison: Comparison, negated: bool) -> Comparison {
    use Comparison::{AtLeast, AtMost, Equal, Greater, Less, NotEqual};
    match (comparison, negated) {
        (_, false) => comparison,
        (Equal, true) => NotEqual,
        (NotEqual, true) => Equal,
        (Less, true) => AtLeast,
        (AtLeast, true) => Less,
        (Greater, true) => AtMost,
        (AtMost, true) => Greater,
    }
}

/// `bare` leaves out the verb.
fn compared(comparison: Comparison, dated: bool, bare: bool) -> String {
    let words = match (comparison, dated) {
        (Comparison::Equal, false) => "",
        (Comparison::Equal, true) => "on",
        (Comparison::NotEqual, false) => "not",
        (Comparison::NotEqual, true) => "not on",
        (Comparison::Less, false) => "less than",
        (Comparison::Less, true) => "before",
        (Comparison::AtMost, false) => "at most",
        (Comparison::AtMost, true) => "on or before",
        (Comparison::Greater, false) => "more than",
        (Comparison::Greater, true) => "after",
        (Comparison::AtLeast, false) => "at least",
        (Comparison::AtLeast, true) => "on or after",
    };
    let verb = if bare { "" } else { "is " };
    format!("{verb}{words}").trim_end().to_owned()
}

fn one_of(values: &[String], none: bool) -> String {
    match (values, none) {
        ([only], false) => format!("is {only}"),
        ([only], true) => format!("is not {only}"),
        ([first, second], false) => format!("is {first} or {second}"),
        ([first, second], true) => format!("is neither {first} nor {second}"),
        ([first @ .., last], false) => format!("is {} or {last}", first.join(", ")),
        ([first @ .., last], true) => format!("is none of {} and {last}", first.join(", ")),
        ([], _) => "is one of nothing".to_owned(),
    }
}

/// Our own labels are nouns and lose their capital inside a sentence, unless it is that of an acronym; imported headers are names
/// and keep theirs.
fn name(field: &FieldName, ladder: &Ladder) -> String {
    let label = ladder.field_label(field);
    if let FieldName::Extra(header) = field {
        return if is_clear(header) && !header.contains(' ') { header.clone() } else { quoted(header) };
    }
    let mut letters = label.chars();
    match letters.next() {
        Some(first) if !letters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.into_owned(),
    }
}

fn value(field: &FieldName, literal: &Literal, ladder: &Ladder) -> String {
    match literal {
        Literal::Number(number) => grouped(*number),
        Literal::Date(day) => spoken(*day),
        Literal::Text(text) => {
            let stage =
                (*field == FieldName::Stage).then(|| Stage::standing_from_slug(&text.to_ascii_lowercase()));
            match stage.flatten() {
                Some(stage) => ladder.label(stage).to_owned(),
                None if is_clear(text) => text.clone(),
                None => quoted(text),
            }
        }
    }
}

/// True if a text can stand in a sentence without quotes and not be mistaken for a part of it.
fn is_clear(text: &str) -> bool {
    let words =
        ["and", "or", "nor", "not", "is", "either", "both", "neither", "between", "blank", "known", "none"];
    let clear = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '&' | '\'' | '_' | '/' | '@');
    !text.is_empty()
        && text.split(' ').all(|word| {
            !word.is_empty()
                && word.chars().all(clear)
                && !words.contains(&word.to_ascii_lowercase().as_str())
        })
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

fn spoken(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// Thousands apart: `2,000`.
fn grouped(number: f64) -> String {
    let written = write_number(number);
    let (sign, digits) = written.strip_prefix('-').map_or(("", written.as_str()), |digits| ("-", digits));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::parse;

    fn says(text: &str, expected: &str) {
        let criteria = parse(text).expect("the test's criteria are well formed");
        assert_eq!(plain(&criteria, &Ladder::default()), expected, "{text}");
    }

    #[test]
    fn tests_read_as_people_say_them() {
        says(
            "industry in (\"Healthcare\", \"Finance\") and employees between 200 and 2000",
            "industry is Healthcare or Finance, and employees is between 200 and 2,000",
        );
        says("revenue >= 1250000.5", "revenue is at least 1,250,000.5");
        says("created.at <= 2026-03-31", "created is on or before 31 March 2026");
        says(
            "stage = \"sal\" or decision != \"lapsed\"",
            "stage is Accepted (SAL), or decision is not lapsed",
        );
        says("tier not in (\"1\", \"2\", \"3\")", "tier is none of 1, 2 and 3");
        says("stage.mql.at is known and stage.won.at is blank", "MQL date is known, and won date is blank");
        says("source = \"Trade show, or so\"", "source is “Trade show, or so”");
        says("`Sales Region` is blank", "“Sales Region” is blank");
        says("title matches \"Security\"", "job title has a word of the list “Security”");
    }

    #[test]
    fn negations_end_up_in_the_words() {
        says("not (email is free-mail)", "e-mail is not at a free mail provider");
        says("not (title contains \"intern\")", "job title does not contain “intern”");
        says("not (score < 50)", "score is at least 50");
        says("not (tier in (\"1\", \"2\"))", "tier is neither 1 nor 2");
        says("not (score >= 50 and tier = \"1\")", "score is less than 50, or tier is not 1");
        says("not (not (score is known))", "score is known");
    }

    #[test]
    fn groups_are_spelled_out() {
        says(
            "score > 50 and (title contains \"CISO\" or tier = \"1\")",
            "score is more than 50, and either job title contains “CISO” or tier is 1",
        );
        says(
            "score > 50 and (source in (\"Web\", \"Fair\") or tier = \"1\")",
            "score is more than 50, and at least one of (source is Web or Fair; tier is 1)",
        );
        says(
            "score > 50 and (tier = \"1\" or tier = \"2\" or (city = \"Oslo\" and score > 80))",
            "score is more than 50, and at least one of (tier is 1; tier is 2; both city is Oslo and score is more than 80)",
        );
    }

    #[test]
    fn activities_are_counted_in_words() {
        let demo = "“demo-request”";
        let cases = [
            (">= 1 within 14 days", format!("there is at least 1 activity {demo} in the last 14 days")),
            ("= 0", format!("there is no activity {demo}")),
            ("< 1 within 1 day", format!("there is no activity {demo} in the last day")),
            ("> 2", format!("there are more than 2 activities {demo}")),
            ("!= 1", format!("the number of activities {demo} is not 1")),
        ];
        for (text, expected) in cases {
            says(&format!("activity(\"demo-request\") {text}"), &expected);
        }
    }
}
