//! The configuration file: which row encoding displays correctly in which terminal, as answered in `qari doctor`.
//!
//! ```json
//! { "terminals": { "term=xterm-256color,name=-,da2=0;276;0": "marked" } }
//! ```
//!
//! The keys are [fingerprints](crate::terminal::Capabilities::fingerprint), the values names of [`BidiChoice`]. Names
//! that this version does not know are ignored and kept, and so is everything else in the file.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{StoreError, file};
use crate::terminal::{BidiChoice, RememberedBidi};

/// The content of the configuration file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Configuration {
    #[serde(default)]
    terminals: BTreeMap<String, String>,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

impl Configuration {
    /// Reads the file at `path`; a missing file is an empty configuration.
    ///
    /// # Errors
    ///
    /// The file exists and cannot be read or parsed.
    pub(crate) fn load(path: &Path) -> Result<Self, StoreError> {
        file::load(path)
    }

    /// The choices by fingerprint, for a session.
    pub(crate) fn remembered(&self) -> RememberedBidi {
        let known = self.terminals.iter();
        known
            .filter_map(|(terminal, name)| Some((terminal.clone(), name.parse().ok()?)))
            .collect()
    }

    /// Saves the choice for one terminal in the file at `path`; `None` removes it.
    ///
    /// # Errors
    ///
    /// The file exists and cannot be parsed, or cannot be written; it stays as it is.
    pub(crate) fn save_choice(
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
    fn unknown_names_and_fields_stay_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.json");
        fs::write(
            &path,
            r#"{"terminals": {"a": "visual", "b": "turned"}, "theme": "night"}"#,
        )
        .unwrap();
        Configuration::save_choice(&path, "c", Some(BidiChoice::Runs)).unwrap();
        Configuration::save_choice(&path, "a", None).unwrap();
        let configuration = Configuration::load(&path).unwrap();
        assert_eq!(
            configuration.remembered(),
            RememberedBidi::from([("c".to_owned(), BidiChoice::Runs)])
        );
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("turned") && text.contains("night"), "{text}");
    }
}
