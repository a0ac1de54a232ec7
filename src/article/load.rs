//! Names on the command line → sources → articles, or what failed.
//!
//! A name is a file, a pipe, a directory or `-` for standard input. One bad file does not
//! stop the others: every source gives its own articles or its own [`Error`].
//! Nothing is watched, and no directory inside a directory is entered.
//!
//! [`open`] gives one article, [`Article::from_bytes`] one that is in memory already;
//! [`collect_sources`] and [`read_source`] give the articles of several names one at a
//! time, so that they need not be in memory together.
//!
//! Memory is bounded by [`MAX_BYTES`], also where a file grows while it is read.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::clean;
use super::decode::CharacterEncoding;
use super::draft::{ArticleDraft, ExtractError};
use super::extract::{self, FileContent};
use super::format::{self, InputFormat};
use super::limits::MAX_BYTES;
use super::structure;
use super::types::{Article, FieldPaths, Warning};
use crate::direction::Direction;
use crate::error::{Error, NotAFile};

/// How articles are read.
///
/// The default needs no knowledge of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// The encoding of the file; without it, the encoding is detected.
    pub encoding: Option<CharacterEncoding>,
    /// The base direction of every paragraph; without it, file and words decide.
    pub direction: Option<Direction>,
    /// Where the text of a JSON article stands, if the usual names do not tell.
    pub fields: FieldPaths,
    /// The text is stored in visual order: every line is turned round.
    pub from_visual: bool,
}

/// One thing to read articles from. Displayed, it is its name, safe to print.
///
/// A directory is none: [`collect_sources`] turns it into its files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ArticleSource {
    /// Standard input, `-` on the command line.
    Stdin,
    /// A file or a pipe.
    File(PathBuf),
}

impl fmt::Display for ArticleSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("-"),
            // A file's name may hold any byte but NUL and a slash.
            Self::File(path) => f.write_str(&clean::line(&path.to_string_lossy())),
        }
    }
}

/// The sources that `paths` name: files and `-` themselves, a directory as its articles.
///
/// The articles of a directory are the regular files directly in it whose ending is known
/// (`.txt`, `.html`, `.json`, …), in natural order (2 before 10), without hidden
/// files and READMEs.
///
/// # Errors
///
/// [`Error::Io`] for a directory that cannot be listed, [`Error::NoArticles`]
/// for one without an article. Files are not opened yet.
pub fn collect_sources(paths: &[PathBuf]) -> Result<Vec<ArticleSource>, Error> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(ArticleSource::Stdin);
        } else if path.is_dir() {
            sources.extend(directory(path)?.into_iter().map(ArticleSource::File));
        } else {
            sources.push(ArticleSource::File(path.clone()));
        }
    }
    Ok(sources)
}

/// The article at `path` (`-` is standard input); the first one where it holds several.
///
/// # Errors
///
/// Whatever keeps it from being read, as the variants of [`Error`] say.
///
/// # Examples
///
/// ```no_run
/// use std::path::Path;
///
/// use qari::article::{self, LoadOptions};
///
/// let article = article::open(Path::new("news/library.html"), &LoadOptions::default())?;
/// println!("{}: {} words", article.label(), article.word_count());
/// # Ok::<(), qari::error::Error>(())
/// ```
///
/// An error says what failed, on what, and what to do:
///
/// ```
/// use std::path::Path;
///
/// use qari::article::{self, LoadOptions};
///
/// let error = article::open(Path::new("no-such-file.txt"), &LoadOptions::default()).unwrap_err();
/// assert_eq!(error.to_string(), "no-such-file.txt: no such file; check the name");
/// ```
pub fn open(path: &Path, options: &LoadOptions) -> Result<Article, Error> {
    let source = if path.as_os_str() == "-" {
        ArticleSource::Stdin
    } else {
        ArticleSource::File(path.to_owned())
    };
    ArticleInput::read(&source)?.first_article(options)
}

/// The article in `bytes`; see [`Article::from_bytes`].
pub(super) fn from_bytes(
    bytes: Vec<u8>,
    source: &str,
    options: &LoadOptions,
) -> Result<Article, Error> {
    let input = ArticleInput {
        bytes,
        name: clean::line(source),
        file_name: source.to_owned(),
    };
    input.first_article(options)
}

/// The article number `nth`, from 0, in the bytes of one JSON record, named `name`.
pub(super) fn nth_of_record(
    bytes: Vec<u8>,
    name: &str,
    nth: usize,
    options: &LoadOptions,
) -> Result<Article, Error> {
    let input = ArticleInput {
        bytes,
        name: name.to_owned(),
        file_name: "record.json".to_owned(),
    };
    input.nth_article(nth, options)
}

