//! Names, numbers and variables → which terminal it is, and what it needs.
//!
//! One table for all. "Measured" stands at what was seen in pictures of the real
//! terminal; the rest is read from sources, issues and manuals, and may be wrong:
//! a person's own choice goes over it.

use crate::terminal::BidiChoice;

/// Terminals that differ in what they must be sent.
///
/// Those that show cells as they are sent and have nothing else of their own are one: [`Plain`](Self::Plain).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TerminalKind {
    /// Not told, or of none of the kinds below.
    #[default]
    Unknown,
    /// Shows cells as they are sent. Measured: xterm 379, urxvt 9.30, st 0.9, zutty 0.14. From sources: Ghostty, Windows
    /// TerminalKind, Contour, the Linux console, iTerm2 before 3.7.
    Plain,
    /// The same, but draws vowel signs one cell off (measured, 0.11).
    Alacritty,
    /// The same, but loses letters under vowel signs (measured, 1.13).
    Foot,
    /// libvte: GNOME TerminalKind, Xfce TerminalKind, Tilix and many more. Reorders and joins from 0.58 on; explicit after
    /// `CSI 8 l`, which it keeps for each row (measured, 0.70).
    Vte,
    /// mintty. Knows mode 8 (from sources).
    Mintty,
    /// `WezTerm`. Does not reorder unless told to, and knows mode 8 (from sources).
    WezTerm,
    /// KDE's. Ignores mode 8; `OSC 50` switches its reordering for the window (measured, 22.12).
    Konsole,
    /// mlterm. `OSC 5379` switches its reordering (measured, 3.9.0).
    Mlterm,
    /// kitty; turns each word with Arabic letters round by itself (measured, 0.26.5).
    Kitty,
    /// xterm.js: VS Code, Tabby and terminals in web pages. Which of its renderers is at work, and so whether
    /// the browser reorders, cannot be seen (measured, 6.0).
    XtermJs,
    /// Apple's Terminal. Reorders, has no switch, and is said to heed overrides (from sources).
    AppleTerminal,
    /// iTerm2 from 3.7 on. Reorders and drops all bidi controls (from sources).
    ITerm2,
    /// `PuTTY`. Reorders and ignores all bidi controls (from sources).
    Putty,
}

