//! The paragraphs of a text as one column of rows, laid out lazily, with scroll positions.
//!
//! A [`Flow`] has the spans of the paragraphs of a text and lays a paragraph out when
//! a call first needs it. Other paragraphs are not laid out,
//! so opening, resizing and jumping cost the same in a 5 KB
//! and in a 5 MB article. The text is passed to every call and must be the
//! same each time.
//!
//! A paragraph of more than 16 KB is laid out in parts, divided after a line
//! separator, sentence or space before that size (or between two clusters, if there
//! is none), so that a single line of 10 MB is as fast. At such a boundary the last
//! line of a part may be shorter than necessary, and bidi embeddings and isolates do not
//! extend over it; the base direction of the whole paragraph applies to all parts.

mod cache;

use cache::FlowCache;

use super::line::VisualLine;
use super::target::LayoutTarget;
use crate::direction::Direction;
use crate::span::Span;

/// The position of a row of a [`Flow`]: of a line of a paragraph or of a blank row before it.
///
/// Positions are ordered from top to bottom. A change of width or target makes them invalid:
/// remember a byte ([`Flow::start`]) and find its row again with [`Flow::row_of`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlowPosition {
    /// Index of the paragraph in the list given to [`Flow::new`].
    pub block: usize,
    /// Part of the paragraph; 0 but for very long ones.
    part: usize,
    /// Row in the part, counted from the first blank row before it.
    index: usize,
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowRow {
    /// Nothing: the gap before a paragraph.
    Blank,
    /// A line of a paragraph.
    Line {
        /// Index of the paragraph.
        block: usize,
        /// Its cells.
        line: VisualLine,
    },
}

/// The paragraphs of a text as one column of rows, laid out lazily; see the module's description.
///
/// # Examples
///
/// ```
/// use qari::layout::{Direction, Flow, FlowRow, LayoutTarget};
/// use qari::Span;
///
/// let text = "خبر أول\nخبر ثان";
/// let cut = text.find('\n').unwrap();
/// let blocks = vec![Span::new(0, cut), Span::new(cut + 1, text.len())];
/// let mut flow = Flow::new(blocks, Direction::RightToLeft, LayoutTarget::default(), 40);
///
/// // A line, the blank row before the second paragraph, a line.
/// let top = flow.first();
/// let rows = flow.visible(text, top, 24);
/// assert_eq!(rows.len(), 3);
/// assert_eq!(rows[1], FlowRow::Blank);
///
/// // After a change of width the row is found again by a byte.
/// flow.set_width(4);
/// let row = flow.row_of(text, cut + 1);
/// assert_eq!(flow.start(text, row), cut + 1);
/// assert_eq!(flow.visible(text, top, 24).len(), 5);
/// ```
///
/// # Limitations
///
/// There is no count of all rows, since that
/// would lay out the whole text. [`advance`](Self::advance) over many rows lays out the paragraphs
/// between. Memory for layouts is bounded, whatever the length of the text.
#[derive(Clone, Debug)]
pub struct Flow {
    cache: FlowCache,
}

impl Flow {
    /// A column of `width` cells with the paragraphs at `blocks`, which must be ascending and must not overlap.
    ///
    /// `fallback` is the direction of paragraphs without a strong character.
    /// There is one blank row before every paragraph but the first;
    /// [`set_gap_before`](Self::set_gap_before) changes that.
    pub fn new(blocks: Vec<Span>, fallback: Direction, target: LayoutTarget, width: u16) -> Self {
        Self {
            cache: FlowCache::new(blocks, fallback, target, width),
        }
    }

    /// Sets the number of blank rows before a paragraph. Earlier positions become invalid.
    pub fn set_gap_before(&mut self, block: usize, rows: u16) {
        self.cache.set_gap(block, rows);
    }

    /// Sets the base direction of a paragraph. Without it the first strong character decides.
    pub fn set_direction(&mut self, block: usize, direction: Direction) {
        self.cache.set_direction(block, direction);
    }

    /// Width of the column in cells, at least 1.
    pub const fn width(&self) -> u16 {
        self.cache.width()
    }

