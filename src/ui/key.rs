//! Keys as a table or a test writes them: short constructors of crossterm's [`KeyEvent`].
//!
//! The terminal's parser produces the events, the keymap resolves them. Keys that terminals cannot tell apart are one
//! key here: Ctrl-I is Tab, Ctrl-M is Enter. A character carries its own case: `G` has no SHIFT (crossterm's `==` treats
//! `G` with and without SHIFT alike).

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// `code` without modifiers.
pub const fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// The character `c` without modifiers, as the keyboard layout gives it: `j`, `ت`, `؟`.
pub const fn character(c: char) -> KeyEvent {
    plain(KeyCode::Char(c))
}

/// Control and the character `c` (lower case).
pub const fn control(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
}

/// Alt and the key `code`.
pub const fn alt(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::ALT)
}

/// Whether the key was pressed with Control.
pub const fn has_control(key: KeyEvent) -> bool {
    key.modifiers.contains(KeyModifiers::CONTROL)
}

/// Whether the key was pressed with Alt (most terminals send it as a leading ESC).
pub const fn has_alt(key: KeyEvent) -> bool {
    key.modifiers.contains(KeyModifiers::ALT)
}

#[cfg(test)]
mod tests {
    #[test]
    fn ctrl_is_not_the_bare_key() {
        use crate::ui::key;

        assert_ne!(key::control('c'), key::character('c'));
    }
}
