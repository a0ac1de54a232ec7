//! A short message to the user, in the status line until the next key or for a few seconds.
//!
//! A warning stays until the next key. Nothing here reads a clock: the event loop does.
//!
//! One at a time: a newer one replaces it. It is text in the interface's language, laid
//! out when drawn and cut where it does not fit.

use std::time::Duration;

/// How important a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// A key does nothing here.
    Brief,
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
    /// How long it is shown where no key is pressed; `None` for one that stays.
    pub const fn lifetime(&self) -> Option<Duration> {
        match self.severity {
            Severity::Brief => Some(Duration::from_secs(1)),
            Severity::Info => Some(Duration::from_secs(3)),
            Severity::Warning => None,
        }
    }

    /// A message about a key that does nothing.
    pub fn brief(text: impl Into<String>) -> Self {
        Self {
            severity: Severity::Brief,
            text: text.into(),
        }
    }

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
