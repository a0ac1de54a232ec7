//! Text → the terminal's clipboard by OSC 52, and how sure it is to arrive there.
//!
//! The text is logical text as it stands in the article, never a row of
//! cells, which would paste reversed. Whether the terminal obeyed cannot be
//! asked (a few would answer, with a question to the person); what is known is said.
//!
//! | where | [`ClipboardSupport`] |
//! |---|---|
//! | kitty, foot, Alacritty (measured); Ghostty, `WezTerm`, Windows TerminalKind, Konsole from 24.08 (by their sources) | surely |
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

use super::capabilities::{Capabilities, Multiplexer, TerminalKind};

/// The most text that is sent to a terminal that surely takes it, in bytes. kitty, Alacritty and foot took 4 MB
/// (measured); over a slow link that would hold up the screen for minutes.
pub const MAX_COPY: usize = 64 * 1024;

/// The most text that is sent elsewhere, in bytes: 6 KiB, 8 KiB as Base64. Programs on the way cut longer ones off at
/// limits they do not tell (mosh at 16 KiB).
pub const SAFE_COPY: usize = 6 * 1024;

/// How sure a copy is to arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClipboardSupport {
    /// The terminal takes it.
    Yes,
    /// The terminal may take it.
    Maybe,
    /// tmux decides.
    Tmux,
    /// The terminal takes none.
    No,
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
pub(super) fn support(length: usize, to: &Capabilities) -> ClipboardSupport {
    let name = to.name.as_deref().unwrap_or_default();
    let support = match (to.multiplexer, to.terminal) {
        (Some(Multiplexer::Tmux), _) => ClipboardSupport::Tmux,
        (Some(Multiplexer::Screen), _)
        | (
            None,
            TerminalKind::Vte
            | TerminalKind::Mlterm
            | TerminalKind::AppleTerminal
            | TerminalKind::Putty,
        ) => ClipboardSupport::No,
        (
            None,
            TerminalKind::Kitty
            | TerminalKind::Alacritty
            | TerminalKind::Foot
            | TerminalKind::WezTerm,
        ) => ClipboardSupport::Yes,
        (None, TerminalKind::Konsole) => konsole(name),
        (None, _) if to.copies || name.starts_with("ghostty ") => ClipboardSupport::Yes,
        (Some(Multiplexer::Mosh), _) if to.copies => ClipboardSupport::Yes,
        (Some(Multiplexer::Zellij | Multiplexer::Mosh), _)
        | (
            None,
            TerminalKind::Unknown
            | TerminalKind::Plain
            | TerminalKind::Mintty
            | TerminalKind::XtermJs
            | TerminalKind::ITerm2,
        ) => ClipboardSupport::Maybe,
    };
    // mosh passes the TERM of the terminal outside on.
    let by_mosh = to.multiplexer == Some(Multiplexer::Mosh);
    let limit = match support {
        ClipboardSupport::Yes if !by_mosh => MAX_COPY,
        ClipboardSupport::Yes | ClipboardSupport::Maybe | ClipboardSupport::Tmux => SAFE_COPY,
        ClipboardSupport::No | ClipboardSupport::TooLong => return support,
    };
    if length > limit {
        ClipboardSupport::TooLong
    } else {
        support
    }
}

/// By its version: year and month.
fn konsole(name: &str) -> ClipboardSupport {
    let mut numbers = name
        .trim_start_matches("Konsole ")
        .split('.')
        .map(str::parse::<u16>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(year)), Some(Ok(month))) if (year, month) >= (24, 8) => ClipboardSupport::Yes,
        (Some(Ok(_)), _) => ClipboardSupport::No,
        _ => ClipboardSupport::Maybe,
    }
}

/// The bytes that put `text` on the clipboard.
pub(super) fn sequence(text: &str) -> Vec<u8> {
    format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(terminal: TerminalKind, name: &str) -> Capabilities {
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
            (
                named(TerminalKind::Plain, "XTerm(379)"),
                ClipboardSupport::Maybe,
            ),
            (named(TerminalKind::Unknown, ""), ClipboardSupport::Maybe),
            (
                named(TerminalKind::Foot, "foot(1.13.1)"),
                ClipboardSupport::Yes,
            ),
            (
                named(TerminalKind::Plain, "ghostty 1.2"),
                ClipboardSupport::Yes,
            ),
            (
                named(TerminalKind::Kitty, "kitty(0.26.5)"),
                ClipboardSupport::Yes,
            ),
            (named(TerminalKind::Vte, ""), ClipboardSupport::No),
            (named(TerminalKind::Mlterm, ""), ClipboardSupport::No),
            (
                named(TerminalKind::Konsole, "Konsole 22.12.3"),
                ClipboardSupport::No,
            ),
            (
                named(TerminalKind::Konsole, "Konsole 24.08.0"),
                ClipboardSupport::Yes,
            ),
            (
                named(TerminalKind::Konsole, "Konsole 25.04.1"),
                ClipboardSupport::Yes,
            ),
            (named(TerminalKind::Konsole, ""), ClipboardSupport::Maybe),
            (
                named(TerminalKind::XtermJs, "xterm.js(6.0.0)"),
                ClipboardSupport::Maybe,
            ),
        ] {
            assert_eq!(support(10, &capabilities), expected, "{capabilities:?}");
        }
        for (multiplexer, expected) in [
            (Multiplexer::Tmux, ClipboardSupport::Tmux),
            (Multiplexer::Screen, ClipboardSupport::No),
            (Multiplexer::Zellij, ClipboardSupport::Maybe),
        ] {
            let mut capabilities = named(TerminalKind::Plain, "");
            capabilities.multiplexer = Some(multiplexer);
            assert_eq!(support(10, &capabilities), expected);
        }
        let alacritty = |name: &str| (name == "TERM").then(|| "alacritty".to_owned());
        assert!(is_known(&alacritty) && !is_known(&|_| None));
    }

    #[test]
    fn each_has_its_limit() {
        let (kitty, other) = (
            named(TerminalKind::Kitty, ""),
            named(TerminalKind::Plain, ""),
        );
        assert_eq!(support(MAX_COPY, &kitty), ClipboardSupport::Yes);
        assert_eq!(support(MAX_COPY + 1, &kitty), ClipboardSupport::TooLong);
        let mut mosh = kitty;
        mosh.multiplexer = Some(Multiplexer::Mosh);
        mosh.copies = true;
        assert_eq!(support(SAFE_COPY + 1, &mosh), ClipboardSupport::TooLong);
        assert_eq!(support(SAFE_COPY, &other), ClipboardSupport::Maybe);
        assert_eq!(support(SAFE_COPY + 1, &other), ClipboardSupport::TooLong);
    }
}