/// The article number `nth` of `source`, from 0, as [`read_source`] counts them.
///
/// # Errors
///
/// Those of [`read_source`], and [`Error::Empty`] if there are fewer now.
pub(crate) fn read_nth(
    source: &ArticleSource,
    nth: usize,
    options: &LoadOptions,
) -> Result<Article, Error> {
    ArticleInput::read(source)?.nth_article(nth, options)
}

/// Gives `sink` every article of `source`, or what kept it from being read.
///
/// A file gives one result, except that a file with several articles (JSON, a feed, a book, an archive) gives one for
/// each; they are named `news.jsonl#1`, `news.jsonl#2` and so on.
///
/// Calls `sink` at least once: a source without an article gives an error. The articles
/// of a file are passed on as they are parsed.
pub fn read_source(
    source: &ArticleSource,
    options: &LoadOptions,
    sink: &mut dyn FnMut(Result<Article, Error>),
) {
    match ArticleInput::read(source) {
        Ok(input) => input.articles(options, sink),
        Err(error) => sink(Err(error)),
    }
}

/// What was read of a source.
pub(super) struct ArticleInput {
    bytes: Vec<u8>,
    /// The source's name, safe to print.
    name: String,
    /// The name whose ending tells the format; empty where there is none.
    file_name: String,
}

impl ArticleInput {
    /// All bytes of the source.
    ///
    /// # Errors
    ///
    /// Not readable, not a file or pipe, standard input a terminal, or more than
    /// [`MAX_BYTES`].
    pub(super) fn read(source: &ArticleSource) -> Result<Self, Error> {
        let name = source.to_string();
        let failed = |source| Error::Io {
            path: name.clone(),
            source,
        };
        match source {
            ArticleSource::Stdin => {
                let stdin = io::stdin();
                if stdin.is_terminal() {
                    return Err(Error::TerminalInput);
                }
                Self::read_from(stdin.lock(), name, String::new())
            }
            ArticleSource::File(path) => {
                // Checked before opening: opening a device may already have an effect.
                let metadata = fs::metadata(path).map_err(failed)?;
                if let Err(kind) = check_kind(&metadata) {
                    return Err(Error::NotAFile { path: name, kind });
                }
                if metadata.len() > MAX_BYTES {
                    return Err(too_large(name));
                }
                let file = File::open(path).map_err(failed)?;
                Self::read_from(file, name, path.to_string_lossy().into_owned())
            }
        }
    }

    /// All bytes of `from`, which has that name; the ending of `file_name` tells the format.
    ///
    /// # Errors
    ///
    /// Reading fails. Of more than [`MAX_BYTES`] one byte too many is read, which [`Self::articles`] reports.
    pub(super) fn read_from(
        from: impl Read,
        name: String,
        file_name: String,
    ) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        // One byte past the limit tells that there is more.
        match from.take(MAX_BYTES + 1).read_to_end(&mut bytes) {
            Ok(_) => Ok(Self {
                bytes,
                name,
                file_name,
            }),
            Err(source) => Err(Error::Io { path: name, source }),
        }
    }

    /// One line of JSON Lines, called `name`.
    pub(super) fn record(bytes: Vec<u8>, name: String) -> Self {
        Self {
            bytes,
            name,
            file_name: "record.jsonl".to_owned(),
        }
    }

    /// Its length in bytes.
    pub(super) const fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// The first article, or why there is none.
    fn first_article(self, options: &LoadOptions) -> Result<Article, Error> {
        self.nth_article(0, options)
    }

    /// The article number `nth`, from 0, or why there is none.
    fn nth_article(self, nth: usize, options: &LoadOptions) -> Result<Article, Error> {
        let path = self.name.clone();
        let (mut found, mut count) = (None, 0);
        self.articles(options, &mut |result| {
            if count == nth {
                found = Some(result);
            }
            count += 1;
        });
        found.unwrap_or(Err(Error::Empty { path }))
    }

    /// Gives `sink` every article, or why there is none.
    ///
    /// What is in it, and how often it is packed, is found by `extract`.
    pub(super) fn articles(
        self,
        options: &LoadOptions,
        sink: &mut dyn FnMut(Result<Article, Error>),
    ) {
        let path = self.name;
        if self.bytes.len() as u64 > MAX_BYTES {
            return sink(Err(too_large(path)));
        }
        let mut numbering = ArticleNumbering {
            name: path,
            direction: options.direction,
            first: None,
            count: 0,
            sink,
        };
        let content = FileContent {
            bytes: self.bytes,
            name: self.file_name,
            encoding: options.encoding,
            fields: &options.fields,
            from_visual: options.from_visual,
        };
        extract::extract(content, &mut |draft| {
            numbering.take(draft);
        });
        numbering.finish();
    }
}

fn too_large(path: String) -> Error {
    Error::TooLarge {
        path,
        limit: MAX_BYTES,
    }
}

