//! A laid-out line: cells with their source bytes and their order; truncation.
//!
//! This is what a caller draws. A line holds no style: the caller asks by [`Cell::span`]
//! what the bytes mean. Nothing here breaks or orders text; [`paragraph`](super::paragraph) does.

use super::target::RowOrder;
use crate::direction::Direction;
use crate::span::Span;

/// What a cell shows: up to 24 bytes without a heap allocation, more with one.
///
/// Never empty, never a control character: see [`Cell::symbol`].
pub type Symbol = compact_str::CompactString;

/// One place of a line: a grapheme cluster, or a lam-alef.
///
/// Its column is the sum of the widths before it in the line ([`VisualLine::columns`]); a cell
/// of width 2 covers the next column too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Bytes of the text that are drawn here.
    pub span: Span,
    /// What is sent to the terminal: one base with its marks, never a control character.
    ///
    /// Harakat follow their letter, as every measured terminal expects also in visual order.
    pub symbol: Symbol,
    /// Cells it takes: 1 or 2, more only for rare clusters.
    pub width: u16,
    /// Embedding level (UAX #9) after L1; odd is right to left.
    pub level: u8,
}

/// A line of cells, in the order that the layout target asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisualLine {
    /// Bytes of the text that the line stands for, with the spaces that hang at its end.
    pub span: Span,
    /// Base direction: a right-to-left line is drawn at the pane's right edge.
    pub direction: Direction,
    /// Width of all cells together, in columns of the terminal.
    pub width: u16,
    /// Order of `cells`.
    pub order: RowOrder,
    /// The cells.
    pub cells: Vec<Cell>,
}

impl VisualLine {
    /// The line in at most `width` cells: unchanged if it fits, otherwise its beginning and an ellipsis.
    ///
    /// The ellipsis stands at the logical end (at the left of a right-to-left
    /// line) and covers the bytes that it replaces; letters before it keep their joined
    /// shapes. At width 0 no cell is left.
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::layout::{Direction, LayoutTarget, RowOrder, Shaping, label};
    ///
    /// let target = LayoutTarget { order: RowOrder::Logical, shaping: Shaping::Base, ..LayoutTarget::default() };
    /// let line = label("افتتاح مكتبة", Direction::RightToLeft, target);
    /// assert_eq!(line.clone().truncated(7).text(), "افتتاح…");
    /// // No space is left before the ellipsis.
    /// assert_eq!(line.clone().truncated(8).text(), "افتتاح…");
    /// assert_eq!(line.clone().truncated(12), line);
    /// ```
    #[must_use]
    pub fn truncated(mut self, width: u16) -> Self {
        if self.width <= width {
            return self;
        }
        let mut logical: Vec<usize> = (0..self.cells.len()).collect();
        let visual = self.order == RowOrder::Visual;
        logical.sort_by_key(|&index| {
            let cell = &self.cells[index];
            // The letters of a word ligature have one span.
            let reversed = visual && cell.level % 2 == 1;
            let place = if reversed {
                self.cells.len() - index
            } else {
                index
            };
            (cell.span.start, place)
        });
        let mut used = 0;
        let mut kept = Vec::new();
        for index in logical {
            let cell = &self.cells[index];
            if used + cell.width >= width {
                break;
            }
            used += cell.width;
            kept.push(index);
        }
        while let Some(&index) = kept.last()
            && self.cells[index].symbol.trim().is_empty()
        {
            used -= self.cells[index].width;
            kept.pop();
        }
        let cut = kept
            .last()
            .map_or(self.span.start, |&index| self.cells[index].span.end);
        let mut index = 0;
        kept.sort_unstable();
        self.cells.retain(|_| {
            index += 1;
            kept.binary_search(&(index - 1)).is_ok()
        });
        self.width = used;
        if width > 0 {
            let ellipsis = Cell {
                span: Span::new(cut, self.span.end),
                symbol: Symbol::const_new("…"),
                width: 1,
                level: self.direction.level(),
            };
            // The paragraph's level is the lowest, so the end of the line is its edge.
            let at_left =
                self.order == RowOrder::Visual && self.direction == Direction::RightToLeft;
            let place = if at_left { 0 } else { self.cells.len() };
            self.cells.insert(place, ellipsis);
            self.width += 1;
        }
        self
    }

    /// The symbols of the cells, in their order.
    pub fn text(&self) -> String {
        self.cells.iter().map(|cell| cell.symbol.as_str()).collect()
    }

