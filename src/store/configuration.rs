//! The configuration file: settings that the user wrote, and which row encoding displays correctly in which terminal, as
//! answered in `qari doctor`.
//!
//! ```toml
//! theme = "light"
//!
//! [terminals]
//! "term=xterm-256color,name=-,da2=0;276;0" = "marked"
//! ```
//!
//! The keys of `terminals` are [fingerprints](crate::terminal::Capabilities::fingerprint), the values names of
//! [`BidiChoice`]. What the other keys mean is known to the command line alone; here they are keys, values and lines.
//!
//! qari changes nothing but `terminals`, and keeps all else as the user wrote it, comments too. Earlier versions wrote the
//! choices for terminals into `config.json`; where there is no `config.toml`, they are read from there and carried over
//! with the next choice.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml_edit::{Document, DocumentMut, Item, Value, value};

use super::{StoreError, file};
use crate::terminal::{BidiChoice, RememberedBidi};

/// The name of the table of terminals.
const TERMINALS: &str = "terminals";

/// The content of the configuration file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Configuration {
    /// What the user set, in the order of the file.
    pub entries: Vec<ConfigurationEntry>,
    /// The choices by fingerprint, for a session. Names that this version does not know are ignored.
    pub terminals: RememberedBidi,
}

/// One line `key = value`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ConfigurationEntry {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: ConfigurationValue,
    /// The line in the file, from 1.
    pub line: usize,
}

/// A value as the file has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ConfigurationValue {
    /// A string.
    Text(String),
    /// A whole number.
    Number(i64),
    /// `true` or `false`.
    Switch(bool),
    /// Anything else, as it is written.
    Other(String),
}

/// What earlier versions wrote.
#[derive(Debug, Default, Deserialize)]
struct EarlierConfiguration {
    #[serde(default)]
    terminals: std::collections::BTreeMap<String, String>,
}

impl Configuration {
    /// Reads the file at `path`; a missing file is an empty configuration.
    ///
    /// # Errors
    ///
    /// The file exists and cannot be read or parsed.
    pub(crate) fn load(path: &Path) -> Result<Self, StoreError> {
        let text = read(path)?;
        let document = Document::parse(text.as_str()).map_err(|error| broken(path, &error))?;
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let mut configuration = Self::default();
        for (name, item) in document.iter() {
            if name == TERMINALS {
                configuration.terminals = remembered(item);
                continue;
            }
            let key = document.get_key_value(name).and_then(|(key, _)| key.span());
            let start = key.or_else(|| item.span()).map_or(0, |span| span.start);
            configuration.entries.push(ConfigurationEntry {
                key: name.to_owned(),
                value: ConfigurationValue::of(item),
                line: line(start),
            });
        }
        Ok(configuration)
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
        file::replace_by(path, "QARI_CONFIG", |target| {
            let mut document: DocumentMut = read(target)?
                .parse()
                .map_err(|error| broken(path, &error))?;
            let terminals = document
                .entry(TERMINALS)
                .or_insert_with(toml_edit::table)
                .as_table_like_mut();
            match (terminals, choice) {
                (Some(terminals), Some(choice)) => {
                    terminals.insert(fingerprint, value(choice.name()));
                }
                (Some(terminals), None) => {
                    terminals.remove(fingerprint);
                }
                // The user gave another meaning to the name.
                (None, _) => {}
            }
            Ok(((), document.to_string().into_bytes()))
        })
    }
}

impl ConfigurationValue {
    fn of(item: &Item) -> Self {
        match item.as_value() {
            Some(Value::String(text)) => Self::Text(text.value().clone()),
            Some(Value::Integer(number)) => Self::Number(*number.value()),
            Some(Value::Boolean(switch)) => Self::Switch(*switch.value()),
            Some(
                other @ (Value::Float(_)
                | Value::Datetime(_)
                | Value::Array(_)
                | Value::InlineTable(_)),
            ) => Self::Other(other.to_string().trim().to_owned()),
            None => Self::Other("a table".to_owned()),
        }
    }
}

/// The choices in the table of terminals.
fn remembered(terminals: &Item) -> RememberedBidi {
    let Some(terminals) = terminals.as_table_like() else {
        return RememberedBidi::new();
    };
    let choices = terminals.iter().filter_map(|(terminal, item)| {
        let choice = item.as_str()?.parse().ok()?;
        Some((terminal.to_owned(), choice))
    });
    choices.collect()
}

