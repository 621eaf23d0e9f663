//! Each mistake is named, placed and answered with what to write.

use plumbline_domain::criteria::parse;

/// Text, the marked piece, a piece of the message, a piece of the hint.
const MISTAKES: [(&str, &str, &str, &str); 60] = [
    ("title contain \"x\"", "contain", "no operator \"contain\"", "Did you mean contains?"),
    ("title like \"x\"", "like", "no operator", "Did you mean contains?"),
    ("score betwen 1 and 2", "betwen", "no operator", "Did you mean between"),
    ("score equals 5", "equals", "no operator", "Did you mean =?"),
    ("score frobnicates 5", "frobnicates", "no operator", "Operators are"),
    ("title starts \"x\"", "starts", "no operator", "starts with"),
    ("title does not contain \"x\"", "does", "no operator", "not (title contains"),
    ("title = \"x", "\"x", "no closing quote", "Add \""),
    ("title = “x", "“x", "no closing quote", "Add \""),
    ("`Sales Region = 5", "`Sales Region = 5", "no closing backquote", "Add `"),
    ("`` = 5", "``", "no name", "Write"),
    ("(score = 1 or score = 2", "(", "never closed", "Add )"),
    ("(score = 1 score = 2)", "score", "\"and\", \"or\" or a closing", ""),
    ("score = 1)", ")", "closes nothing", "Remove"),
    ("tier in (\"1\", \"2\"", "(", "never closed", "Add )"),
    ("tier in (\"1\" \"2\")", "\"2\"", "comma or a closing", ""),
    ("tier in (\"1\", )", ")", "value is missing", "double quotes"),
    ("tier in ()", ")", "value is missing", "double quotes"),
    ("tier in \"1\"", "\"1\"", "stand in parentheses", "in ("),
    ("score = 1 and", "and", "After \"and\"", "Write a field"),
    ("score = 1 or )", "or", "After \"or\"", "Write a field"),
    ("not", "not", "After \"not\"", "Write a field"),
    ("and score = 1", "and", "Before \"and\"", "backquotes"),
    ("score = 1 and and score = 2", "and", "Before \"and\"", "backquotes"),
    ("()", ")", "test is missing", "Write a field"),
    ("score = 1 score = 2", "score", "\"and\" or \"or\" is missing", ""),
    ("score", "", "After score an operator", "Operators are"),
    ("score and tier = \"1\"", "and", "After score an operator", "Operators are"),
    ("score =", "", "value is missing", "double quotes"),
    ("score = = 5", "=", "one operator too many", "employees >= 200"),
    ("industry = Healthcare", "Healthcare", "double quotes", "Write: \"Healthcare\""),
    ("industry = Real estate and score = 1", "Real", "double quotes", "Write: \"Real estate\""),
    ("industry = `Healthcare`", "`Healthcare`", "another field", "\"Healthcare\""),
    ("title contains security", "security", "text in double quotes", "Write: \"security\""),
    ("title contains 5", "5", "text in double quotes", "Write: \"5\""),
    ("\"Sales Region\" = 5", "\"Sales Region\"", "begins with a field", "`Sales Region`"),
    ("5 = score", "5", "begins with a field", "Write a field"),
    ("Sales Region = \"EMEA\"", "Sales Region", "spaces", "Write: `Sales Region`"),
    ("Job title contains \"x\"", "Job title", "spaces", "Write: title"),
    ("Sales Region not in (\"EMEA\")", "Sales Region", "spaces", "Write: `Sales Region`"),
    ("employees between \"a\" and 5", "\"a\"", "Employees is a number", "without quotes"),
    ("employees = \"200\"", "\"200\"", "Employees is a number", "without quotes"),
    ("employees contains \"2\"", "employees contains \"2\"", "contains no text", "between"),
    ("employees = 2026-03-31", "2026-03-31", "is a number", "without quotes"),
    ("created.at > 5", "5", "Created is a date", "2026-03-31"),
    ("created.at > \"yesterday\"", "\"yesterday\"", "Created is a date", "2026-03-31"),
    (
        "employees between 2000 and 200",
        "employees between 2000 and 200",
        "first is larger",
        "between 200 and 2000",
    ),
    ("employees between 200, 2000", ",", "two ends", "between 200 and 2000"),
    ("title > \"m\"", "\"m\"", "no order", "instead"),
    ("title = \"\"", "\"\"", "empty text", "is blank"),
    ("stage = \"sall\"", "\"sall\"", "no stage \"sall\"", "\"sal\""),
    ("title is free-mail", "title is free-mail", "no e-mail address", "email is free-mail"),
    ("title is empty", "empty", "\"is empty\"", "is blank"),
    ("email is freemail", "freemail", "\"is freemail\"", "is free-mail"),
    ("industry is Healthcare", "Healthcare", "\"is healthcare\"", "= \"healthcare\""),
    ("employees > 1,200", ",", "comma", "without commas"),
    ("employees > 1_200", "1_200", "neither a number", "without separators"),
    ("created.at > 31.03.2026", "31.03.2026", "neither a number nor a date", "2026-03-31"),
    ("created.at > 2026-02-30", "2026-02-30", "neither a number nor a date", "2026-03-31"),
    ("external_id = 12345678901234567890", "12345678901234567890", "more digits", "\"12345678901234567890\""),
];

const MORE: [(&str, &str, &str, &str); 12] = [
    ("", "", "no criteria yet", "employees >= 200"),
    ("score = 1 && score = 2", "&", "no meaning", "Write: and"),
    ("score = 1 | score = 2", "|", "no meaning", "Write: or"),
    ("! score = 1", "!", "no meaning", "not ("),
    ("score > 50%", "%", "no meaning", "bare number"),
    ("score > .5", ".", "no meaning", "0.5"),
    ("activity(demo) >= 1", "demo", "kind of activity", "activity(\"demo-request\")"),
    ("activity(\"demo\") within 3 days", "within", "How many", "activity("),
    ("activity(\"demo\") >= 1.5", "1.5", "whole number", "activity("),
    ("activity(\"demo\") >= 1 within 2 weeks", "weeks", "\"days\"", "activity("),
    ("activity(\"demo\" >= 1", ">=", "closing parenthesis", "activity("),
    ("score = 1 and \"unfinished", "\"unfinished", "no closing quote", "Add \""),
];

#[test]
fn mistakes_are_named_placed_and_answered() {
    for (text, marked, message, hint) in MISTAKES.into_iter().chain(MORE) {
        let error = parse(text).expect_err(text);
        assert!(error.message.contains(message), "{text}: {error:?}");
        assert_eq!(text.get(error.start..error.end), Some(marked), "{text}: {error:?}");
        assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{text}: {error:?}");
        assert!(error.message.ends_with(['.', '?']), "a sentence: {error:?}");
    }
}
