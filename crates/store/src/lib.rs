//! The one crate that knows SQLite: open, migrations, tables, transact.
