//! What the environment and the terminal's replies say → what to send it.
//!
//! Holds what is known, and the bytes that enter and leave the screen by it.
//! It sends nothing itself. The rules are measured on 14 terminals; where one
//! is not, its comment says so. A terminal that answers "unknown" to a
//! question about reordering may well reorder: names decide, then replies.
//!
//! The order of belief: XTVERSION, the terminal's own name; DA2, whose numbers are
//! distinct for some (a Konsole and an mlterm must be named by the environment as
//! well); `TERM` and `TERM_PROGRAM` where no multiplexer stands between. Variables that
//! programs inherit (`VTE_VERSION`, `KONSOLE_VERSION`, `MLTERM`) are hints: an xterm
//! started from a Konsole has them too.
//!
//! A 0 or silence for mode 8 proves nothing: mlterm, Konsole, kitty, `PuTTY` and xterm.js
//! in a browser reorder all the same (measured, but for `PuTTY`).

use super::clipboard;
use super::color::Ground;
use super::input::Reply;
use super::{Bidi, Encoding};
use crate::layout::{Order, Shaping, Target, Tashkeel};

/// Terminals that need to be treated in a way of their own.
///
/// xterm, foot, Alacritty, urxvt, st and zutty are [`Other`](Self::Other): measured to
/// show what they are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Terminal {
    /// Not told, or none of those below: shows cells as they are sent.
    #[default]
    Other,
    /// libvte: GNOME Terminal, Xfce Terminal, Tilix and many more.
    ///
    /// Reorders and joins from 0.58 on; explicit after `CSI 8 l`, which it keeps for each row.
    Vte,
    /// KDE's.
    ///
    /// Ignores mode 8; `OSC 50` switches its reordering for the window (measured, 22.12).
    Konsole,
    /// mlterm.
    ///
    /// `OSC 5379` switches its reordering (measured, 3.9.0).
    Mlterm,
    /// kitty; turns each word with Arabic letters round by itself.
    Kitty,
    /// xterm.js: VS Code, Tabby and terminals in web pages. Which of its renderers is at work, and so whether
    /// the browser reorders, cannot be seen.
    XtermJs,
}

/// A program between us and the terminal that answers in its place.
///
/// None of them is known to reorder. tmux and GNU screen swallow mode 8 (measured), so what
/// stands outside keeps its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Multiplexer {
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
    /// Zellij.
    Zellij,
}

/// What is known of the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five facts that have nothing to do with each other; no state machine hides in them"
)]
pub struct Capabilities {
    /// What it is, as far as it matters.
    pub terminal: Terminal,
    /// Name and version in its own words (XTVERSION); `None` where it did not say.
    pub name: Option<String>,
    /// DA2: kind, version, and a number more; `None` where it did not say.
    pub secondary: Option<Vec<u16>>,
    /// DECRPM for mode 8 (BDSM) before we changed it; `None` where it did not say.
    pub bdsm: Option<u16>,
    /// What stands between.
    pub multiplexer: Option<Multiplexer>,
    /// Its background: what the environment hints at, until the terminal tells.
    pub ground: Ground,
    /// Whether the environment names a terminal that puts what it is sent on the clipboard.
    pub copies: bool,
    /// Whether all questions are answered.
    pub settled: bool,
    /// Terminals whose variables are set. Hints alone, since programs inherit them.
    hints: Vec<Terminal>,
    /// Whether to leave out the question for mode 8.
    avoid_mode_query: bool,
    /// `TERM=linux`, which cannot scroll by SU and SD.
    linux_console: bool,
    /// `TERM` of a terminal that was measured to lose letters under marks, or to draw marks on the letter beside.
    misplaces_marks: bool,
}