    /// Changes the width; 0 counts as 1. Levels and clusters are kept, lines are broken again when they are needed.
    pub fn set_width(&mut self, width: u16) {
        self.cache.set_width(width);
    }

    /// The target of the lines.
    pub const fn target(&self) -> LayoutTarget {
        self.cache.target()
    }

    /// Changes the target. If only the order changes, all line breaks stay and nothing is laid out again.
    pub fn set_target(&mut self, target: LayoutTarget) {
        self.cache.set_target(target);
    }

    /// Base direction of a paragraph; the fallback if there is no such paragraph.
    pub fn direction(&mut self, text: &str, block: usize) -> Direction {
        self.cache.direction(text, block)
    }

    /// The first row.
    pub const fn first(&self) -> FlowPosition {
        FlowPosition {
            block: 0,
            part: 0,
            index: 0,
        }
    }

    /// The last row.
    ///
    /// Lays out only the last part of the last paragraph.
    pub fn last(&mut self, text: &str) -> FlowPosition {
        let block = self.cache.len().saturating_sub(1);
        let part = self.cache.part_count(text, block).saturating_sub(1);
        let row = self.cache.rows_in(text, block, part).saturating_sub(1);
        FlowPosition {
            block,
            part,
            index: row,
        }
    }

    /// The top row for which the last row is at the bottom of a pane of `height` rows.
    ///
    /// Scrolling stops there. It is the first row if all rows fit.
    pub fn last_top(&mut self, text: &str, height: u16) -> FlowPosition {
        let last = self.last(text);
        let up = isize::try_from(height.saturating_sub(1)).unwrap_or(0);
        self.advance(text, last, -up).0
    }

    /// The row whose line contains the byte at `byte`; between paragraphs the first line of the next one, past the end
    /// the last row.
    pub fn row_of(&mut self, text: &str, byte: usize) -> FlowPosition {
        let block = self.cache.block_of(byte);
        let Some(parts) = self.cache.parts(text, block) else {
            return self.first();
        };
        let part = parts
            .starts
            .partition_point(|&start| start <= byte)
            .saturating_sub(1);
        let gap = self.cache.gap(block, part);
        let Some(layout) = self.cache.laid_out(text, block, part) else {
            return self.first();
        };
        let line = layout
            .lines
            .partition_point(|&line| layout.prepared.span_of(line).end <= byte)
            .min(layout.lines.len().saturating_sub(1));
        FlowPosition {
            block,
            part,
            index: gap + line,
        }
    }

    /// First byte of the row's line; for a blank row, of the paragraph after it.
    pub fn start(&mut self, text: &str, row: FlowPosition) -> usize {
        self.line_span(text, row).start
    }

    /// Bytes of the row's line; for a blank row the empty span before the paragraph after it.
    pub fn line_span(&mut self, text: &str, row: FlowPosition) -> Span {
        let row = self.clamp(text, row);
        let gap = self.cache.gap(row.block, row.part);
        let Some(layout) = self.cache.laid_out(text, row.block, row.part) else {
            return Span::default();
        };
        match row.index.checked_sub(gap) {
            Some(line) => layout
                .lines
                .get(line)
                .map_or(layout.prepared.span(), |&line| {
                    layout.prepared.span_of(line)
                }),
            None => Span::new(layout.prepared.span().start, layout.prepared.span().start),
        }
    }

    /// The row `rows` below `from` (above, if negative), and how many rows that really was.
    ///
    /// Stops at the first and at the last row. The paragraphs between are laid out, so
    /// for long distances use [`row_of`](Self::row_of),
    /// [`first`](Self::first) and [`last`](Self::last).
    pub fn advance(
        &mut self,
        text: &str,
        from: FlowPosition,
        rows: isize,
    ) -> (FlowPosition, isize) {
        let mut at = self.clamp(text, from);
        let mut left = rows.unsigned_abs();
        while left > 0 {
            let step = if rows < 0 {
                let step = left.min(at.index);
                at.index -= step;
                step
            } else {
                let below = self
                    .cache
                    .rows_in(text, at.block, at.part)
                    .saturating_sub(at.index + 1);
                let step = left.min(below);
                at.index += step;
                step
            };
            left -= step;
            if left == 0 {
                break;
            }
            let Some(next) = self.adjacent_part(text, at, rows < 0) else {
                break;
            };
            at = next;
            left -= 1;
        }
        let moved = isize::try_from(rows.unsigned_abs() - left).unwrap_or(isize::MAX);
        (at, if rows < 0 { -moved } else { moved })
    }

