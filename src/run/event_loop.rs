//! The event loop: events → keys → actions → effects → one frame.
//!
//! Nothing is drawn while events wait, so that a burst of keys costs one frame, and nothing is drawn without a change.
//! While nothing happens the loop sleeps in `poll`.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::copy::{Copier, Copy};
use super::positions::PositionTracker;
use super::worker::Worker;
use super::{RunError, RunOptions, theme};
use crate::error::visible;
use crate::layout::LayoutTarget;
use crate::store::StoreError;
use crate::terminal::{ScrollHint, Session, SessionEvent};
use crate::ui::action::Effect;
use crate::ui::app::{App, AppSettings};
use crate::ui::key;
use crate::ui::keymap;
use crate::ui::library::{Delivery, EntryState, Library};
use crate::ui::message::Message;
use crate::ui::shown_lines::{RowShift, ShownLines};
use crate::ui::theme::Theme;
use crate::ui::view;

/// How long the first frame waits for the analysis, counted from the start of the program.
const FIRST_FRAME: Duration = Duration::from_millis(50);

/// What works beside the interface.
pub(super) struct Services {
    pub(super) worker: Worker,
    pub(super) positions: PositionTracker,
    pub(super) copier: Copier,
}

/// The state of the loop: the interface, the services, and the buffer that is drawn into.
pub(super) struct EventLoop {
    app: App,
    services: Services,
    options: RunOptions,
    buffer: Buffer,
    /// What the last frame shows of the article.
    shown: ShownLines,
    /// Whether the state changed since the last frame.
    dirty: bool,
    /// The message that the last frame shows, and when it goes by itself.
    message: Option<(Message, Option<Instant>)>,
}

impl EventLoop {
    /// Starts with what the environment tells about the terminal; its replies may change that later.
    pub(super) fn new(
        session: &Session,
        library: Library,
        mut services: Services,
        options: RunOptions,
    ) -> Self {
        let size = session.size();
        let settings = AppSettings {
            lang: options.lang,
            theme: current_theme(session, &options),
            target: target(session, &options),
            measure: options.measure,
        };
        let mut app = App::new(settings, library, size);
        app.mouse = options.mouse;
        app.quotes_pane = options.quotes_pane;
        services.positions.restore_all(&mut app);
        Self {
            app,
            services,
            options,
            buffer: Buffer::empty(Rect::new(0, 0, size.0, size.1)),
            shown: ShownLines::default(),
            dirty: true,
            message: None,
        }
    }

    /// Opens a single article, or lets the list fill, for as long as the first frame may wait, counted from `start`.
    /// `scanned` is about the records of a source that was read before.
    pub(super) fn open_first(&mut self, start: Instant, scanned: Option<Delivery>) {
        if let Some(scanned) = scanned {
            self.app.receive(scanned);
        }
        if let [entry] = self.app.library.entries.as_slice()
            && matches!(entry.state, EntryState::Ready(..))
        {
            let effect = self.app.open(0);
            self.request(&effect);
        }
        while !self.app.is_settled() {
            let Some(left) = FIRST_FRAME.checked_sub(start.elapsed()) else {
                break;
            };
            let Some(delivery) = self.services.worker.wait(left) else {
                break;
            };
            self.receive(delivery);
        }
    }

    /// Runs until the user leaves, a signal arrives or the terminal is lost.
    ///
    /// # Errors
    ///
    /// The terminal fails.
    pub(super) fn run(&mut self, session: &mut Session) -> Result<ExitCode, RunError> {
        loop {
            // A burst of keys costs one frame: waiting events are handled before the next frame.
            let timeout = if self.dirty {
                Some(Duration::ZERO)
            } else {
                self.message_ends()
                    .map(|end| end.saturating_duration_since(Instant::now()))
            };
            let Some(event) = session.next(timeout)? else {
                if self.message_ends().is_some_and(|end| end <= Instant::now()) {
                    self.app.message = None;
                }
                self.draw(session)?;
                continue;
            };
            if let Some(code) = self.handle(event, session)? {
                return Ok(code);
            }
        }
    }

    /// When the message on the screen goes by itself.
    fn message_ends(&self) -> Option<Instant> {
        self.message.as_ref().and_then(|(_, end)| *end)
    }

    /// Takes note of the message of this frame; one that was shown already keeps its end.
    fn note_message(&mut self) {
        let same = match (&self.app.message, &self.message) {
            (Some(new), Some((shown, _))) => new == shown,
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.message = self.app.message.clone().map(|message| {
                let end = message.lifetime().map(|time| Instant::now() + time);
                (message, end)
            });
        }
    }