impl Capabilities {
    /// What the environment alone says. `env` looks a variable up.
    ///
    /// A guess until the terminal answers. Over ssh only `TERM` is surely handed on.
    pub(super) fn from_env(env: &dyn Fn(&str) -> Option<String>) -> Self {
        let is_set = |name| env(name).is_some_and(|value| !value.is_empty());
        let term = env("TERM").unwrap_or_default();
        let program = env("TERM_PROGRAM").unwrap_or_default();
        let multiplexer = if is_set("TMUX") || term.starts_with("tmux") {
            Some(Multiplexer::Tmux)
        } else if is_set("STY") || term.starts_with("screen") {
            Some(Multiplexer::Screen)
        } else if is_set("ZELLIJ") {
            Some(Multiplexer::Zellij)
        } else {
            None
        };
        let direct = multiplexer.is_none();
        let terminal = match term.as_str() {
            "xterm-kitty" if direct => Terminal::Kitty,
            "mlterm" if direct => Terminal::Mlterm,
            _ if direct && program == "vscode" => Terminal::XtermJs,
            _ => Terminal::Other,
        };
        let hints = [
            (Terminal::Vte, is_set("VTE_VERSION")),
            (Terminal::Konsole, is_set("KONSOLE_VERSION")),
            (Terminal::Mlterm, is_set("MLTERM") || term == "mlterm"),
        ];
        let hints = hints.into_iter().filter(|(_, set)| direct && *set);
        let hints = hints.map(|(terminal, _)| terminal).collect();
        Self {
            terminal,
            multiplexer,
            ground: Ground::from_env(env),
            copies: clipboard::is_known(env),
            hints,
            linux_console: term == "linux",
            // foot 1.13 draws the mark without its letter in isolated and final forms, Alacritty 0.11 draws it one
            // cell to the right, so on the letter before.
            misplaces_marks: term.starts_with("foot") || term.starts_with("alacritty"),
            // These print the question's last letter, or did so once.
            avoid_mode_query: program == "Apple_Terminal"
                || is_set("KONSOLE_VERSION")
                || term.starts_with("konsole")
                || term.starts_with("screen")
                || term == "linux",
            ..Self::default()
        }
    }

    /// Takes a reply in; whether that changes what must be sent.
    ///
    /// Replies may come in any order and any number; the last of each kind counts.
    pub(super) fn learn(&mut self, reply: Reply) -> bool {
        let before = self.terminal;
        match reply {
            Reply::Mode { mode: 8, state } => self.bdsm = Some(state),
            Reply::Mode { .. } => {}
            Reply::Primary(_) => self.settled = true,
            Reply::Secondary(numbers) => self.secondary = Some(numbers),
            Reply::Version(name) => self.name = Some(name),
            Reply::Background(rgb) => self.ground = Ground::of(rgb),
        }
        self.terminal = self.recognise();
        self.terminal != before
    }

    /// The terminal, where replies are sure of it; else what was believed before.
    fn recognise(&self) -> Terminal {
        if self.multiplexer.is_some() {
            return Terminal::Other;
        }
        let name = self.name.as_deref().unwrap_or_default();
        if name.starts_with("Konsole ") {
            return Terminal::Konsole;
        }
        if name.starts_with("mlterm(") {
            return Terminal::Mlterm;
        }
        if name.starts_with("kitty(") {
            return Terminal::Kitty;
        }
        if name.starts_with("xterm.js(") {
            return Terminal::XtermJs;
        }
        if name.starts_with("VTE(") {
            return Terminal::Vte;
        }
        if !name.is_empty() {
            return Terminal::Other;
        }
        match self.secondary.as_deref() {
            // 0 and 1 alone are no proof: xterm patch 115 would have said the same long ago.
            Some([0 | 1, 115, ..]) if self.hinted(Terminal::Konsole) => Terminal::Konsole,
            Some([24, ..]) if self.hinted(Terminal::Mlterm) => Terminal::Mlterm,
            Some([1, 4000..=4099, ..]) => Terminal::Kitty,
            Some([0, 276, 0]) => Terminal::XtermJs,
            // VTE from 0.58 on reorders; its second number is 100 times minor and micro.
            Some([61 | 65, 5800..=9999, 1, ..]) => Terminal::Vte,
            _ => self.terminal,
        }
    }

