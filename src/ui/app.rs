//! The whole state of the interface, and how a key becomes an [`Effect`].
//!
//! `key` → keymap → [`Action`](super::Action) → [`App::update`] → [`Effect`]. Deliveries of the
//! worker come in through [`App::receive`], sizes through [`App::resize`], what the terminal
//! turned out to need through [`App::adapt`].
//!
//! Three layers lie over each other, the topmost has the keys: a prompt, an overlay, the
//! screen. The state holds no clock, no file and no terminal, so a test drives it with keys
//! alone.

mod overlay;
mod places;
mod pointing;
mod prompt;
mod update;

use crossterm::event::KeyEvent;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::action::{Effect, Motion};
use super::geometry::{self, Arrangement, Geometry, LayoutPreferences};
use super::index::EntityIndex;
use super::keymap::{KeyContext, READER};
use super::lang::{Label, Lang};
use super::library::{Delivery, EntryState, Library};
use super::message::Message;
use super::overlay_page::OverlayPage;
use super::reader::{Focus, ReaderState};
use super::theme::Theme;
use crate::analysis::Analysis;
use crate::article::{Article, Warning};
use crate::layout::{Direction, LayoutTarget, RowOrder, Tashkeel};

pub use prompt::SearchPrompt;

/// Widest line of text by default, in cells.
pub const DEFAULT_MEASURE: u16 = 72;

/// What the screen shows below any overlay.
///
/// There is always one of the two; a library of one article begins with the list and is
/// opened at once.
#[derive(Debug)]
pub enum Screen {
    /// The list of articles.
    List,
    /// One article.
    Article(Box<ReaderState>),
}

/// What lies over the screen.
///
/// At most one at a time; the screen below keeps its place.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A page of text: keys, evidence.
    Page(OverlayPage),
    /// The index of names.
    Index(EntityIndex),
}

/// Choices made before the start.
///
/// What is switched while reading is kept in [`App`], not here.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
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
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// The search being typed.
    pub prompt: Option<SearchPrompt>,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// A word to the person, until the next key.
    pub message: Option<Message>,
    /// Vowel signs, once a key has switched them.
    tashkeel: Option<Tashkeel>,
    /// Where reading stopped in articles that are not shown, by their number in the library.
    places: BTreeMap<usize, usize>,
    size: (u16, u16),
}

impl App {
    /// The interface for `library` on a screen of `size` (columns, rows), showing the list of
    /// articles; [`open`](Self::open) shows one.
    pub fn new(settings: Settings, library: Library, size: (u16, u16)) -> Self {
        Self {
            lang: settings.lang,
            theme: settings.theme,
            target: settings.target,
            measure: settings.measure,
            library,
            screen: Screen::List,
            overlay: None,
            prompt: None,
            mouse: false,
            message: None,
            tashkeel: None,
            places: BTreeMap::new(),
            size,
        }
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

    /// Where everything stands; `None` on a screen too small to read.
    ///
    /// Worked out anew each time; nothing of it is kept.
    pub fn geometry(&self) -> Option<Geometry> {
        let (width, height) = self.size;
        let beside = geometry::arrangement(width, height, self.stacked()) == Arrangement::Beside;
        let reader = self.reader();
        Geometry::new(
            width,
            height,
            LayoutPreferences {
                measure: self.measure,
                pane: reader.is_some_and(|reader| reader.wants_pane(beside)),
                pane_focused: reader.is_some_and(|reader| reader.focus == Focus::Quotes),
                stacked: self.stacked(),
            },
        )
    }

    /// Where a key pressed now counts.
    pub const fn context(&self) -> KeyContext {
        match (&self.prompt, &self.overlay, &self.screen) {
            (Some(_), _, _) => KeyContext::Prompt,
            (None, Some(Overlay::Page(_)), _) => KeyContext::Page,
            (None, Some(Overlay::Index(_)), _) => KeyContext::Index,
            (None, None, Screen::List) => KeyContext::List,
            (None, None, Screen::Article(reader)) => match reader.focus {
                Focus::Article => KeyContext::Article,
                Focus::Quotes => KeyContext::Quotes,
            },
        }
    }

    /// What a key does.
    ///
    /// A message stands until the next key, so it goes first. Keys that the keymap does not
    /// know go to the prompt, where one is open, and else do nothing.
    pub fn key(&mut self, key: KeyEvent) -> Effect {
        self.message = None;
        if let Some(action) = READER.resolve(self.context(), key) {
            return self.update(action);
        }
        if self.prompt.is_some() {
            self.edit_prompt(key);
        }
        Effect::None
    }

    /// Takes in what the worker did; whether anything on the screen changes.
    pub fn receive(&mut self, delivery: Delivery) -> bool {
        let shown = self.reader().map(|reader| reader.id);
        let analysis = match &delivery {
            Delivery::Analysed(id, analysis) if shown == Some(*id) => Some(Arc::clone(analysis)),
            Delivery::Analysed(..) | Delivery::Loaded { .. } => None,
        };
        let changed = self.library.receive(delivery);
        match (analysis, shown) {
            (Some(analysis), _) => self.analysed(analysis),
            (None, Some(_)) => return false,
            (None, None) => {}
        }
        changed
    }

    /// The pane changes, so both columns are laid out again; the place in the article stays.
    fn analysed(&mut self, analysis: Arc<Analysis>) {
        let target = self.target;
        if let Some(reader) = self.reader_mut() {
            reader.analysed(analysis, target);
            self.relayout();
        }
    }

    /// Whether everything that the first frame shows is there.
    pub fn is_settled(&self) -> bool {
        match &self.screen {
            Screen::Article(reader) => reader.analysis.is_some(),
            Screen::List => self.library.entries.iter().all(|entry| match &entry.state {
                EntryState::Waiting => false,
                EntryState::Failed(_) => true,
                EntryState::Ready(_, analysis) => analysis.is_some(),
            }),
        }
    }

    /// Rows (first, one past the last) that show the same text as in the frame before, and by how
    /// many of them it moved up; asked for once a frame.
    ///
    /// `None` under an overlay, and where nothing moved: then all is compared as it stands.
    pub fn take_scroll(&mut self) -> Option<(u16, u16, i16)> {
        let column = self.geometry()?.column;
        let by = self.reader_mut()?.scroll.take_shift()?;
        self.overlay
            .is_none()
            .then_some((column.y, column.bottom(), by))
    }

    /// Takes in a new size of the screen, in (columns, rows).
    pub fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
        self.relayout();
    }

