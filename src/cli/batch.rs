//! Many articles → what a command writes of each, by all cores, in the order of the input.
//!
//! ```text
//! one thread      reads sources, cuts them into portions
//! other threads   portion → articles → what `act` writes of each
//! this thread     writes that in order, shows the progress, gathers what was skipped
//! ```
//!
//! Memory is bounded however long the input is: the reading thread waits while more than [`IN_FLIGHT`] bytes are read and
//! not written yet. A rayon pool would have to be told the same, since it keeps neither the order nor a bound.
//!
//! Nothing is buffered while nothing comes: whoever pipes articles in one by one gets each result at once.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::progress::Progress;
use super::skipped::SkippedRecords;
use crate::article::{self, Article, LoadOptions, SourcePortion};
use crate::error::Error;

/// Most bytes of articles that are read and not written yet. A portion of any size is read where there is no other.
const IN_FLIGHT: u64 = 4 << 20;

/// What a command does with an article: appends its output to the bytes.
pub(super) type ArticleWriter<'a> = dyn Fn(&Article, &mut Vec<u8>) -> io::Result<()> + Sync + 'a;

/// The articles of a command and how they are read.
pub(super) struct BatchInput<'a> {
    /// Names as on the command line.
    pub(super) files: &'a [PathBuf],
    pub(super) reading: &'a LoadOptions,
    /// Threads that find names and quotes.
    pub(super) jobs: usize,
}

/// As many threads as there are cores that this process may use.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Writes what `act` makes of every article to `out`.
///
/// What cannot be read is skipped and gathered in `skipped`, which reports it.
///
/// # Errors
///
/// Writing to `out` fails. Nothing more is read then.
pub(super) fn run(
    input: &BatchInput<'_>,
    act: &ArticleWriter<'_>,
    out: &mut dyn Write,
    skipped: &mut SkippedRecords,
) -> io::Result<()> {
    let queue = PortionQueue::default();
    let (done, finished) = mpsc::channel();
    thread::scope(|scope| {
        // Whatever ends this function ends the other threads too.
        let _closing = CloseOnDrop(&queue);
        for _ in 0..input.jobs.max(1) {
            let (queue, done) = (&queue, done.clone());
            scope.spawn(move || work(queue, input.reading, act, &done));
        }
        drop(done);
        scope.spawn(|| {
            read(input, &queue);
            queue.end();
        });
        let mut output = OrderedOutput {
            queue: &queue,
            out,
            skipped,
            progress: Progress::new(input.files),
        };
        output.write_all(&finished)
    })
}

/// Puts all portions of all files into the queue.
fn read(input: &BatchInput<'_>, queue: &PortionQueue) {
    let mut number = 0;
    let mut put = |content| {
        let goes_on = queue.put(Portion { number, content });
        number += 1;
        goes_on
    };
    for file in input.files {
        match article::collect_sources(std::slice::from_ref(file)) {
            Ok(sources) => {
                for source in sources {
                    let mut goes_on = true;
                    article::portions(&source, input.reading, &mut |portion| {
                        goes_on = put(Ok(portion));
                        goes_on
                    });
                    if !goes_on {
                        return;
                    }
                }
            }
            Err(error) => {
                put(Err(error));
            }
        }
    }
}

/// Turns portions into output until the queue ends.
fn work(
    queue: &PortionQueue,
    reading: &LoadOptions,
    act: &ArticleWriter<'_>,
    done: &Sender<FinishedPortion>,
) {
    while let Some(portion) = queue.take() {
        let mut finished = FinishedPortion {
            number: portion.number,
            size: portion.size(),
            ..FinishedPortion::default()
        };
        match portion.content {
            Ok(content) => {
                finished.line = content.line();
                content.articles(reading, &mut |result| match result {
                    Ok(article) if finished.failure.is_none() => {
                        finished.articles += 1;
                        finished.failure = act(&article, &mut finished.output).err();
                    }
                    Ok(_) => {}
                    Err(error) => finished.errors.push(error),
                });
            }
            Err(error) => finished.errors.push(error),
        }
        if done.send(finished).is_err() {
            return;
        }
    }
}

