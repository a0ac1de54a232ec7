//! The program that the tests of the terminal drive: this binary again, in its ignored test `run`. It opens a session,
//! paints the last event and does what its keys say. And what the tests ask about its output.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use qari::internals::terminal::{Session, SessionEvent, SessionOptions, TerminalError};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::support::pty::Pty;

/// Paints `event` on a screen otherwise full of `fill`.
fn paint(session: &mut Session, event: &str, fill: &str) -> Result<(), TerminalError> {
    let (width, height) = session.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    for y in 1..height {
        buffer.set_string(0, y, fill.repeat(width.into()), Style::new());
    }
    buffer.set_string(0, 0, format!("<{event}>"), Style::new());
    session.paint(&buffer, None, None).map(drop)
}

#[test]
#[ignore = "the program that the other tests drive"]
fn run() {
    if std::env::var_os("PTY_SLAVE").is_none() {
        return;
    }
    let remembered = std::env::var("PROBE_REMEMBERS").ok();
    let options = SessionOptions {
        remembered: remembered
            .iter()
            .filter_map(|choice| choice.rsplit_once(' '))
            .filter_map(|(key, bidi)| Some((key.to_owned(), bidi.parse().ok()?)))
            .collect(),
        ..SessionOptions::default()
    };
    let mut session = match Session::open(options) {
        Ok(session) => session,
        Err(error) => {
            eprintln!("cannot open: {error}");
            std::process::exit(2);
        }
    };
    let (mut shown, mut fill) = ("start".to_owned(), " ");
    loop {
        if paint(&mut session, &shown, fill).is_err() {
            std::process::exit(3);
        }
        let Ok(Some(event)) = session.next(None) else {
            std::process::exit(4);
        };
        if let Some(status) = event.ends_with() {
            drop(session);
            std::process::exit(status.into());
        }
        shown = match &event {
            SessionEvent::Input(Event::Key(key)) => format!("{:?}", key.code),
            SessionEvent::Input(input) => format!("{input:?}"),
            other => format!("{other:?}"),
        };
        if let SessionEvent::Input(Event::Key(key)) = event {
            match key.code {
                KeyCode::Char('q') => break,
                KeyCode::Char('1') => fill = "1",
                KeyCode::Char('2') => fill = "2",
                KeyCode::Char('3') => fill = "\u{fe8f}",
                KeyCode::Char('t') => {
                    let thread = std::thread::spawn(|| panic!("the thread's panic"));
                    shown = format!("joined {}", thread.join().is_err());
                }
                _ => act(&mut session, key),
            }
        }
    }
    drop(session);
    std::process::exit(0);
}

/// What a key does to the session.
fn act(session: &mut Session, key: KeyEvent) {
    match key.code {
        KeyCode::Char('p') => panic!("the probe's own panic"),
        KeyCode::Char('w') => {
            let waker = session.waker();
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(50));
                waker.wake();
            });
        }
        KeyCode::Char('m') => session.mouse(true).unwrap(),
        KeyCode::Char('M') => session.mouse(false).unwrap(),
        KeyCode::Char('z') if key.modifiers == KeyModifiers::CONTROL => session.suspend().unwrap(),
        _ => {}
    }
}

/// The probe, painted for the first time.
pub(super) fn start(env: &[(&str, &str)]) -> Pty {
    let mut pty = Pty::spawn(
        std::env::current_exe().unwrap(),
        &[
            "terminal::probe::run",
            "--exact",
            "--ignored",
            "--nocapture",
        ],
        env,
    );
    pty.expect("<start>");
    pty
}

/// A terminal that answered everything, mode 8 with `mode`.
pub(super) fn answered(mode: u8) -> Pty {
    let pty = start(&[]);
    pty.send(format!("\x1b[>61;7006;1c\x1b[8;{mode}$y\x1b[?65;1;9c"));
    pty
}

pub(super) fn position(output: &[u8], text: &[u8]) -> usize {
    let at = output.windows(text.len()).position(|window| window == text);
    at.unwrap_or_else(|| panic!("no {} in {}", text.escape_ascii(), output.escape_ascii()))
}

/// The terminal is given back: the last bytes, and the line discipline.
pub(super) fn assert_restored(pty: &Pty, leave: &[u8]) {
    position(&pty.output, leave);
    assert!(pty.is_cooked());
}
