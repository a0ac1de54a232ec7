//! A drawn buffer → bytes on the tty, and bytes from the tty → keys and events.
//!
//! The only module that talks to the terminal. It opens it, asks it what it is, paints
//! [`ratatui::buffer::Buffer`]s on it, reads keys, and restores it however the program ends. It draws nothing of its own
//! and knows nothing of articles.
//!
//! ```text
//! session          open, next event, paint, suspend, close
//!   connection       device, signals, wakes, parser: one poll for all of them
//!   negotiation      questions, answers, conclusions
//!   output           backlog, newest frame, flow control
//!   screen           taken, given back, taken again
//! device           the file, line discipline, size, reads and writes that never block for ever
//! guard            one idempotent restoration: quit, drop, panic, signal, stop
//! jobs             stopping and going on
//! signals          signals and wakes from other threads as something to poll
//! input            bytes → crossterm's events, and replies
//! capabilities     what is known of this terminal → what to ask, send, switch on and off
//! profile          all that is known of single terminals: one row each
//! choice           a person's choice of the encoding, and what was chosen before
//! tmux             what tmux says of the terminals that it is shown in
//! child            a program run for a moment: tmux, a copy command
//! pager            the user's pager, while `qari print` and the like write
//! paint            buffer against buffer → the fewest bytes
//!   encode           a row in visual order → a row as this terminal needs it
//! command          crossterm's commands → bytes
//! flow             how far the terminal has come → whether a frame may go
//! color            colours → those that the terminal has; dark or light
//! mouse            what is switched on and off for it
//! clipboard        text → OSC 52
//! reply_log        the first bytes that came, for reports
//! ```
//!
//! The terminal is asked for its name while the first frame is already on its way; nothing waits for a reply. When one
//! comes that changes what must be sent, [`Session::next`] returns [`SessionEvent::CapabilitiesChanged`].
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
//! close ── late replies read, bidi mode and screen restored, cooked mode
//! ```
//!
//! # The terms
//!
//! | term | meaning |
//! |---|---|
//! | BDSM | ECMA-48's mode 8: implicit (the terminal reorders) or explicit (it shows cells as sent); `CSI 8 l` asks for explicit |
//! | row encoding | how a row in visual order is sent so that this terminal shows it in that order |
//! | DA1, DA2 | `CSI c`, `CSI > c`: what the terminal is, in numbers |
//! | XTVERSION | `CSI > q`: its name and version |
//! | DECRQM | `CSI 8 $ p`: the state of a mode, here of BDSM |
//! | DSR | `CSI 5 n`: answered when all before it is drawn |
//! | SU, SD | `CSI n S`, `CSI n T`: the region scrolls by n rows |
//!
//! What each terminal is sent stands in [`profile`], and as a table in the README. Every switch is put back at the end.
//!
//! # What crossterm does, and what it does not
//!
//! crossterm 0.29.0 gives the types of events ([`crossterm::event`]) and the sequences of screen, cursor and modes
//! (`command`). These stay qari's own:
//!
//! | part | why |
//! |---|---|
//! | reader and parser (`input`) | crossterm's `parse_event` keeps `CSI ? … $ y` (DECRPM) in its buffer and with it every later key, fails on DA2, and takes DCS and OSC replies for Alt and letters; its reader takes end of file and EIO for "no input yet" and spins; it leaves no way to poll tmux, wakes and other signals with it |
//! | size (`device`) | `terminal::size` opens `/dev/tty` or asks standard output, which may be another terminal than the one drawn on, and runs `tput` twice where that fails |
//! | raw mode (`device`, `guard`) | `enable_raw_mode` keeps one state for the process and does nothing while it believes in raw mode: after SIGSTOP and SIGCONT, when the shell has reset the line discipline, it would not enter it again |
//! | styles (`paint`) | crossterm writes one sequence an attribute (`CSI 1 m CSI 38;5;208 m`); here one sequence a change, and the shorter of two |
//! | row diff and moves (`paint`) | ratatui's diff knows no scroll by hint, no erasure and no relative moves: 4 kB against 300 bytes for a line of Arabic at 80x24 (measured) |
//! | row encodings (`encode`), flow control (`flow`) | no library has them |
//! | mouse modes (`mouse`) | `EnableMouseCapture` also asks for every movement (1002, 1003) and for urxvt's form (1015) |
//! | shorter forms (`command`) | listed there |
//!
//! termina 0.4.0 (read on 2026-11-30) has a public parser that takes bytes, and knows DECRPM of private modes, DA1, OSC 10
//! and 11 and mode 2031. To replace `input` it would also need: DECRPM of ANSI modes (`CSI 8 ; 1 $ y`, the one that tells
//! of bidi, is an error there), DA2 (`CSI > … c` is kept, and every later key with it), XTVERSION, DSR (`CSI 0 n`), a
//! limit on strings and pastes (its buffer grows with them), urxvt's keys (`ESC ESC [ A`, `CSI a`, `CSI 3 $`), and a
//! way to end an unfinished sequence after a time. Not a small patch.
//!
//! # Limitations
//!
//! - GNU screen and mosh hide the terminal: Konsole, kitty and a browser's terminal behind them are sent what is right in
//!   others, until a person chooses.
//! - Not measured: Terminal.app, iTerm2, Windows Terminal, `PuTTY`, `WezTerm`, mintty, Ghostty, Contour, the Linux console.
//! - Only Unix: termios and signals.

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
mod pager;
mod paint;
pub(crate) mod profile;
mod reply_log;
mod session;
mod signals;
mod tmux;

use std::io;

pub(crate) use capabilities::{Capabilities, DetectionEvidence};
pub(crate) use choice::{BidiChoice, RememberedBidi};
pub(crate) use clipboard::ClipboardSupport;
pub(crate) use color::{ColorChoice, ColorDepth};
pub(crate) use columns::{columns, rows};
pub(crate) use encode::RowEncoding;
pub(crate) use pager::Pager;
pub(crate) use paint::{ScrollHint, sgr};
pub(crate) use profile::TerminalKind;
pub use session::Session;
pub(crate) use signals::Waker;
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
    /// What was chosen for terminals before; it decides where `bidi` is `BidiChoice::Auto`.
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
    /// Another thread called `Waker::wake`.
    Wake,
    /// The program was stopped and goes on. The next paint is a full one.
    Resumed,
    /// The terminal told more of itself; `Session::capabilities` and `Session::target` may
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
