//! A copy → the clipboard or a file, and a message that says where it is.
//!
//! ```text
//! --copy-command ── its standard input ───────────────────── failed ──┐
//! tmux ── set-clipboard? ── on ── OSC 52                              │
//!                        ├─ external, off ── tmux's own buffer        │
//!                        └─ no answer ── OSC 52 ─────────────────────►│
//! terminal ── accepts OSC 52 ── OSC 52                                ├─► copies.txt
//!          ├─ maybe ── OSC 52 ───────────────────────────────────────►│
//!          └─ no, or the text is too long ───────────────────────────►┘
//! ```
//!
//! No copy is lost: one that may not have arrived is also appended to `$XDG_STATE_HOME/qari/copies.txt`.
//!
//! Programs run in a thread, so that the reader never waits for one. The session is woken when one ends, and
//! [`Copier::finished`] gives the result.

mod command;
mod message;

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::terminal::child::{self, ProcessError};
use crate::terminal::{ClipboardSupport, Session, TerminalError, Waker};
use crate::ui::action::Excerpt;
use crate::ui::lang::Lang;
use crate::ui::message::Message;
pub(crate) use command::CopyCommand;
use message::{CopyDestination, FallbackReason, message};

/// Longest run of a copy command: programs that own a clipboard go to the background at once.
const COMMAND_LIMIT: Duration = Duration::from_secs(3);
/// Longest wait for an answer of tmux.
const TMUX_LIMIT: Duration = Duration::from_millis(500);
/// Longest wait at the end of the reader for a copy in progress.
const END_LIMIT: Duration = Duration::from_secs(1);

/// What tmux did with a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TmuxOutcome {
    /// It passes OSC 52 on to the terminal.
    PassesOn,
    /// It does not; the text is in its buffer.
    Buffered,
    /// It gave no answer.
    NoAnswer,
}

/// How a program ended.
#[derive(Debug)]
enum ProgramOutcome {
    Command(Result<(), ProcessError>),
    Tmux(TmuxOutcome),
}

/// A copy that a program has finished.
#[derive(Debug)]
struct FinishedCopy {
    copy: Copy,
    outcome: ProgramOutcome,
}

/// What is copied.
#[derive(Debug)]
pub(super) struct Copy {
    pub(super) excerpt: Excerpt,
    pub(super) text: String,
}

/// Delivers copies.
pub(super) struct Copier {
    command: Option<CopyCommand>,
    /// The file of copies; `None` without a home folder.
    file: Option<PathBuf>,
    waker: Waker,
    outbox: Sender<FinishedCopy>,
    inbox: Receiver<FinishedCopy>,
    /// Number of programs that run.
    running: usize,
}

impl Copier {
    pub(super) fn new(command: Option<CopyCommand>, file: Option<PathBuf>, waker: Waker) -> Self {
        let (outbox, inbox) = mpsc::channel();
        Self {
            command,
            file,
            waker,
            outbox,
            inbox,
            running: 0,
        }
    }

    /// Delivers a copy. The message, unless a program has to finish first.
    ///
    /// # Errors
    ///
    /// The terminal is lost.
    pub(super) fn copy(
        &mut self,
        copy: Copy,
        session: &mut Session,
        lang: Lang,
    ) -> Result<Option<Message>, TerminalError> {
        if let Some(command) = self.command.clone() {
            self.start(copy, move |text| {
                ProgramOutcome::Command(child::feed(command.words(), text, COMMAND_LIMIT))
            });
            return Ok(None);
        }
        let Copy { excerpt, text } = copy;
        let destination = match session.clipboard_support(text.len()) {
            ClipboardSupport::Tmux => {
                self.start(Copy { excerpt, text }, |text| {
                    ProgramOutcome::Tmux(give_to_tmux(text))
                });
                return Ok(None);
            }
            ClipboardSupport::Yes => {
                session.copy(&text)?;
                CopyDestination::Terminal
            }
            ClipboardSupport::Maybe => {
                session.copy(&text)?;
                CopyDestination::File(FallbackReason::Uncertain, self.save(&text))
            }
            ClipboardSupport::No => {
                CopyDestination::File(FallbackReason::Unsupported, self.save(&text))
            }
            ClipboardSupport::TooLong => {
                CopyDestination::File(FallbackReason::TooLong, self.save(&text))
            }
        };
        Ok(Some(self.message(excerpt, &destination, lang)))
    }

