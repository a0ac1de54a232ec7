//! Names in the article: which are shown, the one under the cursor, jumps between them.
//!
//! A mention is shown if its kind is switched on and, while the article is filtered to one speaker,
//! if it names that speaker. Jumps stop at shown mentions only. Mentions are sorted and disjoint,
//! so each look-up is a binary search.

use super::ReaderState;
use super::stepping::StepTarget;
use crate::entities::{EntityId, EntityKind};
use crate::span::Span;

impl ReaderState {
    /// The shown mentions that lie in `within`, as (index, place, kind), in reading order.
    pub fn shown_mentions(&self, within: Span) -> impl Iterator<Item = (usize, Span, EntityKind)> {
        let analysis = self.analysis.as_deref();
        let mentions = analysis.map_or(&[][..], |analysis| &analysis.entities.mentions);
        let first = mentions.partition_point(|(span, _)| span.end <= within.start);
        mentions
            .iter()
            .enumerate()
            .skip(first)
            .take_while(move |(_, (span, _))| span.start < within.end)
            .filter_map(move |(i, &(span, id))| {
                let kind = analysis?.entities.get(id)?.kind;
                (self.shows(kind) && self.passes_filter(id)).then_some((i, span, kind))
            })
    }

    /// While the article is filtered to one speaker, only his own names stay highlighted.
    fn passes_filter(&self, id: EntityId) -> bool {
        let Some(speaker) = self.filter else {
            return true;
        };
        self.analysis
            .as_ref()
            .and_then(|analysis| analysis.quotes.speakers.get(speaker.0))
            .is_some_and(|speaker| speaker.entity == Some(id))
    }

    /// Whether the mention with that index is highlighted.
    pub(super) fn is_mention_shown(&self, i: usize) -> bool {
        self.analysis.as_ref().is_some_and(|analysis| {
            analysis.entities.mentions.get(i).is_some_and(|&(_, id)| {
                let kind = analysis.entities.get(id).map(|entity| entity.kind);
                kind.is_some_and(|kind| self.shows(kind)) && self.passes_filter(id)
            })
        })
    }

    /// The kind of the name of which the pane shows the bytes `at` of its text, where names of that
    /// kind are shown.
    pub fn kind_in_pane(&self, at: Span) -> Option<EntityKind> {
        let names = &self.pane.text().names;
        let first = names.partition_point(|(span, _)| span.end <= at.start);
        let &(_, i) = names.get(first).filter(|(span, _)| span.overlaps(at))?;
        if !self.is_mention_shown(i) {
            return None;
        }
        let analysis = self.analysis.as_ref()?;
        let &(_, id) = analysis.entities.mentions.get(i)?;
        analysis.entities.get(id).map(|entity| entity.kind)
    }

    /// Goes to the next (+1) or previous (-1) shown mention: from the one under the cursor while
    /// it is on the screen, else from what is on the screen. Whether there was one.
    pub fn next_mention(&mut self, by: i16) -> bool {
        let Some(analysis) = self.analysis.clone() else {
            return false;
        };
        let mentions = &analysis.entities.mentions;
        let visible = self.viewport.visible_span();
        let current = self.mention.filter(|&i| {
            mentions
                .get(i)
                .is_some_and(|(span, _)| span.overlaps(visible))
        });
        let found = if by > 0 {
            let from = current.map_or_else(
                || mentions.partition_point(|(span, _)| span.start < visible.start),
                |i| i + 1,
            );
            (from..mentions.len()).find(|&i| self.is_mention_shown(i))
        } else {
            let to = current
                .unwrap_or_else(|| mentions.partition_point(|(span, _)| span.end <= visible.end));
            (0..to).rev().find(|&i| self.is_mention_shown(i))
        };
        self.move_cursor_to(found)
    }

    /// Goes to a mention of an entity, counted from 0; whether there is one.
    ///
    /// Also where its kind is switched off: the index names what it leads to.
    pub fn mention_of(&mut self, id: EntityId, number: usize) -> bool {
        let found = self.mentions_of(id).get(number).copied();
        self.move_cursor_to(found)
    }

    /// The cursor stays where it was if there is no such mention.
    pub(super) fn move_cursor_to(&mut self, mention: Option<usize>) -> bool {
        let place = mention.and_then(|i| {
            let analysis = self.analysis.as_ref()?;
            analysis.entities.mentions.get(i).copied()
        });
        if let Some((span, id)) = place {
            self.stepped = StepTarget::Name(id);
            self.mention = mention;
            self.mention_is_last = true;
            self.show(span);
        }
        place.is_some()
    }

    /// The entity under the cursor.
    pub fn entity_under_cursor(&self) -> Option<EntityId> {
        self.entity_of(self.mention?)
    }

    /// The entity of the mention with that index.
    pub(super) fn entity_of(&self, mention: usize) -> Option<EntityId> {
        let mentions = &self.analysis.as_ref()?.entities.mentions;
        mentions.get(mention).map(|&(_, id)| id)
    }
}
