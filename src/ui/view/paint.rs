//! Lines of cells and short texts → buffer cells, at a side of a rectangle.
//!
//! The one place where a laid-out line is written to a buffer. Nothing is measured here: widths
//! come with the cells.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

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

    /// The direction of neutral text that stands at this side.
    const fn direction(self) -> Direction {
        match self {
            Self::Left => Direction::LeftToRight,
            Self::Right => Direction::RightToLeft,
        }
    }

    /// The first `width` cells of `area`, seen from this side.
    pub(super) fn take(self, area: Rect, width: u16) -> Rect {
        without(area, self.opposite(), area.width.saturating_sub(width))
    }
}

/// A short text of the interface: one line, cut with an ellipsis where it is too long.
#[derive(Clone, Debug)]
pub(super) struct ShortText {
    line: VisualLine,
    side: Side,
    style: Style,
}

impl ShortText {
    /// `text` at `side` of the row that it will be drawn in.
    pub(super) fn new(text: &str, side: Side, target: LayoutTarget) -> Self {
        Self {
            line: layout::label(text, side.direction(), target),
            side,
            style: Style::new(),
        }
    }

    /// As [`new`](Self::new), with the base direction that the text is known to have.
    pub(super) fn directed(
        text: &str,
        direction: Direction,
        side: Side,
        target: LayoutTarget,
    ) -> Self {
        Self {
            line: layout::label_with(text, direction, target),
            side,
            style: Style::new(),
        }
    }

    /// The same in `style`.
    pub(super) fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The cells that it takes in a row of `width` cells.
    pub(super) fn width_in(&self, width: u16) -> u16 {
        if self.line.width <= width {
            return self.line.width;
        }
        self.line.clone().truncated(width).width.min(width)
    }

    /// Draws it in the first row of `area`; the cells that it takes there.
    pub(super) fn draw(self, area: Rect, buffer: &mut Buffer) -> u16 {
        let fitted = self.line.truncated(area.width);
        line(buffer, area, &fitted, self.side, |_| self.style);
        fitted.width.min(area.width)
    }
}

impl Widget for ShortText {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        self.draw(area, buffer);
    }
}

/// Draws `line` in the first row of `area`, each cell in the style that `style` gives for it.
///
/// What does not fit is left out at the far side.
pub(crate) fn line(
    buffer: &mut Buffer,
    area: Rect,
    line: &VisualLine,
    side: Side,
    style: impl Fn(&Cell) -> Style,
) {
    let mut x = match side {
        Side::Left => area.x,
        Side::Right => area.right().saturating_sub(line.width).max(area.x),
    };
    for cell in &line.cells {
        if x + cell.width > area.right() {
            break;
        }
        put(buffer, x, area.y, cell, style(cell));
        x += cell.width;
    }
}

/// Puts one cell. The further columns of a wide one are marked as covered by it.
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

/// Blanks all of `area` and gives it a style.
pub(crate) fn fill(buffer: &mut Buffer, area: Rect, style: Style) {
    Clear.render(area, buffer);
    buffer.set_style(area, style);
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
