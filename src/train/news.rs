//! Plain news (JSON Lines, packed with xz) → words as numbers.
//!
//! Articles that are annotated are left out, so that nothing that is learned
//! here has seen the texts on which the tagger is measured.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use super::corpus::{self, Gold};
use crate::article::Article;
use crate::entities::hash::{letters, mix};
use crate::text::orthography::Folded;
use crate::text::{self, Document, TokenKind};

/// Tokens in a row that tell one text from another.
const SHINGLE: usize = 8;

/// Calls `each` with every article of the file that is not annotated; gives how many were left out.
pub(crate) fn read(
    path: &Path,
    gold: &[Gold],
    mut each: impl FnMut(&Article),
) -> std::io::Result<usize> {
    let known: HashSet<u64> = gold
        .iter()
        .flat_map(|gold| shingles(&text::read(&gold.article)))
        .collect();
    let mut unpack = Command::new("xz")
        .arg("-dc")
        .arg(path)
        .stdout(Stdio::piped())
        .spawn()?;
    let Some(stream) = unpack.stdout.take() else {
        return Ok(0);
    };
    let mut left_out = 0;
    for line in BufReader::new(stream).lines() {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(&line?) else {
            continue;
        };
        let part = |key: &str| value.get(key).and_then(|v| v.as_str()).unwrap_or_default();
        let article = corpus::article(part("id"), format!("{}\n{}", part("title"), part("text")));
        let rows = shingles(&text::read(&article));
        let shared = rows.iter().filter(|row| known.contains(row)).count();
        if shared * 5 > rows.len() {
            left_out += 1;
            continue;
        }
        each(&article);
    }
    unpack.wait()?;
    Ok(left_out)
}

fn shingles(document: &Document<'_>) -> Vec<u64> {
    let words: Vec<u64> = (0..document.tokens.len())
        .filter(|&i| document.tokens[i].kind == TokenKind::Arabic)
        .map(|i| letters(Folded::new(document.word(i)).map(|(_, c)| c)))
        .collect();
    words
        .windows(SHINGLE)
        .map(|row| row.iter().fold(0, |h, w| mix(h, *w)))
        .collect()
}

/// Words as numbers, and sentences as rows of them.
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
    /// Reads the file whole.
    pub(crate) fn load(path: &Path, gold: &[Gold]) -> std::io::Result<Self> {
        let mut news = Self::default();
        let left_out = read(path, gold, |article| news.add(article))?;
        println!(
            "news: {} tokens, {} distinct, {left_out} annotated articles left out",
            news.tokens.len(),
            news.words.len()
        );
        Ok(news)
    }

    fn add(&mut self, article: &Article) {
        let document = text::read(article);
        let mut key = String::new();
        for range in &document.sentences {
            for at in range.clone() {
                key.clear();
                match document.tokens[at].kind {
                    TokenKind::Arabic | TokenKind::Foreign => {
                        key.extend(Folded::new(document.word(at)).map(|(_, c)| c).take(24));
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

    fn number(&mut self, key: &str) -> u32 {
        let number = match self.numbers.get(key) {
            Some(&number) => number,
            None => {
                let number = self.words.len() as u32;
                self.numbers.insert(key.to_owned(), number);
                self.words.push(key.to_owned());
                self.counts.push(0);
                number
            }
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
