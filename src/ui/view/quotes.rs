//! The quotes pane's visible lines → cells.
//!
//! The pane's text says by itself what is what; styles only support it: speakers bold in
//! the colour of their kind, names inside quotes as in the article, indirect speech dim, the
//! selected paragraph on a ground over the pane's whole width.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{self, Side};
use crate::layout::FlowRow;
use crate::quotes::QuoteKind;
use crate::ui::app::App;
use crate::ui::geometry::Geometry;
use crate::ui::lang::Label;
use crate::ui::pane::PaneItem;
use crate::ui::reader::{Focus, ReaderState};

/// Draws the quotes pane, where it is shown.
pub(super) fn render(app: &App, reader: &ReaderState, geometry: &Geometry, buffer: &mut Buffer) {
    let (Some(area), Some(inner)) = (geometry.pane, geometry.pane_text()) else {
        return;
    };
    if reader.analysis.is_none() {
        let style = (Side::Right, app.theme.dim());
        paint::text(
            buffer,
            inner,
            Label::Analysing.text(app.lang),
            style,
            app.target,
        );
        return;
    }
    let pane = &reader.pane;
    for (row, y) in pane.scroll.rows().iter().zip(inner.y..inner.bottom()) {
        let FlowRow::Line { block, line } = row else {
            continue;
        };
        let selected = *block == pane.cursor;
        let (words, base) = styles(app, reader, *block);
        let selection = app.theme.selection(reader.focus == Focus::Quotes);
        let row = Rect {
            y,
            height: 1,
            ..inner
        };
        if selected {
            paint::fill(
                buffer,
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                selection,
            );
        }
        let own = pane.column.words.get(*block).copied().unwrap_or_default();
        let ground = selected && reader.focus == Focus::Quotes;
        paint::line(buffer, row, line, Side::of(line.direction), |cell| {
            let style = if own.overlaps(cell.span) { words } else { base };
            let name = reader.kind_in_pane(cell.span);
            match (name, selected) {
                (None, false) => style,
                (None, true) => style.patch(selection),
                (Some(kind), false) => style.patch(app.theme.kind(kind)),
                // Without the keys there is no ground, only bold.
                (Some(kind), true) if !ground => style.patch(app.theme.kind(kind)).patch(selection),
                (Some(kind), true) => style.patch(selection).patch(app.theme.quoted_kind(kind)),
            }
        });
    }
}

/// Styles of a paragraph's own words and of what the pane adds to them.
fn styles(app: &App, reader: &ReaderState, block: usize) -> (Style, Style) {
    let theme = app.theme;
    match reader.pane.column.items.get(block) {
        Some(PaneItem::Speaker(id)) => {
            let kind = id.and_then(|id| reader.kind_of_speaker(id));
            (theme.speaker(kind), theme.dim())
        }
        Some(&PaneItem::Quote(i)) => match reader.quote(i).map(|quote| quote.kind) {
            Some(QuoteKind::Indirect) => (theme.indirect(), theme.dim()),
            Some(QuoteKind::Direct | QuoteKind::Partial) | None => (Style::new(), theme.dim()),
        },
        Some(PaneItem::Note) | None => (theme.dim(), theme.dim()),
    }
}