    /// Whether a variable of that terminal was set, with no multiplexer between.
    fn hinted(&self, terminal: Terminal) -> bool {
        self.hints.contains(&terminal)
    }

    /// What layout must make for this terminal. Vowel signs are stripped where they would spoil the letters;
    /// a person may overrule that.
    ///
    /// All encodings so far start from the same: visual order in presentation forms. So a terminal that is recognised
    /// late costs a repaint, and new lines only where that changes the vowel signs.
    pub fn target(&self, bidi: Bidi) -> Target {
        // kitty 0.26 shapes a turned word with marks as if it were two.
        let splits_words = bidi == Bidi::Auto && self.terminal == Terminal::Kitty;
        let tashkeel = if self.misplaces_marks || splits_words {
            Tashkeel::Strip
        } else {
            Tashkeel::Keep
        };
        let (order, shaping) = match bidi {
            Bidi::Auto | Bidi::Visual => (Order::Visual, Shaping::Forms),
            Bidi::Logical => (Order::Logical, Shaping::Base),
        };
        Target {
            order,
            shaping,
            tashkeel,
        }
    }

    /// How rows in the order of [`target`](Self::target) go over the wire.
    ///
    /// A person who asks for [`Bidi::Visual`] or [`Bidi::Logical`] is taken at their word,
    /// whatever the terminal is.
    pub fn encoding(&self, bidi: Bidi) -> Encoding {
        match (bidi, self.terminal) {
            (Bidi::Auto, Terminal::Kitty) => Encoding::Words,
            (Bidi::Auto, Terminal::XtermJs) => Encoding::Marked,
            (
                Bidi::Auto,
                Terminal::Other | Terminal::Vte | Terminal::Konsole | Terminal::Mlterm,
            )
            | (Bidi::Visual | Bidi::Logical, _) => Encoding::Visual,
        }
    }

    /// Whether SU and SD scroll a region here.
    pub(super) fn can_scroll(&self) -> bool {
        !self.linux_console
    }

    /// Whether a synchronized update (mode 2026) is of use: tmux from 3.7 on repaints a whole region that scrolls
    /// within one, screen swallows it, VTE knows it and does nothing.
    pub(super) fn can_synchronize(&self) -> bool {
        self.multiplexer.is_none() && self.terminal != Terminal::Vte && !self.hinted(Terminal::Vte)
    }

    /// The questions, to be asked before anything is changed. DA1 comes last: every terminal answers it.
    ///
    /// XTVERSION, DA2, mode 8 (left out where it would print a letter), the background, DA1.
    pub(super) fn questions(&self) -> Vec<u8> {
        let mut out = b"\x1b[>q\x1b[>c".to_vec();
        if !self.avoid_mode_query {
            out.extend_from_slice(b"\x1b[8$p");
        }
        if !self.linux_console {
            out.extend_from_slice(b"\x1b]11;?\x07");
        }
        out.extend_from_slice(b"\x1b[c");
        out
    }

    /// Takes the screen: alternate screen, no cursor, pastes marked, no reordering, all clear. The clear comes after
    /// `CSI 8 l`, since VTE gives each row the mode that holds when it is cleared.
    pub(super) fn enter(&self, bidi: Bidi, questions: bool) -> Vec<u8> {
        let mut out = b"\x1b[?1049h\x1b[?25l\x1b[?2004h".to_vec();
        if questions {
            out.extend(self.questions());
        }
        out.extend(self.switch(bidi, false));
        out.extend_from_slice(b"\x1b[r\x1b[m\x1b[2J\x1b[H");
        out
    }

