//! A row of cells in visual order → the row that this terminal shows so.
//!
//! One interface for all encodings: [`Encoding::row`] rewrites the symbols of
//! a row in place; cells stay where they are, so styles, the diff and the
//! cursor need not know. A new encoding is a variant here and a file below.
//!
//! What an encoding needs of the layout (order, shapes) is said by
//! [`Capabilities::target`](super::Capabilities::target).

mod words;

use ratatui::buffer::Cell;
use unicode_bidi::BidiClass;

use crate::layout::bidi_class;

/// How a row goes over the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As it is: for terminals that show cells as sent, of themselves or because they were told to.
    #[default]
    Visual,
    /// A left-to-right mark after each right-to-left letter and its vowel signs: for terminals whose reordering cannot be
    /// switched off, but yields to it (xterm.js; measured with both its renderers).
    ///
    /// Costs three bytes a letter on the wire, so it is used only where nothing else helps.
    Marked,
    /// A left-to-right override in force for the whole row.
    Override,
    /// Each word with right-to-left letters turned round: for kitty, which turns it back.
    Words,
    /// Each run of words turned round, between left-to-right marks: for Konsole, which turns it back.
    Runs,
}

impl Encoding {
    /// Encodes one row in place. The empty symbol is the trailing half of a wide cell.
    ///
    /// Linear in the row. Calling it twice would turn words back: a row is encoded once.
    pub fn row(self, cells: &mut [Cell]) {
        match self {
            Self::Visual | Self::Override | Self::Runs => {}
            Self::Marked => {
                for cell in cells {
                    if has_right_to_left(cell.symbol()) {
                        let marked = format!("{}\u{200e}", cell.symbol());
                        cell.set_symbol(&marked);
                    }
                }
            }
            Self::Words => words::turn(cells),
        }
    }
}

/// Whether a right-to-left letter is among the characters.
fn has_right_to_left(symbol: &str) -> bool {
    !symbol.is_ascii()
        && symbol
            .chars()
            .any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

/// Whether a left-to-right letter is among the characters.
///
/// Digits and punctuation are none.
fn has_left_to_right(symbol: &str) -> bool {
    symbol.chars().any(|c| bidi_class(c) == BidiClass::L)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(encoding: Encoding, row: &str) -> String {
        let mut cells: Vec<Cell> = row.chars().map(Cell::from).collect();
        encoding.row(&mut cells);
        cells.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn visual_is_as_it_is() {
        assert_eq!(encoded(Encoding::Visual, "\u{fe8e}b 1"), "\u{fe8e}b 1");
    }

    #[test]
    fn marks_follow_letters_alone() {
        assert_eq!(
            encoded(Encoding::Marked, "a\u{fe8e} 12\u{5d0})"),
            "a\u{fe8e}\u{200e} 12\u{5d0}\u{200e})"
        );
    }
}
