//! Cells shown and cells wanted → cursor moves, styles, symbols, erasures.
//!
//! Row by row, left to right. For each place that differs the shortest way there is
//! taken: an absolute move, a relative one, a line feed, backspaces, or writing the few
//! cells between again. Blanks are erased where that is shorter than writing them.
//!
//! The cursor's column is forgotten after a symbol on whose width terminals do not agree,
//! so that each such cell costs a move and never shifts what follows. A column is never
//! left past the end: a wrap may be pending there.
//!
//! It does not encode and does not choose colours.

use crossterm::cursor::MoveToColumn;
use crossterm::terminal::{Clear, ClearType};
use ratatui::buffer::Cell;
use ratatui::layout::Size;

use super::ScrollHint;
use super::cells::WIDE_TAIL;
use super::style::StyleState;
use crate::terminal::command::{self, move_right};

/// Blanks from which erasing them (`CSI n X`, and the move past them) is shorter than writing them.
const ERASE_FROM: usize = 9;

/// Blanks from which erasing to the end of the row (`CSI K`) is shorter than writing them.
const ERASE_TAIL_FROM: usize = 4;

/// Writes one frame.
#[derive(Debug)]
pub(super) struct FrameWriter<'a> {
    size: Size,
    shown: &'a [Cell],
    hint: Option<ScrollHint>,
    /// The frame so far.
    out: Vec<u8>,
    style: StyleState,
    /// The cursor's row, where known.
    row: Option<u16>,
    /// The cursor's column, where known: not after the last column (a wrap may be pending), nor
    /// after a symbol whose width terminals do not agree on.
    column: Option<u16>,
}

impl<'a> FrameWriter<'a> {
    /// A writer onto a screen that shows `shown`, after the scroll that `hint` asks for.
    pub(super) fn new(size: Size, shown: &'a [Cell], hint: Option<ScrollHint>) -> Self {
        Self {
            size,
            shown,
            hint,
            out: Vec::new(),
            style: StyleState::default(),
            row: None,
            column: None,
        }
    }

    /// The bytes that make the screen show `wanted`. The style at the end is the plain one.
    pub(super) fn diff(mut self, wanted: &[Cell]) -> Vec<u8> {
        if let Some(hint) = self.hint {
            self.scroll(hint);
        }
        let width = usize::from(self.size.width);
        if width == 0 {
            return self.out;
        }
        let blank = vec![Cell::EMPTY; width];
        for (y, row) in (0..self.size.height).zip(wanted.chunks(width)) {
            let from = self.hint.map_or(Some(y), |hint| hint.source(y));
            let start = from.map(|y| usize::from(y) * width);
            let shown = start.and_then(|start| self.shown.get(start..start + width));
            self.diff_row(y, shown.unwrap_or(&blank), row);
        }
        self.style.change(StyleState::default(), &mut self.out);
        self.out
    }

    /// Moves rows by SU or SD within margins. The rows that come in take the plain style.
    fn scroll(&mut self, hint: ScrollHint) {
        let whole = hint.top == 0 && hint.bottom == self.size.height;
        if !whole {
            self.put(&format!("\x1b[{};{}r", hint.top + 1, hint.bottom));
        }
        self.put(&command::scroll(hint.by));
        if !whole {
            // Setting margins sends the cursor home.
            self.out.extend_from_slice(command::NO_MARGINS);
            (self.row, self.column) = (Some(0), Some(0));
        }
    }

    /// Equal cells are passed over, wide cells compared whole.
    fn diff_row(&mut self, y: u16, shown: &[Cell], wanted: &[Cell]) {
        if shown == wanted {
            return;
        }
        let content = wanted.len() - trailing_blanks(wanted);
        let mut x = 0;
        while x < wanted.len() {
            let next = end_of_cell(wanted, x);
            if shown.get(x..next) == wanted.get(x..next) {
                x = next;
                continue;
            }
            if x >= content {
                self.blank_tail(y, x, shown);
                return;
            }
            let blanks = blank_run(wanted, x);
            if blanks >= ERASE_FROM && x + blanks < wanted.len() {
                self.move_to(x, y, wanted);
                self.style.change(StyleState::default(), &mut self.out);
                self.put(&format!("\x1b[{blanks}X"));
                x += blanks;
                continue;
            }
            self.move_to(x, y, wanted);
            self.cell(wanted, x, next);
            x = next;
        }
    }

    /// Blanks the row from `x`, where all that is wanted is blank.
    fn blank_tail(&mut self, y: u16, x: usize, shown: &[Cell]) {
        let until = shown.len() - trailing_blanks(shown);
        self.move_to(x, y, &[]);
        self.style.change(StyleState::default(), &mut self.out);
        let count = until.saturating_sub(x).max(1);
        if count >= ERASE_TAIL_FROM {
            self.put(&command::text(Clear(ClearType::UntilNewLine)));
        } else {
            self.put(&" ".repeat(count));
            self.advance(x + count);
        }
    }

