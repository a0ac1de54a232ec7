//! Which encoding reads right in which terminal, as a person answered `qari doctor`.
//!
//! ```json
//! { "terminals": { "term=xterm-256color,name=-,da2=0;276;0": "marked" } }
//! ```
//!
//! The keys are [fingerprints](crate::terminal::Capabilities::fingerprint), the values names of
//! [`BidiChoice`]. Names that this version does not know are passed over and kept, as is whatever else stands in the file.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{StoreError, file};
use crate::terminal::{BidiChoice, RememberedBidi};

/// The configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configuration {
    #[serde(default)]
    terminals: BTreeMap<String, String>,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

impl Configuration {
    /// What the file at `path` holds; nothing where there is none.
    ///
    /// # Errors
    ///
    /// The file is there and cannot be read or understood.
    pub fn load(path: &Path) -> Result<Self, StoreError> {
        file::load(path)
    }

    /// The choices, as a session takes them.
    pub fn remembered(&self) -> RememberedBidi {
        let known = self.terminals.iter();
        known
            .filter_map(|(terminal, name)| Some((terminal.clone(), name.parse().ok()?)))
            .collect()
    }

    /// Keeps the choice for one terminal in the file at `path`; `None` forgets it.
    ///
    /// # Errors
    ///
    /// The file is there and cannot be understood, or cannot be written; it stays as it is.
    pub fn keep(
        path: &Path,
        fingerprint: &str,
        choice: Option<BidiChoice>,
    ) -> Result<(), StoreError> {
        file::update(path, "QARI_CONFIG", |all: &mut Self| {
            match choice {
                Some(choice) => all
                    .terminals
                    .insert(fingerprint.to_owned(), choice.name().to_owned()),
                None => all.terminals.remove(fingerprint),
            };
        })
        .map(drop)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_this_version_does_not_know_stays_in_the_file() {
        let path = std::env::temp_dir().join(format!("qari-choices-{}", std::process::id()));
        fs::write(
            &path,
            r#"{"terminals": {"a": "visual", "b": "turned"}, "theme": "night"}"#,
        )
        .unwrap();
        Configuration::keep(&path, "c", Some(BidiChoice::Runs)).unwrap();
        Configuration::keep(&path, "a", None).unwrap();
        let choices = Configuration::load(&path).unwrap();
        assert_eq!(
            choices.remembered(),
            RememberedBidi::from([("c".to_owned(), BidiChoice::Runs)])
        );
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("turned") && text.contains("night"), "{text}");
        fs::remove_file(path).unwrap();
    }
}
