//! The terminal as a file: opening, raw mode, size, reads and writes.
//!
//! Nothing here blocks for ever: the file is opened anew, so that its
//! non-blocking mode is ours alone and not the shell's, and every wait has a
//! limit. It does not know what the bytes mean.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, QueueSelector, Termios};

use super::TerminalError;

/// Columns and rows where the system does not know them.
const FALLBACK_SIZE: (u16, u16) = (80, 24);

/// Bytes per write where the file could not be made non-blocking: as many as
/// a terminal that said it is ready surely takes.
const CAREFUL_CHUNK: usize = 256;

/// What one read brought.
///
/// Not an error either way: a terminal that went away is an event.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ReadOutcome {
    /// This many bytes.
    Bytes(usize),
    /// Nothing just now.
    Nothing,
    /// The terminal is gone.
    Gone,
}

/// An open terminal.
#[derive(Debug)]
pub(super) struct Device {
    file: OwnedFd,
    /// Whether the file description is ours, hence non-blocking.
    own: bool,
}

impl Device {
    /// Opens the controlling terminal, else the terminal at standard output, input or error.
    ///
    /// Standard input may be a pipe that holds the article: keys never come from it then.
    ///
    /// # Errors
    ///
    /// [`TerminalError::NoTerminal`] with the reason that `/dev/tty` was refused for.
    pub(super) fn open() -> Result<Self, TerminalError> {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let open = |path: &std::ffi::CStr| rustix::fs::open(path, flags, Mode::empty());
        let (stdout, stdin, stderr) = (io::stdout(), io::stdin(), io::stderr());
        let streams = [stdout.as_fd(), stdin.as_fd(), stderr.as_fd()];
        let named = |fd: &BorrowedFd<'_>| {
            let name = rustix::termios::ttyname(fd, Vec::new()).ok()?;
            open(&name).ok()
        };
        // `poll` does not work on /dev/tty itself on macOS, so a stream's own name comes first there.
        if cfg!(target_vendor = "apple")
            && let Some(file) = streams.iter().find_map(named)
        {
            return Ok(Self { file, own: true });
        }
        let refused = match open(c"/dev/tty") {
            Ok(file) => return Ok(Self { file, own: true }),
            Err(errno) => errno,
        };
        if let Some(file) = streams.iter().find_map(named) {
            return Ok(Self { file, own: true });
        }
        let inherited = streams
            .iter()
            .find(|fd| rustix::termios::isatty(fd))
            .and_then(|fd| fd.try_clone_to_owned().ok());
        inherited
            .map(|file| Self { file, own: false })
            .ok_or_else(|| TerminalError::NoTerminal(refused.into()))
    }

    /// A second handle on the same terminal.
    ///
    /// Both handles share one file description; either may restore the terminal.
    pub(super) fn duplicate(&self) -> Result<Self, TerminalError> {
        let file = self
            .file
            .try_clone()
            .map_err(|e| TerminalError::io("second handle", e))?;
        Ok(Self {
            file,
            own: self.own,
        })
    }

    /// Columns and rows; 80 by 24 where the terminal does not say.
    pub(super) fn size(&self) -> (u16, u16) {
        match rustix::termios::tcgetwinsize(&self.file) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
            Ok(_) | Err(_) => FALLBACK_SIZE,
        }
    }

    /// The line discipline's settings.
    pub(super) fn modes(&self) -> Result<Termios, TerminalError> {
        rustix::termios::tcgetattr(&self.file).map_err(|e| TerminalError::io("read its modes", e))
    }

    /// Sets the line discipline at once, without waiting for output to drain: a stalled link must
    /// not hold up the end.
    pub(super) fn set_modes(&self, modes: &Termios) -> Result<(), TerminalError> {
        rustix::termios::tcsetattr(&self.file, OptionalActions::Now, modes)
            .map_err(|e| TerminalError::io("set its modes", e))
    }

    /// Forgets what was typed and not read.
    pub(super) fn discard_input(&self) {
        // It fails only where the terminal is gone, and then there is nothing to forget.
        let _ = rustix::termios::tcflush(&self.file, QueueSelector::IFlush);
    }

    /// Reads what is there.
    pub(super) fn read(&self, into: &mut [u8]) -> Result<ReadOutcome, TerminalError> {
        if !self.own && !self.wait(PollFlags::IN, Duration::ZERO) {
            return Ok(ReadOutcome::Nothing);
        }
        match rustix::io::read(&self.file, into) {
            // Raw mode asks for at least one byte, so none means the end.
            Ok(0) | Err(Errno::IO | Errno::NXIO | Errno::BADF) => Ok(ReadOutcome::Gone),
            Ok(n) => Ok(ReadOutcome::Bytes(n)),
            Err(Errno::AGAIN | Errno::INTR) => Ok(ReadOutcome::Nothing),
            Err(e) => Err(TerminalError::io("read", e)),
        }
    }

    /// Writes as much of `bytes` as the terminal takes at once; how much that was.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] where nobody is there to read.
    pub(super) fn write(&self, bytes: &[u8]) -> Result<usize, TerminalError> {
        let mut sent = 0;
        while let Some(rest) = bytes.get(sent..).filter(|rest| !rest.is_empty()) {
            let chunk = if self.own {
                rest
            } else if self.wait(PollFlags::OUT, Duration::ZERO) {
                rest.get(..CAREFUL_CHUNK).unwrap_or(rest)
            } else {
                break;
            };
            match rustix::io::write(&self.file, chunk) {
                Ok(0) | Err(Errno::AGAIN) => break,
                Ok(n) => sent += n,
                Err(Errno::INTR) => {}
                Err(Errno::IO | Errno::NXIO | Errno::BADF | Errno::PIPE) => {
                    return Err(TerminalError::Gone);
                }
                Err(e) => return Err(TerminalError::io("write", e)),
            }
        }
        Ok(sent)
    }

    /// Writes `bytes`, waiting no longer than `limit` in all; whether all went out.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write). Running out of time is no error: `false` says it.
    pub(super) fn write_within(
        &self,
        bytes: &[u8],
        limit: Duration,
    ) -> Result<bool, TerminalError> {
        let end = Instant::now() + limit;
        let mut sent = 0;
        loop {
            sent += self.write(bytes.get(sent..).unwrap_or_default())?;
            let left = end.saturating_duration_since(Instant::now());
            if sent >= bytes.len() || left.is_zero() {
                return Ok(sent >= bytes.len());
            }
            self.wait(PollFlags::OUT, left);
        }
    }

    /// Whether the terminal becomes ready for `what` within `limit`.
    pub(super) fn wait(&self, what: PollFlags, limit: Duration) -> bool {
        let mut fds = [PollFd::new(&self.file, what)];
        matches!(poll(&mut fds, Some(&timespec(limit))), Ok(n) if n > 0)
    }
}

impl AsFd for Device {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

/// A duration as the system call takes it, capped at about 68 years.
pub(super) fn timespec(duration: Duration) -> Timespec {
    let seconds = duration.as_secs().min(i32::MAX as u64);
    Timespec {
        tv_sec: seconds.cast_signed(),
        tv_nsec: duration.subsec_nanos().into(),
    }
}
