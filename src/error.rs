//! What can go wrong before the screen opens: what failed, on what, and the way out.

/// An error that a person reads on standard error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Input or output failed.
    #[error("{path}: {source}")]
    Io {
        /// The file, or `-`.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}
