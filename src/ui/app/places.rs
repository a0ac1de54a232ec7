//! Where reading stopped in each article, for as long as the program runs.
//!
//! [`App::remember`] brings in what an earlier run kept, [`App::places`] gives out what is to be kept. Files are the
//! loop's business. A place is a byte of the article's text; 0 is the start and never told.

use super::{App, Screen};
use crate::ui::action::{Action, Motion};
use crate::ui::keymap::{KeyContext, READER, isolated_key_name};
use crate::ui::lang::{Label, Lang};
use crate::ui::message::Message;

impl App {
    /// Reading of the article with that number in the library goes on at `byte` when it is opened.
    pub fn remember(&mut self, id: usize, byte: usize) {
        self.places.insert(id, byte);
    }

    /// Each article that was opened or remembered, by its number in the library, and where reading stands in it.
    pub fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        let here = self
            .reader()
            .map(|reader| (reader.id, reader.scroll.anchor()));
        let elsewhere = self.places.iter().map(|(&id, &byte)| (id, byte));
        elsewhere
            .filter(move |(id, _)| here.is_none_or(|(shown, _)| shown != *id))
            .chain(here)
    }

    /// Called before the article on the screen makes room for something else.
    pub(super) fn keep_place(&mut self) {
        if let Some((id, byte)) = self
            .reader()
            .map(|reader| (reader.id, reader.scroll.anchor()))
        {
            self.places.insert(id, byte);
        }
    }

    /// Puts the article that was just opened where reading stopped; the word to the person where that is not its start.
    pub(super) fn go_on(&mut self) -> Option<Message> {
        let Screen::Article(reader) = &mut self.screen else {
            return None;
        };
        let byte = self
            .places
            .get(&reader.id)
            .copied()
            .filter(|&byte| byte > 0)?;
        reader.scroll.stand_at(byte);
        Some(Message::info(went_on(self.lang)))
    }
}

/// That reading goes on, and the key that goes to the start.
fn went_on(lang: Lang) -> String {
    let said = Label::WentOn.text(lang);
    let start = READER.binding(KeyContext::Article, Action::Move(Motion::Start));
    match start.and_then(|binding| Some((*binding.keys.first()?, binding.help))) {
        Some((key, help)) => format!("{said} · {} {}", isolated_key_name(key), help.text(lang)),
        None => said.to_owned(),
    }
}