impl TerminalKind {
    /// Its name, for people: lower case, as its makers write it otherwise.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Plain => "shows cells as sent",
            Self::Alacritty => "Alacritty",
            Self::Foot => "foot",
            Self::Vte => "VTE",
            Self::Mintty => "mintty",
            Self::WezTerm => "WezTerm",
            Self::Konsole => "Konsole",
            Self::Mlterm => "mlterm",
            Self::Kitty => "kitty",
            Self::XtermJs => "xterm.js",
            Self::AppleTerminal => "Terminal.app",
            Self::ITerm2 => "iTerm2 from 3.7",
            Self::Putty => "PuTTY",
        }
    }

    /// By what it calls itself (XTVERSION); `None` where the name is not known here.
    pub(in crate::terminal) fn by_name(name: &str) -> Option<Self> {
        let known = [
            ("VTE(", Self::Vte),
            ("Konsole ", Self::Konsole),
            ("mlterm(", Self::Mlterm),
            ("kitty(", Self::Kitty),
            ("xterm.js(", Self::XtermJs),
            ("XTerm(", Self::Plain),
            ("foot(", Self::Foot),
            ("WezTerm ", Self::WezTerm),
            ("mintty ", Self::Mintty),
            ("ghostty ", Self::Plain),
            ("contour ", Self::Plain),
            ("alacritty", Self::Alacritty),
        ];
        if let Some(version) = name.strip_prefix("iTerm2 ") {
            return Some(Self::iterm2(version));
        }
        let found = known.into_iter().find(|(start, _)| name.starts_with(start));
        found.map(|(_, terminal)| terminal)
    }

    /// iTerm2 reorders by default from 3.7 on; a version that cannot be read is an old one.
    fn iterm2(version: &str) -> Self {
        let mut numbers = version
            .split(|c: char| !c.is_ascii_digit())
            .map(|number| number.parse().unwrap_or(0_u16));
        let version = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        if version >= (3, 7) {
            Self::ITerm2
        } else {
            Self::Plain
        }
    }

    /// By the numbers of DA2; `None` where they tell no terminal for sure.
    ///
    /// `hinted` says whether the environment speaks of that terminal: some numbers are no proof by themselves.
    pub(super) fn by_numbers(numbers: &[u16], hinted: &dyn Fn(Self) -> bool) -> Option<Self> {
        Some(match numbers {
            // An xterm of patch 115 would have said the same, long ago.
            [0 | 1, 115, ..] if hinted(Self::Konsole) => Self::Konsole,
            [24, ..] if hinted(Self::Mlterm) => Self::Mlterm,
            [1, 4000..=4099, ..] => Self::Kitty,
            [0, 276, 0] => Self::XtermJs,
            // VTE's second number is 100 times minor and micro; it reorders from 0.58 on.
            [61 | 65, 5800..=9999, 1, ..] => Self::Vte,
            // xterm before it told its name, urxvt, zutty, Windows Terminal.
            [41 | 85, ..] | [64, 0, 0] | [0, 10, 1] => Self::Plain,
            [0, 1000..=9999, 1] => Self::Alacritty,
            [77, ..] => Self::Mintty,
            [1, 95, 0] => Self::AppleTerminal,
            [0, 136, 0] => Self::Putty,
            _ => return None,
        })
    }

    /// By `TERM`, where a terminal has one of its own. It is handed on by ssh, so it tells of the terminal at the far
    /// end as well.
    pub(in crate::terminal) fn by_term(term: &str) -> Option<Self> {
        let is = |name: &str| {
            let rest = term.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        Some(if is("xterm-kitty") {
            Self::Kitty
        } else if is("mlterm") {
            Self::Mlterm
        } else if is("alacritty") {
            Self::Alacritty
        } else if is("foot") {
            Self::Foot
        } else if is("wezterm") {
            Self::WezTerm
        } else if is("mintty") {
            Self::Mintty
        } else if is("putty") {
            Self::Putty
        } else if ["st", "stterm", "rxvt", "rxvt-unicode", "linux", "contour"]
            .into_iter()
            .chain(["xterm-ghostty", "ghostty"])
            .any(is)
        {
            Self::Plain
        } else {
            return None;
        })
    }

    /// By the variables that terminals set. `env` looks one up. They are inherited by programs that a terminal starts,
    /// other terminals among them: a first guess, for the replies to confirm.
    pub(super) fn by_variables(env: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let get = |name| env(name).unwrap_or_default();
        match get("TERM_PROGRAM").as_str() {
            "vscode" => return Some(Self::XtermJs),
            "Apple_Terminal" => return Some(Self::AppleTerminal),
            "iTerm.app" => return Some(Self::iterm2(&get("TERM_PROGRAM_VERSION"))),
            "WezTerm" => return Some(Self::WezTerm),
            "mintty" => return Some(Self::Mintty),
            "ghostty" => return Some(Self::Plain),
            _ => {}
        }
        // iTerm2 names itself in a way that ssh hands on with the locale.
        if get("LC_TERMINAL") == "iTerm2" {
            return Some(Self::iterm2(&get("LC_TERMINAL_VERSION")));
        }
        (!get("WT_SESSION").is_empty()).then_some(Self::Plain)
    }

    /// What must be sent for rows in visual order to be shown so, with nothing between qari and the terminal.
    pub(super) const fn needs(self) -> BidiChoice {
        match self {
            Self::Plain
            | Self::Alacritty
            | Self::Foot
            | Self::Vte
            | Self::Mintty
            | Self::WezTerm
            | Self::Konsole
            | Self::Mlterm => BidiChoice::Visual,
            Self::Kitty => BidiChoice::Words,
            Self::XtermJs => BidiChoice::Marked,
            Self::Unknown | Self::AppleTerminal => BidiChoice::Override,
            Self::ITerm2 | Self::Putty => BidiChoice::Logical,
        }
    }

    /// The same behind tmux, GNU screen or mosh, which swallow every switch and pass bidi controls on.
    pub(in crate::terminal) const fn needs_when_hidden(self) -> BidiChoice {
        match self {
            // Reorder and cannot be told not to, but yield to an override. Measured with VTE; in mlterm the row stands
            // one column too far right, which counts the control as one, and is right otherwise.
            Self::Vte | Self::Mintty | Self::Mlterm => BidiChoice::Override,
            // Measured: joined in the order in which they are stored, whatever an override says.
            Self::Konsole => BidiChoice::Runs,
            Self::Unknown
            | Self::Plain
            | Self::Alacritty
            | Self::Foot
            | Self::WezTerm
            | Self::Kitty
            | Self::XtermJs
            | Self::AppleTerminal
            | Self::ITerm2
            | Self::Putty => self.needs(),
        }
    }

    /// Whether vowel signs spoil the letters there, or stand on the wrong ones.
    pub(super) const fn misplaces_marks(self) -> bool {
        matches!(self, Self::Alacritty | Self::Foot)
    }
}
