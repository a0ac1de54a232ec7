//! What the environment and the terminal's replies say → what to send it.
//!
//! Holds what is known, and the bytes that enter and leave the screen by it.
//! It sends nothing itself. Which terminal is which, and what each needs,
//! stands in `terminals`.
//!
//! The order of belief: XTVERSION, the terminal's own name; DA2, whose numbers are
//! distinct for some (a Konsole and an mlterm must be named by the environment as
//! well); mode 8, known only by terminals that obey it; `TERM`; variables. Variables that
//! programs inherit (`VTE_VERSION`, `KONSOLE_VERSION`, `MLTERM`) are hints: an xterm
//! started from a Konsole has them too.
//!
//! A 0 or silence for mode 8 proves nothing: mlterm, Konsole, kitty, `PuTTY` and xterm.js
//! in a browser reorder all the same (measured, but for `PuTTY`).
//!
//! Behind a multiplexer nothing outside can be switched. tmux tells what stands there;
//! GNU screen, mosh and Zellij do not.

mod terminals;
#[cfg(test)]
mod tests;
mod unswitched;

use super::clipboard;
use super::input::TerminalReply;
use super::outer::{self, TmuxClient};
use super::{BidiChoice, RememberedBidi, RowEncoding};
use crate::layout::{LayoutTarget, RowOrder, Shaping, Tashkeel};
use crate::ui::background::Background;
pub use terminals::TerminalKind;

/// The question for the background.
const GROUND: &[u8] = b"\x1b]11;?\x07";

/// A program between us and the terminal that answers in its place.
///
/// None of them is known to reorder. They swallow mode 8 (measured: tmux, GNU screen, mosh), so what
/// stands outside keeps its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Multiplexer {
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
    /// mosh, by its replies alone, which are no proof.
    Mosh,
    /// Zellij.
    Zellij,
}

impl Multiplexer {
    /// Its name, as in a fingerprint.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tmux => "tmux",
            Self::Screen => "screen",
            Self::Mosh => "mosh",
            Self::Zellij => "zellij",
        }
    }
}

/// What the choice of [`Capabilities::needs`] rests on, the strongest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DetectionEvidence {
    /// The terminal's own name (XTVERSION).
    Name,
    /// The numbers of DA2.
    Numbers,
    /// It knows mode 8.
    Mode,
    /// tmux told what it is shown in.
    Clients,
    /// `TERM`, or a variable that the terminal sets.
    Environment,
    /// A multiplexer hides the terminal: what is right in most.
    Hidden,
    /// Nothing: what is right in most.
    #[default]
    Nothing,
}

/// What was switched, and has to be put back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Switched {
    /// `CSI 8 l`.
    explicit: bool,
    /// Konsole's `OSC 50`.
    konsole: bool,
    /// mlterm's `OSC 5379`.
    mlterm: bool,
}

/// What is known of the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six facts that have nothing to do with each other; no state machine hides in them"
)]
pub struct Capabilities {
    /// What it is, as far as it matters. Behind a multiplexer: [`TerminalKind::Unknown`].
    pub terminal: TerminalKind,
    /// How that was found out.
    pub evidence: DetectionEvidence,
    /// Name and version in its own words (XTVERSION); `None` where it did not say.
    pub name: Option<String>,
    /// DA1: what it can do, in numbers; `None` where it did not say.
    pub primary: Option<Vec<u16>>,
    /// DA2: kind, version, and a number more; `None` where it did not say.
    pub secondary: Option<Vec<u16>>,
    /// DECRPM for mode 8 (BDSM) before we changed it; `None` where it did not say.
    pub bdsm: Option<u16>,
    /// What stands between.
    pub multiplexer: Option<Multiplexer>,
    /// The terminals that tmux shows this in, the one used last first; `None` where it has not said.
    pub clients: Option<Vec<TmuxClient>>,
    /// Its background: what the environment hints at, until the terminal tells.
    pub ground: Background,
    /// Whether the environment names a terminal that puts what it is sent on the clipboard.
    pub copies: bool,
    /// Whether all questions are answered.
    pub settled: bool,
    /// `TERM`.
    term: String,
    /// By the environment alone.
    guess: Option<TerminalKind>,
    /// Terminals whose variables are set. Hints alone, since programs inherit them.
    hints: Vec<TerminalKind>,
    /// The pane to ask tmux about, where tmux can be asked.
    pane: Option<String>,
    /// Whether to leave out the question for mode 8.
    avoid_mode_query: bool,
    /// `TERM=linux`, which cannot scroll by SU and SD.
    linux_console: bool,
    /// Whether there is a tmux to ask.
    asks_tmux: bool,
    /// Whether the terminal has told its background, and will again.
    tells_ground: bool,
    switched: Switched,
}

