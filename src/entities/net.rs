//! A document's words → more scores of their labels: a small net over word
//! vectors that adds its opinion to the second pass.
//!
//! A word is its vector (learned from what stands around it in news), the
//! lexicon's facts and its rows of letters. Two layers look at two words on
//! both sides and then at one more; quotation marks, known phrases, head words and
//! the rest of the article come in as rows of their own, the *spots*
//! ([`Group::is_spot`](super::features::Group::is_spot)). What a word gives to
//! the first layer is worked out once for each distinct word of an article.
//!
//! The weights are read in place; the net knows no tokens and no text.
//!
//! # Format
//!
//! Numbers are little-endian, `f32` is IEEE 754.
//!
//! | section | what |
//! |---|---|
//! | vectors | [`VECTOR`] signed bytes a word, in steps of [`VECTOR_STEP`] |
//! | rows | a step (`f32`) and [`GRAMS`] rows of [`GRAM`] signed bytes for letters; a step and [`SPOTS`] rows of [`HIDDEN`] for spots |
//! | layers | `f32` in the order of [`SIZES`] |

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a hash is cut to the number of a row on purpose; a word has at most some hundred letters"
)]

mod gifts;

use pulp::{Arch, NullaryFnOnce};

use super::atoms::Atom;
use super::chain::{Edges, free_edges};
use super::doubt::Look;
use super::hash::mix;
use super::label::{LABELS, Row};
use super::lists::LISTS;
pub(crate) use gifts::Gifts;

/// Length of a word's vector.
pub(crate) const VECTOR: usize = 64;
/// Step between two numbers of a vector.
pub(crate) const VECTOR_STEP: f32 = 0.025;
/// Kinds of token that the net tells apart ([`Shape`](super::atoms::Shape)).
const SHAPES: usize = 16;
/// Kinds of proclitics that it tells apart.
const CLITICS: usize = 8;
/// Facts of a word besides its vector: whether it has one, how frequent it is, how often it is each
/// kind of name (and the root of that), how many people bear it, lists, shape, proclitics, whether it ends in ي,
/// and how long it is.
pub(crate) const FACTS: usize = 1 + 1 + 6 + 1 + LISTS as usize + SHAPES + CLITICS + 1 + 1;
/// Rows for letters.
pub(crate) const GRAMS: usize = 8192;
/// Length of a row for letters.
pub(crate) const GRAM: usize = 24;
/// All that the net is told of a word.
pub(crate) const INPUT: usize = VECTOR + FACTS + GRAM;
/// Length of a word as the first layer sees it.
pub(crate) const MIDDLE: usize = 32;
/// Words that the first layer looks at: two on both sides.
pub(crate) const NEAR: usize = 5;
/// Width of the two layers.
pub(crate) const HIDDEN: usize = 64;
/// Words that the second layer looks at: one on both sides.
pub(crate) const NEXT: usize = 3;
/// Rows for spots.
pub(crate) const SPOTS: usize = 8192;

/// Sizes of the layers.
///
/// From a word's input and a one to its middle; from the middles of the words around to the first layer; from the
/// first layer around to the second; from the second, the first and a one to the labels; scores of a label (inner)
/// behind another (outer).
pub(crate) const SIZES: [usize; 5] = [
    (INPUT + 1) * MIDDLE,
    NEAR * MIDDLE * HIDDEN,
    NEXT * HIDDEN * HIDDEN,
    (2 * HIDDEN + 1) * LABELS,
    LABELS * LABELS,
];

/// A layer at one token.
pub(crate) type Layer = [f32; HIDDEN];

/// A number in the model's bytes.
type Bytes = [u8; 4];

/// The net's weights, in the model's bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Net<'m> {
    vectors: &'m [[u8; VECTOR]],
    grams: Rows<'m, GRAM>,
    spots: Rows<'m, HIDDEN>,
    project: &'m [Bytes],
    near: &'m [Bytes],
    next: &'m [Bytes],
    out: &'m [Bytes],
    /// Scores of a label behind another.
    edges: Edges,
}