/// The text of the file, or that of an earlier version in its place, as TOML.
fn read(path: &Path) -> Result<String, StoreError> {
    let bytes = file::read(path)?;
    if bytes.trim_ascii_start().starts_with(b"{") {
        return Ok(carried_over(file::load(path)?));
    }
    let earlier = earlier_path(path);
    if bytes.is_empty() && earlier.exists() {
        return Ok(carried_over(file::load(&earlier)?));
    }
    String::from_utf8(bytes).map_err(|error| broken(path, &error))
}

/// The file of earlier versions.
fn earlier_path(path: &Path) -> PathBuf {
    path.with_extension("json")
}

/// What an earlier version saved, as TOML.
fn carried_over(earlier: EarlierConfiguration) -> String {
    let mut document = DocumentMut::new();
    let mut terminals = toml_edit::Table::new();
    for (terminal, choice) in earlier.terminals {
        terminals.insert(&terminal, value(choice));
    }
    document.insert(TERMINALS, Item::Table(terminals));
    document.to_string()
}

fn broken(path: &Path, error: &dyn std::fmt::Display) -> StoreError {
    // The parser draws the line and points at it; the first line of that says where it is, the last one what is wrong.
    let text = error.to_string();
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let reason = match lines.next_back() {
        Some(last) => format!("{first}: {last}"),
        None => first.to_owned(),
    };
    StoreError::Syntax {
        path: path.to_owned(),
        reason,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A configuration file with this text.
    fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn comments_and_unknown_names_stay_in_the_file() {
        let text = "# mine\ntheme = \"light\" # at noon\n\n[terminals]\n\"a\" = \"visual\"\nb = \"turned\"\n";
        let (_folder, path) = file(text);
        Configuration::save_choice(&path, "c;1", Some(BidiChoice::Runs)).unwrap();
        Configuration::save_choice(&path, "a", None).unwrap();
        let configuration = Configuration::load(&path).unwrap();
        assert_eq!(
            configuration.terminals,
            RememberedBidi::from([("c;1".to_owned(), BidiChoice::Runs)])
        );
        let saved = fs::read_to_string(&path).unwrap();
        assert_eq!(
            saved,
            "# mine\ntheme = \"light\" # at noon\n\n[terminals]\nb = \"turned\"\n\"c;1\" = \"runs\"\n"
        );
    }

    #[test]
    fn entries_have_their_line_and_value() {
        let (_folder, path) = file("\nwidth = 60\n# c\nmouse = true\nkeys = [1]\n[x]\ny = 1\n");
        let entries = Configuration::load(&path).unwrap().entries;
        let shown: Vec<_> = entries
            .iter()
            .map(|entry| (entry.key.as_str(), entry.line, entry.value.clone()))
            .collect();
        let other = |text: &str| ConfigurationValue::Other(text.to_owned());
        assert_eq!(
            shown,
            [
                ("width", 2, ConfigurationValue::Number(60)),
                ("mouse", 4, ConfigurationValue::Switch(true)),
                ("keys", 5, other("[1]")),
                ("x", 6, other("a table")),
            ]
        );
    }

    #[test]
    fn what_earlier_versions_saved_is_carried_over() {
        let (folder, path) = file("");
        fs::remove_file(&path).unwrap();
        let earlier = folder.path().join("config.json");
        fs::write(&earlier, r#"{"terminals": {"a": "marked"}}"#).unwrap();
        let marked = RememberedBidi::from([("a".to_owned(), BidiChoice::Marked)]);
        assert_eq!(Configuration::load(&path).unwrap().terminals, marked);
        Configuration::save_choice(&path, "b", Some(BidiChoice::Runs)).unwrap();
        // From now on the old file is not looked at.
        fs::write(&earlier, "{").unwrap();
        assert_eq!(Configuration::load(&path).unwrap().terminals.len(), 2);
        // A variable may name the old file itself.
        fs::write(&path, r#"{"terminals": {"a": "marked"}}"#).unwrap();
        assert_eq!(Configuration::load(&path).unwrap().terminals, marked);
    }

    #[test]
    fn a_broken_file_is_named_with_the_line_and_stays() {
        let (_folder, path) = file("theme = \"light\"\nwidth = \n");
        let message = Configuration::load(&path).unwrap_err().to_string();
        for part in ["config.toml", "line 2", "goes on without it"] {
            assert!(message.contains(part), "{part} not in {message}");
        }
        assert!(Configuration::save_choice(&path, "a", None).is_err());
        let kept = fs::read_to_string(&path).unwrap();
        assert_eq!(kept, "theme = \"light\"\nwidth = \n");
    }
}
