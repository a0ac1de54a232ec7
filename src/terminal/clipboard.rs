//! Text → the terminal's clipboard by OSC 52, and how sure it is to arrive there.
//!
//! The text is logical text as it stands in the article, never a row of
//! cells, which would paste reversed. Whether the terminal obeyed cannot be
//! asked (a few would answer, with a question to the person); what is known is said.
//!
//! | where | [`Reach`] |
//! |---|---|
//! | kitty, foot, Alacritty (measured); Ghostty, `WezTerm`, Windows Terminal, Konsole from 24.08 (by their sources) | surely |
//! | VTE, mlterm, GNU screen, Konsole before 24.08 (measured) | never |
//! | tmux | by its option `set-clipboard`, which the caller asks for |
//! | all others: xterm, urxvt, iTerm2, mintty if their owner allowed it; st, xterm.js with an addition | perhaps |
//!
//! OSC 52 replaces the clipboard each time, so a text cannot be sent in pieces: it goes as one
//! sequence, and what is longer than the terminal at hand takes goes elsewhere.
//!
//! Nothing is ever read back from the clipboard.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::capabilities::{Capabilities, Multiplexer, Terminal};

/// The most text that is sent to a terminal that surely takes it, in bytes. kitty, Alacritty and foot took 4 MB
/// (measured); over a slow link that would hold up the screen for minutes.
pub const MAX_COPY: usize = 64 * 1024;

/// The most text that is sent elsewhere, in bytes: 6 KiB, 8 KiB as Base64. Programs on the way cut longer ones off at
/// limits they do not tell (mosh at 16 KiB).
pub const SAFE_COPY: usize = 6 * 1024;

/// How sure a copy is to arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The terminal takes it.
    Surely,
    /// The terminal may take it.
    Perhaps,
    /// tmux decides.
    Tmux,
    /// The terminal takes none.
    Never,
    /// The terminal may take some, but none as long as this.
    TooLong,
}

/// Whether the environment names a terminal that takes copies.
pub(super) fn is_known(env: &dyn Fn(&str) -> Option<String>) -> bool {
    let term = env("TERM").unwrap_or_default();
    let named = ["alacritty", "foot", "xterm-kitty", "xterm-ghostty"];
    named.iter().any(|name| term.starts_with(name)) || env("WT_SESSION").is_some()
}

/// How sure a text of `length` bytes is to arrive.
pub(super) fn reach(length: usize, to: &Capabilities) -> Reach {
    let name = to.name.as_deref().unwrap_or_default();
    let reach = match (to.multiplexer, to.terminal) {
        (Some(Multiplexer::Tmux), _) => Reach::Tmux,
        (Some(Multiplexer::Screen), _)
        | (None, Terminal::Vte | Terminal::Mlterm | Terminal::AppleTerminal | Terminal::Putty) => {
            Reach::Never
        }
        (None, Terminal::Kitty | Terminal::Alacritty | Terminal::Foot | Terminal::WezTerm) => {
            Reach::Surely
        }
        (None, Terminal::Konsole) => konsole(name),
        (None, _) if to.copies || name.starts_with("ghostty ") => Reach::Surely,
        (Some(Multiplexer::Mosh), _) if to.copies => Reach::Surely,
        (Some(Multiplexer::Zellij | Multiplexer::Mosh), _)
        | (
            None,
            Terminal::Unknown
            | Terminal::Plain
            | Terminal::Mintty
            | Terminal::XtermJs
            | Terminal::ITerm2,
        ) => Reach::Perhaps,
    };
    // mosh passes the TERM of the terminal outside on.
    let by_mosh = to.multiplexer == Some(Multiplexer::Mosh);
    let limit = match reach {
        Reach::Surely if !by_mosh => MAX_COPY,
        Reach::Surely | Reach::Perhaps | Reach::Tmux => SAFE_COPY,
        Reach::Never | Reach::TooLong => return reach,
    };
    if length > limit {
        Reach::TooLong
    } else {
        reach
    }
}

/// By its version: year and month.
fn konsole(name: &str) -> Reach {
    let mut numbers = name
        .trim_start_matches("Konsole ")
        .split('.')
        .map(str::parse::<u16>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(year)), Some(Ok(month))) if (year, month) >= (24, 8) => Reach::Surely,
        (Some(Ok(_)), _) => Reach::Never,
        _ => Reach::Perhaps,
    }
}

/// The bytes that put `text` on the clipboard.
pub(super) fn sequence(text: &str) -> Vec<u8> {
    format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(terminal: Terminal, name: &str) -> Capabilities {
        let mut capabilities = Capabilities::default();
        capabilities.terminal = terminal;
        capabilities.name = Some(name.to_owned());
        capabilities
    }

    #[test]
    fn text_is_wrapped() {
        assert_eq!(sequence("سلام"), b"\x1b]52;c;2LPZhNin2YU=\x07");
    }

    #[test]
    fn it_is_said_how_sure_a_copy_is() {
        for (capabilities, expected) in [
            (named(Terminal::Plain, "XTerm(379)"), Reach::Perhaps),
            (named(Terminal::Unknown, ""), Reach::Perhaps),
            (named(Terminal::Foot, "foot(1.13.1)"), Reach::Surely),
            (named(Terminal::Plain, "ghostty 1.2"), Reach::Surely),
            (named(Terminal::Kitty, "kitty(0.26.5)"), Reach::Surely),
            (named(Terminal::Vte, ""), Reach::Never),
            (named(Terminal::Mlterm, ""), Reach::Never),
            (named(Terminal::Konsole, "Konsole 22.12.3"), Reach::Never),
            (named(Terminal::Konsole, "Konsole 24.08.0"), Reach::Surely),
            (named(Terminal::Konsole, "Konsole 25.04.1"), Reach::Surely),
            (named(Terminal::Konsole, ""), Reach::Perhaps),
            (named(Terminal::XtermJs, "xterm.js(6.0.0)"), Reach::Perhaps),
        ] {
            assert_eq!(reach(10, &capabilities), expected, "{capabilities:?}");
        }
        for (multiplexer, expected) in [
            (Multiplexer::Tmux, Reach::Tmux),
            (Multiplexer::Screen, Reach::Never),
            (Multiplexer::Zellij, Reach::Perhaps),
        ] {
            let mut capabilities = named(Terminal::Plain, "");
            capabilities.multiplexer = Some(multiplexer);
            assert_eq!(reach(10, &capabilities), expected);
        }
        let alacritty = |name: &str| (name == "TERM").then(|| "alacritty".to_owned());
        assert!(is_known(&alacritty) && !is_known(&|_| None));
    }

    #[test]
    fn each_has_its_limit() {
        let (kitty, other) = (named(Terminal::Kitty, ""), named(Terminal::Plain, ""));
        assert_eq!(reach(MAX_COPY, &kitty), Reach::Surely);
        assert_eq!(reach(MAX_COPY + 1, &kitty), Reach::TooLong);
        let mut mosh = kitty;
        mosh.multiplexer = Some(Multiplexer::Mosh);
        mosh.copies = true;
        assert_eq!(reach(SAFE_COPY + 1, &mosh), Reach::TooLong);
        assert_eq!(reach(SAFE_COPY, &other), Reach::Perhaps);
        assert_eq!(reach(SAFE_COPY + 1, &other), Reach::TooLong);
    }
}
