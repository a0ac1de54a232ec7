//! A copy → wherever it arrives, and words that say where.
//!
//! ```text
//! --copy-command ── its standard input ───────────────────── failed ──┐
//! tmux ── set-clipboard? ── on ── OSC 52                              │
//!                        ├─ external, off ── tmux's own buffer        │
//!                        └─ no answer ── OSC 52 ─────────────────────►│
//! terminal ── surely takes OSC 52 ── OSC 52                           ├─► copies.txt
//!          ├─ perhaps ── OSC 52 ─────────────────────────────────────►│
//!          └─ never, or the text is too long ────────────────────────►┘
//! ```
//!
//! A copy always ends somewhere: what may not have arrived is also written to a file,
//! `$XDG_STATE_HOME/qari/copies.txt`, one copy after the other.
//!
//! Programs run in a thread, so the reader never waits for one; what became of them comes back
//! through [`Copier::finished`], for which the session is woken.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::store;
use crate::terminal::child::{self, ProcessError};
use crate::terminal::{self, ClipboardSupport, Session, Waker};
use crate::ui::action::Excerpt;
use crate::ui::isolate::{isolate, sentence};
use crate::ui::lang::{Label, Lang};
use crate::ui::message::Message;

/// How long a copy command may take: programs that own a clipboard go to the background at once.
const COMMAND_LIMIT: Duration = Duration::from_secs(3);
/// How long tmux may take to answer.
const TMUX_LIMIT: Duration = Duration::from_millis(500);
/// How long the end of the reader waits for a copy that is under way.
const END_LIMIT: Duration = Duration::from_secs(1);

/// The program that copies are given to (`--copy-command`), and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyCommand(Vec<String>);

impl CopyCommand {
    /// The program's name, for messages.
    fn name(&self) -> &str {
        let program = self.0.first().map_or("", String::as_str);
        program.rsplit('/').next().unwrap_or(program)
    }

    /// Whether no program is named: as if none had been asked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for CopyCommand {
    type Err = &'static str;

    /// Splits into words as a shell does, and does nothing else that a shell does.
    fn from_str(line: &str) -> Result<Self, Self::Err> {
        shlex::split(line)
            .map(Self)
            .ok_or("a quotation mark is not closed")
    }
}

/// What tmux made of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TmuxOutcome {
    /// It passes OSC 52 on.
    Passes,
    /// It does not; the text is in its buffer.
    Buffered,
    /// It cannot be asked.
    Silent,
}

/// What came of a program.
#[derive(Debug)]
enum ProgramOutcome {
    Command(Result<(), ProcessError>),
    Tmux(TmuxOutcome),
}

/// A copy under way.
#[derive(Debug)]
struct CopyJob {
    excerpt: Excerpt,
    text: String,
    end: ProgramOutcome,
}

/// Where a copy went.
#[derive(Debug)]
enum CopyDestination {
    /// To a terminal that takes it.
    Terminal,
    /// To tmux, and through it to the terminal.
    Through,
    /// To tmux's buffer.
    Buffer,
    /// To the command.
    Command,
    /// To the file, because of this.
    File(FallbackReason, io::Result<PathBuf>),
}

/// Why a copy went to the file.
#[derive(Debug)]
enum FallbackReason {
    /// The terminal takes none.
    Never,
    /// The terminal was sent it, and may not take it.
    Perhaps,
    /// It takes none so long.
    TooLong,
    /// The command failed.
    Failed(ProcessError),
}

/// Sees to copies.
pub(super) struct Copier {
    command: Option<CopyCommand>,
    /// The file of copies; `None` where there is no home for it.
    file: Option<PathBuf>,
    waker: Waker,
    outbox: Sender<CopyJob>,
    inbox: Receiver<CopyJob>,
    /// Programs that run.
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

