//! Places in an article → a row of blocks that shows where they are dense.
//!
//! The article's start is at the right, as its text is read. Each cell stands for an equal part of the text; its height
//! tells how many places are there, compared with the fullest cell.

/// From one place to the most.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The cells of a plot of `width` cells, from left to right, for places in a text of `length` bytes.
pub(crate) fn density(places: impl Iterator<Item = usize>, length: usize, width: u16) -> String {
    let width = usize::from(width);
    let mut counts = vec![0_usize; width];
    for place in places {
        let cell = place.saturating_mul(width) / length.max(1);
        if let Some(count) = counts.get_mut(cell.min(width.saturating_sub(1))) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(4);
    let cell = |&count: &usize| match count {
        0 => ' ',
        _ => HEIGHTS[(count * HEIGHTS.len()).div_ceil(most) - 1],
    };
    counts.iter().rev().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_is_at_the_right_and_the_fullest_cell_is_highest() {
        assert_eq!(density([0, 99].into_iter(), 100, 4), "▂  ▂");
        assert_eq!(density([0, 1, 2, 3, 4, 99].into_iter(), 100, 4), "▂  █");
        assert_eq!(density([500].into_iter(), 100, 2), "▂ ");
        assert_eq!(density(std::iter::empty(), 0, 3), "   ");
        assert_eq!(density([1].into_iter(), 9, 0), "");
    }
}
