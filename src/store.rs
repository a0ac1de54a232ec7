//! What outlives the program: two small files, read at the start and written whole or not at all.
//!
//! ```text
//! config.json   $XDG_CONFIG_HOME/qari (~/.config/qari)      which encoding reads right in which terminal
//! places.json   $XDG_STATE_HOME/qari (~/.local/state/qari)  where reading stopped in each article
//! copies.txt    the same                                     copies that may not have arrived (written by `run`)
//! ```
//!
//! `QARI_CONFIG` and `QARI_STATE` name other files; set to nothing they switch the file off. A file that is not
//! there is no error and costs one system call.
//!
//! # How a file is written
//!
//! Under a lock on its folder the file is read again, the change is made in what stands there now, all of it goes to a
//! new file beside it, and that one takes the name. So a full disk or a kill leaves the old file, and two readers
//! that end in the same moment (a link that dies ends them all) lose nothing of each other's.
//!
//! A file that cannot be understood is never written over: the [`StoreError`] names it and says what to do, and reading
//! goes on without it.
//!
//! # Limitations
//!
//! - The lock is advisory and waited for 200 ms: a writer that is stopped just then holds nobody up.
//! - Not synced to the disk: after a loss of power the old file may stand there, never half of one.

mod configuration;
mod file;
mod positions;

use std::io;
use std::path::{Path, PathBuf};

pub use configuration::Configuration;
pub use positions::{PositionKey, ReadingPositions};

/// Where the files are; `None` switches one off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserFiles {
    /// The configuration.
    pub config: Option<PathBuf>,
    /// The reading places.
    pub state: Option<PathBuf>,
    /// Copies that may not have arrived on the clipboard ([`run`](crate::run) writes it); `None` without a home alone.
    pub copies: Option<PathBuf>,
}

impl UserFiles {
    /// Where the environment wants them. `env` looks a variable up.
    ///
    /// A relative `XDG_…` is passed over, as the XDG Base Directory Specification asks; without a home there is no
    /// file.
    pub fn from_env(env: &dyn Fn(&str) -> Option<std::ffi::OsString>) -> Self {
        let absolute = |name: &str| env(name).map(PathBuf::from).filter(|p| p.is_absolute());
        let folder = |xdg: &str, below_home: &str| {
            let base = absolute(xdg).or_else(|| Some(absolute("HOME")?.join(below_home)))?;
            Some(base.join("qari"))
        };
        let path = |own: &str, folder: Option<&PathBuf>, name: &str| match env(own) {
            Some(path) if path.is_empty() => None,
            Some(path) => Some(PathBuf::from(path)),
            None => folder.map(|folder| folder.join(name)),
        };
        let config = folder("XDG_CONFIG_HOME", ".config");
        let state = folder("XDG_STATE_HOME", ".local/state");
        Self {
            config: path("QARI_CONFIG", config.as_ref(), "config.json"),
            state: path("QARI_STATE", state.as_ref(), "places.json"),
            copies: state.map(|folder| folder.join("copies.txt")),
        }
    }
}

/// A path as a person writes it: what lies below the home folder from `~` on.
///
/// For messages and reports, which so tell nobody's name.
pub fn shown(path: &Path) -> String {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    let below = home.and_then(|home| path.strip_prefix(home).ok());
    below.map_or_else(
        || path.display().to_string(),
        |below| format!("~/{}", below.display()),
    )
}

/// Why one of the files is of no use. Reading goes on without it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// It is there and cannot be read.
    #[error("{}: cannot be read: {source}; qari goes on without it", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is not what qari writes.
    #[error("{}: not valid: {source}; mend it or remove it; qari goes on without it", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What the parser said, with line and column.
        source: serde_json::Error,
    },
    /// It is larger than qari ever makes it.
    #[error("{}: larger than {} MiB, so not written by qari; remove it; qari goes on without it", path.display(), limit >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit, in bytes.
        limit: u64,
    },
    /// It cannot be written.
    #[error("{}: cannot be written: {source}; {} names another file, or none", path.display(), variable)]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
        /// The variable that moves it or switches it off.
        variable: &'static str,
    },
}

/// An [`StoreError::Write`] of the file at `path`.
fn cannot_write(path: &Path, variable: &'static str, source: io::Error) -> StoreError {
    StoreError::Write {
        path: path.to_owned(),
        source,
        variable,
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn files(vars: &'static [(&str, &str)]) -> UserFiles {
        UserFiles::from_env(&|name| {
            let found = vars.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn the_folders_are_those_of_the_desktop() {
        let there = files(&[
            ("HOME", "/h"),
            ("XDG_CONFIG_HOME", "/c"),
            ("XDG_STATE_HOME", "rel"),
        ]);
        assert_eq!(
            there.config.as_deref(),
            Some(Path::new("/c/qari/config.json"))
        );
        assert_eq!(
            there.state.as_deref(),
            Some(Path::new("/h/.local/state/qari/places.json"))
        );
        assert_eq!(
            there.copies.as_deref(),
            Some(Path::new("/h/.local/state/qari/copies.txt"))
        );
        assert_eq!(files(&[]), UserFiles::default());
        assert_eq!(files(&[("HOME", "")]), UserFiles::default());
        let own = files(&[
            ("HOME", "/h"),
            ("QARI_CONFIG", ""),
            ("QARI_STATE", "x.json"),
        ]);
        assert_eq!(
            (own.config, own.state.as_deref()),
            (None, Some(Path::new("x.json")))
        );
    }
}
