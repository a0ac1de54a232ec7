//! Quotes: the pane's contents and cursor, the selected quote, and how the two follow each other.
//!
//! Moving the pane's cursor selects the quote there, and the article shows it; going to a quote in
//! the article moves the pane's cursor. On a speaker's heading nothing is selected. Indices of
//! quotes are those of the analysis; what is hidden or folded changes the pane, not the indices.

use super::stepping::StepTarget;
use super::{Focus, QuotesPane, ReaderState};
use crate::analysis::citation::{self, Citation};
use crate::quotes::{Quote, QuoteKind, SpeakerId};
use crate::span::Span;
use crate::ui::pane::{PaneItem, PaneStyle, PaneText, QuoteOrder};

impl ReaderState {
    /// Rebuilds the pane after its contents changed; the cursor stays on its item where that is still there.
    ///
    /// If its item is gone, the cursor goes to the selected quote, else to the top.
    pub(super) fn rebuild_pane(&mut self) {
        let Some(analysis) = self.analysis.clone() else {
            return;
        };
        let item = self.pane.item();
        let selection = std::mem::take(&mut self.pane.selection);
        let style = PaneStyle {
            lang: self.lang,
            target: self.layout.target,
            form: self.layout.form,
        };
        let text = PaneText::new(&self.article, &analysis, &selection, style);
        let selected = || text.index_of_quote(self.selected?, &analysis.quotes);
        let cursor = match item {
            Some(PaneItem::Quote(i)) => text.index_of_quote(i, &analysis.quotes),
            Some(item) => text.index_of(item),
            None => None,
        };
        let cursor = cursor.or_else(selected).unwrap_or(0);
        self.pane = QuotesPane::new(text, selection, self.layout.target);
        self.pane.cursor = cursor;
        self.lay_out_pane();
    }

    /// The keys go to the pane: its cursor goes to the selected quote, else to the first one on the screen.
    pub(in crate::ui) fn enter_pane(&mut self) {
        if self.selected.is_some() || self.analysis.is_none() {
            return;
        }
        if matches!(self.pane.item(), Some(PaneItem::Quote(_))) {
            self.follow_pane();
        }
    }

    /// The keys go from the pane to the article: from a speaker's heading to the first quote listed under it.
    pub(in crate::ui) fn leave_pane(&mut self) {
        let cursor = self.pane.cursor;
        let from = self.pane.text().items.get(cursor..);
        if let Some([PaneItem::Speaker(_), PaneItem::Quote(_), ..]) = from {
            self.go_in_pane(cursor + 1);
        }
    }

    /// Scrolls the pane so that its cursor shows.
    pub(super) fn keep_pane_cursor(&mut self) {
        let pane = &mut self.pane;
        if let Some(span) = pane.text().blocks.get(pane.cursor).copied() {
            pane.viewport.keep_in_view(span);
        }
    }

    /// Moves the pane's cursor by items; the article follows to the quote there.
    pub fn move_in_pane(&mut self, by: isize) {
        let last = self.pane.text().items.len().saturating_sub(1);
        self.pane.cursor = self.pane.cursor.saturating_add_signed(by).min(last);
        self.follow_pane();
    }

    /// Moves the pane's cursor by pages of `rows`.
    ///
    /// The cursor goes to the first item that begins on the new page, and never against the
    /// direction of the motion.
    pub fn page_in_pane(&mut self, rows: isize) {
        let blocks = &self.pane.text().blocks;
        let here = blocks.get(self.pane.cursor).copied().unwrap_or_default();
        self.pane.viewport.scroll_by(rows);
        let visible = self.pane.viewport.visible_span();
        let blocks = &self.pane.text().blocks;
        let target = if rows > 0 {
            blocks.partition_point(|block| block.start < visible.start.max(here.end))
        } else {
            blocks.partition_point(|block| block.end <= visible.start)
        };
        let cursor = if rows > 0 {
            target.max(self.pane.cursor)
        } else {
            target.min(self.pane.cursor.saturating_sub(1))
        };
        self.pane.cursor = cursor.min(blocks.len().saturating_sub(1));
        self.follow_pane();
    }

    /// Moves the pane's cursor to the next (+1) or previous (-1) speaker.
    ///
    /// Stays where it is past the first and the last one.
    pub fn move_by_speaker(&mut self, by: i16) {
        let items = &self.pane.text().items;
        let is_speaker = |&i: &usize| matches!(items[i], PaneItem::Speaker(_));
        let found = if by > 0 {
            (self.pane.cursor + 1..items.len()).find(is_speaker)
        } else {
            (0..self.pane.cursor.min(items.len()))
                .rev()
                .find(is_speaker)
        };
        if let Some(i) = found {
            self.pane.cursor = i;
            self.follow_pane();
        } else if let Some(speaker) = self.filter {
            self.filter_next_speaker(speaker, by);
        }
    }

    /// Puts the pane's cursor on its first or last item.
    pub fn pane_edge(&mut self, last: bool) {
        self.pane.cursor = if last {
            self.pane.text().items.len().saturating_sub(1)
        } else {
            0
        };
        self.follow_pane();
    }

