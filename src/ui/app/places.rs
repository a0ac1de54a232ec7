//! Where reading stopped in each article, for as long as the program runs.
//!
//! [`App::remember`] takes in what an earlier run kept, [`App::places`] gives what is to be kept. Files are read and
//! written by the event loop. A place is a byte of the article's text; 0 is the start, for which there is no message.

use super::{App, Screen};
use crate::ui::action::{Action, Motion};
use crate::ui::keymap::{KeyContext, READER, isolated_key_name};
use crate::ui::lang::{Label, Lang};
use crate::ui::message::Message;

/// How far an article was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingPlace {
    /// The first byte of its text that was on the screen.
    pub byte: usize,
    /// How much of it has been on the screen, in percent of its length from the start.
    pub percent: u8,
}

impl App {
    /// The article with that number in the library was read before, and will open at `place`.
    pub fn remember(&mut self, id: usize, place: ReadingPlace) {
        self.places.insert(id, place);
        if let Some(entry) = self.library.entries.get_mut(id) {
            entry.progress = Some(place.percent);
        }
    }

    /// Sets the progress of the entries from the number `first` on: their places may have been remembered before.
    pub(super) fn show_progress(&mut self, first: usize) {
        for (&id, place) in self.places.range(first..) {
            if let Some(entry) = self.library.entries.get_mut(id) {
                entry.progress = Some(place.percent);
            }
        }
    }

    /// Each article that was opened or remembered, by its number in the library, and where reading is in it.
    pub fn places(&self) -> impl Iterator<Item = (usize, ReadingPlace)> {
        let here = self.here();
        let elsewhere = self.places.iter().map(|(&id, &place)| (id, place));
        elsewhere
            .filter(move |(id, _)| here.is_none_or(|(shown, _)| shown != *id))
            .chain(here)
    }

    /// The number of the article on the screen, and where reading is in it.
    fn here(&self) -> Option<(usize, ReadingPlace)> {
        let reader = self.reader()?;
        let before = self.places.get(&reader.id).map_or(0, |place| place.percent);
        let percent = u8::try_from(reader.percent()).unwrap_or(100);
        let place = ReadingPlace {
            byte: reader.viewport.anchor(),
            percent: percent.max(before),
        };
        Some((reader.id, place))
    }

    /// Called before something else replaces the article on the screen.
    pub(super) fn keep_place(&mut self) {
        if let Some((id, place)) = self.here() {
            self.remember(id, place);
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
            .map(|place| place.byte)
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
