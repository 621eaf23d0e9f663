//! One program, run and shown.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use crate::trouble::Trouble;

/// A program with its arguments, about to run. It gets no standard input: nothing here may wait for a person.
pub(crate) struct Step(Command);

impl Step {
    /// `program`, found through PATH.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Step {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        forget_own_package(&mut command);
        Step(command)
    }

    /// The cargo that runs this program.
    pub(crate) fn cargo() -> Step {
        Step::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// Adds arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Step {
        self.0.args(args);
        self
    }

    /// Sets a variable for the program.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Step {
        self.0.env(name, value);
        self
    }

    /// Runs it in a folder.
    pub(crate) fn within(mut self, folder: &Path) -> Step {
        self.0.current_dir(folder);
        self
    }

    /// Shows the command line, runs it with its output visible, and fails if it fails.
    pub(crate) fn run(mut self) -> Result<(), Trouble> {
        let line = self.line();
        println!("\n> {line}");
        let status = self.0.status().map_err(|source| self.not_started(source))?;
        if status.success() { Ok(()) } else { Err(Trouble::Failed { line, status }) }
    }

    /// Runs it quietly and returns what it wrote; only not starting is an error.
    pub(crate) fn output(mut self) -> Result<Output, Trouble> {
        self.0.output().map_err(|source| self.not_started(source))
    }

    /// Runs it quietly and returns its standard output; fails, with its messages shown, if it fails.
    pub(crate) fn text(self) -> Result<String, Trouble> {
        let line = self.line();
        let output = self.output()?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        Err(Trouble::Failed { line, status: output.status })
    }

    /// The command, for those who watch it while it runs.
    pub(crate) fn into_command(self) -> Command {
        self.0
    }

    /// The command line as a person would type it.
    pub(crate) fn line(&self) -> String {
        let program = Path::new(self.0.get_program());
        let mut line = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
        for arg in self.0.get_args() {
            let arg = arg.to_string_lossy();
            line.push(' ');
            if arg.is_empty() || arg.contains([' ', '"', '&', '|', ';']) {
                line.push_str(&format!("'{arg}'"));
            } else {
                line.push_str(&arg);
            }
        }
        line
    }

    fn not_started(&self, source: std::io::Error) -> Trouble {
        Trouble::NotStarted { line: self.line(), source }
    }
}

/// Cargo tells a program it runs which package it is. Build scripts below must not take that for their own: some are
/// rebuilt whenever such a variable changes.
fn forget_own_package(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
            .iter()
            .any(|start| name.starts_with(start))
        {
            command.env_remove(&*name);
        }
    }
}

/// Where a program lies, if PATH leads to one.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    // Cargo installs its tools here, also where PATH does not say so.
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    std::env::split_paths(&path)
        .chain(home.map(|home| home.join("bin")))
        .map(|folder| folder.join(&file))
        .find(|candidate| candidate.is_file())
}