    /// Takes a copy on; what is to be said of it, unless that shows later.
    ///
    /// # Errors
    ///
    /// The terminal went away.
    pub(super) fn copy(
        &mut self,
        excerpt: Excerpt,
        text: String,
        (session, lang): (&mut Session, Lang),
    ) -> Result<Option<Message>, terminal::TerminalError> {
        if let Some(command) = self.command.clone() {
            self.start(excerpt, text, move |text| {
                ProgramOutcome::Command(child::feed(&command.0, text, COMMAND_LIMIT))
            });
            return Ok(None);
        }
        let went = match session.clipboard_support(text.len()) {
            ClipboardSupport::Tmux => {
                self.start(excerpt, text, |text| {
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
                CopyDestination::File(FallbackReason::Perhaps, self.save(&text))
            }
            ClipboardSupport::No => CopyDestination::File(FallbackReason::Never, self.save(&text)),
            ClipboardSupport::TooLong => {
                CopyDestination::File(FallbackReason::TooLong, self.save(&text))
            }
        };
        Ok(Some(self.said(excerpt, &went, lang)))
    }

    /// What is to be said of a copy that a program has ended.
    ///
    /// # Errors
    ///
    /// The terminal went away.
    pub(super) fn finished(
        &mut self,
        session: &mut Session,
        lang: Lang,
    ) -> Result<Option<Message>, terminal::TerminalError> {
        let Ok(job) = self.inbox.try_recv() else {
            return Ok(None);
        };
        self.running -= 1;
        let fits = || session.clipboard_support(job.text.len()) == ClipboardSupport::Tmux;
        let went = match job.end {
            ProgramOutcome::Command(Ok(())) => CopyDestination::Command,
            ProgramOutcome::Command(Err(fault)) => {
                CopyDestination::File(FallbackReason::Failed(fault), self.save(&job.text))
            }
            ProgramOutcome::Tmux(TmuxOutcome::Buffered) => CopyDestination::Buffer,
            ProgramOutcome::Tmux(TmuxOutcome::Passes | TmuxOutcome::Silent) if !fits() => {
                CopyDestination::File(FallbackReason::TooLong, self.save(&job.text))
            }
            ProgramOutcome::Tmux(TmuxOutcome::Passes) => {
                session.copy(&job.text)?;
                CopyDestination::Through
            }
            ProgramOutcome::Tmux(TmuxOutcome::Silent) => {
                session.copy(&job.text)?;
                CopyDestination::File(FallbackReason::Perhaps, self.save(&job.text))
            }
        };
        Ok(Some(self.said(job.excerpt, &went, lang)))
    }

    /// Lets copies under way arrive, for a moment; to be called when the screen is given back.
    pub(super) fn end(self) {
        for _ in 0..self.running {
            if let Ok(job) = self.inbox.recv_timeout(END_LIMIT)
                && let ProgramOutcome::Command(Err(_))
                | ProgramOutcome::Tmux(TmuxOutcome::Silent | TmuxOutcome::Passes) = job.end
            {
                // Nobody is there to be told, and no screen to send to.
                let _ = self.save(&job.text);
            }
        }
    }

    fn start(
        &mut self,
        excerpt: Excerpt,
        text: String,
        work: impl FnOnce(&str) -> ProgramOutcome + Send + 'static,
    ) {
        let (outbox, waker) = (self.outbox.clone(), self.waker.clone());
        self.running += 1;
        thread::spawn(move || {
            let end = work(&text);
            // Nobody is there any more: nothing to tell.
            let _ = outbox.send(CopyJob { excerpt, text, end });
            waker.wake();
        });
    }

    fn said(&self, excerpt: Excerpt, went: &CopyDestination, lang: Lang) -> Message {
        let command = self.command.as_ref().map_or("", CopyCommand::name);
        said(excerpt, went, command, lang)
    }

    /// Adds `text` to the file of copies, and says which that is.
    fn save(&self, text: &str) -> io::Result<PathBuf> {
        let path = self.file.as_deref();
        let path = path.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "HOME"))?;
        append(path, text)?;
        Ok(path.to_owned())
    }
}

/// Asks tmux what it does with OSC 52, and has it take the text itself where that is nothing.
///
/// With `external`, its default, tmux refuses what programs send, but `load-buffer -w` (3.2 and
/// later) sends to the terminal all the same (measured, 3.3a). Where a person said `off`, nothing
/// is sent on.
fn give_to_tmux(text: &str) -> TmuxOutcome {
    let ask = ["tmux", "show-options", "-gv", "set-clipboard"];
    let Ok(answer) = child::ask(&ask, TMUX_LIMIT) else {
        return TmuxOutcome::Silent;
    };
    let load = |arguments: &[&str]| {
        let all = [&["tmux", "load-buffer"], arguments].concat();
        child::feed(&all, text, TMUX_LIMIT).is_ok()
    };
    match answer.trim() {
        "on" => TmuxOutcome::Passes,
        "external" if load(&["-w", "-"]) || load(&["-"]) => TmuxOutcome::Buffered,
        "off" if load(&["-"]) => TmuxOutcome::Buffered,
        _ => TmuxOutcome::Silent,
    }
}

/// Adds `text` to the file of copies, a blank line after it. For its owner's eyes alone.
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
    // One write: two readers at once do not mix theirs.
    file.write_all(format!("{text}\n\n").as_bytes())
}

