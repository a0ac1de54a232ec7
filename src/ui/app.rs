//! The whole state of the interface, and how a key becomes an [`Effect`].
//!
//! [`App::key`]: key → keymap → [`Action`] → change of the state → [`Effect`]. Results of the
//! worker arrive through [`App::receive`], sizes through [`App::resize`], and the needs of the detected terminal through
//! [`App::adapt`].
//!
//! A prompt is above an overlay, an overlay above the screen; the topmost gets the keys. The state contains no clock, no
//! file and no terminal, so a test needs only keys.

mod cards;
mod chips;
mod comparing;
mod counts;
mod marks;
mod overlay;
mod places;
mod pointing;
mod prompt;
mod update;

use crossterm::event::KeyEvent;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::action::{Action, Effect, ListAction, MarkUse, Motion};
use super::card::Card;
use super::comparison::Comparison;
use super::geometry::{self, Arrangement, Geometry, LayoutPreferences};
use super::help::HelpPage;
use super::index::EntityIndex;
use super::keymap::{KeyContext, READER, isolated_key_name};
use super::lang::{Label, Lang};
use super::library::{Delivery, EntryState, Library};
use super::message::Message;
use super::overlay_page::{OverlayPage, problem_count};
use super::reader::{Focus, ReaderState};
use super::theme::Theme;
use crate::article::{Article, Warning};
use crate::layout::{Direction, LayoutTarget, RowOrder, Tashkeel};

pub(crate) use places::ReadingPlace;
pub(crate) use prompt::SearchPrompt;

/// Widest line of text by default, in cells.
pub(crate) const DEFAULT_MEASURE: u16 = 72;

/// What the screen shows below any overlay.
///
/// A library of one article begins with the list too; the event loop opens the article at once.
#[derive(Debug)]
pub enum Screen {
    /// The list of articles.
    List,
    /// One article.
    Article(Box<ReaderState>),
}

/// What covers the screen.
///
/// At most one at a time; the screen below keeps its position.
#[derive(Debug)]
pub enum Overlay {
    /// A page of text.
    Page(OverlayPage),
    /// All keys, over what was there before.
    Help(HelpPage, Option<Box<Overlay>>),
    /// The evidence for a quote, or the card of a name.
    Card(Card),
    /// The index of names.
    Index(EntityIndex),
    /// Two speakers side by side.
    Comparison(Box<Comparison>),
}

/// What is set before the start.
///
/// What is switched while reading is kept in [`App`], not here.
#[derive(Clone, Copy, Debug)]
pub struct AppSettings {
    /// Language of the interface.
    pub lang: Lang,
    /// Styles.
    pub theme: Theme,
    /// What the terminal needs lines to be.
    pub target: LayoutTarget,
    /// Widest line of text, in cells.
    pub measure: u16,
}

/// The state of the interface.
#[derive(Debug)]
pub struct App {
    /// Language of the interface.
    pub lang: Lang,
    /// Styles.
    pub theme: Theme,
    /// What the terminal needs lines to be.
    pub target: LayoutTarget,
    /// Widest line of text, in cells.
    pub measure: u16,
    /// The articles.
    pub library: Library,
    /// What is shown.
    pub screen: Screen,
    /// What covers it.
    pub overlay: Option<Overlay>,
    /// The search being typed.
    pub prompt: Option<SearchPrompt>,
    /// Searches that were made, the last one at the end.
    searches: Vec<String>,
    /// The number typed before the next key.
    count: Option<u16>,
    /// What the next letter is a mark for.
    mark: Option<MarkUse>,
    /// Marked places, by the article's number in the library and the mark's letter.
    marks: BTreeMap<(usize, char), usize>,
    /// Whether the mouse is used, rather than left to the terminal.
    pub mouse: bool,
    /// Whether the quotes are shown when an article is opened; `None` leaves it to the size of the screen.
    pub quotes_pane: Option<bool>,
    /// A message to the user, until the next key.
    pub message: Option<Message>,
    /// Whether vowel signs are kept, once a key has switched that.
    tashkeel: Option<Tashkeel>,
    /// Where reading stopped in articles that are not shown, by the number in the library.
    places: BTreeMap<usize, ReadingPlace>,
    /// The listed article that is opened as soon as it has been read, by its number.
    pending: Option<usize>,
    /// Columns and rows.
    size: (u16, u16),
    /// What `geometry` was computed for.
    laid_out_for: Option<((u16, u16), LayoutPreferences)>,
    geometry: Option<Geometry>,
}

