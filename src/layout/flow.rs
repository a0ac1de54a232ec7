//! A column of paragraphs, laid out as far as it is read.
//!
//! A [`Flow`] knows where the paragraphs of a text stand and lays one out when
//! a question first touches it; nothing is ever laid out for paragraphs that
//! nobody asks about, so opening, resizing and jumping cost the same in a 5 KB
//! and in a 5 MB article. The text is passed to every call and must be the
//! same each time.
//!
//! A paragraph of more than 16 KB is laid out in parts, cut after a line
//! separator, sentence or blank before that size (or between two clusters, if there
//! is none), so that one line of 10 MB is as quick. At such a cut the last
//! line of a part may stay short, and bidi embeddings and isolates do not
//! reach over it; the base direction of the whole paragraph holds for all parts.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation as _;

use super::paragraph::{LineRange, Prepared, prepare_with};
use super::{Direction, Line, Target, bidi};
use crate::span::Span;

/// Longest part of a paragraph that is laid out in one piece, in bytes.
const PART: usize = 16 * 1024;
/// Text whose layout is kept, in bytes; half of it is dropped, oldest first, when this is passed.
const KEPT: usize = 1024 * 1024;

/// A row of the column: a line of a paragraph or a blank row before it.
///
/// Rows of one layout are ordered as they stand. A change of width makes other rows:
/// keep a byte ([`Flow::start`]) over it and come back with [`Flow::row_of`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    /// Index of the paragraph in the list that the flow was made of.
    pub block: usize,
    /// Part of the paragraph; 0 but for very long ones.
    part: usize,
    /// Row in the part, the blank rows before it counted first.
    row: usize,
}

/// What stands in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowRow {
    /// Nothing: a gap between paragraphs.
    Blank,
    /// A line of a paragraph.
    Line {
        /// Index of the paragraph.
        block: usize,
        /// Its cells.
        line: Line,
    },
}

/// One paragraph of the flow.
#[derive(Clone, Debug)]
struct Block {
    span: Span,
    /// Blank rows before it.
    gap: u16,
    parts: Option<Parts>,
}

/// How a paragraph is laid out: found when it is first touched.
#[derive(Clone, Debug)]
struct Parts {
    direction: Direction,
    /// First byte of every part; at least one.
    starts: Vec<usize>,
}

/// A part that has been laid out.
#[derive(Clone, Debug)]
struct Laid {
    prepared: Prepared,
    /// Lines at the flow's width; empty until asked for, never empty after.
    lines: Vec<LineRange>,
    /// When it was last asked for.
    used: u64,
}

/// Paragraphs laid out lazily for reading; see the module's description.
#[derive(Clone, Debug)]
pub struct Flow {
    blocks: Vec<Block>,
    fallback: Direction,
    target: Target,
    width: u16,
    laid: HashMap<(usize, usize), Laid>,
    /// Bytes of text in `laid`.
    kept: usize,
    clock: u64,
}

impl Flow {
    /// A column of `width` cells with the paragraphs at `blocks`, which must be ascending and not overlap.
    ///
    /// `fallback` is the direction of paragraphs without a strong character.
    /// One blank row stands before every paragraph but the first;
    /// [`set_gap_before`](Self::set_gap_before) changes that.
    pub fn new(blocks: Vec<Span>, fallback: Direction, target: Target, width: u16) -> Self {
        let blocks = blocks
            .into_iter()
            .enumerate()
            .map(|(index, span)| Block {
                span,
                gap: u16::from(index > 0),
                parts: None,
            })
            .collect();
        Self {
            blocks,
            fallback,
            target,
            width: width.max(1),
            laid: HashMap::new(),
            kept: 0,
            clock: 0,
        }
    }

    /// Sets the number of blank rows before a paragraph; rows handed out before are void.
    pub fn set_gap_before(&mut self, block: usize, rows: u16) {
        if let Some(block) = self.blocks.get_mut(block) {
            block.gap = rows;
        }
    }

