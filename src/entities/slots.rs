//! A hash table in the model's bytes, read in place: the hash of a key → the
//! bytes of its entry.
//!
//! Open addressing with linear probing. An entry begins with four bytes that
//! stand for its key's hash ([`fingerprint`]); zero marks an empty slot. What
//! the rest of an entry means is its reader's business:
//! [`lexicon`](super::lexicon) and [`phrases`](super::phrases).

#![expect(
    clippy::cast_possible_truncation,
    reason = "a hash is cut to a slot's number and to the bits of a mark on purpose"
)]

/// A table of entries of `ENTRY` bytes each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slots<'m, const ENTRY: usize> {
    bytes: &'m [u8],
    /// Number of slots less one; the number is a power of two.
    mask: usize,
}

impl<'m, const ENTRY: usize> Slots<'m, ENTRY> {
    /// Reads the table in `bytes`; `None` where their number is no power of two of entries.
    pub(crate) fn new(bytes: &'m [u8]) -> Option<Self> {
        let slots = bytes.len() / ENTRY;
        (slots.is_power_of_two() && bytes.len() == slots * ENTRY).then(|| Self {
            bytes,
            mask: slots - 1,
        })
    }

    /// The entry of the key with that hash, the mark at its start included.
    pub(crate) fn get(&self, hash: u64) -> Option<&'m [u8]> {
        let mark = fingerprint(hash);
        let mut slot = hash as usize & self.mask;
        // An empty slot ends the search; the writers leave a fifth and more of them empty.
        for _ in 0..=self.mask {
            let entry = self.bytes.get(slot * ENTRY..(slot + 1) * ENTRY)?;
            let found = u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
            if found == 0 {
                return None;
            }
            if found == mark {
                return Some(entry);
            }
            slot = (slot + 1) & self.mask;
        }
        None
    }
}

/// What stands for a key in its entry; never 0, which marks an empty slot.
pub(crate) const fn fingerprint(hash: u64) -> u32 {
    let mark = (hash >> 32) as u32;
    if mark == 0 { 1 } else { mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: usize = 5;

    /// Four slots; the second holds the key whose hash is `1 << 32 | 1`.
    fn table() -> Vec<u8> {
        let mut bytes = vec![0; 4 * ENTRY];
        bytes[ENTRY..ENTRY + 4].copy_from_slice(&1u32.to_le_bytes());
        bytes[ENTRY + 4] = 7;
        bytes
    }

    #[test]
    fn an_entry_is_found_by_its_hash_and_an_empty_slot_ends_the_search() {
        let bytes = table();
        let slots = Slots::<ENTRY>::new(&bytes).unwrap();
        assert_eq!(slots.get(1 << 32 | 1), Some(&[1, 0, 0, 0, 7][..]));
        assert_eq!(slots.get(2 << 32 | 1), None);
        assert_eq!(slots.get(1 << 32 | 2), None);
    }

    #[test]
    fn a_broken_table_is_refused_or_answers_nothing() {
        assert!(Slots::<ENTRY>::new(&[0; 3]).is_none());
        assert!(Slots::<ENTRY>::new(&[]).is_none());
        assert!(Slots::<ENTRY>::new(&[0; 3 * ENTRY]).is_none());
        assert_eq!(Slots::<ENTRY>::new(&[1; ENTRY]).unwrap().get(5), None);
    }
}
