//! A short message to the user, in the status line until the next key.
//!
//! One at a time: a newer one replaces it. It is text in the interface's language, laid
//! out when drawn and cut where it does not fit.

/// How important a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// An action succeeded.
    Info,
    /// An action failed, or the article was damaged.
    Warning,
}

/// A message in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How important it is.
    pub severity: Severity,
    /// Its text.
    pub text: String,
}

impl Message {
    /// A message about an action that succeeded.
    pub fn info(text: impl Into<String>) -> Self {
        Self {
            severity: Severity::Info,
            text: text.into(),
        }
    }

    /// A message about one that failed.
    pub fn warning(text: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            text: text.into(),
        }
    }
}
