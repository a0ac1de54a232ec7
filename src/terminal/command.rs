//! crossterm's commands → bytes in a frame's buffer, and the sequences where qari's own are shorter.
//!
//! | what | crossterm 0.29 | here |
//! |---|---|---|
//! | cursor home | `CSI 1 ; 1 H` | `CSI H` |
//! | one cell to the right | `CSI 1 C` | `CSI C` |
//! | first column of a row, a column of the first row | `CSI y ; 1 H`, `CSI 1 ; x H` | `CSI y H`, `CSI ; x H` |
//! | scroll by one row | `CSI 1 S`, `CSI 1 T` | `CSI S`, `CSI T` |
//! | plain style | `CSI 0 m` | `CSI m` |
//! | margins (DECSTBM), erasing cells (`CSI n X`), mode 2031, DSR, DA, OSC 11 and 52 | none | literal bytes |
//!
//! Everything else is crossterm's: alternate screen, cursor shown, hidden and placed, clearing, longer scrolls,
//! wrapping, synchronized updates, bracketed paste.

use crossterm::cursor::{MoveRight, MoveTo};
use crossterm::terminal::{ScrollDown, ScrollUp};
use crossterm::{Command, QueueableCommand};

/// The margins are the whole screen. The cursor goes home.
pub(super) const NO_MARGINS: &[u8] = b"\x1b[r";

/// No style.
pub(super) const PLAIN_STYLE: &[u8] = b"\x1b[m";

/// The cursor at the upper left.
pub(super) const HOME: &[u8] = b"\x1b[H";

/// Appends the command to `out`.
pub(super) fn queue(out: &mut Vec<u8>, command: impl Command) {
    // Writing to memory cannot fail.
    let _ = out.queue(command);
}

/// The command as text.
pub(super) fn text(command: impl Command) -> String {
    let mut out = String::new();
    // Writing to memory cannot fail.
    let _ = command.write_ansi(&mut out);
    out
}

/// The cursor at column `x` of row `y`, both counted from 0.
pub(super) fn move_to(x: u16, y: u16) -> String {
    match (x, y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, _) => format!("\x1b[{}H", y + 1),
        (_, 0) => format!("\x1b[;{}H", x + 1),
        _ => text(MoveTo(x, y)),
    }
}

/// The cursor `n` cells to the right; nothing for 0.
pub(super) fn move_right(n: u16) -> String {
    match n {
        0 => String::new(),
        1 => "\x1b[C".to_owned(),
        _ => text(MoveRight(n)),
    }
}

/// The rows within the margins move up by `by`, or down where it is negative.
pub(super) fn scroll(by: i16) -> String {
    match by {
        1 => "\x1b[S".to_owned(),
        -1 => "\x1b[T".to_owned(),
        _ if by > 0 => text(ScrollUp(by.unsigned_abs())),
        _ => text(ScrollDown(by.unsigned_abs())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_longer_than_crossterms() {
        for n in [1, 2, 9, 10, 300] {
            assert!(move_right(n).len() <= text(MoveRight(n)).len());
            let by = i16::try_from(n).unwrap();
            assert!(scroll(by).len() <= text(ScrollUp(n)).len());
            assert!(scroll(-by).len() <= text(ScrollDown(n)).len());
            for place in [(0, n), (n, 0), (n, n), (0, 0)] {
                let theirs = text(MoveTo(place.0, place.1));
                assert!(move_to(place.0, place.1).len() <= theirs.len());
            }
        }
        assert_eq!(move_to(4, 2), "\x1b[3;5H");
        assert_eq!(
            (scroll(3), scroll(-2)),
            ("\x1b[3S".into(), "\x1b[2T".into())
        );
    }
}
