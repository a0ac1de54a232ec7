//! The errors of a training: what failed, on what, and what to do.

use std::io;
use std::path::Path;

/// An error, shown on standard error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum TrainError {
    /// A file or folder could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// The system's error.
        source: io::Error,
    },
    /// Standard output could not be written to.
    #[error("standard output: {0}")]
    Output(io::Error),
    /// No annotated article was found.
    #[error("{path}: no annotated articles; it must hold train/*.ann or dev/*.ann")]
    NoArticles {
        /// The folder given as `--data`.
        path: String,
    },
    /// The article to keep out is none of those given.
    #[error("--keep-out {name}: no annotated article has that name")]
    NotThere {
        /// The name given.
        name: String,
    },
    /// An annotated article is not in the notation.
    #[error("{path}: line {line}: {fault}; the notation stands in tests/samples/README.md")]
    Annotation {
        /// The file.
        path: String,
        /// Its line, from 1.
        line: usize,
        /// What is wrong there.
        fault: AnnotationFault,
    },
    /// A line of a data file is not in its form.
    #[error("{path}: line {line}: expected {expected}")]
    Line {
        /// The file.
        path: String,
        /// Its line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// The program that unpacks news failed.
    #[error("{path}: xz could not unpack it ({status}); unpack it and give the plain file")]
    Unpack {
        /// The file.
        path: String,
        /// How xz ended.
        status: std::process::ExitStatus,
    },
    /// What an earlier stage left is missing or torn.
    #[error("{path}: not the result of an earlier stage; run `{stage}` first")]
    Stage {
        /// The file.
        path: String,
        /// The stage that writes it.
        stage: &'static str,
    },
    /// A model was made that the reader refuses.
    #[error("the tables do not make a model that qari reads; this is a fault of qari-train")]
    Model,
    /// A part of the work ended without a result.
    #[error("a part of the training ended early; this is a fault of qari-train")]
    Worker,
}

/// What is wrong with an annotated article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AnnotationFault {
    /// A tag is closed that is not open.
    #[error("a tag is closed that is not open")]
    NotOpen,
    /// A tag is never closed, or not by its own kind.
    #[error("a tag is not closed, or closed by another")]
    NotClosed,
    /// A name without a word in it.
    #[error("a name is empty")]
    Empty,
}

impl TrainError {
    /// The system's error on that file.
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::Io { path, source }
    }
}
