//! What of the mouse is asked of the terminal, and taken back.
//!
//! Always: on the alternate screen the wheel acts as arrow keys (mode 1007). Most terminals do
//! so by themselves; xterm wants to be asked (measured, 379). The mode is saved before and restored
//! after (XTSAVE, XTRESTORE).
//!
//! Asked for by a key: presses and the wheel as reports (1000) in the form that has no limits
//! (1006). While they are on, selecting text needs Shift.
//!
//! Never asked for: movements.

/// When the screen is taken.
pub(super) const ENTER: &[u8] = b"\x1b[?1007s\x1b[?1007h";

/// When it is given back.
pub(super) const LEAVE: &[u8] = b"\x1b[?1007r";

/// Reports begin.
pub(super) const ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";

/// Reports end.
pub(super) const OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
