//! tmux's own answer → which terminals it is shown in, and what is right in all of them.
//!
//! tmux answers for the terminal outside and swallows what would switch its
//! reordering, but it asked that terminal for its name and tells it to whoever
//! asks tmux: `client_termtype` is the XTVERSION of the terminal outside,
//! `client_termname` its `TERM`.
//!
//! ```text
//! tmux list-clients -t PANE -F '#{client_activity} #{client_termname} #{client_termtype}'
//! 1758000000 xterm-256color Konsole 22.12.3
//! 1758000042 alacritty
//! ```
//!
//! The question runs in a thread and has a limit; the answer comes as bytes that the
//! session polls for. Nothing waits for it. A session may be shown in several terminals
//! at once, and they come and go: it is asked again when the window changes its size.
//!
//! It cannot see through two of them: a tmux in a tmux names the outer tmux.

use std::io::{Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::Duration;

use super::child;
use super::choice::BidiChoice;
use super::profile::TerminalKind;

/// How long tmux may take; a server that hangs is not waited for.
const LIMIT: Duration = Duration::from_secs(2);

/// What is asked of each client.
const FORMAT: &str = "#{client_activity} #{client_termname} #{client_termtype}";

/// One terminal in which tmux shows this session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TmuxClient {
    /// Its `TERM`.
    pub(crate) term: String,
    /// Its name and version in its own words; empty where it did not say.
    pub(crate) name: String,
    /// What it is taken for.
    pub(crate) terminal: TerminalKind,
}

/// A question to tmux, under way.
#[derive(Debug)]
pub(super) struct TmuxQuery {
    answer: UnixStream,
    received: Vec<u8>,
}

impl TmuxQuery {
    /// Asks which clients show the pane (`TMUX_PANE`). `None` where the system gives no sockets or threads; then tmux is
    /// one whose terminal is not known.
    pub(super) fn ask(pane: Option<String>) -> Option<Self> {
        let (answer, sender) = UnixStream::pair().ok()?;
        answer.set_nonblocking(true).ok()?;
        thread::Builder::new()
            .name("tmux".to_owned())
            .spawn(move || forward(pane.as_deref(), &sender))
            .ok()?;
        Some(Self {
            answer,
            received: Vec::new(),
        })
    }

