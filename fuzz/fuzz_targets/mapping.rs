//! Any text as a mapping file: refused with a line, or read and written back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plumbline_ingest::mapping::Mapping;

fuzz_target!(|text: &str| {
    if let Ok(mapping) = Mapping::from_toml(text) {
        assert_eq!(
            Mapping::from_toml(&mapping.to_toml()),
            Ok(mapping),
            "a mapping comes back as it was written"
        );
    }
});
