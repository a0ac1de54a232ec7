//! The buffer that is shown and the next one → the fewest bytes from one to the other.
//!
//! Keeps the cells that the terminal shows, as they were sent, and writes only what differs: short cursor moves, short
//! style changes, erasures for blanks, and a scroll of rows where the caller hints at one and it is cheaper. It writes
//! to memory; the session sends it.
//!
//! A frame: normalize the cells, encode each row, diff against what is shown, once plainly
//! and once after the hinted scroll, take the shorter, wrap it in cursor and
//! synchronization. Scrolling Arabic by one line at 80x24 costs some 4 kB as a plain
//! diff and some 300 bytes as a scroll (measured).
//!
//! Cells: one symbol is one cluster. A wide cell is followed by cells with
//! [`CellDiffOption::Skip`]. Control characters and bidi controls in a symbol
//! are left out: nothing that an article holds acts on the terminal.

mod cells;
mod style;
#[cfg(test)]
mod tests;
mod writer;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
#[cfg(doc)]
use ratatui::buffer::CellDiffOption;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};

use super::color::ColorDepth;
use super::command::{self, queue};
use super::encode::RowEncoding;
use cells::CellNormalizer;
pub(crate) use style::sgr;
use writer::FrameWriter;

/// Bytes from which a frame is sent as a synchronized update. Smaller ones come over in one
/// piece anyway.
///
/// Mode 2026 itself takes 16 bytes.
const SYNCHRONIZE_FROM: usize = 512;

/// Rows of the screen that moved since the last frame.
///
/// A hint may be wrong: the frame is right either way, only longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScrollHint {
    /// First row of those that moved.
    pub top: u16,
    /// One past the last row.
    pub bottom: u16,
    /// By how many rows: positive where the content moved up (reading on), negative where it moved down.
    pub by: i16,
}

impl ScrollHint {
    /// The hint from the frame before this one to the one after the next, whose own hint is `next`.
    ///
    /// `None` where rows moved back to where they were, or other rows moved.
    pub(super) fn then(self, next: Option<Self>) -> Option<Self> {
        let Some(next) = next else {
            return Some(self);
        };
        let by = self.by.checked_add(next.by).filter(|by| *by != 0)?;
        ((self.top, self.bottom) == (next.top, next.bottom)).then_some(Self { by, ..next })
    }
}

/// What a paint did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Painted {
    /// Bytes of the frame; 0 where nothing changed or the frame was put off.
    pub bytes: usize,
    /// Whether rows were scrolled rather than drawn.
    pub scrolled: bool,
    /// Whether the terminal still has to take earlier frames: this one is kept, and sent by
    /// [`Session::next`](super::Session::next) if no newer one comes first.
    pub deferred: bool,
}

/// How frames are made for one terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OutputProfile {
    /// Colours.
    pub(super) depth: ColorDepth,
    /// Rows.
    pub(super) encoding: RowEncoding,
    /// Whether regions can scroll.
    pub(super) scroll: bool,
    /// Whether synchronized updates are of use.
    pub(super) synchronize: bool,
}

/// The painter of one terminal; at first one whose content is not known.
#[derive(Debug, Default)]
pub(super) struct Painter {
    profile: OutputProfile,
    normalizer: CellNormalizer,
    /// What the terminal shows, row after row; `None` where that is not known.
    shown: Option<(Size, Vec<Cell>)>,
    /// The cells of the last frame but one, kept for their memory.
    spare: Vec<Cell>,
    /// Rows that are sent in another encoding than the profile's.
    row_encodings: Vec<(u16, RowEncoding)>,
    /// Where the cursor is seen; `None` where it is hidden.
    cursor: Option<Position>,
}

impl Painter {
    /// From now on frames are made by `profile`; whether the next one is a full one by that.
    ///
    /// What is shown was sent in the old colours and encoding, so it cannot be compared where those change.
    pub(super) fn set_profile(&mut self, profile: OutputProfile) -> bool {
        let old = std::mem::replace(&mut self.profile, profile);
        let void = (old.depth, old.encoding) != (profile.depth, profile.encoding);
        if void {
            self.normalizer = CellNormalizer::new(profile.depth);
            self.shown = None;
        }
        void
    }