impl Capabilities {
    /// What the environment alone says. `env` looks a variable up.
    ///
    /// A guess until the terminal answers. Over ssh only `TERM` is surely handed on.
    pub fn from_env(env: &dyn Fn(&str) -> Option<String>) -> Self {
        let get = |name| env(name).filter(|value| !value.is_empty());
        let is_set = |name| get(name).is_some();
        let term = env("TERM").unwrap_or_default();
        let multiplexer = if is_set("TMUX") || term.starts_with("tmux") {
            Some(Multiplexer::Tmux)
        } else if is_set("STY") || term.starts_with("screen") {
            Some(Multiplexer::Screen)
        } else if is_set("ZELLIJ") {
            Some(Multiplexer::Zellij)
        } else {
            None
        };
        let hints = [
            (TerminalKind::Vte, is_set("VTE_VERSION")),
            (TerminalKind::Konsole, is_set("KONSOLE_VERSION")),
            (TerminalKind::Mlterm, is_set("MLTERM") || term == "mlterm"),
        ];
        let hints = hints.into_iter().filter(|(_, set)| *set);
        let mut found = Self {
            multiplexer,
            ground: Background::from_env(env),
            copies: clipboard::is_known(env),
            guess: TerminalKind::by_term(&term).or_else(|| TerminalKind::by_variables(env)),
            hints: hints.map(|(terminal, _)| terminal).collect(),
            asks_tmux: is_set("TMUX"),
            pane: get("TMUX_PANE"),
            linux_console: term == "linux",
            // These print the question's last letter, or did so once.
            avoid_mode_query: get("TERM_PROGRAM").as_deref() == Some("Apple_Terminal")
                || is_set("KONSOLE_VERSION")
                || term.starts_with("konsole")
                || term.starts_with("screen")
                || term == "linux",
            term,
            ..Self::default()
        };
        found.recognise();
        found
    }

    /// Takes a reply in. Replies may come in any order and any number; the last of each kind counts.
    pub(super) fn learn(&mut self, reply: TerminalReply) {
        match reply {
            TerminalReply::Mode { mode: 8, state } => self.bdsm = Some(state),
            TerminalReply::Mode { .. } | TerminalReply::Alive | TerminalReply::OtherColors => {}
            TerminalReply::Primary(numbers) => {
                self.settled = true;
                self.primary = Some(numbers);
            }
            TerminalReply::Secondary(numbers) => self.secondary = Some(numbers),
            TerminalReply::Version(name) => self.name = Some(name),
            TerminalReply::Background(rgb) => {
                self.ground = Background::of(rgb);
                self.tells_ground = true;
            }
        }
        self.recognise();
    }

    /// Takes in what tmux says of its clients.
    pub(super) fn learn_clients(&mut self, clients: Vec<TmuxClient>) {
        self.clients = Some(clients);
        self.recognise();
    }

    /// Whether there is a tmux that can be asked for its clients.
    pub(super) fn asks_tmux(&self) -> bool {
        self.asks_tmux && self.multiplexer == Some(Multiplexer::Tmux)
    }

    /// The pane to ask tmux about, where it is known.
    pub(super) fn tmux_pane(&self) -> Option<&str> {
        self.pane.as_deref()
    }

    /// What the replies say of what stands between.
    fn find_multiplexer(&mut self) {
        if self.multiplexer.is_some() {
            return;
        }
        let name = self.name.as_deref().unwrap_or_default();
        let secondary = self.secondary.as_deref();
        self.multiplexer = if name.starts_with("tmux ") || matches!(secondary, Some([84, ..])) {
            Some(Multiplexer::Tmux)
        } else if matches!(secondary, Some([83, ..])) {
            Some(Multiplexer::Screen)
        } else if name.is_empty()
            && secondary == Some(&[1, 10, 0])
            && self.primary.as_deref() == Some(&[62])
        {
            Some(Multiplexer::Mosh)
        } else {
            None
        };
    }

    /// Sets the terminal and what it was found by.
    fn recognise(&mut self) {
        self.find_multiplexer();
        (self.terminal, self.evidence) = if self.multiplexer.is_some() {
            let known = self.clients.as_ref().is_some_and(|all| !all.is_empty());
            let evidence = if known {
                DetectionEvidence::Clients
            } else {
                DetectionEvidence::Hidden
            };
            (TerminalKind::Unknown, evidence)
        } else {
            self.find_terminal()
        };
    }

