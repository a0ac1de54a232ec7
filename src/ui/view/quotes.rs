//! The quotes pane's visible lines → cells.
//!
//! The text of the pane is sufficient to understand it; styles only support it: speakers are bold in the colour of their
//! kind, names inside quotes look as in the article, indirect speech is faint, and the selected item has a background
//! over the whole width of the pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::paint::{self, ShortText, Side};
use crate::layout::{FlowRow, VisualLine};
use crate::quotes::QuoteKind;
use crate::span::Span;
use crate::ui::app::App;
use crate::ui::lang::Label;
use crate::ui::pane::PaneItem;
use crate::ui::reader::{Focus, ReaderState};
use crate::ui::theme::ThemeRole;

/// The quotes pane.
pub(super) struct QuotesView<'a> {
    pub(super) app: &'a App,
    pub(super) reader: &'a ReaderState,
    /// Where the text stands inside the pane.
    pub(super) text: Rect,
}

impl Widget for QuotesView<'_> {
    /// `area` is the whole pane.
    fn render(self, area: Rect, buffer: &mut Buffer) {
        if self.reader.analysis.is_none() {
            let label = Label::Analysing.text(self.app.lang);
            ShortText::new(label, Side::Right, self.app.target)
                .style(self.app.theme.style(ThemeRole::Secondary))
                .render(self.text, buffer);
            return;
        }
        let pane = &self.reader.pane;
        let rows = area.rows().zip(self.text.rows());
        for (row, (whole, text)) in pane.viewport.rows().iter().zip(rows) {
            if let FlowRow::Line { block, line } = row {
                if *block == pane.cursor {
                    paint::fill(buffer, whole, self.app.theme.selection(self.has_focus()));
                }
                self.line(*block, line, text, buffer);
            }
        }
    }
}

impl QuotesView<'_> {
    fn has_focus(&self) -> bool {
        self.reader.focus == Focus::Quotes
    }

    /// Draws one line of the item with the index `item`.
    fn line(&self, item: usize, line: &VisualLine, row: Rect, buffer: &mut Buffer) {
        let pane = &self.reader.pane;
        let (words, base) = self.styles(item);
        let own = pane.text().words.get(item).copied().unwrap_or_default();
        let selected = item == pane.cursor;
        paint::line(buffer, row, line, Side::of(line.direction), |cell| {
            let style = if own.overlaps(cell.span) { words } else { base };
            self.with_name_and_selection(style, cell.span, selected)
        });
    }

    /// `style` with that of the name at `at`, where there is one, and with the selection.
    fn with_name_and_selection(&self, style: Style, at: Span, selected: bool) -> Style {
        let theme = &self.app.theme;
        let selection = theme.selection(self.has_focus());
        match (self.reader.kind_in_pane(at), selected) {
            (None, false) => style,
            (None, true) => style.patch(selection),
            (Some(kind), false) => style.patch(theme.kind(kind)),
            // Without the keys the selection has no background, it is only bold.
            (Some(kind), true) if !self.has_focus() => {
                style.patch(theme.kind(kind)).patch(selection)
            }
            (Some(kind), true) => style.patch(selection).patch(theme.quoted_kind(kind)),
        }
    }

    /// Styles of an item's own words, and of what the pane adds to them.
    fn styles(&self, item: usize) -> (Style, Style) {
        let (theme, reader) = (&self.app.theme, self.reader);
        let added = theme.style(ThemeRole::Secondary);
        let words = match reader.pane.text().items.get(item) {
            Some(PaneItem::Speaker(id)) => {
                theme.speaker(id.and_then(|id| reader.kind_of_speaker(id)))
            }
            Some(&PaneItem::Quote(i)) => match reader.quote(i).map(|quote| quote.kind) {
                Some(QuoteKind::Indirect) => theme.style(ThemeRole::Indirect),
                Some(QuoteKind::Direct | QuoteKind::Partial) | None => Style::new(),
            },
            Some(PaneItem::Note) | None => added,
        };
        (words, added)
    }
}
