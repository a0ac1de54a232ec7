//! Bytes from the terminal → crossterm's events (keys, pastes, the mouse) and replies.
//!
//! A state machine that takes each byte once, so that a sequence may be split anywhere over reads, and nothing a terminal
//! sends can make it slow or make it forget later keys. Sequences it does not know are swallowed whole.
//!
//! Why own code: see [the module above](super). Parsers made for a terminal's output (vte, vtparse) take Alt and an
//! Arabic letter, or Alt and Return, apart.
//!
//! Time is the session's: it asks [`InputParser::patience`] how long the machine may wait for more, and calls
//! [`InputParser::lapse`] when that is over.

mod sequence;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// How long a lone ESC may be the start of a sequence. Terminals send sequences in one
/// write; 50 ms is what a slow link may put between its bytes and what a finger does not feel.
const ESC_PATIENCE: Duration = Duration::from_millis(50);

/// How long a sequence that surely began may stay unfinished before it is dropped.
const SEQUENCE_PATIENCE: Duration = Duration::from_secs(1);

/// Bytes of a control sequence that are looked at; longer ones are swallowed.
const SEQUENCE_LIMIT: usize = 64;

/// Bytes of a string reply (OSC, DCS) that are kept; the rest is swallowed.
const STRING_LIMIT: usize = 1024;

/// Bytes of a paste that are kept.
const PASTE_LIMIT: usize = 1 << 20;

/// What ends a bracketed paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// What the parser hands out, in the order in which it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TerminalInput {
    /// Something that a person did: a key, a paste, a report of the mouse (whether it was asked for or not).
    Event(Event),
    /// An answer of the terminal.
    Reply(TerminalReply),
}

/// An answer to one of our questions.
///
/// Other reports (focus, cursor position, private modes) are swallowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TerminalReply {
    /// DECRPM: the state of the ANSI mode `mode` (0 unknown, 1 set, 2 reset, 3 always set, 4 always reset).
    Mode {
        /// Which mode.
        mode: u16,
        /// Its state.
        state: u16,
    },
    /// DA1, which every terminal answers: the sign that no earlier answer is outstanding.
    Primary(Vec<u16>),
    /// DA2: terminal kind, version, and a third number.
    Secondary(Vec<u16>),
    /// DSR: all that was sent before the question is drawn.
    Alive,
    /// XTVERSION: name and version as text.
    Version(String),
    /// The background (OSC 11): red, green, blue.
    Background([u8; 3]),
    /// Mode 2031: the terminal's colours have changed from dark to light, or back.
    OtherColors,
}

/// Where in a sequence the machine stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ParserState {
    /// Between sequences.
    Ground,
    /// In a character of `need` bytes.
    Utf8 { need: usize },
    /// After ESC.
    Escape,
    /// After ESC ESC: Alt and Escape, or Alt and a sequence (urxvt).
    EscapeTwice,
    /// After ESC O.
    Ss3,
    /// After ESC [.
    Csi,
    /// After ESC [ [, the Linux console's F1 to F5.
    Console,
    /// In an X10 mouse report, this many bytes before its end.
    Mouse(u8),
    /// In an OSC, DCS, SOS, PM or APC string that began with this byte.
    Text(u8),
    /// After an ESC in such a string.
    TextEscape(u8),
    /// In pasted text.
    Paste,
}

/// The state machine.
#[derive(Debug)]
pub(super) struct InputParser {
    state: ParserState,
    /// Bytes of the sequence, string, character or paste so far.
    held: Vec<u8>,
    /// Whether ESC stands before what is being read.
    alt: bool,
    /// What is read and not yet taken.
    out: VecDeque<TerminalInput>,
}

impl InputParser {
    /// A machine between two sequences.
    pub(super) fn new() -> Self {
        Self {
            state: ParserState::Ground,
            held: Vec::new(),
            alt: false,
            out: VecDeque::new(),
        }
    }

    /// The next finished input.
    pub(super) fn pop(&mut self) -> Option<TerminalInput> {
        self.out.pop_front()
    }