/// A portion with its number in the input.
struct Portion {
    number: usize,
    content: Result<SourcePortion, Error>,
}

impl Portion {
    fn size(&self) -> u64 {
        self.content.as_ref().map_or(0, SourcePortion::size)
    }
}

/// What became of a portion.
#[derive(Default)]
struct FinishedPortion {
    number: usize,
    /// Its bytes in the input.
    size: u64,
    /// Its line in the source, where it is one.
    line: Option<usize>,
    /// Articles that were read.
    articles: usize,
    output: Vec<u8>,
    errors: Vec<Error>,
    /// Why the output could not be made.
    failure: Option<io::Error>,
}

/// Portions that wait for a thread.
#[derive(Default)]
struct PortionQueue {
    state: Mutex<QueueState>,
    changed: Condvar,
}

#[derive(Default)]
struct QueueState {
    waiting: VecDeque<Portion>,
    /// Bytes that were put and are not [`written`](PortionQueue::written) yet.
    in_flight: u64,
    /// No more come.
    ended: bool,
    /// No more are wanted.
    closed: bool,
}

impl PortionQueue {
    fn state(&self) -> MutexGuard<'_, QueueState> {
        // Every change of the state is one assignment or one call, so it is whole after a panic too.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and wakes whoever waits for that.
    fn change(&self, change: impl FnOnce(&mut QueueState)) {
        change(&mut self.state());
        self.changed.notify_all();
    }

    /// Appends a portion once there is space for it. Whether more are wanted.
    fn put(&self, portion: Portion) -> bool {
        let size = portion.size();
        let full = |state: &mut QueueState| {
            !state.closed && state.in_flight > 0 && state.in_flight + size > IN_FLIGHT
        };
        let waited = self.changed.wait_while(self.state(), full);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        state.in_flight += size;
        state.waiting.push_back(portion);
        let open = !state.closed;
        drop(state);
        self.changed.notify_all();
        open
    }

    /// The next portion; `None` when there are no more.
    fn take(&self) -> Option<Portion> {
        let empty =
            |state: &mut QueueState| state.waiting.is_empty() && !state.ended && !state.closed;
        let waited = self.changed.wait_while(self.state(), empty);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return None;
        }
        state.waiting.pop_front()
    }

    /// Says that `size` bytes have become output that is written.
    fn written(&self, size: u64) {
        self.change(|state| state.in_flight -= size);
    }

    /// Says that no more come.
    fn end(&self) {
        self.change(|state| state.ended = true);
    }
}

/// Closes a queue when it goes.
struct CloseOnDrop<'a>(&'a PortionQueue);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.0.change(|state| state.closed = true);
    }
}

/// Where finished portions are written in the order of their numbers.
struct OrderedOutput<'a> {
    queue: &'a PortionQueue,
    out: &'a mut dyn Write,
    skipped: &'a mut SkippedRecords,
    progress: Progress,
}

