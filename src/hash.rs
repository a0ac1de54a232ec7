//! Letters and numbers → 64-bit keys of tables: the one hash function of the crate's own.
//!
//! The keys of the entity model are written into `model.bin`, so this function cannot be replaced without
//! training anew, and it must be the same on every machine and in every version. The crate `fnv` hashes bytes; these keys are
//! made of scalar values and finished by a mixing step, so it gives others. Maps in memory that hold their keys use `foldhash` or the standard library's hasher.
//! It does not resist attacks: two words with one key would share their entry, nothing worse.

/// FNV-1a of 64 bits over a row of numbers; over bytes it is the published function.
pub(crate) fn fnv1a(numbers: impl IntoIterator<Item = u64>) -> u64 {
    numbers
        .into_iter()
        .fold(0xCBF2_9CE4_8422_2325, |hash, number| {
            (hash ^ number).wrapping_mul(0x0000_0100_0000_01B3)
        })
}

/// The key of a word, from its folded letters.
pub(crate) fn hash_letters(word: impl IntoIterator<Item = char>) -> u64 {
    finish(fnv1a(word.into_iter().map(|c| u64::from(u32::from(c)))))
}

/// One key of two. The order counts.
#[inline]
pub(crate) const fn combine(a: u64, b: u64) -> u64 {
    finish(a.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) ^ b)
}

/// Spreads the last number over all bits.
#[inline]
const fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fnv_is_the_published_function() {
        assert_eq!(fnv1a(b"foobar".map(u64::from)), 0x8594_4171_F739_67E8);
    }

    #[test]
    fn order_counts() {
        assert_ne!(hash_letters("ab".chars()), hash_letters("ba".chars()));
        assert_ne!(combine(1, 2), combine(2, 1));
    }
}