    /// How long more bytes may be awaited; `None` where nothing is unfinished.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.state {
            ParserState::Ground => None,
            ParserState::Escape | ParserState::EscapeTwice => Some(ESC_PATIENCE),
            // Alt and `[`, `O`, `P` or `]` look like the start of a sequence.
            ParserState::Ss3 | ParserState::Csi | ParserState::Text(_) if self.held.is_empty() => {
                Some(ESC_PATIENCE)
            }
            ParserState::Ss3
            | ParserState::Csi
            | ParserState::Text(_)
            | ParserState::Utf8 { .. }
            | ParserState::Console
            | ParserState::Mouse(_)
            | ParserState::TextEscape(_)
            | ParserState::Paste => Some(SEQUENCE_PATIENCE),
        }
    }

    /// No more bytes came in time: what is unfinished is a key by itself, or dropped.
    pub(super) fn lapse(&mut self) {
        let introducer = match self.state {
            ParserState::Escape => return self.escape_keys(1),
            ParserState::EscapeTwice => return self.escape_keys(2),
            ParserState::Ss3 if self.held.is_empty() => Some('O'),
            ParserState::Csi if self.held.is_empty() => Some('['),
            ParserState::Text(kind) if self.held.is_empty() => Some(char::from(kind)),
            ParserState::Paste => return self.end_paste(),
            ParserState::Ground
            | ParserState::Ss3
            | ParserState::Csi
            | ParserState::Text(_)
            | ParserState::Utf8 { .. }
            | ParserState::Console
            | ParserState::Mouse(_)
            | ParserState::TextEscape(_) => None,
        };
        if let Some(c) = introducer {
            self.alt = true;
            self.key(KeyCode::Char(c));
        }
        self.reset();
    }

    /// Takes bytes in the order they came.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.step(byte);
        }
    }

    /// One byte, whatever the state. Never looks ahead.
    fn step(&mut self, byte: u8) {
        match self.state {
            ParserState::Ground => self.ground(byte),
            ParserState::Utf8 { need } => self.utf8(byte, need),
            ParserState::Escape => self.escape(byte),
            ParserState::EscapeTwice => self.escape_twice(byte),
            ParserState::Ss3 => self.ss3(byte),
            ParserState::Csi => self.csi(byte),
            ParserState::Console => {
                if let Some(n) = byte.checked_sub(b'A').filter(|n| *n < 5) {
                    self.key(KeyCode::F(n + 1));
                }
                self.reset();
            }
            ParserState::Mouse(left) if left > 1 => self.state = ParserState::Mouse(left - 1),
            ParserState::Mouse(_) => self.reset(),
            ParserState::Text(kind) => self.text(byte, kind),
            ParserState::TextEscape(kind) => self.text_escape(byte, kind),
            ParserState::Paste => self.paste(byte),
        }
    }

    /// A key, or the first byte of something longer.
    fn ground(&mut self, byte: u8) {
        match byte {
            0x1b => self.state = ParserState::Escape,
            0x00..=0x1f | 0x7f => {
                if let Some(key) = sequence::control(byte) {
                    self.push(key);
                }
                self.reset();
            }
            0x20..=0x7e => {
                self.key(KeyCode::Char(char::from(byte)));
                self.reset();
            }
            0xc2..=0xdf => self.start_utf8(byte, 2),
            0xe0..=0xef => self.start_utf8(byte, 3),
            0xf0..=0xf4 => self.start_utf8(byte, 4),
            // Not the start of any character.
            0x80..=0xc1 | 0xf5..=0xff => self.reset(),
        }
    }

    /// `need` is the length that the first byte promises.
    fn start_utf8(&mut self, byte: u8, need: usize) {
        self.held.clear();
        self.held.push(byte);
        self.state = ParserState::Utf8 { need };
    }

    /// A byte that does not fit ends the broken character and is read afresh.
    fn utf8(&mut self, byte: u8, need: usize) {
        if !(0x80..=0xbf).contains(&byte) {
            self.reset();
            return self.step(byte);
        }
        self.held.push(byte);
        if self.held.len() == need {
            let character = str::from_utf8(&self.held)
                .ok()
                .and_then(|s| s.chars().next());
            // C1 controls arrive as two bytes; they are no keys.
            if let Some(c) = character.filter(|c| !c.is_control()) {
                self.key(KeyCode::Char(c));
            }
            self.reset();
        }
    }

    /// After one ESC: an introducer, or a key pressed with Alt.
    fn escape(&mut self, byte: u8) {
        match byte {
            0x1b => self.state = ParserState::EscapeTwice,
            b'[' | b'O' | b'P' | b']' | b'X' | b'^' | b'_' => self.introduce(byte),
            _ => {
                self.alt = true;
                self.state = ParserState::Ground;
                self.ground(byte);
            }
        }
    }

    /// urxvt sends Alt and an arrow as ESC ESC `[` A.
    fn escape_twice(&mut self, byte: u8) {
        match byte {
            b'[' | b'O' => {
                self.alt = true;
                self.introduce(byte);
            }
            0x1b => self.push(KeyCode::Esc.into()),
            _ => {
                self.push(KeyCode::Esc.into());
                self.state = ParserState::Escape;
                self.escape(byte);
            }
        }
    }

    /// A sequence begins; `[` CSI, `O` SS3, the others strings.
    fn introduce(&mut self, byte: u8) {
        self.held.clear();
        self.state = match byte {
            b'[' => ParserState::Csi,
            b'O' => ParserState::Ss3,
            kind => ParserState::Text(kind),
        };
    }

    /// Function keys and the keypad in application mode.
    fn ss3(&mut self, byte: u8) {
        match byte {
            // xterm of old put modifiers here: ESC O 5 P.
            b'0'..=b'9' | b';' if self.held.len() < SEQUENCE_LIMIT => self.held.push(byte),
            0x40..=0x7e => {
                if let Some(key) = sequence::ss3(&self.held, byte) {
                    self.push(key);
                }
                self.reset();
            }
            _ => self.restart(byte),
        }
    }

    /// Parameters and intermediates are kept up to [`SEQUENCE_LIMIT`], the final byte ends it.
    fn csi(&mut self, byte: u8) {
        match byte {
            b'[' if self.held.is_empty() => self.state = ParserState::Console,
            // urxvt ends Shift and Delete with a byte that elsewhere stands inside.
            b'$' if !self.held.is_empty() && self.held.iter().all(u8::is_ascii_digit) => {
                self.finish_csi(byte);
            }
            0x20..=0x3f => {
                if self.held.len() < SEQUENCE_LIMIT {
                    self.held.push(byte);
                }
            }
            b'M' if self.held.is_empty() => self.state = ParserState::Mouse(3),
            0x40..=0x7e => self.finish_csi(byte),
            _ => self.restart(byte),
        }
    }

    /// A paste, a key, a reply, or nothing that is known.
    fn finish_csi(&mut self, last: u8) {
        if self.held == b"200" && last == b'~' {
            self.held.clear();
            self.state = ParserState::Paste;
            return;
        }
        match sequence::csi(&self.held, last) {
            Some(TerminalInput::Event(Event::Key(key))) => self.push(key),
            Some(other) => self.out.push_back(other),
            None => {}
        }
        self.reset();
    }

    /// Ends with BEL or ST; the terminal's answers and its window's titles look alike here.
    fn text(&mut self, byte: u8, kind: u8) {
        match byte {
            0x1b => self.state = ParserState::TextEscape(kind),
            0x07 => self.finish_text(kind),
            // CAN and SUB break a string off.
            0x18 | 0x1a => self.reset(),
            _ if self.held.len() < STRING_LIMIT => self.held.push(byte),
            _ => {}
        }
    }

    fn text_escape(&mut self, byte: u8, kind: u8) {
        if byte == b'\\' {
            return self.finish_text(kind);
        }
        // Not its end: the string was cut off and something new begins.
        self.reset();
        self.state = ParserState::Escape;
        self.escape(byte);
    }

    /// Only the answers to XTVERSION, `DCS > |`, and to OSC 11 are of use.
    fn finish_text(&mut self, kind: u8) {
        if let Some(reply) = sequence::text(kind, &self.held) {
            self.out.push_back(TerminalInput::Reply(reply));
        }
        self.reset();
    }

    fn paste(&mut self, byte: u8) {
        self.held.push(byte);
        if self.held.ends_with(PASTE_END) {
            self.held.truncate(self.held.len() - PASTE_END.len());
            self.end_paste();
        } else if self.held.len() > PASTE_LIMIT + PASTE_END.len() {
            // Past the limit only the last bytes are looked at, for the end.
            let drop_at = self.held.len() - PASTE_END.len();
            self.held.remove(drop_at - 1);
        }
    }

    /// Line ends become `\n`, control characters go: a paste must not act as keys.
    fn end_paste(&mut self) {
        self.held.truncate(PASTE_LIMIT);
        let text = String::from_utf8_lossy(&self.held);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text: String = text
            .chars()
            .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
            .collect();
        self.out.push_back(TerminalInput::Event(Event::Paste(text)));
        self.reset();
    }

    /// Drops the sequence and reads `byte` afresh.
    fn restart(&mut self, byte: u8) {
        self.reset();
        self.ground(byte);
    }

    /// Back to ground, with nothing held.
    fn reset(&mut self) {
        self.state = ParserState::Ground;
        self.alt = false;
        self.held.clear();
        // A large paste is not kept in memory for ever.
        self.held.shrink_to(STRING_LIMIT);
    }

    /// No sequence followed: each ESC was the key.
    fn escape_keys(&mut self, count: usize) {
        self.alt = false;
        for _ in 0..count {
            self.push(KeyCode::Esc.into());
        }
        self.reset();
    }

    fn key(&mut self, code: KeyCode) {
        self.push(code.into());
    }

    fn push(&mut self, mut key: KeyEvent) {
        key.modifiers.set(
            KeyModifiers::ALT,
            self.alt || key.modifiers.contains(KeyModifiers::ALT),
        );
        self.out.push_back(TerminalInput::Event(Event::Key(key)));
    }
}
