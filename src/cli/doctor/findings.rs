//! The findings about the terminal: the replies so far and the environment → one object, as JSON or as lines.
//!
//! They are made to be pasted into a report, so they contain nothing personal: of variables with an address or a path they
//! say only that they are set. Names are for programs and never translated.
//!
//! A field that does not apply is left out of the JSON or `null`; no field changes its type. Nothing is sent to the
//! terminal here.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use super::DoctorInput;
use crate::store;
use crate::terminal::{
    self, BidiChoice, Capabilities, ColorDepth, DetectionEvidence, RememberedBidi, Session,
    TerminalKind, TmuxClient,
};

/// Variables about the terminal, the programs in between, and choices of the user. Their values are shown, up to
/// [`MAX_VALUE`].
const SHOWN_VARIABLES: [&str; 19] = [
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

/// Variables that are only shown as set: they hold addresses, paths of sockets with the user's name, numbers of windows.
/// That they are set tells which programs are in between.
const HIDDEN_VARIABLES: [&str; 12] = [
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

/// The first lines, in this order; the others are alphabetical. JSON has the order of [`Findings`].
const FIRST_LINES: [&str; 8] = [
    "terminal",
    "multiplexer",
    "bidi",
    "replies",
    "answered",
    "fingerprint",
    "unknown",
    "environment",
];

/// Longest value of a variable that is shown, in characters.
const MAX_VALUE: usize = 100;

/// The choices in the configuration; none if it cannot be read.
#[derive(Clone, Debug, Default)]
pub(super) struct SavedChoices {
    /// Configuration by fingerprint.
    pub(super) choices: RememberedBidi,
    /// Why the configuration could not be read.
    pub(super) problem: Option<String>,
}

/// All findings. Names and meanings of the fields are the format of `qari doctor --json`.
#[derive(Debug, Serialize)]
pub(super) struct Findings {
    /// qari's version.
    qari: &'static str,
    /// Whether there was a terminal.
    pub(super) tty: bool,
    /// Why there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    /// The terminal that was recognized.
    #[serde(skip_serializing_if = "Option::is_none")]
    terminal: Option<String>,
    /// The multiplexer in between, in lower case, or `null`.
    multiplexer: Option<String>,
    /// All replies, byte for byte, escaped.
    #[serde(skip_serializing_if = "Option::is_none")]
    replies: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered: Option<TerminalAnswers>,
    /// The terminals that tmux is attached to, the one used last first; other multiplexers cannot be asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tmux_clients: Vec<String>,
    environment: BTreeMap<&'static str, String>,
    /// The key under which a choice is saved.
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

/// The parsed replies; `null` for a query without a reply.
#[derive(Debug, Serialize)]
struct TerminalAnswers {
    /// Name and version (XTVERSION).
    xtversion: Option<String>,
    /// Numbers of the secondary device attributes: kind and version, with a meaning of their own in each terminal.
    da2: Option<Vec<u16>>,
    /// State of mode 8 (reordering by the terminal) before qari changed it, as in DECRPM: 0 unknown, 1 on, 2 off,
    /// 3 permanently on, 4 permanently off.
    mode_8: Option<u16>,
    /// Numbers of the primary device attributes.
    da1: Option<Vec<u16>>,
}

/// The choice of who reorders. The first of `asked_for`, `remembered` and `automatic` that is not `auto` is used.
#[derive(Debug, Serialize)]
pub(super) struct BidiDecision {
    /// By `--bidi` or `QARI_BIDI`.
    asked_for: &'static str,
    /// Saved earlier for this fingerprint.
    pub(super) remembered: Option<&'static str>,
    /// From detection alone.
    pub(super) automatic: Option<&'static str>,
    /// The choice in use.
    pub(super) used: Option<&'static str>,
    /// Why, as a sentence for people.
    pub(super) because: String,
}

impl Findings {
    /// The findings of an open session so far.
    pub(super) fn of(session: &Session, input: &DoctorInput<'_>) -> Self {
        let capabilities = session.capabilities();
        Self {
            tty: true,
            terminal: Some(capabilities.terminal.report_name().to_owned()),
            multiplexer: capabilities.multiplexer.map(|it| it.name().to_owned()),
            replies: Some(session.reply_log()),
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

    /// The findings without a terminal: environment, files, and why there is none.
    pub(super) fn without_terminal(
        problem: &terminal::TerminalError,
        input: &DoctorInput<'_>,
    ) -> Self {
        Self {
            problem: Some(problem.to_string()),
            ..Self::without_session(input)
        }
    }

    /// The part that needs no session; the rest is empty.
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

    /// One line per finding, for people: `replies: \x1b[?62;22c`.
    ///
    /// Made from the JSON, so that both agree. Lines are not cut, and not safe to print yet: values of variables may
    /// contain control characters.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Ok(serde_json::Value::Object(all)) = serde_json::to_value(self) {
            let place = |name: &str| FIRST_LINES.iter().position(|first| *first == name);
            let mut all: Vec<_> = all.iter().collect();
            all.sort_by_key(|(name, _)| place(name).unwrap_or(FIRST_LINES.len()));
            for (name, value) in all {
                flatten(name, value, &mut lines);
            }
        }
        lines
    }
}

/// Appends the lines of one value: `bidi.used: visual`. Objects become dotted names, each string of a list a line; lists of
/// numbers stay one line, as in JSON; nulls are left out.
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

/// The choice that follows from `asked`, `kept` and the findings, in this order of precedence.
///
/// `because` gives the reason for the one that decided; the others are listed too, so that a report shows what the user
/// overrode.
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

/// The evidence by which the terminal was recognized.
fn why(capabilities: &Capabilities) -> String {
    let terminal = capabilities.terminal.report_name();
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

/// `65;7006;1`, as in a reply.
pub(super) fn joined(numbers: &[u16]) -> String {
    let numbers: Vec<_> = numbers.iter().map(u16::to_string).collect();
    numbers.join(";")
}

/// A terminal that tmux is attached to: its name, its `TERM`, the terminal that was recognized.
fn client(client: &TmuxClient) -> String {
    format!(
        "{} ({}): {}",
        client.name,
        client.term,
        client.terminal.report_name()
    )
}

/// What could not be detected. It is listed so that nobody takes a missing line for an answer.
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

/// The variables that are set, also to an empty value.
fn environment(env: &dyn Fn(&str) -> Option<String>) -> BTreeMap<&'static str, String> {
    // Cut between characters.
    let told = SHOWN_VARIABLES
        .into_iter()
        .filter_map(|name| Some((name, env(name)?)));
    let told = told.map(|(name, value)| (name, value.chars().take(MAX_VALUE).collect()));
    let set = HIDDEN_VARIABLES
        .into_iter()
        .filter(|name| env(name).is_some());
    told.chain(set.map(|name| (name, "(set)".to_owned())))
        .collect()
}

/// The usual name of a colour depth, as in `COLORTERM`.
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
    fn addresses_are_not_shown() {
        let all = environment(&|name| match name {
            "SSH_CONNECTION" => Some("192.0.2.7 4711 192.0.2.8 22".to_owned()),
            "TERM" => Some("st".repeat(100)),
            _ => None,
        });
        assert_eq!(all["SSH_CONNECTION"], "(set)");
        assert_eq!(all["TERM"].len(), MAX_VALUE);
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn precedence_of_choices() {
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
