//! A window over a column of text: which rows are on the screen.
//!
//! The position is a byte of the text, so it survives a new width, a new target
//! and a new size. Rows are laid out here, when something has changed, never
//! while drawing.
//!
//! Three ways to a place: [`Viewport::go`] puts it first, [`Viewport::show`] moves only if it is
//! not seen and leaves some context above, [`Viewport::keep`] moves as little as can be.
//!
//! It holds no text: every call gets the same one.

use crate::layout::{Direction, LayoutTarget};
use crate::layout::{Flow, FlowPosition, FlowRow};
use crate::span::Span;

/// Rows of context that stay above a place that is brought into view.
const CONTEXT: u16 = 2;

/// A column of text and the part of it that shows.
///
/// Rows exist only after [`resize`](Self::resize) has told the size.
#[derive(Debug)]
pub struct Viewport {
    flow: Flow,
    /// The first row shown.
    top: FlowPosition,
    /// The place that `top` stands for, in bytes.
    anchor: usize,
    /// Whether `top` is the blank row before that place.
    blank: bool,
    height: u16,
    rows: Vec<FlowRow>,
    /// Where the lines of the last drawn frame began, for [`Viewport::take_shift`].
    drawn: Vec<Option<usize>>,
}

impl Viewport {
    /// A window at the start of `flow`.
    pub fn new(flow: Flow) -> Self {
        Self {
            flow,
            top: FlowPosition::default(),
            anchor: 0,
            blank: false,
            height: 0,
            rows: Vec::new(),
            drawn: Vec::new(),
        }
    }

    /// The rows on the screen, as of the last change.
    pub fn rows(&self) -> &[FlowRow] {
        &self.rows
    }

