//! Prepared articles → the inputs of the net: words as numbers and n-gram rows, sentences as lists of these.
//!
//! What stays the same in every step of the training is computed here once; nothing is learned.

use crate::entities::analyzed_word::AnalyzedWord;
use crate::entities::net::{VECTOR, WORD_FACTS, hashed_index, ngrams, write_facts};
use crate::train::features::PreparedArticle;
use crate::train::knowledge::ModelTables;

/// The input of the net for one word.
///
/// The n-gram rows are looked up at each step, as they are learned.
pub(crate) struct WordInput {
    /// The word's vector and facts, as the reader computes them.
    pub(super) dense: Vec<f32>,
    /// Rows of the word's letter n-grams.
    pub(super) ngrams: Vec<u32>,
}

/// A sentence for the net.
///
/// `words` are indices into [`NetData`]; `ends` and `labels` have one entry for each of them.
pub(crate) struct NetSentence {
    pub(super) words: Vec<u32>,
    /// Hashed feature indices of all tokens, one token after the other.
    pub(super) hashed_features: Vec<u16>,
    /// Where the hashed features of each token end.
    ends: Vec<u32>,
    pub(super) labels: Vec<u8>,
}

impl NetSentence {
    /// The hashed feature indices of token `at`.
    pub(super) fn hashed_features_of(&self, at: usize) -> &[u16] {
        let start = if at == 0 {
            0
        } else {
            self.ends[at - 1] as usize
        };
        &self.hashed_features[start..self.ends[at] as usize]
    }
}

/// Articles as sentences for the net, and their distinct words.
#[derive(Default)]
pub(crate) struct NetData {
    pub(super) words: Vec<WordInput>,
    /// The sentences of each article.
    pub(crate) sentences: Vec<Vec<NetSentence>>,
}

impl NetData {
    /// The inputs of `articles`, each with the vectors of the tables of its fold; `folds` and `articles` have the same
    /// length, and there is one table for each fold, in their order.
    ///
    /// The articles must have the second pass's features already; without them the hashed features of the article
    /// as a whole are missing.
    pub(crate) fn new(
        articles: &[PreparedArticle<'_>],
        folds: &[usize],
        tables: &[ModelTables],
    ) -> Self {
        let mut data = Self::default();
        for (article, &fold) in articles.iter().zip(folds) {
            let (vectors, _) = tables[fold].vectors.as_chunks();
            data.add(article, vectors);
        }
        data
    }

    /// Adds an article's distinct words and its sentences, without the empty ones.
    fn add(&mut self, article: &PreparedArticle<'_>, vectors: &[[u8; VECTOR]]) {
        let first = self.words.len() as u32;
        let distinct = article.words.distinct.iter();
        self.words
            .extend(distinct.map(|word| word_input(word, vectors)));
        let sentences = article.document.sentences.iter().zip(&article.sequences);
        let sentences = sentences.map(|(range, sequence)| {
            let mut sentence = NetSentence {
                words: article.words.index[range.clone()]
                    .iter()
                    .map(|word| first + word)
                    .collect(),
                hashed_features: Vec::new(),
                ends: Vec::new(),
                labels: sequence.labels.clone(),
            };
            for features in &article.hashed_features[range.clone()] {
                let indices = features.iter().map(|feature| hashed_index(*feature));
                sentence.hashed_features.extend(indices);
                sentence.ends.push(sentence.hashed_features.len() as u32);
            }
            sentence
        });
        self.sentences.push(
            sentences
                .filter(|sentence| !sentence.words.is_empty())
                .collect(),
        );
    }
}

/// The input of the net for one word.
fn word_input(word: &AnalyzedWord, vectors: &[[u8; VECTOR]]) -> WordInput {
    let vector = usize::from(word.entry.vector).checked_sub(1);
    let vector = vector.and_then(|at| vectors.get(at));
    let mut dense = vec![0.0; VECTOR + WORD_FACTS];
    write_facts(word, vector, &mut dense);
    WordInput {
        dense,
        ngrams: ngrams(word),
    }
}
