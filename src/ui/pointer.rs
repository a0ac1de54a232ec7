//! A column of a drawn line → the bytes of the text that it shows, for presses of the mouse.
//!
//! Places are cells, counted from 0 at the upper left.

use std::ops::Range;

use crate::layout::{Direction, VisualLine};
use crate::span::Span;

/// The bytes that column `x` shows of `line`, which is drawn in `columns`, at the side where it
/// begins; `None` beside it.
pub fn bytes_at(line: &VisualLine, columns: Range<u16>, x: u16) -> Option<Span> {
    let mut from = match line.direction {
        Direction::RightToLeft => columns.end.saturating_sub(line.width).max(columns.start),
        Direction::LeftToRight => columns.start,
    };
    line.cells.iter().find_map(|cell| {
        let here = from..from + cell.width;
        from = here.end;
        (here.contains(&x) && here.end <= columns.end).then_some(cell.span)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_column_finds_its_letter() {
        use crate::layout::{Direction, LayoutTarget, label};
        use crate::ui::pointer::bytes_at;

        let line = label("نعم", Direction::RightToLeft, LayoutTarget::default());
        // The first letter stands in the last column.
        assert_eq!(bytes_at(&line, 0..10, 9).map(|span| span.start), Some(0));
        assert_eq!(bytes_at(&line, 0..10, 6), None);
    }
}
