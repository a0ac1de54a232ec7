//! A page over the screen: title, rows of keys (or evidence) and their meaning.
//!
//! Three columns from the reading side: keys, their keys of the Arabic layout under the Arabic layout, what
//! they do. The first two are as wide as their widest entry, within limits; the third is
//! wrapped in what is left, an Arabic passage of several lines at the right whatever the interface.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{self, Side};
use super::status::reading_side;
use crate::layout::{self, Direction};
use crate::span::Span;
use crate::ui::app::App;
use crate::ui::geometry::Geometry;
use crate::ui::overlay_page::{OverlayPage, OverlayRow};

/// Draws `page`.
pub(super) fn render(app: &App, page: &OverlayPage, geometry: &Geometry, buffer: &mut Buffer) {
    let screen = Rect {
        height: geometry.status.y,
        ..buffer.area
    };
    paint::fill(buffer, screen, Style::new());
    let side = reading_side(app.lang);
    let (title, area) = geometry.page();
    paint::text(
        buffer,
        title,
        &page.title,
        (side, app.theme.title()),
        app.target,
    );
    let columns = Columns::of(app, page, area.width);
    let mut rest = area;
    for row in page.rows.iter().skip(page.top) {
        let used = columns.row(app, row, (rest, side), buffer);
        rest = Rect {
            y: rest.y + used,
            height: rest.height - used,
            ..rest
        };
    }
}

/// Widths of the first two columns, in cells.
///
/// Measured over all rows, so that scrolling moves no column.
struct Columns {
    head: u16,
    arabic: u16,
}

impl Columns {
    fn of(app: &App, page: &OverlayPage, width: u16) -> Self {
        let widest = |part: fn(&OverlayRow) -> &str| {
            page.rows
                .iter()
                .map(|row| layout::label(part(row), app.direction(), app.target).width)
                .max()
                .unwrap_or(0)
        };
        let head = widest(|row| &row.head).min(width * 2 / 5);
        let arabic = widest(|row| &row.arabic_layout_keys).min(width / 6);
        // On a narrow screen the meaning needs the room more than the keys of the Arabic layout do.
        Self {
            head,
            arabic: if width < 60 { 0 } else { arabic },
        }
    }

    /// Draws one row at the top of `area`, its meaning on as many lines as it needs; returns how many.
    fn row(
        &self,
        app: &App,
        row: &OverlayRow,
        (area, side): (Rect, Side),
        buffer: &mut Buffer,
    ) -> u16 {
        if area.height == 0 {
            return 0;
        }
        let theme = app.theme;
        let bold = (side, Style::new().bold());
        paint::text(
            buffer,
            part(area, side, self.head),
            &row.head,
            bold,
            app.target,
        );
        let mut rest = paint::without(area, side, self.head + 2);
        if self.arabic > 0 {
            let dim = (side, theme.dim());
            paint::text(
                buffer,
                part(rest, side, self.arabic),
                &row.arabic_layout_keys,
                dim,
                app.target,
            );
            rest = paint::without(rest, side, self.arabic + 2);
        }
        let span = Span::new(0, row.body.len());
        let lines = layout::lines(
            &row.body,
            span,
            app.direction(),
            app.target,
            rest.width.max(1),
        );
        // Lines of Arabic that start at different columns cannot be read as one.
        let rtl = layout::first_strong(&row.body) == Some(Direction::RightToLeft);
        let side = if rtl && lines.len() > 1 {
            Side::Right
        } else {
            side
        };
        for (line, y) in lines.iter().zip(rest.y..rest.bottom()) {
            paint::line(
                buffer,
                Rect {
                    y,
                    height: 1,
                    ..rest
                },
                line,
                side,
                |_| Style::new(),
            );
        }
        let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        count.max(1).min(area.height)
    }
}

/// The first `width` cells of `area`, seen from `side`.
fn part(area: Rect, side: Side, width: u16) -> Rect {
    let width = width.min(area.width);
    Rect {
        x: match side {
            Side::Right => area.right() - width,
            Side::Left => area.x,
        },
        width,
        ..area
    }
}
