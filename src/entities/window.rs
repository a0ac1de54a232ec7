//! Windows of tokens around a token: how wide the net's layers look, and which tokens lie inside.
//!
//! Only numbers of tokens are counted here; a sentence's range bounds every window.

use std::ops::Range;

/// Tokens that the net's first layer sees: two on both sides.
pub(crate) const FIRST_WINDOW: usize = 5;

/// Tokens that the net's second layer sees: one on both sides.
pub(crate) const SECOND_WINDOW: usize = 3;

/// The tokens of `range` among the `width` about `at`, each with its offset in the window, counted
/// from 0 on the left.
pub(crate) fn around(
    at: usize,
    width: usize,
    range: &Range<usize>,
) -> impl Iterator<Item = (usize, usize)> {
    let near = move |offset: usize| {
        (at + offset)
            .checked_sub(width / 2)
            .map(|near| (offset, near))
    };
    (0..width)
        .filter_map(near)
        .filter(|(_, near)| range.contains(near))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_with_its_sentence() {
        let window = |at, range| around(at, 5, &range).collect::<Vec<_>>();
        assert_eq!(window(4, 2..9), [(0, 2), (1, 3), (2, 4), (3, 5), (4, 6)]);
        assert_eq!(window(0, 0..2), [(2, 0), (3, 1)]);
        assert_eq!(window(4, 4..5), [(2, 4)]);
    }
}
