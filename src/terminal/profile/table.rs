//! The rows of [`TerminalProfile`]: one terminal each.
//!
//! "Measured" stands at what was seen in pictures of the real terminal; the rest is read from sources, issues and
//! manuals, and may be wrong: a person's own choice goes over it.

use super::{
    BidiSwitch, ClipboardRule, Quirks, Recognition, Source, TerminalKind, TerminalProfile,
};
use crate::terminal::choice::BidiChoice;
use crate::terminal::color::ColorDepth;

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
            Self::Unknown => &UNKNOWN,
            Self::Xterm => &XTERM,
            Self::Urxvt => &URXVT,
            Self::St => &ST,
            Self::Zutty => &ZUTTY,
            Self::Alacritty => &ALACRITTY,
            Self::Foot => &FOOT,
            Self::Vte => &VTE,
            Self::Konsole => &KONSOLE,
            Self::Mlterm => &MLTERM,
            Self::Kitty => &KITTY,
            Self::XtermJs => &XTERM_JS,
            Self::Mintty => &MINTTY,
            Self::WezTerm => &WEZTERM,
            Self::Ghostty => &GHOSTTY,
            Self::WindowsTerminal => &WINDOWS_TERMINAL,
            Self::Contour => &CONTOUR,
            Self::LinuxConsole => &LINUX_CONSOLE,
            Self::AppleTerminal => &APPLE_TERMINAL,
            Self::ITerm2Before37 => &ITERM2_BEFORE_37,
            Self::ITerm2 => &ITERM2,
            Self::Putty => &PUTTY,
        }
    }
}

/// An override is right in VTE and wherever cells are shown as sent.
const UNKNOWN: TerminalProfile = TerminalProfile {
    name: "unknown terminals",
    label: "unknown",
    recognized: Recognition {
        xtversion: None,
        versions: ANY,
        da2: None,
        da2_needs_variable: false,
        term: &[],
        variables: &[],
        inherited: None,
    },
    own_bidi: "not known",
    switch: BidiSwitch::None,
    direct: BidiChoice::Override,
    hidden: BidiChoice::Override,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Default,
};

/// Calls itself by a TERM of eight colours and has 256; `color` knows it by `XTERM_VERSION`. DA2 is what it answered before it told its name.
const XTERM: TerminalProfile = TerminalProfile {
    name: "xterm",
    label: AS_SENT,
    recognized: Recognition {
        xtversion: Some("XTerm("),
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [41, ..])),
        da2_needs_variable: false,
        term: &[],
        variables: &[],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Measured("379"),
};

/// Draws the controls of an override as small signs.
const URXVT: TerminalProfile = TerminalProfile {
    name: "urxvt",
    label: AS_SENT,
    recognized: Recognition {
        xtversion: None,
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [85, ..])),
        da2_needs_variable: false,
        term: &["rxvt", "rxvt-unicode"],
        variables: &[],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Measured("9.30"),
};

/// Answers DA1 alone. Drops vowel signs.
const ST: TerminalProfile = TerminalProfile {
    name: "st",
    label: AS_SENT,
    recognized: Recognition {
        xtversion: None,
        versions: ANY,
        da2: None,
        da2_needs_variable: false,
        term: &["st", "stterm"],
        variables: &[],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Measured("0.9"),
};

/// Drops vowel signs. Takes OSC 52 (measured), but is not told apart from others behind a multiplexer.
const ZUTTY: TerminalProfile = TerminalProfile {
    name: "zutty",
    label: AS_SENT,
    recognized: Recognition {
        xtversion: None,
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [64, 0, 0])),
        da2_needs_variable: false,
        term: &[],
        variables: &[],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Measured("0.14"),
};

/// Draws vowel signs one cell off, and the controls of an override as small signs.
const ALACRITTY: TerminalProfile = TerminalProfile {
    name: "Alacritty",
    label: "Alacritty",
    recognized: Recognition {
        xtversion: Some("alacritty"),
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [0, 1000..=9999, 1])),
        da2_needs_variable: false,
        term: &["alacritty"],
        variables: &[],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: true,
    clipboard: ClipboardRule::Yes,
    synchronizes: true,
    scrolls: true,
    colors: Some(ColorDepth::TrueColor),
    quirks: NO_QUIRKS,
    source: Source::Measured("0.11"),
};

/// Loses letters under vowel signs.
const FOOT: TerminalProfile = TerminalProfile {
    name: "foot",
    label: "foot",
    recognized: Recognition {
        xtversion: Some("foot("),
        versions: ANY,
        da2: None,
        da2_needs_variable: false,
        term: &["foot"],
        variables: &[],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: true,
    clipboard: ClipboardRule::Yes,
    synchronizes: true,
    scrolls: true,
    colors: Some(ColorDepth::TrueColor),
    quirks: NO_QUIRKS,
    source: Source::Measured("1.13"),
};

/// Reorders and joins from 0.58 on; the second number of DA2 is 100 times minor and micro. Keeps mode 8 for each row.
/// Knows mode 2026 and does nothing. In a tmux it is told by name from 0.76 on; before, tmux says nothing of it.
const VTE: TerminalProfile = TerminalProfile {
    name: "VTE (GNOME Terminal, Xfce Terminal, Tilix …)",
    label: "VTE",
    recognized: Recognition {
        xtversion: Some("VTE("),
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [61 | 65, 5800..=9999, 1, ..])),
        da2_needs_variable: false,
        term: &[],
        variables: &[],
        inherited: Some("VTE_VERSION"),
    },
    own_bidi: "each row, left-to-right base",
    switch: BidiSwitch::Mode8 {
        implicit_by_default: true,
    },
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Override,
    misplaces_marks: false,
    clipboard: ClipboardRule::No,
    synchronizes: false,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Measured("0.70"),
};

