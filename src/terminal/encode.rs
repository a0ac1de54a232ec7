//! A row of cells in visual order → the row that makes this terminal show that order.
//!
//! One interface for all encodings: [`RowEncoding::row`] rewrites the symbols of a row in place; cells stay where they
//! are, so styles, the diff and the cursor are not affected. A new encoding is a variant here and a file below.
//!
//! A capital is a right-to-left letter, `|` a left-to-right mark, `<` an override, `>` its end:
//!
//! ```text
//! Visual            2 GFE (DCB) x    as shown, from the left edge
//! Marked            2 G|F|E| (D|C|B|) x
//! Override          2< GFE (DCB) x>
//! Words             2 EFG (BCD) x    brackets mirrored where the word is reversed
//! Runs              2 EFG| (BCD|) x
//! ```
//!
//! Controls are part of a cell's symbol, behind the visible characters: they take no column, and a cell that is written
//! again includes its own. So rows may be updated in part.
//!
//! What an encoding needs of the layout (order, shapes) is said by
//! [`Capabilities::target`](super::Capabilities::target).

mod marked;
#[cfg(test)]
mod model;
mod overridden;
mod runs;
#[cfg(test)]
mod tests;
mod words;

use ratatui::buffer::Cell;
use unicode_bidi::BidiClass;

use crate::layout::bidi_class;

/// LEFT-TO-RIGHT MARK: a strong letter of no width.
const LRM: char = '\u{200e}';
/// LEFT-TO-RIGHT OVERRIDE: what follows counts as left-to-right letters.
const LRO: char = '\u{202d}';
/// POP DIRECTIONAL FORMATTING: ends an override.
const PDF: char = '\u{202c}';

/// How a row is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RowEncoding {
    /// As it is: for terminals that show cells as sent, of themselves or because they were told to.
    #[default]
    Visual,
    /// A left-to-right mark after each right-to-left letter and its vowel signs: for terminals whose reordering cannot be
    /// switched off, but yields to it (xterm.js; measured with both its renderers).
    ///
    /// Costs three bytes a letter on the wire, so it is used only where nothing else helps.
    Marked,
    /// A left-to-right override in force for the whole row: for VTE behind a multiplexer, and for what cannot be known.
    Override,
    /// Each word with right-to-left letters reversed: for kitty, which reverses it again.
    Words,
    /// Each run of words reversed, a left-to-right mark after it: for Konsole behind a multiplexer, which reverses it again.
    Runs,
}

impl RowEncoding {
    /// Encodes one row in place. The empty symbol is the tail of a wide cell.
    ///
    /// Linear in the row. Calling it twice would undo reversals: a row is encoded once.
    pub fn row(self, cells: &mut [Cell]) {
        match self {
            Self::Visual => {}
            Self::Marked => marked::mark(cells),
            Self::Override => overridden::override_row(cells),
            Self::Words => words::reverse(cells),
            Self::Runs => runs::reverse(cells),
        }
    }
}

/// What a cell is to the bidi algorithm, as far as encodings differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strength {
    /// A right-to-left letter (R, AL).
    Right,
    /// A left-to-right letter (L).
    Left,
    /// A digit of the numbers that stand in right-to-left order among letters (AN: ١٢٣).
    ArabicNumber,
    /// Any other digit (EN).
    Number,
    /// Nothing that orders others: blanks, punctuation, the tail of a wide cell.
    None,
}

/// The strongest of the symbol's characters, the first one first.
fn strength(symbol: &str) -> Strength {
    let of = |c: char| match bidi_class(c) {
        BidiClass::R | BidiClass::AL => Some(Strength::Right),
        BidiClass::L => Some(Strength::Left),
        BidiClass::AN => Some(Strength::ArabicNumber),
        BidiClass::EN => Some(Strength::Number),
        _ => None,
    };
    symbol.chars().find_map(of).unwrap_or(Strength::None)
}

/// Appends `control` to what the cell shows.
fn append(cell: &mut Cell, controls: &[char]) {
    let symbol: String = cell
        .symbol()
        .chars()
        .chain(controls.iter().copied())
        .collect();
    cell.set_symbol(&symbol);
}

/// After a reversal the tails of a wide cell stand before it: moves them behind it.
fn restore_wide_tails<T>(reversed: &mut [T], is_tail: impl Fn(&T) -> bool) {
    let mut start = 0;
    for at in 0..reversed.len() {
        if !is_tail(&reversed[at]) {
            reversed[start..=at].rotate_right(1);
            start = at + 1;
        }
    }
}
