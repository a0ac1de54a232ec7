//! Plain news (JSON Lines, plain or packed with xz) → articles, and words as numbers.
//!
//! Articles that are annotated are skipped, so that nothing that is learned
//! here has seen the texts on which the tagger is measured: an article counts as
//! annotated if a fifth of its word sequences occur in one that is.
//!
//! The same news comes twice through here: by [`News::load`] as counts, in a few bytes a token, and
//! by [`read`] as whole articles for the tagger.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::corpus::{self, AnnotatedArticle};
use super::error::TrainError;
use crate::article::Article;
use crate::hash::{combine, hash_letters};
use crate::text::orthography::Folded;
use crate::text::{self, Document, TokenKind};

/// Length of the word sequences that identify a text: a set phrase is shorter, a quoted sentence is not.
const SHINGLE: usize = 8;

/// An article is annotated if more than one of so many of its rows is. A share, since agencies'
/// words occur in many articles; the same report in another newspaper is skipped too.
const SHARED: usize = 5;

/// Letters of a word that count.
const LETTERS: usize = 24;

/// Calls `each` with every article of the file that is not annotated; gives how many were skipped.
///
/// A name that ends in `.xz` is unpacked by the program `xz`, which must then be installed.
///
/// # Errors
///
/// What the system says, a line that is no article, or that `xz` failed.
pub(crate) fn read(
    path: &Path,
    annotated: &[AnnotatedArticle],
    mut each: impl FnMut(Article),
) -> Result<usize, TrainError> {
    let known: HashSet<u64> = annotated
        .iter()
        .flat_map(|annotated| shingles(&text::read(&annotated.article)))
        .collect();
    let mut skipped = 0;
    lines(path, |number, line| {
        let article = article(line).ok_or_else(|| TrainError::Line {
            path: path.display().to_string(),
            line: number,
            expected: "a JSON object with title and text",
        })?;
        let rows = shingles(&text::read(&article));
        let shared = rows.iter().filter(|row| known.contains(row)).count();
        if shared * SHARED > rows.len() {
            skipped += 1;
        } else {
            each(article);
        }
        Ok(())
    })?;
    Ok(skipped)
}

/// Title and text of one line, a line each.
///
/// A title may be missing, the text may not; other keys are not looked at.
fn article(line: &str) -> Option<Article> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    let part = |key: &str| value.get(key).and_then(|part| part.as_str());
    let text = format!("{}\n{}", part("title").unwrap_or_default(), part("text")?);
    Some(corpus::article("news", text))
}

/// Calls `each` with every line of a file and its number from 1.
fn lines(
    path: &Path,
    mut each: impl FnMut(usize, &str) -> Result<(), TrainError>,
) -> Result<(), TrainError> {
    let mut all = |from: &mut dyn BufRead| -> Result<(), TrainError> {
        for (number, line) in from.lines().enumerate() {
            each(number + 1, &line.map_err(TrainError::io(path))?)?;
        }
        Ok(())
    };
    let file = File::open(path).map_err(TrainError::io(path))?;
    if path.extension().is_none_or(|ending| ending != "xz") {
        return all(&mut BufReader::new(file));
    }
    let xz = Path::new("xz");
    let mut unpack = Command::new(xz)
        .arg("-dc")
        .stdin(file)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(TrainError::io(xz))?;
    // The pipe is closed at the end of this statement, so that xz never waits for a reader.
    let result = unpack
        .stdout
        .take()
        .map_or(Ok(()), |pipe| all(&mut BufReader::new(pipe)));
    let status = unpack.wait().map_err(TrainError::io(xz))?;
    result?;
    if status.success() {
        Ok(())
    } else {
        Err(TrainError::Unpack {
            path: path.display().to_string(),
            status,
        })
    }
}

/// Hashes of every row of [`SHINGLE`] Arabic words, numbers and marks skipped; none for a
/// shorter text, which so never counts as annotated.
fn shingles(document: &Document<'_>) -> Vec<u64> {
    let words: Vec<u64> = (0..document.tokens.len())
        .filter(|&i| document.tokens[i].kind == TokenKind::Arabic)
        .map(|i| hash_letters(Folded::new(document.word(i)).map(|(_, c)| c)))
        .collect();
    words
        .windows(SHINGLE)
        .map(|row| row.iter().fold(0, |h, w| combine(h, *w)))
        .collect()
}

/// Words as numbers, and sentences as rows of them.
///
/// Numbers are given in the order of first sight, so one file always gives the same.
#[derive(Default)]
pub(crate) struct News {
    /// The folded words; for a number its length, for a mark the mark.
    pub(crate) words: Vec<String>,
    /// How often each occurs.
    pub(crate) counts: Vec<u32>,
    /// All tokens, sentence after sentence.
    pub(crate) tokens: Vec<u32>,
    /// Where each sentence ends in `tokens`.
    pub(crate) ends: Vec<u32>,
    numbers: HashMap<String, u32>,
}

impl News {
    /// Reads the files whole; gives also how many annotated articles were skipped.
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub(crate) fn load(
        paths: &[PathBuf],
        annotated: &[AnnotatedArticle],
    ) -> Result<(Self, usize), TrainError> {
        let mut news = Self::default();
        let mut skipped = 0;
        for path in paths {
            skipped += read(path, annotated, |article| news.add(&article))?;
        }
        Ok((news, skipped))
    }

    /// Counts an article's words.
    pub(crate) fn add(&mut self, article: &Article) {
        let document = text::read(article);
        let mut key = String::new();
        for range in &document.sentences {
            for at in range.clone() {
                key.clear();
                match document.tokens[at].kind {
                    TokenKind::Arabic | TokenKind::Foreign => {
                        key.extend(Folded::new(document.word(at)).map(|(_, c)| c).take(LETTERS));
                    }
                    TokenKind::Number => key.push('0'),
                    TokenKind::Mark => key.push_str(document.word(at)),
                }
                let number = self.number(&key);
                self.tokens.push(number);
            }
            self.ends.push(self.tokens.len() as u32);
        }
    }

    /// The number of a word; counts it.
    fn number(&mut self, key: &str) -> u32 {
        let number = if let Some(&number) = self.numbers.get(key) {
            number
        } else {
            let number = self.words.len() as u32;
            self.numbers.insert(key.to_owned(), number);
            self.words.push(key.to_owned());
            self.counts.push(0);
            number
        };
        self.counts[number as usize] += 1;
        number
    }

    /// How often a folded word occurs.
    pub(crate) fn count(&self, word: &str) -> u32 {
        self.numbers
            .get(word)
            .map_or(0, |&n| self.counts[n as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_article_or_a_fault() {
        let read = article(r#"{"id":"a","title":"عنوان","text":"وصل القطار."}"#);
        assert_eq!(read.map(|a| a.text).as_deref(), Some("عنوان\nوصل القطار."));
        assert!(article("[]").is_none());
        assert!(article(r#"{"title":"عنوان"}"#).is_none());
        assert!(article("").is_none());
    }

    #[test]
    fn words_are_counted_by_their_letters() {
        let mut news = News::default();
        news.add(&corpus::article(
            "a",
            "وصل القطار وصل القـ\u{650}طار.".to_owned(),
        ));
        assert_eq!(news.count("القطار"), 2);
        assert_eq!(news.ends.len(), 1);
    }
}
