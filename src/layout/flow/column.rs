//! Paragraphs of a flow → their parts → clusters and lines, kept while they are in use.
//!
//! A *part* is a paragraph, or at most [`PART`] bytes of a very long one. What is laid
//! out is kept in a map by (paragraph, part) and dropped by age once it stands for more
//! than [`KEPT`] bytes of text, so memory does not grow with what has been read. Rows and
//! scrolling are the business of the flow.

use crate::characters::is_sentence_end;
use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::layout::paragraph::{LineRange, PreparedParagraph, prepare_with};
use crate::layout::{Direction, LayoutTarget, bidi};
use crate::span::Span;

/// Longest part of a paragraph that is laid out in one piece, in bytes.
const PART: usize = 16 * 1024;
/// Text whose layout is kept, in bytes; half of it is dropped, oldest first, when this is passed.
pub(super) const KEPT: usize = 1024 * 1024;

/// One paragraph of the flow.
///
/// Costs nothing until it is looked at: 100,000 paragraphs are a list of spans.
#[derive(Clone, Debug)]
struct Block {
    span: Span,
    /// Blank rows before it.
    gap: u16,
    parts: Option<Parts>,
}

/// How a paragraph is laid out: found when it is first touched.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    pub(super) direction: Direction,
    /// First byte of every part; at least one.
    pub(super) starts: Vec<usize>,
}

/// A part that has been laid out.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    pub(super) prepared: PreparedParagraph,
    /// Lines at the flow's width; empty until asked for, never empty after.
    pub(super) lines: Vec<LineRange>,
    /// When it was last asked for.
    used: u64,
}

/// All paragraphs with what has been laid out of them.
#[derive(Clone, Debug)]
pub(super) struct Column {
    blocks: Vec<Block>,
    fallback: Direction,
    target: LayoutTarget,
    width: u16,
    /// By paragraph and part.
    laid: HashMap<(usize, usize), Laid>,
    /// Bytes of text in `laid`.
    kept: usize,
    /// Counts requests, to tell which layout was used last.
    clock: u64,
}

impl Column {
    /// Every paragraph but the first gets one blank row before it.
    pub(super) fn new(
        blocks: Vec<Span>,
        fallback: Direction,
        target: LayoutTarget,
        width: u16,
    ) -> Self {
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

    /// Number of paragraphs.
    pub(super) const fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Nothing for a paragraph that is not there.
    pub(super) fn set_gap(&mut self, block: usize, rows: u16) {
        if let Some(block) = self.blocks.get_mut(block) {
            block.gap = rows;
        }
    }

    pub(super) const fn width(&self) -> u16 {
        self.width
    }

    /// Drops the lines, keeps the rest.
    pub(super) fn set_width(&mut self, width: u16) {
        if self.width != width.max(1) {
            self.width = width.max(1);
            for laid in self.laid.values_mut() {
                laid.lines.clear();
            }
        }
    }

    pub(super) const fn target(&self) -> LayoutTarget {
        self.target
    }

    /// Drops everything, unless only the order of cells is another.
    pub(super) fn set_target(&mut self, target: LayoutTarget) {
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
    pub(super) fn direction(&mut self, text: &str, block: usize) -> Direction {
        let fallback = self.fallback;
        self.parts(text, block)
            .map_or(fallback, |parts| parts.direction)
    }

    /// The paragraph that holds the byte, the next one if none does, the last past the end.
    pub(super) fn block_of(&self, byte: usize) -> usize {
        let is_before = |span: Span| span.end <= byte && !(span.is_empty() && span.start == byte);
        self.blocks
            .partition_point(|block| is_before(block.span))
            .min(self.blocks.len().saturating_sub(1))
    }

    /// Bytes of text whose layout is kept.
    #[cfg(test)]
    pub(super) const fn kept(&self) -> usize {
        self.kept
    }

    /// Number of parts whose layout is kept.
    #[cfg(test)]
    pub(super) fn laid_count(&self) -> usize {
        self.laid.len()
    }

    /// Blank rows at the head of a part.
    pub(super) fn gap(&self, block: usize, part: usize) -> usize {
        match self.blocks.get(block) {
            Some(block) if part == 0 => usize::from(block.gap),
            Some(_) | None => 0,
        }
    }

    /// Rows of a part, its blank rows included; lays the part out.
    pub(super) fn rows_in(&mut self, text: &str, block: usize, part: usize) -> usize {
        let gap = self.gap(block, part);
        self.laid(text, block, part)
            .map_or(0, |laid| gap + laid.lines.len())
    }

    /// Looks at the paragraph's text but lays nothing out.
    pub(super) fn part_count(&mut self, text: &str, block: usize) -> usize {
        self.parts(text, block)
            .map_or(0, |parts| parts.starts.len())
    }

    /// The paragraph's direction and cuts, found at the first call and kept.
    ///
    /// The direction is found in the whole paragraph, so that a part which begins with a
    /// Latin word does not turn.
    pub(super) fn parts(&mut self, text: &str, block: usize) -> Option<&Parts> {
        let fallback = self.fallback;
        let block = self.blocks.get_mut(block)?;
        let span = block.span;
        Some(block.parts.get_or_insert_with(|| Parts {
            direction: bidi::first_strong(span.of(text)).unwrap_or(fallback),
            starts: cut(text, span),
        }))
    }

    /// A part with its lines, laid out now if it is not kept.
    ///
    /// `None` for a part that is not there.
    pub(super) fn laid(&mut self, text: &str, block: usize, part: usize) -> Option<&Laid> {
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
    ///
    /// Half at once, so that reading on does not drop and make one part with every row.
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
///
/// A part is between three quarters of [`PART`] and all of it.
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
            .is_some_and(|head| head.ends_with(is_sentence_end))
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
