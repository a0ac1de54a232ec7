//! What stands on a screen on which nothing else can.
//!
//! It is broken over as many rows as there are: in 10 by 3 cells all of it can still be read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{self, Side};
use crate::layout;
use crate::span::Span;
use crate::ui::app::App;
use crate::ui::lang::Label;

/// Says that the screen is too small.
pub(super) fn too_small(app: &App, buffer: &mut Buffer) {
    let area = buffer.area;
    let text = Label::TooSmall.text(app.lang);
    let all = Span::new(0, text.len());
    let lines = layout::lines(text, all, app.direction(), app.target, area.width.max(1));
    for (y, line) in (area.y..area.bottom()).zip(&lines) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        paint::line(buffer, row, line, Side::of(line.direction), |_| {
            Style::new()
        });
    }
}