impl App {
    /// The interface for `library` on a screen of `size` (columns, rows), showing the list of
    /// articles; [`open`](Self::open) shows one.
    pub fn new(settings: AppSettings, library: Library, size: (u16, u16)) -> Self {
        let mut app = Self {
            lang: settings.lang,
            theme: settings.theme,
            target: settings.target,
            measure: settings.measure,
            library,
            screen: Screen::List,
            overlay: None,
            prompt: None,
            searches: Vec::new(),
            count: None,
            mark: None,
            marks: BTreeMap::new(),
            mouse: false,
            quotes_pane: None,
            message: None,
            tashkeel: None,
            places: BTreeMap::new(),
            pending: None,
            size,
            laid_out_for: None,
            geometry: None,
        };
        app.lay_out();
        app
    }

    /// The article on the screen.
    pub fn reader(&self) -> Option<&ReaderState> {
        match &self.screen {
            Screen::Article(reader) => Some(reader),
            Screen::List => None,
        }
    }

    fn reader_mut(&mut self) -> Option<&mut ReaderState> {
        match &mut self.screen {
            Screen::Article(reader) => Some(reader),
            Screen::List => None,
        }
    }

    /// Base direction of the interface's own text.
    pub const fn direction(&self) -> Direction {
        match self.lang {
            Lang::Arabic => Direction::RightToLeft,
            Lang::English => Direction::LeftToRight,
        }
    }

    /// Whether a row may hold only one column of text, because the terminal reorders whole rows.
    pub fn stacked(&self) -> bool {
        self.target.order == RowOrder::Logical
    }

    /// The rectangles of the screen; `None` on a screen too small to read.
    pub const fn geometry(&self) -> Option<Geometry> {
        self.geometry
    }

    /// What decides the geometry beside the size.
    fn layout_preferences(&self) -> LayoutPreferences {
        let (width, height) = self.size;
        let over = geometry::arrangement(width, height, self.stacked()) == Arrangement::Over;
        let reader = self.reader();
        LayoutPreferences {
            measure: self.measure,
            pane: reader.is_some_and(|reader| reader.wants_pane(!over)),
            strip: reader.is_some_and(ReaderState::wants_strip),
            chips: !self.chips().is_empty(),
            pane_focused: reader.is_some_and(|reader| reader.focus == Focus::Quotes),
            stacked: self.stacked(),
        }
    }

    /// Which part of the interface gets the next key.
    pub const fn context(&self) -> KeyContext {
        if self.mark.is_some() {
            return KeyContext::Mark;
        }
        match (&self.prompt, &self.overlay, &self.screen) {
            (Some(_), _, _) => KeyContext::Prompt,
            (None, Some(Overlay::Page(_)), _) => KeyContext::Page,
            (None, Some(Overlay::Help(..)), _) => KeyContext::Help,
            (None, Some(Overlay::Card(_)), _) => KeyContext::Card,
            (None, Some(Overlay::Index(_)), _) => KeyContext::Index,
            (None, Some(Overlay::Comparison(_)), _) => KeyContext::Comparison,
            (None, None, Screen::List) => KeyContext::List,
            (None, None, Screen::Article(reader)) => match reader.focus {
                Focus::Article => KeyContext::Article,
                Focus::Quotes => KeyContext::Quotes,
            },
        }
    }

    /// Does what a key asks for.
    ///
    /// A message is shown until the next key, so it is removed first. Digits are a count for the next key. Keys that
    /// the keymap does not know go to the prompt; where none is open, a message says that they do nothing.
    pub fn key(&mut self, key: KeyEvent) -> Effect {
        self.message = None;
        let mut effect = Effect::None;
        if !self.take_digit(key) {
            let (context, count) = (self.context(), self.count.take());
            match (READER.resolve(context, key), context) {
                (Some(action), _) => {
                    effect = self.perform(counts::counted(action, count));
                    self.renew_card();
                }
                (None, KeyContext::Prompt) => self.edit_prompt(key),
                (None, KeyContext::Mark) => self.take_mark(key),
                (None, _) => self.message = Some(counts::unbound(key, self.lang)),
            }
        }
        self.lay_out();
        effect
    }

