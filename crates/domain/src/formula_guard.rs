//! Keeps a spreadsheet from running a cell of ours as a formula.
//!
//! OWASP's advice is to guard every cell that begins with `=`, `+`, `-`, `@`, tab or a line end. Done blindly that mangles
//! negative numbers, telephone numbers and handles, which people then repair by hand and import wrongly; so what can only
//! be one of those stays as it is.

use std::borrow::Cow;

/// `text`, with an apostrophe before it if a spreadsheet could take it (or a part of it, read with another delimiter) for a
/// formula.
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The same for a file that this program will read again: [`unguarded`] gives back exactly `text`.
///
/// A text that looks guarded already (`'=1`) gets one apostrophe more, or it would come back with one less.
pub fn guard_to_return(text: &str) -> Cow<'_, str> {
    if is_dangerous(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// What [`guard_to_return`] was given.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_dangerous(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

fn is_dangerous(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    // Another program may split the cell at its own delimiter, and the rest would begin a cell.
    text.split([';', '\t']).enumerate().any(|(index, part)| match index {
        0 => begins_formula(part) && !is_harmless(part.trim()),
        _ => begins_formula(part),
    })
}

/// True if the first visible character (after spaces, quotes and invisible marks) opens a formula, full-width forms included.
fn begins_formula(part: &str) -> bool {
    let visible = part.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '"');
    visible.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// A number with a sign, a telephone number, dashes as a placeholder, or a handle: none can run.
fn is_harmless(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return true };
    let rest = &text[first.len_utf8()..];
    match first {
        '-' => rest.chars().all(|c| c == '-') || is_number(rest),
        '+' => is_number(rest) || is_telephone(rest),
        '@' => !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || "._".contains(c)),
        _ => false,
    }
}

fn is_number(rest: &str) -> bool {
    let digits = rest.strip_suffix('%').unwrap_or(rest);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
}

fn is_telephone(rest: &str) -> bool {
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    digits >= 6 && rest.chars().all(|c| c.is_ascii_digit() || " ()/-.".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{guard, guard_to_return, unguarded};

    #[test]
    fn formulas_are_guarded_in_every_disguise() {
        let cells = [
            "=1+1",
            "+1+1",
            "-1+1",
            "@SUM(1+1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u{a0}=1",
            "＝1",
            "\u{feff}=1",
            "\"=1\"",
            "x;=1+1",
            "x\t=1+1",
            "=",
            "=cmd|' /C echo'!A0",
            "-2+3+cmd|' /C echo'!A0",
            "+cmd()",
        ];
        for cell in cells {
            assert_eq!(guard(cell), format!("'{cell}"), "{cell:?} could run");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn what_is_guarded_to_return_comes_back_and_cannot_run(text in "['=+@; \"\ta1-]{0,8}|\\PC{0,8}") {
            let cell = guard_to_return(&text);
            prop_assert_eq!(unguarded(&cell), &text);
            prop_assert!(guard(&text) == text || cell.starts_with('\''), "no less is guarded than elsewhere");
        }
    }

    #[test]
    fn what_cannot_run_is_left_alone() {
        let cells = [
            "",
            "-5",
            "-5.25%",
            "-1.234,50",
            "+49 30 1234567",
            "+1 (555) 010-0000",
            "@acme_gmbh",
            "-",
            "--",
            "'=1+1",
            "%0A=1+1",
            "#REF!",
            "TRUE",
            "1E5",
            "00123",
            "5805028000056864695",
            "3-4",
            "a=b",
            "Smith, Ann",
        ];
        for cell in cells {
            assert_eq!(guard(cell), cell, "{cell:?} is data");
        }
    }
}