    /// Width of the column in cells.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Changes the width; levels and clusters are kept, lines made anew when asked for.
    pub fn set_width(&mut self, width: u16) {
        if self.width != width.max(1) {
            self.width = width.max(1);
            for laid in self.laid.values_mut() {
                laid.lines.clear();
            }
        }
    }

    /// What lines are made for.
    pub const fn target(&self) -> Target {
        self.target
    }

    /// Changes the target. Another order alone changes no line break and drops nothing.
    pub fn set_target(&mut self, target: Target) {
        let before = self.target;
        self.target = target;
        if (before.shaping, before.tashkeel) == (target.shaping, target.tashkeel) {
            for laid in self.laid.values_mut() {
                laid.prepared.target = target;
            }
        } else {
            self.laid.clear();
            self.kept = 0;
        }
    }

    /// Base direction of a paragraph; the fallback for one that is not there.
    pub fn direction(&mut self, text: &str, block: usize) -> Direction {
        let fallback = self.fallback;
        self.parts(text, block)
            .map_or(fallback, |parts| parts.direction)
    }

    /// The very first row.
    pub const fn first(&self) -> Row {
        Row {
            block: 0,
            part: 0,
            row: 0,
        }
    }

    /// The very last row.
    pub fn last(&mut self, text: &str) -> Row {
        let block = self.blocks.len().saturating_sub(1);
        let part = self.part_count(text, block).saturating_sub(1);
        let row = self.rows_in(text, block, part).saturating_sub(1);
        Row { block, part, row }
    }

    /// The top row with which the last row stands at the bottom of a pane of `height` rows.
    ///
    /// Scrolling stops there. The first row, if all fits.
    pub fn last_top(&mut self, text: &str, height: u16) -> Row {
        let last = self.last(text);
        let up = isize::try_from(height.saturating_sub(1)).unwrap_or(0);
        self.advance(text, last, -up).0
    }

    /// The row whose line holds the byte at `byte`; between paragraphs that of the next one, past the end the last.
    pub fn row_of(&mut self, text: &str, byte: usize) -> Row {
        let block = self
            .blocks
            .partition_point(|block| block.span.end <= byte)
            .min(self.blocks.len().saturating_sub(1));
        let Some(parts) = self.parts(text, block) else {
            return self.first();
        };
        let part = parts
            .starts
            .partition_point(|&start| start <= byte)
            .saturating_sub(1);
        let gap = self.gap(block, part);
        let Some(laid) = self.laid(text, block, part) else {
            return self.first();
        };
        let line = laid
            .lines
            .partition_point(|&line| laid.prepared.span_of(line).end <= byte)
            .min(laid.lines.len().saturating_sub(1));
        Row {
            block,
            part,
            row: gap + line,
        }
    }

    /// First byte of the row's line; for a blank row, of the paragraph after it.
    pub fn start(&mut self, text: &str, row: Row) -> usize {
        self.line_span(text, row).start
    }

    /// Bytes of the row's line; for a blank row the empty span before the paragraph after it.
    pub fn line_span(&mut self, text: &str, row: Row) -> Span {
        let row = self.clamp(text, row);
        let gap = self.gap(row.block, row.part);
        let Some(laid) = self.laid(text, row.block, row.part) else {
            return Span::default();
        };
        match row.row.checked_sub(gap) {
            Some(line) => laid
                .lines
                .get(line)
                .map_or(laid.prepared.span(), |&line| laid.prepared.span_of(line)),
            None => Span::new(laid.prepared.span().start, laid.prepared.span().start),
        }
    }

