//! State → cells of a ratatui [`Buffer`]. Pure: nothing is changed, loaded or laid out here.
//!
//! ```text
//! ┌──────────────────────────────────────────────┐
//! │ 1 people  2 places  3 organizations     title│ HeaderView: legend of the kinds, title or source
//! ├─ Quotes 2 ─────────┬────── [only X ✕ s] ─────┤ TitleRow: title of the quotes, chips of what is switched
//! │ speaker (2)        │                         │
//! │ «quote»            │ ▪               heading │ ArticleView: the column of the measure;
//! │ «quote»            │             paragraph   │   SpeakerMargin: who speaks on each line
//! │                    │ ┃     selected «quote»  │ QuotesView: beside, below or over the article
//! │ speaker (1)        │                         │ rule between the two (a Block): shows the focus
//! │ – indirect speech  │             paragraph   │
//! ├────────────────────┴─────────────────────────┤
//! │ under the cursor       hints    quote 2/28 21%│ StatusView: or the search prompt, or a message
//! └──────────────────────────────────────────────┘
//! ```
//!
//! Instead of article and quotes: `LibraryView`, the list of articles. Over them, down to the status
//! line: `HelpView` (all keys), `IndexView` (names), `ComparisonView` or `PageView`; over a part of it: `CardView`
//! (evidence, name). On a screen too small for any of
//! these: `TooSmallView`. [`geometry`](super::geometry) computes the rectangles.
//!
//! Each view is a ratatui `Widget` that borrows the state and draws into the rectangle that it is
//! given. The screen comes first, then the overlay, the status line last.
//!
//! # Why no text widgets of ratatui
//!
//! `Paragraph`, `Line` and `List` lay cells from left to right in logical order and measure with
//! unicode-width, which counts lam and alef as one column while two cells are drawn (ratatui 0.30.2,
//! unicode-width 0.2.3); right-aligned Arabic loses its end. So every text goes through
//! [`layout`](crate::layout) and `view/paint.rs`. `Block`, `Clear`, `Layout` and `Rect::rows` are
//! used as they are. There is no `Scrollbar`: the status line shows the position in percent.

mod article;
mod card;
mod comparison;
mod header;
mod help;
mod index;
mod library;
mod margin;
mod notice;
mod overlay_page;
pub(crate) mod paint;
mod quotes;
mod rule;
mod status;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, Borders, Widget};

use super::app::{App, Overlay, Screen};
use super::geometry::Geometry;
use super::reader::{Focus, ReaderState};
use article::ArticleView;
use card::CardView;
use comparison::ComparisonView;
use header::HeaderView;
use help::HelpView;
use index::IndexView;
use library::LibraryView;
use notice::TooSmallView;
use overlay_page::PageView;
use quotes::QuotesView;
use rule::TitleRow;
use status::StatusView;

/// Draws the whole screen; returns the position of the cursor, where one is shown (a search being typed).
///
/// The buffer is reset first and must have the size that [`App::resize`] was given.
pub fn draw(app: &App, buffer: &mut Buffer) -> Option<Position> {
    buffer.reset();
    let area = buffer.area;
    let Some(geometry) = app.geometry() else {
        TooSmallView { app }.render(area, buffer);
        return None;
    };
    match &app.screen {
        Screen::List => LibraryView {
            app,
            heading: geometry.list_heading(),
        }
        .render(geometry.list(), buffer),
        Screen::Article(reader) => draw_article(app, reader, &geometry, buffer),
    }
    let title = geometry.page_title();
    match &app.overlay {
        Some(Overlay::Page(page)) => {
            paint::fill(buffer, geometry.overlay(), Style::new());
            PageView { app, page, title }.render(geometry.page_rows(), buffer);
        }
        Some(Overlay::Index(index)) => {
            if let Some(reader) = app.reader() {
                IndexView { app, reader, index }.render(geometry.overlay(), buffer);
            }
        }
        Some(Overlay::Help(page, _)) => {
            HelpView { app, page }.render(geometry.overlay(), buffer);
        }
        Some(Overlay::Card(card)) => {
            if let Some(area) = app.card_area() {
                CardView { app, card }.render(area, buffer);
            }
        }
        Some(Overlay::Comparison(comparison)) => {
            if let Some(reader) = app.reader() {
                ComparisonView {
                    app,
                    reader,
                    comparison,
                    columns: geometry.two_columns(app.stacked()),
                }
                .render(geometry.overlay(), buffer);
            }
        }
        None => {}
    }
    let status = StatusView { app };
    status.render(geometry.status, buffer);
    status.cursor(geometry.status)
}

/// The article with its header, the quotes and the rule between them.
fn draw_article(app: &App, reader: &ReaderState, geometry: &Geometry, buffer: &mut Buffer) {
    HeaderView { app, reader }.render(geometry.header, buffer);
    let column = geometry.column;
    ArticleView {
        app,
        reader,
        column,
    }
    .render(geometry.article, buffer);
    if let (Some(pane), Some(text)) = (geometry.pane, geometry.pane_text()) {
        QuotesView { app, reader, text }.render(pane, buffer);
    }
    if let Some(area) = geometry.rule {
        rule(app, reader, area).render(area, buffer);
    }
    if let Some(row) = geometry.title_row() {
        TitleRow {
            app,
            reader,
            geometry,
        }
        .render(row, buffer);
    }
}

/// The line between article and quotes, which also tells which of them has the keys.
fn rule(app: &App, reader: &ReaderState, area: Rect) -> Block<'static> {
    let border = if area.width == 1 {
        Borders::LEFT
    } else {
        Borders::TOP
    };
    let style = app.theme.rule(reader.focus == Focus::Quotes);
    Block::new().borders(border).border_style(style)
}
