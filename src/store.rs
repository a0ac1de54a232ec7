//! The files that outlive the program: the configuration and the reading positions, read at the start and replaced whole, and
//! a file of copies.
//!
//! ```text
//! config.toml   $XDG_CONFIG_HOME/qari (~/.config/qari)      settings; which row encoding displays correctly in which terminal
//! places.json   $XDG_STATE_HOME/qari (~/.local/state/qari)  the reading position in each article
//! copies.txt    the same folder                             copies that may not have reached the clipboard (written by `run`)
//! ```
//!
//! `QARI_CONFIG` and `QARI_STATE` name other files; an empty value switches the file off. A missing file is no error
//! and costs one system call.
//!
//! # How a file is written
//!
//! Under a lock on its folder, the file is read again, the change is applied to its current content, the result is
//! written to a temporary file in the same folder, and that file is renamed over the old one. A full disk or a kill
//! therefore leaves the old file, and two programs that end at the same moment (a broken connection ends all of them)
//! lose none of each other's changes.
//!
//! A file that cannot be parsed is never overwritten. One of qari's own is renamed to `NAME.damaged`, a new one is begun, and
//! a message says so. The configuration is the user's: it stays, and the [`StoreError`] names the line.
//!
//! # Limitations
//!
//! - The lock is advisory, and a writer waits at most 200 ms for it: a process that is stopped while it holds the lock
//!   blocks nobody.
//! - Files are not synced to the disk: after a power failure the old content may be there, but never half of a file.

mod configuration;
mod file;
mod positions;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

pub(crate) use configuration::{Configuration, ConfigurationEntry, ConfigurationValue};
pub(crate) use positions::{ArticlePosition, PositionKey, ReadingPositions};

/// Paths of the files; `None` switches a file off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UserFiles {
    /// The configuration.
    pub config: Option<PathBuf>,
    /// The reading positions.
    pub state: Option<PathBuf>,
    /// Copies that may not have reached the clipboard ([`run`](crate::run) writes it). Only a user without a home folder
    /// has none.
    pub copies: Option<PathBuf>,
}

/// The two base folders of the XDG Base Directory Specification that qari uses; `None` without a home folder.
#[derive(Clone, Debug, Default)]
struct BaseFolders {
    config: Option<PathBuf>,
    state: Option<PathBuf>,
}

impl BaseFolders {
    /// Folders from `XDG_CONFIG_HOME`, `XDG_STATE_HOME` and the home folder; the specification has relative values ignored.
    fn from_env() -> Self {
        let xdg = Xdg::new().ok();
        // An empty HOME gives a relative path, which would depend on the working directory.
        let absolute = |path: Option<PathBuf>| path.filter(|path| path.is_absolute());
        Self {
            config: absolute(xdg.as_ref().map(Xdg::config_dir)),
            state: absolute(xdg.as_ref().and_then(Xdg::state_dir)),
        }
    }
}

impl UserFiles {
    /// The paths that the environment asks for.
    pub(crate) fn from_env() -> Self {
        Self::below(&BaseFolders::from_env(), &|name| std::env::var_os(name))
    }

    /// The paths below `base`, unless `QARI_CONFIG` and `QARI_STATE` name others. `env` looks a variable up.
    fn below(base: &BaseFolders, env: &dyn Fn(&str) -> Option<OsString>) -> Self {
        let path = |variable: &str, base: Option<&PathBuf>, name: &str| match env(variable) {
            Some(path) if path.is_empty() => None,
            Some(path) => Some(PathBuf::from(path)),
            None => base.map(|base| base.join("qari").join(name)),
        };
        Self {
            config: path("QARI_CONFIG", base.config.as_ref(), "config.toml"),
            state: path("QARI_STATE", base.state.as_ref(), "places.json"),
            copies: (base.state.as_ref()).map(|base| base.join("qari/copies.txt")),
        }
    }
}

/// `path` for messages and reports: paths below the home folder start with `~`, so that they do not contain the user's
/// name.
pub(crate) fn display_path(path: &Path) -> String {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    let below = home.and_then(|home| path.strip_prefix(home).ok());
    below.map_or_else(
        || path.display().to_string(),
        |below| format!("~/{}", below.display()),
    )
}

/// Why one of the files cannot be used. The reader continues without it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum StoreError {
    /// The file exists and cannot be read.
    #[error("{}: cannot be read: {source}; qari goes on without it", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The file is not JSON, or not the JSON that qari writes.
    #[error("{}: not valid: {source}; mend it or remove it; qari goes on without it", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// The error of the parser, with line and column.
        source: serde_json::Error,
    },
    /// The file is damaged and was renamed.
    #[error(
        "{}: damaged; it is kept as {}, and a new one is begun",
        display_path(path),
        display_path(aside)
    )]
    SetAside {
        /// The file.
        path: PathBuf,
        /// Its new name.
        aside: PathBuf,
    },
    /// The configuration is not TOML.
    #[error("{}: not valid: {reason}; mend it or remove it; qari goes on without it", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What the parser reported, with line and column.
        reason: String,
    },
    /// A line of the configuration that means nothing.
    #[error("{}, line {line}: {reason}; the rest of it holds", display_path(path))]
    Setting {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it, and the nearest that is right.
        reason: String,
    },
    /// The file is larger than any that qari writes.
    #[error("{}: larger than {} MiB, so not written by qari; remove it; qari goes on without it", path.display(), limit >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit, in bytes.
        limit: u64,
    },
    /// The file cannot be written.
    #[error("{}: cannot be written: {source}; {} names another file, or none", path.display(), variable)]
    Write {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
        /// The environment variable that names another file or switches this one off.
        variable: &'static str,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(base: &BaseFolders, variables: &'static [(&str, &str)]) -> UserFiles {
        UserFiles::below(base, &|name| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn files_lie_in_the_xdg_folders_unless_a_variable_names_them() {
        let base = BaseFolders {
            config: Some("/c".into()),
            state: Some("/h/.local/state".into()),
        };
        let found = files(&base, &[]);
        assert_eq!(found.config, Some(PathBuf::from("/c/qari/config.toml")));
        let state = PathBuf::from("/h/.local/state/qari/places.json");
        assert_eq!(found.state, Some(state));
        let copies = PathBuf::from("/h/.local/state/qari/copies.txt");
        assert_eq!(found.copies, Some(copies));
        let named = files(&base, &[("QARI_CONFIG", ""), ("QARI_STATE", "x.json")]);
        assert_eq!((named.config, named.state), (None, Some("x.json".into())));
        assert_eq!(files(&BaseFolders::default(), &[]), UserFiles::default());
    }
}
