//! A program in a pseudo-terminal of its own, driven by a test.
//!
//! The program is started by a little shell: a session leader that owns the
//! terminal, gives the program the foreground, and notes when it stops and
//! ends. That shell is the test binary itself, run again with the ignored test
//! `pty_shell`.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::Write;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetpgrp, tcsetwinsize};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(10);

/// Home of the programs under test; nothing is to be found there.
const HOME: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-home");

/// Between arguments in an environment variable.
const SEPARATOR: &str = "\u{1f}";

/// Variables that tell a program of the terminal that the tests run in, or of the settings of the person who runs them.
const HINTS: [&str; 20] = [
    "TMUX",
    "TMUX_PANE",
    "LC_TERMINAL",
    "WT_SESSION",
    "ALACRITTY_WINDOW_ID",
    "STY",
    "ZELLIJ",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "MLTERM",
    "TERM_PROGRAM",
    "COLORTERM",
    "NO_COLOR",
    "KITTY_WINDOW_ID",
    "COLUMNS",
    "LINES",
    "QARI_LANG",
    "QARI_BIDI",
    "SSH_CONNECTION",
    "SSH_TTY",
];

/// How the program fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProcessState {
    /// It stopped, by this signal.
    Stopped(i32),
    /// It ended with this status.
    Exited(i32),
    /// It was killed by this signal.
    Killed(i32),
}

/// A program at the far end of a pseudo-terminal.
pub(crate) struct Pty {
    master: Option<OwnedFd>,
    shell: Child,
    program: Pid,
    report: PathBuf,
    /// States already taken from the report.
    taken: usize,
    /// All that the program wrote.
    pub(crate) output: Vec<u8>,
}

impl Pty {
    /// Starts `program` in a terminal of 80 by 24 that is `TERM=xterm-256color` unless `env` says otherwise. The
    /// variable `PTY_STDIN=null` takes its standard input away, as a pipe would. Its home is an empty folder, and it
    /// keeps nothing, unless `env` names a `QARI_STATE` or a `QARI_CONFIG`.
    pub(crate) fn spawn<S: AsRef<OsStr>>(program: S, args: &[&str], env: &[(&str, &str)]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let master =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let slave = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let report = format!("qari-pty-{}-{number}", std::process::id());
        let report = std::env::temp_dir().join(report);
        fs::write(&report, "").unwrap();
        let mut command = program.as_ref().to_owned();
        for arg in args {
            command.push(SEPARATOR);
            command.push(arg);
        }
        let mut shell = Command::new(std::env::current_exe().unwrap());
        shell
            .args([
                "support::pty::pty_shell",
                "--exact",
                "--ignored",
                "--nocapture",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .env("TERM", "xterm-256color");
        for name in HINTS {
            shell.env_remove(name);
        }
        shell
            .env("HOME", HOME)
            .env("XDG_CONFIG_HOME", HOME)
            .env("XDG_STATE_HOME", HOME)
            .env("QARI_CONFIG", "")
            .env("QARI_STATE", "")
            .env("PTY_SLAVE", &slave)
            .env("PTY_ARGV", command)
            .env("PTY_REPORT", &report)
            .envs(env.iter().copied());
        let shell = shell.spawn().unwrap();
        let mut pty = Self {
            master: Some(master),
            shell,
            program: Pid::INIT,
            report,
            taken: 0,
            output: Vec::new(),
        };
        pty.resize(80, 24);
        let pid = pty.wait_for("its start", |pty| pty.lines().first().cloned());
        pty.program = Pid::from_raw(pid.parse().unwrap()).unwrap();
        pty
    }

    /// Types `bytes`.
    pub(crate) fn send(&self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        assert_eq!(rustix::io::write(self.master(), bytes), Ok(bytes.len()));
    }

    /// Changes the window's size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let size = Winsize {
            ws_row: rows,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(self.master(), size).unwrap();
    }

    /// Reads until the output holds `text` after its first `from` bytes; where that ends.
    pub(crate) fn expect_from(&mut self, from: usize, text: impl AsRef<[u8]>) -> usize {
        let text = text.as_ref().to_vec();
        let name = text.escape_ascii().to_string();
        self.wait_for(&name, |pty| {
            pty.read(Duration::from_millis(20));
            let new = pty.output.get(from..)?;
            let at = new.windows(text.len()).position(|window| window == text)?;
            Some(from + at + text.len())
        })
    }

    /// Reads until the output holds `text`; where that ends.
    pub(crate) fn expect(&mut self, text: impl AsRef<[u8]>) -> usize {
        self.expect_from(0, text)
    }

    /// Reads what comes within `limit`; how many bytes.
    pub(crate) fn read(&mut self, limit: Duration) -> usize {
        let Some(master) = &self.master else { return 0 };
        let mut fds = [PollFd::new(master, PollFlags::IN)];
        let limit = Timespec::try_from(limit).unwrap();
        if poll(&mut fds, Some(&limit)) != Ok(1) {
            return 0;
        }
        let mut buffer = [0; 8192];
        // An error is the slave's end: no more output.
        let n = rustix::io::read(master, &mut buffer).unwrap_or(0);
        self.output.extend_from_slice(&buffer[..n]);
        n
    }

    /// Reads at most `most` of the bytes that are there already; how many. As a slow link does, if called slowly.
    pub(crate) fn read_some(&mut self, most: usize) -> usize {
        let Some(master) = &self.master else { return 0 };
        let mut fds = [PollFd::new(master, PollFlags::IN)];
        let now = Timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        if most == 0 || poll(&mut fds, Some(&now)) != Ok(1) {
            return 0;
        }
        let mut buffer = vec![0; most];
        let n = rustix::io::read(master, &mut buffer).unwrap_or(0);
        self.output.extend_from_slice(&buffer[..n]);
        n
    }

    /// Reads until nothing comes for `quiet`.
    pub(crate) fn settle(&mut self, quiet: Duration) {
        while self.read(quiet) > 0 {}
    }

    /// The next state of the program.
    pub(crate) fn next_state(&mut self) -> ProcessState {
        let line = self.wait_for("a stop or an end", |pty| {
            // The program may want to write before it ends.
            pty.read(Duration::from_millis(5));
            pty.lines().get(1 + pty.taken).cloned()
        });
        self.taken += 1;
        self.settle(Duration::from_millis(20));
        let (word, number) = line.split_once(' ').unwrap();
        let number = number.parse().unwrap();
        match word {
            "stopped" => ProcessState::Stopped(number),
            "exited" => ProcessState::Exited(number),
            "killed" => ProcessState::Killed(number),
            other => panic!("{other} in the report"),
        }
    }

    /// Whether the program is still there.
    pub(crate) fn is_alive(&self) -> bool {
        self.lines().len() <= 1 + self.taken
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.program, signal).unwrap();
    }

