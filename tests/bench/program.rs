//! How fast the whole program is in a pseudo-terminal, beside `less` and `vim -A`. `cargo bench --bench program`
//!
//! Claims, each printed with what was measured:
//!
//! - first full paint of an article of 14 KB, with highlights and quotes: at most 3 times that of `less`;
//! - a key to the end of its frame at 120x40: at most 2 ms of the program's own time (the time that its main thread
//!   spent on a processor, as the system counts it, from waiting for the key to waiting for the next);
//! - an article of 5 MB: the first paint within 300 ms, and then no key, search or new size that takes longer than
//!   100 ms to its last byte, also while the analysis is under way;
//! - memory for the 14 KB article, and the size of the program: told, not claimed.
//!
//! All programs are started in the same way, in turn, in one run; figures are medians. `QARI_BIN` names another binary
//! to measure; arguments (`paint`, `keys`, `book`, `footprint`) choose parts. Linux alone: it reads `/proc`, and starts the programs by `setsid`.

#![expect(clippy::unwrap_used, reason = "what fails here fails the benchmark")]

use std::ffi::CString;
use std::fs::{self, File};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// Starts of each program.
const ROUNDS: usize = 15;
/// Presses of each key.
const PRESSES: usize = 40;
/// Nothing came for so long: the program has drawn all.
const QUIET: Duration = Duration::from_millis(60);
/// How long a program may take to say anything.
const ANSWER: Duration = Duration::from_secs(20);
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A part of the benchmark, of a program and an article.
type Part = fn(&str, &str);

/// Columns and rows.
type Size = (u16, u16);

/// A program in a terminal of its own.
struct Terminal {
    master: OwnedFd,
    child: Child,
    screen: vt100::Parser,
    started: Instant,
    bytes: usize,
}

/// What came after a key.
#[derive(Clone, Copy, Debug, Default)]
struct Answer {
    /// Until its last byte, in ms.
    wall: f64,
    /// Spent by the program's main thread, in ms.
    own: f64,
    bytes: usize,
}

impl Terminal {
    fn start(command: &[&str], (columns, rows): Size) -> Self {
        let master =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let size = winsize((columns, rows));
        tcsetwinsize(&master, size).unwrap();
        let name: CString = ptsname(&master, Vec::new()).unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let slave = || File::from(rustix::fs::open(&name, flags, Mode::empty()).unwrap());
        let started = Instant::now();
        let child = Command::new("setsid")
            .arg("--ctty")
            .args(command)
            .stdin(slave())
            .stdout(slave())
            .stderr(slave())
            .env("TERM", "xterm-256color")
            .env("LC_ALL", "C.UTF-8")
            .env("QARI_LANG", "en")
            .env("QARI_CONFIG", "")
            .env("QARI_STATE", "")
            .env_remove("COLORTERM")
            .env_remove("NO_COLOR")
            .spawn()
            .unwrap();
        Self {
            master,
            child,
            screen: vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0),
            started,
            bytes: 0,
        }
    }

    /// Takes what comes within `limit`; whether anything came.
    fn read(&mut self, limit: Duration) -> bool {
        let mut fds = [PollFd::new(&self.master, PollFlags::IN)];
        if poll(&mut fds, Some(&Timespec::try_from(limit).unwrap())) != Ok(1) {
            return false;
        }
        let mut buffer = [0; 16384];
        let Ok(n @ 1..) = rustix::io::read(&self.master, &mut buffer) else {
            return false;
        };
        let new = &buffer[..n];
        self.bytes += n;
        self.screen.process(new);
        // Asked what it is, the terminal answers as a plain one.
        if new.windows(3).any(|bytes| bytes == b"\x1b[c") {
            self.send("\x1b[?62;22c");
        }
        true
    }

    fn send(&self, keys: &str) {
        rustix::io::write(&self.master, keys.as_bytes()).unwrap();
    }

    /// Reads until nothing comes for `quiet`; when the last byte came.
    fn last_byte(&mut self, quiet: Duration) -> Instant {
        let end = Instant::now() + PATIENCE;
        let mut last = None;
        while Instant::now() < end {
            let limit = if last.is_some() { quiet } else { ANSWER };
            if !self.read(limit) {
                break;
            }
            last = Some(Instant::now());
        }
        last.unwrap_or_else(|| panic!("no answer on\n{}", self.screen.screen().contents()))
    }

    /// Reads until the screen `fits`; when it did.
    fn until(&mut self, fits: impl Fn(&str) -> bool) -> Instant {
        let end = Instant::now() + PATIENCE;
        while !fits(&self.screen.screen().contents()) {
            assert!(Instant::now() < end, "{}", self.screen.screen().contents());
            self.read(Duration::from_millis(10));
        }
        Instant::now()
    }

    /// Does `act` and waits for what the program draws then.
    fn answer(&mut self, act: impl FnOnce(&mut Self)) -> Answer {
        let (own, bytes) = (self.own(), self.bytes);
        let at = Instant::now();
        act(self);
        let last = self.last_byte(QUIET);
        Answer {
            wall: ms(last - at),
            own: self.own() - own,
            bytes: self.bytes - bytes,
        }
    }

    fn press(&mut self, key: &str) -> Answer {
        self.answer(|terminal| terminal.send(key))
    }

    fn resize(&mut self, size: Size) -> Answer {
        self.answer(|terminal| {
            tcsetwinsize(&terminal.master, winsize(size)).unwrap();
            let (columns, rows) = size;
            terminal.screen =
                vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        })
    }

    /// Time that the main thread was on a processor, in ms.
    fn own(&self) -> f64 {
        let pid = self.child.id();
        let stat = fs::read_to_string(format!("/proc/{pid}/task/{pid}/schedstat")).unwrap();
        let nanoseconds: f64 = stat.split(' ').next().unwrap().parse().unwrap();
        nanoseconds / 1e6
    }

    /// The most memory that it has held, in MiB.
    fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmHWM"))
            .unwrap();
        let number = line.split_whitespace().nth(1).unwrap();
        number.parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn winsize((columns, rows): Size) -> Winsize {
    Winsize {
        ws_row: rows,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    }
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn largest(numbers: &[f64]) -> f64 {
    numbers.iter().copied().fold(0.0, f64::max)
}

/// The first sample article, repeated and cut to `bytes`.
fn article(bytes: usize) -> PathBuf {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-articles/01-many-speakers.txt");
    let one = fs::read_to_string(sample).unwrap();
    let mut text = one.repeat(bytes / one.len() + 1);
    text.truncate(boundary(&text, bytes));
    let path = std::env::temp_dir().join(format!("qari-bench-{}-{bytes}.txt", std::process::id()));
    fs::write(&path, text).unwrap();
    path
}

/// The first place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn verdict(holds: bool) -> &'static str {
    if holds { "holds" } else { "DOES NOT HOLD" }
}