    /// Every cell with its first column, counted from the line's first cell.
    pub fn columns(&self) -> impl Iterator<Item = (u16, &Cell)> {
        self.cells.iter().scan(0u16, |column, cell| {
            let at = *column;
            *column = column.saturating_add(cell.width);
            Some((at, cell))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::notation::visual;
    use super::super::{LayoutTarget, Shaping, Tashkeel, label};
    use super::*;

    #[test]
    fn a_line_reads_as_an_arabic_newspaper_prints_it() {
        for (stored, printed) in [
            ("QAL", "LAQ"),
            ("QAL ahmad QAL", "LAQ ahmad LAQ"),
            ("SNH 2024 M", "M 2024 HNS"),
            ("SNH ٢٠٢٤ M", "M ٢٠٢٤ HNS"),
            // After an Arabic letter all digits are Arabic numbers (W2): the sign stands at their left.
            ("NSBH 12.5% MN", "NM %12.5 HBSN"),
            ("NSBH ١٢٫٥٪ MN", "NM ٪١٢٫٥ HBSN"),
            ("MN 10 - 12 YOM", "MOY 12 - 10 NM"),
            ("MN 10-12 YOM", "MOY 12-10 NM"),
            ("ALEAM 2024-2025", "2025-2024 MAELA"),
            ("YOM 24/11/2026 FY", "YF 24/11/2026 MOY"),
            ("YOM ٢٤/١١/٢٠٢٦ FY", "YF ٢٤/١١/٢٠٢٦ MOY"),
            ("SAEH 10:30 CBAHA", "AHABC 10:30 HEAS"),
            ("QAL (NS) LNA", "ANL (SN) LAQ"),
            ("QAL «NS [a b] NS»", "«SN [a b] SN» LAQ"),
            ("QAL: \"NS\".", ".\"SN\" :LAQ"),
            ("QAL: “NS”.", ".”SN“ :LAQ"),
            (
                "FY https://example.org/a?b=1 XBR",
                "RBX https://example.org/a?b=1 YF",
            ),
            ("ERD (opec) NFT", "TFN (opec) DRE"),
            ("1. AOL", "LOA .1"),
            ("in english QAL yes", "in english LAQ yes"),
            ("$50 MLYON", "NOYLM $50"),
            ("FAZ 3-1 ELY", "YLE 1-3 ZAF"),
            ("LGH c++", "++c HGL"),
        ] {
            assert_eq!(visual(stored), printed, "for {stored}");
        }
    }

    #[test]
    fn letters_are_joined_and_lam_alef_is_one_cell() {
        let shown = |text: &str, tashkeel| {
            let target = LayoutTarget {
                order: RowOrder::Logical,
                shaping: Shaping::Forms,
                tashkeel,
            };
            label(text, Direction::RightToLeft, target)
                .cells
                .iter()
                .map(|cell| cell.symbol.to_string())
                .collect::<Vec<_>>()
                .join("|")
        };
        let keep = Tashkeel::Keep;
        assert_eq!(shown("سلام", keep), "\u{FEB3}|\u{FEFC}|\u{FEE1}");
        assert_eq!(shown("لا", keep), "\u{FEFB}");
        assert_eq!(
            shown("لَإِ", keep),
            "\u{FEF9}\u{64E}\u{650}",
            "marks of both are kept"
        );
        assert_eq!(shown("لَإِ", Tashkeel::Strip), "\u{FEF9}");
        assert_eq!(shown("لا\u{653}", keep), "\u{FEF5}", "a madda stored alone");
        assert_eq!(
            shown("می\u{200C}رود", keep),
            "\u{FEE3}|\u{FBFD}|\u{FEAD}|\u{FEED}|\u{FEA9}"
        );
        assert_eq!(shown("ه\u{200D}", keep), "\u{FEEB}");
        assert_eq!(shown("ـه", keep), "\u{640}|\u{FEEA}");
    }

    #[test]
    fn an_ellipsis_stands_at_the_logical_end() {
        let cut = |text: &str, width| {
            let line = label(text, Direction::RightToLeft, LayoutTarget::default());
            let cut = line.truncated(width);
            assert!(cut.width <= width);
            cut.text()
        };
        assert_eq!(cut("abc def", 7), "abc def");
        assert_eq!(cut("abc def", 5), "abc…");
        assert_eq!(cut("ءءء", 2), "…\u{FE80}");
        assert_eq!(cut("ﷴﷺ", 5), "…\u{FEAA}\u{FEE4}\u{FEA4}\u{FEE3}");
        assert_eq!(cut("ءءء", 1), "…");
        assert_eq!(cut("ءءء", 0), "");
    }
}
