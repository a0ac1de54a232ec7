//! The second thread: sources → articles → analyses, the wanted ones first.
//!
//! It shares nothing with the loop: requests go in through one channel,
//! [`Delivery`]s come out of another, and the session is woken for each.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::article::{self, Article, Source};
use crate::reading::Analysis;
use crate::terminal::Waker;
use crate::ui::library::Delivery;

/// The loop's end of the worker.
pub(super) struct Worker {
    requests: Sender<usize>,
    deliveries: Receiver<Delivery>,
}

impl Worker {
    /// Starts reading and analysing `sources` in order, the first of which may have been `read` already.
    pub(super) fn start(
        sources: Vec<Source>,
        options: article::Options,
        read: Option<Arc<Article>>,
        waker: Waker,
    ) -> Self {
        let (requests, inbox) = mpsc::channel();
        let (outbox, deliveries) = mpsc::channel();
        thread::spawn(move || {
            let mut articles = vec![None; sources.len()];
            if let Some(first) = articles.first_mut() {
                *first = read;
            }
            let mut bench = Bench { sources, options, articles, inbox, outbox, waker };
            bench.work();
        });
        Self { requests, deliveries }
    }

    /// Has an article done before the others.
    pub(super) fn want(&self, index: usize) {
        let _ = self.requests.send(index);
    }

    /// The next delivery, if one is there.
    pub(super) fn poll(&self) -> Option<Delivery> {
        self.deliveries.try_recv().ok()
    }

    /// The next delivery, if one comes within `time`.
    pub(super) fn wait(&self, time: Duration) -> Option<Delivery> {
        self.deliveries.recv_timeout(time).ok()
    }
}

/// The thread's own state.
struct Bench {
    sources: Vec<Source>,
    options: article::Options,
    articles: Vec<Option<Arc<Article>>>,
    inbox: Receiver<usize>,
    outbox: Sender<Delivery>,
    waker: Waker,
}

/// A step of the work on one article.
#[derive(Clone, Copy)]
enum Step {
    Load(usize),
    Analyse(usize),
}

impl Bench {
    /// Loads all, then analyses all, looking for wishes between the steps; ends with the loop.
    fn work(&mut self) {
        let all = 0..self.sources.len();
        let mut steps: VecDeque<Step> = all.clone().map(Step::Load).chain(all.map(Step::Analyse)).collect();
        let mut done = vec![false; self.sources.len()];
        loop {
            let wish = if steps.is_empty() {
                match self.inbox.recv() {
                    Ok(i) => Some(i),
                    Err(_) => return,
                }
            } else {
                self.inbox.try_recv().ok()
            };
            if let Some(i) = wish {
                steps.push_front(Step::Analyse(i));
                steps.push_front(Step::Load(i));
            } else if let Some(step) = steps.pop_front()
                && !self.step(step, &mut done)
            {
                return;
            }
        }
    }

    /// Does one step unless it was done before; whether the loop still listens.
    fn step(&mut self, step: Step, done: &mut [bool]) -> bool {
        let delivery = match step {
            Step::Load(i) => match self.load(i) {
                Some(delivery) => delivery,
                None => return true,
            },
            Step::Analyse(i) => match &self.articles[i] {
                Some(article) if !done[i] => {
                    done[i] = true;
                    Delivery::Analysed(i, Arc::new(Analysis::of(article)))
                }
                Some(_) | None => return true,
            },
        };
        let heard = self.outbox.send(delivery).is_ok();
        self.waker.wake();
        heard
    }

    fn load(&mut self, i: usize) -> Option<Delivery> {
        if self.articles[i].is_some() {
            return None;
        }
        let result = self.sources[i].open(&self.options).map(Arc::new).map_err(|error| error.to_string());
        if let Ok(article) = &result {
            self.articles[i] = Some(Arc::clone(article));
        }
        Some(Delivery::Loaded(i, result))
    }
}
