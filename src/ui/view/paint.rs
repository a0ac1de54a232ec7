//! Lines of cells and short texts → buffer cells, at a side of a rectangle.
//!
//! The one place where a laid-out line comes into a buffer. Nothing is measured here:
//! widths come with the cells. ratatui's own text functions are not used, since they give
//! lam and alef two cells after measuring one.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::layout::{self, Cell, Direction, LayoutTarget, VisualLine};

/// At which side of its rectangle a line stands.
///
/// A line stands where its reading begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The left edge.
    Left,
    /// The right edge.
    Right,
}

impl Side {
    /// The side at which text of that direction begins.
    pub(crate) const fn of(direction: Direction) -> Self {
        match direction {
            Direction::RightToLeft => Self::Right,
            Direction::LeftToRight => Self::Left,
        }
    }

    /// The other one.
    pub(super) const fn opposite(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// Draws `line` in the first row of `area`, each cell in the style that `style` gives for it.
/// What does not fit is left out at the far side. Returns the columns that were drawn on.
pub(crate) fn line(
    buffer: &mut Buffer,
    area: Rect,
    line: &VisualLine,
    side: Side,
    style: impl Fn(&Cell) -> Style,
) -> (u16, u16) {
    let mut x = match side {
        Side::Left => area.x,
        Side::Right => area.right().saturating_sub(line.width).max(area.x),
    };
    let from = x;
    for cell in &line.cells {
        if x + cell.width > area.right() {
            break;
        }
        put(buffer, x, area.y, cell, style(cell));
        x += cell.width;
    }
    (from, x)
}

/// Puts one cell, the further columns of a wide one marked as covered by it.
fn put(buffer: &mut Buffer, x: u16, y: u16, cell: &Cell, style: Style) {
    for i in 0..cell.width {
        if let Some(target) = buffer.cell_mut((x + i, y)) {
            target.set_style(style);
            if i == 0 {
                target.set_symbol(&cell.symbol);
            } else {
                target.set_symbol(" ").set_diff_option(CellDiffOption::Skip);
            }
        }
    }
}

/// Draws `text` in the first row of `area`, cut with an ellipsis where it is too long; returns its width in cells.
pub(super) fn text(
    buffer: &mut Buffer,
    area: Rect,
    text: &str,
    (side, style): (Side, Style),
    target: LayoutTarget,
) -> u16 {
    let label = layout::label(text, direction_at(side), target).truncated(area.width);
    let (from, to) = line(buffer, area, &label, side, |_| style);
    to - from
}

/// The direction of neutral text that stands at `side`.
const fn direction_at(side: Side) -> Direction {
    match side {
        Side::Left => Direction::LeftToRight,
        Side::Right => Direction::RightToLeft,
    }
}

/// Gives all of `area` a style and blanks it.
pub(crate) fn fill(buffer: &mut Buffer, area: Rect, style: Style) {
    for position in area.intersection(buffer.area).positions() {
        if let Some(cell) = buffer.cell_mut(position) {
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// `area` without `width` cells at `side`.
pub(crate) fn without(area: Rect, side: Side, width: u16) -> Rect {
    let width = width.min(area.width);
    Rect {
        x: area.x + if side == Side::Left { width } else { 0 },
        width: area.width - width,
        ..area
    }
}
