//! What can go wrong before an article is on the screen: what failed, on what,
//! and the way out, in one English sentence each.
//!
//! Damage inside an article that can be repaired is no error; it becomes a
//! [`Warning`](crate::article::Warning). Errors of the terminal are
//! [`TerminalError`](crate::terminal::TerminalError)s.
//!
//! Paths in messages are safe to print: the control characters of a file's name are
//! removed where the name comes in.

use std::io;

use crate::characters;

/// `text` with every control character written out (`\u{1b}`), so that a file's name cannot
/// act on the terminal.
///
/// Arabic names stay readable; only what acts or reorders is written out.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || reorders(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether `c` can reorder the text after the name: an embedding, override or isolate. The marks
/// LRM, RLM and ALM are spelling in Arabic names and stay.
const fn reorders(c: char) -> bool {
    characters::is_bidi_control(c) && !matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}')
}

/// An error that is written to standard error, for a user to read.
///
/// # Examples
///
/// ```
/// use qari::error::Error;
///
/// let error = Error::NoConfiguration;
/// assert!(error.to_string().contains("QARI_CONFIG"));
/// assert_eq!(error.exit_code(), 1);
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No article was named and standard input is no pipe.
    #[error(
        "nothing to read: name a file or a directory, or pipe an article in; `qari --help` tells more"
    )]
    NoInput,
    /// Input or output failed.
    #[error("{path}: {}", io_message(source))]
    Io {
        /// The file, or `-`.
        path: String,
        /// What the system reported.
        source: io::Error,
    },
    /// The bytes are not text in any encoding.
    #[error(
        "{path}: not text: {reason}; qari reads text, pages, feeds, mail, books and archives of them"
    )]
    NotText {
        /// The file, or `-`.
        path: String,
        /// How that was recognized.
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
    #[error("{path}: empty: there is nothing to read in it; name a file with text")]
    Empty {
        /// The file, or `-`.
        path: String,
    },
    /// A record that is not where it was when the file was listed.
    #[error("{path}: the file has changed since it was opened; leave qari and open it again")]
    Changed {
        /// The file with `#n`, its n-th record.
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
    /// A `--field` that is neither of a text nor of a title.
    #[error("unknown field '{field}'; give text=path.to.field or title=path.to.field")]
    UnknownField {
        /// As given.
        field: String,
    },
    /// A file is not valid JSON.
    #[error("{path}: not valid JSON: {source}; rename it to .txt to read it as plain text")]
    Json {
        /// The file, or `-`; with `#n`, its n-th article.
        path: String,
        /// What the parser reported, with line and column.
        source: serde_json::Error,
    },
    /// A web page in which no text was found.
    #[error(
        "{path}: no article found in it: the page has no paragraphs (is its text drawn by a \
         script?); save its text as .txt"
    )]
    NoTextInHtml {
        /// The file, or `-`.
        path: String,
    },
    /// A JSON value in which no text was found.
    #[error(
        "{path}: no article found in it: its text is looked for under text, body, content, html, \
         articleBody, paragraphs, blocks, description and the like, also inside article, data, result, \
         items and hits; {}name it with --field text=path.to.field",
        found_names(found)
    )]
    NoTextInJson {
        /// The file, or `-`; with `#n`, its n-th article.
        path: String,
        /// The names that were found instead, with commas between them.
        found: String,
    },
    /// A file of a known format in which no text was found.
    #[error("{path}: no text found in this {format}; save its text as .txt")]
    NoTextInFormat {
        /// The file, or `-`; with `#n`, its n-th article.
        path: String,
        /// The format's name.
        format: &'static str,
    },
    /// A file whose format is known, and that is not well-formed.
    #[error("{path}: damaged: {reason}; get the file again, or save its text as .txt")]
    Malformed {
        /// The file, or `-`; with `#n`, its n-th article.
        path: String,
        /// What the parser reported.
        reason: String,
    },
    /// A compressed file or an archive that is not unpacked.
    #[error("{path}: not unpacked: {reason}")]
    Unpack {
        /// The file, or `-`; with `#n`, its n-th article.
        path: String,
        /// Why, with the way out.
        reason: UnpackError,
    },
    /// `qari doctor` asks questions, and standard input or output is no terminal.
    #[error(
        "doctor asks a person, so it needs a terminal at standard input and output; \
         `qari doctor --json` writes what can be found without one"
    )]
    DoctorWithoutTerminal,
    /// A choice is to be kept, and there is no configuration file.
    #[error(
        "the choice is not kept: there is no configuration file (QARI_CONFIG is empty, or HOME is \
         not set); `--bidi` or QARI_BIDI makes the choice without one"
    )]
    NoConfiguration,
    /// Standard input was asked for and is a terminal.
    #[error("standard input is a terminal; name a file, or pipe one in: curl -s URL | qari -")]
    TerminalInput,
}