    /// Writes the cell at `x`, whose tail ends before `next`.
    fn cell(&mut self, row: &[Cell], x: usize, next: usize) {
        let Some(cell) = row.get(x) else { return };
        if !self.style.suits(cell) {
            self.style.change(StyleState::of(cell), &mut self.out);
        }
        self.out.extend_from_slice(cell.symbol().as_bytes());
        if is_sure(cell.symbol()) && next == x + 1 {
            self.advance(next);
        } else {
            self.column = None;
            if next == row.len() {
                // It may have wrapped.
                self.row = None;
            }
        }
    }

    /// After the last column the place is not known: xterm waits with the wrap, others do not.
    fn advance(&mut self, column: usize) {
        let column = u16::try_from(column).ok();
        self.column = column.filter(|column| *column < self.size.width);
    }

    /// Moves the cursor by the shortest sequence.
    fn move_to(&mut self, x: usize, y: u16, row: &[Cell]) {
        let Ok(x) = u16::try_from(x) else { return };
        if (self.row, self.column) == (Some(y), Some(x)) {
            return;
        }
        if self.row == Some(y) && self.rewrite_gap(x, row) {
            return;
        }
        let mut best = command::move_to(x, y);
        let mut offer = |other: String| {
            if other.len() < best.len() {
                best = other;
            }
        };
        if self.row == Some(y) {
            offer(command::text(MoveToColumn(x)));
            offer(format!("\r{}", move_right(x)));
            if let Some(column) = self.column {
                if column < x {
                    offer(move_right(x - column));
                } else {
                    offer("\u{8}".repeat((column - x).into()));
                }
            }
        } else if y > 0 && self.row == Some(y - 1) {
            offer(format!("\r\n{}", move_right(x)));
            if self.column == Some(x) {
                offer("\n".to_owned());
            }
        }
        self.put(&best);
        (self.row, self.column) = (Some(y), Some(x));
    }

    /// Goes right by writing again the few cells between, where that is shorter and they are in the current style.
    fn rewrite_gap(&mut self, x: u16, row: &[Cell]) -> bool {
        let Some(column) = self.column.filter(|column| *column < x) else {
            return false;
        };
        let Some(gap) = row.get(usize::from(column)..usize::from(x)) else {
            return false;
        };
        let budget = move_right(x - column).len();
        let same = |cell: &Cell| {
            cell.symbol() != WIDE_TAIL && is_sure(cell.symbol()) && self.style.suits(cell)
        };
        let cost: usize = gap.iter().map(|cell| cell.symbol().len()).sum();
        if cost > budget || !gap.iter().all(same) {
            return false;
        }
        for cell in gap {
            self.out.extend_from_slice(cell.symbol().as_bytes());
        }
        self.column = Some(x);
        true
    }

    /// Control sequences only; symbols go out as bytes of their cells.
    fn put(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }
}

/// One past the tail of the cell at `x`.
fn end_of_cell(row: &[Cell], x: usize) -> usize {
    let rest = row.get(x + 1..).unwrap_or_default();
    x + 1
        + rest
            .iter()
            .take_while(|cell| cell.symbol() == WIDE_TAIL)
            .count()
}

/// How many plain blanks follow from `x`.
fn blank_run(row: &[Cell], x: usize) -> usize {
    let rest = row.get(x..).unwrap_or_default();
    rest.iter().take_while(|cell| **cell == Cell::EMPTY).count()
}

/// How many plain blanks end the row.
fn trailing_blanks(row: &[Cell]) -> usize {
    row.iter()
        .rev()
        .take_while(|cell| **cell == Cell::EMPTY)
        .count()
}

/// Whether every terminal gives this symbol one column. For all others the cursor is placed anew afterwards, so that a
/// different opinion stays within its own cell: wide letters, emoji, what is not assigned yet, and letters
/// joined by ZWJ.
fn is_sure(symbol: &str) -> bool {
    // The soft hyphen, and the signs that go under numbers.
    let unsure = [
        '\u{ad}', '\u{600}', '\u{601}', '\u{602}', '\u{603}', '\u{604}', '\u{605}', '\u{6dd}',
    ];
    symbol.is_ascii()
        || symbol.chars().all(|c| {
            !unsure.contains(&c)
                && matches!(c,
                ' '..='\u{10ff}'
                | '\u{1e00}'..='\u{1fff}'
                | '\u{200e}'
                | '\u{2010}'..='\u{2027}'
                | '\u{2030}'..='\u{205e}'
                | '\u{2070}'..='\u{20cf}'
                | '\u{2190}'..='\u{21ff}'
                | '\u{2500}'..='\u{25fc}'
                | '\u{fb00}'..='\u{fdfc}'
                | '\u{fe70}'..='\u{fefc}'
                | '\u{fffd}')
        })
}
