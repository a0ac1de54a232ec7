//! The model file's bytes → its tables, read in place: nothing is parsed or
//! copied when the reader starts.
//!
//! # Format
//!
//! All numbers little-endian. The file begins with
//!
//! | bytes | what |
//! | --- | --- |
//! | 8 | `QARI-NER` |
//! | 4 | [`VERSION`] of the format |
//! | 4 | number of sections, [`SECTIONS`] |
//! | 8 | checksum: FNV-1a (64 bits) of all bytes behind the header |
//! | 8 each | sections: offset in the file and length in bytes |
//!
//! and goes on with the sections in the order of [`Section`]. A table of
//! weights is a hash table with linear probing; a slot holds two bytes of a
//! feature's hash (0 for an empty slot) and a signed byte for each label. The
//! first four bytes of the section are the step between two weights (`f32`).
//! A table of steps likewise has four bytes of hash and 49 signed 16-bit
//! numbers. The lexicon's format stands in [`lexicon`](super::lexicon).

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
pub(crate) const HEADER: usize = 24 + 8 * SECTIONS;

/// The file that is built into the program.
static FILE: &[u8] = include_bytes!("model.bin");

/// A model's tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model<'m> {
    pub(crate) lexicon: Lexicon<'m>,
    pub(crate) phrases: Phrases<'m>,
    pub(crate) first: Tagger<'m>,
    pub(crate) second: Tagger<'m>,
}

/// The tables of one pass.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tagger<'m> {
    pub(crate) nodes: Nodes<'m>,
    pub(crate) steps: Steps<'m>,
}

impl Model<'static> {
    /// The model that is built in; `None` if the program was built with a file of another version.
    pub(crate) fn built_in() -> Option<Self> {
        Self::read(FILE)
    }
}

impl<'m> Model<'m> {
    /// Finds the tables in a file's bytes. The checksum is not looked at: the test suite does that.
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

/// FNV-1a, 64 bits.
#[cfg(any(test, feature = "train"))]
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
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
        while let Some(entry) = self.slots.get(slot * NODE..(slot + 1) * NODE) {
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

const fn step_mark(feature: u64) -> u32 {
    let mark = (feature >> 32) as u32;
    if mark == 0 { 1 } else { mark }
}

/// Writes what the readers above read.
#[cfg(any(test, feature = "train"))]
pub(crate) mod writer {
    use super::{
        Edges, HEADER, LABELS, MAGIC, NODE, Row, SECTIONS, STEP, VERSION, checksum, mark, step_mark,
    };

    /// The file with these sections.
    pub(crate) fn file(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
        let body = sections.concat();
        let mut file = Vec::with_capacity(HEADER + body.len());
        file.extend_from_slice(&MAGIC);
        file.extend_from_slice(&VERSION.to_le_bytes());
        file.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
        file.extend_from_slice(&checksum(&body).to_le_bytes());
        let mut start = HEADER;
        for section in sections {
            file.extend_from_slice(&(start as u32).to_le_bytes());
            file.extend_from_slice(&(section.len() as u32).to_le_bytes());
            start += section.len();
        }
        file.extend_from_slice(&body);
        file
    }

    /// A table of weights; rows that round to nothing are left out.
    pub(crate) fn nodes(weights: &[(u64, Row)]) -> Vec<u8> {
        let greatest = weights
            .iter()
            .flat_map(|(_, row)| row)
            .fold(0.0f32, |g, w| g.max(w.abs()));
        let step = (greatest / 127.0).max(f32::MIN_POSITIVE);
        let rounded: Vec<(u64, [i8; LABELS])> = weights
            .iter()
            .map(|(feature, row)| (*feature, row.map(|w| (w / step).round() as i8)))
            .filter(|(_, row)| row.iter().any(|w| *w != 0))
            .collect();
        let count = (rounded.len() * 5 / 4 + 2).next_power_of_two();
        let mut slots = vec![0u8; count * NODE];
        for (feature, row) in &rounded {
            let mut slot = *feature as usize & (count - 1);
            while slots[slot * NODE] != 0 || slots[slot * NODE + 1] != 0 {
                slot = (slot + 1) & (count - 1);
            }
            let entry = &mut slots[slot * NODE..(slot + 1) * NODE];
            entry[..2].copy_from_slice(&mark(*feature).to_le_bytes());
            for (byte, weight) in entry[2..].iter_mut().zip(row) {
                *byte = weight.cast_unsigned();
            }
        }
        [step.to_le_bytes().to_vec(), slots].concat()
    }

    /// A table of steps.
    pub(crate) fn steps(weights: &[(u64, Edges)]) -> Vec<u8> {
        let all = || weights.iter().flat_map(|(_, edges)| edges.iter().flatten());
        let greatest = all().fold(0.0f32, |g, w| g.max(w.abs()));
        let step = (greatest / 32_000.0).max(f32::MIN_POSITIVE);
        let count = (weights.len() * 5 / 4 + 2).next_power_of_two();
        let mut slots = vec![0u8; count * STEP];
        for (feature, edges) in weights {
            let mut slot = *feature as usize & (count - 1);
            while slots[slot * STEP..slot * STEP + 4] != [0; 4] {
                slot = (slot + 1) & (count - 1);
            }
            let entry = &mut slots[slot * STEP..(slot + 1) * STEP];
            entry[..4].copy_from_slice(&step_mark(*feature).to_le_bytes());
            for (pair, weight) in entry[4..].chunks_exact_mut(2).zip(edges.iter().flatten()) {
                pair.copy_from_slice(&((weight / step).round() as i16).to_le_bytes());
            }
        }
        [step.to_le_bytes().to_vec(), slots].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::hash::mix;

    #[test]
    fn weights_come_back_rounded() {
        let rows: Vec<(u64, Row)> = (0..500)
            .map(|n| {
                (
                    mix(n, 1),
                    std::array::from_fn(|y| (n as f32 - 250.0) / 100.0 + y as f32 / 10.0),
                )
            })
            .collect();
        let bytes = writer::nodes(&rows);
        let nodes = Nodes::new(&bytes).unwrap();
        for (feature, row) in &rows {
            let mut sums = [0; LABELS];
            nodes.add(*feature, &mut sums);
            for (got, want) in nodes.scores(&sums).iter().zip(row) {
                assert!((got - want).abs() <= nodes.step);
            }
        }
        let mut sums = [0; LABELS];
        nodes.add(mix(1, 2), &mut sums);
        assert_eq!(sums, [0; LABELS]);
    }

    #[test]
    fn the_built_in_file_is_whole() {
        assert!(Model::built_in().is_some());
        assert_eq!(FILE[16..24], checksum(&FILE[HEADER..]).to_le_bytes());
    }

    #[test]
    fn a_torn_file_is_refused() {
        for length in [0, 7, 8, 20, HEADER, FILE.len() - 1] {
            assert!(Model::read(&FILE[..length]).is_none(), "{length}");
        }
    }
}
