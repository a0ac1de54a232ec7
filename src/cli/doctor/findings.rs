//! What was found of the terminal: one object, written as JSON or as lines.
//!
//! It is made to be pasted into a report, so it tells nothing of the person: of variables that hold an address or a
//! path only that they are set. Its names are for programs and never translated.
//!
//! A field that does not apply stays out of the JSON or is `null`; none changes its type. Nothing is sent to
//! the terminal here: what a session has been told by now is put together with the environment.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use super::DoctorInput;
use crate::store;
use crate::terminal::{
    self, BidiChoice, Capabilities, ColorDepth, DetectionEvidence, RememberedBidi, Session,
    TerminalKind, TmuxClient,
};

/// Variables that tell of the terminal, of what stands between, or of wishes. Their values are told, of
/// each no more than [`LONGEST_VALUE`].
const TOLD: [&str; 19] = [
    "TERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "TERMINAL_EMULATOR",
    "COLORTERM",
    "NO_COLOR",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "MLTERM",
    "XTERM_VERSION",
    "LC_TERMINAL",
    "LC_TERMINAL_VERSION",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "QARI_BIDI",
    "QARI_LANG",
    "COLUMNS",
    "LINES",
];

/// Variables of which only that they are set is told: addresses of machines, paths of sockets with the
/// person's name in them, numbers of windows. That they are set tells what stands between.
const SET: [&str; 12] = [
    "TMUX",
    "STY",
    "ZELLIJ",
    "SSH_CONNECTION",
    "SSH_TTY",
    "MOSH_CONNECTION",
    "KITTY_WINDOW_ID",
    "ALACRITTY_WINDOW_ID",
    "WEZTERM_PANE",
    "WT_SESSION",
    "GHOSTTY_RESOURCES_DIR",
    "TERMINFO",
];

/// What people want to see first, in this order; the rest comes by the alphabet. For lines alone:
/// JSON keeps the order of [`Findings`].
const FIRST: [&str; 8] = [
    "terminal",
    "multiplexer",
    "bidi",
    "replies",
    "answered",
    "fingerprint",
    "unknown",
    "environment",
];

/// Longest value of a variable that is told, in characters.
const LONGEST_VALUE: usize = 100;

/// What the configuration held. A file that cannot be read holds no choices, and is no reason not to
/// look at the terminal.
#[derive(Clone, Debug, Default)]
pub(super) struct SavedChoices {
    /// Configuration by fingerprint.
    pub(super) choices: RememberedBidi,
    /// Why it could not be read.
    pub(super) problem: Option<String>,
}

/// All that was found.
///
/// Names and meanings of the fields are what `qari doctor --json` promises to programs.
#[derive(Debug, Serialize)]
pub(super) struct Findings {
    /// qari's version.
    qari: &'static str,
    /// Whether there was a terminal to ask.
    pub(super) tty: bool,
    /// Why there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    /// What it was taken for.
    #[serde(skip_serializing_if = "Option::is_none")]
    terminal: Option<String>,
    /// What stands between: a multiplexer's name in small letters, `null` for none.
    multiplexer: Option<String>,
    /// All that came back, byte for byte, escaped.
    #[serde(skip_serializing_if = "Option::is_none")]
    replies: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered: Option<TerminalAnswers>,
    /// What tmux is shown in, the one used last first; only tmux can be asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tmux_clients: Vec<String>,
    environment: BTreeMap<&'static str, String>,
    /// The key under which a choice is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fingerprint: Option<String>,
    pub(super) bidi: BidiDecision,
    colours: &'static str,
    /// Columns and rows, in cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<(u16, u16)>,
    /// Whether vowel signs are sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    tashkeel: Option<String>,
    /// What no question could settle.
    unknown: Vec<&'static str>,
    configuration: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    configuration_problem: Option<String>,
    reading_places: Option<String>,
}

/// What was understood of the replies; `null` for a question without an answer.
#[derive(Debug, Serialize)]
struct TerminalAnswers {
    /// The name and version that the terminal gives itself.
    xtversion: Option<String>,
    /// Numbers of the second device attributes: kind and version, by each terminal's own count.
    da2: Option<Vec<u16>>,
    /// State of mode 8, by which a terminal orders letters itself, as DECRPM has it: 0 unknown to it, 1 on, 2 off, 3 on
    /// for good, 4 off for good. As it was before qari changed it.
    mode_8: Option<u16>,
    /// Numbers of the first device attributes.
    da1: Option<Vec<u16>>,
}

/// Who orders the letters.
///
/// The first of asked for, remembered and automatic that is not `auto` is used.
#[derive(Debug, Serialize)]
pub(super) struct BidiDecision {
    /// By `--bidi` or `QARI_BIDI`.
    asked_for: &'static str,
    /// By an earlier answer for this fingerprint.
    pub(super) remembered: Option<&'static str>,
    /// By what was found alone.
    pub(super) automatic: Option<&'static str>,
    /// What is used now.
    pub(super) used: Option<&'static str>,
    /// Why, as a sentence for people.
    pub(super) because: String,
}

