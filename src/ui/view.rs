//! State → cells of a ratatui [`Buffer`]. Pure: nothing is changed, loaded or laid out anew here.
//!
//! Each part of the screen is a file with one `render(app, …, area, buffer)`;
//! [`geometry`](super::geometry) draws the map of the parts. All of them draw through
//! `paint`, which alone knows how a laid-out line comes into a buffer.
//!
//! Order matters: the screen, the overlay over it, the status line last.

mod article;
mod header;
mod index;
mod library;
mod notice;
mod overlay_page;
pub(crate) mod paint;
mod quotes;
mod status;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::app::{App, Overlay, Screen};

/// Draws the whole screen; returns where the cursor stands, where one is shown (a search being typed).
///
/// The buffer is reset first and must have the size that [`App::resize`] was told.
pub fn draw(app: &App, buffer: &mut Buffer) -> Option<Position> {
    buffer.reset();
    let Some(geometry) = app.geometry() else {
        notice::too_small(app, buffer);
        return None;
    };
    match &app.screen {
        Screen::List => library::render(app, &geometry, buffer),
        Screen::Article(reader) => {
            header::render(app, reader, geometry.header, buffer);
            article::render(app, reader, &geometry, buffer);
            quotes::render(app, reader, &geometry, buffer);
        }
    }
    match &app.overlay {
        Some(Overlay::Page(text)) => overlay_page::render(app, text, &geometry, buffer),
        Some(Overlay::Index(list)) => index::render(app, list, &geometry, buffer),
        None => {}
    }
    status::render(app, geometry.status, buffer)
}
