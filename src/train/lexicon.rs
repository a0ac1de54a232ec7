//! News → the words of the model's lexicon, with their proclitics, frequencies, clusters and vectors.
//!
//! Lists and silver labels are added later, in [`gazetteer`](super::gazetteer) and
//! [`silver`](super::silver).

use super::clusters::clusters;
use super::knowledge::Knowledge;
use super::news::News;
use super::vectors::{LENGTH, WordVector, vectors};
use super::words::{hash, stems};
use crate::entities::lexicon::LexiconEntry;
use crate::entities::net::VECTOR_SCALE;

/// Fewest occurrences of a word that is known.
const LEAST: u32 = 4;

/// Fewest occurrences of a stem whose vector goes into the model: those of rarer ones are learned badly and would
/// make half the file.
const LEAST_VECTOR: u32 = 8;

/// What a vector of length 1 is multiplied with, so that its numbers lie about 1.
const SPREAD: f32 = 4.0;

/// Clusters of each grain.
const GRAINS: [usize; 3] = [64, 300, 1200];

/// What is added to the seed for the vectors and for the clusters: each has its own row of numbers.
const SEEDS: [u64; 2] = [2, 4];

/// The words, by the hash of their letters, and their vectors.
///
/// The frequent stems with their clusters and vectors; and the frequent words that carry proclitics.
pub(crate) fn build(news: &News, seed: u64) -> Knowledge {
    let stems = stems(news);
    let vectors = vectors(&stems, LEAST, seed + SEEDS[0]);
    let grains = GRAINS.map(|count| clusters(&vectors, count, seed + SEEDS[1]));
    let mut knowledge = Knowledge::default();
    // The most frequent first: a file numbers no more vectors than [`LexiconEntry::vector`] counts.
    let mut order: Vec<usize> = (0..stems.words.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(stems.counts[i]));
    for i in order {
        if stems.counts[i] >= LEAST {
            let vector = vectors[i].filter(|_| stems.counts[i] >= LEAST_VECTOR);
            let word = LexiconEntry {
                frequency: frequency(stems.counts[i]),
                clusters: std::array::from_fn(|grain| grains[grain][i]),
                vector: vector.map_or(0, |vector| number(&mut knowledge.vectors, &vector)),
                ..LexiconEntry::default()
            };
            knowledge.words.insert(hash(&stems.words[i]), word);
        }
    }
    for (i, word) in news.words.iter().enumerate() {
        if news.counts[i] >= LEAST && stems.cut[i] > 0 {
            let entry = knowledge.words.entry(hash(word)).or_default();
            if entry.frequency == 0 {
                entry.frequency = frequency(news.counts[i]);
                entry.cut = stems.cut[i];
            }
        }
    }
    knowledge
}

/// Adds a vector; its number plus one, or 0 where there are as many as [`LexiconEntry::vector`] can count.
fn number(vectors: &mut Vec<[u8; LENGTH]>, vector: &WordVector) -> u16 {
    let Ok(number) = u16::try_from(vectors.len() + 1) else {
        return 0;
    };
    vectors.push(quantize(vector));
    number
}

/// A vector in signed bytes, as the net reads it.
fn quantize(vector: &WordVector) -> [u8; LENGTH] {
    vector.map(|value| {
        let steps = (value * SPREAD / VECTOR_SCALE).round().clamp(-127.0, 127.0);
        (steps as i8).cast_unsigned()
    })
}

/// A count, which is not 0, as [`LexiconEntry::frequency`].
const fn frequency(count: u32) -> u8 {
    count.ilog2() as u8 + 1
}