/// What to tell of a copy: what it was, and where it is.
fn said(excerpt: Excerpt, went: &CopyDestination, command: &str, lang: Lang) -> Message {
    let copied = match excerpt {
        Excerpt::Quote => Label::CopiedQuote,
        Excerpt::Name => Label::CopiedName,
        Excerpt::Paragraph => Label::CopiedParagraph,
    };
    let copied = copied.text(lang);
    let to = |label: Label| format!("{copied} {}", label.text(lang));
    match went {
        CopyDestination::Terminal => Message::info(copied),
        CopyDestination::Through => Message::info(to(Label::CopyThroughTmux)),
        CopyDestination::Buffer => Message::info(to(Label::CopyInTmux)),
        CopyDestination::Command => {
            Message::info(format!("{} {}", to(Label::CopyBy), isolate(command)))
        }
        CopyDestination::File(why, Ok(path)) => {
            let (reason, sure) = reason(why, command, lang);
            let label = if sure {
                Label::CopySaved
            } else {
                Label::CopyAlsoSaved
            };
            let file = isolate(&store::display_path(path));
            let text = sentence(lang, &format!("{reason} {} {file}", label.text(lang)));
            if sure {
                Message::warning(text)
            } else {
                Message::info(text)
            }
        }
        CopyDestination::File(why, Err(error)) => {
            let (reason, _) = reason(why, command, lang);
            let lost = Label::CopyLost.text(lang);
            let error = isolate(&error.to_string());
            Message::warning(sentence(lang, &format!("{reason} {lost} {error}")))
        }
    }
}

/// Why the copy went to the file, and whether it is sure that it went nowhere else.
fn reason(why: &FallbackReason, command: &str, lang: Lang) -> (String, bool) {
    let text = match why {
        FallbackReason::Never => Label::CopyNever.text(lang).to_owned(),
        FallbackReason::Perhaps => return (Label::CopyPerhaps.text(lang).to_owned(), false),
        FallbackReason::TooLong => Label::CopyTooLong.text(lang).to_owned(),
        FallbackReason::Failed(fault) => {
            let how = match fault {
                ProcessError::Start(error) => isolate(&error.to_string()),
                ProcessError::Status(status) => match status.code() {
                    Some(code) => format!("{} {code}", Label::CopyStatus.text(lang)),
                    None => isolate(&status.to_string()),
                },
                ProcessError::Slow => Label::CopySlow.text(lang).to_owned(),
            };
            format!("{}: {how}{}", isolate(command), Label::Comma.text(lang))
        }
    };
    (text, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::message::Severity;

    #[test]
    fn copies_follow_each_other_in_a_file_of_ones_own() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("qari-copies-{}", std::process::id()));
        let path = folder.join("qari/copies.txt");
        append(&path, "أول").unwrap();
        append(&path, "ثان").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "أول\n\nثان\n\n");
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn every_way_says_where_the_copy_is() {
        let file = || Ok(PathBuf::from("/s/qari/copies.txt"));
        let say = |went| said(Excerpt::Quote, &went, "wl-copy", Lang::English);
        let plain = |message: &Message| {
            let text: String = message.text.chars().filter(|c| *c < '\u{2000}').collect();
            (message.severity, text)
        };
        for (went, severity, text) in [
            (CopyDestination::Terminal, Severity::Info, "quote copied"),
            (
                CopyDestination::Command,
                Severity::Info,
                "quote copied by wl-copy",
            ),
            (
                CopyDestination::Buffer,
                Severity::Info,
                "quote copied into tmux (paste: prefix ])",
            ),
            (
                CopyDestination::File(FallbackReason::Perhaps, file()),
                Severity::Info,
                "sent, the terminal may not take it; also in /s/qari/copies.txt",
            ),
            (
                CopyDestination::File(FallbackReason::Never, file()),
                Severity::Warning,
                "this terminal does not copy; saved in /s/qari/copies.txt",
            ),
            (
                CopyDestination::File(FallbackReason::Failed(ProcessError::Slow), file()),
                Severity::Warning,
                "wl-copy: no end within 3 s; saved in /s/qari/copies.txt",
            ),
            (
                CopyDestination::File(FallbackReason::TooLong, Err(io::Error::other("disk full"))),
                Severity::Warning,
                "too long for the terminal; not saved: disk full",
            ),
        ] {
            assert_eq!(plain(&say(went)), (severity, text.to_owned()));
        }
    }

    #[test]
    fn a_command_is_split_into_words() {
        let command: CopyCommand = "/usr/bin/xclip -sel 'a b'".parse().unwrap();
        assert_eq!(command.0, ["/usr/bin/xclip", "-sel", "a b"]);
        assert_eq!(command.name(), "xclip");
        assert!("".parse::<CopyCommand>().unwrap().is_empty());
        assert!("a 'b".parse::<CopyCommand>().is_err());
    }
}
