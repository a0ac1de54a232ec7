//! Presses of the mouse in the article and in the quotes pane.
//!
//! What is pressed stays where it is on the screen. Only a press on a quote in the pane scrolls the
//! article, to that quote.

use super::stepping::StepTarget;
use super::{Focus, ReaderState};
use crate::layout::FlowRow;
use crate::span::Span;
use crate::ui::geometry::Geometry;
use crate::ui::pane::PaneItem;
use crate::ui::pointer::bytes_at;

impl ReaderState {
    /// Presses the cell at (`column`, `row`): a name there is selected, else a quote.
    ///
    /// A press on a margin or a blank only gives the article the keys.
    pub(in crate::ui) fn point_in_article(&mut self, geometry: &Geometry, column: u16, row: u16) {
        self.focus = Focus::Article;
        let area = geometry.column;
        let row = row.checked_sub(area.y).map(usize::from);
        let row = row.and_then(|row| self.viewport.rows().get(row));
        if let Some(FlowRow::Line { line, .. }) = row
            && let Some(at) = bytes_at(line, area.x..area.right(), column)
        {
            self.select_at(at);
        }
    }

    /// Selects the name at `at`, else the quote.
    fn select_at(&mut self, at: Span) {
        let name = self.shown_mentions(at).next();
        if let Some((i, span, _)) = name {
            self.stepped = self.entity_of(i).map_or(self.stepped, StepTarget::Name);
            self.mention = Some(i);
            self.mention_is_last = true;
            if self
                .selected_quote()
                .is_some_and(|quote| !quote.span.covers(span))
            {
                self.selected = None;
            }
        } else if let Some(i) = self.quote_at(at) {
            self.mention = None;
            self.selected = Some(i);
            self.stepped = StepTarget::Quote;
            self.mention_is_last = false;
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

    /// Presses a row of the pane: its item is selected. A quote that was selected already is opened in
    /// the article; a speaker that was is folded or unfolded.
    pub(in crate::ui) fn point_in_pane(&mut self, row: usize) {
        let Some(&FlowRow::Line { block, .. }) = self.pane.viewport.rows().get(row) else {
            self.focus = Focus::Quotes;
            return;
        };
        let again = self.focus == Focus::Quotes && self.pane.cursor == block;
        self.focus = Focus::Quotes;
        match self.pane.text().items.get(block) {
            Some(PaneItem::Quote(_)) if again => self.focus = Focus::Article,
            Some(PaneItem::Speaker(_)) if again => self.fold(),
            Some(PaneItem::Quote(_) | PaneItem::Speaker(_) | PaneItem::Note) | None => {
                self.go_in_pane(block);
            }
        }
    }
}
