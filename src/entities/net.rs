//! Words around a token → more scores of its labels: a small feed-forward net over word vectors whose
//! scores are added to those of the second pass.
//!
//! A word enters as its vector (learned from the words around it in news), the lexicon's facts and
//! its letter n-grams. The first layer sees two words on both sides, the second one more.
//! Quotation marks, known phrases, head words and the rest of the article enter as *hashed features*:
//! the feature's hash chooses a row of the first layer
//! ([`FeatureGroup::is_net_input`](super::features::FeatureGroup::is_net_input)). What a word adds to
//! the first layer is computed once for each distinct word of an article.
//!
//! The weights are read in place. The net knows no text; it is given analyzed words and indices.
//!
//! # Format
//!
//! Numbers are little-endian, `f32` is IEEE 754. A *scale* is what a signed byte is multiplied with.
//!
//! | section | content |
//! |---|---|
//! | vectors | [`VECTOR`] signed bytes a word, of scale [`VECTOR_SCALE`] |
//! | rows | a scale (`f32`) and [`NGRAM_ROWS`] rows of [`NGRAM_WIDTH`] signed bytes for letters; a scale and [`HASHED_ROWS`] rows of [`HIDDEN`] for hashed features |
//! | layers | `f32` in the order of [`SIZES`] |

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a hash is cut to the number of a row on purpose; a word has at most some hundred letters"
)]

mod contributions;

use fearless_simd::{Level, dispatch};

use super::analyzed_word::AnalyzedWord;
use super::chain::{TransitionScores, permitted_transitions};
use super::gazetteers::GAZETTEER_LISTS;
use super::label::{LABELS, LabelScores};
use super::scope::ScoringScope;
use super::window::{FIRST_WINDOW, SECOND_WINDOW};
use crate::hash::combine;
pub(crate) use contributions::FeatureContributions;

/// Length of a word's vector.
pub(crate) const VECTOR: usize = 64;
/// Scale of a vector's bytes.
pub(crate) const VECTOR_SCALE: f32 = 0.025;
/// Shapes of a token ([`Shape`](super::analyzed_word::Shape)).
const SHAPES: usize = 16;
/// Combinations of proclitics that the net tells apart.
const CLITICS: usize = 8;
/// Facts of a word besides its vector: whether it has one, how frequent it is, how often it is each
/// kind of name (and the root of that), how many people bear it, lists, shape, proclitics, whether it
/// ends in ي, and how long it is.
pub(crate) const WORD_FACTS: usize =
    1 + 1 + 6 + 1 + GAZETTEER_LISTS as usize + SHAPES + CLITICS + 1 + 1;
/// Rows for letter n-grams.
pub(crate) const NGRAM_ROWS: usize = 8192;
/// Length of a row for letter n-grams.
pub(crate) const NGRAM_WIDTH: usize = 24;
/// Length of a word's input.
pub(crate) const INPUT: usize = VECTOR + WORD_FACTS + NGRAM_WIDTH;
/// Length of a word's projected input, which the first layer sees.
pub(crate) const PROJECTED: usize = 32;
/// Width of the two hidden layers.
pub(crate) const HIDDEN: usize = 64;
/// Rows for hashed features.
pub(crate) const HASHED_ROWS: usize = 8192;

/// Sizes of the layers, in numbers.
///
/// From a word's input and a one to its projection; from the projections of the window to the first
/// layer; from the first layers of the window to the second; from the second, the first and a one to
/// the labels; transition scores of a label (inner) behind another (outer).
pub(crate) const SIZES: [usize; 5] = [
    (INPUT + 1) * PROJECTED,
    FIRST_WINDOW * PROJECTED * HIDDEN,
    SECOND_WINDOW * HIDDEN * HIDDEN,
    (2 * HIDDEN + 1) * LABELS,
    LABELS * LABELS,
];

/// A hidden layer at one token.
pub(crate) type HiddenLayer = [f32; HIDDEN];

/// An `f32` in the model's bytes.
type FloatBytes = [u8; 4];

/// The net's weights, in the model's bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntityNet<'m> {
    vectors: &'m [[u8; VECTOR]],
    ngrams: QuantizedRows<'m, NGRAM_WIDTH>,
    hashed: QuantizedRows<'m, HIDDEN>,
    project: &'m [FloatBytes],
    first: &'m [FloatBytes],
    second: &'m [FloatBytes],
    output: &'m [FloatBytes],
    /// Scores of a label behind another.
    transitions: TransitionScores,
}

/// Rows of signed bytes with one scale.
#[derive(Clone, Copy, Debug)]
struct QuantizedRows<'m, const LENGTH: usize> {
    rows: &'m [[u8; LENGTH]],
    scale: f32,
}