/// Ignores mode 8. Joins letters in the order in which they are stored, whatever an override says. An xterm of patch 115
/// would have given the same numbers, long ago.
const KONSOLE: TerminalProfile = TerminalProfile {
    name: "Konsole",
    label: "Konsole",
    recognized: Recognition {
        xtversion: Some("Konsole "),
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [0 | 1, 115, ..])),
        da2_needs_variable: true,
        term: &[],
        variables: &[],
        inherited: Some("KONSOLE_VERSION"),
    },
    own_bidi: "each row, left-to-right base, no mirroring",
    switch: BidiSwitch::Osc50,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Runs,
    misplaces_marks: false,
    clipboard: ClipboardRule::YesFrom(24, 8),
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: Quirks {
        prints_mode_query: true,
        ..NO_QUIRKS
    },
    source: Source::Measured("22.12"),
};

/// Gives each control of an override a column of its own: behind a multiplexer all stands one column too far right.
const MLTERM: TerminalProfile = TerminalProfile {
    name: "mlterm",
    label: "mlterm",
    recognized: Recognition {
        xtversion: Some("mlterm("),
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [24, ..])),
        da2_needs_variable: true,
        term: &["mlterm"],
        variables: &[],
        inherited: Some("MLTERM"),
    },
    own_bidi: "each row, base from the first letter",
    switch: BidiSwitch::Osc5379,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Override,
    misplaces_marks: false,
    clipboard: ClipboardRule::No,
    synchronizes: true,
    scrolls: true,
    colors: Some(ColorDepth::Ansi256),
    quirks: Quirks {
        columns_of_override: 2,
        ..NO_QUIRKS
    },
    source: Source::Measured("3.9"),
};

/// Shapes a turned word with vowel signs as if it were two; they are left out with that row encoding.
const KITTY: TerminalProfile = TerminalProfile {
    name: "kitty",
    label: "kitty",
    recognized: Recognition {
        xtversion: Some("kitty("),
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [1, 4000..=4099, ..])),
        da2_needs_variable: false,
        term: &["xterm-kitty"],
        variables: &[],
        inherited: None,
    },
    own_bidi: "each word; with its option `force_ltr yes` none: ask for `visual`",
    switch: BidiSwitch::None,
    direct: BidiChoice::Words,
    hidden: BidiChoice::Words,
    misplaces_marks: false,
    clipboard: ClipboardRule::Yes,
    synchronizes: true,
    scrolls: true,
    colors: Some(ColorDepth::TrueColor),
    quirks: NO_QUIRKS,
    source: Source::Measured("0.26.5"),
};

/// Which of its renderers is at work, and so whether the browser reorders, cannot be seen.
const XTERM_JS: TerminalProfile = TerminalProfile {
    name: "xterm.js, DOM and WebGL (VS Code, web terminals)",
    label: "xterm.js",
    recognized: Recognition {
        xtversion: Some("xterm.js("),
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [0, 276, 0])),
        da2_needs_variable: false,
        term: &[],
        variables: &[("TERM_PROGRAM", Some("vscode"))],
        inherited: None,
    },
    own_bidi: "the browser, with its DOM renderer",
    switch: BidiSwitch::None,
    direct: BidiChoice::Marked,
    hidden: BidiChoice::Marked,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Measured("6.0"),
};

const MINTTY: TerminalProfile = TerminalProfile {
    name: "mintty, whatever else knows mode 8",
    label: "mintty",
    recognized: Recognition {
        xtversion: Some("mintty "),
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [77, ..])),
        da2_needs_variable: false,
        term: &["mintty"],
        variables: &[("TERM_PROGRAM", Some("mintty"))],
        inherited: None,
    },
    own_bidi: "each row",
    switch: BidiSwitch::Mode8 {
        implicit_by_default: false,
    },
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Override,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Read,
};

/// Would begin to reorder by a `CSI 8 h` that it was not in before.
const WEZTERM: TerminalProfile = TerminalProfile {
    name: "WezTerm",
    label: "WezTerm",
    recognized: Recognition {
        xtversion: Some("WezTerm "),
        versions: ANY,
        da2: None,
        da2_needs_variable: false,
        term: &["wezterm"],
        variables: &[("TERM_PROGRAM", Some("WezTerm"))],
        inherited: None,
    },
    own_bidi: "only if its owner wants it",
    switch: BidiSwitch::Mode8 {
        implicit_by_default: false,
    },
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: false,
    clipboard: ClipboardRule::Yes,
    synchronizes: true,
    scrolls: true,
    colors: Some(ColorDepth::TrueColor),
    quirks: NO_QUIRKS,
    source: Source::Read,
};

