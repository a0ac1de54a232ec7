//! The rows of [`TerminalProfile`]: one terminal each.
//!
//! "Measured" stands at what was seen in pictures of the real terminal; the rest is read from sources, issues and
//! manuals, and may be wrong: a person's own choice goes over it.

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

impl TerminalKind {
    /// All, in the order of the README's table.
    pub(crate) const ALL: [Self; 22] = [
        Self::Xterm,
        Self::Urxvt,
        Self::St,
        Self::Zutty,
        Self::Alacritty,
        Self::Foot,
        Self::Vte,
        Self::Konsole,
        Self::Mlterm,
        Self::Kitty,
        Self::XtermJs,
        Self::Mintty,
        Self::WezTerm,
        Self::Ghostty,
        Self::WindowsTerminal,
        Self::Contour,
        Self::LinuxConsole,
        Self::AppleTerminal,
        Self::ITerm2Before37,
        Self::ITerm2,
        Self::Putty,
        Self::Unknown,
    ];

    /// Its row.
    pub(crate) const fn profile(self) -> &'static TerminalProfile {
        match self {
            Self::Unknown => &from_sources::UNKNOWN,
            Self::Xterm => &measured::XTERM,
            Self::Urxvt => &measured::URXVT,
            Self::St => &measured::ST,
            Self::Zutty => &measured::ZUTTY,
            Self::Alacritty => &measured::ALACRITTY,
            Self::Foot => &measured::FOOT,
            Self::Vte => &measured::VTE,
            Self::Konsole => &measured::KONSOLE,
            Self::Mlterm => &measured::MLTERM,
            Self::Kitty => &measured::KITTY,
            Self::XtermJs => &measured::XTERM_JS,
            Self::Mintty => &from_sources::MINTTY,
            Self::WezTerm => &from_sources::WEZTERM,
            Self::Ghostty => &from_sources::GHOSTTY,
            Self::WindowsTerminal => &from_sources::WINDOWS_TERMINAL,
            Self::Contour => &from_sources::CONTOUR,
            Self::LinuxConsole => &from_sources::LINUX_CONSOLE,
            Self::AppleTerminal => &from_sources::APPLE_TERMINAL,
            Self::ITerm2Before37 => &from_sources::ITERM2_BEFORE_37,
            Self::ITerm2 => &from_sources::ITERM2,
            Self::Putty => &from_sources::PUTTY,
        }
    }
}