fn main() {
    // `cargo test --benches` runs this too, and wants no timings.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let qari = std::env::var("QARI_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_qari").to_owned());
    let short = article(14_000);
    let long = article(5_000_000);
    let parts: [(&str, Part, &Path); 4] = [
        ("paint", first_paint, &short),
        ("keys", keys, &short),
        ("book", book, &long),
        ("footprint", footprint, &short),
    ];
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    for (name, part, file) in parts {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            part(&qari, file.to_str().unwrap());
        }
    }
    let _ = (fs::remove_file(short), fs::remove_file(long));
}

/// From the start of the process to the last byte of its first full screen.
fn first_paint(qari: &str, file: &str) {
    println!(
        "first full paint of 14 KB, ms to the last byte (median of {ROUNDS}; the start by setsid is in all)"
    );
    let peers: [(&str, Vec<&str>); 3] = [
        ("qari", vec![qari, file]),
        ("less", vec!["less", file]),
        ("vim -A", vec!["vim", "-A", "-u", "NONE", file]),
    ];
    let peers: Vec<_> = (peers.iter())
        .filter(|(name, command)| *name == "qari" || is_installed(command[0]))
        .collect();
    for size in [(80, 24), (120, 40)] {
        let mut times = vec![Vec::new(); peers.len()];
        let mut bytes = vec![0; peers.len()];
        for _ in 0..ROUNDS {
            for (i, (_, command)) in peers.iter().enumerate() {
                let mut terminal = Terminal::start(command, size);
                let last = terminal.last_byte(QUIET);
                times[i].push(ms(last - terminal.started));
                bytes[i] = terminal.bytes;
            }
        }
        let fastest = |i: usize| times[i].iter().copied().fold(f64::INFINITY, f64::min);
        let medians: Vec<f64> = times.iter().cloned().map(median).collect();
        for (i, (name, _)) in peers.iter().enumerate() {
            let (time, ratio) = (medians[i], medians[0] / medians[i]);
            let (least, least_ratio) = (fastest(i), fastest(0) / fastest(i));
            println!(
                "  {}x{}  {name:7} {time:6.1} (fastest {least:5.1})  {:6} bytes  qari / it: {ratio:.2} ({least_ratio:.2})",
                size.0, size.1, bytes[i]
            );
            if *name == "less" {
                println!("         claim: qari ≤ 3 × less: {}", verdict(ratio <= 3.0));
            }
        }
    }
}

