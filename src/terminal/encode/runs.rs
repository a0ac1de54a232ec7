//! Visual order → runs of words reversed between marks, for Konsole.
//!
//! Konsole orders each row by UAX #9 with a left-to-right base and joins letters in the
//! order in which they are stored, so an override or marks between letters would leave the
//! order right and the joining wrong (measured, 22.12). It does not mirror (rule L4), and
//! takes the characters of boxes, U+2500 to U+25FF, for left-to-right letters. Styles move
//! with the letters. mlterm does the same but mirrors (measured, 3.9.0).
//!
//! A run begins and ends with a right-to-left letter and holds no digit, no left-to-right
//! letter, no box, nothing that could be mirrored, and no gap of two blanks. It is sent in
//! reverse, cells whole, a mark after it; so is a mark after each number of the
//! class AN. Before it none is needed: the row begins left to right, and whatever could
//! be reversed is followed by a mark. So brackets stand outside of all runs, behind marks, and
//! pair with nothing that is reversed (rule N0).

use ratatui::buffer::Cell;

use super::{LRM, Strength, append, restore_wide_tails, strength};
use crate::layout::mirrored;

/// Reverses every run and puts a mark after it.
pub(super) fn reverse(cells: &mut [Cell]) {
    let mut at = 0;
    while let Some(rest) = cells.get_mut(at..).filter(|rest| !rest.is_empty()) {
        let (length, letters) = run(rest);
        if letters {
            let (run, _) = rest.split_at_mut(length);
            run.reverse();
            restore_wide_tails(run, |cell| cell.symbol().is_empty());
        }
        if letters || is_number(&rest[0]) {
            append(&mut rest[length - 1], &[LRM]);
        }
        at += length;
    }
}

/// The cells, at least one, that begin the row and go together; whether they are letters to be reversed.
fn run(cells: &[Cell]) -> (usize, bool) {
    if cells.first().is_some_and(is_number) {
        return (
            cells.iter().take_while(|cell| is_number(cell)).count(),
            false,
        );
    }
    let mut end = 0;
    for (i, cell) in cells.iter().enumerate() {
        let symbol = cell.symbol();
        match strength(symbol) {
            Strength::Right => end = i + 1,
            Strength::None if end > 0 && !breaks(symbol) && !begins_gap(&cells[i..]) => {}
            Strength::None | Strength::Left | Strength::ArabicNumber | Strength::Number => break,
        }
    }
    (end.max(1), end > 0)
}

/// Whether the cell is a digit of the class AN.
fn is_number(cell: &Cell) -> bool {
    strength(cell.symbol()) == Strength::ArabicNumber
}

/// Whether a run cannot go through the symbol: it is of a box, or may be mirrored.
fn breaks(symbol: &str) -> bool {
    let first = symbol.chars().next();
    first.is_some_and(|c| ('\u{2500}'..='\u{25ff}').contains(&c) || mirrored(c).is_some())
}

/// Two blanks: what is to the right of them belongs to another column.
fn begins_gap(cells: &[Cell]) -> bool {
    matches!(cells, [a, b, ..] if a.symbol() == " " && b.symbol() == " ")
}