const GHOSTTY: TerminalProfile = TerminalProfile {
    name: "Ghostty",
    label: AS_SENT,
    recognized: Recognition {
        xtversion: Some("ghostty "),
        versions: ANY,
        da2: None,
        da2_needs_variable: false,
        term: &["xterm-ghostty", "ghostty"],
        variables: &[("TERM_PROGRAM", Some("ghostty"))],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: false,
    clipboard: ClipboardRule::Yes,
    synchronizes: true,
    scrolls: true,
    colors: Some(ColorDepth::TrueColor),
    quirks: NO_QUIRKS,
    source: Source::Read,
};

const WINDOWS_TERMINAL: TerminalProfile = TerminalProfile {
    name: "Windows Terminal",
    label: AS_SENT,
    recognized: Recognition {
        xtversion: None,
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [0, 10, 1])),
        da2_needs_variable: false,
        term: &[],
        variables: &[("WT_SESSION", None)],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: false,
    clipboard: ClipboardRule::YesByEnvironment,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Read,
};

const CONTOUR: TerminalProfile = TerminalProfile {
    name: "Contour",
    label: AS_SENT,
    recognized: Recognition {
        xtversion: Some("contour "),
        versions: ANY,
        da2: None,
        da2_needs_variable: false,
        term: &["contour"],
        variables: &[],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: true,
    colors: Some(ColorDepth::TrueColor),
    quirks: NO_QUIRKS,
    source: Source::Read,
};

/// Cannot scroll by SU and SD.
const LINUX_CONSOLE: TerminalProfile = TerminalProfile {
    name: "Linux console",
    label: AS_SENT,
    recognized: Recognition {
        xtversion: None,
        versions: ANY,
        da2: None,
        da2_needs_variable: false,
        term: &["linux"],
        variables: &[],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: false,
    colors: None,
    quirks: Quirks {
        prints_mode_query: true,
        prints_osc: true,
        ..NO_QUIRKS
    },
    source: Source::Read,
};

const APPLE_TERMINAL: TerminalProfile = TerminalProfile {
    name: "Terminal.app",
    label: "Terminal.app",
    recognized: Recognition {
        xtversion: None,
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [1, 95, 0])),
        da2_needs_variable: false,
        term: &[],
        variables: &[("TERM_PROGRAM", Some("Apple_Terminal"))],
        inherited: None,
    },
    own_bidi: "each row; is said to heed overrides",
    switch: BidiSwitch::None,
    direct: BidiChoice::Override,
    hidden: BidiChoice::Override,
    misplaces_marks: false,
    clipboard: ClipboardRule::No,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: Quirks {
        prints_mode_query: true,
        ..NO_QUIRKS
    },
    source: Source::Read,
};

const ITERM2_BEFORE_37: TerminalProfile = TerminalProfile {
    name: "iTerm2 before 3.7",
    label: AS_SENT,
    recognized: Recognition {
        xtversion: Some("iTerm2 "),
        versions: ((0, 0), (3, 7)),
        da2: None,
        da2_needs_variable: false,
        term: &[],
        variables: &[
            ("TERM_PROGRAM", Some("iTerm.app")),
            ("LC_TERMINAL", Some("iTerm2")),
        ],
        inherited: None,
    },
    own_bidi: "none",
    switch: BidiSwitch::None,
    direct: BidiChoice::Visual,
    hidden: BidiChoice::Visual,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Read,
};

const ITERM2: TerminalProfile = TerminalProfile {
    name: "iTerm2 from 3.7",
    label: "iTerm2 from 3.7",
    recognized: Recognition {
        xtversion: Some("iTerm2 "),
        versions: ((3, 7), LAST),
        da2: None,
        da2_needs_variable: false,
        term: &[],
        variables: &[
            ("TERM_PROGRAM", Some("iTerm.app")),
            ("LC_TERMINAL", Some("iTerm2")),
        ],
        inherited: None,
    },
    own_bidi: "each row; drops all bidi controls",
    switch: BidiSwitch::None,
    direct: BidiChoice::Logical,
    hidden: BidiChoice::Logical,
    misplaces_marks: false,
    clipboard: ClipboardRule::Maybe,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Read,
};

const PUTTY: TerminalProfile = TerminalProfile {
    name: "PuTTY",
    label: "PuTTY",
    recognized: Recognition {
        xtversion: None,
        versions: ANY,
        da2: Some(|numbers| matches!(numbers, [0, 136, 0])),
        da2_needs_variable: false,
        term: &["putty"],
        variables: &[],
        inherited: None,
    },
    own_bidi: "each row, base from the first letter; ignores bidi controls",
    switch: BidiSwitch::None,
    direct: BidiChoice::Logical,
    hidden: BidiChoice::Logical,
    misplaces_marks: false,
    clipboard: ClipboardRule::No,
    synchronizes: true,
    scrolls: true,
    colors: None,
    quirks: NO_QUIRKS,
    source: Source::Read,
};
