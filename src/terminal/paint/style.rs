//! One style → another, as the shorter of two SGR sequences.
//!
//! Either as a change of the current style (`22;31`) or from the plain style (`0;31`, its zero left out: `;31`). The numbers are those of ECMA-48, 8.3.117, with xterm's 90 to 107 for
//! bright colours and `38;5`, `38;2` for the larger palettes. Colours are taken as they
//! are; `cells` has reduced them to those that the terminal has.

use std::fmt::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};

use super::cells::SEEN_ON_BLANK;

/// The style that the terminal writes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct StyleState {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Modifier, the number that sets it, the number that ends it.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl StyleState {
    /// The style of a cell.
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether `cell` looks right in this style: a blank shows its background and its lines alone.
    pub(super) fn suits(self, cell: &Cell) -> bool {
        let wanted = Self::of(cell);
        let lines = self.modifier & SEEN_ON_BLANK;
        // Lines, and a reversed background, take the colour of the letters.
        self == wanted
            || (cell.symbol() == " "
                && self.bg == wanted.bg
                && lines == wanted.modifier & SEEN_ON_BLANK
                && (lines.is_empty() || self.fg == wanted.fg))
    }

    /// Appends the change to `to`; nothing where there is none.
    pub(super) fn change(&mut self, to: Self, out: &mut Vec<u8>) {
        if *self == to {
            return;
        }
        let fresh = Self::default().numbers(to);
        let fresh = if fresh.is_empty() {
            fresh
        } else {
            format!(";{fresh}")
        };
        let step = self.numbers(to);
        let shorter = if step.is_empty() || fresh.len() < step.len() {
            &fresh
        } else {
            &step
        };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(shorter.as_bytes());
        out.push(b'm');
        *self = to;
    }

    /// The SGR numbers from one style to the other, between semicolons.
    ///
    /// 22 ends bold and dim, 25 both kinds of blinking: what should stay is set again.
    fn numbers(self, to: Self) -> String {
        let mut text = String::new();
        let mut add = |number: u8| {
            let separator = if text.is_empty() { "" } else { ";" };
            // Writing to a String cannot fail.
            let _ = write!(text, "{separator}{number}");
        };
        let gone = self.modifier - to.modifier;
        let mut have = self.modifier;
        for (modifier, _, off) in MODIFIERS {
            if gone.contains(modifier) && have.contains(modifier) {
                add(off);
                // 22 and 25 end two at once.
                for (other, _, same) in MODIFIERS {
                    if same == off {
                        have.remove(other);
                    }
                }
            }
        }
        for (modifier, on, _) in MODIFIERS {
            if (to.modifier - have).contains(modifier) {
                add(on);
            }
        }
        if self.fg != to.fg {
            color(to.fg, 30, &mut add);
        }
        if self.bg != to.bg {
            color(to.bg, 40, &mut add);
        }
        text
    }
}

/// The SGR sequence that sets exactly `style` whatever was set before: for what is printed without a session.
///
/// Colours are sent as they are; the caller has reduced them to those that the terminal has.
pub(crate) fn sgr(style: Style) -> String {
    let state = StyleState {
        fg: style.fg.unwrap_or_default(),
        bg: style.bg.unwrap_or_default(),
        modifier: style.add_modifier,
    };
    let numbers = StyleState::default().numbers(state);
    let separator = if numbers.is_empty() { "" } else { ";" };
    format!("\x1b[0{separator}{numbers}m")
}

/// The numbers of a colour; `base` is 30 for the letters, 40 for the background.
fn color(color: Color, base: u8, add: &mut impl FnMut(u8)) {
    match color {
        Color::Reset => add(base + 9),
        Color::Black => add(base),
        Color::Red => add(base + 1),
        Color::Green => add(base + 2),
        Color::Yellow => add(base + 3),
        Color::Blue => add(base + 4),
        Color::Magenta => add(base + 5),
        Color::Cyan => add(base + 6),
        Color::Gray => add(base + 7),
        Color::DarkGray => add(base + 60),
        Color::LightRed => add(base + 61),
        Color::LightGreen => add(base + 62),
        Color::LightYellow => add(base + 63),
        Color::LightBlue => add(base + 64),
        Color::LightMagenta => add(base + 65),
        Color::LightCyan => add(base + 66),
        Color::White => add(base + 67),
        Color::Indexed(n) => [base + 8, 5, n].into_iter().for_each(add),
        Color::Rgb(r, g, b) => [base + 8, 2, r, g, b].into_iter().for_each(add),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(fg: Color, modifier: Modifier) -> StyleState {
        StyleState {
            fg,
            bg: Color::Reset,
            modifier,
        }
    }

    fn change(from: StyleState, to: StyleState) -> String {
        let mut out = Vec::new();
        let mut from = from;
        from.change(to, &mut out);
        out.escape_ascii().to_string()
    }

    #[test]
    fn the_shorter_sequence_is_sent() {
        let plain = StyleState::default();
        let bold = style(Color::Reset, Modifier::BOLD);
        let red = style(Color::Red, Modifier::empty());
        let loud = style(Color::Red, Modifier::BOLD | Modifier::UNDERLINED);
        assert_eq!(change(plain, plain), "");
        assert_eq!(change(plain, bold), r"\x1b[1m");
        assert_eq!(change(bold, plain), r"\x1b[m");
        assert_eq!(change(loud, plain), r"\x1b[m");
        assert_eq!(change(loud, red), r"\x1b[;31m");
        assert_eq!(change(plain, loud), r"\x1b[1;4;31m");
        assert_eq!(
            change(red, style(Color::White, Modifier::empty())),
            r"\x1b[97m"
        );
        assert_eq!(
            change(plain, style(Color::Indexed(208), Modifier::empty())),
            r"\x1b[38;5;208m"
        );
    }

    #[test]
    fn bold_and_dim_end_together() {
        let both = style(Color::Rgb(1, 2, 3), Modifier::BOLD | Modifier::DIM);
        let dim = style(Color::Rgb(1, 2, 3), Modifier::DIM);
        assert_eq!(change(both, dim), r"\x1b[22;2m");
    }
}