    /// The article shows the item under the pane's cursor.
    ///
    /// The other direction is in [`next_quote`](Self::next_quote); neither calls the other.
    fn follow_pane(&mut self) {
        self.keep_pane_cursor();
        match self.pane.item() {
            Some(PaneItem::Quote(i)) => self.select(i),
            Some(PaneItem::Speaker(_) | PaneItem::Note) | None => {
                self.selected = None;
                self.mention_is_last = false;
            }
        }
    }

    /// Selects a quote and brings it, its cue and its speaker into view.
    pub(super) fn select(&mut self, i: usize) {
        self.selected = Some(i);
        self.stepped = StepTarget::Quote;
        self.mention_is_last = false;
        let Some(quote) = self.quote(i) else { return };
        let span = quote.span;
        // The words around a long quote may not fit beside it; its own start comes first.
        let whole = [quote.cue, quote.speaker_words]
            .into_iter()
            .flatten()
            .filter(|evidence| evidence.end <= span.start && span.start - evidence.end < 400)
            .fold(span, |all, evidence| {
                Span::new(all.start.min(evidence.start), all.end)
            });
        self.show(whole);
    }

    /// The pane's cursor goes to the quote with that index.
    pub(super) fn follow_quote(&mut self, i: usize) {
        let quotes = self.analysis.as_ref().map(|analysis| &analysis.quotes);
        let place = quotes.and_then(|quotes| self.pane.text().index_of_quote(i, quotes));
        if let Some(cursor) = place {
            self.pane.cursor = cursor;
            self.keep_pane_cursor();
        }
    }

    /// Puts the pane's cursor on the item with that index; the article follows.
    pub(super) fn go_in_pane(&mut self, item: usize) {
        self.pane.cursor = item.min(self.pane.text().items.len().saturating_sub(1));
        self.follow_pane();
    }

    /// Goes to the next (+1) or previous (-1) quote that the pane lists: from the selected one, else
    /// from what is on the screen. The pane follows. Whether there was one.
    ///
    /// Does not go round the ends: `false` says that there is no more.
    pub fn next_quote(&mut self, by: i16) -> bool {
        let Some(analysis) = self.analysis.clone() else {
            return false;
        };
        let list = &analysis.quotes.list;
        let visible = self.viewport.visible_span();
        let current = self.selected.filter(|&i| list[i].span.overlaps(visible));
        let listed = |&i: &usize| self.is_listed(i);
        let found = if by > 0 {
            let from = current.map_or_else(
                || list.partition_point(|quote| quote.span.start < visible.start),
                |i| i + 1,
            );
            (from..list.len()).find(listed)
        } else {
            let to = current
                .unwrap_or_else(|| list.partition_point(|quote| quote.span.start < visible.end));
            (0..to).rev().find(listed)
        };
        if let Some(i) = found {
            self.select(i);
            self.follow_quote(i);
        }
        found.is_some()
    }

    /// Whether `]` stops at the quote: all but indirect speech that is hidden, and others' quotes while the article is filtered to one speaker.
    pub(super) fn is_listed(&self, i: usize) -> bool {
        self.quote(i).is_some_and(|quote| {
            let hidden = self.pane.selection.hide_indirect && quote.kind == QuoteKind::Indirect;
            !hidden && self.filter.is_none_or(|id| quote.speaker == Some(id))
        })
    }

    /// The speaker that the pane's cursor or the selected quote belongs to.
    pub fn speaker_at_cursor(&self) -> Option<SpeakerId> {
        match self.pane.item() {
            Some(PaneItem::Speaker(speaker)) => speaker,
            Some(PaneItem::Quote(i)) => self.quote(i)?.speaker,
            Some(PaneItem::Note) | None => self.selected_quote()?.speaker,
        }
    }

    /// Folds or unfolds the speaker at the cursor.
    ///
    /// On a quote it folds that quote's speaker, and the cursor goes to the heading.
    pub fn fold(&mut self) {
        let speaker = match self.pane.item() {
            Some(PaneItem::Speaker(speaker)) => speaker,
            Some(PaneItem::Quote(i)) => self.quote(i).and_then(|quote| quote.speaker),
            Some(PaneItem::Note) | None => return,
        };
        let folded = &mut self.pane.selection.folded;
        if !folded.remove(&speaker) {
            folded.insert(speaker);
        }
        self.rebuild_pane();
    }

    /// Folds all speakers, or unfolds all where every one is folded.
    pub fn fold_all(&mut self) {
        let Some(analysis) = self.analysis.clone() else {
            return;
        };
        let all = analysis
            .quotes
            .list
            .iter()
            .map(|quote| quote.speaker)
            .collect();
        let selection = &mut self.pane.selection;
        selection.folded = if selection.folded == all {
            std::collections::HashSet::new()
        } else {
            all
        };
        self.rebuild_pane();
    }

    /// Shows or hides indirect speech.
    ///
    /// Stops at indirect quotes end with it, and so does their selection.
    pub fn toggle_indirect(&mut self) {
        self.pane.selection.hide_indirect = !self.pane.selection.hide_indirect;
        let hidden = self.selected.is_some_and(|i| !self.is_listed(i));
        if hidden {
            self.selected = None;
        }
        self.rebuild_pane();
    }