impl<'m, const LENGTH: usize> QuantizedRows<'m, LENGTH> {
    /// Splits `count` rows and their scale off the front of `bytes`.
    fn split(bytes: &'m [u8], count: usize) -> Option<(Self, &'m [u8])> {
        let (scale, rest) = bytes.split_first_chunk::<4>()?;
        let (rows, rest) = rest.split_at_checked(count * LENGTH)?;
        let rows = Self {
            rows: rows.as_chunks().0,
            scale: f32::from_le_bytes(*scale),
        };
        Some((rows, rest))
    }

    /// Adds a row, multiplied with `factor`; nothing for a row that is not there.
    #[inline]
    fn add(&self, row: usize, factor: f32, sum: &mut [f32; LENGTH]) {
        let scale = factor * self.scale;
        if let Some(row) = self.rows.get(row) {
            for (sum, byte) in sum.iter_mut().zip(row) {
                *sum += f32::from(byte.cast_signed()) * scale;
            }
        }
    }
}

impl<'m> EntityNet<'m> {
    /// Reads the net's sections; `None` where one has not its size.
    pub(crate) fn new(vectors: &'m [u8], rows: &'m [u8], layers: &'m [u8]) -> Option<Self> {
        let (ngrams, rest) = QuantizedRows::split(rows, NGRAM_ROWS)?;
        let (hashed, rest) = QuantizedRows::split(rest, HASHED_ROWS)?;
        let (vectors, more) = vectors.as_chunks();
        let (mut layers, most) = layers.as_chunks::<4>();
        if !rest.is_empty() || !more.is_empty() || !most.is_empty() {
            return None;
        }
        let mut take = |size: usize| {
            let (layer, rest) = layers.split_at_checked(size)?;
            layers = rest;
            Some(layer)
        };
        let [project, first, second, output, pairs] = SIZES.map(&mut take);
        let mut transitions = permitted_transitions();
        for (score, weight) in transitions.iter_mut().flatten().zip(pairs?) {
            *score += weight.value();
        }
        let read = Self {
            vectors,
            ngrams,
            hashed,
            project: project?,
            first: first?,
            second: second?,
            output: output?,
            transitions,
        };
        layers.is_empty().then_some(read)
    }

    /// The input of a word, and a one, by which the bias is multiplied.
    fn input(&self, word: &AnalyzedWord) -> [f32; INPUT + 1] {
        let mut input = [0.0; INPUT + 1];
        let (dense, letters) = input.split_at_mut(VECTOR + WORD_FACTS);
        let vector = usize::from(word.entry.vector).checked_sub(1);
        write_facts(word, vector.and_then(|at| self.vectors.get(at)), dense);
        if let Some(sum) = letters.first_chunk_mut() {
            let ngrams = ngrams(word);
            let scale = ngram_scale(ngrams.len());
            for row in ngrams {
                self.ngrams.add(row as usize, scale, sum);
            }
        }
        input[INPUT] = 1.0;
        input
    }

    /// Adds a token's hashed features to its first layer.
    ///
    /// In whole numbers, which are scaled once; their sum saturates at 16 bits, which more than 250 of
    /// the greatest would reach.
    pub(crate) fn add_hashed_features<'s>(
        &self,
        indices: impl Iterator<Item = &'s u16>,
        layer: &mut HiddenLayer,
    ) {
        let mut sum = [0_i16; HIDDEN];
        for row in indices.filter_map(|index| self.hashed.rows.get(usize::from(*index))) {
            for (sum, byte) in sum.iter_mut().zip(row) {
                *sum = sum.saturating_add(i16::from(byte.cast_signed()));
            }
        }
        for (value, sum) in layer.iter_mut().zip(sum) {
            *value += f32::from(sum) * self.hashed.scale;
        }
    }

    /// Adds the label scores of a sentence's tokens to `emissions`, for those whose scope is full.
    ///
    /// `first` is the first layer of all tokens before the rectifier, which is applied to it here.
    pub(crate) fn add_emissions(
        &self,
        first: &mut [HiddenLayer],
        scopes: &[ScoringScope],
        emissions: &mut [LabelScores],
    ) {
        dispatch!(Level::new(), _simd => self.emission_kernel(first, scopes, emissions));
    }

    /// [`Self::add_emissions`], compiled for each instruction set.
    #[expect(
        clippy::inline_always,
        reason = "only so is it compiled for the instruction set at hand"
    )]
    #[inline(always)]
    fn emission_kernel(
        &self,
        first: &mut [HiddenLayer],
        scopes: &[ScoringScope],
        emissions: &mut [LabelScores],
    ) {
        for value in first.as_flattened_mut() {
            *value = value.max(0.0);
        }
        let (from_second, rest) = self.output.split_at(HIDDEN * LABELS);
        let (from_first, bias) = rest.split_at(HIDDEN * LABELS);
        for (at, emission) in emissions.iter_mut().enumerate() {
            if scopes[at] != ScoringScope::Full {
                continue;
            }
            let mut second = [0.0; HIDDEN];
            for (near, weights) in (at..).zip(self.second.chunks_exact(HIDDEN * HIDDEN)) {
                let near = near.checked_sub(SECOND_WINDOW / 2);
                if let Some(near) = near.and_then(|near| first.get(near)) {
                    multiply(&mut second, weights, near);
                }
            }
            for value in &mut second {
                *value = value.max(0.0);
            }
            multiply(emission, from_second, &second);
            multiply(emission, from_first, &first[at]);
            multiply(emission, bias, &[1.0]);
        }
    }

    /// Adds the scores of a label behind another to the transitions of every token.
    pub(crate) fn add_transitions(&self, transitions: &mut [TransitionScores]) {
        for scores in transitions {
            let own = self.transitions.iter().flatten();
            for (score, more) in scores.iter_mut().flatten().zip(own) {
                *score += more;
            }
        }
    }
}

