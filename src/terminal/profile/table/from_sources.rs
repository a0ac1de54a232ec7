//! Rows of terminals that are known from sources, issues and manuals; they may be wrong. And the row of all others.

use super::{ANY, AS_SENT, LAST, NO_QUIRKS};
use crate::terminal::choice::BidiChoice;
use crate::terminal::color::ColorDepth;
use crate::terminal::profile::{
    BidiSwitch, ClipboardRule, ProfileSource, Quirks, Recognition, TerminalProfile,
};

/// An override is right in VTE and wherever cells are shown as sent.
pub(super) const UNKNOWN: TerminalProfile = TerminalProfile {
    name: "unknown terminals",
    report_name: "unknown",
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
    source: ProfileSource::Default,
};

pub(super) const MINTTY: TerminalProfile = TerminalProfile {
    name: "mintty, whatever else knows mode 8",
    report_name: "mintty",
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
    source: ProfileSource::Read,
};

/// Would begin to reorder by a `CSI 8 h` that it was not in before.
pub(super) const WEZTERM: TerminalProfile = TerminalProfile {
    name: "WezTerm",
    report_name: "WezTerm",
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
    source: ProfileSource::Read,
};

pub(super) const GHOSTTY: TerminalProfile = TerminalProfile {
    name: "Ghostty",
    report_name: AS_SENT,
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
    source: ProfileSource::Read,
};

pub(super) const WINDOWS_TERMINAL: TerminalProfile = TerminalProfile {
    name: "Windows Terminal",
    report_name: AS_SENT,
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
    source: ProfileSource::Read,
};

pub(super) const CONTOUR: TerminalProfile = TerminalProfile {
    name: "Contour",
    report_name: AS_SENT,
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
    source: ProfileSource::Read,
};

/// Cannot scroll by SU and SD.
pub(super) const LINUX_CONSOLE: TerminalProfile = TerminalProfile {
    name: "Linux console",
    report_name: AS_SENT,
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
    source: ProfileSource::Read,
};

pub(super) const APPLE_TERMINAL: TerminalProfile = TerminalProfile {
    name: "Terminal.app",
    report_name: "Terminal.app",
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
    source: ProfileSource::Read,
};

pub(super) const ITERM2_BEFORE_37: TerminalProfile = TerminalProfile {
    name: "iTerm2 before 3.7",
    report_name: AS_SENT,
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
    source: ProfileSource::Read,
};

pub(super) const ITERM2: TerminalProfile = TerminalProfile {
    name: "iTerm2 from 3.7",
    report_name: "iTerm2 from 3.7",
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
    source: ProfileSource::Read,
};

pub(super) const PUTTY: TerminalProfile = TerminalProfile {
    name: "PuTTY",
    report_name: "PuTTY",
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
    source: ProfileSource::Read,
};
