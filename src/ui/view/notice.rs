//! The message on a screen that is too small for everything else.
//!
//! It is wrapped to the available rows: with 10 by 3 cells all of it can still be read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::paint::{self, Side};
use crate::layout;
use crate::span::Span;
use crate::ui::app::App;
use crate::ui::lang::Label;

/// Says that the screen is too small.
pub(super) struct TooSmallView<'a> {
    pub(super) app: &'a App,
}

impl Widget for TooSmallView<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let text = Label::TooSmall.text(self.app.lang);
        let all = Span::new(0, text.len());
        let (direction, target) = (self.app.direction(), self.app.target);
        let lines = layout::lines(text, all, direction, target, area.width.max(1));
        for (line, row) in lines.iter().zip(area.rows()) {
            paint::line(buffer, row, line, Side::of(line.direction), |_| {
                Style::new()
            });
        }
    }
}