/// A weight, as the model's bytes or the trainer hold it.
pub(crate) trait Weight: Copy {
    /// Its value.
    fn value(self) -> f32;
}

impl Weight for f32 {
    #[inline]
    fn value(self) -> f32 {
        self
    }
}

impl Weight for FloatBytes {
    #[inline]
    fn value(self) -> f32 {
        f32::from_le_bytes(self)
    }
}

/// Adds `input` times the rows of `weights` to `sum`.
///
/// Half of a layer is zero; the rest goes four rows at a time, so that the sum is read and written a
/// quarter as often (measured: half the time). Four products are added in pairs, so the order of
/// additions, and with it every bit of the result, is the same on all processors.
#[expect(
    clippy::inline_always,
    reason = "only so is it compiled for the instruction set at hand"
)]
#[inline(always)]
pub(crate) fn multiply<const N: usize>(sum: &mut [f32; N], weights: &[impl Weight], input: &[f32]) {
    let rows = weights.as_chunks::<N>().0;
    let mut kept = [0; INPUT + 1];
    let mut count = 0;
    for (at, value) in input.iter().enumerate().take(kept.len().min(rows.len())) {
        // Written each time, and kept or overwritten: a branch would be mispredicted half the time.
        kept[count] = at;
        count += usize::from(*value != 0.0);
    }
    let (fours, rest) = kept[..count].as_chunks::<4>();
    for four in fours {
        let [a, b, c, d] = four.map(|at| (input[at], &rows[at]));
        for (at, sum) in sum.iter_mut().enumerate() {
            let of = |(value, row): (f32, &[_; N])| value * Weight::value(row[at]);
            *sum += (of(a) + of(b)) + (of(c) + of(d));
        }
    }
    for &at in rest {
        for (sum, weight) in sum.iter_mut().zip(&rows[at]) {
            *sum += input[at] * weight.value();
        }
    }
}

/// Writes a word's vector and facts into `dense`, which has their length and is all zero.
pub(crate) fn write_facts(word: &AnalyzedWord, vector: Option<&[u8; VECTOR]>, dense: &mut [f32]) {
    let Some((numbers, facts)) = dense.split_first_chunk_mut::<VECTOR>() else {
        return;
    };
    let Some(facts) = facts.first_chunk_mut::<WORD_FACTS>() else {
        return;
    };
    let entry = &word.entry;
    match vector {
        Some(vector) => {
            for (number, byte) in numbers.iter_mut().zip(vector) {
                *number = f32::from(byte.cast_signed()) * VECTOR_SCALE;
            }
        }
        None => facts[0] = 1.0,
    }
    facts[1] = f32::from(entry.frequency) / 10.0;
    for (pair, share) in facts[2..8].chunks_exact_mut(2).zip(entry.kinds) {
        let share = f32::from(share) / 255.0;
        pair.copy_from_slice(&[share, share.sqrt()]);
    }
    facts[8] = f32::from(entry.name_count) / 8.0;
    let (_, rest) = facts.split_at_mut(9);
    let (lists, rest) = rest.split_at_mut(usize::from(GAZETTEER_LISTS));
    for (list, fact) in lists.iter_mut().enumerate() {
        *fact = f32::from(entry.lists >> list & 1);
    }
    let (shapes, rest) = rest.split_at_mut(SHAPES);
    if let Some(fact) = shapes.get_mut(word.shape as usize) {
        *fact = 1.0;
    }
    let (clitics, rest) = rest.split_at_mut(CLITICS);
    if word.cut > 0 {
        clitics[usize::from(word.clitic) % CLITICS] = 1.0;
    }
    rest[0] = f32::from(u8::from(word.letters.last() == Some(&'ي')));
    rest[1] = (word.letters.len() as f32 / 10.0).min(1.5);
}

