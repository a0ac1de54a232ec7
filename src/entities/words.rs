//! A document → its distinct words, each analyzed once.
//!
//! A word comes three times in an article on average, so everything that depends on the word alone is
//! computed for each distinct word and found again by its number.

#![expect(
    clippy::cast_possible_truncation,
    reason = "an article has far less than 2^32 distinct words"
)]

use foldhash::{HashMap, HashMapExt};

use super::analyzed_word::{AnalyzedWord, analyze};
use super::lexicon::WordLexicon;
use crate::text::Document;

/// The distinct words of a document.
///
/// Distinct by their bytes: بيروت with and without harakat are two words, of one hash.
pub(crate) struct DocumentWords {
    /// The distinct words, in order of first appearance.
    pub(crate) distinct: Vec<AnalyzedWord>,
    /// For each token of the document, the index of its word in `distinct`.
    pub(crate) index: Vec<u32>,
}

impl DocumentWords {
    /// Analyzes every word of `document`. Numbers and punctuation marks count as words here: every
    /// token has one.
    pub(crate) fn new(document: &Document<'_>, lexicon: WordLexicon<'_>) -> Self {
        let mut seen: HashMap<&str, u32> = HashMap::new();
        let mut distinct = Vec::new();
        let index = (0..document.tokens.len())
            .map(|at| {
                *seen.entry(document.word(at)).or_insert_with(|| {
                    distinct.push(analyze(document, at, lexicon));
                    distinct.len() as u32 - 1
                })
            })
            .collect();
        Self { distinct, index }
    }

    /// The word of token `at`.
    pub(crate) fn at(&self, at: usize) -> &AnalyzedWord {
        &self.distinct[self.index[at] as usize]
    }
}
