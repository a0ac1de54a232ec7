//! A viewport over a column of paragraphs: which rows of the text are on the screen.
//!
//! The position is a byte of the text, so it survives a new width, a new target
//! and a new size. Rows are laid out here, when something has changed, never
//! while drawing.
//!
//! Three ways to a place: [`Viewport::go_to`] puts it first, [`Viewport::show`] moves only if it
//! is not on the screen and leaves some context above, [`Viewport::keep_in_view`] moves as little
//! as possible.

use crate::layout::{Direction, Flow, FlowPosition, FlowRow, LayoutTarget};
use crate::span::Span;

/// Rows of context that stay above a place that is brought into view.
const CONTEXT: u16 = 2;

/// A text that can be laid out as a column: an article, the quotes pane.
pub trait Paragraphs {
    /// The text.
    fn text(&self) -> &str;

    /// Where its paragraphs are, ascending, each with the number of blank rows before it.
    fn blocks(&self) -> Vec<(Span, u16)>;

    /// The base direction of the paragraph with this index.
    fn direction(&self, block: usize) -> Direction;
}

/// A column of text and the part of it that shows.
///
/// Rows exist only after [`resize`](Self::resize) has set the size.
#[derive(Debug)]
pub struct Viewport<T> {
    content: T,
    flow: Flow,
    /// The first row shown.
    top: FlowPosition,
    /// The place that `top` stands for, in bytes.
    anchor: usize,
    /// Whether `top` is the blank row before that place.
    starts_blank: bool,
    height: u16,
    rows: Vec<FlowRow>,
}

impl<T: Paragraphs> Viewport<T> {
    /// A viewport at the start of `content`, not laid out yet.
    pub fn new(content: T, target: LayoutTarget) -> Self {
        let blocks = content.blocks();
        let spans = blocks.iter().map(|&(span, _)| span).collect();
        let mut flow = Flow::new(spans, Direction::RightToLeft, target, 1);
        for (i, &(_, gap)) in blocks.iter().enumerate() {
            flow.set_gap_before(i, gap);
            flow.set_direction(i, content.direction(i));
        }
        Self {
            content,
            flow,
            top: FlowPosition::default(),
            anchor: 0,
            starts_blank: false,
            height: 0,
            rows: Vec::new(),
        }
    }

    /// The text and its paragraphs.
    pub fn content(&self) -> &T {
        &self.content
    }

    /// The rows on the screen, as of the last change.
    pub fn rows(&self) -> &[FlowRow] {
        &self.rows
    }

    /// The first row shown.
    pub fn top(&self) -> FlowPosition {
        self.top
    }

    /// Height in rows.
    pub fn height(&self) -> u16 {
        self.height
    }

    /// The byte of the text that the first row begins with.
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

    /// Lays the text out for `target`, `width` and `height` in cells; the place in the text stays.
    ///
    /// The byte that was first stays on the first row, as far as the end of the text allows. The
    /// anchor is not moved: otherwise several changes of size in a row would drift.
    pub fn resize(&mut self, width: u16, height: u16, target: LayoutTarget) {
        self.flow.set_target(target);
        self.flow.set_width(width.max(1));
        self.height = height;
        let text = self.content.text();
        self.top = self.flow.row_of(text, self.anchor);
        if self.starts_blank {
            self.top = self.flow.advance(text, self.top, -1).0;
        }
        self.lay_out();
    }

    /// Scrolls by `rows`, down where positive; whether the viewport moved.
    pub fn scroll_by(&mut self, rows: isize) -> bool {
        let before = self.top;
        self.top = self.flow.advance(self.content.text(), self.top, rows).0;
        self.lay_out();
        self.move_anchor();
        before != self.top
    }

    /// Begins with `byte` from the next [`resize`](Self::resize) on: for a viewport that is not laid out yet.
    pub fn set_anchor(&mut self, byte: usize) {
        self.anchor = byte;
        self.starts_blank = false;
    }

    /// Goes to the first row.
    pub fn go_to_start(&mut self) {
        self.go_to(0);
    }

    /// Goes to the last row, which is then at the bottom of the viewport.
    pub fn go_to_end(&mut self) {
        self.go_to(self.content.text().len());
    }

    /// Puts the row of `byte` first.
    pub fn go_to(&mut self, byte: usize) {
        self.top = self.flow.row_of(self.content.text(), byte);
        self.lay_out();
        self.move_anchor();
    }

    /// Brings `span` into view. If it is there already, nothing moves; else it gets some context above it.
    pub fn show(&mut self, span: Span) {
        let visible = self.visible_span();
        if visible.covers(span) && !visible.is_empty() {
            return;
        }
        let text = self.content.text();
        let row = self.flow.row_of(text, span.start);
        let context = isize::try_from(CONTEXT.min(self.height / 3)).unwrap_or(0);
        self.top = self.flow.advance(text, row, -context).0;
        self.lay_out();
        self.move_anchor();
    }

