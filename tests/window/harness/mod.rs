//! A program, a driver and a display per test, all gone when the test ends.

mod axe;
mod child;
mod display;
mod driver;
mod import;
pub(crate) mod keys;
mod window;

use std::path::{Path, PathBuf};

pub(crate) use axe::serious_findings;
pub(crate) use window::{Opening, Theme, Window};

/// The program under test.
const PROGRAM: &str = "PLUMBLINE_WINDOW";
/// Asks for these tests outside `cargo xtask test`.
const ASKED: &str = "PLUMBLINE_WINDOW_TESTS";
/// Set where the tests are started without a network.
const SEALED: &str = "PLUMBLINE_EXPECT_NO_NETWORK";

/// Leaves the test, saying why, where nobody built a window for it.
macro_rules! needs_a_window {
    () => {
        if !crate::harness::is_wanted() {
            println!(
                "Skipped: no window was built for this run. Use `cargo xtask test window`, or build the program \
                 with --features custom-protocol and set PLUMBLINE_WINDOW_TESTS=1."
            );
            return;
        }
    };
}
pub(crate) use needs_a_window;

/// True under `cargo xtask test` and where somebody asked.
pub(crate) fn is_wanted() -> bool {
    std::env::var_os(PROGRAM).is_some() || std::env::var_os(ASKED).is_some()
}

/// True where the tests must find no network.
pub(crate) fn is_sealed() -> bool {
    std::env::var_os(SEALED).is_some()
}

/// The top of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The export the sample is made of.
pub(crate) fn sample_export() -> PathBuf {
    root().join("assets/sample/leads.csv").canonicalize().expect("the sample is committed")
}

/// What was planted in it.
pub(crate) fn answer_key() -> serde_json::Value {
    let text =
        std::fs::read_to_string(root().join("assets/sample/answer-key.json")).expect("the key is committed");
    serde_json::from_str(&text).expect("the key is JSON")
}

fn program() -> PathBuf {
    let given = std::env::var_os(PROGRAM).map(PathBuf::from);
    let path = given.unwrap_or_else(|| root().join("target/debug/plumbline-desktop"));
    path.canonicalize().unwrap_or_else(|error| {
        panic!(
            "{}: {error}. Build it: cargo build -p plumbline-desktop --features custom-protocol",
            path.display()
        )
    })
}

/// A port nobody listens on. Another program could take it before it is used; the driver then fails to start and says so.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("loopback is up");
    listener.local_addr().expect("it is bound").port()
}
