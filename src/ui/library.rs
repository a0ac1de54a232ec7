//! The articles that were given, and which of them is selected.
//!
//! An entry has a number that never changes, given by the worker, and an index in the list,
//! which changes when a source turns out to hold several articles. Deliveries name numbers;
//! everything else uses indices.

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::article::Article;

/// One article of the library.
#[derive(Clone, Debug)]
pub struct LibraryEntry {
    /// Its number; never changes.
    pub id: usize,
    /// Where it comes from: a path or a name.
    pub source: String,
    /// How far it has been loaded.
    pub state: EntryState,
    /// Its length in words, once it is read.
    pub words: usize,
}

impl LibraryEntry {
    fn new(id: usize, source: String, state: EntryState) -> Self {
        let words = match &state {
            EntryState::Ready(article, _) => article.word_count(),
            EntryState::Waiting | EntryState::Failed(_) => 0,
        };
        Self {
            id,
            source,
            state,
            words,
        }
    }
}

/// How far an article has been loaded.
///
/// Waiting → failed or ready; ready without an analysis → with one.
#[derive(Clone, Debug)]
pub enum EntryState {
    /// Not read yet.
    Waiting,
    /// It could not be read; the text says what and why.
    Failed(String),
    /// Read; analysed or not yet.
    Ready(Arc<Article>, Option<Arc<Analysis>>),
}

impl EntryState {
    fn of(result: LoadResult) -> Self {
        match result {
            Ok(article) => Self::Ready(article, None),
            Err(problem) => Self::Failed(problem),
        }
    }
}

/// An article, or the message that says why it could not be read.
pub(crate) type LoadResult = Result<Arc<Article>, String>;

/// What the worker sends when it has done something.
///
/// May come in any order, also for entries that are not on the screen.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// The source with that number was read.
    Loaded {
        /// The entry that waits for it.
        id: usize,
        /// Its first article.
        first: LoadResult,
        /// Further ones of the same source, with the numbers they get.
        more: Vec<(usize, LoadResult)>,
    },
    /// The article with that number was analysed.
    Analysed(usize, Arc<Analysis>),
}

/// The list of articles.
///
/// `selected` and `top` are indices of `entries`; 0 where there is none.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// All of them, in order.
    pub entries: Vec<LibraryEntry>,
    /// The selected one.
    pub selected: usize,
    /// The first one on the screen.
    pub top: usize,
}

impl Library {
    /// A library of articles that are still to be read.
    pub fn waiting(sources: impl IntoIterator<Item = String>) -> Self {
        Self {
            entries: sources
                .into_iter()
                .enumerate()
                .map(|(id, source)| LibraryEntry::new(id, source, EntryState::Waiting))
                .collect(),
            ..Self::default()
        }
    }

    /// Takes in what the worker sent; whether anything changed.
    pub fn receive(&mut self, delivery: Delivery) -> bool {
        match delivery {
            Delivery::Loaded { id, first, more } => self.loaded(id, first, more),
            Delivery::Analysed(id, analysis) => {
                let entry = self.entries.iter_mut().find(|entry| entry.id == id);
                match entry.map(|entry| &mut entry.state) {
                    Some(EntryState::Ready(_, slot)) => {
                        *slot = Some(analysis);
                        true
                    }
                    Some(EntryState::Waiting | EntryState::Failed(_)) | None => false,
                }
            }
        }
    }

    /// Further articles go right after the first; the selection stays on its entry.
    fn loaded(&mut self, id: usize, first: LoadResult, more: Vec<(usize, LoadResult)>) -> bool {
        let Some(at) = self.entries.iter().position(|entry| entry.id == id) else {
            return false;
        };
        let source = self.entries[at].source.clone();
        self.entries[at] = LibraryEntry::new(id, source.clone(), EntryState::of(first));
        if self.selected > at {
            self.selected += more.len();
        }
        let further = more
            .into_iter()
            .map(|(id, result)| LibraryEntry::new(id, source.clone(), EntryState::of(result)));
        self.entries.splice(at + 1..=at, further);
        true
    }

    /// The index of the entry with that number.
    pub fn position(&self, id: usize) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id == id)
    }

    /// Moves the selection by `by` entries, stopping at both ends.
    pub fn move_by(&mut self, by: isize) {
        let last = self.entries.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Scrolls so that the selected entry is among the `shown` ones.
    ///
    /// Moves no further than needed.
    pub fn keep_in_view(&mut self, shown: usize) {
        if self.selected < self.top {
            self.top = self.selected;
        } else if self.selected >= self.top + shown.max(1) {
            self.top = self.selected + 1 - shown.max(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stops_at_both_ends_and_stays_in_view() {
        let mut library = Library::waiting((0..10).map(|i| i.to_string()));
        library.move_by(-1);
        assert_eq!(library.selected, 0);
        library.move_by(7);
        library.keep_in_view(4);
        assert_eq!((library.selected, library.top), (7, 4));
        library.move_by(100);
        library.keep_in_view(4);
        assert_eq!((library.selected, library.top), (9, 6));
        library.move_by(-9);
        library.keep_in_view(4);
        assert_eq!(library.top, 0);
    }

    #[test]
    fn an_analysis_without_its_article_changes_nothing() {
        let mut library = Library::waiting(["a".to_owned()]);
        assert!(!library.receive(Delivery::Analysed(0, Arc::default())));
        let gone = |id| Delivery::Loaded {
            id,
            first: Err("gone".into()),
            more: vec![],
        };
        assert!(library.receive(gone(0)));
        assert!(!library.receive(gone(5)));
    }

    #[test]
    fn a_file_of_several_articles_becomes_several_entries_in_its_place() {
        let mut library = Library::waiting(["a".to_owned(), "b".to_owned()]);
        library.selected = 1;
        let more = vec![(2, Ok(Arc::default())), (3, Err("broken".to_owned()))];
        library.receive(Delivery::Loaded {
            id: 0,
            first: Ok(Arc::default()),
            more,
        });
        let ids: Vec<usize> = library.entries.iter().map(|entry| entry.id).collect();
        assert_eq!((ids, library.selected), (vec![0, 2, 3, 1], 3));
    }
}
