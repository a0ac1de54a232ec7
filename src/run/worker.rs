//! The worker thread: sources → articles → analyses, prioritized ones first.
//!
//! It shares no state with the event loop. Priorities arrive on one channel, [`Delivery`]s leave on another, and the
//! session is woken for each delivery.
//!
//! All sources are read first, so that the list gets its titles; then the articles in memory are analysed. A prioritized
//! article comes before all others, but does not interrupt the work in progress.
//!
//! The first [`MOST_KEPT`] articles stay in memory and are analysed. Of further ones, and of the records of a large file,
//! only the headline is delivered; such an article is read and analysed each time that it is prioritized, also while a file
//! is scanned. Headlines are delivered ten times a second.
//!
//! The thread ends when the event loop drops its end of either channel. It is not joined: at the end of the program an
//! analysis may be cut off, and nothing is lost by that.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::outbox::{Closed, Outbox};
use crate::analysis::Analysis;
use crate::article::{self, Article, ArticleSource, Headline, Record, RecordFile, RecordPlace};
use crate::error::Error;
use crate::terminal::Waker;
use crate::ui::library::{Delivery, ListedArticle, LoadResult};

/// Most articles that stay in memory without being opened, and are analysed before they are.
const MOST_KEPT: usize = 200;

/// The event loop's end of the worker.
pub(super) struct Worker {
    priorities: Sender<usize>,
    deliveries: Receiver<Delivery>,
}

impl Worker {
    /// Starts reading and analysing `sources` in order. `read` holds the articles of a single source that was read before.
    pub(super) fn start(
        sources: Vec<ArticleSource>,
        options: article::LoadOptions,
        read: Option<Vec<Arc<Article>>>,
        waker: Waker,
    ) -> Self {
        let (priorities, inbox) = mpsc::channel();
        let (outbox, deliveries) = mpsc::channel();
        thread::spawn(move || {
            let load_states: Vec<LoadState> = match read {
                Some(articles) => articles.into_iter().map(LoadState::Loaded).collect(),
                None => sources.iter().map(|_| LoadState::Waiting).collect(),
            };
            let mut state = WorkerState {
                kept: load_states.iter().filter(|state| state.is_loaded()).count(),
                sources,
                options,
                articles: load_states,
                priorities: inbox,
                outbox: Outbox::new(outbox, waker),
            };
            // An error says that nobody waits for deliveries any more.
            let _ = state.work();
        });
        Self {
            priorities,
            deliveries,
        }
    }

    /// Reads and analyses the article with this number in the library before all others, unless that is done already.
    pub(super) fn prioritize(&self, id: usize) {
        let _ = self.priorities.send(id);
    }

    /// The next delivery, if one is there.
    ///
    /// Never blocks.
    pub(super) fn poll(&self) -> Option<Delivery> {
        self.deliveries.try_recv().ok()
    }

    /// The next delivery, if one comes within `time`.
    pub(super) fn wait(&self, time: Duration) -> Option<Delivery> {
        self.deliveries.recv_timeout(time).ok()
    }
}

/// How far the work on an article is. It only proceeds: waiting, loaded, done; or waiting, listed.
enum LoadState {
    Waiting,
    Loaded(Arc<Article>),
    /// Analysed, or not readable.
    Done,
    /// Its headline was delivered; it is read when it is asked for.
    Listed(ListedPlace),
}

impl LoadState {
    const fn is_loaded(&self) -> bool {
        matches!(self, Self::Loaded(_))
    }
}

/// Where a listed article is read from.
#[derive(Clone)]
enum ListedPlace {
    /// A record of a large file.
    Record(Arc<RecordFile>, RecordPlace),
    /// Of the source with the first number the article with the second one, from 0.
    Nth(usize, usize),
}

impl ListedPlace {
    /// The number of the article in its source.
    const fn number(&self) -> usize {
        match self {
            Self::Record(_, place) => place.number(),
            Self::Nth(_, nth) => *nth,
        }
    }
}

/// A step of the work on one article. It does nothing if the article is not at that step.
#[derive(Clone, Copy)]
enum WorkerStep {
    Load(usize),
    Analyse(usize),
}

