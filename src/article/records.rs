//! A large file of JSON Lines → the headline of each record and where the record stands; and back: one record → its article.
//!
//! The file is read once from beginning to end, one line at a time, and no text of it is kept: of a collection of
//! 40,000 articles only the headlines are in memory. Compressed files are unpacked into a temporary file without a name,
//! which is gone with the program. A record without a text does not affect the others.
//!
//! Small files, and those in another encoding than UTF-8, are read whole by `load`.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

use super::draft::ExtractError;
use super::extract::{self, RecordLines};
use super::headline::Headline;
use super::load::{self, ArticleSource, LoadOptions};
use super::types::Article;
use crate::error::Error;

/// Files up to this size are read whole, in bytes.
const SMALL: u64 = 4 << 20;
/// The same for compressed files.
const SMALL_PACKED: u64 = 512 << 10;
/// Longest line that is read, in bytes; a longer one is a record without a text.
pub(super) const LONGEST_LINE: u64 = 64 << 20;

/// A file of records that can be read at any place.
#[derive(Debug)]
pub(crate) struct RecordFile {
    file: File,
    /// The source's name, safe to print.
    name: String,
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordPlace {
    /// The first byte of its line.
    start: u64,
    /// Bytes of its line.
    length: usize,
    /// Which article of the line: a line may hold a list of them.
    nth: usize,
    /// Number of the record in the file, from 1.
    number: usize,
}

impl RecordPlace {
    /// Number of the record in the file, from 1.
    pub(crate) const fn number(&self) -> usize {
        self.number
    }
}

/// A record of the file.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// Where it stands.
    pub place: RecordPlace,
    /// The name of its article: `news.jsonl#17`.
    pub name: String,
    /// What a list shows of it.
    pub headline: Headline,
}

impl RecordFile {
    /// Whether [`open`](Self::open) is the way to read `source`: it is a file, large, and by its first bytes JSON Lines.
    pub(crate) fn serves(source: &ArticleSource, options: &LoadOptions) -> bool {
        !options.from_visual && recognized(source, options, SMALL).is_some()
    }

    /// The records of `source`; `None` if it has to be read whole.
    ///
    /// Unpacks a compressed file.
    pub(crate) fn open(source: &ArticleSource, options: &LoadOptions) -> Option<Self> {
        // A title in visual order is turned only where the whole article is read.
        if options.from_visual {
            return None;
        }
        Self::of_lines(source, options, SMALL)
    }

    /// The same for files that are larger than `small` bytes, if they are not compressed.
    pub(super) fn of_lines(
        source: &ArticleSource,
        options: &LoadOptions,
        small: u64,
    ) -> Option<Self> {
        let (file, lines) = recognized(source, options, small)?;
        let file = match lines {
            RecordLines::Plain => file,
            RecordLines::Packed(format) => {
                let mut to = BufWriter::new(tempfile::tempfile().ok()?);
                extract::unpack_to(BufReader::new(file), format, &mut to).ok()?;
                to.flush().ok()?;
                to.into_inner().ok()?
            }
        };
        Some(Self {
            file,
            name: source.to_string(),
        })
    }

    /// Reads the file from its beginning.
    pub(super) fn reader(&self) -> impl BufRead {
        let (file, at) = (&self.file, 0);
        BufReader::with_capacity(1 << 18, ReadAt { file, at })
    }

    /// Gives `sink` every record, or why it has no text, in the file's order, until `sink` returns `false`.
    pub(crate) fn scan(
        &self,
        options: &LoadOptions,
        sink: &mut dyn FnMut(Result<Record, Error>) -> bool,
    ) {
        let failed = |source| Error::Io {
            path: self.name.clone(),
            source,
        };
        let mut lines = self.reader();
        let (mut line, mut start, mut number) = (Vec::new(), 0, 0);
        loop {
            line.clear();
            let length = match read_line(&mut lines, &mut line) {
                Ok(0) => return,
                Ok(length) => length,
                Err(error) => {
                    sink(Err(failed(error)));
                    return;
                }
            };
            if !line.trim_ascii().is_empty() {
                number += 1;
                let place = RecordPlace {
                    start,
                    length: line.len(),
                    nth: 0,
                    number,
                };
                let whole = length == line.len() as u64;
                if !self.record(&line, whole.then_some(place), options, sink) {
                    return;
                }
            }
            start += length;
        }
    }

