//! What stands on a screen on which nothing else can.
//!
//! It is drawn in one row, cut where even that is too long.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{self, Side};
use crate::ui::app::App;
use crate::ui::lang::Label;

/// Says that the screen is too small.
pub(super) fn too_small(app: &App, buffer: &mut Buffer) {
    let area = Rect {
        height: buffer.area.height.min(1),
        ..buffer.area
    };
    paint::text(
        buffer,
        area,
        Label::TooSmall.text(app.lang),
        (Side::Left, Style::new()),
        app.target,
    );
}