/// The thread's own state.
struct WorkerState {
    sources: Vec<ArticleSource>,
    options: article::LoadOptions,
    /// By number: the first articles of all sources, then the further articles of sources with several.
    articles: Vec<LoadState>,
    /// How many articles were kept in memory.
    kept: usize,
    priorities: Receiver<usize>,
    outbox: Outbox,
}

impl WorkerState {
    /// Loads all, then analyses all, and checks for priorities between the steps. When all is done it waits for a priority.
    fn work(&mut self) -> Result<(), Closed> {
        let all = 0..self.articles.len();
        let mut steps: VecDeque<WorkerStep> = all
            .clone()
            .map(WorkerStep::Load)
            .chain(all.map(WorkerStep::Analyse))
            .collect();
        loop {
            if steps.is_empty() {
                self.outbox.flush()?;
                let id = self.priorities.recv().map_err(|_| Closed)?;
                self.prioritized(id, &mut steps)?;
            } else if let Ok(id) = self.priorities.try_recv() {
                self.prioritized(id, &mut steps)?;
            }
            match steps.pop_front() {
                Some(WorkerStep::Load(id)) => self.load(id, &mut steps)?,
                Some(WorkerStep::Analyse(id)) => self.analyse(id)?,
                None => {}
            }
        }
    }

    /// Does what is to be done before all else: a listed article at once, another as the next steps.
    fn prioritized(&mut self, id: usize, steps: &mut VecDeque<WorkerStep>) -> Result<(), Closed> {
        if let Some(LoadState::Listed(place)) = self.articles.get(id) {
            let place = place.clone();
            return self.open(id, &place);
        }
        steps.push_front(WorkerStep::Analyse(id));
        steps.push_front(WorkerStep::Load(id));
        Ok(())
    }

    /// Reads and analyses a listed article.
    fn open(&mut self, id: usize, place: &ListedPlace) -> Result<(), Closed> {
        let article = match place {
            ListedPlace::Record(file, place) => file.read(*place, &self.options),
            ListedPlace::Nth(source, nth) => match self.sources.get(*source) {
                Some(source) => article::read_nth(source, *nth, &self.options),
                None => return Ok(()),
            },
        };
        let first = result(article);
        let article = first.clone().ok();
        let more = Vec::new();
        self.outbox.send(Delivery::Loaded { id, first, more })?;
        if let Some(article) = article {
            let analysis = Arc::new(Analysis::of(&article));
            self.outbox.send(Delivery::Analysed(id, analysis))?;
        }
        Ok(())
    }

    /// Analyses a loaded article, which is then no longer kept here.
    fn analyse(&mut self, id: usize) -> Result<(), Closed> {
        let Some(state) = self.articles.get_mut(id) else {
            return Ok(());
        };
        let LoadState::Loaded(article) = state else {
            return Ok(());
        };
        let analysis = Arc::new(Analysis::of(article));
        *state = LoadState::Done;
        self.outbox.send(Delivery::Analysed(id, analysis))
    }

    /// Reads a source, unless that is done.
    fn load(&mut self, id: usize, steps: &mut VecDeque<WorkerStep>) -> Result<(), Closed> {
        if !matches!(self.articles.get(id), Some(LoadState::Waiting)) {
            return Ok(());
        }
        let Some(source) = self.sources.get(id).cloned() else {
            return Ok(());
        };
        match RecordFile::open(&source, &self.options) {
            Some(file) => self.scan(id, file),
            None => self.load_whole(id, &source, steps),
        }
    }

    /// Reads a whole source. Articles after its first get the next free numbers; those that are kept get a step.
    ///
    /// Of a source with several records those without an article are counted, and are no entries, unless there is no
    /// other. A source without any result is not delivered.
    fn load_whole(
        &mut self,
        id: usize,
        source: &ArticleSource,
        steps: &mut VecDeque<WorkerStep>,
    ) -> Result<(), Closed> {
        let results = read(source, &self.options);
        let records = results.len();
        let (mut articles, mut problems) = (Vec::new(), Vec::new());
        for (nth, result) in results.into_iter().enumerate() {
            match result {
                Ok(article) => articles.push((nth, article)),
                Err(problem) => problems.push(problem),
            }
        }
        if articles.is_empty() {
            let problem = problems.into_iter().next();
            return self.failed(id, problem);
        }
        // Standard input cannot be read again.
        if *source == ArticleSource::Stdin || self.kept + articles.len() <= MOST_KEPT {
            self.keep(id, articles, steps)?;
        } else {
            for (nth, article) in articles {
                let headline = Headline::of(&article);
                let place = ListedPlace::Nth(id, nth);
                self.list(id, article.source.clone(), headline, place)?;
            }
        }
        self.scanned(records, problems)
    }

