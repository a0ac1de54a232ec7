//! A page over the screen: title, rows of keys (or evidence) and their meaning.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{self, Side};
use super::status::reading_side;
use crate::layout;
use crate::ui::app::App;
use crate::ui::geometry::Geometry;
use crate::ui::page::{Page, Row};

/// The part of the screen that a page's rows stand in.
pub(crate) fn rows_area(geometry: &Geometry) -> Rect {
    let body = body(geometry);
    Rect {
        y: body.y + 2,
        height: body.height.saturating_sub(2),
        ..body
    }
}

/// All between header and status, in a readable width.
fn body(geometry: &Geometry) -> Rect {
    let screen = geometry.status.width;
    let width = screen.min(84);
    Rect {
        x: (screen - width) / 2,
        y: 0,
        width,
        height: geometry.status.y,
    }
}

/// Draws `page`.
pub(super) fn render(app: &App, page: &Page, geometry: &Geometry, buffer: &mut Buffer) {
    let screen = Rect {
        height: geometry.status.y,
        ..buffer.area
    };
    paint::fill(buffer, screen, Style::new());
    let side = reading_side(app.lang);
    let title = body(geometry);
    paint::text(
        buffer,
        inset(title),
        &page.title,
        (side, app.theme.title()),
        app.target,
    );
    let area = inset(rows_area(geometry));
    let columns = Columns::of(app, page, area.width);
    for (row, y) in page.rows.iter().skip(page.top).zip(area.y..area.bottom()) {
        columns.row(
            app,
            row,
            (
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                side,
            ),
            buffer,
        );
    }
}

fn inset(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    }
}

/// Widths of the first two columns, in cells.
struct Columns {
    head: u16,
    twin: u16,
}

impl Columns {
    fn of(app: &App, page: &Page, width: u16) -> Self {
        let widest = |part: fn(&Row) -> &str| {
            page.rows
                .iter()
                .map(|row| layout::label(part(row), app.direction(), app.target).width)
                .max()
                .unwrap_or(0)
        };
        let head = widest(|row| &row.head).min(width / 3);
        let twin = widest(|row| &row.twin).min(width / 6);
        // On a narrow screen the meaning needs the room more than the twins do.
        Self {
            head,
            twin: if width < 60 { 0 } else { twin },
        }
    }

    fn row(&self, app: &App, row: &Row, (area, side): (Rect, Side), buffer: &mut Buffer) {
        let theme = app.theme;
        let cell = |area: Rect, width: u16| Rect {
            x: if side == Side::Right {
                area.right().saturating_sub(width)
            } else {
                area.x
            },
            width,
            ..area
        };
        paint::text(
            buffer,
            cell(area, self.head),
            &row.head,
            (side, Style::new().bold()),
            app.target,
        );
        let mut rest = paint::without(area, side, self.head + 2);
        if self.twin > 0 {
            paint::text(
                buffer,
                cell(rest, self.twin),
                &row.twin,
                (side, theme.dim()),
                app.target,
            );
            rest = paint::without(rest, side, self.twin + 2);
        }
        paint::text(buffer, rest, &row.body, (side, Style::new()), app.target);
    }
}
