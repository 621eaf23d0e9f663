//! The use cases: one folder per noun, one file per verb; owns the clock, the transactions and the audit.
