//! Rows of terminals that were seen in pictures, each in the version that it names.

use super::{ANY, AS_SENT, NO_QUIRKS};
use crate::terminal::choice::BidiChoice;
use crate::terminal::color::ColorDepth;
use crate::terminal::profile::{
    BidiSwitch, ClipboardRule, ProfileSource, Quirks, Recognition, TerminalProfile,
};

/// Calls itself by a TERM of eight colours and has 256; `color` knows it by `XTERM_VERSION`. DA2 is what it answered before it told its name.
pub(super) const XTERM: TerminalProfile = TerminalProfile {
    name: "xterm",
    report_name: AS_SENT,
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
    source: ProfileSource::Measured("379"),
};

/// Draws the controls of an override as small signs.
pub(super) const URXVT: TerminalProfile = TerminalProfile {
    name: "urxvt",
    report_name: AS_SENT,
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
    source: ProfileSource::Measured("9.30"),
};

/// Answers DA1 alone. Drops vowel signs.
pub(super) const ST: TerminalProfile = TerminalProfile {
    name: "st",
    report_name: AS_SENT,
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
    source: ProfileSource::Measured("0.9"),
};

/// Drops vowel signs. Takes OSC 52 (measured), but is not told apart from others behind a multiplexer.
pub(super) const ZUTTY: TerminalProfile = TerminalProfile {
    name: "zutty",
    report_name: AS_SENT,
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
    source: ProfileSource::Measured("0.14"),
};

/// Draws vowel signs one cell off, and the controls of an override as small signs.
pub(super) const ALACRITTY: TerminalProfile = TerminalProfile {
    name: "Alacritty",
    report_name: "Alacritty",
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
    source: ProfileSource::Measured("0.11"),
};

/// Loses letters under vowel signs.
pub(super) const FOOT: TerminalProfile = TerminalProfile {
    name: "foot",
    report_name: "foot",
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
    source: ProfileSource::Measured("1.13"),
};

/// Reorders and joins from 0.58 on; the second number of DA2 is 100 times minor and micro. Keeps mode 8 for each row.
/// Knows mode 2026 and does nothing. In a tmux it is told by name from 0.76 on; before, tmux says nothing of it.
pub(super) const VTE: TerminalProfile = TerminalProfile {
    name: "VTE (GNOME Terminal, Xfce Terminal, Tilix …)",
    report_name: "VTE",
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
    source: ProfileSource::Measured("0.70"),
};

/// Ignores mode 8. Joins letters in the order in which they are stored, whatever an override says. An xterm of patch 115
/// would have given the same numbers, long ago.
pub(super) const KONSOLE: TerminalProfile = TerminalProfile {
    name: "Konsole",
    report_name: "Konsole",
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
    source: ProfileSource::Measured("22.12"),
};

/// Gives each control of an override a column of its own: behind a multiplexer all stands one column too far right.
pub(super) const MLTERM: TerminalProfile = TerminalProfile {
    name: "mlterm",
    report_name: "mlterm",
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
    source: ProfileSource::Measured("3.9"),
};

/// Shapes a turned word with vowel signs as if it were two; they are left out with that row encoding.
pub(super) const KITTY: TerminalProfile = TerminalProfile {
    name: "kitty",
    report_name: "kitty",
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
    source: ProfileSource::Measured("0.26.5"),
};

/// Which of its renderers is at work, and so whether the browser reorders, cannot be seen.
pub(super) const XTERM_JS: TerminalProfile = TerminalProfile {
    name: "xterm.js, DOM and WebGL (VS Code, web terminals)",
    report_name: "xterm.js",
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
    source: ProfileSource::Measured("6.0"),
};
