//! The model file's bytes → its tables, read in place: nothing is parsed or copied when the program
//! starts.
//!
//! What the file was trained on, with which command, and its scores stand in `model.txt` (the model
//! card); a test compares that card with the file. [`writer`] makes the bytes.
//!
//! # Format
//!
//! All numbers are little-endian; `f32` is IEEE 754. The file begins with
//!
//! | byte | length | content |
//! |---|---|---|
//! | 0 | 8 | `QARI-NER` |
//! | 8 | 4 | [`VERSION`] of the format |
//! | 12 | 4 | number of sections, [`SECTIONS`] |
//! | 16 | 8 | checksum: FNV-1a (64 bits) of all bytes from byte 72, [`HEADER`], to the end |
//! | 24 + 8 *n* | 4 | section *n*: its first byte in the file |
//! | 28 + 8 *n* | 4 | section *n*: its length in bytes |
//!
//! and goes on with the sections, in the order of [`Section`]. The first four are hash tables
//! ([`model_table`](super::model_table)): the search for a key begins at the slot that the upper half of
//! its hash points to, as a share of all slots, and ends at its fingerprint, some low bits of the hash,
//! or at an empty slot. Keys are the 64-bit hashes of [`hash`](crate::hash). Two keys of one
//! fingerprint in one run of slots share an entry, which costs a little accuracy and nothing else.
//!
//! [`Section::Lexicon`], slots of 20 bytes:
//!
//! | byte | length | content |
//! |---|---|---|
//! | 0 | 4 | fingerprint of the word's folded letters |
//! | 4 | 2 | lists that hold it, a bit each ([`gazetteers`](super::gazetteers)) |
//! | 6 | 1 | letters of proclitics at its start |
//! | 7 | 1 | frequency in news: ⌊log₂⌋ + 1, 0 for a word that only lists know |
//! | 8 | 3 × 2 | clusters, from coarse to fine; 0 for none |
//! | 14 | 3 × 1 | how often it is in a person, place, organization in news, of 255 |
//! | 17 | 1 | how many people bear it: ⌊log₂⌋ + 1, at most 8 |
//! | 18 | 2 | number of its vector, plus one; 0 for none |
//!
//! [`Section::Phrases`], slots of 6 bytes:
//!
//! | byte | length | content |
//! |---|---|---|
//! | 0 | 4 | fingerprint of its words |
//! | 4 | 1 | kind: 0 person, 1 place, 2 organization |
//! | 5 | 1 | how often it is that name where it occurs, of 7 |
//!
//! [`Section::Emissions`]: 2 × 4 bytes, the scales of the weights of the first and of the second pass
//! (`f32`); then 2^18 bytes, the filter: for each feature in the table the bit is set whose number is its
//! hash from the 16th bit up, so that most features that are not in the table cost no access to the
//! slots, which exceed a processor's cache; then slots of 16 bytes, so that one look-up serves both
//! passes:
//!
//! | byte | length | content |
//! |---|---|---|
//! | 0 | 2 | fingerprint of the feature |
//! | 2 | 7 × 1 | first pass: weight for each [`label`](super::label), to be scaled, signed |
//! | 9 | 7 × 1 | second pass: the same |
//!
//! [`Section::Transitions`]: 2 × 4 bytes as above; then slots of 200 bytes:
//!
//! | byte | length | content |
//! |---|---|---|
//! | 0 | 4 | fingerprint of the transition feature |
//! | 4 | 49 × 2 | first pass: weight of each label (inner) behind each label (outer), to be scaled, signed |
//! | 102 | 49 × 2 | second pass: the same |
//!
//! [`Section::Vectors`], [`Section::NetRows`] and [`Section::NetLayers`] are described in [`net`](super::net);
//! without them there is no net.
//!
//! # What is checked
//!
//! When the program starts: magic, version, number of sections, that each section lies in the
//! file and has a size that fits. That takes no time that can be measured, and no content of
//! a table can cause a failure: every look-up ends after one round. The checksum reads all bytes; the
//! test suite and the trainer compute it, the program does not.

