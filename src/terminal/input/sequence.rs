//! One finished control sequence → a key or a reply.
//!
//! The codes are xterm's (ctlseqs, "PC-Style Function Keys"), with urxvt's,
//! the Linux console's and kitty's `CSI u` where they differ. Focus reports, mouse
//! reports of older forms, and all that is unknown, are `None`.
//!
//! | bytes | key |
//! |---|---|
//! | `CSI A`, `SS3 A` | arrow up; B, C, D the others, H Home, F End, P to S F1 to F4 |
//! | `CSI 1 ; m A` | the same with modifiers |
//! | `CSI n ~` | Insert, Delete, Home, End, Page Up, Page Down, F5 to F12 |
//! | `CSI 27 ; m ; c ~` | the character c with modifiers (modifyOtherKeys) |
//! | `CSI c ; m u` | the same (kitty's protocol) |
//! | `CSI < b ; x ; y M` | none: a press of the mouse, or its wheel |
//! | `CSI a`, `CSI 3 $`, `SS3 a` | urxvt's Shift and Control |

use super::{TerminalInput, TerminalReply};
use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// The key of a control character.
pub(super) fn control(byte: u8) -> Option<KeyEvent> {
    let with_control = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    Some(match byte {
        b'\r' => KeyCode::Enter.into(),
        b'\t' => KeyCode::Tab.into(),
        // Many terminals send ^H for Backspace or for Control and Backspace; nobody means Control and H.
        0x08 | 0x7f => KeyCode::Backspace.into(),
        0x00 => with_control(' '),
        0x01..=0x1a => with_control(char::from(byte - 1 + b'a')),
        0x1c..=0x1f => with_control(char::from(byte - 0x1c + b'\\')),
        _ => return None,
    })
}

/// The key of `ESC O params last`.
pub(super) fn ss3(params: &[u8], last: u8) -> Option<KeyEvent> {
    let modifier = numbers(params, 1)
        .and_then(|n| n.last().copied())
        .unwrap_or(1);
    let key = match last {
        b'M' => KeyCode::Enter.into(),
        b'I' => KeyCode::Tab.into(),
        // urxvt: Control and an arrow.
        b'a'..=b'd' => KeyEvent::new(cursor(last.to_ascii_uppercase())?, KeyModifiers::CONTROL),
        // The keypad in application mode: * + , - . / 0 to 9, and =.
        b'j'..=b'y' => KeyCode::Char(char::from(last - b'j' + b'*')).into(),
        b'X' => KeyCode::Char('=').into(),
        _ => cursor(last)?.into(),
    };
    Some(modified(key, modifier))
}

/// What `ESC [ held last` says; `held` has parameters and intermediate bytes.
pub(super) fn csi(held: &[u8], last: u8) -> Option<TerminalInput> {
    let reply = |reply| Some(TerminalInput::Reply(reply));
    match (held, last) {
        ([b'?', params @ ..], b'c') => return reply(TerminalReply::Primary(numbers(params, 0)?)),
        (b"0", b'n') => return reply(TerminalReply::Alive),
        (b"?997;1" | b"?997;2", b'n') => return reply(TerminalReply::OtherColors),
        ([b'>', params @ ..], b'c') => return reply(TerminalReply::Secondary(numbers(params, 0)?)),
        // A release (`m`) says nothing that the press has not said.
        ([b'<', params @ ..], b'M') => {
            return mouse(&numbers(params, 0)?)
                .map(Event::Mouse)
                .map(TerminalInput::Event);
        }
        ([params @ .., b'$'], b'y') => {
            // A `?` before the number fails to parse: private modes were not asked for.
            let numbers = numbers(params, 0)?;
            let [mode, state] = numbers[..] else {
                return None;
            };
            return reply(TerminalReply::Mode { mode, state });
        }
        _ => {}
    }
    key(&numbers(held, 1)?, last)
        .map(Event::Key)
        .map(TerminalInput::Event)
}