    /// The rows from `top` on: `height` of them, fewer at the end of the column.
    ///
    /// If there is no row at `top` (a position of another width), the nearest row is used.
    pub fn visible(&mut self, text: &str, top: FlowPosition, height: u16) -> Vec<FlowRow> {
        let mut rows = Vec::with_capacity(usize::from(height));
        let mut at = self.clamp(text, top);
        while rows.len() < usize::from(height) {
            let gap = self.cache.gap(at.block, at.part);
            let Some(layout) = self.cache.laid_out(text, at.block, at.part) else {
                break;
            };
            match at.index.checked_sub(gap) {
                None => rows.push(FlowRow::Blank),
                Some(index) => {
                    let Some(&range) = layout.lines.get(index) else {
                        break;
                    };
                    rows.push(FlowRow::Line {
                        block: at.block,
                        line: layout.prepared.line(text, range),
                    });
                }
            }
            let (next, moved) = self.advance(text, at, 1);
            if moved == 0 {
                break;
            }
            at = next;
        }
        rows
    }

    /// The last row of the part before, or the first row of the part after.
    ///
    /// `None` at the ends of the column.
    fn adjacent_part(
        &mut self,
        text: &str,
        at: FlowPosition,
        before: bool,
    ) -> Option<FlowPosition> {
        if !before {
            let (block, part) = if at.part + 1 < self.cache.part_count(text, at.block) {
                (at.block, at.part + 1)
            } else {
                (at.block + 1, 0)
            };
            return (block < self.cache.len()).then_some(FlowPosition {
                block,
                part,
                index: 0,
            });
        }
        let (block, part) = match (at.block, at.part) {
            (0, 0) => return None,
            (block, 0) => (
                block - 1,
                self.cache.part_count(text, block - 1).saturating_sub(1),
            ),
            (block, part) => (block, part - 1),
        };
        let row = self.cache.rows_in(text, block, part).saturating_sub(1);
        Some(FlowPosition {
            block,
            part,
            index: row,
        })
    }

