//! Rows of cells as ASCII, for the tests of this module: CAPITALS are Arabic letters, as in UAX #9's own examples.
//!
//! Most editors reorder right-to-left text in a source file, so that a test cannot be read
//! as it is stored. Here `QAL` is قال and its
//! visual row is `LAQ`; lower case is Latin, everything else is itself.

use super::{Direction, LayoutTarget, RowOrder, Shaping, VisualLine, label, lines};
use crate::span::Span;

/// `A` to `Z`: distinct Arabic letters, by their sound where there is such a letter.
const LETTERS: [char; 26] = [
    'ا', 'ب', 'ص', 'د', 'ع', 'ف', 'غ', 'ح', 'ئ', 'ج', 'ك', 'ل', 'م', 'ن', 'و', 'ث', 'ق', 'ر', 'س',
    'ت', 'ء', 'ذ', 'ض', 'خ', 'ي', 'ز',
];

/// Visual order with letters as stored.
pub(super) const VISUAL: LayoutTarget = LayoutTarget {
    order: RowOrder::Visual,
    shaping: Shaping::Base,
    tashkeel: super::Tashkeel::Keep,
};

/// The Arabic text that is written in the notation.
pub(super) fn arabic(notation: &str) -> String {
    notation
        .chars()
        .map(|c| {
            let index = u32::from(c).wrapping_sub(u32::from('A'));
            LETTERS
                .get(usize::try_from(index).unwrap_or(usize::MAX))
                .copied()
                .unwrap_or(c)
        })
        .collect()
}

/// The notation for a row of cells.
pub(super) fn row(line: &VisualLine) -> String {
    line.text()
        .chars()
        .map(|c| match LETTERS.iter().position(|&letter| letter == c) {
            Some(index) => ('A'..='Z').nth(index).unwrap_or(c),
            None => c,
        })
        .collect()
}

/// The visual row of a text in one line.
pub(super) fn visual(notation: &str) -> String {
    row(&label(&arabic(notation), Direction::RightToLeft, VISUAL))
}

/// The visual rows of a paragraph at a width.
pub(super) fn wrapped(notation: &str, width: u16) -> Vec<String> {
    let text = arabic(notation);
    let all = Span::new(0, text.len());
    lines(&text, all, Direction::RightToLeft, VISUAL, width)
        .iter()
        .map(row)
        .collect()
}
