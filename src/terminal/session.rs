//! One terminal session: open, wait for events, paint, stop and go on, close.
//!
//! Output that the terminal does not take at once is kept and sent while
//! waiting for events; a frame that would queue up behind it replaces the one
//! still waiting. So a slow or dead link never blocks the program: keys and
//! signals are heard all the time.

mod screen;

use std::collections::VecDeque;
use std::env;
use std::time::{Duration, Instant};

use crossterm::event::Event;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use super::capabilities::Capabilities;
use super::clipboard::{self, ClipboardSupport};
use super::color::ColorDepth;
use super::device::{Device, ReadOutcome, timespec};
use super::flow::{self, FlowControl};
use super::guard::Guard;
use super::input::{InputParser, TerminalInput, TerminalReply};
use super::paint::{OutputProfile, Painted, Painter, ScrollHint};
use super::reply_log::ReplyLog;
use super::signals::{Signals, Waker, Wakes};
use super::tmux::TmuxQuery;
use super::{BidiChoice, RowEncoding, SessionEvent, SessionOptions, TerminalError, mouse};
use crate::layout::LayoutTarget;

/// Bytes per read.
const READ_SIZE: usize = 4096;

/// The open terminal. Dropping it restores the terminal.
///
/// Signals that end or stop a program are taken over for good when it opens: end the program soon after closing it.
/// Not for use from several threads; [`Waker`] is.
#[derive(Debug)]
pub struct Session {
    device: Device,
    guard: std::sync::Arc<Guard>,
    signals: Signals,
    wakes: Wakes,
    parser: InputParser,
    capabilities: Capabilities,
    options: SessionOptions,
    /// Who reorders, as the terminal is known now: never [`BidiChoice::Auto`].
    bidi: BidiChoice,
    /// To tmux, about the terminals outside.
    question: Option<TmuxQuery>,
    depth: ColorDepth,
    painter: Painter,
    size: (u16, u16),
    /// Whether the mouse is reported; `None` where it never was.
    mouse: Option<bool>,
    /// Whether lines are cut at the edge rather than wrapped.
    cut: bool,
    /// Events found together with the one that was handed out.
    events: VecDeque<SessionEvent>,
    /// Output that the terminal has not taken yet.
    backlog: Vec<u8>,
    /// The newest frame, where it has to wait for the backlog.
    waiting: Option<PendingFrame>,
    /// How far the terminal has come.
    pace: FlowControl,
    /// What came before the terminal had answered everything.
    said: ReplyLog,
    /// When the parser last got bytes.
    heard: Instant,
    /// When the terminal was last asked what it is, or for its background.
    asked: Instant,
    /// Whether it is to tell its background once more.
    ground_asked: bool,
    /// Whether the end was told already.
    ended: bool,
}

/// A frame that waits.
#[derive(Debug)]
struct PendingFrame {
    buffer: Buffer,
    cursor: Option<Position>,
    /// Which rows moved since the frame that the terminal shows.
    hint: Option<ScrollHint>,
}

/// What a wait found.
///
/// Of the terminal alone; signals and wakes are looked at after every wait.
#[derive(Clone, Copy, Debug, Default)]
struct PollResult {
    input: bool,
    lost: bool,
}

impl Session {
    /// Opens the terminal: raw mode, alternate screen, no cursor. Asks the terminal what it is, and waits for nothing.
    ///
    /// # Errors
    /// [`TerminalError::NoTerminal`] without one, [`TerminalError::Dumb`] for one that has no cursor, [`TerminalError::Io`] where the
    /// system refuses.
    pub fn open(options: SessionOptions) -> Result<Self, TerminalError> {
        let variable = |name: &str| env::var(name).ok();
        if let Some(term) = variable("TERM").filter(|term| term == "dumb") {
            return Err(TerminalError::Dumb(term));
        }
        let device = Device::open()?;
        let capabilities = Capabilities::from_env(&variable);
        let guard = Guard::new(device.duplicate()?)?;
        let signals = Signals::register()?;
        let depth = ColorDepth::detect(options.color, &variable);
        let mut session = Self {
            size: device.size(),
            mouse: None,
            cut: false,
            painter: Painter::new(OutputProfile::default()),
            wakes: Wakes::new()?,
            parser: InputParser::new(),
            events: VecDeque::new(),
            backlog: Vec::new(),
            waiting: None,
            pace: FlowControl::default(),
            said: ReplyLog::default(),
            heard: Instant::now(),
            asked: Instant::now(),
            ground_asked: false,
            ended: false,
            bidi: capabilities.resolve(options.bidi, &options.remembered),
            question: None,
            device,
            guard,
            signals,
            capabilities,
            options,
            depth,
        };
        session.guard.hook();
        session.ask_tmux();
        session.enter(true)?;
        Ok(session)
    }

