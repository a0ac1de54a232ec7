//! The way from the worker to the event loop: deliveries, headlines in batches.

use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crate::terminal::Waker;
use crate::ui::library::{Delivery, ListedArticle};

/// Longest time between two batches of headlines: each costs the event loop a sorted list and a frame.
const BATCH: Duration = Duration::from_millis(100);
/// Longest time until the first batch, which fills the screen.
const FIRST_BATCH: Duration = Duration::from_millis(10);

/// Nobody waits for deliveries any more.
#[derive(Debug)]
pub(super) struct Closed;

/// Sends deliveries and wakes the event loop.
pub(super) struct Outbox {
    sender: Sender<Delivery>,
    waker: Waker,
    batch: Vec<ListedArticle>,
    /// When the batch is sent.
    due: Instant,
}

impl Outbox {
    pub(super) fn new(sender: Sender<Delivery>, waker: Waker) -> Self {
        Self {
            sender,
            waker,
            batch: Vec::new(),
            due: Instant::now() + FIRST_BATCH,
        }
    }

    /// Adds a headline to the batch, and sends it when it is due.
    pub(super) fn list(&mut self, article: ListedArticle) -> Result<(), Closed> {
        self.batch.push(article);
        // The clock is not read for each of 40,000 headlines.
        if self.batch.len().is_multiple_of(16) && Instant::now() >= self.due {
            self.flush()?;
        }
        Ok(())
    }

    /// Sends the batch.
    pub(super) fn flush(&mut self) -> Result<(), Closed> {
        self.due = Instant::now() + BATCH;
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = std::mem::take(&mut self.batch);
        self.deliver(Delivery::Listed(batch))
    }

    /// Sends the batch, then `delivery`: entries arrive in the order of their numbers.
    pub(super) fn send(&mut self, delivery: Delivery) -> Result<(), Closed> {
        self.flush()?;
        self.deliver(delivery)
    }

    fn deliver(&self, delivery: Delivery) -> Result<(), Closed> {
        self.sender.send(delivery).map_err(|_| Closed)?;
        self.waker.wake();
        Ok(())
    }
}