    /// Switches the terminal's own reordering off, or (`back`) to what it was.
    pub(super) fn switch(&self, bidi: Bidi, back: bool) -> Vec<u8> {
        if bidi == Bidi::Logical {
            return Vec::new();
        }
        let mut out = Vec::new();
        match (self.terminal, back) {
            // Only to a terminal that said it is Konsole: elsewhere OSC 50 sets the font.
            (Terminal::Konsole, _) => {
                let on = if back { "true" } else { "false" };
                out.extend_from_slice(format!("\x1b]50;BidiRenderingEnabled={on}\x07").as_bytes());
            }
            (Terminal::Mlterm, _) => {
                let on = if back { "true" } else { "false" };
                out.extend_from_slice(format!("\x1b]5379;use_ctl={on}\x07").as_bytes());
            }
            (Terminal::Other | Terminal::Vte | Terminal::Kitty | Terminal::XtermJs, _) => {}
        }
        if !back {
            // Harmless where it is not known.
            out.extend_from_slice(b"\x1b[8l");
        } else if self.was_implicit() {
            out.extend_from_slice(b"\x1b[8h");
        }
        out
    }

    /// Whether the terminal reordered by `CSI 8` before we came. Never guessed for others than VTE: `WezTerm` would
    /// begin to reorder.
    fn was_implicit(&self) -> bool {
        match self.bdsm {
            Some(state) => matches!(state, 1 | 3),
            None => self.hinted(Terminal::Vte) || self.terminal == Terminal::Vte,
        }
    }

    /// Gives the screen back.
    ///
    /// The reverse of [`enter`](Self::enter), in reverse order.
    pub(super) fn leave(&self, bidi: Bidi) -> Vec<u8> {
        // A synchronized update left open, margins, styles.
        let mut out = b"\x1b[?2026l\x1b[r\x1b[m".to_vec();
        out.extend(self.switch(bidi, true));
        out.extend_from_slice(b"\x1b[?2004l\x1b[?25h\x1b[?1049l");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(vars: &'static str) -> impl Fn(&str) -> Option<String> {
        move |name| {
            vars.split(' ')
                .filter_map(|pair| pair.split_once('='))
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned())
        }
    }

    fn after(vars: &'static str, replies: &[Reply]) -> Capabilities {
        let mut capabilities = Capabilities::from_env(&env(vars));
        for reply in replies {
            capabilities.learn(reply.clone());
        }
        capabilities
    }

    fn escaped(bytes: &[u8]) -> String {
        bytes.escape_ascii().to_string()
    }

    fn version(name: &str) -> Reply {
        Reply::Version(name.into())
    }

    #[test]
    fn vowel_signs_are_left_out_where_they_would_spoil_the_letters() {
        for (vars, expected) in [
            ("TERM=foot", Tashkeel::Strip),
            ("TERM=alacritty", Tashkeel::Strip),
            ("TERM=xterm-kitty", Tashkeel::Strip),
            ("TERM=xterm-256color", Tashkeel::Keep),
        ] {
            assert_eq!(
                after(vars, &[]).target(Bidi::Auto).tashkeel,
                expected,
                "{vars}"
            );
        }
    }

    #[test]
    fn mode_8_is_put_back_to_what_it_was() {
        let back = |vars, replies: &[Reply]| {
            let bytes = after(vars, replies).leave(Bidi::Auto);
            escaped(&bytes).contains("\\x1b[8h")
        };
        let mode = |state| Reply::Mode { mode: 8, state };
        assert!(back("TERM=xterm-256color", &[mode(1)]));
        assert!(back("TERM=xterm-256color", &[mode(3)]));
        assert!(!back("TERM=xterm-256color", &[mode(2)]));
        assert!(!back("TERM=xterm-256color VTE_VERSION=7006", &[mode(2)]));
        assert!(!back("TERM=xterm-256color", &[mode(0)]));
        assert!(!back("TERM=xterm-256color", &[mode(4)]));
        assert!(!back("TERM=xterm-256color", &[]));
        assert!(back("TERM=xterm-256color VTE_VERSION=7006", &[]));
        assert!(back("TERM=x", &[Reply::Secondary(vec![65, 7006, 1])]));
        assert!(!back("TERM=tmux-256color VTE_VERSION=7006", &[]));
    }