/// Rows of signed bytes.
#[derive(Clone, Copy, Debug)]
struct Rows<'m, const LENGTH: usize> {
    rows: &'m [[u8; LENGTH]],
    step: f32,
}

impl<'m, const LENGTH: usize> Rows<'m, LENGTH> {
    /// Splits `count` rows and their step off the front of `bytes`.
    fn split(bytes: &'m [u8], count: usize) -> Option<(Self, &'m [u8])> {
        let (step, rest) = bytes.split_first_chunk::<4>()?;
        let (rows, rest) = rest.split_at_checked(count * LENGTH)?;
        let rows = Self {
            rows: rows.as_chunks().0,
            step: f32::from_le_bytes(*step),
        };
        Some((rows, rest))
    }

    /// Adds `scale` times a row.
    #[inline]
    fn add(&self, row: usize, scale: f32, sum: &mut [f32; LENGTH]) {
        let scale = scale * self.step;
        if let Some(row) = self.rows.get(row) {
            for (sum, byte) in sum.iter_mut().zip(row) {
                *sum += f32::from(byte.cast_signed()) * scale;
            }
        }
    }
}

impl<'m> Net<'m> {
    /// Reads the net's sections; `None` where one has not its size.
    pub(crate) fn new(vectors: &'m [u8], rows: &'m [u8], layers: &'m [u8]) -> Option<Self> {
        let (grams, rest) = Rows::split(rows, GRAMS)?;
        let (spots, rest) = Rows::split(rest, SPOTS)?;
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
        let [project, near, next, out, pairs] = SIZES.map(&mut take);
        let mut edges = free_edges();
        for (score, weight) in edges.iter_mut().flatten().zip(pairs?) {
            *score += weight.value();
        }
        let read = Self {
            vectors,
            grams,
            spots,
            project: project?,
            near: near?,
            next: next?,
            out: out?,
            edges,
        };
        layers.is_empty().then_some(read)
    }

    /// The input of a word, and a one.
    ///
    /// The one at the end carries what a layer adds to any word alike.
    fn input(&self, atom: &Atom) -> [f32; INPUT + 1] {
        let mut input = [0.0; INPUT + 1];
        let (dense, letters) = input.split_at_mut(VECTOR + FACTS);
        let vector = usize::from(atom.word.vector).checked_sub(1);
        facts(atom, vector.and_then(|at| self.vectors.get(at)), dense);
        if let Some(sum) = letters.first_chunk_mut() {
            let grams = grams(atom);
            let scale = gram_scale(grams.len());
            for gram in grams {
                self.grams.add(gram as usize, scale, sum);
            }
        }
        input[INPUT] = 1.0;
        input
    }

    /// Adds a token's spots to its first layer.
    ///
    /// In whole numbers, which are scaled once; their sum stops at the end of 16 bits, which more than 250 of the
    /// greatest would reach.
    pub(crate) fn take<'s>(&self, spots: impl Iterator<Item = &'s u16>, layer: &mut Layer) {
        let mut sum = [0_i16; HIDDEN];
        for row in spots.filter_map(|spot| self.spots.rows.get(usize::from(*spot))) {
            for (sum, byte) in sum.iter_mut().zip(row) {
                *sum = sum.saturating_add(i16::from(byte.cast_signed()));
            }
        }
        for (value, spots) in layer.iter_mut().zip(sum) {
            *value += f32::from(spots) * self.spots.step;
        }
    }

    /// Adds the scores of a sentence's labels to `nodes` for the tokens to look at, from the sums of all tokens' first
    /// layer, which are cut off at nothing here; and those of a label behind another to `edges`.
    pub(crate) fn join(
        &self,
        first: &mut [Layer],
        looks: &[Look],
        (nodes, edges): (&mut [Row], &mut [Edges]),
    ) {
        Arch::new().dispatch(Scoring {
            net: self,
            first,
            looks,
            nodes,
        });
        for edge in edges {
            for (score, more) in edge.iter_mut().flatten().zip(self.edges.iter().flatten()) {
                *score += more;
            }
        }
    }
}

