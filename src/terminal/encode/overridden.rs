//! Visual order → the whole row under one left-to-right override.
//!
//! U+202D makes every character after it a left-to-right letter, until U+202C: nothing is
//! reordered and nothing mirrored. VTE joins letters in the order in which they are shown,
//! and leaves presentation forms alone, so shapes stay as well (measured, 0.70, also
//! through tmux, GNU screen and mosh, which pass these controls on).
//!
//! The override stands behind the row's first cell: terminals drop a character of no width
//! that has nothing to stand on. If that cell holds a right-to-left letter itself, a
//! left-to-right mark keeps it from changing places with what follows. The blank behind the
//! last cell that shows something ends the override, so that a neighbour in another pane of
//! tmux is not under it.
//!
//! Once a row, not once a style: terminals that order whole rows need no more, and those
//! that draw controls as small signs (Alacritty, urxvt) draw them at the two edges only.
//! Browsers, which order each piece of one style by itself, would need it anew in each,
//! and lose it where a piece begins with a letter (measured, xterm.js): marks are for them.
//!
//! Costs six bytes a row, where marks cost three a letter. Terminals apply bidi to the cells
//! that they hold, so cells may be written again one by one: the two that hold a control
//! bring it with them.

use ratatui::buffer::Cell;

use super::{LRM, LRO, PDF, Strength, append, strength};

/// Puts the row under an override, if it holds anything that could move.
pub(super) fn override_row(cells: &mut [Cell]) {
    if !cells.iter().any(moves) {
        return;
    }
    if let [first, ..] = cells {
        if moves(first) {
            append(first, &[LRM]);
        }
        append(first, &[LRO]);
    }
    let shows = |cell: &Cell| !matches!(cell.symbol(), " " | "");
    let Some(last) = cells.iter().rposition(shows) else {
        return;
    };
    // The blank behind it, where there is one: a sign for it must not lie upon a letter.
    let blank = cells[last..].iter().position(|cell| cell.symbol() == " ");
    append(&mut cells[last + blank.unwrap_or(0)], &[PDF]);
}

/// Whether the bidi algorithm may move the cell.
fn moves(cell: &Cell) -> bool {
    matches!(
        strength(cell.symbol()),
        Strength::Right | Strength::ArabicNumber
    )
}