    /// Takes in what the terminal turned out to be and to need.
    ///
    /// Other colours alone leave all lines as they are.
    pub fn adapt(&mut self, theme: Theme, target: LayoutTarget) {
        // What was switched by key stays so.
        let tashkeel = self.tashkeel.unwrap_or(target.tashkeel);
        let target = LayoutTarget { tashkeel, ..target };
        self.theme = theme;
        if self.target != target {
            self.target = target;
            self.relayout();
        }
    }

    /// Lays everything shown out for the size, the target and the panes as they are now.
    fn relayout(&mut self) {
        let target = self.target;
        let Some(geometry) = self.geometry() else {
            return;
        };
        if let Some(reader) = self.reader_mut() {
            reader.resize(&geometry, target);
        }
        self.settle_overlay(&geometry);
        self.settle_list(&geometry);
    }

    /// Opens the article with that index, if it is there; says why it is not where it could not be read.
    ///
    /// Gives [`Effect::Prioritize`] where the article is still to be read or analysed, so that it is
    /// done before the others. Reading goes on where it stopped, see [`remember`](Self::remember).
    pub fn open(&mut self, index: usize) -> Effect {
        let Some(entry) = self.library.entries.get(index) else {
            return Effect::None;
        };
        match &entry.state {
            EntryState::Waiting => {
                self.message = Some(Message::info(Label::Loading.text(self.lang)));
                Effect::Prioritize(entry.id)
            }
            EntryState::Failed(problem) => {
                self.message = Some(Message::warning(problem.clone()));
                Effect::None
            }
            EntryState::Ready(article, analysis) => {
                let (article, analysis) = (Arc::clone(article), analysis.clone());
                let (id, waits) = (entry.id, analysis.is_none());
                let damage = damage(&article, self.lang);
                let reader = ReaderState::new(id, article, analysis, (self.target, self.lang));
                self.library.selected = index;
                self.keep_place();
                self.screen = Screen::Article(Box::new(reader));
                let went_on = self.go_on();
                self.message = damage.or(went_on);
                self.relayout();
                if waits {
                    Effect::Prioritize(id)
                } else {
                    Effect::None
                }
            }
        }
    }
}

/// What had to be mended in an article, in words.
fn damage(article: &Article, lang: Lang) -> Option<Message> {
    let parts: Vec<String> = article
        .warnings
        .iter()
        .map(|warning| match warning {
            Warning::InvalidBytes(count) => format!("{} {count}", Label::InvalidBytes.text(lang)),
            Warning::ControlsRemoved(count) => {
                format!("{} {count}", Label::ControlsRemoved.text(lang))
            }
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
        Motion::Start => isize::MIN / 2,
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
        use crate::ui::app::{App, Settings};
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

        let settings = Settings {
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
