//! Pointing at places of the article and of the pane.
//!
//! Whatever is pointed at stays where it is on the screen: the article does not move under the
//! hand, but for a quote that the pane was pointed at for.

use super::{Focus, ReaderState};
use crate::layout::{FlowRow, LayoutTarget};
use crate::span::Span;
use crate::ui::geometry::Geometry;
use crate::ui::pane::PaneItem;
use crate::ui::pointer::bytes_at;

impl ReaderState {
    /// Points at the cell in column `x` and row `y`: a name, else a quote, is selected.
    ///
    /// Margins and blanks give the article the keys, no more.
    pub(in crate::ui) fn point_in_article(&mut self, geometry: &Geometry, (x, y): (u16, u16)) {
        self.focus = Focus::Article;
        let column = geometry.column;
        let row = y.checked_sub(column.y).map(usize::from);
        let row = row.and_then(|row| self.scroll.rows().get(row));
        if let Some(FlowRow::Line { line, .. }) = row
            && let Some(at) = bytes_at(line, column.x..column.right(), x)
        {
            self.point_at(at);
        }
    }

    /// A name goes before the quote that it stands in.
    fn point_at(&mut self, at: Span) {
        let name = self.shown_mentions(at).next();
        if let Some((i, span, _)) = name {
            self.mention = Some(i);
            if self
                .selected_quote()
                .is_some_and(|quote| !quote.span.covers(span))
            {
                self.selected = None;
            }
        } else if let Some(i) = self.quote_at(at) {
            self.mention = None;
            self.selected = Some(i);
            self.follow_quote(i);
        }
    }

    /// The innermost listed quote that holds the bytes.
    fn quote_at(&self, at: Span) -> Option<usize> {
        let list = &self.analysis.as_ref()?.quotes.list;
        let after = list.partition_point(|quote| quote.span.start <= at.start);
        (0..after)
            .rev()
            .find(|&i| list[i].span.contains(at.start) && self.is_listed(i))
    }

    /// Points at a row of the pane: its item is selected; one that was selected already is opened, a
    /// quote in the article, a speaker by folding.
    pub(in crate::ui) fn point_in_pane(&mut self, row: usize, target: LayoutTarget) {
        let Some(&FlowRow::Line { block, .. }) = self.pane.scroll.rows().get(row) else {
            self.focus = Focus::Quotes;
            return;
        };
        let again = self.focus == Focus::Quotes && self.pane.cursor == block;
        self.focus = Focus::Quotes;
        match self.pane.column.items.get(block) {
            Some(PaneItem::Quote(_)) if again => self.focus = Focus::Article,
            Some(PaneItem::Speaker(_)) if again => self.fold(target),
            Some(PaneItem::Quote(_) | PaneItem::Speaker(_) | PaneItem::Note) | None => {
                self.go_in_pane(block)
            }
        }
    }
}
