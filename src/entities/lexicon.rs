//! What is known of a word outside its article: how common it is, what its
//! proclitics are, which clusters, lists and kinds of name it belongs to, and
//! which vector is its.
//!
//! A [`table`](super::table) in the model's bytes. Words are found by the
//! hash of their folded letters ([`hash::letters`](super::hash::letters)).

use super::table::Table;

/// Bytes of a word's facts.
pub(crate) const FACTS: usize = 16;

/// Bytes of a slot: the mark before the facts.
const SLOT: usize = MARK + FACTS;

/// Bytes of a mark.
const MARK: usize = 4;

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
    /// How often it is (part of) a person, a place, an organization in news, of 255.
    pub(crate) kinds: [u8; 3],
    /// Logarithm (base 2) of the number of people who bear it, plus one, at most 8; 0 for none.
    pub(crate) name_count: u8,
    /// Number of its vector, plus one; 0 for none.
    pub(crate) vector: u16,
}

/// The table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexicon<'m>(Table<'m, SLOT, MARK>);

impl<'m> Lexicon<'m> {
    /// Reads the table in `bytes`; `None` where they are none.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        Table::new(bytes).map(Self)
    }

    /// The facts of the word with that hash.
    pub(crate) fn get(&self, hash: u64) -> Option<Word> {
        self.0.get(hash)?.first_chunk().map(decode)
    }
}

/// A word's facts from their bytes.
pub(crate) fn decode(facts: &[u8; FACTS]) -> Word {
    let short = |at: usize| u16::from_le_bytes([facts[at], facts[at + 1]]);
    Word {
        lists: short(0),
        cut: facts[2],
        frequency: facts[3],
        clusters: [short(4), short(6), short(8)],
        kinds: [facts[10], facts[11], facts[12]],
        name_count: facts[13],
        vector: short(14),
    }
}

/// The bytes of a word's facts; the other side of [`decode`].
#[cfg(any(test, feature = "train"))]
pub(crate) fn encode(word: &Word) -> [u8; FACTS] {
    let mut facts = [0; FACTS];
    facts[..2].copy_from_slice(&word.lists.to_le_bytes());
    facts[2] = word.cut;
    facts[3] = word.frequency;
    for (place, cluster) in facts[4..10].chunks_exact_mut(2).zip(word.clusters) {
        place.copy_from_slice(&cluster.to_le_bytes());
    }
    facts[10..13].copy_from_slice(&word.kinds);
    facts[13] = word.name_count;
    facts[14..].copy_from_slice(&word.vector.to_le_bytes());
    facts
}

/// A table of words; the writer's side of [`Lexicon::new`]. Of two words with one hash the first stays.
#[cfg(any(test, feature = "train"))]
pub(crate) fn write<'w>(words: impl IntoIterator<Item = (&'w u64, &'w Word)>) -> Vec<u8> {
    let entries: Vec<(u64, Vec<u8>)> = words
        .into_iter()
        .map(|(hash, word)| (*hash, encode(word).to_vec()))
        .collect();
    super::table::write::<SLOT, MARK>(&entries)
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
                    vector: 60_000 + n,
                };
                (letters(n.to_string().chars()), word)
            })
            .collect();
        let bytes = write(words.iter().map(|(hash, word)| (hash, word)));
        let lexicon = Lexicon::new(&bytes).unwrap();
        for (hash, word) in &words {
            assert_eq!(lexicon.get(*hash), Some(*word));
        }
        assert_eq!(lexicon.get(letters("none".chars())), None);
    }
}
