//! The articles that were given, and which one the list stands on.

use std::sync::Arc;

use crate::article::Article;
use crate::reading::Analysis;

/// One article of the library.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it comes from, as a person would name it.
    pub source: String,
    /// What is there of it so far.
    pub state: State,
}

/// How far an article has come.
#[derive(Clone, Debug)]
pub enum State {
    /// Not read yet.
    Waiting,
    /// It could not be read; the text says what and why.
    Failed(String),
    /// Read; analysed or not yet.
    Ready(Arc<Article>, Option<Arc<Analysis>>),
}

/// What the worker sends when it has done something.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// The article with that index was read, or could not be.
    Loaded(usize, Result<Arc<Article>, String>),
    /// The article with that index was analysed.
    Analysed(usize, Arc<Analysis>),
}

/// The list of articles.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// All of them, in order.
    pub entries: Vec<Entry>,
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
                .map(|source| Entry {
                    source,
                    state: State::Waiting,
                })
                .collect(),
            ..Self::default()
        }
    }

    /// Takes in what the worker sent; whether anything changed.
    pub fn receive(&mut self, delivery: Delivery) -> bool {
        match delivery {
            Delivery::Loaded(i, result) => self.entries.get_mut(i).is_some_and(|entry| {
                entry.state = match result {
                    Ok(article) => State::Ready(article, None),
                    Err(problem) => State::Failed(problem),
                };
                true
            }),
            Delivery::Analysed(i, analysis) => {
                match self.entries.get_mut(i).map(|entry| &mut entry.state) {
                    Some(State::Ready(_, slot)) => {
                        *slot = Some(analysis);
                        true
                    }
                    Some(State::Waiting | State::Failed(_)) | None => false,
                }
            }
        }
    }

    /// Moves the selection by `by` entries, stopping at both ends.
    pub fn move_by(&mut self, by: isize) {
        let last = self.entries.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Scrolls so that the selected entry is among the `shown` ones.
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
        assert!(library.receive(Delivery::Loaded(0, Err("gone".into()))));
        assert!(!library.receive(Delivery::Loaded(5, Err("gone".into()))));
    }
}
