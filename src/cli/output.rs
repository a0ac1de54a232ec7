//! Standard output of the commands that write text for people: to a pager where the text is longer than the screen.
//!
//! The text is held back until it is longer; then the pager gets it, and what follows as it comes. Where standard output
//! is no terminal, where there is no pager or it cannot be started, the text goes to standard output.
//!
//! The user's pager, not the reader of this program: rows arrive there as `qari print` writes them, and the keys are
//! those that the user knows. Its search compares shapes of letters; `qari FILE` searches letters.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use crate::terminal::{self, Pager, RowEncoding};

/// What starts where nothing else is set.
const DEFAULT: &str = "less";

/// Standard output, or a pager in front of it.
pub(super) struct TextOutput {
    /// The pager that starts when the text is longer than the screen.
    words: Option<Vec<String>>,
    /// Whether rows hold directional marks.
    marks: bool,
    /// Rows of the screen.
    rows: usize,
    held: Vec<u8>,
    lines: usize,
    running: Option<Pager>,
    standard: BufWriter<StdoutLock<'static>>,
}

impl TextOutput {
    /// Output through the pager `wanted`, else through that of the environment; none where `wanted` is empty.
    pub(super) fn new(wanted: Option<&str>, encoding: RowEncoding) -> Self {
        let rows = terminal::rows();
        let line = wanted.map_or_else(environment, str::to_owned);
        let words = shlex::split(&line).filter(|words| !words.is_empty());
        let shown = io::stdout().is_terminal() && rows.is_some();
        Self {
            words: words.filter(|_| shown),
            marks: !matches!(encoding, RowEncoding::Visual | RowEncoding::Words),
            rows: usize::from(rows.unwrap_or(0)),
            held: Vec::new(),
            lines: 0,
            running: None,
            standard: BufWriter::new(io::stdout().lock()),
        }
    }

    /// The pager gets what was held back; without one it goes to standard output.
    fn release(&mut self) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        let words = self.words.take().unwrap_or_default();
        match Pager::start(&words, self.marks) {
            Ok(mut pager) => {
                let written = pager.write_all(&held);
                self.running = Some(pager);
                written
            }
            Err(_) => self.standard.write_all(&held),
        }
    }

    /// Writes what is held back, and waits for the pager. To be called after an error too.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.standard.write_all(&self.held)?;
        self.standard.flush()?;
        match self.running.take() {
            Some(pager) => pager.finish(),
            None => Ok(()),
        }
    }
}

impl Write for TextOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(pager) = &mut self.running {
            return pager.write(bytes);
        }
        if self.words.is_none() {
            return self.standard.write(bytes);
        }
        self.held.extend_from_slice(bytes);
        self.lines += bytes.split(|byte| *byte == b'\n').count() - 1;
        if self.lines >= self.rows {
            self.release()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.standard.flush()
    }
}

/// `QARI_PAGER`, `PAGER`, or the default; an empty one means none.
fn environment() -> String {
    let set = |name: &str| std::env::var(name).ok();
    set("QARI_PAGER")
        .or_else(|| set("PAGER"))
        .unwrap_or_else(|| DEFAULT.to_owned())
}