    /// The terminal with nothing between, by the strongest that there is.
    fn find_terminal(&self) -> (TerminalKind, DetectionEvidence) {
        if let Some(name) = self.name.as_deref().filter(|name| !name.is_empty()) {
            match TerminalKind::by_name(name) {
                Some(terminal) => return (terminal, DetectionEvidence::Name),
                // It is none of those that the environment or numbers may speak of.
                None => return self.by_mode().unwrap_or_default(),
            }
        }
        let numbers = self.secondary.as_deref().unwrap_or_default();
        if let Some(terminal) = TerminalKind::by_numbers(numbers, &|terminal| self.hinted(terminal))
        {
            return (terminal, DetectionEvidence::Numbers);
        }
        if let Some(found) = self.by_mode() {
            return found;
        }
        match self.guess {
            Some(terminal) => (terminal, DetectionEvidence::Environment),
            None => (TerminalKind::Unknown, DetectionEvidence::Nothing),
        }
    }

    /// One that knows mode 8 is as good as mintty: it obeys, and reorders without.
    fn by_mode(&self) -> Option<(TerminalKind, DetectionEvidence)> {
        matches!(self.bdsm, Some(1..=4)).then_some((TerminalKind::Mintty, DetectionEvidence::Mode))
    }

    /// Whether a variable of that terminal was set, with no multiplexer between.
    fn hinted(&self, terminal: TerminalKind) -> bool {
        self.multiplexer.is_none() && self.hints.contains(&terminal)
    }

    /// How letters must be ordered for what was found; never [`BidiChoice::Auto`].
    ///
    /// Until the terminal has answered, one of which nothing is known is taken for one that shows cells as they are
    /// sent, or that `CSI 8 l` makes so: most are.
    pub fn needs(&self) -> BidiChoice {
        if self.multiplexer.is_some() {
            outer::needs(self.clients.as_deref().unwrap_or_default())
        } else if self.terminal == TerminalKind::Unknown && !self.settled {
            BidiChoice::Visual
        } else {
            self.terminal.needs()
        }
    }

    /// What holds in the end: the wish, else what was chosen for this terminal before, else what it needs. Never
    /// [`BidiChoice::Auto`].
    pub fn resolve(&self, wish: BidiChoice, remembered: &RememberedBidi) -> BidiChoice {
        if wish != BidiChoice::Auto {
            return wish;
        }
        let before = remembered.get(&self.fingerprint()).copied();
        before
            .filter(|bidi| *bidi != BidiChoice::Auto)
            .unwrap_or_else(|| self.needs())
    }

    /// What layout must make for this terminal. Vowel signs are stripped where they would spoil the letters;
    /// a person may overrule that.
    ///
    /// All encodings but [`BidiChoice::Logical`] start from the same: visual order in presentation forms, lam-alef in one
    /// cell. So a terminal that is recognised late costs a repaint, and new lines only where that changes the vowel
    /// signs or the order.
    pub fn target(&self, bidi: BidiChoice) -> LayoutTarget {
        let resolved = if bidi == BidiChoice::Auto {
            self.needs()
        } else {
            bidi
        };
        let mut outside = self.clients.iter().flatten().map(|client| client.terminal);
        // kitty 0.26 shapes a turned word with marks as if it were two.
        let strip = self.terminal.misplaces_marks()
            || outside.any(TerminalKind::misplaces_marks)
            || resolved == BidiChoice::Words;
        let (order, shaping) = match resolved {
            BidiChoice::Auto
            | BidiChoice::Visual
            | BidiChoice::Override
            | BidiChoice::Marked
            | BidiChoice::Words
            | BidiChoice::Runs => (RowOrder::Visual, Shaping::Forms),
            BidiChoice::Logical => (RowOrder::Logical, Shaping::Base),
        };
        LayoutTarget {
            order,
            shaping,
            tashkeel: if strip {
                Tashkeel::Strip
            } else {
                Tashkeel::Keep
            },
        }
    }

    /// How rows in the order of [`target`](Self::target) go over the wire.
    ///
    /// A person who asks for anything but [`BidiChoice::Auto`] is taken at their word, whatever the terminal is.
    pub fn encoding(&self, bidi: BidiChoice) -> RowEncoding {
        let encoding = bidi.encoding().or_else(|| self.needs().encoding());
        encoding.unwrap_or_default()
    }

    /// A stable text for what was found: the key under which a person's choice for this terminal is kept.
    ///
    /// It changes as replies come in. The version is in it: a newer terminal may behave otherwise. No blanks, no quotes,
    /// no control characters; at most some 250 bytes.
    pub fn fingerprint(&self) -> String {
        let numbers = self.secondary.as_ref().map(|numbers| {
            let numbers: Vec<_> = numbers.iter().take(3).map(u16::to_string).collect();
            numbers.join(";")
        });
        let mut parts = vec![
            format!("term={}", quiet(&self.term)),
            format!("name={}", quiet(self.name.as_deref().unwrap_or_default())),
            format!("da2={}", quiet(&numbers.unwrap_or_default())),
        ];
        if let Some(between) = self.multiplexer {
            parts.push(format!("in={}", between.name()));
        }
        // The one that was used last: whoever attaches another later has it, too.
        if let Some(client) = self.clients.iter().flatten().next() {
            parts.push(format!("outer-term={}", quiet(&client.term)));
            parts.push(format!("outer={}", quiet(&client.name)));
        }
        parts.join(",")
    }