    /// Delivers articles that stay in memory.
    fn keep(
        &mut self,
        id: usize,
        articles: Vec<(usize, Arc<Article>)>,
        steps: &mut VecDeque<WorkerStep>,
    ) -> Result<(), Closed> {
        self.kept += articles.len();
        let mut articles = articles.into_iter().map(|(_, article)| article);
        let Some(first) = articles.next() else {
            return Ok(());
        };
        self.articles[id] = LoadState::Loaded(Arc::clone(&first));
        let mut more = Vec::new();
        for article in articles {
            let id = self.articles.len();
            steps.push_back(WorkerStep::Analyse(id));
            self.articles.push(LoadState::Loaded(Arc::clone(&article)));
            more.push((id, Ok(article)));
        }
        let first = Ok(first);
        self.outbox.send(Delivery::Loaded { id, first, more })
    }

    /// Delivers the headlines of the records of a large file.
    fn scan(&mut self, id: usize, file: RecordFile) -> Result<(), Closed> {
        let file = Arc::new(file);
        let (mut records, mut problems, mut outcome) = (0, Vec::new(), Ok(()));
        let options = self.options.clone();
        file.scan(&options, &mut |record| {
            records += 1;
            match record {
                Ok(Record {
                    place,
                    name,
                    headline,
                }) => {
                    let place = ListedPlace::Record(Arc::clone(&file), place);
                    outcome = self
                        .list(id, name, headline, place)
                        .and_then(|()| self.open_while_scanning());
                }
                Err(problem) => problems.push(problem.to_string()),
            }
            outcome.is_ok()
        });
        outcome?;
        if matches!(self.articles.get(id), Some(LoadState::Waiting)) {
            let problem = problems.first().cloned();
            self.failed(id, problem)?;
        }
        self.scanned(records, problems)
    }

    /// Reads what the user wants to open now.
    fn open_while_scanning(&mut self) -> Result<(), Closed> {
        while let Ok(wanted) = self.priorities.try_recv() {
            if let Some(LoadState::Listed(place)) = self.articles.get(wanted) {
                let place = place.clone();
                self.open(wanted, &place)?;
            }
        }
        Ok(())
    }

    /// Lists an article of the source with the number `source`: the first one in the place of the source's own entry.
    fn list(
        &mut self,
        source: usize,
        name: String,
        headline: Headline,
        place: ListedPlace,
    ) -> Result<(), Closed> {
        let waits = matches!(self.articles.get(source), Some(LoadState::Waiting));
        let number = place.number();
        let id = if waits {
            self.articles[source] = LoadState::Listed(place);
            source
        } else {
            self.articles.push(LoadState::Listed(place));
            self.articles.len() - 1
        };
        self.outbox.list(ListedArticle {
            id,
            place: (source, number),
            name,
            headline,
        })
    }

    /// A source without an article; without a problem nothing is delivered.
    fn failed(&mut self, id: usize, problem: Option<String>) -> Result<(), Closed> {
        self.articles[id] = LoadState::Done;
        let Some(problem) = problem else {
            return Ok(());
        };
        self.outbox.send(Delivery::Loaded {
            id,
            first: Err(problem),
            more: Vec::new(),
        })
    }

    /// All records of a source were looked at. A source with one record says for itself what is wrong with it.
    fn scanned(&mut self, records: usize, problems: Vec<String>) -> Result<(), Closed> {
        if records < 2 {
            return Ok(());
        }
        self.outbox.send(Delivery::Scanned { records, problems })
    }
}

/// All articles of a source, errors as messages.
fn read(source: &ArticleSource, options: &article::LoadOptions) -> Vec<LoadResult> {
    let mut results = Vec::new();
    article::read_source(source, options, &mut |article| {
        results.push(result(article));
    });
    results
}

fn result(article: Result<Article, Error>) -> LoadResult {
    article.map(Arc::new).map_err(|error| error.to_string())
}
