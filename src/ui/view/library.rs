//! The list of articles: title, then source, day, length, number of quotes and how much was read.
//!
//! An article that was never opened has its title in bold.
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
use crate::ui::library::{ArticleOrder, EntryState, LibraryEntry};
use crate::ui::overlay_page::{grouped, problem_count};
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
        self.text(&heading(self.app))
            .style(self.app.theme.style(ThemeRole::Title))
            .render(self.heading, buffer);
        let library = &self.app.library;
        let shown = (library.top..).map_while(|i| Some((i, library.at(i)?)));
        let rows = area.rows().step_by(usize::from(ENTRY_ROWS));
        let whole = usize::from(area.height / ENTRY_ROWS);
        for ((i, entry), first) in shown.zip(rows.take(whole)) {
            self.entry(entry, i == library.selected, first, buffer);
        }
    }
}

/// The heading: how many articles there are, the filter, the order, and how many records have no text.
fn heading(app: &App) -> String {
    let (library, lang) = (&app.library, app.lang);
    let (all, shown) = (library.entries.len(), library.shown().len());
    let mut parts = vec!["قارئ".to_owned()];
    let articles = Label::Articles.text(lang);
    if shown == all {
        parts.push(format!("{articles} {}", grouped(all)));
    } else {
        let of = Label::Of.text(lang);
        parts.push(format!(
            "{articles} {} {of} {}",
            grouped(shown),
            grouped(all)
        ));
    }
    if !library.filter().is_empty() {
        let label = Label::Filtered.text(lang);
        parts.push(format!("{label} {}", isolate(library.filter())));
    }
    if library.order() != ArticleOrder::Given {
        parts.push(library.order().label().text(lang).to_owned());
    }
    if library.problem_count > 0 {
        parts.push(problem_count(library, lang));
    }
    sentence(lang, &parts.join(" · "))
}

impl LibraryView<'_> {
    fn text(&self, text: &str) -> ShortText {
        ShortText::new(text, reading_side(self.app.lang), self.app.target)
    }

    /// The first row of an entry: a title in the direction of its article.
    fn title(&self, title: &str, entry: &LibraryEntry) -> ShortText {
        match (&entry.headline, &entry.state) {
            (_, EntryState::Waiting | EntryState::Failed(_)) | (None, _) => self.text(title),
            (Some(headline), EntryState::Ready(..) | EntryState::Listed) => {
                let (direction, side) = (headline.direction, reading_side(self.app.lang));
                ShortText::directed(title, direction, side, self.app.target)
            }
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
        let weight = if entry.progress.is_none() {
            theme.style(ThemeRole::Emphasis)
        } else {
            Style::new()
        };
        self.title(&title, entry)
            .style(weight.patch(over))
            .render(first, buffer);
        self.text(&details)
            .style(theme.style(ThemeRole::Secondary).patch(over))
            .render(second, buffer);
    }
}

/// Title and details of an entry.
fn words(app: &App, entry: &LibraryEntry) -> (String, String) {
    let lang = app.lang;
    let title = || match &entry.headline {
        Some(headline) => headline.title.clone(),
        None => entry.source.clone(),
    };
    match &entry.state {
        EntryState::Waiting => (entry.source.clone(), Label::Loading.text(lang).to_owned()),
        EntryState::Failed(problem) => (entry.source.clone(), problem.clone()),
        EntryState::Listed | EntryState::Ready(..) => (title(), details(app, entry)),
    }
}

/// Source, day, length, number of quotes and how much was read, as far as they are known.
fn details(app: &App, entry: &LibraryEntry) -> String {
    let lang = app.lang;
    let mut parts = vec![isolate(entry.source_name())];
    let day = entry.headline.as_ref().and_then(|it| it.day.as_deref());
    parts.extend(day.map(isolate));
    if entry.words > 0 {
        parts.push(format!("{} {}", entry.words, Label::Words.text(lang)));
    }
    match (&entry.state, entry.quotes) {
        (_, Some(quotes)) => parts.push(format!("{} {quotes}", Label::Quotes.text(lang))),
        (EntryState::Ready(_, None), None) => parts.push(Label::Analysing.text(lang).to_owned()),
        _ => {}
    }
    if let Some(percent) = entry.progress {
        let percent = isolate(&format!("{percent}%"));
        parts.push(format!("{} {percent}", Label::Read.text(lang)));
    }
    sentence(lang, &parts.join(" · "))
}
