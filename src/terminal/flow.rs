//! How much of the sent output the terminal has processed → whether the next frame may be sent (flow control).
//!
//! A write succeeds as soon as the bytes are in some buffer: that of the pseudo-terminal (some 12 kB), of the server or of
//! the network. At the other end of a slow link the screen would show for seconds what was scrolled past long ago, so
//! frames wait instead of being queued. For this, a query that every terminal answers (DSR, `CSI 5 n`) is sent after the
//! output from time to time; its reply (`CSI 0 n`) means that everything before it was drawn. While more than [`WINDOW`]
//! bytes are unconfirmed, a new frame waits, and a newer one replaces it.
//!
//! Nothing waits for a terminal that has never replied. A terminal that stops replying is no longer waited for after
//! [`PATIENCE`]. Measured at 20 kB/s, with a key repeated 30 times a second whose frame takes 2.6 kB: without flow control
//! the last state was shown 1.0 s after the last key.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The question.
pub(super) const QUESTION: &[u8] = b"\x1b[5n";

/// Bytes that may be under way. At 20 kB/s they take 0.2 s; a screen of 80x24 takes some 7 kB at most.
const WINDOW: usize = 4096;

/// Bytes after which it is asked again.
const ASK_AFTER: usize = 1024;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(4);

/// What is under way.
#[derive(Debug, Default)]
pub(super) struct FlowControl {
    /// Whether an answer ever came.
    answers: bool,
    /// Bytes before each question that is not answered yet, the oldest first.
    asked: VecDeque<usize>,
    /// Bytes since the last question.
    unasked: usize,
    /// When the oldest of the questions became the oldest.
    since: Option<Instant>,
}

impl FlowControl {
    /// Takes note of a frame; whether the question is to be sent behind it.
    pub(super) fn sent(&mut self, bytes: usize, now: Instant) -> bool {
        self.unasked += bytes;
        // Where no answer has ever come, one question is enough to find out.
        let may_ask = self.answers || self.asked.is_empty();
        if self.unasked < ASK_AFTER || !may_ask {
            return false;
        }
        self.asked.push_back(std::mem::take(&mut self.unasked));
        self.since.get_or_insert(now);
        true
    }

    /// An answer came.
    pub(super) fn answered(&mut self, now: Instant) {
        self.answers |= !self.asked.is_empty();
        self.asked.pop_front();
        self.since = (!self.asked.is_empty()).then_some(now);
    }

    /// Whether a frame may go.
    pub(super) fn is_open(&mut self, now: Instant) -> bool {
        if self.deadline().is_some_and(|at| at <= now) {
            *self = Self::default();
        }
        // Only a question that is still to be answered can keep the window closed: else nothing would ever open it.
        let asked: usize = self.asked.iter().sum();
        !self.answers || self.asked.is_empty() || asked + self.unasked < WINDOW
    }

    /// When an answer is given up that a frame waits for.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.since
            .filter(|_| self.answers)
            .map(|since| since + PATIENCE)
    }

    /// Whether an answer is surely on its way.
    pub(super) fn is_awaited(&self) -> bool {
        self.answers && !self.asked.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_waits_for_one_that_never_answers_and_it_is_asked_once() {
        let now = Instant::now();
        let mut flow = FlowControl::default();
        let asked = (0..100).filter(|_| flow.sent(10_000, now)).count();
        assert_eq!(asked, 1);
        assert!(flow.is_open(now) && !flow.is_awaited());
    }

    #[test]
    fn frames_wait_while_the_window_is_full() {
        let now = Instant::now();
        let mut flow = FlowControl::default();
        assert!(flow.sent(2000, now));
        flow.answered(now);
        assert!(!flow.sent(300, now), "asked for a few bytes");
        for _ in 0..2 {
            assert!(flow.is_open(now) && flow.sent(2500, now));
        }
        assert!(!flow.is_open(now));
        flow.answered(now);
        assert!(flow.is_open(now) && flow.is_awaited());
        flow.answered(now);
        assert!(flow.is_open(now) && !flow.is_awaited());
        // One that nobody asked for.
        flow.answered(now);
        assert!(flow.is_open(now));
    }

    /// The first frames: the answer to the first of them comes when the others, behind which nothing was asked, are sent.
    #[test]
    fn bytes_that_no_question_stands_behind_hold_up_nothing() {
        let now = Instant::now();
        let mut flow = FlowControl::default();
        assert!(flow.sent(7000, now));
        assert!(!flow.sent(7000, now), "asked twice before any answer");
        flow.answered(now);
        assert!(flow.is_open(now), "closed, and no answer to come");
        assert!(flow.sent(10, now), "not asked at last");
        assert!(!flow.is_open(now) && flow.deadline().is_some());
    }

    #[test]
    fn one_that_stops_answering_is_given_up() {
        let now = Instant::now();
        let mut flow = FlowControl::default();
        flow.sent(2000, now);
        flow.answered(now);
        flow.sent(9000, now);
        assert!(!flow.is_open(now));
        let later = now + PATIENCE;
        assert_eq!(flow.deadline(), Some(later));
        assert!(flow.is_open(later));
        assert_eq!(flow.deadline(), None);
    }
}
