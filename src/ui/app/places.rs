//! Where reading stopped in each article, for as long as the program runs.
//!
//! [`App::remember`] takes in what an earlier run kept, [`App::places`] gives what is to be kept. Files are read and
//! written by the event loop. A place is a byte of the article's text; 0 is the start, for which there is no message.

use super::{App, Screen};
use crate::ui::action::{Action, Motion};
use crate::ui::keymap::{KeyContext, READER, isolated_key_name};
use crate::ui::lang::{Label, Lang};
use crate::ui::message::Message;

impl App {
    /// The article with that number in the library will open at `byte`.
    pub fn remember(&mut self, id: usize, byte: usize) {
        self.places.insert(id, byte);
    }

    /// Each article that was opened or remembered, by its number in the library, and where reading is in it.
    pub fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        let here = self
            .reader()
            .map(|reader| (reader.id, reader.viewport.anchor()));
        let elsewhere = self.places.iter().map(|(&id, &byte)| (id, byte));
        elsewhere
            .filter(move |(id, _)| here.is_none_or(|(shown, _)| shown != *id))
            .chain(here)
    }

    /// Called before something else replaces the article on the screen.
    pub(super) fn keep_place(&mut self) {
        if let Some((id, byte)) = self
            .reader()
            .map(|reader| (reader.id, reader.viewport.anchor()))
        {
            self.places.insert(id, byte);
        }
    }

    /// Puts the article that was just opened where reading stopped; the message about it where that is not its start.
    pub(super) fn resume(&mut self) -> Option<Message> {
        let Screen::Article(reader) = &mut self.screen else {
            return None;
        };
        let byte = self
            .places
            .get(&reader.id)
            .copied()
            .filter(|&byte| byte > 0)?;
        reader.viewport.set_anchor(byte);
        Some(Message::info(resumed(self.lang)))
    }
}

/// The text of that message, with the key that goes to the start.
fn resumed(lang: Lang) -> String {
    let text = Label::Resumed.text(lang);
    let start = READER.binding(KeyContext::Article, Action::Move(Motion::Start));
    match start.and_then(|binding| Some((*binding.keys.first()?, binding.help))) {
        Some((key, help)) => format!("{text} · {} {}", isolated_key_name(key), help.text(lang)),
        None => text.to_owned(),
    }
}
