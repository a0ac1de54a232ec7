//! A session with a real pseudo-terminal: entering, replies, restoration, stops, hangups.
//!
//! The program under test is the one of the module `probe`.

mod mouse;
mod probe;

use std::time::{Duration, Instant};

use crate::support::pty::{ProcessState, Pty};
use probe::{answered, assert_restored, position, start};
use rustix::process::Signal;

/// What every way out must end with, but for mode 8.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[r\x1b[m\x1b[?2031l\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// The same where the terminal said that it reorders.
const LEAVE_IMPLICIT: &[u8] =
    b"\x1b[?2026l\x1b[r\x1b[m\x1b[8h\x1b[?2031l\x1b[?2004l\x1b[?25h\x1b[?1049l";

#[test]
fn asks_switches_clears_and_paints_without_waiting() {
    let mut pty = start(&[]);
    let order: [&[u8]; 6] = [
        b"\x1b[?1049h",
        b"\x1b[8$p",
        b"\x1b[c",
        b"\x1b[8l",
        b"\x1b[2J",
        b"<start>",
    ];
    let places: Vec<_> = order
        .iter()
        .map(|text| position(&pty.output, text))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(pty.is_raw());
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    assert!(pty.output.ends_with(LEAVE));
    assert_restored(&pty, LEAVE);
}

#[test]
fn keys_come_from_the_terminal_where_standard_input_does_not() {
    let mut pty = start(&[("PTY_STDIN", "null")]);
    pty.send("j");
    pty.expect("Char('j')");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    assert_restored(&pty, LEAVE);
}

#[test]
fn replies_are_never_keys_and_decide_mode_8() {
    for (mode, name, leave) in [
        (1, "Some(1)", LEAVE_IMPLICIT),
        (2, "Some(1)", LEAVE),
        (0, "XTerm(379)", LEAVE),
    ] {
        let mut pty = start(&[]);
        let from = pty.output.len();
        let replies = format!("\x1bP>|{name}\x1b\\\x1b[>1;2;3c\x1b[8;{mode}$y\x1b[?62c");
        for byte in replies.bytes() {
            pty.send([byte]);
        }
        pty.settle(Duration::from_millis(100));
        assert_eq!(pty.output.len(), from, "a reply was taken for something");
        pty.send("x");
        pty.expect_from(from, "Char('x')");
        pty.send("q");
        assert_eq!(pty.next_state(), ProcessState::Exited(0));
        assert_restored(&pty, leave);
    }
}

#[test]
fn a_recognised_terminal_is_switched_and_put_back() {
    let mut pty = start(&[]);
    pty.send("\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c");
    let at = pty.expect("\x1b]50;BidiRenderingEnabled=false\x07");
    pty.expect_from(at, "\x1b[2J");
    pty.expect_from(at, "CapabilitiesChanged");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    position(&pty.output, b"\x1b]50;BidiRenderingEnabled=true\x07");
}

/// Fills the screen with a letter and awaits this among what is sent for it.
fn fill(pty: &mut Pty, row: &str) {
    let from = pty.output.len();
    pty.send("3");
    pty.expect_from(from, row);
}

#[test]
fn an_unknown_terminal_gets_rows_under_an_override() {
    let mut pty = start(&[]);
    fill(&mut pty, "\u{fe8f}\u{fe8f}\u{fe8f}");
    // It has answered all, and is of none that is known.
    let from = pty.output.len();
    pty.send("\x1b[>1;2;3c\x1b[?62c");
    pty.expect_from(from, "CapabilitiesChanged");
    fill(&mut pty, "\u{fe8f}\u{200e}\u{202d}");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    assert_restored(&pty, LEAVE);
}

#[test]
fn replies_that_come_late_or_broken_are_swallowed() {
    let mut pty = start(&[]);
    pty.settle(Duration::from_millis(100));
    let from = pty.output.len();
    pty.send("\x1bP>|XTer\x1b[>41;37");
    pty.settle(Duration::from_millis(1200));
    pty.send("\x1bP>|XTerm(379)\x1b\\\x1b[>41;379;0c\x1b[8;0$y\x1b[?64;1c");
    pty.settle(Duration::from_millis(200));
    assert_eq!(pty.output.len(), from, "a reply was taken for something");
    pty.send("x");
    pty.expect_from(from, "Char('x')");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
}

#[test]
fn what_was_chosen_for_a_terminal_holds_once_it_is_known() {
    let key = "term=xterm-256color,name=XTerm(379),da2=- marked";
    let mut pty = start(&[("PROBE_REMEMBERS", key)]);
    let from = pty.output.len();
    pty.send("\x1bP>|XTerm(379)\x1b\\\x1b[?64;1c");
    pty.expect_from(from, "CapabilitiesChanged");
    fill(&mut pty, "\u{fe8f}\u{200e}\u{fe8f}\u{200e}");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
}

