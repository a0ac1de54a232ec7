//! The loop: events → keys → actions → effects → one frame.
//!
//! Ties the rooms together and holds nothing that a test would want to see: the
//! state is in [`ui`](crate::ui), the screen in [`terminal`],
//! reading and analysing in a worker thread.
//!
//! ```text
//!   worker ──wake──► session.next ──► App ──► view::draw ──► session.paint
//!     ▲                                │
//!     └────────────── Want ◄───────────┘
//! ```
//!
//! Order of the start: one article is read before the screen opens, so that an error is an
//! ordinary message; the screen opens; while the worker looks for names, this thread lays out
//! the lines; the first frame waits up to 50 ms for the analysis and is drawn without it if
//! that takes longer.
//!
//! Nothing is drawn while events wait, so a burst of keys costs one frame, and nothing is
//! drawn where nothing changed. While nothing happens the loop sleeps in `poll`.

mod copy;
mod positions;
mod worker;

use crossterm::event::{Event, KeyCode, KeyEvent};
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::article::{self, Article, ArticleSource};
use crate::error::{Error, visible};
use crate::layout::{LayoutTarget, Shaping, Tashkeel};
use crate::store::{Configuration, StoreError, UserFiles};
use crate::terminal::{self, BidiChoice, ColorDepth, ScrollHint, Session, SessionEvent};
use crate::ui::action::Effect;
use crate::ui::app::{App, AppSettings};
use crate::ui::background::Background;
use crate::ui::key;
use crate::ui::keymap;
use crate::ui::lang::Lang;
use crate::ui::library::{Delivery, Library};
use crate::ui::message::Message;
use crate::ui::shown_lines::{RowShift, ShownLines};
use crate::ui::theme::{self, Palette, Theme};
use crate::ui::view;
use copy::Copier;
pub use copy::CopyCommand;
use positions::PositionTracker;
use worker::Worker;

/// How long the first frame waits for the analysis; a longer one is shown as it goes on.
const FIRST_FRAME: Duration = Duration::from_millis(50);
/// How long one key that sends two letters may take for the second one.
const SAME_KEY: Duration = Duration::ZERO;

/// How the reader runs.
///
/// Made from the command line; the reader changes none of it.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// Language of the interface.
    pub lang: Lang,
    /// Widest line of text, in cells.
    pub measure: u16,
    /// Shapes of letters; `None` leaves it to the terminal's needs.
    pub shaping: Option<Shaping>,
    /// Vowel signs; `None` leaves them to the terminal's needs.
    pub tashkeel: Option<Tashkeel>,
    /// Colours.
    pub theme: theme::ThemeChoice,
    /// What copies are given to, rather than to the terminal.
    pub copy: Option<CopyCommand>,
    /// How the terminal is opened.
    pub terminal: terminal::SessionOptions,
}

/// What ends the reader early.
///
/// What fails later, while the screen is open, is told on the screen.
#[derive(Debug)]
pub enum RunError {
    /// The one article that was asked for cannot be read.
    Article(Error),
    /// The screen.
    Terminal(terminal::TerminalError),
}

impl From<Error> for RunError {
    fn from(error: Error) -> Self {
        Self::Article(error)
    }
}

impl From<terminal::TerminalError> for RunError {
    fn from(error: terminal::TerminalError) -> Self {
        Self::Terminal(error)
    }
}

/// Shows `sources` to a person until they leave.
///
/// # Errors
///
/// The one article cannot be read (before the screen opens), or the terminal fails.
///
/// Several sources open as a list at once; they are read in the background.
/// The exit code is 0, or 128 and the number of the signal that ended it. What is wrong with `files` is told on the
/// screen and on standard error; reading goes on without them.
pub fn read(
    sources: Vec<ArticleSource>,
    reading: article::LoadOptions,
    mut options: RunOptions,
    files: &UserFiles,
) -> Result<ExitCode, RunError> {
    let start = Instant::now();
    let mut library = Library::waiting(sources.iter().map(ToString::to_string));
    let read = match sources.as_slice() {
        [source] => Some(read_one(source, reading)?),
        _ => None,
    };
    if let Some(articles) = &read {
        let mut numbered = articles.iter().cloned().map(Ok).enumerate();
        if let Some((id, first)) = numbered.next() {
            library.receive(Delivery::Loaded {
                id,
                first,
                more: numbered.collect(),
            });
        }
    }
    let mut problems = Vec::new();
    let positions = remember(files, &mut options.terminal, &mut problems);
    let mut session = Session::open(options.terminal.clone())?;
    let worker = Worker::start(sources, reading, read, session.waker());
    let copier = Copier::new(options.copy.take(), files.copies.clone(), session.waker());
    let mut reader = ReaderLoop::new(&session, library, (worker, positions, copier), options);
    reader.open_first(start);
    reader.warn(problems.first());
    let code = reader.run(&mut session);
    // Before the terminal is given back, which a stalled link can hold up.
    problems.extend(reader.positions.save(&reader.app).err());
    session.close();
    reader.copier.end();
    for problem in problems {
        // Where nobody listens any more, nobody misses it.
        let _ = writeln!(io::stderr(), "qari: {}", visible(&problem.to_string()));
    }
    code
}

