//! The mouse of a session: reported only while it is on, given back on every way out.

use std::time::Duration;

use rustix::process::Signal;

use super::LEAVE;
use super::probe::{answered, assert_restored, position};
use crate::support::pty::{ProcessState, Pty};

/// A press, a release, the wheel.
const PRESS: &str = "\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<65;1;1M";

#[test]
fn the_mouse_is_heard_only_while_it_is_on() {
    let mut pty = answered(2);
    pty.settle(Duration::from_millis(100));
    let from = pty.output.len();
    pty.send(PRESS);
    pty.send("\x1b[M !!");
    pty.settle(Duration::from_millis(100));
    assert_eq!(pty.output.len(), from, "it was heard while off");
    pty.send("m");
    let at = pty.expect_from(from, "\x1b[?1000h\x1b[?1006h");
    // In pieces.
    for byte in "\x1b[<0;3;4M".bytes() {
        pty.send([byte]);
        std::thread::sleep(Duration::from_millis(2));
    }
    pty.expect_from(at, "Down(Left), column: 2, row: 3");
    pty.send("\x1b[<65;1;1M");
    let at = pty.expect_from(at, "ScrollDown");
    pty.send("M");
    let at = pty.expect_from(at, "\x1b[?1006l\x1b[?1000l");
    pty.settle(Duration::from_millis(50));
    let from = pty.output.len();
    assert!(from >= at);
    pty.send(PRESS);
    pty.settle(Duration::from_millis(100));
    assert_eq!(pty.output.len(), from, "it was heard after it was off");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
}

/// With the mouse on.
fn pointing() -> Pty {
    let mut pty = answered(2);
    pty.send("m");
    pty.expect("\x1b[?1006h");
    pty.settle(Duration::from_millis(50));
    pty
}

#[test]
fn the_mouse_is_given_back_on_every_way_out() {
    type Way<'a> = &'a dyn Fn(&Pty);
    const OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l\x1b[?1007r\x1b[?2026l";
    let ways: [(Way<'_>, ProcessState); 4] = [
        (&|pty| pty.send("q"), ProcessState::Exited(0)),
        (&|pty| pty.send("p"), ProcessState::Exited(101)),
        (&|pty| pty.signal(Signal::TERM), ProcessState::Exited(143)),
        (&|pty| pty.signal(Signal::HUP), ProcessState::Exited(129)),
    ];
    for (leave, state) in ways {
        let mut pty = pointing();
        let from = pty.output.len();
        leave(&pty);
        assert_eq!(pty.next_state(), state);
        position(&pty.output[from..], OFF);
        assert_restored(&pty, LEAVE);
    }
    // Stopped, it is off; going on, it is on again.
    let mut pty = pointing();
    let from = pty.output.len();
    pty.send("\x1a");
    assert!(matches!(pty.next_state(), ProcessState::Stopped(_)));
    position(&pty.output[from..], OFF);
    let from = pty.output.len();
    pty.signal(Signal::CONT);
    let at = pty.expect_from(from, "\x1b[?1007h");
    pty.expect_from(at, "\x1b[?1000h\x1b[?1006h");
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    // Who never asked for it takes nothing back.
    let mut pty = answered(2);
    pty.send("q");
    assert_eq!(pty.next_state(), ProcessState::Exited(0));
    assert!(!pty.output.windows(7).any(|bytes| bytes == b"\x1b[?1000"));
}