    /// The message for the next copy that a program has finished, if there is one.
    ///
    /// # Errors
    ///
    /// The terminal is lost.
    pub(super) fn finished(
        &mut self,
        session: &mut Session,
        lang: Lang,
    ) -> Result<Option<Message>, TerminalError> {
        let Ok(FinishedCopy { copy, outcome }) = self.inbox.try_recv() else {
            return Ok(None);
        };
        self.running -= 1;
        let fits = || session.clipboard_support(copy.text.len()) == ClipboardSupport::Tmux;
        let destination = match outcome {
            ProgramOutcome::Command(Ok(())) => CopyDestination::Command,
            ProgramOutcome::Command(Err(fault)) => {
                CopyDestination::File(FallbackReason::Failed(fault), self.save(&copy.text))
            }
            ProgramOutcome::Tmux(TmuxOutcome::Buffered) => CopyDestination::TmuxBuffer,
            ProgramOutcome::Tmux(TmuxOutcome::PassesOn | TmuxOutcome::NoAnswer) if !fits() => {
                CopyDestination::File(FallbackReason::TooLong, self.save(&copy.text))
            }
            ProgramOutcome::Tmux(TmuxOutcome::PassesOn) => {
                session.copy(&copy.text)?;
                CopyDestination::ThroughTmux
            }
            ProgramOutcome::Tmux(TmuxOutcome::NoAnswer) => {
                session.copy(&copy.text)?;
                CopyDestination::File(FallbackReason::Uncertain, self.save(&copy.text))
            }
        };
        Ok(Some(self.message(copy.excerpt, &destination, lang)))
    }

    /// Waits for programs that still run, at most [`END_LIMIT`] each. To be called after the screen is restored.
    pub(super) fn finish_all(self) {
        for _ in 0..self.running {
            if let Ok(FinishedCopy { copy, outcome }) = self.inbox.recv_timeout(END_LIMIT)
                && let ProgramOutcome::Command(Err(_))
                | ProgramOutcome::Tmux(TmuxOutcome::NoAnswer | TmuxOutcome::PassesOn) = outcome
            {
                // There is no screen any more for a message or OSC 52.
                let _ = self.save(&copy.text);
            }
        }
    }

    /// Does `work` with the text in a thread.
    fn start(&mut self, copy: Copy, work: impl FnOnce(&str) -> ProgramOutcome + Send + 'static) {
        let (outbox, waker) = (self.outbox.clone(), self.waker.clone());
        self.running += 1;
        thread::spawn(move || {
            let outcome = work(&copy.text);
            // An error means that the reader has ended.
            let _ = outbox.send(FinishedCopy { copy, outcome });
            waker.wake();
        });
    }

    fn message(&self, excerpt: Excerpt, destination: &CopyDestination, lang: Lang) -> Message {
        let command = self.command.as_ref().map_or("", CopyCommand::name);
        message(excerpt, destination, command, lang)
    }

    /// Appends `text` to the file of copies; returns its path.
    fn save(&self, text: &str) -> io::Result<PathBuf> {
        let path = self.file.as_deref();
        let path = path.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "HOME"))?;
        append(path, text)?;
        Ok(path.to_owned())
    }
}

/// Asks tmux whether it passes OSC 52 on; if not, gives it the text for its buffer.
///
/// With `external`, its default, tmux ignores OSC 52 of programs, but `load-buffer -w` (3.2 and later) sends the text to
/// the terminal all the same (measured, 3.3a). With `off` nothing is sent on.
fn give_to_tmux(text: &str) -> TmuxOutcome {
    let ask = ["tmux", "show-options", "-gv", "set-clipboard"];
    let Ok(answer) = child::ask(&ask, TMUX_LIMIT) else {
        return TmuxOutcome::NoAnswer;
    };
    let load = |arguments: &[&str]| {
        let all = [&["tmux", "load-buffer"], arguments].concat();
        child::feed(&all, text, TMUX_LIMIT).is_ok()
    };
    match answer.trim() {
        "on" => TmuxOutcome::PassesOn,
        "external" if load(&["-w", "-"]) || load(&["-"]) => TmuxOutcome::Buffered,
        "off" if load(&["-"]) => TmuxOutcome::Buffered,
        _ => TmuxOutcome::NoAnswer,
    }
}

/// Appends `text` and a blank line to the file of copies, which only its owner can read.
fn append(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)?;
    // One write, so that the copies of two programs do not mix.
    file.write_all(format!("{text}\n\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_appended_to_a_private_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("qari/copies.txt");
        append(&path, "أول").unwrap();
        append(&path, "ثان").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "أول\n\nثان\n\n");
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
