//! Articles → sentences of numbered features with their right labels.

use std::collections::HashMap;

use super::corpus::Gold;
use super::crf::Sequence;
use crate::entities::atoms::Atom;
use crate::entities::features::{self, Group};
use crate::entities::label::{self, OUTSIDE};
use crate::entities::lexicon::Lexicon;
use crate::entities::phrases::Phrases;
use crate::entities::tagger::Words;
use crate::text::{self, Document};

/// Numbers for features, given in the order of their first sight.
#[derive(Default)]
pub(crate) struct Numbers {
    of: HashMap<u64, u32>,
    /// The features themselves.
    pub(crate) list: Vec<u64>,
    /// How often each was seen.
    pub(crate) seen: Vec<u32>,
}

impl Numbers {
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
}

impl Numbers {
    /// Drops features seen less than `least` times; gives the new number of each old one, `u32::MAX` for none.
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

/// What is known of words and phrases.
#[derive(Clone, Copy)]
pub(crate) struct Known<'m> {
    pub(crate) lexicon: Lexicon<'m>,
    pub(crate) phrases: Phrases<'m>,
}

/// An article ready for training.
pub(crate) struct Prepared<'g> {
    pub(crate) gold: &'g Gold,
    pub(crate) document: Document<'g>,
    pub(crate) words: Words,
    /// One for each sentence of the document.
    pub(crate) sequences: Vec<Sequence>,
}

/// Reads an article and numbers the features that stay the same in every pass.
pub(crate) fn prepare<'g>(
    gold: &'g Gold,
    known: Known<'_>,
    tokens: &mut Numbers,
    steps: &mut Numbers,
    without: &[Group],
) -> Prepared<'g> {
    let document = text::read(&gold.article);
    let words = Words::new(&document, known.lexicon);
    let labels = labels(gold, &document);
    let mut sequences = Vec::new();
    for range in &document.sentences {
        let refs: Vec<&Atom> = range.clone().map(|at| words.atom(at)).collect();
        let line = features::line(&document, range.start);
        let places = features::places(&refs, line, known.phrases);
        let sentence = features::Sentence {
            atoms: &refs,
            places: &places,
        };
        let mut sequence = Sequence::default();
        for at in 0..refs.len() {
            let mut sink = |group: Group, feature: u64| {
                if !without.contains(&group) {
                    sequence.features.push(tokens.number(feature));
                }
            };
            for distance in -features::REACH..=features::REACH {
                if let Some(i) = at.checked_add_signed(distance).filter(|&i| i < refs.len()) {
                    features::of_word(refs[i], distance, &mut sink);
                }
            }
            features::of_place(&sentence, at, &mut sink);
            sequence.ends.push(sequence.features.len() as u32);
            features::of_step(&sentence, at, &mut |feature| {
                sequence.steps.push(steps.number(feature))
            });
            sequence.step_ends.push(sequence.steps.len() as u32);
        }
        sequence.labels = labels[range.clone()].to_vec();
        sequences.push(sequence);
    }
    Prepared {
        gold,
        document,
        words,
        sequences,
    }
}

/// The right label of each token.
fn labels(gold: &Gold, document: &Document<'_>) -> Vec<u8> {
    let mut labels = vec![OUTSIDE as u8; document.tokens.len()];
    for name in &gold.names {
        let mut first = true;
        for at in document.token_at(name.span.start)..document.tokens.len() {
            let token = document.tokens[at].span;
            if token.start >= name.span.end {
                break;
            }
            labels[at] = if first {
                label::begin(name.kind)
            } else {
                label::inside(name.kind)
            } as u8;
            first = false;
        }
    }
    labels
}
