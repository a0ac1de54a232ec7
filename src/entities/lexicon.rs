//! The hash of a word → what is known of it outside of its article: how common it is, its proclitics,
//! its clusters, lists and vector, and how often it is a name of each kind.
//!
//! A [hash table](super::model_table) in the model's bytes. Words are found by the hash of their folded
//! letters ([`hash_letters`](crate::hash::hash_letters)).

use super::model_table::ModelTable;

/// Bytes of an entry.
pub(crate) const ENTRY_BYTES: usize = 16;

/// Bytes of a slot: the fingerprint and the entry.
const SLOT: usize = FINGERPRINT + ENTRY_BYTES;

/// Bytes of a fingerprint.
const FINGERPRINT: usize = 4;

/// What is known of one word. All zero for an unknown word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LexiconEntry {
    /// Lists that hold it, one bit each ([`lists`](super::gazetteers)).
    pub(crate) lists: u16,
    /// Letters of proclitics at its start.
    pub(crate) cut: u8,
    /// Logarithm (base 2) of its frequency in news, plus one; 0 for an unknown word.
    pub(crate) frequency: u8,
    /// Clusters of words with like neighbours, from coarse to fine; 0 for none.
    pub(crate) clusters: [u16; 3],
    /// How often it is (part of) the name of a person, a place, an organization in news, of 255.
    pub(crate) kinds: [u8; 3],
    /// Logarithm (base 2) of the number of people who bear it, plus one, at most 8; 0 for none.
    pub(crate) name_count: u8,
    /// Number of its vector, plus one; 0 for none.
    pub(crate) vector: u16,
}

/// The table of all words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordLexicon<'m>(ModelTable<'m, SLOT, FINGERPRINT>);

impl<'m> WordLexicon<'m> {
    /// Reads the table in `bytes`; `None` where their length does not fit.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        ModelTable::new(bytes).map(Self)
    }

    /// The entry of the word with that hash.
    pub(crate) fn get(&self, hash: u64) -> Option<LexiconEntry> {
        self.0.get(hash)?.first_chunk().map(decode)
    }
}

/// An entry from its bytes.
pub(crate) fn decode(entry: &[u8; ENTRY_BYTES]) -> LexiconEntry {
    let short = |at: usize| u16::from_le_bytes([entry[at], entry[at + 1]]);
    LexiconEntry {
        lists: short(0),
        cut: entry[2],
        frequency: entry[3],
        clusters: [short(4), short(6), short(8)],
        kinds: [entry[10], entry[11], entry[12]],
        name_count: entry[13],
        vector: short(14),
    }
}

/// The bytes of an entry, as [`decode`] reads them.
#[cfg(any(test, feature = "train"))]
pub(crate) fn encode(word: &LexiconEntry) -> [u8; ENTRY_BYTES] {
    let mut entry = [0; ENTRY_BYTES];
    entry[..2].copy_from_slice(&word.lists.to_le_bytes());
    entry[2] = word.cut;
    entry[3] = word.frequency;
    for (place, cluster) in entry[4..10].chunks_exact_mut(2).zip(word.clusters) {
        place.copy_from_slice(&cluster.to_le_bytes());
    }
    entry[10..13].copy_from_slice(&word.kinds);
    entry[13] = word.name_count;
    entry[14..].copy_from_slice(&word.vector.to_le_bytes());
    entry
}

/// The bytes of a table of words, as [`WordLexicon::new`] reads them. Of two words with one hash the first stays.
#[cfg(any(test, feature = "train"))]
pub(crate) fn write<'w>(words: impl IntoIterator<Item = (&'w u64, &'w LexiconEntry)>) -> Vec<u8> {
    let entries: Vec<(u64, Vec<u8>)> = words
        .into_iter()
        .map(|(hash, word)| (*hash, encode(word).to_vec()))
        .collect();
    super::model_table::write::<SLOT, FINGERPRINT>(&entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::hash_letters;

    #[test]
    fn what_is_written_is_found() {
        let words: Vec<(u64, LexiconEntry)> = (0..1000u16)
            .map(|n| {
                let word = LexiconEntry {
                    lists: n,
                    cut: 1,
                    frequency: 2,
                    clusters: [n, n + 1, n + 2],
                    kinds: [1, 2, 3],
                    name_count: 9,
                    vector: 60_000 + n,
                };
                (hash_letters(n.to_string().chars()), word)
            })
            .collect();
        let bytes = write(words.iter().map(|(hash, word)| (hash, word)));
        let lexicon = WordLexicon::new(&bytes).unwrap();
        for (hash, word) in &words {
            assert_eq!(lexicon.get(*hash), Some(*word));
        }
        assert_eq!(lexicon.get(hash_letters("none".chars())), None);
    }
}
