//! The model file's bytes → its tables, read in place: nothing is parsed or
//! copied when the reader starts.
//!
//! What the file was trained on, with which command, and what it is worth stands beside it
//! in `model.txt`; a test compares that card with the file. [`writer`] is the other side.
//!
//! # Format
//!
//! All numbers are little-endian; `f32` is IEEE 754. The file begins with
//!
//! | byte | length | what |
//! |---|---|---|
//! | 0 | 8 | `QARI-NER` |
//! | 8 | 4 | [`VERSION`] of the format |
//! | 12 | 4 | number of sections, [`SECTIONS`] |
//! | 16 | 8 | checksum: FNV-1a (64 bits) of all bytes from byte 72, [`HEADER`], to the end |
//! | 24 + 8 *n* | 4 | section *n*: its first byte in the file |
//! | 28 + 8 *n* | 4 | section *n*: its length in bytes |
//!
//! and goes on with the sections, in the order of [`Section`]. Each is a hash table with
//! linear probing whose number of slots is a power of two: a key is looked for from the slot
//! `hash mod slots` on, until it or an empty slot is found. Keys are the 64-bit hashes of
//! [`hash`](super::hash), of which a slot holds some bits; 0 marks an empty slot, and a
//! mark of 0 is written as 1. Two keys of one mark in one run of slots share an entry, which
//! costs a little accuracy and nothing else.
//!
//! [`Section::Lexicon`], slots of 20 bytes:
//!
//! | byte | length | what |
//! |---|---|---|
//! | 0 | 4 | upper half of the hash of the word's folded letters |
//! | 4 | 2 | lists that hold it, a bit each ([`lists`](super::lists)) |
//! | 6 | 1 | letters of proclitics at its start |
//! | 7 | 1 | frequency in news: ⌊log₂⌋ + 1, 0 for a word that only lists know |
//! | 8 | 3 × 2 | clusters, from coarse to fine; 0 for none |
//! | 14 | 3 × 1 | how often it is in a person, place, organization in news, of 255 |
//! | 17 | 1 | how many people bear it: ⌊log₂⌋ + 1, at most 8 |
//! | 18 | 2 | 0 |
//!
//! [`Section::Phrases`], slots of 6 bytes:
//!
//! | byte | length | what |
//! |---|---|---|
//! | 0 | 4 | upper half of the hash of its words |
//! | 4 | 1 | kind: 0 person, 1 place, 2 organization |
//! | 5 | 1 | how often it is that name where it stands, of 7 |
//!
//! [`Section::FirstNodes`] and [`Section::SecondNodes`]: 4 bytes, the step between two weights
//! (`f32`); then slots of 9 bytes:
//!
//! | byte | length | what |
//! |---|---|---|
//! | 0 | 2 | upper quarter of the feature's hash |
//! | 2 | 7 × 1 | weight for each [`label`](super::label), in steps, signed |
//!
//! [`Section::FirstSteps`] and [`Section::SecondSteps`]: 4 bytes as above; then slots of 102 bytes:
//!
//! | byte | length | what |
//! |---|---|---|
//! | 0 | 4 | upper half of the step feature's hash |
//! | 4 | 49 × 2 | weight of each label (inner) behind each label (outer), in steps, signed |
//!
//! # What is checked
//!
//! When the reader starts: magic, version, number of sections, that each section lies in the
//! file and has a size that fits. That takes no time that can be measured, and no content of
//! a table can make the reader fail: every look-up ends after one round. The checksum is a
//! walk over all bytes; the test suite and the trainer make it, not the reader.

#![expect(
    clippy::cast_possible_truncation,
    reason = "a hash is cut to a slot's number and to the bits of a mark on purpose"
)]

use super::chain::Edges;
use super::label::{LABELS, Row};
use super::lexicon::Lexicon;
use super::phrases::Phrases;

/// Version of the format that this code reads.
pub(crate) const VERSION: u32 = 1;

/// First bytes of the file.
pub(crate) const MAGIC: [u8; 8] = *b"QARI-NER";

/// What the file holds, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Facts about words.
    Lexicon,
    /// Names of several words.
    Phrases,
    /// Weights of the first pass.
    FirstNodes,
    /// Weights of its steps.
    FirstSteps,
    /// Weights of the second pass.
    SecondNodes,
    /// Weights of its steps.
    SecondSteps,
}

/// Number of sections.
pub(crate) const SECTIONS: usize = 6;

/// Bytes before the first section.
#[cfg(any(test, feature = "train"))]
pub(crate) const HEADER: usize = 24 + 8 * SECTIONS;

/// The file that is built into the program.
static FILE: &[u8] = include_bytes!("model.bin");

/// A model's tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model<'m> {
    /// Facts about words.
    pub(crate) lexicon: Lexicon<'m>,
    /// Names of several words.
    pub(crate) phrases: Phrases<'m>,
    /// Weights of the first pass.
    pub(crate) first: Tagger<'m>,
    /// Weights of the second pass.
    pub(crate) second: Tagger<'m>,
}