/// What earlier runs kept: the choice for this terminal, and reading places. What is of no use is added to `problems`.
fn remember(
    files: &UserFiles,
    terminal: &mut terminal::SessionOptions,
    problems: &mut Vec<StoreError>,
) -> PositionTracker {
    if let Some(config) = &files.config
        && terminal.bidi == BidiChoice::Auto
    {
        match Configuration::load(config) {
            Ok(choices) => terminal.remembered = choices.remembered(),
            Err(problem) => problems.push(problem),
        }
    }
    PositionTracker::load(files.state.clone()).unwrap_or_else(|problem| {
        problems.push(problem);
        PositionTracker::default()
    })
}

/// The articles of the one source; the first failure is an error, as long as the screen is not open.
fn read_one(
    source: &ArticleSource,
    reading: article::LoadOptions,
) -> Result<Vec<Arc<Article>>, RunError> {
    let mut results = Vec::new();
    article::read_source(source, &reading, &mut |result| {
        results.push(result.map(Arc::new));
    });
    Ok(results.into_iter().collect::<Result<_, _>>()?)
}

/// The state of the loop: the interface, the worker, and the buffer that is drawn into.
struct ReaderLoop {
    app: App,
    worker: Worker,
    positions: PositionTracker,
    copier: Copier,
    options: RunOptions,
    buffer: Buffer,
    /// What the frame that was drawn last shows of the article.
    shown: ShownLines,
    /// Whether the screen is behind the state.
    dirty: bool,
}

impl ReaderLoop {
    /// The target is what the environment tells of the terminal; replies may change it later.
    fn new(
        session: &Session,
        library: Library,
        (worker, positions, copier): (Worker, PositionTracker, Copier),
        options: RunOptions,
    ) -> Self {
        let size = session.size();
        let settings = AppSettings {
            lang: options.lang,
            theme: look(session, &options),
            target: target(session, &options),
            measure: options.measure,
        };
        let mut app = App::new(settings, library, size);
        positions.restore_all(&mut app);
        Self {
            app,
            worker,
            positions,
            copier,
            options,
            buffer: Buffer::empty(Rect::new(0, 0, size.0, size.1)),
            shown: ShownLines::default(),
            dirty: true,
        }
    }

    /// Opens the one article, or lets the list fill, for as long as a first frame may wait.
    ///
    /// The clock runs from the start of the program, reading included.
    fn open_first(&mut self, start: Instant) {
        if self.app.library.entries.len() == 1 {
            let effect = self.app.open(0);
            self.request(&effect);
        }
        while !self.app.is_settled() {
            let Some(left) = FIRST_FRAME.checked_sub(start.elapsed()) else {
                break;
            };
            let Some(delivery) = self.worker.wait(left) else {
                break;
            };
            self.receive(delivery);
        }
    }

    /// Runs until the person leaves, a signal comes or the terminal is lost.
    ///
    /// # Errors
    ///
    /// The terminal fails; articles cannot any more.
    fn run(&mut self, session: &mut Session) -> Result<ExitCode, RunError> {
        loop {
            // A burst of keys costs one frame: what is there already is taken in before drawing.
            let waiting = if self.dirty {
                Some(Duration::ZERO)
            } else {
                None
            };
            let Some(event) = session.next(waiting)? else {
                self.draw(session)?;
                continue;
            };
            if let Some(code) = self.take(event, session)? {
                return Ok(code);
            }
        }
    }

    /// Takes in one event; the exit code where it ends the program.
    fn take(
        &mut self,
        event: SessionEvent,
        session: &mut Session,
    ) -> Result<Option<ExitCode>, RunError> {
        match event {
            SessionEvent::Input(Event::Key(key)) => return self.key(key, session),
            SessionEvent::Input(Event::Paste(text)) => {
                self.app.paste(&text);
                self.dirty = true;
            }
            SessionEvent::Input(Event::Mouse(mouse)) => {
                let effect = self.app.point(mouse);
                return self.carry_out(effect, session);
            }
            SessionEvent::Input(Event::Resize(width, height)) => self.resize((width, height)),
            SessionEvent::Input(Event::FocusGained | Event::FocusLost) => {}
            SessionEvent::Wake => {
                while let Some(delivery) = self.worker.poll() {
                    self.dirty |= self.receive(delivery);
                }
                while let Some(said) = self.copier.finished(session, self.app.lang)? {
                    self.app.message = Some(said);
                    self.dirty = true;
                }
            }
            SessionEvent::Resumed => self.resize(session.size()),
            SessionEvent::CapabilitiesChanged => {
                let target = target(session, &self.options);
                self.app.adapt(look(session, &self.options), target);
                self.dirty = true;
            }
            SessionEvent::Hangup | SessionEvent::Terminate(_) => {
                return Ok(event.ends_with().map(ExitCode::from));
            }
        }
        Ok(None)
    }

