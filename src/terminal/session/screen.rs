//! The screen taken, given back, taken again after a stop, and spoken to in another way once the terminal is known.
//!
//! What was switched on the way in, or since, is put back on the way out, by what
//! [`Capabilities`](super::Capabilities) remembers of it; the guard always holds the bytes for that.

use std::time::{Duration, Instant};

use crossterm::event::Event;
use ratatui::layout::Size;
use rustix::event::PollFlags;

use super::Session;
use crate::terminal::flow::FlowControl;
use crate::terminal::input::{InputParser, TerminalInput, TerminalReply};
use crate::terminal::paint::OutputProfile;
use crate::terminal::tmux::TmuxQuery;
use crate::terminal::{BidiChoice, SessionEvent, TerminalError, jobs, mouse};

/// Lines end at the edge of the screen (DECAWM off).
pub(super) const CUT: &[u8] = b"\x1b[?7l";

/// Lines go on in the next row, as every shell expects.
const WRAP: &[u8] = b"\x1b[?7h";

/// How long closing waits for replies that are on their way, so that they do not end in the shell's command line.
const REPLY_GRACE: Duration = Duration::from_millis(60);

/// The same for an answer that is surely on its way, since this terminal has answered before.
const PACE_GRACE: Duration = Duration::from_millis(400);

/// After this long no reply is expected any more.
const REPLY_LIMIT: Duration = Duration::from_secs(2);

/// How long closing waits for the last frame to go out.
const FLUSH_LIMIT: Duration = Duration::from_millis(250);

impl Session {
    /// Gives the screen back and stops the program, as Ctrl-Z does elsewhere; returns when it goes on, with
    /// [`SessionEvent::Resumed`] to come. Does nothing where no shell could let it go on.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] where the terminal went away meanwhile, [`TerminalError::Io`] where the system refuses.
    pub fn suspend(&mut self) -> Result<(), TerminalError> {
        if !jobs::can_stop() {
            return Ok(());
        }
        self.leave();
        jobs::stop();
        // Our own SIGTSTP and the SIGCONT are done with; what else came stays an event.
        let pending = jobs::await_continuation(&mut self.signals)?;
        self.events
            .extend(pending.terminate.map(SessionEvent::Terminate));
        self.resume()
    }

    /// Takes the screen.
    pub(super) fn enter(&mut self, questions: bool) -> Result<(), TerminalError> {
        let enter = self.capabilities.enter(self.bidi, questions);
        self.guard.enter(self.farewell())?;
        self.backlog.clear();
        self.waiting = None;
        self.pace = FlowControl::default();
        self.painter.speak(self.dialect());
        self.backlog.extend(enter);
        self.backlog.extend(mouse::ENTER);
        if self.mouse == Some(true) {
            self.backlog.extend(mouse::ON);
        }
        if self.cut {
            self.backlog.extend_from_slice(CUT);
        }
        self.painter.cleared(Size::new(self.size.0, self.size.1));
        self.flush()
    }

    /// Gives the screen back.
    pub(super) fn leave(&mut self) {
        if !self.guard.is_entered() {
            return;
        }
        let _ = self.device.write_within(&self.backlog, FLUSH_LIMIT);
        self.backlog.clear();
        let now = Instant::now();
        let end = (now + REPLY_GRACE).min(self.asked + REPLY_LIMIT);
        // An answer that comes too late would end in the shell's command line.
        let late = now + PACE_GRACE;
        while !self.ended && self.is_awaited() {
            let end = if self.pace.is_awaited() { late } else { end };
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || !self.device.wait(PollFlags::IN, left) {
                break;
            }
            if self.read().is_err() {
                break;
            }
            while let Some(input) = self.parser.pop() {
                match input {
                    TerminalInput::Reply(TerminalReply::Alive) => {
                        self.pace.answered(Instant::now())
                    }
                    TerminalInput::Reply(reply) => self.learn(reply),
                    TerminalInput::Event(_) => {}
                }
            }
        }
        self.guard.set_leave(self.farewell());
        self.guard.restore();
    }

    /// Whether an answer may be on its way.
    fn is_awaited(&self) -> bool {
        !self.capabilities.settled || self.ground_asked || self.pace.is_awaited()
    }

    /// The bytes that give the screen back as things stand.
    pub(super) fn farewell(&self) -> Vec<u8> {
        let reports = self.mouse.map_or(&[][..], |_| mouse::OFF);
        let wrap = if self.cut { WRAP } else { b"" };
        [reports, mouse::LEAVE, wrap, &self.capabilities.leave()].concat()
    }

    /// Takes the screen again after a stop.
    pub(super) fn resume(&mut self) -> Result<(), TerminalError> {
        let size = self.device.size();
        if size != self.size {
            self.size = size;
            self.events
                .push_back(SessionEvent::Input(Event::Resize(size.0, size.1)));
        }
        self.parser = InputParser::new();
        self.enter(false)?;
        self.ask_tmux();
        self.ask_ground()?;
        self.events.push_back(SessionEvent::Resumed);
        Ok(())
    }

    /// How this terminal is to be spoken to.
    fn dialect(&self) -> OutputProfile {
        OutputProfile {
            depth: self.depth,
            encoding: self.capabilities.encoding(self.bidi),
            scroll: self.capabilities.can_scroll(),
            synchronize: self.capabilities.can_synchronize(),
        }
    }

    /// Asks tmux what it is shown in, where there is a tmux and that matters.
    pub(super) fn ask_tmux(&mut self) {
        if self.options.bidi == BidiChoice::Auto
            && self.question.is_none()
            && self.capabilities.asks_tmux()
        {
            let pane = self.capabilities.tmux_pane().map(str::to_owned);
            self.question = TmuxQuery::ask(pane);
        }
    }

    /// Asks for the background once more: it may have changed since. A terminal that never told it is left alone.
    pub(super) fn ask_ground(&mut self) -> Result<(), TerminalError> {
        if let Some(question) = self.capabilities.background_again() {
            self.ground_asked = true;
            self.asked = Instant::now();
            self.backlog.extend_from_slice(question);
            self.flush()?;
        }
        Ok(())
    }

    /// Takes an answer of the terminal in.
    pub(super) fn learn(&mut self, reply: TerminalReply) {
        self.ground_asked &= !matches!(reply, TerminalReply::Background(_));
        self.capabilities.learn(reply);
    }

    /// Takes tmux's answer, once it is there.
    pub(super) fn take_clients(&mut self) -> Result<(), TerminalError> {
        if let Some(clients) = self.question.as_mut().and_then(TmuxQuery::hear) {
            self.question = None;
            self.capabilities.learn_clients(clients);
            if self.adapt()? {
                self.events.push_back(SessionEvent::CapabilitiesChanged);
            }
        }
        Ok(())
    }

    /// Sends what the terminal, of which something new is known, needs; whether what stands on the screen, or what
    /// layout made for it, is void by that.
    pub(super) fn adapt(&mut self) -> Result<bool, TerminalError> {
        let target = self.target();
        self.bidi = self
            .capabilities
            .resolve(self.options.bidi, &self.options.remembered);
        let switch = self.capabilities.switch(self.bidi);
        // Before anything is sent: a signal may come between.
        self.guard.set_leave(self.farewell());
        let mut changed = self.painter.speak(self.dialect());
        if !switch.is_empty() {
            // VTE gives rows the new mode when they are cleared.
            self.painter.forget();
            self.backlog.extend(switch);
            self.flush()?;
            changed = true;
        }
        Ok(changed || self.target() != target)
    }
}