use super::chain::TransitionScores;
use super::label::{LABELS, LabelScores};
use super::lexicon::WordLexicon;
use super::model_table::ModelTable;
use super::net::EntityNet;
use super::phrases::PhraseTable;

/// Version of the format that this code reads.
pub(crate) const VERSION: u32 = 2;

/// First bytes of the file.
pub(crate) const MAGIC: [u8; 8] = *b"QARI-NER";

/// What the file holds, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Facts about words.
    Lexicon,
    /// Names of several words.
    Phrases,
    /// Weights of features.
    Emissions,
    /// Weights of transition features.
    Transitions,
    /// Vectors of words.
    Vectors,
    /// The net's rows for letter n-grams and hashed features.
    NetRows,
    /// The net's layers.
    NetLayers,
}

/// Number of sections.
pub(crate) const SECTIONS: usize = 7;

/// Bytes before the first section.
#[cfg(any(test, feature = "train"))]
pub(crate) const HEADER: usize = 24 + 8 * SECTIONS;

/// The file that is built into the program.
static FILE: &[u8] = include_bytes!("model.bin");

/// A model's tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model<'m> {
    /// Facts about words.
    pub(crate) lexicon: WordLexicon<'m>,
    /// Names of several words.
    pub(crate) phrases: PhraseTable<'m>,
    /// Weights of features for each label.
    pub(crate) emissions: EmissionWeights<'m>,
    /// Weights of transition features for each pair of labels.
    pub(crate) transitions: TransitionWeights<'m>,
    /// The net; `None` in a model that is not trained to its end.
    pub(crate) net: Option<EntityNet<'m>>,
}

/// A pass of the tagger over a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaggingPass {
    /// Every sentence by itself.
    First,
    /// With the features that the first pass gives of the whole article.
    Second,
}

impl Model<'static> {
    /// The model that is built in; `None` if the program was built with a file of another version.
    pub(crate) fn built_in() -> Option<Self> {
        Self::read(FILE)
    }
}

impl<'m> Model<'m> {
    /// Finds the tables in a file's bytes; `None` for another format, version or size. The checksum is not verified.
    pub(crate) fn read(file: &'m [u8]) -> Option<Self> {
        let number = |at: usize| -> Option<usize> {
            let bytes = file.get(at..at + 4)?.try_into().ok()?;
            Some(u32::from_le_bytes(bytes) as usize)
        };
        let version = VERSION as usize;
        if file.get(..8)? != MAGIC || number(8)? != version || number(12)? != SECTIONS {
            return None;
        }
        let section = |which: Section| -> Option<&'m [u8]> {
            let at = 24 + 8 * which as usize;
            let start = number(at)?;
            file.get(start..start.checked_add(number(at + 4)?)?)
        };
        let net = [Section::Vectors, Section::NetRows, Section::NetLayers];
        let [vectors, rows, layers] = net.map(section);
        let (vectors, rows, layers) = (vectors?, rows?, layers?);
        Some(Self {
            lexicon: WordLexicon::new(section(Section::Lexicon)?)?,
            phrases: PhraseTable::new(section(Section::Phrases)?)?,
            emissions: EmissionWeights::new(section(Section::Emissions)?)?,
            transitions: TransitionWeights::new(section(Section::Transitions)?)?,
            net: match layers {
                [] => None,
                _ => Some(EntityNet::new(vectors, rows, layers)?),
            },
        })
    }
}

/// Bytes of a slot of emission weights.
const EMISSION_SLOT: usize = EMISSION_FINGERPRINT + 2 * LABELS;

/// Bytes of its fingerprint.
const EMISSION_FINGERPRINT: usize = 2;

/// Bytes of the filter.
const FILTER: usize = 1 << 18;