    /// The row `rows` below `from` (above, if negative), and how many rows that really was.
    ///
    /// Stops at the first and at the last row. What lies between is wrapped, so
    /// a jump over a whole book is better done with [`row_of`](Self::row_of),
    /// [`first`](Self::first) and [`last`](Self::last).
    pub fn advance(&mut self, text: &str, from: Row, rows: isize) -> (Row, isize) {
        let mut at = self.clamp(text, from);
        let mut left = rows.unsigned_abs();
        while left > 0 {
            let step = if rows < 0 {
                let step = left.min(at.row);
                at.row -= step;
                step
            } else {
                let below = self
                    .rows_in(text, at.block, at.part)
                    .saturating_sub(at.row + 1);
                let step = left.min(below);
                at.row += step;
                step
            };
            left -= step;
            if left == 0 {
                break;
            }
            let Some(next) = self.neighbour(text, at, rows < 0) else {
                break;
            };
            at = next;
            left -= 1;
        }
        let moved = isize::try_from(rows.unsigned_abs() - left).unwrap_or(isize::MAX);
        (at, if rows < 0 { -moved } else { moved })
    }

    /// The rows from `top` on, `height` at most, fewer at the end of the column.
    pub fn visible(&mut self, text: &str, top: Row, height: u16) -> Vec<FlowRow> {
        let mut rows = Vec::with_capacity(usize::from(height));
        let mut at = self.clamp(text, top);
        while rows.len() < usize::from(height) {
            let gap = self.gap(at.block, at.part);
            let Some(laid) = self.laid(text, at.block, at.part) else {
                break;
            };
            match at.row.checked_sub(gap) {
                None => rows.push(FlowRow::Blank),
                Some(index) => {
                    let Some(&range) = laid.lines.get(index) else {
                        break;
                    };
                    rows.push(FlowRow::Line {
                        block: at.block,
                        line: laid.prepared.line(text, range),
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
    fn neighbour(&mut self, text: &str, at: Row, before: bool) -> Option<Row> {
        if !before {
            let (block, part) = if at.part + 1 < self.part_count(text, at.block) {
                (at.block, at.part + 1)
            } else {
                (at.block + 1, 0)
            };
            return (block < self.blocks.len()).then_some(Row {
                block,
                part,
                row: 0,
            });
        }
        let (block, part) = match (at.block, at.part) {
            (0, 0) => return None,
            (block, 0) => (
                block - 1,
                self.part_count(text, block - 1).saturating_sub(1),
            ),
            (block, part) => (block, part - 1),
        };
        let row = self.rows_in(text, block, part).saturating_sub(1);
        Some(Row { block, part, row })
    }

    /// The row, or the nearest that exists (rows of another width may not).
    fn clamp(&mut self, text: &str, row: Row) -> Row {
        let block = row.block.min(self.blocks.len().saturating_sub(1));
        if block != row.block {
            return self.last(text);
        }
        let part = row.part.min(self.part_count(text, block).saturating_sub(1));
        let rows = self.rows_in(text, block, part);
        Row {
            block,
            part,
            row: row.row.min(rows.saturating_sub(1)),
        }
    }

    /// Blank rows at the head of a part.
    fn gap(&self, block: usize, part: usize) -> usize {
        match self.blocks.get(block) {
            Some(block) if part == 0 => usize::from(block.gap),
            Some(_) | None => 0,
        }
    }

    fn rows_in(&mut self, text: &str, block: usize, part: usize) -> usize {
        let gap = self.gap(block, part);
        self.laid(text, block, part)
            .map_or(0, |laid| gap + laid.lines.len())
    }

    fn part_count(&mut self, text: &str, block: usize) -> usize {
        self.parts(text, block)
            .map_or(0, |parts| parts.starts.len())
    }

    fn parts(&mut self, text: &str, block: usize) -> Option<&Parts> {
        let fallback = self.fallback;
        let block = self.blocks.get_mut(block)?;
        let span = block.span;
        Some(block.parts.get_or_insert_with(|| Parts {
            direction: bidi::first_strong(span.of(text)).unwrap_or(fallback),
            starts: cut(text, span),
        }))
    }

    /// A part with its lines, laid out now if it is not kept.
    fn laid(&mut self, text: &str, block: usize, part: usize) -> Option<&Laid> {
        let (direction, span) = {
            let whole = self.blocks.get(block)?.span;
            let parts = self.parts(text, block)?;
            let start = *parts.starts.get(part)?;
            let end = parts.starts.get(part + 1).copied().unwrap_or(whole.end);
            (parts.direction, Span::new(start, end))
        };
        self.clock += 1;
        let key = (block, part);
        if !self.laid.contains_key(&key) {
            self.make_room(span.len());
            let prepared = prepare_with(text, span, direction, self.target);
            self.kept += prepared.span().len();
            let fresh = Laid {
                prepared,
                lines: Vec::new(),
                used: 0,
            };
            self.laid.insert(key, fresh);
        }
        let (width, clock) = (self.width, self.clock);
        let laid = self.laid.get_mut(&key)?;
        laid.used = clock;
        if laid.lines.is_empty() {
            laid.lines = laid.prepared.wrap(width);
        }
        Some(laid)
    }

    /// Drops the older half of what is kept if `more` bytes would be too many.
    fn make_room(&mut self, more: usize) {
        if self.kept + more <= KEPT {
            return;
        }
        let mut ages: Vec<u64> = self.laid.values().map(|laid| laid.used).collect();
        let middle = ages.len() / 2;
        let (_, &mut median, _) = ages.select_nth_unstable(middle);
        self.laid.retain(|_, laid| laid.used > median);
        self.kept = self
            .laid
            .values()
            .map(|laid| laid.prepared.span().len())
            .sum();
    }
}

/// Where the parts of a paragraph begin.
fn cut(text: &str, span: Span) -> Vec<usize> {
    let mut starts = vec![span.start];
    let mut start = span.start;
    while span.end.saturating_sub(start) > PART {
        let low = boundary(text, start + PART / 4 * 3);
        let high = boundary(text, start + PART);
        let window = Span::new(low, high).of(text);
        let next = low + cut_in(window);
        // A span that does not fit the text ends here.
        if next <= start {
            break;
        }
        start = next;
        starts.push(start);
    }
    starts
}

/// The nearest `char` boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// The best place in a window of text for a cut: after a line separator, a sentence, a blank, or between clusters.
fn cut_in(window: &str) -> usize {
    let after = |at: usize| {
        let rest = window.get(at..).unwrap_or_default();
        at + rest.len() - rest.trim_start().len()
    };
    let ends_sentence = |at: usize| {
        window
            .get(..at)
            .is_some_and(|head| head.ends_with(['.', '!', '\u{061F}', '?', '\u{2026}', '\u{06D4}']))
    };
    if let Some(at) = window.rfind('\n') {
        return at + 1;
    }
    let blanks = || window.rmatch_indices(' ').map(|(at, _)| at);
    if let Some(at) = blanks()
        .find(|&at| ends_sentence(at))
        .or_else(|| blanks().next())
    {
        return after(at);
    }
    window
        .grapheme_indices(true)
        .next_back()
        .map(|(at, _)| at)
        .filter(|&at| at > 0)
        .unwrap_or(window.len())
}

#[cfg(test)]
mod tests {
    use super::super::notation::{VISUAL, arabic, row};
    use super::*;

    /// A text of paragraphs, one a line of `notation`, and its flow.
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
    fn paragraphs_stand_in_a_column_with_gaps() {
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
    fn a_place_survives_a_change_of_width() {
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
        assert!(flow.kept <= KEPT, "what is kept is bounded");
        assert!(flow.laid.len() < 5, "only what is asked for is laid out");
        let parts = flow.parts(&text, 0).cloned().expect("one block");
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
    fn what_is_kept_is_bounded() {
        let line = arabic("QAL RAYS ALWZRAX AN ALEML YBDA. ").repeat(20);
        let text = vec![line.as_str(); 3000].join("\n");
        let blocks = (0..3000)
            .map(|index| index * (line.len() + 1))
            .map(|at| Span::new(at, at + line.len()))
            .collect();
        let mut flow = Flow::new(blocks, Direction::RightToLeft, VISUAL, 72);
        let top = flow.first();
        let (end, _) = flow.advance(&text, top, isize::MAX);
        assert_eq!(end, flow.last(&text));
        assert!(flow.kept <= KEPT);
    }

    #[test]
    fn a_flow_of_nothing_and_spans_that_do_not_fit_are_harmless() {
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
