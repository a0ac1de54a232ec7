//! Marks: places of an article under a letter, for as long as the program runs.
//!
//! `M a` sets the mark a, `' a` goes to it; `' '` goes back as Ctrl-O does. A letter of the Arabic layout is the letter
//! of its key.

use crossterm::event::{KeyCode, KeyEvent};

use super::App;
use crate::ui::action::MarkUse;
use crate::ui::jumps::JumpCause;
use crate::ui::key;
use crate::ui::keymap::latin_key;
use crate::ui::lang::Label;
use crate::ui::message::Message;

impl App {
    /// Asks for the letter of a mark.
    pub(super) fn ask_for_mark(&mut self, to: MarkUse) {
        self.mark = Some(to);
        let label = match to {
            MarkUse::Set => Label::MarkSetWhich,
            MarkUse::Go => Label::MarkGoWhich,
        };
        self.message = Some(Message::info(label.text(self.lang)));
    }

    /// Takes the letter of a mark; another key cancels.
    pub(super) fn take_mark(&mut self, pressed: KeyEvent) {
        let Some(to) = self.mark.take() else { return };
        let KeyCode::Char(c) = pressed.code else {
            return;
        };
        if key::has_control(pressed) || key::has_alt(pressed) {
            return;
        }
        let letter = latin_key(c).unwrap_or(c);
        let label = match to {
            MarkUse::Set => self.set_mark(letter),
            MarkUse::Go if letter == '\'' => return self.go_back(),
            MarkUse::Go => self.go_to_mark(letter),
        };
        if let Some(label) = label {
            let text = format!("{} \u{2066}{letter}\u{2069}", label.text(self.lang));
            self.message = Some(Message::info(text));
        }
    }

    fn set_mark(&mut self, letter: char) -> Option<Label> {
        let reader = self.reader()?;
        let place = ((reader.id, letter), reader.viewport.anchor());
        self.marks.extend([place]);
        Some(Label::MarkSet)
    }

    fn go_to_mark(&mut self, letter: char) -> Option<Label> {
        let id = self.reader()?.id;
        let Some(&place) = self.marks.get(&(id, letter)) else {
            return Some(Label::MarkUnknown);
        };
        let reader = self.reader_mut()?;
        reader.jump(JumpCause::Far, |reader| reader.viewport.go_to(place));
        None
    }
}
