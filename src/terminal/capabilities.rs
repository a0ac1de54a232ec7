//! What the environment and the terminal's replies say → what is known of the terminal.
//!
//! Holds facts and weighs them; what follows from them is said by `needs` (what rows and layout need) and `sequences`
//! (the bytes that enter and leave the screen). It sends nothing itself. What is known of single terminals stands in
//! [`profile`].
//!
//! The order of belief: XTVERSION, the terminal's own name; DA2, whose numbers are distinct for some (a Konsole and an
//! mlterm must be named by the environment as well); mode 8, known only by terminals that obey it; `TERM`; variables.
//! Variables that programs inherit (`VTE_VERSION`, `KONSOLE_VERSION`, `MLTERM`) are hints: an xterm started from a
//! Konsole has them too.
//!
//! A 0 or silence for mode 8 proves nothing: mlterm, Konsole, kitty, `PuTTY` and xterm.js in a browser reorder all the
//! same (measured, but for `PuTTY`).
//!
//! Behind a multiplexer nothing outside can be switched. tmux tells which terminals it is shown in; GNU screen, mosh and
//! Zellij do not.

mod needs;
mod sequences;
#[cfg(test)]
mod tests;

use super::BidiChoice;
use super::input::TerminalReply;
use super::profile::{self, ClipboardRule, TerminalKind};
use super::tmux::TmuxClient;
use crate::ui::background::Background;
use sequences::Switched;

/// A program between qari and the terminal that answers in its place.
///
/// None of them is known to reorder. They swallow mode 8 (measured: tmux, GNU screen, mosh), so the terminal outside
/// keeps reordering as it does by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Multiplexer {
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
    pub(crate) const fn name(self) -> &'static str {
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
pub(crate) enum DetectionEvidence {
    /// The terminal's own name (XTVERSION).
    Name,
    /// The numbers of DA2.
    Numbers,
    /// It knows mode 8.
    Mode,
    /// tmux told which terminals it is shown in.
    Clients,
    /// `TERM`, or a variable that the terminal sets.
    Environment,
    /// A multiplexer hides the terminal: what is right in most.
    Hidden,
    /// Nothing: what is right in most.
    #[default]
    Nothing,
}

/// What is known of the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts that have nothing to do with each other; no state machine hides in them"
)]
pub(crate) struct Capabilities {
    /// What it is, as far as it matters. Behind a multiplexer: [`TerminalKind::Unknown`].
    pub(crate) terminal: TerminalKind,
    /// How that was found out.
    pub(crate) evidence: DetectionEvidence,
    /// Name and version in its own words (XTVERSION); `None` where it did not say.
    pub(crate) name: Option<String>,
    /// DA1: what it can do, in numbers; `None` where it did not say.
    pub(crate) primary: Option<Vec<u16>>,
    /// DA2: kind, version, and a number more; `None` where it did not say.
    pub(crate) secondary: Option<Vec<u16>>,
    /// DECRPM for mode 8 (BDSM) before it was changed; `None` where it did not say.
    pub(crate) bdsm: Option<u16>,
    /// The multiplexer between qari and the terminal.
    pub(crate) multiplexer: Option<Multiplexer>,
    /// The terminals that tmux shows this in, the one used last first; `None` where it has not said.
    pub(crate) clients: Option<Vec<TmuxClient>>,
    /// Its background: what the environment hints at, until the terminal tells.
    pub(crate) background: Background,
    /// Whether the environment names a terminal that puts what it is sent on the clipboard.
    pub(crate) copies: bool,
    /// Whether all questions are answered.
    pub(crate) settled: bool,
    /// `TERM`.
    term: String,
    /// By the environment alone.
    guess: Option<TerminalKind>,
    /// Terminals whose inherited variables are set.
    hints: Vec<TerminalKind>,
    /// The pane to ask tmux about, where tmux can be asked.
    pane: Option<String>,
    /// Whether to leave out the question for mode 8.
    avoid_mode_query: bool,
    /// Whether there is a tmux to ask.
    asks_tmux: bool,
    /// Whether the terminal has told its background, and will again.
    tells_background: bool,
    /// What was switched and has to be put back.
    switched: Switched,
}

