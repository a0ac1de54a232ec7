//! A hash table in the model's bytes, read in place: the hash of a key → the bytes of its value.
//!
//! Open addressing with linear probing. Slots of one size follow each other; a slot begins with some low
//! bits of its key's hash, the *fingerprint*, which is all 0 in an empty slot alone. The search for a
//! key begins at the slot that the upper half of its hash points to, as a share of all slots, and goes
//! on, around the end, until its fingerprint or an empty slot. The table does not know what a value
//! means. A finite-state transducer (`fst`) would keep the keys themselves, which the model does not
//! have: features are known by their hash alone.

/// A table of slots of `SIZE` bytes, the first `FINGERPRINT` of which are the fingerprint.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ModelTable<'m, const SIZE: usize, const FINGERPRINT: usize> {
    slots: &'m [[u8; SIZE]],
}

impl<'m, const SIZE: usize, const FINGERPRINT: usize> ModelTable<'m, SIZE, FINGERPRINT> {
    /// Reads the table in `bytes`; `None` where they are no whole number of slots, or none.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        let (slots, rest) = bytes.as_chunks::<SIZE>();
        (rest.is_empty() && !slots.is_empty()).then_some(Self { slots })
    }

    /// The value of a key with that hash.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Option<&'m [u8]> {
        let fingerprint = fingerprint::<FINGERPRINT>(hash);
        let first = start(hash, self.slots.len());
        let (before, from) = self.slots.split_at_checked(first)?;
        // The writer leaves an eighth of the slots empty; a table without one ends the search after one round.
        for slot in from.iter().chain(before) {
            let (found, value) = slot.split_first_chunk::<FINGERPRINT>()?;
            if *found == fingerprint {
                return Some(value);
            }
            if *found == [0; FINGERPRINT] {
                return None;
            }
        }
        None
    }
}

/// The slot where a key's search begins.
#[inline]
const fn start(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

/// A key's fingerprint: the lowest bits of its hash, or 1 where they are all 0.
#[inline]
fn fingerprint<const FINGERPRINT: usize>(hash: u64) -> [u8; FINGERPRINT] {
    let bytes = hash.to_le_bytes();
    let mut fingerprint = std::array::from_fn(|i| bytes[i]);
    if fingerprint == [0; FINGERPRINT] {
        fingerprint[0] = 1;
    }
    fingerprint
}

/// The bytes of a table of these keys and values, as [`ModelTable::new`] reads it.
///
/// Of two keys that scope alike the first stays. The order of `entries` decides the bytes.
#[cfg(any(test, feature = "train"))]
pub(crate) fn write<const SIZE: usize, const FINGERPRINT: usize>(
    entries: &[(u64, Vec<u8>)],
) -> Vec<u8> {
    let count = entries.len() * 8 / 7 + 2;
    let mut slots = vec![[0u8; SIZE]; count];
    for (hash, value) in entries {
        let fingerprint = fingerprint::<FINGERPRINT>(*hash);
        let mut at = start(*hash, count);
        while slots[at][..FINGERPRINT] != [0; FINGERPRINT]
            && slots[at][..FINGERPRINT] != fingerprint
        {
            at = (at + 1) % count;
        }
        if slots[at][..FINGERPRINT] != fingerprint {
            slots[at][..FINGERPRINT].copy_from_slice(&fingerprint);
            slots[at][FINGERPRINT..FINGERPRINT + value.len()].copy_from_slice(value);
        }
    }
    slots.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::combine;

    #[test]
    fn what_is_written_is_found_and_nothing_else() {
        let entries: Vec<(u64, Vec<u8>)> = (0..2000u64)
            .map(|n| (combine(n, 1), n.to_le_bytes()[..2].to_vec()))
            .collect();
        let bytes = write::<6, 4>(&entries);
        let table = ModelTable::<6, 4>::new(&bytes).unwrap();
        for (hash, value) in &entries {
            assert_eq!(table.get(*hash), Some(value.as_slice()));
        }
        assert!((0..2000).all(|n| table.get(combine(n, 2)).is_none()));
    }

    #[test]
    fn a_broken_table_is_refused_or_answers_nothing() {
        assert!(ModelTable::<6, 4>::new(&[0; 7]).is_none());
        assert!(ModelTable::<6, 4>::new(&[]).is_none());
        let full = [9u8; 18];
        assert_eq!(ModelTable::<6, 4>::new(&full).unwrap().get(1), None);
    }
}
