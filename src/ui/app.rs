//! The whole state of the interface, and how a key becomes an [`Effect`].
//!
//! `key` → keymap → [`Action`](super::Action) → [`App::update`] → [`Effect`]. Deliveries of the
//! worker come in through [`App::receive`], sizes through [`App::resize`].

mod overlay;
mod prompt;
mod update;

use std::sync::Arc;

use super::action::{Effect, Motion};
use super::geometry::{self, Arrangement, Geometry, Wishes};
use super::index::IndexList;
use super::key::Key;
use super::keymap::{self, Context};
use super::lang::{Label, Lang};
use super::library::{Delivery, Library, State};
use super::message::Message;
use super::page::Page;
use super::reader::{Focus, Reader};
use super::theme::Theme;
use crate::article::{Article, Warning};
use crate::layout::{Direction, Order, Target, Tashkeel};
use crate::reading::Analysis;

pub use prompt::Prompt;

/// Widest line of text by default, in cells.
pub const DEFAULT_MEASURE: u16 = 72;

/// What the screen shows below any overlay.
#[derive(Debug)]
pub enum Screen {
    /// The list of articles.
    List,
    /// One article.
    Article(Box<Reader>),
}

/// What lies over the screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A page of text: keys, evidence.
    Page(Page),
    /// The index of names.
    Index(IndexList),
}

/// Choices made before the start.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Language of the interface.
    pub lang: Lang,
    /// Styles.
    pub theme: Theme,
    /// What the terminal needs lines to be.
    pub target: Target,
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
    pub target: Target,
    /// Widest line of text, in cells.
    pub measure: u16,
    /// The articles.
    pub library: Library,
    /// What is shown.
    pub screen: Screen,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// The search being typed.
    pub prompt: Option<Prompt>,
    /// A word to the person, until the next key.
    pub message: Option<Message>,
    /// Vowel signs, once a key has switched them.
    tashkeel: Option<Tashkeel>,
    size: (u16, u16),
}

impl App {
    /// The interface for `library` on a screen of `size` (columns, rows): with one article
    /// that article, with several their list.
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
            message: None,
            tashkeel: None,
            size,
        }
    }

    /// The article on the screen.
    pub fn reader(&self) -> Option<&Reader> {
        match &self.screen {
            Screen::Article(reader) => Some(reader),
            Screen::List => None,
        }
    }

    fn reader_mut(&mut self) -> Option<&mut Reader> {
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
        self.target.order == Order::Logical
    }

    /// Where everything stands; `None` on a screen too small to read.
    pub fn geometry(&self) -> Option<Geometry> {
        let (width, height) = self.size;
        let beside = geometry::arrangement(width, height, self.stacked()) == Arrangement::Beside;
        let reader = self.reader();
        Geometry::new(
            width,
            height,
            Wishes {
                measure: self.measure,
                pane: reader.is_some_and(|reader| reader.wants_pane(beside)),
                pane_focused: reader.is_some_and(|reader| reader.focus == Focus::Quotes),
                stacked: self.stacked(),
            },
        )
    }

    /// Where a key pressed now counts.
    pub const fn context(&self) -> Context {
        match (&self.prompt, &self.overlay, &self.screen) {
            (Some(_), _, _) => Context::Prompt,
            (None, Some(Overlay::Page(_)), _) => Context::Page,
            (None, Some(Overlay::Index(_)), _) => Context::Index,
            (None, None, Screen::List) => Context::List,
            (None, None, Screen::Article(reader)) => match reader.focus {
                Focus::Article => Context::Article,
                Focus::Quotes => Context::Quotes,
            },
        }
    }

    /// What a key does.
    pub fn key(&mut self, key: Key) -> Effect {
        self.message = None;
        if let Some(action) = keymap::resolve(self.context(), key) {
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
                State::Waiting => false,
                State::Failed(_) => true,
                State::Ready(_, analysis) => analysis.is_some(),
            }),
        }
    }

    /// Rows (first, one past the last) that show the same text as in the frame before, and by how
    /// many of them it moved up; asked for once a frame.
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

    /// Takes in what the terminal turned out to need.
    pub fn retarget(&mut self, target: Target) {
        // What was switched by key stays so.
        let tashkeel = self.tashkeel.unwrap_or(target.tashkeel);
        self.target = Target { tashkeel, ..target };
        self.relayout();
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
    pub fn open(&mut self, index: usize) -> Effect {
        let Some(entry) = self.library.entries.get(index) else {
            return Effect::None;
        };
        match &entry.state {
            State::Waiting => {
                self.message = Some(Message::info(Label::Loading.text(self.lang)));
                Effect::Want(entry.id)
            }
            State::Failed(problem) => {
                self.message = Some(Message::warning(problem.clone()));
                Effect::None
            }
            State::Ready(article, analysis) => {
                let (article, analysis) = (Arc::clone(article), analysis.clone());
                let (id, waits) = (entry.id, analysis.is_none());
                self.message = damage(&article, self.lang);
                let reader = Reader::new(id, article, analysis, (self.target, self.lang));
                self.library.selected = index;
                self.screen = Screen::Article(Box::new(reader));
                self.relayout();
                if waits {
                    Effect::Want(id)
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
fn lines(motion: Motion, page: isize) -> isize {
    match motion {
        Motion::Line(by) | Motion::Paragraph(by) => isize::from(by),
        Motion::HalfPage(by) => isize::from(by) * (page / 2).max(1),
        Motion::Page(by) => isize::from(by) * page.max(1),
        Motion::Start => isize::MIN / 2,
        Motion::End => isize::MAX / 2,
    }
}