    /// Closes the terminal, as a lost link does.
    pub(crate) fn hang_up(&mut self) {
        self.master = None;
    }

    /// Whether the terminal is in raw mode.
    pub(crate) fn is_raw(&self) -> bool {
        let modes = tcgetattr(self.master()).unwrap().local_modes;
        !modes.intersects(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }

    /// Whether the terminal is as a shell leaves it.
    pub(crate) fn is_cooked(&self) -> bool {
        let modes = tcgetattr(self.master()).unwrap().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }

    /// Processor time that the program used so far, in clock ticks (10 ms).
    pub(crate) fn ticks(&self) -> u64 {
        let path = format!("/proc/{}/stat", self.program.as_raw_nonzero());
        let stat = fs::read_to_string(path).unwrap();
        let fields = stat.rsplit_once(')').unwrap().1;
        let numbers = fields.split_whitespace().skip(11).take(2);
        numbers.map(|n| n.parse::<u64>().unwrap()).sum()
    }

    /// Calls of `write` and its kind that the program made so far, its threads and its pipes included.
    pub(crate) fn writes(&self) -> u64 {
        let path = format!("/proc/{}/io", self.program.as_raw_nonzero());
        let io = fs::read_to_string(path).unwrap();
        let line = io.lines().find_map(|line| line.strip_prefix("syscw: "));
        line.unwrap().parse().unwrap()
    }

    fn master(&self) -> &OwnedFd {
        self.master.as_ref().expect("the terminal was closed")
    }

    fn lines(&self) -> Vec<String> {
        let text = fs::read_to_string(&self.report).unwrap();
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole.lines().map(str::to_owned).collect()
    }

    fn wait_for<T>(&mut self, what: &str, mut look: impl FnMut(&mut Self) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            assert!(
                Instant::now() < end,
                "waited in vain for {what}; the output was {}",
                self.output.escape_ascii()
            );
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if self.program != Pid::INIT {
            let _ = kill_process(self.program, Signal::KILL);
        }
        let _ = self.shell.kill();
        let _ = self.shell.wait();
        let _ = fs::remove_file(&self.report);
    }
}

/// The little shell. Without the variables that [`Pty::spawn`] sets it does nothing.
#[test]
#[ignore = "the little shell of the other tests"]
fn pty_shell() {
    let Ok(slave) = std::env::var("PTY_SLAVE") else {
        return;
    };
    // Not to be killed with the terminal: the program's end has to be noted.
    let flag = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGHUP, flag).unwrap();
    rustix::process::setsid().unwrap();
    // A session leader that opens a terminal owns it.
    let tty = File::options().read(true).write(true).open(slave).unwrap();
    let argv = std::env::var_os("PTY_ARGV").unwrap();
    let argv: Vec<OsString> = argv
        .to_str()
        .unwrap()
        .split(SEPARATOR)
        .map(OsString::from)
        .collect();
    let report = std::env::var_os("PTY_REPORT").unwrap();
    let mut report = File::options().append(true).open(report).unwrap();
    let stdin = match std::env::var("PTY_STDIN").as_deref() {
        Ok("null") => Stdio::null(),
        _ => tty.try_clone().unwrap().into(),
    };
    #[expect(
        clippy::zombie_processes,
        reason = "waitpid below, which also tells stops"
    )]
    // It stops itself at first, so that it has the foreground before it touches the terminal.
    let program = Command::new("/bin/sh")
        .args(["-c", "kill -STOP $$; exec \"$@\"", "sh"])
        .args(&argv)
        .stdin(stdin)
        .stdout(tty.try_clone().unwrap())
        .stderr(tty.try_clone().unwrap())
        .process_group(0)
        .spawn()
        .unwrap();
    let pid = Pid::from_child(&program);
    waitpid(Some(pid), WaitOptions::UNTRACED).unwrap();
    tcsetpgrp(&tty, pid).unwrap();
    drop(tty);
    writeln!(report, "{}", program.id()).unwrap();
    kill_process(pid, Signal::CONT).unwrap();
    loop {
        let Ok(Some((_, status))) = waitpid(Some(pid), WaitOptions::UNTRACED) else {
            continue;
        };
        if let Some(signal) = status.stopping_signal() {
            writeln!(report, "stopped {signal}").unwrap();
        } else if let Some(code) = status.exit_status() {
            return writeln!(report, "exited {code}").unwrap();
        } else if let Some(signal) = status.terminating_signal() {
            return writeln!(report, "killed {signal}").unwrap();
        }
    }
}
