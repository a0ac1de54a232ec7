//! The search prompt: editing, and searching with each letter.
//!
//! While a prompt is open, letters are text: the keymap has only Enter, Esc, Ctrl-C and
//! Ctrl-Z there. Esc goes back to where the search began. Editing is by scalar values, so
//! Backspace removes a haraka alone.

use super::App;
use crate::ui::key;
use crate::ui::lang::Label;
use crate::ui::message::Message;
use crate::ui::search::Search;
use crossterm::event::{KeyCode, KeyEvent};

/// Longest query, in scalar values; a paste longer than this is cut.
const LONGEST: usize = 200;

/// A search being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchPrompt {
    /// What was typed so far.
    pub query: String,
    /// The place in the article where the search began, to go back to.
    from: usize,
    /// The search that was there before.
    before: Option<Search>,
}

impl App {
    /// Opens the prompt. It keeps the search before it, for when this one is cancelled.
    pub(super) fn begin_search(&mut self) {
        if let Some(reader) = self.reader_mut() {
            let from = reader.viewport.anchor();
            let before = reader.search.take();
            // Folding a long article takes a while, so it is done before the first letter is typed.
            reader.prepare_search();
            self.prompt = Some(SearchPrompt {
                query: String::new(),
                from,
                before,
            });
        }
    }

    /// Ends typing. An empty query repeats the search before it, as less and vim do.
    pub(super) fn accept_search(&mut self) {
        let Some(prompt) = self.prompt.take() else {
            return;
        };
        let lang = self.lang;
        let Some(reader) = self.reader_mut() else {
            return;
        };
        if prompt.query.trim().is_empty() {
            reader.search = prompt.before;
            reader.next_hit(1);
        }
        let missing = reader
            .search
            .as_ref()
            .is_some_and(|search| search.hits.is_empty());
        if missing {
            reader.search = None;
            self.message = Some(Message::warning(format!(
                "{} {}",
                Label::NotFound.text(lang),
                prompt.query
            )));
        }
    }

    /// Ends typing and goes back to where it began.
    pub(super) fn cancel_search(&mut self) {
        let Some(prompt) = self.prompt.take() else {
            return;
        };
        if let Some(reader) = self.reader_mut() {
            reader.search = prompt.before;
            reader.viewport.go_to(prompt.from);
        }
    }

    /// A key that the keymap leaves to the prompt; nothing where none is open.
    ///
    /// As in a shell: Ctrl-U deletes all, Ctrl-W a word, Ctrl-H and Backspace a letter;
    /// Backspace in an empty prompt cancels.
    pub(super) fn edit_prompt(&mut self, key: KeyEvent) {
        let Some(prompt) = &mut self.prompt else {
            return;
        };
        match (key.code, key::has_control(key), key::has_alt(key)) {
            (KeyCode::Char('u'), true, false) => prompt.query.clear(),
            (KeyCode::Char('w'), true, false) => {
                let kept = prompt.query.trim_end();
                let cut = kept.rfind(char::is_whitespace).map_or(0, |at| at + 1);
                prompt.query.truncate(cut);
            }
            (KeyCode::Backspace, _, _) if prompt.query.is_empty() => return self.cancel_search(),
            (KeyCode::Backspace, _, _) | (KeyCode::Char('h'), true, false) => {
                prompt.query.pop();
            }
            (KeyCode::Char(c), false, false) if !c.is_control() => prompt.query.push(c),
            _ => return,
        }
        self.search_as_typed();
    }

    /// Text pasted while a search is typed; elsewhere a paste does nothing.
    ///
    /// Line ends become blanks; control characters are left out.
    pub fn paste(&mut self, text: &str) {
        let Some(prompt) = &mut self.prompt else {
            return;
        };
        let clean = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c });
        prompt.query.extend(clean.filter(|c| !c.is_control()));
        self.search_as_typed();
    }

    /// Always from where typing began, so that a longer query does not move further on.
    fn search_as_typed(&mut self) {
        let Some(prompt) = &mut self.prompt else {
            return;
        };
        if let Some((cut, _)) = prompt.query.char_indices().nth(LONGEST) {
            prompt.query.truncate(cut);
        }
        let (query, from) = (prompt.query.clone(), prompt.from);
        if let Some(reader) = self.reader_mut() {
            reader.search(&query, from);
        }
    }
}