/// [`Net::join`] at work, for the processor at hand.
struct Scoring<'w, 'm> {
    net: &'w Net<'m>,
    first: &'w mut [Layer],
    looks: &'w [Look],
    nodes: &'w mut [Row],
}

impl NullaryFnOnce for Scoring<'_, '_> {
    type Output = ();

    #[expect(
        clippy::inline_always,
        reason = "only so is it compiled for the processor at hand"
    )]
    #[inline(always)]
    fn call(self) {
        for value in self.first.as_flattened_mut() {
            *value = value.max(0.0);
        }
        let (from_second, rest) = self.net.out.split_at(HIDDEN * LABELS);
        let (from_first, own) = rest.split_at(HIDDEN * LABELS);
        for (at, node) in self.nodes.iter_mut().enumerate() {
            if self.looks[at] != Look::At {
                continue;
            }
            let mut second = [0.0; HIDDEN];
            for (near, weights) in (at..).zip(self.net.next.chunks_exact(HIDDEN * HIDDEN)) {
                let near = near.checked_sub(NEXT / 2);
                if let Some(near) = near.and_then(|near| self.first.get(near)) {
                    multiply(&mut second, weights, near);
                }
            }
            for value in &mut second {
                *value = value.max(0.0);
            }
            multiply(node, from_second, &second);
            multiply(node, from_first, &self.first[at]);
            multiply(node, own, &[1.0]);
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

impl Weight for Bytes {
    #[inline]
    fn value(self) -> f32 {
        f32::from_le_bytes(self)
    }
}

/// Adds `input` times the rows of `weights` to `sum`.
///
/// Half of a layer is nothing; the rest goes four rows at a time, so that the sum is read and written a quarter as often
/// (measured: half the time).
#[expect(
    clippy::inline_always,
    reason = "only so is it compiled for the processor at hand"
)]
#[inline(always)]
pub(crate) fn multiply<const N: usize>(sum: &mut [f32; N], weights: &[impl Weight], input: &[f32]) {
    let rows = weights.as_chunks::<N>().0;
    let mut kept = [0; INPUT + 1];
    let mut count = 0;
    for (at, value) in input.iter().enumerate().take(kept.len().min(rows.len())) {
        // Written each time, and kept or written over: a branch would be foretold wrongly half the time.
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

/// Writes a word's vector and facts into `dense`, which has room for both and holds nothing yet.
pub(crate) fn facts(atom: &Atom, vector: Option<&[u8; VECTOR]>, dense: &mut [f32]) {
    let Some((numbers, facts)) = dense.split_first_chunk_mut::<VECTOR>() else {
        return;
    };
    let Some(facts) = facts.first_chunk_mut::<FACTS>() else {
        return;
    };
    let word = &atom.word;
    match vector {
        Some(vector) => {
            for (number, byte) in numbers.iter_mut().zip(vector) {
                *number = f32::from(byte.cast_signed()) * VECTOR_STEP;
            }
        }
        None => facts[0] = 1.0,
    }
    facts[1] = f32::from(word.frequency) / 10.0;
    for (pair, share) in facts[2..8].chunks_exact_mut(2).zip(word.kinds) {
        let share = f32::from(share) / 255.0;
        pair.copy_from_slice(&[share, share.sqrt()]);
    }
    facts[8] = f32::from(word.name_count) / 8.0;
    let (_, rest) = facts.split_at_mut(9);
    let (lists, rest) = rest.split_at_mut(usize::from(LISTS));
    for (list, fact) in lists.iter_mut().enumerate() {
        *fact = f32::from(word.lists >> list & 1);
    }
    let (shapes, rest) = rest.split_at_mut(SHAPES);
    if let Some(fact) = shapes.get_mut(atom.shape as usize) {
        *fact = 1.0;
    }
    let (clitics, rest) = rest.split_at_mut(CLITICS);
    if atom.cut > 0 {
        clitics[usize::from(atom.clitic) % CLITICS] = 1.0;
    }
    rest[0] = f32::from(u8::from(atom.letters.last() == Some(&'ي')));
    rest[1] = (atom.letters.len() as f32 / 10.0).min(1.5);
}

/// The rows for a word's letters: every two, three and four in a row, its ends among them.
///
/// A row is shared by all rows of letters whose hashes agree; training lives with that. None for
/// numbers, marks and single letters.
pub(crate) fn grams(atom: &Atom) -> Vec<u32> {
    if atom.letters.len() < 2 {
        return Vec::new();
    }
    let mut letters = vec![1u64];
    letters.extend(atom.letters.iter().map(|c| u64::from(u32::from(*c))));
    letters.push(2);
    let mut grams = Vec::with_capacity(3 * letters.len());
    for n in 2..=4 {
        grams.extend(letters.windows(n).map(|row| {
            let hash = row.iter().fold(n as u64, |hash, c| mix(hash, *c));
            (hash % GRAMS as u64) as u32
        }));
    }
    grams
}

/// What a sum of `count` rows for letters is multiplied with.
/// So that long words do not shout: a sum of random rows grows with the root of their number.
pub(crate) fn gram_scale(count: usize) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}

/// The row for a feature that is a spot.
/// Features whose hashes agree in their low bits share a row.
#[inline]
pub(crate) const fn spot(feature: u64) -> u16 {
    (feature % SPOTS as u64) as u16
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "small whole numbers and halves are exact")]
mod tests {
    use super::*;
    use crate::entities::atoms::Shape;
    use crate::entities::lexicon::Word;

