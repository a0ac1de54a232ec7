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
//!   choice         a person's choice of the encoding, and what was chosen before
//!   guard          one idempotent restoration: quit, drop, panic, signal, stop
//!   signals        signals and wakes from other threads as something to poll
//!   input          bytes → keys, pastes, replies
//!   capabilities   what the terminal said it is → what to switch on and off
//!   child          a program run for a moment: tmux, a copy command
//!   outer          what tmux says of the terminals it is shown in
//!   paint          buffer against buffer → the fewest bytes
//!     encode         a row in visual order → a row as this terminal needs it
//!   color          colours → those that the terminal has; dark or light
//!   mouse          what is switched on and off for it
//!   transcript     what the terminal said, for reports
//!   pace           how far the terminal has come → whether a frame may go
//!   clipboard      text → OSC 52
//! ```
//!
//! The terminal is asked for its name while the first frame is already on its
//! way; nothing waits for a reply. When one comes that changes what must be
//! sent, [`Session::next`] says [`SessionEvent::CapabilitiesChanged`].
//!
//! # The phases of a session
//!
//! ```text
//! open ── raw mode, alternate screen, questions, CSI 8 l, clear
//!   │
//!   ├─► next ── key, paste, size, wake, reply ──► paint ──┐
//!   │      ▲                                              │
//!   │      └──────────────────────────────────────────────┘
//!   ├─► suspend ── restore, stop, enter again
//!   ▼
//! close ── late replies read, bidi mode and screen given back, cooked mode
//! ```
//!
//! # The terms
//!
//! | term | meaning |
//! |---|---|
//! | BDSM | ECMA-48's mode 8: implicit (the terminal reorders) or explicit (it shows cells as sent); `CSI 8 l` asks for explicit |
//! | encoding | how a row in visual order is sent so that this terminal shows it so |
//! | DA1, DA2 | `CSI c`, `CSI > c`: what the terminal is, in numbers |
//! | XTVERSION | `CSI > q`: its name and version |
//! | DECRQM | `CSI 8 $ p`: the state of a mode, here of BDSM |
//! | SU, SD | `CSI n S`, `CSI n T`: the region scrolls by n rows |
//!
//! # What is sent where
//!
//! | terminal | what makes it show a row in visual order | measured with |
//! |---|---|---|
//! | xterm, foot, Alacritty, urxvt, st, zutty | nothing: they do not reorder | 379, 1.13, 0.11, 9.30, 0.9, 0.14 |
//! | VTE | `CSI 8 l` before the screen is cleared | 0.70 |
//! | Konsole | `OSC 50;BidiRenderingEnabled=false` | 22.12 |
//! | mlterm | `OSC 5379;use_ctl=false` | 3.9.0 |
//! | kitty | each word turned round once more | 0.26.5 |
//! | xterm.js | LRM after each right-to-left letter | 6.0 |
//! | VTE in tmux, GNU screen, mosh | an override around each row | 0.70 in 3.3a, 4.9, 1.4 |
//! | Konsole in tmux | each run of words turned round once more, LRM after it | 22.12 in 3.3a |
//! | nobody knows which | an override: right in VTE and wherever cells are shown as sent | |
//!
//! Every switch is put back at the end. The whole table, with the terminals that are known from sources alone, is
//! `capabilities::terminals`.
//!
//! # Limitations
//!
//! - GNU screen and mosh hide the terminal: Konsole, kitty and a browser's terminal behind them are sent what is right in
//!   others, until a person chooses.
//! - Not measured: Terminal.app, iTerm2, Windows Terminal, `PuTTY`, `WezTerm`, mintty, Ghostty, Contour, the Linux console.
//! - Only Unix: the room stands on termios and signals.

mod capabilities;
pub(crate) mod child;
mod choice;
mod clipboard;
mod color;
mod columns;
mod command;
mod device;
mod encode;
mod flow;
mod guard;
mod input;
mod jobs;
mod mouse;
#[cfg(test)]
mod notation;
mod paint;
pub(crate) mod profile;
mod reply_log;
mod session;
mod signals;
mod tmux;

use std::io;

pub(crate) use capabilities::{Capabilities, DetectionEvidence};
pub use choice::{BidiChoice, RememberedBidi};
pub(crate) use clipboard::ClipboardSupport;
pub use color::{ColorChoice, ColorDepth};
pub use columns::columns;
pub use encode::RowEncoding;
pub(crate) use paint::{ScrollHint, sgr};
pub(crate) use profile::TerminalKind;
pub use session::Session;
pub use signals::Waker;
pub(crate) use tmux::TmuxClient;

use crossterm::event::Event;

/// Why the terminal cannot be used, or can no longer be.
///
/// Each message says what to do where something can be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TerminalError {
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

impl TerminalError {
    /// An [`TerminalError::Io`] of a call that was to do `what`.
    pub(crate) fn io(what: &'static str, source: impl Into<io::Error>) -> Self {
        Self::Io {
            what,
            source: source.into(),
        }
    }
}

/// How to open a [`Session`].
///
/// The default asks the environment for colours and the terminal for the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionOptions {
    /// Colours, as asked for on the command line.
    pub color: ColorChoice,
    /// Who reorders.
    pub bidi: BidiChoice,
    /// What was chosen for terminals before; it decides where `bidi` is [`BidiChoice::Auto`].
    pub remembered: RememberedBidi,
}

/// Something that happened while the program waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionEvent {
    /// Something that a person did, as crossterm's type:
    ///
    /// - `Key`: a key was pressed;
    /// - `Paste`: text was pasted; line ends are `\n`, tabs stay, other control characters are left out. At most 1 MiB;
    ///   the rest is dropped;
    /// - `Mouse`: the first button went down or the wheel was turned, only while [`Session::mouse`] has it on;
    /// - `Resize`: the window has a new size, or lost its content: columns and rows. The next paint is a full one.
    ///
    /// Changes of focus are not asked for and never reported.
    Input(Event),
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

impl SessionEvent {
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
            Self::Input(_) | Self::Wake | Self::Resumed | Self::CapabilitiesChanged => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ends_end() {
        assert_eq!(SessionEvent::Hangup.ends_with(), Some(129));
        assert_eq!(SessionEvent::Terminate(15).ends_with(), Some(143));
        assert_eq!(SessionEvent::Terminate(-3).ends_with(), Some(128));
        assert_eq!(SessionEvent::Wake.ends_with(), None);
    }

    #[test]
    fn what_an_end_from_outside_exits_with() {
        use crate::terminal::SessionEvent;

        assert_eq!(SessionEvent::Terminate(15).ends_with(), Some(143));
        assert_eq!(SessionEvent::Hangup.ends_with(), Some(129));
        assert_eq!(SessionEvent::Wake.ends_with(), None);
    }
}
