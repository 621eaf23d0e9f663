//! Any text as criteria: refused at a place inside the text, or read, printed and read again the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plumbline_domain::criteria::{parse, plain};

fuzz_target!(|text: &str| match parse(text) {
    Ok(criteria) => {
        let _ = plain(&criteria);
        assert_eq!(parse(&criteria.to_string()), Ok(criteria), "what is printed reads the same");
    }
    Err(error) => {
        assert!(text.get(error.start..error.end).is_some(), "the mistake lies in the text: {error:?}");
    }
});