    #[test]
    fn every_fact_has_its_place() {
        let atom = Atom {
            whole: 0,
            stem: 0,
            cut: 1,
            clitic: 3,
            shape: Shape::Definite,
            letters: "الجدي".chars().collect(),
            word: Word {
                lists: 0b101,
                frequency: 5,
                kinds: [255, 0, 0],
                name_count: 8,
                ..Word::default()
            },
        };
        let mut dense = vec![0.0; VECTOR + FACTS];
        facts(&atom, Some(&[2; VECTOR]), &mut dense);
        assert!(dense[..VECTOR].iter().all(|n| *n == 2.0 * VECTOR_STEP));
        let told = &dense[VECTOR..];
        assert_eq!(told[..9], [0.0, 0.5, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
        let lists = 9 + usize::from(LISTS);
        assert_eq!(told[9..12], [1.0, 0.0, 1.0]);
        assert_eq!(told[lists..lists + SHAPES].iter().sum::<f32>(), 1.0);
        assert_eq!(told[lists + Shape::Definite as usize], 1.0);
        assert_eq!(told[lists + SHAPES + 3], 1.0);
        assert_eq!(told[FACTS - 2..], [1.0, 0.5]);
        dense.fill(0.0);
        facts(&atom, None, &mut dense);
        assert_eq!(dense[VECTOR], 1.0);
    }

    #[test]
    fn multiplication_adds_rows() {
        let mut sum = [1.0, 1.0];
        multiply(&mut sum, &[1.0, 2.0, 3.0, 4.0], &[10.0, 0.5]);
        assert_eq!(sum, [12.5, 23.0]);
        // Four at a time, and those left over, are the same as one after the other.
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
        let rows = vec![0; 4 + GRAMS * GRAM + 4 + SPOTS * HIDDEN];
        let layers = vec![0; 4 * SIZES.iter().sum::<usize>()];
        assert!(Net::new(&[0; VECTOR], &rows, &layers).is_some());
        assert!(Net::new(&[0; VECTOR + 1], &rows, &layers).is_none());
        assert!(Net::new(&[], &rows[1..], &layers).is_none());
        assert!(Net::new(&[], &rows, &layers[4..]).is_none());
        assert!(Net::new(&[], &[], &[]).is_none());
    }
}