impl OrderedOutput<'_> {
    fn write_all(&mut self, finished: &Receiver<FinishedPortion>) -> io::Result<()> {
        // Finished before one that comes earlier.
        let mut early = BTreeMap::new();
        let mut next = 0;
        while let Some(portion) = self.receive(finished)? {
            early.insert(portion.number, portion);
            while let Some(portion) = early.remove(&next) {
                next += 1;
                self.write(portion)?;
            }
        }
        self.progress.end();
        Ok(())
    }

    /// The next finished portion. What was written goes out before this thread waits.
    fn receive(
        &mut self,
        finished: &Receiver<FinishedPortion>,
    ) -> io::Result<Option<FinishedPortion>> {
        match finished.try_recv() {
            Ok(portion) => Ok(Some(portion)),
            Err(TryRecvError::Disconnected) => Ok(None),
            Err(TryRecvError::Empty) => {
                self.out.flush()?;
                Ok(finished.recv().ok())
            }
        }
    }

    fn write(&mut self, portion: FinishedPortion) -> io::Result<()> {
        self.out.write_all(&portion.output)?;
        self.queue.written(portion.size);
        self.progress.advance(portion.articles, portion.size);
        for error in portion.errors {
            if let Some(error) = self.skipped.gather(error, portion.line) {
                // It concerns a whole file: it is reported at once.
                self.progress.clear();
                SkippedRecords::report(&error);
            }
        }
        portion.failure.map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The output for a collection of `count` records, where each gives its first word.
    fn first_words(jobs: usize, collection: &str) -> (String, SkippedRecords) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.jsonl");
        fs::write(&path, collection).unwrap();
        let (mut out, mut skipped) = (Vec::new(), SkippedRecords::default());
        let input = BatchInput {
            files: &[path],
            reading: &LoadOptions::default(),
            jobs,
        };
        let act = |article: &Article, out: &mut Vec<u8>| {
            let first = article.text.split(' ').next().unwrap_or_default();
            // The earliest take longest.
            if first.len() < 3 {
                thread::sleep(std::time::Duration::from_millis(5));
            }
            writeln!(out, "{first}")
        };
        run(&input, &act, &mut out, &mut skipped).unwrap();
        (String::from_utf8(out).unwrap(), skipped)
    }

    #[test]
    fn the_order_of_the_input_is_kept() {
        let filler = "نص ".repeat(400);
        let record = |n: usize| format!("{{\"text\": \"{n} {filler}\"}}\n");
        let collection = (0..200).map(record).collect::<Vec<_>>().concat();
        let wanted = (0..200)
            .map(|n| format!("{n}\n"))
            .collect::<Vec<_>>()
            .concat();
        for jobs in [1, 3] {
            assert_eq!(first_words(jobs, &collection).0, wanted);
        }
    }

    #[test]
    fn the_reading_thread_waits_for_space() {
        let queue = PortionQueue::default();
        let portion = |number| Portion {
            number,
            content: Err(Error::NoInput),
        };
        queue.change(|state| state.in_flight = IN_FLIGHT + 1);
        thread::scope(|scope| {
            let putting = scope.spawn(|| queue.put(portion(0)));
            thread::sleep(std::time::Duration::from_millis(20));
            assert!(!putting.is_finished() && queue.state().waiting.is_empty());
            queue.written(IN_FLIGHT + 1);
            assert!(putting.join().unwrap());
        });
        // A closed queue keeps nobody waiting.
        queue.change(|state| (state.in_flight, state.closed) = (IN_FLIGHT + 1, true));
        assert!(!queue.put(portion(1)));
        assert!(queue.take().is_none());
    }

    #[test]
    fn a_failed_output_ends_the_reading() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.jsonl");
        let record = format!("{{\"text\": \"{}\"}}\n", "نص ".repeat(400));
        fs::write(&path, record.repeat(20_000)).unwrap();
        let input = BatchInput {
            files: &[path],
            reading: &LoadOptions::default(),
            jobs: 2,
        };
        let act = |_: &Article, out: &mut Vec<u8>| out.write_all(b"x");
        let failed = run(&input, &act, &mut Full, &mut SkippedRecords::default());
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn skipped_records_are_gathered() {
        let long = "نص ".repeat(30_000);
        let collection =
            format!("{{\"text\": \"{long}\"}}\n{{\"text\": \" \"}}\n{{\"text\": \" \"}}\nx\n");
        let (_, skipped) = first_words(2, &collection);
        let summary = skipped.summary();
        let ends: Vec<&str> = summary
            .iter()
            .map(|line| line.rsplit('/').next().unwrap())
            .collect();
        assert_eq!(
            ends,
            [
                "news.jsonl: 2 records skipped, no text under a usual name (--field text=path.to.field names it): lines 2-3",
                "news.jsonl: 1 record skipped, not valid JSON: line 4",
            ]
        );
    }
}
