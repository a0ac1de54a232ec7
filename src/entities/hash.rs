//! Letters and numbers → 64 bits that stand for them in the model's tables.
//!
//! The same on every machine, since the bits are written into the model file.
//! Not for anything that an enemy could profit from: two names with the same
//! bits would share their weights, nothing worse.

/// The hash of a row of letters.
pub(crate) fn letters(word: impl IntoIterator<Item = char>) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for c in word {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01B3);
    }
    finish(hash)
}

/// One hash of two.
#[inline]
pub(crate) const fn mix(a: u64, b: u64) -> u64 {
    finish(a.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) ^ b)
}

#[inline]
const fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_counts() {
        assert_ne!(letters("ab".chars()), letters("ba".chars()));
        assert_ne!(mix(1, 2), mix(2, 1));
    }
}