    /// Sends these rows in other encodings than the profile's; what is shown is known as it was sent, so it can be compared.
    pub(super) fn set_row_encodings(&mut self, encodings: Vec<(u16, RowEncoding)>) {
        self.row_encodings = encodings;
    }

    /// How that row is sent.
    fn encoding_of(&self, y: u16) -> RowEncoding {
        let own = self.row_encodings.iter().find(|(row, _)| *row == y);
        own.map_or(self.profile.encoding, |(_, encoding)| *encoding)
    }

    /// The terminal's content is lost: the next frame clears it and draws all.
    pub(super) fn forget(&mut self) {
        self.shown = None;
    }

    /// The screen was just cleared, and its cursor hidden.
    pub(super) fn cleared(&mut self, size: Size) {
        self.shown = Some((
            size,
            vec![Cell::EMPTY; usize::from(size.width) * usize::from(size.height)],
        ));
        self.cursor = None;
    }

    /// Appends to `out` what turns the terminal's content into `next`, with the cursor at `cursor` or hidden. Appends
    /// nothing where nothing changed.
    pub(super) fn frame(
        &mut self,
        next: &Buffer,
        cursor: Option<Position>,
        hint: Option<ScrollHint>,
        out: &mut Vec<u8>,
    ) -> Painted {
        let size = next.area.as_size();
        let mut wanted = std::mem::take(&mut self.spare);
        self.normalizer.normalize(next, &mut wanted);
        if size.width > 0 {
            for (y, row) in (0..).zip(wanted.chunks_mut(size.width.into())) {
                self.encoding_of(y).row(row);
            }
        }
        let mut body = Vec::new();
        let mut scrolled = false;
        let shown = match self.shown.take() {
            Some((shown_size, shown)) if shown_size == size => shown,
            _ => {
                body.extend_from_slice(command::NO_MARGINS);
                queue(&mut body, Clear(ClearType::All));
                vec![Cell::EMPTY; wanted.len()]
            }
        };
        let plain = FrameWriter::new(size, &shown, None).diff(&wanted);
        let hint = hint.filter(|hint| self.profile.scroll && hint.fits(size));
        let cheaper = hint
            .filter(|_| body.is_empty() && plain.len() > MIN_SCROLL)
            .map(|hint| FrameWriter::new(size, &shown, Some(hint)).diff(&wanted))
            .filter(|bytes| bytes.len() < plain.len());
        if let Some(bytes) = cheaper {
            scrolled = true;
            body.extend(bytes);
        } else {
            body.extend(plain);
        }
        self.spare = shown;
        self.shown = Some((size, wanted));
        let before = out.len();
        self.wrap(&body, cursor, out);
        Painted {
            bytes: out.len() - before,
            scrolled,
            deferred: false,
        }
    }

    /// Puts cursor and synchronization around what is drawn.
    fn wrap(&mut self, body: &[u8], cursor: Option<Position>, out: &mut Vec<u8>) {
        let synchronize = self.profile.synchronize && body.len() >= SYNCHRONIZE_FROM;
        if synchronize {
            queue(out, BeginSynchronizedUpdate);
        }
        out.extend_from_slice(body);
        let moved = !body.is_empty() || self.cursor != cursor;
        match cursor {
            Some(Position { x, y }) if moved => {
                queue(out, MoveTo(x, y));
                if self.cursor.is_none() {
                    queue(out, Show);
                }
            }
            None if self.cursor.is_some() => queue(out, Hide),
            Some(_) | None => {}
        }
        self.cursor = cursor;
        if synchronize {
            queue(out, EndSynchronizedUpdate);
        }
    }
}

/// Bytes of a diff below which a scroll cannot be cheaper: its own sequence takes as many.
const MIN_SCROLL: usize = 16;

impl ScrollHint {
    /// Whether the rows are on the screen and some of them stay.
    fn fits(self, size: Size) -> bool {
        let rows = self.bottom.saturating_sub(self.top);
        self.bottom <= size.height && self.by != 0 && self.by.unsigned_abs() < rows
    }

    /// Where row `y` was before the scroll; `None` where it comes in blank.
    fn source(self, y: u16) -> Option<u16> {
        if !(self.top..self.bottom).contains(&y) {
            return Some(y);
        }
        let from = i32::from(y) + i32::from(self.by);
        let from = u16::try_from(from).ok()?;
        (self.top..self.bottom).contains(&from).then_some(from)
    }
}