    /// Gives `sink` the records of one line; without a place it is too long. Whether to go on.
    fn record(
        &self,
        line: &[u8],
        place: Option<RecordPlace>,
        options: &LoadOptions,
        sink: &mut dyn FnMut(Result<Record, Error>) -> bool,
    ) -> bool {
        let Some(mut place) = place else {
            return sink(Err(Error::TooLarge {
                path: self.name.clone(),
                limit: LONGEST_LINE,
            }));
        };
        let name = format!("{}#{}", self.name, place.number);
        let mut goes_on = true;
        extract::record_headlines(
            &String::from_utf8_lossy(line),
            &options.fields,
            &mut |draft| {
                let record = match draft {
                    Ok(draft) => Ok(Record {
                        place,
                        name: name.clone(),
                        headline: Headline::of_draft(&draft, line),
                    }),
                    Err(error) => Err(load::named(error, name.clone())),
                };
                place.nth += 1;
                goes_on = goes_on && sink(record);
            },
        );
        goes_on
    }

    /// The article of a record.
    ///
    /// # Errors
    ///
    /// What keeps it from being read; the file may have changed since it was scanned.
    pub(crate) fn read(&self, place: RecordPlace, options: &LoadOptions) -> Result<Article, Error> {
        let name = format!("{}#{}", self.name, place.number);
        let mut bytes = vec![0; place.length];
        match self.file.read_exact_at(&mut bytes, place.start) {
            Ok(()) => load::nth_of_record(bytes, &name, place.nth, options),
            Err(_) => Err(load::named(ExtractError::Changed, name)),
        }
    }
}

/// The file of `source` and how its records are packed; `None` if it has to be read whole.
fn recognized(
    source: &ArticleSource,
    options: &LoadOptions,
    small: u64,
) -> Option<(File, RecordLines)> {
    let ArticleSource::File(path) = source else {
        return None;
    };
    let metadata = fs::metadata(path).ok()?;
    if !metadata.is_file()
        || options.encoding.is_some()
        || metadata.len() <= small.min(SMALL_PACKED)
    {
        return None;
    }
    let file = File::open(path).ok()?;
    let mut beginning = Vec::new();
    let from = ReadAt { file: &file, at: 0 };
    from.take(1 << 16).read_to_end(&mut beginning).ok()?;
    let lines = extract::record_lines(&beginning, path)?;
    let least = match lines {
        RecordLines::Plain => small,
        RecordLines::Packed(_) => SMALL_PACKED,
    };
    let large = metadata.len() > least;
    large.then_some((file, lines))
}

/// Whether `bytes`, the beginning of a pipe, are JSON Lines.
pub(super) fn begins_with_records(bytes: &[u8]) -> bool {
    extract::record_lines(bytes, Path::new("")) == Some(RecordLines::Plain)
}

/// Appends the next line to `line`, at most [`LONGEST_LINE`] of it; its length in the file with the line end, 0 at the end.
pub(super) fn read_line(from: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
    let mut length = from.take(LONGEST_LINE).read_until(b'\n', line)? as u64;
    if length == LONGEST_LINE && line.last() != Some(&b'\n') {
        length += from.skip_until(b'\n')? as u64;
    }
    Ok(length)
}

/// Reads a file from its own place, so that others read it at the same time.
struct ReadAt<'f> {
    file: &'f File,
    at: u64,
}

