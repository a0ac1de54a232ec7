//! Signals, and requests of other threads to wake up → a file descriptor that `poll` waits for.
//!
//! Signal handlers only write a byte to a socket (signal-hook's self-pipe); the session decides what a signal means. So a
//! handler never uses the terminal and does nothing that is not allowed in a handler.
//!
//! SIGKILL and SIGSTOP cannot be caught. After SIGSTOP, SIGCONT tells that the screen has to be entered again.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::TerminalError;

/// From now on SIGINT does nothing here: it is meant for the pager that runs on the terminal.
///
/// # Errors
///
/// The handler cannot be installed.
pub(super) fn ignore_interrupts() -> io::Result<()> {
    signal_hook::flag::register(SIGINT, Arc::default())?;
    Ok(())
}

/// The signals that came since the last look, each once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pending {
    /// The window's size changed (`SIGWINCH`).
    pub(super) resized: bool,
    /// Somebody asks to stop (`SIGTSTP`).
    pub(super) stop: bool,
    /// The program goes on after a stop (`SIGCONT`).
    pub(super) continued: bool,
    /// A signal that asks to end, by number.
    pub(super) terminate: Option<i32>,
}

/// The receiving end of signals.
#[derive(Debug)]
pub(super) struct Signals(SignalDelivery<UnixStream, SignalOnly>);

impl Signals {
    /// Takes over the signals that concern a full-screen program.
    ///
    /// # Errors
    ///
    /// [`TerminalError::Io`] where the system gives no sockets.
    pub(super) fn register() -> Result<Self, TerminalError> {
        let numbers = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT];
        let open = || -> io::Result<_> {
            let (read, write) = UnixStream::pair()?;
            SignalDelivery::with_pipe(read, write, SignalOnly, numbers)
        };
        open()
            .map(Self)
            .map_err(|e| TerminalError::io("take signals", e))
    }

    /// Takes what came. Never blocks.
    pub(super) fn take(&mut self) -> Pending {
        let mut pending = Pending::default();
        for signal in self.0.pending() {
            match signal {
                SIGWINCH => pending.resized = true,
                SIGTSTP => pending.stop = true,
                SIGCONT => pending.continued = true,
                other => pending.terminate = Some(other),
            }
        }
        pending
    }
}

impl AsFd for Signals {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.get_read().as_fd()
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.0.handle().close();
    }
}

/// Wakes the session's [`next`](super::Session::next) from any thread.
#[derive(Clone, Debug)]
pub struct Waker(Arc<UnixStream>);

impl Waker {
    /// Makes the next (or the running) wait return [`SessionEvent::Wake`](super::SessionEvent::Wake). Many calls
    /// before the session looks are one event. Never blocks, never fails: a session that is gone
    /// needs no waking.
    pub fn wake(&self) {
        let _ = (&*self.0).write(&[1]);
    }
}

/// The session's end of its [`Waker`]s.
#[derive(Debug)]
pub(super) struct Wakes {
    receiver: UnixStream,
    waker: Waker,
}

impl Wakes {
    /// A connected pair.
    pub(super) fn new() -> Result<Self, TerminalError> {
        let open = || -> io::Result<_> {
            let (receiver, sender) = UnixStream::pair()?;
            receiver.set_nonblocking(true)?;
            sender.set_nonblocking(true)?;
            Ok((receiver, sender))
        };
        let (receiver, sender) = open().map_err(|e| TerminalError::io("make its waker", e))?;
        Ok(Self {
            receiver,
            waker: Waker(Arc::new(sender)),
        })
    }

    /// A handle for another thread.
    pub(super) fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Whether somebody called; forgets it.
    pub(super) fn take(&mut self) -> bool {
        let mut buffer = [0; 64];
        let mut woken = false;
        while matches!(self.receiver.read(&mut buffer), Ok(n) if n > 0) {
            woken = true;
        }
        woken
    }
}

impl AsFd for Wakes {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.receiver.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_wakes_are_one() {
        let mut wakes = Wakes::new().unwrap();
        assert!(!wakes.take());
        let handle = wakes.waker();
        for _ in 0..100_000 {
            handle.wake();
        }
        assert!(wakes.take());
        assert!(!wakes.take());
    }
}
