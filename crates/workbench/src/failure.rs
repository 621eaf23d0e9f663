//! What a use case says when it cannot do what was asked: a kind somebody acts on, a sentence, and a hint.

/// Why a use case refused. A kind exists only because some reader acts on it: the command line chooses its exit code, the
/// start screen its offer, a form the field to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No workspace is open.
    NotOpen,
    /// There is no file at that path.
    NoSuchFile,
    /// The file was written by a newer program.
    NewerFile,
    /// The file is something else.
    NotOurs,
    /// The file is damaged.
    Damaged,
    /// Another program holds the file.
    InUse,
    /// The person cancelled.
    Cancelled,
    /// The input has a mistake; `field` says where.
    BadInput,
    /// The rules do not allow it now; the sentence lists what stands in the way.
    Refused,
    /// The machine failed (disk, permissions) or we did.
    Internal,
}

/// A refused use case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What to do about it, for programs.
    pub kind: Kind,
    /// What happened and what was kept: one or two sentences without personal data.
    pub message: String,
    /// What to do next, for people.
    pub hint: Option<String>,
    /// Which input is wrong.
    pub field: Option<String>,
    /// The file it is about, where several were given.
    pub file: Option<std::path::PathBuf>,
}

impl Failure {
    /// A failure with a sentence.
    pub fn new(kind: Kind, message: impl Into<String>) -> Failure {
        Failure { kind, message: message.into(), hint: None, field: None, file: None }
    }

    /// A mistake in the input named `field`.
    pub fn bad_input(field: &str, message: impl Into<String>) -> Failure {
        Failure { field: Some(field.to_owned()), ..Failure::new(Kind::BadInput, message) }
    }

    /// The same with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }

    /// The same about one of several files: it is named in the sentence too.
    #[must_use]
    pub fn about(mut self, file: &std::path::Path) -> Failure {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if !self.message.contains(&*name) {
            self.message = format!("{name}: {}", self.message);
        }
        self.file = Some(file.to_owned());
        self
    }

    /// A file that could not be read or written.
    pub fn io(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Failure {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => Kind::NoSuchFile,
            _ => Kind::Internal,
        };
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            std::io::ErrorKind::PermissionDenied => "this account may not".to_owned(),
            _ => error.to_string(),
        };
        Failure::new(kind, format!("Could not {doing} {}: {reason}.", path.display()))
    }
}

/// What use cases return.
pub type Outcome<T> = Result<T, Failure>;
