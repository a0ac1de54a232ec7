//! Text → the terminal's clipboard by OSC 52.
//!
//! The text is logical text as it stands in the article, never a row of
//! cells, which would paste reversed. Whether the terminal obeys cannot be
//! asked; what is known to fail is said.
//!
//! | where | what happens |
//! |---|---|
//! | kitty, foot, Alacritty, `WezTerm`, Windows Terminal, Konsole from 24.08 | copied |
//! | xterm, iTerm2, mintty | only if its owner allowed it |
//! | VTE, GNU screen | ignored: not sent |
//! | tmux | only with `set-clipboard on` (measured, 3.3a) |
//! | mosh | passed on, up to 16 KiB |
//!
//! Nothing is ever read back from the clipboard.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::capabilities::{Capabilities, Multiplexer, Terminal};

/// The most text that is sent, in bytes: 6 KiB, 8 KiB as Base64. Programs on the way cut longer
/// ones off at limits they do not tell (mosh at 16 KiB); a file is the place for more.
pub const MAX_COPY: usize = 6 * 1024;

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Copied {
    /// Sent; most terminals put it on the clipboard.
    Sent,
    /// Sent, and tmux passes it on only with its option `set-clipboard on`.
    SentToTmux,
    /// Not sent: this terminal or multiplexer is known to ignore it.
    Unsupported,
    /// Not sent: longer than [`MAX_COPY`].
    TooLong,
}

/// The outcome of copying `text`, and the bytes to send.
pub(super) fn copy(text: &str, to: &Capabilities) -> (Copied, Vec<u8>) {
    let outcome = match (to.multiplexer, to.terminal) {
        _ if text.len() > MAX_COPY => Copied::TooLong,
        (Some(Multiplexer::Screen), _) | (None, Terminal::Vte) => Copied::Unsupported,
        (Some(Multiplexer::Tmux), _) => Copied::SentToTmux,
        (Some(Multiplexer::Zellij | Multiplexer::Mosh), _) | (None, _) => Copied::Sent,
    };
    let bytes = match outcome {
        Copied::Sent | Copied::SentToTmux => {
            format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes()
        }
        Copied::Unsupported | Copied::TooLong => Vec::new(),
    };
    (outcome, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_and_limits_hold() {
        let plain = Capabilities::default();
        let (outcome, bytes) = copy("سلام", &plain);
        assert_eq!(outcome, Copied::Sent);
        assert_eq!(bytes, b"\x1b]52;c;2LPZhNin2YU=\x07");
        assert_eq!(
            copy(&"x".repeat(MAX_COPY + 1), &plain),
            (Copied::TooLong, Vec::new())
        );
        let mut vte = Capabilities::default();
        vte.terminal = Terminal::Vte;
        assert_eq!(copy("x", &vte), (Copied::Unsupported, Vec::new()));
    }
}
