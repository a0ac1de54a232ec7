//! A page over the screen: title, rows of keys (or evidence) and their meaning.
//!
//! Three columns from the reading side: keys, the same keys under the Arabic layout, what
//! they do. The first two are as wide as their widest entry, within limits; the third is
//! wrapped in what is left, Arabic of several lines at the right whatever the interface's language.

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

/// All keys, or the evidence for a quote or a name.
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
        let columns = self.columns(area.width);
        let mut rest = area;
        for row in self.page.rows.iter().skip(self.page.top) {
            let used = self.row(row, columns, rest, buffer);
            rest = Rect {
                y: rest.y + used,
                height: rest.height - used,
                ..rest
            };
        }
    }
}

/// Widths of the first two columns, in cells.
#[derive(Clone, Copy)]
struct ColumnWidths {
    head: u16,
    arabic_layout_keys: u16,
}

impl PageView<'_> {
    fn text(&self, text: &str) -> ShortText {
        ShortText::new(text, reading_side(self.app.lang), self.app.target)
    }

    /// Measured over all rows, so that scrolling moves no column.
    fn columns(&self, width: u16) -> ColumnWidths {
        let widest = |part: fn(&OverlayRow) -> &str| {
            let rows = self.page.rows.iter();
            rows.map(|row| layout::label(part(row), self.app.direction(), self.app.target).width)
                .max()
                .unwrap_or(0)
        };
        ColumnWidths {
            head: widest(|row| &row.head).min(width * 2 / 5),
            // On a narrow screen the meaning needs the space more.
            arabic_layout_keys: if width < 60 {
                0
            } else {
                widest(|row| &row.arabic_layout_keys).min(width / 6)
            },
        }
    }

    /// Draws one row at the top of `area`, its meaning on as many lines as it needs; returns how many.
    fn row(&self, row: &OverlayRow, columns: ColumnWidths, area: Rect, buffer: &mut Buffer) -> u16 {
        if area.height == 0 {
            return 0;
        }
        let side = reading_side(self.app.lang);
        let theme = &self.app.theme;
        self.text(&row.head)
            .style(theme.style(ThemeRole::Emphasis))
            .render(side.take(area, columns.head), buffer);
        let mut rest = paint::without(area, side, columns.head + 2);
        if columns.arabic_layout_keys > 0 {
            self.text(&row.arabic_layout_keys)
                .style(theme.style(ThemeRole::Secondary))
                .render(side.take(rest, columns.arabic_layout_keys), buffer);
            rest = paint::without(rest, side, columns.arabic_layout_keys + 2);
        }
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
