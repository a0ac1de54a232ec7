//! The screen taken, given back, taken again after a stop, and spoken to in another way once the terminal is known.
//!
//! What was switched on the way in, or since, is put back on the way out, by what
//! [`Capabilities`](super::Capabilities) remembers of it; the guard always holds the bytes for that (the restore
//! sequence).

use std::time::{Duration, Instant};

use rustix::event::PollFlags;

use super::Session;
use crate::terminal::input::{InputParser, TerminalInput, TerminalReply};
use crate::terminal::{SessionEvent, TerminalError, jobs};

/// How long closing waits for replies that are on their way, so that they do not end in the shell's command line.
const REPLY_GRACE: Duration = Duration::from_millis(60);

/// The same for an answer that is surely on its way, since this terminal has answered before.
const FLOW_GRACE: Duration = Duration::from_millis(400);

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
        let pending = jobs::await_continuation(&mut self.connection.signals)?;
        self.events
            .extend(pending.terminate.map(SessionEvent::Terminate));
        self.resume()
    }

    /// Takes the screen.
    pub(super) fn enter(&mut self, questions: bool) -> Result<(), TerminalError> {
        let bidi = self.negotiation.bidi;
        let enter = self.negotiation.capabilities.enter(bidi, questions);
        self.connection.guard.enter(self.restore_sequence())?;
        let profile = self.negotiation.output_profile();
        self.output.enter(&enter, profile, self.connection.size);
        self.flush()
    }

    /// Gives the screen back.
    pub(super) fn leave(&mut self) {
        if !self.connection.is_entered() {
            return;
        }
        let backlog = self.output.take_backlog();
        let _ = self.connection.device.write_within(&backlog, FLUSH_LIMIT);
        let now = Instant::now();
        let end = (now + REPLY_GRACE).min(self.negotiation.last_question + REPLY_LIMIT);
        // An answer that comes too late would end in the shell's command line.
        let late = now + FLOW_GRACE;
        while !self.ended && (self.negotiation.is_awaited() || self.output.is_awaited()) {
            let end = if self.output.is_awaited() { late } else { end };
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || !self.connection.device.wait(PollFlags::IN, left) {
                break;
            }
            if self.read().is_err() {
                break;
            }
            while let Some(input) = self.connection.parser.pop() {
                match input {
                    TerminalInput::Reply(TerminalReply::Alive) => {
                        self.output.answered(Instant::now());
                    }
                    TerminalInput::Reply(reply) => self.negotiation.learn(reply),
                    TerminalInput::Event(_) => {}
                }
            }
        }
        self.update_restore_sequence();
        self.connection.guard.restore();
    }

    /// The bytes that give the screen back as things stand.
    fn restore_sequence(&self) -> Vec<u8> {
        let own = self.output.restore_sequence();
        [own, self.negotiation.capabilities.leave()].concat()
    }

    /// The guard's bytes as things stand: before anything is sent that they must undo, since a signal may come between.
    pub(super) fn update_restore_sequence(&self) {
        self.connection
            .guard
            .set_restore_sequence(self.restore_sequence());
    }

    /// Takes the screen again after a stop.
    pub(super) fn resume(&mut self) -> Result<(), TerminalError> {
        if self.connection.measure() {
            self.push_resize();
        }
        self.connection.parser = InputParser::new();
        self.enter(false)?;
        self.negotiation.ask_tmux();
        self.ask_background()?;
        self.events.push_back(SessionEvent::Resumed);
        Ok(())
    }

    /// Asks for the background once more: it may have changed since. A terminal that never told it is left alone.
    pub(super) fn ask_background(&mut self) -> Result<(), TerminalError> {
        if let Some(question) = self.negotiation.ask_background() {
            self.output.queue(question);
            self.flush()?;
        }
        Ok(())
    }

    /// Takes tmux's answer, once it is there.
    pub(super) fn take_clients(&mut self) -> Result<(), TerminalError> {
        if self.negotiation.take_clients() && self.adapt()? {
            self.events.push_back(SessionEvent::CapabilitiesChanged);
        }
        Ok(())
    }

    /// Sends what the terminal, of which something new is known, needs; whether what the screen shows, or what layout
    /// made for it, is void by that.
    pub(super) fn adapt(&mut self) -> Result<bool, TerminalError> {
        let target = self.target();
        let switch = self.negotiation.conclude();
        // Before anything is sent: a signal may come between.
        self.update_restore_sequence();
        let profile = self.negotiation.output_profile();
        let mut changed = self.output.painter.set_profile(profile);
        if !switch.is_empty() {
            // VTE gives rows the new mode when they are cleared.
            self.output.painter.forget();
            self.output.queue(&switch);
            self.flush()?;
            changed = true;
        }
        Ok(changed || self.target() != target)
    }
}