/// Each key often, some way and back.
fn keys(qari: &str, file: &str) {
    let scripts: [(&str, &str, &str); 5] = [
        ("j", "j", "k"),
        ("Space", " ", "b"),
        ("]", "]", "["),
        ("Tab", "\t", "\t"),
        ("/ letter", "ص", "\x7f"),
    ];
    println!(
        "a key to the end of its frame, 14 KB (medians of {PRESSES}; the largest in brackets)"
    );
    for size in [(80, 24), (120, 40)] {
        for (name, there, back) in scripts {
            let mut terminal = Terminal::start(&[qari, file], size);
            terminal.last_byte(QUIET);
            if name == "/ letter" {
                for key in ["/", "ا", "ل"] {
                    terminal.press(key);
                }
            }
            let answers: Vec<Answer> = (0..PRESSES)
                .map(|i| terminal.press(if i / 3 % 2 == 0 { there } else { back }))
                .collect();
            report(name, size, &answers);
        }
    }
}

fn report(name: &str, size: Size, answers: &[Answer]) {
    let own: Vec<f64> = answers.iter().map(|answer| answer.own).collect();
    let wall = median(answers.iter().map(|answer| answer.wall).collect());
    #[expect(clippy::cast_precision_loss, reason = "a frame has no 2^52 bytes")]
    let bytes = median(answers.iter().map(|answer| answer.bytes as f64).collect());
    let most = largest(&own);
    let own = median(own);
    let claim = if size == (120, 40) {
        format!("  claim: own ≤ 2 ms: {}", verdict(own <= 2.0))
    } else {
        String::new()
    };
    println!(
        "  {}x{}  {name:9} own {own:5.2} ms ({most:5.2})  to the last byte {wall:5.2} ms  {bytes:6.0} bytes{claim}",
        size.0, size.1
    );
}

/// An article of 5 MB: opening, and reading on while it is analysed and afterwards.
fn book(qari: &str, file: &str) {
    println!("an article of 5 MB at 120x40, ms to the last byte (own time in brackets)");
    let mut terminal = Terminal::start(&[qari, file], (120, 40));
    let painted = terminal.last_byte(QUIET);
    let first = ms(painted - terminal.started);
    let early = terminal.screen.screen().contents().contains("analysing");
    println!(
        "  first paint {first:.1}, analysis {}; claim: ≤ 300 ms: {}",
        if early { "to come" } else { "there" },
        verdict(first <= 300.0)
    );
    let mut all = tour(&mut terminal, if early { "meanwhile" } else { "with it" });
    let done = terminal.until(|screen| !screen.contains("analysing"));
    println!(
        "  analysis there after {:.0} ms",
        ms(done - terminal.started)
    );
    terminal.last_byte_if_any();
    all.extend(tour(&mut terminal, "afterwards"));
    let most = largest(&all);
    println!(
        "  claim: nothing over 100 ms: {} ({most:.1})",
        verdict(most <= 100.0)
    );
    println!("  memory {:.0} MiB", terminal.memory());
}

impl Terminal {
    /// Takes what is still on its way.
    fn last_byte_if_any(&mut self) {
        while self.read(QUIET) {}
    }
}

/// A page, the end, a quote, the first letter of a search and a later one, a new size; the times to the last byte.
fn tour(terminal: &mut Terminal, when: &str) -> Vec<f64> {
    let steps: [(&str, &[&str]); 8] = [
        ("line", &["j"]),
        ("page", &[" "]),
        ("end", &["G"]),
        ("start", &["g"]),
        ("quote", &["]"]),
        ("first letter of a search", &["/", "ص"]),
        ("next letter", &["ف"]),
        ("found", &["\r"]),
    ];
    let mut answers: Vec<(&str, Answer)> = Vec::new();
    for (name, keys) in steps {
        for key in keys {
            let answer = terminal.press(key);
            if Some(key) == keys.last() {
                answers.push((name, answer));
            }
        }
    }
    terminal.press("\x1b");
    answers.push(("new size", terminal.resize((100, 30))));
    answers.push(("and back", terminal.resize((120, 40))));
    for (name, Answer { wall, own, .. }) in &answers {
        println!("    {when}: {name:25} {wall:7.2} ({own:7.2})");
    }
    answers.iter().map(|(_, answer)| answer.wall).collect()
}

/// Memory and size.
fn footprint(qari: &str, file: &str) {
    let mut terminal = Terminal::start(&[qari, file], (120, 40));
    terminal.last_byte(QUIET);
    terminal.press(" ");
    #[expect(clippy::cast_precision_loss, reason = "a program has no 2^52 bytes")]
    let size = fs::metadata(qari).unwrap().len() as f64 / 1024.0 / 1024.0;
    println!(
        "memory with 14 KB, most: {:.1} MiB; the program: {size:.1} MiB",
        terminal.memory()
    );
}