    /// Takes what has come of the answer; all clients once it is whole. Never blocks.
    pub(super) fn read(&mut self) -> Option<Vec<TmuxClient>> {
        let mut buffer = [0; 1024];
        loop {
            match self.answer.read(&mut buffer) {
                Ok(0) => return Some(clients(&String::from_utf8_lossy(&self.received))),
                Ok(n) => self.received.extend_from_slice(buffer.get(..n)?),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
    }
}

impl AsFd for TmuxQuery {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.answer.as_fd()
    }
}

/// Runs tmux and hands its answer on; nothing where it fails. The end of the stream is the end of the answer.
fn forward(pane: Option<&str>, mut to: &UnixStream) {
    let mut words = vec!["tmux", "list-clients"];
    if let Some(pane) = pane {
        words.extend(["-t", pane]);
    }
    words.extend(["-F", FORMAT]);
    if let Ok(answer) = child::ask(&words, LIMIT) {
        // The session may be gone; then nobody wants to know.
        let _ = to.write_all(answer.as_bytes());
    }
}

/// The clients of an answer, the one that was used last first.
fn clients(answer: &str) -> Vec<TmuxClient> {
    let mut clients: Vec<_> = answer.lines().filter_map(client).collect();
    clients.sort_by_key(|(activity, _)| std::cmp::Reverse(*activity));
    clients.into_iter().map(|(_, client)| client).collect()
}

/// One line: a time, `TERM`, and the rest is the name.
fn client(line: &str) -> Option<(u64, TmuxClient)> {
    let (activity, rest) = line.split_once(' ')?;
    let (term, name) = rest.split_once(' ').unwrap_or((rest, ""));
    let terminal = if name.is_empty() {
        TerminalKind::by_term(term)
    } else {
        TerminalKind::by_name(name)
    };
    let client = TmuxClient {
        term: term.to_owned(),
        name: name.to_owned(),
        terminal: terminal.unwrap_or_default(),
    };
    Some((activity.parse().ok()?, client))
}

/// What is right in all of the clients; where nothing is, what the one used last needs.
///
/// A row under an override is right where cells are shown as sent, too, and marks are right in both (measured). A client
/// that tells no name has no `TERM` of its own either: VTE before 0.76, xterm.js before 2026, zutty. Marks are right in all
/// of them; an override is not in xterm.js. Those that draw marks as small signs (Alacritty, urxvt) have their `TERM`.
pub(super) fn needs(clients: &[TmuxClient]) -> BidiChoice {
    let all: Vec<_> = clients.iter().map(need).collect();
    let Some(first) = all.first() else {
        return TerminalKind::Unknown.profile().hidden;
    };
    let has = |bidi| all.contains(&bidi);
    if has(BidiChoice::Runs) || has(BidiChoice::Words) || has(BidiChoice::Logical) {
        *first
    } else if has(BidiChoice::Marked) {
        BidiChoice::Marked
    } else if has(BidiChoice::Override) {
        BidiChoice::Override
    } else {
        *first
    }
}

/// What one client needs.
fn need(client: &TmuxClient) -> BidiChoice {
    let nameless = client.terminal == TerminalKind::Unknown && client.name.is_empty();
    if nameless {
        BidiChoice::Marked
    } else {
        client.terminal.profile().hidden
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(answer: &str) -> BidiChoice {
        needs(&clients(answer))
    }

    #[test]
    fn each_terminal_behind_tmux_gets_its_own() {
        for (answer, expected) in [
            ("1 xterm-256color XTerm(379)", BidiChoice::Visual),
            ("1 alacritty ", BidiChoice::Visual),
            ("1 st-256color", BidiChoice::Visual),
            ("1 xterm-256color Konsole 22.12.3", BidiChoice::Runs),
            ("1 mlterm", BidiChoice::Override),
            ("1 xterm-kitty kitty(0.26.5)", BidiChoice::Words),
            ("1 xterm-256color VTE(7600)", BidiChoice::Override),
            ("1 xterm-256color xterm.js(6.1.0)", BidiChoice::Marked),
            ("1 xterm-256color iTerm2 3.6.2", BidiChoice::Visual),
            ("1 xterm-256color iTerm2 3.7.0beta1", BidiChoice::Logical),
            // VTE before 0.76, and all others that tell no name.
            ("1 xterm-256color ", BidiChoice::Marked),
            ("1 tmux-256color tmux 3.3a", BidiChoice::Override),
            ("", BidiChoice::Override),
            ("no sessions", BidiChoice::Override),
        ] {
            assert_eq!(need(answer), expected, "{answer}");
        }
    }

    #[test]
    fn several_terminals_get_what_is_right_in_all() {
        let (xterm, vte) = (
            "1 xterm-256color XTerm(379)\n",
            "2 xterm-256color VTE(7600)\n",
        );
        let (web, konsole) = (
            "3 xterm-256color xterm.js(6)\n",
            "4 xterm Konsole 22.12.3\n",
        );
        let need = |all: &[&str]| need(&all.concat());
        assert_eq!(need(&[xterm, xterm]), BidiChoice::Visual);
        assert_eq!(need(&[xterm, vte]), BidiChoice::Override);
        assert_eq!(need(&[xterm, vte, web]), BidiChoice::Marked);
        // Nothing suits Konsole and another: the one that was used last.
        assert_eq!(need(&[xterm, konsole, vte]), BidiChoice::Runs);
        assert_eq!(need(&[konsole, "5 xterm XTerm(379)"]), BidiChoice::Visual);
    }

    #[test]
    fn what_is_not_tmux_is_no_hindrance() {
        assert_eq!(clients("x y z\n\u{0}\n1\n \n"), []);
        assert_eq!(clients("18446744073709551616 a b"), []);
    }
}
