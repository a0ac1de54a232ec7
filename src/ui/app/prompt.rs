//! The prompt of a search in the article, or of the filter of the list: editing, and searching or filtering with each
//! letter.
//!
//! While a prompt is open, letters are text: the keymap has only Enter, Esc, Ctrl-C, the arrows up and down and
//! Ctrl-Z there. Esc and Ctrl-C go back to where the search began; the arrows recall earlier searches. Editing is by
//! scalar values, so Backspace removes a haraka alone.

use super::{App, Overlay, Screen};
use crate::ui::jumps::JumpCause;
use crate::ui::key;
use crate::ui::lang::Label;
use crate::ui::message::Message;
use crate::ui::reader::stepping::StepTarget;
use crate::ui::search::Search;
use crossterm::event::{KeyCode, KeyEvent};

/// Longest query, in scalar values; a paste longer than this is cut.
const LONGEST: usize = 200;

/// A search or a filter being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchPrompt {
    /// What was typed so far.
    pub query: String,
    /// What it is for.
    target: PromptTarget,
    /// How many searches back the history was asked; 0 is what was typed.
    recalled: usize,
    /// What was typed before that.
    typed: String,
}

/// What is typed, with what was there before, to go back to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum PromptTarget {
    /// A search in the article.
    Search {
        /// The place where it began.
        from: usize,
        /// The search before it.
        before: Option<Search>,
    },
    /// The filter of the list of articles.
    Filter {
        /// The filter before it.
        before: String,
    },
    /// A part of a name or a key, on the page that is open.
    Page {
        /// What was typed there before.
        before: String,
        /// What stands before the query.
        label: Label,
    },
}

impl Default for PromptTarget {
    fn default() -> Self {
        Self::Search {
            from: 0,
            before: None,
        }
    }
}