    /// Columns and rows, as of the last [`Event::Resize`].
    pub const fn size(&self) -> (u16, u16) {
        self.size
    }

    /// What is known of the terminal.
    pub(crate) const fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    /// What layout must make for this terminal: order, shapes, and whether vowel signs are
    /// stripped. A person's wish goes over it.
    pub(crate) fn target(&self) -> LayoutTarget {
        self.capabilities.target(self.bidi)
    }

    /// What came from the terminal until it had answered everything, byte for byte, in printable ASCII.
    pub(crate) fn said(&self) -> String {
        self.said.escaped()
    }

    /// From now on these rows are sent in another way than the others, to be compared.
    ///
    /// A way that is wrong for the terminal may make a row longer there (mlterm gives marks a cell each): lines end
    /// at the edge until the screen is given back, so that no row pushes the next one down. Sent with the next frame.
    pub(crate) fn set_row_encodings(&mut self, ways: Vec<(u16, RowEncoding)>) {
        if !self.cut && !ways.is_empty() {
            self.cut = true;
            self.guard.set_leave(self.farewell());
            self.backlog.extend_from_slice(screen::CUT);
        }
        self.painter.set_row_encodings(ways);
    }

    /// How many colours are sent.
    pub(crate) const fn depth(&self) -> ColorDepth {
        self.depth
    }