    /// Whether SU and SD scroll a region here.
    pub(super) fn can_scroll(&self) -> bool {
        !self.linux_console
    }

    /// Whether a synchronized update (mode 2026) is of use: tmux from 3.7 on repaints a whole region that scrolls
    /// within one, screen and mosh swallow it, VTE knows it and does nothing.
    pub(super) fn can_synchronize(&self) -> bool {
        self.multiplexer.is_none()
            && self.terminal != TerminalKind::Vte
            && !self.hinted(TerminalKind::Vte)
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
            out.extend_from_slice(GROUND);
        }
        out.extend_from_slice(b"\x1b[c");
        out
    }

    /// The question for the background, where this terminal has answered it before.
    pub(super) fn ground_again(&self) -> Option<&'static [u8]> {
        self.tells_ground.then_some(GROUND)
    }

    /// Takes the screen: alternate screen, no cursor, pastes marked, other colours told, no reordering, all clear. The
    /// clear comes after `CSI 8 l`, since VTE gives each row the mode that holds when it is cleared, and after the
    /// questions, one of which some terminals print a letter of.
    pub(super) fn enter(&mut self, bidi: BidiChoice, questions: bool) -> Vec<u8> {
        let mut out = b"\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?2031h".to_vec();
        if questions {
            out.extend(self.questions());
        }
        self.switched = Switched::default();
        out.extend(self.switch(bidi));
        out.extend_from_slice(b"\x1b[r\x1b[m\x1b[2J\x1b[H");
        out
    }

    /// Switches the terminal's own reordering to what `bidi` wants of it, from what was sent before; nothing where
    /// that is the same. `bidi` is resolved.
    pub(super) fn switch(&mut self, bidi: BidiChoice) -> Vec<u8> {
        let off = match bidi {
            BidiChoice::Auto | BidiChoice::Visual | BidiChoice::Override | BidiChoice::Marked => {
                true
            }
            // These count on a terminal that reorders.
            BidiChoice::Words | BidiChoice::Runs | BidiChoice::Logical => false,
        };
        let direct = off && self.multiplexer.is_none();
        let wanted = Switched {
            // Harmless where it is not known.
            explicit: off,
            // Only to a terminal that said it is Konsole: elsewhere OSC 50 sets the font.
            konsole: direct && self.terminal == TerminalKind::Konsole,
            mlterm: direct && self.terminal == TerminalKind::Mlterm,
        };
        let out = self.change(self.switched, wanted);
        self.switched = wanted;
        out
    }

    /// From one state of switches to another. Mode 8 goes back only to what it was.
    fn change(&self, from: Switched, to: Switched) -> Vec<u8> {
        let mut out = Vec::new();
        let mut osc = |number, name, before: bool, after: bool| {
            if before != after {
                out.extend_from_slice(format!("\x1b]{number};{name}={}\x07", !after).as_bytes());
            }
        };
        osc(50, "BidiRenderingEnabled", from.konsole, to.konsole);
        osc(5379, "use_ctl", from.mlterm, to.mlterm);
        if to.explicit && !from.explicit {
            out.extend_from_slice(b"\x1b[8l");
        } else if from.explicit && !to.explicit && self.was_implicit() {
            out.extend_from_slice(b"\x1b[8h");
        }
        out
    }

    /// Whether the terminal reordered by `CSI 8` before we came. Never guessed for others than VTE: `WezTerm` would
    /// begin to reorder.
    fn was_implicit(&self) -> bool {
        match self.bdsm {
            Some(state) => matches!(state, 1 | 3),
            None => self.hinted(TerminalKind::Vte) || self.terminal == TerminalKind::Vte,
        }
    }

    /// Gives the screen back: the reverse of [`enter`](Self::enter) and of every [`switch`](Self::switch) since, in
    /// reverse order.
    pub(super) fn leave(&self) -> Vec<u8> {
        // A synchronized update left open, margins, styles.
        let mut out = b"\x1b[?2026l\x1b[r\x1b[m".to_vec();
        out.extend(self.change(self.switched, Switched::default()));
        out.extend_from_slice(b"\x1b[?2031l\x1b[?2004l\x1b[?25h\x1b[?1049l");
        out
    }
}

/// What was said, as part of a key: at most 40 characters, and none that a configuration would have to quote.
fn quiet(said: &str) -> String {
    let said = if said.is_empty() { "-" } else { said };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._();".contains(c);
    said.chars()
        .take(40)
        .map(|c| if plain(c) { c } else { '_' })
        .collect()
}
