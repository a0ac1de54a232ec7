//! Visual order → words turned round, for kitty.
//!
//! kitty hands each run of cells between blanks to `HarfBuzz`, which draws a run
//! whose first letter is Arabic or Hebrew from right to left, digits and Latin
//! in it too, and mirrors its brackets. So such a run is sent the other way
//! round with its brackets turned back. Its letters stay in presentation forms,
//! which `HarfBuzz` leaves alone: lam-alef is one cell here as well, where base
//! letters would leave a hole (measured with 0.26.5). Bold and italic change the
//! font and so begin a new run. Colours stay with the cells; glyphs move.
//!
//! Not cured: a run that is Latin at its right end and Arabic at its left, with
//! no blank between; either way kitty draws one of them reversed. Harakat: kitty
//! moves a word with a shadda and a vowel sign on one letter a little.

use ratatui::buffer::Cell;
use ratatui::style::Modifier;

use super::{has_left_to_right, has_right_to_left};

/// What selects another font.
const FONT: Modifier = Modifier::BOLD.union(Modifier::ITALIC);

/// Turns every run whose first letter, read from the right, is a right-to-left one.
pub(super) fn turn(cells: &mut [Cell]) {
    for run in cells.chunk_by_mut(same_run) {
        let mut symbols = run.iter().rev().map(Cell::symbol);
        let first = symbols.find(|symbol| has_right_to_left(symbol) || has_left_to_right(symbol));
        if first.is_some_and(has_right_to_left) {
            turn_run(run);
        }
    }
}

/// Whether kitty hands both cells to its shaper together.
fn same_run(a: &Cell, b: &Cell) -> bool {
    a.symbol() != " "
        && b.symbol() != " "
        && (a.modifier ^ b.modifier).intersection(FONT).is_empty()
}

/// Wide cells keep their trailing half at their right.
fn turn_run(run: &mut [Cell]) {
    let mut symbols: Vec<String> = run
        .iter()
        .rev()
        .map(|cell| mirrored(cell.symbol()))
        .collect();
    // The trailing half of a wide cell (an empty symbol) came before its cell by the turn.
    for at in 1..symbols.len() {
        if symbols[at - 1].is_empty() {
            symbols.swap(at - 1, at);
        }
    }
    for (cell, symbol) in run.iter_mut().zip(&symbols) {
        cell.set_symbol(symbol);
    }
}

/// The symbol with a bracket turned to its other side.
///
/// kitty's shaper mirrors these by rule L4; a second mirroring undoes the first.
fn mirrored(symbol: &str) -> String {
    symbol
        .chars()
        .map(|c| match c {
            '(' => ')',
            ')' => '(',
            '[' => ']',
            ']' => '[',
            '{' => '}',
            '}' => '{',
            '<' => '>',
            '>' => '<',
            '«' => '»',
            '»' => '«',
            '‹' => '›',
            '›' => '‹',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(row: &[&str]) -> String {
        let mut cells: Vec<Cell> = row
            .iter()
            .map(|symbol| {
                let mut cell = Cell::EMPTY;
                cell.set_symbol(symbol);
                cell
            })
            .collect();
        turn(&mut cells);
        cells.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn words_turn_and_their_order_stays() {
        // Visual "( dw )": a bracketed word to the right of a number.
        assert_eq!(turned(&["2", "0", " ", "د", "ي"]), "20 يد");
        assert_eq!(turned(&["(", "د", "ي", ")"]), "(يد)");
        assert_eq!(turned(&["L", "i", "n", "u", "x"]), "Linux");
    }

    #[test]
    fn marks_stay_with_their_letter_and_digits_turn_along() {
        assert_eq!(turned(&["1", "2", "\u{648}\u{64e}"]), "\u{648}\u{64e}21");
    }

    #[test]
    fn a_wide_cell_keeps_its_half_after_it() {
        assert_eq!(turned(&["あ", "", "د"]), "دあ");
        let mut cells = [Cell::new("あ"), Cell::new(""), Cell::new("د")];
        turn(&mut cells);
        let symbols: Vec<_> = cells.iter().map(Cell::symbol).collect();
        assert_eq!(symbols, ["د", "あ", ""]);
    }

    #[test]
    fn the_first_letter_decides_for_the_run() {
        // Read: the article and tatweel, then BBC.
        assert_eq!(
            turned(&["B", "B", "C", "\u{640}", "\u{fedf}", "\u{fe8d}"]),
            "\u{fe8d}\u{fedf}\u{640}CBB"
        );
        assert_eq!(turned(&["\u{fe8d}", "B"]), "\u{fe8d}B");
    }

    #[test]
    fn bold_begins_a_new_run() {
        let mut cells = [Cell::new("ج"), Cell::new("ب"), Cell::new("ا")];
        cells[1].modifier = Modifier::BOLD;
        cells[2].modifier = Modifier::BOLD;
        turn(&mut cells);
        let symbols: Vec<_> = cells.iter().map(Cell::symbol).collect();
        assert_eq!(symbols, ["ج", "ا", "ب"]);
    }
}
