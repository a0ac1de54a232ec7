//! Keys as text: for help, hints and the README's table.
//!
//! Not translated: these are the words on the key caps.

use super::{READER, arabic_layout_key};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::ui::key;
use crate::ui::lang::Lang;

/// A key as help and the README write it: `j`, `Ctrl-D`, `PgDn`.
pub(crate) fn key_name(key: KeyEvent) -> String {
    let name = match key.code {
        KeyCode::Char(' ') => "Space".to_owned(),
        KeyCode::Char(c) if key::has_control(key) => c.to_uppercase().to_string(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "Enter".to_owned(),
        KeyCode::Tab => "Tab".to_owned(),
        KeyCode::BackTab => "Shift-Tab".to_owned(),
        KeyCode::Esc => "Esc".to_owned(),
        KeyCode::Backspace => "Backspace".to_owned(),
        KeyCode::Delete => "Del".to_owned(),
        KeyCode::Insert => "Ins".to_owned(),
        KeyCode::Up => "↑".to_owned(),
        KeyCode::Down => "↓".to_owned(),
        KeyCode::Left => "←".to_owned(),
        KeyCode::Right => "→".to_owned(),
        KeyCode::Home => "Home".to_owned(),
        KeyCode::End => "End".to_owned(),
        KeyCode::PageUp => "PgUp".to_owned(),
        KeyCode::PageDown => "PgDn".to_owned(),
        // F1 to F12, and keys that no row is bound to.
        other => other.to_string(),
    };
    match (
        key::has_control(key),
        key::has_alt(key),
        key.modifiers.contains(KeyModifiers::SHIFT),
    ) {
        (true, _, _) => format!("Ctrl-{name}"),
        (false, true, _) => format!("Alt-{name}"),
        (false, false, true) => format!("Shift-{name}"),
        (false, false, false) => name,
    }
}

/// [`key_name`] inside a left-to-right isolate (U+2066, U+2069), so that `]` is not mirrored in Arabic text.
pub(crate) fn isolated_key_name(key: KeyEvent) -> String {
    format!("\u{2066}{}\u{2069}", key_name(key))
}

/// What the Arabic layout has on that key, as on the key cap: letters, not a ligature or a bare mark.
///
/// `None` with Control or Alt, and where both layouts send the same.
fn arabic_layout_key_name(key: KeyEvent) -> Option<String> {
    let KeyCode::Char(latin) = key.code else {
        return None;
    };
    if key::has_control(key) || key::has_alt(key) {
        return None;
    }
    arabic_layout_key(latin).map(|c| match c {
        '\u{FEFB}' => "لا".to_owned(),
        '\u{FEF7}' => "لأ".to_owned(),
        '\u{064F}' => "ـُ".to_owned(),
        other => other.to_string(),
    })
}

/// All keys of a row and what the Arabic layout has on them, each list in the order of the row.
pub(crate) fn key_names(keys: &[KeyEvent]) -> (Vec<String>, Vec<String>) {
    let latin = keys.iter().map(|&key| key_name(key)).collect();
    let arabic = keys.iter().filter_map(|&key| arabic_layout_key_name(key));
    (latin, arabic.collect())
}

/// The reader's keys as a Markdown table, as the README has it.
pub fn markdown(lang: Lang) -> String {
    use std::fmt::Write as _;
    let code = |names: Vec<String>| {
        let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(" ")
    };
    let mut out = String::from("| keys | Arabic layout | what they do |\n| --- | --- | --- |\n");
    for binding in READER.bindings {
        let (latin, arabic) = key_names(binding.keys);
        let help = binding.help.text(lang);
        let _ = writeln!(out, "| {} | {} | {help} |", code(latin), code(arabic));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_key_is_not_mirrored_in_an_arabic_hint() {
        use crate::layout::{Direction, LayoutTarget, label};
        let hint = format!("{} قول", isolated_key_name(key::character(']')));
        let line = label(&hint, Direction::RightToLeft, LayoutTarget::default());
        assert!(line.text().ends_with(']'), "{}", line.text());
    }
}