    /// The first row shown.
    pub fn top(&self) -> FlowPosition {
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
    ///
    /// The byte that was first stays on the first row, as far as the end of the text allows.
    pub fn resize(&mut self, text: &str, width: u16, height: u16, target: LayoutTarget) {
        self.flow.set_target(target);
        self.flow.set_width(width.max(1));
        self.height = height;
        self.top = self.flow.row_of(text, self.anchor);
        if self.blank {
            self.top = self.flow.advance(text, self.top, -1).0;
        }
        self.settle(text);
    }

    /// Scrolls by `rows`, down where positive; whether the window moved.
    pub fn by(&mut self, text: &str, rows: isize) -> bool {
        let before = self.top;
        self.top = self.flow.advance(text, self.top, rows).0;
        self.settle(text);
        self.hold(text);
        before != self.top
    }

    /// Stands at `byte` from the next [`resize`](Self::resize) on: for a window that is not laid out yet.
    pub fn stand_at(&mut self, byte: usize) {
        self.anchor = byte;
        self.blank = false;
    }

    /// Goes to the first row.
    pub fn to_start(&mut self, text: &str) {
        self.go(text, 0);
    }

    /// Goes to the last row.
    ///
    /// The last row stands at the bottom of the window.
    pub fn to_end(&mut self, text: &str) {
        self.go(text, text.len());
    }

    /// Puts the row of `byte` first.
    pub fn go(&mut self, text: &str, byte: usize) {
        self.top = self.flow.row_of(text, byte);
        self.settle(text);
        self.hold(text);
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
        self.hold(text);
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
        self.hold(text);
    }

    /// Keeps the window inside the column and lays out what shows.
    fn settle(&mut self, text: &str) {
        let last = self.flow.last_top(text, self.height);
        self.top = self.top.min(last);
        self.rows = self.flow.visible(text, self.top, self.height);
    }

    /// Makes the row that is first now the place to come back to.
    ///
    /// Not done by [`resize`](Self::resize): a row of resizes must not wander.
    fn hold(&mut self, text: &str) {
        self.anchor = self.flow.start(text, self.top);
        self.blank = matches!(self.rows.first(), Some(FlowRow::Blank));
    }

    /// By how many rows the lines now shown stand higher than in the frame before (lower where
    /// negative), if they are the same lines; for a terminal that can scroll by itself.
    ///
    /// `None` too where nothing stayed on the screen. Asking makes this frame the one before.
    pub fn take_shift(&mut self) -> Option<i16> {
        let now: Vec<Option<usize>> = self.rows.iter().map(line_start).collect();
        let shift = now.iter().enumerate().find_map(|(at, line)| {
            let line = (*line)?;
            let before = self.drawn.iter().position(|&other| other == Some(line))?;
            Some(i16::try_from(before).ok()? - i16::try_from(at).ok()?)
        });
        self.drawn = now;
        shift.filter(|&shift| shift != 0)
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

/// A blank row has none, so it matches nothing.
fn line_start(row: &FlowRow) -> Option<usize> {
    match row {
        FlowRow::Blank => None,
        FlowRow::Line { line, .. } => Some(line.span.start),
    }
}

/// A window over paragraphs of a text that stand at `blocks`, each with its number of blank rows before it.
pub fn column(blocks: &[(Span, u16)], target: LayoutTarget) -> Viewport {
    let spans = blocks.iter().map(|&(span, _)| span).collect();
    let mut flow = Flow::new(spans, Direction::RightToLeft, target, 1);
    for (i, &(_, gap)) in blocks.iter().enumerate() {
        flow.set_gap_before(i, gap);
    }
    Viewport::new(flow)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "أول سطر هنا\nثاني سطر هنا\nثالث سطر هنا\nرابع سطر هنا\nخامس سطر هنا";

    /// Five paragraphs of one line each, a blank row between them, in a window of three rows.
    fn window() -> Viewport {
        let mut at = 0;
        let blocks: Vec<(Span, u16)> = TEXT
            .split('\n')
            .map(|line| {
                let span = Span::new(at, at + line.len());
                at = span.end + 1;
                (span, u16::from(span.start > 0))
            })
            .collect();
        let mut scroll = column(&blocks, LayoutTarget::default());
        scroll.resize(TEXT, 20, 3, LayoutTarget::default());
        scroll
    }

    fn shown(scroll: &Viewport) -> Vec<&'static str> {
        scroll
            .rows()
            .iter()
            .map(|row| match row {
                FlowRow::Blank => "",
                FlowRow::Line { line, .. } => {
                    line.span.of(TEXT).split(' ').next().unwrap_or_default()
                }
            })
            .collect()
    }

    #[test]
    fn it_stops_with_the_last_line_at_the_bottom() {
        let mut scroll = window();
        assert_eq!(shown(&scroll), ["أول", "", "ثاني"]);
        assert!(scroll.by(TEXT, 100));
        assert_eq!(shown(&scroll), ["رابع", "", "خامس"]);
        assert!(!scroll.by(TEXT, 1));
        assert_eq!(scroll.percent(TEXT), 100);
        scroll.to_start(TEXT);
        assert!(!scroll.by(TEXT, -1));
    }

    #[test]
    fn the_place_survives_a_new_width() {
        let mut scroll = window();
        scroll.by(TEXT, 4);
        assert_eq!(shown(&scroll)[0], "ثالث");
        let place = scroll.anchor();
        scroll.resize(TEXT, 6, 3, LayoutTarget::default());
        assert_eq!(shown(&scroll)[0], "ثالث");
        scroll.resize(TEXT, 20, 3, LayoutTarget::default());
        assert_eq!((shown(&scroll)[0], scroll.anchor()), ("ثالث", place));
    }

    #[test]
    fn a_blank_first_row_stays_first() {
        let mut scroll = window();
        scroll.by(TEXT, 3);
        assert_eq!(shown(&scroll), ["", "ثالث", ""]);
        for _ in 0..2 {
            scroll.resize(TEXT, 20, 3, LayoutTarget::default());
            assert_eq!(shown(&scroll), ["", "ثالث", ""]);
        }
        scroll.resize(TEXT, 20, 9, LayoutTarget::default());
        scroll.resize(TEXT, 20, 3, LayoutTarget::default());
        assert_eq!(shown(&scroll), ["", "ثالث", ""]);
    }

    #[test]
    fn a_place_is_shown_with_context_and_one_in_view_moves_nothing() {
        let mut scroll = window();
        let third = TEXT.find("ثالث").unwrap_or_default();
        scroll.show(TEXT, Span::new(third, third + 4));
        assert!(shown(&scroll).contains(&"ثالث"));
        let before = scroll.top();
        scroll.show(TEXT, Span::new(third, third + 8));
        assert_eq!(scroll.top(), before);
    }

    #[test]
    fn a_list_scrolls_no_further_than_it_must() {
        let mut scroll = window();
        let third = TEXT.find("ثالث").unwrap_or_default();
        scroll.keep(TEXT, Span::new(third, third + 8));
        assert_eq!(shown(&scroll), ["ثاني", "", "ثالث"]);
        scroll.keep(TEXT, Span::new(0, 4));
        assert_eq!(shown(&scroll)[0], "أول");
    }

    #[test]
    fn a_scrolled_frame_tells_by_how_much() {
        let mut scroll = window();
        assert_eq!(scroll.take_shift(), None);
        scroll.by(TEXT, 1);
        assert_eq!(scroll.take_shift(), Some(1));
        scroll.by(TEXT, -1);
        assert_eq!(scroll.take_shift(), Some(-1));
        assert_eq!(scroll.take_shift(), None);
        scroll.to_end(TEXT);
        assert_eq!(scroll.take_shift(), None);
    }
}
