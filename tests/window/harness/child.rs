//! Children that do not outlive the test.

use std::{
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

/// A child and everything it started, killed together on drop.
pub(crate) struct Family(Child);

impl Family {
    /// Starts `command` as the head of a process group.
    pub(crate) fn start(command: &mut Command) -> Family {
        let child = command.process_group(0).stdin(Stdio::null()).spawn();
        let name = command.get_program().to_string_lossy().into_owned();
        Family(child.unwrap_or_else(|error| panic!("{name} does not start: {error}. Is it installed?")))
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        // The group's number is the head's; a group that is gone already is what we want.
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}
