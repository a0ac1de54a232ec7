//! Visual order → each word reversed, for kitty.
//!
//! kitty hands each run of cells between blanks and parts of boxes to `HarfBuzz`, which draws a run from right
//! to left if its first character that belongs to a script belongs to one of those,
//! whatever else is in it: digits and Latin are reversed as well, `12:30` in Arabic digits
//! by itself, brackets are mirrored. So such a run is sent in reverse with its
//! brackets mirrored. The script counts, not the class of UAX #9: `٪` is Arabic, `؟` and
//! `،` belong to none (measured with 0.26.5).
//!
//! Letters stay in presentation forms, which `HarfBuzz` leaves alone: lam-alef is one cell
//! here as well, where base letters would leave a hole (measured). Bold and italic change
//! the font and so begin a new run. Colours belong to the cells, and glyphs move: so
//! styles stay where they are while symbols are reversed, and a colour that begins inside a word
//! is on the right letters (measured).
//!
//! Not cured: a run whose characters at both ends belong to scripts of different direction
//! (`قطارBBC` without a blank); either way kitty draws one of them reversed. Harakat: kitty
//! moves a word with a shadda and a vowel sign on one letter a little.

use icu_properties::props::Script;
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};
use ratatui::buffer::Cell;
use ratatui::style::Modifier;

use super::restore_wide_tails;
use crate::layout::mirrored;

const SCRIPTS: CodePointMapDataBorrowed<'static, Script> = CodePointMapData::<Script>::new();

/// What selects another font.
const FONT: Modifier = Modifier::BOLD.union(Modifier::ITALIC);

/// Reverses every run that kitty would, once it is reversed, reverse again.
pub(super) fn reverse(cells: &mut [Cell]) {
    for run in cells.chunk_by_mut(same_run) {
        if is_drawn_reversed(run.iter().rev().map(Cell::symbol)) {
            reverse_run(run);
        }
    }
}

/// Whether kitty hands both cells to its shaper together.
fn same_run(a: &Cell, b: &Cell) -> bool {
    !ends_run(a.symbol())
        && !ends_run(b.symbol())
        && (a.modifier ^ b.modifier).intersection(FONT).is_empty()
}

/// Whether a symbol is in no run: a blank, or a part of a box, which kitty draws itself and in its own cell.
fn ends_run(symbol: &str) -> bool {
    symbol == " "
        || symbol
            .chars()
            .next()
            .is_some_and(|c| ('\u{2500}'..='\u{259f}').contains(&c))
}

/// Whether kitty draws symbols in this order from right to left.
fn is_drawn_reversed<'a>(symbols: impl Iterator<Item = &'a str>) -> bool {
    let mut scripts = symbols.flat_map(str::chars).map(|c| SCRIPTS.get(c));
    let none = [Script::Common, Script::Inherited, Script::Unknown];
    scripts
        .find(|script| !none.contains(script))
        .is_some_and(is_right_to_left)
}

/// The scripts that `HarfBuzz` draws from right to left and that are written today.
fn is_right_to_left(script: Script) -> bool {
    [
        Script::Arabic,
        Script::Hebrew,
        Script::Syriac,
        Script::Thaana,
        Script::Nko,
        Script::Adlam,
        Script::Mandaic,
        Script::HanifiRohingya,
    ]
    .contains(&script)
}

/// Reverses symbols and mirrors them; styles stay, and a wide cell keeps its tail at its right.
///
/// kitty's shaper mirrors by rule L4; a second mirroring undoes the first.
fn reverse_run(run: &mut [Cell]) {
    let mut symbols: Vec<String> = run
        .iter()
        .rev()
        .map(|cell| {
            cell.symbol()
                .chars()
                .map(|c| mirrored(c).unwrap_or(c))
                .collect()
        })
        .collect();
    restore_wide_tails(&mut symbols, String::is_empty);
    for (cell, symbol) in run.iter_mut().zip(&symbols) {
        cell.set_symbol(symbol);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_beside_a_word_stays_in_its_cell() {
        let cells = |symbols: &str| -> Vec<Cell> {
            let mut cells = vec![Cell::default(); symbols.chars().count()];
            for (cell, c) in cells.iter_mut().zip(symbols.chars()) {
                cell.set_char(c);
            }
            cells
        };
        // From the left edge: a word, a bar, a letter; then bars of Latin words.
        let mut row = cells("\u{646}\u{645}\u{2503}\u{623} a\u{2506}b");
        reverse(&mut row);
        assert_eq!(row, cells("\u{645}\u{646}\u{2503}\u{623} a\u{2506}b"));
    }
}
