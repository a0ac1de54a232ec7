//! The rows of the profiles → the README's table of terminals.

use std::fmt::Write;

use super::{BidiSwitch, ClipboardRule, ProfileSource, TerminalKind, TerminalProfile};

/// The table in Markdown: what each terminal is sent, what it is recognized by, and where that is known from.
pub fn markdown() -> String {
    let mut out = "| terminal | own bidi | row encoding | behind tmux | recognized by | OSC 52 | known from |\n".to_owned();
    out.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
    for kind in TerminalKind::ALL.iter().copied() {
        let row = kind.profile();
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| {} | {} | `{}`{} | `{}` | {} | {} | {} |",
            row.name,
            row.own_bidi,
            row.direct.name(),
            switch(row.switch),
            row.hidden.name(),
            recognized(row),
            clipboard(row.clipboard),
            source(row.source),
        );
    }
    out
}

/// What is sent before, where something is.
const fn switch(switch: BidiSwitch) -> &'static str {
    match switch {
        BidiSwitch::None => "",
        BidiSwitch::Mode8 { .. } => " after `CSI 8 l`",
        BidiSwitch::Osc50 => " after `OSC 50;BidiRenderingEnabled=false`",
        BidiSwitch::Osc5379 => " after `OSC 5379;use_ctl=false`",
    }
}

/// The kinds of evidence, the strongest first.
fn recognized(row: &TerminalProfile) -> String {
    let known = &row.recognized;
    let mut by = Vec::new();
    if known.xtversion.is_some() {
        by.push("name".to_owned());
    }
    if known.da2.is_some() {
        by.push("DA2".to_owned());
    }
    if matches!(row.switch, BidiSwitch::Mode8 { .. }) {
        by.push("mode 8".to_owned());
    }
    if !known.term.is_empty() {
        by.push("`TERM`".to_owned());
    }
    by.extend(known.variables.iter().map(|(name, _)| format!("`{name}`")));
    if by.is_empty() {
        "-".to_owned()
    } else {
        by.join(", ")
    }
}

/// Whether a copy arrives.
fn clipboard(rule: ClipboardRule) -> String {
    match rule {
        ClipboardRule::Yes | ClipboardRule::YesByEnvironment => "yes".to_owned(),
        ClipboardRule::YesFrom(major, minor) => format!("from {major}.{minor:02}"),
        ClipboardRule::Maybe => "if allowed".to_owned(),
        ClipboardRule::No => "no".to_owned(),
    }
}

/// Version or kind of the source.
fn source(source: ProfileSource) -> String {
    match source {
        ProfileSource::Measured(version) => format!("measured, {version}"),
        ProfileSource::Read => "sources".to_owned(),
        ProfileSource::Default => "right in most".to_owned(),
    }
}
