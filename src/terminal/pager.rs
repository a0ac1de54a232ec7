//! Text → the user's pager, on the terminal of standard output.
//!
//! `less` is given what coloured Arabic needs: `-R` passes colours on; where rows hold directional marks it is `-r`, as
//! `-R` writes out a mark as its code; `LESSCHARSET=utf-8`, since in another locale it shows bytes. Other pagers get no
//! option. Interrupts are the pager's while it runs.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::signals;

/// A pager that runs. Ends with the user's leave, which [`Pager::finish`] awaits.
#[derive(Debug)]
pub(crate) struct Pager {
    child: Child,
}

impl Pager {
    /// Starts `words`, a program and its arguments. `marks` tells that rows hold directional marks.
    ///
    /// # Errors
    ///
    /// There is no such program, or it cannot be started.
    pub(crate) fn start(words: &[String], marks: bool) -> io::Result<Self> {
        let (program, arguments) = words.split_first().ok_or(io::ErrorKind::NotFound)?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        if Path::new(program).file_name() == Some(OsStr::new("less")) {
            command.arg(if marks { "-r" } else { "-R" });
            command.env("LESSCHARSET", "utf-8");
        }
        signals::ignore_interrupts()?;
        Ok(Self {
            child: command.spawn()?,
        })
    }

    /// Waits for the user to leave the pager.
    ///
    /// # Errors
    ///
    /// The pager cannot be awaited.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        drop(self.child.stdin.take());
        self.child.wait().map(|_| ())
    }
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.child.stdin {
            Some(input) => input.write(bytes),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
