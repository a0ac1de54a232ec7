//! One terminal session: open, wait for events, paint, stop and go on, close.
//!
//! ```text
//! Session
//!   connection     device, line discipline and its restoration, signals, wakes, parser, size
//!   negotiation    what was asked, what is known by the answers, what follows for rows and colours
//!   output         the painter, bytes that the terminal has not taken, the newest frame, flow control
//!   screen         the screen taken, given back, taken again, spoken to in another way
//! ```
//!
//! Output that the terminal does not take at once is kept and sent while waiting for events; a frame that would queue up
//! behind it replaces the one still pending. So a slow or dead link never blocks the program: keys and signals are
//! read all the time.

mod connection;
mod negotiation;
mod output;
mod screen;

use std::collections::VecDeque;
use std::env;
use std::time::{Duration, Instant};

use crossterm::event::Event;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::capabilities::Capabilities;
use super::clipboard::{self, ClipboardSupport};
use super::color::ColorDepth;
use super::input::{TerminalInput, TerminalReply};
use super::paint::{Painted, ScrollHint};
use super::signals::Waker;
use super::{RowEncoding, SessionEvent, SessionOptions, TerminalError};
use crate::layout::LayoutTarget;
use connection::{Connection, PollResult};
use negotiation::Negotiation;
use output::{Frame, Output};

/// The open terminal. Dropping it restores the terminal.
///
/// Signals that end or stop a program are taken over for good when it opens: end the program soon after closing it.
/// Not for use from several threads; `Waker` is.
#[derive(Debug)]
pub struct Session {
    connection: Connection,
    negotiation: Negotiation,
    output: Output,
    /// Events found together with the one that was handed out.
    events: VecDeque<SessionEvent>,
    /// Whether the end was told already.
    ended: bool,
}

impl Session {
    /// Opens the terminal: raw mode, alternate screen, no cursor. Asks the terminal what it is, and waits for nothing.
    ///
    /// # Errors
    /// [`TerminalError::NoTerminal`] without one, [`TerminalError::Dumb`] for one that has no cursor,
    /// [`TerminalError::Io`] where the system refuses.
    pub fn open(options: SessionOptions) -> Result<Self, TerminalError> {
        let variable = |name: &str| env::var(name).ok();
        if let Some(term) = variable("TERM").filter(|term| term == "dumb") {
            return Err(TerminalError::Dumb(term));
        }
        let mut session = Self {
            connection: Connection::open()?,
            negotiation: Negotiation::new(options, &variable),
            output: Output::default(),
            events: VecDeque::new(),
            ended: false,
        };
        session.connection.install_panic_hook();
        session.negotiation.ask_tmux();
        session.enter(true)?;
        Ok(session)
    }

    /// Columns and rows, as of the last `Resize`.
    pub const fn size(&self) -> (u16, u16) {
        self.connection.size
    }

    /// What is known of the terminal.
    pub(crate) const fn capabilities(&self) -> &Capabilities {
        &self.negotiation.capabilities
    }

    /// What layout must make for this terminal: order, shapes, and whether vowel signs are stripped. A person's choice
    /// goes over it.
    pub(crate) fn target(&self) -> LayoutTarget {
        self.negotiation.target()
    }

    /// What came from the terminal until it had answered everything, byte for byte, in printable ASCII.
    pub(crate) fn reply_log(&self) -> String {
        self.negotiation.reply_log.escaped()
    }

    /// From now on these rows are sent in other encodings than the rest, to be compared.
    ///
    /// An encoding that is wrong for the terminal may make a row longer there (mlterm gives marks a cell each): lines
    /// end at the edge until the screen is given back, so that no row pushes the next one down. Sent with the next frame.
    pub(crate) fn set_row_encodings(&mut self, encodings: Vec<(u16, RowEncoding)>) {
        if !encodings.is_empty() && self.output.disable_wrap() {
            self.update_restore_sequence();
        }
        self.output.painter.set_row_encodings(encodings);
    }

    /// How many colours are sent.
    pub(crate) const fn depth(&self) -> ColorDepth {
        self.negotiation.depth
    }

    /// A handle that wakes [`next`](Self::next) from another thread.
    pub fn waker(&self) -> Waker {
        self.connection.wakes.waker()
    }

    /// Waits for the next event, at most `timeout`; `None` when that is over. Without a timeout it waits for ever, using
    /// no time of the processor.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] when called again after [`SessionEvent::Hangup`], so that a loop that overlooks it ends;
    /// [`TerminalError::Io`] where the system refuses.
    pub fn next(
        &mut self,
        timeout: Option<Duration>,
    ) -> Result<Option<SessionEvent>, TerminalError> {
        if self.ended || !self.connection.is_entered() {
            return Err(TerminalError::Gone);
        }
        let deadline = timeout.map(|timeout| Instant::now() + timeout);
        loop {
            if let Some(event) = self.take_ready()? {
                self.ended = event == SessionEvent::Hangup;
                return Ok(Some(event));
            }
            let unfinished = self.connection.sequence_deadline();
            let until = [deadline, unfinished, self.output.deadline()];
            let until = until.into_iter().flatten().min();
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            let query = self.negotiation.tmux_query.as_ref();
            let ready = self
                .connection
                .wait(left, self.output.has_backlog(), query)?;
            self.exchange(ready)?;
            let now = Instant::now();
            if unfinished.is_some_and(|at| at <= now) && !ready.input {
                self.connection.parser.lapse();
            }
            if deadline.is_some_and(|at| at <= now) {
                let event = self.take_ready()?;
                self.ended = event == Some(SessionEvent::Hangup);
                return Ok(event);
            }
        }
    }