/// A mouse report in the form of mode 1006: button, column, row, counted from 1. Shift, Alt and Control are 4, 8 and 16.
/// Movements (32) and other buttons are not looked at.
fn mouse(numbers: &[u16]) -> Option<MouseEvent> {
    let &[button, x, y] = numbers else {
        return None;
    };
    let kind = match button & !(4 | 8 | 16) {
        0 => MouseEventKind::Down(MouseButton::Left),
        64 => MouseEventKind::ScrollUp,
        65 => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let held = [
        (4, KeyModifiers::SHIFT),
        (8, KeyModifiers::ALT),
        (16, KeyModifiers::CONTROL),
    ];
    let held = held.into_iter().filter(|(bit, _)| button & bit != 0);
    Some(MouseEvent {
        kind,
        column: x.checked_sub(1)?,
        row: y.checked_sub(1)?,
        modifiers: held.map(|(_, modifier)| modifier).collect(),
    })
}

/// What a string that began with `ESC kind` answers.
pub(super) fn text(kind: u8, held: &[u8]) -> Option<TerminalReply> {
    match kind {
        b'P' => {
            let name = held.strip_prefix(b">|")?;
            Some(TerminalReply::Version(
                String::from_utf8_lossy(name).into_owned(),
            ))
        }
        b']' => {
            let value = str::from_utf8(held.strip_prefix(b"11;")?).ok()?;
            color(value).map(TerminalReply::Background)
        }
        _ => None,
    }
}

/// A colour as X11 writes them (`XParseColor`): `rgb:hhhh/hhhh/hhhh` of one to four digits each,
/// with `rgba:` and a fourth number from terminals that can be seen through.
fn color(value: &str) -> Option<[u8; 3]> {
    let (numbers, count) = match (value.strip_prefix("rgb:"), value.strip_prefix("rgba:")) {
        (Some(numbers), _) => (numbers, 3),
        (None, Some(numbers)) => (numbers, 4),
        (None, None) => return None,
    };
    let mut channels = Vec::new();
    for digits in numbers.split('/') {
        let most = match digits.len() {
            1 => 0xf,
            2 => 0xff,
            3 => 0xfff,
            4 => 0xffff_u32,
            _ => return None,
        };
        // A sign is no digit.
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        channels.push(u8::try_from(number * 255 / most).ok()?);
    }
    match channels[..] {
        [r, g, b, ..] if channels.len() == count => Some([r, g, b]),
        _ => None,
    }
}

/// `numbers` are the parameters, missing ones counted as 1.
fn key(numbers: &[u16], last: u8) -> Option<KeyEvent> {
    let first = numbers.first().copied().unwrap_or(1);
    let modifier = numbers.get(1).copied().unwrap_or(1);
    let plain = match last {
        b'~' if first == 27 => return character(*numbers.get(2)?, modifier),
        b'u' => return character(first, modifier),
        b'Z' => KeyCode::BackTab.into(),
        // urxvt: Shift and an arrow.
        b'a'..=b'd' if numbers.is_empty() => {
            KeyEvent::new(cursor(last.to_ascii_uppercase())?, KeyModifiers::SHIFT)
        }
        b'~' => numbered(first)?.into(),
        // urxvt: Shift, Control, both.
        b'$' => KeyEvent::new(numbered(first)?, KeyModifiers::SHIFT),
        b'^' => KeyEvent::new(numbered(first)?, KeyModifiers::CONTROL),
        b'@' => KeyEvent::new(
            numbered(first)?,
            KeyModifiers::SHIFT | KeyModifiers::CONTROL,
        ),
        // F3 and a cursor position look alike (CSI 1;2R): what cannot be a modifier is no key.
        b'A'..=b'H' | b'P'..=b'S' if first == 1 && numbers.len() <= 2 && modifier <= 16 => {
            cursor(last)?.into()
        }
        _ => return None,
    };
    Some(modified(plain, modifier))
}

/// A key that has a final letter of its own.
fn cursor(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

/// A key that has a number before `~`.
fn numbered(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(small(number - 10)?),
        17..=21 => KeyCode::F(small(number - 11)?),
        23..=24 => KeyCode::F(small(number - 12)?),
        _ => return None,
    })
}

/// A function key's number as the key has it.
fn small(number: u16) -> Option<u8> {
    u8::try_from(number).ok()
}

/// A key told by its character: xterm's modifyOtherKeys, kitty's protocol.
fn character(code: u16, modifier: u16) -> Option<KeyEvent> {
    let plain = match char::from_u32(code.into())? {
        '\r' => KeyCode::Enter,
        '\t' if modifier.wrapping_sub(1) & 1 == 1 => KeyCode::BackTab,
        '\t' => KeyCode::Tab,
        '\u{1b}' => KeyCode::Esc,
        '\u{8}' | '\u{7f}' => KeyCode::Backspace,
        // kitty's function keys, which have names here only in part.
        '\u{e000}'..='\u{f8ff}' => return None,
        c if c.is_control() => return None,
        c => KeyCode::Char(c),
    };
    let mut key = modified(plain.into(), modifier);
    if matches!(plain, KeyCode::Char(_)) {
        key.modifiers.remove(KeyModifiers::SHIFT);
    }
    Some(key)
}

/// `key` with xterm's modifier number: 1 and the sum of 1 Shift, 2 Alt, 4 Control, 8 Meta, which counts as Alt.
/// Shift and Tab is a key of its own and has no Shift.
fn modified(mut key: KeyEvent, modifier: u16) -> KeyEvent {
    let bits = modifier.saturating_sub(1);
    let held = [
        (1, KeyModifiers::SHIFT),
        (2 | 8, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
    ];
    for (bit, modifier) in held {
        if bits & bit != 0 {
            key.modifiers.insert(modifier);
        }
    }
    if key.code == KeyCode::BackTab {
        key.modifiers.remove(KeyModifiers::SHIFT);
    }
    key
}

/// Decimal numbers between semicolons, `missing` where one is left out; of `12:3:4` the first.
/// `None` where there is anything else.
fn numbers(params: &[u8], missing: u16) -> Option<Vec<u16>> {
    if params.is_empty() {
        return Some(Vec::new());
    }
    params
        .split(|b| *b == b';')
        .map(|field| {
            let main = field.split(|b| *b == b':').next().unwrap_or_default();
            if main.is_empty() {
                return Some(missing);
            }
            str::from_utf8(main).ok()?.parse().ok()
        })
        .collect()
}
