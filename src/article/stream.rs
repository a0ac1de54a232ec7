//! A source → its portions, in order: what one thread can turn into articles while another reads on.
//!
//! Of a long file or pipe of JSON Lines a portion is one line, and the file is never in memory as a whole. Any other source
//! is one portion. Compressed JSON Lines are unpacked into a temporary file without a name. Nothing is parsed here: a
//! portion is turned into articles by whoever receives it.
//!
//! The reader's list of a collection has other needs, headlines and places of records: that is `records`.

use std::io::{self, BufRead, BufReader, Cursor, IsTerminal, Read};

use super::load::{ArticleInput, ArticleSource, LoadOptions};
use super::records::{self, LONGEST_LINE, RecordFile};
use super::types::Article;
use crate::error::Error;

/// Shorter input is read as a whole, in bytes.
const SHORT: u64 = 64 << 10;

/// A part of a source that gives articles by itself.
pub(crate) struct SourcePortion {
    content: PortionContent,
    /// The number of its line in the source, from 1, where it is a line.
    line: Option<usize>,
    /// Its bytes in the source, as they are packed there.
    size: u64,
}

/// What a portion holds.
enum PortionContent {
    Input(ArticleInput),
    Failed(Error),
}

impl SourcePortion {
    /// A whole source.
    fn whole(input: Result<ArticleInput, Error>) -> Self {
        let size = input.as_ref().map_or(0, ArticleInput::size);
        Self {
            content: match input {
                Ok(input) => PortionContent::Input(input),
                Err(error) => PortionContent::Failed(error),
            },
            line: None,
            size,
        }
    }

    /// The number of its line, from 1; `None` for a whole source.
    pub(crate) const fn line(&self) -> Option<usize> {
        self.line
    }

    /// Its length in bytes.
    pub(crate) const fn size(&self) -> u64 {
        self.size
    }

    /// Gives `sink` its articles, or why there is none; at least one result.
    pub(crate) fn articles(
        self,
        options: &LoadOptions,
        sink: &mut dyn FnMut(Result<Article, Error>),
    ) {
        match self.content {
            PortionContent::Input(input) => input.articles(options, sink),
            PortionContent::Failed(error) => sink(Err(error)),
        }
    }
}

/// Gives `sink` the portions of `source` until it returns `false`.
///
/// The record in line 17 of `news.jsonl` has the name `news.jsonl#17`, as where the file is read as a whole; lines without
/// a record are not counted in it.
pub(crate) fn portions(
    source: &ArticleSource,
    options: &LoadOptions,
    sink: &mut dyn FnMut(SourcePortion) -> bool,
) {
    if let Some(file) = RecordFile::of_lines(source, options, SHORT) {
        lines(file.reader(), &source.to_string(), sink);
    } else if *source == ArticleSource::Stdin && options.encoding.is_none() {
        standard_input(sink);
    } else {
        sink(SourcePortion::whole(ArticleInput::read(source)));
    }
}

/// Standard input: as lines, if it is JSON Lines by its beginning and not short.
fn standard_input(sink: &mut dyn FnMut(SourcePortion) -> bool) {
    let name = ArticleSource::Stdin.to_string();
    let stdin = io::stdin();
    if stdin.is_terminal() {
        sink(SourcePortion::whole(Err(Error::TerminalInput)));
        return;
    }
    let mut stdin = stdin.lock();
    let mut beginning = Vec::new();
    if let Err(source) = stdin.by_ref().take(SHORT).read_to_end(&mut beginning) {
        sink(SourcePortion::whole(Err(Error::Io { path: name, source })));
        return;
    }
    let short = (beginning.len() as u64) < SHORT;
    let all = Cursor::new(beginning).chain(stdin);
    if !short && records::begins_with_records(all.get_ref().0.get_ref()) {
        lines(BufReader::new(all), &name, sink);
    } else {
        let input = ArticleInput::read_from(all, name, String::new());
        sink(SourcePortion::whole(input));
    }
}

/// Gives `sink` every line of `from` that is not blank.
fn lines(mut from: impl BufRead, name: &str, sink: &mut dyn FnMut(SourcePortion) -> bool) {
    let (mut line, mut record) = (0, 0);
    loop {
        let mut bytes = Vec::new();
        let read = records::read_line(&mut from, &mut bytes);
        line += 1;
        let failed = |error| PortionContent::Failed(error);
        let path = || name.to_owned();
        let (content, size) = match read {
            Ok(0) => return,
            Ok(_) if bytes.trim_ascii().is_empty() => continue,
            Ok(size) => {
                record += 1;
                let path = format!("{name}#{record}");
                let content = if size > bytes.len() as u64 {
                    let limit = LONGEST_LINE;
                    failed(Error::TooLarge { path, limit })
                } else {
                    PortionContent::Input(ArticleInput::record(bytes, path))
                };
                (content, size)
            }
            Err(source) => {
                let path = path();
                sink(SourcePortion::whole(Err(Error::Io { path, source })));
                return;
            }
        };
        let portion = SourcePortion {
            content,
            line: Some(line),
            size,
        };
        if !sink(portion) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    /// Names and results of all articles of a file with that content.
    fn read(name: &str, content: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path: PathBuf = folder.path().join(name);
        fs::write(&path, content).unwrap();
        let mut found = Vec::new();
        let options = LoadOptions::default();
        portions(&ArticleSource::File(path), &options, &mut |portion| {
            let line = portion.line();
            portion.articles(&options, &mut |result| {
                let shown = match result {
                    Ok(article) => article.source.rsplit('/').next().unwrap().to_owned(),
                    Err(_) => "failed".to_owned(),
                };
                found.push(line.map_or(shown.clone(), |line| format!("{line}:{shown}")));
            });
            true
        });
        found
    }

    #[test]
    fn long_json_lines_come_line_by_line() {
        let long = "نص طويل. ".repeat(8_000);
        let content = format!("{{\"text\": \"{long}\"}}\n\n{{broken\n{{\"text\": \"نص\"}}\n");
        assert_eq!(
            read("n.jsonl", &content),
            ["1:n.jsonl#1", "3:failed", "4:n.jsonl#3"]
        );
    }

    #[test]
    fn short_ones_and_other_formats_come_as_a_whole() {
        let content = "{\"text\": \"نص\"}\n{\"text\": \"نص\"}\n";
        assert_eq!(read("n.jsonl", content), ["n.jsonl#1", "n.jsonl#2"]);
        assert_eq!(read("n.txt", &"نص طويل. ".repeat(8_000)), ["n.txt"]);
    }

    #[test]
    fn reading_ends_when_nobody_listens() {
        let content = "{\"text\": \"نص\"}\n".repeat(9);
        let mut count = 0;
        lines(content.as_bytes(), "-", &mut |_| {
            count += 1;
            count < 3
        });
        assert_eq!(count, 3);
    }
}