/// The tables of one pass.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tagger<'m> {
    /// What features are worth for each label.
    pub(crate) nodes: Nodes<'m>,
    /// What they are worth for each pair of labels.
    pub(crate) steps: Steps<'m>,
}

impl Model<'static> {
    /// The model that is built in; `None` if the program was built with a file of another version.
    pub(crate) fn built_in() -> Option<Self> {
        Self::read(FILE)
    }
}

impl<'m> Model<'m> {
    /// Finds the tables in a file's bytes; `None` for another format, version or size. The checksum is not looked at.
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
        Some(Self {
            lexicon: Lexicon::new(section(Section::Lexicon)?)?,
            phrases: Phrases::new(section(Section::Phrases)?)?,
            first: Tagger {
                nodes: Nodes::new(section(Section::FirstNodes)?)?,
                steps: Steps::new(section(Section::FirstSteps)?)?,
            },
            second: Tagger {
                nodes: Nodes::new(section(Section::SecondNodes)?)?,
                steps: Steps::new(section(Section::SecondSteps)?)?,
            },
        })
    }
}

/// Bytes of a slot in a table of weights.
const NODE: usize = 2 + LABELS;

/// Weights of features, a row of labels each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nodes<'m> {
    slots: &'m [u8],
    mask: usize,
    step: f32,
}

/// Sums of weights before they are multiplied with the table's step.
pub(crate) type Sums = [i32; LABELS];

impl<'m> Nodes<'m> {
    /// Reads a section; `None` where its size does not fit.
    fn new(bytes: &'m [u8]) -> Option<Self> {
        let (step, slots) = bytes.split_first_chunk::<4>()?;
        let count = slots.len() / NODE;
        (count.is_power_of_two() && slots.len() == count * NODE).then(|| Self {
            slots,
            mask: count - 1,
            step: f32::from_le_bytes(*step),
        })
    }

    /// Adds a feature's weights to `sums`; nothing for one that the model does not know.
    #[inline]
    pub(crate) fn add(&self, feature: u64, sums: &mut Sums) {
        let mark = mark(feature);
        let mut slot = feature as usize & self.mask;
        for _ in 0..=self.mask {
            let Some(entry) = self.slots.get(slot * NODE..(slot + 1) * NODE) else {
                return;
            };
            let found = u16::from_le_bytes([entry[0], entry[1]]);
            if found == mark {
                for (sum, weight) in sums.iter_mut().zip(&entry[2..]) {
                    *sum += i32::from(weight.cast_signed());
                }
                return;
            }
            if found == 0 {
                return;
            }
            slot = (slot + 1) & self.mask;
        }
    }

    /// The scores that sums stand for.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a sum of some hundred signed bytes is far below 2^24"
    )]
    pub(crate) fn scores(&self, sums: &Sums) -> Row {
        sums.map(|sum| sum as f32 * self.step)
    }
}

/// What stands for a feature in its slot; never 0.
const fn mark(feature: u64) -> u16 {
    let mark = (feature >> 48) as u16;
    if mark == 0 { 1 } else { mark }
}

/// Bytes of a slot in a table of steps.
const STEP: usize = 4 + 2 * LABELS * LABELS;

/// Weights of step features, a row for each label that a step can come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Steps<'m> {
    slots: &'m [u8],
    mask: usize,
    step: f32,
}

impl<'m> Steps<'m> {
    /// Reads a section; `None` where its size does not fit.
    fn new(bytes: &'m [u8]) -> Option<Self> {
        let (step, slots) = bytes.split_first_chunk::<4>()?;
        let count = slots.len() / STEP;
        (count.is_power_of_two() && slots.len() == count * STEP).then(|| Self {
            slots,
            mask: count - 1,
            step: f32::from_le_bytes(*step),
        })
    }

    /// Adds a step feature's weights to `edges`.
    pub(crate) fn add(&self, feature: u64, edges: &mut Edges) {
        let mark = step_mark(feature);
        let mut slot = feature as usize & self.mask;
        for _ in 0..=self.mask {
            let Some(entry) = self.slots.get(slot * STEP..(slot + 1) * STEP) else {
                return;
            };
            let found = u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
            if found == 0 {
                return;
            }
            if found == mark {
                let weights = entry[4..].chunks_exact(2);
                for (score, pair) in edges.iter_mut().flatten().zip(weights) {
                    *score += f32::from(i16::from_le_bytes([pair[0], pair[1]])) * self.step;
                }
                return;
            }
            slot = (slot + 1) & self.mask;
        }
    }
}

/// What stands for a step feature in its slot; never 0.
const fn step_mark(feature: u64) -> u32 {
    let mark = (feature >> 32) as u32;
    if mark == 0 { 1 } else { mark }
}

#[cfg(any(test, feature = "train"))]
pub(crate) mod writer;

#[cfg(test)]
mod tests;
