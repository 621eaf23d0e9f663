//! One file, read by every program in turn.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    measure::{Cost, measure},
    rival::Rival,
};
use crate::{
    sample,
    step::Step,
    trouble::{At, Trouble},
};

/// What the programs read and write.
pub(crate) struct Files {
    pub(crate) export: PathBuf,
    pub(crate) mapping: PathBuf,
    pub(crate) script: PathBuf,
    pub(crate) workspace: PathBuf,
    pub(crate) database: PathBuf,
}

/// What the rounds took, by program.
pub(crate) struct Rounds {
    pub(crate) own: Vec<Cost>,
    /// In the order of the rivals.
    pub(crate) others: Vec<Vec<Cost>>,
}

impl Files {
    /// Makes an export of that many leads, and what it is read by.
    pub(crate) fn prepare(root: &Path, folder: &Path, leads: u32) -> Result<Files, Trouble> {
        let file = |end: &str| folder.join(format!("{leads}{end}"));
        let files = Files {
            export: file(".csv"),
            mapping: file(".toml"),
            script: file(".sql"),
            workspace: file(".plumbline"),
            database: file(".db"),
        };
        let out = Some(files.export.clone());
        let options = sample::Options { leads, narrow: true, out, ..Default::default() };
        sample::generate(&options, root).at(&files.export)?;
        fs::write(&files.mapping, sample::mapping(true)).at(&files.mapping)?;
        fs::write(&files.script, files.script()).at(&files.script)?;
        Ok(files)
    }

    /// The questions a CRM export is asked most: which lead, in which status, since when.
    fn script(&self) -> String {
        format!(
            ".import --csv '{}' leads\n\
             create index leads_id on leads(\"Lead ID\");\n\
             create index leads_status on leads(\"Lead Status\");\n\
             create index leads_mql on leads(\"MQL Date\");\n",
            self.export.display()
        )
    }

    /// Alternates, so that a busy or a cool minute of the machine meets all.
    pub(crate) fn race(&self, plumbline: &Path, rivals: &[Rival], rounds: usize) -> Result<Rounds, Trouble> {
        let mut costs = Rounds { own: Vec::new(), others: rivals.iter().map(|_| Vec::new()).collect() };
        for _ in 0..rounds {
            costs.own.push(self.import(plumbline)?);
            for (rival, costs) in rivals.iter().zip(&mut costs.others) {
                remove(&self.database)?;
                let (step, input) = rival.step(self);
                costs.push(measure(step, input)?);
            }
        }
        Ok(costs)
    }

    fn import(&self, plumbline: &Path) -> Result<Cost, Trouble> {
        remove(&self.workspace)?;
        let new = Step::new(plumbline).args(["new"]).args([&self.workspace]);
        new.args(["--time-zone", "Europe/Berlin"]).text()?;
        let import = Step::new(plumbline).args(["import"]).args([&self.workspace, &self.export]);
        measure(import.args(["--mapping"]).args([&self.mapping]), None)
    }

    /// Removes them: at the largest sizes they are gigabytes.
    pub(crate) fn clear(&self) -> Result<(), Trouble> {
        [&self.export, &self.mapping, &self.script, &self.workspace, &self.database]
            .into_iter()
            .try_for_each(remove)
    }
}

fn remove(file: &PathBuf) -> Result<(), Trouble> {
    if file.exists() { fs::remove_file(file).at(file) } else { Ok(()) }
}
