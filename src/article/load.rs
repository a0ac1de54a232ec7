//! Names on the command line → the articles behind them, and what failed.
//!
//! A name is a file, a pipe, a directory or `-` for standard input. One bad
//! file does not stop the others: it becomes an [`Error`] in the [`Batch`].
//! Nothing is watched, and no directory inside a directory is entered.
//!
//! Three doors, by how much the caller wants at once: [`open`] gives one article,
//! [`load`] gives all of several names, [`collect`] and [`read`] give them one at a
//! time to whoever must not hold all of them.
//!
//! Memory is bounded by [`MAX_BYTES`], also where a file grows while it is read.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::clean;
use super::decode::{self, CharacterEncoding};
use super::draft::ArticleDraft;
use super::extract::{self, ENDINGS, Failure, InputFormat};
use super::{Article, Warning, structure};
use crate::error::{self, Error, NotAFile};

/// Longest file that is read, in bytes (512 MiB). A plain text takes about its
/// own size in memory, in a legacy encoding three times that.
pub const MAX_BYTES: u64 = 512 << 20;

/// How articles are read.
///
/// The default finds everything out by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// The encoding to take for granted; without it, it is found out.
    pub encoding: Option<CharacterEncoding>,
}

/// One thing to read articles from. Displayed, it is its name, safe to print.
///
/// A directory is none: [`collect`] turns it into its files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// Standard input, `-` on the command line.
    Stdin,
    /// A file or a pipe.
    File(PathBuf),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("-"),
            // A file's name may hold anything but NUL and a slash.
            Self::File(path) => f.write_str(&clean::line(&path.to_string_lossy())),
        }
    }
}

/// What came of reading several sources.
#[derive(Debug, Default)]
pub struct Batch {
    /// The articles, in the order of their sources.
    pub articles: Vec<Article>,
    /// What could not be read; each names its file.
    pub failures: Vec<Error>,
}

/// Reads everything that `paths` name.
///
/// # Errors
///
/// The first failure, where not one article could be read. Otherwise failures
/// stand in the batch.
///
/// An empty list of names gives an empty batch.
pub fn load(paths: &[PathBuf], options: &LoadOptions) -> Result<Batch, Error> {
    let mut batch = Batch::default();
    for path in paths {
        match collect(std::slice::from_ref(path)) {
            Ok(sources) => {
                for source in &sources {
                    read(source, options, &mut |outcome| batch.take(outcome));
                }
            }
            Err(error) => batch.failures.push(error),
        }
    }
    if batch.articles.is_empty() && !batch.failures.is_empty() {
        return Err(batch.failures.swap_remove(0));
    }
    Ok(batch)
}

impl Batch {
    fn take(&mut self, outcome: Result<Article, Error>) {
        match outcome {
            Ok(article) => self.articles.push(article),
            Err(error) => self.failures.push(error),
        }
    }
}

/// The sources that `paths` name: files and `-` as they stand, a directory as its articles.
///
/// Of a directory count the regular files directly in it whose ending is known
/// (`.txt`, `.html`, `.json`, …), in the order a person counts (2 before 10); hidden files and
/// READMEs do not.
///
/// # Errors
///
/// [`Error::Io`] for a directory that cannot be listed, [`Error::NoArticles`]
/// for one without a file that counts. Files are not looked at yet.
pub fn collect(paths: &[PathBuf]) -> Result<Vec<Source>, Error> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Source::Stdin);
        } else if path.is_dir() {
            sources.extend(directory(path)?.into_iter().map(Source::File));
        } else {
            sources.push(Source::File(path.clone()));
        }
    }
    Ok(sources)
}

/// The article at `path`; the first one where a JSON file holds several.
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
        Source::Stdin
    } else {
        Source::File(path.to_owned())
    };
    let mut first = None;
    read(&source, options, &mut |outcome| {
        first.get_or_insert(outcome);
    });
    first.unwrap_or_else(|| {
        Err(Error::Empty {
            path: source.to_string(),
        })
    })
}

/// Hands every article of `source` to `each`, or what kept it from being read.
///
/// A file gives one outcome, but a JSON file gives one for each article in it,
/// which are then called `news.jsonl#1`, `news.jsonl#2` and so on.
///
/// Never calls `each` with nothing: a source without an article gives an error. Articles
/// of a JSON file are handed on as they are parsed.
pub fn read(source: &Source, options: &LoadOptions, each: &mut dyn FnMut(Result<Article, Error>)) {
    let (text, format, invalid) = match text(source, *options) {
        Ok(read) => read,
        Err(error) => return each(Err(error)),
    };
    let mut outcomes = Numbered {
        name: source.to_string(),
        format,
        invalid,
        first: None,
        count: 0,
        each,
    };
    extract::extract(text, format, &mut |outcome| outcomes.take(outcome));
    outcomes.end();
}

/// The source's text, what it is, and how much of it was not text.
///
/// The encoding comes first, then the format: HTML may be in any encoding.
fn text(source: &Source, options: LoadOptions) -> Result<(String, InputFormat, usize), Error> {
    let path = || source.to_string();
    let bytes = bytes(source)?;
    let decoded = decode::decode(bytes, options.encoding).map_err(|reason| Error::NotText {
        path: path(),
        reason,
    })?;
    if decoded.text.trim().is_empty() {
        return Err(Error::Empty { path: path() });
    }
    let by_name = match source {
        Source::Stdin => None,
        Source::File(path) => InputFormat::of_path(path),
    };
    let format = by_name.unwrap_or_else(|| InputFormat::of_text(&decoded.text));
    Ok((decoded.text, format, decoded.invalid))
}

