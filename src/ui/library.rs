//! The articles that were given, and which of them is selected.
//!
//! An entry has a number that never changes, given by the worker: its index in [`Library::entries`]. Deliveries name
//! numbers. The list on the screen is [`Library::shown`]: the numbers of the entries that match the filter, in the order
//! that was chosen. `selected` and `top` are indices of that list.
//!
//! Of most entries of a large collection only the headline is here. An article is read when it is opened, and of those the
//! last [`MOST_OPENED`] stay in memory.

mod order;

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::sync::Arc;

use super::search::fold_query;
use crate::analysis::Analysis;
use crate::article::{Article, Headline};
pub(crate) use order::ArticleOrder;

/// Most articles that were read for being opened and stay in memory.
const MOST_OPENED: usize = 64;

/// Most messages about records without text that are kept; all are counted.
const MOST_PROBLEMS: usize = 1000;

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
    /// How many quotes were found in it, once it is analysed.
    pub quotes: Option<usize>,
    /// How much of it has been read, in percent; `None` if it was never opened.
    pub progress: Option<u8>,
    /// Title, publisher and day, once they are known.
    pub(crate) headline: Option<Headline>,
    /// Number of its source and its number in the source: the order as given.
    place: (usize, usize),
    /// Title and source as the filter compares them.
    key: String,
}

impl LibraryEntry {
    fn new(id: usize, source: String, place: (usize, usize)) -> Self {
        let mut entry = Self {
            id,
            source,
            state: EntryState::Waiting,
            words: 0,
            quotes: None,
            progress: None,
            headline: None,
            place,
            key: String::new(),
        };
        entry.key = entry.filter_key();
        entry
    }

    /// What a list calls the place that the article comes from: the publisher, else the name of the file.
    pub(crate) fn source_name(&self) -> &str {
        let publisher = self
            .headline
            .as_ref()
            .and_then(|it| it.publisher.as_deref());
        // The rest of a path is the same for most of a list, and long.
        publisher.unwrap_or_else(|| self.source.rsplit('/').next().unwrap_or(&self.source))
    }

    fn filter_key(&self) -> String {
        let title = self.headline.as_ref().map_or("", |it| &it.title);
        fold_query(&format!("{title} {}", self.source_name()))
    }

    /// Takes in the headline of an article that is not in memory.
    fn list(&mut self, headline: Headline) {
        self.headline = Some(headline);
        self.state = EntryState::Listed;
        self.key = self.filter_key();
    }

    /// Takes in the article, or why there is none.
    fn load(&mut self, result: LoadResult) {
        match result {
            Ok(article) => {
                self.words = article.word_count();
                // The key of a listed record is that of its bytes, and stays.
                if self.headline.is_none() {
                    self.headline = Some(Headline::of(&article));
                    self.key = self.filter_key();
                }
                self.state = EntryState::Ready(article, None);
            }
            Err(problem) => self.state = EntryState::Failed(problem),
        }
    }
}

/// How far an article has been loaded.
///
/// Waiting → failed, listed or ready; listed ⇄ ready; ready without an analysis → with one.
#[derive(Clone, Debug)]
pub enum EntryState {
    /// Not read yet.
    Waiting,
    /// Its headline is known; it is read when it is opened.
    Listed,
    /// It could not be read; the text says what and why.
    Failed(String),
    /// Read; analysed or not yet.
    Ready(Arc<Article>, Option<Arc<Analysis>>),
}

/// An article, or the message that says why it could not be read.
pub(crate) type LoadResult = Result<Arc<Article>, String>;

/// The headline of an article that is not in memory.
#[derive(Clone, Debug)]
pub struct ListedArticle {
    /// The number of its entry: that of a waiting one, else the next free one.
    pub(crate) id: usize,
    /// The number of its source, and its number in the source.
    pub(crate) place: (usize, usize),
    /// The name of the article: `news.jsonl#17`.
    pub(crate) name: String,
    /// What the list shows.
    pub(crate) headline: Headline,
}

/// What the worker sends when it has done something.
///
/// May come in any order, also for entries that are not on the screen; but new entries in the order of their numbers.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// The article with that number was read.
    Loaded {
        /// Its entry: one that waits, or that is listed.
        id: usize,
        /// The article; of a source that was waited for the first one.
        first: LoadResult,
        /// Further ones of the same source, with the numbers they get.
        more: Vec<(usize, LoadResult)>,
    },
    /// Articles were found and not kept.
    Listed(Vec<ListedArticle>),
    /// All records of a source were looked at: how many there are, and why some of them gave no article.
    Scanned {
        /// Records of the source.
        records: usize,
        /// Records without an article, each with the reason.
        problems: Vec<String>,
    },
    /// The article with that number was analysed.
    Analysed(usize, Arc<Analysis>),
}

/// The list of articles.
///
/// `selected` and `top` are indices of [`shown`](Self::shown); 0 where there is none.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// All of them, by number.
    pub entries: Vec<LibraryEntry>,
    /// The selected one.
    pub selected: usize,
    /// The first one on the screen.
    pub top: usize,
    /// Records of the sources with several, those without text included.
    pub records: usize,
    /// Records without text.
    pub problem_count: usize,
    /// The messages about the first of these.
    pub problems: Vec<String>,
    shown: Vec<usize>,
    filter: String,
    order: ArticleOrder,
    /// Articles that were listed and read, the one read last at the end.
    opened: VecDeque<usize>,
}

impl Library {
    /// A library of articles that are still to be read.
    pub fn waiting(sources: impl IntoIterator<Item = String>) -> Self {
        let numbered = sources.into_iter().enumerate();
        let mut library = Self {
            entries: numbered
                .map(|(id, source)| LibraryEntry::new(id, source, (id, 0)))
                .collect(),
            ..Self::default()
        };
        library.arrange();
        library
    }

