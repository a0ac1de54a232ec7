//! Articles → sentences of numbered features with their right labels.
//!
//! The features themselves are those of [`entities::features`](crate::entities::features);
//! here they only get numbers, so that weights can be stored in an array.
//!
//! The steps are those of the reader's first pass, without its precomputed sums for each word: training
//! needs every single feature. Both make the same features, since both
//! call the same functions.

use std::collections::HashMap;

use super::corpus::AnnotatedArticle;
use super::crf::Sequence;
use crate::entities::analyzed_word::AnalyzedWord;
use crate::entities::features::{self, FeatureGroup};
use crate::entities::label;
use crate::entities::lexicon::WordLexicon;
use crate::entities::phrases::PhraseTable;
use crate::entities::words::DocumentWords;
use crate::text::{self, Document};

/// Numbers for features, in the order of their first occurrence.
///
/// From 0 without gaps, as indices of arrays of weights. Numbers do not change until
/// [`prune`](Self::prune) numbers all features again.
#[derive(Default)]
pub(crate) struct FeatureNumbers {
    of: HashMap<u64, u32>,
    /// The features themselves.
    pub(crate) list: Vec<u64>,
    /// How often each was seen.
    pub(crate) seen: Vec<u32>,
}

impl FeatureNumbers {
    /// The number of a feature, a new one at its first occurrence; counts it.
    pub(crate) fn number(&mut self, feature: u64) -> u32 {
        let next = self.list.len() as u32;
        let number = *self.of.entry(feature).or_insert(next);
        if number == next {
            self.list.push(feature);
            self.seen.push(0);
        }
        self.seen[number as usize] += 1;
        number
    }

    /// Drops features seen less than `least` times; gives the new number of each old one, `u32::MAX` for none.
    ///
    /// The order stays. Sequences that were numbered before must be renumbered with what it gives.
    pub(crate) fn prune(&mut self, least: u32) -> Vec<u32> {
        let mut next = 0;
        let new: Vec<u32> = self
            .seen
            .iter()
            .map(|&seen| {
                let kept = seen >= least;
                next += u32::from(kept);
                if kept { next - 1 } else { u32::MAX }
            })
            .collect();
        let mut kept = new.iter().map(|&n| n != u32::MAX);
        self.list.retain(|_| kept.next().unwrap_or(false));
        self.seen.retain(|&seen| seen >= least);
        self.of = self.list.iter().copied().zip(0..).collect();
        new
    }
}

/// The numbers of a training.
#[derive(Default)]
pub(crate) struct FeatureNumbering {
    /// Of the features of tokens.
    pub(crate) tokens: FeatureNumbers,
    /// Of the features of steps between tokens.
    pub(crate) steps: FeatureNumbers,
}

/// What is known of words and phrases outside the article.
#[derive(Clone, Copy)]
pub(crate) struct WordKnowledge<'m> {
    /// Facts about words.
    pub(crate) lexicon: WordLexicon<'m>,
    /// Names of several words.
    pub(crate) phrases: PhraseTable<'m>,
}

/// An article ready for training. `words`, `hashed_features` and the sequences' labels are by token of
/// `document`.
pub(crate) struct PreparedArticle<'g> {
    /// The article as annotated.
    pub(crate) annotated: &'g AnnotatedArticle,
    /// Its tokens and sentences.
    pub(crate) document: Document<'g>,
    /// What is known of each of its words.
    pub(crate) words: DocumentWords,
    /// One for each sentence of the document.
    pub(crate) sequences: Vec<Sequence>,
    /// For each token, the features that the net takes as hashed features.
    pub(crate) hashed_features: Vec<Vec<u64>>,
}

/// Reads an article and numbers the features that stay the same in every pass, the groups `without` left out.
///
/// A group that is left out still gives hashed features here: the net is trained without such a choice.
pub(crate) fn prepare<'g>(
    annotated: &'g AnnotatedArticle,
    known: WordKnowledge<'_>,
    numbering: &mut FeatureNumbering,
    without: &[FeatureGroup],
) -> PreparedArticle<'g> {
    let document = text::read(&annotated.article);
    let words = DocumentWords::new(&document, known.lexicon);
    let names = annotated.names.iter().map(|name| (name.span, name.kind));
    let labels: Vec<u8> = label::of(&document, names)
        .into_iter()
        .map(|label| label as u8)
        .collect();
    let mut sequences = Vec::with_capacity(document.sentences.len());
    let mut hashed_features = vec![Vec::new(); document.tokens.len()];
    for range in &document.sentences {
        let row: Vec<&AnalyzedWord> = range.clone().map(|at| words.at(at)).collect();
        let line = features::line(&document, range.start);
        let positions = features::positions(&row, line, known.phrases);
        let sentence = features::SentenceWords {
            words: &row,
            positions: &positions,
        };
        for (at, hashed_features) in hashed_features[range.clone()].iter_mut().enumerate() {
            features::token_features(&sentence, at, &mut |group: FeatureGroup, feature: u64| {
                if group.is_net_input() {
                    hashed_features.push(feature);
                }
            });
        }
        let mut sequence = sequence(&sentence, numbering, without);
        sequence.labels = labels[range.clone()].to_vec();
        sequences.push(sequence);
    }
    PreparedArticle {
        annotated,
        document,
        words,
        sequences,
        hashed_features,
    }
}

/// The numbered features of one sentence, without labels.
fn sequence(
    sentence: &features::SentenceWords<'_>,
    numbering: &mut FeatureNumbering,
    without: &[FeatureGroup],
) -> Sequence {
    let FeatureNumbering { tokens, steps } = numbering;
    let mut sequence = Sequence::default();
    for at in 0..sentence.words.len() {
        let mut sink = |group: FeatureGroup, feature: u64| {
            if !without.contains(&group) {
                sequence.features.push(tokens.number(feature));
            }
        };
        for distance in -features::WINDOW..=features::WINDOW {
            let near = at.checked_add_signed(distance);
            if let Some(word) = near.and_then(|near| sentence.words.get(near)) {
                features::word_features(word, distance, &mut sink);
            }
        }
        features::token_features(sentence, at, &mut sink);
        sequence.ends.push(sequence.features.len() as u32);
        let mut sink = |feature| sequence.steps.push(steps.number(feature));
        sink(features::TRANSITION_BIAS);
        features::transition_features(sentence, at, &mut sink);
        sequence.step_ends.push(sequence.steps.len() as u32);
    }
    sequence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_features_fall_away_and_the_rest_close_up() {
        let mut numbers = FeatureNumbers::default();
        for feature in [7, 8, 9, 7, 9] {
            numbers.number(feature);
        }
        assert_eq!(numbers.prune(2), [0, u32::MAX, 1]);
        assert_eq!(numbers.list, [7, 9]);
        assert_eq!(numbers.number(9), 1);
    }
}
