//! Frames and other bytes → what the terminal takes at once, and what waits for it.
//!
//! One backlog for all that is sent, in order. A new frame goes only when the backlog is empty and the terminal has come
//! far enough with what it got ([`FlowControl`]); until then the newest frame is kept, and a newer one takes its place.

use std::time::Instant;

use crossterm::terminal::{DisableLineWrap, EnableLineWrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

use crate::terminal::TerminalError;
use crate::terminal::command;
use crate::terminal::device::Device;
use crate::terminal::flow::{self, FlowControl};
use crate::terminal::mouse;
use crate::terminal::paint::{OutputProfile, Painted, Painter, ScrollHint};

/// A frame to be shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'a> {
    pub(super) buffer: &'a Buffer,
    /// Where the cursor is seen; `None` hides it.
    pub(super) cursor: Option<Position>,
    /// Which rows moved since the frame before.
    pub(super) hint: Option<ScrollHint>,
}

/// The newest frame, where it has to wait.
#[derive(Debug)]
struct PendingFrame {
    buffer: Buffer,
    cursor: Option<Position>,
    /// Which rows moved since the frame that the terminal shows.
    hint: Option<ScrollHint>,
}

/// All that is sent in one session.
#[derive(Debug, Default)]
pub(super) struct Output {
    pub(super) painter: Painter,
    /// Bytes that the terminal has not taken yet.
    backlog: Vec<u8>,
    pending: Option<PendingFrame>,
    /// How far the terminal has come.
    flow: FlowControl,
    /// Whether the mouse is reported; `None` where it never was.
    mouse: Option<bool>,
    /// Whether lines are cut at the edge rather than wrapped.
    is_wrap_off: bool,
}

impl Output {
    /// Begins anew on a screen that `enter` takes and clears.
    pub(super) fn enter(&mut self, enter: &[u8], profile: OutputProfile, size: (u16, u16)) {
        self.drop_unsent();
        self.flow = FlowControl::default();
        self.painter.set_profile(profile);
        self.queue(enter);
        self.queue(mouse::ENTER);
        if self.reports_mouse() {
            self.queue(mouse::ON);
        }
        if self.is_wrap_off {
            command::queue(&mut self.backlog, DisableLineWrap);
        }
        self.painter.cleared(Size::new(size.0, size.1));
    }

    /// What puts back what was changed here since [`enter`](Self::enter).
    pub(super) fn restore_sequence(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.mouse.is_some() {
            out.extend_from_slice(mouse::OFF);
        }
        out.extend_from_slice(mouse::LEAVE);
        if self.is_wrap_off {
            command::queue(&mut out, EnableLineWrap);
        }
        out
    }

    /// Appends bytes that are no frame.
    pub(super) fn queue(&mut self, bytes: &[u8]) {
        self.backlog.extend_from_slice(bytes);
    }

    /// Cuts lines at the edge; whether they were not before.
    pub(super) fn disable_wrap(&mut self) -> bool {
        let is_new = !self.is_wrap_off;
        if is_new {
            self.is_wrap_off = true;
            command::queue(&mut self.backlog, DisableLineWrap);
        }
        is_new
    }

    /// Has the mouse reported, or no more.
    pub(super) fn set_mouse(&mut self, on: bool) {
        self.mouse = Some(on);
        self.queue(if on { mouse::ON } else { mouse::OFF });
    }

    /// Whether reports of the mouse were asked for.
    pub(super) fn reports_mouse(&self) -> bool {
        self.mouse == Some(true)
    }

    /// Appends the frame, or keeps it where it must wait.
    pub(super) fn paint(&mut self, frame: Frame<'_>, now: Instant) -> Painted {
        let hint = match self.pending.take().and_then(|pending| pending.hint) {
            Some(earlier) => earlier.then(frame.hint),
            None => frame.hint,
        };
        if !self.may_paint(now) {
            self.pending = Some(PendingFrame {
                buffer: frame.buffer.clone(),
                cursor: frame.cursor,
                hint,
            });
            return Painted {
                deferred: true,
                ..Painted::default()
            };
        }
        let painted = self
            .painter
            .frame(frame.buffer, frame.cursor, hint, &mut self.backlog);
        if self.flow.sent(painted.bytes, now) {
            self.queue(flow::QUESTION);
        }
        painted
    }

