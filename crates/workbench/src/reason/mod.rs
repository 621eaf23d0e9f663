//! Reasons: the picklists as a file.

mod export;
