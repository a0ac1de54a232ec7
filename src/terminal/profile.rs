//! Names, numbers and variables → which terminal it is, and all that is known of it.
//!
//! [`TerminalProfile`] is the only place that holds knowledge of single terminals: one row a terminal, in [`table`].
//! Recognition, row encodings, switches, the clipboard, colours and the README's table are read from it.
//!
//! # How to add a terminal
//!
//! 1. a variant of [`TerminalKind`];
//! 2. its row: in `table/measured.rs` if a real terminal was measured (with its version), else in
//!    `table/from_sources.rs`; copy the row of a similar terminal;
//! 3. `Variant => row` in the list in `table.rs`, where the README's table shall have it; the compiler asks for it;
//! 4. `QARI_BLESS=1 cargo test --test it readme` writes the README's tables again; the sections "Copying and the mouse"
//!    and "Limits" of the README, and the list of what was not measured in `terminal.rs`, are written by hand.
//!
//! The tests below look up every row by its own `TERM` and its own name. A terminal that is recognized by DA2, by mode 8
//! or by two kinds of evidence also needs a line in the tables of `capabilities/tests.rs`.
//!
//! It asks nothing and sends nothing: [`Capabilities`](super::Capabilities) weighs what was found.

mod markdown;
mod table;

use super::choice::BidiChoice;
use super::color::ColorDepth;
pub use markdown::markdown;

/// Terminals that differ in how they are recognized or in what they must be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum TerminalKind {
    /// Not told, or of none of the kinds below.
    #[default]
    Unknown,
    /// xterm.
    Xterm,
    /// rxvt-unicode.
    Urxvt,
    /// st.
    St,
    /// zutty.
    Zutty,
    /// Alacritty.
    Alacritty,
    /// foot.
    Foot,
    /// libvte: GNOME Terminal, Xfce Terminal, Tilix and many more.
    Vte,
    /// Konsole.
    Konsole,
    /// mlterm.
    Mlterm,
    /// kitty.
    Kitty,
    /// xterm.js: VS Code, Tabby and terminals in web pages.
    XtermJs,
    /// mintty, and whatever else knows mode 8.
    Mintty,
    /// `WezTerm`.
    WezTerm,
    /// Ghostty.
    Ghostty,
    /// Windows Terminal, and the Windows console, which gives the same numbers.
    WindowsTerminal,
    /// Contour.
    Contour,
    /// The console of the Linux kernel.
    LinuxConsole,
    /// Apple's Terminal.
    AppleTerminal,
    /// iTerm2 before 3.7.
    ITerm2Before37,
    /// iTerm2 from 3.7 on.
    ITerm2,
    /// `PuTTY`.
    Putty,
}

/// One row: all that is known of one terminal.
#[derive(Debug)]
pub(crate) struct TerminalProfile {
    /// Its name in the README.
    pub(crate) name: &'static str,
    /// What reports call it: a common name for those that show cells as sent and have nothing of their own.
    pub(crate) report_name: &'static str,
    /// What it is recognized by.
    pub(crate) recognized: Recognition,
    /// What it does with right-to-left text by itself.
    pub(crate) own_bidi: &'static str,
    /// How its own reordering is switched off.
    pub(crate) switch: BidiSwitch,
    /// How rows are sent with nothing between, its reordering switched off where that can be done.
    pub(crate) direct: BidiChoice,
    /// How rows are sent behind tmux, GNU screen or mosh, which swallow every switch and pass bidi controls on.
    pub(crate) hidden: BidiChoice,
    /// Whether vowel signs spoil the letters there, or stand on the wrong ones.
    pub(crate) misplaces_marks: bool,
    /// Whether OSC 52 puts text on its clipboard.
    pub(crate) clipboard: ClipboardRule,
    /// Whether synchronized output (mode 2026) is of use. It is harmless where it is not known.
    pub(crate) synchronizes: bool,
    /// Whether SU and SD scroll within margins.
    pub(crate) scrolls: bool,
    /// The colours that it has, where its `TERM` is not telling.
    pub(crate) colors: Option<ColorDepth>,
    /// What else is particular.
    pub(crate) quirks: Quirks,
    /// Where all this is known from.
    pub(crate) source: ProfileSource,
}

