//! A page over the screen: title, rows of two columns from the reading side.
//!
//! The first is as wide as its widest entry, within limits; the second is wrapped in what is left, Arabic of several
//! lines at the right whatever the interface's language.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::paint::{self, ShortText, Side};
use super::status::reading_side;
use crate::layout::{self, Direction};
use crate::span::Span;
use crate::ui::app::App;
use crate::ui::overlay_page::{OverlayPage, OverlayRow};
use crate::ui::theme::ThemeRole;

/// A page of rows.
pub(super) struct PageView<'a> {
    pub(super) app: &'a App,
    pub(super) page: &'a OverlayPage,
    /// The row of its title, above the rows.
    pub(super) title: Rect,
}

impl Widget for PageView<'_> {
    /// `area` is that of the rows.
    fn render(self, area: Rect, buffer: &mut Buffer) {
        self.text(&self.page.title)
            .style(self.app.theme.style(ThemeRole::Title))
            .render(self.title, buffer);
        let head = self.head_width(area.width);
        let mut rest = area;
        for row in self.page.rows.iter().skip(self.page.top) {
            let used = self.row(row, head, rest, buffer);
            rest = Rect {
                y: rest.y + used,
                height: rest.height - used,
                ..rest
            };
        }
    }
}

impl PageView<'_> {
    fn text(&self, text: &str) -> ShortText {
        ShortText::new(text, reading_side(self.app.lang), self.app.target)
    }

    /// Cells of the first column, measured over all rows, so that scrolling moves none.
    fn head_width(&self, width: u16) -> u16 {
        let rows = self.page.rows.iter();
        let heads =
            rows.map(|row| layout::label(&row.head, self.app.direction(), self.app.target).width);
        heads.max().unwrap_or(0).min(width * 2 / 5)
    }

    /// Draws one row at the top of `area`, its meaning on as many lines as it needs; returns how many.
    fn row(&self, row: &OverlayRow, head: u16, area: Rect, buffer: &mut Buffer) -> u16 {
        if area.height == 0 {
            return 0;
        }
        let side = reading_side(self.app.lang);
        self.text(&row.head)
            .style(self.app.theme.style(ThemeRole::Emphasis))
            .render(side.take(area, head), buffer);
        let rest = paint::without(area, side, head + 2);
        self.body(&row.body, rest, buffer)
    }

    /// Draws the meaning of a row at the top of `area`; returns how many rows it takes, at least 1.
    fn body(&self, text: &str, area: Rect, buffer: &mut Buffer) -> u16 {
        let (direction, target) = (self.app.direction(), self.app.target);
        let all = Span::new(0, text.len());
        let lines = layout::lines(text, all, direction, target, area.width.max(1));
        // Lines of Arabic that start at different columns cannot be read as one.
        let arabic = layout::first_strong(text) == Some(Direction::RightToLeft);
        let side = if arabic && lines.len() > 1 {
            Side::Right
        } else {
            reading_side(self.app.lang)
        };
        for (line, row) in lines.iter().zip(area.rows()) {
            paint::line(buffer, row, line, side, |_| Style::new());
        }
        let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        count.max(1).min(area.height)
    }
}
