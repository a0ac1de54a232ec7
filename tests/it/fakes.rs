//! Terminals and links that behave badly, with the real program at the other end: it shows its first frame before any
//! answer, takes no answer for a key, and ends when the other end is gone.
//!
//! Times here have wide limits: the tests must hold on a machine that does ten other things.

use std::fs;
use std::time::{Duration, Instant};

use crate::support::folder::folder;
use crate::support::pty::ProcessState;
use crate::support::screen::{Program, parser};

/// All that a terminal of the kind of GNOME's may answer: DA2, mode 8, DA1.
const ANSWERS: &[u8] = b"\x1b[>65;7006;1c\x1b[8;1$y\x1b[?65;1;9c";
/// The same of one that tells its name. `q`, `j` and `G` in it would be keys.
const NAMED: &[u8] = b"\x1bP>|qjG term(1.2)\x1b\\\x1b[>1;10;0c\x1b[8;0$y\x1b[?62c";
/// Longer than this between two writes, and the program may take a lone ESC for the key that it is.
const TOO_SLOW: Duration = Duration::from_millis(30);

fn sample() -> String {
    format!(
        "{}/sample-articles/01-many-speakers.txt",
        env!("CARGO_MANIFEST_DIR")
    )
}

/// A reader in a terminal that has answered nothing, its first frame drawn. That it is there proves that nothing was
/// waited for.
fn mute(env: &[(&str, &str)]) -> Program {
    let mut program = Program::start_mute(&[&sample()], (80, 24), env);
    program.read("رصيف الملح");
    program.until("an analysis", |screen| !screen.contains("analysing"));
    program.settled();
    program
}

/// It still does what keys say, and leaves the terminal as it was.
fn lives_and_leaves(mut program: Program) {
    let before = program.settled();
    let after = program.press("d");
    assert_ne!(after, before, "it no longer scrolls");
    program.pty.send("q");
    assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
    assert!(program.pty.is_cooked());
    let end = program
        .pty
        .output
        .split(|&b| b == 0x1b)
        .next_back()
        .unwrap();
    assert_eq!(
        end, b"[?1049l",
        "something stands after the restored screen"
    );
}

#[test]
fn one_that_never_answers() {
    let at = Instant::now();
    let program = mute(&[]);
    // No wait of a second or two for answers; what is left is the start of the program on a busy machine.
    let asked = program
        .pty
        .output
        .windows(3)
        .any(|window| window == b"\x1b[c");
    assert!(
        asked && at.elapsed() < Duration::from_secs(8),
        "{:?}",
        at.elapsed()
    );
    lives_and_leaves(program);
}

#[test]
fn one_that_answers_after_the_first_keys() {
    for answers in [ANSWERS, NAMED, b"\x1b[?6c"] {
        let mut program = mute(&[]);
        let place = program.press("dd");
        program.pty.send(answers);
        assert_eq!(program.settled(), place);
        lives_and_leaves(program);
    }
}

#[test]
fn one_that_turns_out_late_to_need_something_else() {
    let mut program = mute(&[]);
    program.press("dd");
    let (place, from) = (program.status(), program.pty.output.len());
    program
        .pty
        .send("\x1bP>|Konsole 22.12.3\x1b\\\x1b[>1;115;0c\x1b[?62;1;4c");
    program
        .pty
        .expect_from(from, "\x1b]50;BidiRenderingEnabled=false");
    assert_eq!(program.settled().lines().last(), Some(place.trim_end()));
    program.pty.send("q");
    program
        .pty
        .expect_from(from, "\x1b]50;BidiRenderingEnabled=true");
    assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
}

/// Sends `answers` cut in two at every byte. `None` where this machine was too slow for the cut to be judged.
fn in_two_pieces(answers: &[u8]) -> Option<()> {
    let mut program = mute(&[]);
    let place = program.press("dd");
    for at in 1..answers.len() {
        let start = Instant::now();
        program.pty.send(&answers[..at]);
        if answers[at - 1] != 0x1b {
            std::thread::sleep(Duration::from_millis(2));
        }
        program.pty.send(&answers[at..]);
        if start.elapsed() > TOO_SLOW {
            return None;
        }
        program.screen();
    }
    assert_eq!(program.settled(), place);
    lives_and_leaves(program);
    Some(())
}

