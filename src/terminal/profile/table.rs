//! The list of all terminals, each with its row ([`TerminalProfile`]).
//!
//! Rows in `measured.rs` were seen in pictures of the real terminal. Those in `from_sources.rs` were read from sources,
//! issues and manuals and may be wrong. The user's own choice overrides both.

mod from_sources;
mod measured;

use super::{Quirks, TerminalKind, TerminalProfile};

/// What reports call a terminal that shows cells as sent and has nothing else of its own.
const AS_SENT: &str = "shows cells as sent";

/// No version is as late as this.
const LAST: (u16, u16) = (u16::MAX, u16::MAX);

/// Any version.
const ANY: ((u16, u16), (u16, u16)) = ((0, 0), LAST);

/// Nothing particular.
const NO_QUIRKS: Quirks = Quirks {
    prints_mode_query: false,
    prints_osc: false,
    columns_of_override: 0,
};

/// The list of all terminals and the row of each, from one list: `Variant => row,`.
macro_rules! terminals {
    ($($kind:ident => $row:expr,)+) => {
        impl TerminalKind {
            /// All terminals, in the order of the README's table.
            pub(crate) const ALL: &[Self] = &[$(Self::$kind),+];

            /// The row of the terminal.
            pub(crate) const fn profile(self) -> &'static TerminalProfile {
                match self {
                    $(Self::$kind => &$row),+
                }
            }
        }
    };
}

// In the order of the README's table. A variant that is not listed here does not compile.
terminals! {
    Xterm => measured::XTERM,
    Urxvt => measured::URXVT,
    St => measured::ST,
    Zutty => measured::ZUTTY,
    Alacritty => measured::ALACRITTY,
    Foot => measured::FOOT,
    Vte => measured::VTE,
    Konsole => measured::KONSOLE,
    Mlterm => measured::MLTERM,
    Kitty => measured::KITTY,
    XtermJs => measured::XTERM_JS,
    Mintty => from_sources::MINTTY,
    WezTerm => from_sources::WEZTERM,
    Ghostty => from_sources::GHOSTTY,
    WindowsTerminal => from_sources::WINDOWS_TERMINAL,
    Contour => from_sources::CONTOUR,
    LinuxConsole => from_sources::LINUX_CONSOLE,
    AppleTerminal => from_sources::APPLE_TERMINAL,
    ITerm2Before37 => from_sources::ITERM2_BEFORE_37,
    ITerm2 => from_sources::ITERM2,
    Putty => from_sources::PUTTY,
    Unknown => from_sources::UNKNOWN,
}
