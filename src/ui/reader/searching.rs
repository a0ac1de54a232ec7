//! Searching in the article: a query → hits, jumps between them.
//!
//! The article is folded when a search first begins, and the index is kept; each letter typed
//! searches it again from its start.

use super::ReaderState;
use super::stepping::{StepResult, around};
use crate::span::Span;
use crate::ui::search::{Search, SearchIndex};

impl ReaderState {
    /// Folds the article, once.
    pub fn prepare_search(&mut self) {
        let text = &self.article.text;
        self.search_index
            .get_or_insert_with(|| SearchIndex::new(text));
    }

    /// Finds `query` and goes to the first hit at or after `from`.
    ///
    /// Past the last hit it goes on at the first one.
    pub fn search(&mut self, query: &str, from: usize) {
        let text = &self.article.text;
        let index = self
            .search_index
            .get_or_insert_with(|| SearchIndex::new(text));
        let mut search = Search {
            query: query.to_owned(),
            hits: index.find(query),
            current: None,
        };
        search.current = search.first_from(from);
        let place = search.current.map(|i| search.hits[i]);
        self.search = Some(search);
        if let Some(span) = place {
            self.show(span);
        }
    }

    /// Goes `by` hits on, around both ends.
    pub(in crate::ui) fn next_hit(&mut self, by: i16) -> StepResult {
        let Some(search) = &mut self.search else {
            return StepResult::Nothing;
        };
        let count = search.hits.len();
        if count == 0 {
            return StepResult::Nothing;
        }
        let before = search.current;
        let next = before.map_or(0, |at| around(at, by, count));
        search.current = Some(next);
        let span = search.hits[next];
        self.show(span);
        StepResult::of(by, before, Some(next))
    }

    /// The hits that lie in `within`, and whether each is the current one.
    ///
    /// Sorted and disjoint, for drawing.
    pub fn hits(&self, within: Span) -> impl Iterator<Item = (Span, bool)> {
        let hits = self.search.as_ref().map_or(&[][..], |search| &search.hits);
        let current = self.search.as_ref().and_then(|search| search.current);
        let first = hits.partition_point(|hit| hit.end <= within.start);
        hits.iter()
            .enumerate()
            .skip(first)
            .take_while(move |(_, hit)| hit.start < within.end)
            .map(move |(i, &hit)| (hit, current == Some(i)))
    }

    /// Which hit of how many, while something is searched: `2/7`; empty otherwise.
    pub fn search_count(&self) -> String {
        self.search
            .as_ref()
            .filter(|search| !search.query.trim().is_empty())
            .map(|search| {
                format!(
                    "{}/{}",
                    search.current.map_or(0, |i| i + 1),
                    search.hits.len()
                )
            })
            .unwrap_or_default()
    }
}