/// What a terminal is recognized by. The order of belief is that of the fields.
#[derive(Debug)]
pub(crate) struct Recognition {
    /// How its answer to XTVERSION begins; the version follows.
    pub(crate) xtversion: Option<&'static str>,
    /// The versions that this row is for: from this one on, and before that one, as major and minor number.
    pub(crate) versions: ((u16, u16), (u16, u16)),
    /// Whether these numbers of DA2 are its own.
    pub(crate) da2: Option<fn(&[u16]) -> bool>,
    /// Whether DA2 is no proof by itself: an [inherited](Self::inherited) variable must be set, too.
    pub(crate) da2_needs_variable: bool,
    /// Its values of `TERM`; each also with `-` and more behind it. ssh hands `TERM` on.
    pub(crate) term: &'static [&'static str],
    /// Variables that it sets: one of [`VARIABLES`], and the value (`None`: any).
    pub(crate) variables: &'static [(&'static str, Option<&'static str>)],
    /// A variable that it sets and that programs started from it inherit, other terminals among them: a hint alone.
    pub(crate) inherited: Option<&'static str>,
}

/// How a terminal's own reordering is switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BidiSwitch {
    /// It has none, or needs none.
    None,
    /// `CSI 8 l` (mode 8 of ECMA-48: explicit).
    Mode8 {
        /// Whether it reorders unless told otherwise, so that `CSI 8 h` puts it back where it told no state.
        implicit_by_default: bool,
    },
    /// Konsole's `OSC 50;BidiRenderingEnabled=false`. Elsewhere OSC 50 sets the font.
    Osc50,
    /// mlterm's `OSC 5379;use_ctl=false`.
    Osc5379,
}

/// Whether OSC 52 puts text on a terminal's clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClipboardRule {
    /// It does.
    Yes,
    /// It does where the environment names the terminal; its numbers are those of another that may not.
    YesByEnvironment,
    /// It does from this version on (first and second number), and not before.
    YesFrom(u16, u16),
    /// If its owner allowed it.
    Maybe,
    /// It does not.
    No,
}

/// What is particular of one terminal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quirks {
    /// Prints the last letter of the question for a mode (DECRQM), or did so once: it is not asked.
    pub(crate) prints_mode_query: bool,
    /// Prints OSC sequences: it is not asked for its background.
    pub(crate) prints_osc: bool,
    /// Columns that the two controls of an override take in each row.
    pub(crate) columns_of_override: u16,
}

/// Where a row is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProfileSource {
    /// Seen in pictures of the real terminal, in this version.
    Measured(&'static str),
    /// Read from sources, issues and manuals; may be wrong.
    Read,
    /// Right in most.
    Default,
}

/// Variables by which terminals name themselves, the one that is believed first first, and the variable that holds the
/// version. `LC_TERMINAL` is iTerm2's, which ssh hands on with the locale.
const VARIABLES: [(&str, &str); 3] = [
    ("TERM_PROGRAM", "TERM_PROGRAM_VERSION"),
    ("LC_TERMINAL", "LC_TERMINAL_VERSION"),
    ("WT_SESSION", ""),
];

/// Whether a terminal or multiplexer with this `TERM` prints the last letter of the question for a mode, or did so once.
///
/// Beside the terminals whose row says so: GNU screen, and a Konsole that is named by `TERM` alone.
pub(super) fn prints_mode_query(term: &str) -> bool {
    term.starts_with("screen") || term.starts_with("konsole")
}

