//! Opens a workspace, and says why it could not.

use std::path::Path;

use plumbline_domain::calendar::Calendar;
use plumbline_store::{ImportError, OpenError, Store, StoreError, UndoImportError};

use super::Workspace;
use crate::{
    clock::Clock,
    failure::{Failure, Kind, Outcome},
};

impl Workspace {
    /// Opens the workspace at `path` for reading and writing. An older one is backed up beside the file and upgraded.
    ///
    /// # Errors
    /// In each case the file is left as it was found.
    pub fn open(path: &Path, clock: Clock) -> Outcome<Workspace> {
        // Backups are named after this moment; the zone inside is not known before the file is open.
        let store = Store::open(path, clock.now(&Calendar::default())).map_err(|error| at(path, error))?;
        Workspace::new(store, clock).after_decisions()
    }

    /// Opens it for reading only, also while another Plumbline writes to it.
    ///
    /// # Errors
    /// In each case the file is left as it was found.
    pub fn open_read_only(path: &Path, clock: Clock) -> Outcome<Workspace> {
        let store = Store::open_read_only(path).map_err(|error| at(path, error))?;
        Workspace::new(store, clock).after_decisions()
    }
}

fn at(path: &Path, error: OpenError) -> Failure {
    let mut failure = Failure::from(error);
    failure.message = format!("{}: {}", path.display(), failure.message);
    failure
}

/// The store's words as a sentence of ours.
fn said(kind: Kind, error: &dyn std::error::Error, hint: Option<&'static str>) -> Failure {
    let text = error.to_string();
    let mut sentence: String = text.chars().take(1).flat_map(char::to_uppercase).collect();
    sentence.extend(text.chars().skip(1));
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    let failure = Failure::new(kind, sentence);
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let kind = match &error {
            OpenError::NoSuchFile(_) => Kind::NoSuchFile,
            OpenError::Newer { .. } => Kind::NewerFile,
            OpenError::NotOurs | OpenError::ForeignParts(_) => Kind::NotOurs,
            OpenError::Damaged => Kind::Damaged,
            OpenError::InUse => Kind::InUse,
            OpenError::Exists(_) => Kind::BadInput,
            _ => Kind::Internal,
        };
        said(kind, &error, error.hint())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let kind = match &error {
            StoreError::Damaged => Kind::Damaged,
            StoreError::Busy => Kind::InUse,
            StoreError::ReadOnly | StoreError::NothingTo(_) => Kind::Refused,
            StoreError::NotFound(_) | StoreError::Taken(_) => Kind::BadInput,
            StoreError::Closed => Kind::NotOpen,
            _ => Kind::Internal,
        };
        said(kind, &error, error.hint())
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Store(error) => error.into(),
            ImportError::Cancelled => said(Kind::Cancelled, &error, None),
            ImportError::Broken => said(Kind::Internal, &error, None),
        }
    }
}

impl From<UndoImportError> for Failure {
    fn from(error: UndoImportError) -> Self {
        match &error {
            UndoImportError::DependedOn(dependents) => {
                let steps: Vec<String> = dependents
                    .iter()
                    .map(|step| match step.leads {
                        0 => step.label.clone(),
                        leads => format!(
                            "{} ({})",
                            step.label,
                            crate::wording::counted(leads.into(), "lead", "leads")
                        ),
                    })
                    .collect();
                Failure::new(
                    Kind::Refused,
                    format!(
                        "This import cannot be taken back: later steps changed or told again what it brought: {}.",
                        steps.join("; ")
                    ),
                )
                .hint("Undo those steps first, the newest one first. Nothing was changed.")
            }
            UndoImportError::Store(_) => match error {
                UndoImportError::Store(error) => error.into(),
                _ => said(Kind::Internal, &error, None),
            },
            _ => said(Kind::Refused, &error, Some("Nothing was changed.")),
        }
    }
}
