//! The second thread: sources → articles → analyses, the wanted ones first.
//!
//! It shares nothing with the loop: wishes go in through one channel,
//! [`Delivery`]s come out of another, and the session is woken for each.
//!
//! All sources are read first, so that the list has its titles, then all are analysed. A wish
//! goes before everything else, but does not break off what is being done.
//!
//! The thread ends when the loop drops its end of either channel. Nothing joins it: at the
//! program's end an analysis may be cut off, and nothing is lost by that.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::analysis::Analysis;
use crate::article::{self, Article, ArticleSource};
use crate::terminal::Waker;
use crate::ui::library::{Delivery, LoadResult};

/// The loop's end of the worker.
pub(super) struct Worker {
    wishes: Sender<usize>,
    deliveries: Receiver<Delivery>,
}

impl Worker {
    /// Starts reading and analysing `sources` in order; with `read`, what the one source there is
    /// gave has been read already.
    pub(super) fn start(
        sources: Vec<ArticleSource>,
        options: article::LoadOptions,
        read: Option<Vec<Arc<Article>>>,
        waker: Waker,
    ) -> Self {
        let (wishes, inbox) = mpsc::channel();
        let (outbox, deliveries) = mpsc::channel();
        thread::spawn(move || {
            let slots = match read {
                Some(articles) => articles.into_iter().map(LoadState::Loaded).collect(),
                None => sources.iter().map(|_| LoadState::Waiting).collect(),
            };
            let mut state = WorkerState {
                sources,
                options,
                slots,
                outbox,
                waker,
            };
            state.work(&inbox);
        });
        Self { wishes, deliveries }
    }

    /// Has an article done before the others.
    ///
    /// The number is the entry's in the library. What is done already is not done again.
    pub(super) fn prioritize(&self, id: usize) {
        let _ = self.wishes.send(id);
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

/// How far an article has come.
///
/// Goes one way only: waiting, loaded, done.
enum LoadState {
    Waiting,
    Loaded(Arc<Article>),
    /// Analysed, or not to be had.
    Done,
}

/// A step of the work on one article.
///
/// Nothing happens for a slot that is not at that step.
#[derive(Clone, Copy)]
enum WorkerStep {
    Load(usize),
    Analyse(usize),
}

/// The thread's own state.
struct WorkerState {
    sources: Vec<ArticleSource>,
    options: article::LoadOptions,
    /// By number: the sources first, then the further articles that they turned out to hold.
    slots: Vec<LoadState>,
    outbox: Sender<Delivery>,
    waker: Waker,
}

impl WorkerState {
    /// Loads all, then analyses all, looking for wishes between the steps; ends with the loop.
    ///
    /// Sleeps in the channel of wishes once all is done.
    fn work(&mut self, wishes: &Receiver<usize>) {
        let all = 0..self.slots.len();
        let mut steps: VecDeque<WorkerStep> = all
            .clone()
            .map(WorkerStep::Load)
            .chain(all.map(WorkerStep::Analyse))
            .collect();
        loop {
            let wish = if steps.is_empty() {
                match wishes.recv() {
                    Ok(id) => Some(id),
                    Err(_) => return,
                }
            } else {
                wishes.try_recv().ok()
            };
            if let Some(id) = wish {
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

    /// The article is given up to the deliveries; the slot keeps nothing.
    fn analyse(&mut self, id: usize) -> Option<Delivery> {
        let slot = self.slots.get_mut(id)?;
        let LoadState::Loaded(article) = slot else {
            return None;
        };
        let analysis = Arc::new(Analysis::of(article));
        *slot = LoadState::Done;
        Some(Delivery::Analysed(id, analysis))
    }

    /// Reads a source; articles after its first get the next free numbers and their own step.
    ///
    /// A source that gives nothing at all is not delivered.
    fn load(&mut self, id: usize, steps: &mut VecDeque<WorkerStep>) -> Option<Delivery> {
        if !matches!(self.slots.get(id)?, LoadState::Waiting) {
            return None;
        }
        let mut results = read(self.sources.get(id)?, self.options).into_iter();
        let first = results.next()?;
        self.slots[id] = slot(&first);
        let mut more = Vec::new();
        for result in results {
            steps.push_back(WorkerStep::Analyse(self.slots.len()));
            more.push((self.slots.len(), result.clone()));
            self.slots.push(slot(&result));
        }
        Some(Delivery::Loaded { id, first, more })
    }
}

fn slot(result: &LoadResult) -> LoadState {
    match result {
        Ok(article) => LoadState::Loaded(Arc::clone(article)),
        Err(_) => LoadState::Done,
    }
}

/// All articles of a source, with the words for what failed.
fn read(source: &ArticleSource, options: article::LoadOptions) -> Vec<LoadResult> {
    let mut results = Vec::new();
    article::read_source(source, &options, &mut |result| {
        results.push(result.map(Arc::new).map_err(|error| error.to_string()));
    });
    results
}
