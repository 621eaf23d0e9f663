//! An X display of the size our users have, without a screen.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use super::child::Family;

/// A display; gone when dropped.
pub(crate) struct Display {
    /// As in the variable `DISPLAY`.
    pub(crate) name: String,
    _server: Family,
}

impl Display {
    /// Starts one under a number of its own choice.
    pub(crate) fn start(width: u32, height: u32) -> Display {
        let screen = format!("{width}x{height}x24");
        let mut server = Family::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-nolisten", "tcp", "-dpi", "96", "-screen", "0", &screen])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let stdout = server.child().stdout.take().expect("it is piped");
        let mut number = String::new();
        BufReader::new(stdout).read_line(&mut number).expect("Xvfb says its number");
        let number = number.trim();
        assert!(!number.is_empty(), "Xvfb found no free display");
        Display { name: format!(":{number}"), _server: server }
    }

    /// Writes what the display shows. The driver's own screenshots need a graphics card.
    pub(crate) fn picture(&self, to: &Path) {
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder).expect("out/ can be written");
        }
        let done = Command::new("import").args(["-display", &self.name, "-window", "root"]).arg(to).status();
        assert!(done.is_ok_and(|status| status.success()), "import (imagemagick) takes the pictures");
    }
}
