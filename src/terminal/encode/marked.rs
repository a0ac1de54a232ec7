//! Visual order → each right-to-left letter held in its place by U+200E.
//!
//! The bidi algorithm turns a run of right-to-left letters round; a run of one letter has
//! nothing to turn. A left-to-right mark after each letter makes every run that short, and
//! draws the neutral characters between to the left-to-right side (N0 to N2).
//!
//! Numbers of the class AN need one too: rule N1 counts them as right-to-left, so that
//! `١ - ٢` would change places. The mark follows the number's last digit.
//!
//! It asks nothing of styles: in a terminal that breaks a row into pieces (xterm.js, one
//! for each style, and one for each change of a glyph's width) every piece is right by itself.

use ratatui::buffer::Cell;

use super::{LRM, Strength, append, strength};

/// Marks what the bidi algorithm would move.
pub(super) fn mark(cells: &mut [Cell]) {
    let mut next = Strength::None;
    for cell in cells.iter_mut().rev() {
        let this = strength(cell.symbol());
        let number_ends = this == Strength::ArabicNumber && next != Strength::ArabicNumber;
        if this == Strength::Right || number_ends {
            append(cell, &[LRM]);
        }
        next = this;
    }
}