    /// Takes in what the worker has done; whether anything on the screen changes.
    pub fn receive(&mut self, delivery: Delivery) -> bool {
        let shown = self.reader().map(|reader| reader.id);
        let analysis = match &delivery {
            Delivery::Analysed(id, analysis) if shown == Some(*id) => Some(Arc::clone(analysis)),
            Delivery::Analysed(..)
            | Delivery::Loaded { .. }
            | Delivery::Listed(_)
            | Delivery::Scanned { .. } => None,
        };
        if self.receive_pending(&delivery) {
            return true;
        }
        let scanned = matches!(delivery, Delivery::Scanned { .. });
        let known = self.library.entries.len();
        let changed = self.library.receive(delivery);
        self.show_progress(known);
        if scanned && shown.is_none() {
            self.message = self.problems_message();
        }
        match (analysis, shown) {
            (Some(analysis), _) => {
                if let Some(reader) = self.reader_mut() {
                    reader.analysed(analysis);
                }
            }
            (None, Some(_)) => return false,
            (None, None) => {}
        }
        self.lay_out();
        changed
    }

    /// Takes in the article that was waited for, and opens it.
    fn receive_pending(&mut self, delivery: &Delivery) -> bool {
        let Delivery::Loaded { id, .. } = delivery else {
            return false;
        };
        if self.pending != Some(*id) {
            return false;
        }
        let id = *id;
        self.library.receive(delivery.clone());
        self.message = None;
        // Its analysis was asked for together with it.
        let _ = self.open_entry(id);
        self.lay_out();
        true
    }

    /// How many records have no text, and the key that lists them; `None` where all have.
    fn problems_message(&self) -> Option<Message> {
        if self.library.problem_count == 0 {
            return None;
        }
        let count = problem_count(&self.library, self.lang);
        let action = Action::List(ListAction::Problems);
        let key = READER.key_for(KeyContext::List, action)?;
        let key = isolated_key_name(key);
        Some(Message::info(format!("{count} · {key}")))
    }

    /// Whether everything that the first frame shows is there.
    pub fn is_settled(&self) -> bool {
        match &self.screen {
            Screen::Article(reader) => reader.analysis.is_some(),
            Screen::List => self.library.entries.iter().all(|entry| match &entry.state {
                EntryState::Waiting => false,
                EntryState::Failed(_) | EntryState::Listed => true,
                EntryState::Ready(_, analysis) => analysis.is_some(),
            }),
        }
    }

