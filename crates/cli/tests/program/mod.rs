//! The built program in a folder of its own.

#![allow(dead_code, reason = "each test file uses a part")]

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// A folder that goes away with its test.
pub(crate) struct Room(tempfile::TempDir);

/// What a run left behind.
pub(crate) struct Ran {
    line: String,
    code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Room {
    pub(crate) fn new() -> Room {
        Room(tempfile::tempdir().expect("a temporary folder"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("the folder can be written to");
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("the file is there")
    }

    pub(crate) fn read(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).expect("the file is text")
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn run(&self, line: &[&str]) -> Ran {
        let ran = Command::new(env!("CARGO_BIN_EXE_plumbline"))
            .args(line)
            .current_dir(self.0.path())
            .output()
            .expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ran {
            line: line.join(" "),
            code: ran.status.code(),
            stdout: text(ran.stdout),
            stderr: text(ran.stderr),
        }
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn exited(self, code: i32) -> Ran {
        assert_eq!(self.code, Some(code), "plumbline {}\n{}{}", self.line, self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn succeeded(self) -> Ran {
        self.exited(0)
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("plumbline {}: {error}\n{}", self.line, self.stdout))
    }
}

/// Where outside test data lies, if this machine has it: `PLUMBLINE_DATA`.
pub(crate) fn outside_data(part: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("PLUMBLINE_DATA")?);
    let found = Path::new(&folder).join(part);
    found.exists().then_some(found)
}
