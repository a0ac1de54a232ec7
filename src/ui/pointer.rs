//! What a mouse does: a press or a turn of the wheel, and what stands in a line at a column.
//!
//! Places are cells, counted from 0 at the upper left. Nothing moves and nothing is dragged.

use std::ops::Range;

use crate::layout::{Direction, VisualLine};
use crate::span::Span;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gesture {
    /// The first button went down.
    Press,
    /// The wheel was turned by one step: onwards where positive.
    Wheel(i16),
}

/// Something done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pointer {
    /// What.
    pub gesture: Gesture,
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
}

/// The bytes that column `x` shows of `line`, which is drawn in `columns`, at the side where it
/// begins; `None` beside it.
///
/// # Examples
///
/// ```
/// use qari::layout::{Direction, LayoutTarget, label};
/// use qari::ui::pointer::bytes_at;
///
/// let line = label("نعم", Direction::RightToLeft, LayoutTarget::default());
/// // The first letter stands in the last column.
/// assert_eq!(bytes_at(&line, 0..10, 9).map(|span| span.start), Some(0));
/// assert_eq!(bytes_at(&line, 0..10, 6), None);
/// ```
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