    /// Takes in a new size of the screen, in (columns, rows).
    pub fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
        self.lay_out();
    }

    /// Takes in what the terminal turned out to be and to need.
    ///
    /// Other colours alone leave all lines as they are.
    pub fn adapt(&mut self, theme: Theme, target: LayoutTarget) {
        // What a key has switched stays switched.
        let tashkeel = self.tashkeel.unwrap_or(target.tashkeel);
        let target = LayoutTarget { tashkeel, ..target };
        self.theme = theme;
        self.target = target;
        self.lay_out();
    }

    /// Lays out what the last change made necessary: the one place where that is decided.
    ///
    /// Called once at the end of everything that changes the state. The geometry is computed where
    /// the size or a preference has changed, and an article is laid out where its rectangles or the
    /// target have.
    fn lay_out(&mut self) {
        let wanted = (self.size, self.layout_preferences());
        if self.laid_out_for != Some(wanted) {
            let ((width, height), preferences) = wanted;
            self.geometry = Geometry::new(width, height, preferences);
            self.laid_out_for = Some(wanted);
        }
        let Some(geometry) = self.geometry else {
            return;
        };
        let target = self.target;
        if let Some(reader) = self.reader_mut() {
            reader.set_layout(&geometry, target);
            reader.follow_reading();
        }
        self.keep_overlay_in_view(&geometry);
        self.library.keep_in_view(geometry.listed());
    }

    /// Opens the article at that index of the list; where it could not be read, a message says why.
    ///
    /// Gives [`Effect::Prioritize`] where the article is still to be read or analysed, so that it is
    /// done before the others. Reading goes on where it stopped, see [`remember`](Self::remember).
    pub fn open(&mut self, index: usize) -> Effect {
        let Some(id) = self.library.shown().get(index).copied() else {
            return Effect::None;
        };
        let effect = self.open_entry(id);
        self.lay_out();
        effect
    }

    /// The same for the article with that number. One that is only listed opens once it has been read.
    fn open_entry(&mut self, id: usize) -> Effect {
        self.pending = None;
        let Some(entry) = self.library.entries.get(id) else {
            return Effect::None;
        };
        match &entry.state {
            EntryState::Waiting | EntryState::Listed => {
                self.message = Some(Message::info(Label::Loading.text(self.lang)));
                self.pending = Some(id);
                Effect::Prioritize(id)
            }
            EntryState::Failed(problem) => {
                self.message = Some(Message::warning(problem.clone()));
                Effect::None
            }
            EntryState::Ready(article, analysis) => {
                let (article, analysis) = (Arc::clone(article), analysis.clone());
                let waits = analysis.is_none();
                let damage = damage(&article, self.lang);
                self.keep_place();
                let mut reader = ReaderState::new(id, article, analysis, self.target, self.lang);
                reader.pane_shown = self.quotes_pane;
                if let Some(index) = self.library.position(id) {
                    self.library.selected = index;
                }
                self.screen = Screen::Article(Box::new(reader));
                let resumed = self.resume();
                self.message = damage.or(resumed);
                if waits {
                    Effect::Prioritize(id)
                } else {
                    Effect::None
                }
            }
        }
    }
}

/// A message about what had to be repaired in an article.
fn damage(article: &Article, lang: Lang) -> Option<Message> {
    let counted = |label: Label, count: &usize| format!("{} {count}", label.text(lang));
    let parts: Vec<String> = article
        .warnings
        .iter()
        .map(|warning| match warning {
            Warning::InvalidBytes(count) => counted(Label::InvalidBytes, count),
            Warning::ControlsRemoved(count) => counted(Label::ControlsRemoved, count),
            Warning::MojibakeMended(count) => counted(Label::MojibakeMended, count),
            Warning::MixedEncodings(count) => counted(Label::MixedEncodings, count),
            Warning::VisualOrder => Label::VisualOrder.text(lang).to_owned(),
            Warning::NotAnalysed => Label::NotAnalysed.text(lang).to_owned(),
        })
        .collect();
    (!parts.is_empty()).then(|| Message::warning(parts.join(" · ")))
}

/// How many lines a motion moves in a list or on a page that shows `page` of them.
///
/// In lists a page is all of it; paragraphs are items there.
fn lines(motion: Motion, page: isize) -> isize {
    match motion {
        Motion::Line(by) | Motion::Paragraph(by) => isize::from(by),
        Motion::HalfPage(by) => isize::from(by) * (page / 2).max(1),
        Motion::Page(by) => isize::from(by) * page.max(1),
        Motion::Start | Motion::Number(_) => isize::MIN / 2,
        Motion::End => isize::MAX / 2,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_article_is_opened_and_left() {
        use std::sync::Arc;

        use crate::article::Article;
        use crate::layout::LayoutTarget;
        use crate::ui::app::{App, AppSettings};
        use crate::ui::key;
        use crate::ui::library::{Delivery, Library};
        use crate::ui::theme::{Palette, Theme};
        use crate::ui::{Lang, action::Effect};

        let mut library = Library::waiting(["library.txt".to_owned()]);
        let article = Article::from_text("افتتاح مكتبة\n\nوصل الزوار.", "library.txt");
        library.receive(Delivery::Loaded {
            id: 0,
            first: Ok(Arc::new(article)),
            more: vec![],
        });

        let settings = AppSettings {
            lang: Lang::Arabic,
            theme: Theme::new(Palette::Mono),
            target: LayoutTarget::default(),
            measure: 72,
        };
        let mut app = App::new(settings, library, (80, 24));
        assert_eq!(app.open(0), Effect::Prioritize(0)); // shown, and to be analysed
        assert!(app.reader().is_some());
        assert_eq!(app.key(key::character('q')), Effect::Quit);
    }
}
