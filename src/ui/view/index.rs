//! The index of names over the screen.
//!
//! Names at the right with their other forms after them, the number of mentions at the
//! left. What does not fit is cut with an ellipsis: first the other forms, then the name.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{self, Side};
use super::status::reading_side;
use crate::ui::app::App;
use crate::ui::geometry::Geometry;
use crate::ui::index::{EntityIndex, EntityIndexLine};
use crate::ui::lang::Label;

/// Draws the index.
pub(super) fn render(app: &App, list: &EntityIndex, geometry: &Geometry, buffer: &mut Buffer) {
    let screen = Rect {
        height: geometry.status.y,
        ..buffer.area
    };
    paint::fill(buffer, screen, Style::new());
    let (title, area) = geometry.page();
    let text = if list.lines.is_empty() {
        Label::NoEntities
    } else {
        Label::IndexTitle
    };
    let side = reading_side(app.lang);
    paint::text(
        buffer,
        title,
        text.text(app.lang),
        (side, app.theme.title()),
        app.target,
    );
    for ((i, line), y) in list
        .lines
        .iter()
        .enumerate()
        .skip(list.top)
        .zip(area.y..area.bottom())
    {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        render_line(app, line, (row, i == list.selected), buffer);
    }
}

/// One line, read from the right: names are Arabic in either language of the interface.
fn render_line(
    app: &App,
    line: &EntityIndexLine,
    (row, selected): (Rect, bool),
    buffer: &mut Buffer,
) {
    let over = if selected {
        app.theme.selection(true)
    } else {
        Style::new()
    };
    if selected {
        paint::fill(buffer, row, over);
    }
    match line {
        EntityIndexLine::Kind(kind, label) => {
            let style = app.theme.kind(*kind).reversed();
            paint::text(
                buffer,
                row,
                &format!(" {label} "),
                (Side::Right, style),
                app.target,
            );
        }
        EntityIndexLine::Entity {
            kind,
            name,
            aliases,
            count,
            ..
        } => {
            let row = paint::without(paint::without(row, Side::Right, 2), Side::Left, 1);
            let number = count.to_string();
            let used = paint::text(buffer, row, &number, (Side::Left, over), app.target);
            let rest = paint::without(row, Side::Left, used + 2);
            let style = if selected {
                over.patch(app.theme.quoted_kind(*kind))
            } else {
                app.theme.kind(*kind)
            };
            let used = paint::text(buffer, rest, name, (Side::Right, style), app.target);
            let rest = paint::without(rest, Side::Right, used + 2);
            paint::text(
                buffer,
                rest,
                aliases,
                (Side::Right, app.theme.dim().patch(over)),
                app.target,
            );
        }
    }
}