/// The rows of a word's letter n-grams: every two, three and four letters, word ends included.
///
/// N-grams whose hashes agree share a row. None for numbers, punctuation and single letters.
pub(crate) fn ngrams(word: &AnalyzedWord) -> Vec<u32> {
    if word.letters.len() < 2 {
        return Vec::new();
    }
    let mut letters = vec![1u64];
    letters.extend(word.letters.iter().map(|c| u64::from(u32::from(*c))));
    letters.push(2);
    let mut rows = Vec::with_capacity(3 * letters.len());
    for n in 2..=4 {
        rows.extend(letters.windows(n).map(|ngram| {
            let hash = ngram.iter().fold(n as u64, |hash, c| combine(hash, *c));
            (hash % NGRAM_ROWS as u64) as u32
        }));
    }
    rows
}

/// What a sum of `count` n-gram rows is multiplied with, so that long words do not count more: a sum of
/// random rows grows with the root of their number.
pub(crate) fn ngram_scale(count: usize) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}

/// The row of a hashed feature. Features whose hashes agree in their low bits share a row.
#[inline]
pub(crate) const fn hashed_index(feature: u64) -> u16 {
    (feature % HASHED_ROWS as u64) as u16
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "small whole numbers and halves are exact")]
mod tests {
    use super::*;
    use crate::entities::analyzed_word::Shape;
    use crate::entities::lexicon::LexiconEntry;

    #[test]
    fn every_fact_has_its_index() {
        let word = AnalyzedWord {
            whole: 0,
            stem: 0,
            cut: 1,
            clitic: 3,
            shape: Shape::Definite,
            letters: "الجدي".chars().collect(),
            entry: LexiconEntry {
                lists: 0b101,
                frequency: 5,
                kinds: [255, 0, 0],
                name_count: 8,
                ..LexiconEntry::default()
            },
        };
        let mut dense = vec![0.0; VECTOR + WORD_FACTS];
        write_facts(&word, Some(&[2; VECTOR]), &mut dense);
        assert!(dense[..VECTOR].iter().all(|n| *n == 2.0 * VECTOR_SCALE));
        let facts = &dense[VECTOR..];
        assert_eq!(facts[..9], [0.0, 0.5, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
        let lists = 9 + usize::from(GAZETTEER_LISTS);
        assert_eq!(facts[9..12], [1.0, 0.0, 1.0]);
        assert_eq!(facts[lists..lists + SHAPES].iter().sum::<f32>(), 1.0);
        assert_eq!(facts[lists + Shape::Definite as usize], 1.0);
        assert_eq!(facts[lists + SHAPES + 3], 1.0);
        assert_eq!(facts[WORD_FACTS - 2..], [1.0, 0.5]);
        dense.fill(0.0);
        write_facts(&word, None, &mut dense);
        assert_eq!(dense[VECTOR], 1.0);
    }

    #[test]
    fn multiplication_adds_rows() {
        let mut sum = [1.0, 1.0];
        multiply(&mut sum, &[1.0, 2.0, 3.0, 4.0], &[10.0, 0.5]);
        assert_eq!(sum, [12.5, 23.0]);
        // Four at a time, and what is left over, give the same as one after the other.
        for length in 0..12u8 {
            let input: Vec<f32> = (0..length).map(|i| f32::from(i % 3)).collect();
            let weights: Vec<f32> = (0..2 * length).map(f32::from).collect();
            let mut sum = [0.0; 2];
            multiply(&mut sum, &weights, &input);
            let rows = input.iter().zip(weights.chunks(2));
            let slow = rows.fold([0.0, 0.0], |[a, b], (v, row)| {
                [a + v * row[0], b + v * row[1]]
            });
            assert_eq!(sum, slow, "{length}");
        }
    }

    #[test]
    fn sections_of_another_size_are_no_net() {
        let rows = vec![0; 4 + NGRAM_ROWS * NGRAM_WIDTH + 4 + HASHED_ROWS * HIDDEN];
        let layers = vec![0; 4 * SIZES.iter().sum::<usize>()];
        assert!(EntityNet::new(&[0; VECTOR], &rows, &layers).is_some());
        assert!(EntityNet::new(&[0; VECTOR + 1], &rows, &layers).is_none());
        assert!(EntityNet::new(&[], &rows[1..], &layers).is_none());
        assert!(EntityNet::new(&[], &rows, &layers[4..]).is_none());
        assert!(EntityNet::new(&[], &[], &[]).is_none());
    }
}
