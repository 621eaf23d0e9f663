//! The project's own commands: `cargo xtask run | test | sample | bench | bindings`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what a task runner is for")]

mod sample;

fn main() {
    sample::run(&sample::Options::default(), std::path::Path::new(".")).ok();
}
