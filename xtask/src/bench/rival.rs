//! Other programs that read the same file, where they are installed.

use std::path::Path;

use super::race::Files;
use crate::step::{self, Step};

/// A program that reads the file into a table of its own.
pub(crate) struct Rival {
    /// What stands in the table.
    pub(crate) label: &'static str,
    /// Its name on PATH.
    program: &'static str,
    /// What it is told, and the file that is its standard input.
    tell: for<'f> fn(Step, &'f Files) -> (Step, Option<&'f Path>),
}

/// All of them; the first is the one to be measured by.
const ALL: [Rival; 3] = [
    Rival {
        label: "sqlite3 .import + 3 indexes",
        program: "sqlite3",
        tell: |step, files| (step.args(["-bail"]).args([&files.database]), Some(&files.script)),
    },
    Rival {
        label: "duckdb read_csv",
        program: "duckdb",
        tell: |step, files| {
            let sql = format!("create table leads as select * from read_csv('{}')", files.export.display());
            (step.args([&files.database]).args(["-c", &sql]), None)
        },
    },
    Rival {
        label: "sqlite-utils insert --csv",
        program: "sqlite-utils",
        tell: |step, files| {
            let step = step.args(["insert"]).args([&files.database]).args(["leads"]);
            (step.args([&files.export]).args(["--csv", "--silent"]), None)
        },
    },
];

impl Rival {
    /// Those PATH leads to; says which are missing.
    pub(crate) fn installed() -> Vec<Rival> {
        let (here, missing): (Vec<Rival>, Vec<Rival>) =
            ALL.into_iter().partition(|rival| step::find(rival.program).is_some());
        for rival in &missing {
            println!("{} is not installed and does not take part.", rival.program);
        }
        here
    }

    /// The run over the files, and its standard input.
    pub(crate) fn step<'f>(&self, files: &'f Files) -> (Step, Option<&'f Path>) {
        (self.tell)(Step::new(self.program), files)
    }
}