    /// Appends the pending frame, if it may go; whether it went.
    pub(super) fn paint_pending(&mut self, now: Instant) -> bool {
        if self.pending.is_none() || !self.may_paint(now) {
            return false;
        }
        let Some(pending) = self.pending.take() else {
            return false;
        };
        let frame = Frame {
            buffer: &pending.buffer,
            cursor: pending.cursor,
            hint: pending.hint,
        };
        self.paint(frame, now);
        true
    }

    /// Whether earlier frames are out, and the terminal has come far enough with them.
    fn may_paint(&mut self, now: Instant) -> bool {
        self.backlog.is_empty() && self.flow.is_open(now)
    }

    /// The terminal has drawn all before an earlier question.
    pub(super) fn answered(&mut self, now: Instant) {
        self.flow.answered(now);
    }

    /// Whether an answer to such a question is surely on its way.
    pub(super) fn is_awaited(&self) -> bool {
        self.flow.is_awaited()
    }

    /// When the pending frame no longer waits for an answer.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.pending.as_ref().and_then(|_| self.flow.deadline())
    }

    /// Whether there are bytes that the terminal has not taken.
    pub(super) fn has_backlog(&self) -> bool {
        !self.backlog.is_empty()
    }

    /// Those bytes, to be sent in another way; none are left.
    pub(super) fn take_backlog(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.backlog)
    }

    /// Nothing more can be sent.
    pub(super) fn drop_unsent(&mut self) {
        self.backlog.clear();
        self.pending = None;
    }

    /// Sends what the terminal takes at once.
    ///
    /// # Errors
    /// [`TerminalError::Gone`] where the terminal went away, [`TerminalError::Io`] where the system refuses.
    pub(super) fn flush(&mut self, device: &Device) -> Result<(), TerminalError> {
        if !self.backlog.is_empty() {
            let sent = device.write(&self.backlog)?;
            self.backlog.drain(..sent);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// A screen full of one letter.
    fn full_of(letter: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        for y in 0..24 {
            buffer.set_string(0, y, letter.repeat(80), Style::new());
        }
        buffer
    }

    /// Paints, and has the terminal take all that is sent; what it got.
    fn paint(output: &mut Output, letter: &str, now: Instant) -> Vec<u8> {
        let buffer = full_of(letter);
        let frame = Frame {
            buffer: &buffer,
            cursor: None,
            hint: None,
        };
        output.paint(frame, now);
        output.take_backlog()
    }

    #[test]
    fn the_newest_frame_waits_for_an_answer_and_goes_when_it_comes() {
        let now = Instant::now();
        let mut output = Output::default();
        assert!(paint(&mut output, "a", now).ends_with(flow::QUESTION));
        output.answered(now);
        for letter in ["b", "c", "d", "e", "f"] {
            paint(&mut output, letter, now);
        }
        assert!(output.deadline().is_some(), "nothing is pending");
        assert!(!output.paint_pending(now) && !output.has_backlog());
        while output.is_awaited() {
            output.answered(now);
        }
        assert!(output.paint_pending(now));
        let sent = String::from_utf8(output.take_backlog()).unwrap();
        assert!(sent.contains("fff") && !sent.contains("eee"), "{sent}");
    }

    #[test]
    fn a_pending_frame_goes_when_no_answer_comes_in_time() {
        let now = Instant::now();
        let mut output = Output::default();
        paint(&mut output, "a", now);
        output.answered(now);
        for letter in ["b", "c", "d", "e", "f"] {
            paint(&mut output, letter, now);
        }
        let deadline = output.deadline().unwrap();
        assert!(!output.paint_pending(deadline.checked_sub(Duration::from_millis(1)).unwrap()));
        assert!(output.paint_pending(deadline));
    }
}