/// Weights of features for the labels of both passes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EmissionWeights<'m> {
    filter: &'m [u8; FILTER],
    table: ModelTable<'m, EMISSION_SLOT, EMISSION_FINGERPRINT>,
    scales: [f32; 2],
}

/// The byte and the bit of a feature in the filter.
#[inline]
const fn filter_bit(feature: u64) -> (usize, u8) {
    let bit = (feature >> 16) as usize % (8 * FILTER);
    (bit / 8, 1 << (bit % 8))
}

/// Sums of weights before they are multiplied with their scale: first pass, then second.
pub(crate) type EmissionSums = [i32; 2 * LABELS];

impl<'m> EmissionWeights<'m> {
    /// Reads a section; `None` where its size does not fit.
    fn new(bytes: &'m [u8]) -> Option<Self> {
        let (scales, rest) = split_scales(bytes)?;
        let (filter, slots) = rest.split_first_chunk()?;
        let table = ModelTable::new(slots)?;
        Some(Self {
            filter,
            table,
            scales,
        })
    }

    /// Adds a feature's weights to `sums`; nothing for one that the model does not know.
    #[inline]
    pub(crate) fn add(&self, feature: u64, sums: &mut EmissionSums) {
        let (byte, bit) = filter_bit(feature);
        if self.filter[byte] & bit == 0 {
            return;
        }
        if let Some(weights) = self.table.get(feature) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(weight.cast_signed());
            }
        }
    }

    /// The label scores of one pass.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a sum of some hundred signed bytes is far below 2^24"
    )]
    pub(crate) fn scores(&self, sums: &EmissionSums, pass: TaggingPass) -> LabelScores {
        let (at, scale) = (LABELS * pass as usize, self.scales[pass as usize]);
        std::array::from_fn(|y| sums[at + y] as f32 * scale)
    }
}

/// Numbers for the pairs of labels of one pass.
const PAIRS: usize = LABELS * LABELS;

/// Bytes of a slot of transition weights.
const TRANSITION_SLOT: usize = TRANSITION_FINGERPRINT + 4 * PAIRS;

/// Bytes of its fingerprint.
const TRANSITION_FINGERPRINT: usize = 4;

/// Weights of transition features, a row for each label that a transition can come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TransitionWeights<'m> {
    table: ModelTable<'m, TRANSITION_SLOT, TRANSITION_FINGERPRINT>,
    scales: [f32; 2],
}

impl<'m> TransitionWeights<'m> {
    /// Reads a section; `None` where its size does not fit.
    fn new(bytes: &'m [u8]) -> Option<Self> {
        let (scales, slots) = split_scales(bytes)?;
        let table = ModelTable::new(slots)?;
        Some(Self { table, scales })
    }

    /// Adds a transition feature's weights in one pass to `scores`.
    pub(crate) fn add(&self, feature: u64, pass: TaggingPass, scores: &mut TransitionScores) {
        let Some(weights) = self.table.get(feature) else {
            return;
        };
        let scale = self.scales[pass as usize];
        let (pairs, _) = weights.as_chunks::<2>();
        let Some(own) = pairs.as_chunks::<PAIRS>().0.get(pass as usize) else {
            return;
        };
        for (score, pair) in scores.as_flattened_mut().iter_mut().zip(own) {
            *score += f32::from(i16::from_le_bytes(*pair)) * scale;
        }
    }
}

/// The scales of both passes and what stands behind them.
fn split_scales(bytes: &[u8]) -> Option<([f32; 2], &[u8])> {
    let (first, rest) = bytes.split_first_chunk::<4>()?;
    let (second, rest) = rest.split_first_chunk::<4>()?;
    let scales = [first, second].map(|scale| f32::from_le_bytes(*scale));
    Some((scales, rest))
}

#[cfg(any(test, feature = "train"))]
pub(crate) mod writer;

#[cfg(test)]
mod tests;