/// A directory whose `tmux` is `script`, and the environment of a program in tmux with it.
fn fake_tmux(name: &str, script: &str) -> (std::path::PathBuf, Vec<(&'static str, String)>) {
    use std::os::unix::fs::PermissionsExt;
    let dir = std::env::temp_dir().join(format!("qari-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let tmux = dir.join("tmux");
    std::fs::write(&tmux, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&tmux, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", dir.display(), std::env::var("PATH").unwrap());
    let [tmux, pane] = ["/tmp/none,1,0", "%7"].map(str::to_owned);
    (
        dir,
        vec![("PATH", path), ("TMUX", tmux), ("TMUX_PANE", pane)],
    )
}

#[test]
fn tmux_is_asked_what_it_is_shown_in() {
    // It answers only the question for this pane, and only after the first frame.
    let script = r#"sleep 0.3; [ "$1 $2 $3" = "list-clients -t %7" ] && echo '17 xterm-256color Konsole 22.12.3'"#;
    let (dir, env) = fake_tmux("asked", script);
    let env: Vec<_> = env
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let mut pty = start(&env);
    fill(&mut pty, "\u{fe8f}\u{200e}\u{202d}");
    pty.expect("CapabilitiesChanged");
    // One run a row, and its mark.
    fill(&mut pty, "\u{fe8f}\u{fe8f}\u{200e}");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    assert!(pty.output.ends_with(LEAVE));
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn a_tmux_that_hangs_holds_nothing_up() {
    let (dir, env) = fake_tmux("hangs", "sleep 60");
    let env: Vec<_> = env
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let at = Instant::now();
    let mut pty = start(&env);
    fill(&mut pty, "\u{fe8f}\u{200e}\u{202d}");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    assert!(at.elapsed() < Duration::from_secs(2), "{:?}", at.elapsed());
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn signals_that_end_restore() {
    for (signal, number) in [
        (Signal::TERM, 15),
        (Signal::INT, 2),
        (Signal::HUP, 1),
        (Signal::QUIT, 3),
    ] {
        let mut pty = answered(1);
        pty.settle(Duration::from_millis(100));
        pty.signal(signal);
        assert_eq!(pty.next_state(), ProcessState::Exited(128 + number));
        assert!(pty.output.ends_with(LEAVE_IMPLICIT));
        assert_restored(&pty, LEAVE_IMPLICIT);
    }
}

#[test]
fn a_panic_restores_before_it_speaks() {
    let mut pty = answered(1);
    pty.send("p");
    assert_eq!(pty.next_state(), ProcessState::Exited(101));
    assert_restored(&pty, LEAVE_IMPLICIT);
    let restored = position(&pty.output, LEAVE_IMPLICIT);
    assert!(position(&pty.output, b"the probe's own panic") > restored);
}

#[test]
fn a_panic_elsewhere_leaves_the_screen_alone() {
    let mut pty = answered(2);
    pty.send("t");
    pty.expect("joined true");
    assert!(pty.is_raw());
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    let restored = position(&pty.output, LEAVE);
    assert!(position(&pty.output, b"the thread's panic") > restored);
}

/// Stops by `stop`, goes on, and is whole again.
fn stops_and_goes_on(stop: impl FnOnce(&Pty)) {
    let mut pty = answered(1);
    pty.settle(Duration::from_millis(100));
    stop(&pty);
    assert!(matches!(pty.next_state(), ProcessState::Stopped(_)));
    assert!(pty.output.ends_with(LEAVE_IMPLICIT));
    assert_restored(&pty, LEAVE_IMPLICIT);
    let from = pty.output.len();
    pty.signal(Signal::CONT);
    let at = pty.expect_from(from, "\x1b[8l");
    let at = pty.expect_from(at, "\x1b[2J");
    pty.expect_from(at, "Resumed");
    assert!(pty.is_raw());
    assert!(
        !pty.output[from..]
            .windows(3)
            .any(|window| window == b"\x1b[c"),
        "asked again"
    );
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    assert!(pty.output.ends_with(LEAVE_IMPLICIT));
}

#[test]
fn control_z_stops_and_goes_on() {
    stops_and_goes_on(|pty| pty.send("\x1a"));
}

#[test]
fn a_stop_from_outside_restores_too() {
    stops_and_goes_on(|pty| pty.signal(Signal::TSTP));
}

#[test]
fn a_stop_that_nobody_can_prepare_for_is_repaired() {
    let mut pty = answered(2);
    pty.settle(Duration::from_millis(100));
    pty.signal(Signal::STOP);
    assert!(matches!(pty.next_state(), ProcessState::Stopped(_)));
    let from = pty.output.len();
    pty.signal(Signal::CONT);
    pty.expect_from(from, "Resumed");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
}

/// The question for the background.
const GROUND: &str = "\x1b]11;?\x07";

#[test]
fn the_background_is_asked_for_again_where_it_may_have_changed() {
    let mut pty = answered(2);
    pty.send("\x1b]11;rgb:0000/0000/0000\x07");
    pty.expect("CapabilitiesChanged");
    // The terminal says that its colours have changed.
    let from = pty.output.len();
    pty.send("\x1b[?997;2n");
    pty.expect_from(from, GROUND);
    pty.send("x");
    let at = pty.expect_from(from, "har('x')");
    pty.send("\x1b]11;rgb:ffff/ffff/ffff\x07");
    pty.expect_from(at, "apabilitiesChanged");
    // So may they while the program was stopped. An answer that comes after the end is not left to the shell.
    pty.send("\x1a");
    assert!(matches!(pty.next_state(), ProcessState::Stopped(_)));
    let from = pty.output.len();
    pty.signal(Signal::CONT);
    pty.expect_from(from, GROUND);
    pty.send("q");
    std::thread::sleep(Duration::from_millis(30));
    pty.send("\x1b]11;rgb:0000/0000/0000\x07");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    // The line discipline would have shown it.
    pty.settle(Duration::from_millis(50));
    assert!(pty.output.ends_with(LEAVE), "the answer was left behind");
}

#[test]
fn a_terminal_that_never_told_its_background_is_not_asked_again() {
    let mut pty = answered(2);
    pty.settle(Duration::from_millis(100));
    let from = pty.output.len();
    pty.send("\x1b[?997;2n");
    pty.send("x");
    pty.expect_from(from, "Char('x')");
    assert!(
        !pty.output[from..]
            .windows(4)
            .any(|bytes| bytes == b"\x1b]11")
    );
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
}

#[test]
fn a_terminal_that_goes_away_ends_the_program() {
    let mut pty = answered(1);
    pty.settle(Duration::from_millis(100));
    let at = Instant::now();
    pty.hang_up();
    assert_eq!(pty.next_state(), ProcessState::Exited(129));
    assert!(at.elapsed() < Duration::from_secs(1), "{:?}", at.elapsed());
}

#[test]
fn a_stalled_terminal_holds_nothing_up() {
    let mut pty = start(&[]);
    // Nobody reads; each key asks for a whole screen.
    for _ in 0..200 {
        pty.send("1");
        pty.send("2");
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(pty.is_alive());
    let at = Instant::now();
    pty.signal(Signal::TERM);
    while pty.is_alive() {
        assert!(at.elapsed() < Duration::from_secs(1), "still there");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(pty.next_state(), ProcessState::Exited(143));
    assert!(pty.is_cooked());
}

#[test]
fn the_newest_frame_is_shown_once_a_stalled_terminal_reads_again() {
    let mut pty = start(&[]);
    for _ in 0..50 {
        pty.send("1");
        pty.send("2");
        std::thread::sleep(Duration::from_millis(1));
    }
    pty.send("k");
    std::thread::sleep(Duration::from_millis(100));
    pty.settle(Duration::from_millis(200));
    let mut screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    screen.process(&pty.output);
    let rows: Vec<_> = screen.screen().rows(0, 80).collect();
    assert_eq!(rows[0].trim_end(), "<Char('k')>");
    assert!(rows[1..].iter().all(|row| *row == "2".repeat(80)));
    // Frames were dropped, not queued.
    assert!(pty.output.len() < 50 * 2 * 1800, "{}", pty.output.len());
}

#[test]
fn a_new_size_is_told_and_repainted() {
    let mut pty = answered(2);
    pty.settle(Duration::from_millis(100));
    let from = pty.output.len();
    pty.resize(100, 30);
    let at = pty.expect_from(from, "\x1b[r\x1b[2J");
    pty.expect_from(at, "Resize(100, 30)");
    let from = pty.output.len();
    pty.resize(0, 0);
    pty.expect_from(from, "Resize(80, 24)");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
}

#[test]
fn waiting_costs_nothing_and_threads_can_wake() {
    let mut pty = answered(2);
    pty.settle(Duration::from_millis(200));
    let (before, bytes) = (pty.ticks(), pty.output.len());
    std::thread::sleep(Duration::from_millis(500));
    pty.read(Duration::ZERO);
    assert!(pty.ticks() - before <= 1);
    assert_eq!(pty.output.len(), bytes, "something was drawn");
    pty.send("w");
    pty.expect_from(bytes, "Wake");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
}

#[test]
fn escape_alone_is_a_key_in_time() {
    let mut pty = answered(2);
    pty.settle(Duration::from_millis(100));
    let at = Instant::now();
    pty.send("\x1b");
    pty.expect("Esc");
    assert!(at.elapsed() < Duration::from_millis(500));
    let from = pty.output.len();
    pty.send("\x1b[200~سلام\x1b[201~");
    pty.expect_from(from, "Paste");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
}

#[test]
fn a_dumb_terminal_is_refused_with_the_way_out() {
    let mut pty = Pty::spawn(
        std::env::current_exe().unwrap(),
        &[
            "terminal::probe::run",
            "--exact",
            "--ignored",
            "--nocapture",
        ],
        &[("TERM", "dumb")],
    );
    assert_eq!(pty.next_state(), ProcessState::Exited(2));
    position(&pty.output, b"qari print");
    assert!(pty.is_cooked());
}