impl Read for ReadAt<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read_at(to, self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A file larger than [`SMALL`]: a good record, broken ones, good ones.
    fn collection(folder: &Path, name: &str) -> std::path::PathBuf {
        let path = folder.join(name);
        let mut text = String::from(concat!(
            "{\"title\": \"وصل القطار\", \"text\": \"قال المدير إن القطار وصل.\", \"source\": \"صحيفة\", \"date\": \"2026-01-02T10:00:00Z\"}\n",
            "{\"title\": \"فارغ\", \"text\": \" \"}\n",
            "\n",
            "{\"title\": \"مكسور\n",
            "{\"text\": \"نص بلا عنوان في هذا السجل الذي يليه غيره\"}\n",
        ));
        let filler = "نص طويل. ".repeat(8_000);
        while text.len() as u64 <= SMALL {
            let _ = writeln!(text, r#"{{"title": "خبر", "text": "{filler}"}}"#);
        }
        fs::write(&path, text).unwrap();
        path
    }

    fn all(file: &RecordFile) -> Vec<Result<Record, Error>> {
        let mut all = Vec::new();
        file.scan(&LoadOptions::default(), &mut |record| {
            all.push(record);
            true
        });
        all
    }

    #[test]
    fn every_record_has_a_headline_and_is_read_where_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let source = ArticleSource::File(collection(folder.path(), "news.jsonl"));
        let options = LoadOptions::default();
        let file = RecordFile::open(&source, &options).unwrap();
        let found = all(&file);
        let first = found[0].as_ref().unwrap();
        assert_eq!(first.headline.title, "وصل القطار");
        assert_eq!(first.headline.publisher.as_deref(), Some("صحيفة"));
        assert_eq!(first.headline.day.as_deref(), Some("2026-01-02"));
        assert!(first.name.ends_with("news.jsonl#1"));
        assert!(found[1].is_err() && found[2].is_err());
        let fourth = found[3].as_ref().unwrap();
        assert_eq!(fourth.headline.title, "نص بلا عنوان في هذا السجل الذي يليه");
        assert!(fourth.name.ends_with("#4"));
        let article = file.read(fourth.place, &options).unwrap();
        assert_eq!(article.source, fourth.name);
        assert_eq!(article.text, "نص بلا عنوان في هذا السجل الذي يليه غيره");
        assert!(
            file.read(found.last().unwrap().as_ref().unwrap().place, &options)
                .is_ok()
        );
    }

    #[test]
    fn a_scan_ends_when_nobody_listens() {
        let folder = tempfile::tempdir().unwrap();
        let source = ArticleSource::File(collection(folder.path(), "news.ndjson"));
        let file = RecordFile::open(&source, &LoadOptions::default()).unwrap();
        let mut count = 0;
        file.scan(&LoadOptions::default(), &mut |_| {
            count += 1;
            count < 3
        });
        assert_eq!(count, 3);
    }

    #[test]
    fn a_file_that_was_cut_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = collection(folder.path(), "news.jsonl");
        let options = LoadOptions::default();
        let file = RecordFile::open(&ArticleSource::File(path.clone()), &options).unwrap();
        let last = all(&file).pop().unwrap().unwrap();
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_len(100)
            .unwrap();
        let message = file.read(last.place, &options).unwrap_err().to_string();
        assert!(message.contains("changed"), "{message}");
    }

    #[test]
    fn small_files_and_other_formats_are_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let options = LoadOptions::default();
        let small = folder.path().join("small.jsonl");
        fs::write(&small, "{\"text\": \"نص\"}\n").unwrap();
        let text = folder.path().join("long.txt");
        fs::write(&text, "نص طويل. ".repeat(400_000)).unwrap();
        for path in [small, text, folder.path().to_owned()] {
            assert!(RecordFile::open(&ArticleSource::File(path), &options).is_none());
        }
        assert!(RecordFile::open(&ArticleSource::Stdin, &options).is_none());
    }
}