    #[test]
    fn osc_50_goes_to_a_sure_konsole_alone() {
        let off = |vars, replies: &[Reply]| {
            let bytes = after(vars, replies).switch(Bidi::Auto, false);
            escaped(&bytes).contains("50;BidiRenderingEnabled=false")
        };
        let da2 = &[Reply::Secondary(vec![1, 115, 0])];
        assert!(off("TERM=x", &[version("Konsole 22.12.3")]));
        assert!(off("TERM=x KONSOLE_VERSION=221203", da2));
        assert!(!off("TERM=x", da2));
        // An xterm started from Konsole inherits its variable.
        assert!(!off(
            "TERM=x KONSOLE_VERSION=221203",
            &[Reply::Secondary(vec![41, 379, 0]), version("XTerm(379)")]
        ));
        assert!(!off("TERM=x KONSOLE_VERSION=221203", &[]));
        assert!(!off(
            "TMUX=/tmp/x KONSOLE_VERSION=221203",
            &[da2[0].clone(), version("tmux 3.3a")]
        ));
    }

    #[test]
    fn what_is_switched_off_is_switched_on() {
        let konsole = after("TERM=x", &[version("Konsole 22.12.3")]);
        assert!(escaped(&konsole.leave(Bidi::Auto)).contains("BidiRenderingEnabled=true\\x07"));
        let mlterm = after("TERM=mlterm", &[Reply::Secondary(vec![24, 279, 0])]);
        assert!(escaped(&mlterm.enter(Bidi::Auto, true)).contains("5379;use_ctl=false\\x07"));
        assert!(escaped(&mlterm.leave(Bidi::Auto)).contains("5379;use_ctl=true\\x07"));
        assert!(!escaped(&mlterm.leave(Bidi::Logical)).contains("5379"));
    }

    #[test]
    fn the_order_on_entry() {
        let vte = after("TERM=xterm-256color", &[]);
        insta::assert_snapshot!(escaped(&vte.enter(Bidi::Auto, true)),
            @r"\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[>q\x1b[>c\x1b[8$p\x1b]11;?\x07\x1b[c\x1b[8l\x1b[r\x1b[m\x1b[2J\x1b[H");
        insta::assert_snapshot!(escaped(&vte.leave(Bidi::Auto)),
            @r"\x1b[?2026l\x1b[r\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l");
    }

    #[test]
    fn mode_8_is_not_asked_where_it_would_show() {
        for vars in [
            "TERM=xterm-256color TERM_PROGRAM=Apple_Terminal",
            "TERM=xterm-256color KONSOLE_VERSION=221203",
            "TERM=screen-256color",
            "TERM=linux",
        ] {
            let capabilities = after(vars, &[]);
            assert!(!escaped(&capabilities.questions()).contains("$p"), "{vars}");
        }
    }

    #[test]
    fn kitty_gets_words() {
        for capabilities in [
            after("TERM=xterm-kitty", &[]),
            after("TERM=x", &[version("kitty(0.26.5)")]),
            after("TERM=x", &[Reply::Secondary(vec![1, 4000, 26])]),
        ] {
            assert_eq!(capabilities.encoding(Bidi::Auto), Encoding::Words);
            assert_eq!(capabilities.target(Bidi::Auto).shaping, Shaping::Forms);
            assert_eq!(capabilities.target(Bidi::Logical).shaping, Shaping::Base);
            assert_eq!(capabilities.encoding(Bidi::Visual), Encoding::Visual);
        }
        let tmux = after("TERM=xterm-kitty TMUX=/tmp/x", &[version("tmux 3.3a")]);
        assert_eq!(tmux.encoding(Bidi::Auto), Encoding::Visual);
    }
}