/// How it was recognized that bytes are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// A NUL byte, at this offset.
    #[error("byte {0} is NUL")]
    Nul(usize),
    /// More control bytes than text has; the first is at this offset.
    #[error("it is full of control bytes, the first at {0}")]
    Controls(usize),
    /// A known format, with the way out.
    #[error("it is {0}")]
    Known(&'static str),
}

/// Why a compressed file or an archive is not unpacked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// The compressed data is damaged, cut off or encrypted.
    #[error("{reason}; get the file again, or unpack it yourself")]
    Damaged {
        /// What the unpacker reported.
        reason: String,
    },
    /// More bytes come out than are read.
    #[error(
        "it grows to more than {} MB, the most that qari reads; unpack it and name the files that you want",
        .0 >> 20
    )]
    TooLarge(u64),
    /// More files are in an archive than are read.
    #[error(
        "it holds more than {0} files; unpack it and name the folder or the files that you want"
    )]
    TooManyEntries(usize),
    /// Archives are packed into one another too often.
    #[error("archives are packed into one another more than {0} times; unpack the outer ones")]
    TooDeep(usize),
    /// No file in an archive has a known ending.
    #[error("no file in it ends in {0}; unpack it and name the files that you want")]
    NoArticles(String),
}

/// What a path stands for that cannot be read to an end.
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

impl Error {
    /// The program's exit status for this error: 2 for wrong usage, 1 for a failure.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::UnknownEncoding { .. }
            | Self::UnknownField { .. }
            | Self::TerminalInput
            | Self::NoInput
            | Self::DoctorWithoutTerminal => 2,
            Self::Io { .. }
            | Self::NotText { .. }
            | Self::TooLarge { .. }
            | Self::Empty { .. }
            | Self::Changed { .. }
            | Self::NoArticles { .. }
            | Self::NotAFile { .. }
            | Self::Json { .. }
            | Self::NoTextInHtml { .. }
            | Self::NoTextInJson { .. }
            | Self::NoTextInFormat { .. }
            | Self::Malformed { .. }
            | Self::Unpack { .. }
            | Self::NoConfiguration => 1,
        }
    }
}

/// The part of a message about the names that a JSON value has.
fn found_names(found: &str) -> String {
    if found.is_empty() {
        String::new()
    } else {
        format!("it has {found}; ")
    }
}

/// What the system reported, with the way out.
fn io_message(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::NotFound => "no such file; check the name".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "permission denied; it must be readable for you (chmod u+r)".to_owned()
        }
        _other => format!("{source}; check the file, what it links to, and its disk"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_file_the_problem_and_the_way_out() {
        let path = || "news.txt".to_owned();
        let nul = Error::NotText {
            path: path(),
            reason: NotText::Nul(12),
        };
        assert_eq!(
            nul.to_string(),
            "news.txt: not text: byte 12 is NUL; qari reads text, pages, feeds, mail, books and archives of them"
        );
        let missing = Error::Io {
            path: path(),
            source: io::ErrorKind::NotFound.into(),
        };
        assert_eq!(
            missing.to_string(),
            "news.txt: no such file; check the name"
        );
        let unreadable = Error::Io {
            path: path(),
            source: io::Error::other("disk fault"),
        };
        assert_eq!(
            unreadable.to_string(),
            "news.txt: disk fault; check the file, what it links to, and its disk"
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
    fn a_name_cannot_act_on_the_terminal() {
        assert_eq!(
            visible("خبر\u{1b}[2J \u{202e}1.txt"),
            "خبر\\u{1b}[2J \\u{202e}1.txt"
        );
    }

    #[test]
    fn wrong_usage_has_its_own_exit_code() {
        assert_eq!(Error::TerminalInput.exit_code(), 2);
        let empty = Error::Empty {
            path: "-".to_owned(),
        };
        assert_eq!(empty.exit_code(), 1);
    }
}