    /// Shows `buffer`, with the cursor at `cursor` or hidden. One write; none where nothing changed. `hint` says which
    /// rows only moved; it is used where that is cheaper, and may be wrong.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] where the terminal went away or was restored by a panic.
    pub fn paint(
        &mut self,
        buffer: &Buffer,
        cursor: Option<Position>,
        hint: Option<ScrollHint>,
    ) -> Result<Painted, TerminalError> {
        self.flush()?;
        let frame = Frame {
            buffer,
            cursor,
            hint,
        };
        let painted = self.output.paint(frame, Instant::now());
        self.flush()?;
        Ok(painted)
    }

    /// Forgets what the screen shows: the next paint is a full one.
    pub(crate) fn redraw(&mut self) {
        self.output.painter.forget();
    }

    /// How sure a text of `length` bytes is to arrive on the clipboard.
    pub(crate) fn clipboard_support(&self, length: usize) -> ClipboardSupport {
        clipboard::support(length, &self.negotiation.capabilities)
    }

    /// Sends `text` to the terminal for its clipboard (OSC 52).
    ///
    /// # Errors
    /// [`TerminalError::Gone`] where the terminal went away.
    pub(crate) fn copy(&mut self, text: &str) -> Result<(), TerminalError> {
        self.output.queue(&clipboard::sequence(text));
        self.flush()
    }

    /// Has the terminal report the mouse, or no more. What is reported otherwise is dropped.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] where the terminal went away.
    pub fn mouse(&mut self, on: bool) -> Result<(), TerminalError> {
        self.output.set_mouse(on);
        self.update_restore_sequence();
        self.flush()
    }

    /// Restores the terminal. Dropping does the same.
    pub fn close(mut self) {
        self.leave();
    }

    /// The next event that needs no waiting.
    fn take_ready(&mut self) -> Result<Option<SessionEvent>, TerminalError> {
        self.take_signals()?;
        self.take_clients()?;
        if let Some(event) = self.events.pop_front() {
            return Ok(Some(event));
        }
        while let Some(input) = self.connection.parser.pop() {
            match input {
                TerminalInput::Event(Event::Mouse(_)) if !self.output.reports_mouse() => {}
                TerminalInput::Event(event) => return Ok(Some(SessionEvent::Input(event))),
                TerminalInput::Reply(TerminalReply::Alive) => {
                    self.output.answered(Instant::now());
                    // Where the terminal is gone by now, the next wait finds it out.
                    let _ = self.paint_pending();
                }
                TerminalInput::Reply(TerminalReply::OtherColors) => self.ask_background()?,
                TerminalInput::Reply(reply) => {
                    let background = self.negotiation.capabilities.background;
                    self.negotiation.learn(reply);
                    // For another background nothing has to be sent, but what is drawn may look different.
                    if self.adapt()? || self.negotiation.capabilities.background != background {
                        return Ok(Some(SessionEvent::CapabilitiesChanged));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Each kind once, however often it came; a request to end goes before a stop.
    fn take_signals(&mut self) -> Result<(), TerminalError> {
        let pending = self.connection.signals.take();
        if let Some(signal) = pending.terminate {
            self.events.push_back(SessionEvent::Terminate(signal));
        } else if pending.stop {
            self.suspend()?;
        } else if pending.continued {
            // Stopped by a SIGSTOP, which nobody can prepare for.
            self.resume()?;
        }
        if pending.resized {
            self.connection.measure();
            self.output.painter.forget();
            // Another terminal may have been attached.
            self.negotiation.ask_tmux();
            self.events
                .retain(|event| !matches!(event, SessionEvent::Input(Event::Resize(..))));
            self.push_resize();
        }
        if self.connection.wakes.take() {
            self.events.push_back(SessionEvent::Wake);
        }
        Ok(())
    }

    /// The size as an event.
    fn push_resize(&mut self) {
        let (columns, rows) = self.connection.size;
        self.events
            .push_back(SessionEvent::Input(Event::Resize(columns, rows)));
    }

    /// Reads what came and sends what waits.
    fn exchange(&mut self, ready: PollResult) -> Result<(), TerminalError> {
        if ready.lost || (ready.input && self.read().is_err()) {
            self.hang_up();
            return Ok(());
        }
        match self.flush().and_then(|()| self.paint_pending()) {
            Err(TerminalError::Gone) => self.hang_up(),
            other => other?,
        }
        Ok(())
    }

    /// Hands what came to the parser, and to the log of replies as long as answers are expected.
    fn read(&mut self) -> Result<(), TerminalError> {
        let log = &mut self.negotiation;
        self.connection.read(|bytes| log.note(bytes))
    }

    /// Shows the pending frame, if it may go.
    fn paint_pending(&mut self) -> Result<(), TerminalError> {
        if self.output.paint_pending(Instant::now()) {
            self.flush()?;
        }
        Ok(())
    }

    /// Nothing more can be sent, so what waits is dropped and the event comes first.
    fn hang_up(&mut self) {
        self.output.drop_unsent();
        self.events.push_front(SessionEvent::Hangup);
    }

    /// Sends what the terminal takes at once of the backlog.
    fn flush(&mut self) -> Result<(), TerminalError> {
        if !self.connection.is_entered() {
            return Err(TerminalError::Gone);
        }
        self.output.flush(&self.connection.device)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.leave();
    }
}
