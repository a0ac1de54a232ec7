//! Folded words → values, found by a 64-bit hash of their letters.
//!
//! The words themselves are not stored: allocating twenty thousand short strings takes longer than everything else in
//! the lexicon. The table is filled once and then only read. Two words with the same hash are not distinguished. A test
//! ensures that no two words of the lexicon have the same hash; a word of an article has that of one of them with a
//! probability of 10^-15.
//!
//! Nothing can be added or removed, and the table cannot list its words.

use crate::hash::hash_letters;
use crate::text::orthography::fold_char;

/// A word's key in a [`HashTable`].
pub(super) type Key = u64;

/// The key of a word that is folded.
///
/// A word that is not folded has another key and is not found: no check is made.
#[inline]
pub(super) fn key(folded: &str) -> Key {
    hash_letters(folded.chars())
}

/// The key of a word as written, given in pieces.
///
/// Letters that folding drops (vowel signs, the stroke of ـ) are dropped here, so the key is
/// that of the folded whole.
pub(super) fn key_of_pieces(pieces: &[&str]) -> Key {
    let letters = pieces.iter().flat_map(|piece| piece.chars());
    hash_letters(letters.filter_map(fold_char))
}

/// Values by key; a key may have several, in the order in which they were given.
///
/// Keys lie in order of their bucket and, in it, of themselves; `values` runs beside them.
#[derive(Debug)]
pub(super) struct HashTable<T> {
    /// Bits of a key that its bucket's number leaves out.
    shift: u32,
    /// Where each bucket's keys begin; one more at the end.
    starts: Vec<u32>,
    keys: Vec<Key>,
    values: Vec<T>,
}

impl<T: Copy> HashTable<T> {
    /// Makes the table; linear in the values.
    ///
    /// As many buckets as the next power of two above the values. A counting sort by bucket, then
    /// each bucket by itself. Values of one key keep the order in which they were given: the data
    /// file's order decides between senses that are equal otherwise.
    pub(super) fn new(given: &[(Key, T)]) -> Self {
        let bits = given.len().next_power_of_two().trailing_zeros().max(1);
        let shift = Key::BITS - bits;
        let bucket = |key: Key| usize::try_from(key >> shift).unwrap_or_default();
        let mut ends = vec![0_u32; (1 << bits) + 1];
        for (key, _) in given {
            ends[bucket(*key) + 1] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let starts = ends.clone();
        let mut order = vec![0_u32; given.len()];
        for (index, (key, _)) in (0_u32..).zip(given) {
            let next = &mut ends[bucket(*key)];
            order[*next as usize] = index;
            *next += 1;
        }
        for bounds in starts.windows(2) {
            // A bucket has one key on average; equal keys keep their order.
            let inside = &mut order[bounds[0] as usize..bounds[1] as usize];
            if inside.len() > 1 {
                inside.sort_by_key(|&index| given[index as usize].0);
            }
        }
        let sorted = || order.iter().map(|&index| given[index as usize]);
        Self {
            shift,
            keys: sorted().map(|(key, _)| key).collect(),
            values: sorted().map(|(_, value)| value).collect(),
            starts,
        }
    }

    /// The values of a key.
    ///
    /// Empty for a key that was not given. Two lookups and a short scan.
    #[inline]
    pub(super) fn get(&self, key: Key) -> &[T] {
        let bucket = usize::try_from(key >> self.shift).unwrap_or_default();
        let from = self.starts[bucket] as usize;
        let to = self.starts[bucket + 1] as usize;
        let known = &self.keys[from..to];
        let first = known.iter().take_while(|&&other| other < key).count();
        let count = known[first..].iter().take_while(|&&other| other == key);
        &self.values[from + first..from + first + count.count()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pieces_and_folded_words_have_one_key() {
        assert_eq!(key("اضافته"), key_of_pieces(&["", "أضاف", "ت", "ه"]));
        assert_eq!(key("معلنه"), key_of_pieces(&["معلن", "ة"]));
        assert_ne!(key("قال"), key("قلا"));
        assert_ne!(key("قال"), key("قالا"));
    }

    proptest! {
        #[test]
        fn it_finds_what_was_given_in_that_order(
            given in prop::collection::vec((0_u64..40, any::<u16>()), 0..200)
        ) {
            // Keys of few buckets, and some that share one.
            let given: Vec<(Key, u16)> = given
                .into_iter()
                .map(|(key, value)| (key.wrapping_mul(0x0101_0101_0101_0101), value))
                .collect();
            let table = HashTable::new(&given);
            for number in 0_u64..50 {
                let wanted = number.wrapping_mul(0x0101_0101_0101_0101);
                let expected: Vec<u16> = given
                    .iter()
                    .filter(|(key, _)| *key == wanted)
                    .map(|(_, value)| *value)
                    .collect();
                prop_assert_eq!(table.get(wanted), &expected[..]);
            }
        }
    }
}
