//! The list of articles: title, then source, length and number of quotes.
//!
//! Two rows and a blank one for each. An article that is still being read shows its source;
//! one that could not be read says why.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint;
use super::status::reading_side;
use crate::ui::app::App;
use crate::ui::geometry::{ENTRY_ROWS, Geometry};
use crate::ui::isolate::{isolate, sentence};
use crate::ui::lang::Label;
use crate::ui::library::{EntryState, LibraryEntry};

/// Draws the list.
pub(super) fn render(app: &App, geometry: &Geometry, buffer: &mut Buffer) {
    let area = geometry.list();
    let side = reading_side(app.lang);
    let heading = Rect {
        y: 0,
        height: 1,
        ..area
    };
    let title = format!("قارئ · {}", Label::Articles.text(app.lang));
    paint::text(
        buffer,
        heading,
        &title,
        (side, app.theme.title()),
        app.target,
    );
    let library = &app.library;
    let shown = library.entries.iter().enumerate().skip(library.top);
    for ((i, entry), row) in shown.zip(0..area.height / ENTRY_ROWS) {
        let first = Rect {
            y: area.y + row * ENTRY_ROWS,
            height: 1,
            ..area
        };
        let over = if i == library.selected {
            app.theme.selection(true)
        } else {
            Style::new()
        };
        let second = Rect {
            y: first.y + 1,
            ..first
        };
        if i == library.selected {
            let wide = |r: Rect| Rect {
                x: r.x - 1,
                width: r.width + 2,
                ..r
            };
            paint::fill(buffer, wide(first), over);
            paint::fill(buffer, wide(second), over);
        }
        let (title, details) = words(app, entry);
        paint::text(
            buffer,
            first,
            &title,
            (side, Style::new().bold().patch(over)),
            app.target,
        );
        paint::text(
            buffer,
            second,
            &details,
            (side, app.theme.dim().patch(over)),
            app.target,
        );
    }
}

/// The last part of a path: the rest is the same for most of a list, and long.
fn file_name(source: &str) -> &str {
    source.rsplit('/').next().unwrap_or(source)
}

/// Title and details of an entry.
fn words(app: &App, entry: &LibraryEntry) -> (String, String) {
    let lang = app.lang;
    match &entry.state {
        EntryState::Waiting => (entry.source.clone(), Label::Loading.text(lang).to_owned()),
        EntryState::Failed(problem) => (entry.source.clone(), problem.clone()),
        EntryState::Ready(article, analysis) => {
            let quotes = match analysis {
                Some(analysis) => format!(
                    "{} {}",
                    Label::Quotes.text(lang),
                    analysis.quotes.list.len()
                ),
                None => Label::Analysing.text(lang).to_owned(),
            };
            let source = article
                .publisher
                .as_deref()
                .unwrap_or_else(|| file_name(&article.source));
            let words = format!("{} {}", entry.words, Label::Words.text(lang));
            (
                article.label().to_owned(),
                sentence(lang, &format!("{} · {words} · {quotes}", isolate(source))),
            )
        }
    }
}