impl TerminalKind {
    /// Its name, for reports.
    pub(crate) const fn report_name(self) -> &'static str {
        self.profile().report_name
    }

    /// By what it calls itself (XTVERSION); `None` where the name is not known here.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| {
            let known = &kind.profile().recognized;
            let version = known.xtversion.and_then(|start| name.strip_prefix(start));
            version.is_some_and(|version| known.is_for(version))
        })
    }

    /// By the numbers of DA2; `None` where they tell no terminal for sure.
    ///
    /// `is_hinted` says whether the environment speaks of that terminal: some numbers are no proof by themselves.
    pub(super) fn by_numbers(numbers: &[u16], is_hinted: &dyn Fn(Self) -> bool) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| {
            let known = &kind.profile().recognized;
            known.da2.is_some_and(|is_own| is_own(numbers))
                && (!known.da2_needs_variable || is_hinted(*kind))
        })
    }

    /// By `TERM`, where a terminal has one of its own. ssh hands it on, so it tells of the terminal at the far end, too.
    pub(super) fn by_term(term: &str) -> Option<Self> {
        let is = |name: &str| {
            let rest = term.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let mut all = Self::ALL.iter().copied();
        all.find(|kind| kind.profile().recognized.term.iter().any(|name| is(name)))
    }

    /// By the variables that terminals set. `env` looks one up. Programs that a terminal starts inherit them, other
    /// terminals among them: a first guess, for the replies to confirm.
    pub(super) fn by_variables(env: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        VARIABLES.iter().find_map(|(variable, version)| {
            let value = env(variable).filter(|value| !value.is_empty())?;
            let version = env(version).unwrap_or_default();
            Self::ALL.iter().copied().find(|kind| {
                let known = &kind.profile().recognized;
                known.is_for(&version)
                    && known.variables.iter().any(|(name, wanted)| {
                        name == variable && wanted.is_none_or(|wanted| wanted == value)
                    })
            })
        })
    }

    /// The terminals whose inherited variable is set.
    pub(super) fn hinted(env: &dyn Fn(&str) -> Option<String>) -> Vec<Self> {
        let is_set = |name: &str| env(name).is_some_and(|value| !value.is_empty());
        Self::ALL
            .iter()
            .copied()
            .filter(|kind| kind.profile().recognized.inherited.is_some_and(is_set))
            .collect()
    }

    /// The colours of a terminal that is recognized by its `TERM`, where that is not telling.
    pub(super) fn colors_by_term(term: &str) -> Option<ColorDepth> {
        Self::by_term(term).and_then(|kind| kind.profile().colors)
    }
}

impl Recognition {
    /// Whether the row is for this version; one that cannot be read is an old one.
    fn is_for(&self, version: &str) -> bool {
        let (from, before) = self.versions;
        let version = first_two_numbers(version);
        from <= version && version < before
    }
}

/// Major and minor number at the start of a version; 0 for what cannot be read.
pub(super) fn first_two_numbers(version: &str) -> (u16, u16) {
    let mut numbers = version
        .split(|c: char| !c.is_ascii_digit())
        .map(|number| number.parse().unwrap_or(0_u16));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_found_by_what_it_says() {
        for kind in TerminalKind::ALL.iter().copied() {
            let known = &kind.profile().recognized;
            for term in known.term {
                assert_eq!(TerminalKind::by_term(term), Some(kind), "{term}");
                assert_eq!(TerminalKind::by_term(&format!("{term}-x")), Some(kind));
            }
            if let Some(start) = known.xtversion {
                let (major, minor) = known.versions.0;
                let name = format!("{start}{major}.{minor}");
                assert_eq!(TerminalKind::by_name(&name), Some(kind), "{name}");
            }
            assert!(!known.da2_needs_variable || known.inherited.is_some());
        }
    }

    #[test]
    fn versions_are_read_as_far_as_they_can_be() {
        for (version, expected) in [
            ("3.7.0beta1", (3, 7)),
            ("24.08.0", (24, 8)),
            ("7", (7, 0)),
            ("", (0, 0)),
            ("x.y", (0, 0)),
        ] {
            assert_eq!(first_two_numbers(version), expected, "{version}");
        }
    }
}
