//! The list of articles: title, then source, length and number of quotes.
//!
//! Two rows and a blank one for each. An article that is still being read shows its source;
//! one that could not be read says why.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::paint::{self, ShortText};
use super::status::reading_side;
use crate::ui::app::App;
use crate::ui::geometry::ENTRY_ROWS;
use crate::ui::isolate::{isolate, sentence};
use crate::ui::lang::Label;
use crate::ui::library::{EntryState, LibraryEntry};
use crate::ui::theme::ThemeRole;

/// The list of articles.
pub(super) struct LibraryView<'a> {
    pub(super) app: &'a App,
    /// The row of its heading, above the list.
    pub(super) heading: Rect,
}

impl Widget for LibraryView<'_> {
    /// `area` is that of the entries.
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let heading = format!("قارئ · {}", Label::Articles.text(self.app.lang));
        self.text(&heading)
            .style(self.app.theme.style(ThemeRole::Title))
            .render(self.heading, buffer);
        let library = &self.app.library;
        let shown = library.entries.iter().enumerate().skip(library.top);
        let rows = area.rows().step_by(usize::from(ENTRY_ROWS));
        let whole = usize::from(area.height / ENTRY_ROWS);
        for ((i, entry), first) in shown.zip(rows.take(whole)) {
            self.entry(entry, i == library.selected, first, buffer);
        }
    }
}

impl LibraryView<'_> {
    fn text(&self, text: &str) -> ShortText {
        ShortText::new(text, reading_side(self.app.lang), self.app.target)
    }

    /// The first row of an entry: a title in the direction of its article.
    fn title(&self, title: &str, entry: &LibraryEntry) -> ShortText {
        match &entry.state {
            EntryState::Ready(article, _) => {
                let (direction, side) = (article.label_direction(), reading_side(self.app.lang));
                ShortText::directed(title, direction, side, self.app.target)
            }
            EntryState::Waiting | EntryState::Failed(_) => self.text(title),
        }
    }

    /// Draws one entry in the row `first` and the one below it.
    fn entry(&self, entry: &LibraryEntry, selected: bool, first: Rect, buffer: &mut Buffer) {
        let theme = &self.app.theme;
        let second = Rect {
            y: first.y + 1,
            ..first
        };
        let over = if selected {
            theme.selection(true)
        } else {
            Style::new()
        };
        if selected {
            let wide = Rect {
                x: first.x - 1,
                width: first.width + 2,
                height: 2,
                ..first
            };
            paint::fill(buffer, wide, over);
        }
        let (title, details) = words(self.app, entry);
        self.title(&title, entry)
            .style(theme.style(ThemeRole::Emphasis).patch(over))
            .render(first, buffer);
        self.text(&details)
            .style(theme.style(ThemeRole::Secondary).patch(over))
            .render(second, buffer);
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
