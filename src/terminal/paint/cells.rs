//! Cells as drawn → cells as sent: safe symbols, colours that exist, one form for all blanks.
//!
//! After this two cells look the same exactly where they are equal, so the diff only compares. It is also the last
//! check: whatever was drawn, no control character, no bidi control and no mark without a base is sent.

use crate::characters::is_bidi_control;
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::style::{Color, Modifier};
use unicode_bidi::BidiClass;

use crate::layout::bidi_class;

use crate::terminal::color::ColorDepth;

/// Modifiers that are seen on a blank.
pub(super) const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// Colours to remember; a screen has a dozen.
const MEMO: usize = 32;

/// The symbol of a wide cell's second column (its tail).
pub(super) const WIDE_TAIL: &str = "";

/// Makes cells comparable, and remembers which colour became which.
#[derive(Debug, Default)]
pub(super) struct CellNormalizer {
    depth: ColorDepth,
    memo: Vec<(Color, Color)>,
}

impl CellNormalizer {
    pub(super) fn new(depth: ColorDepth) -> Self {
        Self {
            depth,
            memo: Vec::new(),
        }
    }

    /// Fills `out` with the cells of `buffer`, ready to be compared and sent.
    pub(super) fn normalize(&mut self, buffer: &Buffer, out: &mut Vec<Cell>) {
        out.clear();
        out.extend(buffer.content.iter().map(|cell| self.cell(cell)));
        // A tail without its cell is a blank.
        let width = usize::from(buffer.area.width).max(1);
        for row in out.chunks_mut(width) {
            if let Some(first) = row.first_mut().filter(|cell| cell.symbol() == WIDE_TAIL) {
                first.set_symbol(" ");
            }
        }
    }

    /// A covered column becomes [`WIDE_TAIL`]; a blank keeps only what is seen on a blank.
    fn cell(&mut self, cell: &Cell) -> Cell {
        let mut ready = cell.clone();
        if cell.diff_option == CellDiffOption::Skip {
            return Cell::new(WIDE_TAIL);
        }
        ready.set_diff_option(CellDiffOption::None);
        ready.fg = self.color(cell.fg);
        ready.bg = self.color(cell.bg);
        if let Some(symbol) = safe(cell.symbol()) {
            ready.set_symbol(&symbol);
        }
        if ready.symbol() == " " {
            ready.modifier &= SEEN_ON_BLANK;
            if ready.modifier.is_empty() {
                ready.fg = Color::Reset;
            }
        }
        ready
    }

    /// A dozen colours repeat over thousands of cells; the search for the nearest is done
    /// once for each.
    fn color(&mut self, color: Color) -> Color {
        if color == Color::Reset || self.depth == ColorDepth::TrueColor {
            return color;
        }
        if let Some((_, nearest)) = self.memo.iter().find(|(from, _)| *from == color) {
            return *nearest;
        }
        let nearest = self.depth.nearest(color);
        if self.memo.len() < MEMO {
            self.memo.push((color, nearest));
        }
        nearest
    }
}

/// The symbol without what a terminal would obey, and never a mark alone; `None` where it is fine as it is.
fn safe(symbol: &str) -> Option<String> {
    if is_plain(symbol) {
        return None;
    }
    let bad = |c: char| {
        // Line and paragraph separators act on the cursor in some terminals.
        c.is_control() || is_bidi_control(c) || matches!(c, '\u{2028}' | '\u{2029}')
    };
    let alone = |s: &str| {
        s.chars().next().is_none_or(|c| {
            !c.is_ascii() && matches!(bidi_class(c), BidiClass::NSM | BidiClass::BN)
        })
    };
    if !symbol.contains(bad) && !alone(symbol) {
        return None;
    }
    let kept: String = symbol.chars().filter(|c| !bad(*c)).collect();
    Some(if alone(&kept) {
        format!(" {kept}")
    } else {
        kept
    })
}

/// Whether the symbol is one letter of those that an article is made of: the short way for nearly all cells.
fn is_plain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let first = chars.next();
    chars.next().is_none()
        && first.is_some_and(|c| {
            matches!(c,
                ' '..='~'
                | '\u{620}'..='\u{64a}'
                | '\u{660}'..='\u{66f}'
                | '\u{671}'..='\u{6d5}'
                | '\u{fb50}'..='\u{fbb1}'
                | '\u{fe80}'..='\u{fefc}')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_come_out_harmless() {
        assert_eq!(safe("a"), None);
        assert_eq!(safe("\u{628}\u{64e}"), None);
        assert_eq!(safe("あ"), None);
        assert_eq!(safe("\u{1b}[2J").as_deref(), Some("[2J"));
        assert_eq!(safe("\u{9b}").as_deref(), Some(" "));
        assert_eq!(safe("\u{202e}x").as_deref(), Some("x"));
        assert_eq!(safe("\u{64e}").as_deref(), Some(" \u{64e}"));
        assert_eq!(safe("").as_deref(), Some(" "));
    }

    #[test]
    fn blanks_that_look_the_same_are_the_same() {
        let mut cleaner = CellNormalizer::new(ColorDepth::Ansi16);
        let mut bold = Cell::new(" ");
        bold.modifier = Modifier::BOLD;
        bold.fg = Color::Red;
        assert_eq!(cleaner.cell(&bold), Cell::EMPTY);
        bold.modifier = Modifier::REVERSED;
        assert_ne!(cleaner.cell(&bold), Cell::EMPTY);
        let mut background = Cell::new(" ");
        background.bg = Color::Blue;
        assert_ne!(cleaner.cell(&background), Cell::EMPTY);
    }
}
