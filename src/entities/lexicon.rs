//! What is known of a word outside its article: how common it is, what its
//! proclitics are, which clusters, lists and kinds of name it belongs to.
//!
//! A table of [`slots`](super::slots) in the model's bytes. Words are found by the
//! hash of their folded letters ([`hash::letters`](super::hash::letters)).

#![cfg_attr(
    any(test, feature = "train"),
    expect(
        clippy::cast_possible_truncation,
        reason = "a hash is cut to a slot's number on purpose"
    )
)]

use super::slots::Slots;
#[cfg(any(test, feature = "train"))]
use super::slots::fingerprint;

/// Bytes of an entry.
pub(crate) const ENTRY: usize = 20;

/// The facts of one word. All zero for a word that is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Lists that hold it, one bit each ([`lists`](super::lists)).
    pub(crate) lists: u16,
    /// Letters of proclitics at its start.
    pub(crate) cut: u8,
    /// Logarithm (base 2) of its frequency in news, plus one; 0 for a word that is not known.
    pub(crate) frequency: u8,
    /// Clusters of words with like neighbours, from coarse to fine; 0 for none.
    pub(crate) clusters: [u16; 3],
    /// How often it is (part of) a person, a place, an organization in news, in sixteenths.
    pub(crate) kinds: [u8; 3],
    /// How often it is so in names of lists: given names, in steps of a logarithm.
    pub(crate) name_count: u8,
}

/// The table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexicon<'m>(Slots<'m, ENTRY>);

impl<'m> Lexicon<'m> {
    /// Reads the table in `bytes`; `None` where their number is no power of two of entries.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        Slots::new(bytes).map(Self)
    }

    /// The facts of the word with that hash.
    pub(crate) fn get(&self, hash: u64) -> Option<Word> {
        self.0.get(hash).map(decode)
    }
}

pub(crate) fn decode(entry: &[u8]) -> Word {
    let short = |at: usize| u16::from_le_bytes([entry[at], entry[at + 1]]);
    Word {
        lists: short(4),
        cut: entry[6],
        frequency: entry[7],
        clusters: [short(8), short(10), short(12)],
        kinds: [entry[14], entry[15], entry[16]],
        name_count: entry[17],
    }
}

/// The bytes of one slot; the writer's side of [`Lexicon::get`].
#[cfg(any(test, feature = "train"))]
pub(crate) fn encode(hash: u64, word: &Word) -> [u8; ENTRY] {
    let mut entry = [0; ENTRY];
    entry[..4].copy_from_slice(&fingerprint(hash).to_le_bytes());
    entry[4..6].copy_from_slice(&word.lists.to_le_bytes());
    entry[6] = word.cut;
    entry[7] = word.frequency;
    for (i, cluster) in word.clusters.iter().enumerate() {
        entry[8 + 2 * i..10 + 2 * i].copy_from_slice(&cluster.to_le_bytes());
    }
    entry[14..17].copy_from_slice(&word.kinds);
    entry[17] = word.name_count;
    entry
}

/// A table of words; the writer's side of [`Lexicon::new`]. Of two words with one hash the first stays.
#[cfg(any(test, feature = "train"))]
pub(crate) fn write(words: &[(u64, Word)]) -> Vec<u8> {
    let slots = (words.len() * 4 / 3 + 2).next_power_of_two();
    let mut bytes = vec![0; slots * ENTRY];
    for (hash, word) in words {
        let mut slot = *hash as usize & (slots - 1);
        loop {
            let place = &mut bytes[slot * ENTRY..(slot + 1) * ENTRY];
            let found = u32::from_le_bytes([place[0], place[1], place[2], place[3]]);
            if found == fingerprint(*hash) {
                break;
            }
            if found == 0 {
                place.copy_from_slice(&encode(*hash, word));
                break;
            }
            slot = (slot + 1) & (slots - 1);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::hash::letters;

    #[test]
    fn what_is_written_is_found() {
        let words: Vec<(u64, Word)> = (0..1000u16)
            .map(|n| {
                let word = Word {
                    lists: n,
                    cut: 1,
                    frequency: 2,
                    clusters: [n, n + 1, n + 2],
                    kinds: [1, 2, 3],
                    name_count: 9,
                };
                (letters(n.to_string().chars()), word)
            })
            .collect();
        let bytes = write(&words);
        let lexicon = Lexicon::new(&bytes).unwrap();
        for (hash, word) in &words {
            assert_eq!(lexicon.get(*hash), Some(*word));
        }
        assert_eq!(lexicon.get(letters("none".chars())), None);
    }

    #[test]
    fn a_broken_table_is_refused_or_answers_nothing() {
        assert!(Lexicon::new(&[0; 3]).is_none());
        assert!(Lexicon::new(&[]).is_none());
        let full = [1u8; ENTRY];
        assert_eq!(Lexicon::new(&full).unwrap().get(5), None);
    }
}
