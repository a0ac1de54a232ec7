//! The quotes pane follows reading: it shows the quotes that are on the screen.
//!
//! It moves as rarely as it can, since each row that moves has to be sent: only once too few of the quotes on the screen
//! are in it. It does not move while it is held by a key, while it has the keys, and while the selected quote is on the
//! screen. A wheel over the pane moves it until the article moves.

use super::{Focus, ReaderState};
use crate::ui::pane::{PaneForm, PaneItem};

impl ReaderState {
    /// Scrolls the pane to what is on the screen, where that has changed.
    pub(in crate::ui) fn follow_reading(&mut self) {
        let visible = self.viewport.visible_span();
        if std::mem::replace(&mut self.followed, visible) == visible {
            return;
        }
        let kept = self
            .selected_quote()
            .is_some_and(|quote| quote.span.overlaps(visible));
        if kept || self.pane_held || self.focus == Focus::Quotes || self.layout.pane.is_none() {
            return;
        }
        let Some(analysis) = self.analysis.clone() else {
            return;
        };
        let text = self.pane.text();
        let mut items: Vec<usize> = self
            .marked_quotes(visible)
            .iter()
            .filter_map(|&(i, _)| text.index_of_quote(i, &analysis.quotes))
            .collect();
        items.dedup();
        let shown = self.pane.viewport.visible_span();
        let is_shown = |item: &&usize| {
            text.blocks
                .get(**item)
                .is_some_and(|block| block.overlaps(shown))
        };
        let wanted = match self.layout.form {
            PaneForm::Strip(_) => 2,
            PaneForm::Text | PaneForm::List(_) => 1,
        };
        if items.iter().filter(is_shown).count() >= wanted.min(items.len()) {
            return;
        }
        let Some(&first) = items.first() else {
            return;
        };
        // With its heading, where that is the row before.
        let heading = first.checked_sub(1);
        let heading = heading.filter(|&i| matches!(text.items.get(i), Some(PaneItem::Speaker(_))));
        let from = text
            .blocks
            .get(heading.unwrap_or(first))
            .map(|block| block.start);
        if let Some(from) = from {
            self.pane.viewport.go_to(from);
        }
    }

    /// Holds the pane where it is, or lets it follow again.
    pub(in crate::ui) fn toggle_hold(&mut self) {
        self.pane_held = !self.pane_held;
        self.followed = crate::span::Span::default();
    }

    /// The next of the states of the pane below the article: a strip, a list, none; beside it: shown or not.
    pub(in crate::ui) fn next_pane(&mut self, strip: bool, shown: bool) {
        self.focus = Focus::Article;
        self.pane_shown = match (shown, strip) {
            (true, is_strip) => Some(is_strip),
            (false, _) if self.pane_shown.is_some() => None,
            (false, _) => Some(true),
        };
    }
}