    /// The numbers of the entries on the list, in its order.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// The entry at that index of the list.
    pub fn at(&self, index: usize) -> Option<&LibraryEntry> {
        self.entries.get(*self.shown.get(index)?)
    }

    /// What was typed to filter the list; empty where all are shown.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// The order of the list.
    pub const fn order(&self) -> ArticleOrder {
        self.order
    }

    /// Shows the entries whose title or source has all words of `filter`, in any spelling and order. The selection stays
    /// on its entry where that is still shown.
    pub fn set_filter(&mut self, filter: &str) {
        if self.filter != filter {
            filter.clone_into(&mut self.filter);
            self.arrange();
        }
    }

    /// Goes on to the next order; that by day is left out where no article has one.
    pub fn next_order(&mut self) {
        let dated = || {
            self.entries
                .iter()
                .any(|entry| entry.headline.as_ref().is_some_and(|it| it.day.is_some()))
        };
        self.order = self.order.next();
        if self.order == ArticleOrder::Newest && !dated() {
            self.order = self.order.next();
        }
        self.top = 0;
        self.selected = 0;
        self.arrange();
    }

    /// Makes the list anew. Takes some milliseconds for 40,000 entries.
    ///
    /// The filter is a comparison of letters rather than a fuzzy one (`nucleo-matcher` was considered): with roots of three letters,
    /// letters with others between them match nearly every Arabic title.
    fn arrange(&mut self) {
        let selected = self.shown.get(self.selected).copied();
        let key = fold_query(&self.filter);
        let words: Vec<&str> = key.split(' ').collect();
        let matching = self
            .entries
            .iter()
            .filter(|entry| words.iter().all(|word| entry.key.contains(word)));
        self.shown = matching.map(|entry| entry.id).collect();
        self.sort();
        let last = self.shown.len().saturating_sub(1);
        let place = selected.and_then(|id| self.position(id));
        self.selected = place.unwrap_or(0).min(last);
    }

    /// Sorts the list. The key of an entry begins with its folded title.
    fn sort(&mut self) {
        let entries = &self.entries;
        let day = |id: usize| {
            let headline = entries[id].headline.as_ref();
            headline.and_then(|it| it.day.as_deref())
        };
        let shown = &mut self.shown;
        shown.sort_by_key(|&id| entries[id].place);
        match self.order {
            ArticleOrder::Given => {}
            ArticleOrder::Unread => shown.sort_by_key(|&id| entries[id].progress.is_some()),
            ArticleOrder::Newest => shown.sort_by_key(|&id| Reverse(day(id))),
            ArticleOrder::Title => shown.sort_by(|&a, &b| entries[a].key.cmp(&entries[b].key)),
            ArticleOrder::Source => {
                shown.sort_by(|&a, &b| entries[a].source_name().cmp(entries[b].source_name()));
            }
        }
    }

    /// Takes in what the worker sent; whether anything changed.
    pub fn receive(&mut self, delivery: Delivery) -> bool {
        match delivery {
            Delivery::Loaded { id, first, more } => self.loaded(id, first, more),
            Delivery::Listed(articles) => {
                for article in articles {
                    self.listed(article);
                }
                self.arrange();
                true
            }
            Delivery::Scanned { records, problems } => {
                self.records += records;
                self.problem_count += problems.len();
                let left = MOST_PROBLEMS.saturating_sub(self.problems.len());
                self.problems.extend(problems.into_iter().take(left));
                true
            }
            Delivery::Analysed(id, analysis) => {
                let Some(entry) = self.entries.get_mut(id) else {
                    return false;
                };
                let EntryState::Ready(_, slot) = &mut entry.state else {
                    return false;
                };
                entry.quotes = Some(analysis.quotes.list.len());
                *slot = Some(analysis);
                true
            }
        }
    }

    fn listed(&mut self, article: ListedArticle) {
        let ListedArticle {
            id,
            place,
            name,
            headline,
        } = article;
        if id == self.entries.len() {
            self.entries
                .push(LibraryEntry::new(id, String::new(), place));
        }
        if let Some(entry) = self.entries.get_mut(id) {
            entry.source = name;
            entry.place = place;
            entry.list(headline);
        }
    }

    /// Further articles go right after the first; the selection stays on its entry.
    fn loaded(&mut self, id: usize, first: LoadResult, more: Vec<(usize, LoadResult)>) -> bool {
        let Some(entry) = self.entries.get_mut(id) else {
            return false;
        };
        let listed = matches!(entry.state, EntryState::Listed);
        let (source, number) = (entry.source.clone(), entry.place.0);
        entry.load(first);
        for (nth, (id, result)) in more.into_iter().enumerate() {
            let mut entry = LibraryEntry::new(id, source.clone(), (number, nth + 1));
            entry.load(result);
            if id == self.entries.len() {
                self.entries.push(entry);
            }
        }
        if listed {
            self.forget_earlier(id);
        } else {
            self.arrange();
        }
        true
    }

    /// Keeps the article `id`, which was read for being opened, and drops the one opened longest ago.
    fn forget_earlier(&mut self, id: usize) {
        self.opened.retain(|&opened| opened != id);
        self.opened.push_back(id);
        if self.opened.len() > MOST_OPENED
            && let Some(oldest) = self.opened.pop_front()
            && let Some(entry) = self.entries.get_mut(oldest)
            && matches!(entry.state, EntryState::Ready(..))
        {
            entry.state = EntryState::Listed;
        }
    }

    /// The index in the list of the entry with that number.
    pub fn position(&self, id: usize) -> Option<usize> {
        self.shown.iter().position(|&shown| shown == id)
    }

    /// Moves the selection by `by` entries, stopping at both ends.
    pub fn move_by(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
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
mod tests;