/// Refuses what has no end or is no stream of bytes. A pipe is read to its end.
fn check_kind(metadata: &fs::Metadata) -> Result<(), NotAFile> {
    let kind = metadata.file_type();
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Ok(());
        }
        if kind.is_char_device() || kind.is_block_device() {
            return Err(NotAFile::Device);
        }
        if kind.is_socket() {
            return Err(NotAFile::Socket);
        }
    }
    if kind.is_dir() {
        return Err(NotAFile::Directory);
    }
    if kind.is_file() {
        Ok(())
    } else {
        Err(NotAFile::Other)
    }
}

/// The articles of a directory, in natural order.
fn directory(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let name = || ArticleSource::File(path.to_owned()).to_string();
    let failed = |source| Error::Io {
        path: name(),
        source,
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        // A dangling link is kept, so that it is reported when it is read.
        let regular = fs::metadata(&file).map_or(true, |metadata| metadata.is_file());
        if regular && counts_as_article(&file) {
            found.push(file);
        }
    }
    if found.is_empty() {
        return Err(Error::NoArticles {
            path: name(),
            endings: format::endings(),
        });
    }
    alphanumeric_sort::sort_path_slice(&mut found);
    Ok(found)
}

/// Whether the file has a known ending and is neither hidden nor a README.
fn counts_as_article(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let readme = file
        .file_stem()
        .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    !name.starts_with('.') && !readme && InputFormat::of_path(file).is_some()
}

/// Turns drafts into articles and gives them their names. An article gets its number only
/// once it is known that the file holds several.
struct ArticleNumbering<'s> {
    /// The source's name.
    name: String,
    /// The direction that the user asked for.
    direction: Option<Direction>,
    /// The first result, until a second one comes.
    first: Option<Result<Article, ExtractError>>,
    count: usize,
    sink: &'s mut dyn FnMut(Result<Article, Error>),
}

impl ArticleNumbering<'_> {
    fn take(&mut self, draft: Result<ArticleDraft<'_>, ExtractError>) {
        self.count += 1;
        let result = draft.and_then(|draft| self.article(draft));
        if self.count == 1 {
            self.first = Some(result);
            return;
        }
        if let Some(first) = self.first.take() {
            self.pass_on(first, format!("{}#1", self.name));
        }
        self.pass_on(result, format!("{}#{}", self.name, self.count));
    }

    /// The only article of a file has the file's name, without a number.
    fn finish(mut self) {
        if let Some(only) = self.first.take() {
            let name = std::mem::take(&mut self.name);
            self.pass_on(only, name);
        }
    }

    /// The article without a name.
    fn article(&self, mut draft: ArticleDraft<'_>) -> Result<Article, ExtractError> {
        let invalid = draft.invalid;
        let mended = std::mem::take(&mut draft.mended);
        let mut article = structure::build(draft);
        if article.paragraphs.is_empty() {
            return Err(ExtractError::Empty);
        }
        if let Some(direction) = self.direction {
            article.direction = direction;
            for paragraph in &mut article.paragraphs {
                paragraph.direction = direction;
            }
        }
        if invalid > 0 {
            // Of the file's invalid bytes, those that are in this article.
            let here = article.text.matches('\u{FFFD}').count().min(invalid);
            let warning = (here > 0).then_some(Warning::InvalidBytes(here));
            article.warnings.splice(0..0, warning);
        }
        article.warnings.extend(mended);
        Ok(article)
    }

    /// `name` is the article's source and its name in errors.
    fn pass_on(&mut self, result: Result<Article, ExtractError>, name: String) {
        (self.sink)(match result {
            Ok(article) => Ok(Article {
                source: name,
                ..article
            }),
            Err(error) => Err(named(error, name)),
        });
    }
}

/// Why `path` gave no article, as a user reads it.
pub(super) fn named(error: ExtractError, path: String) -> Error {
    match error {
        ExtractError::Json(source) => Error::Json { path, source },
        ExtractError::NoTextUnder(names) => {
            let names = names.iter().map(|name| clean::line(name));
            let found = names.collect::<Vec<_>>().join(", ");
            Error::NoTextInJson { path, found }
        }
        ExtractError::NoTextInHtml => Error::NoTextInHtml { path },
        ExtractError::NoTextInFormat(format) => Error::NoTextInFormat { path, format },
        ExtractError::Malformed(reason) => Error::Malformed { path, reason },
        ExtractError::NotText(reason) => Error::NotText { path, reason },
        ExtractError::Unpack(reason) => Error::Unpack { path, reason },
        ExtractError::Empty => Error::Empty { path },
        ExtractError::Changed => Error::Changed { path },
        // The name of a file in an archive is as hostile as any other.
        ExtractError::InArchive { name, reason } => {
            named(*reason, format!("{path} ({})", clean::line(&name)))
        }
    }
}

#[cfg(test)]
mod tests;