impl Capabilities {
    /// What the environment alone says. `env` looks a variable up.
    ///
    /// A guess until the terminal answers. Over ssh only `TERM` is surely handed on.
    pub(crate) fn from_env(env: &dyn Fn(&str) -> Option<String>) -> Self {
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
        let by_term = TerminalKind::by_term(&term);
        let guess = by_term.or_else(|| TerminalKind::by_variables(env));
        let mut hints = TerminalKind::hinted(env);
        // Its TERM is as good as its variable.
        hints.extend(by_term.filter(|kind| kind.profile().recognized.da2_needs_variable));
        let copies = guess.map(|kind| kind.profile().clipboard);
        let mut found = Self {
            multiplexer,
            background: Background::from_env(env),
            copies: matches!(
                copies,
                Some(ClipboardRule::Yes | ClipboardRule::YesByEnvironment)
            ),
            asks_tmux: is_set("TMUX"),
            pane: get("TMUX_PANE"),
            avoid_mode_query: profile::prints_mode_query(&term)
                || guess
                    .iter()
                    .chain(&hints)
                    .any(|kind| kind.profile().quirks.prints_mode_query),
            guess,
            hints,
            term,
            ..Self::default()
        };
        found.recognize();
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
                self.background = Background::of(rgb);
                self.tells_background = true;
            }
        }
        self.recognize();
    }

    /// Takes in what tmux says of its clients.
    pub(super) fn learn_clients(&mut self, clients: Vec<TmuxClient>) {
        self.clients = Some(clients);
        self.recognize();
    }

    /// Whether there is a tmux that can be asked for its clients.
    pub(super) fn asks_tmux(&self) -> bool {
        self.asks_tmux && self.multiplexer == Some(Multiplexer::Tmux)
    }

    /// The pane to ask tmux about, where it is known.
    pub(super) fn tmux_pane(&self) -> Option<&str> {
        self.pane.as_deref()
    }

    /// What the replies say of a multiplexer.
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
    fn recognize(&mut self) {
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

    /// The terminal with nothing between, by the strongest evidence that there is.
    fn find_terminal(&self) -> (TerminalKind, DetectionEvidence) {
        if let Some(name) = self.name.as_deref().filter(|name| !name.is_empty()) {
            match TerminalKind::by_name(name) {
                Some(terminal) => return (terminal, DetectionEvidence::Name),
                // It is none of those that the environment or numbers may speak of.
                None => return self.by_mode().unwrap_or_default(),
            }
        }
        let numbers = self.secondary.as_deref().unwrap_or_default();
        let by_numbers = TerminalKind::by_numbers(numbers, &|terminal| self.is_hinted(terminal));
        if let Some(terminal) = by_numbers {
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

    /// One that knows mode 8 is treated as mintty: it obeys, and reorders without.
    fn by_mode(&self) -> Option<(TerminalKind, DetectionEvidence)> {
        matches!(self.bdsm, Some(1..=4)).then_some((TerminalKind::Mintty, DetectionEvidence::Mode))
    }

    /// Whether a variable of that terminal was set, with no multiplexer between.
    fn is_hinted(&self, terminal: TerminalKind) -> bool {
        self.multiplexer.is_none() && self.hints.contains(&terminal)
    }

    /// A stable text for what was found: the key under which a person's choice for this terminal is kept.
    ///
    /// It changes as replies come in. The version is in it: a newer terminal may behave otherwise. No blanks, no quotes,
    /// no control characters; at most some 250 bytes.
    pub(crate) fn fingerprint(&self) -> String {
        let numbers = self.secondary.as_ref().map(|numbers| {
            let numbers: Vec<_> = numbers.iter().take(3).map(u16::to_string).collect();
            numbers.join(";")
        });
        let mut parts = vec![
            format!("term={}", key_part(&self.term)),
            format!(
                "name={}",
                key_part(self.name.as_deref().unwrap_or_default())
            ),
            format!("da2={}", key_part(&numbers.unwrap_or_default())),
        ];
        if let Some(between) = self.multiplexer {
            parts.push(format!("in={}", between.name()));
        }
        // The one that was used last: whoever attaches another later has it, too.
        if let Some(client) = self.clients.iter().flatten().next() {
            parts.push(format!("outer-term={}", key_part(&client.term)));
            parts.push(format!("outer={}", key_part(&client.name)));
        }
        parts.join(",")
    }
}

/// A reply as part of a key: at most 40 characters, and none that a configuration would have to quote.
fn key_part(reply: &str) -> String {
    let reply = if reply.is_empty() { "-" } else { reply };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._();".contains(c);
    reply
        .chars()
        .take(40)
        .map(|c| if plain(c) { c } else { '_' })
        .collect()
}