    /// A handle that wakes [`next`](Self::next) from another thread.
    pub fn waker(&self) -> Waker {
        self.wakes.waker()
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
        if self.ended || !self.guard.is_entered() {
            return Err(TerminalError::Gone);
        }
        let deadline = timeout.map(|timeout| Instant::now() + timeout);
        loop {
            if let Some(event) = self.take_ready()? {
                self.ended = event == SessionEvent::Hangup;
                return Ok(Some(event));
            }
            let patience = self.parser.patience().map(|patience| self.heard + patience);
            let pace = self.waiting.as_ref().and_then(|_| self.pace.deadline());
            let until = [deadline, patience, pace].into_iter().flatten().min();
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            let ready = self.wait(left)?;
            self.hear(ready)?;
            let now = Instant::now();
            if patience.is_some_and(|at| at <= now) && !ready.input {
                self.parser.lapse();
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
        let hint = match self.waiting.take().and_then(|waiting| waiting.hint) {
            Some(earlier) => earlier.then(hint),
            None => hint,
        };
        if !self.may_paint() {
            self.waiting = Some(PendingFrame {
                buffer: buffer.clone(),
                cursor,
                hint,
            });
            return Ok(Painted {
                deferred: true,
                ..Painted::default()
            });
        }
        let painted = self.painter.frame(buffer, cursor, hint, &mut self.backlog);
        if self.pace.sent(painted.bytes, Instant::now()) {
            self.backlog.extend_from_slice(flow::QUESTION);
        }
        self.flush()?;
        Ok(painted)
    }

    /// Whether earlier frames are out, and the terminal has come far enough with them.
    fn may_paint(&mut self) -> bool {
        self.backlog.is_empty() && self.pace.is_open(Instant::now())
    }

    /// Shows the frame that waits, if it may.
    fn paint_waiting(&mut self) -> Result<(), TerminalError> {
        if self.waiting.is_some()
            && self.may_paint()
            && let Some(waiting) = self.waiting.take()
        {
            self.paint(&waiting.buffer, waiting.cursor, waiting.hint)?;
        }
        Ok(())
    }

    /// Forgets what stands on the screen: the next paint is a full one.
    pub(crate) fn redraw(&mut self) {
        self.painter.forget();
    }

    /// How sure a text of `length` bytes is to arrive on the clipboard.
    pub(crate) fn clipboard_support(&self, length: usize) -> ClipboardSupport {
        clipboard::support(length, &self.capabilities)
    }

    /// Sends `text` to the terminal for its clipboard (OSC 52).
    ///
    /// # Errors
    /// [`TerminalError::Gone`] where the terminal went away.
    pub(crate) fn copy(&mut self, text: &str) -> Result<(), TerminalError> {
        self.backlog.extend(clipboard::sequence(text));
        self.flush()
    }

    /// Has the terminal report the mouse, or no more. What is reported otherwise is dropped.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] where the terminal went away.
    pub fn mouse(&mut self, on: bool) -> Result<(), TerminalError> {
        self.mouse = Some(on);
        self.guard.set_leave(self.farewell());
        self.backlog.extend(if on { mouse::ON } else { mouse::OFF });
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
        while let Some(input) = self.parser.pop() {
            match input {
                TerminalInput::Event(Event::Mouse(_)) if self.mouse != Some(true) => {}
                TerminalInput::Event(event) => return Ok(Some(SessionEvent::Input(event))),
                TerminalInput::Reply(TerminalReply::Alive) => {
                    self.pace.answered(Instant::now());
                    // Where the terminal is gone by now, the next wait finds it out.
                    let _ = self.paint_waiting();
                }
                TerminalInput::Reply(TerminalReply::OtherColors) => self.ask_ground()?,
                TerminalInput::Reply(reply) => {
                    let ground = self.capabilities.background;
                    self.learn(reply);
                    // For another background nothing has to be sent, but what is drawn may look different.
                    if self.adapt()? || self.capabilities.background != ground {
                        return Ok(Some(SessionEvent::CapabilitiesChanged));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Each kind once, however often it came; a request to end goes before a stop.
    fn take_signals(&mut self) -> Result<(), TerminalError> {
        let pending = self.signals.take();
        if let Some(signal) = pending.terminate {
            self.events.push_back(SessionEvent::Terminate(signal));
        } else if pending.stop {
            self.suspend()?;
        } else if pending.continued {
            // Stopped by a SIGSTOP, which nobody can prepare for.
            self.resume()?;
        }
        if pending.resized {
            self.size = self.device.size();
            self.painter.forget();
            // Another terminal may have been attached.
            self.ask_tmux();
            self.events
                .retain(|event| !matches!(event, SessionEvent::Input(Event::Resize(..))));
            self.events
                .push_back(SessionEvent::Input(Event::Resize(self.size.0, self.size.1)));
        }
        if self.wakes.take() {
            self.events.push_back(SessionEvent::Wake);
        }
        Ok(())
    }

    /// Waits for input, signals, wakes, and room for the backlog.
    fn wait(&self, limit: Option<Duration>) -> Result<PollResult, TerminalError> {
        let mut interest = PollFlags::IN;
        if !self.backlog.is_empty() {
            interest |= PollFlags::OUT;
        }
        let mut fds = vec![
            PollFd::new(&self.device, interest),
            PollFd::new(&self.signals, PollFlags::IN),
            PollFd::new(&self.wakes, PollFlags::IN),
        ];
        fds.extend(
            self.question
                .iter()
                .map(|question| PollFd::new(question, PollFlags::IN)),
        );
        match poll(&mut fds, limit.map(timespec).as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(e) => return Err(TerminalError::io("wait", e)),
        }
        let found = fds.first().map_or(PollFlags::empty(), PollFd::revents);
        Ok(PollResult {
            input: found.contains(PollFlags::IN),
            lost: found.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
        })
    }

    /// Reads what came and sends what waits.
    fn hear(&mut self, ready: PollResult) -> Result<(), TerminalError> {
        if ready.lost || (ready.input && self.read().is_err()) {
            self.hang_up();
            return Ok(());
        }
        match self.flush() {
            Err(TerminalError::Gone) => self.hang_up(),
            other => other?,
        }
        match self.paint_waiting() {
            Err(TerminalError::Gone) => self.hang_up(),
            other => other?,
        }
        Ok(())
    }

    /// Hands what is there to the parser.
    fn read(&mut self) -> Result<(), TerminalError> {
        let mut buffer = [0; READ_SIZE];
        match self.device.read(&mut buffer)? {
            ReadOutcome::Bytes(n) => {
                self.heard = Instant::now();
                let bytes = buffer.get(..n).unwrap_or_default();
                if !self.capabilities.settled {
                    self.said.note(bytes);
                }
                self.parser.feed(bytes);
            }
            ReadOutcome::Nothing => {}
            ReadOutcome::Gone => return Err(TerminalError::Gone),
        }
        Ok(())
    }

    /// Nothing more can be sent, so what waits is dropped and the event comes first.
    fn hang_up(&mut self) {
        self.backlog.clear();
        self.waiting = None;
        self.events.push_front(SessionEvent::Hangup);
    }

    /// Sends what the terminal takes at once of the backlog.
    fn flush(&mut self) -> Result<(), TerminalError> {
        if !self.guard.is_entered() {
            return Err(TerminalError::Gone);
        }
        if !self.backlog.is_empty() {
            let sent = self.device.write(&self.backlog)?;
            self.backlog.drain(..sent);
        }
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.leave();
    }
}
