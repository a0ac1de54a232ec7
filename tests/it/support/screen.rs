//! The program in a pseudo-terminal with a screen that a test can read.
//!
//! A `vt100` terminal replays what the program writes, and answers as a plain one does.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::time::{Duration, Instant};

use qari::layout::{self, Direction, LayoutTarget};

use crate::support::pty::{ProcessState, Pty};

/// How long a test waits for a screen.
const PATIENCE: Duration = Duration::from_secs(20);
/// Nothing came for so long: the program has said all that it has to say.
const QUIET: Duration = Duration::from_millis(150);
/// Where the terminal gets everything back.
pub(crate) const LEAVE: &[u8] = b"\x1b[?2031l\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// The program and the screen that it draws on.
pub(crate) struct Program {
    pub(crate) pty: Pty,
    pub(crate) terminal: vt100::Parser,
    /// Bytes of the output that the terminal has had.
    pub(crate) fed: usize,
    /// Whether the terminal says nothing of itself.
    mute: bool,
    /// Whether the program has asked what the terminal is, and been told.
    answered: bool,
    /// How many times it was told that the terminal is there.
    alive: usize,
}

impl Program {
    /// Starts `qari` in a terminal of that size that answers as a plain one does.
    pub(crate) fn start(args: &[&str], size: (u16, u16)) -> Self {
        Self::start_as(env!("CARGO_BIN_EXE_qari"), args, size)
    }

    /// The same for a terminal that says nothing of itself.
    pub(crate) fn start_mute(args: &[&str], size: (u16, u16), env: &[(&str, &str)]) -> Self {
        let mut program = Self::start_with(env!("CARGO_BIN_EXE_qari"), args, size, env);
        program.mute = true;
        program
    }

    pub(crate) fn start_as(program: &str, args: &[&str], size: (u16, u16)) -> Self {
        Self::start_with(program, args, size, &[])
    }

    /// The same with variables of its own, which go over the usual ones.
    pub(crate) fn start_with(
        program: &str,
        args: &[&str],
        (columns, rows): (u16, u16),
        own: &[(&str, &str)],
    ) -> Self {
        let mut env = vec![
            ("QARI_LANG", "en"),
            ("QARI_BIDI", "auto"),
            ("LC_ALL", "C.UTF-8"),
            // Copies are not to go to whoever runs the tests.
            ("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR")),
        ];
        env.extend(own);
        let mut command = vec!["-c", "stty cols $0 rows $1; shift; exec \"$@\""];
        let size = [columns.to_string(), rows.to_string()];
        command.extend(size.iter().map(String::as_str));
        command.push(program);
        command.extend(args);
        Self {
            pty: Pty::spawn("/bin/sh", &command, &env),
            terminal: parser(columns, rows),
            fed: 0,
            mute: false,
            answered: false,
            alive: 0,
        }
    }

    /// Answers as a plain terminal does: what it is, and each time that it is there.
    pub(crate) fn answer(&mut self) {
        if self.mute {
            return;
        }
        let output = &self.pty.output;
        let asked = |question: &[u8]| {
            let windows = output.windows(question.len());
            windows.filter(|bytes| *bytes == question).count()
        };
        let (identity, alive) = (asked(b"\x1b[c"), asked(b"\x1b[5n"));
        if !self.answered && identity > 0 {
            // One that shows cells as they are sent.
            self.pty.send("\x1bP>|XTerm(379)\x1b\\\x1b[?62;22c");
            self.answered = true;
        }
        for _ in self.alive..alive {
            self.pty.send("\x1b[0n");
        }
        self.alive = alive;
    }

    /// The screen as it is now.
    pub(crate) fn screen(&mut self) -> String {
        self.pty.read(Duration::from_millis(20));
        self.terminal.process(&self.pty.output[self.fed..]);
        self.fed = self.pty.output.len();
        self.answer();
        // Marks and overrides, which some encodings put between letters, are not seen.
        let unseen = ['\u{200e}', '\u{202c}', '\u{202d}'];
        let rows = self.terminal.screen().contents().replace(unseen, "");
        // A blank that was written and one that was not are the same to the eye.
        rows.lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The last row.
    pub(crate) fn status(&mut self) -> String {
        self.screen();
        let screen = self.terminal.screen();
        let (_, columns) = screen.size();
        screen.rows(0, columns.into()).last().unwrap()
    }

    /// Waits for a screen that `fits`.
    pub(crate) fn until(&mut self, what: &str, mut fits: impl FnMut(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if fits(&screen) {
                return screen;
            }
            assert!(Instant::now() < end, "no {what} on\n{screen}");
        }
    }

    /// Waits for `text`, as it stands in a left-to-right place.
    pub(crate) fn see(&mut self, text: &str) -> String {
        self.until(text, |screen| screen.contains(text))
    }

    /// Waits for Arabic `text` in the order and the shapes of a screen.
    pub(crate) fn read(&mut self, text: &str) -> String {
        let there = shown(text);
        self.until(&there, |screen| screen.contains(&there))
    }

    /// Types `keys`, waits until all is drawn; the screen.
    pub(crate) fn press(&mut self, keys: &str) -> String {
        self.pty.send(keys);
        self.settled()
    }

    pub(crate) fn settled(&mut self) -> String {
        self.pty.settle(QUIET);
        self.screen()
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> String {
        self.settled();
        self.pty.resize(columns, rows);
        self.terminal = parser(columns, rows);
        self.settled()
    }

    /// It ends with `code`, and everything is given back.
    pub(crate) fn ends(&mut self, code: i32) {
        assert_eq!(self.pty.next_state(), ProcessState::Exited(code));
        assert!(
            self.pty.output.ends_with(LEAVE),
            "{}",
            tail(&self.pty.output)
        );
        assert!(self.pty.is_cooked());
    }
}

pub(crate) fn parser(columns: u16, rows: u16) -> vt100::Parser {
    vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0)
}

fn tail(output: &[u8]) -> String {
    output[output.len().saturating_sub(200)..]
        .escape_ascii()
        .to_string()
}

/// `text` as cells from left to right.
pub(crate) fn shown(text: &str) -> String {
    let line = layout::label(text, Direction::RightToLeft, LayoutTarget::default());
    line.cells.iter().map(|cell| cell.symbol.as_str()).collect()
}