/// All bytes of the source.
///
/// # Errors
///
/// Not readable, not a file or pipe, standard input a terminal, or more than
/// [`MAX_BYTES`].
fn bytes(source: &Source) -> Result<Vec<u8>, Error> {
    let name = || source.to_string();
    let failed = |source| Error::Io {
        path: name(),
        source,
    };
    let mut bytes = Vec::new();
    match source {
        Source::Stdin => {
            let stdin = io::stdin();
            if stdin.is_terminal() {
                return Err(Error::TerminalInput);
            }
            let mut input = stdin.lock().take(MAX_BYTES + 1);
            input.read_to_end(&mut bytes).map_err(failed)?;
        }
        Source::File(path) => {
            // Asked before opening: to open a device may already do something.
            let metadata = fs::metadata(path).map_err(failed)?;
            readable(&metadata).map_err(|kind| Error::NotAFile { path: name(), kind })?;
            if metadata.len() <= MAX_BYTES {
                let mut input = File::open(path).map_err(failed)?.take(MAX_BYTES + 1);
                input.read_to_end(&mut bytes).map_err(failed)?;
            }
            if metadata.len() > MAX_BYTES {
                return Err(too_large(name()));
            }
        }
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(name()));
    }
    Ok(bytes)
}

fn too_large(path: String) -> Error {
    Error::TooLarge {
        path,
        limit: MAX_BYTES,
    }
}

/// Refuses what has no end or is no stream of bytes. A pipe is read to its end.
fn readable(metadata: &fs::Metadata) -> Result<(), NotAFile> {
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

/// The articles of a directory, in the order a person counts.
fn directory(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let name = || Source::File(path.to_owned()).to_string();
    let failed = |source| Error::Io {
        path: name(),
        source,
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        // What cannot be looked at (a dangling link) is kept, to be listed as a failure.
        let regular = fs::metadata(&file).map_or(true, |metadata| metadata.is_file());
        if regular && counts_as_article(&file) {
            found.push(file);
        }
    }
    if found.is_empty() {
        let endings: Vec<String> = ENDINGS.iter().map(|(end, _)| format!(".{end}")).collect();
        return Err(Error::NoArticles {
            path: name(),
            endings: endings.join(" "),
        });
    }
    alphanumeric_sort::sort_path_slice(&mut found);
    Ok(found)
}

/// Hidden files and READMEs stand in folders of articles and are none.
fn counts_as_article(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let readme = file
        .file_stem()
        .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    !name.starts_with('.') && !readme && InputFormat::of_path(file).is_some()
}

/// Turns drafts into articles, and names them once it is known whether there are several.
struct Numbered<'e> {
    name: String,
    format: InputFormat,
    invalid: usize,
    /// The first outcome, until a second one comes.
    first: Option<Result<Article, Error>>,
    count: usize,
    each: &'e mut dyn FnMut(Result<Article, Error>),
}

impl Numbered<'_> {
    fn take(&mut self, outcome: Result<ArticleDraft<'_>, Failure>) {
        self.count += 1;
        let name = format!("{}#{}", self.name, self.count);
        let outcome = self.article(outcome, &name);
        if self.count == 1 {
            self.first = Some(outcome);
            return;
        }
        if let Some(first) = self.first.take() {
            (self.each)(first);
        }
        (self.each)(outcome);
    }

    /// `path` is what errors and the article's source call it.
    fn article(
        &self,
        outcome: Result<ArticleDraft<'_>, Failure>,
        path: &str,
    ) -> Result<Article, Error> {
        let path = || path.to_owned();
        let draft = outcome.map_err(|failure| match failure {
            Failure::Json(source) => Error::Json {
                path: path(),
                source,
            },
            Failure::NoText => Error::NoText {
                path: path(),
                format: self.no_text_format(),
            },
        })?;
        let mut article = structure::build(draft, &path());
        if article.paragraphs.is_empty() {
            return Err(Error::Empty { path: path() });
        }
        if self.invalid > 0 {
            // Of the file's bad bytes, those that stand in this article.
            let here = article.text.matches('\u{FFFD}').count().min(self.invalid);
            let warning = (here > 0).then_some(Warning::InvalidBytes(here));
            article.warnings.splice(0..0, warning);
        }
        Ok(article)
    }

    /// Only HTML and JSON can be understood and yet hold no text.
    fn no_text_format(&self) -> error::InputFormat {
        match self.format {
            InputFormat::Html => error::InputFormat::Html,
            InputFormat::Plain
            | InputFormat::Markdown
            | InputFormat::Json
            | InputFormat::JsonLines => error::InputFormat::Json,
        }
    }

    /// The only article of a file bears the file's name alone.
    fn end(self) {
        let Some(mut only) = self.first else { return };
        match &mut only {
            Ok(article) => article.source = self.name,
            Err(
                Error::Json { path, .. } | Error::NoText { path, .. } | Error::Empty { path, .. },
            ) => *path = self.name,
            Err(_other) => {}
        }
        (self.each)(only);
    }
}

#[cfg(test)]
mod tests;
