//! Text → the terminal's clipboard by OSC 52, and how sure it is to arrive there.
//!
//! The text is logical text as it stands in the article, never a row of
//! cells, which would paste reversed. Whether the terminal obeyed cannot be
//! asked (a few would answer, with a question to the person); what is known of each stands in
//! [`profile`](super::profile).
//!
//! | terminal | [`ClipboardSupport`] |
//! |---|---|
//! | kitty, foot, Alacritty (measured); Ghostty, `WezTerm`, Windows Terminal, Konsole from 24.08 (by their sources) | yes |
//! | VTE, mlterm, GNU screen, Konsole before 24.08 (measured) | no |
//! | tmux | by its option `set-clipboard`, which the caller asks for |
//! | all others: xterm, urxvt, iTerm2, mintty if their owner allowed it; st, xterm.js with an addition | maybe |
//!
//! OSC 52 replaces the clipboard each time, so a text cannot be sent in pieces: it goes as one
//! sequence, and what is longer than the terminal at hand takes goes elsewhere.
//!
//! Nothing is ever read back from the clipboard.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::capabilities::{Capabilities, Multiplexer};
use super::profile::{ClipboardRule, first_two_numbers};

/// The most text that is sent to a terminal that surely takes it, in bytes. kitty, Alacritty and foot took 4 MB
/// (measured); over a slow link that would hold up the screen for minutes.
const MAX_COPY: usize = 64 * 1024;

/// The most text that is sent elsewhere, in bytes: 6 KiB, 8 KiB as Base64. Programs on the way cut longer ones off at
/// limits they do not tell (mosh at 16 KiB).
const SAFE_COPY: usize = 6 * 1024;

/// How sure a copy is to arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ClipboardSupport {
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

/// How sure a text of `length` bytes is to arrive.
pub(super) fn support(length: usize, to: &Capabilities) -> ClipboardSupport {
    let support = match to.multiplexer {
        Some(Multiplexer::Tmux) => ClipboardSupport::Tmux,
        Some(Multiplexer::Screen) => ClipboardSupport::No,
        // mosh passes the TERM of the terminal outside on.
        Some(Multiplexer::Mosh) if to.copies => ClipboardSupport::Yes,
        Some(Multiplexer::Mosh | Multiplexer::Zellij) => ClipboardSupport::Maybe,
        None => direct(to),
    };
    let limit = match support {
        ClipboardSupport::Yes if to.multiplexer.is_none() => MAX_COPY,
        ClipboardSupport::Yes | ClipboardSupport::Maybe | ClipboardSupport::Tmux => SAFE_COPY,
        ClipboardSupport::No | ClipboardSupport::TooLong => return support,
    };
    if length > limit {
        ClipboardSupport::TooLong
    } else {
        support
    }
}

/// With nothing between. What the terminal says of itself goes before what the environment says.
fn direct(to: &Capabilities) -> ClipboardSupport {
    match to.terminal.profile().clipboard {
        ClipboardRule::Yes => ClipboardSupport::Yes,
        ClipboardRule::No => ClipboardSupport::No,
        ClipboardRule::YesFrom(major, minor) => {
            let name = to.name.as_deref().unwrap_or_default();
            let version = name.trim_start_matches(|c: char| !c.is_ascii_digit());
            if version.is_empty() {
                ClipboardSupport::Maybe
            } else if first_two_numbers(version) >= (major, minor) {
                ClipboardSupport::Yes
            } else {
                ClipboardSupport::No
            }
        }
        ClipboardRule::YesByEnvironment | ClipboardRule::Maybe if to.copies => {
            ClipboardSupport::Yes
        }
        ClipboardRule::YesByEnvironment | ClipboardRule::Maybe => ClipboardSupport::Maybe,
    }
}

/// The bytes that put `text` on the clipboard.
pub(super) fn sequence(text: &str) -> Vec<u8> {
    format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::notation::variables;
    use crate::terminal::profile::TerminalKind;

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
    fn support_follows_the_profile_and_the_version() {
        for (capabilities, expected) in [
            (
                named(TerminalKind::Xterm, "XTerm(379)"),
                ClipboardSupport::Maybe,
            ),
            (named(TerminalKind::Unknown, ""), ClipboardSupport::Maybe),
            (
                named(TerminalKind::Foot, "foot(1.13.1)"),
                ClipboardSupport::Yes,
            ),
            (
                named(TerminalKind::Ghostty, "ghostty 1.2"),
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
    }

    #[test]
    fn multiplexers_and_the_environment_decide_too() {
        for (multiplexer, expected) in [
            (Multiplexer::Tmux, ClipboardSupport::Tmux),
            (Multiplexer::Screen, ClipboardSupport::No),
            (Multiplexer::Zellij, ClipboardSupport::Maybe),
        ] {
            let mut capabilities = named(TerminalKind::Xterm, "");
            capabilities.multiplexer = Some(multiplexer);
            assert_eq!(support(10, &capabilities), expected);
        }
        for (vars, expected) in [
            ("TERM=alacritty", true),
            ("TERM=xterm-ghostty", true),
            ("TERM=xterm-256color WT_SESSION=1", true),
            ("TERM=xterm-256color", false),
        ] {
            assert_eq!(
                Capabilities::from_env(&variables(vars)).copies,
                expected,
                "{vars}"
            );
        }
    }

    #[test]
    fn each_has_its_limit() {
        let (kitty, other) = (
            named(TerminalKind::Kitty, ""),
            named(TerminalKind::Xterm, ""),
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