    /// The row, or the nearest one if it does not exist (as with positions of another width).
    fn clamp(&mut self, text: &str, row: FlowPosition) -> FlowPosition {
        let block = row.block.min(self.cache.len().saturating_sub(1));
        if block != row.block {
            return self.last(text);
        }
        let part = row
            .part
            .min(self.cache.part_count(text, block).saturating_sub(1));
        let rows = self.cache.rows_in(text, block, part);
        FlowPosition {
            block,
            part,
            index: row.index.min(rows.saturating_sub(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::notation::{VISUAL, arabic, row};
    use super::*;

    /// A text with a paragraph for each line of `notation`, and its flow.
    fn flow(notation: &str, width: u16) -> (String, Flow) {
        let text = arabic(notation);
        let mut at = 0;
        let blocks = text
            .split('\n')
            .map(|line| {
                let span = Span::new(at, at + line.len());
                at = span.end + 1;
                span
            })
            .collect();
        (
            text,
            Flow::new(blocks, Direction::RightToLeft, VISUAL, width),
        )
    }

    fn shown(rows: &[FlowRow]) -> String {
        let rows: Vec<String> = rows
            .iter()
            .map(|one| match one {
                FlowRow::Blank => "~".to_owned(),
                FlowRow::Line { block, line } => format!("{block} {}", row(line)),
            })
            .collect();
        rows.join("\n")
    }

    #[test]
    fn paragraphs_form_a_column_with_gaps() {
        let (text, mut flow) = flow("AB DE FG\n\nan end\nX", 5);
        flow.set_gap_before(3, 0);
        let top = flow.first();
        assert_eq!(
            shown(&flow.visible(&text, top, 20)),
            "0 ED BA\n0 GF\n~\n1 \n~\n2 an\n2 end\n3 X"
        );
        let (second, moved) = flow.advance(&text, top, 2);
        assert_eq!(moved, 2);
        assert_eq!(shown(&flow.visible(&text, second, 3)), "~\n1 \n~");
        assert_eq!(
            flow.start(&text, second),
            text.find("\n\n").map_or(0, |at| at + 1)
        );
    }

    #[test]
    fn scrolling_stops_with_the_last_line_at_the_bottom() {
        let (text, mut flow) = flow("AB\nDE\nFG", 5);
        let top = flow.last_top(&text, 3);
        assert_eq!(shown(&flow.visible(&text, top, 3)), "1 ED\n~\n2 GF");
        assert_eq!(flow.last_top(&text, 50), flow.first());
        let last = flow.last(&text);
        assert_eq!(flow.advance(&text, last, 9), (last, 0));
        assert_eq!(flow.advance(&text, last, -99), (flow.first(), -4));
    }

    #[test]
    fn a_byte_is_found_again_after_a_change_of_width() {
        let (text, mut flow) = flow("AB DE FG XZ BA\nTM", 5);
        let byte = arabic("AB DE FG").len();
        let row = flow.row_of(&text, byte - 1);
        flow.set_width(2);
        let narrow = flow.row_of(&text, byte - 1);
        assert!(narrow > row);
        assert!(flow.line_span(&text, narrow).contains(byte - 1));
        assert_eq!(flow.row_of(&text, usize::MAX), flow.last(&text));
    }

    #[test]
    fn a_line_of_megabytes_is_laid_out_in_parts() {
        let sentence = arabic("QAL RAYS ALWZRAX AN ALEML YBDA. ");
        let text = sentence.repeat(200_000);
        assert!(text.len() > 10_000_000);
        let all = vec![Span::new(0, text.len())];
        let mut flow = Flow::new(all, Direction::LeftToRight, VISUAL, 72);
        let end = flow.last_top(&text, 40);
        assert_eq!(flow.visible(&text, end, 40).len(), 40);
        let middle = flow.row_of(&text, text.len() / 2 / 2 * 2);
        assert!(flow.line_span(&text, middle).contains(text.len() / 2));
        assert!(
            flow.cache.kept_bytes() <= cache::MAX_KEPT_BYTES,
            "the cache is bounded"
        );
        assert!(
            flow.cache.laid_out_count() < 5,
            "only the needed parts are laid out"
        );
        let parts = flow.cache.parts(&text, 0).cloned().expect("one block");
        assert_eq!(parts.direction, Direction::RightToLeft);
        assert!(
            parts
                .starts
                .iter()
                .all(|&at| text[..at].is_empty() || text[..at].ends_with(". ")),
            "parts begin after a sentence"
        );
    }

    #[test]
    fn the_cache_is_bounded() {
        let line = arabic("QAL RAYS ALWZRAX AN ALEML YBDA. ").repeat(20);
        let text = vec![line.as_str(); 1200].join("\n");
        let blocks = (0..1200)
            .map(|index| index * (line.len() + 1))
            .map(|at| Span::new(at, at + line.len()))
            .collect();
        let mut flow = Flow::new(blocks, Direction::RightToLeft, VISUAL, 72);
        let top = flow.first();
        let (end, _) = flow.advance(&text, top, isize::MAX);
        assert_eq!(end, flow.last(&text));
        assert!(flow.cache.kept_bytes() <= cache::MAX_KEPT_BYTES);
    }

    #[test]
    fn an_empty_flow_and_spans_that_do_not_fit_are_harmless() {
        for blocks in [vec![], vec![Span::new(7, 90_000)]] {
            let mut flow = Flow::new(blocks, Direction::RightToLeft, VISUAL, 0);
            let top = flow.last_top("اب", 5);
            assert!(flow.visible("اب", top, 5).len() <= 1);
            assert_eq!(flow.advance("اب", top, -3), (flow.first(), 0));
            flow.row_of("اب", 3);
            flow.start("اب", top);
        }
    }
}
