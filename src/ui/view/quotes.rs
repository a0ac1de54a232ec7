//! The quotes pane's visible lines → cells.
//!
//! The text of the pane is sufficient to understand it; styles only support it: speakers are bold in the colour of their
//! kind, names inside quotes look as in the article, indirect speech is faint, and the selected item has a background
//! over the whole width of the pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::margin::letter_symbol;
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
                self.beside_heading(*block, line, text, buffer);
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
        let quoted = &pane.text().quoted;
        let is_quoted = |at: Span| {
            let next = quoted.partition_point(|span| span.end <= at.start);
            quoted.get(next).is_some_and(|span| span.overlaps(at))
        };
        paint::line(buffer, row, line, Side::of(line.direction), |cell| {
            let style = match own.overlaps(cell.span) {
                // The speaker's own words inside indirect speech.
                true if is_quoted(cell.span) => Style::new(),
                true => words,
                false => base,
            };
            self.with_name_and_selection(style, cell.span, selected)
        });
    }

    /// What stands beside a speaker's heading: his letter and the numbers of his quotes, then where in the article he
    /// speaks, from its start at the right.
    fn beside_heading(&self, item: usize, line: &VisualLine, row: Rect, buffer: &mut Buffer) {
        let (pane, app) = (self.reader.pane.text(), self.app);
        let speaker = match pane.items.get(item) {
            Some(&PaneItem::Speaker(speaker)) => speaker,
            Some(PaneItem::Quote(_) | PaneItem::Note) | None => return,
        };
        let (Some(summary), false) = (pane.summary(speaker), app.stacked()) else {
            return;
        };
        let selected = item == self.reader.pane.cursor && self.has_focus();
        let style = |style: Style| {
            let selection = app.theme.selection(true);
            if selected {
                style.patch(selection)
            } else {
                style
            }
        };
        let color = style(app.theme.speaker_color(speaker));
        let first = pane
            .blocks
            .get(item)
            .is_some_and(|block| line.span.start <= block.start);
        if !first {
            let dots = summary
                .places
                .iter()
                .rev()
                .map(|&here| if here { '·' } else { ' ' });
            let plot: String = std::iter::once('▕').chain(dots).chain(['▏']).collect();
            buffer.set_string(row.x, row.y, plot, color);
            return;
        }
        let tally = ShortText::new(&summary.tally(), Side::Left, app.target);
        tally
            .style(style(app.theme.style(ThemeRole::Secondary)))
            .render(row, buffer);
        if let Some(cell) = buffer.cell_mut((row.right() + 1, row.y)) {
            let letter = letter_symbol(speaker, app.lang, app.target);
            cell.set_symbol(&letter).set_style(color.bold());
        }
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