#[test]
fn one_that_answers_in_two_pieces_cut_anywhere() {
    for answers in [ANSWERS, NAMED] {
        let judged = (0..10).find_map(|_| in_two_pieces(answers));
        assert!(judged.is_some(), "this machine is too slow");
    }
}

#[test]
fn one_that_answers_byte_by_byte() {
    let judged = (0..10).find_map(|_| {
        let mut program = mute(&[]);
        let place = program.press("dd");
        for byte in [ANSWERS, NAMED].concat() {
            let start = Instant::now();
            program.pty.send([byte]);
            std::thread::sleep(Duration::from_millis(1));
            if start.elapsed() > TOO_SLOW {
                return None;
            }
        }
        assert_eq!(program.settled(), place);
        lives_and_leaves(program);
        Some(())
    });
    assert!(judged.is_some(), "this machine is too slow");
}

#[test]
fn one_that_answers_nonsense() {
    let long = [b"\x1bP>|".as_slice(), &b"qG".repeat(50_000), b"\x1b\\"].concat();
    let endless = [b"\x1b[".as_slice(), &b"1;".repeat(20_000), b"c"].concat();
    let nonsense: [&[u8]; 12] = [
        b"\x1b[>99999999999999999999;;;;c",
        b"\x1b[8;$y\x1b[;$y\x1b[8;1;1;1$y\x1b[?8;1$y",
        b"\x1bP>|\xff\xfe\x80kitty(\x1b\\",
        b"\x1bP1$r0m\x1b\\\x1b]11;rgb:ffff/ffff/ffff\x07\x1b]4;1;?\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\\x1b^private\x1b\\\x1bXstart of string\x1b\\",
        b"\x1b[<0;5;5M\x1b[<0;5;5m\x1b[M !!\x1b[I\x1b[O\x1b[24;80R\x1b[0n",
        b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c\x1b[?1c\x1b[c\x1b[>c",
        b"\x1b[200~q G j\x1b[201~",
        b"\x1b[8;1\x18\x1b[>1;2\x1b[?6c",
        &long,
        &endless,
        b"\x1b]unfinished string that nobody ever ends",
    ];
    let mut program = mute(&[]);
    let place = program.press("dd");
    for answer in nonsense {
        for part in answer.chunks(1024) {
            program.pty.send(part);
            program.screen();
        }
        // A reply may be the sequence of a key without a use; the message about it goes after a second.
        let same = (0..40).any(|_| program.settled() == place);
        let shown = answer[..answer.len().min(60)].escape_ascii();
        assert!(same, "{shown}: {}", program.settled());
    }
    // What is unfinished is given up after a second, and keys count again.
    std::thread::sleep(Duration::from_millis(1500));
    lives_and_leaves(program);
}

#[test]
fn one_that_prints_the_last_letter_of_the_question() {
    let question = b"\x1b[8$p";
    let mut program = mute(&[]);
    program.pty.settle(Duration::from_millis(200));
    let output = program.pty.output.clone();
    let at = output
        .windows(question.len())
        .position(|window| window == question);
    let (asked, rest) = output.split_at(at.unwrap() + question.len());
    let mut echoing = parser(80, 24);
    echoing.process(asked);
    echoing.process(b"p");
    echoing.process(rest);
    assert_eq!(
        echoing.screen().contents(),
        program.terminal.screen().contents()
    );
    // The letter went to the alternate screen, not to the shell's.
    let entered = asked.windows(8).any(|window| window == b"\x1b[?1049h");
    assert!(entered, "asked before the alternate screen");
    lives_and_leaves(program);
}

#[test]
fn one_that_is_not_to_be_asked() {
    for (name, value) in [
        ("TERM_PROGRAM", "Apple_Terminal"),
        ("TERM", "screen.xterm"),
        ("TERM", "linux"),
    ] {
        let program = mute(&[(name, value)]);
        let asked = program
            .pty
            .output
            .windows(5)
            .any(|window| window == b"\x1b[8$p");
        assert!(!asked, "{name}={value}");
        lives_and_leaves(program);
    }
}

#[test]
fn one_of_three_rows() {
    for (lang, words) in [
        ("en", ["Screen", "smaller", "than 40x10"]),
        ("ar", ["الشاشة", "أصغر من", "40×10"]),
    ] {
        let args = [sample()];
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let mut program = Program::start_mute(&args, (10, 3), &[("QARI_LANG", lang)]);
        let wanted = words.map(|words| {
            if lang == "ar" {
                crate::support::screen::shown(words)
            } else {
                words.to_owned()
            }
        });
        program.until("the whole message", |screen| {
            screen
                .lines()
                .map(str::trim)
                .eq(wanted.iter().map(String::as_str))
        });
        // Nothing a key does can be seen, and nothing breaks.
        program.press("jG]\t/x\r?");
        for (columns, rows) in [(1, 1), (2, 1), (1, 40), (300, 1), (39, 9), (3, 3)] {
            program.resize(columns, rows);
            program.press("d]\t");
            assert!(program.pty.is_alive(), "{columns}x{rows}");
        }
        program.pty.send("\x03");
        assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
    }
}

#[test]
fn one_that_has_no_cursor() {
    let mut program = Program::start_mute(&[&sample()], (80, 24), &[("TERM", "dumb")]);
    assert_eq!(program.pty.next_state(), ProcessState::Exited(1));
    let said = String::from_utf8(program.pty.output.clone()).unwrap();
    assert!(
        said.contains("`dumb` cannot be drawn on") && said.contains("qari print"),
        "{said}"
    );
    assert!(!said.contains('\x1b') && program.pty.is_cooked());
}

/// Seconds of processor time of the child in what `times` of the shell wrote.
fn seconds(times: &str) -> f64 {
    let child = times.lines().nth(1).unwrap();
    let parts = child.split_whitespace().map(|part| {
        let (minutes, seconds) = part.trim_end_matches('s').split_once('m').unwrap();
        minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
    });
    parts.sum()
}

#[test]
fn one_that_hangs_up_in_the_middle_of_a_frame() {
    let dir = folder("hangup");
    let (state, used) = (dir.join("places.json"), dir.join("times"));
    let env = [("QARI_STATE", state.to_str().unwrap())];
    let script = format!("trap '' HUP; \"$@\"; times >'{}'", used.display());
    let article = dir.join("long.txt");
    fs::write(&article, fs::read_to_string(sample()).unwrap().repeat(4)).unwrap();
    let article = article.to_str().unwrap();
    let args = ["-c", &script, "sh", env!("CARGO_BIN_EXE_qari"), article];
    let mut program = Program::start_with("/bin/sh", &args, (200, 60), &env);
    program.read("رصيف الملح");
    program.until("an analysis", |screen| !screen.contains("analysing"));
    program.press(" ");
    // Nobody reads any more: some frame gets stuck half-way. Each of these is a whole screen.
    let from = program.pty.output.len();
    for _ in 0..20 {
        program.pty.send("G");
        std::thread::sleep(Duration::from_millis(5));
        program.pty.send("g");
        std::thread::sleep(Duration::from_millis(5));
    }
    program.pty.send("gd");
    std::thread::sleep(Duration::from_millis(200));
    assert!(program.pty.is_alive());
    let at = Instant::now();
    program.pty.hang_up();
    while program.pty.is_alive() {
        assert!(
            at.elapsed() < Duration::from_secs(3),
            "still there after a lost terminal"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
    assert_eq!(program.pty.output.len(), from);
    let used = fs::read_to_string(&used).unwrap();
    assert!(seconds(&used) < 1.5, "it spun: {used}");
    let places = fs::read_to_string(&state).unwrap();
    assert!(places.contains("long.txt"), "{places}");
    let mut again = Program::start_with(env!("CARGO_BIN_EXE_qari"), &[article], (200, 60), &env);
    again.see("reading goes on where it stopped");
    again.pty.send("q");
    again.ends(0);
}

#[test]
fn one_that_changes_its_size_two_hundred_times() {
    let mut program = mute(&[]);
    let (before, sizes) = (
        program.pty.ticks(),
        [(0, 0), (1, 1), (10, 3), (500, 2), (41, 11), (132, 50)],
    );
    for i in 0..200 {
        let (columns, rows) = sizes[i % sizes.len()];
        program.pty.resize(columns, rows);
        if i % 10 == 0 {
            program.pty.send("j");
            program.pty.read_some(1 << 16);
        }
        if i % 40 == 0 {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    program.pty.send("g");
    program.resize(100, 30);
    program.until("the new size", |screen| {
        screen.lines().count() == 30
            && screen
                .lines()
                .last()
                .is_some_and(|line| line.ends_with('%'))
    });
    let storm = program.settled();
    let ticks = program.pty.ticks() - before;
    assert!(ticks < 500, "{ticks} ticks for 200 sizes");
    let mut calm = Program::start(&[&sample()], (100, 30));
    calm.read("رصيف الملح");
    calm.until("an analysis", |screen| !screen.contains("analysing"));
    assert_eq!(storm, calm.settled());
    lives_and_leaves(program);
}

/// Bytes a second of the slow link.
const LINK: usize = 20_000;

/// Holds `keys` down in turn for `time`, 30 times a second, over a link of [`LINK`]; then presses `last` and waits until the status
/// line has `mark`: how long that took, and how many bytes there were in all.
fn held(
    program: &mut Program,
    (keys, time): (&[&str], Duration),
    last: &str,
    mark: &str,
) -> (Duration, usize) {
    let (start, from) = (Instant::now(), program.pty.output.len());
    let mut presses = 0;
    let mut pressed_last = None;
    let (mut budget, mut before) = (0, Duration::ZERO);
    loop {
        let now = start.elapsed();
        let due = usize::try_from(now.as_millis()).unwrap() * 30 / 1000;
        if now < time {
            while presses < due {
                program.pty.send(keys[presses % keys.len()]);
                presses += 1;
            }
        } else if pressed_last.is_none() {
            program.pty.send(last);
            pressed_last = Some(Instant::now());
        }
        // What the link did not carry while nothing was there is lost.
        let passed = usize::try_from(now.saturating_sub(before).as_micros()).unwrap();
        budget = (budget + passed * LINK / 1_000_000).min(1000);
        before = now;
        budget -= program.pty.read_some(budget);
        let new = &program.pty.output[program.fed..];
        program.terminal.process(new);
        program.answer();
        program.fed = program.pty.output.len();
        if let Some(at) = pressed_last {
            let screen = program.terminal.screen();
            let (_, columns) = screen.size();
            if screen
                .rows(0, columns.into())
                .last()
                .unwrap()
                .contains(mark)
            {
                return (at.elapsed(), program.pty.output.len() - from);
            }
            assert!(at.elapsed() < Duration::from_secs(20), "it never caught up");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn one_at_the_end_of_a_slow_link() {
    // A line of scroll without the quotes and beside them; all of a large screen with each key.
    let cases: [(&[&str], _); 3] = [
        (&["j"], (80, 24)),
        (&["j"], (120, 40)),
        (&["d", "u"], (120, 40)),
    ];
    for (keys, size) in cases {
        let one = fs::read_to_string(sample()).unwrap();
        let path = folder("slow").join("long.txt");
        fs::write(&path, one.repeat(30)).unwrap();
        let mut program = Program::start(&[path.to_str().unwrap()], size);
        program.until("an analysis", |screen| {
            screen.contains("Tab quotes") && !screen.contains("analysing")
        });
        program.press("]\x1b");
        program.settled();
        let from = program.pty.output.len();
        let (late, bytes) = held(&mut program, (keys, Duration::from_secs(4)), "G", "100%");
        eprintln!("{keys:?} at {size:?}: {late:?} after the last key, {bytes} bytes");
        // If frames did not wait for the terminal: 1.0 and 1.6 s for the last two, also on a quiet machine.
        assert!(
            late < Duration::from_millis(900),
            "{keys:?} at {size:?}: {late:?} behind"
        );
        // A frame that took the place of others still tells that rows only moved.
        if (keys, size) == (&["j"], (120, 40)) {
            let output = &program.pty.output[from..];
            let scrolls = (2..10).map(|rows| format!("\x1b[{rows}S").into_bytes());
            let count =
                scrolls.map(|scroll| output.windows(4).filter(|part| **part == scroll).count());
            assert!(
                count.sum::<usize>() > 3,
                "frames that waited were not scrolled"
            );
        }
        lives(&mut program);
    }
}

/// It ends as it should.
fn lives(program: &mut Program) {
    program.pty.send("\x03");
    assert_eq!(program.pty.next_state(), ProcessState::Exited(0));
}
