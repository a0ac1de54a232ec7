//! A short word to the person, in the status line until the next key.
//!
//! One at a time: a newer one replaces it. It is text in the interface's language, laid
//! out when drawn and cut where it does not fit.

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It went as asked.
    Info,
    /// It did not, or the article was damaged.
    Warning,
}

/// A message in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How much it matters.
    pub severity: Severity,
    /// What it says.
    pub text: String,
}

impl Message {
    /// Something went as asked.
    pub fn info(text: impl Into<String>) -> Self {
        Self {
            severity: Severity::Info,
            text: text.into(),
        }
    }

    /// Something did not.
    pub fn warning(text: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            text: text.into(),
        }
    }
}
