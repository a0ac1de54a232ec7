//! What can go wrong before an article is on the screen: what failed, on what,
//! and the way out, in one English sentence each.
//!
//! Faults inside an article that can be mended are no errors; they become
//! [`Warning`](crate::article::Warning)s. What the terminal refuses is
//! [`terminal::TerminalError`](crate::terminal::TerminalError).
//!
//! Paths in messages are safe to print: control characters of a file's name are taken out
//! where the name comes in.

use std::io;

/// `text` with every control character written out (`\u{1b}`): a file's name must not act on the terminal.
///
/// Arabic names stay readable; only what acts or reorders is written out.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_bidi_control(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Embeddings, overrides and isolates: those that would reorder what stands after the name.
const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// An error that a person reads on standard error.
///
/// # Examples
///
/// ```
/// use qari::error::Error;
///
/// let error = Error::Empty { path: "news.txt".to_owned() };
/// assert_eq!(error.to_string(), "news.txt: empty: there is nothing to read in it");
/// assert_eq!(error.exit_code(), 1);
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No article was named and none comes in by a pipe.
    #[error(
        "nothing to read: name a file or a directory, or pipe an article in; `qari --help` tells more"
    )]
    NothingGiven,
    /// Input or output failed.
    #[error("{path}: {}", said(source))]
    Io {
        /// The file, or `-`.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The bytes are not text in any encoding.
    #[error("{path}: not text: {reason}; qari reads text, HTML and JSON")]
    NotText {
        /// The file, or `-`.
        path: String,
        /// How that shows.
        reason: NotText,
    },
    /// The file is longer than [`MAX_BYTES`](crate::article::MAX_BYTES).
    #[error(
        "{path}: larger than {} MB, the most that qari reads; split it (split -C {}m)",
        limit >> 20,
        limit >> 20
    )]
    TooLarge {
        /// The file, or `-`.
        path: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// There is no text at all, or white space alone.
    #[error("{path}: empty: there is nothing to read in it")]
    Empty {
        /// The file, or `-`.
        path: String,
    },
    /// A directory without a file that counts as an article.
    #[error(
        "{path}: no articles here: qari takes the files that end in {endings}; \
         name others, and files of folders inside, one by one"
    )]
    NoArticles {
        /// The directory.
        path: String,
        /// The endings that count.
        endings: String,
    },
    /// Neither a file nor a directory nor a pipe.
    #[error("{path}: {kind}; give a file, a directory, a pipe or - for standard input")]
    NotAFile {
        /// Its name.
        path: String,
        /// What it is.
        kind: NotAFile,
    },
    /// The label given as `--encoding` is of no known encoding.
    #[error(
        "unknown encoding '{label}'; try utf-8, windows-1256, iso-8859-6, utf-16le or \
         another label of the WHATWG Encoding Standard"
    )]
    UnknownEncoding {
        /// The label as given.
        label: String,
    },
    /// A JSON file is broken.
    #[error("{path}: not valid JSON: {source}; rename it to .txt to read it as plain text")]
    Json {
        /// The file, or `-`; with `#n`, its n-th article.
        path: String,
        /// What the parser said, with line and column.
        source: serde_json::Error,
    },
    /// An HTML or JSON file whose text could not be found.
    #[error("{path}: no article found in it: {}", no_text(*format))]
    NoText {
        /// The file, or `-`; with `#n`, its n-th article.
        path: String,
        /// What was looked through.
        format: InputFormat,
    },
    /// `qari doctor` without a person in front of it.
    #[error(
        "doctor asks a person, so it needs a terminal at standard input and output; \
         `qari doctor --json` writes what can be found without one"
    )]
    NobodyToAsk,
    /// A choice is to be kept and the configuration is switched off.
    #[error(
        "the choice is not kept: there is no configuration file (QARI_CONFIG is empty, or HOME is \
         not set); `--bidi` or QARI_BIDI makes the choice without one"
    )]
    NoConfiguration,
    /// Standard input was asked for and is a terminal.
    #[error("standard input is a terminal; name a file, or pipe one in: curl -s URL | qari -")]
    TerminalInput,
}

/// How bytes show that they are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// A NUL byte, at this offset.
    #[error("byte {0} is NUL")]
    Nul(usize),
    /// More control bytes than text has; the first stands at this offset.
    #[error("it is full of control bytes, the first at {0}")]
    Controls(usize),
    /// A known format, and what to do about it.
    #[error("it is {0}")]
    Known(&'static str),
}

/// What stands at a path that cannot be read to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAFile {
    /// `/dev/zero`, a disk, a terminal.
    #[error("a device")]
    Device,
    /// A local socket.
    #[error("a socket")]
    Socket,
    /// A directory, where one article was asked for.
    #[error("a directory")]
    Directory,
    /// Anything else that the system knows.
    #[error("not a file")]
    Other,
}

/// A file format that holds an article among other things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// A web page.
    Html,
    /// A JSON object.
    Json,
}

impl Error {
    /// The program's exit status for this error: 2 where it was called wrongly,
    /// 1 where something failed.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::UnknownEncoding { .. }
            | Self::TerminalInput
            | Self::NothingGiven
            | Self::NobodyToAsk => 2,
            Self::Io { .. }
            | Self::NotText { .. }
            | Self::TooLarge { .. }
            | Self::Empty { .. }
            | Self::NoArticles { .. }
            | Self::NotAFile { .. }
            | Self::Json { .. }
            | Self::NoText { .. }
            | Self::NoConfiguration => 1,
        }
    }
}

/// The system's word in ours, with the way out where there is one.
///
/// Only the two that a person meets are put in other words; the rest is the system's own.
fn said(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::NotFound => "no such file; check the name".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "permission denied; it must be readable for you (chmod u+r)".to_owned()
        }
        _other => source.to_string(),
    }
}

/// Where the text was looked for.
fn no_text(format: InputFormat) -> &'static str {
    match format {
        InputFormat::Html => "the page has no paragraphs (is its text drawn by a script?)",
        InputFormat::Json => {
            "its text is looked for under text, body, content, articleBody and paragraphs"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_file_the_fault_and_the_way_out() {
        let path = || "news.txt".to_owned();
        let nul = Error::NotText {
            path: path(),
            reason: NotText::Nul(12),
        };
        assert_eq!(
            nul.to_string(),
            "news.txt: not text: byte 12 is NUL; qari reads text, HTML and JSON"
        );
        let missing = Error::Io {
            path: path(),
            source: io::ErrorKind::NotFound.into(),
        };
        assert_eq!(
            missing.to_string(),
            "news.txt: no such file; check the name"
        );
        let large = Error::TooLarge {
            path: path(),
            limit: 512 << 20,
        };
        assert_eq!(
            large.to_string(),
            "news.txt: larger than 512 MB, the most that qari reads; split it (split -C 512m)"
        );
    }

    #[test]
    fn wrong_use_is_told_from_failure() {
        assert_eq!(Error::TerminalInput.exit_code(), 2);
        let empty = Error::Empty {
            path: "-".to_owned(),
        };
        assert_eq!(empty.exit_code(), 1);
    }
}
