//! News → the words of the model's lexicon, with their proclitics, frequencies and clusters.
//!
//! Lists and what silver labels tell come later, in [`gazetteer`](super::gazetteer) and
//! [`silver`](super::silver).

use std::collections::BTreeMap;

use super::clusters::clusters;
use super::news::News;
use super::vectors::vectors;
use super::words::{hash, stems};
use crate::entities::lexicon::Word;

/// Fewest occurrences of a word that is known.
const LEAST: u32 = 4;

/// Clusters of each grain.
const GRAINS: [usize; 3] = [64, 300, 1200];

/// What is added to the seed for the vectors and for the clusters: each has its own row of numbers.
const SEEDS: [u64; 2] = [2, 4];

/// The words, by the hash of their letters.
///
/// The frequent stems with their clusters; and the frequent words that carry proclitics.
pub(crate) fn build(news: &News, seed: u64) -> BTreeMap<u64, Word> {
    let stems = stems(news);
    let vectors = vectors(&stems, LEAST, seed + SEEDS[0]);
    let grains = GRAINS.map(|count| clusters(&vectors, count, seed + SEEDS[1]));
    let mut words: BTreeMap<u64, Word> = BTreeMap::new();
    for (i, stem) in stems.words.iter().enumerate() {
        if stems.counts[i] >= LEAST {
            let word = Word {
                frequency: frequency(stems.counts[i]),
                clusters: std::array::from_fn(|grain| grains[grain][i]),
                ..Word::default()
            };
            words.insert(hash(stem), word);
        }
    }
    for (i, word) in news.words.iter().enumerate() {
        if news.counts[i] >= LEAST && stems.cut[i] > 0 {
            let entry = words.entry(hash(word)).or_default();
            if entry.frequency == 0 {
                entry.frequency = frequency(news.counts[i]);
                entry.cut = stems.cut[i];
            }
        }
    }
    words
}

/// A count, which is not 0, as [`Word::frequency`].
const fn frequency(count: u32) -> u8 {
    count.ilog2() as u8 + 1
}