    /// One key, or the two letters of one key under some Arabic layouts.
    ///
    /// Waiting costs nothing: the second letter of such a key comes in the same read. In a
    /// search letters are text and are never joined.
    fn key(&mut self, key: KeyEvent, session: &mut Session) -> Result<Option<ExitCode>, RunError> {
        if !begins_pair(key) || self.app.prompt.is_some() {
            let effect = self.app.key(key);
            return self.carry_out(effect, session);
        }
        let second = session.next(Some(SAME_KEY))?;
        if let Some(SessionEvent::Input(Event::Key(second))) = second
            && let Some(joined) = pair(key, second)
        {
            let effect = self.app.key(joined);
            return self.carry_out(effect, session);
        }
        let effect = self.app.key(key);
        let ends = self.carry_out(effect, session)?;
        match second {
            Some(event) if ends.is_none() => self.take(event, session),
            Some(_) | None => Ok(ends),
        }
    }

    /// Does what an update asked for; the exit code where that ends the program.
    ///
    /// Effects come from the state, which cannot do these things itself.
    fn carry_out(
        &mut self,
        effect: Effect,
        session: &mut Session,
    ) -> Result<Option<ExitCode>, RunError> {
        self.dirty = true;
        match effect {
            Effect::None => {}
            Effect::Quit => return Ok(Some(ExitCode::SUCCESS)),
            Effect::Suspend => {
                // Whoever never comes back has lost nothing. What fails now is told at the end.
                let _ = self.positions.save(&self.app);
                session.suspend()?;
            }
            Effect::Redraw => session.redraw(),
            Effect::Mouse(on) => session.mouse(on)?,
            Effect::Copy(excerpt, text) => {
                let lang = self.app.lang;
                self.app.message = self.copier.copy(excerpt, text, (session, lang))?;
            }
            Effect::Prioritize(_) => self.request(&effect),
        }
        Ok(None)
    }

    /// Takes in what the worker did; whether anything on the screen changes.
    fn receive(&mut self, delivery: Delivery) -> bool {
        self.positions.restore(&delivery, &mut self.app);
        self.app.receive(delivery)
    }

    /// A file of qari's own that is of no use is told on the screen, and again when the screen is given back.
    fn warn(&mut self, problem: Option<&StoreError>) {
        if let Some(problem) = problem {
            self.app.message = Some(Message::warning(visible(&problem.to_string())));
        }
    }

    /// Of all effects only [`Effect::Prioritize`] concerns the worker.
    fn request(&self, effect: &Effect) {
        if let Effect::Prioritize(index) = effect {
            self.worker.prioritize(*index);
        }
    }

    /// The new buffer is empty; the painter knows by the size that all is to be drawn.
    fn resize(&mut self, size: (u16, u16)) {
        self.app.resize(size);
        self.buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        self.dirty = true;
    }

    /// The hint spares bytes where rows only moved; the frame is right without it.
    fn draw(&mut self, session: &mut Session) -> Result<(), RunError> {
        let lines = ShownLines::of(&self.app);
        let hint = lines
            .moved_since(&self.shown)
            .map(|RowShift { top, bottom, by }| ScrollHint { top, bottom, by });
        self.shown = lines;
        let cursor = view::draw(&self.app, &mut self.buffer);
        session.paint(&self.buffer, cursor, hint)?;
        self.dirty = false;
        Ok(())
    }
}

/// The colours for a terminal of that depth and background.
pub fn theme(depth: ColorDepth, wanted: theme::ThemeChoice, ground: Background) -> Theme {
    let palette = match depth {
        ColorDepth::Mono => Palette::Mono,
        ColorDepth::Ansi16 => Palette::Sixteen,
        ColorDepth::Ansi256 => Palette::Many,
        ColorDepth::TrueColor => Palette::True,
    };
    Theme::chosen(palette, wanted, ground)
}

/// The colours for the terminal as it is known now.
fn look(session: &Session, options: &RunOptions) -> Theme {
    theme(
        session.depth(),
        options.theme,
        session.capabilities().ground,
    )
}

/// What the terminal needs, with the person's wishes over it.
fn target(session: &Session, options: &RunOptions) -> LayoutTarget {
    session
        .target()
        .with_preferences(options.shaping, options.tashkeel)
}

/// Only lam does: the second letter is asked for after no other key.
fn begins_pair(key: KeyEvent) -> bool {
    pair(key, key::character('ا')).is_some()
}

/// The one key that sent both, where there is one.
fn pair(first: KeyEvent, second: KeyEvent) -> Option<KeyEvent> {
    match (first.code, second.code) {
        (KeyCode::Char(a), KeyCode::Char(b)) => keymap::ligature_key(a, b).map(key::character),
        _ => None,
    }
}
