//! A key as a person presses it, free of any terminal library.
//!
//! The terminal room makes these from bytes, the keymap resolves them. What terminals
//! cannot tell apart is one key here: Ctrl-I is Tab, Ctrl-M is Enter.

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Held with Control.
    pub ctrl: bool,
    /// Held with Alt (sent as a leading ESC by most terminals).
    pub alt: bool,
    /// Held with Shift, where the terminal can tell; always `false` for characters, which carry their own case.
    pub shift: bool,
}

/// Which key was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyCode {
    /// A character as the keyboard layout gives it: `j`, `ت`, `؟`.
    Char(char),
    /// Return or Enter.
    Enter,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Escape alone.
    Esc,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, 1 to 12.
    F(u8),
}

impl Key {
    /// `code` alone, without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The character `c`, without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Control and the character `c` (lower case).
    ///
    /// # Examples
    ///
    /// ```
    /// use qari::ui::key::{Key, KeyCode};
    ///
    /// let stop = Key::ctrl('c');
    /// assert_eq!(stop, Key { ctrl: true, ..Key::plain(KeyCode::Char('c')) });
    /// assert_ne!(stop, Key::char('c'));
    /// ```
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: KeyCode::Char(c),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }
}
