//! A document and a model → the label of every token.
//!
//! What one word is worth at each distance is summed once for a word and kept:
//! a word comes three times in an article on average.

#![expect(
    clippy::cast_possible_truncation,
    reason = "an article has far less than 2^32 distinct words"
)]

use std::collections::HashMap;

use super::article::Outline;
use super::atoms::{Atom, atom};
use super::chain::{self, Edges, Marginals, free_edges};
use super::features::{self, Group, REACH, Sentence};
use super::label::{LABELS, Row};
use super::lexicon::Lexicon;
use super::model::{Model, Nodes, Sums, Tagger};
use super::phrases::Phrases;
use crate::text::Document;

/// Distances at which a word counts.
const DISTANCES: usize = 2 * REACH as usize + 1;

/// A document's words, each distinct one once.
pub(crate) struct Words {
    /// The distinct words.
    pub(crate) atoms: Vec<Atom>,
    /// For each token, its word in `atoms`.
    pub(crate) of: Vec<u32>,
}

impl Words {
    /// Looks every word of `document` up.
    pub(crate) fn new(document: &Document<'_>, lexicon: Lexicon<'_>) -> Self {
        let mut seen: HashMap<&str, u32> = HashMap::new();
        let mut atoms = Vec::new();
        let of = (0..document.tokens.len())
            .map(|at| {
                *seen.entry(document.word(at)).or_insert_with(|| {
                    atoms.push(atom(document, at, lexicon));
                    atoms.len() as u32 - 1
                })
            })
            .collect();
        Self { atoms, of }
    }

    /// The word of token `at`.
    pub(crate) fn atom(&self, at: usize) -> &Atom {
        &self.atoms[self.of[at] as usize]
    }

    /// What each distinct word is worth at each distance.
    fn worth(&self, nodes: &Nodes<'_>) -> Vec<[Sums; DISTANCES]> {
        self.atoms
            .iter()
            .map(|atom| {
                std::array::from_fn(|d| {
                    let mut sums = [0; LABELS];
                    let mut sink = |_: Group, feature: u64| nodes.add(feature, &mut sums);
                    features::of_word(atom, d.cast_signed() - REACH, &mut sink);
                    sums
                })
            })
            .collect()
    }
}

/// Scores of all tokens' labels and steps by one pass.
struct Scores {
    nodes: Vec<Row>,
    edges: Vec<Edges>,
}

fn scores(
    document: &Document<'_>,
    words: &Words,
    tagger: &Tagger<'_>,
    phrases: Phrases<'_>,
    outline: Option<&Outline>,
) -> Scores {
    let worth = words.worth(&tagger.nodes);
    let mut scores = Scores {
        nodes: Vec::with_capacity(words.of.len()),
        edges: Vec::with_capacity(words.of.len()),
    };
    for range in &document.sentences {
        let atoms: Vec<&Atom> = range.clone().map(|at| words.atom(at)).collect();
        let places = features::places(&atoms, features::line(document, range.start), phrases);
        let sentence = Sentence {
            atoms: &atoms,
            places: &places,
        };
        for at in 0..atoms.len() {
            let mut sums = [0; LABELS];
            for (d, near) in (at.cast_signed() - REACH..=at.cast_signed() + REACH).enumerate() {
                if let Some(near) = usize::try_from(near)
                    .ok()
                    .filter(|&near| near < atoms.len())
                {
                    let more = &worth[words.of[range.start + near] as usize][d];
                    for (sum, more) in sums.iter_mut().zip(more) {
                        *sum += more;
                    }
                }
            }
            let mut sink = |_: Group, feature: u64| tagger.nodes.add(feature, &mut sums);
            features::of_place(&sentence, at, &mut sink);
            if let Some(outline) = outline {
                outline.features(words, range.clone(), range.start + at, &mut sink);
            }
            scores.nodes.push(tagger.nodes.scores(&sums));
            let mut edge = free_edges();
            features::of_step(&sentence, at, &mut |feature| {
                tagger.steps.add(feature, &mut edge);
            });
            scores.edges.push(edge);
        }
    }
    scores
}

/// The labels of all tokens, by both passes.
pub(crate) fn tag(document: &Document<'_>, words: &Words, model: &Model<'_>) -> Vec<usize> {
    let first = scores(document, words, &model.first, model.phrases, None);
    let mut rows = Vec::with_capacity(words.of.len());
    let mut marginals = Marginals::default();
    for range in &document.sentences {
        marginals.compute(
            &first.nodes[range.clone()],
            &first.edges[range.clone()],
            false,
        );
        rows.extend_from_slice(&marginals.nodes);
    }
    let outline = Outline::new(document, words, rows);
    best(
        document,
        &scores(
            document,
            words,
            &model.second,
            model.phrases,
            Some(&outline),
        ),
    )
}

/// The labels of all tokens by the first pass alone.
#[cfg(feature = "train")]
pub(crate) fn tag_once(document: &Document<'_>, words: &Words, model: &Model<'_>) -> Vec<usize> {
    best(
        document,
        &scores(document, words, &model.first, model.phrases, None),
    )
}

fn best(document: &Document<'_>, scores: &Scores) -> Vec<usize> {
    document
        .sentences
        .iter()
        .flat_map(|range| chain::best(&scores.nodes[range.clone()], &scores.edges[range.clone()]))
        .collect()
}
