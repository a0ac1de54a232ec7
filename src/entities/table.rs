//! A hash table in the model's bytes, read in place: the hash of a key → the
//! bytes of its value.
//!
//! Open addressing with linear probing. Slots of one size lie side by side; a
//! slot begins with some low bits of its key's hash, its mark, which is never
//! all 0 but in an empty slot. The search for a key begins at the slot that the
//! upper half of its hash points to, as a share of all slots, and goes on,
//! around the end, until its mark or an empty slot. What a value means is its
//! reader's business.

/// A table of slots of `SIZE` bytes, the first `MARK` of which are the mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'m, const SIZE: usize, const MARK: usize> {
    slots: &'m [[u8; SIZE]],
}

impl<'m, const SIZE: usize, const MARK: usize> Table<'m, SIZE, MARK> {
    /// Reads the table in `bytes`; `None` where they are no whole number of slots, or none.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        let (slots, rest) = bytes.as_chunks::<SIZE>();
        (rest.is_empty() && !slots.is_empty()).then_some(Self { slots })
    }

    /// What stands behind the mark of a key with that hash.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Option<&'m [u8]> {
        let mark = mark::<MARK>(hash);
        let first = start(hash, self.slots.len());
        let (before, from) = self.slots.split_at_checked(first)?;
        // The writer leaves an eighth of the slots empty; a table without one ends the search after one round.
        for slot in from.iter().chain(before) {
            let (found, value) = slot.split_first_chunk::<MARK>()?;
            if *found == mark {
                return Some(value);
            }
            if *found == [0; MARK] {
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

/// A key's mark: the lowest bits of its hash, or 1 where they are all 0.
#[inline]
fn mark<const MARK: usize>(hash: u64) -> [u8; MARK] {
    let bytes = hash.to_le_bytes();
    let mut mark = std::array::from_fn(|i| bytes[i]);
    if mark == [0; MARK] {
        mark[0] = 1;
    }
    mark
}

/// The bytes of a table of these keys and values, the writer's side of [`Table::new`].
///
/// Of two keys that look alike the first stays. The order of `entries` decides the bytes.
#[cfg(any(test, feature = "train"))]
pub(crate) fn write<const SIZE: usize, const MARK: usize>(entries: &[(u64, Vec<u8>)]) -> Vec<u8> {
    let count = entries.len() * 8 / 7 + 2;
    let mut slots = vec![[0u8; SIZE]; count];
    for (hash, value) in entries {
        let mark = mark::<MARK>(*hash);
        let mut at = start(*hash, count);
        while slots[at][..MARK] != [0; MARK] && slots[at][..MARK] != mark {
            at = (at + 1) % count;
        }
        if slots[at][..MARK] != mark {
            slots[at][..MARK].copy_from_slice(&mark);
            slots[at][MARK..MARK + value.len()].copy_from_slice(value);
        }
    }
    slots.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::hash::mix;

    #[test]
    fn what_is_written_is_found_and_nothing_else() {
        let entries: Vec<(u64, Vec<u8>)> = (0..2000u64)
            .map(|n| (mix(n, 1), n.to_le_bytes()[..2].to_vec()))
            .collect();
        let bytes = write::<6, 4>(&entries);
        let table = Table::<6, 4>::new(&bytes).unwrap();
        for (hash, value) in &entries {
            assert_eq!(table.get(*hash), Some(value.as_slice()));
        }
        assert!((0..2000).all(|n| table.get(mix(n, 2)).is_none()));
    }

    #[test]
    fn a_broken_table_is_refused_or_answers_nothing() {
        assert!(Table::<6, 4>::new(&[0; 7]).is_none());
        assert!(Table::<6, 4>::new(&[]).is_none());
        let full = [9u8; 18];
        assert_eq!(Table::<6, 4>::new(&full).unwrap().get(1), None);
    }
}
