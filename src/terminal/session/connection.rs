//! What connects a session with its terminal and with the rest of the system: the device, signals, wakes, and bytes →
//! inputs.
//!
//! It waits for all of them with one poll. It decides nothing: what a signal or an input means is the session's.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use crate::terminal::TerminalError;
use crate::terminal::device::{Device, ReadOutcome, timespec};
use crate::terminal::guard::Guard;
use crate::terminal::input::InputParser;
use crate::terminal::signals::{Signals, Wakes};
use crate::terminal::tmux::TmuxQuery;

/// Bytes per read.
const READ_SIZE: usize = 4096;

/// Device, signals, wakes and parser of one session.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) device: Device,
    /// Restores the terminal however the program ends.
    pub(super) guard: Arc<Guard>,
    pub(super) signals: Signals,
    pub(super) wakes: Wakes,
    pub(super) parser: InputParser,
    /// Columns and rows.
    pub(super) size: (u16, u16),
    /// When the parser last got bytes.
    last_input: Instant,
}

/// What a wait found.
///
/// Of the terminal alone; signals and wakes are looked at after every wait.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PollResult {
    /// There is something to read.
    pub(super) input: bool,
    /// The terminal went away.
    pub(super) lost: bool,
}

impl Connection {
    /// Opens the terminal and takes over signals. Changes nothing of the terminal.
    ///
    /// # Errors
    /// [`TerminalError::NoTerminal`] without a terminal, [`TerminalError::Io`] where the system refuses.
    pub(super) fn open() -> Result<Self, TerminalError> {
        let device = Device::open()?;
        Ok(Self {
            guard: Guard::new(device.duplicate()?)?,
            signals: Signals::register()?,
            wakes: Wakes::new()?,
            parser: InputParser::new(),
            size: device.size(),
            last_input: Instant::now(),
            device,
        })
    }

    /// From now on a panic restores the terminal before its message is printed.
    pub(super) fn install_panic_hook(&self) {
        self.guard.hook();
    }

    /// Whether the screen is taken.
    pub(super) fn is_entered(&self) -> bool {
        self.guard.is_entered()
    }

    /// Asks the system for the size; whether it is another than before.
    pub(super) fn measure(&mut self) -> bool {
        let before = std::mem::replace(&mut self.size, self.device.size());
        self.size != before
    }

    /// When an unfinished sequence is no longer waited for.
    pub(super) fn sequence_deadline(&self) -> Option<Instant> {
        let patience = self.parser.patience()?;
        Some(self.last_input + patience)
    }

    /// Waits for input, signals, wakes, tmux's answer, and for the terminal to take more where there `is_more` to send.
    pub(super) fn wait(
        &self,
        limit: Option<Duration>,
        is_more: bool,
        query: Option<&TmuxQuery>,
    ) -> Result<PollResult, TerminalError> {
        let mut interest = PollFlags::IN;
        if is_more {
            interest |= PollFlags::OUT;
        }
        let mut fds = vec![
            PollFd::new(&self.device, interest),
            PollFd::new(&self.signals, PollFlags::IN),
            PollFd::new(&self.wakes, PollFlags::IN),
        ];
        fds.extend(query.map(|query| PollFd::new(query, PollFlags::IN)));
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

    /// Hands what came to `note` and to the parser.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] where the terminal went away, [`TerminalError::Io`] where the system refuses.
    pub(super) fn read(&mut self, note: impl FnOnce(&[u8])) -> Result<(), TerminalError> {
        let mut buffer = [0; READ_SIZE];
        match self.device.read(&mut buffer)? {
            ReadOutcome::Bytes(n) => {
                self.last_input = Instant::now();
                let bytes = buffer.get(..n).unwrap_or_default();
                note(bytes);
                self.parser.feed(bytes);
            }
            ReadOutcome::Nothing => {}
            ReadOutcome::Gone => return Err(TerminalError::Gone),
        }
        Ok(())
    }
}
