//! The worker thread: sources → articles → analyses, prioritized ones first.
//!
//! It shares no state with the event loop. Priorities arrive on one channel, [`Delivery`]s leave on another, and the
//! session is woken for each delivery.
//!
//! All sources are read first, so that the list gets its titles; then all articles are analysed. A prioritized article
//! comes before all others, but does not interrupt the work in progress.
//!
//! The thread ends when the event loop drops its end of either channel. It is not joined: at the end of the program an
//! analysis may be cut off, and nothing is lost by that.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::analysis::Analysis;
use crate::article::{self, Article, ArticleSource};
use crate::terminal::Waker;
use crate::ui::library::{Delivery, LoadResult};

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
            let load_states = match read {
                Some(articles) => articles.into_iter().map(LoadState::Loaded).collect(),
                None => sources.iter().map(|_| LoadState::Waiting).collect(),
            };
            let mut state = WorkerState {
                sources,
                options,
                articles: load_states,
                outbox,
                waker,
            };
            state.work(&inbox);
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

/// How far the work on an article is. It only proceeds: waiting, loaded, done.
enum LoadState {
    Waiting,
    Loaded(Arc<Article>),
    /// Analysed, or not readable.
    Done,
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
    outbox: Sender<Delivery>,
    waker: Waker,
}

impl WorkerState {
    /// Loads all, then analyses all, and checks for priorities between the steps. When all is done it waits for a priority.
    fn work(&mut self, priorities: &Receiver<usize>) {
        let all = 0..self.articles.len();
        let mut steps: VecDeque<WorkerStep> = all
            .clone()
            .map(WorkerStep::Load)
            .chain(all.map(WorkerStep::Analyse))
            .collect();
        loop {
            let priority = if steps.is_empty() {
                match priorities.recv() {
                    Ok(id) => Some(id),
                    Err(_) => return,
                }
            } else {
                priorities.try_recv().ok()
            };
            if let Some(id) = priority {
                steps.push_front(WorkerStep::Analyse(id));
                steps.push_front(WorkerStep::Load(id));
                continue;
            }
            let delivery = match steps.pop_front() {
                Some(WorkerStep::Load(id)) => self.load(id, &mut steps),
                Some(WorkerStep::Analyse(id)) => self.analyse(id),
                None => None,
            };
            if let Some(delivery) = delivery {
                if self.outbox.send(delivery).is_err() {
                    return;
                }
                self.waker.wake();
            }
        }
    }

    /// Analyses a loaded article, which is then no longer kept here.
    fn analyse(&mut self, id: usize) -> Option<Delivery> {
        let state = self.articles.get_mut(id)?;
        let LoadState::Loaded(article) = state else {
            return None;
        };
        let analysis = Arc::new(Analysis::of(article));
        *state = LoadState::Done;
        Some(Delivery::Analysed(id, analysis))
    }

    /// Reads a source. Articles after its first get the next free numbers and a step of their own.
    ///
    /// A source without any result is not delivered.
    fn load(&mut self, id: usize, steps: &mut VecDeque<WorkerStep>) -> Option<Delivery> {
        if !matches!(self.articles.get(id)?, LoadState::Waiting) {
            return None;
        }
        let mut results = read(self.sources.get(id)?, &self.options).into_iter();
        let first = results.next()?;
        self.articles[id] = load_state(&first);
        let mut more = Vec::new();
        for result in results {
            steps.push_back(WorkerStep::Analyse(self.articles.len()));
            more.push((self.articles.len(), result.clone()));
            self.articles.push(load_state(&result));
        }
        Some(Delivery::Loaded { id, first, more })
    }
}

fn load_state(result: &LoadResult) -> LoadState {
    match result {
        Ok(article) => LoadState::Loaded(Arc::clone(article)),
        Err(_) => LoadState::Done,
    }
}

/// All articles of a source, errors as messages.
fn read(source: &ArticleSource, options: &article::LoadOptions) -> Vec<LoadResult> {
    let mut results = Vec::new();
    article::read_source(source, options, &mut |result| {
        results.push(result.map(Arc::new).map_err(|error| error.to_string()));
    });
    results
}