    /// Handles one event; the exit code if it ends the program.
    fn handle(
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
                while let Some(delivery) = self.services.worker.poll() {
                    self.dirty |= self.receive(delivery);
                }
                while let Some(message) = self.services.copier.finished(session, self.app.lang)? {
                    self.app.message = Some(message);
                    self.dirty = true;
                }
            }
            SessionEvent::Resumed => self.resize(session.size()),
            SessionEvent::CapabilitiesChanged => {
                let target = target(session, &self.options);
                self.app
                    .adapt(current_theme(session, &self.options), target);
                self.dirty = true;
            }
            SessionEvent::Hangup | SessionEvent::Terminate(_) => {
                return Ok(event.ends_with().map(ExitCode::from));
            }
        }
        Ok(None)
    }

    /// Handles one key, or the two letters that one key sends under some Arabic layouts.
    ///
    /// Asking for the second letter costs no wait: it arrives in the same read. In the search prompt letters are text and
    /// are never joined.
    fn key(&mut self, key: KeyEvent, session: &mut Session) -> Result<Option<ExitCode>, RunError> {
        if !begins_pair(key) || self.app.prompt.is_some() {
            let effect = self.app.key(key);
            return self.carry_out(effect, session);
        }
        let second = session.next(Some(Duration::ZERO))?;
        if let Some(SessionEvent::Input(Event::Key(second))) = second
            && let Some(joined) = pair(key, second)
        {
            let effect = self.app.key(joined);
            return self.carry_out(effect, session);
        }
        let effect = self.app.key(key);
        let ends = self.carry_out(effect, session)?;
        match second {
            Some(event) if ends.is_none() => self.handle(event, session),
            Some(_) | None => Ok(ends),
        }
    }

    /// Carries out the effect of an update; the exit code if that ends the program.
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
                // Saved in case the program is never continued. An error shows when it is saved again at the end.
                let _ = self.services.positions.save(&self.app);
                session.suspend()?;
            }
            Effect::Redraw => session.redraw(),
            Effect::Mouse(on) => session.mouse(on)?,
            Effect::Copy(excerpt, text) => {
                let lang = self.app.lang;
                self.app.message =
                    self.services
                        .copier
                        .copy(Copy { excerpt, text }, session, lang)?;
            }
            Effect::Prioritize(_) => self.request(&effect),
        }
        Ok(None)
    }

    /// Applies a delivery of the worker; whether anything on the screen changes.
    fn receive(&mut self, delivery: Delivery) -> bool {
        self.services.positions.restore(&delivery, &mut self.app);
        self.app.receive(delivery)
    }

    /// Shows a problem with one of qari's own files; it is printed again after the screen is restored.
    pub(super) fn show_problem(&mut self, problem: Option<&StoreError>) {
        if let Some(problem) = problem {
            self.app.message = Some(Message::warning(visible(&problem.to_string())));
        }
    }

    /// Passes an effect to the worker: only [`Effect::Prioritize`] concerns it.
    fn request(&self, effect: &Effect) {
        if let Effect::Prioritize(index) = effect {
            self.services.worker.prioritize(*index);
        }
    }

    /// The new buffer is empty; the painter redraws the whole screen after a change of size.
    fn resize(&mut self, size: (u16, u16)) {
        self.app.resize(size);
        self.buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        self.dirty = true;
    }

    /// Draws one frame. The scroll hint saves bytes where rows only moved; the frame is the same without it.
    fn draw(&mut self, session: &mut Session) -> Result<(), RunError> {
        let lines = ShownLines::of(&self.app);
        let hint = lines
            .moved_since(&self.shown)
            .map(|RowShift { top, bottom, by }| ScrollHint { top, bottom, by });
        self.shown = lines;
        let cursor = view::draw(&self.app, &mut self.buffer);
        session.paint(&self.buffer, cursor, hint)?;
        self.note_message();
        self.dirty = false;
        Ok(())
    }

    /// Saves the reading positions; an error is added to `problems`.
    pub(super) fn finish(mut self, problems: &mut Vec<StoreError>) -> Services {
        problems.extend(self.services.positions.save(&self.app).err());
        self.services
    }
}

/// The theme for the terminal as detected so far.
fn current_theme(session: &Session, options: &RunOptions) -> Theme {
    theme(
        session.depth(),
        options.theme,
        session.capabilities().background,
    )
}

/// The layout that the terminal needs, overridden by the options.
fn target(session: &Session, options: &RunOptions) -> LayoutTarget {
    session
        .target()
        .with_preferences(options.shaping, options.tashkeel)
}

/// Whether a second letter may belong to the same key. Only lam begins such a pair, so no other key asks for one.
fn begins_pair(key: KeyEvent) -> bool {
    pair(key, key::character('ا')).is_some()
}

/// The one key that sent both letters, if there is one.
fn pair(first: KeyEvent, second: KeyEvent) -> Option<KeyEvent> {
    match (first.code, second.code) {
        (KeyCode::Char(a), KeyCode::Char(b)) => keymap::ligature_key(a, b).map(key::character),
        _ => None,
    }
}