impl Findings {
    /// What an open session knows by now.
    pub(super) fn of(session: &Session, input: &DoctorInput<'_>) -> Self {
        let capabilities = session.capabilities();
        Self {
            tty: true,
            terminal: Some(capabilities.terminal.name().to_owned()),
            multiplexer: capabilities.multiplexer.map(|it| it.name().to_owned()),
            replies: Some(session.said()),
            answered: Some(TerminalAnswers {
                xtversion: capabilities.name.clone(),
                da2: capabilities.secondary.clone(),
                mode_8: capabilities.bdsm,
                da1: capabilities.primary.clone(),
            }),
            tmux_clients: capabilities.clients.iter().flatten().map(client).collect(),
            bidi: choice(
                capabilities,
                input.options.terminal.bidi,
                &input.saved.choices,
            ),
            fingerprint: Some(capabilities.fingerprint()),
            colours: colours(session.depth()),
            size: Some(session.size()),
            tashkeel: Some(format!("{:?}", session.target().tashkeel).to_lowercase()),
            unknown: unknown(capabilities),
            ..Self::without_session(input)
        }
    }

    /// What is known without one: environment, files and why there is none.
    pub(super) fn without_terminal(
        problem: &terminal::TerminalError,
        input: &DoctorInput<'_>,
    ) -> Self {
        Self {
            problem: Some(problem.to_string()),
            ..Self::without_session(input)
        }
    }

    /// What no terminal has a part in; the rest is empty.
    fn without_session(input: &DoctorInput<'_>) -> Self {
        let shown = |path: &Option<PathBuf>| path.as_deref().map(store::display_path);
        let env = |name: &str| std::env::var(name).ok();
        Self {
            qari: env!("CARGO_PKG_VERSION"),
            tty: false,
            problem: None,
            terminal: None,
            multiplexer: None,
            replies: None,
            answered: None,
            tmux_clients: Vec::new(),
            environment: environment(&env),
            fingerprint: None,
            bidi: BidiDecision {
                asked_for: input.options.terminal.bidi.name(),
                remembered: None,
                automatic: None,
                used: None,
                because: "there is no terminal to be sent anything".to_owned(),
            },
            colours: colours(ColorDepth::detect(input.options.terminal.color, &env)),
            size: None,
            tashkeel: None,
            unknown: Vec::new(),
            configuration: shown(&input.files.config),
            configuration_problem: input.saved.problem.clone(),
            reading_places: shown(&input.files.state),
        }
    }

    /// One line for each finding, for people: `replies: \x1b[?62;22c`.
    ///
    /// Made from the JSON, so that both tell the same. Not cut to any width and not yet safe to print: values of
    /// variables may hold control characters.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Ok(serde_json::Value::Object(all)) = serde_json::to_value(self) {
            let place = |name: &str| FIRST.iter().position(|first| *first == name);
            let mut all: Vec<_> = all.iter().collect();
            all.sort_by_key(|(name, _)| place(name).unwrap_or(FIRST.len()));
            for (name, value) in all {
                flatten(name, value, &mut lines);
            }
        }
        lines
    }
}

/// Objects become dotted names, lists of words a line each; nulls stay out.
/// `bidi.used: visual`. Numbers in a row stay one line, as JSON has them.
fn flatten(name: &str, value: &serde_json::Value, lines: &mut Vec<String>) {
    use serde_json::Value;
    match value {
        Value::Null => {}
        Value::Object(all) => {
            for (inner, value) in all {
                flatten(&format!("{name}.{inner}"), value, lines);
            }
        }
        Value::Array(all) if all.iter().all(Value::is_string) => {
            for value in all {
                flatten(name, value, lines);
            }
        }
        Value::String(text) => lines.push(format!("{name}: {text}")),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
            lines.push(format!("{name}: {value}"));
        }
    }
}

/// The way that `asked`, `kept` and the findings lead to, in this order of belief.
///
/// `because` tells of the one that decided; the others are listed beside it, so that a report shows what a
/// person overruled.
fn choice(capabilities: &Capabilities, asked: BidiChoice, kept: &RememberedBidi) -> BidiDecision {
    let remembered = kept.get(&capabilities.fingerprint()).copied();
    let because = if asked != BidiChoice::Auto {
        "--bidi or QARI_BIDI asks for it".to_owned()
    } else if remembered.is_some_and(|bidi| bidi != BidiChoice::Auto) {
        "it was chosen in `qari doctor` for this terminal".to_owned()
    } else {
        why(capabilities)
    };
    BidiDecision {
        asked_for: asked.name(),
        remembered: remembered.map(BidiChoice::name),
        automatic: Some(capabilities.needs().name()),
        used: Some(capabilities.resolve(asked, kept).name()),
        because,
    }
}