impl SearchPrompt {
    /// What stands before the query.
    pub(crate) const fn label(&self) -> Label {
        match self.target {
            PromptTarget::Search { .. } => Label::SearchPrompt,
            PromptTarget::Filter { .. } => Label::FilterPrompt,
            PromptTarget::Page { label, .. } => label,
        }
    }
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
                target: PromptTarget::Search { from, before },
                ..SearchPrompt::default()
            });
        }
    }

    /// Opens the prompt of the filter, with the filter that is set.
    pub(super) fn begin_filter(&mut self) {
        let before = self.library.filter().to_owned();
        self.prompt = Some(SearchPrompt {
            query: before.clone(),
            target: PromptTarget::Filter { before },
            ..SearchPrompt::default()
        });
    }

    /// Opens the prompt of the filter of the index of names or of the page of keys.
    pub(super) fn begin_page_filter(&mut self) {
        let (before, label) = match &self.overlay {
            Some(Overlay::Index(index)) => (index.filter().to_owned(), Label::NamePrompt),
            Some(Overlay::Help(page, _)) => (page.filter.clone(), Label::KeyPrompt),
            _ => return,
        };
        self.prompt = Some(SearchPrompt {
            query: before.clone(),
            target: PromptTarget::Page { before, label },
            ..SearchPrompt::default()
        });
    }

    /// Filters the index of names or the page of keys.
    fn filter_page(&mut self, query: &str) {
        match &mut self.overlay {
            Some(Overlay::Index(index)) => index.set_filter(query),
            Some(Overlay::Help(page, _)) => query.clone_into(&mut page.filter),
            _ => {}
        }
    }

    /// Ends typing. An empty search repeats the one before it, as less and vim do; one that finds nothing is dropped.
    pub(super) fn accept_prompt(&mut self) {
        let Some(prompt) = self.prompt.take() else {
            return;
        };
        let missing = match &prompt.target {
            PromptTarget::Filter { .. } => {
                let missing = self.library.shown().is_empty();
                if missing {
                    self.library.set_filter("");
                }
                missing
            }
            PromptTarget::Page { .. } => false,
            PromptTarget::Search { from, before } => {
                if prompt.query.trim().is_empty() {
                    self.with_reader(|reader| reader.search.clone_from(before));
                    return self.repeat_search(1);
                }
                self.accept_search(prompt.query.trim(), *from)
            }
        };
        if missing {
            let text = Label::NotFound.text(self.lang);
            self.message = Some(Message::warning(format!("{text} {}", prompt.query)));
        }
    }

    /// Keeps a search that began at `from` for later, as a jump from there; whether it found nothing.
    fn accept_search(&mut self, query: &str, from: usize) -> bool {
        self.searches.retain(|other| other != query);
        self.searches.push(query.to_owned());
        let Screen::Article(reader) = &mut self.screen else {
            return false;
        };
        if let Some(search) = reader.search.take_if(|search| search.hits.is_empty()) {
            return search.hits.is_empty();
        }
        reader.stepped = StepTarget::Hit;
        let here = reader.viewport.anchor();
        reader.jumps.end_series();
        reader.jumps.record(JumpCause::Hit, from, here);
        let wrapped = reader.search.as_ref().and_then(|search| {
            let hit = search.hits.get(search.current?)?;
            (hit.start < from).then_some(Label::FromStart)
        });
        self.message = wrapped.map(|label| Message::info(label.text(self.lang)));
        false
    }

    /// The next (+1) or previous (-1) place of the search, which is made again where it was ended.
    pub(super) fn repeat_search(&mut self, by: i16) {
        let Screen::Article(reader) = &mut self.screen else {
            return;
        };
        if reader.search.is_none()
            && let Some(query) = self.searches.last()
        {
            let from = reader.viewport.visible_span().start;
            reader.jump(JumpCause::Hit, |reader| reader.search(query, from));
            reader.stepped = StepTarget::Hit;
            return;
        }
        let result = reader.jump(JumpCause::Hit, |reader| reader.next_hit(by));
        reader.stepped = StepTarget::Hit;
        self.say(result);
    }

    /// Puts an earlier (-1) or later (+1) search into the prompt; after the last one, what was typed.
    pub(super) fn recall_search(&mut self, by: i16) {
        let Some(prompt) = &mut self.prompt else {
            return;
        };
        if !matches!(prompt.target, PromptTarget::Search { .. }) {
            return;
        }
        if prompt.recalled == 0 {
            prompt.typed.clone_from(&prompt.query);
        }
        let back = prompt.recalled.saturating_add_signed(-isize::from(by));
        prompt.recalled = back.min(self.searches.len());
        let earlier = self.searches.len() - prompt.recalled;
        let query = self.searches.get(earlier).unwrap_or(&prompt.typed);
        prompt.query.clone_from(query);
        self.apply_query();
    }

    /// Ends typing and goes back to where it began.
    pub(super) fn cancel_prompt(&mut self) {
        match self.prompt.take().map(|prompt| prompt.target) {
            Some(PromptTarget::Filter { before }) => self.library.set_filter(&before),
            Some(PromptTarget::Page { before, .. }) => self.filter_page(&before),
            Some(PromptTarget::Search { from, before }) => {
                if let Some(reader) = self.reader_mut() {
                    reader.search = before;
                    reader.viewport.go_to(from);
                }
            }
            None => {}
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
            (KeyCode::Backspace, _, _) if prompt.query.is_empty() => return self.cancel_prompt(),
            (KeyCode::Backspace, _, _) | (KeyCode::Char('h'), true, false) => {
                prompt.query.pop();
            }
            (KeyCode::Char(c), false, false) if !c.is_control() => prompt.query.push(c),
            _ => return,
        }
        self.apply_query();
    }

    /// Text pasted while a search or a filter is typed; elsewhere a paste does nothing.
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
        self.apply_query();
    }

    /// Filters the list, or searches: always from where typing began, so that a longer query does not move further on.
    fn apply_query(&mut self) {
        let Some(prompt) = &mut self.prompt else {
            return;
        };
        if let Some((cut, _)) = prompt.query.char_indices().nth(LONGEST) {
            prompt.query.truncate(cut);
        }
        let query = prompt.query.clone();
        match prompt.target {
            PromptTarget::Filter { .. } => self.library.set_filter(&query),
            PromptTarget::Page { .. } => self.filter_page(&query),
            PromptTarget::Search { from, .. } => {
                if let Some(reader) = self.reader_mut() {
                    reader.search(&query, from);
                }
            }
        }
    }
}
