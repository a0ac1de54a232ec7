//! A window over a column of text: which rows are on the screen.
//!
//! The position is a byte of the text, so it survives a new width, a new target
//! and a new size. Rows are laid out here, when something has changed, never
//! while drawing.

use crate::layout::{Direction, Target};
use crate::layout::{Flow, FlowRow, Row};
use crate::span::Span;

/// Rows of context that stay above a place that is brought into view.
const CONTEXT: u16 = 2;

/// A column of text and the part of it that shows.
#[derive(Debug)]
pub struct Scroll {
    flow: Flow,
    /// The first row shown.
    top: Row,
    /// The place that `top` stands for, in bytes.
    anchor: usize,
    height: u16,
    rows: Vec<FlowRow>,
}

impl Scroll {
    /// A window at the start of `flow`.
    pub fn new(flow: Flow) -> Self {
        Self {
            flow,
            top: Row::default(),
            anchor: 0,
            height: 0,
            rows: Vec::new(),
        }
    }

    /// The rows on the screen, as of the last change.
    pub fn rows(&self) -> &[FlowRow] {
        &self.rows
    }

    /// The first row shown.
    pub fn top(&self) -> Row {
        self.top
    }

    /// Rows of the window.
    pub fn height(&self) -> u16 {
        self.height
    }

    /// The place in the text that the window stands at, in bytes.
    pub fn anchor(&self) -> usize {
        self.anchor
    }

    /// The bytes between the first and the last line on the screen.
    pub fn visible_span(&self) -> Span {
        let mut lines = self.rows.iter().filter_map(|row| match row {
            FlowRow::Line { line, .. } => Some(line.span),
            FlowRow::Blank => None,
        });
        let Some(first) = lines.next() else {
            return Span::new(self.anchor, self.anchor);
        };
        let last = lines.next_back().unwrap_or(first);
        Span::new(first.start, last.end)
    }

    /// Lays the column out for a window of `width` by `height` cells; the place in the text stays.
    pub fn resize(&mut self, text: &str, width: u16, height: u16, target: Target) {
        self.flow.set_target(target);
        self.flow.set_width(width.max(1));
        self.height = height;
        self.top = self.flow.row_of(text, self.anchor);
        self.settle(text);
    }

    /// Scrolls by `rows`, down where positive; whether the window moved.
    pub fn by(&mut self, text: &str, rows: isize) -> bool {
        let before = self.top;
        self.top = self.flow.advance(text, self.top, rows).0;
        self.settle(text);
        self.anchor = self.flow.start(text, self.top);
        before != self.top
    }

    /// Goes to the first row.
    pub fn to_start(&mut self, text: &str) {
        self.go(text, 0);
    }

    /// Goes to the last row.
    pub fn to_end(&mut self, text: &str) {
        self.go(text, text.len());
    }

    /// Puts the row of `byte` first.
    pub fn go(&mut self, text: &str, byte: usize) {
        self.top = self.flow.row_of(text, byte);
        self.settle(text);
        self.anchor = self.flow.start(text, self.top);
    }

    /// Brings `span` into view, with as little movement as there can be where it
    /// is near, and with some context above it where it is far.
    pub fn show(&mut self, text: &str, span: Span) {
        let visible = self.visible_span();
        if visible.covers(span) && !visible.is_empty() {
            return;
        }
        let row = self.flow.row_of(text, span.start);
        let context = isize::try_from(CONTEXT.min(self.height / 3)).unwrap_or(0);
        self.top = self.flow.advance(text, row, -context).0;
        self.settle(text);
        self.anchor = self.flow.start(text, self.top);
    }

    /// Brings `span` into view, scrolling no further than needed; for lists.
    pub fn keep(&mut self, text: &str, span: Span) {
        let first = self.flow.row_of(text, span.start);
        let last = self
            .flow
            .row_of(text, span.end.saturating_sub(1).max(span.start));
        let room = isize::try_from(self.height.saturating_sub(1)).unwrap_or(0);
        let lowest = self.flow.advance(text, last, -room).0;
        self.top = self.top.max(lowest).min(first);
        self.settle(text);
        self.anchor = self.flow.start(text, self.top);
    }

    /// Keeps the window inside the column and lays out what shows.
    fn settle(&mut self, text: &str) {
        let last = self.flow.last_top(text, self.height);
        self.top = self.top.min(last);
        self.rows = self.flow.visible(text, self.top, self.height);
    }

    /// How much of the text has been passed, 0 to 100: 100 as soon as its last line shows.
    pub fn percent(&self, text: &str) -> u16 {
        let visible = self.visible_span();
        let end = text.trim_end().len();
        if end == 0 || visible.end >= end {
            return 100;
        }
        let share = visible.end.saturating_mul(100) / end;
        u16::try_from(share.min(99)).unwrap_or(99)
    }
}

/// A window over paragraphs of a text that stand at `blocks`, each with its number of blank rows before it.
pub fn column(blocks: &[(Span, u16)], target: Target) -> Scroll {
    let spans = blocks.iter().map(|&(span, _)| span).collect();
    let mut flow = Flow::new(spans, Direction::RightToLeft, target, 1);
    for (i, &(_, gap)) in blocks.iter().enumerate() {
        flow.set_gap_before(i, gap);
    }
    Scroll::new(flow)
}