/// What the terminal was recognised by; of the witnesses, the one that was believed.
fn why(capabilities: &Capabilities) -> String {
    let terminal = capabilities.terminal.name();
    match capabilities.evidence {
        DetectionEvidence::Name => {
            let name = capabilities.name.as_deref().unwrap_or_default();
            format!("{terminal}, by its name {name}")
        }
        DetectionEvidence::Numbers => {
            let numbers = capabilities
                .secondary
                .as_deref()
                .map(joined)
                .unwrap_or_default();
            format!("{terminal}, by DA2 {numbers}")
        }
        DetectionEvidence::Mode => format!("{terminal} or its like: it knows mode 8"),
        DetectionEvidence::Clients => "tmux told what it is shown in".to_owned(),
        DetectionEvidence::Environment => format!("{terminal}, by the environment"),
        DetectionEvidence::Hidden => {
            "a multiplexer hides the terminal; this is right in most".to_owned()
        }
        DetectionEvidence::Nothing => "nothing told what it is; this is right in most".to_owned(),
    }
}

/// `65;7006;1`, as terminals write it.
pub(super) fn joined(numbers: &[u16]) -> String {
    let numbers: Vec<_> = numbers.iter().map(u16::to_string).collect();
    numbers.join(";")
}

/// A terminal in which tmux is shown: its name, its `TERM`, what it was taken for.
fn client(client: &TmuxClient) -> String {
    format!(
        "{} ({}): {}",
        client.name,
        client.term,
        client.terminal.name()
    )
}

/// What only the eye, or nobody, can tell.
///
/// Said outright, so that a reader of the report does not take silence for an answer.
fn unknown(capabilities: &Capabilities) -> Vec<&'static str> {
    let mut out = vec!["how the letters look: whether the font has the forms, whether they join"];
    if capabilities.multiplexer.is_some() && capabilities.evidence != DetectionEvidence::Clients {
        out.push("which terminal stands outside of the multiplexer, and whether it reorders");
    }
    if std::env::var_os("SSH_CONNECTION").is_some() {
        out.push("variables of the near end: ssh hands on TERM and what SendEnv names");
    }
    if !capabilities.settled {
        out.push("whether more replies would have come: the last question was not answered");
    }
    if !matches!(capabilities.bdsm, Some(1..=3)) {
        out.push("whether the terminal reorders: it has no mode 8, and some that have none do");
    }
    if capabilities.terminal == TerminalKind::Kitty {
        out.push("whether kitty is set to force_ltr: then `visual` reads right");
    }
    out
}

/// Those that are set; an empty value counts as set.
fn environment(env: &dyn Fn(&str) -> Option<String>) -> BTreeMap<&'static str, String> {
    // By characters, so that no value is cut within one.
    let told = TOLD.into_iter().filter_map(|name| Some((name, env(name)?)));
    let told = told.map(|(name, value)| (name, value.chars().take(LONGEST_VALUE).collect()));
    let set = SET.into_iter().filter(|name| env(name).is_some());
    told.chain(set.map(|name| (name, "(set)".to_owned())))
        .collect()
}

/// As `COLORTERM` and people call them.
const fn colours(depth: ColorDepth) -> &'static str {
    match depth {
        ColorDepth::Mono => "none",
        ColorDepth::Ansi16 => "16",
        ColorDepth::Ansi256 => "256",
        ColorDepth::TrueColor => "truecolor",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_not_told() {
        let all = environment(&|name| match name {
            "SSH_CONNECTION" => Some("192.0.2.7 4711 192.0.2.8 22".to_owned()),
            "TERM" => Some("st".repeat(100)),
            _ => None,
        });
        assert_eq!(all["SSH_CONNECTION"], "(set)");
        assert_eq!(all["TERM"].len(), LONGEST_VALUE);
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn the_order_of_belief() {
        let capabilities = Capabilities::default();
        let used = |asked, kept| {
            let kept = Option::map(kept, |bidi| (capabilities.fingerprint(), bidi));
            choice(&capabilities, asked, &kept.into_iter().collect()).used
        };
        assert_eq!(used(BidiChoice::Auto, None), Some("visual"));
        assert_eq!(
            used(BidiChoice::Auto, Some(BidiChoice::Marked)),
            Some("marked")
        );
        assert_eq!(
            used(BidiChoice::Words, Some(BidiChoice::Marked)),
            Some("words")
        );
        assert_eq!(
            used(BidiChoice::Auto, Some(BidiChoice::Auto)),
            Some("visual")
        );
    }
}