    /// Brings `span` into view, scrolling no further than needed; for lists.
    pub fn keep_in_view(&mut self, span: Span) {
        let text = self.content.text();
        let first = self.flow.row_of(text, span.start);
        let last = self
            .flow
            .row_of(text, span.end.saturating_sub(1).max(span.start));
        let rows = isize::try_from(self.height.saturating_sub(1)).unwrap_or(0);
        let lowest = self.flow.advance(text, last, -rows).0;
        self.top = self.top.max(lowest).min(first);
        self.lay_out();
        self.move_anchor();
    }

    /// Keeps the viewport inside the column and lays out the rows that show.
    fn lay_out(&mut self) {
        let text = self.content.text();
        let last = self.flow.last_top(text, self.height);
        self.top = self.top.min(last);
        self.rows = self.flow.visible(text, self.top, self.height);
    }

    /// Makes the first row the place that survives a new size.
    fn move_anchor(&mut self) {
        self.anchor = self.flow.start(self.content.text(), self.top);
        self.starts_blank = matches!(self.rows.first(), Some(FlowRow::Blank));
    }

    /// How much of the text has been passed, 0 to 100: 100 as soon as its last line shows.
    pub fn percent(&self) -> u16 {
        let visible = self.visible_span();
        let end = self.content.text().trim_end().len();
        if end == 0 || visible.end >= end {
            return 100;
        }
        let share = visible.end.saturating_mul(100) / end;
        u16::try_from(share.min(99)).unwrap_or(99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "أول سطر هنا\nثاني سطر هنا\nثالث سطر هنا\nرابع سطر هنا\nخامس سطر هنا";

    /// Five paragraphs of one line each, a blank row between them.
    #[derive(Debug)]
    struct Five;

    impl Paragraphs for Five {
        fn text(&self) -> &str {
            TEXT
        }

        fn blocks(&self) -> Vec<(Span, u16)> {
            let mut at = 0;
            let blocks = TEXT.split('\n').map(|line| {
                let span = Span::new(at, at + line.len());
                at = span.end + 1;
                (span, u16::from(span.start > 0))
            });
            blocks.collect()
        }

        fn direction(&self, _block: usize) -> Direction {
            Direction::RightToLeft
        }
    }

    /// Three rows high.
    fn viewport() -> Viewport<Five> {
        let mut viewport = Viewport::new(Five, LayoutTarget::default());
        viewport.resize(20, 3, LayoutTarget::default());
        viewport
    }

    fn shown(viewport: &Viewport<Five>) -> Vec<&'static str> {
        viewport
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
        let mut viewport = viewport();
        assert_eq!(shown(&viewport), ["أول", "", "ثاني"]);
        assert!(viewport.scroll_by(100));
        assert_eq!(shown(&viewport), ["رابع", "", "خامس"]);
        assert!(!viewport.scroll_by(1));
        assert_eq!(viewport.percent(), 100);
        viewport.go_to_start();
        assert!(!viewport.scroll_by(-1));
    }

    #[test]
    fn the_place_survives_a_new_width() {
        let mut viewport = viewport();
        viewport.scroll_by(4);
        assert_eq!(shown(&viewport)[0], "ثالث");
        let place = viewport.anchor();
        viewport.resize(6, 3, LayoutTarget::default());
        assert_eq!(shown(&viewport)[0], "ثالث");
        viewport.resize(20, 3, LayoutTarget::default());
        assert_eq!((shown(&viewport)[0], viewport.anchor()), ("ثالث", place));
    }

    #[test]
    fn a_blank_first_row_stays_first() {
        let mut viewport = viewport();
        viewport.scroll_by(3);
        assert_eq!(shown(&viewport), ["", "ثالث", ""]);
        for _ in 0..2 {
            viewport.resize(20, 3, LayoutTarget::default());
            assert_eq!(shown(&viewport), ["", "ثالث", ""]);
        }
        viewport.resize(20, 9, LayoutTarget::default());
        viewport.resize(20, 3, LayoutTarget::default());
        assert_eq!(shown(&viewport), ["", "ثالث", ""]);
    }

    #[test]
    fn a_place_is_shown_with_context_and_one_in_view_moves_nothing() {
        let mut viewport = viewport();
        let third = TEXT.find("ثالث").unwrap_or_default();
        viewport.show(Span::new(third, third + 4));
        assert!(shown(&viewport).contains(&"ثالث"));
        let before = viewport.top();
        viewport.show(Span::new(third, third + 8));
        assert_eq!(viewport.top(), before);
    }

    #[test]
    fn a_list_scrolls_no_further_than_it_must() {
        let mut viewport = viewport();
        let third = TEXT.find("ثالث").unwrap_or_default();
        viewport.keep_in_view(Span::new(third, third + 8));
        assert_eq!(shown(&viewport), ["ثاني", "", "ثالث"]);
        viewport.keep_in_view(Span::new(0, 4));
        assert_eq!(shown(&viewport)[0], "أول");
    }
}