    /// Orders the pane by speaker, or as the article has the quotes.
    pub fn toggle_order(&mut self) {
        let selection = &mut self.pane.selection;
        selection.order = match selection.order {
            QuoteOrder::Speakers => QuoteOrder::Article,
            QuoteOrder::Article => QuoteOrder::Speakers,
        };
        self.rebuild_pane();
    }

    /// Highlights and lists only the quotes of the chosen speaker; of him already, everybody's again. Whether that
    /// changed anything.
    ///
    /// Names of others lose their highlight; the text stays whole.
    pub fn toggle_filter(&mut self) -> bool {
        let (now, chosen) = (self.filter, self.chosen_speaker());
        let next = if now.is_some() && (chosen.is_none() || chosen == now) {
            None
        } else {
            chosen
        };
        self.set_filter(next);
        next != now
    }

    /// Highlights and lists only the quotes of this speaker, or everybody's.
    pub(in crate::ui) fn set_filter(&mut self, speaker: Option<SpeakerId>) {
        if self.filter != speaker {
            self.filter = speaker;
            self.pane.selection.only = speaker;
            if self.selected.is_some_and(|i| !self.is_listed(i)) {
                self.selected = None;
            }
            self.rebuild_pane();
        }
    }

    /// While one speaker is listed alone: the next (+1) or previous (-1) one instead, in the order of their first quotes.
    fn filter_next_speaker(&mut self, now: SpeakerId, by: i16) {
        let Some(analysis) = self.analysis.clone() else {
            return;
        };
        let said = |id: &SpeakerId| {
            let quotes = &analysis.quotes.list;
            quotes.iter().any(|quote| quote.speaker == Some(*id))
        };
        let all = (0..analysis.quotes.speakers.len()).map(SpeakerId);
        let next = if by > 0 {
            all.skip(now.0 + 1).find(said)
        } else {
            all.take(now.0).rfind(said)
        };
        if next.is_some() {
            self.set_filter(next);
            self.pane_edge(false);
        }
    }

    /// Lists only what others say about the entity under the cursor (or the speaker at the
    /// pane's cursor), or everything again. Whether there was an entity.
    pub fn toggle_about(&mut self) -> bool {
        let selection = &self.pane.selection;
        let subject = if selection.about.is_some() {
            None
        } else {
            let speaker = || {
                let analysis = self.analysis.as_ref()?;
                analysis
                    .quotes
                    .speakers
                    .get(self.speaker_at_cursor()?.0)?
                    .entity
            };
            self.entity_under_cursor().or_else(speaker)
        };
        let changed = self.pane.selection.about != subject;
        self.pane.selection.about = subject;
        self.rebuild_pane();
        changed
    }

    /// Places of the filtered speaker's quotes that lie in `within`.
    ///
    /// Sorted and disjoint, for drawing.
    pub fn filtered_spans(&self, within: Span) -> impl Iterator<Item = Span> {
        let quotes = self
            .analysis
            .as_deref()
            .map_or(&[][..], |analysis| &analysis.quotes.list);
        let mut end = 0;
        quotes
            .iter()
            .filter(move |quote| self.filter.is_some() && quote.speaker == self.filter)
            .filter(move |quote| quote.span.overlaps(within))
            .map(|quote| quote.span)
            // Quotes nested in one already given add nothing.
            .filter(move |span| {
                let fresh = span.start >= end;
                end = end.max(span.end);
                fresh
            })
    }

    /// The quotes that the article's margin marks in `within`: those that [`next_quote`](Self::next_quote) stops at, by
    /// start.
    pub fn marked_quotes(&self, within: Span) -> Vec<(usize, &Quote)> {
        let list = self
            .analysis
            .as_deref()
            .map_or(&[][..], |analysis| &analysis.quotes.list);
        let end = list.partition_point(|quote| quote.span.start < within.end);
        let quotes = list[..end].iter().enumerate();
        quotes
            .filter(|(i, quote)| quote.span.overlaps(within) && self.is_listed(*i))
            .collect()
    }

    /// The selected quote with everything that makes it safe to print, see [`citation`].
    pub(super) fn quote_text(&self) -> Option<String> {
        let quote = self.selected_quote()?;
        let analysis = self.analysis.as_ref()?;
        Some(Citation::new(&self.article, analysis, quote).to_string())
    }

    /// All quotes of a speaker, but for indirect speech while that is hidden, and how many they are.
    pub(in crate::ui) fn quotes_of(&self, speaker: Option<SpeakerId>) -> Option<(usize, String)> {
        let hide_indirect = self.pane.selection.hide_indirect;
        citation::of_speaker(&self.article, self.analysis.as_ref()?, speaker, |quote| {
            !(hide_indirect && quote.kind == QuoteKind::Indirect)
        })
    }

    /// The item that is selected in the pane, while the pane has the keys.
    pub(super) fn focused_item(&self) -> Option<PaneItem> {
        (self.focus == Focus::Quotes)
            .then(|| self.pane.item())
            .flatten()
    }
}
