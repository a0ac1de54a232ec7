//! A drawn buffer → bytes on the tty, and bytes from the tty → keys and events.
//!
//! The only room that talks to the terminal. It opens it, asks it what it is,
//! paints [`ratatui::buffer::Buffer`]s on it, reads keys, and puts it back as it
//! was however the program ends. It draws nothing of its own and knows nothing
//! of articles.
//!
//! ```text
//! session        open, next event, paint, suspend, close
//!   device         the file, raw mode, size, reads and writes that never block for ever
//!   jobs           stopping and going on
//!   guard          one idempotent restoration: quit, drop, panic, signal, stop
//!   signals        signals and wakes from other threads as something to poll
//!   input          bytes → keys, pastes, replies
//!   capabilities   what the terminal said it is → what to switch on and off
//!   paint          buffer against buffer → the fewest bytes
//!     encode         a row in visual order → a row as this terminal needs it
//!   color          colours → those that the terminal has
//!   clipboard      text → OSC 52
//! ```
//!
//! The terminal is asked for its name while the first frame is already on its
//! way; nothing waits for a reply. When one comes that changes what must be
//! sent, [`Session::next`] says [`Event::CapabilitiesChanged`].

mod capabilities;
mod clipboard;
mod color;
mod columns;
mod device;
mod encode;
mod guard;
mod input;
mod jobs;
mod paint;
mod session;
mod signals;

use std::io;

pub use capabilities::{Capabilities, Multiplexer, Terminal};
pub use clipboard::{Copied, MAX_COPY};
pub use color::{Depth, Wish};
pub use columns::columns;
pub use encode::Encoding;
pub use paint::{Painted, ScrollHint};
pub use session::Session;
pub use signals::Waker;

use crate::ui::key::Key;

/// Why the terminal cannot be used, or can no longer be.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no terminal to draw on.
    #[error("no terminal to draw on ({0}); `qari print` writes to pipes and files")]
    NoTerminal(io::Error),
    /// The terminal cannot place a cursor.
    #[error("the terminal `{0}` cannot be drawn on (TERM); `qari print` works there")]
    Dumb(String),
    /// A system call on the terminal failed.
    #[error("terminal: {what}: {source}")]
    Io {
        /// What was being done.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The terminal went away, or was handed back already.
    #[error("the terminal is gone")]
    Gone,
}

impl Error {
    /// An [`Error::Io`] of a call that was to do `what`.
    pub(crate) fn io(what: &'static str, source: impl Into<io::Error>) -> Self {
        Self::Io {
            what,
            source: source.into(),
        }
    }
}

/// Who puts the letters of a line in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bidi {
    /// qari does, as the detected terminal needs it.
    #[default]
    Auto,
    /// qari does, and no terminal is treated specially beyond being told not to reorder.
    Visual,
    /// The terminal does; lines are sent as they are stored.
    Logical,
}

/// How to open a [`Session`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Colours, as asked for on the command line.
    pub color: Wish,
    /// Who reorders.
    pub bidi: Bidi,
}

/// Something that happened while the program waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted; line ends are `\n`, other control characters are left out.
    Paste(String),
    /// The window has a new size, or lost its content: columns and rows. The next paint is a full one.
    Resize(u16, u16),
    /// Another thread called [`Waker::wake`].
    Wake,
    /// The program was stopped and goes on. The next paint is a full one.
    Resumed,
    /// The terminal told more of itself; [`Session::capabilities`] and [`Session::target`] may
    /// have changed. Draw again.
    CapabilitiesChanged,
    /// The terminal went away. End.
    Hangup,
    /// A signal asks to end: `SIGTERM`, `SIGINT`, `SIGHUP` or `SIGQUIT`, by number. Close and end.
    Terminate(i32),
}

impl Event {
    /// The exit status if this event asks the program to end: 128 and the signal's number, with a
    /// lost terminal counted as `SIGHUP`.
    pub const fn ends_with(&self) -> Option<u8> {
        match self {
            Self::Hangup => Some(128 + 1),
            Self::Terminate(signal) if *signal > 0 && *signal < 128 =>
            {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "the guard holds it to 1..=127"
                )]
                Some(128 + *signal as u8)
            }
            Self::Terminate(_) => Some(128),
            Self::Key(_)
            | Self::Paste(_)
            | Self::Resize(..)
            | Self::Wake
            | Self::Resumed
            | Self::CapabilitiesChanged => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ends_end() {
        assert_eq!(Event::Hangup.ends_with(), Some(129));
        assert_eq!(Event::Terminate(15).ends_with(), Some(143));
        assert_eq!(Event::Terminate(-3).ends_with(), Some(128));
        assert_eq!(Event::Wake.ends_with(), None);
    }
}
